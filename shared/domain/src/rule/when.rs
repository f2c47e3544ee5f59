//! Time of day as a test: opening hours, nights, week-ends, in a time zone.

use jiff::{civil::Weekday, tz::TimeZone};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// A test of the moment an item was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "operator", content = "value", rename_all = "snake_case", deny_unknown_fields)]
pub enum When {
    /// In these hours of these days.
    Within(Hours),
    /// At any other time.
    Outside(Hours),
    /// Nobody knows when.
    IsUnknown,
}

/// Hours of the day in a time zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// The first minute, `09:00`.
    pub from: Minute,
    /// The minute behind the last, `18:00`; before `from`, the hours go on over midnight, and belong to the day they began.
    pub until: Minute,
    /// The days; none means every day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub days: Vec<Day>,
    /// The time zone, by its IANA name.
    pub zone: Zone,
}

/// A minute of the day, written `HH:MM`, up to `24:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct Minute(u16);

/// A time zone that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct Zone(TimeZone);

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "they say what they are")]
pub enum Day {
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
}

impl When {
    pub(super) fn answer(&self, at: Option<Timestamp>) -> Option<bool> {
        match self {
            When::IsUnknown => Some(at.is_none()),
            When::Within(hours) => hours.holds(at?),
            When::Outside(hours) => hours.holds(at?).map(|holds| !holds),
        }
    }
}

impl Hours {
    fn holds(&self, at: Timestamp) -> Option<bool> {
        let local = jiff::Timestamp::from_millisecond(at.millis()).ok()?.to_zoned(self.zone.0.clone());
        let minute = Minute(local.hour() as u16 * 60 + local.minute() as u16);
        let on = |day: Weekday| self.days.is_empty() || self.days.iter().any(|named| named.weekday() == day);
        let today = local.weekday();
        Some(if self.from <= self.until {
            minute >= self.from && minute < self.until && on(today)
        } else {
            (minute >= self.from && on(today)) || (minute < self.until && on(today.previous()))
        })
    }
}

impl Day {
    fn weekday(self) -> Weekday {
        match self {
            Day::Mon => Weekday::Monday,
            Day::Tue => Weekday::Tuesday,
            Day::Wed => Weekday::Wednesday,
            Day::Thu => Weekday::Thursday,
            Day::Fri => Weekday::Friday,
            Day::Sat => Weekday::Saturday,
            Day::Sun => Weekday::Sunday,
        }
    }
}

impl TryFrom<String> for Minute {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no time of day: write it as 09:00");
        let (hours, minutes) = text.split_once(':').ok_or_else(wrong)?;
        let two = |part: &str| part.parse::<u16>().ok().filter(|_| part.len() == 2);
        match (two(hours), two(minutes)) {
            (Some(24), Some(0)) => Ok(Self(24 * 60)),
            (Some(hours @ 0..24), Some(minutes @ 0..60)) => Ok(Self(hours * 60 + minutes)),
            _ => Err(wrong()),
        }
    }
}

impl From<Minute> for String {
    fn from(Minute(minute): Minute) -> Self {
        format!("{:02}:{:02}", minute / 60, minute % 60)
    }
}

impl TryFrom<String> for Zone {
    type Error = String;
    fn try_from(name: String) -> Result<Self, String> {
        TimeZone::get(&name)
            .map(Self)
            .map_err(|_| format!("no time zone is called `{name}`: use an IANA name such as Asia/Seoul"))
    }
}

impl From<Zone> for String {
    fn from(Zone(zone): Zone) -> Self {
        zone.iana_name().unwrap_or("UTC").to_owned()
    }
}

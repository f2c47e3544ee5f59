//! Time as the product counts it: whole milliseconds since 1970 UTC (D-19).

use std::{borrow::Cow, fmt, str::FromStr};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A moment, to the millisecond. Written as RFC 3339 in UTC with three decimals.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(i64);

/// A length of time in whole milliseconds.
pub type Millis = i64;

/// One second.
pub const SECOND: Millis = 1_000;
/// One minute.
pub const MINUTE: Millis = 60 * SECOND;
/// One hour.
pub const HOUR: Millis = 60 * MINUTE;
/// One day of 24 hours; a local day may be longer or shorter.
pub const DAY: Millis = 24 * HOUR;

/// The last moment that has a form in every time zone, a day before the year 10000; what a platform sends is clamped to it.
const LAST: i64 = 253_402_207_199_999;

impl Timestamp {
    /// The moment `millis` after 1970, clamped to 1970 and the end of 9999.
    pub fn from_millis(millis: i64) -> Self {
        Self(millis.clamp(0, LAST))
    }

    /// A platform's integer: below 10^11 it is seconds, else milliseconds (channels.md section 1).
    pub fn from_platform(number: i64) -> Self {
        if number < 100_000_000_000 { Self::from_millis(number.saturating_mul(SECOND)) } else { Self::from_millis(number) }
    }

    /// A date of mail and of RSS (RFC 2822), as `Fri, 20 Nov 2026 08:00:00 GMT`.
    pub fn from_rfc2822(text: &str) -> Option<Self> {
        let moment = jiff::fmt::rfc2822::parse(text.trim()).ok()?;
        Some(Self::from_millis(moment.timestamp().as_millisecond()))
    }

    /// Milliseconds since 1970.
    pub fn millis(self) -> i64 {
        self.0
    }

    /// Whole seconds since 1970, as a table's time-to-live wants them.
    pub fn seconds(self) -> i64 {
        self.0 / SECOND
    }

    /// This moment and `length` more.
    pub fn plus(self, length: Millis) -> Self {
        Self::from_millis(self.0.saturating_add(length))
    }

    /// This moment and `length` less.
    pub fn minus(self, length: Millis) -> Self {
        Self::from_millis(self.0.saturating_sub(length))
    }

    /// How long after `earlier` this is; negative if it is before.
    pub fn since(self, earlier: Timestamp) -> Millis {
        self.0 - earlier.0
    }

    /// The UTC day, as `2026-11-20`.
    pub fn day(self) -> String {
        self.to_string()[..10].to_owned()
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_millisecond(self.0) {
            Ok(moment) => write!(f, "{moment:.3}"),
            // Unreachable by construction: every value is clamped to years that have a form.
            Err(_) => write!(f, "{}", self.0),
        }
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Timestamp {
    type Err = jiff::Error;
    /// Reads RFC 3339, also with an offset (`+09:00`, `+0900`), X's older form (`Wed Feb 05 08:39:31 +0000 2020`), and the
    /// form of an HTTP header (`Wed, 05 Feb 2020 08:39:31 GMT`).
    fn from_str(text: &str) -> Result<Self, jiff::Error> {
        text.parse::<jiff::Timestamp>()
            .or_else(|error| jiff::Timestamp::strptime("%Y-%m-%dT%H:%M:%S%.f%z", text).map_err(|_| error))
            .or_else(|error| jiff::Timestamp::strptime("%a %b %d %H:%M:%S %z %Y", text).map_err(|_| error))
            .or_else(|error| jiff::fmt::rfc2822::parse(text).map(|moment| moment.timestamp()).map_err(|_| error))
            .map(|moment| Self::from_millis(moment.as_millisecond()))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

impl JsonSchema for Timestamp {
    fn schema_name() -> Cow<'static, str> {
        "Timestamp".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({ "type": "string", "format": "date-time", "description": "RFC 3339 in UTC, whole milliseconds" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_and_milliseconds_of_platforms_are_told_apart() {
        assert_eq!(Timestamp::from_platform(1_767_226_000), Timestamp::from_platform(1_767_226_000_000));
        assert_eq!(Timestamp::from_platform(1_767_225_604_987).millis(), 1_767_225_604_987);
    }

    #[test]
    fn the_text_form_has_milliseconds_and_reads_back() {
        let moment = Timestamp::from_millis(1_767_225_604_987);
        assert_eq!(moment.to_string(), "2026-01-01T00:00:04.987Z");
        assert_eq!(moment.to_string().parse::<Timestamp>().unwrap(), moment);
        assert_eq!("2026-01-01T09:00:04.987+09:00".parse::<Timestamp>().unwrap(), moment);
        assert_eq!("2026-01-01T00:00:04.987654+0000".parse::<Timestamp>().unwrap(), moment);
        assert_eq!("Thu, 01 Jan 2026 00:00:04 GMT".parse::<Timestamp>().unwrap().millis(), 1_767_225_604_000);
        assert_eq!("Thu Jan 01 00:00:04 +0000 2026".parse::<Timestamp>().unwrap().millis(), 1_767_225_604_000);
    }

    #[test]
    fn no_number_a_platform_sends_can_overflow() {
        for number in [i64::MIN, -1, 0, i64::MAX] {
            let _ = Timestamp::from_platform(number).to_string();
        }
        assert_eq!(Timestamp::from_millis(i64::MAX).plus(i64::MAX).day(), "9999-12-30");
    }
}

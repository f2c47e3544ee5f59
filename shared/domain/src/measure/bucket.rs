//! Buckets of local time. Days begin at local midnight and are 23, 24 or 25 hours long where clocks are changed.

use jiff::{
    Zoned,
    civil::{Date, Weekday},
    tz::TimeZone,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::slot::Slot;
use crate::{
    invalid::{Fault, Invalid},
    time::{MINUTE, Timestamp},
};

/// The most buckets one series may have: two years of hours need a coarser grain.
pub const MOST_BUCKETS: usize = 10_000;

/// How long a bucket is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Grain {
    /// From a full local hour to the next.
    Hour,
    /// From local midnight to the next.
    Day,
    /// From Monday, local midnight, to the next.
    Week,
}

/// One bucket: a label for an axis, and the moments it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Bucket {
    /// `2026-03-01` for a day, `2026-W09` for a week, `2026-03-01T14:00+09:00` for an hour.
    pub label: String,
    /// The first moment in it.
    pub start: Timestamp,
    /// The first moment after it.
    pub end: Timestamp,
}

/// Buckets side by side, without a gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Buckets {
    list: Vec<Bucket>,
}

/// A time zone by its IANA name.
pub fn zone(name: &str) -> Result<TimeZone, Invalid> {
    TimeZone::get(name).map_err(|_| {
        let known: String = name.chars().take(40).collect();
        Invalid::new("zone", format_args!("`{known}` is no time zone"), "write an IANA name such as Asia/Seoul")
            .because(Fault::NoSuch)
    })
}

impl Buckets {
    /// The buckets that hold the moments from `from` up to but without `to`. The first and the last are whole
    /// buckets, even where `from` or `to` falls into the middle of one.
    pub fn cover(from: Timestamp, to: Timestamp, grain: Grain, zone: &TimeZone) -> Result<Self, Invalid> {
        if to <= from {
            return Err(Invalid::new("to", "is not after `from`", "ask for a period that ends after it begins"));
        }
        let mut list = Vec::new();
        let mut start = begin(&local(from, zone)?, grain)?;
        while moment(&start) < to {
            if list.len() == MOST_BUCKETS {
                let problem = format!("the period has more than {MOST_BUCKETS} buckets");
                return Err(Invalid::new("grain", problem, "choose a coarser grain or a shorter period"));
            }
            let next = following(&start, grain)?;
            list.push(Bucket { label: label(&start, grain), start: moment(&start), end: moment(&next) });
            start = next;
        }
        Ok(Self { list })
    }

    /// The buckets of the local days from `first` to `last`, both included, written as `2026-03-01`.
    pub fn of_days(first: &str, last: &str, grain: Grain, zone: &TimeZone) -> Result<Self, Invalid> {
        let date = |field: &str, text: &str| {
            text.parse::<Date>()
                .map_err(|_| Invalid::new(field, "is not a day", "write it as 2026-03-01").because(Fault::BadForm))
        };
        let from = midnight(date("from", first)?, zone)?;
        let to = midnight(date("to", last)?.tomorrow().map_err(beyond)?, zone)?;
        Self::cover(moment(&from), moment(&to), grain, zone)
    }

    /// In order of time; at least one.
    pub fn list(&self) -> &[Bucket] {
        &self.list
    }

    /// The first moment of all.
    pub fn start(&self) -> Timestamp {
        self.list[0].start
    }

    /// The first moment after all.
    pub fn end(&self) -> Timestamp {
        self.list[self.list.len() - 1].end
    }

    /// The bucket a slot belongs to: the one it begins in.
    pub fn of_slot(&self, slot: Slot) -> Option<usize> {
        self.of(slot.start())
    }

    /// The bucket a moment lies in.
    pub fn of(&self, moment: Timestamp) -> Option<usize> {
        let after = self.list.partition_point(|bucket| bucket.start <= moment);
        after.checked_sub(1).filter(|&i| moment < self.list[i].end)
    }

    /// How many buckets, from the first, are over at `now`: deviations leave the running one out.
    pub fn complete(&self, now: Timestamp) -> usize {
        self.list.partition_point(|bucket| bucket.end <= now)
    }
}

fn local(moment: Timestamp, zone: &TimeZone) -> Result<Zoned, Invalid> {
    let instant = jiff::Timestamp::from_millisecond(moment.millis()).map_err(beyond)?;
    Ok(instant.to_zoned(zone.clone()))
}

fn moment(local: &Zoned) -> Timestamp {
    Timestamp::from_millis(local.timestamp().as_millisecond())
}

fn midnight(date: Date, zone: &TimeZone) -> Result<Zoned, Invalid> {
    // Where clocks go forward at midnight the day begins at one o'clock.
    date.to_zoned(zone.clone()).and_then(|local| local.start_of_day()).map_err(beyond)
}

fn begin(local: &Zoned, grain: Grain) -> Result<Zoned, Invalid> {
    match grain {
        Grain::Hour => {
            let into = i64::from(local.minute()) * MINUTE + i64::from(local.second()) * 1_000 + i64::from(local.millisecond());
            self::local(moment(local).minus(into), local.time_zone())
        }
        Grain::Day => local.start_of_day().map_err(beyond),
        Grain::Week => {
            let days = local.weekday().since(Weekday::Monday);
            let monday = local.date().checked_sub(jiff::Span::new().days(days)).map_err(beyond)?;
            midnight(monday, local.time_zone())
        }
    }
}

fn following(start: &Zoned, grain: Grain) -> Result<Zoned, Invalid> {
    let zone = start.time_zone();
    match grain {
        Grain::Hour => {
            // Where clocks are changed by half an hour (Lord Howe) the next full hour is 30 or 90 minutes away.
            let halves = [30, 60, 90].map(|minutes| local(moment(start).plus(minutes * MINUTE), zone));
            let mut full = halves.into_iter().filter(|next| next.as_ref().map_or(true, |next| next.minute() == 0));
            full.next().unwrap_or_else(|| local(moment(start).plus(60 * MINUTE), zone))
        }
        Grain::Day | Grain::Week => {
            let mut date = start.date();
            loop {
                let days = if grain == Grain::Day { 1 } else { 7 };
                date = date.checked_add(jiff::Span::new().days(days)).map_err(beyond)?;
                let next = midnight(date, zone)?;
                // A day that a zone left out (Samoa, 30 December 2011) is no bucket.
                if next > *start {
                    return Ok(next);
                }
            }
        }
    }
}

fn label(start: &Zoned, grain: Grain) -> String {
    match grain {
        Grain::Hour => start.strftime("%Y-%m-%dT%H:%M%:z").to_string(),
        Grain::Day => start.date().to_string(),
        Grain::Week => start.strftime("%G-W%V").to_string(),
    }
}

fn beyond(_: jiff::Error) -> Invalid {
    Invalid::new("from", "is beyond the years 1970 to 9999", "ask for a period within them")
}

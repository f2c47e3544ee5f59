//! Periods of a query: days of a time zone, or moments; and the buckets they are cut into.

use domain::{
    measure::{Bucket, Buckets, Grain, Slot, zone},
    time::{DAY, MINUTE, Timestamp},
};
use jiff::tz::TimeZone;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::error::Problem;

/// The longest period, in days: what counters are kept for.
pub const LONGEST_PERIOD: i64 = 3 * 366;
/// The most buckets of one answer.
pub const MOST_BUCKETS: usize = 2_000;
/// The length of a counted slot.
const SLOT: i64 = 30 * MINUTE;

/// How long a bucket is.
#[derive(Debug, Clone, Copy, PartialEq, Default, Deserialize, serde::Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum BucketLength {
    /// Half an hour.
    HalfHour,
    /// A local hour.
    Hour,
    /// From local midnight to the next.
    #[default]
    Day,
    /// From Monday, local midnight, to the next.
    Week,
}

/// From a moment up to, but without, another.
#[derive(Debug, Clone)]
pub(crate) struct Period {
    pub from: Timestamp,
    pub to: Timestamp,
    zone: TimeZone,
}

impl Period {
    /// Reads `from` and `to`: days (`2026-03-01`, the last one included) or moments (RFC 3339, the last one not).
    /// Without `to`: until now; without `from`: `usual` days.
    pub fn read(from: Option<&str>, to: Option<&str>, zone_name: &str, usual: i64, now: Timestamp) -> Result<Self, Problem> {
        let zone = zone(zone_name)?;
        let to = match to {
            Some(text) => edge("to", text, &zone)?.1,
            None => now.plus(1),
        };
        let from = match from {
            Some(text) => edge("from", text, &zone)?.0,
            None => to.minus(usual * DAY),
        };
        if to <= from {
            return Err(Problem::invalid("to", "is not after `from`", "ask for a period that ends after it begins"));
        }
        if to.since(from) > LONGEST_PERIOD * DAY {
            let message = format!("is more than {LONGEST_PERIOD} days before `to`");
            return Err(Problem::invalid("from", message, "ask for a shorter period"));
        }
        Ok(Self { from, to, zone })
    }

    /// The same days seen at another time: what a cursor remembers of them. Nothing if that is no lawful period.
    pub fn moved(self, from: Timestamp, to: Timestamp) -> Option<Self> {
        (from < to && to.since(from) <= LONGEST_PERIOD * DAY).then_some(Self { from, to, ..self })
    }

    /// The buckets of the period: the first and the last are whole ones.
    pub fn buckets(&self, length: BucketLength) -> Result<Frame, Problem> {
        let grain = match length {
            BucketLength::HalfHour => return self.half_hours(),
            BucketLength::Hour => Grain::Hour,
            BucketLength::Day => Grain::Day,
            BucketLength::Week => Grain::Week,
        };
        let hours = self.to.since(self.from) / (60 * MINUTE);
        if grain == Grain::Hour && hours > MOST_BUCKETS as i64 {
            return Err(too_many());
        }
        let buckets = Buckets::cover(self.from, self.to, grain, &self.zone)?;
        Frame::of(buckets.list().to_vec())
    }

    /// Counted slots are half hours of UTC, and so are these buckets: only their labels are local.
    fn half_hours(&self) -> Result<Frame, Problem> {
        if self.to.since(self.from) / SLOT > MOST_BUCKETS as i64 {
            return Err(too_many());
        }
        let mut buckets = Vec::new();
        let mut start = Slot::at(self.from).start();
        while start < self.to {
            let end = start.plus(SLOT);
            buckets.push(Bucket { label: self.label(start), start, end });
            start = end;
        }
        Frame::of(buckets)
    }

    fn label(&self, at: Timestamp) -> String {
        // Every stored moment lies in years that have a form.
        let moment = jiff::Timestamp::from_millisecond(at.millis()).unwrap_or_default();
        moment.to_zoned(self.zone.clone()).strftime("%Y-%m-%dT%H:%M%:z").to_string()
    }

    /// Whether a row of this moment is behind the figures of the period.
    ///
    /// Figures are made of half hours, each in the bucket it begins in. That is the same as asking for the moment itself,
    /// but where a zone is a quarter of an hour off (Nepal): there an edge lies within a half hour.
    pub fn holds(&self, at: Timestamp) -> bool {
        let on_a_quarter = |edge: Timestamp| edge.millis() % (15 * MINUTE) == 0 && edge.millis() % SLOT != 0;
        let place = |edge: Timestamp| if on_a_quarter(edge) { Slot::at(at).start() } else { at };
        place(self.from) >= self.from && place(self.to) < self.to
    }
}

fn too_many() -> Problem {
    Problem::invalid(
        "bucket",
        format_args!("the period has more than {MOST_BUCKETS} of them"),
        "choose a longer bucket or a shorter period",
    )
}

/// A day, as its first moment and the first one after it; or a moment, as itself.
fn edge(field: &str, text: &str, zone: &TimeZone) -> Result<(Timestamp, Timestamp), Problem> {
    if text.len() == 10
        && let Ok(day) = Buckets::of_days(text, text, Grain::Day, zone)
    {
        return Ok((day.start(), day.end()));
    }
    match text.parse::<Timestamp>() {
        Ok(moment) => Ok((moment, moment)),
        Err(_) => Err(Problem::invalid(
            field,
            "is neither a day nor a moment",
            "write 2026-03-01, or 2026-03-01T09:00:00+09:00 with its `+` as %2B",
        )),
    }
}

/// Buckets side by side.
pub(crate) struct Frame {
    list: Vec<Bucket>,
}

impl Frame {
    fn of(list: Vec<Bucket>) -> Result<Self, Problem> {
        if list.len() > MOST_BUCKETS {
            return Err(too_many());
        }
        if list.is_empty() {
            return Err(Problem::invalid("to", "is not after `from`", "ask for a period that ends after it begins"));
        }
        Ok(Self { list })
    }

    /// In order of time.
    pub fn list(&self) -> &[Bucket] {
        &self.list
    }

    /// The first moment of all.
    pub fn start(&self) -> Timestamp {
        self.list.first().map_or_else(Timestamp::default, |bucket| bucket.start)
    }

    /// The first moment after all.
    pub fn end(&self) -> Timestamp {
        self.list.last().map_or_else(Timestamp::default, |bucket| bucket.end)
    }

    /// The UTC days that hold them.
    pub fn days(&self) -> (String, String) {
        (self.start().day(), self.end().minus(1).day())
    }

    /// The bucket a slot belongs to: the one it begins in.
    pub fn of_slot(&self, slot: Slot) -> Option<usize> {
        let start = slot.start();
        let after = self.list.partition_point(|bucket| bucket.start <= start);
        after.checked_sub(1).filter(|&i| start < self.list[i].end)
    }

    /// How many, from the first, are over: deviations leave the running one out.
    pub fn complete(&self, now: Timestamp) -> usize {
        self.list.partition_point(|bucket| bucket.end <= now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        "2026-03-10T00:00:00Z".parse().unwrap()
    }

    // proves LSN-12
    #[test]
    fn days_are_those_of_the_zone_and_moments_are_themselves() {
        let days = Period::read(Some("2026-03-01"), Some("2026-03-04"), "Asia/Seoul", 7, now()).unwrap();
        assert_eq!(days.from, "2026-02-28T15:00:00Z".parse().unwrap());
        assert_eq!(days.to, "2026-03-04T15:00:00Z".parse().unwrap());
        assert_eq!(days.buckets(BucketLength::Day).unwrap().list().len(), 4);
        assert_eq!(days.buckets(BucketLength::HalfHour).unwrap().list().len(), 4 * 48);
        assert_eq!(days.buckets(BucketLength::HalfHour).unwrap().list()[1].label, "2026-03-01T00:30+09:00");
        for bad in ["2026-02-30", "yesterday", "", "2026-03-01T10:00"] {
            assert!(Period::read(Some(bad), None, "UTC", 7, now()).is_err(), "{bad}");
        }
        assert!(Period::read(Some("1970-01-01"), Some("2026-01-01"), "UTC", 7, now()).is_err());
        assert!(Period::read(None, None, "Mars/Olympus", 7, now()).is_err());
        assert!(
            Period::read(Some("2025-01-01"), Some("2026-01-01"), "UTC", 7, now())
                .unwrap()
                .buckets(BucketLength::HalfHour)
                .is_err()
        );
    }

    // proves LSN-09, LSN-12: a row is behind a figure exactly where its half hour is counted, a quarter of an hour off too
    #[test]
    fn a_row_is_in_the_period_in_which_its_half_hour_is_counted() {
        for zone in ["Asia/Seoul", "Asia/Kolkata", "Asia/Kathmandu", "Pacific/Chatham"] {
            let period = Period::read(Some("2026-03-02"), Some("2026-03-02"), zone, 7, now()).unwrap();
            let day = period.buckets(BucketLength::Day).unwrap();
            for minutes in 0..3 * 24 * 60 {
                let at = "2026-03-01T00:00:00Z".parse::<Timestamp>().unwrap().plus(minutes * MINUTE);
                assert_eq!(period.holds(at), day.of_slot(Slot::at(at)).is_some(), "{zone} {at}");
            }
        }
    }
}

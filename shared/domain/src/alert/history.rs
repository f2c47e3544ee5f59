//! What a rule says of one series: from the hours that are kept and where it stood, to where it stands and what is to be told.
//!
//! Pure: the same hours and the same stage give the same answer, so a run that was cut off is simply made again.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    baseline::HourOfWeek,
    gauge::Gauge,
    raised::Class,
    rule::{Counted, Watch},
    spike::Reading,
    watch::{Change, Stage},
};
use crate::{
    analysis::Sentiment,
    measure::Counts,
    time::{HOUR, Timestamp},
};

/// Hours that are kept: 35 days, a week to begin with and four to learn from.
pub const KEPT_HOURS: usize = 35 * 24;

/// In the order of a history.
fn row(counts: &Counts) -> [u32; 4] {
    let [positive, negative, neutral, unknown] = counts.in_order().map(|n| u32::try_from(n).unwrap_or(u32::MAX));
    [negative, positive, neutral, unknown]
}

/// The number of the hour a moment lies in, since 1970.
pub fn hour_of(moment: Timestamp) -> i64 {
    moment.millis().div_euclid(HOUR)
}

/// What was counted of one topic on one platform, or on all, hour by hour without a gap.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct History {
    /// The number of the first hour.
    pub first: i64,
    /// By hour: against, in favour, neither, not known.
    pub hours: Vec<[u32; 4]>,
}

/// What a run over a history came to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged {
    /// Where the alert stands now.
    pub stage: Stage,
    /// What is to be told, if anything: the last change, where several were missed.
    pub change: Option<Change>,
    /// What was read of the hour that made the change, or of the running hour.
    pub reading: Reading,
    /// Which hour that is.
    pub hour: i64,
    /// What kind of alert a spike is.
    pub class: Option<Class>,
}

impl History {
    /// Of hours that were counted, up to but without `until`: it begins with the first that has a mention.
    pub fn of_hours(counted: &BTreeMap<i64, Counts>, until: i64) -> Self {
        let Some((&first, _)) = counted.range(..until).next() else { return Self::default() };
        let hours = (first..until).map(|hour| row(&counted.get(&hour).copied().unwrap_or_default())).collect();
        Self { first, hours }
    }

    /// What was counted in an hour: against, in favour, neither, not known.
    pub(super) fn of(&self, hour: i64) -> [u32; 4] {
        usize::try_from(hour - self.first).ok().and_then(|place| self.hours.get(place)).copied().unwrap_or_default()
    }

    /// Puts in what was counted in an hour, whatever was known of it before. Hours between become empty ones.
    pub fn put(&mut self, hour: i64, counts: &Counts) {
        if self.hours.is_empty() {
            self.first = hour;
        }
        let Ok(place) = usize::try_from(hour - self.first) else { return };
        if place >= 2 * KEPT_HOURS {
            return;
        }
        if place >= self.hours.len() {
            self.hours.resize(place + 1, [0; 4]);
        }
        self.hours[place] = row(counts);
    }

    /// Forgets what is no longer needed at `hour`.
    pub fn trim(&mut self, hour: i64) {
        let first = hour - KEPT_HOURS as i64;
        let gone = usize::try_from(first - self.first).unwrap_or(0).min(self.hours.len());
        self.hours.drain(..gone);
        self.first += gone as i64;
    }

    /// The counts of a stretch of hours together.
    pub fn counts(&self, hours: std::ops::Range<i64>) -> Counts {
        let mut counts = Counts::default();
        for hour in hours {
            let [negative, positive, neutral, unknown] = self.of(hour).map(u64::from);
            counts.count(Sentiment::Negative, negative);
            counts.count(Sentiment::Positive, positive);
            counts.count(Sentiment::Neutral, neutral);
            counts.count(Sentiment::Unknown, unknown);
        }
        counts
    }

    /// How many of those that a rule counts.
    pub(super) fn counted(&self, hour: i64, of: Counted) -> u32 {
        let counts = self.of(hour);
        match of {
            Counted::Negative => counts[0],
            Counted::Positive => counts[1],
            Counted::All => counts.iter().fold(0, |sum, &n| sum.saturating_add(n)),
        }
    }

    /// Reads the hours from `through` on, and the running one so far, from where the alert stood before `through`.
    pub fn judge(&self, watch: Watch, zone: &TimeZone, before: Stage, through: i64, now: Timestamp) -> Judged {
        let running = hour_of(now);
        let share = (now.millis().rem_euclid(HOUR) as f64 / HOUR as f64).max(1.0 / 60.0);
        let at = |hour: i64| HourOfWeek::at(Timestamp::from_millis(hour.saturating_mul(HOUR)), zone);
        let mut judged = Judged {
            stage: before,
            change: None,
            reading: Reading { observed: 0, expected: 0.0, share, hours: 1, p: 1.0, learning: true, alarm: false },
            hour: running,
            class: None,
        };
        let mut gauge = Gauge::of(watch);
        let begin = self.first.min(running);
        for hour in begin..=running {
            let share = if hour == running { share } else { 1.0 };
            let reading = gauge.read(self, hour, at(hour), share);
            if hour < through {
                continue;
            }
            let (stage, change) = judged.stage.after(hour, &reading);
            judged.stage = stage;
            match (judged.change, change) {
                // What came and went between two looks is no news any more.
                (Some(Change::Opened), Some(Change::Closed)) => judged.change = None,
                // It had opened between two looks: that it became worse goes with it.
                (Some(Change::Opened), Some(Change::Worsened)) => {}
                (_, Some(change)) => judged.change = Some(change),
                (_, None) if judged.change.is_some() => continue,
                (_, None) => {}
            }
            (judged.reading, judged.hour) = (reading, hour);
        }
        judged.class = self.class(watch, &at, judged.hour, running, share);
        judged
    }

    /// A spike of all mentions is a trend, and with one of the negative ones a crisis.
    fn class(&self, watch: Watch, at: &impl Fn(i64) -> HourOfWeek, hour: i64, running: i64, share: f64) -> Option<Class> {
        let Watch::Spike { sensitivity, .. } = watch else { return None };
        let alarms = |of| {
            let mut gauge = Gauge::of(Watch::Spike { of, sensitivity });
            let mut alarm = false;
            for hour in self.first.min(hour)..=hour {
                alarm = gauge.read(self, hour, at(hour), if hour == running { share } else { 1.0 }).alarm;
            }
            alarm
        };
        Class::of(alarms(Counted::Negative), alarms(Counted::All))
    }
}

//! From readings to alerts: open, worsening, closed; one change is told once.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::spike::Reading;

/// An alert is closed after so many whole hours without an alarm.
pub const QUIET: u8 = 3;
/// For so many hours after it was closed only something larger opens it again.
pub const COOL_DOWN: i64 = 6;

/// Where an alert stands. Hours are numbered from any beginning, one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    /// Nothing stands out.
    #[default]
    Quiet,
    /// Something does.
    Open {
        /// The hour in which it began to.
        since: i64,
        /// The last hour that did.
        last: i64,
        /// The rate per hour that was told last.
        told: f64,
        /// Whole hours without an alarm since.
        quiet: u8,
    },
    /// It was closed not long ago.
    Cooling {
        /// The first hour in which it is forgotten.
        until: i64,
        /// The rate per hour that was told last.
        told: f64,
    },
}

/// What a reading changed: each is told once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Something stands out.
    Opened,
    /// Twice what was told last.
    Worsened,
    /// It has been quiet for a while.
    Closed,
}

impl Stage {
    /// The stage after a reading of `hour`, and what is to be told of it. A whole hour is given once; its part so far as
    /// often as one likes.
    #[must_use]
    pub fn after(self, hour: i64, reading: &Reading) -> (Stage, Option<Change>) {
        let stage = match self {
            Stage::Cooling { until, .. } if hour >= until => Stage::Quiet,
            stage => stage,
        };
        // As if the whole hour went on like this. What was told is compared with what came, not with what may come, so
        // that a lucky minute does not count as worse.
        let rate = reading.observed as f64 / reading.share;
        let opened = Stage::Open { since: hour, last: hour, told: rate, quiet: 0 };
        match stage {
            Stage::Quiet if reading.alarm => (opened, Some(Change::Opened)),
            Stage::Cooling { told, .. } if reading.alarm && twice(reading, told) => (opened, Some(Change::Opened)),
            Stage::Quiet | Stage::Cooling { .. } => (stage, None),
            Stage::Open { since, told, .. } if reading.alarm => {
                let worse = twice(reading, told);
                let told = if worse { rate } else { told };
                (Stage::Open { since, last: hour, told, quiet: 0 }, worse.then_some(Change::Worsened))
            }
            Stage::Open { .. } if reading.share < 1.0 => (stage, None),
            Stage::Open { told, quiet, .. } if quiet + 1 >= QUIET => {
                (Stage::Cooling { until: hour + 1 + COOL_DOWN, told }, Some(Change::Closed))
            }
            Stage::Open { since, last, told, quiet } => (Stage::Open { since, last, told, quiet: quiet + 1 }, None),
        }
    }
}

/// Whether it is twice what was told. Silence has no double.
fn twice(reading: &Reading, told: f64) -> bool {
    reading.observed > 0 && reading.observed as f64 >= 2.0 * told
}

/// The hours in alarm of whole hours read one after the other, the first of them numbered `first`: from the hour in which an
/// alert opens to its last that alarms, the hours between included, those in which it waits to be closed not.
pub fn in_alarm(first: i64, readings: impl IntoIterator<Item = Reading>) -> Vec<i64> {
    let (mut hours, mut stage) = (Vec::new(), Stage::Quiet);
    for (hour, reading) in (first..).zip(readings) {
        stage = stage.after(hour, &reading).0;
        if let Stage::Open { since, last, .. } = stage
            && last == hour
        {
            let from = hours.last().map_or(since, |&told: &i64| since.max(told + 1));
            hours.extend(from..=hour);
        }
    }
    hours
}

//! Whether an hour stands out from what its series has taught.

use std::collections::VecDeque;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    baseline::{Baseline, Expected, HISTORY, HourOfWeek},
    tail::at_least,
};

/// Hours before a series is known: seven days.
pub const LEARNING: usize = 7 * 24;

/// Windows that are tested: the hour alone, and the last two, three and four hours together.
const WINDOWS: usize = 4;
/// An alarm is what happens by chance once in so many tests, at standard sensitivity.
pub(super) const CHANCE: f64 = 1.5e-4;
/// The same for the hour that is not over, which is tested twelve times.
pub(super) const CHANCE_SO_FAR: f64 = 1e-6;
/// A single hour alarms from this count on, and several hours from this sum.
const LEAST: (u64, u64) = (5, 6);
/// The hour, and the whole window, must be this many times what was expected.
const TIMES: f64 = 2.0;
/// While learning: at least so many, and so many times the middle of the hours there are.
const LEARNING_LEAST: (u64, f64) = (10, 4.0);
/// While learning: no word about the first hours.
const LEARNING_FROM: usize = 12;

/// How soon an alarm is raised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sensitivity {
    /// Ten times rarer by chance.
    Low,
    /// About one false alarm in half a year of a topic.
    #[default]
    Standard,
    /// Ten times as often.
    High,
}

impl Sensitivity {
    pub(super) fn factor(self) -> f64 {
        match self {
            Sensitivity::Low => 0.1,
            Sensitivity::Standard => 1.0,
            Sensitivity::High => 10.0,
        }
    }
}

/// What is to be said of an hour, or of its part so far.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reading {
    /// What came in this hour, so far.
    pub observed: u64,
    /// What was to be expected of it, so far.
    pub expected: f64,
    /// Which part of the hour is over: 1 for a whole hour.
    pub share: f64,
    /// How many hours the test that says most looked at, this one included.
    pub hours: u8,
    /// The chance of what these hours brought, or more; 1 where nothing stands out. While learning there is none: 1.
    pub p: f64,
    /// Whether the series is too young to have a history.
    pub learning: bool,
    /// Whether it stands out.
    pub alarm: bool,
}

/// Watches one series, hour by hour, without a gap.
#[derive(Debug, Clone)]
pub struct Detector {
    sensitivity: Sensitivity,
    baseline: Baseline,
    /// The last hours: what came, what was expected.
    recent: VecDeque<(u64, Option<Expected>)>,
    /// All counts while learning.
    young: Vec<u32>,
}

impl Detector {
    /// One that has seen nothing.
    pub fn new(sensitivity: Sensitivity) -> Self {
        Self { sensitivity, baseline: Baseline::default(), recent: VecDeque::with_capacity(WINDOWS), young: Vec::new() }
    }

    /// Reads the next hour, which is over, and learns from it.
    pub fn hour(&mut self, hour: HourOfWeek, count: u32) -> Reading {
        let reading = self.read(hour, count, 1.0, CHANCE);
        self.learn(hour, count, reading.alarm);
        reading
    }

    /// Reads what came of the next hour so far, when `share` of it is over. Nothing is learned.
    pub fn so_far(&self, hour: HourOfWeek, count: u32, share: f64) -> Reading {
        self.read(hour, count, share.clamp(1.0 / 60.0, 1.0), CHANCE_SO_FAR)
    }

    /// What the next hour should be; none on the first day.
    pub fn expects(&self, hour: HourOfWeek) -> Option<Expected> {
        self.baseline.expects(hour)
    }

    /// Whether it has seen too little to know the series.
    pub fn learning(&self) -> bool {
        self.baseline.hours() < LEARNING
    }

    fn learn(&mut self, hour: HourOfWeek, count: u32, alarmed: bool) {
        if self.recent.len() == WINDOWS - 1 {
            self.recent.pop_back();
        }
        self.recent.push_front((u64::from(count), self.baseline.expects(hour)));
        self.baseline.learn(hour, count, alarmed);
        if self.learning() { self.young.push(count) } else { self.young.clear() }
    }

    fn read(&self, hour: HourOfWeek, count: u32, share: f64, chance: f64) -> Reading {
        let observed = u64::from(count);
        let expected = self.baseline.expects(hour);
        let mean = expected.map_or(0.0, |expected| expected.mean) * share;
        let quiet = Reading { observed, expected: mean, share, hours: 1, p: 1.0, learning: self.learning(), alarm: false };
        match expected {
            _ if quiet.learning => Reading { alarm: self.stands_out_of_the_young(observed), ..quiet },
            Some(expected) => self.test(quiet, expected, chance * self.sensitivity.factor()),
            None => quiet,
        }
    }

    fn test(&self, quiet: Reading, expected: Expected, chance: f64) -> Reading {
        let observed = quiet.observed;
        // The hour itself must stand out: what came before it was said before.
        if (observed as f64) < TIMES * quiet.expected || observed < 2 {
            return quiet;
        }
        let (mut sum, mut mean) = (observed, quiet.expected);
        let mut best = quiet;
        for hours in 1..=WINDOWS {
            if hours > 1 {
                let Some(&(count, Some(earlier))) = self.recent.get(hours - 2) else { break };
                sum += count;
                mean += earlier.mean;
            }
            let least = if hours == 1 { LEAST.0 } else { LEAST.1 };
            if sum >= least && sum as f64 >= TIMES * mean {
                let window = Expected { mean, ..expected };
                let p = at_least(sum as f64, mean, window.variance());
                if p < best.p {
                    best = Reading { hours: hours as u8, p, alarm: p < chance, ..quiet };
                }
            }
            // Earlier hours are whole: they say nothing of the part of this one, which has a test of its own.
            if quiet.share < 1.0 {
                break;
            }
        }
        best
    }

    fn stands_out_of_the_young(&self, observed: u64) -> bool {
        let (least, times) = LEARNING_LEAST;
        if self.young.len() < LEARNING_FROM || observed < least {
            return false;
        }
        let mut sorted = self.young.clone();
        sorted.sort_unstable();
        observed as f64 >= times * f64::from(sorted[sorted.len() / 2])
    }
}

const _: () = assert!(LEARNING < HISTORY);

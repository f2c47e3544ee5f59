//! What is usual for a series of hourly counts: its season, its level, its spread.
//!
//! The model: the count of an hour has mean `level · season[hour of the week]`. The season is learned from the last 28
//! days: a profile of the day, factors of the weekdays, and another profile of the weekend where there is enough to say
//! so; each is drawn towards the plainer one by a constant number of mentions, so that little data says little. The
//! level wanders; it is followed by a Kalman filter on its logarithm (for counts: West, Harrison & Migon 1985), which
//! also says how sure it is. The spread is the variance over the mean.

use std::collections::VecDeque;

use jiff::tz::TimeZone;

use crate::time::Timestamp;

/// Hours in a week.
pub const HOURS_OF_A_WEEK: usize = 168;
/// Hours the season is learned from: 28 days.
pub const HISTORY: usize = 28 * 24;

/// How far the level's logarithm may wander in an hour, as a variance: 5 % a day.
const WANDER: f64 = 1e-4;
/// The season's own uncertainty, as a variance of the logarithm.
const SEASON_DOUBT: f64 = 0.005;
/// As many mentions as draw the hours of the day towards their neighbours.
const DRAW_HOUR: f64 = 20.0;
/// As many as draw a weekday towards all days.
const DRAW_WEEKDAY: f64 = 50.0;
/// As many as draw the weekend's profile towards that of all days.
const DRAW_WEEKEND: f64 = 100.0;
/// The spread that is believed before anything is known, and the hours that weigh as much as that belief.
const FIRST_SPREAD: (f64, f64) = (1.3, 50.0);
/// The spread lies within these, whatever was seen.
const SPREAD: (f64, f64) = (1.1, 6.0);
/// An hour that alarmed teaches no more than this many standard deviations above what was expected; any other hour no
/// more than twice as many.
const TAUGHT: f64 = 2.0;
/// No hour expects less than this.
const LEAST: f64 = 0.02;

/// An hour of the local week: 0 is Monday, midnight to one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HourOfWeek(u8);

impl HourOfWeek {
    /// The `n`-th hour of weeks that begin with hour 0.
    pub fn of(n: i64) -> Self {
        Self(n.rem_euclid(HOURS_OF_A_WEEK as i64) as u8)
    }

    /// The hour a moment lies in where the clock shows the time of `zone`.
    pub fn at(moment: Timestamp, zone: &TimeZone) -> Self {
        let instant = jiff::Timestamp::from_millisecond(moment.millis()).unwrap_or_default();
        let local = instant.to_zoned(zone.clone());
        Self::of(i64::from(local.weekday().to_monday_zero_offset()) * 24 + i64::from(local.hour()))
    }

    fn index(self) -> usize {
        usize::from(self.0)
    }

    fn of_day(self) -> usize {
        self.index() % 24
    }

    fn day(self) -> usize {
        self.index() / 24
    }

    /// 1 on Saturday and Sunday.
    fn kind(self) -> usize {
        usize::from(self.day() >= 5)
    }
}

/// What an hour is expected to be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Expected {
    /// The mean.
    pub mean: f64,
    /// Variance over mean, were the mean exactly known.
    pub spread: f64,
    /// How unsure the mean itself is: the variance of its logarithm.
    pub doubt: f64,
}

impl Expected {
    /// The variance of a count about the mean.
    pub fn variance(&self) -> f64 {
        self.spread * self.mean + self.doubt * self.mean * self.mean
    }
}

/// An hour that is over.
#[derive(Debug, Clone, Copy)]
struct Past {
    hour: HourOfWeek,
    /// The count as far as it taught.
    taught: f64,
    level: f64,
    mean: f64,
}

/// What a series has taught so far.
#[derive(Debug, Clone)]
pub struct Baseline {
    past: VecDeque<Past>,
    hours: usize,
    season: [f64; HOURS_OF_A_WEEK],
    /// The level's logarithm and its variance; none on the first day.
    level: Option<(f64, f64)>,
    spread: f64,
}

impl Default for Baseline {
    fn default() -> Self {
        let spread = FIRST_SPREAD.0;
        Self { past: VecDeque::with_capacity(HISTORY), hours: 0, season: [1.0; HOURS_OF_A_WEEK], level: None, spread }
    }
}

impl Baseline {
    /// How many hours it has learned from, those forgotten included.
    pub fn hours(&self) -> usize {
        self.hours
    }

    /// What the next hour should be; none on the first day.
    pub fn expects(&self, hour: HourOfWeek) -> Option<Expected> {
        let (log, variance) = self.level?;
        let mean = (log.exp() * self.season[hour.index()]).max(LEAST);
        Some(Expected { mean, spread: self.spread, doubt: variance + WANDER + SEASON_DOUBT })
    }

    /// Learns an hour that is over. One that alarmed teaches less: what is not usual must not become it at once.
    pub fn learn(&mut self, hour: HourOfWeek, count: u32, alarmed: bool) {
        let count = f64::from(count);
        let past = match (self.expects(hour), &mut self.level) {
            (Some(Expected { mean, spread, .. }), Some((log, variance))) => {
                let reach = TAUGHT * (spread * mean).sqrt();
                let taught = count.min(mean + if alarmed { reach } else { 2.0 * reach + 1.0 });
                let past = Past { hour, taught, level: log.exp(), mean };
                *variance = 1.0 / (1.0 / (*variance + WANDER) + mean / spread);
                *log += *variance * (taught - mean) / spread;
                past
            }
            _ => Past { hour, taught: count, level: 1.0, mean: 1.0 },
        };
        if self.past.len() == HISTORY {
            self.past.pop_front();
        }
        self.past.push_back(past);
        self.hours += 1;
        if self.hours.is_multiple_of(24) {
            self.season = season(&self.past);
            // On the first days the season changes much, so that the level is found anew from all that is there.
            if self.hours <= 3 * 24 {
                self.begin();
            }
            self.spread = spread(&self.past);
        }
    }

    fn begin(&mut self) {
        let season: f64 = self.past.iter().map(|past| self.season[past.hour.index()]).sum();
        let seen = self.past.iter().map(|past| past.taught).sum::<f64>() + 0.5;
        let level = seen / season;
        self.level = Some((level.ln(), FIRST_SPREAD.0 / seen));
        for past in &mut self.past {
            past.level = level;
            past.mean = (level * self.season[past.hour.index()]).max(LEAST);
        }
    }
}

/// Relative to the level, with mean 1 over the week.
fn season(past: &VecDeque<Past>) -> [f64; HOURS_OF_A_WEEK] {
    let (taught, levels) = past.iter().fold((0.0, 0.0), |(taught, levels), past| (taught + past.taught, levels + past.level));
    if taught <= 0.0 {
        return [1.0; HOURS_OF_A_WEEK];
    }
    let mean = taught / levels;

    let mut hours = [(0.0, 0.0); 24];
    for past in past {
        let (seen, due) = &mut hours[past.hour.of_day()];
        *seen += past.taught;
        *due += past.level * mean;
    }
    let raw = hours.map(|(seen, due)| if due > 0.0 { seen / due } else { 1.0 });
    let smooth = |i: usize| 0.9 * (raw[(i + 23) % 24] + 2.0 * raw[i] + raw[(i + 1) % 24]) / 4.0 + 0.1;
    let mut of_day: [f64; 24] = std::array::from_fn(|i| (hours[i].0 + DRAW_HOUR * smooth(i)) / (hours[i].1 + DRAW_HOUR));
    normalise(&mut of_day);

    let mut weekdays = [(DRAW_WEEKDAY, DRAW_WEEKDAY); 7];
    for past in past {
        let (seen, due) = &mut weekdays[past.hour.day()];
        *seen += past.taught;
        *due += past.level * mean * of_day[past.hour.of_day()];
    }
    let weekday = weekdays.map(|(seen, due)| seen / due);

    let mut kinds = [[(DRAW_WEEKEND, DRAW_WEEKEND); 24]; 2];
    for past in past {
        let (seen, due) = &mut kinds[past.hour.kind()][past.hour.of_day()];
        *seen += past.taught;
        *due += past.level * mean * of_day[past.hour.of_day()] * weekday[past.hour.day()];
    }

    let mut season: [f64; HOURS_OF_A_WEEK] = std::array::from_fn(|i| {
        let hour = HourOfWeek(i as u8);
        let (seen, due) = kinds[hour.kind()][hour.of_day()];
        of_day[hour.of_day()] * weekday[hour.day()] * seen / due
    });
    normalise(&mut season);
    season
}

fn normalise(values: &mut [f64]) {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    values.iter_mut().for_each(|value| *value /= mean);
}

/// Variance over mean, from what was expected and what came; hours that expected little say little.
fn spread(past: &VecDeque<Past>) -> f64 {
    let (first, weight) = FIRST_SPREAD;
    let (sum, weights) = past.iter().fold((first * weight, weight), |(sum, weights), past| {
        let weight = past.mean / (past.mean + 1.0);
        // Bounded, or one burst that was not noticed would spoil four weeks.
        let square = (past.taught - past.mean).powi(2).min(16.0 * past.mean.max(1.0));
        (sum + weight * square / past.mean, weights + weight)
    });
    (sum / weights).clamp(SPREAD.0, SPREAD.1)
}

//! What is read of an hour under a rule.

use super::{
    baseline::HourOfWeek,
    history::History,
    rule::{Counted, Watch},
    shift::Shift,
    spike::{Detector, Reading, Sensitivity},
    tail::none_at_all,
};

/// Silence is told when it happens by chance less than once in so many hours.
const SILENT_BY_CHANCE: f64 = 1e-4;

/// What is read of an hour under a rule.
pub(super) enum Gauge {
    Spike { of: Counted, detector: Detector },
    Threshold { of: Counted, least: u32, hours: u32 },
    Silence { hours: u32, detector: Detector, expected: Vec<(f64, f64)> },
    Shift(Shift),
}

impl Gauge {
    /// One that has read nothing.
    pub(super) fn of(watch: Watch) -> Self {
        match watch {
            Watch::Spike { of, sensitivity } => Gauge::Spike { of, detector: Detector::new(sensitivity) },
            Watch::Threshold { of, least, hours } => Gauge::Threshold { of, least, hours },
            Watch::Silence { hours } => {
                Gauge::Silence { hours, detector: Detector::new(Sensitivity::Standard), expected: Vec::new() }
            }
            Watch::Shift { of, sensitivity, hours } => Gauge::Shift(Shift::of(of, sensitivity, hours)),
        }
    }

    /// Reads the next hour, or what came of it so far where `share` is less than 1; then nothing is learned.
    pub(super) fn read(&mut self, history: &History, hour: i64, at: HourOfWeek, share: f64) -> Reading {
        let whole = share >= 1.0;
        match self {
            Gauge::Spike { of, detector } => {
                let count = history.counted(hour, *of);
                if whole { detector.hour(at, count) } else { detector.so_far(at, count, share) }
            }
            Gauge::Threshold { of, least, hours } => {
                let of = *of;
                let sum: u64 = (0..i64::from(*hours)).map(|back| u64::from(history.counted(hour - back, of))).sum();
                let alarm = sum >= u64::from(*least);
                let expected = f64::from(*least);
                Reading { observed: sum, expected, share, hours: (*hours).min(255) as u8, p: 1.0, learning: false, alarm }
            }
            Gauge::Silence { hours, detector, expected } => {
                let due = detector.expects(at).map_or((0.0, 1.0), |due| (due.mean, due.spread));
                let learning = detector.learning();
                let hours = *hours as usize;
                let quiet = Reading {
                    observed: u64::from(history.counted(hour, Counted::All)),
                    expected: due.0 * share,
                    share,
                    hours: hours.min(255) as u8,
                    p: 1.0,
                    learning,
                    alarm: false,
                };
                if !whole {
                    return quiet;
                }
                detector.hour(at, history.counted(hour, Counted::All));
                expected.push(due);
                if learning || expected.len() < hours {
                    return quiet;
                }
                let sum: u64 = (0..hours as i64).map(|back| u64::from(history.counted(hour - back, Counted::All))).sum();
                let (mean, spread) = expected[expected.len() - hours..]
                    .iter()
                    .fold((0.0, 1.0f64), |(sum, widest), (mean, spread)| (sum + mean, widest.max(*spread)));
                let p = if sum == 0 { none_at_all(mean, spread * mean) } else { 1.0 };
                Reading { observed: sum, expected: mean, p, alarm: p < SILENT_BY_CHANCE, ..quiet }
            }
            Gauge::Shift(shift) => shift.read(history, hour, share),
        }
    }
}

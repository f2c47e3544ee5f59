//! Whether people speak worse of a topic than they are used to, however many they are (ALR-01): the share of negative
//! mentions, or net sentiment, in a window of hours against the 28 days before it.
//!
//! Each mention is a number: 1 against and 0 otherwise for the share; 1 against, -1 in favour for net sentiment. The means
//! of window and baseline are compared by a z test. Mentions of one hour are not independent of each other, so the variance is
//! taken half as much again (a design effect); what nobody could judge is in neither mean.

use super::{
    baseline::HISTORY,
    history::History,
    rule::Mood,
    spike::{CHANCE, CHANCE_SO_FAR, LEARNING, Reading, Sensitivity},
};

/// How much wider means vary than those of independent mentions, as a factor of the variance.
const DESIGN_EFFECT: f64 = 1.5;
/// Judged mentions that a window needs, and those that the baseline needs.
const LEAST: (u64, u64) = (10, 50);
/// What a shift must come to besides being no chance: ten points of the share, fifteen of net sentiment.
const WORTH_TELLING: (f64, f64) = (0.10, 0.15);
/// Nobody is so much of one mind that the next mention could not be otherwise.
const LEAST_VARIANCE: f64 = 0.05;

/// Mentions of some hours: against, in favour, neither.
#[derive(Debug, Clone, Copy, Default)]
struct Mentions([u64; 3]);

impl Mentions {
    fn add(&mut self, [negative, positive, neutral, _]: [u32; 4]) {
        self.0.iter_mut().zip([negative, positive, neutral]).for_each(|(sum, n)| *sum += u64::from(n));
    }

    fn remove(&mut self, [negative, positive, neutral, _]: [u32; 4]) {
        self.0.iter_mut().zip([negative, positive, neutral]).for_each(|(sum, n)| *sum = sum.saturating_sub(u64::from(n)));
    }

    fn judged(&self) -> u64 {
        self.0.iter().sum()
    }

    fn negative_share(&self) -> f64 {
        self.0[0] as f64 / self.judged().max(1) as f64
    }

    /// The mean of the mentions as numbers, and their variance.
    fn moments(&self, of: Mood) -> (f64, f64) {
        let all = self.judged().max(1) as f64;
        let [negative, positive, _] = self.0.map(|n| n as f64 / all);
        match of {
            Mood::NegativeShare => (negative, negative * (1.0 - negative)),
            Mood::NetSentiment => {
                let mean = negative - positive;
                (mean, negative + positive - mean * mean)
            }
        }
    }
}

/// Watches how people speak, hour by hour, without a gap.
pub(super) struct Shift {
    of: Mood,
    sensitivity: Sensitivity,
    hours: i64,
    /// The whole hours before the one that is read that belong to its window.
    window: Mentions,
    /// The 28 days before the window.
    before: Mentions,
    read: usize,
}

impl Shift {
    pub(super) fn of(of: Mood, sensitivity: Sensitivity, hours: u32) -> Self {
        let (window, before) = (Mentions::default(), Mentions::default());
        Self { of, sensitivity, hours: hours.max(1).into(), window, before, read: 0 }
    }

    /// Reads an hour. Observed and expected are negative mentions of the window: those that came, and those that as many judged
    /// mentions usually have.
    pub(super) fn read(&mut self, history: &History, hour: i64, share: f64) -> Reading {
        let mut window = self.window;
        window.add(history.of(hour));
        let reading = self.test(&window, share);
        if share >= 1.0 {
            // The window moves on by an hour, and the baseline behind it.
            let leaves = history.of(hour + 1 - self.hours);
            window.remove(leaves);
            self.window = window;
            self.before.add(leaves);
            self.before.remove(history.of(hour + 1 - self.hours - HISTORY as i64));
            self.read += 1;
        }
        reading
    }

    fn test(&self, window: &Mentions, share: f64) -> Reading {
        let learning = self.read < LEARNING || self.before.judged() < LEAST.1;
        let expected = if learning { 0.0 } else { self.before.negative_share() * window.judged() as f64 };
        let hours = self.hours.min(255) as u8;
        let quiet = Reading { observed: window.0[0], expected, share, hours, p: 1.0, learning, alarm: false };
        if learning || window.judged() < LEAST.0 {
            return quiet;
        }
        let ((usual, variance), (now, _)) = (self.before.moments(self.of), window.moments(self.of));
        let worth_telling = match self.of {
            Mood::NegativeShare => WORTH_TELLING.0,
            Mood::NetSentiment => WORTH_TELLING.1,
        };
        if now - usual < worth_telling {
            return quiet;
        }
        let means = 1.0 / window.judged() as f64 + 1.0 / self.before.judged() as f64;
        let z = (now - usual) / (DESIGN_EFFECT * variance.max(LEAST_VARIANCE) * means).sqrt();
        // The upper tail of the normal distribution.
        let p = 0.5 * libm::erfc(z * std::f64::consts::FRAC_1_SQRT_2);
        let chance = if share < 1.0 { CHANCE_SO_FAR } else { CHANCE };
        Reading { p, alarm: p < chance * self.sensitivity.factor(), ..quiet }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alert::in_alarm;

    /// Four weeks and two days of ten mentions an hour, three of them negative; for `bad` hours nine of ten.
    fn hours(bad: std::ops::Range<usize>) -> History {
        let row = |hour| if bad.contains(&hour) { [9, 0, 1, 2] } else { [3, 3, 4, 2] };
        History { first: 1_000, hours: (0..30 * 24).map(row).collect() }
    }

    fn read(history: &History, of: Mood, hours: u32) -> Vec<Reading> {
        let mut shift = Shift::of(of, Sensitivity::Standard, hours);
        (0..history.hours.len() as i64).map(|hour| shift.read(history, history.first + hour, 1.0)).collect()
    }

    // proves ALR-01: as many mentions as ever, but worse ones
    #[test]
    fn a_shift_is_found_though_nobody_says_more_than_before() {
        let bad = 700..706;
        for of in [Mood::NegativeShare, Mood::NetSentiment] {
            let readings = read(&hours(bad.clone()), of, 3);
            let alarms: Vec<usize> = (0..readings.len()).filter(|&hour| readings[hour].alarm).collect();
            assert!(alarms.first().is_some_and(|&first| (700..703).contains(&first)), "{of:?}: {alarms:?}");
            assert!(alarms.iter().all(|hour| (700..708).contains(hour)), "{of:?}: {alarms:?}");
            let worst = &readings[702];
            assert_eq!(worst.observed, 27);
            assert!((worst.expected - 9.0).abs() < 0.1, "{worst:?}");
        }
        for of in [Mood::NegativeShare, Mood::NetSentiment] {
            assert_eq!(in_alarm(0, read(&hours(0..0), of, 3)), Vec::<i64>::new(), "{of:?}");
        }
    }

    // proves ALR-01: three of three are no shift, nor is anything in the first week
    #[test]
    fn a_handful_says_nothing_and_the_first_week_neither() {
        let mut few = hours(0..0);
        few.hours[700] = [3, 0, 0, 0];
        few.hours[699] = [0, 0, 0, 0];
        assert!(!read(&few, Mood::NegativeShare, 1)[700].alarm);
        let early = read(&hours(100..110), Mood::NegativeShare, 3);
        assert!(early[105].learning && !early[105].alarm);
    }

    // The running hour is read as often as one likes, and changes nothing.
    #[test]
    fn the_running_hour_teaches_nothing() {
        let history = hours(700..706);
        let mut shift = Shift::of(Mood::NegativeShare, Sensitivity::Standard, 3);
        for hour in 0..700 {
            shift.read(&history, history.first + hour, 1.0);
        }
        let so_far = shift.read(&history, history.first + 700, 0.5);
        assert_eq!(so_far, shift.read(&history, history.first + 700, 0.5));
        let whole = shift.read(&history, history.first + 700, 1.0);
        assert_eq!(whole, read(&history, Mood::NegativeShare, 3)[700]);
    }
}

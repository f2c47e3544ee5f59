//! How much is written when: evenly, or with a spike in the middle.

use std::time::Duration;

/// Messages a second, and a stretch in which there are more.
#[derive(Debug, Clone, Copy)]
pub struct Course {
    /// Messages a second.
    pub rate: f64,
    /// The spike, if there is one.
    pub spike: Option<Spike>,
}

/// So many times as much, for a while; before and after it the usual, for as long.
#[derive(Debug, Clone, Copy)]
pub struct Spike {
    /// How many times the rate.
    pub times: f64,
    /// Seconds of each of the three stretches.
    pub seconds: f64,
}

/// The stretches of a course with a spike, in their order.
pub const STRETCHES: [&str; 3] = ["before", "the spike", "after"];

impl Course {
    /// Messages of the whole course, where it has an end of its own.
    pub fn total(&self) -> Option<u64> {
        self.spike.map(|spike| (self.rate * spike.seconds * (2.0 + spike.times)).round() as u64)
    }

    /// When message `n` is due, counted from the beginning.
    pub fn due(&self, n: u64) -> Duration {
        let n = n as f64;
        let Some(Spike { times, seconds }) = self.spike else { return Duration::from_secs_f64(n / self.rate) };
        let (usual, more) = (self.rate * seconds, self.rate * seconds * times);
        Duration::from_secs_f64(match n {
            n if n < usual => n / self.rate,
            n if n < usual + more => seconds + (n - usual) / (self.rate * times),
            n => 2.0 * seconds + (n - usual - more) / self.rate,
        })
    }

    /// The stretch that a moment belongs to, by its place in `STRETCHES`.
    pub fn stretch(&self, at: Duration) -> usize {
        self.spike.map_or(0, |spike| ((at.as_secs_f64() / spike.seconds) as usize).min(STRETCHES.len() - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spike_is_ten_times_as_much_for_as_long_as_it_lasts() {
        let course = Course { rate: 30.0, spike: Some(Spike { times: 10.0, seconds: 60.0 }) };
        assert_eq!(course.total(), Some(21_600));
        let due = |n| course.due(n).as_secs_f64();
        assert_eq!([due(0), due(900), due(1_800), due(10_800), due(19_800), due(20_700)], [0.0, 30.0, 60.0, 90.0, 120.0, 150.0]);
        let stretch = |seconds| STRETCHES[course.stretch(Duration::from_secs(seconds))];
        assert_eq!(
            [stretch(59), stretch(60), stretch(119), stretch(120), stretch(500)],
            ["before", "the spike", "the spike", "after", "after"]
        );
    }

    #[test]
    fn without_one_it_is_even_and_ends_when_everything_is_written() {
        let course = Course { rate: 200.0, spike: None };
        assert_eq!(
            (course.total(), course.due(500), course.stretch(Duration::from_secs(90))),
            (None, Duration::from_millis(2_500), 0)
        );
    }
}

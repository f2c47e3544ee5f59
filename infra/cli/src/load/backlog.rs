//! How much waits in the queues, looked at every half second.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use crate::{failure::Failure, house::House};

/// What waited, and when that was, counted from the beginning.
pub struct Backlog(Vec<(Duration, u64)>);

impl Backlog {
    /// Looks until it is told to stop.
    pub async fn watch(house: Arc<House>, begun: Instant, mut over: tokio::sync::oneshot::Receiver<()>) -> Result<Self, Failure> {
        let mut seen = Vec::new();
        let mut half_second = tokio::time::interval(Duration::from_millis(500));
        loop {
            tokio::select! {
                _ = half_second.tick() => {
                    let depths = house.local("depths").await?;
                    let waiting = depths.as_object().into_iter().flatten().filter_map(|(_, depth)| depth["visible"].as_u64());
                    seen.push((begun.elapsed(), waiting.sum()));
                }
                _ = &mut over => return Ok(Self(seen)),
            }
        }
    }

    /// The most that waited from one moment to another.
    pub fn most(&self, from: Duration, until: Duration) -> u64 {
        self.0.iter().filter(|(at, _)| (from..until).contains(at)).map(|(_, waiting)| *waiting).max().unwrap_or_default()
    }

    /// How long after `end` it was until no more waited than at most before `start`; none if that never came.
    pub fn drained(&self, start: Duration, end: Duration) -> Option<Duration> {
        let usual = self.most(Duration::ZERO, start);
        self.0.iter().find(|(at, waiting)| *at >= end && *waiting <= usual).map(|(at, _)| *at - end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backlog_is_drained_when_no_more_waits_than_before_the_spike() {
        let seconds = Duration::from_secs;
        let backlog = Backlog(
            [(0, 2), (5, 9), (10, 400), (15, 900), (20, 950), (25, 300), (30, 9), (35, 0)].map(|(at, n)| (seconds(at), n)).into(),
        );
        assert_eq!(backlog.most(seconds(10), seconds(20)), 900);
        assert_eq!(backlog.drained(seconds(10), seconds(20)), Some(seconds(10)));
        assert_eq!(Backlog(vec![(seconds(0), 1), (seconds(20), 5)]).drained(seconds(10), seconds(20)), None);
    }
}

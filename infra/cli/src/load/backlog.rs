//! How much waits in the queues, looked at every half second, and what became of it.

use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::{failure::Failure, house::House};

/// What waited, and what had been handled, and when that was, counted from the beginning.
pub struct Backlog(Vec<(Duration, u64, Handled)>);

/// By queue, since the local cloud began to count.
pub type Handled = BTreeMap<String, Batches>;

/// What went through a queue.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Batches {
    /// Batches.
    pub batches: u64,
    /// Messages in them.
    pub messages: u64,
    /// Milliseconds that messages waited, all together.
    pub waited: u64,
    /// Milliseconds that batches took, all together.
    pub worked: u64,
}

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
                    seen.push((begun.elapsed(), waiting.sum(), handled(&house.local("usage").await?)));
                }
                _ = &mut over => return Ok(Self(seen)),
            }
        }
    }

    /// The most that waited from one moment to another.
    pub fn most(&self, from: Duration, until: Duration) -> u64 {
        self.between(from, until).map(|(_, waiting, _)| *waiting).max().unwrap_or_default()
    }

    /// How long after `end` it was until no more waited than at most before `start`; none if that never came.
    pub fn drained(&self, start: Duration, end: Duration) -> Option<Duration> {
        let usual = self.most(Duration::ZERO, start);
        self.0.iter().find(|(at, waiting, _)| *at >= end && *waiting <= usual).map(|(at, ..)| *at - end)
    }

    /// What went through each queue from one moment to another.
    pub fn handled(&self, from: Duration, until: Duration) -> Handled {
        let mut between = self.between(from, until).map(|(.., handled)| handled);
        let Some(first) = between.next() else { return Handled::new() };
        let last = between.last().unwrap_or(first);
        let less = |name: &String, now: &Batches| {
            let then = first.get(name).copied().unwrap_or_default();
            Batches {
                batches: now.batches - then.batches,
                messages: now.messages - then.messages,
                waited: now.waited - then.waited,
                worked: now.worked - then.worked,
            }
        };
        last.iter().map(|(name, now)| (name.clone(), less(name, now))).filter(|(_, batches)| batches.batches > 0).collect()
    }

    fn between(&self, from: Duration, until: Duration) -> impl Iterator<Item = &(Duration, u64, Handled)> {
        self.0.iter().filter(move |(at, ..)| (from..until).contains(at))
    }
}

fn handled(usage: &Value) -> Handled {
    let of = |mapping: &Value| {
        let number = |name: &str| mapping[name].as_u64().unwrap_or_default();
        Batches {
            batches: number("batches"),
            messages: number("messages"),
            waited: number("waited_ms"),
            worked: number("worked_ms"),
        }
    };
    usage["mappings"].as_object().into_iter().flatten().map(|(name, mapping)| (name.clone(), of(mapping))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backlog_is_drained_when_no_more_waits_than_before_the_spike() {
        let seconds = Duration::from_secs;
        let backlog = Backlog(
            [(0, 2), (5, 9), (10, 400), (15, 900), (20, 950), (25, 300), (30, 9), (35, 0)]
                .map(|(at, n)| (seconds(at), n, Handled::new()))
                .into(),
        );
        assert_eq!(backlog.most(seconds(10), seconds(20)), 900);
        assert_eq!(backlog.drained(seconds(10), seconds(20)), Some(seconds(10)));
        let never = Backlog(vec![(seconds(0), 1, Handled::new()), (seconds(20), 5, Handled::new())]);
        assert_eq!(never.drained(seconds(10), seconds(20)), None);
    }

    #[test]
    fn what_went_through_a_queue_is_counted_from_one_look_to_another() {
        let look = |n: u64| {
            let mapping = serde_json::json!({ "batches": n, "messages": 5 * n, "waited_ms": 100 * n, "worked_ms": 20 * n });
            (Duration::from_secs(n), 0, handled(&serde_json::json!({ "mappings": { "Inbound": mapping } })))
        };
        let backlog = Backlog((0..10).map(look).collect());
        let between = backlog.handled(Duration::from_secs(3), Duration::from_secs(6));
        assert_eq!(between["Inbound"], Batches { batches: 2, messages: 10, waited: 200, worked: 40 });
        assert!(backlog.handled(Duration::from_secs(30), Duration::from_secs(60)).is_empty());
    }
}

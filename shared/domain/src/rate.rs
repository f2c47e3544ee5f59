//! How often an account may send: what a platform allows, and the next moment at which a send is within it (I16).
//!
//! A platform counts in windows, and nobody tells where they begin. So no stretch of a window's length may hold more sends than
//! the window allows. What was sent is kept by slots, a thirtieth of a window each, and a slot counts until all of it is too old.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    id::AccountId,
    time::{Millis, SECOND, Timestamp},
};

/// A send may leave so much later than it was booked for; it is counted as if it always did.
pub const SLACK: Millis = 10 * SECOND;

/// Slots of a window.
const SLOTS: Millis = 30;

/// So many sends in any stretch of so much time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// How many.
    pub most: u32,
    /// In how many milliseconds; whole seconds.
    pub per: Millis,
}

impl Rate {
    fn slot(&self) -> Millis {
        (self.per / SLOTS).max(SECOND)
    }

    /// From when on a send of this slot does not count any more.
    fn free_of(&self, slot: i64) -> Timestamp {
        Timestamp::from_millis((slot + 1) * self.slot() + SLACK + self.per)
    }

    fn slot_of(&self, at: Timestamp) -> i64 {
        at.millis().div_euclid(self.slot())
    }
}

/// What an account has sent one way, and is about to: posts, messages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Tally {
    /// Whose.
    pub account: AccountId,
    /// Which way: sends of one way share their rates.
    pub way: String,
    /// The latest moment that was booked: who comes later goes out later.
    pub front: Timestamp,
    /// Sends by slot.
    pub slots: Vec<Slot>,
}

/// Sends of one slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Slot {
    /// Of the window of so many milliseconds.
    pub per: Millis,
    /// Its number since the beginning of time.
    pub slot: i64,
    /// How many.
    pub sends: u32,
}

impl Tally {
    /// Nothing was sent yet.
    pub fn new(account: AccountId, way: &str) -> Self {
        Self { account, way: way.to_owned(), front: Timestamp::default(), slots: Vec::new() }
    }

    /// Books the next send and tells when it may leave: at once, or when all rates allow, and never before what was booked earlier.
    #[must_use]
    pub fn book(mut self, rates: &[Rate], now: Timestamp) -> (Self, Timestamp) {
        let mut at = now.max(self.front);
        // Each round frees at least one slot, so there are no more rounds than slots.
        while let Some(later) = rates.iter().filter_map(|rate| self.full_until(rate, at)).max() {
            at = later;
        }
        for rate in rates {
            self.slots.retain(|known| known.per != rate.per || rate.free_of(known.slot) > now);
            let slot = rate.slot_of(at);
            match self.slots.iter_mut().find(|known| known.per == rate.per && known.slot == slot) {
                Some(known) => known.sends += 1,
                None => self.slots.push(Slot { per: rate.per, slot, sends: 1 }),
            }
        }
        self.front = at;
        (self, at)
    }

    /// Nothing leaves before `until`: the platform says so.
    #[must_use]
    pub fn closed(mut self, until: Timestamp) -> Self {
        self.front = self.front.max(until);
        self
    }

    /// When one more send at `at` would be too many: when the oldest slot that counts then does not any more.
    fn full_until(&self, rate: &Rate, at: Timestamp) -> Option<Timestamp> {
        let counting = || self.slots.iter().filter(|known| known.per == rate.per && rate.free_of(known.slot) > at);
        let sent: u32 = counting().map(|known| known.sends).sum();
        if sent < rate.most {
            return None;
        }
        counting().map(|known| rate.free_of(known.slot)).min()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::time::{HOUR, MINUTE};

    const POSTS: [Rate; 2] = [Rate { most: 20, per: 15 * MINUTE }, Rate { most: 30, per: 3 * HOUR }];

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millis(1_795_167_000_000 + millis)
    }

    fn tally() -> Tally {
        Tally::new("shop".parse().unwrap(), "posts")
    }

    // proves I16: within its rate a send leaves at once, and the first beyond it waits for as long as it must
    #[test]
    fn a_send_beyond_the_rate_waits_until_there_is_room() {
        let mut tally = tally();
        for n in 0..20 {
            let (after, leaves) = tally.book(&POSTS, at(n));
            assert_eq!(leaves, at(n));
            tally = after;
        }
        let (after, leaves) = tally.book(&POSTS, at(20));
        let wait = leaves.since(at(20));
        assert!((15 * MINUTE..=15 * MINUTE + 30 * SECOND + SLACK).contains(&wait), "{wait}");
        // Ten more, and then the longer window is full, too.
        let mut tally = after;
        for _ in 0..9 {
            tally = tally.book(&POSTS, at(30)).0;
        }
        let (tally, leaves) = tally.book(&POSTS, at(40));
        assert!(leaves.since(at(40)) >= 3 * HOUR, "{}", leaves.since(at(40)));
        // What the platform closes stays closed, and what is booked is kept in order.
        assert!(tally.closed(at(5 * HOUR)).book(&POSTS, at(50)).1 >= at(5 * HOUR));
    }

    proptest! {
        // proves I16: however sends come, no stretch of a window's length holds too many, each leaves in the order it came,
        // even if each leaves as late as it may
        #[test]
        fn no_stretch_holds_too_many(gaps in prop::collection::vec(0i64..4 * MINUTE, 1..200), late in prop::collection::vec(0i64..=SLACK, 200)) {
            let (mut tally, mut now) = (tally(), at(0));
            let mut left: Vec<(Timestamp, Timestamp)> = vec![];
            for (gap, late) in gaps.iter().zip(late) {
                now = now.plus(*gap);
                let (after, leaves) = tally.book(&POSTS, now);
                tally = after;
                prop_assert!(leaves >= now);
                prop_assert!(left.last().is_none_or(|(before, _)| *before <= leaves));
                left.push((leaves, leaves.plus(late)));
            }
            for rate in POSTS {
                for (n, (_, first)) in left.iter().enumerate() {
                    let within = left.iter().skip(n).filter(|(_, at)| *at >= *first && at.since(*first) < rate.per).count()
                        + left.iter().take(n).filter(|(_, at)| *at > *first && at.since(*first) < rate.per).count();
                    prop_assert!(within <= rate.most as usize, "{within} from {n} in {}", rate.per);
                }
                prop_assert!(tally.slots.len() <= 800);
            }
        }
    }
}

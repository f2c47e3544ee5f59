//! Half hours in UTC, and how a counter of one is named in the table.

use std::{fmt, str::FromStr};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    analysis::Sentiment,
    platform::ContentType,
    time::{DAY, MINUTE, Millis, Timestamp},
};

/// The length of a slot. Every time zone in use today begins its hours on a slot, but for those a quarter of an hour
/// off (Nepal, the Chathams); there a slot belongs to the bucket it begins in.
const LENGTH: Millis = 30 * MINUTE;

/// How many slots a UTC day has.
pub const SLOTS_OF_A_DAY: u8 = 48;

/// One half hour in UTC, counted from 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Slot(i64);

impl Slot {
    /// The slot a moment lies in.
    pub fn at(moment: Timestamp) -> Self {
        Self(moment.millis() / LENGTH)
    }

    /// The `of_day`-th slot of a UTC day written as `2026-11-20`; none if either is out of range.
    pub fn on(day: &str, of_day: u8) -> Option<Self> {
        let start: Timestamp = format!("{day}T00:00:00Z").parse().ok()?;
        // The day must come out as it went in: longer texts may read as a moment, too.
        (of_day < SLOTS_OF_A_DAY && start.day() == day).then(|| Self(Self::at(start).0 + i64::from(of_day)))
    }

    /// Its first moment.
    pub fn start(self) -> Timestamp {
        Timestamp::from_millis(self.0.saturating_mul(LENGTH))
    }

    /// Its UTC day, as `2026-11-20`.
    pub fn day(self) -> String {
        self.start().day()
    }

    /// Its place in its UTC day, 0 to 47.
    pub fn of_day(self) -> u8 {
        (self.start().millis() % DAY / LENGTH) as u8
    }
}

/// What one counter of a subject, day and platform counts. Its name is the attribute in the table:
/// `29.post.negative` is the half hour from 14:30 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Counter {
    /// The half hour of the day, 0 to 47.
    pub of_day: u8,
    /// What was said, by type.
    pub content_type: ContentType,
    /// How it was meant.
    pub sentiment: Sentiment,
}

impl fmt::Display for Counter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}.{}.{}", self.of_day, self.content_type.as_str(), self.sentiment.as_str())
    }
}

/// A text that names no counter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` names no counter: expected <slot 00 to 47>.<content type>.<sentiment>")]
pub struct NotACounter(String);

impl FromStr for Counter {
    type Err = NotACounter;
    fn from_str(text: &str) -> Result<Self, NotACounter> {
        let read = || {
            let mut parts = text.split('.');
            let (slot, kind, sentiment) = (parts.next()?, parts.next()?, parts.next()?);
            let two_digits = slot.len() == 2 && slot.bytes().all(|c| c.is_ascii_digit());
            let of_day = slot.parse().ok().filter(|&slot: &u8| two_digits && slot < SLOTS_OF_A_DAY)?;
            let counter = Counter { of_day, content_type: kind.parse().ok()?, sentiment: sentiment.parse().ok()? };
            parts.next().is_none().then_some(counter)
        };
        read().ok_or_else(|| NotACounter(text.chars().take(60).collect()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_slot_knows_its_day_and_its_place_in_it() {
        let slot = Slot::at("2026-03-01T14:59:59.999Z".parse().unwrap());
        assert_eq!((slot.day().as_str(), slot.of_day()), ("2026-03-01", 29));
        assert_eq!(slot.start(), "2026-03-01T14:30:00Z".parse().unwrap());
        assert_eq!(Slot::on("2026-03-01", 29), Some(slot));
        assert_eq!(Slot::at(Timestamp::from_millis(0)).of_day(), 0);
        for (day, of_day) in [("2026-03-01", 48), ("2026-02-30", 0), ("", 0), ("2026-3-1", 0)] {
            assert_eq!(Slot::on(day, of_day), None, "{day} {of_day}");
        }
    }

    #[test]
    fn every_counter_name_reads_back_and_others_are_refused() {
        for of_day in 0..SLOTS_OF_A_DAY {
            for content_type in ContentType::ALL {
                for sentiment in Sentiment::ALL {
                    let counter = Counter { of_day, content_type, sentiment };
                    assert_eq!(counter.to_string().parse(), Ok(counter));
                }
            }
        }
        assert_eq!(
            Counter { of_day: 5, content_type: ContentType::StoryMention, sentiment: Sentiment::Unknown }.to_string(),
            "05.story_mention.unknown"
        );
        for bad in [
            "",
            "pk",
            "5.post.negative",
            "+5.post.negative",
            "48.post.negative",
            "05.post",
            "05.post.negative.x",
            "05.post.angry",
            "05.essay.negative",
        ] {
            assert!(bad.parse::<Counter>().is_err(), "{bad}");
        }
    }
}

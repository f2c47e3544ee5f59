//! Ids that say what they name and when it began.
//!
//! A made id is `<prefix>_<26 characters>`: 48 bits of milliseconds, 80 bits of hash, in Crockford's base 32, so ids
//! of one kind sort by time. The hash part is never random: it comes from what caused the thing, so a replay makes
//! the same id. Things a person names (a queue, a topic, an agent) have a [`Slug`] instead.

use std::{borrow::Cow, fmt, str::FromStr};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest, Sha256};

use crate::time::Timestamp;

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The 128 bits behind every made id: time first, then hash.
fn bits(at: Timestamp, seed: &[&[u8]]) -> u128 {
    let mut hash = Sha256::new();
    for part in seed {
        // The length keeps ("ab", "c") apart from ("a", "bc").
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let digest = hash.finalize();
    let mut tail = [0u8; 16];
    tail[6..].copy_from_slice(&digest[..10]);
    let millis = at.millis().clamp(0, (1 << 48) - 1) as u128;
    (millis << 80) | u128::from_be_bytes(tail)
}

fn encode(bits: u128) -> String {
    (0..26).rev().map(|place| ALPHABET[(bits >> (place * 5)) as usize & 31] as char).collect()
}

fn decode(text: &str) -> Option<u128> {
    if text.len() != 26 || text.as_bytes()[0] > b'7' {
        return None;
    }
    text.bytes().try_fold(0u128, |bits, c| {
        let value = ALPHABET.iter().position(|&a| a == c)?;
        Some((bits << 5) | value as u128)
    })
}

/// Why a text is not an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is not a valid id: expected {expected}")]
pub struct InvalidId {
    given: String,
    expected: &'static str,
}

impl InvalidId {
    fn new(given: &str, expected: &'static str) -> Self {
        // Somebody else's text may be long; an error line need not be.
        Self { given: given.chars().take(40).collect(), expected }
    }
}

macro_rules! made_ids {
    ($($(#[$doc:meta])* $name:ident $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u128);

        impl $name {
            /// What the text form begins with.
            pub const PREFIX: &'static str = $prefix;

            /// The id of what `seed` names, begun at `at`: the same arguments always give the same id.
            pub fn at(at: Timestamp, seed: &[&[u8]]) -> Self {
                Self(bits(at, seed))
            }

            /// The `n`-th child of another id: same time, a hash of its own, the same on every replay.
            pub fn derive(parent: impl fmt::Display, at: Timestamp, n: u32) -> Self {
                Self(bits(at, &[parent.to_string().as_bytes(), $prefix.as_bytes(), &n.to_be_bytes()]))
            }

            /// When the named thing began, to the millisecond.
            pub fn time(self) -> Timestamp {
                Timestamp::from_millis((self.0 >> 80) as i64)
            }

            /// The last 64 bits, all of them hash: tells apart what is of one moment.
            pub fn hash(self) -> u64 {
                self.0 as u64
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($prefix, "_{}"), encode(self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                text.strip_prefix(concat!($prefix, "_"))
                    .and_then(decode)
                    .map(Self)
                    .ok_or_else(|| InvalidId::new(text, concat!("`", $prefix, "_` and 26 characters")))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                schemars::json_schema!({ "type": "string", "pattern": concat!("^", $prefix, "_[0-9a-hjkmnp-tv-z]{26}$") })
            }
        }
    )*};
}

made_ids! {
    /// One command or event.
    EnvelopeId "evt";
    /// The inbound item, or the request of a person, that began a chain of commands and events.
    TraceId "inb";
    /// A public item kept for at least one topic.
    MentionId "men";
    /// All messages with one person on one connection and thread until the threading window has passed.
    ConversationId "conv";
    /// One message, note or activity in a conversation.
    MessageId "msg";
    /// A human known by one or more identities.
    ContactId "cont";
    /// One open WebSocket ticket.
    TicketId "tick";
    /// An alert, from its opening to its end.
    AlertId "alrt";
    /// A file that was uploaded, and waits to be sent or has been.
    UploadId "upl";
}

macro_rules! slugs {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        ///
        /// 1 to 64 of `a-z`, `0-9`, `-`, `_`, `.`, beginning with a letter or digit.
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
        #[serde(transparent)]
        pub struct $name(#[schemars(regex(pattern = r"^[a-z0-9][a-z0-9._-]{0,63}$"))] String);

        impl $name {
            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                slug(text).map(|text| Self(text.to_owned()))
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
            }
        }
    )*};
}

fn slug(text: &str) -> Result<&str, InvalidId> {
    let lawful = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, b'-' | b'_' | b'.');
    let begins = text.bytes().next().is_some_and(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    if begins && text.len() <= 64 && text.bytes().all(lawful) {
        Ok(text)
    } else {
        Err(InvalidId::new(text, "1 to 64 of a-z, 0-9, '-', '_', '.', beginning with a letter or digit"))
    }
}

slugs! {
    /// A connection: one authorised account of the brand on a platform.
    AccountId;
    /// Something of a platform that is asked for news.
    SourceId;
    /// A named subject of interest, holder of ingestion rules.
    TopicId;
    /// An ingestion or escalation rule.
    RuleId;
    /// A list of conversations waiting for a group of agents.
    QueueId;
    /// What an agent can do.
    SkillId;
    /// A person who answers: the `sub` of their sign-in.
    AgentId;
    /// A ready text with variables.
    CannedId;
    /// What a conversation was about, chosen when it ends.
    WrapUpCode;
    /// A tag set by a rule or a person.
    Tag;
    /// A saved view of listening.
    ViewId;
}

impl AgentId {
    /// Whose name stands at an answer that a rule gave: nobody's. No sign-in has it.
    pub fn automatic() -> Self {
        Self("automatic".into())
    }

    /// Whose name stands at an answer that a bot gave. No sign-in has it.
    pub fn bot() -> Self {
        Self("bot".into())
    }
}

impl Tag {
    /// On every conversation that concerns a crisis.
    pub fn crisis() -> Self {
        Self("crisis".into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noon() -> Timestamp {
        Timestamp::from_millis(1_774_000_000_123)
    }

    // proves I1, G-12: the same cause makes the same id on every replay
    #[test]
    fn the_same_cause_makes_the_same_id_and_another_cause_another() {
        let parent = EnvelopeId::at(noon(), &[b"line", b"shop", b"ev1"]);
        assert_eq!(parent, EnvelopeId::at(noon(), &[b"line", b"shop", b"ev1"]));
        assert_ne!(parent, EnvelopeId::at(noon(), &[b"lines", b"hop", b"ev1"]));
        assert_eq!(EnvelopeId::derive(parent, noon(), 1), EnvelopeId::derive(parent, noon(), 1));
        assert_ne!(EnvelopeId::derive(parent, noon(), 1), EnvelopeId::derive(parent, noon(), 2));
        assert_eq!(EnvelopeId::derive(parent, noon(), 1).time(), noon());
    }

    #[test]
    fn ids_of_one_kind_sort_by_time_in_their_text_form() {
        let earlier = MessageId::at(noon(), &[b"z"]).to_string();
        let later = MessageId::at(Timestamp::from_millis(noon().millis() + 1), &[b"a"]).to_string();
        assert!(earlier < later);
    }

    #[test]
    fn a_text_form_reads_back_and_anything_else_is_refused() {
        let id = ConversationId::at(noon(), &[b"x"]);
        assert_eq!(id.to_string().parse::<ConversationId>().unwrap(), id);
        assert!(id.to_string().parse::<MessageId>().is_err());
        for bad in ["", "conv_", "conv_zzzzzzzzzzzzzzzzzzzzzzzzzz", "conv_0000000000000000000000000i", "conv_あ"] {
            assert!(bad.parse::<ConversationId>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_slug_is_lower_case_and_bounded() {
        assert!("care-ko".parse::<QueueId>().is_ok());
        for bad in ["", "-a", "A", "a b", "a#b", "배송", &"a".repeat(65)] {
            assert!(bad.parse::<QueueId>().is_err(), "{bad}");
        }
    }
}

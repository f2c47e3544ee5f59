//! Which messages belong together, and for how long (RTE-04, D-11, D-12).

use std::{borrow::Cow, fmt};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    id::{AccountId, AgentId, AlertId, EnvelopeId, MentionId, MessageId, QueueId, TopicId, TraceId},
    inbound::{Act, Inbound, Item},
    platform::{Platform, Visibility},
    time::{Millis, Timestamp},
};

/// The ordering group of every FIFO queue: platform, account, person, and the post for public threads; or one agent,
/// or one queue, for work that crosses threads. At most 128 characters that SQS takes as a group.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Thread(String);

impl Thread {
    /// The thread of a customer's item.
    pub fn of(item: &Item) -> Self {
        let person = item.author.as_ref().map_or(item.event.as_str(), |author| author.id.as_str());
        let post = match item.visibility {
            Visibility::Public => item.post.as_deref(),
            Visibility::Private => None,
        };
        Self::between(item.platform, &item.account, person, post)
    }

    /// The thread of one person on one connection, and of one public post if given.
    pub fn between(platform: Platform, account: &AccountId, person: &str, post: Option<&str>) -> Self {
        let mut key = [platform.as_str(), account.as_str(), &part(person)].join(":");
        if let Some(post) = post {
            key.push(':');
            key.push_str(&part(post));
        }
        // Three parts and a post fit in 128 characters only when they are short; the rest is named by its hash.
        if key.len() > 128 { Self(format!("{platform}:~{}", &hash(&key))) } else { Self(key) }
    }

    /// The thread of what the platform says about something the brand sent: receipts and echoes name only the person,
    /// and are private.
    pub fn of_inbound(inbound: &Inbound) -> Self {
        match inbound {
            Inbound::Item(item) => Self::of(item),
            Inbound::Receipt(receipt) => Self::between(receipt.platform, &receipt.account, &receipt.customer, None),
            Inbound::Echo(echo) => Self::between(echo.platform, &echo.account, &echo.customer, None),
        }
    }

    /// Work on one agent: what a freed agent gets next.
    pub fn agent(agent: &AgentId) -> Self {
        Self(format!("agent:{agent}"))
    }

    /// Work on one queue: who gets what waits.
    pub fn queue(queue: &QueueId) -> Self {
        Self(format!("queue:{queue}"))
    }

    /// What is told of a topic.
    pub fn topic(topic: &TopicId) -> Self {
        Self(format!("topic:{topic}"))
    }

    /// What is told of one alert.
    pub fn alert(alert: AlertId) -> Self {
        Self(format!("alert:{alert}"))
    }

    /// One of ours, by its name as it was stored.
    pub fn named(name: &str) -> Self {
        Self(name.to_owned())
    }

    /// On which platform; nothing for work that crosses threads.
    pub fn platform(&self) -> Option<Platform> {
        self.0.split(':').next()?.parse().ok()
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Thread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A platform's id made safe for a key: ids of the usual alphabet stay readable, others become their hash.
fn part(id: &str) -> Cow<'_, str> {
    let plain = |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_' | b'.');
    if !id.is_empty() && id.len() <= 48 && id.bytes().all(plain) { id.into() } else { format!("~{}", hash(id)).into() }
}

fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes())[..16].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether a new message continues what was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Continuation {
    /// It joins the conversation as it runs.
    Joins,
    /// It joins the ended conversation and opens a new interaction in it.
    Reopens,
    /// It begins another conversation.
    Begins,
}

/// D-11: after an end at `ended`, an age up to and including the window joins; 0 is always new. A conversation that
/// has not ended is always joined, and so is one that ended after the message was written (a late arrival).
pub fn continues(ended: Option<Timestamp>, at: Timestamp, window: Millis) -> Continuation {
    match ended {
        None => Continuation::Joins,
        Some(_) if window == 0 => Continuation::Begins,
        Some(ended) if at.since(ended) <= window => Continuation::Reopens,
        Some(_) => Continuation::Begins,
    }
}

impl Item {
    /// The id of the command that takes this item in: made from the platform's own name for the event, so one
    /// delivered five times, by webhook and by poller, is one command.
    pub fn command(&self) -> EnvelopeId {
        EnvelopeId::at(self.at, &[self.platform.as_str().as_bytes(), self.account.as_str().as_bytes(), self.event.as_bytes()])
    }

    /// The chain of commands and events that this item begins.
    pub fn trace(&self) -> TraceId {
        TraceId::at(self.at, &[self.platform.as_str().as_bytes(), self.account.as_str().as_bytes(), self.event.as_bytes()])
    }

    /// The id of the mention this item is, or changes: by the platform's id alone, since an edit comes with a time of its own.
    pub fn mention(&self) -> MentionId {
        let external = match &self.act {
            Act::Say { external_id, .. } | Act::Edit { external_id, .. } | Act::Delete { external_id } => external_id.as_deref(),
            Act::React { .. } => None,
        };
        let name = external.unwrap_or(&self.event);
        let seed: [&[u8]; 3] = [self.platform.as_str().as_bytes(), self.account.as_str().as_bytes(), name.as_bytes()];
        MentionId::at(Timestamp::default(), &seed)
    }

    /// The id of the message this item is: by the platform's id of it, which every delivery and poll repeats.
    pub fn message(&self) -> MessageId {
        let name = match &self.act {
            Act::Say { external_id: Some(external), .. } => external.as_str(),
            _ => self.event.as_str(),
        };
        MessageId::at(self.at, &[self.platform.as_str().as_bytes(), self.account.as_str().as_bytes(), name.as_bytes()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::MINUTE;

    const END: i64 = 1_774_000_000_000;

    fn at(after_end: Millis) -> Timestamp {
        Timestamp::from_millis(END + after_end)
    }

    // proves G-8, RTE-04, D-11
    #[test]
    fn the_window_is_inclusive_to_the_millisecond() {
        let ended = Some(at(0));
        for (after, window, expected) in [
            (4_320 * MINUTE - 1_000, 4_320, Continuation::Reopens),
            (4_320 * MINUTE, 4_320, Continuation::Reopens),
            (4_320 * MINUTE + 1, 4_320, Continuation::Begins),
            (120 * MINUTE, 60, Continuation::Begins),
            (60 * MINUTE, 60, Continuation::Reopens),
            (0, 0, Continuation::Begins),
            (-5 * MINUTE, 60, Continuation::Reopens),
        ] {
            assert_eq!(continues(ended, at(after), window * MINUTE), expected, "{after} ms after the end, window {window} min");
        }
        assert_eq!(continues(None, at(100 * 4_320 * MINUTE), 0), Continuation::Joins);
    }

    // proves I27, RTE-02
    #[test]
    fn threads_of_different_people_accounts_and_posts_never_meet() {
        let shop: AccountId = "shop".parse().unwrap();
        let threads = [
            Thread::between(Platform::Line, &shop, "u1", None),
            Thread::between(Platform::Instagram, &shop, "u1", None),
            Thread::between(Platform::Instagram, &shop, "u1", Some("p1")),
            Thread::between(Platform::Instagram, &shop, "u1:p1", None),
            Thread::between(Platform::Instagram, &shop, &"x".repeat(300), None),
            Thread::between(Platform::Instagram, &shop, "유저", Some(&"y".repeat(300))),
            Thread::between(Platform::Instagram, &shop, "", None),
        ];
        for (i, thread) in threads.iter().enumerate() {
            assert!(thread.as_str().len() <= 128 && thread.as_str().is_ascii());
            assert!(threads[i + 1..].iter().all(|other| other != thread), "{thread}");
        }
    }
}

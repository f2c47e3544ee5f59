//! Programs of the company that take part in a conversation: a bot that answers first, an outside system that keeps tickets
//! (ESC-04, BOT-15). What they are told is signed; what they answer is read here.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    id::{AccountId, QueueId},
    invalid::{Fault, Invalid},
};

/// The longest answer of a bot that is looked at, in characters. The channel may take less.
pub const LONGEST_ANSWER: usize = 10_000;
/// The longest note of a bot, in characters.
pub const LONGEST_NOTE: usize = 2_000;
/// The longest reference of a ticket, in characters.
pub const LONGEST_REFERENCE: usize = 200;
/// The longest address, in bytes.
pub const LONGEST_ADDRESS: usize = 2_000;

/// Where a program listens. What is posted there is signed as the open platform signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Webhook {
    /// Its address: `https://…`.
    pub url: String,
    /// The account of the open platform whose `signing` secret signs it.
    pub account: AccountId,
}

impl Webhook {
    /// What is wrong with its address. Whether it leads inside is asked when it is called; only hosts that the operator lets be
    /// called in their own network are called over plain http.
    pub fn validate(&self, place: &str) -> Option<Invalid> {
        let host = self.url.strip_prefix("https://").or(self.url.strip_prefix("http://")).filter(|host| !host.is_empty());
        let lawful = host.is_some() && self.url.len() <= LONGEST_ADDRESS && !self.url.contains(char::is_whitespace);
        (!lawful).then(|| Invalid::new(place, "is no web address", "write https://, a host and a path").because(Fault::BadForm))
    }
}

/// What a bot answers to a customer's message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Words for the customer.
    pub text: Option<String>,
    /// Who goes on; none: the bot does.
    pub leaves: Option<Leaves>,
}

/// A bot has done its part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "then", rename_all = "snake_case")]
pub enum Leaves {
    /// People go on.
    HandOver {
        /// In this queue; none for the one the rule named.
        queue: Option<QueueId>,
        /// What they should know.
        note: Option<String>,
    },
    /// Nothing is left to do.
    End,
}

/// A ticket that an outside system keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Ticket {
    /// What it is called there.
    pub reference: String,
    /// Where people look at it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// Reads a bot's answer: `{"text": …, "then": "stay" | "hand_over" | "end", "queue": …, "note": …}`, all of it optional.
/// Fields that are not known are left alone. The error is a sentence for the thread.
pub fn said(body: &[u8]) -> Result<Said, String> {
    #[derive(Deserialize)]
    struct Answer {
        #[serde(default)]
        text: Option<String>,
        #[serde(default)]
        then: Then,
        #[serde(default)]
        queue: Option<QueueId>,
        #[serde(default)]
        note: Option<String>,
    }
    #[derive(Default, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Then {
        #[default]
        Stay,
        HandOver,
        End,
    }
    if body.trim_ascii().is_empty() {
        return Ok(Said { text: None, leaves: None });
    }
    let Answer { text, then, queue, note } =
        serde_json::from_slice(body).map_err(|why| format!("its answer is unreadable: {why}"))?;
    let text = text.filter(|text| !text.trim().is_empty());
    if text.as_ref().is_some_and(|text| text.chars().count() > LONGEST_ANSWER) {
        return Err(format!("its answer is longer than {LONGEST_ANSWER} characters"));
    }
    let note = note.map(|note| note.chars().take(LONGEST_NOTE).collect());
    let leaves = match then {
        Then::Stay => None,
        Then::HandOver => Some(Leaves::HandOver { queue, note }),
        Then::End => Some(Leaves::End),
    };
    Ok(Said { text, leaves })
}

/// Reads what an outside system answers where a ticket was opened: `{"reference": …, "url": …}`.
pub fn ticket(body: &[u8]) -> Result<Ticket, String> {
    let ticket: Ticket = serde_json::from_slice(body).map_err(|why| format!("its answer names no ticket: {why}"))?;
    let length = ticket.reference.chars().count();
    if !(1..=LONGEST_REFERENCE).contains(&length) {
        return Err(format!("its reference has {length} characters and may have 1 to {LONGEST_REFERENCE}"));
    }
    // An address that is none is of no use to people, and one of another kind could do harm where it is shown as a link.
    let web = |url: &String| url.len() <= LONGEST_ADDRESS && (url.starts_with("https://") || url.starts_with("http://"));
    Ok(Ticket { url: ticket.url.filter(web), ..ticket })
}

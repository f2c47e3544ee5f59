//! Answers: what a channel will accept, and where an answer goes.

mod extra;
mod septets;
mod weighted;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;

use crate::{
    id::{AccountId, MessageId},
    platform::{Platform, Visibility},
    time::{Millis, Timestamp},
};

pub use extra::{Button, Card, Choice, Extra, ExtraKind, FileKind, Press};

/// What a channel (a platform and a visibility) lets through. The numbers stand in `channels`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Limits {
    /// The longest text.
    pub length: usize,
    /// What `length` counts.
    pub unit: Unit,
    /// Milliseconds after the customer's last message in which any answer is free; none where there is no limit.
    pub window: Option<Millis>,
    /// Milliseconds in which a person writing by hand may still answer with a tag (`HUMAN_AGENT`).
    pub human_window: Option<Millis>,
    /// The platform runs a send with the same retry key once.
    pub retry_key: bool,
}

/// How a platform counts length (CH-24).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// UTF-16 code units, as LINE counts.
    Utf16,
    /// Bytes of UTF-8, as Instagram direct messages count.
    Bytes,
    /// Characters as a person sees them.
    Characters,
    /// Septets of a text message (GSM 03.38). With any letter that its small alphabet lacks, a text is sent in another, in which 67 letters
    /// take the room of 153.
    Septets,
    /// X's units: one for Latin letters, two for all others and for an emoji, 23 for an address.
    Weighted,
}

impl Limits {
    /// The length of `text` as the platform counts it.
    pub fn count(&self, text: &str) -> usize {
        match self.unit {
            Unit::Utf16 => text.encode_utf16().count(),
            Unit::Bytes => text.len(),
            Unit::Characters => text.graphemes(true).count(),
            Unit::Septets => septets::count(text),
            Unit::Weighted => weighted::count(text),
        }
    }
}

/// Whether an answer may go out now, and as what (CH-25, I16).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "window", rename_all = "snake_case")]
pub enum Window {
    /// Free to answer, until the moment given.
    Open {
        /// When that ends; never where the platform has no limit.
        until: Option<Timestamp>,
    },
    /// Only a person writing by hand, with the platform's tag for it.
    HumanOnly {
        /// When that ends.
        until: Timestamp,
    },
    /// Nothing may be sent.
    Closed {
        /// Since when; never if the customer has not written at all.
        since: Option<Timestamp>,
    },
}

/// The reply window at `now`, counted from the customer's last message. The end is inclusive.
pub fn window(limits: &Limits, last_customer: Option<Timestamp>, now: Timestamp) -> Window {
    let Some(free) = limits.window else { return Window::Open { until: None } };
    let Some(last) = last_customer else { return Window::Closed { since: None } };
    let free_until = last.plus(free);
    if now <= free_until {
        return Window::Open { until: Some(free_until) };
    }
    match limits.human_window.map(|length| last.plus(length)) {
        Some(until) if now <= until => Window::HumanOnly { until },
        Some(until) => Window::Closed { since: Some(until) },
        None => Window::Closed { since: Some(free_until) },
    }
}

/// Where an answer goes on its platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "to", rename_all = "snake_case")]
pub enum Target {
    /// A direct message to the customer.
    Direct {
        /// The platform's id of the customer.
        customer: String,
    },
    /// Under a public comment, for all to see.
    Comment {
        /// The platform's id of the comment.
        comment: String,
    },
    /// A direct message to the author of a public comment; the platforms allow one per comment.
    PrivateReply {
        /// The platform's id of the comment.
        comment: String,
    },
    /// Under somebody else's media that names the brand.
    Mention {
        /// The platform's id of the media.
        media: String,
        /// The comment in it that names the brand, if it is not the caption.
        comment: Option<String>,
    },
}

impl Target {
    /// Whether others can read what is sent there.
    pub fn visibility(&self) -> Visibility {
        match self {
            Target::Direct { .. } | Target::PrivateReply { .. } => Visibility::Private,
            Target::Comment { .. } | Target::Mention { .. } => Visibility::Public,
        }
    }
}

/// One answer on its way out, as `channels` encodes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Outbound {
    /// Our id of it: becomes the retry key or the metadata where the platform takes one.
    pub message: MessageId,
    /// On which platform.
    pub platform: Platform,
    /// By which connection.
    pub account: AccountId,
    /// The platform's id of that connection (LINE destination, Instagram IGID, Facebook page, WhatsApp phone number id).
    pub from: String,
    /// To where.
    pub target: Target,
    /// The words.
    pub text: String,
    /// A person wrote it by hand after the free window: the platform wants it tagged.
    #[serde(default)]
    pub human_tag: bool,
    /// What it carries beside its words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extra: Option<Extra>,
}

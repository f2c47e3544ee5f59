//! What a script may order: a customer writes, a given body is delivered, a webhook is registered.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::account::{Account, Platform};

/// What a customer does. Not every platform has every kind; a wrong pair is refused with the list of right ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A private text message.
    #[default]
    Text,
    /// A picture.
    Image,
    /// A video.
    Video,
    /// A voice message.
    Audio,
    /// A file.
    File,
    /// LINE, Facebook, WhatsApp: a place.
    Location,
    /// LINE, Facebook, WhatsApp: a sticker.
    Sticker,
    /// WhatsApp: the card of a person.
    Contacts,
    /// WhatsApp: an order from the catalogue.
    Order,
    /// Instagram: a shared post. Facebook: a link.
    Share,
    /// Instagram: the account was mentioned in the customer's story.
    StoryMention,
    /// Instagram: a text in answer to the account's story.
    StoryReply,
    /// Meta: something this API cannot show.
    Unsupported,
    /// Meta: a reaction to the message `parent`; `text` is the emoji.
    Reaction,
    /// A tapped button; `payload` is its data, `text` its title.
    Postback,
    /// The message `parent` is taken back.
    Unsend,
    /// The message `parent` now reads `text`.
    Edit,
    /// Meta: the customer has seen the message `parent`; on Messenger all up to now.
    Read,
    /// LINE: the account was added as a friend.
    Follow,
    /// LINE: the account was blocked.
    Unfollow,
    /// Instagram, Facebook: a public comment on the account's post.
    Comment,
    /// Instagram, Facebook: a public answer to the comment `parent`.
    CommentReply,
    /// Facebook: the comment `parent` now reads `text`.
    CommentEdit,
    /// Facebook: the comment `parent` was removed.
    CommentRemove,
    /// Facebook: a visitor's post on the page.
    Post,
    /// Facebook: a rating with `text`; `payload` is the number of stars.
    Review,
    /// Instagram: a comment on the account's live video.
    LiveComment,
    /// Instagram, Facebook: the account was mentioned in a comment on somebody's post.
    Mention,
    /// Instagram, Facebook: the account was mentioned in somebody's post.
    CaptionMention,
}

/// A picture, sound, video or file the customer sends. Without one the simulator makes up a small one.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Media {
    /// Its bytes, in base64.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base64: Option<String>,
    /// Its media type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// Its name, for a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file_name: Option<String>,
    /// An address elsewhere, instead of bytes served by the simulator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// What one customer does once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Write {
    /// Where.
    pub platform: Platform,
    /// To which account, by its webhook segment.
    pub account: String,
    /// What.
    #[serde(default)]
    pub kind: Kind,
    /// The words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The customer's name from now on (display name, user name).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The id this refers to: comment answered, message quoted, edited, taken back, read, reacted to.
    /// For most kinds the latest fitting one is meant when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// What is attached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media: Option<Media>,
    /// Instagram: the post commented on; the account's first post when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post: Option<String>,
    /// LINE: written in this group (`C…`) instead of in private.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Data of a postback.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payload: Option<String>,
    /// Another app owns the thread: LINE `mode: standby`, Meta `standby[]`.
    #[serde(default)]
    pub standby: bool,
    /// The platform's time of the event; its clock when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timestamp_ms: Option<i64>,
    /// How it is delivered.
    #[serde(flatten)]
    pub delivery: Delivery,
}

impl Write {
    /// Every field an order may have, those of its delivery included.
    pub const FIELDS: &'static [&'static str] = &[
        "platform",
        "account",
        "kind",
        "text",
        "name",
        "parent",
        "media",
        "post",
        "group",
        "payload",
        "standby",
        "timestamp_ms",
        "lost",
        "copies",
        "concurrently",
        "delay_ms",
        "forge",
        "retry",
    ];

    /// Something of a kind, delivered once.
    pub fn new(platform: Platform, account: &str, kind: Kind) -> Write {
        Write {
            platform,
            account: account.to_owned(),
            kind,
            text: None,
            name: None,
            parent: None,
            media: None,
            post: None,
            group: None,
            payload: None,
            standby: false,
            timestamp_ms: None,
            delivery: Delivery::default(),
        }
    }

    /// A private text message, delivered once.
    pub fn text(platform: Platform, account: &str, text: &str) -> Write {
        Write { text: Some(text.to_owned()), ..Write::new(platform, account, Kind::Text) }
    }

    /// A public comment on Instagram, delivered once.
    pub fn comment(account: &str, text: &str) -> Write {
        Write { text: Some(text.to_owned()), ..Write::new(Platform::Instagram, account, Kind::Comment) }
    }

    /// The same, referring to an id.
    pub fn about(self, parent: &str) -> Write {
        Write { parent: Some(parent.to_owned()), ..self }
    }

    /// The same, delivered otherwise.
    pub fn delivered(self, delivery: Delivery) -> Write {
        Write { delivery, ..self }
    }
}

/// How a body is delivered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// How many times the same bytes are sent.
    #[serde(default = "one")]
    pub copies: u32,
    /// How many of the copies are under way at once.
    #[serde(default = "one")]
    pub concurrently: u32,
    /// How long to wait before the first, in milliseconds.
    #[serde(default)]
    pub delay_ms: u64,
    /// What a forger or a broken line does to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forge: Option<Forge>,
    /// `false` sends each copy once whatever the answer; otherwise the platform's own policy holds.
    /// A forged body is never sent again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry: Option<bool>,
    /// It happens, and the webhook never hears of it.
    #[serde(default)]
    pub lost: bool,
}

fn one() -> u32 {
    1
}

impl Default for Delivery {
    fn default() -> Self {
        Delivery { copies: 1, concurrently: 1, delay_ms: 0, forge: None, retry: None, lost: false }
    }
}

impl Delivery {
    /// `copies` times, `concurrently` at once.
    pub fn copies(copies: u32, concurrently: u32) -> Delivery {
        Delivery { copies, concurrently, ..Delivery::default() }
    }

    /// It happens, and the webhook never hears of it.
    pub fn lost() -> Delivery {
        Delivery { lost: true, ..Delivery::default() }
    }

    /// Once, forged.
    pub fn forged(forge: Forge) -> Delivery {
        Delivery { forge: Some(forge), ..Delivery::default() }
    }
}

/// What a forger or a broken line does to a delivery. What comes out is never validly signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Forge {
    /// The right form, made with another secret.
    Signature,
    /// Signed whole, sent without its second half.
    Truncated,
    /// One byte added after signing.
    Appended,
    /// No signature header.
    Missing,
    /// An empty signature header.
    Empty,
    /// The digest in the other platform's encoding.
    Encoding,
    /// The last characters of the signature cut off.
    Cut,
}

/// Several writes in one order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Batch {
    /// Who does what; all on one platform and account. Their own delivery settings are ignored.
    pub items: Vec<BatchItem>,
    /// All events in one body (as platforms batch them) instead of a body each.
    #[serde(default)]
    pub one_body: bool,
    /// Delivers in an order made from this seed instead of the order written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shuffle: Option<u64>,
    /// How each body is delivered. `concurrently` also bounds how many bodies are under way at once.
    #[serde(default)]
    pub delivery: Delivery,
}

/// One write of a batch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BatchItem {
    /// Who.
    pub customer: String,
    /// What.
    #[serde(flatten)]
    pub write: Write,
}

/// What became of one write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// The platform's id of the customer.
    pub user_id: String,
    /// The platform's id of the message or comment (for unsend, edit, reaction, read: of the one meant).
    pub external_id: Option<String>,
    /// LINE `webhookEventId`.
    pub event_id: Option<String>,
    /// The platform's time of it.
    pub timestamp_ms: i64,
    /// SHA-256 of the body, in hex.
    pub body_sha256: String,
    /// The body itself, for delivering it again later.
    pub body_base64: String,
    /// Each attempt to deliver it.
    pub deliveries: Vec<Attempt>,
}

/// What became of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchWritten {
    /// One for each item, in the order given. With `one_body` they share their deliveries.
    pub items: Vec<Written>,
}

/// One attempt to deliver.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// Which copy, from 1.
    pub copy: u32,
    /// Which attempt of that copy, from 1.
    pub attempt: u32,
    /// The answer's status; missing when there was none in time.
    pub status: Option<u16>,
    /// How long it took, in milliseconds.
    pub ms: u64,
    /// Why there was no answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

impl Attempt {
    /// Whether the product took it.
    pub fn accepted(&self) -> bool {
        self.status.is_some_and(|status| (200..300).contains(&status))
    }
}

/// An order to sign and deliver a given body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Deliver {
    /// As which platform.
    pub platform: Platform,
    /// To which account.
    pub account: String,
    /// The exact bytes, in base64.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body_base64: Option<String>,
    /// Or: a string, sent as it is, or any other JSON, written in the platform's own encoding.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Value>,
    /// How.
    #[serde(flatten)]
    pub delivery: Delivery,
}

impl Deliver {
    /// Every field an order may have, those of its delivery included.
    pub const FIELDS: &'static [&'static str] =
        &["platform", "account", "body_base64", "body", "copies", "concurrently", "delay_ms", "forge", "retry", "lost"];
}

/// What became of a given body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivered {
    /// SHA-256 of the body, in hex.
    pub body_sha256: String,
    /// Each attempt to deliver it.
    pub deliveries: Vec<Attempt>,
}

/// Which account something is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Whose {
    /// Where it lives.
    pub platform: Platform,
    /// The last segment of its webhook address.
    pub account: String,
}

/// What the product answered to the platform's check of its webhook address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registered {
    /// Whether the platform would now deliver there.
    pub accepted: bool,
    /// The answer's status; missing when there was none.
    pub status: Option<u16>,
    /// The answer's body or why there was none.
    pub body: String,
}

/// Accounts to know and where the product listens. Accounts are added or replaced, never removed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accounts {
    /// Base address of the product's HTTP API; webhooks go to `{deliver_to}/in/{platform}/{account}`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deliver_to: Option<String>,
    /// The accounts.
    #[serde(default)]
    pub accounts: Vec<Account>,
}

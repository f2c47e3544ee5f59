//! One thing a platform told us, platform-neutral. Made in `channels`, at the door; nothing further in sees a
//! platform's JSON.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    id::{AccountId, MessageId},
    platform::{ContentType, Platform, Visibility},
    time::Timestamp,
};

/// One item of a webhook body, in the order of the body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "is", rename_all = "snake_case")]
#[expect(clippy::large_enum_variant, reason = "nearly every one is an item")]
pub enum Inbound {
    /// Something a customer said or did that an agent or a listening rule may act on.
    Item(Item),
    /// A state of something the brand sent.
    Receipt(Receipt),
    /// The platform shows us what the brand's own account sent: it proves delivery, and is never a customer's message.
    Echo(Echo),
}

impl Inbound {
    /// The platform's id of the brand's account that it concerns, where the body names it.
    pub fn own(&self) -> Option<&str> {
        match self {
            Inbound::Item(item) => item.recipient.as_deref(),
            Inbound::Receipt(receipt) => receipt.own.as_deref(),
            Inbound::Echo(echo) => echo.own.as_deref(),
        }
    }

    /// It came for another connection than the one whose address it was sent to.
    pub fn came_for(&mut self, account: &AccountId) {
        match self {
            Inbound::Item(item) => item.account = account.clone(),
            Inbound::Receipt(receipt) => receipt.account = account.clone(),
            Inbound::Echo(echo) => echo.account = account.clone(),
        }
    }
}

/// Something a customer said or did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Item {
    /// Where it was said.
    pub platform: Platform,
    /// The connection it came in by: a segment of our own webhook address.
    pub account: AccountId,
    /// Public or private.
    pub visibility: Visibility,
    /// The platform's id of the author, scoped by the platform; unknown for some old or anonymous events.
    pub author: Option<Author>,
    /// The platform's id of the brand's account that received it.
    pub recipient: Option<String>,
    /// The name of this very event for de-duplication (channels.md section 4); never shown.
    pub event: String,
    /// What happened.
    pub act: Act,
    /// When, by the platform's clock.
    pub at: Timestamp,
    /// The platform gave no time: `at` is what the item's id or surroundings tell, or else when it arrived.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub undated: bool,
    /// The public post this belongs to: threads of public items group by it.
    pub post: Option<String>,
    /// The item this one answers.
    pub parent: Option<String>,
    /// What is needed once to answer this very item (LINE reply token), if the platform has such a thing.
    pub reply_token: Option<String>,
    /// What the platform told beside it.
    #[serde(default, skip_serializing_if = "Told::is_nothing")]
    pub told: Told,
    /// What to ask the platform for before this item has its words.
    pub missing: Option<Missing>,
}

impl Item {
    /// An item about whose time nothing at all is known happened when it came.
    pub fn arrived(&mut self, now: Timestamp) {
        if self.undated && self.at == Timestamp::default() {
            self.at = now;
        }
    }
}

/// What a platform tells of an item and its author beside the words, as it was when it told it. What it does not tell is
/// not known: nothing is zero or no by default.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Told {
    /// The platform's tag of the language, as it came (`en`, `ja-JP`, `und`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Where it was said, or its author lives: a code such as `kr`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// How many follow its author.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub followers: Option<u64>,
    /// Whether the platform vouches for its author.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified: Option<bool>,
    /// The reference of the link the author came by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// Likes, answers and shares so far.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reactions: Option<u64>,
    /// It was found by asking, and its time is told to the whole second only: a webhook may have told of the same thing, or do so
    /// later, to the millisecond.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub coarse: bool,
}

impl Told {
    /// Whether the platform told nothing.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// A country code as it is compared: two letters, in lower case; anything else is none.
    pub fn country_code(text: Option<String>) -> Option<String> {
        text.filter(|code| code.len() == 2 && code.bytes().all(|c| c.is_ascii_alphabetic())).map(|code| code.to_ascii_lowercase())
    }
}

/// Who wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Author {
    /// The platform-scoped id.
    pub id: String,
    /// The public handle or name, where the event carries it.
    pub name: Option<String>,
}

/// What a customer did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Act {
    /// New words, pictures and the like.
    Say {
        /// The platform's id of the item; postbacks of old bodies have none.
        external_id: Option<String>,
        /// What it is on the platform.
        content_type: ContentType,
        /// What it carries.
        content: Content,
    },
    /// The words of an earlier item changed.
    Edit {
        /// The platform's id of the earlier item.
        external_id: Option<String>,
        /// The new words.
        text: Option<String>,
    },
    /// An earlier item was unsent, removed or deleted.
    Delete {
        /// The platform's id of the earlier item.
        external_id: Option<String>,
    },
    /// A reaction to an earlier private message.
    React {
        /// The platform's id of the reaction itself, where it has one (WhatsApp).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        id: Option<String>,
        /// The platform's id of the message reacted to.
        external_id: Option<String>,
        /// The emoji or the reaction's name; none when it was taken back.
        reaction: Option<String>,
    },
}

/// What an item carries: its leading kind, its words, its attachments.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Content {
    /// By the first attachment; `text` without one.
    pub kind: ContentKind,
    /// The words or the caption; never empty.
    pub text: Option<String>,
    /// Files, stickers, places.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
}

/// The normal form's kinds (channels.md section 2) that carry something new.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContentKind {
    /// Words only.
    Text,
    /// A picture.
    Image,
    /// A moving picture.
    Video,
    /// Sound.
    Audio,
    /// Any other file.
    File,
    /// A sticker.
    Sticker,
    /// A place.
    Location,
    /// Cards of people.
    Contacts,
    /// A shared link, post, reel, product or template.
    Share,
    /// An Instagram story mention inside a direct message.
    StoryMention,
    /// A tapped button or the like.
    Postback,
    /// An order.
    Order,
    /// A rating or recommendation.
    Review,
    /// The brand was named; the words must be fetched.
    Mention,
    /// Something a customer sent that we cannot show.
    Unsupported,
}

/// One attached thing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Attachment {
    /// What it is.
    pub kind: ContentKind,
    /// Where the platform keeps it, if it says so: expires, and may need the account's token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The platform's own id of it: a LINE content id, a sticker (`<package>/<sticker>`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// A file name, a place's address, a title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

/// What to ask the platform for before an item has its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "fetch", rename_all = "snake_case")]
pub enum Missing {
    /// The words of an Instagram comment that names the brand.
    MentionedComment {
        /// The comment.
        comment: String,
        /// The media it stands under.
        media: String,
    },
    /// The caption of an Instagram media that names the brand.
    MentionedMedia {
        /// The media.
        media: String,
    },
    /// The words of a LinkedIn comment or post of which the platform told the name only.
    Decoration {
        /// The comment's or post's URN.
        urn: String,
    },
    /// The words of a Facebook post or comment of which the platform told the id only.
    Written {
        /// The post or comment.
        id: String,
    },
}

/// How far something the brand sent has come. Ranks never go back: a late `sent` does not undo `read`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReceiptState {
    /// The platform refused or lost it after accepting.
    Failed,
    /// The platform took it.
    Sent,
    /// It is on the customer's device.
    Delivered,
    /// The customer saw it.
    Read,
}

/// The platform's word on something the brand sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Receipt {
    /// Where.
    pub platform: Platform,
    /// By which connection.
    pub account: AccountId,
    /// The platform's id of the brand's account, where the body names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own: Option<String>,
    /// The customer it went to.
    pub customer: String,
    /// The platform's id of the message; without it, the receipt is a watermark up to `at`.
    pub external_id: Option<String>,
    /// The reply id we gave with the send, where the platform hands it back (WhatsApp `biz_opaque_callback_data`): it
    /// finds a send whose answer, and so its `external_id`, was lost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metadata: Option<String>,
    /// The platform's code, where the state is a failure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The state reached.
    pub state: ReceiptState,
    /// When, by the platform's clock.
    pub at: Timestamp,
}

impl Receipt {
    /// Whether it speaks of the answer with our id `message`, of which the platform's id is `known`, if its answer was not
    /// lost. A watermark speaks of no answer by name.
    pub fn is_of(&self, message: MessageId, known: Option<&str>) -> bool {
        let named = self.external_id.is_some() && self.external_id.as_deref() == known;
        named || self.metadata.as_ref().is_some_and(|metadata| *metadata == message.to_string())
    }
}

/// What the brand's own account sent, by whatever tool.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Echo {
    /// Where.
    pub platform: Platform,
    /// By which connection.
    pub account: AccountId,
    /// The platform's id of the brand's account, where the body names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own: Option<String>,
    /// The customer it went to.
    pub customer: String,
    /// The platform's id of the message.
    pub external_id: String,
    /// The reply id we gave with the send, where the platform hands it back.
    pub metadata: Option<String>,
    /// The words sent: they match an echo to a send whose answer was lost.
    pub text: Option<String>,
    /// When, by the platform's clock.
    pub at: Timestamp,
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    // proves CH-23, I13: a status finds the send whose answer was lost by the id we gave with it
    #[test]
    fn a_receipt_finds_its_answer_by_either_id() {
        let message = |seed: &[u8]| MessageId::at(Timestamp::from_millis(1_774_000_000_000), &[seed]);
        let (ours, other) = (message(b"ours"), message(b"other"));
        let receipt = |external: Option<&str>, metadata: Option<String>| Receipt {
            platform: Platform::WhatsApp,
            account: "shop".parse().unwrap(),
            own: None,
            customer: "8210".into(),
            external_id: external.map(str::to_owned),
            metadata,
            code: None,
            state: ReceiptState::Delivered,
            at: Timestamp::from_millis(1_774_000_000_500),
        };
        let status = receipt(Some("wamid.1"), Some(ours.to_string()));
        assert!(status.is_of(ours, None) && status.is_of(ours, Some("wamid.1")) && status.is_of(other, Some("wamid.1")));
        assert!(!status.is_of(other, None) && !status.is_of(other, Some("wamid.2")));
        // Neither ids that are missing on both sides, nor a watermark, make a match.
        assert!(!receipt(Some("wamid.1"), None).is_of(ours, None) && !receipt(None, None).is_of(ours, None));
    }
}

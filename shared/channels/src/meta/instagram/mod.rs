//! Instagram professional accounts: direct messages, comments under the brand's media, mentions of the brand.

mod fetch;
mod moderate;
mod public;
mod send;

use domain::{
    checklist::Obligation,
    id::AccountId,
    inbound::ContentKind,
    moderation::Moderation,
    platform::Platform,
    rate::Rate,
    reply::{Limits, Target, Unit},
    time::{DAY, HOUR},
};

use crate::{
    body::{Parsed, Unreadable},
    capability::{Capabilities, Held, Reach},
    meta::envelope,
};

pub(crate) use fetch::{fetch_comment, fetch_media, fetched, profile, read_profile};
pub(crate) use moderate::moderate;
pub(crate) use send::encode;

/// Direct messages: 1,000 bytes of UTF-8; 24 h after the customer's last message, 7 days with `HUMAN_AGENT`.
pub(crate) const PRIVATE: Limits =
    Limits { length: 1_000, unit: Unit::Bytes, window: Some(24 * HOUR), human_window: Some(7 * DAY), retry_key: false };

/// Comments: 300 characters; no window.
pub(crate) const PUBLIC: Limits =
    Limits { length: 300, unit: Unit::Characters, window: None, human_window: None, retry_key: false };

/// What people who answer can reach: private replies to comments ("Private Replies").
const HELD: &[Held] = &[Held {
    way: "private-replies",
    reach: |target| matches!(target, Target::PrivateReply { .. }),
    rates: &[Rate { most: 750, per: HOUR }],
}];

/// What this adapter does.
pub(crate) const CAPABILITIES: Capabilities = Capabilities {
    public_post: Reach::Both,
    comment: Reach::Both,
    private_message: Reach::Both,
    edit: Reach::In,
    delete: Reach::In,
    reaction: Reach::In,
    attachments_in: &[
        ContentKind::Image,
        ContentKind::Video,
        ContentKind::Audio,
        ContentKind::File,
        ContentKind::Sticker,
        ContentKind::Location,
        ContentKind::Share,
        ContentKind::StoryMention,
    ],
    attachments_out: &[ContentKind::Image, ContentKind::Video, ContentKind::Audio, ContentKind::File],
    uploads: &[],
    quick_replies: Reach::Out,
    cards: Reach::Absent,
    carousel: Reach::Absent,
    templates: Reach::Absent,
    stickers: Reach::In,
    postback: Reach::In,
    typing: Reach::Out,
    receipts: Reach::In,
    moderation: &[Moderation::Hide, Moderation::Unhide, Moderation::Delete],
    public: Some(PUBLIC),
    private: Some(PRIVATE),
    rate: "100 texts/s and 10 media/s per account; private replies 750/h",
    held: HELD,
    obligations: &[
        Obligation::OwnAccount,
        Obligation::Business,
        Obligation::Permissions,
        Obligation::MessagesAllowed,
        Obligation::Terms,
        Obligation::Secrets,
        Obligation::Token,
        Obligation::Delivers,
        Obligation::FirstMessage,
    ],
};

/// Reads an Instagram body.
pub(crate) fn parse(account: &AccountId, raw: &[u8]) -> Result<Parsed, Unreadable> {
    envelope::read(Platform::Instagram, account, raw, public::read)
}

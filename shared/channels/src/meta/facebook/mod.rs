//! Facebook pages: Messenger, and what people write under the page's posts, on the page, about it and in ratings.
//!
//! Sources: Meta "Messenger Platform", "Webhooks: Page", "Graph API: Page feed, comments, ratings".

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
    reply::{Limits, Unit},
    time::{DAY, HOUR},
};

use crate::{
    body::{Parsed, Unreadable},
    capability::{Capabilities, Reach},
    meta::envelope,
};

pub(crate) use fetch::{fetch, fetched, profile, read_profile};
pub(crate) use moderate::moderate;
pub(crate) use send::encode;

/// Messenger: 2,000 characters, counted so that it is never too long; 24 h after the customer's last message, 7 days with
/// `HUMAN_AGENT`.
pub(crate) const PRIVATE: Limits =
    Limits { length: 2_000, unit: Unit::Utf16, window: Some(24 * HOUR), human_window: Some(7 * DAY), retry_key: false };

/// Comments: 8,000 characters; no window.
pub(crate) const PUBLIC: Limits = Limits { length: 8_000, unit: Unit::Utf16, window: None, human_window: None, retry_key: false };

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
        ContentKind::Review,
    ],
    attachments_out: &[ContentKind::Image, ContentKind::Video, ContentKind::Audio, ContentKind::File],
    uploads: &[],
    quick_replies: Reach::Out,
    cards: Reach::Out,
    carousel: Reach::Out,
    templates: Reach::Absent,
    stickers: Reach::In,
    postback: Reach::In,
    typing: Reach::Out,
    receipts: Reach::In,
    moderation: &[Moderation::Hide, Moderation::Unhide, Moderation::Like, Moderation::Unlike, Moderation::Delete],
    public: Some(PUBLIC),
    private: Some(PRIVATE),
    rate: "300 texts/s and 10 media/s per page",
    held: &[],
    obligations: &[
        Obligation::OwnAccount,
        Obligation::Business,
        Obligation::Permissions,
        Obligation::Terms,
        Obligation::Secrets,
        Obligation::Token,
        Obligation::Delivers,
        Obligation::FirstMessage,
    ],
};

/// Reads a Facebook body.
pub(crate) fn parse(account: &AccountId, raw: &[u8]) -> Result<Parsed, Unreadable> {
    envelope::read(Platform::Facebook, account, raw, public::read)
}

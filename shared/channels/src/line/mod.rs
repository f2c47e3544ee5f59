//! LINE official accounts: private messages only, from people, groups and rooms.
//!
//! Sources: LINE Developers "Receive messages" and "Messaging API reference"; the webhook and messaging-api OpenAPI files.

mod parse;
mod profile;
mod send;

use domain::{
    checklist::Obligation,
    inbound::ContentKind,
    reply::{Limits, Unit},
};

use crate::capability::{Capabilities, Reach};

pub(crate) use parse::parse;
pub(crate) use profile::{profile, read_profile};
pub(crate) use send::{encode, outcome};

/// Text messages: 5,000 UTF-16 units; no reply window; `X-Line-Retry-Key` runs a push once in 24 h.
pub(crate) const PRIVATE: Limits = Limits { length: 5_000, unit: Unit::Utf16, window: None, human_window: None, retry_key: true };

/// What this adapter does.
pub(crate) const CAPABILITIES: Capabilities = Capabilities {
    public_post: Reach::Absent,
    comment: Reach::Absent,
    private_message: Reach::Both,
    edit: Reach::In,
    delete: Reach::In,
    reaction: Reach::Absent,
    attachments_in: &[
        ContentKind::Image,
        ContentKind::Video,
        ContentKind::Audio,
        ContentKind::File,
        ContentKind::Sticker,
        ContentKind::Location,
    ],
    attachments_out: &[ContentKind::Image, ContentKind::Location, ContentKind::Sticker],
    uploads: &[],
    quick_replies: Reach::Out,
    cards: Reach::Out,
    carousel: Reach::Out,
    templates: Reach::Absent,
    stickers: Reach::Both,
    postback: Reach::In,
    typing: Reach::Out,
    receipts: Reach::Absent,
    moderation: &[],
    public: None,
    private: Some(PRIVATE),
    rate: "2,000 requests/s per channel; monthly quota by plan",
    held: &[],
    obligations: &[
        Obligation::OwnAccount,
        Obligation::Terms,
        Obligation::RepliesOff,
        Obligation::Secrets,
        Obligation::Token,
        Obligation::Delivers,
        Obligation::FirstMessage,
    ],
};

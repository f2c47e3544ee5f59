//! Telegram bots: private messages, of people and groups.
//!
//! Source: "Telegram Bot API". A delivery carries no signature but the secret token that was given with `setWebhook`.

mod file;
mod message;
mod parse;
mod profile;
mod rich;
mod send;

use domain::{
    checklist::Obligation,
    inbound::ContentKind,
    reply::{Limits, Unit},
};

use crate::capability::{Capabilities, Reach};

pub(crate) use file::{file, located, webhook};
pub(crate) use parse::parse;
pub(crate) use profile::{profile, read_profile};
pub(crate) use send::{encode, method, outcome};

/// Texts: 4,096 UTF-16 units; no window.
pub(crate) const PRIVATE: Limits =
    Limits { length: 4_096, unit: Unit::Utf16, window: None, human_window: None, retry_key: false };

/// What stands beside a file.
pub(crate) const CAPTION: Limits = Limits { length: 1_024, ..PRIVATE };

/// What this adapter does.
pub(crate) const CAPABILITIES: Capabilities = Capabilities {
    public_post: Reach::Absent,
    comment: Reach::Absent,
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
        ContentKind::Contacts,
    ],
    attachments_out: &[ContentKind::Image, ContentKind::Video, ContentKind::Audio, ContentKind::File, ContentKind::Location],
    uploads: &[],
    quick_replies: Reach::Out,
    cards: Reach::Out,
    carousel: Reach::Absent,
    templates: Reach::Absent,
    stickers: Reach::In,
    postback: Reach::In,
    typing: Reach::Out,
    receipts: Reach::Absent,
    moderation: &[],
    public: None,
    private: Some(PRIVATE),
    rate: "30 messages/s per bot; 1/s per chat, 20/min per group",
    held: &[],
    obligations: &[
        Obligation::OwnAccount,
        Obligation::Terms,
        Obligation::Secrets,
        Obligation::Token,
        Obligation::Delivers,
        Obligation::FirstMessage,
    ],
};

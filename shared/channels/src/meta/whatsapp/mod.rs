//! WhatsApp business numbers, by the Cloud API: private messages only.
//!
//! A person has a phone number (`wa_id`), a business-scoped id, or both; the number names them where it is known, as in
//! every field of Meta's that has both. The account is a phone number, by its `phone_number_id`.

mod answer;
mod message;
mod parse;
mod send;
mod status;
mod wire;

use domain::{
    checklist::Obligation,
    inbound::ContentKind,
    reply::{Limits, Unit},
    time::HOUR,
};

use crate::capability::{Capabilities, Reach};

pub(crate) use answer::outcome;
pub(crate) use parse::parse;
pub(crate) use send::encode;

/// Texts: 4,096 characters, counted so that it is never too long; 24 h after the customer's last message. After that only
/// an approved template goes out.
pub(crate) const PRIVATE: Limits =
    Limits { length: 4_096, unit: Unit::Utf16, window: Some(24 * HOUR), human_window: None, retry_key: false };

/// What stands beside a file, or above buttons.
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
        ContentKind::Order,
        ContentKind::Share,
    ],
    attachments_out: &[ContentKind::Image, ContentKind::Video, ContentKind::Audio, ContentKind::File, ContentKind::Location],
    uploads: &[],
    quick_replies: Reach::Out,
    cards: Reach::Out,
    carousel: Reach::Absent,
    templates: Reach::Out,
    stickers: Reach::In,
    postback: Reach::In,
    typing: Reach::Out,
    receipts: Reach::In,
    moderation: &[],
    public: None,
    private: Some(PRIVATE),
    rate: "80 messages/s per number; about one per 6 s to one customer",
    held: &[],
    obligations: &[
        Obligation::OwnNumber,
        Obligation::Business,
        Obligation::OptIn,
        Obligation::Terms,
        Obligation::Secrets,
        Obligation::Token,
        Obligation::FirstMessage,
    ],
};

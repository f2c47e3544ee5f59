//! Open messaging: our own interface for whatever has no adapter. Anything that can sign a request brings messages in, and
//! gets answers as signed notifications. Public posts of other sources come in the same way, one by one or a thousand at once.
//!
//! The shape is that of Genesys Open Messaging, so that bridges written for it work here.

mod parse;
mod send;

use domain::{
    checklist::Obligation,
    inbound::ContentKind,
    reply::{Limits, Unit},
};

use crate::capability::{Capabilities, Reach};

pub(crate) use parse::parse;
pub use parse::{Brought, Entry, MOST, brought};
pub use send::{TOLERANCE, seal};
pub(crate) use send::{encode, outcome};

/// The other side takes what it likes; this is what a message of ours may hold. It knows a message by its id, so a repeated
/// notification is safe.
pub(crate) const LIMITS: Limits =
    Limits { length: 10_000, unit: Unit::Characters, window: None, human_window: None, retry_key: true };

/// What this adapter does.
pub(crate) const CAPABILITIES: Capabilities = Capabilities {
    public_post: Reach::In,
    comment: Reach::Both,
    private_message: Reach::Both,
    edit: Reach::In,
    delete: Reach::In,
    reaction: Reach::Absent,
    attachments_in: &[ContentKind::Image, ContentKind::Video, ContentKind::Audio, ContentKind::File, ContentKind::Location],
    attachments_out: &[ContentKind::Image, ContentKind::Video, ContentKind::Audio, ContentKind::File],
    uploads: &[],
    quick_replies: Reach::Out,
    cards: Reach::Absent,
    carousel: Reach::Absent,
    templates: Reach::Absent,
    stickers: Reach::Absent,
    postback: Reach::In,
    typing: Reach::Absent,
    receipts: Reach::In,
    moderation: &[],
    public: Some(LIMITS),
    private: Some(LIMITS),
    rate: "1,000 items a call",
    held: &[],
    obligations: &[Obligation::FirstMessage],
};

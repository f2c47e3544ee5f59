//! X: posts that name, answer or quote the brand, and direct messages.
//!
//! Sources: X Developer Platform "Webhooks", "X Activity API", "Account Activity API", "Manage Posts", "Direct Messages", "Rate
//! limits". The two APIs deliver through one registration and in two forms; both are read.

mod direct;
mod moderate;
mod parse;
mod poll;
mod post;
mod profile;
mod send;

use domain::{
    inbound::ContentKind,
    moderation::Moderation,
    reply::{Limits, Unit},
};

use crate::capability::{Capabilities, Reach};

pub(crate) use moderate::moderate;
pub(crate) use parse::parse;
pub(crate) use poll::{poll, polled};
pub(crate) use profile::{profile, read_profile};
pub(crate) use send::{encode, outcome};

/// Direct messages: 10,000 characters, counted so that it is never too long; no window.
pub(crate) const PRIVATE: Limits =
    Limits { length: 10_000, unit: Unit::Utf16, window: None, human_window: None, retry_key: false };

/// Posts: 280 weighted units; no window.
pub(crate) const PUBLIC: Limits =
    Limits { length: 280, unit: Unit::Weighted, window: None, human_window: None, retry_key: false };

/// What this adapter does.
pub(crate) const CAPABILITIES: Capabilities = Capabilities {
    public_post: Reach::Both,
    comment: Reach::Both,
    private_message: Reach::Both,
    edit: Reach::Absent,
    delete: Reach::In,
    reaction: Reach::Absent,
    attachments_in: &[ContentKind::Image, ContentKind::Video, ContentKind::Location],
    attachments_out: &[],
    quick_replies: Reach::Absent,
    cards: Reach::Absent,
    carousel: Reach::Absent,
    templates: Reach::Absent,
    stickers: Reach::Absent,
    postback: Reach::Absent,
    typing: Reach::Absent,
    receipts: Reach::In,
    moderation: &[Moderation::Hide, Moderation::Unhide, Moderation::Like, Moderation::Unlike],
    public: Some(PUBLIC),
    private: Some(PRIVATE),
    rate: "200 posts/15 min and 300/3 h; 15 messages/15 min and 1,440/24 h per user",
};

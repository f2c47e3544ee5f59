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
    checklist::Obligation,
    inbound::ContentKind,
    moderation::Moderation,
    platform::Visibility,
    rate::Rate,
    reply::{Limits, Unit},
    time::{DAY, HOUR, MINUTE},
};

use crate::capability::{Capabilities, Held, Reach};

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

/// What people who answer can reach: posts and direct messages of one user ("Rate limits").
const HELD: &[Held] = &[
    Held {
        way: "posts",
        reach: |target| target.visibility() == Visibility::Public,
        rates: &[Rate { most: 200, per: 15 * MINUTE }, Rate { most: 300, per: 3 * HOUR }],
    },
    Held {
        way: "messages",
        reach: |target| target.visibility() == Visibility::Private,
        rates: &[Rate { most: 15, per: 15 * MINUTE }, Rate { most: 1_440, per: DAY }],
    },
];

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
    uploads: &[],
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
    held: HELD,
    obligations: &[Obligation::OwnAccount, Obligation::Terms, Obligation::Secrets, Obligation::Token, Obligation::FirstMessage],
};

//! Reddit: posts, comments, private messages and modmail. Reddit delivers nothing; what is read here was asked for.
//!
//! Sources: Reddit "API documentation", "Data API terms" (2023), "Responsible Builder Policy" (2025).

mod moderate;
mod parse;
mod poll;
mod profile;
mod send;

use domain::{
    checklist::Obligation,
    inbound::ContentKind,
    moderation::Moderation,
    rate::Rate,
    reply::{Limits, Unit},
    time::MINUTE,
};

use crate::capability::{Capabilities, Held, Reach};

pub(crate) use moderate::moderate;
pub(crate) use parse::parse;
pub(crate) use poll::{poll, polled};
pub(crate) use profile::{profile, read_profile};
pub(crate) use send::{called, encode, outcome};

/// Private messages: 10,000 characters; no window.
pub(crate) const PRIVATE: Limits =
    Limits { length: 10_000, unit: Unit::Utf16, window: None, human_window: None, retry_key: false };

/// Comments: the same.
pub(crate) const PUBLIC: Limits = PRIVATE;

/// Of an app's hundred calls a minute, those that answer; the others are for reading.
const HELD: &[Held] = &[Held { way: "calls", reach: |_| true, rates: &[Rate { most: 60, per: MINUTE }] }];

/// What this adapter does.
pub(crate) const CAPABILITIES: Capabilities = Capabilities {
    public_post: Reach::Both,
    comment: Reach::Both,
    private_message: Reach::Both,
    edit: Reach::Absent,
    delete: Reach::Absent,
    reaction: Reach::Absent,
    attachments_in: &[] as &[ContentKind],
    attachments_out: &[],
    uploads: &[],
    quick_replies: Reach::Absent,
    cards: Reach::Absent,
    carousel: Reach::Absent,
    templates: Reach::Absent,
    stickers: Reach::Absent,
    postback: Reach::Absent,
    typing: Reach::Absent,
    receipts: Reach::Absent,
    moderation: &[Moderation::Hide, Moderation::Unhide],
    public: Some(PUBLIC),
    private: Some(PRIVATE),
    rate: "100 calls/min per app",
    held: HELD,
    obligations: &[
        Obligation::OwnAccount,
        Obligation::Permissions,
        Obligation::Terms,
        Obligation::Secrets,
        Obligation::Token,
        Obligation::FirstMessage,
    ],
};

//! LinkedIn organisation pages: comments under the organisation's posts and posts that mention it. LinkedIn gives no access
//! to a page's private messages.
//!
//! Sources: Microsoft Learn, LinkedIn API "Webhook validation", "Organization Social Action Notifications", "Comments API".

mod fetch;
mod moderate;
mod parse;
mod poll;
mod send;

use domain::{
    checklist::Obligation,
    inbound::ContentKind,
    moderation::Moderation,
    reply::{Limits, Unit},
};

use crate::capability::{Capabilities, Reach};

pub(crate) use fetch::{fetch, fetched, profile, read_profile};
pub(crate) use moderate::moderate;
pub(crate) use parse::parse;
pub(crate) use poll::{poll, polled};
pub(crate) use send::{encode, outcome, versioned};

/// Comments: 1,250 characters, counted so that it is never too long; no window.
pub(crate) const PUBLIC: Limits = Limits { length: 1_250, unit: Unit::Utf16, window: None, human_window: None, retry_key: false };

/// What this adapter does.
pub(crate) const CAPABILITIES: Capabilities = Capabilities {
    public_post: Reach::Both,
    comment: Reach::Both,
    private_message: Reach::Absent,
    edit: Reach::In,
    delete: Reach::In,
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
    moderation: &[Moderation::Like, Moderation::Unlike, Moderation::Delete],
    public: Some(PUBLIC),
    private: None,
    rate: "by app and member and day, as the app's page at LinkedIn tells",
    held: &[],
    obligations: &[
        Obligation::Administrator,
        Obligation::Permissions,
        Obligation::Terms,
        Obligation::Secrets,
        Obligation::Token,
        Obligation::Delivers,
        Obligation::FirstMessage,
    ],
};

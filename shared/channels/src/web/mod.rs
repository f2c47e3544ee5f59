//! Our own web messenger (docs/web-messenger.md): a customer writes from a page of the company, and asks for what is new.
//! Nothing of it is delivered by a platform and nothing is sent to one: an answer is with the customer once it is in the
//! table.

mod parse;
mod send;

use domain::{
    checklist::Obligation,
    inbound::ContentKind,
    reply::{Limits, Unit},
};

use crate::{
    capability::{Capabilities, Reach},
    upload::FROM_VISITORS,
};

pub(crate) use parse::parse;
pub use parse::{Brought, LONGEST, MOST_FILES, Said, Visitor, Wrong, item};
pub(crate) use send::{encode, outcome};

/// What an answer of ours may hold. A row in a table is written once, however often it is tried.
pub(crate) const PRIVATE: Limits =
    Limits { length: LONGEST, unit: Unit::Utf16, window: None, human_window: None, retry_key: true };

/// What this adapter does.
pub(crate) const CAPABILITIES: Capabilities = Capabilities {
    public_post: Reach::Absent,
    comment: Reach::Absent,
    private_message: Reach::Both,
    edit: Reach::Absent,
    delete: Reach::Absent,
    reaction: Reach::Absent,
    attachments_in: &[ContentKind::Image, ContentKind::Video, ContentKind::Audio, ContentKind::File],
    attachments_out: &[ContentKind::Image, ContentKind::Video, ContentKind::Audio, ContentKind::File, ContentKind::Location],
    uploads: FROM_VISITORS,
    quick_replies: Reach::Out,
    cards: Reach::Out,
    carousel: Reach::Out,
    templates: Reach::Absent,
    stickers: Reach::Absent,
    postback: Reach::In,
    typing: Reach::Both,
    receipts: Reach::In,
    moderation: &[],
    public: None,
    private: Some(PRIVATE),
    rate: "20 requests/s and a burst of 100, 2 uploads/s and a burst of 20 per stack by default",
    held: &[],
    obligations: &[Obligation::Pages, Obligation::FirstMessage],
};

//! Text messages: channel `SMS`; what people send with a picture comes by `MMS`.
//!
//! Sources: Sinch, "SMS" (<https://developers.sinch.com/docs/conversation/channel-support/sms/>: kinds, parts of 153 septets or 67 letters, the
//! property `SMS_SENDER`, delivery reports that not every carrier gives) and "Character support".
//!
//! Who writes STOP is heard like anybody else, and it is the provider that lets nothing through afterwards, where it is told to: an answer then fails,
//! with its reason. Pictures of ours go out as addresses, for MMS exists in a few countries only.

use domain::{
    checklist::Obligation,
    inbound::ContentKind,
    platform::Platform,
    reply::{Limits, Outbound, Unit},
};

use super::{
    Channel,
    send::{send, words},
};
use crate::{
    capability::{Capabilities, Reach},
    request::{Credentials, Refusal, Request, checked, words_only},
};

/// Text messages.
pub(crate) const CHANNEL: Channel = Channel { platform: Platform::Sms, name: "SMS", from: &["SMS", "MMS"] };

/// Ten parts: a bound of our own, since each is paid for.
const PRIVATE: Limits = Limits { length: 10 * 153, unit: Unit::Septets, window: None, human_window: None, retry_key: false };

/// What this adapter does.
pub(crate) const CAPABILITIES: Capabilities = Capabilities {
    public_post: Reach::Absent,
    comment: Reach::Absent,
    private_message: Reach::Both,
    edit: Reach::Absent,
    delete: Reach::Absent,
    reaction: Reach::Absent,
    attachments_in: &[ContentKind::Image, ContentKind::Video, ContentKind::Audio, ContentKind::File],
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
    moderation: &[],
    public: None,
    private: Some(PRIVATE),
    rate: "800 requests/s per project; 20 messages/s per app by default",
    held: &[],
    obligations: &[
        Obligation::OwnNumber,
        Obligation::OptIn,
        Obligation::Terms,
        Obligation::Secrets,
        Obligation::Token,
        Obligation::Delivers,
        Obligation::FirstMessage,
    ],
};

/// Words.
pub(crate) fn encode(outbound: &Outbound, credentials: &Credentials<'_>) -> Result<Request, Refusal> {
    send(&CHANNEL, outbound, &words(checked(words_only(outbound)?, &PRIVATE)?), credentials)
}

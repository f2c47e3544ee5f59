//! KakaoTalk channels, by consultation messages (상담톡): channel `KAKAOTALKCHAT`.
//!
//! A customer begins the consultation; it is open until they end it, or have not written for 30 days. Kakao's other business messages
//! (알림톡, 친구톡) go to phone numbers and need approved templates or friends: they are nothing an agent answers with.
//!
//! Sources: Sinch, "KakaoTalk" (<https://developers.sinch.com/docs/conversation/channel-support/kakaotalk/>) and "What is ConsultationTalk"
//! (<https://community.sinch.com/t5/KakaoTalk/What-is-ConsultationTalk-상담톡/ta-p/9184>: session, message types). What Kakao itself takes of
//! a consultation message, whoever carries it: Infobip, "Sangdam Talk" (<https://www.infobip.com/docs/kakaotalk/message-types/sangdam-talk>:
//! 1,000 characters, pictures of 5 MB, five buttons).
//!
//! Not documented, and therefore not done: how cards, carousels, places and files of ours look there; that somebody ended the
//! consultation, which shows by the next answer's failure; who the customer is.

use domain::{
    checklist::Obligation,
    inbound::ContentKind,
    platform::Platform,
    reply::{Button, Choice, Extra, FileKind, Limits, Outbound, Press, Unit},
    time::DAY,
};
use serde_json::{Value, json};

use super::{
    Channel,
    send::{picture, send, words},
};
use crate::{
    capability::{Capabilities, Reach},
    request::{Credentials, Refusal, Request, checked, choices, file, https, some, title},
};

/// Consultation messages.
pub(crate) const CHANNEL: Channel = Channel { platform: Platform::KakaoTalk, name: "KAKAOTALKCHAT", from: &["KAKAOTALKCHAT"] };

/// 1,000 characters, blanks among them, counted so that it is never too long; until 30 days after the customer's last message.
const PRIVATE: Limits = Limits { length: 1_000, unit: Unit::Utf16, window: Some(30 * DAY), human_window: None, retry_key: false };

/// Buttons under a message.
const BUTTONS: usize = 5;
/// Characters on a button, a bound of our own: Kakao's other business messages allow as many, and for consultations no number is
/// published.
const BUTTON: usize = 14;

/// What this adapter does.
pub(crate) const CAPABILITIES: Capabilities = Capabilities {
    public_post: Reach::Absent,
    comment: Reach::Absent,
    private_message: Reach::Both,
    edit: Reach::Absent,
    delete: Reach::Absent,
    reaction: Reach::Absent,
    attachments_in: &[ContentKind::Image, ContentKind::Video, ContentKind::Audio, ContentKind::File, ContentKind::Location],
    attachments_out: &[ContentKind::Image],
    uploads: &[],
    quick_replies: Reach::Out,
    cards: Reach::Later,
    carousel: Reach::Later,
    templates: Reach::Absent,
    stickers: Reach::Absent,
    postback: Reach::In,
    typing: Reach::Absent,
    receipts: Reach::In,
    moderation: &[],
    public: None,
    private: Some(PRIVATE),
    rate: "800 requests/s per project; 20 messages/s per app by default",
    held: &[],
    obligations: &[
        Obligation::OwnAccount,
        Obligation::Business,
        Obligation::Terms,
        Obligation::RepliesOff,
        Obligation::Secrets,
        Obligation::Token,
        Obligation::Delivers,
        Obligation::FirstMessage,
    ],
};

/// Words, a picture, or words above buttons.
pub(crate) fn encode(outbound: &Outbound, credentials: &Credentials<'_>) -> Result<Request, Refusal> {
    let text = &outbound.text;
    let message = match &outbound.extra {
        None => words(checked(text, &PRIVATE)?),
        Some(extra @ (Extra::File { .. } | Extra::Upload { .. })) => {
            let carried = file(outbound, extra)?;
            match carried.kind {
                FileKind::Image if text.trim().is_empty() => picture(carried.url),
                FileKind::Image => return Err(Refusal::no_such(outbound, "picture with words beside it")),
                FileKind::Video | FileKind::Audio | FileKind::File => return Err(Refusal::no_such(outbound, extra.kind())),
            }
        }
        Some(Extra::Choices { choices: offered, .. }) => {
            let answer = |choice: &Choice| json!({ "text_message": { "text": choice.title }, "postback_data": choice.id });
            buttons(text, choices(offered, BUTTONS, BUTTON)?.iter().map(answer).collect())?
        }
        Some(Extra::Links { links }) => buttons(text, some(links, BUTTONS)?.iter().map(link).collect::<Result<_, _>>()?)?,
        Some(extra) => return Err(Refusal::no_such(outbound, extra.kind())),
    };
    send(&CHANNEL, outbound, &message, credentials)
}

fn buttons(text: &str, offered: Vec<Value>) -> Result<Value, Refusal> {
    let text = checked(text, &PRIVATE)?;
    Ok(json!({ "choice_message": { "text_message": { "text": text }, "choices": offered } }))
}

fn link(button: &Button) -> Result<Value, Refusal> {
    let shown = title(&button.title, BUTTON)?;
    Ok(match &button.press {
        Press::Open { url } => json!({ "url_message": { "title": shown, "url": https(url)? } }),
        Press::Answer { id } => json!({ "text_message": { "text": shown }, "postback_data": id }),
    })
}

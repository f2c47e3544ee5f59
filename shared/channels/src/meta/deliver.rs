//! `POST /{account}/messages` of Messenger and Instagram: one body, with what each of the two takes.

use domain::reply::{Button, Card, Extra, FileKind, Limits, Outbound, Press};
use serde::Serialize;

use crate::request::{Carried, Credentials, Refusal, Request, checked, choices, file, https, segment, some, title};

/// Buttons below a message, and the characters on one.
const QUICK_REPLIES: usize = 13;
const QUICK_REPLY_TITLE: usize = 20;
/// Cards side by side, the characters of a heading or a text, the buttons of a card or below words, and those words.
const CARDS: usize = 10;
const CARD_TEXT: usize = 80;
const BUTTONS: usize = 3;
const BUTTON_TEXT: usize = 640;

/// What one of the two platforms wants in a message.
pub(super) struct Manner {
    /// What its words may be.
    pub limits: Limits,
    /// Messenger wants to know why it is written.
    pub typed: bool,
    /// Messenger hands our id back in the echo.
    pub metadata: bool,
    /// Messenger shows cards and buttons.
    pub templates: bool,
}

/// To whom.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Recipient<'a> {
    /// A person.
    Id(&'a str),
    /// The author of a comment; once, within 7 days.
    CommentId(&'a str),
    /// The author of a visitor's post; once, within 7 days.
    PostId(&'a str),
}

#[derive(Serialize)]
struct Direct<'a> {
    recipient: Recipient<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    messaging_type: Option<&'static str>,
    /// The only tag left: a person wrote it by hand, within 7 days.
    #[serde(skip_serializing_if = "Option::is_none")]
    tag: Option<&'static str>,
    message: Message<'a>,
}

#[derive(Serialize)]
struct Message<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    attachment: Option<Attachment<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    quick_replies: Vec<QuickReply<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    metadata: Option<String>,
}

#[derive(Serialize)]
struct Attachment<'a> {
    r#type: &'static str,
    payload: Payload<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Payload<'a> {
    File { url: &'a str },
    Generic { template_type: &'static str, elements: Vec<Element<'a>> },
    Buttons { template_type: &'static str, text: &'a str, buttons: Vec<Pressed<'a>> },
}

#[derive(Serialize)]
struct Element<'a> {
    title: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    subtitle: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    image_url: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    buttons: Vec<Pressed<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Pressed<'a> {
    Postback { title: &'a str, payload: &'a str },
    WebUrl { title: &'a str, url: &'a str },
}

#[derive(Serialize)]
struct QuickReply<'a> {
    content_type: &'static str,
    title: &'a str,
    payload: &'a str,
}

/// The request for a direct message. `human_tag` counts only for a person: a private reply has a window of its own.
pub(super) fn direct(
    outbound: &Outbound,
    recipient: Recipient<'_>,
    manner: &Manner,
    credentials: &Credentials<'_>,
) -> Result<Request, Refusal> {
    let mut message = message(outbound, manner)?;
    message.metadata = manner.metadata.then(|| outbound.message.to_string());
    let tagged = outbound.human_tag && matches!(recipient, Recipient::Id(_));
    let messaging_type = if tagged { Some("MESSAGE_TAG") } else { manner.typed.then_some("RESPONSE") };
    let body = Direct { recipient, messaging_type, tag: tagged.then_some("HUMAN_AGENT"), message };
    Request::post(format!("/{}/messages", segment("account", &outbound.from)?), &body, credentials)
}

fn message<'a>(outbound: &'a Outbound, manner: &Manner) -> Result<Message<'a>, Refusal> {
    let said = |text| Message { text, attachment: None, quick_replies: Vec::new(), metadata: None };
    match &outbound.extra {
        None => Ok(said(Some(checked(&outbound.text, &manner.limits)?))),
        Some(extra @ (Extra::File { .. } | Extra::Upload { .. })) => {
            // A message holds words or a file, never both.
            if !outbound.text.trim().is_empty() {
                return Err(Refusal::no_such(outbound, "file with words beside it"));
            }
            let Carried { kind, url, .. } = file(outbound, extra)?;
            let attachment = Attachment { r#type: file_type(kind), payload: Payload::File { url } };
            Ok(Message { attachment: Some(attachment), ..said(None) })
        }
        Some(Extra::Choices { choices: offered, .. }) => {
            let text = checked(&outbound.text, &manner.limits)?;
            let offered = choices(offered, QUICK_REPLIES, QUICK_REPLY_TITLE)?;
            let quick_replies = offered
                .iter()
                .map(|choice| QuickReply { content_type: "text", title: &choice.title, payload: &choice.id })
                .collect();
            Ok(Message { quick_replies, ..said(Some(text)) })
        }
        Some(Extra::Cards { cards }) if manner.templates && outbound.text.trim().is_empty() => {
            let elements = some(cards, CARDS)?.iter().map(element).collect::<Result<_, _>>()?;
            Ok(template(Payload::Generic { template_type: "generic", elements }))
        }
        Some(Extra::Links { links }) if manner.templates => {
            let text = checked(&outbound.text, &Limits { length: BUTTON_TEXT, ..manner.limits })?;
            let buttons = some(links, BUTTONS)?.iter().map(pressed).collect::<Result<_, _>>()?;
            Ok(template(Payload::Buttons { template_type: "button", text, buttons }))
        }
        Some(extra) => Err(Refusal::no_such(outbound, extra.kind())),
    }
}

fn template(payload: Payload<'_>) -> Message<'_> {
    Message {
        text: None,
        attachment: Some(Attachment { r#type: "template", payload }),
        quick_replies: Vec::new(),
        metadata: None,
    }
}

fn element(card: &Card) -> Result<Element<'_>, Refusal> {
    if card.buttons.len() > BUTTONS {
        return Err(Refusal::Choices { counted: card.buttons.len(), allowed: BUTTONS });
    }
    let buttons = card.buttons.iter().map(pressed).collect::<Result<_, _>>()?;
    let subtitle = if card.text.is_empty() { "" } else { title(&card.text, CARD_TEXT)? };
    let image_url = card.image.as_deref().map(https).transpose()?;
    Ok(Element { title: title(&card.title, CARD_TEXT)?, subtitle, image_url, buttons })
}

fn pressed(button: &Button) -> Result<Pressed<'_>, Refusal> {
    let shown = title(&button.title, QUICK_REPLY_TITLE)?;
    Ok(match &button.press {
        Press::Answer { id } => Pressed::Postback { title: shown, payload: id },
        Press::Open { url } => Pressed::WebUrl { title: shown, url: https(url)? },
    })
}

fn file_type(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Image => "image",
        FileKind::Video => "video",
        FileKind::Audio => "audio",
        FileKind::File => "file",
    }
}

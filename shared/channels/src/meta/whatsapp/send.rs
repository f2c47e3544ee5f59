//! An answer to WhatsApp: `POST /{phone-number-id}/messages`, as the OpenAPI description "Business Messaging v23.0" has it,
//! with the newer `recipient` and `biz_opaque_callback_data`.

use domain::reply::{Choice, Extra, FileKind, Outbound, Target};
use serde::Serialize;

use super::{CAPTION, PRIVATE};
use crate::request::{Credentials, Refusal, Request, checked, choices, https, segment};

/// Buttons below a message, and the characters on one.
const BUTTONS: usize = 3;
const BUTTON_TITLE: usize = 20;
/// Rows of a list, and the characters of one.
const ROWS: usize = 10;
const ROW_TITLE: usize = 24;

#[derive(Serialize)]
struct Message<'a> {
    messaging_product: &'static str,
    recipient_type: &'static str,
    #[serde(flatten)]
    address: Address<'a>,
    #[serde(flatten)]
    body: Body<'a>,
    /// Comes back with every status: it finds a send whose answer was lost.
    biz_opaque_callback_data: String,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Address<'a> {
    /// A phone number.
    To(&'a str),
    /// A business-scoped id, of somebody whose number is not shown.
    Recipient(&'a str),
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Body<'a> {
    Text { text: Words<'a> },
    Image { image: Media<'a> },
    Video { video: Media<'a> },
    Audio { audio: Media<'a> },
    Document { document: Media<'a> },
    Interactive { interactive: Interactive<'a> },
    Template { template: Template<'a> },
}

#[derive(Serialize)]
struct Words<'a> {
    body: &'a str,
}

#[derive(Serialize)]
struct Media<'a> {
    link: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    caption: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    filename: Option<&'a str>,
}

#[derive(Serialize)]
struct Interactive<'a> {
    r#type: &'static str,
    body: Question<'a>,
    action: Action<'a>,
}

#[derive(Serialize)]
struct Question<'a> {
    text: &'a str,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Action<'a> {
    Buttons { buttons: Vec<Button<'a>> },
    List { button: &'a str, sections: [Section<'a>; 1] },
}

#[derive(Serialize)]
struct Button<'a> {
    r#type: &'static str,
    reply: &'a Choice,
}

#[derive(Serialize)]
struct Section<'a> {
    rows: &'a [Choice],
}

#[derive(Serialize)]
struct Template<'a> {
    name: &'a str,
    language: Language<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    components: Vec<Component<'a>>,
}

#[derive(Serialize)]
struct Language<'a> {
    policy: &'static str,
    code: &'a str,
}

#[derive(Serialize)]
struct Component<'a> {
    r#type: &'static str,
    parameters: Vec<Parameter<'a>>,
}

#[derive(Serialize)]
struct Parameter<'a> {
    r#type: &'static str,
    text: &'a str,
}

/// A private message: words, a file, something to tap, or an approved template.
pub(crate) fn encode(outbound: &Outbound, credentials: &Credentials<'_>) -> Result<Request, Refusal> {
    let Target::Direct { customer } = &outbound.target else { return Err(Refusal::target(outbound)) };
    let message = Message {
        messaging_product: "whatsapp",
        recipient_type: "individual",
        address: address(customer),
        body: body(outbound)?,
        biz_opaque_callback_data: outbound.message.to_string(),
    };
    let path = format!("/{}/messages", segment("account", &outbound.from)?);
    Ok(Request::post(path, &message, credentials)?.proven(credentials))
}

/// A business-scoped id begins with a country and a dot (`KR.77001`); a phone number is digits, perhaps after a plus.
fn address(customer: &str) -> Address<'_> {
    if customer.contains('.') { Address::Recipient(customer) } else { Address::To(customer) }
}

fn body(outbound: &Outbound) -> Result<Body<'_>, Refusal> {
    let text = &outbound.text;
    Ok(match &outbound.extra {
        None => Body::Text { text: Words { body: checked(text, &PRIVATE)? } },
        Some(Extra::File { kind, url, name }) => file(outbound, *kind, url, name.as_deref())?,
        Some(Extra::Choices { choices, open }) => Body::Interactive { interactive: interactive(text, choices, open)? },
        Some(Extra::Template { name, language, values }) => {
            let parameters: Vec<_> = values.iter().map(|text| Parameter { r#type: "text", text }).collect();
            let body = (!parameters.is_empty()).then_some(Component { r#type: "body", parameters });
            let language = Language { policy: "deterministic", code: language };
            Body::Template { template: Template { name, language, components: body.into_iter().collect() } }
        }
    })
}

fn file<'a>(outbound: &'a Outbound, kind: FileKind, url: &'a str, name: Option<&'a str>) -> Result<Body<'a>, Refusal> {
    let link = https(url)?;
    let caption = match outbound.text.trim() {
        "" => None,
        _ => Some(checked(&outbound.text, &CAPTION)?),
    };
    let media = Media { link, caption, filename: None };
    Ok(match kind {
        FileKind::Image => Body::Image { image: media },
        FileKind::Video => Body::Video { video: media },
        FileKind::Audio if caption.is_some() => return Err(Refusal::no_such(outbound, "sound with words beside it")),
        FileKind::Audio => Body::Audio { audio: media },
        FileKind::File => Body::Document { document: Media { filename: name, ..media } },
    })
}

/// Up to three are buttons; more, or longer ones, a list.
fn interactive<'a>(text: &'a str, offered: &'a [Choice], open: &'a str) -> Result<Interactive<'a>, Refusal> {
    let body = Question { text: checked(text, &CAPTION)? };
    if let Ok(offered) = choices(offered, BUTTONS, BUTTON_TITLE) {
        let buttons = offered.iter().map(|reply| Button { r#type: "reply", reply }).collect();
        return Ok(Interactive { r#type: "button", body, action: Action::Buttons { buttons } });
    }
    let rows = choices(offered, ROWS, ROW_TITLE)?;
    let counted = open.chars().count();
    if open.trim().is_empty() || counted > BUTTON_TITLE {
        return Err(Refusal::ChoiceTitle { title: open.chars().take(40).collect(), counted, allowed: BUTTON_TITLE });
    }
    Ok(Interactive { r#type: "list", body, action: Action::List { button: open, sections: [Section { rows }] } })
}

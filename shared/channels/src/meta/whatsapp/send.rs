//! An answer to WhatsApp: `POST /{phone-number-id}/messages`, as the OpenAPI description "Business Messaging v23.0" has it,
//! with the newer `recipient` and `biz_opaque_callback_data`.

use std::borrow::Cow;

use domain::reply::{Card, Choice, Extra, FileKind, Outbound, Press, Target};
use serde::Serialize;

use super::{CAPTION, PRIVATE};
use crate::request::{Carried, Credentials, Refusal, Request, checked, choices, degrees, file, https, segment, some, title};

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
    Location { location: Spot<'a> },
    Template { template: Template<'a> },
}

/// The description has degrees as text.
#[derive(Serialize)]
struct Spot<'a> {
    latitude: String,
    longitude: String,
    name: &'a str,
    address: &'a str,
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
    #[serde(skip_serializing_if = "Option::is_none")]
    header: Option<Header<'a>>,
    body: Question<'a>,
    action: Action<'a>,
}

#[derive(Serialize)]
struct Header<'a> {
    r#type: &'static str,
    image: Media<'a>,
}

#[derive(Serialize)]
struct Question<'a> {
    text: Cow<'a, str>,
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
    reply: Reply<'a>,
}

#[derive(Serialize)]
struct Reply<'a> {
    id: &'a str,
    title: &'a str,
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
        Some(extra @ (Extra::File { .. } | Extra::Upload { .. })) => media(outbound, file(outbound, extra)?)?,
        Some(Extra::Choices { choices, open }) => Body::Interactive { interactive: interactive(text, choices, open)? },
        // A card alone is a picture above words and buttons.
        Some(Extra::Cards { cards }) => match cards.as_slice() {
            [card] if text.trim().is_empty() => Body::Interactive { interactive: single(outbound, card)? },
            _ => return Err(Refusal::no_such(outbound, "carousel")),
        },
        Some(Extra::Place { name, address, latitude_e6, longitude_e6 }) if text.trim().is_empty() => {
            let (latitude, longitude) = (degrees(*latitude_e6).to_string(), degrees(*longitude_e6).to_string());
            Body::Location { location: Spot { latitude, longitude, name, address } }
        }
        Some(extra @ (Extra::Links { .. } | Extra::Place { .. } | Extra::Sticker { .. })) => {
            return Err(Refusal::no_such(outbound, extra.kind()));
        }
        Some(Extra::Template { name, language, values }) => {
            let parameters: Vec<_> = values.iter().map(|text| Parameter { r#type: "text", text }).collect();
            let body = (!parameters.is_empty()).then_some(Component { r#type: "body", parameters });
            let language = Language { policy: "deterministic", code: language };
            Body::Template { template: Template { name, language, components: body.into_iter().collect() } }
        }
    })
}

fn media<'a>(outbound: &'a Outbound, Carried { kind, url: link, name }: Carried<'a>) -> Result<Body<'a>, Refusal> {
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

/// A card as WhatsApp shows one. It has no button that opens an address here, and its words are one text.
fn single<'a>(outbound: &Outbound, card: &'a Card) -> Result<Interactive<'a>, Refusal> {
    let said = [card.title.as_str(), card.text.as_str()].into_iter().filter(|said| !said.is_empty()).collect::<Vec<_>>();
    let words = said.join("\n");
    checked(&words, &CAPTION)?;
    let button = |button: &'a domain::reply::Button| match &button.press {
        Press::Answer { id } => Ok(Button { r#type: "reply", reply: Reply { id, title: title(&button.title, BUTTON_TITLE)? } }),
        Press::Open { .. } => Err(Refusal::no_such(outbound, "button that opens an address")),
    };
    let buttons = some(&card.buttons, BUTTONS)?.iter().map(button).collect::<Result<_, _>>()?;
    let image =
        |url| Ok::<_, Refusal>(Header { r#type: "image", image: Media { link: https(url)?, caption: None, filename: None } });
    let header = card.image.as_deref().map(image).transpose()?;
    Ok(Interactive { r#type: "button", header, body: Question { text: Cow::Owned(words) }, action: Action::Buttons { buttons } })
}

/// Up to three are buttons; more, or longer ones, a list.
fn interactive<'a>(text: &'a str, offered: &'a [Choice], open: &'a str) -> Result<Interactive<'a>, Refusal> {
    let body = Question { text: Cow::Borrowed(checked(text, &CAPTION)?) };
    if let Ok(offered) = choices(offered, BUTTONS, BUTTON_TITLE) {
        let button = |choice: &'a Choice| Button { r#type: "reply", reply: Reply { id: &choice.id, title: &choice.title } };
        let buttons = offered.iter().map(button).collect();
        return Ok(Interactive { r#type: "button", header: None, body, action: Action::Buttons { buttons } });
    }
    let rows = choices(offered, ROWS, ROW_TITLE)?;
    let counted = open.chars().count();
    if open.trim().is_empty() || counted > BUTTON_TITLE {
        return Err(Refusal::ChoiceTitle { title: open.chars().take(40).collect(), counted, allowed: BUTTON_TITLE });
    }
    Ok(Interactive { r#type: "list", header: None, body, action: Action::List { button: open, sections: [Section { rows }] } })
}

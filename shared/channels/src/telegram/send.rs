//! An answer to Telegram, and Telegram's answer to it.

use domain::{
    reply::{Button, Card, Choice, Extra, FileKind, Outbound, Press, Target},
    time::{Millis, SECOND},
};
use serde::Serialize;
use serde_json::{Value, json};

use super::{CAPTION, PRIVATE};
use crate::{
    fields::Fields,
    outcome::{Outcome, Response, said},
    request::{Carried, Credentials, Refusal, Request, checked, choices, degrees, file, https, segment, some, title},
};

/// Buttons below a message, the characters on one, and the bytes it brings back.
const BUTTONS: usize = 100;
const BUTTON_TEXT: usize = 64;
const CALLBACK_DATA: usize = 64;

/// A call of a method of the Bot API. The token is part of the address.
pub(crate) fn method(name: &str, body: &impl Serialize, credentials: &Credentials<'_>) -> Result<Request, Refusal> {
    let token = segment("bot", credentials.token).map_err(|_| Refusal::BadToken)?;
    Request::unsigned(format!("/bot{token}/{name}"), body)
}

/// `sendMessage`, or the method of the file it carries.
pub(crate) fn encode(outbound: &Outbound, credentials: &Credentials<'_>) -> Result<Request, Refusal> {
    let Target::Direct { customer } = &outbound.target else { return Err(Refusal::target(outbound)) };
    let chat = segment("customer", customer)?;
    let text = &outbound.text;
    match &outbound.extra {
        None => method("sendMessage", &json!({ "chat_id": chat, "text": checked(text, &PRIVATE)? }), credentials),
        Some(extra @ (Extra::File { .. } | Extra::Upload { .. })) => {
            let Carried { kind, url, .. } = file(outbound, extra)?;
            let (name, key) = match kind {
                FileKind::Image => ("sendPhoto", "photo"),
                FileKind::Video => ("sendVideo", "video"),
                FileKind::Audio => ("sendAudio", "audio"),
                FileKind::File => ("sendDocument", "document"),
            };
            let mut body = json!({ "chat_id": chat });
            body[key] = url.into();
            if !text.trim().is_empty() {
                body["caption"] = checked(text, &CAPTION)?.into();
            }
            method(name, &body, credentials)
        }
        Some(Extra::Choices { choices: offered, .. }) => {
            let text = checked(text, &PRIVATE)?;
            method("sendMessage", &json!({ "chat_id": chat, "text": text, "reply_markup": keyboard(offered)? }), credentials)
        }
        Some(Extra::Links { links }) => {
            let text = checked(text, &PRIVATE)?;
            let rows = some(links, BUTTONS)?.iter().map(button).collect::<Result<Vec<_>, _>>()?;
            let body = json!({ "chat_id": chat, "text": text, "reply_markup": { "inline_keyboard": rows } });
            method("sendMessage", &body, credentials)
        }
        // A card alone is a picture, or words, above buttons.
        Some(Extra::Cards { cards }) if cards.len() == 1 && text.trim().is_empty() => card(&cards[0], chat, credentials),
        Some(Extra::Place { name, address, latitude_e6, longitude_e6 }) if text.trim().is_empty() => {
            let body = json!({
                "chat_id": chat,
                "latitude": degrees(*latitude_e6),
                "longitude": degrees(*longitude_e6),
                "title": name,
                "address": address,
            });
            method("sendVenue", &body, credentials)
        }
        Some(extra) => Err(Refusal::no_such(outbound, extra.kind())),
    }
}

fn card(card: &Card, chat: &str, credentials: &Credentials<'_>) -> Result<Request, Refusal> {
    let said = [card.title.as_str(), card.text.as_str()].into_iter().filter(|said| !said.is_empty()).collect::<Vec<_>>();
    let words = said.join("\n");
    let rows = card.buttons.iter().map(button).collect::<Result<Vec<_>, _>>()?;
    let mut body = json!({ "chat_id": chat });
    if !rows.is_empty() {
        body["reply_markup"] = json!({ "inline_keyboard": rows });
    }
    match &card.image {
        Some(image) => {
            body["photo"] = https(image)?.into();
            body["caption"] = checked(&words, &CAPTION)?.into();
            method("sendPhoto", &body, credentials)
        }
        None => {
            body["text"] = checked(&words, &PRIVATE)?.into();
            method("sendMessage", &body, credentials)
        }
    }
}

/// A button on a line of its own.
fn button(button: &Button) -> Result<Value, Refusal> {
    let text = title(&button.title, BUTTON_TEXT)?;
    Ok(match &button.press {
        Press::Answer { id } if (1..=CALLBACK_DATA).contains(&id.len()) => json!([{ "text": text, "callback_data": id }]),
        Press::Answer { .. } => return Err(Refusal::ChoiceId { title: text.chars().take(40).collect(), longest: CALLBACK_DATA }),
        Press::Open { url } => json!([{ "text": text, "url": https(url)? }]),
    })
}

/// One button to a line.
fn keyboard(offered: &[Choice]) -> Result<Value, Refusal> {
    let offered = choices(offered, BUTTONS, BUTTON_TEXT)?;
    if let Some(long) = offered.iter().find(|choice| choice.id.len() > CALLBACK_DATA) {
        return Err(Refusal::ChoiceId { title: long.title.chars().take(40).collect(), longest: CALLBACK_DATA });
    }
    let rows: Vec<Value> = offered.iter().map(|choice| json!([{ "text": choice.title, "callback_data": choice.id }])).collect();
    Ok(json!({ "inline_keyboard": rows }))
}

/// Telegram's word on a call: `{ok, result}` or `{ok:false, error_code, description, parameters}`.
pub(crate) fn outcome(response: &Response<'_>) -> Outcome {
    let answer: Fields = serde_json::from_str(response.text()).unwrap_or_default();
    let number = answer.number("error_code").map_or(response.status, |code| code as u16);
    let code = number.to_string();
    let sentence = answer.text("description").unwrap_or_default();
    match number {
        200..=299 => Outcome::Sent { external_id: answer.object("result").and_then(|result| sent(&result)) },
        // 404 is the answer to a token that is not one.
        401 | 404 => Outcome::NeedsAttention { code },
        // Two things have this code: a chat the bot may not write to, and rights an administrator can give. Only the
        // documented sentence tells the second.
        403 if sentence.contains("not enough rights") => Outcome::NeedsAttention { code },
        403 => Outcome::WindowClosed { code },
        429 => Outcome::RateLimited { after: wait(&answer).or_else(|| response.retry_after()) },
        408 | 500..=599 => Outcome::Retry { after: response.retry_after() },
        _ => Outcome::Refused { code, said: said(&sentence) },
    }
}

/// A message's number counts within its chat.
fn sent(result: &Fields<'_>) -> Option<String> {
    Some(format!("{}:{}", result.object("chat")?.id("id")?, result.id("message_id")?))
}

fn wait(answer: &Fields<'_>) -> Option<Millis> {
    let seconds = answer.object("parameters")?.number("retry_after")?;
    Some((seconds.clamp(0.0, 86_400.0) as Millis) * SECOND)
}

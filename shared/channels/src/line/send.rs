//! An answer to LINE, and LINE's answer to it.
//!
//! An agent's answer is a push: reply tokens live about a minute and are for automatic first answers.

use domain::{
    id::MessageId,
    reply::{Button, Card, Extra, FileKind, Limits, Outbound, Press, Target},
};
use http::{HeaderName, HeaderValue};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::PRIVATE;
use crate::{
    outcome::{Outcome, Response, said},
    request::{Credentials, Refusal, Request, checked, choices, degrees, file, https, segment, some, title},
    wire::{Id, id},
};

const RETRY_KEY: HeaderName = HeaderName::from_static("x-line-retry-key");
/// Stands in a 409: an earlier call with the same retry key was accepted under this request id.
const ACCEPTED: &str = "x-line-accepted-request-id";

#[derive(Serialize)]
struct Push<'a> {
    to: &'a str,
    messages: Vec<Value>,
}

/// Buttons below a message, and the characters on one.
const QUICK_REPLIES: usize = 13;
const LABEL: usize = 20;
/// Cards side by side, their buttons, the characters of a heading, and of the words below one or above buttons.
const COLUMNS: usize = 10;
const COLUMN_ACTIONS: usize = 3;
const ACTIONS: usize = 4;
const HEADING: usize = 40;
const COLUMN_TEXT: usize = 60;
const BUTTONS_TEXT: usize = 160;
/// Name and address of a place.
const PLACE: usize = 100;

/// `POST /v2/bot/message/push` with a retry key, so that a repeated send runs once.
pub(crate) fn encode(outbound: &Outbound, credentials: &Credentials<'_>) -> Result<Request, Refusal> {
    let Target::Direct { customer } = &outbound.target else { return Err(Refusal::target(outbound)) };
    let body = Push { to: customer, messages: messages(outbound)? };
    let mut request = Request::post("/v2/bot/message/push".to_owned(), &body, credentials)?;
    let key = HeaderValue::try_from(retry_key(outbound.message)).map_err(|_| Refusal::Unaddressable { what: "message" })?;
    request.headers.insert(RETRY_KEY, key);
    Ok(request)
}

/// What is pushed: the words, and what they carry as a message of its own where LINE has no place for words in it.
fn messages(outbound: &Outbound) -> Result<Vec<Value>, Refusal> {
    let text = &outbound.text;
    let said = || Ok::<_, Refusal>(json!({ "type": "text", "text": checked(text, &PRIVATE)? }));
    let carried = match &outbound.extra {
        None => return Ok(vec![said()?]),
        Some(Extra::Choices { choices: offered, .. }) => {
            let mut message = said()?;
            let items = choices(offered, QUICK_REPLIES, LABEL)?
                .iter()
                .map(|choice| json!({ "type": "action", "action": postback(&choice.title, &choice.id) }));
            message["quickReply"] = json!({ "items": items.collect::<Vec<_>>() });
            return Ok(vec![message]);
        }
        // The words are part of the buttons' own message.
        Some(Extra::Links { links }) => {
            let text = checked(text, &Limits { length: BUTTONS_TEXT, ..PRIVATE })?;
            let actions = some(links, ACTIONS)?.iter().map(action).collect::<Result<Vec<_>, _>>()?;
            let template = json!({ "type": "buttons", "text": text, "actions": actions });
            return Ok(vec![json!({ "type": "template", "altText": text, "template": template })]);
        }
        Some(extra @ (Extra::File { kind: FileKind::Image, .. } | Extra::Upload { kind: FileKind::Image, .. })) => {
            let url = file(outbound, extra)?.url;
            json!({ "type": "image", "originalContentUrl": url, "previewImageUrl": url })
        }
        // LINE wants a video's preview and a sound's length, which are not known here, and has no other files.
        Some(extra @ (Extra::File { .. } | Extra::Upload { .. } | Extra::Template { .. })) => {
            return Err(Refusal::no_such(outbound, extra.kind()));
        }
        Some(Extra::Cards { cards }) => template(outbound, some(cards, COLUMNS)?)?,
        Some(Extra::Place { name, address, latitude_e6, longitude_e6 }) => json!({
            "type": "location",
            "title": title(name, PLACE)?,
            "address": title(address, PLACE)?,
            "latitude": degrees(*latitude_e6),
            "longitude": degrees(*longitude_e6),
        }),
        Some(Extra::Sticker { set, id, .. }) => {
            json!({ "type": "sticker", "packageId": segment("sticker set", set)?, "stickerId": segment("sticker", id)? })
        }
    };
    Ok(if text.trim().is_empty() { vec![carried] } else { vec![said()?, carried] })
}

/// One card, or several side by side; LINE wants the same number of buttons on each of several.
fn template(outbound: &Outbound, cards: &[Card]) -> Result<Value, Refusal> {
    let alternative = cards.iter().map(|card| card.title.as_str()).collect::<Vec<_>>().join(", ");
    let most = if cards.len() == 1 { ACTIONS } else { COLUMN_ACTIONS };
    let buttons = cards.first().map_or(0, |card| card.buttons.len());
    if cards.iter().any(|card| card.buttons.len() != buttons) {
        return Err(Refusal::no_such(outbound, "carousel whose cards differ in their buttons"));
    }
    let columns = cards.iter().map(|card| column(card, most)).collect::<Result<Vec<_>, _>>()?;
    let template = match columns.as_slice() {
        [alone] => {
            let mut alone = alone.clone();
            alone["type"] = "buttons".into();
            alone
        }
        _ => json!({ "type": "carousel", "columns": columns }),
    };
    let alternative: String = alternative.chars().take(400).collect();
    Ok(json!({ "type": "template", "altText": alternative, "template": template }))
}

fn column(card: &Card, most: usize) -> Result<Value, Refusal> {
    let heading = title(&card.title, HEADING)?;
    // Words are required; a card without any says its heading there.
    let text = if card.text.is_empty() { heading } else { title(&card.text, COLUMN_TEXT)? };
    let actions = some(&card.buttons, most)?.iter().map(action).collect::<Result<Vec<_>, _>>()?;
    let mut column = json!({ "text": text, "actions": actions });
    if !card.text.is_empty() {
        column["title"] = heading.into();
    }
    if let Some(image) = &card.image {
        column["thumbnailImageUrl"] = https(image)?.into();
    }
    Ok(column)
}

fn action(button: &Button) -> Result<Value, Refusal> {
    let label = title(&button.title, LABEL)?;
    Ok(match &button.press {
        Press::Answer { id } => postback(label, id),
        Press::Open { url } => json!({ "type": "uri", "label": label, "uri": https(url)? }),
    })
}

/// Brings the choice's id back, and shows the customer's tap as a message of theirs.
fn postback(label: &str, data: &str) -> Value {
    json!({ "type": "postback", "label": label, "data": data, "displayText": label })
}

/// A UUID made from the message's id alone (version 8 of RFC 9562: SHA-256 of a name), so every attempt has the same.
fn retry_key(message: MessageId) -> String {
    let digest = Sha256::new().chain_update("line retry key ").chain_update(message.to_string()).finalize();
    let mut bytes = [0u8; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid().to_string()
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer<'a> {
    #[serde(borrow)]
    sent_messages: Option<Vec<SentMessage<'a>>>,
    message: Option<crate::wire::Text<'a>>,
}

#[derive(Deserialize)]
struct SentMessage<'a> {
    #[serde(borrow)]
    id: Option<Id<'a>>,
}

/// LINE's word on a push (channels.md section 5).
pub(crate) fn outcome(response: &Response<'_>) -> Outcome {
    let text = response.text();
    let answer = serde_json::from_str::<Answer>(text).unwrap_or(Answer { sent_messages: None, message: None });
    let code = response.status.to_string();
    match response.status {
        200..=299 => Outcome::Sent { external_id: first(answer.sent_messages) },
        // Accepted before under the same retry key: the answer then was lost, not the message.
        409 if response.headers.contains_key(ACCEPTED) => Outcome::Sent { external_id: first(answer.sent_messages) },
        401 | 403 => Outcome::NeedsAttention { code },
        // Two different things have this status, and LINE gives them no code: the call rate, which passes in moments,
        // and the plan's monthly quota, which does not. Only the documented sentence "You have reached your monthly
        // limit." tells them apart. A sentence not known is taken for the rate: waiting harms less than giving up.
        429 if answer.message.as_ref().is_some_and(|message| message.as_str().contains("monthly limit")) => {
            Outcome::QuotaSpent { code }
        }
        429 => Outcome::RateLimited { after: response.retry_after() },
        408 | 500..=599 => Outcome::Retry { after: response.retry_after() },
        _ => Outcome::Refused { code, said: said(answer.message.as_ref().map_or("", |message| message.as_str())) },
    }
}

fn first(sent: Option<Vec<SentMessage<'_>>>) -> Option<String> {
    id(sent?.into_iter().next()?.id)
}

#[cfg(test)]
mod tests {
    use domain::time::Timestamp;

    use super::*;

    // proves I4: one message has one retry key, and no two share one
    #[test]
    fn a_retry_key_is_a_uuid_made_from_the_message_alone() {
        let message = |seed: &[u8]| MessageId::at(Timestamp::from_millis(1_774_000_000_000), &[seed]);
        let key = retry_key(message(b"a"));
        assert_eq!(key, retry_key(message(b"a")));
        assert_ne!(key, retry_key(message(b"b")));
        assert_eq!((key.len(), key.as_bytes()[14], key.matches('-').count()), (36, b'8', 4));
    }
}

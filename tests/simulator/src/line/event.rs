//! What LINE tells the webhook: builds events as LINE does, and learns from any event that goes out.
//!
//! Source: LINE Developers, "Messaging API reference: Webhook event objects"; webhook.yml. `messageEdited` is newer than
//! that document: it has the shape of a message event whose message keeps its id.

use serde_json::{Value, json};

use super::{REPLY_TOKEN_MS, ReplyToken};
use crate::account::{Account, Platform, is_line_user};
use crate::ids::line_user;
use crate::refusal::Refusal;
use crate::script::{Kind, Write};
use crate::world::World;
use crate::writing::{Built, made_up_media, stored_media};

/// LINE keeps content for a time it does not state; the simulator for a week.
const CONTENT_MS: i64 = 7 * 24 * 3_600_000;

/// The kinds a LINE customer has.
pub const KINDS: &[Kind] = &[
    Kind::Text,
    Kind::Image,
    Kind::Video,
    Kind::Audio,
    Kind::File,
    Kind::Location,
    Kind::Sticker,
    Kind::Postback,
    Kind::Unsend,
    Kind::Edit,
    Kind::Follow,
    Kind::Unfollow,
];

/// The id of a customer: a LINE user id as it is, any other name turned into one.
pub(crate) fn user_id(account: &Account, customer: &str) -> String {
    if is_line_user(customer) { customer.to_owned() } else { line_user(&account.account, customer) }
}

/// A body of several events.
pub(crate) fn body(account: &Account, events: Vec<Value>) -> Value {
    json!({ "destination": account.id, "events": events })
}

/// The same body as LINE sends it again: every event says so.
pub(crate) fn redelivered(body: &Value) -> Value {
    let mut body = body.clone();
    for event in body.get_mut("events").and_then(Value::as_array_mut).into_iter().flatten() {
        event["deliveryContext"] = json!({ "isRedelivery": true });
    }
    body
}

/// Builds the event for what a customer does.
pub(crate) fn build(world: &mut World, account: &Account, customer: &str, write: &Write) -> Result<Built, Refusal> {
    let user_id = user_id(account, customer);
    let timestamp_ms = write.timestamp_ms.unwrap_or_else(|| world.now_ms());
    let event_id = world.ids.ulid(timestamp_ms);
    let mut source = match &write.group {
        Some(group) => json!({ "type": "group", "groupId": group }),
        None => json!({ "type": "user" }),
    };
    source["userId"] = Value::String(user_id.clone());
    let mut event = json!({
        "mode": if write.standby { "standby" } else { "active" },
        "timestamp": timestamp_ms,
        "source": source,
        "webhookEventId": event_id,
        "deliveryContext": { "isRedelivery": false },
    });
    let mut external_id = None;
    let mut may_reply = !write.standby;
    match write.kind {
        Kind::Follow => {
            event["type"] = json!("follow");
            event["follow"] = json!({ "isUnblocked": false });
        }
        Kind::Unfollow => {
            event["type"] = json!("unfollow");
            may_reply = false;
        }
        Kind::Postback => {
            event["type"] = json!("postback");
            event["postback"] = json!({ "data": write.payload.as_deref().or(write.text.as_deref()).unwrap_or("yes") });
            external_id = Some(event_id.clone());
        }
        Kind::Unsend => {
            let message = meant(world, account, &user_id, write)?;
            event["type"] = json!("unsend");
            event["unsend"] = json!({ "messageId": message });
            external_id = Some(message);
            may_reply = false;
        }
        Kind::Edit => {
            let message = meant(world, account, &user_id, write)?;
            let text = words(write)?;
            event["type"] = json!("messageEdited");
            event["message"] = json!({ "type": "text", "id": message, "text": text, "quoteToken": world.ids.token(48) });
            external_id = Some(message);
        }
        _ => {
            let id = world.ids.line_message();
            event["type"] = json!("message");
            event["message"] = message(world, account, &id, write)?;
            external_id = Some(id);
        }
    }
    if may_reply {
        event["replyToken"] = Value::String(world.ids.token(32));
    }
    Ok(Built { value: event, user_id, external_id, event_id: Some(event_id), timestamp_ms })
}

fn message(world: &mut World, account: &Account, id: &str, write: &Write) -> Result<Value, Refusal> {
    let mut message = match write.kind {
        Kind::Text => json!({ "type": "text", "text": words(write)? }),
        Kind::Sticker => json!({
            "type": "sticker", "packageId": "446", "stickerId": "1988", "stickerResourceType": "STATIC",
            "keywords": ["hello", "smile"],
        }),
        Kind::Location => json!({
            "type": "location", "title": write.text.as_deref().unwrap_or("my location"),
            "address": "Tokyo", "latitude": 35.65910807942215, "longitude": 139.70372892916203,
        }),
        Kind::File => {
            let media = stored_media(write, account, world.now_ms() + CONTENT_MS)?;
            let name = write.media.as_ref().and_then(|media| media.file_name.clone());
            let size = media.bytes.len();
            world.media.insert(id.to_owned(), media);
            json!({ "type": "file", "fileName": name.unwrap_or_else(|| "receipt.txt".to_owned()), "fileSize": size })
        }
        Kind::Image | Kind::Video | Kind::Audio => {
            let provider = match write.media.as_ref().and_then(|media| media.url.as_deref()) {
                Some(url) => {
                    json!({ "type": "external", "originalContentUrl": url, "previewImageUrl": url })
                }
                None => {
                    let media = stored_media(write, account, world.now_ms() + CONTENT_MS)?;
                    world.media.insert(id.to_owned(), media);
                    json!({ "type": "line" })
                }
            };
            let (name, _, _) = made_up_media(write.kind);
            let mut message = json!({ "type": name, "contentProvider": provider });
            if write.kind != Kind::Image {
                message["duration"] = json!(60_000);
            }
            message
        }
        other => return Err(unsupported(other)),
    };
    message["id"] = json!(id);
    if matches!(write.kind, Kind::Text | Kind::Sticker | Kind::Image | Kind::Video) {
        message["quoteToken"] = Value::String(world.ids.token(48));
    }
    if matches!(write.kind, Kind::Text | Kind::Sticker)
        && let Some(quoted) = &write.parent
    {
        message["quotedMessageId"] = json!(quoted);
    }
    message["markAsReadToken"] = Value::String(world.ids.token(40));
    Ok(message)
}

fn words(write: &Write) -> Result<&str, Refusal> {
    write
        .text
        .as_deref()
        .filter(|text| !text.is_empty())
        .ok_or_else(|| Refusal::invalid("write: `text` is missing; LINE has no empty text message"))
}

fn meant(world: &World, account: &Account, user_id: &str, write: &Write) -> Result<String, Refusal> {
    let latest = || world.known(Platform::Line, &account.account, user_id)?.wrote.last().cloned();
    write
        .parent
        .clone()
        .or_else(latest)
        .ok_or_else(|| Refusal::conflict("write: this customer has written nothing yet; give the message's id in `parent`"))
}

fn unsupported(kind: Kind) -> Refusal {
    Refusal::invalid(format!("write: LINE has no kind {kind:?}; use one of {KINDS:?} in snake_case"))
}

/// Learns from a body that goes out what LINE would know: who is a friend, which tokens are good, which message exists.
pub(crate) fn observe(world: &mut World, account: &Account, body: &Value) {
    let now = world.now_ms();
    for event in body.get("events").and_then(Value::as_array).into_iter().flatten() {
        let at = |pointer: &str| event.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
        let kind = at("/type").unwrap_or_default();
        let chat = at("/source/groupId").or_else(|| at("/source/roomId"));
        let user = at("/source/userId");
        let in_private = chat.is_none();
        for id in [&user, &chat].into_iter().flatten() {
            world.person(Platform::Line, &account.account, id);
        }
        if let Some(user) = &user {
            let person = world.person(Platform::Line, &account.account, user);
            match kind.as_str() {
                "unfollow" => person.blocked = true,
                "follow" => (person.friend, person.blocked) = (true, false),
                // Whoever writes in private can be looked up, as a friend can.
                _ if in_private => (person.friend, person.blocked) = (true, false),
                _ => {}
            }
            if let (true, Some(id)) = (kind == "message", at("/message/id"))
                && !person.wrote.contains(&id)
            {
                person.wrote.push(id);
            }
        }
        if let (Some(token), Some(user_id)) = (at("/replyToken"), chat.or(user)) {
            let fresh = ReplyToken { account: account.account.clone(), user_id, until_ms: now + REPLY_TOKEN_MS, used: false };
            world.line.reply_tokens.entry(token).or_insert(fresh);
        }
        if let Some(token) = at("/message/markAsReadToken") {
            world.line.read_tokens.insert(token, account.account.clone());
        }
        if let Some(id) = at("/unsend/messageId") {
            world.line.unsent.push(id);
        }
    }
}

//! What WhatsApp tells the webhook: builds entries as Meta does, and learns from any that goes out.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::user_id;
use crate::account::Account;
use crate::ids::number_of;
use crate::meta::event::{answered, meant, words};
use crate::refusal::Refusal;
use crate::script::{Kind, Write};
use crate::world::World;
use crate::writing::{Built, stored_media};

/// The kinds a WhatsApp customer has.
pub const KINDS: &[Kind] = &[
    Kind::Text,
    Kind::Image,
    Kind::Video,
    Kind::Audio,
    Kind::File,
    Kind::Location,
    Kind::Sticker,
    Kind::Contacts,
    Kind::Order,
    Kind::Unsupported,
    Kind::Reaction,
    Kind::Postback,
    Kind::Unsend,
    Kind::Edit,
    Kind::Read,
];

/// Builds the entry for what a customer does.
pub(crate) fn build(world: &mut World, account: &Account, customer: &str, write: &Write) -> Result<Built, Refusal> {
    let user_id = user_id(account, customer);
    let timestamp_ms = write.timestamp_ms.unwrap_or_else(|| world.now_ms());
    let by_number = crate::account::is_digits(&user_id);
    let name = write.name.as_deref().unwrap_or(customer);
    if write.kind == Kind::Read {
        let id = answered(world, account, &user_id, write)?;
        let value = status(account, &user_id, &id, "read", timestamp_ms, None);
        return Ok(Built { value, user_id, external_id: Some(id), event_id: None, timestamp_ms });
    }
    let id = world.ids.whatsapp_message();
    let (kind, content) = said(world, account, &user_id, write)?;
    let mut message = json!({ "id": id, "timestamp": (timestamp_ms / 1_000).to_string(), "type": kind });
    message[if by_number { "from" } else { "from_user_id" }] = json!(user_id);
    if let Some(content) = content {
        message[kind] = content;
    }
    let meant = match write.kind {
        Kind::Edit | Kind::Unsend => message[kind]["original_message_id"].as_str().map(str::to_owned),
        Kind::Unsupported => {
            let details = json!({ "details": "Message type is currently not supported." });
            let title = "Message type unknown";
            message["errors"] = json!([{ "code": 131_051, "title": title, "message": title, "error_data": details }]);
            None
        }
        Kind::Text => {
            if let Some(parent) = &write.parent {
                message["context"] = json!({ "from": display_number(account), "id": parent });
            }
            None
        }
        _ => None,
    };
    let mut contact = json!({ "profile": { "name": name } });
    if by_number {
        contact["wa_id"] = json!(user_id);
    } else {
        contact["user_id"] = json!(user_id);
        contact["profile"]["username"] = json!(customer);
    }
    let value = entry(account, json!({ "contacts": [contact], "messages": [message] }));
    Ok(Built { value, user_id, external_id: meant.or(Some(id)), event_id: None, timestamp_ms })
}

type Said = (&'static str, Option<Value>);

fn said(world: &mut World, account: &Account, user_id: &str, write: &Write) -> Result<Said, Refusal> {
    Ok(match write.kind {
        Kind::Text => ("text", Some(json!({ "body": words(write)? }))),
        Kind::Image => ("image", Some(media(world, account, write)?)),
        Kind::Video => ("video", Some(media(world, account, write)?)),
        Kind::File => {
            let name = write.media.as_ref().and_then(|media| media.file_name.clone());
            let mut document = media(world, account, write)?;
            document["filename"] = json!(name.unwrap_or_else(|| "order.txt".to_owned()));
            ("document", Some(document))
        }
        Kind::Audio => {
            let mut audio = media(world, account, write)?;
            audio["voice"] = json!(true);
            ("audio", Some(audio))
        }
        Kind::Sticker => {
            let mut sticker = media(world, account, write)?;
            sticker["animated"] = json!(false);
            ("sticker", Some(sticker))
        }
        Kind::Location => {
            let place = json!({ "address": "1-3 Kioicho", "latitude": 35.67966, "longitude": 139.73669, "name": "Tokyo" });
            ("location", Some(place))
        }
        Kind::Contacts => ("contacts", Some(json!([{ "name": { "first_name": "Jo", "formatted_name": "Jo Doe" } }]))),
        Kind::Order => {
            let item = json!({ "product_retailer_id": "teapot-blue", "quantity": 1, "item_price": 30, "currency": "EUR" });
            ("order", Some(json!({ "catalog_id": "194836987003835", "text": write.text, "product_items": [item] })))
        }
        Kind::Unsupported => ("unsupported", None),
        Kind::Reaction => {
            let to = answered(world, account, user_id, write)?;
            let emoji = write.text.as_deref().unwrap_or("\u{1f44d}");
            ("reaction", Some(json!({ "message_id": to, "emoji": emoji })))
        }
        Kind::Postback => {
            let title = write.text.as_deref().unwrap_or("Yes");
            let reply = json!({ "id": write.payload.as_deref().unwrap_or(title), "title": title });
            ("interactive", Some(json!({ "type": "button_reply", "button_reply": reply })))
        }
        Kind::Unsend => ("revoke", Some(json!({ "original_message_id": meant(world, account, user_id, write)? }))),
        Kind::Edit => {
            let original = meant(world, account, user_id, write)?;
            let message = json!({ "context": { "id": "M0" }, "type": "text", "text": { "body": words(write)? } });
            ("edit", Some(json!({ "original_message_id": original, "message": message })))
        }
        other => {
            return Err(Refusal::invalid(format!("write: WhatsApp has no kind {other:?}; use one of {KINDS:?} in snake_case")));
        }
    })
}

/// A file is named by its id; where it is must be asked for.
fn media(world: &mut World, account: &Account, write: &Write) -> Result<Value, Refusal> {
    // Nobody has asked for its address yet.
    let media = stored_media(write, account, 0)?;
    let id = world.ids.graph_object();
    let mut named = json!({
        "mime_type": media.content_type,
        "sha256": STANDARD.encode(Sha256::digest(&media.bytes)),
        "id": id,
    });
    if let (Some(caption), Kind::Image | Kind::Video | Kind::File) = (&write.text, write.kind) {
        named["caption"] = json!(caption);
    }
    world.media.insert(format!("{}{id}", super::GUARDED), media);
    Ok(named)
}

pub(in crate::meta) fn display_number(account: &Account) -> String {
    format!("822{:08}", number_of("display", &account.account, "") % 100_000_000)
}

fn entry(account: &Account, more: Value) -> Value {
    let mut value = json!({
        "messaging_product": "whatsapp",
        "metadata": { "display_phone_number": display_number(account), "phone_number_id": account.id },
    });
    if let (Some(value), Some(more)) = (value.as_object_mut(), more.as_object()) {
        value.extend(more.clone());
    }
    let business = (102_000_000_000_000 + number_of("business", &account.account, "") % 1_000_000_000_000).to_string();
    json!({ "id": business, "changes": [{ "value": value, "field": "messages" }] })
}

/// The entry for what became of a message the account wrote.
pub(super) fn status(account: &Account, user_id: &str, id: &str, state: &str, at_ms: i64, callback: Option<&str>) -> Value {
    let by_number = crate::account::is_digits(user_id);
    let recipient = if by_number { "recipient_id" } else { "recipient_user_id" };
    let person = if by_number { "wa_id" } else { "user_id" };
    let mut status = json!({
        "id": id,
        "status": state,
        "timestamp": (at_ms / 1_000).to_string(),
        recipient: user_id,
        "conversation": { "id": "7270432eae37498234f4444b35ffc5", "origin": { "type": "service" } },
        "pricing": { "billable": true, "pricing_model": "CBP", "category": "service" },
    });
    if let Some(callback) = callback {
        status["biz_opaque_callback_data"] = json!(callback);
    }
    entry(account, json!({ "contacts": [{ "profile": { "name": user_id }, person: user_id }], "statuses": [status] }))
}

/// Learns from a body that goes out who wrote when: a message opens the reply window.
pub(crate) fn observe(world: &mut World, account: &Account, body: &Value) {
    let list = |value: &Value, name: &str| value.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    for value in list(body, "entry").iter().flat_map(|entry| list(entry, "changes")).map(|mut change| change["value"].take()) {
        if value.pointer("/metadata/phone_number_id").and_then(Value::as_str) != Some(account.id.as_str()) {
            continue;
        }
        for message in list(&value, "messages") {
            let sender = message.get("from").or_else(|| message.get("from_user_id")).and_then(Value::as_str);
            let now = world.now_ms();
            if let Some(sender) = sender {
                let person = world.person(account.platform, &account.account, sender);
                person.last_private_ms = Some(now);
                if let Some(id) = message.get("id").and_then(Value::as_str)
                    && !matches!(message["type"].as_str(), Some("edit" | "revoke" | "reaction"))
                    && !person.wrote.iter().any(|known| known == id)
                {
                    person.wrote.push(id.to_owned());
                }
            }
        }
    }
}

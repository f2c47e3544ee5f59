//! Sending: who may be written to, when, with what; and what becomes of it.

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::event::status;
use super::rules::check;
use crate::account::{Account, Platform};
use crate::call::{Answer, Call};
use crate::ids::hex;
use crate::meta::{WINDOW_MS, body as envelope, error, mistake, no_such_object, parameters};
use crate::record::{FailureKind, Sent, Utterance};
use crate::world::World;

/// What a call without a `type` of message may hold.
const MARK_FIELDS: [&str; 6] =
    ["messaging_product", "status", "message_id", "typing_indicator", "access_token", "appsecret_proof"];

pub(crate) fn send(world: &mut World, call: &Call, account: &Account) -> Answer {
    if !call.is_json() {
        return mistake(world, FailureKind::Malformed, "content-type is not application/json");
    }
    let body = match parameters(call) {
        Ok(body) => body,
        Err(problem) => return mistake(world, FailureKind::Malformed, &problem),
    };
    if body.contains_key("status") {
        return mark(world, account, &body);
    }
    let to = match check(world, &body) {
        Ok(to) => to,
        Err(breach) => {
            let says = format!("(#{}) {}", breach.code, breach.says);
            return error(world, 400, breach.code, None, &says).failing(breach.kind, breach.says);
        }
    };
    let last = world.known(Platform::WhatsApp, &account.account, &to).and_then(|person| person.last_private_ms);
    let open = last.is_some_and(|last| world.now_ms() - last < WINDOW_MS);
    if !open && body.get("type").and_then(Value::as_str) != Some("template") {
        return error(world, 400, 131_047, None, "(#131047) Re-engagement message");
    }
    accept(world, account, to, &body)
}

/// The customer's message was read, and perhaps somebody is writing.
fn mark(world: &mut World, account: &Account, body: &Map<String, Value>) -> Answer {
    if let Some(name) = body.keys().find(|name| !MARK_FIELDS.contains(&name.as_str())).cloned() {
        return mistake(world, FailureKind::UnknownField, &format!("no such parameter: {name}"));
    }
    if body.get("status") != Some(&json!("read")) {
        return mistake(world, FailureKind::Malformed, "status must be read");
    }
    let id = body.get("message_id").and_then(Value::as_str).unwrap_or_default().to_owned();
    let known = world
        .people
        .iter()
        .any(|(key, person)| key.platform == Platform::WhatsApp && key.account == account.account && person.wrote.contains(&id));
    if known { Answer::json(200, json!({ "success": true })) } else { no_such_object(world, &id) }
}

fn accept(world: &mut World, account: &Account, to: String, body: &Map<String, Value>) -> Answer {
    let at_ms = world.now_ms();
    let id = world.ids.whatsapp_message();
    let kind = body.get("type").and_then(Value::as_str).unwrap_or("text");
    let words = ["/text/body", "/interactive/body/text", "/image/caption", "/video/caption", "/document/caption"];
    let message = Value::Object(body.clone());
    let text = words.iter().find_map(|place| message.pointer(place)?.as_str()).map(str::to_owned);
    world.meta.last_sent.insert((account.account.clone(), to.clone()), id.clone());
    world.talk.push(Utterance {
        platform: Platform::WhatsApp,
        account: account.account.clone(),
        user_id: to.clone(),
        from_company: true,
        public: false,
        id: id.clone(),
        text: text.clone().unwrap_or_else(|| format!("[{kind}]")),
        at_ms,
        file: ["image", "video", "audio", "document"]
            .iter()
            .find_map(|kind| crate::record::address_at(&message, &format!("/{kind}/link"))),
    });
    let sent = Sent {
        platform: Platform::WhatsApp,
        account: account.account.clone(),
        operation: "messages".to_owned(),
        recipient: to.clone(),
        text,
        message,
        id: id.clone(),
        at_ms,
        retry_key: None,
        comment_id: None,
        delivered: true,
        seq: world.journal.next_seq(),
    };
    let named = if crate::account::is_digits(&to) { "wa_id" } else { "user_id" };
    let mut answer = Answer::json(
        200,
        json!({
            "messaging_product": "whatsapp",
            "contacts": [{ "input": to, named: to }],
            "messages": [{ "id": id, "message_status": "accepted" }],
        }),
    );
    if account.echo {
        let callback = body.get("biz_opaque_callback_data").and_then(Value::as_str);
        // They overtake each other on their way.
        for state in ["delivered", "sent"] {
            let entry = status(account, &to, &id, state, at_ms, callback);
            answer.echoes.push(envelope(Platform::WhatsApp, vec![entry]));
        }
    }
    Answer { sent: vec![sent], ..answer }
}

/// Lower-case hex, as the media look-up writes it.
pub(super) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

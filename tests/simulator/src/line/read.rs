//! What LINE answers without sending anything: profile, content, quota, loading animation, read marks.

use serde_json::{Value, json};

use super::error;
use super::rules::{self, LOADING, MARK_AS_READ};
use crate::account::{Account, Platform};
use crate::call::{Answer, Call};
use crate::world::World;

pub(super) fn profile(world: &World, account: &Account, user: &str) -> Answer {
    let person = world.known(Platform::Line, &account.account, user);
    let Some(person) = person.filter(|person| person.friend && !person.blocked) else {
        return error(404, "Not found");
    };
    let mut body = json!({ "userId": user, "displayName": person.name.as_deref().unwrap_or("LINE user") });
    if person.name.is_some() {
        body["pictureUrl"] = Value::String(format!("https://profile.line-scdn.net/{user}"));
        body["language"] = Value::String("en".to_owned());
    }
    Answer::json(200, body)
}

pub(super) fn content(world: &World, account: &Account, id: &str) -> Answer {
    if world.line.unsent.iter().any(|unsent| unsent == id) {
        return error(410, "Gone");
    }
    match world.media.get(id).filter(|media| media.account == account.account) {
        None => error(404, "Not found"),
        Some(media) if media.until_ms <= world.now_ms() => error(410, "Gone"),
        Some(media) => Answer::bytes(&media.content_type, media.bytes.clone()),
    }
}

pub(super) fn quota(account: &Account) -> Answer {
    Answer::json(
        200,
        match account.quota {
            Some(quota) => json!({ "type": "limited", "value": quota }),
            None => json!({ "type": "none" }),
        },
    )
}

pub(super) fn consumption(world: &World, account: &Account) -> Answer {
    let used = world.line.consumed.get(&account.account).copied().unwrap_or_default();
    Answer::json(200, json!({ "totalUsage": used }))
}

pub(super) fn loading(world: &World, call: &Call, account: &Account) -> Answer {
    let body = match rules::read(world, call, LOADING) {
        Ok(body) => body,
        Err(answer) => return *answer,
    };
    let chat = body.get("chatId").and_then(Value::as_str).unwrap_or_default();
    if world.known(Platform::Line, &account.account, chat).is_none() {
        return error(400, "The property, 'chatId', in the request body is invalid (line: -, column: -)");
    }
    Answer::json(202, json!({}))
}

pub(super) fn mark_as_read(world: &World, call: &Call, account: &Account) -> Answer {
    let body = match rules::read(world, call, MARK_AS_READ) {
        Ok(body) => body,
        Err(answer) => return *answer,
    };
    let token = body.get("markAsReadToken").and_then(Value::as_str).unwrap_or_default();
    if world.line.read_tokens.get(token) != Some(&account.account) {
        return error(400, "Invalid markAsReadToken");
    }
    Answer::json(200, json!({}))
}

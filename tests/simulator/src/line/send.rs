//! Push and reply: what LINE accepts, once per retry key or reply token, and what it counts.

use serde_json::{Value, json};

use super::rules::{self, PUSH, REPLY, VALIDATE};
use super::{Accepted, RETRY_KEY_MS, error};
use crate::account::{Account, Platform};
use crate::call::{Answer, Call};
use crate::record::{FailureKind, Sent, Utterance};
use crate::schema::is_uuid;
use crate::world::World;

const RETRY_KEY: &str = "x-line-retry-key";

pub(super) fn push(world: &mut World, call: &Call, account: &Account) -> Answer {
    let retry_key = call.header(RETRY_KEY).map(str::to_ascii_lowercase);
    if retry_key.as_deref().is_some_and(|key| !is_uuid(key)) {
        return error(400, "The value for the 'X-Line-Retry-Key' header is invalid")
            .failing(FailureKind::RetryKey, "the retry key is not a UUID");
    }
    let body = match rules::read(world, call, PUSH) {
        Ok(body) => body,
        Err(answer) => return *answer,
    };
    if let Some(key) = &retry_key
        && let Some(answer) = already_accepted(world, account, key, &body)
    {
        return answer;
    }
    let to = text_of(&body, "to");
    if !looks_like_a_chat(&to) {
        return error(400, "The property, 'to', in the request body is invalid (line: -, column: -)");
    }
    let Some(person) = world.known(Platform::Line, &account.account, &to) else {
        return error(400, "Failed to send messages");
    };
    // LINE answers 200 for somebody who blocked the account, delivers nothing and counts nothing.
    let delivered = !person.blocked;
    let messages = messages_of(&body);
    if delivered {
        let consumed = world.line.consumed.entry(account.account.clone()).or_default();
        let after = *consumed + messages.len() as u64;
        if account.quota.is_some_and(|quota| after > quota) {
            return error(429, "You have reached your monthly limit.");
        }
        *consumed = after;
    }
    let accepted = Acceptance { account, operation: "push", recipient: &to, retry_key: retry_key.as_deref(), delivered };
    let answer = accepted.of(world, &messages);
    if let Some(key) = retry_key {
        let request_id = answer.headers.first().map(|(_, id)| id.clone()).unwrap_or_default();
        let sent_messages = answer.shown_body().get("sentMessages").cloned().unwrap_or_default();
        let at_ms = world.now_ms();
        let memory = Accepted { request_id, sent_messages, body, at_ms };
        world.line.retry_keys.insert((account.account.clone(), key), memory);
    }
    answer
}

fn already_accepted(world: &mut World, account: &Account, key: &str, body: &Value) -> Option<Answer> {
    let now = world.now_ms();
    let request_id = world.ids.uuid();
    let first = world.line.retry_keys.get(&(account.account.clone(), key.to_owned()))?;
    if now - first.at_ms >= RETRY_KEY_MS {
        return None;
    }
    let answer =
        Answer::json(409, json!({ "message": "The retry key is already accepted", "sentMessages": first.sent_messages }))
            .with("x-line-request-id", request_id)
            .with("x-line-accepted-request-id", first.request_id.clone());
    Some(if first.body == *body {
        answer
    } else {
        answer.failing(FailureKind::RetryKey, format!("retry key {key} was used before for another message"))
    })
}

pub(super) fn reply(world: &mut World, call: &Call, account: &Account) -> Answer {
    if call.header(RETRY_KEY).is_some() {
        return error(400, "The 'X-Line-Retry-Key' header can't be used with this endpoint")
            .failing(FailureKind::RetryKey, "a reply takes no retry key");
    }
    let body = match rules::read(world, call, REPLY) {
        Ok(body) => body,
        Err(answer) => return *answer,
    };
    let now = world.now_ms();
    let token = world.line.reply_tokens.get_mut(&text_of(&body, "replyToken"));
    let usable = token.filter(|token| token.account == account.account && !token.used && now < token.until_ms);
    let Some(token) = usable else {
        return error(400, "Invalid reply token");
    };
    token.used = true;
    let recipient = token.user_id.clone();
    Acceptance { account, operation: "reply", recipient: &recipient, retry_key: None, delivered: true }
        .of(world, &messages_of(&body))
}

pub(super) fn validate(world: &mut World, call: &Call) -> Answer {
    match rules::read(world, call, VALIDATE) {
        Ok(_) => Answer::json(200, json!({})),
        // Asking whether a message is valid is no mistake, whatever the answer.
        Err(answer) => Answer { failures: Vec::new(), ..*answer },
    }
}

struct Acceptance<'a> {
    account: &'a Account,
    operation: &'static str,
    recipient: &'a str,
    retry_key: Option<&'a str>,
    delivered: bool,
}

impl Acceptance<'_> {
    fn of(&self, world: &mut World, messages: &[Value]) -> Answer {
        let at_ms = world.now_ms();
        let mut sent_messages = Vec::new();
        let mut sent = Vec::new();
        for message in messages {
            let id = world.ids.line_message();
            let mut shown = json!({ "id": id });
            if matches!(text_of(message, "type").as_str(), "text" | "textV2" | "sticker" | "image" | "video") {
                shown["quoteToken"] = Value::String(world.ids.token(48));
            }
            sent_messages.push(shown);
            let text = message.get("text").and_then(Value::as_str).map(str::to_owned);
            if self.delivered {
                world.talk.push(Utterance {
                    platform: Platform::Line,
                    account: self.account.account.clone(),
                    user_id: self.recipient.to_owned(),
                    from_company: true,
                    public: false,
                    id: id.clone(),
                    text: text.clone().unwrap_or_else(|| format!("[{}]", text_of(message, "type"))),
                    at_ms,
                    file: crate::record::address_at(message, "/originalContentUrl"),
                });
            }
            sent.push(Sent {
                platform: Platform::Line,
                account: self.account.account.clone(),
                operation: self.operation.to_owned(),
                recipient: self.recipient.to_owned(),
                text,
                message: message.clone(),
                id,
                at_ms,
                retry_key: self.retry_key.map(str::to_owned),
                comment_id: None,
                delivered: self.delivered,
                seq: world.journal.next_seq(),
            });
        }
        let answer = Answer::json(200, json!({ "sentMessages": sent_messages })).with("x-line-request-id", world.ids.uuid());
        Answer { sent, ..answer }
    }
}

fn messages_of(body: &Value) -> Vec<Value> {
    body.get("messages").and_then(Value::as_array).cloned().unwrap_or_default()
}

fn text_of(value: &Value, name: &str) -> String {
    value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// A user, group or room id: one letter and 32 hex digits.
fn looks_like_a_chat(id: &str) -> bool {
    let mut characters = id.chars();
    matches!(characters.next(), Some('U' | 'C' | 'R'))
        && id.len() == 33
        && characters.all(|character| character.is_ascii_digit() || ('a'..='f').contains(&character))
}

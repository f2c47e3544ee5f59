//! The pretend LINE Messaging API: what the product may call below `{url}/line`, and what LINE remembers.
//!
//! Source: LINE Developers, "Messaging API reference" and "Retry failed API requests"; the OpenAPI document.

pub mod event;
mod read;
mod rules;
mod send;

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::account::Account;
use crate::call::{Answer, Call};
use crate::fault::FaultKind;
use crate::world::World;

/// A reply token lives one minute.
pub const REPLY_TOKEN_MS: i64 = 60_000;
/// A retry key is remembered for 24 hours.
pub const RETRY_KEY_MS: i64 = 24 * 3_600_000;

/// What the product may ask LINE for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operation {
    /// `POST /v2/bot/message/push`
    Push,
    /// `POST /v2/bot/message/reply`
    Reply,
    /// `POST /v2/bot/message/validate/push`
    ValidatePush,
    /// `GET /v2/bot/profile/{userId}`
    Profile(String),
    /// `GET /v2/bot/message/{id}/content`
    Content(String),
    /// `POST /v2/bot/chat/loading/start`
    Loading,
    /// `POST /v2/bot/chat/markAsRead`
    MarkAsRead,
    /// `GET /v2/bot/channel/webhook/endpoint`
    Endpoint,
    /// `GET /v2/bot/message/quota`
    Quota,
    /// `GET /v2/bot/message/quota/consumption`
    Consumption,
}

impl Operation {
    /// The operation behind a method and path; none if LINE has no such path.
    pub fn of(call: &Call) -> Option<Operation> {
        let segments: Vec<&str> = call.segments.iter().map(String::as_str).collect();
        let rest = segments.strip_prefix(&["v2", "bot"])?;
        Some(match (call.method.as_str(), rest) {
            ("POST", ["message", "push"]) => Operation::Push,
            ("POST", ["message", "reply"]) => Operation::Reply,
            ("POST", ["message", "validate", "push"]) => Operation::ValidatePush,
            ("GET", ["profile", user]) => Operation::Profile((*user).to_owned()),
            ("GET", ["channel", "webhook", "endpoint"]) => Operation::Endpoint,
            ("GET", ["message", "quota"]) => Operation::Quota,
            ("GET", ["message", "quota", "consumption"]) => Operation::Consumption,
            ("GET", ["message", id, "content"]) => Operation::Content((*id).to_owned()),
            ("POST", ["chat", "loading", "start"]) => Operation::Loading,
            ("POST", ["chat", "markAsRead"]) => Operation::MarkAsRead,
            _ => return None,
        })
    }

    /// The name used in faults and logs.
    pub fn name(&self) -> &'static str {
        match self {
            Operation::Push => "push",
            Operation::Reply => "reply",
            Operation::ValidatePush => "validate_push",
            Operation::Profile(_) => "profile",
            Operation::Content(_) => "content",
            Operation::Loading => "loading",
            Operation::MarkAsRead => "mark_as_read",
            Operation::Endpoint => "endpoint",
            Operation::Quota => "quota",
            Operation::Consumption => "consumption",
        }
    }

    /// Whether a customer would see something.
    pub fn sends(&self) -> bool {
        matches!(self, Operation::Push | Operation::Reply)
    }
}

/// What only LINE remembers.
#[derive(Default)]
pub struct LineMemory {
    retry_keys: HashMap<(String, String), Accepted>,
    reply_tokens: HashMap<String, ReplyToken>,
    read_tokens: HashMap<String, String>,
    consumed: HashMap<String, u64>,
    unsent: Vec<String>,
}

/// A push that was accepted with a retry key.
struct Accepted {
    request_id: String,
    sent_messages: Value,
    body: Value,
    at_ms: i64,
}

/// Permission to answer one event once, free of charge.
struct ReplyToken {
    account: String,
    user_id: String,
    until_ms: i64,
    used: bool,
}

/// Carries a call out. The caller has checked the token: `account` is whose it is.
pub(crate) fn answer(world: &mut World, call: &Call, operation: &Operation, account: &Account) -> Answer {
    match operation {
        Operation::Push => send::push(world, call, account),
        Operation::Reply => send::reply(world, call, account),
        Operation::ValidatePush => send::validate(world, call),
        Operation::Profile(user) => read::profile(world, account, user),
        Operation::Content(id) => read::content(world, account, id),
        Operation::Loading => read::loading(world, call, account),
        Operation::MarkAsRead => read::mark_as_read(world, call, account),
        Operation::Endpoint => Answer::json(200, json!({ "endpoint": "https://harken.example/in/line/shop", "active": true })),
        Operation::Quota => read::quota(account),
        Operation::Consumption => read::consumption(world, account),
    }
}

/// LINE's words for a failure on order, and for a wrong token.
pub(crate) fn faulty(kind: &FaultKind) -> Answer {
    match kind {
        FaultKind::TokenExpired => {
            error(401, "Authentication failed. Confirm that the access token in the authorization header is valid.")
        }
        FaultKind::RateLimited { .. } => error(429, "The API rate limit has been exceeded. Try again later."),
        FaultKind::Status { code, .. } => error(*code, "Failed on order"),
        _ => error(500, "Internal error occurred"),
    }
}

/// An error in LINE's form.
fn error(status: u16, message: &str) -> Answer {
    Answer::json(status, json!({ "message": message }))
}

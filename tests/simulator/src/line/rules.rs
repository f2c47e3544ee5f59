//! What LINE takes in a request body: the rules of its reference that no schema holds, and the schema where it is at hand.

use serde_json::{Value, json};

use crate::call::{Answer, Call};
use crate::record::FailureKind;
use crate::schema::{Problem, Violation};
use crate::world::World;

const MESSAGES_AT_MOST: usize = 5;
/// Text length counts UTF-16 code units.
const TEXT_AT_MOST: usize = 5_000;
const MESSAGE_TYPES: [&str; 11] =
    ["text", "textV2", "sticker", "image", "video", "audio", "location", "imagemap", "template", "flex", "coupon"];

/// A kind of request body.
#[derive(Debug, Clone, Copy)]
pub(super) struct Form {
    schema: &'static str,
    fields: &'static [&'static str],
    required: &'static [&'static str],
}

pub(super) const PUSH: Form = Form {
    schema: "PushMessageRequest",
    fields: &["to", "messages", "notificationDisabled", "customAggregationUnits"],
    required: &["to", "messages"],
};
pub(super) const REPLY: Form = Form {
    schema: "ReplyMessageRequest",
    fields: &["replyToken", "messages", "notificationDisabled"],
    required: &["replyToken", "messages"],
};
pub(super) const VALIDATE: Form = Form { schema: "ValidateMessageRequest", fields: &["messages"], required: &["messages"] };
pub(super) const LOADING: Form =
    Form { schema: "ShowLoadingAnimationRequest", fields: &["chatId", "loadingSeconds"], required: &["chatId"] };
pub(super) const MARK_AS_READ: Form =
    Form { schema: "MarkMessagesAsReadByTokenRequest", fields: &["markAsReadToken"], required: &["markAsReadToken"] };

/// The body of a call if LINE would read it, else LINE's answer.
pub(super) fn read(world: &World, call: &Call, form: Form) -> Result<Value, Box<Answer>> {
    if !call.is_json() {
        let answer = super::error(400, "The content type must be application/json");
        return Err(Box::new(answer.failing(FailureKind::Malformed, "content-type is not application/json")));
    }
    let Ok(body) = serde_json::from_slice::<Value>(&call.body) else {
        let answer = super::error(400, "The request body is not valid JSON");
        return Err(Box::new(answer.failing(FailureKind::Malformed, "the body is not JSON")));
    };
    let mut violations = own_rules(&body, form);
    if let Some(document) = world.specifications.messaging_api() {
        for violation in document.check(form.schema, &body) {
            if !violations.iter().any(|known| known.at == violation.at) {
                violations.push(violation);
            }
        }
    }
    if violations.is_empty() { Ok(body) } else { Err(Box::new(refuse(&violations))) }
}

fn refuse(violations: &[Violation]) -> Answer {
    let details: Vec<Value> =
        violations.iter().map(|violation| json!({ "message": violation.to_string(), "property": violation.at })).collect();
    let message = format!("The request body has {} error(s)", violations.len());
    let answer = Answer::json(400, json!({ "message": message, "details": details }));
    violations.iter().fold(answer, |answer, violation| {
        let kind = match violation.problem {
            Problem::UnknownField => FailureKind::UnknownField,
            Problem::Limit(_) => FailureKind::OverLimit,
            Problem::Missing | Problem::Form(_) => FailureKind::Malformed,
        };
        answer.failing(kind, violation.to_string())
    })
}

fn own_rules(body: &Value, form: Form) -> Vec<Violation> {
    let Some(object) = body.as_object() else {
        return vec![breach("", Problem::Form("must be an object".to_owned()))];
    };
    let mut found: Vec<Violation> = object
        .keys()
        .filter(|name| !form.fields.contains(&name.as_str()))
        .map(|name| breach(name, Problem::UnknownField))
        .collect();
    found.extend(form.required.iter().filter(|name| !object.contains_key(**name)).map(|name| breach(name, Problem::Missing)));
    if form.fields.contains(&"messages") {
        messages(object.get("messages"), &mut found);
    }
    if let Some(seconds) = object.get("loadingSeconds")
        && !seconds.as_i64().is_some_and(|seconds| (5..=60).contains(&seconds) && seconds % 5 == 0)
    {
        found.push(breach("loadingSeconds", Problem::Limit("must be a multiple of 5 from 5 to 60".to_owned())));
    }
    found
}

fn messages(messages: Option<&Value>, found: &mut Vec<Violation>) {
    let Some(messages) = messages else { return };
    let Some(messages) = messages.as_array() else {
        return found.push(breach("messages", Problem::Form("must be an array".to_owned())));
    };
    if messages.is_empty() || messages.len() > MESSAGES_AT_MOST {
        found.push(breach("messages", Problem::Limit("Size must be between 1 and 5".to_owned())));
    }
    for (index, message) in messages.iter().enumerate() {
        let at = |name: &str| format!("messages[{index}].{name}");
        match message.get("type").and_then(Value::as_str) {
            Some(kind) if MESSAGE_TYPES.contains(&kind) => {}
            Some(_) => found.push(breach(&at("type"), Problem::Form("is no message type".to_owned()))),
            None => found.push(breach(&at("type"), Problem::Missing)),
        }
        if matches!(message.get("type").and_then(Value::as_str), Some("text" | "textV2")) {
            match message.get("text").and_then(Value::as_str) {
                None => found.push(breach(&at("text"), Problem::Missing)),
                Some("") => found.push(breach(&at("text"), Problem::Form("May not be empty".to_owned()))),
                Some(text) if text.encode_utf16().count() > TEXT_AT_MOST => {
                    found.push(breach(&at("text"), Problem::Limit("Length must be between 0 and 5000".to_owned())))
                }
                Some(_) => {}
            }
        }
        for name in ["originalContentUrl", "previewImageUrl"] {
            let address = message.get(name).and_then(Value::as_str);
            if address.is_some_and(|address| !reachable(address) || address.chars().count() > 5_000) {
                found.push(breach(&at(name), Problem::Form("must be an https address".to_owned())));
            }
        }
    }
}

/// LINE fetches over https alone; a bucket on this machine has no certificate, and the real platform could not reach it either way.
fn reachable(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://127.0.0.1:")
}

fn breach(at: &str, problem: Problem) -> Violation {
    Violation { at: at.to_owned(), problem }
}

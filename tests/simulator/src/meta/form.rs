//! The form of a message: which parameters it has, what each may hold, how much of it.

use serde_json::{Map, Value, json};

use super::{WEEK_MS, WINDOW_MS};
use crate::account::Platform;
use crate::record::FailureKind;

/// UTF-8 bytes on Instagram.
const BYTES_AT_MOST: usize = 1_000;
/// Characters on Messenger.
const CHARACTERS_AT_MOST: usize = 2_000;
const QUICK_REPLIES_AT_MOST: usize = 13;
const QUICK_REPLY_TITLE_AT_MOST: usize = 20;
const PICTURES_AT_MOST: usize = 10;
const METADATA_AT_MOST: usize = 1_000;

const FIELDS: [&str; 10] = [
    "recipient",
    "message",
    "messaging_type",
    "tag",
    "sender_action",
    "payload",
    "reply_to",
    "metadata",
    "access_token",
    "appsecret_proof",
];
const MESSAGE_FIELDS: [&str; 5] = ["text", "attachment", "attachments", "quick_replies", "metadata"];
pub(super) const ACTIONS: [&str; 5] = ["typing_on", "typing_off", "mark_seen", "react", "unreact"];
const ATTACHMENT_TYPES: [&str; 8] = ["image", "video", "audio", "file", "like_heart", "MEDIA_SHARE", "template", "share"];

/// A rule broken: how the record calls it, and what Meta says.
pub(super) type Breach = (FailureKind, String);

/// To whom.
pub(super) enum Recipient {
    Person(String),
    CommentAuthor(String),
}

pub(super) fn check_fields(body: &Map<String, Value>) -> Result<(), Breach> {
    match body.keys().find(|name| !FIELDS.contains(&name.as_str())) {
        Some(name) => Err((FailureKind::UnknownField, format!("no such parameter: {name}"))),
        None => Ok(()),
    }
}

pub(super) fn recipient(body: &Map<String, Value>, platform: Platform) -> Result<Recipient, Breach> {
    let missing = || (FailureKind::Malformed, "The parameter recipient is required".to_owned());
    let recipient = body.get("recipient").and_then(Value::as_object).ok_or_else(missing)?;
    let mut fields = recipient.iter();
    match (fields.next(), fields.next()) {
        (Some((name, Value::String(id))), None) if name == "id" => Ok(Recipient::Person(id.clone())),
        (Some((name, Value::String(id))), None) if name == "comment_id" => Ok(Recipient::CommentAuthor(id.clone())),
        (Some((name, Value::String(id))), None) if name == "post_id" && platform == Platform::Facebook => {
            Ok(Recipient::CommentAuthor(id.clone()))
        }
        _ => Err((FailureKind::Malformed, "recipient must hold exactly one of id, comment_id (strings)".to_owned())),
    }
}

pub(super) fn message(body: &Map<String, Value>, platform: Platform) -> Result<&Value, Breach> {
    let malformed = |what: &str| (FailureKind::Malformed, what.to_owned());
    let message = body.get("message").ok_or_else(|| malformed("The parameter message is required"))?;
    let object = message.as_object().ok_or_else(|| malformed("message must be an object"))?;
    if let Some(name) = object.keys().find(|name| !MESSAGE_FIELDS.contains(&name.as_str())) {
        return Err((FailureKind::UnknownField, format!("no such parameter: message[{name}]")));
    }
    let contents = ["text", "attachment", "attachments"].iter().filter(|name| object.contains_key(**name)).count();
    if contents != 1 {
        return Err(malformed("message must hold exactly one of text, attachment, attachments"));
    }
    if let Some(text) = object.get("text") {
        let text = text.as_str().ok_or_else(|| malformed("message[text] must be a string"))?;
        if text.is_empty() {
            return Err(malformed("message[text] must not be empty"));
        }
        let (length, at_most) = match platform {
            Platform::Facebook => (text.chars().count(), CHARACTERS_AT_MOST),
            _ => (text.len(), BYTES_AT_MOST),
        };
        if length > at_most {
            let what = format!("Length of param message[text] must be less than or equal to {at_most}");
            return Err((FailureKind::OverLimit, what));
        }
    }
    if let Some(attached) = object.get("attachment") {
        attachment(attached)?;
    }
    if let Some(several) = object.get("attachments") {
        let several = several.as_array().ok_or_else(|| malformed("message[attachments] must be an array"))?;
        if several.is_empty() || several.len() > PICTURES_AT_MOST {
            return Err((FailureKind::OverLimit, format!("message[attachments] takes 1 to {PICTURES_AT_MOST}")));
        }
        several.iter().try_for_each(attachment)?;
    }
    if let Some(replies) = object.get("quick_replies") {
        quick_replies(replies)?;
    }
    Ok(message)
}

fn attachment(attachment: &Value) -> Result<(), Breach> {
    let kind = attachment.get("type").and_then(Value::as_str).unwrap_or_default();
    if !ATTACHMENT_TYPES.contains(&kind) {
        return Err((FailureKind::Malformed, format!("attachment type \"{kind}\" must be one of {ATTACHMENT_TYPES:?}")));
    }
    let field = |name: &str| attachment.pointer(&format!("/payload/{name}")).and_then(Value::as_str);
    let address = field("url").is_some_and(|url| url.starts_with("https://") || url.starts_with("http://"));
    let needs_address = matches!(kind, "image" | "video" | "audio" | "file" | "share");
    if needs_address && !address && field("attachment_id").is_none() {
        return Err((FailureKind::Malformed, "attachment needs payload.url (http or https) or attachment_id".to_owned()));
    }
    Ok(())
}

fn quick_replies(replies: &Value) -> Result<(), Breach> {
    let Some(replies) = replies.as_array() else {
        return Err((FailureKind::Malformed, "message[quick_replies] must be an array".to_owned()));
    };
    if replies.len() > QUICK_REPLIES_AT_MOST {
        return Err((FailureKind::OverLimit, format!("message[quick_replies] takes at most {QUICK_REPLIES_AT_MOST}")));
    }
    for reply in replies {
        let title = reply.get("title").and_then(Value::as_str).unwrap_or_default();
        if reply.get("content_type") == Some(&json!("text")) && title.is_empty() {
            return Err((FailureKind::Malformed, "a quick reply needs a title".to_owned()));
        }
        if title.chars().count() > QUICK_REPLY_TITLE_AT_MOST {
            let what = format!("a quick reply title has at most {QUICK_REPLY_TITLE_AT_MOST} characters");
            return Err((FailureKind::OverLimit, what));
        }
    }
    Ok(())
}

/// How long after the customer's last message this one may come.
pub(super) fn tag(body: &Map<String, Value>, platform: Platform) -> Result<i64, Breach> {
    let malformed = |what: String| Err((FailureKind::Malformed, what));
    let tag = body.get("tag").and_then(Value::as_str);
    match (body.get("messaging_type").and_then(Value::as_str), tag) {
        // Instagram's documents send the tag alone, Messenger's with its messaging type.
        (None, Some("HUMAN_AGENT")) if platform == Platform::Facebook => {
            malformed("a tag needs messaging_type MESSAGE_TAG".to_owned())
        }
        (Some("MESSAGE_TAG") | None, Some("HUMAN_AGENT")) => Ok(WEEK_MS),
        (_, Some(tag)) => malformed(format!("tag {tag} is not supported; only HUMAN_AGENT with MESSAGE_TAG is")),
        (Some("MESSAGE_TAG"), None) => malformed("messaging_type MESSAGE_TAG needs a tag".to_owned()),
        (None, None) if platform == Platform::Facebook && body.contains_key("message") => {
            malformed("The parameter messaging_type is required".to_owned())
        }
        (Some("RESPONSE" | "UPDATE") | None, None) => Ok(WINDOW_MS),
        (Some(other), None) => malformed(format!("messaging_type {other} is none of RESPONSE, UPDATE, MESSAGE_TAG")),
    }
}

pub(super) fn metadata(body: &Map<String, Value>, message: &Value) -> Option<String> {
    let metadata = body.get("metadata").or_else(|| message.get("metadata"))?.as_str()?;
    Some(metadata.chars().take(METADATA_AT_MOST).collect())
}

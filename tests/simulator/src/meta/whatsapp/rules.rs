//! What WhatsApp takes in a message: the rules of its documents that no schema holds, and the schema where it is at hand.

use serde_json::{Map, Value, json};

use super::is_scoped;
use crate::record::FailureKind;
use crate::schema::Problem;
use crate::world::World;

const TEXT_AT_MOST: usize = 4_096;
const CAPTION_AT_MOST: usize = 1_024;
const CALLBACK_AT_MOST: usize = 512;
const BUTTONS_AT_MOST: usize = 3;
const ROWS_AT_MOST: usize = 10;
const BUTTON_TITLE_AT_MOST: usize = 20;
const ROW_TITLE_AT_MOST: usize = 24;
const ID_AT_MOST: usize = 256;

/// Fields newer than the published description.
const NEWER: [&str; 2] = ["recipient", "biz_opaque_callback_data"];
/// What its schema of a file leaves out, though its examples have it.
const LEFT_OUT: [&str; 2] = ["caption", "filename"];
const TOKENS: [&str; 2] = ["access_token", "appsecret_proof"];

/// A rule broken: how the record calls it, what WhatsApp says, and with which code.
pub(super) struct Breach {
    pub(super) kind: FailureKind,
    pub(super) says: String,
    pub(super) code: u32,
}

fn breach(kind: FailureKind, says: impl Into<String>) -> Breach {
    let code = match kind {
        FailureKind::UnknownField => 100,
        _ => 131_009,
    };
    Breach { kind, says: says.into(), code }
}

fn malformed(says: impl Into<String>) -> Breach {
    breach(FailureKind::Malformed, says)
}

/// Checks a message, and says to whom it goes.
pub(super) fn check(world: &World, body: &Map<String, Value>) -> Result<String, Breach> {
    let text = |name: &str| body.get(name).and_then(Value::as_str);
    if text("messaging_product") != Some("whatsapp") {
        return Err(Breach { code: 100, ..malformed("The parameter messaging_product is required.") });
    }
    if !matches!(text("recipient_type"), None | Some("individual")) {
        return Err(malformed("recipient_type must be individual"));
    }
    // With both, the number wins.
    let to = match (text("to"), text("recipient")) {
        (Some(number), _) if number.trim_start_matches('+').bytes().all(|digit| digit.is_ascii_digit()) && number.len() > 4 => {
            number.trim_start_matches('+').to_owned()
        }
        (Some(_), _) => return Err(malformed("to must be a phone number")),
        (None, Some(id)) if is_scoped(id) => id.to_owned(),
        (None, Some(_)) => return Err(malformed("recipient must be a business-scoped user id")),
        (None, None) => return Err(Breach { code: 131_008, ..malformed("Required parameter is missing: to") }),
    };
    if text("biz_opaque_callback_data").is_some_and(|data| data.chars().count() > CALLBACK_AT_MOST) {
        return Err(over(format!("biz_opaque_callback_data has at most {CALLBACK_AT_MOST} characters")));
    }
    content(text("type").unwrap_or("text"), body)?;
    schema(world, body, &to)?;
    Ok(to)
}

fn over(says: String) -> Breach {
    breach(FailureKind::OverLimit, says)
}

fn content(kind: &str, body: &Map<String, Value>) -> Result<(), Breach> {
    let content = body.get(kind).and_then(Value::as_object);
    let content =
        content.ok_or_else(|| Breach { code: 131_008, ..malformed(format!("Required parameter is missing: {kind}")) })?;
    let at = |name: &str| content.get(name).and_then(Value::as_str);
    match kind {
        "text" => sized("text.body", at("body"), TEXT_AT_MOST),
        "image" | "video" | "audio" | "document" | "sticker" => {
            let linked = at("link").is_some_and(|link| link.starts_with("https://") || link.starts_with("http://"));
            if !linked && at("id").is_none() {
                return Err(malformed(format!("{kind} needs id, or link (http or https)")));
            }
            match (kind, at("caption")) {
                ("audio" | "sticker", Some(_)) => Err(breach(FailureKind::UnknownField, format!("{kind} has no caption"))),
                (_, Some(caption)) => sized("caption", Some(caption), CAPTION_AT_MOST),
                (_, None) => Ok(()),
            }
        }
        "interactive" => interactive(&Value::Object(content.clone())),
        "template" => {
            let name = at("name").unwrap_or_default();
            let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
            if name.is_empty() || name.len() > 512 || !name.bytes().all(plain) {
                // Such a template can never have been approved.
                return Err(Breach { code: 132_001, ..malformed("Template name does not exist in the translation") });
            }
            match content.get("language").and_then(|language| language.get("code")).and_then(Value::as_str) {
                Some(_) => Ok(()),
                None => Err(malformed("template.language.code is required")),
            }
        }
        "reaction" | "location" | "contacts" => Ok(()),
        other => Err(malformed(format!("type {other} is none of the known types"))),
    }
}

fn interactive(content: &Value) -> Result<(), Breach> {
    let at = |pointer: &str| content.pointer(pointer).and_then(Value::as_str);
    sized("interactive.body.text", at("/body/text"), CAPTION_AT_MOST)?;
    match at("/type") {
        Some("button") => {
            let buttons = content.pointer("/action/buttons").and_then(Value::as_array).cloned().unwrap_or_default();
            let replies: Vec<Value> = buttons.into_iter().map(|mut button| button["reply"].take()).collect();
            choices("buttons", &replies, BUTTONS_AT_MOST, BUTTON_TITLE_AT_MOST)
        }
        Some("list") => {
            sized("interactive.action.button", at("/action/button"), BUTTON_TITLE_AT_MOST)?;
            let sections = content.pointer("/action/sections").and_then(Value::as_array).cloned().unwrap_or_default();
            let rows = |section: &Value| section.get("rows").and_then(Value::as_array).cloned().unwrap_or_default();
            let rows: Vec<Value> = sections.iter().flat_map(rows).collect();
            choices("rows", &rows, ROWS_AT_MOST, ROW_TITLE_AT_MOST)
        }
        _ => Err(malformed("interactive.type must be button or list here")),
    }
}

fn choices(what: &str, choices: &[Value], most: usize, title: usize) -> Result<(), Breach> {
    if choices.is_empty() || choices.len() > most {
        return Err(over(format!("{what}: 1 to {most} are taken")));
    }
    for (index, choice) in choices.iter().enumerate() {
        sized(&format!("{what}[{index}].title"), choice.get("title").and_then(Value::as_str), title)?;
        sized(&format!("{what}[{index}].id"), choice.get("id").and_then(Value::as_str), ID_AT_MOST)?;
        if choices[..index].iter().any(|earlier| earlier["id"] == choice["id"] || earlier["title"] == choice["title"]) {
            return Err(malformed(format!("{what}[{index}]: id and title must be unique")));
        }
    }
    Ok(())
}

fn sized(what: &str, text: Option<&str>, most: usize) -> Result<(), Breach> {
    match text.map(|text| text.chars().count()) {
        None | Some(0) => Err(malformed(format!("{what} is required and must not be empty"))),
        Some(length) if length > most => Err(over(format!("{what} has at most {most} characters"))),
        Some(_) => Ok(()),
    }
}

/// Compares with the published description, without what is newer.
fn schema(world: &World, body: &Map<String, Value>, to: &str) -> Result<(), Breach> {
    let Some(document) = world.specifications.business_messaging() else { return Ok(()) };
    let mut older = body.clone();
    older.retain(|name, _| !NEWER.contains(&name.as_str()) && !TOKENS.contains(&name.as_str()));
    older.insert("to".to_owned(), json!(to));
    for kind in ["image", "video", "document"] {
        if let Some(file) = older.get_mut(kind).and_then(Value::as_object_mut) {
            file.retain(|name, _| !LEFT_OUT.contains(&name.as_str()));
        }
    }
    match document.check("Message", &Value::Object(older)).into_iter().next() {
        None => Ok(()),
        Some(violation) => {
            let kind = match violation.problem {
                Problem::UnknownField => FailureKind::UnknownField,
                Problem::Limit(_) => FailureKind::OverLimit,
                Problem::Missing | Problem::Form(_) => FailureKind::Malformed,
            };
            Err(breach(kind, violation.to_string()))
        }
    }
}

//! The pretend Telegram Bot API: what the product may call below `{url}/telegram`, and what Telegram tells the webhook.
//!
//! Source: "Telegram Bot API".

use serde_json::{Value, json};

use crate::account::{Account, Platform};
use crate::call::{Answer, Call};
use crate::fault::FaultKind;
use crate::ids::number_of;
use crate::record::{FailureKind, Sent, Utterance};
use crate::refusal::Refusal;
use crate::script::{Kind, Write};
use crate::world::World;
use crate::writing::{Built, stored_media};

/// The kinds a Telegram user has.
pub const KINDS: &[Kind] = &[
    Kind::Text,
    Kind::Image,
    Kind::Video,
    Kind::Audio,
    Kind::File,
    Kind::Location,
    Kind::Sticker,
    Kind::Contacts,
    Kind::Postback,
    Kind::Edit,
    Kind::Reaction,
];

/// A method of the Bot API: its name, its field of words, whether that is required, and the most UTF-16 units.
const METHODS: [(&str, &[&str], &str, usize); 6] = [
    ("sendMessage", &["chat_id", "text", "reply_markup", "reply_parameters"], "text", 4_096),
    ("sendPhoto", &["chat_id", "photo", "caption", "reply_markup"], "photo", 1_024),
    ("sendVideo", &["chat_id", "video", "caption"], "video", 1_024),
    ("sendAudio", &["chat_id", "audio", "caption"], "audio", 1_024),
    ("sendDocument", &["chat_id", "document", "caption"], "document", 1_024),
    ("sendVenue", &["chat_id", "latitude", "longitude", "title", "address"], "title", 4_096),
];

/// What the product may ask Telegram for: a method by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operation {
    /// Sends something.
    Send(&'static str),
    /// `getChat`
    Profile,
    /// `sendChatAction`
    Action,
    /// `getFile`
    Where,
    /// `getWebhookInfo`
    Webhook,
    /// `GET /file/bot<token>/files/<id>`
    File(String),
}

impl Operation {
    /// The operation behind a path; none if Telegram has no such method.
    pub fn of(call: &Call) -> Option<Operation> {
        let segments: Vec<&str> = call.segments.iter().map(String::as_str).collect();
        if let ("GET", ["file", bot, "files", id]) = (call.method.as_str(), segments.as_slice())
            && bot.starts_with("bot")
        {
            return Some(Operation::File((*id).to_owned()));
        }
        let [bot, method] = call.segments.as_slice() else { return None };
        if call.method != "POST" || !bot.starts_with("bot") {
            return None;
        }
        match method.as_str() {
            "sendChatAction" => return Some(Operation::Action),
            "getChat" => return Some(Operation::Profile),
            "getFile" => return Some(Operation::Where),
            "getWebhookInfo" => return Some(Operation::Webhook),
            _ => {}
        }
        METHODS.iter().find(|(name, ..)| name == method).map(|(name, ..)| Operation::Send(name))
    }

    /// The name used in faults and logs.
    pub fn name(&self) -> &'static str {
        match self {
            Operation::Send(name) => name,
            Operation::Profile => "profile",
            Operation::Action => "sendChatAction",
            Operation::Where => "getFile",
            Operation::Webhook => "getWebhookInfo",
            Operation::File(_) => "file",
        }
    }

    /// Whether somebody would see something.
    pub fn sends(&self) -> bool {
        matches!(self, Operation::Send(_))
    }
}

/// The token stands in the path.
pub(crate) fn token(call: &Call) -> Option<String> {
    let bot = if call.segments.first()? == "file" { call.segments.get(1)? } else { call.segments.first()? };
    bot.strip_prefix("bot").filter(|token| !token.is_empty()).map(str::to_owned)
}

/// The id of a customer: digits as they are, any other name turned into them.
pub(crate) fn user_id(account: &Account, customer: &str) -> String {
    if crate::account::is_digits(customer) {
        customer.to_owned()
    } else {
        (100_000_000 + number_of("telegram", &account.account, customer) % 6_000_000_000).to_string()
    }
}

/// Carries a call out. The caller has checked the token: `account` is whose it is.
pub(crate) fn answer(world: &mut World, call: &Call, operation: &Operation, account: &Account) -> Answer {
    if let Operation::File(id) = operation {
        return file(world, account, id);
    }
    let Ok(Value::Object(body)) = serde_json::from_slice::<Value>(&call.body) else {
        return bad("object expected as body").failing(FailureKind::Malformed, "the body is no JSON object");
    };
    if *operation == Operation::Webhook {
        let result = json!({ "url": "https://harken.example/in/telegram/shop", "pending_update_count": 0 });
        return Answer::json(200, json!({ "ok": true, "result": result }));
    }
    if *operation == Operation::Where {
        let id = body.get("file_id").and_then(Value::as_str).unwrap_or_default();
        let Some(media) = world.media.get(&format!("{FILE}{id}")).filter(|media| media.account == account.account) else {
            return bad("wrong file_id or the file is temporarily unavailable");
        };
        if media.bytes.len() > LARGEST {
            return bad("file is too big");
        }
        let result =
            json!({ "file_id": id, "file_unique_id": id, "file_size": media.bytes.len(), "file_path": format!("files/{id}") });
        return Answer::json(200, json!({ "ok": true, "result": result }));
    }
    let chat = match body.get("chat_id") {
        Some(Value::String(chat)) => chat.clone(),
        Some(Value::Number(chat)) => chat.to_string(),
        _ => return bad("chat_id is empty").failing(FailureKind::Malformed, "chat_id is missing"),
    };
    let Some(person) = world.known(Platform::Telegram, &account.account, &chat) else {
        return error(403, "Forbidden: bot can't initiate conversation with a user");
    };
    if person.blocked {
        return error(403, "Forbidden: bot was blocked by the user");
    }
    let name = person.name.clone().unwrap_or_else(|| "Somebody".to_owned());
    if *operation == Operation::Action {
        let known = ["chat_id", "action", "message_thread_id", "business_connection_id"];
        if let Some(unknown) = body.keys().find(|name| !known.contains(&name.as_str())) {
            let what = format!("`{unknown}` is no parameter of sendChatAction");
            return bad(&what).failing(FailureKind::UnknownField, what);
        }
        return match body.get("action").and_then(Value::as_str) {
            Some(action) if ACTIONS.contains(&action) => Answer::json(200, json!({ "ok": true, "result": true })),
            _ => bad("wrong parameter action in request").failing(FailureKind::Malformed, "no action of sendChatAction"),
        };
    }
    let Operation::Send(method) = operation else {
        let id: i64 = chat.parse().unwrap_or_default();
        return Answer::json(200, json!({ "ok": true, "result": { "id": id, "type": "private", "first_name": name } }));
    };
    let Some((_, fields, required, most)) = METHODS.iter().find(|(name, ..)| name == method) else { return bad("no method") };
    if let Some(unknown) = body.keys().find(|name| !fields.contains(&name.as_str())) {
        let what = format!("`{unknown}` is no parameter of {method}");
        return bad(&what).failing(FailureKind::UnknownField, what);
    }
    let words = |name: &str| body.get(name).and_then(Value::as_str);
    if words(required).is_none_or(str::is_empty) {
        let what = format!("{required} is empty");
        return bad(&format!("message {what}")).failing(FailureKind::Malformed, what);
    }
    let text = words("text").or_else(|| words("caption"));
    if text.is_some_and(|text| text.encode_utf16().count() > *most) {
        return bad("message is too long").failing(FailureKind::OverLimit, format!("more than {most} units"));
    }
    let rows = body.get("reply_markup").and_then(|markup| markup["inline_keyboard"].as_array()).cloned().unwrap_or_default();
    for button in rows.iter().filter_map(Value::as_array).flatten() {
        let data = button["callback_data"].as_str();
        let lawful = data.is_some_and(|data| (1..=64).contains(&data.len())) || button["url"].is_string();
        if !lawful || button["text"].as_str().is_none_or(str::is_empty) {
            return bad("BUTTON_DATA_INVALID").failing(FailureKind::Malformed, "a button without text or lawful data");
        }
    }
    accept(world, account, method, &chat, text.map(str::to_owned), Value::Object(body.clone()))
}

/// What a bot may be seen doing ("Bot API", `sendChatAction`).
const ACTIONS: [&str; 11] = [
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
];

/// What files of users are filed under, and the largest that a bot is given.
const FILE: &str = "telegram-";
const LARGEST: usize = 20 << 20;
/// A file's address lives an hour at least; the simulator's for a day.
const FILE_MS: i64 = 24 * 3_600_000;

fn file(world: &World, account: &Account, id: &str) -> Answer {
    match world.media.get(&format!("{FILE}{id}")).filter(|media| media.account == account.account) {
        Some(media) if media.until_ms > world.now_ms() => Answer::bytes(&media.content_type, media.bytes.clone()),
        _ => error(404, "Not Found"),
    }
}

fn accept(world: &mut World, account: &Account, method: &str, chat: &str, text: Option<String>, message: Value) -> Answer {
    let at_ms = world.now_ms();
    let number = world.ids.seed() % 1_000_000_000;
    let id = format!("{chat}:{number}");
    world.talk.push(Utterance {
        platform: Platform::Telegram,
        account: account.account.clone(),
        user_id: chat.to_owned(),
        from_company: true,
        public: false,
        id: id.clone(),
        text: text.clone().unwrap_or_else(|| format!("[{method}]")),
        at_ms,
        file: ["photo", "video", "audio", "document"]
            .iter()
            .find_map(|kind| crate::record::address_at(&message, &format!("/{kind}"))),
    });
    let sent = Sent {
        platform: Platform::Telegram,
        account: account.account.clone(),
        operation: method.to_owned(),
        recipient: chat.to_owned(),
        text: text.clone(),
        message,
        id,
        at_ms,
        retry_key: None,
        comment_id: None,
        delivered: true,
        seq: world.journal.next_seq(),
    };
    let chat: i64 = chat.parse().unwrap_or_default();
    let result = json!({ "message_id": number, "chat": { "id": chat, "type": "private" }, "date": at_ms / 1_000, "text": text });
    Answer { sent: vec![sent], ..Answer::json(200, json!({ "ok": true, "result": result })) }
}

/// Telegram's words for a failure on order, and for a wrong token.
pub(crate) fn faulty(kind: &FaultKind) -> Answer {
    match kind {
        FaultKind::TokenExpired => error(401, "Unauthorized"),
        FaultKind::RateLimited { retry_after } => {
            let seconds = retry_after.unwrap_or(1);
            let description = format!("Too Many Requests: retry after {seconds}");
            Answer::json(
                429,
                json!({ "ok": false, "error_code": 429, "description": description, "parameters": { "retry_after": seconds } }),
            )
        }
        FaultKind::Status { code, .. } => error(*code, "Failed on order"),
        _ => error(500, "Internal Server Error"),
    }
}

fn error(code: u16, description: &str) -> Answer {
    Answer::json(code, json!({ "ok": false, "error_code": code, "description": description }))
}

fn bad(what: &str) -> Answer {
    error(400, &format!("Bad Request: {what}"))
}

/// The update for what somebody does.
pub(crate) fn build(world: &mut World, account: &Account, customer: &str, write: &Write) -> Result<Built, Refusal> {
    let user_id = user_id(account, customer);
    let timestamp_ms = write.timestamp_ms.unwrap_or_else(|| world.now_ms());
    let number = world.ids.seed() % 1_000_000_000;
    let id: i64 = user_id.parse().unwrap_or_default();
    let name = write.name.clone().unwrap_or_else(|| customer.to_owned());
    let from = json!({ "id": id, "is_bot": false, "first_name": name, "language_code": "en" });
    let chat = json!({ "id": id, "first_name": name, "type": "private" });
    if matches!(write.kind, Kind::Image | Kind::Video | Kind::Audio | Kind::File | Kind::Sticker) {
        let media = stored_media(write, account, world.now_ms() + FILE_MS)?;
        world.media.insert(format!("{FILE}f{number}"), media);
    }
    let words = || write.text.clone().filter(|text| !text.is_empty()).ok_or_else(|| Refusal::invalid("write: `text` is missing"));
    let latest = || {
        let wrote = || world.known(Platform::Telegram, &account.account, &user_id)?.wrote.last().cloned();
        let meant = write.parent.clone().or_else(wrote).ok_or_else(|| Refusal::conflict("write: nothing is there yet"))?;
        let number = meant.rsplit(':').next().and_then(|number| number.parse::<u64>().ok());
        number.ok_or_else(|| Refusal::invalid("write: `parent` must be `<chat>:<number>`"))
    };
    let file = json!({ "file_id": format!("f{number}"), "file_unique_id": format!("u{number}"), "file_size": 4_000 });
    let seconds = timestamp_ms / 1_000;
    let mut message = json!({ "message_id": number, "from": from, "chat": chat, "date": seconds });
    let mut external = number.to_string();
    let mut key = "message";
    match write.kind {
        Kind::Text => message["text"] = json!(words()?),
        Kind::Image => message["photo"] = json!([file]),
        Kind::Video => message["video"] = file,
        Kind::Audio => {
            message["voice"] = file;
            (message["voice"]["duration"], message["voice"]["mime_type"]) = (json!(3), json!("audio/ogg"));
        }
        Kind::File => message["document"] = file,
        Kind::Sticker => message["sticker"] = file,
        Kind::Location => message["location"] = json!({ "latitude": 37.5665, "longitude": 126.978 }),
        Kind::Contacts => message["contact"] = json!({ "phone_number": "+8210", "first_name": name }),
        Kind::Edit => {
            let meant = latest()?;
            (message["message_id"], message["edit_date"], message["text"]) = (json!(meant), json!(seconds), json!(words()?));
            (key, external) = ("edited_message", meant.to_string());
        }
        Kind::Reaction => {
            let meant = latest()?;
            let emoji = json!([{ "type": "emoji", "emoji": write.text.clone().unwrap_or_else(|| "👍".to_owned()) }]);
            message = json!({ "chat": chat, "message_id": meant, "user": from, "date": seconds, "old_reaction": [], "new_reaction": emoji });
            (key, external) = ("message_reaction", meant.to_string());
        }
        Kind::Postback => {
            let query = world.ids.seed().to_string();
            message = json!({ "id": query, "from": from, "chat_instance": "1", "message": message,
                "data": write.payload.clone().or_else(|| write.text.clone()).unwrap_or_else(|| "yes".to_owned()) });
            key = "callback_query";
            external = query;
        }
        other => {
            return Err(Refusal::invalid(format!("write: Telegram has no kind {other:?}; use one of {KINDS:?} in snake_case")));
        }
    }
    if write.kind != Kind::Text
        && write.kind != Kind::Edit
        && key == "message"
        && let Some(text) = &write.text
    {
        message["caption"] = json!(text);
    }
    let external_id = if key == "callback_query" { external } else { format!("{user_id}:{external}") };
    let mut value = json!({ "update_id": world.ids.seed() % 4_000_000_000 });
    value[key] = message;
    Ok(Built { value, user_id, external_id: Some(external_id), event_id: None, timestamp_ms })
}

/// Learns from a body that goes out: who has started the bot, and what they wrote.
pub(crate) fn observe(world: &mut World, account: &Account, body: &Value) {
    let now = world.now_ms();
    let person = |event: &Value| event["from"]["id"].as_i64().map(|id| id.to_string());
    for key in ["message", "callback_query"] {
        let Some(user_id) = body.get(key).and_then(person) else { continue };
        let known = world.person(Platform::Telegram, &account.account, &user_id);
        (known.last_private_ms, known.blocked) = (Some(now), false);
        if let Some(number) = body["message"]["message_id"].as_i64() {
            known.wrote.push(format!("{user_id}:{number}"));
        }
    }
}

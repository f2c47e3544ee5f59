//! The pretend Conversation API of Sinch, which carries KakaoTalk consultations and text messages: what the product may call below `{url}/sinch`, and what
//! the webhook is told.
//!
//! Sources: Sinch, "Conversation API reference", "Conversation API callbacks", "KakaoTalk"; Infobip, "Sangdam Talk" (Kakao's own limits).

use serde_json::{Map, Value, json};

use crate::account::{Account, Platform};
use crate::call::{Answer, Call};
use crate::fault::FaultKind;
use crate::ids::hex;
use crate::record::{FailureKind, Sent, Utterance, address_at};
use crate::refusal::Refusal;
use crate::script::{Kind, Write};
use crate::world::World;
use crate::writing::{Built, stored_media};

/// The kinds a KakaoTalk user has; of text messages those that MMS carries, too.
pub const KINDS: &[Kind] =
    &[Kind::Text, Kind::Image, Kind::Video, Kind::Audio, Kind::File, Kind::Location, Kind::Postback, Kind::Unsupported];

/// Milliseconds a consultation stays open after the customer's last message.
const SESSION_MS: i64 = 30 * 24 * 3_600_000;
/// Milliseconds that what a customer sent is served.
const FILE_MS: i64 = 24 * 3_600_000;
/// The most characters of a text, buttons under one, and characters on a button.
const LONGEST_TEXT: usize = 1_000;
const MOST_BUTTONS: usize = 5;
const LONGEST_BUTTON: usize = 14;

/// What a send may hold.
const FIELDS: [&str; 11] = [
    "app_id",
    "recipient",
    "message",
    "callback_url",
    "channel_priority_order",
    "channel_properties",
    "message_metadata",
    "conversation_metadata",
    "correlation_id",
    "queue",
    "ttl",
];

/// What the product may ask Sinch for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operation {
    /// `POST /v1/projects/{project}/messages:send`
    Send {
        /// The project.
        project: String,
    },
    /// `GET /v1/projects/{project}/apps/{app}/webhooks`
    Webhooks {
        /// The account's id, if it is that of an account.
        own: String,
    },
    /// `GET /media/{id}`: what a customer sent.
    File(String),
}

impl Operation {
    /// The operation behind a path; none if Sinch has no such call.
    pub fn of(call: &Call) -> Option<Operation> {
        let segments: Vec<&str> = call.segments.iter().map(String::as_str).collect();
        match (call.method.as_str(), segments.as_slice()) {
            ("POST", ["v1", "projects", project, "messages:send"]) => Some(Operation::Send { project: (*project).to_owned() }),
            ("GET", ["v1", "projects", project, "apps", app, "webhooks"]) => {
                Some(Operation::Webhooks { own: format!("{project}:{app}") })
            }
            ("GET", ["media", id]) => Some(Operation::File((*id).to_owned())),
            _ => None,
        }
    }

    /// The name used in faults and logs.
    pub fn name(&self) -> &'static str {
        match self {
            Operation::Send { .. } => "messages",
            Operation::Webhooks { .. } => "webhooks",
            Operation::File(_) => "media",
        }
    }

    /// Whether somebody would see something.
    pub fn sends(&self) -> bool {
        matches!(self, Operation::Send { .. })
    }
}

/// What Sinch calls a channel.
fn channel(platform: Platform) -> &'static str {
    if platform == Platform::Sms { "SMS" } else { "KAKAOTALKCHAT" }
}

/// The id of a customer: a phone number, or twelve letters and digits; the same for the same name.
pub(crate) fn user_id(account: &Account, customer: &str) -> String {
    let number = crate::ids::number_of("sinch", &account.account, customer);
    if account.platform == Platform::Sms {
        let made = || format!("8210{:08}", number % 100_000_000);
        return if crate::account::is_digits(customer) { customer.to_owned() } else { made() };
    }
    let known = customer.len() == 12 && customer.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if known { customer.to_owned() } else { format!("k{}", &hex(&number.to_be_bytes())[..11]) }
}

/// A file that a customer sent, at its own address.
pub(crate) fn download(world: &World, name: &str) -> Answer {
    match world.media.get(name) {
        Some(media) if media.until_ms > world.now_ms() => Answer::bytes(&media.content_type, media.bytes.clone()),
        _ => Answer::bytes_with_status(404, "text/plain", b"Not Found".to_vec()),
    }
}

/// Carries a call out. The caller has checked the token: `account` is whose it is.
pub(crate) fn answer(world: &mut World, call: &Call, operation: &Operation, account: &Account) -> Answer {
    match operation {
        Operation::File(name) => download(world, name),
        Operation::Webhooks { own } if *own == account.id => {
            let app = account.id.rsplit(':').next().unwrap_or_default();
            let target = format!("https://harken.example/in/{}/{}", account.platform, account.account);
            let hook = json!({ "id": "01SINCHHOOK", "app_id": app, "target": target, "target_type": "HTTP",
                "triggers": ["MESSAGE_INBOUND", "MESSAGE_DELIVERY"] });
            Answer::json(200, json!({ "webhooks": [hook] }))
        }
        Operation::Webhooks { .. } => {
            error(404, "NOT_FOUND", "App not found").failing(FailureKind::WrongAccount, "another account's app")
        }
        Operation::Send { project } => send(world, call, project, account),
    }
}

fn send(world: &mut World, call: &Call, project: &str, account: &Account) -> Answer {
    let malformed = |what: &str| error(400, "INVALID_ARGUMENT", what).failing(FailureKind::Malformed, what);
    if !call.is_json() {
        return malformed("the content type must be application/json");
    }
    let Ok(Value::Object(body)) = serde_json::from_slice::<Value>(&call.body) else { return malformed("the body is no object") };
    if let Some(unknown) = body.keys().find(|name| !FIELDS.contains(&name.as_str())) {
        let what = format!("`{unknown}` is no field of messages:send");
        return error(400, "INVALID_ARGUMENT", &what).failing(FailureKind::UnknownField, what);
    }
    let words = |pointer: &str| body.get(pointer).and_then(Value::as_str).unwrap_or_default();
    if account.id != format!("{project}:{}", words("app_id")) {
        return error(404, "NOT_FOUND", "App not found").failing(FailureKind::WrongAccount, "another account's project or app");
    }
    if words("message_metadata").len() > 1_024 {
        return malformed("message_metadata has more than 1024 bytes");
    }
    let people = body.get("recipient").and_then(|to| to.pointer("/identified_by/channel_identities")).and_then(Value::as_array);
    let Some([person]) = people.map(Vec::as_slice) else { return malformed("recipient.identified_by.channel_identities") };
    let (Some(identity), true) = (person["identity"].as_str(), person["channel"] == channel(account.platform)) else {
        return malformed("the recipient's identity, or its channel");
    };
    let identity = identity.to_owned();
    let (operation, text) = match message(account.platform, body.get("message")) {
        Ok(read) => read,
        Err(Wrong(kind, what)) => return error(400, "INVALID_ARGUMENT", &what).failing(kind, what),
    };
    let last = world.known(account.platform, &account.account, &identity).and_then(|person| person.last_private_ms);
    // A text message needs no consultation.
    let open = account.platform == Platform::Sms || last.is_some_and(|last| world.now_ms() - last < SESSION_MS);
    accept(world, account, &identity, operation, text, &body, open)
}

struct Wrong(FailureKind, String);

/// What a message says and as what; what is wrong with it.
fn message(platform: Platform, message: Option<&Value>) -> Result<(&'static str, Option<String>), Wrong> {
    let wrong = |what: &str| Wrong(FailureKind::Malformed, what.to_owned());
    let Some(message) = message.and_then(Value::as_object) else { return Err(wrong("message is missing")) };
    let [(kind, held)] = message.iter().collect::<Vec<_>>()[..] else { return Err(wrong("message holds one kind of content")) };
    let text = |held: &Value| -> Result<String, Wrong> {
        let text = held["text"].as_str().filter(|text| !text.is_empty()).ok_or_else(|| wrong("a text without words"))?;
        // Ten parts of a text message.
        let (counted, most) = match platform {
            Platform::Sms if text.is_ascii() => (text.len(), 1_530),
            Platform::Sms => (text.encode_utf16().count(), 670),
            _ => (text.chars().count(), LONGEST_TEXT),
        };
        match counted {
            counted if counted > most => Err(Wrong(FailureKind::OverLimit, format!("{counted} characters"))),
            _ => Ok(text.to_owned()),
        }
    };
    match kind.as_str() {
        "text_message" => Ok(("text", Some(text(held)?))),
        other if platform == Platform::Sms => {
            Err(Wrong(FailureKind::UnknownField, format!("`{other}` is nothing the product is known to send by SMS")))
        }
        "media_message" => match held["url"].as_str() {
            Some(url) if url.starts_with("https://") || url.starts_with("http://127.0.0.1") => Ok(("media", None)),
            _ => Err(wrong("media_message.url is no address")),
        },
        "choice_message" => {
            let said = text(&held["text_message"])?;
            let choices = held["choices"].as_array().map(Vec::as_slice).unwrap_or_default();
            if !(1..=MOST_BUTTONS).contains(&choices.len()) {
                return Err(Wrong(FailureKind::OverLimit, format!("{} choices", choices.len())));
            }
            for choice in choices {
                let shown =
                    choice["text_message"]["text"].as_str().or(choice["url_message"]["title"].as_str()).unwrap_or_default();
                let opens = choice["url_message"]["url"].as_str().is_none_or(|url| url.starts_with("https://"));
                if !(1..=LONGEST_BUTTON).contains(&shown.chars().count()) || !opens {
                    return Err(wrong("a choice without words or with too many, or without an address"));
                }
            }
            Ok(("choice", Some(said)))
        }
        other => Err(Wrong(FailureKind::UnknownField, format!("`{other}` is nothing the product is known to send"))),
    }
}

/// Taken is queued: what becomes of it is told later, also where there is nobody to hear it.
fn accept(
    world: &mut World,
    account: &Account,
    identity: &str,
    operation: &str,
    text: Option<String>,
    body: &Map<String, Value>,
    open: bool,
) -> Answer {
    let at_ms = world.now_ms();
    let id = world.ids.ulid(at_ms);
    let message = body.get("message").cloned().unwrap_or_default();
    if open {
        world.talk.push(Utterance {
            platform: account.platform,
            account: account.account.clone(),
            user_id: identity.to_owned(),
            from_company: true,
            public: false,
            id: id.clone(),
            text: text.clone().unwrap_or_else(|| format!("[{operation}]")),
            at_ms,
            file: address_at(&message, "/media_message/url"),
        });
    }
    let sent = Sent {
        platform: account.platform,
        account: account.account.clone(),
        operation: operation.to_owned(),
        recipient: identity.to_owned(),
        text,
        message,
        id: id.clone(),
        at_ms,
        retry_key: None,
        comment_id: None,
        delivered: open,
        seq: world.journal.next_seq(),
    };
    let mut answer =
        Answer { sent: vec![sent], ..Answer::json(200, json!({ "message_id": id, "accepted_time": moment(at_ms) })) };
    if account.echo {
        let metadata = body.get("message_metadata").and_then(Value::as_str).unwrap_or_default();
        let states: &[&str] = if open { &["QUEUED_ON_CHANNEL", "DELIVERED"] } else { &["FAILED"] };
        for state in states {
            answer.echoes.push(report(account, &id, identity, state, metadata, at_ms));
        }
    }
    answer
}

/// A delivery report.
fn report(account: &Account, id: &str, identity: &str, status: &str, metadata: &str, at_ms: i64) -> Value {
    let (project, app) = account.id.split_once(':').unwrap_or_default();
    let mut report = json!({
        "message_id": id,
        "conversation_id": "",
        "status": status,
        "channel_identity": { "channel": channel(account.platform), "identity": identity, "app_id": "" },
        "contact_id": "",
        "metadata": metadata,
        "processing_mode": "DISPATCH",
    });
    if status == "FAILED" {
        report["reason"] = json!({ "code": "OUTSIDE_ALLOWED_SENDING_WINDOW", "description": "The chat session is closed.",
            "sub_code": "UNSPECIFIED_SUB_CODE" });
    }
    json!({ "app_id": app, "accepted_time": moment(at_ms), "event_time": moment(at_ms), "project_id": project,
        "message_delivery_report": report, "message_metadata": metadata })
}

/// Sinch's words for a failure on order, and for a wrong token.
pub(crate) fn faulty(kind: &FaultKind) -> Answer {
    match kind {
        FaultKind::TokenExpired => error(401, "UNAUTHENTICATED", "The token is expired"),
        FaultKind::RateLimited { .. } => error(429, "RESOURCE_EXHAUSTED", "Too many requests"),
        FaultKind::Status { code, .. } => error(*code, "UNKNOWN", "Failed on order"),
        _ => error(500, "INTERNAL", "Internal error"),
    }
}

fn error(code: u16, status: &str, message: &str) -> Answer {
    Answer::json(code, json!({ "error": { "code": code, "message": message, "status": status, "details": [] } }))
}

/// The callback for what somebody does.
pub(crate) fn build(world: &mut World, account: &Account, customer: &str, write: &Write) -> Result<Built, Refusal> {
    let user_id = user_id(account, customer);
    let timestamp_ms = write.timestamp_ms.unwrap_or_else(|| world.now_ms());
    let id = world.ids.ulid(timestamp_ms);
    let words = || write.text.clone().filter(|text| !text.is_empty()).ok_or_else(|| Refusal::invalid("write: `text` is missing"));
    let mut said = match write.kind {
        Kind::Text => json!({ "text_message": { "text": words()? } }),
        Kind::Image | Kind::Video | Kind::Audio | Kind::File => {
            let ending = match write.kind {
                Kind::Image => "png",
                Kind::Video => "mp4",
                Kind::Audio => "m4a",
                _ => "txt",
            };
            let name = format!("sinch-{}.{ending}", id.to_ascii_lowercase());
            let media = stored_media(write, account, world.now_ms() + FILE_MS)?;
            world.media.insert(name.clone(), media);
            let given = write.media.as_ref().and_then(|media| media.url.clone());
            json!({ "media_message": { "url": given.unwrap_or_else(|| format!("{}/sinch/media/{name}", world.own_url)) } })
        }
        Kind::Location => json!({ "location_message": { "title": "Seoul City Hall", "label": "Seoul",
            "coordinates": { "latitude": 37.5665, "longitude": 126.978 } } }),
        Kind::Postback => {
            let data = write.payload.clone().or_else(|| write.text.clone()).unwrap_or_else(|| "yes".to_owned());
            json!({ "choice_response_message": { "message_id": write.parent.clone().unwrap_or_default(), "postback_data": data } })
        }
        Kind::Unsupported => json!({ "fallback_message": { "raw_message": "{}",
            "reason": { "code": "UNSUPPORTED_OPERATION", "description": "not supported" } } }),
        other => return Err(Refusal::invalid(format!("write: Sinch has no kind {other:?}; use one of {KINDS:?} in snake_case"))),
    };
    if write.kind != Kind::Postback
        && let Some(parent) = &write.parent
    {
        said["reply_to"] = json!({ "message_id": parent });
    }
    let (project, app) = account.id.split_once(':').unwrap_or_default();
    let by =
        if account.platform == Platform::Sms && said.get("media_message").is_some() { "MMS" } else { channel(account.platform) };
    let value = json!({
        "app_id": app,
        "accepted_time": moment(timestamp_ms),
        "event_time": moment(timestamp_ms),
        "project_id": project,
        "message": {
            "id": id,
            "direction": "TO_APP",
            "contact_message": said,
            "channel_identity": { "channel": by, "identity": user_id, "app_id": app },
            "conversation_id": "",
            "contact_id": "",
            "metadata": "",
            "accept_time": moment(timestamp_ms),
            "sender_id": "",
            "processing_mode": "DISPATCH",
            "injected": false,
        },
        "message_metadata": "",
        "correlation_id": "",
    });
    Ok(Built { value, user_id, external_id: Some(id), event_id: None, timestamp_ms })
}

/// Learns from a body that goes out: who has begun a consultation.
pub(crate) fn observe(world: &mut World, account: &Account, body: &Value) {
    let now = world.now_ms();
    let Some(user_id) = body.pointer("/message/channel_identity/identity").and_then(Value::as_str) else { return };
    let id = body.pointer("/message/id").and_then(Value::as_str).map(str::to_owned);
    let known = world.person(account.platform, &account.account, user_id);
    known.last_private_ms = Some(now);
    known.wrote.extend(id);
}

/// RFC 3339, to the millisecond.
fn moment(at_ms: i64) -> String {
    jiff::Timestamp::from_millisecond(at_ms).map(|at| format!("{at:.3}")).unwrap_or_default()
}

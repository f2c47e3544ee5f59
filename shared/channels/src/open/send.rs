//! An answer as a notification to the bridge, and the bridge's answer to it.

use domain::{
    platform::Visibility,
    reply::{Extra, FileKind, Outbound, Target},
    time::{MINUTE, Millis, Timestamp},
};
use http::{HeaderName, HeaderValue};
use serde::{Deserialize, Serialize};

use super::LIMITS;
use crate::{
    Scheme,
    outcome::{Outcome, Response, said},
    request::{Carried, Credentials, Refusal, Request, checked, choices},
    signature::hmac,
    wire::{Id, Text, id},
};
use base64::{Engine, engine::general_purpose::STANDARD};

/// How old a notification may be when its receiver checks it (Standard Webhooks; quality.md S3).
pub const TOLERANCE: Millis = 5 * MINUTE;

const ID: HeaderName = HeaderName::from_static("webhook-id");
const TIMESTAMP: HeaderName = HeaderName::from_static("webhook-timestamp");
const SIGNATURE: HeaderName = HeaderName::from_static("webhook-signature");

/// Choices shown with a message, and the characters on one.
const MOST_CHOICES: usize = 13;
const LONGEST_CHOICE: usize = 80;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Notification<'a> {
    id: &'a str,
    channel: Channel<'a>,
    #[serde(rename = "type")]
    kind: &'static str,
    text: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    content: Vec<Part<'a>>,
    originating_entity: &'static str,
    direction: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Channel<'a> {
    id: &'a str,
    platform: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    message_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<Party<'a>>,
    from: Party<'a>,
    time: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    public_metadata: Option<PublicMetadata<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Party<'a> {
    id: &'a str,
    id_type: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PublicMetadata<'a> {
    reply_to_id: &'a str,
}

#[derive(Serialize)]
#[serde(tag = "contentType", rename_all_fields = "camelCase")]
enum Part<'a> {
    Attachment { attachment: File<'a> },
    QuickReply { quick_reply: Choice<'a> },
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct File<'a> {
    media_type: &'static str,
    url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    filename: Option<&'a str>,
}

#[derive(Serialize)]
struct Choice<'a> {
    text: &'a str,
    payload: &'a str,
    action: &'static str,
}

/// The notification. Its path is empty: the whole address belongs to the bridge. It is not signed yet; see [`seal`].
pub(crate) fn encode(outbound: &Outbound, credentials: &Credentials<'_>) -> Result<Request, Refusal> {
    let (to, metadata) = match &outbound.target {
        Target::Direct { customer } => (Some(Party { id: customer, id_type: "Opaque" }), None),
        Target::Comment { comment } | Target::PrivateReply { comment } => (None, Some(PublicMetadata { reply_to_id: comment })),
        Target::Mention { .. } => return Err(Refusal::target(outbound)),
    };
    let content = parts(outbound)?;
    // A file may go without words.
    let text = match &outbound.extra {
        Some(Extra::File { .. } | Extra::Upload { .. }) if outbound.text.is_empty() => "",
        _ => checked(&outbound.text, &LIMITS)?,
    };
    let message = outbound.message.to_string();
    let body = Notification {
        id: &message,
        channel: Channel {
            id: &outbound.from,
            platform: "Open",
            kind: match outbound.target.visibility() {
                Visibility::Public => "Public",
                Visibility::Private => "Private",
            },
            message_id: &message,
            to,
            from: Party { id: &outbound.from, id_type: "Opaque" },
            time: outbound.message.time().to_string(),
            public_metadata: metadata,
        },
        kind: if content.is_empty() { "Text" } else { "Structured" },
        text,
        content,
        originating_entity: "Human",
        direction: "Outbound",
    };
    Request::post(String::new(), &body, credentials)
}

fn parts(outbound: &Outbound) -> Result<Vec<Part<'_>>, Refusal> {
    match &outbound.extra {
        None => Ok(vec![]),
        Some(extra @ (Extra::File { .. } | Extra::Upload { .. })) => {
            let Carried { kind, url, name } = crate::request::file(outbound, extra)?;
            let media_type = match kind {
                FileKind::Image => "Image",
                FileKind::Video => "Video",
                FileKind::Audio => "Audio",
                FileKind::File => "File",
            };
            Ok(vec![Part::Attachment { attachment: File { media_type, url, filename: name } }])
        }
        Some(Extra::Choices { choices: offered, .. }) => {
            let offered = choices(offered, MOST_CHOICES, LONGEST_CHOICE)?;
            let parts = offered.iter().map(|choice| Part::QuickReply {
                quick_reply: Choice { text: &choice.title, payload: &choice.id, action: "Message" },
            });
            Ok(parts.collect())
        }
        Some(other) => Err(Refusal::no_such(outbound, other.kind())),
    }
}

/// Signs a notification for the moment it leaves, as Standard Webhooks does: the signature is over `id.timestamp.body`, so that
/// nobody can send it again later or under another name. One signature for each live secret: the receiver may know either
/// during a rotation. `X-Hub-Signature-256`, over the body alone, is there for bridges that know only that; it gives no
/// protection against a replay.
pub fn seal<S: AsRef<str>>(mut request: Request, id: &str, now: Timestamp, secrets: &[S]) -> Result<Request, Refusal> {
    let seconds = now.seconds().to_string();
    let mut signatures = Vec::new();
    for secret in secrets.iter().map(AsRef::as_ref).filter(|secret| !secret.is_empty()) {
        let signed = hmac(secret, &[id.as_bytes(), b".", seconds.as_bytes(), b".", &request.body]);
        signatures.push(format!("v1,{}", STANDARD.encode(signed)));
    }
    let Some(first) = secrets.iter().map(AsRef::as_ref).find(|secret| !secret.is_empty()) else { return Err(Refusal::BadToken) };
    let value = |text: &str| HeaderValue::try_from(text).map_err(|_| Refusal::Unaddressable { what: "message" });
    request.headers.insert(ID, value(id)?);
    request.headers.insert(TIMESTAMP, value(&seconds)?);
    request.headers.insert(SIGNATURE, value(&signatures.join(" "))?);
    request.headers.insert(HeaderName::from_static(Scheme::Open.header()), value(&Scheme::Open.sign(first, &request.body))?);
    Ok(request)
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase")]
struct Taken<'a> {
    #[serde(borrow)]
    message_id: Option<Id<'a>>,
    message: Option<Text<'a>>,
}

/// The bridge's word on a notification. Whatever is not a clear no is tried again: bridges are restarted and moved.
pub(crate) fn outcome(response: &Response<'_>) -> Outcome {
    let taken = serde_json::from_str::<Taken>(response.text()).unwrap_or_default();
    let code = response.status.to_string();
    match response.status {
        200..=299 => Outcome::Sent { external_id: id(taken.message_id) },
        401 | 403 | 410 => Outcome::NeedsAttention { code },
        429 => Outcome::RateLimited { after: response.retry_after() },
        400 | 405 | 413 | 415 | 422 => {
            Outcome::Refused { code, said: said(taken.message.as_ref().map_or("", |message| message.as_str())) }
        }
        _ => Outcome::Retry { after: response.retry_after() },
    }
}

//! A comment of the organisation, and LinkedIn's answer to it.

use domain::reply::{Outbound, Target};
use http::{HeaderName, HeaderValue};
use serde::Serialize;

use super::PUBLIC;
use crate::{
    fields::Fields,
    outcome::{Outcome, Response, said},
    request::{Credentials, Refusal, Request, checked, words_only},
};

/// The version of the API that requests are written for. LinkedIn ends a version after about a year.
const VERSION: &str = "202606";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Comment<'a> {
    actor: &'a str,
    object: &'a str,
    message: Message<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent_comment: Option<&'a str>,
}

#[derive(Serialize)]
struct Message<'a> {
    text: &'a str,
}

/// `POST /rest/socialActions/{comment or post}/comments`.
pub(crate) fn encode(outbound: &Outbound, credentials: &Credentials<'_>) -> Result<Request, Refusal> {
    let answered = match &outbound.target {
        Target::Comment { comment } => comment,
        Target::Mention { media, comment } => comment.as_ref().unwrap_or(media),
        Target::Direct { .. } | Target::PrivateReply { .. } => return Err(Refusal::target(outbound)),
    };
    let text = checked(words_only(outbound)?, &PUBLIC)?;
    let commented = commented(answered);
    let body = Comment {
        actor: &outbound.from,
        object: commented.unwrap_or(answered),
        message: Message { text },
        parent_comment: commented.map(|_| answered.as_str()),
    };
    let path = format!("/rest/socialActions/{}/comments", escaped("comment", answered)?);
    Ok(versioned(Request::post(path, &body, credentials)?))
}

/// What a comment stands under: its name holds that (`urn:li:comment:(urn:li:activity:7,8)`).
pub(super) fn commented(urn: &str) -> Option<&str> {
    let inside = urn.strip_prefix("urn:li:comment:(")?.strip_suffix(')')?;
    inside.rsplit_once(',').map(|(object, _)| object)
}

/// A URN as one segment of a path.
pub(super) fn escaped(what: &'static str, urn: &str) -> Result<String, Refusal> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b':' | b'(' | b')' | b',' | b'=');
    if !urn.starts_with("urn:li:") || urn.len() > 256 || !urn.bytes().all(plain) {
        return Err(Refusal::Unaddressable { what });
    }
    let mut escaped = String::new();
    for byte in urn.bytes() {
        match byte {
            b':' | b'(' | b')' | b',' | b'=' => escaped.push_str(&format!("%{byte:02X}")),
            byte => escaped.push(byte as char),
        }
    }
    Ok(escaped)
}

/// What every call of the versioned API carries.
pub(crate) fn versioned(mut request: Request) -> Request {
    request.headers.insert(HeaderName::from_static("linkedin-version"), HeaderValue::from_static(VERSION));
    request.headers.insert(HeaderName::from_static("x-restli-protocol-version"), HeaderValue::from_static("2.0.0"));
    request
}

/// LinkedIn's word on a comment.
pub(crate) fn outcome(response: &Response<'_>) -> Outcome {
    let answer: Fields = serde_json::from_str(response.text()).unwrap_or_default();
    let code = match answer.id("serviceErrorCode") {
        Some(service) => format!("{}/{service}", response.status),
        None => response.status.to_string(),
    };
    match response.status {
        200..=299 => {
            let header = response.headers.get("x-restli-id").and_then(|value| value.to_str().ok()).map(str::to_owned);
            Outcome::Sent { external_id: answer.text("commentUrn").or(header).or_else(|| answer.id("id")) }
        }
        401 | 403 => Outcome::NeedsAttention { code },
        429 => Outcome::RateLimited { after: response.retry_after() },
        408 | 500..=599 => Outcome::Retry { after: response.retry_after() },
        _ => Outcome::Refused { code, said: said(&answer.text("message").unwrap_or_default()) },
    }
}

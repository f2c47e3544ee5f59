//! One call of the product, and what the platform answers to it.

use std::collections::BTreeMap;

use axum::body::Bytes;
use http::HeaderMap;
use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::record::{FailureKind, Sent};

/// A request of the product, read whole.
#[derive(Debug, Clone)]
pub struct Call {
    /// `GET`, `POST`, `DELETE`…
    pub method: String,
    /// The path after the platform's prefix, in decoded segments.
    pub segments: Vec<String>,
    /// Query parameters, decoded, in order.
    pub query: Vec<(String, String)>,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub body: Bytes,
}

impl Call {
    /// Takes a request apart. `path` is what follows the platform's prefix.
    pub fn new(method: &str, path: &str, query: Option<&str>, headers: HeaderMap, body: Bytes) -> Call {
        let segments = path
            .split('/')
            .filter(|segment| !segment.is_empty())
            .map(|segment| percent_decode_str(segment).decode_utf8_lossy().into_owned())
            .collect();
        let query = form_urlencoded::parse(query.unwrap_or_default().as_bytes()).into_owned().collect();
        Call { method: method.to_owned(), segments, query, headers, body }
    }

    /// A header that is readable text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The bearer token, if one is shown.
    pub fn bearer(&self) -> Option<&str> {
        self.header("authorization")?.strip_prefix("Bearer ").map(str::trim).filter(|token| !token.is_empty())
    }

    /// A query parameter.
    pub fn query(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether the body says it is JSON.
    pub fn is_json(&self) -> bool {
        self.media_type() == "application/json"
    }

    /// Whether the body says it is a web form.
    pub fn is_form(&self) -> bool {
        self.media_type() == "application/x-www-form-urlencoded"
    }

    fn media_type(&self) -> String {
        let declared = self.header("content-type").unwrap_or_default();
        declared.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    /// Method and address for the log, with tokens masked.
    pub fn shown(&self) -> String {
        // Telegram's token is a part of the path.
        let bot = |segment: &String| if segment.starts_with("bot") { "bot***".to_owned() } else { segment.clone() };
        let path = self.segments.iter().map(bot).collect::<Vec<_>>().join("/");
        let mut text = format!("{} /{path}", self.method);
        for (index, (key, value)) in self.query.iter().enumerate() {
            let secret = matches!(key.as_str(), "access_token" | "appsecret_proof");
            text.push(if index == 0 { '?' } else { '&' });
            text.push_str(key);
            text.push('=');
            text.push_str(if secret { "***" } else { value });
        }
        text
    }

    /// The body for the log: JSON, or text when it is none; an access token inside is masked.
    pub fn shown_body(&self) -> Value {
        if self.body.is_empty() {
            return Value::Null;
        }
        if self.is_form() && self.body.windows(14).any(|part| part == b"refresh_token=") {
            return Value::String("***".to_owned());
        }
        let mut value = serde_json::from_slice(&self.body)
            .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(&self.body).into_owned()));
        if let Some(token) = value.get_mut("access_token") {
            *token = Value::String("***".to_owned());
        }
        value
    }
}

/// What the platform answers, and what that means for the record.
#[derive(Debug, Clone)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Headers beside the content type.
    pub headers: Vec<(&'static str, String)>,
    /// Headers a script asked for.
    pub extra_headers: BTreeMap<String, String>,
    /// Body.
    pub body: AnswerBody,
    /// What was wrong, if the product should never have asked.
    pub failures: Vec<(FailureKind, String)>,
    /// What was accepted.
    pub sent: Vec<Sent>,
    /// Bodies the platform sends back to the webhook because of this call (echoes), not yet encoded.
    pub echoes: Vec<Value>,
}

/// The body of an answer.
#[derive(Debug, Clone)]
pub enum AnswerBody {
    /// JSON.
    Json(Value),
    /// Anything else, with its media type.
    Bytes(String, Vec<u8>),
}

impl Answer {
    /// A JSON answer that means nothing further.
    pub fn json(status: u16, body: Value) -> Answer {
        Answer {
            status,
            headers: Vec::new(),
            extra_headers: BTreeMap::new(),
            body: AnswerBody::Json(body),
            failures: Vec::new(),
            sent: Vec::new(),
            echoes: Vec::new(),
        }
    }

    /// Bytes of a media type.
    pub fn bytes(content_type: &str, bytes: Vec<u8>) -> Answer {
        Answer { body: AnswerBody::Bytes(content_type.to_owned(), bytes), ..Answer::json(200, Value::Null) }
    }

    /// Bytes of a media type that are not the thing asked for.
    pub fn bytes_with_status(status: u16, content_type: &str, bytes: Vec<u8>) -> Answer {
        Answer { status, ..Answer::bytes(content_type, bytes) }
    }

    /// The same with a header.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Answer {
        self.headers.push((name, value.into()));
        self
    }

    /// The same, and the product should never have asked.
    pub fn failing(mut self, kind: FailureKind, message: impl Into<String>) -> Answer {
        self.failures.push((kind, message.into()));
        self
    }

    /// The body for the log.
    pub fn shown_body(&self) -> Value {
        match &self.body {
            AnswerBody::Json(value) => {
                let mut value = value.clone();
                for secret in ["access_token", "refresh_token"] {
                    if let Some(token) = value.get_mut(secret) {
                        *token = Value::String("***".to_owned());
                    }
                }
                value
            }
            AnswerBody::Bytes(content_type, bytes) => Value::String(format!("{} bytes of {content_type}", bytes.len())),
        }
    }
}

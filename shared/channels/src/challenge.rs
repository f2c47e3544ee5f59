//! The exchanges by which a platform makes sure that a webhook address is ours.

use base64::{Engine, engine::general_purpose::STANDARD};

use crate::signature::{hmac, token_matches};

/// The answer to a `GET` on a webhook address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge {
    /// HTTP status.
    pub status: u16,
    /// What to send; nothing when the exchange is refused.
    pub body: Option<String>,
    /// The type of `body`. Never HTML: Meta's challenge is a stranger's text until the token is checked.
    pub content_type: &'static str,
}

const TEXT: &str = "text/plain; charset=utf-8";
const JSON: &str = "application/json";

impl Challenge {
    fn passed(body: String, content_type: &'static str) -> Self {
        Self { status: 200, body: Some(body), content_type }
    }

    fn refused(status: u16) -> Self {
        Self { status, body: None, content_type: TEXT }
    }

    /// This address knows no such exchange.
    pub(crate) fn unknown() -> Self {
        Self::refused(404)
    }
}

/// The first value of a query parameter. Pairs come percent-decoded.
fn value<'q, K: AsRef<str>, V: AsRef<str>>(query: &'q [(K, V)], name: &str) -> Option<&'q str> {
    query.iter().find(|(key, _)| key.as_ref() == name).map(|(_, value)| value.as_ref())
}

/// Meta's subscription check: `hub.mode=subscribe`, the configured `hub.verify_token`, and `hub.challenge` sent back bare.
pub fn meta<K: AsRef<str>, V: AsRef<str>>(query: &[(K, V)], verify_token: Option<&str>) -> Challenge {
    let known = token_matches(verify_token.unwrap_or_default(), value(query, "hub.verify_token"));
    match value(query, "hub.challenge") {
        Some(challenge) if known && value(query, "hub.mode") == Some("subscribe") => {
            Challenge::passed(challenge.to_owned(), TEXT)
        }
        _ => Challenge::refused(403),
    }
}

/// X's challenge-response check: `crc_token` signed by the consumer secret.
pub fn x<K: AsRef<str>, V: AsRef<str>>(query: &[(K, V)], consumer_secret: Option<&str>) -> Challenge {
    match (value(query, "crc_token"), consumer_secret.filter(|secret| !secret.is_empty())) {
        (Some(token), Some(secret)) => {
            let digest = STANDARD.encode(hmac(secret, &[token.as_bytes()]));
            Challenge::passed(serde_json::json!({ "response_token": format!("sha256={digest}") }).to_string(), JSON)
        }
        (None, _) => Challenge::refused(400),
        (_, None) => Challenge::refused(403),
    }
}

/// LinkedIn's webhook validation: `challengeCode` signed by the client secret.
pub fn linkedin<K: AsRef<str>, V: AsRef<str>>(query: &[(K, V)], client_secret: Option<&str>) -> Challenge {
    match (value(query, "challengeCode"), client_secret.filter(|secret| !secret.is_empty())) {
        (Some(code), Some(secret)) => {
            let response = hex::encode(hmac(secret, &[code.as_bytes()]));
            Challenge::passed(serde_json::json!({ "challengeCode": code, "challengeResponse": response }).to_string(), JSON)
        }
        (None, _) => Challenge::refused(400),
        (_, None) => Challenge::refused(403),
    }
}

//! Signatures over the raw bytes of a delivery, and the equality of secret tokens.
//!
//! A body is checked before it is read: Meta signs an escaped form (`\u00e4`), so a body that was parsed and written
//! again has another digest. Every comparison is on decoded bytes and takes the same time wherever they differ.

use std::{borrow::Cow, hint::black_box, str::FromStr};

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderMap, HeaderName};
use sha2::{Digest, Sha256};
use subtle::{Choice, ConstantTimeEq};

/// How a platform shows that a delivery is its own: HMAC-SHA256 of the raw body in all cases but Telegram's, written in its
/// own form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// Facebook, Instagram, WhatsApp: `X-Hub-Signature-256: sha256=<hex>` by the app secret.
    Meta,
    /// X: `x-twitter-webhooks-signature: sha256=<base64>` by the consumer secret.
    X,
    /// LINE: `x-line-signature: <base64>` by the channel secret.
    Line,
    /// LinkedIn: `X-LI-Signature: <hex>` by the client secret; `hmacsha256=` stands before the signed bytes.
    LinkedIn,
    /// Telegram: no signature; the secret token given with the address comes back in `X-Telegram-Bot-Api-Secret-Token`.
    Telegram,
    /// Sinch: `x-sinch-webhook-signature: <base64>` by the webhook's secret, over the body, a nonce and the time of signing, which stand in
    /// headers of their own. That a delivery came once more later is known by the ids in it, as everywhere, not by these.
    Sinch,
    /// Open messaging: `X-Hub-Signature-256: sha256=<base64>` by the integration's secret.
    Open,
}

/// Why a delivery is not from its platform. Says nothing an attacker can use, and nothing of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Forged {
    /// The signature header is not there, or there more than once.
    #[error("the header `{header}` must be there exactly once: check the webhook settings of the platform")]
    Missing {
        /// The header looked for.
        header: &'static str,
    },
    /// The header does not have the form of a signature: wrong prefix, encoding or length.
    #[error("the header `{header}` is not a signature of this platform: wrong prefix, encoding or length")]
    Malformed {
        /// The header read.
        header: &'static str,
    },
    /// The platform delivers nothing: it is asked.
    #[error("nothing is delivered by this platform: it is polled")]
    Polled,
    /// No live secret makes this signature over this body.
    #[error("the signature in `{header}` does not fit the body: check the account's secret if this goes on")]
    Mismatch {
        /// The header read.
        header: &'static str,
    },
}

/// A text that names no signature scheme.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no signature scheme is called `{0}`: expected meta, x, line, linkedin, telegram, sinch or open_messaging")]
pub struct UnknownScheme(String);

impl FromStr for Scheme {
    type Err = UnknownScheme;
    fn from_str(name: &str) -> Result<Self, UnknownScheme> {
        match name {
            "meta" | "facebook" | "instagram" | "whatsapp" => Ok(Scheme::Meta),
            "x" => Ok(Scheme::X),
            "line" => Ok(Scheme::Line),
            "linkedin" => Ok(Scheme::LinkedIn),
            "telegram" => Ok(Scheme::Telegram),
            "sinch" | "kakaotalk" | "sms" => Ok(Scheme::Sinch),
            "open_messaging" | "open" => Ok(Scheme::Open),
            other => Err(UnknownScheme(other.chars().take(40).collect())),
        }
    }
}

/// What LinkedIn puts before the body it signs.
const LINKEDIN_PREFIX: &str = "hmacsha256=";

/// What Sinch signs after the body, each behind a dot.
const SINCH_NONCE: &str = "x-sinch-webhook-signature-nonce";
const SINCH_TIMESTAMP: &str = "x-sinch-webhook-signature-timestamp";

impl Scheme {
    /// The header that carries the signature; header names have no case.
    pub fn header(self) -> &'static str {
        match self {
            Scheme::Meta | Scheme::Open => "x-hub-signature-256",
            Scheme::X => "x-twitter-webhooks-signature",
            Scheme::Line => "x-line-signature",
            Scheme::LinkedIn => "x-li-signature",
            Scheme::Telegram => "x-telegram-bot-api-secret-token",
            Scheme::Sinch => "x-sinch-webhook-signature",
        }
    }

    /// All headers the platform would send with `body`, signed at a moment in seconds.
    pub fn headers(self, secret: &str, body: &[u8], nonce: &str, seconds: u64) -> Vec<(&'static str, String)> {
        if self != Scheme::Sinch {
            return vec![(self.header(), self.sign(secret, body))];
        }
        let seconds = seconds.to_string();
        let signed = self.sign(secret, &[body, b".", nonce.as_bytes(), b".", seconds.as_bytes()].concat());
        vec![(SINCH_NONCE, nonce.to_owned()), (SINCH_TIMESTAMP, seconds), (self.header(), signed)]
    }

    /// The value the platform would send with what it signs: the body, and whatever stands behind it.
    pub fn sign(self, secret: &str, body: &[u8]) -> String {
        let digest = self.digest(secret, body);
        match self {
            Scheme::Meta => format!("sha256={}", hex::encode(digest)),
            Scheme::X | Scheme::Open => format!("sha256={}", STANDARD.encode(digest)),
            Scheme::Line | Scheme::Sinch => STANDARD.encode(digest),
            Scheme::LinkedIn => hex::encode(digest),
            Scheme::Telegram => secret.to_owned(),
        }
    }

    /// Checks the header's value against the body and every live secret (two during a rotation).
    ///
    /// An account that does not exist has no secrets; its deliveries cost the same work and are refused. An empty
    /// secret never fits: anyone can sign with it.
    pub fn verify<S: AsRef<str>>(self, value: Option<&str>, body: &[u8], secrets: &[S]) -> Result<(), Forged> {
        let header = self.header();
        let given = self.decode(value.ok_or(Forged::Missing { header })?).ok_or(Forged::Malformed { header })?;
        if secrets.is_empty() {
            black_box(self.digest("no such account", body).ct_eq(&given));
        }
        // No early end: how many secrets there are, and which of them fits, must not show in the time taken.
        let fits = secrets.iter().fold(Choice::from(0), |fits, secret| {
            let secret = secret.as_ref();
            fits | (self.digest(secret, body).ct_eq(&given) & Choice::from(u8::from(!secret.is_empty())))
        });
        if bool::from(fits) { Ok(()) } else { Err(Forged::Mismatch { header }) }
    }

    /// As [`Scheme::verify`], with the value taken from the request's headers.
    pub fn verify_headers<S: AsRef<str>>(self, headers: &HeaderMap, body: &[u8], secrets: &[S]) -> Result<(), Forged> {
        let value = only(headers, self.header())?;
        let signed = match self {
            Scheme::Sinch => {
                let (nonce, timestamp) = (only(headers, SINCH_NONCE)?, only(headers, SINCH_TIMESTAMP)?);
                Cow::Owned([body, b".", nonce.as_bytes(), b".", timestamp.as_bytes()].concat())
            }
            _ => Cow::Borrowed(body),
        };
        self.verify(Some(value), &signed, secrets)
    }

    fn digest(self, secret: &str, body: &[u8]) -> [u8; 32] {
        match self {
            Scheme::LinkedIn => hmac(secret, &[LINKEDIN_PREFIX.as_bytes(), body]),
            Scheme::Meta | Scheme::X | Scheme::Line | Scheme::Sinch | Scheme::Open => hmac(secret, &[body]),
            // The body counts for nothing; digests of the tokens have one length.
            Scheme::Telegram => hmac("token", &[secret.as_bytes()]),
        }
    }

    fn decode(self, value: &str) -> Option<[u8; 32]> {
        match self {
            Scheme::Meta => from_hex(value.strip_prefix("sha256=")?),
            Scheme::X | Scheme::Open => from_base64(value.strip_prefix("sha256=")?),
            Scheme::Line | Scheme::Sinch => from_base64(value),
            Scheme::Telegram => lawful_token(value).then(|| hmac("token", &[value.as_bytes()])),
            // Some report the prefix in the header too.
            Scheme::LinkedIn => from_hex(value.strip_prefix(LINKEDIN_PREFIX).unwrap_or(value)),
        }
    }
}

/// The value of a header that must be there once.
fn only<'h>(headers: &'h HeaderMap, header: &'static str) -> Result<&'h str, Forged> {
    let mut values = headers.get_all(HeaderName::from_static(header)).iter();
    let (Some(value), None) = (values.next(), values.next()) else { return Err(Forged::Missing { header }) };
    value.to_str().map_err(|_| Forged::Malformed { header })
}

/// Whether the secret token a platform sent back (Telegram's header, Meta's verify token) is the configured one. An
/// empty configured token never fits.
pub fn token_matches(configured: &str, given: Option<&str>) -> bool {
    let Some(given) = given else { return false };
    // Digests have one length, so nothing shows how long the configured token is.
    let same = hmac("token", &[configured.as_bytes()]).ct_eq(&hmac("token", &[given.as_bytes()]));
    !configured.is_empty() && bool::from(same)
}

/// HMAC-SHA256 (RFC 2104) of the parts one after another.
pub(crate) fn hmac(secret: &str, parts: &[&[u8]]) -> [u8; 32] {
    // RFC 2104 section 2: a key longer than a block is hashed first, a shorter one is filled with zeros. Done here
    // because a whole block is the one key the library takes without a failure to handle.
    let mut key = [0u8; 64];
    match key.get_mut(..secret.len()) {
        Some(start) => start.copy_from_slice(secret.as_bytes()),
        None => key[..32].copy_from_slice(&Sha256::digest(secret.as_bytes())),
    }
    let mut mac = Hmac::<Sha256>::new(&key.into());
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// 1 to 256 letters, digits, `_` and `-`.
fn lawful_token(value: &str) -> bool {
    let lawful = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    (1..=256).contains(&value.len()) && value.bytes().all(lawful)
}

fn from_hex(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0u8; 32];
    hex::decode_to_slice(text, &mut bytes).ok()?;
    Some(bytes)
}

fn from_base64(text: &str) -> Option<[u8; 32]> {
    // 32 bytes are 44 characters; longer input is not worth decoding.
    if text.len() != 44 {
        return None;
    }
    STANDARD.decode(text).ok()?.try_into().ok()
}

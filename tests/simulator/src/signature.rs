//! How each platform signs a webhook. Written apart from the product's verifier, so that one bug cannot hide the other.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::account::Platform;
use crate::ids::hex;

/// The header that carries the signature, as the platform writes it.
pub fn header(platform: Platform) -> &'static str {
    match platform {
        Platform::Line => "x-line-signature",
        Platform::X => "x-twitter-webhooks-signature",
        Platform::KakaoTalk | Platform::Sms => "x-sinch-webhook-signature",
        Platform::Telegram => "X-Telegram-Bot-Api-Secret-Token",
        Platform::LinkedIn => "X-LI-Signature",
        // Nothing is delivered, so nothing is signed.
        Platform::Reddit => "X-Unsigned",
        Platform::Instagram | Platform::Facebook | Platform::WhatsApp => "X-Hub-Signature-256",
    }
}

/// What stands in headers beside the signature, for a delivery of this name at a moment in seconds; and the bytes that are signed with the
/// body. Sinch signs `body.nonce.timestamp`; the others the body alone.
pub fn covered(platform: Platform, body: &[u8], nonce: &str, seconds: i64) -> (Vec<(&'static str, String)>, Vec<u8>) {
    match platform {
        Platform::KakaoTalk | Platform::Sms => {
            let beside = vec![
                ("x-sinch-webhook-signature-timestamp", seconds.to_string()),
                ("x-sinch-webhook-signature-nonce", nonce.to_owned()),
                ("x-sinch-webhook-signature-algorithm", "HmacSHA256".to_owned()),
            ];
            (beside, [body, format!(".{nonce}.{seconds}").as_bytes()].concat())
        }
        _ => (Vec::new(), body.to_vec()),
    }
}

/// The signature of these exact bytes.
///
/// X: `sha256=` and base64, consumer secret. LINE: base64 of HMAC-SHA256 with the channel secret, no prefix. Meta: `sha256=` and lower-case hex, app secret.
pub fn sign(platform: Platform, secret: &str, body: &[u8]) -> String {
    let digest = hmac_sha256(secret, body);
    match platform {
        Platform::Line | Platform::KakaoTalk | Platform::Sms => STANDARD.encode(digest),
        Platform::X => format!("sha256={}", STANDARD.encode(digest)),
        // No signature: the secret token given with the address comes back as it is.
        Platform::Telegram => secret.to_owned(),
        // The prefix is signed, too, and is not part of the header.
        Platform::LinkedIn => hex(&hmac_sha256(secret, &[b"hmacsha256=", body].concat())),
        Platform::Reddit => String::new(),
        Platform::Instagram | Platform::Facebook | Platform::WhatsApp => format!("sha256={}", hex(&digest)),
    }
}

/// LinkedIn's answer to a challenge: hex HMAC-SHA256 of the code with the client secret.
pub fn challenge_response(secret: &str, code: &str) -> String {
    hex(&hmac_sha256(secret, code.as_bytes()))
}

/// Meta's `appsecret_proof`: hex HMAC-SHA256 of the access token with the app secret.
pub fn app_secret_proof(secret: &str, token: &str) -> String {
    hex(&hmac_sha256(secret, token.as_bytes()))
}

fn hmac_sha256(secret: &str, message: &[u8]) -> [u8; 32] {
    // HMAC takes a key of any length, so there is no second case to handle.
    match Hmac::<Sha256>::new_from_slice(secret.as_bytes()) {
        Ok(mut mac) => {
            mac.update(message);
            mac.finalize().into_bytes().into()
        }
        Err(_) => [0; 32],
    }
}

//! JSON Web Tokens: making those of the local user pools, and checking them as the gateway does.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde_json::{Value, json};

use crate::error::Error;
use crate::plan::Authorizer;

/// A key pair that signs tokens (RS256).
pub struct SigningKey {
    pair: KeyPair,
    id: String,
}

impl SigningKey {
    /// A new key pair.
    ///
    /// # Errors
    /// When the cryptography library cannot make one.
    pub fn generate() -> Result<Self, Error> {
        let pair = KeyPair::generate(KeySize::Rsa2048).map_err(|e| Error::State(format!("signing key: {e}")))?;
        Ok(Self { id: fingerprint(&pair), pair })
    }

    /// A key pair from its stored form.
    ///
    /// # Errors
    /// When it is not readable.
    pub fn restore(stored: &str) -> Result<Self, Error> {
        let wrong = |e: &dyn std::fmt::Display| Error::State(format!("signing key: {e}"));
        let bytes = STANDARD.decode(stored).map_err(|e| wrong(&e))?;
        let pair = KeyPair::from_pkcs8(&bytes).map_err(|e| wrong(&e))?;
        Ok(Self { id: fingerprint(&pair), pair })
    }

    /// The key pair for storing.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn stored(&self) -> Result<String, Error> {
        let der: aws_lc_rs::encoding::Pkcs8V1Der<'_> =
            self.pair.as_der().map_err(|e| Error::State(format!("signing key: {e}")))?;
        Ok(STANDARD.encode(der.as_ref()))
    }

    /// A signed token.
    pub fn sign(&self, claims: &Value) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let header = json!({ "kid": self.id, "alg": "RS256" });
        let message = format!("{}.{}", part(&header), part(claims));
        let mut signature = vec![0; self.pair.public_modulus_len()];
        // Signing with a good key into a buffer of the right size cannot fail; a token without a signature is refused.
        let _ = self.pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message.as_bytes(), &mut signature);
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    /// The public key as a JSON Web Key.
    pub fn public(&self) -> Value {
        let (n, e) = self.components();
        json!({ "alg": "RS256", "e": e, "kid": self.id, "kty": "RSA", "n": n, "use": "sig" })
    }

    fn components(&self) -> (String, String) {
        components(&self.pair)
    }
}

fn components(pair: &KeyPair) -> (String, String) {
    let public = pair.public_key();
    (
        URL_SAFE_NO_PAD.encode(public.modulus().big_endian_without_leading_zero()),
        URL_SAFE_NO_PAD.encode(public.exponent().big_endian_without_leading_zero()),
    )
}

fn fingerprint(pair: &KeyPair) -> String {
    use sha2::{Digest, Sha256};
    STANDARD.encode(Sha256::digest(components(pair).0.as_bytes()))
}

/// Public keys by issuer; a cheap handle.
#[derive(Clone, Default)]
pub struct Keys {
    known: Arc<Mutex<BTreeMap<(String, String), DecodingKey>>>,
}

impl Keys {
    /// Trusts a key for the tokens of an issuer.
    pub fn trust(&self, issuer: &str, key: &SigningKey) {
        let (n, e) = key.components();
        if let Ok(decoding) = DecodingKey::from_rsa_components(&n, &e) {
            let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            known.insert((issuer.to_owned(), key.id.clone()), decoding);
        }
    }
}

/// Why a token is refused.
#[derive(Debug)]
pub struct Refused(pub String);

/// The claims of a token, if an issuer has signed it. Times and audience are not looked at.
///
/// # Errors
/// When the signature is not the issuer's.
pub fn signed(keys: &Keys, issuer: &str, token: &str) -> Result<Value, Refused> {
    let refused = |reason: &str| Refused(reason.to_owned());
    let header = jsonwebtoken::decode_header(token).map_err(|_| refused("invalid token"))?;
    let id = header.kid.ok_or_else(|| refused("the token names no key"))?;
    let key = {
        let known = keys.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&(issuer.to_owned(), id)).cloned()
    };
    let key = key.ok_or_else(|| refused("signing method is invalid or the key is not one of the issuer"))?;
    let mut validation = Validation::new(Algorithm::RS256);
    // Times are compared with the local clock and audiences by our own rule.
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation.required_spec_claims.clear();
    let data = jsonwebtoken::decode::<Value>(token, &key, &validation).map_err(|_| refused("the signature is invalid"))?;
    if data.claims["iss"].as_str() != Some(issuer) {
        return Err(refused("invalid issuer"));
    }
    Ok(data.claims)
}

/// Checks a token: signature, issuer, audience (or client), and that `now` (seconds) is in its time.
///
/// Source: Amazon API Gateway developer guide, "Control access to HTTP APIs with JWT authorizers".
///
/// # Errors
/// With the reason, as it goes into the challenge.
pub fn verify(keys: &Keys, authorizer: &Authorizer, token: &str, now: u64) -> Result<Value, Refused> {
    let refused = |reason: &str| Refused(reason.to_owned());
    let claims = signed(keys, &authorizer.issuer, token)?;
    let audience = match &claims["aud"] {
        Value::Null => claims["client_id"].as_str().into_iter().collect(),
        Value::Array(many) => many.iter().filter_map(Value::as_str).collect(),
        one => one.as_str().into_iter().collect::<Vec<_>>(),
    };
    if !audience.iter().any(|one| authorizer.audience.iter().any(|wanted| wanted == one)) {
        return Err(refused("the token has an invalid audience"));
    }
    match claims["exp"].as_u64() {
        None => return Err(refused("the token has no expiry")),
        Some(expiry) if expiry <= now => return Err(refused("the token has expired")),
        Some(_) => {}
    }
    let early = |name: &str| claims[name].as_u64().is_some_and(|from| from > now + 5);
    if early("nbf") || early("iat") {
        return Err(refused("the token is not valid yet"));
    }
    Ok(claims)
}

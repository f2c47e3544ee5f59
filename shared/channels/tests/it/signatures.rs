//! Who may deliver: the shared signature vectors, rotation, forgery.

use std::fs;

use base64::{Engine, engine::general_purpose::STANDARD};
use channels::{Forged, Scheme, challenge, signature::token_matches, verify};
use domain::platform::Platform;
use http::HeaderMap;
use proptest::prelude::*;
use serde_json::Value;

use crate::samples::{SAMPLES, fixtures};

fn vectors() -> Option<Value> {
    let path = fixtures("signature_vectors.json")?;
    Some(serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap())
}

fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value[key].as_str()
}

// proves ING-01, S1: every vector of every scheme
#[test]
fn every_signature_vector_is_judged_right() {
    let Some(vectors) = vectors() else { return };
    let signatures = vectors["signatures"].as_array().unwrap();
    assert!(signatures.len() >= 28, "{}", signatures.len());
    println!("{} signature vectors", signatures.len());
    for vector in signatures {
        let scheme: Scheme = text(vector, "scheme").unwrap().parse().unwrap();
        let body = STANDARD.decode(text(vector, "body_base64").unwrap()).unwrap();
        let secret = text(vector, "secret").unwrap();
        let verdict = scheme.verify(text(vector, "value"), &body, &[secret]);
        assert_eq!(Value::from(verdict.is_ok()), vector["valid"], "{vector}");
        assert_eq!(scheme.header(), text(vector, "header").unwrap().to_lowercase());
        if vector["valid"] == true {
            // One vector has its hex in upper case, which is the same digest.
            let hex = matches!(scheme, Scheme::Meta | Scheme::LinkedIn);
            let value = text(vector, "value").unwrap();
            assert_eq!(scheme.sign(secret, &body), if hex { value.to_lowercase() } else { value.to_owned() });
        }
    }
}

// proves ING-01, S1, F17: vectors that another program made: every scheme, odd bodies and keys, rotation, digests of a wrong length, case,
// prefix or encoding, and bodies written anew
#[test]
fn vectors_of_another_program_are_judged_right() {
    let vectors: Value = serde_json::from_str(include_str!("../vectors/signatures.json")).unwrap();
    let vectors = vectors["signatures"].as_array().unwrap();
    assert!(vectors.len() > 300, "{} vectors", vectors.len());
    println!("{} signature vectors of another program", vectors.len());
    for vector in vectors {
        let scheme: Scheme = text(vector, "scheme").unwrap().parse().unwrap();
        let body = STANDARD.decode(text(vector, "body_base64").unwrap()).unwrap();
        let secrets: Vec<&str> = vector["secrets"].as_array().unwrap().iter().map(|secret| secret.as_str().unwrap()).collect();
        let verdict = scheme.verify(text(vector, "value"), &body, &secrets);
        assert_eq!(Value::from(verdict.is_ok()), vector["valid"], "{vector}: {verdict:?}");
        assert_eq!(scheme.header(), text(vector, "header").unwrap().to_lowercase());
    }
}

// proves ING-01: the handshakes
#[test]
fn every_challenge_and_token_vector_is_answered_right() {
    let Some(vectors) = vectors() else { return };
    let (challenges, tokens) = (vectors["challenges"].as_array().unwrap(), vectors["tokens"].as_array().unwrap());
    assert!(challenges.len() >= 5 && tokens.len() >= 3);
    println!("{} challenge vectors, {} token vectors", challenges.len(), tokens.len());
    for vector in challenges {
        let query: Vec<(String, String)> = vector["query"]
            .as_object()
            .unwrap()
            .iter()
            .map(|(key, value)| (key.clone(), value.as_str().unwrap().to_owned()))
            .collect();
        let answer = match text(vector, "platform").unwrap() {
            "meta" => challenge::meta(&query, text(vector, "configured_verify_token")),
            "x" => challenge::x(&query, text(vector, "consumer_secret")),
            "linkedin" => challenge::linkedin(&query, text(vector, "client_secret")),
            other => panic!("unknown platform {other}"),
        };
        assert_eq!(Value::from(answer.status), vector["status"], "{vector}");
        if let Some(json) = vector.get("json") {
            assert_eq!(&serde_json::from_str::<Value>(answer.body.as_deref().unwrap()).unwrap(), json);
        } else {
            assert_eq!(answer.body.as_deref(), text(vector, "body"), "{vector}");
        }
    }
    for vector in tokens {
        let fits = token_matches(text(vector, "configured").unwrap(), text(vector, "value"));
        assert_eq!(Value::from(fits), vector["valid"], "{vector}");
    }
}

#[test]
fn a_challenge_is_answered_in_plain_text_and_only_with_a_configured_token() {
    let query = |token: &str| {
        [("hub.mode", "subscribe"), ("hub.verify_token", token), ("hub.challenge", "<b>1</b>")]
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
    };
    let passed = channels::challenge(Platform::Instagram, &query("vt"), Some("vt"), None);
    assert_eq!((passed.status, passed.content_type), (200, "text/plain; charset=utf-8"));
    assert_eq!(passed.body.as_deref(), Some("<b>1</b>"));
    for (given, configured) in [("", Some("")), ("", None), ("vt", None), ("vt ", Some("vt"))] {
        let refused = channels::challenge(Platform::Instagram, &query(given), configured, None);
        assert_eq!((refused.status, refused.body), (403, None), "{given:?} {configured:?}");
    }
    let no_challenge = [("hub.mode", "subscribe"), ("hub.verify_token", "vt")];
    assert_eq!(channels::challenge(Platform::Instagram, &no_challenge, Some("vt"), None).status, 403);
    assert_eq!(channels::challenge(Platform::Line, &query("vt"), Some("vt"), None).status, 404);
    // X and LinkedIn are answered with the account's signing secret, and not at all without one.
    let crc = [("crc_token", "crc-7")];
    let answered = channels::challenge(Platform::X, &crc, None, Some("secret-7-abcdef0123456789"));
    assert!(answered.body.unwrap().contains("sha256=xZq15lfrVyq0YyHlPjVoQo3DQfVj9S3442NQJSOWuFA="));
    let code = [("challengeCode", "890e4665-4dfe-4ab1-b689-000000000007")];
    let answered = channels::challenge(Platform::LinkedIn, &code, None, Some("secret-7-abcdef0123456789"));
    assert!(answered.body.unwrap().contains("37a1975cec06b106074d9ab7653ddeada7129c9e4bbc0a04c01c1373d382e6af"));
    assert_eq!(channels::challenge(Platform::X, &crc, Some("vt"), None).status, 403);
}

// proves ING-01, F17: two secrets live during a rotation; another account's secret, or none, never
#[test]
fn both_secrets_of_a_rotation_are_taken_and_no_other() {
    for sample in SAMPLES.iter().filter(|one| channels::scheme(one.platform()).is_some()) {
        let check = |secrets: &[&str]| verify(sample.platform(), &sample.headers(), sample.body.as_bytes(), secrets);
        assert_eq!(check(&["new", &sample.secret]), Ok(()));
        assert_eq!(check(&[&sample.secret, "old"]), Ok(()));
        for secrets in [&["new", "old"][..], &[""], &[]] {
            assert!(matches!(check(secrets), Err(Forged::Mismatch { .. })), "{secrets:?} {}", sample.name);
        }
    }
}

// proves S1: an account whose secret is empty takes nothing, even what was signed with the empty secret
#[test]
fn an_empty_secret_fits_nothing() {
    let signed = Scheme::Line.sign("", b"{}");
    assert!(Scheme::Line.verify(Some(&signed), b"{}", &[""]).is_err());
}

#[test]
fn a_missing_doubled_or_shapeless_header_is_refused_by_name() {
    for (platform, header) in [(Platform::Line, "x-line-signature"), (Platform::Instagram, "x-hub-signature-256")] {
        let check = |values: &[&[u8]]| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(header, http::HeaderValue::from_bytes(value).unwrap());
            }
            verify(platform, &headers, b"{}", &["secret"])
        };
        assert_eq!(check(&[]), Err(Forged::Missing { header }));
        let right = channels::scheme(platform).unwrap().sign("secret", b"{}");
        assert_eq!(check(&[right.as_bytes()]), Ok(()));
        assert_eq!(check(&[right.as_bytes(), right.as_bytes()]), Err(Forged::Missing { header }));
        for bad in ["", "sha256=", "sha1=00", &right[1..], &right[..right.len() - 2], &format!("{right}00"), "\u{e9}"] {
            assert_eq!(check(&[bad.as_bytes()]), Err(Forged::Malformed { header }), "{bad:?}");
        }
    }
}

proptest! {
    // proves S1: any change of body or signature is refused
    #[test]
    fn a_flipped_bit_is_refused(which in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), bit in 0u8..8) {
        let sample = &SAMPLES[which.index(SAMPLES.len())];
        let signs = |scheme: &Scheme| *scheme != Scheme::Telegram;
        let Some(scheme) = channels::scheme(sample.platform()).filter(signs) else { return Ok(()) };
        let right = scheme.sign(&sample.secret, sample.body.as_bytes());

        let mut body = sample.body.clone().into_bytes();
        let place = at.index(body.len());
        body[place] ^= 1 << bit;
        prop_assert!(scheme.verify(Some(&right), &body, &[&sample.secret]).is_err());

        let mut value = right.clone().into_bytes();
        let place = at.index(value.len());
        value[place] ^= 1 << bit;
        if let Ok(value) = String::from_utf8(value) {
            // Hex has no case: the other case is the same digest.
            let same_digest = matches!(scheme, Scheme::Meta | Scheme::LinkedIn) && (scheme == Scheme::LinkedIn || place >= "sha256=".len()) && value.eq_ignore_ascii_case(&right);
            let verdict = scheme.verify(Some(&value), sample.body.as_bytes(), &[&sample.secret]);
            prop_assert_eq!(verdict.is_ok(), same_digest);
        }
    }

    #[test]
    fn no_header_or_secret_panics(value in any::<String>(), body in any::<Vec<u8>>(), secret in any::<String>()) {
        for scheme in [Scheme::Meta, Scheme::X, Scheme::Line, Scheme::LinkedIn, Scheme::Sinch, Scheme::Open] {
            prop_assert!(scheme.verify(Some(&value), &body, &[&secret]).is_err());
            let signed = scheme.sign(&secret, &body);
            prop_assert_eq!(scheme.verify(Some(&signed), &body, &[&secret]).is_ok(), !secret.is_empty());
        }
    }
}

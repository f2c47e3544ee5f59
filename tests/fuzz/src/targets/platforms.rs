//! What platforms deliver and answer.

use std::{fs, path::Path};

use channels::{NormalForm, Response, Scheme};
use domain::{id::AccountId, inbound::Inbound, platform::Platform, thread::Thread};
use http::{HeaderMap, HeaderName, HeaderValue};
use serde::Deserialize;

#[derive(Deserialize)]
struct Sample {
    headers: std::collections::BTreeMap<String, String>,
    body: String,
}

/// The repository's own samples of a platform.
fn samples(platform: Platform) -> Vec<Sample> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../events/platforms").join(platform.as_str());
    let mut files: Vec<_> = fs::read_dir(folder).into_iter().flatten().flatten().map(|file| file.path()).collect();
    files.sort();
    files.iter().filter_map(|file| serde_json::from_slice(&fs::read(file).ok()?).ok()).collect()
}

fn bodies(platform: Platform) -> Vec<Vec<u8>> {
    samples(platform).into_iter().map(|sample| sample.body.into_bytes()).collect()
}

fn read(platform: Platform, body: &[u8]) {
    let Ok(account) = "demo".parse::<AccountId>() else { return };
    let Ok(parsed) = channels::parse(platform, &account, body) else { return };
    let _ = NormalForm::from_iter(&parsed.inbound);
    for inbound in &parsed.inbound {
        let thread = Thread::of_inbound(inbound);
        assert!((1..=128).contains(&thread.as_str().len()) && thread.as_str().is_ascii(), "{thread} is no group");
        if let Inbound::Item(item) = inbound {
            assert!(!item.event.is_empty(), "an item without a name would be any other");
            assert_eq!(item.command().time(), item.at);
        }
        let written = serde_json::to_string(inbound).unwrap_or_default();
        assert_eq!(serde_json::from_str::<Inbound>(&written).ok().as_ref(), Some(inbound), "it does not survive its queue");
    }
}

pub(super) fn line(body: &[u8]) {
    read(Platform::Line, body);
}

pub(super) fn instagram(body: &[u8]) {
    read(Platform::Instagram, body);
}

pub(super) fn facebook(body: &[u8]) {
    read(Platform::Facebook, body);
}

pub(super) fn whatsapp(body: &[u8]) {
    read(Platform::WhatsApp, body);
}

pub(super) fn line_bodies() -> Vec<Vec<u8>> {
    bodies(Platform::Line)
}

pub(super) fn instagram_bodies() -> Vec<Vec<u8>> {
    bodies(Platform::Instagram)
}

pub(super) fn facebook_bodies() -> Vec<Vec<u8>> {
    bodies(Platform::Facebook)
}

pub(super) fn whatsapp_bodies() -> Vec<Vec<u8>> {
    bodies(Platform::WhatsApp)
}

/// Platforms' answers: the first byte is the status, the rest is the body.
pub(super) fn answers(input: &[u8]) {
    let (status, body) = input.split_first().map_or((0, input), |(first, rest)| (*first, rest));
    let status = [200, 201, 301, 400, 401, 403, 404, 409, 413, 429, 500, 503][usize::from(status) % 12];
    let headers = HeaderMap::from_iter([(HeaderName::from_static("retry-after"), HeaderValue::from_static("17"))]);
    for platform in Platform::ALL {
        let _ = channels::outcome(platform, &Response { status, headers: &headers, body });
        let _ = channels::read_profile(platform, body);
    }
}

pub(super) fn answer_bodies() -> Vec<Vec<u8>> {
    [
        "\u{0}{\"sentMessages\":[{\"id\":\"461230966842064897\",\"quoteToken\":\"q\"}]}",
        "\u{0}{\"recipient_id\":\"1\",\"message_id\":\"m\"}",
        "\u{0}{\"messaging_product\":\"whatsapp\",\"contacts\":[{\"input\":\"1\",\"wa_id\":\"1\"}],\"messages\":[{\"id\":\"wamid.1\"}]}",
        "\u{3}{\"error\":{\"message\":\"no\",\"type\":\"OAuthException\",\"code\":190,\"error_subcode\":463,\"error_data\":{\"details\":\"d\"}}}",
        "\u{3}{\"message\":\"The property, 'to', must be specified\",\"details\":[{\"message\":\"m\",\"property\":\"to\"}]}",
        "\u{7}{\"message\":\"The retry key is already accepted\",\"sentMessages\":[{\"id\":\"1\"}]}",
        "\u{0}{\"displayName\":\"Mina\",\"userId\":\"U1\",\"pictureUrl\":\"https://example.com/p.png\",\"name\":\"Mina\",\"username\":\"mina\"}",
    ]
    .map(|text| text.as_bytes().to_vec())
    .into()
}

/// A header's value, a line break, a body. Nobody can sign without the secret.
pub(super) fn signature(input: &[u8]) {
    let split = input.iter().position(|byte| *byte == b'\n').unwrap_or(input.len());
    let (value, body) = (&input[..split], input.get(split + 1..).unwrap_or_default());
    for platform in Platform::ALL {
        // What is polled has no signature to forge.
        let Some(scheme) = channels::scheme(platform) else { continue };
        let Ok(value) = HeaderValue::from_bytes(value) else { return };
        let headers = HeaderMap::from_iter([(HeaderName::from_static(scheme.header()), value.clone())]);
        let secrets = ["no fuzzer knows this secret", "nor this one"];
        assert!(channels::verify(platform, &headers, body, &secrets).is_err(), "{platform} takes a forged signature");
        assert!(channels::verify::<&str>(platform, &headers, body, &[]).is_err());
        assert!(channels::verify(platform, &headers, body, &[""]).is_err());
    }
    for scheme in [Scheme::Meta, Scheme::X, Scheme::Line, Scheme::LinkedIn, Scheme::Open] {
        let signed = scheme.sign("secret", body);
        assert!(scheme.verify(Some(&signed), body, &["secret"]).is_ok());
    }
}

pub(super) fn signed() -> Vec<Vec<u8>> {
    let all = [Platform::Line, Platform::Instagram, Platform::WhatsApp].into_iter().flat_map(samples);
    all.map(|sample| {
        let value = sample.headers.values().find(|value| value.contains('=')).cloned().unwrap_or_default();
        format!("{value}\n{}", sample.body).into_bytes()
    })
    .step_by(9)
    .collect()
}

/// A query string as the door decodes it.
pub(super) fn challenge(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let pairs: Vec<(&str, &str)> = text.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, ""))).collect();
    for platform in Platform::ALL {
        let _ = channels::challenge(platform, &pairs, Some("verify me"), Some("secret"));
        let _ = channels::challenge(platform, &pairs, None, None);
    }
    let _ = channels::challenge::x(&pairs, Some("secret"));
    let _ = channels::challenge::linkedin(&pairs, Some("secret"));
}

pub(super) fn challenges() -> Vec<Vec<u8>> {
    [
        "hub.mode=subscribe&hub.verify_token=verify me&hub.challenge=1158201444",
        "crc_token=abc&nonce=1",
        "challengeCode=890e4665-4dfe-4ab1-b689-ed553bceeed0",
    ]
    .map(|text| text.as_bytes().to_vec())
    .into()
}

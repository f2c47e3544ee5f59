//! What platforms deliver and answer.

use std::{fs, path::Path};

use channels::{NormalForm, Scheme};
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

pub(super) fn bodies(platform: Platform) -> Vec<Vec<u8>> {
    samples(platform).into_iter().map(|sample| sample.body.into_bytes()).collect()
}

/// What a platform delivers.
pub(super) fn read(platform: Platform, body: &[u8]) {
    let Ok(account) = "demo".parse::<AccountId>() else { return };
    if platform == Platform::Open {
        // A bridge of the company's own is told of each item what became of it.
        let _ = channels::open::brought(&account, body);
    }
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

/// A header's value, a line break, a body. Nobody can sign without the secret.
pub(super) fn signature(input: &[u8]) {
    let split = input.iter().position(|byte| *byte == b'\n').unwrap_or(input.len());
    let (value, body) = (&input[..split], input.get(split + 1..).unwrap_or_default());
    for platform in Platform::ALL {
        // What is polled has no signature to forge.
        let Some(scheme) = channels::scheme(platform) else { continue };
        let Ok(value) = HeaderValue::from_bytes(value) else { return };
        // What else a scheme signs stands in headers beside.
        let beside = scheme.headers("another secret", body, "1", 1);
        let beside = beside.into_iter().filter_map(|(name, said)| Some((HeaderName::from_static(name), said.parse().ok()?)));
        let mut headers = HeaderMap::from_iter(beside);
        headers.insert(HeaderName::from_static(scheme.header()), value.clone());
        let secrets = ["no fuzzer knows this secret", "nor this one"];
        assert!(channels::verify(platform, &headers, body, &secrets).is_err(), "{platform} takes a forged signature");
        assert!(channels::verify::<&str>(platform, &headers, body, &[]).is_err());
        assert!(channels::verify(platform, &headers, body, &[""]).is_err());
    }
    for scheme in [Scheme::Meta, Scheme::X, Scheme::Line, Scheme::LinkedIn, Scheme::Sinch, Scheme::Open] {
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

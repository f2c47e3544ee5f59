//! Each kind of content on each channel, as it goes out: golden files, one per platform. `UPDATE=1` writes them; the diff is
//! then for people to read.

use std::{collections::BTreeMap, path::PathBuf};

use channels::{Credentials, Refusal, capabilities, render};
use domain::{
    id::MessageId,
    platform::Platform,
    reply::{Button, Card, Choice, Extra, FileKind, Outbound, Press, Target},
    time::Timestamp,
};
use serde_json::{Value, json};

const CREDENTIALS: Credentials = Credentials { token: "7000:token-7", app_secret: None };

/// The names of each platform's things, so that an address can be made of them.
fn targets(platform: Platform) -> (&'static str, &'static str, &'static str) {
    match platform {
        Platform::LinkedIn => ("urn:li:organization:1", "urn:li:person:2", "urn:li:comment:(urn:li:activity:7,8)"),
        Platform::Line => ("U00000000000000000000000000000001", "U00000000000000000000000000000002", "3"),
        Platform::KakaoTalk => ("project-1:app-1", "Xj1bW5wlE5SR", "3"),
        Platform::Sms => ("project-1:app-1:+46700000001", "46732001122", "3"),
        Platform::Reddit => ("harken_care", "mina_k", "t1_c1"),
        _ => ("1", "2", "3"),
    }
}

fn answer(button: &str) -> Button {
    Button { title: button.into(), press: Press::Answer { id: format!("id-{button}") } }
}

fn open(button: &str) -> Button {
    Button { title: button.into(), press: Press::Open { url: format!("https://shop.example/{button}") } }
}

fn card(title: &str, buttons: Vec<Button>) -> Card {
    Card { title: title.into(), text: "In stock".into(), image: Some("https://files.example/card.png".into()), buttons }
}

fn choices(titles: &[&str]) -> Extra {
    let choices = titles.iter().map(|title| Choice { id: format!("id-{title}"), title: (*title).into() }).collect();
    Extra::Choices { choices, open: "Choose".into() }
}

fn file(kind: FileKind, name: &str) -> Extra {
    Extra::File { kind, url: format!("https://files.example/{name}"), name: Some(name.into()) }
}

/// Every kind of content: its name, the words, what it carries beside them.
fn kinds() -> Vec<(&'static str, &'static str, Option<Extra>)> {
    let place = || Extra::Place {
        name: "Shop".into(),
        address: "Seoul, Jung-gu 1".into(),
        latitude_e6: 37_566_500,
        longitude_e6: 126_978_000,
    };
    let many: Vec<String> = (1..=12).map(|n| format!("Size {n}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    vec![
        ("words", "안녕하세요 👋", None),
        ("image", "", Some(file(FileKind::Image, "a.png"))),
        ("image with words", "This one?", Some(file(FileKind::Image, "a.png"))),
        ("video", "", Some(file(FileKind::Video, "a.mp4"))),
        ("audio", "", Some(file(FileKind::Audio, "a.m4a"))),
        ("file", "", Some(file(FileKind::File, "bill.pdf"))),
        ("three choices", "Which size?", Some(choices(&["S", "M", "L"]))),
        ("twelve choices", "Which size?", Some(choices(&many))),
        ("choices with long titles", "Which?", Some(choices(&["the one with the very long name", "the other"]))),
        ("card", "", Some(Extra::Cards { cards: vec![card("Shirt", vec![answer("Buy"), answer("Ask")])] })),
        ("card with an address", "", Some(Extra::Cards { cards: vec![card("Shirt", vec![answer("Buy"), open("more")])] })),
        (
            "carousel",
            "",
            Some(Extra::Cards { cards: vec![card("Shirt", vec![answer("Buy")]), card("Coat", vec![answer("Order")])] }),
        ),
        (
            "uneven carousel",
            "",
            Some(Extra::Cards {
                cards: vec![card("Shirt", vec![answer("Buy")]), card("Coat", vec![answer("Order"), open("more")])],
            }),
        ),
        ("links", "Read on:", Some(Extra::Links { links: vec![open("returns"), open("sizes")] })),
        ("place", "", Some(place())),
        ("sticker", "", Some(Extra::Sticker { set: "446".into(), id: "1988".into(), says: "Hello!".into() })),
        (
            "template",
            "Your parcel is there",
            Some(Extra::Template { name: "there".into(), language: "ko".into(), values: vec!["7".into()] }),
        ),
    ]
}

fn rendering(outbound: &Outbound) -> Value {
    match render(outbound, &CREDENTIALS) {
        Ok(rendered) => {
            let request = rendered.request;
            let body = serde_json::from_slice(&request.body)
                .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(&request.body).into_owned()));
            let mut shown = json!({ "path": request.path, "body": body });
            if let Some(notice) = rendered.notice {
                shown["notice"] = notice.to_string().into();
            }
            shown
        }
        Err(refusal) => json!({ "refused": refusal.to_string() }),
    }
}

fn golden(platform: Platform) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{platform}.json"))
}

// proves CH-21, CH-22, CH-29: every content kind on every channel, native or in words with a notice to the sender
#[test]
fn each_kind_of_content_is_rendered_as_its_golden_file_says() {
    for platform in Platform::ALL {
        let Some(declared) = capabilities(platform) else { continue };
        let (from, customer, comment) = targets(platform);
        let mut ways = BTreeMap::new();
        for (way, there, target) in [
            ("private", declared.private.is_some(), Target::Direct { customer: customer.into() }),
            ("public", declared.public.is_some(), Target::Comment { comment: comment.into() }),
        ] {
            if !there {
                continue;
            }
            let mut shown = serde_json::Map::new();
            for (kind, text, extra) in kinds() {
                let at = Timestamp::from_millis(1_774_000_000_000);
                let outbound = Outbound {
                    message: MessageId::at(at, &[b"golden"]),
                    platform,
                    account: "demo".parse().unwrap(),
                    from: from.into(),
                    target: target.clone(),
                    text: text.into(),
                    human_tag: false,
                    extra,
                };
                let rendered = rendering(&outbound);
                // Never a silent drop: what is not refused says all of its words, or says that it does not.
                if rendered.get("refused").is_some() {
                    assert_eq!(kind, "template", "{platform} {way}: {rendered}");
                }
                shown.insert(kind.into(), rendered);
            }
            ways.insert(way, Value::Object(shown));
        }
        let made = serde_json::to_string_pretty(&ways).unwrap() + "\n";
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(golden(platform), &made).unwrap();
        }
        let kept = std::fs::read_to_string(golden(platform)).unwrap_or_default();
        assert!(kept == made, "tests/golden/{platform}.json differs; read the diff after UPDATE=1. It would be:\n{made}");
    }
}

// proves CH-22: what is not shown as it was made is all there in words, and the sender is told
#[test]
fn what_is_not_shown_is_said() {
    let outbound = |platform, text: &str, extra| Outbound {
        message: MessageId::at(Timestamp::from_millis(1), &[b"words"]),
        platform,
        account: "demo".parse().unwrap(),
        from: targets(platform).0.into(),
        target: Target::Comment { comment: targets(platform).2.into() },
        text: text.into(),
        human_tag: false,
        extra: Some(extra),
    };
    let cards = Extra::Cards { cards: vec![card("Shirt", vec![answer("Buy"), open("more")])] };
    let rendered = render(&outbound(Platform::X, "New:", cards.clone()), &CREDENTIALS).unwrap();
    let body: Value = serde_json::from_slice(&rendered.request.body).unwrap();
    assert_eq!(body["text"], "New:\nShirt\nIn stock\nhttps://files.example/card.png\n1. Buy\nmore: https://shop.example/more");
    let notice = rendered.notice.unwrap();
    assert_eq!(notice.what, "card");
    assert!(notice.to_string().starts_with("the card goes out in words: x cannot carry a card here"), "{notice}");

    // Words that are too long stay too long, and a mistake of the sender's own is not hidden in words.
    let long = outbound(Platform::X, &"가".repeat(140), cards);
    assert!(matches!(render(&long, &CREDENTIALS), Err(Refusal::TooLong { .. })));
    let none = Outbound {
        platform: Platform::Telegram,
        target: Target::Direct { customer: "2".into() },
        ..outbound(Platform::Telegram, "?", choices(&[]))
    };
    assert!(matches!(render(&none, &CREDENTIALS), Err(Refusal::Choices { counted: 0, .. })));
    let template = Extra::Template { name: "a".into(), language: "ko".into(), values: vec![] };
    assert!(matches!(render(&outbound(Platform::X, "a", template), &CREDENTIALS), Err(Refusal::NoSuchExtra { .. })));
}

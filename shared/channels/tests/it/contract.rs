//! What every adapter promises, whatever its platform: one suite, unchanged for each. A new adapter is in it as soon as it
//! declares what it does; the compiler asks for its first message.

use channels::{
    Capabilities, Credentials, Outcome, Refusal, Response, capabilities, capability::Reach, encode, limits, media, moderate,
    outcome,
};
use domain::{
    id::MessageId,
    inbound::{Act, ContentKind, Inbound, Item},
    media::is_file,
    moderation::Moderation,
    platform::{Platform, Visibility},
    reply::{Button, Card, Choice, Extra, FileKind, Limits, Outbound, Press, Target, Window, window},
    time::{SECOND, Timestamp},
};
use http::HeaderMap;

use crate::samples::{SAMPLES, read, sample};

const CREDENTIALS: Credentials = Credentials { token: "token-7", app_secret: Some("app-secret-7") };

fn adapters() -> impl Iterator<Item = (Platform, Capabilities)> {
    Platform::ALL.into_iter().filter_map(|platform| Some((platform, capabilities(platform)?)))
}

/// A customer's plain words, the platform's word that it took an answer, and the id it gave the answer.
fn first(platform: Platform) -> (Item, &'static str) {
    let (name, taken) = match platform {
        Platform::Line => ("line/text", r#"{"sentMessages":[{"id":"taken-1"}]}"#),
        Platform::Instagram => ("instagram/dm-text", r#"{"recipient_id":"1","message_id":"taken-1"}"#),
        Platform::Facebook => ("facebook/dm-text", r#"{"recipient_id":"1","message_id":"taken-1"}"#),
        Platform::WhatsApp => ("whatsapp/text", r#"{"messaging_product":"whatsapp","messages":[{"id":"taken-1"}]}"#),
        Platform::X => ("x/dm-text", r#"{"data":{"dm_event_id":"taken-1","dm_conversation_id":"1-2"}}"#),
        Platform::KakaoTalk => ("kakaotalk/text", r#"{"message_id":"taken-1","accepted_time":"2026-01-01T02:53:22Z"}"#),
        Platform::Sms => ("sms/text", r#"{"message_id":"taken-1","accepted_time":"2026-01-01T02:53:22Z"}"#),
        Platform::Telegram => ("telegram/text", r#"{"ok":true,"result":{"message_id":"1","chat":{"id":"taken"}}}"#),
        Platform::LinkedIn => ("linkedin/comment", r#"{"id":"1","commentUrn":"taken-1"}"#),
        Platform::Reddit => {
            ("reddit/message", r#"{"json":{"errors":[],"data":{"things":[{"kind":"t1","data":{"name":"taken-1"}}]}}}"#)
        }
        Platform::Open => ("open/text", r#"{"messageId":"taken-1"}"#),
        Platform::Web => ("web/text", r#"{"id":"taken-1"}"#),
    };
    match read(platform, &sample(name).body).inbound.swap_remove(0) {
        Inbound::Item(item) => (item, taken),
        other => panic!("{other:?}"),
    }
}

/// An answer to a message, back to whom it came from.
fn answer(item: &Item, text: &str, extra: Option<Extra>) -> Outbound {
    Outbound {
        message: MessageId::at(item.at, &[b"reply"]),
        platform: item.platform,
        account: item.account.clone(),
        // Telegram does not name the bot.
        from: item.recipient.clone().unwrap_or_else(|| "7000".into()),
        target: back(item),
        text: text.into(),
        human_tag: false,
        extra,
    }
}

/// To the person in private, or under what they wrote for all to see.
fn back(item: &Item) -> Target {
    match (&item.act, item.visibility) {
        (Act::Say { external_id: Some(comment), .. }, Visibility::Public) => Target::Comment { comment: comment.clone() },
        _ => Target::Direct { customer: item.author.clone().unwrap().id },
    }
}

/// The limits an answer to the platform's first message goes by.
fn limits_of(declared: &Capabilities) -> Limits {
    declared.private.or(declared.public).unwrap()
}

fn means(platform: Platform, status: u16, body: &str) -> Outcome {
    outcome(platform, &Response { status, headers: &HeaderMap::new(), body: body.as_bytes() })
}

// proves CH-01, CH-21: what a customer wrote is answered to the same customer, and the platform's id of it is kept
#[test]
fn a_message_is_answered_to_who_wrote_it() {
    for (platform, _) in adapters() {
        let (item, taken) = first(platform);
        let visibility = if limits(platform, Visibility::Private).is_some() { Visibility::Private } else { Visibility::Public };
        assert_eq!((item.platform, item.visibility), (platform, visibility));
        let request = encode(&answer(&item, "네", None), &CREDENTIALS).unwrap();
        // The recipient stands in the path or the body, the words in the body, as JSON or as a form.
        let said = format!("{} {}", request.path, String::from_utf8(request.body.clone()).unwrap());
        let to = match back(&item) {
            Target::Comment { comment } => comment,
            _ => item.author.clone().unwrap().id,
        };
        assert!(said.contains(&to) && (said.contains("네") || said.contains("%EB%84%A4")), "{platform}: {said}");
        assert_eq!(encode(&answer(&item, "네", None), &CREDENTIALS).unwrap(), request, "{platform}: the same every time");
        assert_eq!(
            means(platform, 200, taken),
            Outcome::Sent { external_id: Some(if platform == Platform::Telegram { "taken:1" } else { "taken-1" }.into()) },
            "{platform}"
        );
    }
}

// proves F12, G-7: the plain troubles mean the same everywhere
#[test]
fn the_plain_troubles_mean_the_same_everywhere() {
    for (platform, _) in adapters() {
        for status in [500, 502, 503, 504] {
            assert!(matches!(means(platform, status, "<html>"), Outcome::Retry { .. }), "{platform} {status}");
        }
        assert!(matches!(means(platform, 429, ""), Outcome::RateLimited { .. }), "{platform}");
        assert!(matches!(means(platform, 401, ""), Outcome::NeedsAttention { .. }), "{platform}");
        assert!(matches!(means(platform, 400, "{}"), Outcome::Refused { .. }), "{platform}");
    }
}

// proves ING-14: a body that comes twice, or after a later one, names the same events
#[test]
fn a_second_delivery_in_any_order_names_the_same_events() {
    let names = |platform: Platform, body: &str| -> Vec<String> {
        let event = |inbound: &Inbound| match inbound {
            Inbound::Item(item) => item.event.clone(),
            Inbound::Receipt(receipt) => format!("{:?} {:?} {}", receipt.external_id, receipt.state, receipt.at),
            Inbound::Echo(echo) => echo.external_id.clone(),
        };
        read(platform, body).inbound.iter().map(event).collect()
    };
    for (platform, _) in adapters() {
        let bodies: Vec<&str> = SAMPLES.iter().filter(|one| one.platform() == platform).map(|one| one.body.as_str()).collect();
        assert!(bodies.len() >= 20, "{platform} has {} samples", bodies.len());
        let mut there: Vec<_> = bodies.iter().flat_map(|body| names(platform, body)).collect();
        let mut back: Vec<_> = bodies.iter().rev().flat_map(|body| names(platform, body)).collect();
        there.sort();
        back.sort();
        assert_eq!(there, back, "{platform}");
    }
}

// proves CH-24: one below the limit and the limit itself go out, one above does not
#[test]
fn the_limit_itself_is_allowed_and_one_more_is_not() {
    for (platform, declared) in adapters() {
        let (item, _) = first(platform);
        let limits = limits_of(&declared);
        for (length, fits) in [(limits.length - 1, true), (limits.length, true), (limits.length + 1, false)] {
            let sent = encode(&answer(&item, &"a".repeat(length), None), &CREDENTIALS);
            assert_eq!(sent.is_ok(), fits, "{platform} {length}");
            let refused = Refusal::TooLong { counted: length, allowed: limits.length, unit: limits.unit };
            assert!(fits || sent == Err(refused), "{platform}");
        }
        assert_eq!(encode(&answer(&item, "", None), &CREDENTIALS), Err(Refusal::Empty), "{platform}");
    }
}

// proves CH-25: the window is open to its last moment and not a second longer
#[test]
fn the_window_ends_when_it_says() {
    let last = Timestamp::from_millis(1_774_000_000_000);
    for (platform, declared) in adapters() {
        let limits = limits_of(&declared);
        let at = |length| window(&limits, Some(last), last.plus(length));
        let Some(free) = limits.window else {
            assert!(matches!(at(i64::from(u32::MAX)), Window::Open { until: None }), "{platform}");
            continue;
        };
        for before in [-SECOND, 0] {
            assert!(matches!(at(free + before), Window::Open { .. }), "{platform}");
        }
        match limits.human_window {
            Some(human) => {
                assert!(matches!(at(free + SECOND), Window::HumanOnly { .. }), "{platform}");
                assert!(matches!(at(human), Window::HumanOnly { .. }), "{platform}");
                assert!(matches!(at(human + SECOND), Window::Closed { .. }), "{platform}");
            }
            None => assert!(matches!(at(free + SECOND), Window::Closed { .. }), "{platform}"),
        }
    }
}

// proves CH-21, CH-29: what is declared goes out, and what is not is refused by name, never dropped
#[test]
fn each_kind_of_content_goes_out_or_is_refused_as_declared() {
    for (platform, declared) in adapters() {
        let (item, _) = first(platform);
        let made = |text: &str, extra| encode(&answer(&item, text, Some(extra)), &CREDENTIALS);
        let check = |what: &str, declared: bool, made: Result<channels::Request, Refusal>| match (declared, made) {
            (true, Ok(request)) => assert!(!request.body.is_empty(), "{platform} {what}"),
            (false, Err(Refusal::NoSuchExtra { .. })) => {}
            (declared, made) => panic!("{platform} {what}: declared {declared}, but {made:?}"),
        };
        for (kind, file) in [
            (ContentKind::Image, FileKind::Image),
            (ContentKind::Video, FileKind::Video),
            (ContentKind::Audio, FileKind::Audio),
            (ContentKind::File, FileKind::File),
        ] {
            let extra = Extra::File { kind: file, url: "https://files.example/1".into(), name: None };
            check(&format!("{kind:?}"), declared.attachments_out.contains(&kind), made("", extra));
        }
        let goes_out = |reach| matches!(reach, Reach::Out | Reach::Both);
        let choices = Extra::Choices { choices: vec![Choice { id: "a".into(), title: "A".into() }], open: "?".into() };
        check("choices", goes_out(declared.quick_replies), made("A?", choices));
        let template = Extra::Template { name: "ready".into(), language: "ko".into(), values: vec![] };
        check("template", goes_out(declared.templates), made("준비됐습니다", template));
        let card = || Card {
            title: "Shirt".into(),
            text: String::new(),
            image: None,
            buttons: vec![Button { title: "Buy".into(), press: Press::Answer { id: "buy".into() } }],
        };
        check("card", goes_out(declared.cards), made("", Extra::Cards { cards: vec![card()] }));
        check("carousel", goes_out(declared.carousel), made("", Extra::Cards { cards: vec![card(), card()] }));
        let place =
            Extra::Place { name: "Shop".into(), address: "Seoul".into(), latitude_e6: 37_500_000, longitude_e6: 127_000_000 };
        check("place", declared.attachments_out.contains(&ContentKind::Location), made("", place));
        let sticker = Extra::Sticker { set: "446".into(), id: "1988".into(), says: "Hello".into() };
        check("sticker", declared.attachments_out.contains(&ContentKind::Sticker), made("", sticker));
    }
}

// proves CH-01: what is declared to be done to others' words has a request, and what is not is refused by name
#[test]
fn each_thing_done_to_public_words_goes_out_or_is_refused_as_declared() {
    for (platform, declared) in adapters() {
        let (words, own) = match platform {
            Platform::LinkedIn => ("urn:li:comment:(urn:li:activity:7,17990000000000101)", "urn:li:organization:100"),
            _ => ("17990000000000101", "100"),
        };
        for what in Moderation::ALL {
            let made = moderate(platform, what, words, own, &CREDENTIALS);
            match (declared.moderation.contains(&what), made) {
                (true, Ok(request)) => {
                    let said = format!("{} {}", request.path, String::from_utf8(request.body).unwrap());
                    assert!(said.contains("17990000000000101"), "{platform} {what:?}: {said}");
                    assert!(moderate(platform, what, "../1", own, &CREDENTIALS).is_err(), "{platform} {what:?}");
                }
                (false, Err(Refusal::NotModerable { .. })) => {}
                (declared, made) => panic!("{platform} {what:?}: declared {declared}, but {made:?}"),
            }
        }
        // Who has public words of others under its own may at least hide them, where the platform lets anybody.
        assert!(declared.moderation.is_empty() || declared.public.is_some(), "{platform}");
    }
}

// proves CH-01: what an adapter says comes in is shown by one of its samples
#[test]
fn what_is_declared_to_come_in_is_shown_by_a_sample() {
    for (platform, declared) in adapters() {
        let acts: Vec<Act> = SAMPLES
            .iter()
            .filter(|one| one.platform() == platform)
            .flat_map(|one| read(platform, &one.body).inbound)
            .filter_map(|inbound| if let Inbound::Item(item) = inbound { Some(item.act) } else { None })
            .collect();
        let comes_in = |reach| matches!(reach, Reach::In | Reach::Both);
        let shown = |what: &str, declared: bool, found: bool| assert_eq!(declared, found, "{platform} {what}");
        shown("edit", comes_in(declared.edit), acts.iter().any(|act| matches!(act, Act::Edit { .. })));
        shown("delete", comes_in(declared.delete), acts.iter().any(|act| matches!(act, Act::Delete { .. })));
        shown("reaction", comes_in(declared.reaction), acts.iter().any(|act| matches!(act, Act::React { .. })));
        for kind in declared.attachments_in {
            let carries = |act: &Act| match act {
                Act::Say { content, .. } => content.attachments.iter().any(|attachment| attachment.kind == *kind),
                Act::Edit { .. } | Act::Delete { .. } | Act::React { .. } => false,
            };
            shown(&format!("{kind:?}"), true, acts.iter().any(carries));
        }
    }
}

// proves ING-17, CH-01: for each file that comes in there is a way to its bytes, and a customer uploads where it is our own bucket
#[test]
fn each_file_that_comes_in_can_be_kept() {
    for (platform, declared) in adapters() {
        let mut kept = Vec::new();
        for sample in SAMPLES.iter().filter(|one| one.platform() == platform) {
            for inbound in read(platform, &sample.body).inbound {
                let Inbound::Item(Item { act: Act::Say { content, .. }, .. }) = inbound else { continue };
                for attachment in content.attachments.iter().filter(|one| is_file(platform, one)) {
                    let ours = media::brought(platform, attachment).is_some();
                    assert!(ours || media::source(platform, attachment, &CREDENTIALS).is_ok(), "{}: {attachment:?}", sample.name);
                    assert_eq!(ours, !declared.uploads.is_empty(), "{}", sample.name);
                    kept.push(attachment.kind);
                }
            }
        }
        for kind in declared.attachments_in.iter().filter(|&&kind| FileKind::of(kind).is_some()) {
            assert!(kept.contains(kind), "{platform} {kind:?}");
        }
    }
}

// proves CH-01, CH-34: who declares that customers see somebody write has a call for it, and nobody else
#[test]
fn typing_is_shown_where_it_is_declared() {
    for (platform, of) in adapters() {
        let (item, _) = first(platform);
        let customer = item.author.as_ref().map_or("7", |author| author.id.as_str());
        let shown = channels::typing(platform, "1", customer, Some("wamid.1"), &CREDENTIALS);
        // The web messenger is told by its own socket.
        let declared = matches!(of.typing, Reach::Out | Reach::Both) && platform != Platform::Web;
        assert_eq!(shown.is_some(), declared, "{platform}");
        let Some(request) = shown.transpose().unwrap() else { continue };
        let body: serde_json::Value = serde_json::from_slice(&request.body).unwrap();
        assert!(body["text"].is_null() && body["message"].is_null() && body["messages"].is_null(), "{platform}: {body}");
        for odd in ["a/b", "..", ""] {
            let escaped = channels::typing(platform, odd, customer, Some("wamid.1"), &CREDENTIALS);
            // Where the account stands in the address, an odd one goes nowhere.
            if request.path.starts_with("/1/") {
                assert!(escaped.unwrap().is_err(), "{platform} {odd:?}");
            }
        }
    }
    assert!(channels::typing(Platform::WhatsApp, "1", "8210", None, &CREDENTIALS).is_none());
    assert!(channels::typing(Platform::Line, "1", "C0123", None, &CREDENTIALS).is_none(), "a group of LINE has none");
}

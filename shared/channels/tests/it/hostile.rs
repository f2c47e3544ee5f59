//! Bodies no platform should send, and some do.

use std::time::{Duration, Instant};

use channels::{Parsed, Unreadable, parse};
use domain::platform::Platform;
use serde_json::{Value, json};

use crate::samples::{account, escape, normal, read, sample};

pub const ALL: [Platform; 4] = [Platform::Line, Platform::Instagram, Platform::Facebook, Platform::WhatsApp];

pub fn try_read(platform: Platform, body: &[u8]) -> Result<Parsed, Unreadable> {
    parse(platform, &account(), body)
}

pub fn words(parsed: &Parsed) -> Vec<String> {
    normal(parsed)["messages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|message| message["text"].as_str().unwrap_or_default().to_owned())
        .collect()
}

// proves S8: refused before anything recurses, and quickly
#[test]
fn a_megabyte_of_brackets_is_refused_within_ten_milliseconds() {
    for platform in ALL {
        for body in [vec![b'['; 1 << 20], b"{\"a\":".repeat((1 << 20) / 5)] {
            let begun = Instant::now();
            assert!(matches!(try_read(platform, &body), Err(Unreadable::TooDeep { .. })));
            // Built for debugging it is some ten times slower than what is deployed.
            let allowed = if cfg!(debug_assertions) { 100 } else { 10 };
            assert!(begun.elapsed() < Duration::from_millis(allowed), "{:?}", begun.elapsed());
        }
        assert!(matches!(try_read(platform, &vec![b' '; (1 << 20) + 1]), Err(Unreadable::TooLarge { .. })));
    }
}

// proves F14: what is not a webhook body says so, and where
#[test]
fn a_body_of_another_form_is_refused_with_its_place() {
    for platform in ALL {
        for body in [
            "",
            "null",
            "[]",
            "{}",
            "\"text\"",
            "{\"events\":null,\"entry\":null}",
            "{\"events\":{},\"entry\":{}}",
            "{\"events\":[",
            "\u{0}",
        ] {
            match try_read(platform, body.as_bytes()) {
                Err(Unreadable::Malformed { why }) => assert!(why.contains("line"), "{why}"),
                other => panic!("{platform} {body:?}: {other:?}"),
            }
        }
    }
}

// proves F14: an emoji cut in half, or a byte that is no character, costs that character and nothing else
#[test]
fn broken_characters_cost_themselves_only() {
    let body = sample("line/two-users").body.replace("\"one\"", r#""one \ud83d""#);
    let parsed = read(Platform::Line, &body);
    assert_eq!((words(&parsed), parsed.unreadable), (vec!["one \u{fffd}".into(), "two".into()], vec![]));

    let body = replaced(&sample("line/two-users").body, b"one", b"o\xffe");
    let parsed = try_read(Platform::Line, &body).unwrap();
    assert_eq!((words(&parsed), parsed.unreadable), (vec!["o\u{fffd}e".into(), "two".into()], vec![]));

    let body = sample("instagram/batch-two-entries").body.replace("\"one\"", r#""\udc00""#);
    assert_eq!(words(&read(Platform::Instagram, &body)), ["\u{fffd}", "two"]);
}

/// The body with the first `from` as `to`, which need not be text.
fn replaced(body: &str, from: &[u8], to: &[u8]) -> Vec<u8> {
    let at = body.as_bytes().windows(from.len()).position(|window| window == from).unwrap();
    [&body.as_bytes()[..at], to, &body.as_bytes()[at + from.len()..]].concat()
}

/// What stands where an event should be, or should stand.
fn bad_events(platform: Platform) -> Vec<Value> {
    match platform {
        Platform::Line => vec![
            json!(null),
            json!(7),
            json!("message"),
            json!([]),
            json!({"type": "message"}),
            json!({"type": "message", "timestamp": 1_767_233_000_111i64}),
            json!({"type": "message", "timestamp": "soon", "message": {"id": "1", "type": "text", "text": "lost"}}),
            json!({"type": "message", "timestamp": 1_767_233_000_111i64, "message": {"id": 1.5, "type": "text", "text": "lost"}}),
            json!({"type": "message", "timestamp": 1_767_233_000_111i64, "message": {"id": "1", "type": "text", "text": ["lost"]}}),
            json!({"type": "postback", "timestamp": 1_767_233_000_111i64}),
            json!({"type": "unsend", "timestamp": 1_767_233_000_111i64}),
            json!({"type": "messageEdited", "timestamp": 1_767_233_000_111i64}),
        ],
        Platform::WhatsApp => vec![
            json!(null),
            json!(7),
            json!("message"),
            json!([]),
            json!({}),
            json!({"type": "text", "timestamp": "1767225600", "text": {"body": "lost"}}),
            json!({"type": "text", "id": "wamid.1", "text": {"body": "lost"}}),
            json!({"type": "text", "id": "wamid.1", "timestamp": "soon", "text": {"body": "lost"}}),
            json!({"type": "text", "id": 1.5, "timestamp": "1767225600", "text": {"body": "lost"}}),
            json!({"type": "text", "id": "wamid.1", "timestamp": "1767225600", "text": {"body": ["lost"]}}),
            json!({"type": "text", "id": "wamid.1", "timestamp": "1767225600", "text": "lost"}),
            json!({"type": "image", "id": "wamid.1", "timestamp": "1767225600"}),
            json!({"type": "reaction", "id": "wamid.1", "timestamp": "1767225600", "reaction": []}),
            json!({"type": "edit", "id": "wamid.1", "timestamp": "1767225600"}),
        ],
        _ => vec![
            json!(null),
            json!(7),
            json!([]),
            json!({"message": "text"}),
            json!({"sender": {"id": 1.5}, "timestamp": 1_767_225_604_987i64, "message": {"mid": "m", "text": "lost"}}),
            json!({"sender": {"id": "1"}, "timestamp": {}, "message": {"mid": "m", "text": "lost"}}),
            json!({"sender": {"id": "1"}, "timestamp": 1_767_225_604_987i64, "message": {"mid": {}, "text": "lost"}}),
            json!({"sender": {"id": "1"}, "timestamp": 1_767_225_604_987i64, "reaction": []}),
        ],
    }
}

pub fn around(platform: Platform, bad: &Value) -> Value {
    let (before, after) = match platform {
        Platform::Line => ("line/text", "line/postback"),
        Platform::Facebook => ("facebook/dm-text", "facebook/dm-postback"),
        Platform::WhatsApp => ("whatsapp/text", "whatsapp/button"),
        _ => ("instagram/dm-text", "instagram/dm-postback"),
    };
    let event = |name: &str| {
        let body: Value = serde_json::from_str(&sample(name).body).unwrap();
        let places = ["/events/0", "/entry/0/messaging/0", "/entry/0/changes/0/value/messages/0"];
        places.iter().find_map(|place| body.pointer(place)).unwrap().clone()
    };
    match platform {
        Platform::Line => json!({"destination": "U1", "events": [event(before), bad, event(after)]}),
        Platform::WhatsApp => json!({"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [{
                    "field": "messages", "value": {"metadata": {"phone_number_id": "2"},
                    "messages": [event(before), bad, event(after)]}}]}]}),
        _ => json!({"object": "instagram", "entry": [{"id": "17841400000000777", "time": 1_767_225_605_123i64,
                    "messaging": [event(before), bad, event(after)]}]}),
    }
}

// proves "one bad event must not lose its neighbours" (channels.md section 1)
#[test]
fn a_bad_event_loses_only_itself_and_says_where() {
    for platform in ALL {
        for bad in bad_events(platform) {
            let body = around(platform, &bad).to_string();
            let parsed = read(platform, &body);
            assert_eq!(parsed.inbound.len(), 2, "{bad}");
            assert_eq!(
                words(&parsed)[0],
                "배송이 아직도 안 왔어요 😡".to_owned()
                    + if platform == Platform::Line { "" } else { " https://example.com/orders/77" }
            );
            let place = match platform {
                Platform::Line => "events[1]",
                Platform::WhatsApp => "entry[0].changes[0].value.messages[1]",
                _ => "entry[0].messaging[1]",
            };
            assert_eq!(parsed.unreadable.len(), 1, "{bad}");
            assert_eq!(parsed.unreadable[0].place, place, "{bad}");
            assert!(!parsed.unreadable[0].why.contains("lost"), "a customer's words in a log: {}", parsed.unreadable[0].why);
        }
    }
}

// proves the same for entries, changes and values
#[test]
fn a_bad_entry_change_or_value_loses_only_itself() {
    let comment = |id: &str| json!({"id": id, "text": id, "from": {"id": "1"}, "media": {"id": "9"}});
    let change = |value: Value| json!({"field": "comments", "value": value});
    let entry = |changes: Vec<Value>| json!({"id": "17841400000000777", "time": 1_767_226_000, "changes": changes});
    for (entries, place) in [
        (vec![entry(vec![change(comment("a"))]), json!("x"), entry(vec![change(comment("b"))])], "entry[1]"),
        (vec![entry(vec![change(comment("a")), json!(3), change(comment("b"))])], "entry[0].changes[1]"),
        (vec![entry(vec![change(comment("a")), change(json!("x")), change(comment("b"))])], "entry[0].changes[1]"),
        (vec![entry(vec![change(comment("a")), change(json!({"text": "no id"})), change(comment("b"))])], "entry[0].changes[1]"),
        (vec![entry(vec![change(json!([comment("a"), {"id": {}}, comment("b")]))])], "entry[0].changes[0].value[1]"),
        (vec![entry(vec![change(json!([comment("a"), {"text": "no id"}, comment("b")]))])], "entry[0].changes[0].value[1]"),
        (vec![entry(vec![change(comment("a")), json!({"field": "comments"}), change(comment("b"))])], "entry[0].changes[1]"),
        (
            vec![
                json!({"id": "178", "time": 1_767_226_000, "field": "comments", "value": comment("a")}),
                json!({"id": "178", "time": 1_767_226_000, "field": "comments", "value": 4}),
                json!({"id": "178", "time": 1_767_226_000, "field": "mentions", "value": {"comment_id": "c"}}),
                json!({"id": "178", "field": "comments", "value": comment("timeless")}),
                json!({"id": "178", "time": 1_767_226_000, "field": "comments", "value": [comment("b")]}),
            ],
            "entry[1] entry[2] entry[3]",
        ),
    ] {
        let parsed = read(Platform::Instagram, &json!({"object": "instagram", "entry": entries}).to_string());
        assert_eq!(words(&parsed), ["a", "b"], "{place}");
        assert_eq!(parsed.unreadable.iter().map(|event| event.place.as_str()).collect::<Vec<_>>().join(" "), place);
    }
}

// proves the same for what surrounds WhatsApp's messages, and for its statuses
#[test]
fn a_bad_contact_or_status_costs_no_message() {
    let value = |contacts: Value, statuses: Value| {
        json!({"entry": [{"id": "1", "changes": [{"field": "messages", "value": {
            "metadata": {"phone_number_id": "2"}, "contacts": contacts, "statuses": statuses,
            "messages": [{"from": "49", "id": "wamid.1", "timestamp": "1767225600", "type": "text", "text": {"body": "a"}}],
        }}]}]})
        .to_string()
    };
    let good = json!({"id": "wamid.2", "status": "sent", "timestamp": "1767225600", "recipient_id": "49"});
    for bad in [json!(null), json!(7), json!({"profile": 4}), json!({"wa_id": {}})] {
        let parsed = read(Platform::WhatsApp, &value(json!([bad]), json!([good])));
        assert_eq!((parsed.inbound.len(), parsed.unreadable), (2, vec![]), "{bad}");
    }
    for bad in [
        json!(7),
        json!({"status": "sent", "timestamp": "1767225600", "recipient_id": "49"}),
        json!({"id": "wamid.3", "status": "read", "recipient_id": "49"}),
        json!({"id": "wamid.3", "status": "read", "timestamp": "1767225600"}),
        json!({"id": [], "status": "read", "timestamp": "1767225600", "recipient_id": "49"}),
    ] {
        let parsed = read(Platform::WhatsApp, &value(json!([]), json!([bad, good])));
        assert_eq!(parsed.inbound.len(), 2, "{bad}");
        assert_eq!(parsed.unreadable[0].place, "entry[0].changes[0].value.statuses[0]", "{bad}");
    }
}

// proves F14: an emoji cut in half in one value costs that value's character and nothing else
#[test]
fn broken_characters_in_a_change_cost_themselves_only() {
    for (name, words_of) in
        [("whatsapp/two-messages", ["o\u{fffd}e", "two"]), ("facebook/batch-two-entries", ["o\u{fffd}e", "two"])]
    {
        let sample = sample(name);
        let body = sample.body.replace("\"one\"", r#""o\ud83de""#);
        let parsed = read(sample.platform(), &body);
        assert_eq!((words(&parsed), parsed.unreadable), (words_of.map(str::to_owned).to_vec(), vec![]), "{name}");
    }
    let body = sample("facebook/comment-reply").body.replace("mine too", r"mine \ud83d");
    assert_eq!(words(&read(Platform::Facebook, &body)), ["mine \u{fffd}"]);
}

// proves that an unknown kind of event is nothing, whatever it looks like
#[test]
fn an_unknown_kind_of_event_is_nothing_however_it_looks() {
    for unknown in [
        json!({"type": "brandNew", "message": 5, "source": [], "timestamp": {}}),
        json!({"type": "message", "mode": "standby", "message": 5}),
        json!({}),
    ] {
        let parsed = read(Platform::Line, &around(Platform::Line, &unknown).to_string());
        assert_eq!((parsed.inbound.len(), parsed.unreadable), (2, vec![]), "{unknown}");
    }
    for unknown in [json!({"brand_new": [1], "timestamp": {}}), json!({"sender": 5}), json!({})] {
        let parsed = read(Platform::Instagram, &around(Platform::Instagram, &unknown).to_string());
        assert_eq!((parsed.inbound.len(), parsed.unreadable), (2, vec![]), "{unknown}");
    }
}

// proves F14: 10,000-element arrays, 64 KB texts, marks that turn or hide text
#[test]
fn large_and_strange_texts_pass_unchanged() {
    let event = |n: usize, text: &str| {
        json!({"type": "message", "timestamp": 1_767_233_000_111i64 + n as i64, "source": {"userId": "U1"},
                                              "message": {"id": n.to_string(), "type": "text", "text": text}})
    };
    let many: Vec<Value> = (0..5_000).map(|n| event(n, "x")).collect();
    let body = json!({"destination": "U", "events": many}).to_string();
    assert!(body.len() < 1 << 20);
    assert_eq!(read(Platform::Line, &body).inbound.len(), 5_000);

    // More bad events than any delivery has are one bad body.
    for body in [json!({"events": vec![7; 10_000]}), json!({"events": vec![json!({}); 60_000]})] {
        assert_eq!(try_read(Platform::Line, body.to_string().as_bytes()), Err(Unreadable::TooMany));
    }
    for entry in [
        json!({"messaging": vec![7; 10_000]}),
        json!({"changes": vec![7; 10_000]}),
        json!({"field": "comments", "value": vec![7; 10_000]}),
    ] {
        assert_eq!(try_read(Platform::Instagram, json!({"entry": [entry]}).to_string().as_bytes()), Err(Unreadable::TooMany));
    }
    let empty: Vec<Value> = vec![json!({}); 10_000];
    assert_eq!(read(Platform::Line, &json!({"events": empty}).to_string()), Parsed::default());

    for text in
        ["가".repeat(64 << 10), "\u{202e}abc\u{200b}".into(), "👨‍👩‍👧‍👦🏳️‍🌈".into(), "\\\"\u{0}\u{7f}\n".into(), "[".repeat(5_000)]
    {
        let body = json!({"destination": "U", "events": [event(1, &text)]}).to_string();
        assert_eq!(words(&read(Platform::Line, &body)), std::slice::from_ref(&text));
        assert_eq!(words(&read(Platform::Line, &escape(&body))), [text]);
    }
}

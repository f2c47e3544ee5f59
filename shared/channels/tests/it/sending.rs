//! What goes out: the exact requests, and what is refused before any call.

use channels::{Credentials, Refusal, Request, encode, limits};
use domain::{
    id::MessageId,
    platform::{Platform, Visibility},
    reply::{Outbound, Target, Unit, Window, window},
    time::{DAY, HOUR, Timestamp},
};
use serde_json::{Value, json};

const CREDENTIALS: Credentials = Credentials { token: "token-7-abcdef", app_secret: None };
const PROVEN: Credentials = Credentials { token: "token-7-abcdef", app_secret: Some("app-secret-7") };

fn outbound(platform: Platform, target: Target, text: &str) -> Outbound {
    Outbound {
        message: MessageId::at(Timestamp::from_millis(1_774_000_000_000), &[b"reply"]),
        platform,
        account: "demo".parse().unwrap(),
        from: "17841400000000777".into(),
        target,
        text: text.into(),
        human_tag: false,
        extra: None,
    }
}

fn direct() -> Target {
    Target::Direct { customer: "6015551230001".into() }
}

fn comment() -> Target {
    Target::Comment { comment: "17990000000000101".into() }
}

fn body(request: &Request) -> Value {
    serde_json::from_slice(&request.body).unwrap()
}

// proves CH-09: a LINE answer is a push with a retry key
#[test]
fn line_gets_a_push_with_a_retry_key() {
    let answer = outbound(Platform::Line, Target::Direct { customer: "U1".into() }, "곧 도착합니다 🙏");
    let request = encode(&answer, &CREDENTIALS).unwrap();
    assert_eq!((request.method.as_str(), request.path.as_str()), ("POST", "/v2/bot/message/push"));
    assert_eq!(body(&request), json!({"to": "U1", "messages": [{"type": "text", "text": "곧 도착합니다 🙏"}]}));
    assert_eq!(request.headers["authorization"], "Bearer token-7-abcdef");
    assert_eq!(request.headers["content-type"], "application/json");
    let key = request.headers["x-line-retry-key"].to_str().unwrap().to_owned();
    assert_eq!(key.split('-').map(str::len).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
    // The same message keeps its key on every attempt; another message has another.
    assert_eq!(encode(&answer, &CREDENTIALS).unwrap(), request);
    let other = Outbound { message: MessageId::at(Timestamp::from_millis(1_774_000_000_001), &[b"reply"]), ..answer };
    assert_ne!(encode(&other, &CREDENTIALS).unwrap().headers["x-line-retry-key"], key);
}

// proves CH-06, CH-07: every place Instagram can be answered in
#[test]
fn instagram_gets_each_answer_where_it_belongs() {
    let mention = |comment: Option<&str>| Target::Mention { media: "178".into(), comment: comment.map(str::to_owned) };
    for (target, human_tag, path, expected) in [
        (
            direct(),
            false,
            "/17841400000000777/messages",
            json!({"recipient": {"id": "6015551230001"}, "message": {"text": "네"}}),
        ),
        (
            direct(),
            true,
            "/17841400000000777/messages",
            json!({"recipient": {"id": "6015551230001"}, "message": {"text": "네"}, "messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}),
        ),
        (
            Target::PrivateReply { comment: "179".into() },
            false,
            "/17841400000000777/messages",
            json!({"recipient": {"comment_id": "179"}, "message": {"text": "네"}}),
        ),
        (comment(), false, "/17990000000000101/replies", json!({"message": "네"})),
        (
            mention(Some("179")),
            false,
            "/17841400000000777/mentions",
            json!({"media_id": "178", "comment_id": "179", "message": "네"}),
        ),
        (mention(None), false, "/17841400000000777/mentions", json!({"media_id": "178", "message": "네"})),
    ] {
        let answer = Outbound { human_tag, ..outbound(Platform::Instagram, target, "네") };
        let request = encode(&answer, &CREDENTIALS).unwrap();
        assert_eq!((request.method.as_str(), request.path.as_str()), ("POST", path));
        assert_eq!(body(&request), expected);
        assert_eq!(request.headers["authorization"], "Bearer token-7-abcdef");
    }
}

#[test]
fn the_app_secret_proves_the_token_and_neither_is_ever_printed() {
    let request = encode(&outbound(Platform::Instagram, direct(), "한 마디"), &PROVEN).unwrap();
    // hex HMAC-SHA256("app-secret-7", "token-7-abcdef"), computed apart from this code.
    let proof = "ce525696986a3ac2e4e1acd76b44c456e203256eb72e58f995f536d65c85b59f";
    assert_eq!(request.path, format!("/17841400000000777/messages?appsecret_proof={proof}"));
    let printed = format!("{request:?} {PROVEN:?} {:#?}", request.headers);
    for secret in ["token-7", "app-secret", proof, "한 마디"] {
        assert!(!printed.contains(secret), "{secret} in {printed}");
    }
    assert!(printed.contains("***") && printed.contains("/17841400000000777/messages"));
}

// proves CH-24: each platform counts in its own way, and the limit itself is allowed
#[test]
fn an_answer_that_is_too_long_is_refused_with_both_lengths() {
    for (platform, target, unit, allowed, piece, counts) in [
        (Platform::Line, direct(), Unit::Utf16, 5_000, "a", 1),
        (Platform::Line, direct(), Unit::Utf16, 5_000, "😡", 2),
        (Platform::Instagram, direct(), Unit::Bytes, 1_000, "é", 2),
        (Platform::Instagram, direct(), Unit::Bytes, 1_000, "😡", 4),
        (Platform::Instagram, Target::PrivateReply { comment: "1".into() }, Unit::Bytes, 1_000, "a", 1),
        (Platform::Instagram, comment(), Unit::Characters, 300, "👨‍👩‍👧‍👦", 1),
        (Platform::Instagram, Target::Mention { media: "1".into(), comment: None }, Unit::Characters, 300, "한", 1),
    ] {
        let fits = piece.repeat(allowed / counts);
        assert!(encode(&outbound(platform, target.clone(), &fits), &CREDENTIALS).is_ok());
        let refused = encode(&outbound(platform, target, &format!("{fits}{piece}")), &CREDENTIALS);
        assert_eq!(refused, Err(Refusal::TooLong { counted: allowed + counts, allowed, unit }));
    }
}

#[test]
fn what_cannot_be_sent_is_refused_before_any_call() {
    let refusal = |platform, target, text: &str| encode(&outbound(platform, target, text), &CREDENTIALS).unwrap_err();
    assert_eq!(refusal(Platform::Line, direct(), " \n"), Refusal::Empty);
    assert_eq!(refusal(Platform::Instagram, comment(), ""), Refusal::Empty);
    assert!(matches!(refusal(Platform::Line, comment(), "a"), Refusal::NoSuchTarget { target: "comment", .. }));
    for id in ["", "..", "1/../2", "1?x=", "1#", "é", "a b", &"1".repeat(300)] {
        let target = Target::Comment { comment: id.into() };
        assert_eq!(refusal(Platform::Instagram, target, "a"), Refusal::Unaddressable { what: "comment" }, "{id}");
    }
    for token in ["", "to\nken"] {
        let credentials = Credentials { token, app_secret: None };
        assert_eq!(encode(&outbound(Platform::Line, direct(), "a"), &credentials), Err(Refusal::BadToken));
    }
}

// proves CH-25, G: the windows of section 3, at their edges
#[test]
fn the_reply_windows_are_the_platforms() {
    let line = limits(Platform::Line, Visibility::Private).unwrap();
    assert_eq!((line.length, line.unit, line.window, line.retry_key), (5_000, Unit::Utf16, None, true));
    assert_eq!(limits(Platform::Line, Visibility::Public), None);
    let public = limits(Platform::Instagram, Visibility::Public).unwrap();
    assert_eq!((public.length, public.unit, public.window), (300, Unit::Characters, None));

    let private = limits(Platform::Instagram, Visibility::Private).unwrap();
    let last = Timestamp::from_millis(1_774_000_000_000);
    let after = |length| window(&private, Some(last), last.plus(length));
    assert!(matches!(after(24 * HOUR), Window::Open { .. }));
    assert!(matches!(after(24 * HOUR + 1), Window::HumanOnly { .. }));
    assert!(matches!(after(7 * DAY), Window::HumanOnly { .. }));
    assert!(matches!(after(7 * DAY + 1), Window::Closed { .. }));
}

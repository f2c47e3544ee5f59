//! WhatsApp: who is meant, what a status says, what goes out, what the answer means.

use channels::{Credentials, Outcome, Refusal, Request, Response, capabilities, encode, limits, outcome, profile};
use domain::{
    id::MessageId,
    inbound::{Act, Attachment, ContentKind, Inbound, Item, Receipt, ReceiptState},
    platform::{Platform, Visibility},
    reply::{Choice, Extra, FileKind, Outbound, Target, Unit, Window, window},
    time::{HOUR, SECOND, Timestamp},
};
use http::{HeaderMap, HeaderValue};
use serde_json::{Value, json};

use crate::samples::{read, sample};

const CREDENTIALS: Credentials = Credentials { token: "token-7", app_secret: Some("app-secret-7") };

fn inbound(name: &str) -> Vec<Inbound> {
    read(Platform::WhatsApp, &sample(&format!("whatsapp/{name}")).body).inbound
}

fn item(name: &str) -> Item {
    match inbound(name).swap_remove(0) {
        Inbound::Item(item) => item,
        other => panic!("{name}: {other:?}"),
    }
}

fn attachments(name: &str) -> Vec<Attachment> {
    match item(name).act {
        Act::Say { content, .. } => content.attachments,
        other => panic!("{name}: {other:?}"),
    }
}

fn receipt(name: &str) -> Receipt {
    match inbound(name).swap_remove(0) {
        Inbound::Receipt(receipt) => receipt,
        other => panic!("{name}: {other:?}"),
    }
}

// proves CH-10: a person is the phone number, or the business-scoped id where no number is shown, and has a name
#[test]
fn a_person_is_known_by_number_or_by_scoped_id() {
    let who = |name: &str| item(name).author.map(|author| (author.id, author.name));
    assert_eq!(who("text"), Some(("821055512345".into(), Some("민아".into()))));
    assert_eq!(who("text-user-name-only"), Some(("KR.77001".into(), Some("Kai".into()))));
    assert_eq!(who("text-named-beside"), Some(("819011112222".into(), Some("Ren".into()))));
    assert_eq!(receipt("status-sent").customer, "821055512345");
    assert_eq!(receipt("status-user-name-only").customer, "KR.13491208655302741918");
    assert_eq!(item("text").event, "106540352242922:wamid.HBgMODIx001:message");
    assert_eq!(item("text-group").post.as_deref(), Some("Y2FwaV9ncm91cDo"));
    // Somebody else's name is worse than none.
    let body = sample("whatsapp/text").body.replace(r#""wa_id":"821055512345","#, r#""wa_id":"1","#).replace("KR.1349", "KR.9");
    let body = body.replacen("KR.9", "KR.8", 1);
    match read(Platform::WhatsApp, &body).inbound.swap_remove(0) {
        Inbound::Item(item) => assert_eq!(item.author.unwrap().name, None),
        other => panic!("{other:?}"),
    }
}

#[test]
fn two_numbers_in_one_body_are_told_apart() {
    let own: Vec<_> = inbound("two-accounts")
        .into_iter()
        .map(|inbound| match inbound {
            Inbound::Item(item) => item.recipient.unwrap(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(own, ["106540352242922", "106540352242933"]);
}

#[test]
fn a_message_says_what_it_answers_and_what_it_carries() {
    assert_eq!(item("text-quote").parent.as_deref(), Some("wamid.OURS1"));
    match item("reaction").act {
        Act::React { id, external_id, reaction } => {
            assert_eq!(id.as_deref(), Some(item("reaction").event.split(':').nth(1).unwrap()));
            assert_eq!((external_id.as_deref(), reaction.as_deref()), (Some("wamid.OURS1"), Some("👍🏻")));
        }
        other => panic!("{other:?}"),
    }
    let plain = |kind, url: Option<&str>, reference: Option<&str>, label: Option<&str>| {
        let own = |text: Option<&str>| text.map(str::to_owned);
        Attachment { kind, url: own(url), reference: own(reference), label: own(label) }
    };
    for (name, expected) in [
        ("image", plain(ContentKind::Image, None, Some("654634530"), None)),
        ("document", plain(ContentKind::File, None, Some("4937353526352"), Some("領収書.pdf"))),
        ("location-pin", plain(ContentKind::Location, None, Some("-23.5,0"), None)),
        ("contacts", plain(ContentKind::Contacts, None, Some("+81 90-1111-2222"), Some("Aiko Sato"))),
        ("interactive-button", plain(ContentKind::Postback, None, None, Some("yes"))),
        ("order", plain(ContentKind::Order, None, Some("194836987003835"), None)),
    ] {
        assert_eq!(attachments(name)[0], expected, "{name}");
    }
    assert_eq!(attachments("contacts").len(), 2);
    let url = "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=654634531";
    assert_eq!(attachments("image-with-address")[0].url.as_deref(), Some(url));
}

// proves CH-23: a status is a receipt of one message, with our callback data and, of a failure, its code
#[test]
fn a_status_is_a_receipt_with_our_callback_data() {
    let ours = Some("msg_01KDVKZYR0ABCDEFGHJKMNPQRS");
    for (name, state, metadata, code) in [
        ("status-sent", ReceiptState::Sent, ours, None),
        ("status-delivered", ReceiptState::Delivered, ours, None),
        ("status-read", ReceiptState::Read, None, None),
        ("status-played", ReceiptState::Read, None, None),
        ("status-failed", ReceiptState::Failed, ours, Some("131047")),
    ] {
        let receipt = receipt(name);
        assert_eq!(receipt.state, state, "{name}");
        assert_eq!((receipt.metadata.as_deref(), receipt.code.as_deref()), (metadata, code), "{name}");
        assert!(receipt.external_id.is_some_and(|id| id.starts_with("wamid.OURS")), "{name}");
    }
    assert_eq!(receipt("status-sent").at.millis(), 1_767_226_100_000);
    assert_eq!(inbound("status-unknown"), []);
    assert_eq!(inbound("message-and-status").len(), 2);
    // What the brand writes in its phone app never answers a send of ours: it would settle a doubt it knows nothing of.
    assert_eq!(inbound("phone-app-echo"), []);
}

fn outbound(customer: &str, text: &str, extra: Option<Extra>) -> Outbound {
    Outbound {
        message: MessageId::at(Timestamp::from_millis(1_774_000_000_000), &[b"reply"]),
        platform: Platform::WhatsApp,
        account: "demo".parse().unwrap(),
        from: "106540352242922".into(),
        target: Target::Direct { customer: customer.into() },
        text: text.into(),
        human_tag: false,
        extra,
    }
}

fn body(request: &Request) -> Value {
    serde_json::from_slice(&request.body).unwrap()
}

fn made(text: &str, extra: Option<Extra>) -> Value {
    let mut body = body(&encode(&outbound("821055512345", text, extra), &CREDENTIALS).unwrap());
    for part in ["messaging_product", "recipient_type", "to", "biz_opaque_callback_data"] {
        assert!(body.as_object_mut().unwrap().remove(part).is_some(), "{part}");
    }
    body
}

fn choice(title: &str) -> Choice {
    Choice { id: format!("id-{title}"), title: title.into() }
}

fn offered(titles: &[&str]) -> Option<Extra> {
    Some(Extra::Choices { choices: titles.iter().map(|title| choice(title)).collect(), open: "고르기".into() })
}

fn file(kind: FileKind, url: &str) -> Option<Extra> {
    Some(Extra::File { kind, url: url.into(), name: Some("영수증.pdf".into()) })
}

// proves CH-10, I13: the whole request, with the id that a status brings back
#[test]
fn a_text_goes_to_a_number_or_to_a_scoped_id() {
    let answer = outbound("821055512345", "곧 도착합니다 🙏", None);
    let request = encode(&answer, &CREDENTIALS).unwrap();
    let (path, proof) = request.path.split_once("?appsecret_proof=").unwrap();
    assert_eq!((request.method.as_str(), path, proof.len()), ("POST", "/106540352242922/messages", 64));
    assert_eq!(
        body(&request),
        json!({"messaging_product": "whatsapp", "recipient_type": "individual", "to": "821055512345", "type": "text",
               "text": {"body": "곧 도착합니다 🙏"}, "biz_opaque_callback_data": answer.message.to_string()})
    );
    let scoped = body(&encode(&outbound("KR.77001", "네", None), &CREDENTIALS).unwrap());
    assert_eq!((&scoped["recipient"], scoped.get("to")), (&json!("KR.77001"), None));
}

// proves CH-21, CH-22: every form an answer has, as WhatsApp shows it
#[test]
fn an_answer_carries_files_buttons_lists_and_templates() {
    let url = "https://files.example/1";
    assert_eq!(made("보세요", file(FileKind::Image, url)), json!({"type": "image", "image": {"link": url, "caption": "보세요"}}));
    assert_eq!(made("", file(FileKind::Video, url)), json!({"type": "video", "video": {"link": url}}));
    assert_eq!(made("", file(FileKind::Audio, url)), json!({"type": "audio", "audio": {"link": url}}));
    assert_eq!(
        made("", file(FileKind::File, url)),
        json!({"type": "document", "document": {"link": url, "filename": "영수증.pdf"}})
    );
    assert_eq!(
        made("괜찮으세요?", offered(&["예", "아니요"])),
        json!({"type": "interactive", "interactive": {"type": "button", "body": {"text": "괜찮으세요?"}, "action": {"buttons": [
            {"type": "reply", "reply": {"id": "id-예", "title": "예"}},
            {"type": "reply", "reply": {"id": "id-아니요", "title": "아니요"}},
        ]}}})
    );
    // A fourth choice, or a long one, makes a list of them.
    let list = made("크기?", offered(&["S", "M", "L", "XL"]));
    assert_eq!(list["interactive"]["type"], "list");
    assert_eq!(list["interactive"]["action"]["button"], "고르기");
    assert_eq!(list["interactive"]["action"]["sections"][0]["rows"][3], json!({"id": "id-XL", "title": "XL"}));
    assert_eq!(made("?", offered(&[&"x".repeat(21)]))["interactive"]["type"], "list");
    let template = Extra::Template { name: "order_ready".into(), language: "ko".into(), values: vec!["1042".into()] };
    assert_eq!(
        made("주문 1042가 준비됐습니다", Some(template)),
        json!({"type": "template", "template": {"name": "order_ready", "language": {"policy": "deterministic", "code": "ko"},
               "components": [{"type": "body", "parameters": [{"type": "text", "text": "1042"}]}]}})
    );
    let bare = Extra::Template { name: "hello_world".into(), language: "en_US".into(), values: vec![] };
    assert_eq!(
        made("", Some(bare))["template"],
        json!({"name": "hello_world", "language": {"policy": "deterministic", "code": "en_US"}})
    );
}

// proves CH-21, CH-24: what WhatsApp would not show is refused with the reason, never cut or dropped
#[test]
fn what_whatsapp_does_not_take_is_refused_before_any_call() {
    let refusal = |text: &str, extra| encode(&outbound("1", text, extra), &CREDENTIALS).unwrap_err();
    let too_long = |counted, allowed| Refusal::TooLong { counted, allowed, unit: Unit::Utf16 };
    assert!(encode(&outbound("1", &"가".repeat(4_096), None), &CREDENTIALS).is_ok());
    assert_eq!(refusal(&"a".repeat(4_097), None), too_long(4_097, 4_096));
    assert_eq!(refusal(&"a".repeat(1_025), file(FileKind::Image, "https://a/1")), too_long(1_025, 1_024));
    assert_eq!(refusal(&"a".repeat(1_025), offered(&["예"])), too_long(1_025, 1_024));
    assert_eq!(refusal(" ", None), Refusal::Empty);
    assert_eq!(refusal(" ", offered(&["예"])), Refusal::Empty);
    assert_eq!(refusal("?", offered(&[])), Refusal::Choices { counted: 0, allowed: 10 });
    assert_eq!(refusal("?", offered(&["x"; 11])), Refusal::Choices { counted: 11, allowed: 10 });
    assert_eq!(refusal("?", offered(&["예", "예"])), Refusal::ChoiceId { title: "예".into(), longest: 256 });
    let nameless = Extra::Choices { choices: vec![Choice { id: String::new(), title: "예".into() }], open: "?".into() };
    assert_eq!(refusal("?", Some(nameless)), Refusal::ChoiceId { title: "예".into(), longest: 256 });
    let long = "x".repeat(25);
    assert_eq!(refusal("?", offered(&[&long])), Refusal::ChoiceTitle { title: long, counted: 25, allowed: 24 });
    let unopened = Extra::Choices { choices: ["a", "b", "c", "d"].map(choice).to_vec(), open: " ".into() };
    assert!(matches!(refusal("?", Some(unopened)), Refusal::ChoiceTitle { allowed: 20, .. }));
    assert!(matches!(refusal("들어 보세요", file(FileKind::Audio, "https://a/1")), Refusal::NoSuchExtra { .. }));
    for url in ["http://a/1", "file:///etc/passwd", "https://a/ 1", "javascript:1", ""] {
        assert_eq!(refusal("", file(FileKind::Image, url)), Refusal::Unfetchable, "{url}");
    }
    let comment = Outbound { target: Target::Comment { comment: "1".into() }, ..outbound("1", "a", None) };
    assert!(matches!(encode(&comment, &CREDENTIALS), Err(Refusal::NoSuchTarget { .. })));
    assert_eq!(profile(Platform::WhatsApp, "own", "1", &CREDENTIALS), Err(Refusal::NoProfiles { platform: Platform::WhatsApp }));
}

// proves CH-25: 24 hours, and no tag that stretches them
#[test]
fn the_window_closes_after_a_day_and_nothing_stretches_it() {
    let private = limits(Platform::WhatsApp, Visibility::Private).unwrap();
    assert_eq!(limits(Platform::WhatsApp, Visibility::Public), None);
    let last = Timestamp::from_millis(1_774_000_000_000);
    let after = |length| window(&private, Some(last), last.plus(length));
    assert!(matches!(after(24 * HOUR - SECOND), Window::Open { .. }));
    assert!(matches!(after(24 * HOUR), Window::Open { .. }));
    assert!(matches!(after(24 * HOUR + SECOND), Window::Closed { .. }));
    let declared = capabilities(Platform::WhatsApp).unwrap();
    assert!(!declared.private.unwrap().retry_key, "an answer that is lost is doubt");
}

fn answer(status: u16, body: &str) -> Outcome {
    let headers = HeaderMap::from_iter([(http::header::RETRY_AFTER, HeaderValue::from_static("9"))]);
    outcome(Platform::WhatsApp, &Response { status, headers: &headers, body: body.as_bytes() })
}

fn failed(status: u16, code: i64) -> Outcome {
    let details = r#""error_data":{"messaging_product":"whatsapp","details":"d"}"#;
    answer(
        status,
        &format!(r#"{{"error":{{"message":"(#{code}) m","type":"OAuthException","code":{code},{details},"fbtrace_id":"A"}}}}"#),
    )
}

// proves F12: every code of channels.md section 5 falls into its class, whatever the status
#[test]
fn codes_fall_into_their_classes() {
    let after = Some(9 * SECOND);
    for status in [400, 500] {
        for code in [1, 2, 131_000, 131_016, 133_004] {
            assert_eq!(failed(status, code), Outcome::Retry { after }, "{code}");
        }
        for code in [4, 80_007, 130_429, 131_048, 131_056, 133_016] {
            assert_eq!(failed(status, code), Outcome::RateLimited { after }, "{code}");
        }
        for code in [0, 10, 190, 200, 299, 131_005, 131_031, 131_042, 133_010] {
            assert_eq!(failed(status, code), Outcome::NeedsAttention { code: code.to_string() }, "{code}");
        }
        assert_eq!(failed(status, 131_047), Outcome::WindowClosed { code: "131047".into() });
        for code in [
            100, 33, 131_008, 131_009, 131_021, 131_026, 131_030, 131_049, 131_051, 131_052, 131_053, 130_472, 132_000, 132_069,
            368,
        ] {
            let said = format!("(#{code}) m");
            assert_eq!(failed(status, code), Outcome::Refused { code: code.to_string(), said }, "{code}");
        }
    }
    assert_eq!(failed(500, 999_999), Outcome::Retry { after });
    assert!(matches!(failed(400, 999_999), Outcome::Refused { .. }));
    assert_eq!(answer(502, "<html>"), Outcome::Retry { after });
}

#[test]
fn whatsapp_took_it() {
    let body = r#"{"messaging_product":"whatsapp","contacts":[{"input":"1","wa_id":"1"}],"messages":[{"id":"wamid.1","message_status":"accepted"}]}"#;
    assert_eq!(answer(200, body), Outcome::Sent { external_id: Some("wamid.1".into()) });
    for odd in ["{}", "not json", r#"{"messages":[]}"#, r#"{"messages":5}"#] {
        assert_eq!(answer(200, odd), Outcome::Sent { external_id: None }, "{odd}");
    }
}

//! KakaoTalk consultations and text messages, by Sinch's Conversation API: what is told of answers, what goes out, who may deliver.

use channels::{Credentials, Forged, Outcome, Refusal, Response, Scheme, encode, health, media, outcome, render, verify};
use domain::{
    health::Finding,
    id::MessageId,
    inbound::{Act, Inbound, Receipt, ReceiptState},
    platform::Platform,
    reply::{Button, Choice, Extra, FileKind, Outbound, Press, Target},
    time::Timestamp,
};
use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Value, json};

use crate::samples::{read, sample};

const CREDENTIALS: Credentials = Credentials { token: "token-7", app_secret: None };

fn outbound(text: &str, extra: Option<Extra>) -> Outbound {
    Outbound {
        message: MessageId::at(Timestamp::from_millis(1_774_000_000_000), &[b"sinch"]),
        platform: Platform::KakaoTalk,
        account: "demo".parse().unwrap(),
        from: "project-1:app-1".into(),
        target: Target::Direct { customer: "Xj1bW5wlE5SR".into() },
        text: text.into(),
        human_tag: false,
        extra,
    }
}

fn body(outbound: &Outbound) -> Value {
    serde_json::from_slice(&encode(outbound, &CREDENTIALS).unwrap().body).unwrap()
}

fn receipt(name: &str) -> Option<Receipt> {
    match read(Platform::KakaoTalk, &sample(name).body).inbound.pop() {
        Some(Inbound::Receipt(receipt)) => Some(receipt),
        None => None,
        other => panic!("{other:?}"),
    }
}

// proves ING-01, CH-18: the examples that Sinch publishes with its own libraries (webhook secret `foo_secret1234`)
#[test]
fn the_published_examples_are_genuine() {
    let created = r#"{"app_id":"","accepted_time":"2021-10-18T17:49:13.813615Z","project_id":"e2df3a34-a71b-4448-9db5-a8d2baad28e4","contact_create_notification":{"contact":{"id":"01FJA8B466Y0R2GNXD78MD9SM1","channel_identities":[{"channel":"SMS","identity":"48123456789","app_id":""}],"display_name":"New Test Contact","email":"new.contact@email.com","external_id":"","metadata":"","language":"EN_US"}},"message_metadata":""}"#;
    let queued = r#"{"app_id":"01EB37HMH1M6SV18BSNS3G135H","accepted_time":"2020-11-17T15:09:11.659Z","project_id":"c36f3d3d-1513-2edd-ae42-11995557ff61","message_delivery_report":{"message_id":"01EQBC1A3BEK731GY4YXEN0C2R","conversation_id":"01EPYATA64TMNZ1FV02JKF12JF","status":"QUEUED_ON_CHANNEL","contact_id":"01EXA07N79THJ20WSN6AS30TMW"}}"#;
    for (body, signature) in
        [(created, "6bpJoRmFoXVjfJIVglMoJzYXxnoxRujzR4k2GOXewOE="), (queued, "Yc+3R1pIS78xLASybulhs8BsSo9BPB3Pr92QCUoczfk=")]
    {
        let with = |nonce: &str, timestamp: &str, secret: &str| {
            let header = |name, value: &str| (HeaderName::from_static(name), HeaderValue::try_from(value).unwrap());
            let headers = HeaderMap::from_iter([
                header("x-sinch-webhook-signature", signature),
                header("x-sinch-webhook-signature-nonce", nonce),
                header("x-sinch-webhook-signature-timestamp", timestamp),
            ]);
            verify(Platform::KakaoTalk, &headers, body.as_bytes(), &[secret])
        };
        let (nonce, timestamp) = ("01FJA8B4A7BM43YGWSG9GBV067", "1634579353");
        assert_eq!(with(nonce, timestamp, "foo_secret1234"), Ok(()));
        for refused in [
            with("01FJA8B4A7BM43YGWSG9GBV068", timestamp, "foo_secret1234"),
            with(nonce, "1634579354", "foo_secret1234"),
            with(nonce, timestamp, "foo_secret1235"),
        ] {
            assert!(matches!(refused, Err(Forged::Mismatch { .. })), "{refused:?}");
        }
    }
}

// proves S1: whatever of the signed headers is missing or doubled is named, and what we sign is what we take
#[test]
fn every_header_that_is_signed_must_be_there_once() {
    let whole = Scheme::Sinch.headers("secret", b"{}", "n-1", 1_634_579_353);
    let headers = |left_out: Option<&str>, doubled: Option<&str>| {
        let mut headers = HeaderMap::new();
        for (name, value) in whole.iter().filter(|(name, _)| Some(*name) != left_out) {
            for _ in 0..if Some(*name) == doubled { 2 } else { 1 } {
                headers.append(*name, value.parse().unwrap());
            }
        }
        headers
    };
    let check = |headers: HeaderMap| verify(Platform::KakaoTalk, &headers, b"{}", &["secret"]);
    assert_eq!(check(headers(None, None)), Ok(()));
    for (name, _) in &whole {
        for odd in [headers(Some(name), None), headers(None, Some(name))] {
            assert_eq!(check(odd), Err(Forged::Missing { header: name }));
        }
    }
}

// proves CH-18, CH-23: reports tell how far an answer has come, under our own id of it, and why it has not
#[test]
fn reports_are_receipts() {
    let of = |name: &str| receipt(&format!("kakaotalk/{name}"));
    for (name, state, code) in [
        ("report-queued", ReceiptState::Sent, None),
        ("report-delivered", ReceiptState::Delivered, None),
        ("report-read", ReceiptState::Read, None),
        ("report-failed", ReceiptState::Failed, Some("RECIPIENT_NOT_REACHABLE")),
        ("report-failed-closer", ReceiptState::Failed, Some("CHANNEL_FAILURE/UNDELIVERABLE_DESTINATION")),
    ] {
        let receipt = of(name).unwrap();
        assert_eq!((receipt.state, receipt.code.as_deref()), (state, code), "{name}");
        assert_eq!(receipt.metadata.as_deref(), Some("msg_01KDVKZYR0ABCDEFGHJKMNPQRS"), "{name}");
        assert!(receipt.external_id.unwrap().starts_with("01KDVMOURS") && receipt.customer == "Xj1bW5wlE5SR", "{name}");
    }
    assert_eq!(of("report-without-metadata").unwrap().metadata, None);
    assert_eq!(of("report-switching"), None);
    assert_eq!(of("report-of-another"), None, "another channel of the same app");
    // A report without the id of its message would speak of every message.
    let odd = |key: &str| {
        let mut body: Value = serde_json::from_str(&sample("kakaotalk/report-queued").body).unwrap();
        body["message_delivery_report"].as_object_mut().unwrap().remove(key);
        read(Platform::KakaoTalk, &body.to_string()).unreadable.len()
    };
    assert_eq!((odd("message_id"), odd("contact_id"), odd("metadata")), (1, 0, 0));
}

// proves CH-18, CH-22: words, a picture, buttons that answer and buttons that open
#[test]
fn a_consultation_carries_words_a_picture_or_buttons() {
    let sent = body(&outbound("네, 내일 도착해요", None));
    let to = json!({ "identified_by": { "channel_identities": [{ "channel": "KAKAOTALKCHAT", "identity": "Xj1bW5wlE5SR" }] } });
    assert_eq!((&sent["app_id"], &sent["recipient"]), (&json!("app-1"), &to));
    assert_eq!(sent["message"], json!({ "text_message": { "text": "네, 내일 도착해요" } }));
    assert_eq!(sent["message_metadata"], outbound("", None).message.to_string());
    assert_eq!(encode(&outbound("a", None), &CREDENTIALS).unwrap().path, "/v1/projects/project-1/messages:send");

    let image = || Extra::File { kind: FileKind::Image, url: "https://files.example/a.png".into(), name: None };
    assert_eq!(
        body(&outbound("", Some(image())))["message"],
        json!({ "media_message": { "url": "https://files.example/a.png" } })
    );
    // A picture has no words beside it: both go out in words, and the sender is told.
    let both = render(&outbound("This one?", Some(image())), &CREDENTIALS).unwrap();
    assert!(
        both.notice.is_some()
            && String::from_utf8(both.request.body).unwrap().contains("This one?\\nhttps://files.example/a.png")
    );

    let choices = |count: usize, title: &str| Extra::Choices {
        choices: (1..=count).map(|n| Choice { id: format!("id-{n}"), title: format!("{title}{n}") }).collect(),
        open: "?".into(),
    };
    let asked = body(&outbound("어느 것?", Some(choices(5, "크기 "))));
    let offered = asked["message"]["choice_message"]["choices"].as_array().unwrap();
    assert_eq!((offered.len(), &offered[4]), (5, &json!({ "text_message": { "text": "크기 5" }, "postback_data": "id-5" })));
    for (extra, why) in [
        (choices(6, "a"), Refusal::Choices { counted: 6, allowed: 5 }),
        (
            choices(1, "열네글자보다긴이름은안됩니다"),
            Refusal::ChoiceTitle { title: "열네글자보다긴이름은안됩니다1".into(), counted: 15, allowed: 14 },
        ),
    ] {
        assert_eq!(encode(&outbound("?", Some(extra)), &CREDENTIALS), Err(why));
    }
    let open = Button { title: "반품".into(), press: Press::Open { url: "https://shop.example/returns".into() } };
    let links = body(&outbound("여기요", Some(Extra::Links { links: vec![open] })));
    let shown = json!([{ "url_message": { "title": "반품", "url": "https://shop.example/returns" } }]);
    assert_eq!(links["message"]["choice_message"]["choices"], shown);
}

// proves S4: an account's id that is no `project:app` becomes part of no address
#[test]
fn an_odd_account_goes_nowhere() {
    for odd in ["app-1", ":app-1", "project-1:", "../v2:app-1", "project-1:a/b", "a b:c"] {
        let sent = encode(&Outbound { from: odd.into(), ..outbound("a", None) }, &CREDENTIALS);
        assert!(matches!(sent, Err(Refusal::Unaddressable { .. })), "{odd}: {sent:?}");
        assert!(health::probe(Platform::KakaoTalk, odd, &CREDENTIALS).unwrap().is_err(), "{odd}");
    }
}

// proves F12, CH-26: what an error means, and whether anything is delivered
#[test]
fn errors_and_webhooks_are_read() {
    let answer = |status: u16, body: &str| -> (Outcome, Finding) {
        let headers = HeaderMap::new();
        let response = Response { status, headers: &headers, body: body.as_bytes() };
        (outcome(Platform::KakaoTalk, &response), health::judged(Platform::KakaoTalk, &response))
    };
    let error = |status: u16, name: &str| {
        answer(status, &json!({ "error": { "code": status, "message": "no", "status": name, "details": [] } }).to_string()).0
    };
    assert_eq!(error(400, "INVALID_ARGUMENT"), Outcome::Refused { code: "400/INVALID_ARGUMENT".into(), said: "no".into() });
    for (status, name) in [(401, "UNAUTHENTICATED"), (403, "PERMISSION_DENIED"), (404, "NOT_FOUND")] {
        assert_eq!(error(status, name), Outcome::NeedsAttention { code: format!("{status}/{name}") });
    }
    assert_eq!(error(429, "RESOURCE_EXHAUSTED"), Outcome::RateLimited { after: None });
    assert_eq!(error(503, "UNAVAILABLE"), Outcome::Retry { after: None });
    let hooks = |triggers: Value| answer(200, &json!({ "webhooks": [{ "id": "1", "triggers": triggers }] }).to_string()).1;
    assert_eq!(hooks(json!(["MESSAGE_DELIVERY", "MESSAGE_INBOUND"])), Finding::Well);
    for none in [json!(["MESSAGE_DELIVERY"]), json!([]), json!(null)] {
        assert_eq!(hooks(none), Finding::Unsubscribed);
    }
    assert_eq!(answer(200, "{}").1, Finding::Unsubscribed);
}

// proves ING-17: a file lies at the address that the signed delivery names
#[test]
fn a_file_is_fetched_at_its_address() {
    let parsed = read(Platform::KakaoTalk, &sample("kakaotalk/file").body);
    let Some(Inbound::Item(item)) = parsed.inbound.first() else { panic!("{parsed:?}") };
    let Act::Say { content, .. } = &item.act else { panic!("{item:?}") };
    assert_eq!(content.attachments[0].label.as_deref(), Some("영수증.pdf"));
    let source = media::source(Platform::KakaoTalk, &content.attachments[0], &CREDENTIALS).unwrap();
    // Nobody but the channel's own host is shown a token, and that host is not known.
    let expected = media::Source::Address { url: "https://talk.example/dn/o1/8842".into(), headers: HeaderMap::new() };
    assert_eq!(source, expected);
}

// proves CH-16, CH-24: a text message by the company's number, counted in septets; everything else goes out in words
#[test]
fn a_text_message_is_words_by_a_sender() {
    let sms = |from: &str, text: &str, extra| Outbound {
        platform: Platform::Sms,
        from: from.into(),
        target: Target::Direct { customer: "46732001122".into() },
        ..outbound(text, extra)
    };
    let sent = body(&sms("project-1:app-1:+46700000001", "Tomorrow", None));
    assert_eq!(
        sent["recipient"]["identified_by"]["channel_identities"][0],
        json!({ "channel": "SMS", "identity": "46732001122" })
    );
    assert_eq!((&sent["app_id"], &sent["channel_properties"]), (&json!("app-1"), &json!({ "SMS_SENDER": "+46700000001" })));
    // Without one it is the number that the provider's own settings name.
    assert!(body(&sms("project-1:app-1", "Tomorrow", None)).get("channel_properties").is_none());
    for odd in ["project-1:app-1:", "project-1:app-1:a b", "project-1:app-1:46/7"] {
        assert!(encode(&sms(odd, "a", None), &CREDENTIALS).is_err(), "{odd}");
    }
    let long = |text: String| encode(&sms("p:a", &text, None), &CREDENTIALS);
    assert!(long("가".repeat(670)).is_ok() && long("é".repeat(1_530)).is_ok());
    let over = Refusal::TooLong { counted: 1_533, allowed: 1_530, unit: domain::reply::Unit::Septets };
    assert_eq!(long("가".repeat(671)), Err(over));
    let image = Extra::File { kind: FileKind::Image, url: "https://files.example/a.png".into(), name: None };
    assert!(render(&sms("p:a", "This one?", Some(image)), &CREDENTIALS).unwrap().notice.is_some());
}

// proves CH-16: what comes by MMS is of the same person, and what comes by another channel of the app is nothing
#[test]
fn a_picture_comes_by_mms_to_the_same_number() {
    let author = |name: &str| match read(Platform::Sms, &sample(name).body).inbound.pop() {
        Some(Inbound::Item(item)) => item.author.map(|author| author.id),
        _ => None,
    };
    assert_eq!(author("sms/mms-image").as_deref(), Some("46732001122"));
    assert_eq!(author("sms/text"), author("sms/mms-image"));
    assert!(read(Platform::Sms, &sample("kakaotalk/text").body).inbound.is_empty());
    assert!(read(Platform::KakaoTalk, &sample("sms/text").body).inbound.is_empty());
}

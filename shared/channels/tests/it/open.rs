//! Open messaging: what only our own interface has.

use base64::{Engine, engine::general_purpose::STANDARD};
use channels::{Credentials, encode, open};
use domain::{
    id::MessageId,
    inbound::{Inbound, ReceiptState},
    platform::{ContentType, Platform},
    reply::{Outbound, Target},
    time::Timestamp,
};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::samples::{account, read, sample};

fn brought(body: &Value) -> open::Brought {
    open::brought(&account(), body.to_string().as_bytes()).unwrap()
}

// proves CH-13: each item has its own result, in the order they came; one bad one costs nobody else
#[test]
fn each_item_of_a_call_has_a_result_of_its_own() {
    let item =
        |name: &str, time: Value| json!({ "channel": { "messageId": name, "from": { "id": "p" }, "time": time }, "text": "hi" });
    let long = "x".repeat(64 * 1_024 + 1);
    let body = json!({ "messages": [
        item("a", "2026-01-01T04:00:00Z".into()), item("b", "soon".into()), 7, { "channel": { "messageId": "d" } },
        { "channel": { "messageId": "e", "time": 1_767_240_000 }, "type": "Event" },
        { "channel": { "messageId": "f", "from": { "id": "p" }, "time": 1_767_240_000 }, "text": long },
        item("g", 1_767_240_000.into()),
    ]});
    let told_of = brought(&body);
    assert!(told_of.bulk);
    let told: Vec<_> =
        told_of.entries.iter().map(|entry| (entry.id.as_deref(), entry.read.as_ref().map(Option::is_some))).collect();
    let ids: Vec<_> = told.iter().map(|(id, _)| *id).collect();
    assert_eq!(ids, [Some("a"), Some("b"), None, Some("d"), Some("e"), Some("f"), Some("g")]);
    let reads: Vec<_> = told.iter().map(|(_, read)| (*read).ok()).collect();
    assert_eq!(reads, [Some(true), None, None, None, Some(false), None, Some(true)]);
    // The reasons say where, and repeat nobody's words.
    let reasons: Vec<_> = told_of.entries.iter().filter_map(|entry| entry.read.as_ref().err()).collect();
    assert!(reasons[2].contains("channel.time") && reasons[3].contains("65536"), "{reasons:?}");
    assert!(reasons.iter().all(|why| !why.contains("soon")), "{reasons:?}");
    assert!(open::brought(&account(), json!({ "messages": vec![0; open::MOST + 1] }).to_string().as_bytes()).is_err());
    assert_eq!(brought(&json!({ "messages": vec![0; open::MOST] })).entries.len(), open::MOST);
}

// proves ING-19: where a public item stands among others
#[test]
fn public_items_know_their_place() {
    for (name, kind, post, parent) in [
        ("open/public-post", ContentType::Post, "post-1", None),
        ("open/public-comment", ContentType::Comment, "post-1", Some("post-1")),
        ("open/public-reply", ContentType::Reply, "post-1", Some("post-2")),
    ] {
        let Inbound::Item(item) = read(Platform::Open, &sample(name).body).inbound.swap_remove(0) else { panic!("{name}") };
        let domain::inbound::Act::Say { content_type, .. } = item.act else { panic!("{name}") };
        assert_eq!((content_type, item.post.as_deref(), item.parent.as_deref()), (kind, Some(post), parent), "{name}");
    }
}

// proves CH-23: a receipt names our own id of the message
#[test]
fn a_receipt_is_of_the_message_it_names() {
    let message: MessageId = "msg_01k9xq2b7m0000000000000000".parse().unwrap();
    for (name, state, code) in [
        ("open/receipt-delivered", ReceiptState::Delivered, None),
        ("open/receipt-failed", ReceiptState::Failed, Some("MessageExpired")),
    ] {
        let Inbound::Receipt(receipt) = read(Platform::Open, &sample(name).body).inbound.swap_remove(0) else { panic!("{name}") };
        assert_eq!((receipt.state, receipt.code.as_deref(), receipt.customer.as_str()), (state, code, "cust-42"));
        assert!(receipt.is_of(message, None) && receipt.is_of(message, Some("theirs")));
    }
}

fn notification(target: Target) -> channels::Request {
    let outbound = Outbound {
        message: "msg_01k9xq2b7m0000000000000000".parse().unwrap(),
        platform: Platform::Open,
        account: account(),
        from: "integration-1".into(),
        target,
        text: "안녕하세요 😀".into(),
        human_tag: false,
        extra: None,
    };
    encode(&outbound, &Credentials { token: "t", app_secret: None }).unwrap()
}

// proves S3, CH-12: signed over id, time and body, with each live secret; and the same body every time
#[test]
fn a_notification_is_signed_for_the_moment_it_leaves() {
    let now = Timestamp::from_millis(1_774_000_000_999);
    let id = "msg_01k9xq2b7m0000000000000000";
    let request = notification(Target::Direct { customer: "cust-42".into() });
    let sealed = open::seal(request.clone(), id, now, &["old", "", "new"]).unwrap();
    let header = |name: &str| sealed.headers[name].to_str().unwrap().to_owned();
    assert_eq!((header("webhook-id"), header("webhook-timestamp")), (id.to_owned(), "1774000000".to_owned()));
    let by = |secret: &str| {
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
        mac.update(format!("{id}.1774000000.").as_bytes());
        mac.update(&request.body);
        format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
    };
    assert_eq!(header("webhook-signature"), format!("{} {}", by("old"), by("new")));
    channels::Scheme::Open.verify_headers(&sealed.headers, &sealed.body, &["old"]).unwrap();
    // Without a secret nothing leaves.
    assert!(open::seal(request.clone(), id, now, &[] as &[&str]).is_err() && open::seal(request, id, now, &[""]).is_err());
    let body: Value = serde_json::from_slice(&sealed.body).unwrap();
    assert_eq!(body["channel"]["to"], json!({ "id": "cust-42", "idType": "Opaque" }));
    assert_eq!(
        (&body["channel"]["type"], &body["direction"], &body["type"]),
        (&json!("Private"), &json!("Outbound"), &json!("Text"))
    );
}

#[test]
fn a_public_answer_names_what_it_answers() {
    let body: Value = serde_json::from_slice(&notification(Target::Comment { comment: "post-2".into() }).body).unwrap();
    assert_eq!(
        (&body["channel"]["type"], &body["channel"]["publicMetadata"]),
        (&json!("Public"), &json!({ "replyToId": "post-2" }))
    );
}

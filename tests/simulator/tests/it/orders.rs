//! Orders that are not a customer's: a given body, registration, and orders that cannot be followed.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use simulator::signature::sign;
use simulator::{Account, ClientError, Deliver, Delivery, Forge, Kind, Media, Platform, Write, encode};

use crate::bench::{SECRET, bench, bench_of, instagram_account, line_account};

// proves DEV-02: a given body is sent byte for byte, and the platform knows afterwards what it said.
#[tokio::test]
async fn a_given_body_is_signed_and_learnt_from() {
    let bench = bench().await;
    let body = json!({"object": "instagram", "entry": [{"id": "17841400000000777", "time": 1, "messaging": [
        {"sender": {"id": 6015551230001u64}, "recipient": {"id": "17841400000000777"}, "timestamp": 1,
         "message": {"mid": "m1", "text": "é"}}]}]});
    let order = |body_base64, body| Deliver {
        platform: Platform::Instagram,
        account: "demo".to_owned(),
        body_base64,
        body,
        delivery: Delivery::default(),
    };
    let bytes = encode(Platform::Instagram, &body);
    bench.client.deliver(&order(None, Some(body.clone()))).await.unwrap();
    bench.client.deliver(&order(Some(STANDARD.encode(&bytes)), None)).await.unwrap();
    bench.client.deliver(&order(None, Some(json!("not { json")))).await.unwrap();
    let seen = bench.product.seen();
    assert_eq!((&seen[0].body[..], &seen[1].body[..], &seen[2].body[..]), (&bytes[..], &bytes[..], &b"not { json"[..]));
    assert!(seen.iter().all(|seen| seen.signature == Some(sign(Platform::Instagram, SECRET, &seen.body))));
    assert_eq!(bench.direct("6015551230001", "hello").await.status, 200);
    for bad in [order(None, None), order(Some("%".to_owned()), None), order(Some(String::new()), Some(body))] {
        assert!(bench.client.deliver(&bad).await.is_err());
    }
}

// proves CH-06: registration is Meta's challenge and LINE's empty call.
#[tokio::test]
async fn registration_checks_the_webhook() {
    let bench = bench_of(vec![
        line_account(),
        instagram_account(),
        Account { account: "wrong".to_owned(), verify_token: Some("other".to_owned()), ..instagram_account() },
        Account { account: "none".to_owned(), verify_token: None, ..instagram_account() },
    ])
    .await;
    let meta = bench.client.register(Platform::Instagram, "demo").await.unwrap();
    assert!(meta.accepted, "{meta:?}");
    let seen = bench.product.seen().pop().unwrap();
    assert_eq!(seen.method, "GET");
    assert!(seen.query.starts_with("hub.mode=subscribe&hub.verify_token=vt-7&hub.challenge="), "{}", seen.query);
    let refused = bench.client.register(Platform::Instagram, "wrong").await.unwrap();
    assert_eq!((refused.accepted, refused.status), (false, Some(403)));
    assert!(bench.client.register(Platform::Instagram, "none").await.is_err());
    assert!(bench.client.register(Platform::Line, "demo").await.unwrap().accepted);
    let seen = bench.product.seen().pop().unwrap();
    assert_eq!(seen.json(), json!({"destination": line_account().id, "events": []}));
    assert_eq!(seen.signature, Some(sign(Platform::Line, SECRET, &seen.body)));
}

// proves DEV-02: an order that cannot be followed says why.
#[tokio::test]
async fn wrong_orders_are_refused_in_words() {
    let bench = bench().await;
    let refused = async |write: Write| match bench.client.write("mina", &write).await {
        Err(ClientError::Refused { message, .. }) => message,
        other => panic!("{other:?}"),
    };
    let rows = [
        (Write::text(Platform::Line, "nowhere", "x"), "known: demo"),
        (Write::text(Platform::Line, "demo", ""), "`text` is missing"),
        (Write::new(Platform::Line, "demo", Kind::Comment), "LINE has no kind Comment"),
        (Write::new(Platform::Instagram, "demo", Kind::Sticker), "Instagram has no kind Sticker"),
        (Write::new(Platform::Instagram, "demo", Kind::Unsend), "written nothing yet"),
        (Write::new(Platform::Instagram, "demo", Kind::Read), "got no message yet"),
        (Write { text: Some("x".to_owned()), ..Write::new(Platform::Instagram, "demo", Kind::CommentReply) }, "no comment yet"),
        (Write::text(Platform::Line, "demo", "x").delivered(Delivery::copies(0, 1)), "`copies` must be"),
        (Write::text(Platform::Line, "demo", "x").delivered(Delivery::copies(1, 999)), "`concurrently` must be"),
    ];
    for (write, expected) in rows {
        let message = refused(write).await;
        assert!(message.contains(expected), "{message}");
    }
    assert_eq!(bench.product.seen().len(), 0);
}

// proves DEV-02: the lists of known fields are whole, and a slip of the pen is refused by name.
#[tokio::test]
async fn a_field_that_does_not_exist_is_refused() {
    let names = |value: serde_json::Value| -> Vec<String> {
        let mut names: Vec<String> = value.as_object().unwrap().keys().cloned().collect();
        names.sort();
        names
    };
    let sorted = |fields: &[&str]| {
        let mut names: Vec<String> = fields.iter().map(|name| (*name).to_owned()).collect();
        names.sort();
        names
    };
    let some = || Some("x".to_owned());
    let delivery = Delivery { forge: Some(Forge::Cut), retry: Some(true), ..Delivery::default() };
    let write = Write {
        text: some(),
        name: some(),
        parent: some(),
        media: Some(Media::default()),
        post: some(),
        group: some(),
        payload: some(),
        timestamp_ms: Some(1),
        delivery: delivery.clone(),
        ..Write::new(Platform::Line, "demo", Kind::Text)
    };
    assert_eq!(names(serde_json::to_value(write).unwrap()), sorted(Write::FIELDS));
    let deliver =
        Deliver { platform: Platform::Line, account: "demo".to_owned(), body_base64: some(), body: Some(json!(1)), delivery };
    assert_eq!(names(serde_json::to_value(deliver).unwrap()), sorted(Deliver::FIELDS));
    let bench = bench().await;
    let url = format!("{}/_sim/customers/mina/write", bench.client.url());
    let body = json!({"platform": "line", "account": "demo", "txt": "x"});
    let refused = bench.http.post(url).json(&body).send().await.unwrap();
    assert_eq!(refused.status(), 400);
    assert!(refused.text().await.unwrap().contains("no field \\\"txt\\\""));
}

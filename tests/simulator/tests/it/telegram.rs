//! The pretend Telegram: what it takes, refuses and tells.

use serde_json::{Value, json};
use simulator::{Account, FailureKind, Fault, FaultKind, Kind, Platform, Write};

use crate::bench::{Answered, Bench, SECRET, answered, bench_of, failure_kinds, line_account};
use crate::forms::same_form;

fn account() -> Account {
    Account { platform: Platform::Telegram, id: "7000".into(), token: "7000:telegram-token".into(), ..line_account() }
}

async fn call(bench: &Bench, method: &str, body: Value) -> Answered {
    let url = format!("{}/bot7000:telegram-token/{method}", bench.simulator.telegram_api());
    answered(bench.http.post(url).json(&body)).await
}

// proves DEV-02: updates carry the secret token, and have the keys of the recorded ones
#[tokio::test]
async fn updates_have_the_recorded_form() {
    let bench = bench_of(vec![account()]).await;
    let write = |kind| Write { text: Some("hello".to_owned()), ..Write::new(Platform::Telegram, "demo", kind) };
    for (kind, recorded) in [
        (Kind::Location, "telegram/authored-location.json"),
        (Kind::Audio, "telegram/authored-voice.json"),
        (Kind::Contacts, "telegram/authored-contact.json"),
    ] {
        bench.client.write("mina", &Write { text: None, ..write(kind) }).await.unwrap();
        let seen = bench.product.seen().pop().unwrap();
        assert_eq!(seen.signature.as_deref(), Some(SECRET));
        same_form(&seen.json(), recorded, &[]);
    }
    for kind in [Kind::Text, Kind::Image, Kind::Edit, Kind::Reaction, Kind::Postback] {
        let written = bench.client.write("mina", &write(kind)).await.unwrap();
        assert!(written.external_id.is_some() && bench.product.seen().pop().unwrap().json()["update_id"].is_number());
    }
}

// proves DEV-02: the Bot API's answers, and its refusals
#[tokio::test]
async fn a_message_goes_to_who_started_the_bot() {
    let bench = bench_of(vec![account()]).await;
    assert_eq!(call(&bench, "sendMessage", json!({ "chat_id": "55", "text": "hi" })).await.status, 403);
    let person = bench.client.write("mina", &Write::text(Platform::Telegram, "demo", "/start")).await.unwrap().user_id;
    let taken = call(&bench, "sendMessage", json!({ "chat_id": person, "text": "hi" })).await;
    assert_eq!((taken.status, taken.body["ok"].as_bool(), taken.body["result"]["text"].as_str()), (200, Some(true), Some("hi")));
    let acts = |action: &str| json!({ "chat_id": person, "action": action });
    assert_eq!(call(&bench, "sendChatAction", acts("typing")).await.body["result"], true);
    assert_eq!(call(&bench, "sendChatAction", json!({ "chat_id": "55", "action": "typing" })).await.status, 403);
    let keyboard = json!({ "inline_keyboard": [[{ "text": "Yes", "callback_data": "yes" }]] });
    let asked = json!({ "chat_id": person, "text": "?", "reply_markup": keyboard });
    assert_eq!(call(&bench, "sendMessage", asked).await.status, 200);
    assert_eq!(failure_kinds(&bench).await, Vec::<FailureKind>::new());

    let fault = Fault::new("sendMessage", FaultKind::RateLimited { retry_after: Some(2) }).on(Platform::Telegram).times(1);
    bench.client.misbehave(&[fault]).await.unwrap();
    let limited = call(&bench, "sendMessage", json!({ "chat_id": person, "text": "hi" })).await;
    assert_eq!((limited.status, limited.body["parameters"]["retry_after"].as_u64()), (429, Some(2)));

    assert_eq!(call(&bench, "sendMessage", json!({ "chat_id": person, "text": "a".repeat(4_097) })).await.status, 400);
    assert_eq!(call(&bench, "sendMessage", json!({ "chat_id": person, "text": "a", "txet": 1 })).await.status, 400);
    assert_eq!(call(&bench, "sendSmoke", json!({})).await.status, 400);
    let kinds = failure_kinds(&bench).await;
    assert_eq!(kinds, [FailureKind::OverLimit, FailureKind::UnknownField, FailureKind::UnknownPath]);
    // The token is part of the path, and of no log line.
    let log = serde_json::to_string(&bench.client.log(&simulator::LogQuery::default()).await.unwrap()).unwrap();
    assert!(log.contains("/bot***/sendMessage") && !log.contains("telegram-token"), "{log}");
}

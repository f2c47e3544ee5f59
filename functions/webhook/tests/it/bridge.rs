//! Open messaging at the door: who brings items is told what became of each.

use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{event::Payload, platform::Platform};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::gateway::{door, knock, request, twice};

fn signed(body: &str) -> Value {
    let mut mac = Hmac::<Sha256>::new_from_slice(b"shared").unwrap();
    mac.update(body.as_bytes());
    let signature = format!("sha256={}", STANDARD.encode(mac.finalize().into_bytes()));
    request("POST", "/in/open/demo", "", &[("x-hub-signature-256".to_owned(), signature)].into(), Some(body))
}

fn post(name: &str) -> Value {
    json!({ "channel": { "type": "Public", "messageId": name, "from": { "id": "p" }, "time": "2026-11-20T09:00:00Z" }, "text": "hi" })
}

// proves CH-13, ING-14: a result for each, in order; the same call again is the same commands and the same answer
#[tokio::test]
async fn each_item_gets_its_own_result() {
    let stand = door(Platform::Open, &["shared"]).await;
    let typing = json!({ "channel": { "messageId": "t", "time": 0 }, "type": "Event" });
    let body = json!({ "messages": [post("a"), { "channel": { "messageId": "b" } }, typing, post("c")] }).to_string();
    let answered = twice(&stand, &signed(&body)).await;
    assert_eq!((answered.status, answered.dead.len()), (200, 0), "{answered:?}");
    let results: Value = serde_json::from_str(&answered.body).unwrap();
    let told: Vec<_> = results["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["messageId"].as_str(), one["status"].as_str().unwrap()))
        .collect();
    let expected = [(Some("a"), "accepted"), (Some("b"), "rejected"), (Some("t"), "ignored"), (Some("c"), "accepted")];
    assert_eq!(told, expected);
    assert!(answered.published.iter().all(|one| matches!(one.payload, Payload::Ingest(_))) && answered.published.len() == 2);
}

// proves CH-12: one item alone is taken or refused with its reason, and never put aside
#[tokio::test]
async fn one_item_alone_is_taken_or_refused() {
    let stand = door(Platform::Open, &["shared"]).await;
    assert_eq!(knock(&stand, &signed(&post("a").to_string())).await.published.len(), 1);
    for (body, why) in [(r#"{"channel":{"messageId":"a"}}"#, "channel.time"), ("{}", "webhook body"), ("no", "webhook body")] {
        let answered = knock(&stand, &signed(body)).await;
        assert_eq!((answered.status, answered.published.len(), answered.dead.len()), (400, 0, 0), "{body}");
        assert!(answered.body.contains(why), "{}", answered.body);
    }
}

// proves I2: nothing is called accepted that is not durable
#[tokio::test]
async fn when_the_queue_fails_the_caller_is_told_to_come_again() {
    let stand = door(Platform::Open, &["shared"]).await;
    stand.deps.bus.refuse(1);
    let answered = knock(&stand, &signed(&json!({ "messages": [post("a")] }).to_string())).await;
    assert_eq!((answered.status, answered.retry_after.as_deref()), (503, Some("1")));
}

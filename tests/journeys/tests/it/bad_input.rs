//! Bad input: a clear error with the place and the next step, nothing stored, never a 5xx.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::json;
use simulator::{Deliver, Delivery, Forge, Platform, Write};

use crate::house::{House, LINE, eventually};

// proves ING-01, S1, S8, I2: forged, truncated, oversized and unknown deliveries are refused at the door
#[tokio::test(flavor = "multi_thread")]
async fn deliveries_that_are_not_real_are_refused_and_nothing_is_stored() {
    let house = House::start().await;
    let sora = house.sign_in("sora").await;
    for forge in [Forge::Signature, Forge::Truncated] {
        let delivery = Delivery { forge: Some(forge), retry: Some(false), ..Default::default() };
        let written = house
            .platforms
            .write("mallory", &Write::text(Platform::Line, LINE, "Where is my parcel?").delivered(delivery))
            .await
            .unwrap();
        assert!(written.deliveries.iter().all(|attempt| attempt.status == Some(401)), "{written:?}");
    }
    let api = &house.stack.endpoints().api;
    let post = async |path: &str, body: Vec<u8>| {
        let answer = house.http.post(format!("{api}{path}")).header("x-line-signature", "AAAA").body(body).send().await.unwrap();
        answer.status().as_u16()
    };
    assert_eq!(post(&format!("/in/line/{LINE}"), vec![b'['; 2_000_000]).await, 413);
    assert_eq!(post("/in/line/nobody", b"{}".to_vec()).await, 401);
    assert_eq!(post("/in/myspace/shop", b"{}".to_vec()).await, 404);
    assert_eq!(post("/in/line/UPPER", b"{}".to_vec()).await, 404);
    house.quiet().await;
    assert_eq!(sora.get("inbox?box=waiting&queue=care-en").await["items"], json!([]));

    // Signed and unreadable is real: it is kept aside for a person, and the platform is not told to send it for ever.
    let odd = Deliver {
        platform: Platform::Line,
        account: LINE.into(),
        body_base64: Some(STANDARD.encode(b"{\"events\": 7")),
        body: None,
        delivery: Delivery::default(),
    };
    let delivered = house.platforms.deliver(&odd).await.unwrap();
    assert!(delivered.deliveries.iter().all(simulator::Attempt::accepted), "{delivered:?}");
    let dead = eventually("the body aside", async || house.dead("WebhookDeadLetters"), |dead| dead.len() == 1).await;
    assert!(format!("{dead:?}").contains("not a webhook body"), "{dead:?}");
    house.stack.stop().await;
}

// proves I15, I17, RTE-21, S7: unlawful moves and bodies are told why, and change nothing
#[tokio::test(flavor = "multi_thread")]
async fn unlawful_moves_are_told_why_and_change_nothing() {
    let house = House::start().await;
    let (mina, haruto) = (house.sign_in("mina").await, house.sign_in("haruto").await);
    mina.on_queue().await;
    let mut live = mina.listen().await;
    house.platforms.write("ada", &Write::text(Platform::Line, LINE, "Where is my parcel?")).await.unwrap();
    let id = live.next("conversation.offered").await["data"]["conversation"].as_str().unwrap().to_owned();

    let replies = format!("conversations/{id}/replies");
    let before = mina.keyed("POST", &replies, Some(&json!({ "text": "hi" })), Some("k0")).await;
    assert_eq!(before.status, 409, "nobody has it yet: {before:?}");
    mina.post(&format!("conversations/{id}/accept"), json!({})).await;
    live.next("conversation.assigned").await;
    for (who, path, body, key, status) in [
        (&mina, format!("conversations/{id}/accept"), json!({}), None, 409),
        (&haruto, format!("conversations/{id}/accept"), json!({}), None, 404),
        (&mina, replies.clone(), json!({ "text": "hi" }), None, 400),
        (&mina, replies.clone(), json!({ "text": "" }), Some("k1"), 400),
        (&mina, replies.clone(), json!({ "text": "hi", "colour": "red" }), Some("k2"), 400),
        (&mina, replies.clone(), json!({ "text": "x".repeat(5_001) }), Some("k3"), 400),
        (&mina, replies.clone(), json!({ "text": "hi", "visibility": "public" }), Some("k4"), 400),
        (&mina, format!("conversations/{id}/close"), json!({ "code": "weather" }), None, 400),
        (&mina, "conversations/conv_0/accept".into(), json!({}), None, 400),
        (&mina, "queues/new".into(), json!({ "name": "x" }), None, 405),
    ] {
        let answer = who.keyed("POST", &path, Some(&body), key).await;
        let lawful = answer.status == status || (path.starts_with("queues") && (400..500).contains(&answer.status));
        assert!(lawful, "POST {path} {body}: expected {status}, got {answer:?}");
        assert!(answer.body["error"]["message"].is_string() || answer.status == 405, "{answer:?}");
    }
    // The same key is the same reply; with another body it is a mistake.
    mina.reply(&id, "k9", json!({ "text": "It comes tomorrow." })).await.ok();
    mina.reply(&id, "k9", json!({ "text": "It comes tomorrow." })).await.ok();
    assert_eq!(mina.reply(&id, "k9", json!({ "text": "It comes today." })).await.status, 409);
    live.next("message.sent").await;
    mina.post(&format!("conversations/{id}/close"), json!({ "code": "delivery" })).await;
    live.next("conversation.closed").await;
    let closed = mina.reply(&id, "k10", json!({ "text": "One more thing" })).await;
    assert_eq!(closed.status, 409, "{closed:?}");

    let anonymous = house.http.get(format!("{}/v1/inbox", house.stack.endpoints().api)).send().await.unwrap();
    assert_eq!(anonymous.status().as_u16(), 401);
    let forged = house
        .http
        .get(format!("{}/v1/inbox", house.stack.endpoints().api))
        .bearer_auth(format!("{}x", mina.token))
        .send()
        .await
        .unwrap();
    assert_eq!(forged.status().as_u16(), 401);
    house.quiet().await;
    assert_eq!(house.platforms.sent().await.unwrap().len(), 1);
    house.finish().await;
}

// proves S14: a ticket opens one socket, once
#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_opens_one_socket_once() {
    let house = House::start().await;
    let mina = house.sign_in("mina").await;
    let ticket = mina.post("live/tickets", json!({})).await["ticket"].as_str().unwrap().to_owned();
    let mut first = mina.open(&ticket).await.unwrap();
    first.breathe().await;
    assert!(mina.open(&ticket).await.is_err(), "a used ticket");
    assert!(mina.open("no-such-ticket").await.is_err(), "an unknown ticket");
    house.finish().await;
}

//! Open messaging: the sample bridge of the documents between Harken and somebody, and public posts by the thousand.

use std::{
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::{
    desk::Desk,
    faults::redrive,
    house::{House, eventually},
};

pub const OPEN: &str = "shop-open";
const SECRET: &str = "shop-open-integration-secret";

/// `docs/bridge.py`, running.
struct Bridge {
    child: Child,
    address: String,
}

impl Bridge {
    fn start(port: u16, house: &House) -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/bridge.py");
        let harken = format!("{}/in/open/{OPEN}", house.stack.endpoints().api);
        let mut command = Command::new("python3");
        command.arg(script).args([&port.to_string(), &harken, SECRET]).stdin(Stdio::null()).stderr(Stdio::null());
        Self { child: command.spawn().expect("python3 runs the sample bridge"), address: format!("http://127.0.0.1:{port}") }
    }

    /// A person writes on the other side.
    async fn write(&self, house: &House, person: &str, text: &str) {
        eventually(
            "the bridge",
            async || {
                house
                    .http
                    .post(format!("{}/{person}", self.address))
                    .body(text.to_owned())
                    .send()
                    .await
                    .map(|a| a.status().as_u16())
                    .ok()
            },
            |status| *status == Some(200),
        )
        .await;
    }

    /// What a person was answered on the other side.
    async fn answers(&self, house: &House, person: &str) -> Value {
        match house.http.get(format!("{}/{person}", self.address)).send().await {
            Ok(answer) => answer.json().await.unwrap(),
            Err(_) => Value::Null,
        }
    }
}

impl Drop for Bridge {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> u16 {
    std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port()
}

pub async fn connected(port: u16) -> (House, Desk) {
    let house = House::with(&[("PrivateHosts", format!("127.0.0.1:{port}"))]).await;
    let admin = house.sign_in("admin").await;
    let account = json!({ "platform": "open", "name": "Bridge", "external_id": "integration-1", "queue": "care-en" });
    admin.call("PUT", &format!("accounts/{OPEN}"), Some(&account)).await.ok();
    let secrets =
        json!({ "signing": [SECRET], "token": "bridge-token", "notify_url": format!("http://127.0.0.1:{port}/harken") });
    admin.call("PUT", &format!("accounts/{OPEN}/secrets"), Some(&secrets)).await.ok();
    let mina = house.sign_in("mina").await;
    mina.on_queue().await;
    (house, mina)
}

async fn offered(desk: &Desk) -> String {
    let inbox = eventually(
        "an offer",
        async || desk.get("inbox?box=offered").await,
        |inbox| inbox["items"].as_array().is_some_and(|items| !items.is_empty()),
    )
    .await;
    let conversation = inbox["items"][0]["id"].as_str().unwrap().to_owned();
    desk.post(&format!("conversations/{conversation}/accept"), json!({})).await;
    conversation
}

async fn state(desk: &Desk, conversation: &str, text: &str) -> Value {
    let rows = desk.messages(conversation).await;
    rows.iter().find(|row| row["text"] == text).map_or(Value::Null, |row| row["delivery"]["state"].clone())
}

// proves CH-12: a thirty-line bridge completes a round trip; a notification nobody takes is put aside, and sent back
#[tokio::test(flavor = "multi_thread")]
async fn the_sample_bridge_brings_a_message_in_and_takes_the_answer_out() {
    let port = free_port();
    let (house, mina) = connected(port).await;
    let bridge = Bridge::start(port, &house);
    bridge.write(&house, "noa", "Where is my parcel?").await;
    let conversation = offered(&mina).await;
    house.quiet().await;
    mina.reply(&conversation, "first", json!({ "text": "On its way.", "visibility": "private" })).await.ok();
    eventually("the answer", async || bridge.answers(&house, "noa").await, |answers| *answers == json!(["On its way."])).await;
    // The bridge said so itself.
    eventually("the receipt", async || state(&mina, &conversation, "On its way.").await, |state| state == "delivered").await;

    drop(bridge);
    mina.reply(&conversation, "second", json!({ "text": "It arrived.", "visibility": "private" })).await.ok();
    let failed = eventually("the failure", async || state(&mina, &conversation, "It arrived.").await, |state| state == "failed");
    house.passing_time(failed).await;
    let dead = house.dead("OutboundDeadLetters");
    assert_eq!(dead.len(), 1, "{dead:#?}");

    let bridge = Bridge::start(port, &house);
    eventually("the bridge", async || bridge.answers(&house, "noa").await, |answers| answers.is_array()).await;
    redrive(&house, "Outbound").await;
    eventually("the answer", async || bridge.answers(&house, "noa").await, |answers| *answers == json!(["It arrived."])).await;
    eventually("the receipt", async || state(&mina, &conversation, "It arrived.").await, |state| state == "delivered").await;
    house.finish().await;
}

pub async fn bring(house: &House, body: &Value) -> (u16, Value) {
    let body = body.to_string();
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(body.as_bytes());
    let signature = format!("sha256={}", STANDARD.encode(mac.finalize().into_bytes()));
    let request = house.http.post(format!("{}/in/open/{OPEN}", house.stack.endpoints().api));
    let answer = request.header("x-hub-signature-256", signature).body(body).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

// proves CH-13: a thousand items, each with its own result; the same call again changes nothing; the platform is Open
#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_public_posts_are_taken_one_by_one_and_the_same_call_again_changes_nothing() {
    let (house, _mina) = connected(free_port()).await;
    let sora = house.sign_in("sora").await;
    let begun = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_millis() as u64;
    let item = |n: u64| {
        let words = if n.is_multiple_of(100) { format!("parcel number {n}") } else { format!("nothing of ours {n}") };
        json!({ "channel": { "type": "Public", "messageId": format!("post-{n}"), "from": { "id": format!("person-{n}") }, "time": begun - n }, "text": words })
    };
    let mut items: Vec<Value> = (0..1_000).map(item).collect();
    items[500] = json!({ "channel": { "type": "Public", "messageId": "post-500", "from": { "id": "x" } }, "text": "no time" });
    let body = json!({ "messages": items });
    let mut first = None;
    for round in 0..2 {
        let (status, answer) = bring(&house, &body).await;
        assert_eq!(status, 200, "{answer}");
        let results = answer["results"].as_array().unwrap();
        assert_eq!(results.len(), 1_000);
        for (n, result) in results.iter().enumerate() {
            assert_eq!(result["messageId"], format!("post-{n}"));
            assert_eq!(result["status"], if n == 500 { "rejected" } else { "accepted" }, "{result}");
        }
        assert!(results[500]["reason"].as_str().unwrap().contains("channel.time"), "{}", results[500]);
        house.quiet().await;
        let mentions = sora.get("mentions?topic=delivery&limit=100").await;
        let kept = mentions["items"].as_array().unwrap();
        assert_eq!(kept.len(), 9, "round {round}: {mentions:#}");
        assert!(kept.iter().all(|mention| mention["platform"] == "open"), "{mentions:#}");
        assert_eq!(*first.get_or_insert_with(|| kept.clone()), *kept, "round {round}");
        // Past SQS's own memory: what is left is ours.
        house.stack.advance(Duration::from_secs(301));
    }
    let (status, answer) = bring(&house, &json!({ "messages": vec![json!({}); 1_001] })).await;
    assert_eq!(status, 400, "{answer}");
    house.finish().await;
}

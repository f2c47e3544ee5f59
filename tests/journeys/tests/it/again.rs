//! Listening in the running system: a rule that was just saved catches, a day is decided on again, influential praise is told of.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use crate::{
    crisis::Virtual,
    desk::Desk,
    house::{House, eventually},
    open::{bring, connected},
    programs::Program,
};

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis() as u64
}

async fn posted(house: &House, id: &str, followers: u64, text: &str) {
    let from = json!({ "id": format!("person-{id}"), "followers": followers });
    let item = json!({ "channel": { "type": "Public", "messageId": id, "from": from, "time": now() }, "text": text });
    let (status, answer) = bring(house, &item).await;
    assert!(status < 300, "{answer}");
}

/// The embedded table asks that a request is signed, and not by whom.
const ANYBODY: &str =
    "AWS4-HMAC-SHA256 Credential=anybody/20261120/us-east-1/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=none";

/// Everything the house has stored, whatever it is.
async fn everything(house: &House) -> Vec<String> {
    let mut rows = Vec::new();
    let mut from = Value::Null;
    loop {
        let mut ask = json!({ "TableName": house.stack.name("Table").unwrap(), "ConsistentRead": true });
        if !from.is_null() {
            ask["ExclusiveStartKey"] = from;
        }
        let request = house.http.post(&house.stack.endpoints().aws).header("x-amz-target", "DynamoDB_20120810.Scan");
        let request = request.header("authorization", ANYBODY).header("x-amz-date", "20261120T000000Z");
        let request = request.header("content-type", "application/x-amz-json-1.0").body(ask.to_string());
        let answer: Value = request.send().await.unwrap().json().await.unwrap();
        rows.extend(answer["Items"].as_array().unwrap_or_else(|| panic!("{answer}")).iter().map(ToString::to_string));
        from = answer["LastEvaluatedKey"].clone();
        if from.is_null() {
            rows.sort_unstable();
            return rows;
        }
    }
}

/// A replay of the days until now, all its pages, until nothing is under way.
async fn replayed(house: &House, admin: &Desk, mode: &str) -> Value {
    let replay = admin.post("replays", json!({ "mode": mode })).await;
    assert!(replay["next"].is_null(), "one page: {replay:#}");
    house.quiet().await;
    replay
}

async fn caught(desk: &Desk, topic: &str) -> usize {
    desk.get(&format!("mentions?topic={topic}&limit=100")).await["items"].as_array().unwrap().len()
}

// proves ING-05, ADV-03: a saved rule takes effect within a minute, in functions that are warm; a day that is replayed live twice
// changes nothing, to the last row of the table; with a new rule it gives to people what needs them, once
#[tokio::test(flavor = "multi_thread")]
async fn a_rule_takes_effect_within_a_minute_and_a_day_replayed_twice_changes_nothing() {
    let (house, _mina) = connected(0).await;
    let (admin, sora) = (house.sign_in("admin").await, house.sign_in("sora").await);
    posted(&house, "angry", 10, "My parcel arrived broken, terrible, I hate it").await;
    posted(&house, "happy", 10, "I love how fast the delivery was, great work").await;
    posted(&house, "before", 10, "the gizmo is out today").await;
    house.quiet().await;
    assert_eq!((caught(&sora, "delivery").await, caught(&sora, "gizmo").await), (2, 0), "the functions are warm");

    let topic = json!({ "name": "Gizmo", "rules": [{ "id": "words", "query": "gizmo" }] });
    admin.call("PUT", "topics/gizmo", Some(&topic)).await.ok();
    let saved = Instant::now();
    for n in 0.. {
        posted(&house, &format!("gizmo-{n}"), 10, &format!("the gizmo is out today, number {n}")).await;
        house.quiet().await;
        if caught(&sora, "gizmo").await > 0 {
            break;
        }
        assert!(saved.elapsed() < Duration::from_secs(60), "{:?}", saved.elapsed());
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    println!("in effect after {:?}", saved.elapsed());

    let before = everything(&house).await;
    for _ in 0..2 {
        let replay = replayed(&house, &admin, "live").await;
        assert_eq!((&replay["looked_at"], &replay["same"], &replay["sent"]), (&json!(3), &json!(3), &json!(0)), "{replay:#}");
        assert_eq!(everything(&house).await, before);
    }

    // A rule that gives good words to people, too: what needed nobody needs somebody.
    let kind = json!({
        "name": "Kind words", "number": 30, "condition": { "field": "sentiment", "operator": "is", "value": "positive" },
        "outcome": { "then": "escalate", "queue": "care-en" },
    });
    admin.call("PUT", "rules/kind", Some(&kind)).await.ok();
    let before = everything(&house).await;
    let shadow = replayed(&house, &admin, "shadow").await;
    assert_eq!((&shadow["more"], &shadow["sent"]), (&json!(1), &json!(0)), "{shadow:#}");
    assert_eq!(everything(&house).await, before, "a shadow leaves no trace");
    let waiting = async || admin.get("mentions?escalated=true&limit=100").await["items"].as_array().map_or(0, Vec::len);
    let asked = waiting().await;
    // Functions remember settings for 15 s: whoever replays at once asks again.
    let again = async || {
        replayed(&house, &admin, "live").await;
        waiting().await
    };
    eventually("somebody has it", again, |found| *found == asked + 1).await;
    let after = everything(&house).await;
    for _ in 0..2 {
        assert_eq!(replayed(&house, &admin, "live").await["sent"], 0);
        assert_eq!(everything(&house).await, after);
    }
    house.finish().await;
}

// proves ALR-02, ALR-04, ALR-05: praise by somebody with many readers is told at once, to screens, by letter and to a program, each
// once; praise by others is not
#[tokio::test(flavor = "multi_thread")]
async fn influential_praise_is_told_once_by_every_way() {
    let program = Program::start().await;
    let (house, _mina) = connected(program.port).await;
    let (admin, sora) = (house.sign_in("admin").await, house.sign_in("sora").await);
    let topic = json!({ "name": "Fans", "rules": [{ "id": "many", "query": "gadget followers:>10000" }] });
    admin.call("PUT", "topics/fans", Some(&topic)).await.ok();
    let rule = json!({
        "name": "Praise that is heard", "topic": "fans", "watch": { "for": "threshold", "of": "positive", "least": 1, "hours": 1 },
        "recipients": {
            "desktop": true, "webhook": program.webhook("/alert"), "mail": { "to": ["care@example.com"], "language": "ko" },
        },
    });
    admin.call("PUT", "alert-rules/fans", Some(&rule)).await.ok();
    let mut live = sora.listen().await;
    let mut time = Virtual::of(&house);
    posted(&house, "few", 120, "I love my gadget, great work").await;
    house.quiet().await;
    time.look().await;
    assert_eq!((program.at("/alert").len(), house.stack.letters().len()), (0, 0));
    // Up to five minutes have passed, and five more will have before there is something to hear.
    live.breathe().await;
    posted(&house, "many", 50_000, "I love my gadget, great work").await;
    house.quiet().await;
    for _ in 0..3 {
        time.look().await;
    }
    let told = live.next("alert.raised").await;
    assert_eq!((&told["data"]["rule"], &told["data"]["change"]), (&json!("fans"), &json!("opened")), "{told:#}");
    let posts = program.at("/alert");
    assert_eq!(posts.len(), 1, "{posts:#?}");
    assert_eq!(posts[0].2["data"]["rule"], "fans", "{posts:#?}");
    let letters = house.stack.letters();
    assert_eq!(letters.len(), 1, "{letters:#?}");
    house.finish().await;
}

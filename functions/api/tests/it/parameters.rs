//! Addresses: parameters, ids, methods and headers that are wrong.

use serde_json::{Value, json};

use crate::house::{House, with};

// proves S8: every parameter of every list that is wrong is told by its name
#[tokio::test]
async fn a_wrong_parameter_is_told_by_its_name() {
    let house = House::new().await;
    let held = format!("/v1/conversations/{}", house.conversation("held", "care", with("mina")).await.id);
    for (path, field) in [
        ("/v1/queues?limit=0", "limit"),
        ("/v1/queues?limit=101", "limit"),
        ("/v1/queues?limit=many", "limit"),
        ("/v1/queues?limt=5", "limt"),
        ("/v1/queues?limit=5&limit=6", "limit"),
        ("/v1/queues?cursor=x", "cursor"),
        ("/v1/inbox", "box"),
        ("/v1/inbox?box=mine", "box"),
        ("/v1/inbox?box=waiting&agent=mina", "agent"),
        ("/v1/inbox?box=with&queue=A%20B", "queue"),
        ("/v1/canned?language=fr", "language"),
        ("/v1/canned?q=", "q"),
        ("/v1/mentions?topic=A%20B", "topic"),
        ("/v1/mentions?platform=x&platform=myspace", "platform"),
        ("/v1/mentions?sentiment=angry", "sentiment"),
        ("/v1/mentions?from=yesterday", "from"),
        ("/v1/mentions?from=2026-03-02&to=2026-03-01", "to"),
        ("/v1/mentions?from=1990-01-01", "from"),
        ("/v1/mentions?zone=Mars", "zone"),
        ("/v1/mentions?rule=words", "rule"),
        ("/v1/mentions?country=korea", "country"),
        ("/v1/stats/mentions?measure=mentions&campaign=%23", "campaign"),
        ("/v1/mentions?escalated=perhaps", "escalated"),
        ("/v1/stats/mentions?measure=mentions&intent=love", "intent"),
        ("/v1/stats/mentions?measure=mentions&rule=a/B", "rule"),
        ("/v1/stats/mentions", "measure"),
        ("/v1/stats/mentions?measure=love", "measure"),
        ("/v1/stats/mentions?measure=mentions&group_by=author", "group_by"),
        ("/v1/stats/mentions?measure=platforms&group_by=platform", "group_by"),
        ("/v1/stats/mentions?measure=mentions&bucket=minute", "bucket"),
        ("/v1/stats/mentions?measure=mentions&bucket=half_hour&from=2025-01-01&to=2026-01-01", "bucket"),
        ("/v1/stats/mentions?measure=mentions&bucket=hour&from=2025-01-01&to=2026-01-01", "bucket"),
        ("/v1/stats/noise", "account"),
        ("/v1/stats/noise?account=shop&day=today", "day"),
        ("/v1/stats/noise?account=shop&day=2026-13-01", "day"),
        ("/v1/stats/interactions?to=never", "to"),
        ("/v1/live/missed", "since"),
        ("/v1/live/missed?since=now", "since"),
        ("/v1/conversations/conv_x", "id"),
        ("/v1/mentions/x", "id"),
        ("/v1/queues/A%20B", "id"),
        ("/v1/queues/%FF", "id"),
    ] {
        let answer = house.ask("mina", "supervisor").get(path).await;
        assert_eq!((answer.status, answer.field()), (400, field), "{path}: {answer:?}");
    }
    for (query, field) in [
        ("after_seq=1&since=2026-01-01T00:00:00Z", "since"),
        ("after_seq=-1", "after_seq"),
        ("since=x", "since"),
        ("after_seq=0&cursor=x", "cursor"),
    ] {
        let answer = house.agent().get(&format!("{held}/messages?{query}")).await;
        assert_eq!((answer.status, answer.field()), (400, field), "{query}: {answer:?}");
    }
    house.agent().get("/v1/nothing/here").await.is(404, "no_such_path");
    house.agent().get("/v1/queues/care/").await.is(404, "no_such_path");
    house.agent().delete("/v1/inbox").await.is(405, "method_not_allowed");
    house.agent().make("BREW", "/v1/inbox").await.is(405, "method_not_allowed");
    house.agent().post("/v1/live/tickets", json!({ "a": 1 })).await.is(400, "invalid");
    house.agent().header("idempotency-key", "").post(&format!("{held}/end"), Value::Null).await.is(400, "invalid");
    house.agent().key(&"k".repeat(201)).post(&format!("{held}/end"), Value::Null).await.is(400, "invalid");
    house.agent().post(&format!("{held}/replies"), json!({ "text": "x" })).await.is(400, "invalid");
}

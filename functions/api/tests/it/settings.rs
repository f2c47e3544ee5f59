//! Settings: versions, references, what they look like.

use domain::agent::Presence;
use serde_json::{Value, json};

use crate::house::{House, offered, waiting, with};

// proves SUP-03: create, read, replace, delete; versions and tags
#[tokio::test]
async fn a_setting_is_created_replaced_and_deleted_by_version() {
    let house = House::new().await;
    let admin = || house.admin();
    let path = "/v1/queues/vip";
    let created = admin().put(path, json!({ "name": "VIP" })).await;
    assert_eq!((created.status, created.header("etag")), (201, Some("\"1\"")));
    let expected = json!({
        "id": "vip", "name": "VIP", "offer_seconds": 60, "wrap_up_codes": [], "code_required": false,
        "version": 1, "saved_at": "2026-11-20T09:00:00.000Z",
    });
    assert_eq!(created.body, expected);
    assert_eq!(house.agent().get(path).await.ok(), expected);
    let replaced = admin().header("if-match", "\"1\"").put(path, json!({ "name": "Very" })).await;
    assert_eq!((replaced.status, replaced.header("etag")), (200, Some("\"2\"")));
    admin().header("if-match", "\"1\"").put(path, json!({ "name": "Late" })).await.is(409, "version_conflict");
    admin().header("if-match", "0").put(path, json!({ "name": "New" })).await.is(409, "version_conflict");
    admin().header("if-match", "new").put(path, json!({ "name": "New" })).await.is(400, "invalid");
    admin().header("if-match", "\"7\"").put("/v1/queues/none", json!({ "name": "New" })).await.is(409, "version_conflict");
    admin().header("if-match", "0").put("/v1/queues/none", json!({ "name": "New" })).await.ok();
    assert_eq!(house.agent().get(path).await.ok()["name"], "Very");
    admin().header("if-match", "\"1\"").delete(path).await.is(409, "version_conflict");
    let gone = admin().header("if-match", "\"2\"").delete(path).await;
    assert_eq!((gone.status, gone.body), (204, Value::Null));
    admin().delete(path).await.is(404, "not_found");
    house.agent().get(path).await.is(404, "not_found");
}

// proves ING-09: a rule keeps its version until it changes, and no version names two wordings
#[tokio::test]
async fn a_rule_of_a_topic_has_a_version_of_its_own() {
    let house = House::new().await;
    let save = async |rules: Value| {
        let saved = house.admin().put("/v1/topics/t", json!({ "name": "T", "rules": rules })).await.ok();
        let rules = saved["rules"].as_array().unwrap().clone();
        rules
            .into_iter()
            .map(|rule| (rule["id"].as_str().unwrap().to_owned(), rule["version"].as_u64().unwrap()))
            .collect::<Vec<_>>()
    };
    let (a, b) = (json!({ "id": "a", "query": "x" }), json!({ "id": "b", "query": "y" }));
    assert_eq!(save(json!([a, b])).await, [("a".into(), 1), ("b".into(), 1)]);
    assert_eq!(save(json!([a, { "id": "b", "query": "z" }])).await, [("a".into(), 1), ("b".into(), 2)]);
    assert_eq!(save(json!([b])).await, [("b".into(), 3)]);
    assert_eq!(save(json!([a, b])).await, [("a".into(), 4), ("b".into(), 3)]);
    let saved = house.supervisor().get("/v1/topics/t").await.ok();
    assert_eq!(saved["rules"][0]["query"], "x");
    assert_eq!(saved["version"], 4);
}

// proves ESC-02: a rule is shown as it was written
#[tokio::test]
async fn a_rule_reads_back_as_it_was_written() {
    let house = House::new().await;
    let rule = json!({
        "name": "Angry about delivery", "number": 20, "active": true,
        "condition": { "all": [
            { "field": "sentiment", "operator": "is", "value": "negative" },
            { "any": [{ "field": "topic", "operator": "one_of", "value": ["delivery"] }, { "not": { "field": "keyword", "operator": "is", "value": "refund" } }] },
        ] },
        "outcome": { "then": "escalate", "queue": "care", "skills": ["korean"], "priority": 30 },
        "tags": ["delivery"],
    });
    house.admin().put("/v1/rules/r20", rule.clone()).await.ok();
    let found = house.supervisor().get("/v1/rules/r20").await.ok();
    for (field, value) in rule.as_object().unwrap() {
        assert_eq!(&found[field], value, "{field}");
    }
}

// proves SUP-03: what is in use is not deleted, and an account is one connection
#[tokio::test]
async fn what_is_in_use_stays() {
    let house = House::new().await;
    house.admin().delete("/v1/queues/care").await.is(409, "in_use");
    house.conversation("waits", "sales", waiting()).await;
    house.admin().delete("/v1/queues/sales").await.is(409, "in_use");
    house.conversation("held", "care", with("mina")).await;
    house.admin().delete("/v1/agents/mina").await.is(409, "in_use");
    let rule = json!({ "name": "R", "number": 1, "condition": { "all": [] }, "outcome": { "then": "escalate", "queue": "vip" } });
    house.admin().put("/v1/queues/vip", json!({ "name": "VIP" })).await.ok();
    house.admin().put("/v1/rules/r", rule).await.ok();
    house.admin().delete("/v1/queues/vip").await.is(409, "in_use");
    let twin = json!({ "platform": "line", "name": "Twin", "external_id": "U-shop", "queue": "care" });
    let refused = house.admin().put("/v1/accounts/twin", twin).await.is(409, "already_connected");
    assert_eq!(refused.field(), "external_id");
    let moved = json!({ "platform": "instagram", "name": "Shop", "external_id": "U-shop", "queue": "care" });
    let refused = house.admin().put("/v1/accounts/shop", moved).await.is(400, "invalid");
    assert_eq!(refused.field(), "platform");
}

// proves AGT-07: found by queue, language and words
#[tokio::test]
async fn canned_responses_are_found_by_queue_language_and_words() {
    let house = House::new().await;
    let bodies = [
        (
            "a",
            json!({ "name": "Refund", "shortcut": "refund", "texts": { "en": "Money back", "ja": "返金" }, "queues": ["sales"] }),
        ),
        ("b", json!({ "name": "Sorry", "shortcut": "sorry", "texts": { "ko": "죄송합니다" } })),
    ];
    for (id, body) in bodies {
        house.supervisor().put(&format!("/v1/canned/{id}"), body).await.ok();
    }
    let ids = async |query: &str| {
        let found = house.supervisor().get(&format!("/v1/canned?{query}")).await.ok();
        found["items"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(ids("").await, ["a", "b", "late"]);
    assert_eq!(ids("queue=care").await, ["b", "late"]);
    assert_eq!(ids("language=ko").await, ["b", "late"]);
    assert_eq!(ids("q=BACK%20refund").await, ["a"]);
    assert_eq!(ids("q=%EC%A3%84%EC%86%A1").await, ["b"]);
    assert_eq!(ids("queue=sales&language=ja&q=refund").await, ["a"]);
    assert_eq!(ids("queue=care&language=ja").await, [""; 0]);
}

// proves RTE-15, RTE-16: agents with presence and load
#[tokio::test]
async fn an_agent_is_shown_with_presence_and_load() {
    let house = House::new().await;
    house.attends("mina", Presence::OnQueue).await;
    let held = house.conversation("held", "care", with("mina")).await;
    let offer = house.conversation("offer", "care", offered("mina")).await;
    let me = house.agent().get("/v1/agents/me").await.ok();
    assert_eq!((&me["id"], &me["role"]), (&json!("mina"), &json!("agent")));
    assert_eq!(
        (&me["agent"]["presence"], &me["agent"]["load"], &me["agent"]["capacity"]),
        (&json!("on_queue"), &json!(2), &json!(20))
    );
    let mut holding = [held.id.to_string(), offer.id.to_string()];
    holding.sort();
    assert_eq!(me["agent"]["holding"], json!(holding));
    let all = house.supervisor().get("/v1/agents").await.ok();
    assert_eq!(all["items"].as_array().unwrap().len(), 2);
    assert_eq!(all["items"][0]["load"], 2);
    house.agent().get("/v1/agents/mina").await.ok();
    house.agent().get("/v1/agents/yuki").await.is(403, "forbidden");
    // Who signs in before an administrator has made them an agent is told so.
    let me = house.ask("new", "agent").get("/v1/agents/me").await.ok();
    assert_eq!(me, json!({ "id": "new", "role": "agent", "agent": null }));
    house.ask("new", "agent").put("/v1/agents/me/presence", json!({ "presence": "on_queue" })).await.is(409, "no_such");
    // The version is counted apart from the desk.
    let saved = house.admin().put("/v1/agents/mina", json!({ "name": "Mina", "capacity": 4 })).await;
    assert_eq!((saved.status, saved.header("etag")), (200, Some("\"2\"")));
    assert_eq!(saved.body["load"], 2);
}

// proves LSN-11: a private view is its owner's alone; a shared one is seen by the others, and changed by nobody else
#[tokio::test]
async fn views_are_private_or_shared() {
    let house = House::new().await;
    let (sora, yuki) = (|| house.ask("sora", "supervisor"), || house.ask("yuki", "admin"));
    let view = json!({ "name": "배송 이번 주", "shared": false, "query": "topic=delivery&charts=mentions" });
    let saved = sora().put("/v1/views/week", view.clone()).await;
    assert_eq!((saved.status, &saved.body["owner"]), (201, &json!("sora")));
    assert_eq!(saved.body["query"], view["query"]);
    yuki().get("/v1/views/week").await.is(404, "not_found");
    yuki().put("/v1/views/week", view.clone()).await.is(404, "not_found");
    yuki().delete("/v1/views/week").await.is(404, "not_found");
    assert_eq!(yuki().get("/v1/views").await.ok()["items"], json!([]));
    sora().put("/v1/views/week", json!({ "name": "Week", "shared": true, "query": "" })).await.ok();
    assert_eq!(yuki().get("/v1/views").await.ok()["items"][0]["name"], "Week");
    yuki().put("/v1/views/week", view).await.is(404, "not_found");
    sora().delete("/v1/views/week").await.ok();
    sora().get("/v1/views/week").await.is(404, "not_found");
}

// proves LSN-12: one zone for the workspace, UTC until it is set
#[tokio::test]
async fn the_workspace_has_a_zone() {
    let house = House::new().await;
    let found = house.agent().get("/v1/workspace").await.ok();
    assert_eq!((&found["zone"], &found["version"]), (&json!("UTC"), &json!(0)));
    house.admin().put("/v1/workspace", json!({ "zone": "Asia/Seoul" })).await.ok();
    assert_eq!(house.agent().get("/v1/workspace").await.ok()["zone"], "Asia/Seoul");
}

// proves RTE-17: agents know their colleagues' names, and nothing more of them
#[tokio::test]
async fn agents_see_who_their_colleagues_are() {
    let house = House::new().await;
    let found = house.agent().get("/v1/colleagues").await.ok();
    let names: Vec<&str> = found["items"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names.len(), 2);
    assert_eq!(found["items"][0].as_object().unwrap().len(), 3);
}

// proves ING-10, ING-09: every version is kept; one call brings an earlier one back, also after a deletion, and versions count on
#[tokio::test]
async fn versions_are_kept_and_come_back_by_one_call() {
    let house = House::new().await;
    let admin = || house.admin();
    let topic = |query: &str| json!({ "name": "T", "rules": [{ "id": "words", "query": query }] });
    for query in ["late", "later", "latest"] {
        admin().put("/v1/topics/t", topic(query)).await.ok();
    }
    let versions = house.supervisor().get("/v1/topics/t/versions?limit=2").await.ok();
    let numbers =
        |page: &Value| page["items"].as_array().unwrap().iter().map(|v| v["version"].as_u64().unwrap()).collect::<Vec<_>>();
    assert_eq!(numbers(&versions), [3, 2]);
    let next = versions["next"].as_str().unwrap();
    let rest = house.supervisor().get(&format!("/v1/topics/t/versions?limit=2&cursor={next}")).await.ok();
    assert_eq!((numbers(&rest), rest["items"][0]["rules"][0]["query"].as_str()), (vec![1], Some("late")));
    let back = admin().post("/v1/topics/t/versions/1/restore", Value::Null).await.ok();
    assert_eq!((back["version"].as_u64(), back["rules"][0]["query"].as_str()), (Some(4), Some("late")));
    assert_eq!(back["rules"][0]["version"], 1, "the same wording has the same version");
    assert_eq!(admin().post("/v1/topics/t/pause", Value::Null).await.ok()["active"], false);
    assert_eq!(admin().post("/v1/topics/t/resume", Value::Null).await.ok()["version"], 6);
    assert_eq!(admin().delete("/v1/topics/t").await.status, 204);
    house.supervisor().get("/v1/topics/t").await.is(404, "not_found");
    assert_eq!(house.supervisor().get("/v1/deleted/topics").await.ok()["items"][0]["id"], "t");
    admin().post("/v1/topics/t/versions/9/restore", Value::Null).await.is(404, "not_found");
    let back = admin().post("/v1/topics/t/versions/3/restore", Value::Null).await;
    assert_eq!((back.status, back.body["version"].as_u64(), back.body["rules"][0]["version"].as_u64()), (201, Some(7), Some(3)));
    assert_eq!(house.supervisor().get("/v1/deleted/topics").await.ok()["items"], json!([]));
    // A new wording after a deletion has a version that no wording had before.
    admin().delete("/v1/topics/t").await;
    let anew = admin().put("/v1/topics/t", topic("other")).await.ok();
    assert_eq!((anew["version"].as_u64(), anew["rules"][0]["version"].as_u64()), (Some(8), Some(8)));
    assert_eq!(admin().delete("/v1/topics/t?hard=true").await.status, 204);
    house.supervisor().get("/v1/topics/t/versions").await.is(404, "not_found");
    admin().delete("/v1/topics/t?hard=true").await.is(404, "not_found");
}

// proves ING-10, ESC-01: an escalation rule names its version, whichever way it came to be
#[tokio::test]
async fn a_restored_rule_names_its_new_version() {
    let house = House::new().await;
    let rule = |number: u32| json!({ "name": "R", "number": number, "condition": { "all": [] }, "outcome": { "then": "escalate", "notify": ["mina"], "answer": "late", "answer_within": 30, "language": "ko" } });
    for number in [1, 2] {
        house.admin().put("/v1/rules/r", rule(number)).await.ok();
    }
    let back = house.admin().post("/v1/rules/r/versions/1/restore", Value::Null).await.ok();
    assert_eq!((back["version"].as_u64(), back["number"].as_u64()), (Some(3), Some(1)));
    assert_eq!(back["outcome"], rule(1)["outcome"]);
    let stored = store::settings::get::<domain::escalate::EscalationRule>(&house.deps.table, "r").await.unwrap().unwrap();
    assert_eq!((stored.version, stored.data.version), (3, 3));
    for (field, value) in [("answer", json!("none")), ("notify", json!(["nobody"])), ("answer_within", json!(0))] {
        let mut wrong = rule(1);
        wrong["outcome"][field] = value;
        house.admin().put("/v1/rules/wrong", wrong).await.is(400, "invalid");
    }
}

//! Judgements that people correct, decisions that are asked again, the crisis switch.

use domain::event::{Escalate, Payload};
use serde_json::{Value, json};

use crate::{
    house::{House, now},
    matrix::a_mention,
};

// proves ANL-13, ADV-10: both values are kept, measured by engine, language and topic, and given out with the words
#[tokio::test]
async fn a_correction_is_kept_beside_the_judgement_measured_and_given_out() {
    let house = House::new().await;
    let mention = a_mention(&house).await;
    let path = format!("/v1/mentions/{mention}");
    let correct = async |body: Value| house.supervisor().put(&format!("{path}/judgement"), body).await.status;
    assert_eq!(correct(json!({ "sentiment": "neutral", "intent": "question" })).await, 204);
    let seen = house.supervisor().get(&path).await.ok();
    assert_eq!(
        (&seen["analysis"]["sentiment"], &seen["corrected"]["sentiment"], &seen["corrected"]["intent"]),
        (&json!("negative"), &json!("neutral"), &json!("question"))
    );
    let given = house.supervisor().get("/v1/corrections").await.ok();
    let one = &given["items"][0];
    assert_eq!(
        (&one["text"], &one["judged"]["intent"], &one["by"]),
        (&json!("where is it"), &json!("complaint"), &json!("sora"))
    );
    let measured = house.supervisor().get("/v1/stats/judgement").await.ok();
    let of = |aspect: &str| {
        let all = measured["agreements"].as_array().unwrap();
        all.iter()
            .find(|one| one["on"] == aspect)
            .map(|one| (one["of"].as_u64().unwrap(), one["agreed"].as_u64().unwrap()))
            .unwrap()
    };
    assert_eq!((of("sentiment"), of("urgency")), ((1, 0), (1, 1)));
    for (topic, figures) in [("delivery", 3), ("billing", 0)] {
        let measured = house.supervisor().get(&format!("/v1/stats/judgement?topic={topic}")).await.ok();
        assert_eq!(measured["agreements"].as_array().unwrap().len(), figures, "{topic}: {measured:#}");
    }
    assert_eq!(house.supervisor().put("/v1/mentions/men_00000000001qx96djdfdr88mt3/judgement", json!({})).await.status, 404);
    house.supervisor().get("/v1/corrections?month=2026-13").await.is(400, "invalid");
}

/// A mention with a verdict, found by its topic's row.
async fn decided(house: &House) -> domain::id::MentionId {
    let mention = a_mention(house).await;
    let verdict = domain::escalate::Verdict::default();
    let cause = domain::id::EnvelopeId::at(now(), &[b"judged"]);
    store::commit(&house.deps.table, cause, store::mention::judged(mention, &verdict).unwrap(), vec![], &[]).await.unwrap();
    let fact = serde_json::from_value(json!({
        "mention": mention, "at": now(), "platform": "instagram", "account": "gram", "content_type": "comment", "topics": ["delivery"],
        "sentiment": "negative", "language": null, "intent": "complaint", "person": 7,
    }))
    .unwrap();
    store::stats::count_mentions(&house.deps.table, &[fact]).await.unwrap();
    let topic = json!({ "name": "T", "rules": [{ "id": "r1", "query": "delivery" }] });
    house.admin().put("/v1/topics/delivery", topic).await.ok();
    mention
}

// proves ADV-03: in shadow a replay shows what comes out otherwise and does nothing; live it asks again for exactly that; with the
// rules of another day it shows those
#[tokio::test]
async fn a_replay_shows_in_shadow_and_asks_again_live() {
    let house = House::new().await;
    let mention = decided(&house).await;
    let replay = async |body: Value| house.admin().post("/v1/replays", body).await.ok();
    let before = replay(json!({ "mode": "shadow" })).await;
    assert_eq!((&before["looked_at"], &before["same"], &before["more"]), (&json!(1), &json!(1), &json!(0)));
    let rule = json!({ "name": "R", "number": 1, "condition": { "field": "sentiment", "operator": "is", "value": "negative" }, "outcome": { "then": "escalate", "queue": "sales" } });
    house.admin().put("/v1/rules/angry", rule).await.ok();
    let shadow = replay(json!({ "mode": "shadow" })).await;
    assert_eq!(
        (&shadow["more"], &shadow["sent"], &shadow["differences"][0]["now"]["queue"]),
        (&json!(1), &json!(0), &json!("sales"))
    );
    assert!(house.sent().is_none());
    let then = now().minus(domain::time::DAY).to_string();
    assert_eq!(replay(json!({ "mode": "shadow", "rules_of": then })).await["same"], 1, "there was no such rule");
    assert_eq!(replay(json!({ "mode": "live" })).await["sent"], 1);
    let sent = house.sent().unwrap();
    assert!(matches!(&sent.payload, Payload::Escalate(Escalate { mention: of, again: true }) if *of == mention));
    house.admin().post("/v1/replays", json!({ "mode": "live", "rules_of": then })).await.is(400, "invalid");
}

// proves text-analysis.md section 3, ALR-03: rules of urgency and the crisis switch, as they are written and gone again
#[tokio::test]
async fn urgency_and_crisis_are_set_and_gone_again() {
    let house = House::new().await;
    let rules = json!({ "rules": [{ "id": "recall", "level": "high", "any": { "en": ["recall*"] } }] });
    assert_eq!(house.supervisor().get("/v1/urgency-rules").await.ok()["version"], 0);
    house.admin().put("/v1/urgency-rules", rules.clone()).await.ok();
    assert_eq!(house.supervisor().get("/v1/urgency-rules").await.ok()["rules"], rules["rules"]);
    let empty = json!({ "rules": [{ "id": "x", "level": "high", "any": {} }] });
    assert_eq!(house.admin().put("/v1/urgency-rules", empty).await.is(400, "invalid").field(), "rules[0].any");
    assert_eq!(house.admin().delete("/v1/urgency-rules").await.status, 204);
    house.agent().get("/v1/crisis").await.is(404, "not_found");
    let on = house.supervisor().put("/v1/crisis", json!({ "playbook": "Say sorry." })).await.ok();
    assert_eq!(on["approval"], true, "the second pair of eyes is what crisis mode is for; who does not want it says so");
    assert_eq!((&on["priority"], &on["by"], house.agent().get("/v1/crisis").await.status), (&json!(60), &json!("sora"), 200));
    let without = house.supervisor().put("/v1/crisis", json!({ "playbook": "Say sorry.", "approval": false })).await.ok();
    assert_eq!(without["approval"], false);
    assert_eq!(house.supervisor().delete("/v1/crisis").await.status, 204);
    house.agent().get("/v1/crisis").await.is(404, "not_found");
    assert_eq!(house.supervisor().get("/v1/crisis/history").await.ok()["items"][0]["playbook"], "Say sorry.");
}

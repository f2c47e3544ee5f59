//! Alert rules as an administrator writes them; alerts as a supervisor sees to them.

use domain::{
    analysis::{Analysis, Intent, Language, Sentiment, Urgency},
    event::MentionIngested,
    id::{EnvelopeId, MentionId},
    inbound::{Author, Content, ContentKind},
    mention::{Caught, Mention},
    platform::{ContentType, Platform},
    time::{DAY, HOUR, Timestamp},
};
use serde_json::{Value, json};
use store::{commit, mention, stats};

use crate::{
    house::{House, now},
    matrix::an_alert,
};

async fn house() -> House {
    let house = House::new().await;
    let topic = json!({ "name": "Delivery", "rules": [{ "id": "r1", "query": "delivery" }] });
    house.admin().put("/v1/topics/delivery", topic).await.ok();
    house
}

fn rule(watch: Value) -> Value {
    json!({ "name": "Crisis", "topic": "delivery", "watch": watch })
}

// proves ALR-01, ALR-02, SET-01: what is written comes back, with what was not said filled in
#[tokio::test]
async fn a_rule_is_saved_and_comes_back_whole() {
    let house = house().await;
    let saved = house.admin().put("/v1/alert-rules/crisis", rule(json!({ "for": "spike" }))).await.ok();
    assert_eq!(saved["watch"], json!({ "for": "spike", "of": "negative", "sensitivity": "standard" }));
    assert_eq!((&saved["zone"], &saved["active"], &saved["platforms"]), (&json!("UTC"), &json!(true), &json!([])));
    let whole = json!({
        "name": "Praise", "active": false, "topic": "delivery", "platforms": ["instagram", "line"], "zone": "Asia/Seoul",
        "watch": { "for": "threshold", "of": "positive", "least": 5, "hours": 24 },
        "recipients": {
            "desktop": true,
            "webhook": { "url": "https://example.com/hook", "account": "shop" },
            "mail": { "to": ["care@example.com"], "language": "ko" },
        },
    });
    house.admin().put("/v1/alert-rules/praise", whole.clone()).await.ok();
    let found = house.supervisor().get("/v1/alert-rules/praise").await.ok();
    for (field, value) in whole.as_object().unwrap() {
        assert_eq!(&found[field], value, "{field}");
    }
    let silence = rule(json!({ "for": "silence", "hours": 6 }));
    let found = house.admin().put("/v1/alert-rules/silence", silence).await.ok();
    assert_eq!(found["watch"], json!({ "for": "silence", "hours": 6 }));
    for what in ["negative_share", "net_sentiment"] {
        let found = house.admin().put("/v1/alert-rules/shift", rule(json!({ "for": what, "hours": 6 }))).await.ok();
        assert_eq!(found["watch"], json!({ "for": what, "sensitivity": "standard", "hours": 6 }));
    }
    assert_eq!(house.admin().delete("/v1/alert-rules/shift").await.status, 204);
    let listed = house.supervisor().get("/v1/alert-rules").await.ok();
    let names: Vec<_> = listed["items"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
    assert_eq!(names, ["crisis", "praise", "silence"]);
    assert_eq!(house.admin().delete("/v1/alert-rules/praise").await.status, 204);
}

// proves ALR-01, INT-05: what is wrong is named with its place
#[tokio::test]
async fn a_wrong_rule_is_refused_with_its_place() {
    let house = house().await;
    let spike = || rule(json!({ "for": "spike" }));
    let with = |field: &str, value: Value| {
        let mut rule = spike();
        rule[field] = value;
        rule
    };
    let hook = |url: &str, account: &str| json!({ "webhook": { "url": url, "account": account } });
    for (field, body) in [
        ("name", with("name", json!(" "))),
        ("zone", with("zone", json!("Mars/Base"))),
        ("topic", with("topic", json!("nowhere"))),
        ("platforms[1]", with("platforms", json!(["line", "line"]))),
        ("watch.least", rule(json!({ "for": "threshold", "least": 0, "hours": 1 }))),
        ("watch.hours", rule(json!({ "for": "threshold", "least": 1, "hours": 169 }))),
        ("watch.hours", rule(json!({ "for": "threshold", "least": 1 }))),
        ("watch.hours", rule(json!({ "for": "silence", "hours": 0 }))),
        ("watch.of", rule(json!({ "for": "silence", "hours": 2, "of": "all" }))),
        ("watch.least", rule(json!({ "for": "spike", "least": 3 }))),
        ("watch.of", rule(json!({ "for": "net_sentiment", "hours": 2, "of": "all" }))),
        ("watch.hours", rule(json!({ "for": "negative_share" }))),
        ("recipients.mail.to", with("recipients", json!({ "mail": { "to": [] } }))),
        ("recipients.mail.to[1]", with("recipients", json!({ "mail": { "to": ["care@example.com", "care"] } }))),
        ("recipients.webhook.url", with("recipients", hook("ftp://example.com/hook", "shop"))),
        ("recipients.webhook.url", with("recipients", hook("https://", "shop"))),
        ("recipients.webhook.account", with("recipients", hook("https://example.com/hook", "nobody"))),
    ] {
        let refused = house.admin().put("/v1/alert-rules/wrong", body.clone()).await;
        assert_eq!((refused.status, refused.field()), (400, field), "{body} {:?}", refused.body);
    }
    assert_eq!(house.admin().get("/v1/alert-rules/wrong").await.status, 404);
}

// proves ALR-04: whoever sees to it first is known to all
#[tokio::test]
async fn an_alert_is_listed_and_acknowledged_once() {
    let house = house().await;
    let id = an_alert(&house).await;
    let listed = house.supervisor().get("/v1/alerts?month=2026-11").await.ok();
    let (alert, next) = (&listed["items"][0], &listed["next"]);
    assert_eq!((alert["id"].as_str(), next), (Some(id.to_string().as_str()), &Value::Null));
    assert_eq!((&alert["last"]["class"], &alert["last"]["observed"]), (&json!("crisis"), &json!(40)));
    assert_eq!((&alert["closed_at"], &alert["acknowledged"]), (&Value::Null, &Value::Null));
    let step = &alert["history"][0];
    assert_eq!((&step["change"], &step["observed"], &step["expected"]), (&json!("opened"), &json!(40), &json!(2.5)));
    let path = format!("/v1/alerts/{id}/acknowledge");
    let seen = house.supervisor().post(&path, Value::Null).await.ok();
    let by = seen["acknowledged"]["by"].clone();
    let again = house.admin().post(&path, Value::Null).await.ok();
    assert_eq!(again["acknowledged"]["by"], by, "who was first stays");
    let listed = house.supervisor().get("/v1/alerts?month=2026-11&limit=1").await.ok();
    assert_eq!(listed["items"][0]["acknowledged"]["by"], by);
    assert_eq!(house.supervisor().get("/v1/alerts?month=2026-10").await.ok()["items"], json!([]));
    assert_eq!(house.supervisor().get("/v1/alerts?month=November").await.field(), "month");
    house.supervisor().get("/v1/alerts/alrt_00000000000000000000000000").await.is(404, "not_found");
}

/// A mention with its words, kept and counted.
pub async fn said(house: &House, n: u64, at: Timestamp, text: &str) {
    let table = &house.deps.table;
    let id = MentionId::at(Timestamp::default(), &[b"said", &n.to_be_bytes(), text.as_bytes()]);
    let analysis = Analysis {
        language: Some(Language::En),
        sentiment: Sentiment::Negative,
        score: -80,
        confidence: 90,
        intent: Intent::Complaint,
        urgency: Urgency::Normal,
        flags: vec![],
        intents_secondary: vec![],
        evidence: vec![],
        language_confidence: 99,
        engine: "embedded/1".into(),
    };
    let kept = Mention {
        id,
        platform: Platform::Instagram,
        account: "gram".parse().unwrap(),
        external_id: None,
        content_type: ContentType::Comment,
        at,
        author: Some(Author { id: format!("ig{}", n % 6), name: Some(format!("writer {}", n % 6)) }),
        content: Some(Content { kind: ContentKind::Text, text: Some(text.into()), attachments: vec![] }),
        post: None,
        parent: None,
        told: Default::default(),
        analysis,
        caught: vec![Caught { topic: "old".parse().unwrap(), rule: "r1".parse().unwrap(), version: 1, hits: vec![] }],
        verdict: None,
        changed: None,
        corrected: None,
        beside: vec![],
    };
    commit(table, EnvelopeId::at(at, &[b"cause", &n.to_be_bytes()]), mention::kept(&kept).unwrap(), vec![], &[]).await.unwrap();
    let fact = MentionIngested {
        mention: id,
        at,
        platform: kept.platform,
        account: kept.account,
        content_type: kept.content_type,
        topics: vec!["old".parse().unwrap()],
        sentiment: Sentiment::Negative,
        language: Some(Language::En),
        flags: vec![],
        rules: vec![],
        intent: Intent::Complaint,
        person: Some(n % 6),
    };
    stats::count_mentions(table, &[fact]).await.unwrap();
}

// proves ALR-06, LSN-17: what drives it, in words and people
#[tokio::test]
async fn a_cause_names_terms_and_people() {
    let house = house().await;
    let id = an_alert(&house).await;
    for n in 0..30 {
        said(&house, n, now().minus(DAY + n as i64 * HOUR), "the delivery took long").await;
    }
    for n in 100..107 {
        said(&house, n, now(), "the payment page crashed during delivery").await;
    }
    let cause = house.supervisor().get(&format!("/v1/alerts/{id}/cause")).await.ok();
    assert_eq!((&cause["read"], &cause["compared_with"]), (&json!(7), &json!(30)), "{cause:#}");
    let terms: Vec<_> = cause["terms"].as_array().unwrap().iter().map(|term| term["term"].as_str().unwrap()).collect();
    assert!(terms.contains(&"payment") && terms.contains(&"crashed") && !terms.contains(&"delivery"), "{terms:?}");
    assert_eq!((&cause["authors"][0]["mentions"], &cause["authors"][0]["author"]["name"]), (&json!(2), &json!("writer 4")));
}

// proves ADV-01: a draft of an alert rule is tried on the counters of the past, beside the saved one
#[tokio::test]
async fn a_draft_of_a_rule_is_tried_on_the_past() {
    let house = House::new().await;
    let topic = json!({ "name": "Old", "rules": [{ "id": "r1", "query": "delivery" }] });
    house.admin().put("/v1/topics/old", topic).await.ok();
    let hour = Timestamp::from_millis(now().millis() / HOUR * HOUR);
    for n in 0..12 {
        said(&house, n, hour.minus(5 * HOUR).plus(n as i64 * 60_000), "delivery").await;
        said(&house, 100 + n, hour.minus(3 * DAY).plus(n as i64 * 60_000), "delivery").await;
    }
    let rule =
        |least: u32| json!({ "name": "Many", "topic": "old", "watch": { "for": "threshold", "least": least, "hours": 1 } });
    let tried = |least: u32| json!({ "rule": rule(least), "from": hour.minus(2 * DAY).to_string() });
    let found = house.supervisor().post("/v1/alert-rules/many/backtest", tried(12)).await.ok();
    assert_eq!((&found["alerts"], &found["gained"]), (&json!({ "draft": 1, "current": 0 }), &json!(1)), "{found}");
    let alert = &found["draft"][0];
    assert_eq!((&alert["began"], &alert["observed"]), (&json!(hour.minus(5 * HOUR)), &json!(12)), "{found}");
    assert_eq!((&alert["ended"], &alert["told"]), (&json!(hour.minus(4 * HOUR)), &json!(2)));
    assert_eq!(house.supervisor().get("/v1/alert-rules/many").await.status, 404, "trying saves nothing");
    house.admin().put("/v1/alert-rules/many", rule(12)).await.ok();
    let found = house.supervisor().post("/v1/alert-rules/many/backtest", tried(13)).await.ok();
    assert_eq!((&found["alerts"], &found["missed"]), (&json!({ "draft": 0, "current": 1 }), &json!(1)), "{found}");
    let long = json!({ "rule": rule(1), "from": hour.minus(200 * DAY).to_string() });
    assert_eq!(house.supervisor().post("/v1/alert-rules/many/backtest", long).await.is(400, "invalid").field(), "from");
    let wrong = json!({ "rule": rule(0) });
    assert_eq!(house.supervisor().post("/v1/alert-rules/many/backtest", wrong).await.is(400, "invalid").field(), "watch.least");
}

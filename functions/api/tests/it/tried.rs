//! Saves that must rest on a back-test, where the workspace asks for one.

use domain::time::{DAY, HOUR};
use serde_json::{Value, json};

use crate::{
    alerts::said,
    house::{Answer, Ask, House, now},
};

async fn house() -> House {
    let house = House::new().await;
    requires(&house, true).await;
    house
}

async fn requires(house: &House, required: bool) {
    let own = json!({ "zone": "UTC", "require_backtest": required });
    assert_eq!(house.admin().put("/v1/workspace", own).await.ok()["require_backtest"], required);
}

fn asking(words: &str) -> Value {
    json!({ "field": "text", "operator": "matches", "value": words })
}

/// A rule as an administrator writes it.
fn rule(words: &str) -> Value {
    json!({ "name": "Late", "number": 10, "condition": asking(words), "outcome": { "then": "escalate", "queue": "care" } })
}

/// The same as it is tried.
fn tried_rule(words: &str) -> Value {
    let mut draft = rule(words);
    draft.as_object_mut().unwrap().extend([
        ("draft".into(), json!("escalation")),
        ("id".into(), json!("late")),
        ("version".into(), json!(1)),
        ("active".into(), json!(true)),
    ]);
    json!({ "draft": draft })
}

async fn save(house: &House, rule: Value) -> Answer {
    house.admin().put("/v1/rules/late", rule).await
}

async fn run(ask: Ask<'_>, mut body: Value, more: Value) -> Value {
    body.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
    ask.post("/v1/backtests", body).await.ok()
}

// proves ADV-01: refused without a back-test, in the user's language, with the place and the next step; saved with one, by whomever
#[tokio::test]
async fn a_rule_is_saved_after_it_was_tried() {
    let house = house().await;
    let refused = save(&house, rule("late")).await.is(409, "backtest_required");
    let error = &refused.body["error"];
    assert_eq!((refused.field(), error["next"].as_str().unwrap().contains("POST /v1/backtests")), ("condition", true), "{error}");
    let refused = house.admin().header("accept-language", "ko").put("/v1/rules/late", rule("late")).await;
    let korean = refused.is(409, "backtest_required").body["error"]["message"].as_str().unwrap().to_owned();
    assert!(korean.chars().any(|letter| ('가'..='힣').contains(&letter)), "{korean}");
    assert_eq!(house.admin().get("/v1/rules/late").await.status, 404);

    let page = run(house.supervisor(), tried_rule("late"), json!(null)).await;
    assert_eq!((&page["next"], &page["counts"]), (&json!(null), &json!(true)));
    assert_eq!(save(&house, rule("late")).await.status, 201);

    // Changed once more, it is another draft.
    save(&house, rule("late OR slow")).await.is(409, "backtest_required");
    let mut elsewhere = rule("late");
    elsewhere["outcome"]["queue"] = json!("sales");
    assert_eq!(save(&house, elsewhere).await.is(409, "backtest_required").field(), "outcome");
    // So is the same under another name.
    house.admin().put("/v1/rules/other", rule("late")).await.is(409, "backtest_required");
    run(house.admin(), tried_rule("late OR slow"), json!(null)).await;
    assert_eq!(save(&house, rule("late OR slow")).await.status, 200);
    assert_eq!(save(&house, rule("late")).await.status, 200, "tried before, and still within seven days");
}

// proves ADV-01: off unless an administrator says otherwise
#[tokio::test]
async fn nobody_has_to_try_where_it_is_not_asked_for() {
    let house = House::new().await;
    assert_eq!(house.admin().get("/v1/workspace").await.ok()["require_backtest"], false);
    assert_eq!(save(&house, rule("late")).await.status, 201);
    requires(&house, true).await;
    save(&house, rule("slow")).await.is(409, "backtest_required");
    requires(&house, false).await;
    assert_eq!(save(&house, rule("slow")).await.status, 200);
}

// proves ADV-01: what decides as before, or not at all, needs none; letting it take part again, or bringing another version back, does
#[tokio::test]
async fn only_what_decides_something_new_must_be_tried() {
    let house = house().await;
    run(house.admin(), tried_rule("late"), json!(null)).await;
    save(&house, rule("late")).await.ok();
    run(house.admin(), tried_rule("slow"), json!(null)).await;
    save(&house, rule("slow")).await.ok();
    house.clock.set(now().plus(8 * DAY));
    let mut named = rule("slow");
    named["name"] = json!("Too slow");
    named["outcome"]["notify"] = json!(["mina"]);
    assert_eq!(save(&house, named.clone()).await.status, 200);
    house.admin().post("/v1/rules/late/versions/1/restore", Value::Null).await.is(409, "backtest_required");
    assert_eq!(house.admin().post("/v1/rules/late/versions/2/restore", Value::Null).await.status, 200);
    assert_eq!(house.admin().post("/v1/rules/late/pause", Value::Null).await.status, 200);
    let refused = house.admin().post("/v1/rules/late/resume", Value::Null).await.is(409, "backtest_required");
    assert_eq!(refused.field(), "active");
    let mut paused = rule("something else");
    paused["active"] = json!(false);
    assert_eq!(save(&house, paused).await.status, 200, "it decides nothing");
    run(house.admin(), tried_rule("something else"), json!(null)).await;
    assert_eq!(house.admin().post("/v1/rules/late/resume", Value::Null).await.status, 200);
    assert_eq!(house.admin().delete("/v1/rules/late").await.status, 204);
    // Whoever has read an old version hears that first.
    let old = house.admin().header("if-match", "\"1\"").put("/v1/rules/late", rule("old")).await;
    old.is(409, "version_conflict");
}

// proves ADV-01: a back-test counts for seven days
#[tokio::test]
async fn a_back_test_counts_for_a_week() {
    let house = house().await;
    run(house.admin(), tried_rule("late"), json!(null)).await;
    house.clock.set(now().plus(7 * DAY));
    save(&house, rule("late")).await.is(409, "backtest_required");
    house.clock.set(now().plus(7 * DAY - HOUR));
    assert_eq!(save(&house, rule("late")).await.status, 201);
}

// proves ADV-01: an hour of long ago, or of the future, is nothing to rest on
#[tokio::test]
async fn a_short_or_old_back_test_does_not_count() {
    let house = house().await;
    let ago = |days: i64| now().minus(days * DAY).to_string();
    for (from, to) in [(ago(1), ago(0)), (ago(40), ago(20)), (ago(0), ago(-7))] {
        let page = run(house.admin(), tried_rule("late"), json!({ "from": from, "to": to })).await;
        assert_eq!((&page["next"], &page["counts"]), (&json!(null), &json!(false)), "{from} {to}");
        save(&house, rule("late")).await.is(409, "backtest_required");
    }
    let page = run(house.admin(), tried_rule("late"), json!({ "from": ago(28), "to": ago(0) })).await;
    assert_eq!(page["counts"], true);
    assert_eq!(save(&house, rule("late")).await.status, 201);
}

// proves ADV-01: a back-test counts with its last page, and only if the pages before it were of the same draft
#[tokio::test]
async fn a_half_run_back_test_does_not_count() {
    let house = house().await;
    let topic = json!({ "draft": { "draft": "topic", "id": "old", "name": "Old", "active": true,
        "rules": [{ "id": "r1", "version": 1, "query": "delivery", "active": true }] } });
    run(house.admin(), topic, json!(null)).await;
    let body = json!({ "name": "Old", "rules": [{ "id": "r1", "query": "delivery" }] });
    house.admin().put("/v1/topics/old", body).await.ok();
    for n in 0..2_100 {
        said(&house, n, now().minus(2 * DAY).plus(n as i64 * 1_000), "the delivery is late").await;
    }
    let first = run(house.admin(), tried_rule("late"), json!(null)).await;
    assert_eq!((first["report"]["items"].as_u64(), &first["counts"]), (Some(2_000), &json!(false)));
    save(&house, rule("late")).await.is(409, "backtest_required");
    // The last page alone, and that of another draft.
    let other = run(house.admin(), tried_rule("slow"), json!({ "cursor": first["next"] })).await;
    assert_eq!((&other["next"], &other["counts"]), (&json!(null), &json!(false)));
    save(&house, rule("slow")).await.is(409, "backtest_required");
    save(&house, rule("late")).await.is(409, "backtest_required");
    let last = run(house.supervisor(), tried_rule("late"), json!({ "cursor": first["next"] })).await;
    assert_eq!((last["report"]["items"].as_u64(), &last["next"], &last["counts"]), (Some(100), &json!(null), &json!(true)));
    assert_eq!(save(&house, rule("late")).await.status, 201);
}

// proves ADV-01: topics must be tried, too; fewer of their rules need not
#[tokio::test]
async fn a_topic_is_saved_after_it_was_tried() {
    let house = house().await;
    let topic = |name: &str, words: &[&str]| {
        let rule = |(n, query): (usize, &&str)| json!({ "id": format!("r{n}"), "query": query });
        json!({ "name": name, "rules": words.iter().enumerate().map(rule).collect::<Vec<_>>() })
    };
    let tried = |words: &[&str]| {
        let mut draft = topic("Money", words);
        for rule in draft["rules"].as_array_mut().unwrap() {
            rule["version"] = json!(7);
            rule["active"] = json!(true);
        }
        draft.as_object_mut().unwrap().extend([
            ("draft".into(), json!("topic")),
            ("id".into(), json!("money")),
            ("active".into(), json!(true)),
        ]);
        json!({ "draft": draft })
    };
    let save = async |topic: Value| house.admin().put("/v1/topics/money", topic).await;
    assert_eq!(save(topic("Money", &["refund", "cash"])).await.is(409, "backtest_required").field(), "rules[0]");
    run(house.admin(), tried(&["refund", "cash"]), json!(null)).await;
    assert_eq!(save(topic("Money", &["refund", "cash"])).await.status, 201);
    house.clock.set(now().plus(8 * DAY));
    assert_eq!(save(topic("All money", &["refund", "cash"])).await.status, 200, "a name");
    assert_eq!(save(topic("All money", &["refund"])).await.status, 200, "a rule less");
    assert_eq!(save(topic("All money", &["refund", "cash"])).await.is(409, "backtest_required").field(), "rules[1]");
    house.admin().post("/v1/topics/money/versions/1/restore", Value::Null).await.is(409, "backtest_required");
    run(house.admin(), tried(&["refund", "cash"]), json!(null)).await;
    assert_eq!(house.admin().post("/v1/topics/money/versions/1/restore", Value::Null).await.status, 200);
}

// proves ADV-01: so must alert rules; whom they tell has no part in it
#[tokio::test]
async fn an_alert_rule_is_saved_after_it_was_tried() {
    let house = House::new().await;
    let topic = json!({ "name": "Old", "rules": [{ "id": "r1", "query": "delivery" }] });
    house.admin().put("/v1/topics/old", topic).await.ok();
    requires(&house, true).await;
    let rule = |hours: u32, desktop: bool| {
        json!({ "name": "Quiet", "topic": "old", "watch": { "for": "silence", "hours": hours },
            "recipients": { "desktop": desktop } })
    };
    let path = "/v1/alert-rules/quiet";
    let refused = house.admin().put(path, rule(3, true)).await.is(409, "backtest_required");
    let next = refused.body["error"]["next"].as_str().unwrap();
    assert_eq!((refused.field(), next.contains("POST /v1/alert-rules/quiet/backtest")), ("watch", true), "{next}");
    let tried = async |body: Value| house.supervisor().post(&format!("{path}/backtest"), body).await.ok()["counts"].clone();
    let short = json!({ "rule": rule(3, false), "from": now().minus(DAY).to_string() });
    assert_eq!(tried(short).await, false);
    house.admin().put(path, rule(3, true)).await.is(409, "backtest_required");
    let week = json!({ "rule": rule(3, false), "from": now().minus(7 * DAY).to_string() });
    assert_eq!(tried(week).await, true);
    assert_eq!(house.admin().put(path, rule(3, true)).await.status, 201);
    assert_eq!(house.admin().put(path, rule(4, true)).await.is(409, "backtest_required").field(), "watch");
    assert_eq!(tried(json!({ "rule": rule(4, true) })).await, true);
    assert_eq!(house.admin().put(path, rule(4, true)).await.status, 200);
    house.clock.set(now().plus(8 * DAY));
    assert_eq!(house.admin().put(path, rule(4, false)).await.status, 200);
}

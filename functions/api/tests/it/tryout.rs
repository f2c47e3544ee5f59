//! Rules before they are saved.

use serde_json::json;

use crate::house::House;

// proves ING-05: refused with the position of the error and a sentence in the user's language
#[tokio::test]
async fn a_query_that_does_not_read_is_refused_with_its_place() {
    let house = House::new().await;
    let asked = json!({ "query": "late delivery AND", "language": "ko" });
    let refused = house.supervisor().post("/v1/queries/preview", asked).await.is(400, "invalid");
    let error = &refused.body["error"];
    assert_eq!((&error["position"], &error["reason"], &error["field"]), (&json!(14), &json!("expected_term"), &json!("query")));
    assert_eq!(error["message"], "AND 뒤에 검색어가 필요합니다 (14번째 글자)");
    let topic = json!({ "name": "T", "rules": [{ "id": "r1", "query": "late delivery AND" }] });
    let refused = house.admin().header("accept-language", "ja-JP,en;q=0.5").put("/v1/topics/t", topic).await.is(400, "invalid");
    assert_eq!((refused.field(), &refused.body["error"]["position"]), ("rules[0].query", &json!(14)));
    assert_eq!(refused.body["error"]["message"], "AND の後に語が必要です(14文字目)");
}

// proves ING-06: what a query means, before it is saved
#[tokio::test]
async fn a_preview_says_what_a_query_means() {
    let house = House::new().await;
    let asked = json!({ "query": "Refund OR late and delay*", "last": 0 });
    let seen = house.supervisor().post("/v1/queries/preview", asked).await.ok();
    assert_eq!(seen["normal_form"], "refund OR late and delay*");
    let codes: Vec<&str> = seen["warnings"].as_array().unwrap().iter().filter_map(|warning| warning["code"].as_str()).collect();
    assert_eq!(codes, ["mixed_without_parentheses", "lower_case_operator"]);
    assert_eq!((&seen["push_down"]["sent"], &seen["costly"], &seen["looked_at"]), (&json!(null), &json!(false), &json!(0)));
}

// proves ADV-08, ADV-01: lint and back-test of what is saved
#[tokio::test]
async fn saved_rules_are_looked_at_and_drafts_tried() {
    let house = House::new().await;
    let rules = json!([{ "id": "wide", "query": "refund" }, { "id": "narrow", "query": "refund late" }]);
    house.admin().put("/v1/topics/money", json!({ "name": "Money", "rules": rules })).await.ok();
    let found = house.supervisor().get("/v1/lint?language=ja").await.ok();
    assert_eq!(found["findings"][0]["rule"], "money/narrow");
    assert_eq!((&found["findings"][0]["kind"], &found["findings"][0]["other"]), (&json!("overlapping"), &json!("money/wide")));
    let draft = json!({ "draft": "escalation", "id": "e", "version": 1, "name": "E", "number": 1, "active": true,
        "condition": { "all": [] }, "outcome": { "then": "escalate" } });
    let report = house.supervisor().post("/v1/backtests", json!({ "draft": draft })).await.ok();
    assert_eq!((&report["report"]["items"], &report["next"]), (&json!(0), &json!(null)));
    house.supervisor().post("/v1/backtests", json!({ "draft": { "draft": "nothing" } })).await.is(400, "invalid");
}

// proves ADV-08, ESC-06: a draft is looked at among the saved rules, and asked of what is stored, before it is saved
#[tokio::test]
async fn a_draft_is_looked_at_before_it_is_saved() {
    let house = House::new().await;
    let rules = json!([{ "id": "wide", "query": "refund" }]);
    house.admin().put("/v1/topics/money", json!({ "name": "Money", "rules": rules })).await.ok();
    let narrow = |topic: &str| {
        let rule = |id: &str, query: &str| json!({ "id": id, "version": 1, "query": query, "active": true });
        let rules = [rule("wide", "refund"), rule("narrow", "refund late")];
        json!({ "draft": { "draft": "topic", "id": topic, "name": "Money", "active": true, "rules": rules }, "language": "ko" })
    };
    let found = house.supervisor().post("/v1/lint", narrow("money")).await.ok();
    let findings = found["findings"].as_array().unwrap();
    assert_eq!((findings.len(), &findings[0]["rule"]), (1, &json!("money/narrow")), "{found}");
    assert!(findings[0]["sentence"].as_str().unwrap().chars().any(|letter| ('가'..='힣').contains(&letter)), "{found}");
    // Nothing was saved by looking.
    assert_eq!(house.supervisor().get("/v1/lint").await.ok()["findings"], json!([]));
    let condition = json!({ "field": "sentiment", "operator": "is", "value": "negative" });
    let seen = house.supervisor().post("/v1/rules/preview", json!({ "condition": condition })).await.ok();
    assert_eq!(seen["looked_at"], 0);
    let broken = json!({ "condition": { "field": "mood", "operator": "is", "value": "bad" } });
    let refused = house.supervisor().post("/v1/rules/preview", broken).await.is(400, "invalid");
    assert_eq!(refused.field(), "condition");
}

// proves SUP-03: a mistake in a field has a kind and its bounds, so that a screen can say it in its own words
#[tokio::test]
async fn mistakes_in_fields_have_kinds() {
    let house = House::new().await;
    let agent = |capacity: u32| json!({ "name": "Kim", "queues": [], "skills": {}, "capacity": capacity });
    let told = house.admin().put("/v1/agents/kim", agent(500)).await.is(400, "invalid").body;
    let error = &told["error"];
    assert_eq!((&error["reason"], &error["least"], &error["most"]), (&json!("out_of_range"), &json!(1), &json!(50)));
    for (path, body, reason) in [
        ("/v1/topics/t", json!({ "name": "", "rules": [] }), "empty"),
        ("/v1/topics/t", json!({ "name": "x".repeat(101), "rules": [] }), "too_long"),
        ("/v1/topics/t", json!({ "rules": [] }), "missing"),
        ("/v1/alert-rules/a", json!({ "name": "A", "topic": "none", "watch": { "for": "spike" } }), "no_such"),
        ("/v1/alert-rules/a", json!({ "name": "A", "topic": "t", "watch": { "for": "silence", "hours": 0 } }), "out_of_range"),
        ("/v1/alert-rules/a", json!({ "name": "A", "topic": "t", "watch": { "for": "spike", "hours": 1 } }), "meaningless"),
    ] {
        let told = house.admin().put(path, body.clone()).await.is(400, "invalid").body;
        assert_eq!(told["error"]["reason"], reason, "{body}: {told}");
    }
}

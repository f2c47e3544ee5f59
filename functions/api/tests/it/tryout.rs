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

//! Texts that nobody has stored, judged.

use serde_json::json;

use crate::house::House;

// proves ANL-01, ANL-03, ANL-04: one judgement for each text, as the command and the running system judge; nothing is kept
#[tokio::test]
async fn texts_are_judged_and_not_kept() {
    let house = House::new().await;
    let before = house.memory.contents();
    let texts = ["still waiting for my refund, nobody answers", "배송이 정말 빨라요 감사합니다", "", "❤️", "返金してください"];
    let answer = house.supervisor().post("/v1/analyses", json!({ "texts": texts })).await.ok();
    let items = answer["items"].as_array().unwrap();
    assert_eq!(items.len(), texts.len());
    let told = |n: usize| (items[n]["language"].as_str(), items[n]["sentiment"].as_str().unwrap());
    assert_eq!(told(0), (Some("en"), "negative"));
    assert_eq!(told(1), (Some("ko"), "positive"));
    assert_eq!(told(2), (None, "unknown"), "where nothing can be said");
    assert_eq!(told(3).1, "positive");
    assert_eq!((told(4).0, &items[0]["intent"]), (Some("ja"), &json!("complaint")));
    for (item, text) in items.iter().zip(texts) {
        for piece in item["evidence"].as_array().unwrap() {
            let at = |end: &str| piece[end].as_u64().unwrap() as usize;
            assert!(text.get(at("start")..at("end")).is_some(), "{piece} is a place in {text}");
        }
    }
    assert_eq!(house.memory.contents(), before, "a text that is tried is kept nowhere");
}

// proves ANL-04: what the platform says of the language wins; the connection's decides where the writing does not
#[tokio::test]
async fn a_hint_is_heard() {
    let house = House::new().await;
    let ask = async |body| house.supervisor().post("/v1/analyses", body).await.ok()["items"][0]["language"].clone();
    assert_eq!(ask(json!({ "texts": ["返金"], "home": "ja" })).await, "ja");
    assert_eq!(ask(json!({ "texts": ["OK"], "tag": "ko-KR" })).await, "ko");
}

// proves S8: every bound is told with its place
#[tokio::test]
async fn what_is_too_much_is_refused_with_its_place() {
    let house = House::new().await;
    for (body, field) in [
        (json!({ "texts": [] }), "texts"),
        (json!({ "texts": vec!["a"; 101] }), "texts"),
        (json!({ "texts": ["a", "가".repeat(10_001)] }), "texts[1]"),
        (json!({ "texts": ["a"], "home": "fr" }), "home"),
        (json!({ "text": "a" }), "text"),
    ] {
        let answer = house.supervisor().post("/v1/analyses", body).await.is(400, "invalid");
        assert_eq!(answer.body["error"]["field"], field);
    }
    let longest = json!({ "texts": ["가".repeat(10_000)] });
    house.supervisor().post("/v1/analyses", longest).await.ok();
}

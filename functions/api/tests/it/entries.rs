//! Ways in: links and codes.

use serde_json::{Value, json};

use crate::house::House;

// proves CH-27: the link, its code, and the tag of what comes in by it; what is missing is said
#[tokio::test]
async fn an_account_has_a_link_and_a_code() {
    let house = House::new().await;
    let page = json!({ "platform": "facebook", "name": "Page", "external_id": "1000", "handle": "shop.kr", "queue": "care", "active": false });
    house.admin().put("/v1/accounts/page", page).await.ok();
    assert_eq!(house.supervisor().get("/v1/accounts/page").await.ok()["handle"], "shop.kr");
    let entry = house.supervisor().get("/v1/accounts/page/entry?reference=spring&text=Hi").await.ok();
    assert_eq!(entry["link"], "https://m.me/shop.kr?ref=spring");
    assert_eq!((&entry["carried"], &entry["tag"]), (&json!("beside"), &json!("entry-spring")));
    let qr = entry["qr"].as_str().unwrap();
    assert!(qr.starts_with("<svg ") && qr.ends_with("</svg>") && qr.matches("h1v1h-1z").count() > 100, "{qr}");
    let plain = house.supervisor().get("/v1/accounts/page/entry").await.ok();
    assert_eq!((&plain["link"], &plain["tag"]), (&json!("https://m.me/shop.kr"), &Value::Null));
    let answer = house.supervisor().get("/v1/accounts/page/entry?reference=Spring%20Sale").await.is(400, "invalid");
    assert_eq!(answer.field(), "reference");
    house.supervisor().get(&format!("/v1/accounts/page/entry?text={}", "a".repeat(201))).await.is(400, "invalid");
    let answer = house.supervisor().get("/v1/accounts/gram/entry").await.is(400, "invalid");
    assert_eq!(answer.field(), "handle");
    house.supervisor().get("/v1/accounts/nobody/entry").await.is(404, "not_found");
}

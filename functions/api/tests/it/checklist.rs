//! What a platform asks of a connection before it takes part.

use domain::{
    health::{Finding, Health},
    platform::Platform,
};
use serde_json::{Value, json};

use crate::house::{House, now};

fn body(change: Value) -> Value {
    let mut body = json!({ "platform": "x", "name": "X", "external_id": "900", "queue": "care" });
    for (name, value) in change.as_object().unwrap() {
        body[name] = value.clone();
    }
    body
}

/// What stands at one thing of the checklist.
fn item<'a>(checklist: &'a Value, obligation: &str) -> &'a Value {
    checklist["items"].as_array().unwrap().iter().find(|item| item["obligation"] == obligation).unwrap()
}

// proves CH-03, CH-28: a connection takes part only once a person has confirmed what the platform asks; who and when is kept
#[tokio::test]
async fn a_connection_takes_part_once_what_is_asked_is_confirmed() {
    let house = House::new().await;
    let refused = house.admin().put("/v1/accounts/our-x", body(json!({}))).await.is(409, "checklist_open");
    assert_eq!(refused.field(), "confirmed");
    house.admin().put("/v1/accounts/our-x", body(json!({ "active": false, "confirmed": ["own_account"] }))).await.ok();
    let list = house.supervisor().get("/v1/accounts/our-x/checklist").await.ok();
    assert_eq!(list["ready"], false);
    let own = item(&list, "own_account");
    assert_eq!((&own["state"], &own["known_by"], &own["by"]), (&json!("done"), &json!("person"), &json!("root")), "{own}");
    let first = own["since"].clone();
    assert_eq!(item(&list, "terms")["state"], "open");
    // The rules of the platform are not accepted yet.
    house.admin().put("/v1/accounts/our-x", body(json!({ "confirmed": ["own_account"] }))).await.is(409, "checklist_open");
    house.clock.set(now().plus(60_000));
    let all = body(json!({ "confirmed": ["terms", "own_account"] }));
    assert_eq!(house.admin().put("/v1/accounts/our-x", all).await.ok()["active"], true);
    let list = house.supervisor().get("/v1/accounts/our-x/checklist").await.ok();
    assert_eq!((&list["ready"], &item(&list, "own_account")["since"]), (&json!(true), &first), "who said it first is kept");
    // Without the field nothing changes; what is taken back stops it.
    house.admin().put("/v1/accounts/our-x", body(json!({ "name": "Ours" }))).await.ok();
    house.admin().put("/v1/accounts/our-x", body(json!({ "confirmed": ["terms"] }))).await.is(409, "checklist_open");
    let wrong =
        house.admin().put("/v1/accounts/our-x", body(json!({ "confirmed": ["terms", "token"] }))).await.is(400, "invalid");
    assert_eq!(wrong.field(), "confirmed[1]");
    let foreign = house.admin().put("/v1/accounts/our-x", body(json!({ "confirmed": ["own_number"] }))).await.is(400, "invalid");
    assert_eq!(foreign.field(), "confirmed[0]");
}

// proves CH-28: what is told by itself is told by a look at the platform and by the first thing that comes in
#[tokio::test]
async fn what_is_told_by_itself_needs_no_word_of_a_person() {
    let house = House::new().await;
    let list = house.admin().get("/v1/accounts/shop/checklist").await.ok();
    let asked: Vec<_> = list["items"].as_array().unwrap().iter().map(|item| item["obligation"].as_str().unwrap()).collect();
    assert_eq!(
        asked,
        channels::capabilities(Platform::Line).unwrap().obligations.iter().map(|one| one.name()).collect::<Vec<_>>()
    );
    assert_eq!((&item(&list, "token")["state"], &item(&list, "first_message")["state"]), (&json!("open"), &json!("open")));
    let shop = "shop".parse().unwrap();
    let found = Health::after(None, shop, Finding::Unsubscribed, 0, now());
    store::health::keep(&house.deps.table, &found).await.unwrap();
    store::heard::note(&house.deps.table, &found.account, now()).await.unwrap();
    store::heard::note(&house.deps.table, &found.account, now().plus(60_000)).await.unwrap();
    let list = house.admin().get("/v1/accounts/shop/checklist").await.ok();
    let states = ["secrets", "token", "delivers", "first_message"].map(|one| item(&list, one)["state"].as_str().unwrap());
    assert_eq!(states, ["done", "done", "failed", "done"]);
    assert_eq!(item(&list, "first_message")["since"], json!(now()), "the first is kept");
    house.admin().get("/v1/accounts/nobody/checklist").await.is(404, "not_found");
}

//! What is known of a person, and kept about them.

use serde_json::{Value, json};

use crate::house::{House, with};

// proves AGT-14: tags and facts are kept with their version; a save over what somebody else has saved meanwhile is refused
#[tokio::test]
async fn what_is_kept_about_a_person_is_kept_whole() {
    let house = House::new().await;
    let contact = house.conversation("jin", "care", with("mina")).await.contact;
    let path = format!("/v1/contacts/{contact}");
    let before = house.agent().get(&path).await.ok();
    assert_eq!(before["profile"], Value::Null);
    assert_eq!(before["identities"], json!([{ "platform": "line", "account": "shop", "user": "jin" }]));

    let kept = json!({ "tags": ["vip", "단골"], "facts": [{ "name": "고객 번호", "value": "4711" }] });
    let profile = format!("{path}/profile");
    let first = house.agent().header("if-match", "\"0\"").with(kept.clone()).make("PUT", &profile).await;
    assert_eq!((first.status, first.header("etag")), (201, Some("\"1\"")));
    let stale = house.supervisor().header("if-match", "\"0\"").with(json!({})).make("PUT", &profile).await;
    assert_eq!((stale.status, stale.code()), (409, "version_conflict"));
    let after = house.agent().get(&path).await.ok();
    assert_eq!(after["profile"]["tags"], json!(["vip", "단골"]));
    assert_eq!(after["profile"]["facts"], kept["facts"]);
    assert_eq!((&after["profile"]["by"], &after["profile"]["version"]), (&json!("mina"), &json!(1)));

    for (bad, field) in [
        (json!({ "facts": [{ "name": "", "value": "x" }] }), "facts[0].name"),
        (json!({ "facts": [{ "name": "x", "value": "y".repeat(501) }] }), "facts[0].value"),
        (json!({ "tags": ["ok", "x".repeat(41)] }), "tags[1]"),
        (json!({ "tags": (0..51).map(|n| format!("t{n}")).collect::<Vec<_>>() }), "tags"),
    ] {
        let refused = house.agent().with(bad).make("PUT", &profile).await;
        assert_eq!((refused.status, refused.field()), (400, field), "{refused:?}");
    }
}

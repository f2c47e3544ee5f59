//! One route, with the company's own rules of urgency.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use aws_lambda_events::encodings::Body;
use domain::{
    time::Timestamp,
    urgency::{UrgencyRule, UrgencyRules},
};
use runtime::{Clock, Config, Deps};
use serde_json::{Value, json};
use store::settings::put;

fn deps() -> Deps {
    Deps::memory(Clock::by_hand(Timestamp::from_millis(1_795_000_000_000)), Config::default())
}

/// The status and the body.
async fn asks(deps: &Deps, groups: Option<&str>, path: &str, text: &str) -> (i64, Value) {
    let mut context = json!({ "http": { "method": "POST", "path": path }, "requestId": "r", "stage": "$default" });
    if let Some(groups) = groups {
        context["authorizer"] = json!({ "jwt": { "claims": { "sub": "boss", "cognito:groups": groups }, "scopes": null } });
    }
    let event = json!({
        "version": "2.0", "routeKey": "POST /v1/analyses", "rawPath": path, "rawQueryString": "",
        "headers": { "content-type": "application/json" }, "requestContext": context,
        "body": json!({ "texts": [text] }).to_string(), "isBase64Encoded": false,
    });
    let answer = analyze::handle(serde_json::from_value(event).unwrap(), deps).await;
    let Some(Body::Text(body)) = answer.body else { panic!("no body") };
    (answer.status_code, serde_json::from_str(&body).unwrap())
}

// proves ANL-03: a text is judged by the rules that judge what customers write
#[tokio::test]
async fn the_companys_own_rules_of_urgency_hold() {
    let text = "the chowder tastes of soap";
    let deps = deps();
    let (status, shipped) = asks(&deps, Some("[supervisor]"), "/v1/analyses", text).await;
    assert_eq!((status, &shipped["items"][0]["urgency"]), (200, &json!("normal")), "{shipped}");
    let rule: UrgencyRule = serde_json::from_value(json!({ "id": "soap", "level": "high", "any": { "en": ["soap"] } })).unwrap();
    put(&deps.table, &UrgencyRules { rules: vec![rule] }, None, deps.clock.now()).await.unwrap();
    deps.clock.set(deps.clock.now().plus(60_000));
    let (_, own) = asks(&deps, Some("[supervisor]"), "/v1/analyses", text).await;
    assert_eq!(own["items"][0]["urgency"], "high");
    let engine = own["items"][0]["engine"].as_str().unwrap();
    assert!(engine.ends_with("+urgency.1"), "{engine} says by which rules");
}

// proves S7: nobody without a role, and nothing beside the one route
#[tokio::test]
async fn the_door_is_that_of_the_api() {
    let deps = deps();
    assert_eq!(asks(&deps, None, "/v1/analyses", "a").await.0, 401);
    assert_eq!(asks(&deps, Some("[agent]"), "/v1/analyses", "a").await.0, 403);
    let (status, body) = asks(&deps, Some("[admin]"), "/v1/rules", "a").await;
    assert_eq!((status, &body["error"]["code"]), (404, &json!("no_such_path")));
}

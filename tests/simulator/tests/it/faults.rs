//! Misbehaviour on order, every kind of it.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use simulator::{FailureKind, Fault, FaultKind, LogQuery, Platform, Write};

use crate::bench::{Bench, IGID, bench, push_body};

/// A customer of each platform, then the faults.
async fn ready(faults: &[Fault]) -> (Bench, String, String) {
    let bench = bench().await;
    let line = bench.client.write("mina", &Write::text(Platform::Line, "demo", "hi")).await.unwrap().user_id;
    let meta = bench.client.write("mina", &Write::text(Platform::Instagram, "demo", "hi")).await.unwrap().user_id;
    bench.client.misbehave(faults).await.unwrap();
    (bench, line, meta)
}

async fn statuses(bench: &Bench, operation: &str) -> Vec<Option<u16>> {
    let query = LogQuery { operation: Some(operation.to_owned()), ..LogQuery::default() };
    bench.client.log(&query).await.unwrap().iter().map(|line| line.status).collect()
}

// proves F12: 429, 5xx and any other answer, in each platform's words; nothing is accepted.
#[tokio::test]
async fn refusals_on_order_are_in_the_platforms_words() {
    let own = FaultKind::Status {
        code: 403,
        headers: [("x-reason".to_owned(), "plan".to_owned())].into(),
        body: Some(json!({"message": "Not in your plan"})),
    };
    let (bench, line, meta) = ready(&[
        Fault::new("*", FaultKind::RateLimited { retry_after: Some(7) }).on(Platform::Line).times(1),
        Fault::new("push", FaultKind::ServerError).on(Platform::Line).of("demo").times(1),
        Fault::new("push", own).times(1),
        Fault::new("messages", FaultKind::RateLimited { retry_after: None }).times(1),
        Fault::new("messages", FaultKind::ServerError).times(1),
    ])
    .await;
    let limited = bench.push(&line, "x", None).await;
    assert_eq!((limited.status, limited.header("retry-after")), (429, "7"));
    assert!(limited.body["message"].as_str().unwrap().contains("rate limit"));
    assert_eq!(bench.push(&line, "x", None).await.status, 500);
    let plan = bench.push(&line, "x", None).await;
    assert_eq!((plan.status, plan.header("x-reason"), &plan.body["message"]), (403, "plan", &json!("Not in your plan")));
    assert_eq!(bench.direct(&meta, "x").await.graph_error(), (613, None));
    let broken = bench.direct(&meta, "x").await;
    assert_eq!((broken.status, broken.graph_error()), (500, (2, None)));
    assert_eq!(bench.client.sent().await.unwrap().len(), 0);
    assert_eq!(bench.push(&line, "x", None).await.status, 200);
    assert_eq!(bench.direct(&meta, "x").await.status, 200);
    assert_eq!(bench.client.faults().await.unwrap(), []);
}

// proves F12: a time-out after the platform has accepted; at LINE the retry key then finds the first answer.
#[tokio::test]
async fn a_timeout_after_accept_leaves_one_message() {
    let after = FaultKind::TimeoutAfterAccept { ms: 400 };
    let (bench, line, meta) = ready(&[Fault::new("push", after.clone()).times(1), Fault::new("messages", after).times(1)]).await;
    let key = "123e4567-e89b-12d3-a456-426614174001";
    let request = bench.line_call("POST", "message/push").header("X-Line-Retry-Key", key).json(&push_body(&line, "x"));
    let lost = request.timeout(Duration::from_millis(100)).send().await.unwrap_err();
    assert!(lost.is_timeout());
    let sent = bench.client.sent().await.unwrap();
    assert_eq!(sent.len(), 1);
    let again = bench.push(&line, "x", Some(key)).await;
    assert_eq!((again.status, &again.body["sentMessages"][0]["id"]), (409, &json!(sent[0].id)));
    assert_eq!(statuses(&bench, "push").await, [None, Some(409)]);
    let started = Instant::now();
    let body = json!({"recipient": {"id": meta}, "message": {"text": "x"}});
    let request = bench.meta_call("POST", &format!("{IGID}/messages")).json(&body);
    // A patient caller gets a broken connection in the end.
    assert!(request.send().await.is_err());
    assert!(started.elapsed() >= Duration::from_millis(400));
    assert_eq!(bench.client.sent().await.unwrap().len(), 2);
}

// proves F12: a time-out and a reset before anything is accepted.
#[tokio::test]
async fn a_timeout_or_reset_before_accept_leaves_nothing() {
    let (bench, line, _) = ready(&[
        Fault::new("push", FaultKind::TimeoutBeforeAccept { ms: 200 }).times(1),
        Fault::new("push", FaultKind::Reset).times(1),
    ])
    .await;
    let push = || bench.line_call("POST", "message/push").json(&push_body(&line, "x")).send();
    assert!(push().await.is_err());
    let reset = push().await.unwrap_err();
    let told: Vec<String> =
        std::iter::successors(std::error::Error::source(&reset), |error| error.source()).map(ToString::to_string).collect();
    assert!(told.iter().any(|cause| cause.contains("reset by peer")), "{told:?}");
    assert_eq!(statuses(&bench, "push").await, [None, None]);
    assert_eq!(bench.client.sent().await.unwrap().len(), 0);
    assert_eq!(bench.push(&line, "x", None).await.status, 200);
}

// proves F12: accepted, and yet the caller sees a 500 or a broken connection.
#[tokio::test]
async fn an_accepted_message_can_look_failed() {
    let (bench, line, meta) = ready(&[
        Fault::new("push", FaultKind::ServerErrorAfterAccept).times(1),
        Fault::new("messages", FaultKind::ResetAfterAccept).times(1),
    ])
    .await;
    assert_eq!(bench.push(&line, "x", None).await.status, 500);
    let body = json!({"recipient": {"id": meta}, "message": {"text": "x"}});
    assert!(bench.meta_call("POST", "me/messages").json(&body).send().await.is_err());
    assert_eq!(bench.client.sent().await.unwrap().len(), 2);
    assert_eq!(statuses(&bench, "push").await, [Some(500)]);
    assert_eq!(statuses(&bench, "messages").await, [None]);
}

// proves F12: a refused call stays refused, even where a fault would have accepted it.
#[tokio::test]
async fn a_fault_after_accept_does_not_accept_what_is_wrong() {
    let (bench, _, _) = ready(&[Fault::new("push", FaultKind::ServerErrorAfterAccept).times(1)]).await;
    assert_eq!(bench.push("nobody", "x", None).await.status, 400);
    assert_eq!(bench.client.sent().await.unwrap().len(), 0);
}

// proves F12: token expiry in the middle of a run, and what the product may do after it.
#[tokio::test]
async fn a_token_expires_until_it_is_good_again() {
    let (bench, line, meta) = ready(&[Fault::new("*", FaultKind::TokenExpired)]).await;
    assert_eq!(bench.push(&line, "x", None).await.status, 401);
    let expired = bench.direct(&meta, "x").await;
    assert_eq!((expired.status, expired.graph_error()), (401, (190, Some(463))));
    assert_eq!(bench.client.failures().await.unwrap(), []);
    tokio::time::sleep(Duration::from_millis(80)).await;
    // Looking up is allowed, sending is not.
    let profile = bench.line_call("GET", &format!("profile/{line}"));
    assert_eq!(profile.send().await.unwrap().status(), 401);
    assert_eq!(bench.client.failures().await.unwrap(), []);
    assert_eq!(bench.push(&line, "x", None).await.status, 401);
    let failures = bench.client.failures().await.unwrap();
    assert_eq!(failures.iter().map(|failure| failure.kind).collect::<Vec<_>>(), [FailureKind::SendAfterTokenError]);
    bench.client.behave().await.unwrap();
    assert_eq!(bench.push(&line, "x", None).await.status, 200);
    assert_eq!(bench.client.failures().await.unwrap().len(), 1);
}

// proves F12: a slow answer is a right answer, late; one account's fault is not another's.
#[tokio::test]
async fn a_slow_answer_is_right_and_only_where_ordered() {
    let (bench, line, _) = ready(&[
        Fault::new("push", FaultKind::ServerError).of("other"),
        Fault::new("push", FaultKind::Slow { ms: 150 }).times(1),
    ])
    .await;
    let started = Instant::now();
    assert_eq!(bench.push(&line, "x", None).await.status, 200);
    assert!(started.elapsed() >= Duration::from_millis(150));
    let lines = bench.client.log(&LogQuery { operation: Some("push".to_owned()), ..LogQuery::default() }).await.unwrap();
    assert!(lines[0].ms >= 150 && lines[0].fault.as_deref().unwrap().contains("Slow"), "{:?}", lines[0]);
    // A caller that hangs up does not undo it.
    bench.client.misbehave(&[Fault::new("push", FaultKind::Slow { ms: 150 }).times(1)]).await.unwrap();
    let request = bench.line_call("POST", "message/push").json(&push_body(&line, "y"));
    assert!(request.timeout(Duration::from_millis(30)).send().await.is_err());
    tokio::time::sleep(Duration::from_millis(250)).await;
    assert_eq!(bench.client.sent().await.unwrap().len(), 2);
}

// proves DEV-02: a wrong order is refused, with the right ones named.
#[tokio::test]
async fn a_wrong_fault_is_refused() {
    let bench = bench().await;
    let post = |body: Value| bench.http.post(format!("{}/_sim/faults", bench.client.url())).json(&body).send();
    let refused = post(json!([{"operation": "pusch", "kind": "reset"}])).await.unwrap();
    assert_eq!(refused.status(), 400);
    assert!(refused.text().await.unwrap().contains("push, reply"));
    for bad in [json!([{"kind": "explode"}]), json!([{"kind": "status", "code": 42}]), json!({"kind": "reset"})] {
        assert!(post(bad.clone()).await.unwrap().status().is_client_error(), "{bad}");
    }
    assert_eq!(bench.client.faults().await.unwrap(), []);
    let good = json!([{"platform": "line", "operation": "push", "kind": "timeout_after_accept", "ms": 9, "times": null}]);
    assert_eq!(post(good).await.unwrap().status(), 200);
    let fault = Fault::new("push", FaultKind::TimeoutAfterAccept { ms: 9 }).on(Platform::Line);
    assert_eq!(bench.client.faults().await.unwrap(), [fault]);
}

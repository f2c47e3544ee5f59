//! The pretend LINE: what it takes, refuses and remembers.

use serde_json::{Value, json};
use simulator::{FailureKind, Kind, Platform, Write, line_user};

use crate::bench::{Bench, answered, bench, bench_of, failure_kinds, line_account, push_body};

const KEY: &str = "123e4567-e89b-12d3-a456-426614174000";

async fn friend(bench: &Bench) -> String {
    bench.client.write("mina", &Write::text(Platform::Line, "demo", "hello")).await.unwrap().user_id
}

// proves DEV-02: a good push is answered in LINE's form and found in the record once.
#[tokio::test]
async fn a_push_is_accepted_and_recorded() {
    let bench = bench().await;
    let to = friend(&bench).await;
    let answer = bench.push(&to, "안녕하세요", Some(KEY)).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.header("x-line-request-id").len(), 36);
    let shown = &answer.body["sentMessages"][0];
    assert_eq!(shown["id"].as_str().unwrap().len(), 18);
    assert!(shown["quoteToken"].is_string());
    let sent = bench.client.sent().await.unwrap();
    assert_eq!(sent.len(), 1);
    let got = (sent[0].recipient.as_str(), sent[0].text.as_deref(), sent[0].retry_key.as_deref(), sent[0].delivered);
    assert_eq!(got, (to.as_str(), Some("안녕하세요"), Some(KEY), true));
    assert_eq!(sent[0].id, shown["id"].as_str().unwrap());
    assert_eq!(failure_kinds(&bench).await, []);
    let talk = bench.client.conversation(Platform::Line, "demo", "mina").await.unwrap();
    assert_eq!(talk.iter().map(|said| said.from_company).collect::<Vec<_>>(), [false, true]);
    bench.simulator.stop().await;
}

// proves CH-09: the same retry key runs once within 24 hours; the second answer names the first.
#[tokio::test]
async fn a_retry_key_runs_once_within_a_day() {
    let bench = bench().await;
    let to = friend(&bench).await;
    let first = bench.push(&to, "once", Some(KEY)).await;
    let second = bench.push(&to, "once", Some(KEY)).await;
    assert_eq!(second.status, 409);
    assert_eq!(second.header("x-line-accepted-request-id"), first.header("x-line-request-id"));
    assert_ne!(second.header("x-line-request-id"), first.header("x-line-request-id"));
    assert_eq!(second.body["sentMessages"], first.body["sentMessages"]);
    assert_eq!(bench.client.sent().await.unwrap().len(), 1);
    assert_eq!(failure_kinds(&bench).await, []);
    bench.client.advance(24 * 3_600_000).await.unwrap();
    assert_eq!(bench.push(&to, "once", Some(KEY)).await.status, 200);
    assert_eq!(bench.push(&to, "another", Some(KEY)).await.status, 409);
    assert_eq!(bench.push(&to, "x", Some("no-uuid")).await.status, 400);
    assert_eq!(failure_kinds(&bench).await, [FailureKind::RetryKey, FailureKind::RetryKey]);
}

// proves DEV-02: what LINE refuses is refused, and what the product should never send is on the record.
#[tokio::test]
async fn wrong_calls_are_refused_and_recorded() {
    let bench = bench().await;
    let to = friend(&bench).await;
    let text = |text: &str| json!({"to": to, "messages": [{"type": "text", "text": text}]});
    let mut unknown_field = text("x");
    unknown_field["extra"] = json!(1);
    let message = json!({"type": "text", "text": "x"});
    let rows: Vec<(Value, FailureKind)> = vec![
        (unknown_field, FailureKind::UnknownField),
        (json!({"messages": [message]}), FailureKind::Malformed),
        (json!({"to": to, "messages": []}), FailureKind::OverLimit),
        (json!({"to": to, "messages": vec![message.clone(); 6]}), FailureKind::OverLimit),
        (text(""), FailureKind::Malformed),
        // 2,501 characters outside the basic plane are 5,002 UTF-16 units.
        (text(&"🙂".repeat(2_501)), FailureKind::OverLimit),
        (json!({"to": to, "messages": [{"type": "poem", "text": "x"}]}), FailureKind::Malformed),
        (
            json!({"to": to, "messages": [
                {"type": "image", "originalContentUrl": "http://plain/a.png", "previewImageUrl": "https://x/a.png"}]}),
            FailureKind::Malformed,
        ),
        (json!("no object"), FailureKind::Malformed),
    ];
    for (body, expected) in rows {
        let answer = answered(bench.line_call("POST", "message/push").json(&body)).await;
        assert_eq!(answer.status, 400, "{body}");
        assert!(answer.body["message"].is_string());
        assert!(failure_kinds(&bench).await.contains(&expected), "{body}: {:?}", bench.client.failures().await);
        bench.client.reset().await.unwrap();
        friend(&bench).await;
    }
    // The limit itself is not over it.
    assert_eq!(bench.push(&to, &"🙂".repeat(2_500), None).await.status, 200);
    let not_json = bench.line_call("POST", "message/push").header("content-type", "text/plain").body("{}");
    assert_eq!(answered(not_json).await.status, 400);
    let cut = bench.line_call("POST", "message/push").header("content-type", "application/json").body("{\"to\":");
    assert_eq!(answered(cut).await.status, 400);
    for path in ["message/broadcast", "message/push/extra", "nothing"] {
        assert_eq!(answered(bench.line_call("POST", path).json(&json!({}))).await.status, 400);
    }
    assert_eq!(answered(bench.line_call("DELETE", "message/push")).await.status, 400);
    let kinds = failure_kinds(&bench).await;
    assert_eq!(kinds.iter().filter(|kind| **kind == FailureKind::UnknownPath).count(), 4);
    assert_eq!(bench.client.sent().await.unwrap().len(), 1);
}

// proves DEV-02: a wrong token is refused; sending with it again later is a failure of the product.
#[tokio::test]
async fn a_wrong_token_is_refused_and_a_second_send_is_a_failure() {
    let bench = bench().await;
    let to = friend(&bench).await;
    let url = format!("{}/v2/bot/message/push", bench.simulator.line_api());
    let send = || answered(bench.http.post(&url).bearer_auth("old").json(&push_body(&to, "x")));
    assert_eq!(send().await.status, 401);
    // Calls under way when the first refusal went out are no failure.
    assert_eq!(send().await.status, 401);
    assert_eq!(failure_kinds(&bench).await, []);
    tokio::time::sleep(std::time::Duration::from_millis(80)).await;
    assert_eq!(send().await.status, 401);
    assert_eq!(failure_kinds(&bench).await, [FailureKind::SendAfterTokenError]);
    assert_eq!(answered(bench.http.post(&url).json(&push_body(&to, "x"))).await.status, 401);
}

// proves CH-09: whom LINE does not know gets nothing; who blocked the account gets nothing behind a 200.
#[tokio::test]
async fn strangers_and_those_who_blocked_get_nothing() {
    let bench = bench().await;
    let stranger = line_user("demo", "nobody");
    assert_eq!(bench.push(&stranger, "x", None).await.status, 400);
    assert_eq!(bench.push("mina", "x", None).await.status, 400);
    assert_eq!(answered(bench.line_call("GET", &format!("profile/{stranger}"))).await.status, 404);
    let to = friend(&bench).await;
    let profile = answered(bench.line_call("GET", &format!("profile/{to}"))).await;
    assert_eq!((profile.status, &profile.body["displayName"]), (200, &json!("mina")));
    bench.client.write("mina", &Write::new(Platform::Line, "demo", Kind::Unfollow)).await.unwrap();
    assert_eq!(bench.push(&to, "x", None).await.status, 200);
    assert!(!bench.client.sent().await.unwrap()[0].delivered);
    assert_eq!(answered(bench.line_call("GET", &format!("profile/{to}"))).await.status, 404);
    assert_eq!(failure_kinds(&bench).await, []);
}

// proves CH-09: a reply token answers once, within a minute, without a retry key.
#[tokio::test]
async fn a_reply_token_answers_once_within_a_minute() {
    let bench = bench().await;
    friend(&bench).await;
    let token = |index: usize| bench.product.seen()[index].json()["events"][0]["replyToken"].clone();
    let reply = |token: Value| {
        let body = json!({"replyToken": token, "messages": [{"type": "text", "text": "Thank you"}]});
        bench.line_call("POST", "message/reply").json(&body)
    };
    assert_eq!(answered(reply(token(0)).header("X-Line-Retry-Key", KEY)).await.status, 400);
    assert_eq!(failure_kinds(&bench).await, [FailureKind::RetryKey]);
    assert_eq!(answered(reply(token(0))).await.status, 200);
    let used = answered(reply(token(0))).await;
    assert_eq!((used.status, &used.body["message"]), (400, &json!("Invalid reply token")));
    friend(&bench).await;
    bench.client.advance(60_000).await.unwrap();
    assert_eq!(answered(reply(token(1))).await.status, 400);
    let sent = bench.client.sent().await.unwrap();
    assert_eq!(sent.iter().map(|sent| sent.operation.as_str()).collect::<Vec<_>>(), ["reply"]);
}

// proves CH-09: pushes count against the month, replies do not.
#[tokio::test]
async fn the_monthly_quota_counts_pushes() {
    let mut account = line_account();
    account.quota = Some(2);
    let bench = bench_of(vec![account]).await;
    let to = friend(&bench).await;
    assert_eq!(answered(bench.line_call("GET", "message/quota")).await.body, json!({"type": "limited", "value": 2}));
    assert_eq!(bench.push(&to, "1", None).await.status, 200);
    assert_eq!(bench.push(&to, "2", None).await.status, 200);
    let over = bench.push(&to, "3", None).await;
    assert_eq!((over.status, &over.body["message"]), (429, &json!("You have reached your monthly limit.")));
    let used = answered(bench.line_call("GET", "message/quota/consumption")).await;
    assert_eq!(used.body, json!({"totalUsage": 2}));
    assert_eq!(failure_kinds(&bench).await, []);
}

// proves DEV-02: the smaller calls answer as LINE's.
#[tokio::test]
async fn content_loading_read_marks_and_validation_answer() {
    let bench = bench().await;
    let picture = bench.client.write("mina", &Write::new(Platform::Line, "demo", Kind::Image)).await.unwrap();
    let id = picture.external_id.unwrap();
    let path = format!("message/{id}/content");
    let response = bench.line_call("GET", &path).send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "image/png");
    assert!(response.bytes().await.unwrap().starts_with(b"\x89PNG"));
    bench.client.write("mina", &Write::new(Platform::Line, "demo", Kind::Unsend).about(&id)).await.unwrap();
    assert_eq!(answered(bench.line_call("GET", &path)).await.status, 410);
    assert_eq!(answered(bench.line_call("GET", "message/1/content")).await.status, 404);

    let loading = |seconds: u32| {
        let body = json!({"chatId": picture.user_id, "loadingSeconds": seconds});
        answered(bench.line_call("POST", "chat/loading/start").json(&body))
    };
    assert_eq!(loading(20).await.status, 202);
    assert_eq!(loading(7).await.status, 400);
    let token = bench.product.seen()[0].json()["events"][0]["message"]["markAsReadToken"].clone();
    let mark = |token: Value| answered(bench.line_call("POST", "chat/markAsRead").json(&json!({"markAsReadToken": token})));
    assert_eq!(mark(token).await.status, 200);
    assert_eq!(mark(json!("other")).await.status, 400);
    bench.client.reset().await.unwrap();
    let check = |body: Value| answered(bench.line_call("POST", "message/validate/push").json(&body));
    let message = json!({"type": "text", "text": "x"});
    assert_eq!(check(json!({"messages": [message]})).await.status, 200);
    assert_eq!(check(json!({"messages": vec![message; 6]})).await.status, 400);
    assert_eq!(failure_kinds(&bench).await, []);
    assert_eq!(bench.client.sent().await.unwrap().len(), 0);
}

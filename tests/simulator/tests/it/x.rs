//! The pretend X: what it takes, refuses and tells.

use serde_json::{Value, json};
use simulator::signature::sign;
use simulator::{Account, FailureKind, Fault, FaultKind, Grant, Kind, Platform, Write, x};

use crate::bench::{Answered, Bench, HOUR, SECRET, answered, bench_of, failure_kinds, line_account};
use crate::forms::same_form;

fn account() -> Account {
    Account { platform: Platform::X, id: "900000000000000001".into(), token: "x-token".into(), echo: true, ..line_account() }
}

async fn post(bench: &Bench, path: &str, body: Value) -> Answered {
    answered(bench.http.post(format!("{}/{path}", bench.simulator.x_api())).bearer_auth("x-token").json(&body)).await
}

fn reply(to: &str, text: &str) -> Value {
    json!({ "text": text, "reply": { "in_reply_to_tweet_id": to } })
}

fn write(kind: Kind) -> Write {
    Write { text: Some("@demo hello".to_owned()), ..Write::new(Platform::X, "demo", kind) }
}

// proves DEV-02: deliveries are signed, and have the keys of the documented ones
#[tokio::test]
async fn events_have_the_form_of_the_activity_api() {
    let bench = bench_of(vec![account()]).await;
    bench.client.write("mina", &write(Kind::Text)).await.unwrap();
    let seen = bench.product.seen().pop().unwrap();
    assert_eq!(seen.signature.as_deref(), Some(sign(Platform::X, SECRET, &seen.body).as_str()));
    let mut event = seen.json();
    assert_eq!(event["data"]["payload"]["users"].as_object().unwrap().len(), 1);
    // The sample names nobody.
    event["data"]["payload"]["users"] = json!({});
    same_form(&event, "x/authored-xaa-dm-received.json", &[]);
    bench.client.write("mina", &write(Kind::Mention)).await.unwrap();
    assert_eq!(bench.product.seen().pop().unwrap().json()["data"]["event_type"], "post.mention.create");
}

// proves DEV-02, section 3.5: only whoever named the account is answered, and no text goes out twice
#[tokio::test]
async fn a_reply_goes_under_a_post_that_names_the_account() {
    let bench = bench_of(vec![account()]).await;
    let named = bench.client.write("mina", &write(Kind::Mention)).await.unwrap().external_id.unwrap();
    let taken = post(&bench, "2/tweets", reply(&named, "On its way")).await;
    assert_eq!((taken.status, taken.body["data"]["text"].as_str()), (201, Some("On its way")));
    let twice = post(&bench, "2/tweets", reply(&named, "On its way")).await;
    assert_eq!(twice.status, 403);
    assert!(twice.body["detail"].as_str().unwrap().contains("duplicate content"));
    assert_eq!(post(&bench, "2/tweets", reply("77", "hi")).await.status, 403);
    bench.client.write("mina", &write(Kind::CommentRemove).about(&named)).await.unwrap();
    assert_eq!(post(&bench, "2/tweets", reply(&named, "Still there?")).await.status, 403);
    assert_eq!(failure_kinds(&bench).await, Vec::<FailureKind>::new());
    assert_eq!(bench.client.sent().await.unwrap().len(), 1);
}

// proves CH-24: 280 units as X counts them
#[tokio::test]
async fn a_post_has_280_units() {
    let bench = bench_of(vec![account()]).await;
    let named = bench.client.write("mina", &write(Kind::Mention)).await.unwrap().external_id.unwrap();
    for (text, units) in [
        ("a".repeat(280), 280),
        ("가".repeat(140), 280),
        ("👨‍👩‍👧‍👦".repeat(140), 280),
        (format!("https://example.com/{} a", "p".repeat(300)), 25),
    ] {
        assert_eq!(x::weight(&text), units, "{text}");
        assert_eq!(post(&bench, "2/tweets", reply(&named, &text)).await.status, 201, "{text}");
    }
    assert_eq!(post(&bench, "2/tweets", reply(&named, &"가".repeat(141))).await.status, 400);
    assert_eq!(failure_kinds(&bench).await, [FailureKind::OverLimit]);
}

// proves DEV-02: who has not written cannot be written to; what is sent comes back as the account's own
#[tokio::test]
async fn a_message_goes_to_who_wrote_and_comes_back_as_sent() {
    let bench = bench_of(vec![account()]).await;
    assert_eq!(post(&bench, "2/dm_conversations/with/55/messages", json!({ "text": "hi" })).await.status, 403);
    let person = bench.client.write("mina", &write(Kind::Text)).await.unwrap().user_id;
    let path = format!("2/dm_conversations/with/{person}/messages");
    let taken = post(&bench, &path, json!({ "text": "hi" })).await;
    assert_eq!(taken.status, 201);
    bench.client.idle().await.unwrap();
    let echo = bench.product.seen().pop().unwrap().json();
    assert_eq!(echo["data"]["event_type"], "dm.sent");
    assert_eq!(echo["data"]["payload"]["direct_message_events"][0]["id"], taken.body["data"]["dm_event_id"]);

    bench
        .client
        .misbehave(&[Fault::new("dm", FaultKind::RateLimited { retry_after: None }).on(Platform::X).times(1)])
        .await
        .unwrap();
    let limited = post(&bench, &path, json!({ "text": "hi" })).await;
    assert_eq!(limited.status, 429);
    assert!(!limited.header("x-rate-limit-reset").is_empty());
    assert_eq!(post(&bench, &path, json!({ "text": "hi", "txet": 1 })).await.status, 400);
    assert_eq!(failure_kinds(&bench).await, [FailureKind::UnknownField]);
}

// proves DEV-02, section 3.5: an access token ends after two hours; a refresh token is taken once, from its own app, and gives the next
#[tokio::test]
async fn tokens_run_out_and_a_refresh_token_is_good_once() {
    let grant =
        Grant { client_id: "app".into(), client_secret: Some("app-secret".into()), refresh_token: "refresh-0".to_owned() };
    let bench = bench_of(vec![Account { grant: Some(grant), ..account() }]).await;
    let me = async |token: &str| {
        let request = bench.http.get(format!("{}/2/users/900000000000000001", bench.simulator.x_api()));
        answered(request.bearer_auth(token)).await.status
    };
    let renew = async |refresh: &str, secret: &str| {
        let request = bench.http.post(format!("{}/2/oauth2/token", bench.simulator.x_api())).basic_auth("app", Some(secret));
        let form = format!("grant_type=refresh_token&refresh_token={refresh}");
        answered(request.header("content-type", "application/x-www-form-urlencoded").body(form)).await
    };
    assert_eq!(me("x-token").await, 200);
    bench.client.advance(2 * HOUR).await.unwrap();
    assert_eq!(me("x-token").await, 401);
    assert_eq!(renew("refresh-0", "another").await.status, 401);
    let first = renew("refresh-0", "app-secret").await;
    assert_eq!((first.status, first.body["expires_in"].as_i64()), (200, Some(7_200)));
    assert_eq!(me(first.body["access_token"].as_str().unwrap()).await, 200);
    let spent = renew("refresh-0", "app-secret").await;
    assert_eq!((spent.status, spent.body["error"].as_str()), (400, Some("invalid_request")));
    let next = first.body["refresh_token"].as_str().unwrap();
    assert_eq!(renew(next, "app-secret").await.status, 200);
}

// proves DEV-02, ING-03: recent search finds by X's own language, newest first, in pages, and refuses what X refuses
#[tokio::test]
async fn posts_are_searched() {
    let bench = bench_of(vec![account()]).await;
    let mut ids = vec![];
    for n in 0..25 {
        let text = if n % 5 == 4 { format!("@demo refund {n}") } else { format!("@demo parcel {n}") };
        let written = bench.client.write("mina", &Write { text: Some(text), ..write(Kind::Mention) }).await.unwrap();
        ids.push(written.external_id.unwrap());
    }
    let ask = async |query: &str| {
        let url = format!("{}/2/tweets/search/recent?{query}", bench.simulator.x_api());
        answered(bench.http.get(url).bearer_auth("x-token")).await
    };
    let first = ask("query=parcel&tweet.fields=created_at,author_id&expansions=author_id").await;
    let found: Vec<_> = first.body["data"].as_array().unwrap().iter().map(|post| post["id"].as_str().unwrap()).collect();
    assert_eq!((first.status, found.len(), found[0]), (200, 10, ids[23].as_str()));
    assert!(first.body["data"][0]["entities"].is_null() && first.body["data"][0]["created_at"].is_string());
    assert_eq!(first.body["includes"]["users"].as_array().unwrap().len(), 1);
    let token = first.body["meta"]["next_token"].as_str().unwrap();
    let second = ask(&format!("query=parcel&next_token={token}")).await;
    assert_eq!((second.body["meta"]["result_count"].as_i64(), second.body["meta"]["next_token"].as_str()), (Some(10), None));
    let since = ask(&format!("query=parcel&since_id={}", ids[20])).await;
    assert_eq!(since.body["meta"]["result_count"], 3);
    assert_eq!(ask("query=nothing").await.body, json!({ "meta": { "result_count": 0 } }));
    assert_eq!(failure_kinds(&bench).await, Vec::<FailureKind>::new());
    for wrong in [
        "query=-parcel",
        "query=near:here",
        "query=parcel&max_results=5",
        "query=parcel&tweet.fields=karma",
        "query=parcel&since_id=1",
        "query=parcel&start_time=2020-01-01T00:00:00Z",
        "query=parcel&next_token=none",
        "query=parcel&page=2",
        "max_results=10",
    ] {
        assert_eq!(ask(wrong).await.status, 400, "{wrong}");
    }
    for _ in 0..300 {
        ask("query=parcel").await;
    }
    let full = ask("query=parcel").await;
    assert_eq!(full.status, 429, "300 calls in 15 minutes");
    bench.client.advance(15 * 60_000 + 1_000).await.unwrap();
    assert_eq!(ask("query=parcel").await.status, 200);
}

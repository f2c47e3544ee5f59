//! The pretend Reddit: what it takes and refuses, and what stands in its listings.

use serde_json::Value;
use simulator::{Account, FailureKind, Kind, Platform, Write, Written};

use crate::bench::{Answered, Bench, answered, bench_of, failure_kinds, line_account};

fn account() -> Account {
    Account { platform: Platform::Reddit, id: "harken_care".into(), token: "reddit-token".into(), ..line_account() }
}

async fn writes(bench: &Bench, kind: Kind, text: &str, parent: Option<&str>, at: Option<i64>) -> Written {
    let write = Write {
        text: Some(text.to_owned()),
        parent: parent.map(str::to_owned),
        timestamp_ms: at,
        ..Write::new(Platform::Reddit, "demo", kind)
    };
    bench.client.write("mina_k", &write).await.unwrap()
}

async fn asks(bench: &Bench, path: &str) -> Answered {
    let request = bench.http.get(format!("{}{path}", bench.simulator.reddit_api()));
    answered(request.bearer_auth("reddit-token").header("user-agent", "web:harken:1 (by /u/harken_care)")).await
}

async fn sends(bench: &Bench, path: &str, fields: &[(&str, &str)]) -> Answered {
    let request = bench.http.post(format!("{}{path}", bench.simulator.reddit_api()));
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let form = request.header("content-type", "application/x-www-form-urlencoded").body(body);
    answered(form.bearer_auth("reddit-token").header("user-agent", "web:harken:1 (by /u/harken_care)")).await
}

fn names(listing: &Answered) -> Vec<String> {
    let children = listing.body["data"]["children"].as_array().unwrap();
    children.iter().map(|thing| thing["data"]["name"].as_str().unwrap().to_owned()).collect()
}

// proves DEV-02, CH-11: what is written stands in the listings, newest first, page by page, and nobody is told
#[tokio::test]
async fn what_is_written_is_found_and_not_told() {
    let bench = bench_of(vec![account()]).await;
    let mut posts = vec![];
    for n in 0..5 {
        posts.push(
            writes(&bench, Kind::Post, &format!("Late {n}"), None, Some(1_774_000_000_000 + n * 1_000))
                .await
                .external_id
                .unwrap(),
        );
    }
    let comment = writes(&bench, Kind::Comment, "Me too", Some(&posts[0]), None).await.external_id.unwrap();
    let message = writes(&bench, Kind::Text, "Where is it?", None, None).await.external_id.unwrap();
    assert_eq!(bench.product.seen().len(), 0, "Reddit delivers nothing");
    let first = asks(&bench, "/r/harken/new?limit=3&raw_json=1").await;
    posts.reverse();
    assert_eq!(names(&first), posts[..3]);
    let after = first.body["data"]["after"].as_str().unwrap();
    let rest = asks(&bench, &format!("/r/harken/new?limit=3&raw_json=1&after={after}")).await;
    assert_eq!((names(&rest), &rest.body["data"]["after"]), (posts[3..].to_vec(), &Value::Null));
    assert_eq!(names(&asks(&bench, "/r/harken/comments?limit=100&raw_json=1").await), [comment]);
    assert_eq!(names(&asks(&bench, "/message/inbox?limit=100&raw_json=1").await), [message]);
    assert_eq!(names(&asks(&bench, "/search?q=late+3&raw_json=1").await), [posts[1].clone()]);
    assert_eq!(first.header("x-ratelimit-remaining"), "99.0");
    assert_eq!(failure_kinds(&bench).await, Vec::<FailureKind>::new());
    assert_eq!(asks(&bench, "/r/harken/new?limit=3").await.status, 400);
    assert_eq!(failure_kinds(&bench).await, [FailureKind::Malformed]);
}

// proves DEV-02: answers are forms, and a refusal stands in a 200
#[tokio::test]
async fn answers_are_forms_and_refusals_are_in_a_200() {
    let bench = bench_of(vec![account()]).await;
    let comment = writes(&bench, Kind::Mention, "/u/harken_care hello", None, None).await.external_id.unwrap();
    let taken = sends(&bench, "/api/comment", &[("api_type", "json"), ("thing_id", &comment), ("text", "Hello!")]).await;
    assert!(taken.body["json"]["data"]["things"][0]["data"]["name"].as_str().unwrap().starts_with("t1_"));
    let sent = sends(&bench, "/api/compose", &[("api_type", "json"), ("to", "mina_k"), ("subject", "re"), ("text", "Hi")]).await;
    assert_eq!(sent.body["json"]["errors"], Value::Array(vec![]));
    assert_eq!(failure_kinds(&bench).await, Vec::<FailureKind>::new());
    let code = |answer: &Answered| answer.body["json"]["errors"][0][0].as_str().unwrap_or_default().to_owned();
    let stranger =
        sends(&bench, "/api/compose", &[("api_type", "json"), ("to", "nobody"), ("subject", "re"), ("text", "Hi")]).await;
    assert_eq!((stranger.status, code(&stranger).as_str()), (200, "USER_DOESNT_EXIST"));
    let long = "a".repeat(10_001);
    let long = sends(&bench, "/api/comment", &[("api_type", "json"), ("thing_id", &comment), ("text", &long)]).await;
    assert_eq!(code(&long), "TOO_LONG");
    writes(&bench, Kind::CommentRemove, "-", Some(&comment), None).await;
    let gone = sends(&bench, "/api/comment", &[("api_type", "json"), ("thing_id", &comment), ("text", "Hello!")]).await;
    assert_eq!(code(&gone), "DELETED_COMMENT");
    let json = bench.http.post(format!("{}/api/comment", bench.simulator.reddit_api())).json(&1);
    assert_eq!(
        answered(json.bearer_auth("reddit-token").header("user-agent", "web:harken:1 (by /u/harken_care)")).await.status,
        400
    );
    assert_eq!(failure_kinds(&bench).await, [FailureKind::OverLimit, FailureKind::Malformed]);
}

// proves DEV-02: who moderates a community removes what is there and lets it through again
#[tokio::test]
async fn a_comment_is_removed_and_let_through() {
    let bench = bench_of(vec![account()]).await;
    let id = writes(&bench, Kind::Comment, "Buy here", Some("t3_x"), None).await.external_id.unwrap();
    assert_eq!(sends(&bench, "/api/remove", &[("id", &id), ("spam", "false")]).await.status, 200);
    assert_eq!(sends(&bench, "/api/approve", &[("id", &id)]).await.status, 200);
    assert_eq!(sends(&bench, "/api/remove", &[("id", "t1_unknown"), ("spam", "false")]).await.status, 404);
    assert_eq!(asks(&bench, "/api/v1/me").await.body["name"], "harken_care");
}

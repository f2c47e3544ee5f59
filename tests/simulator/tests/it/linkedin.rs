//! The pretend LinkedIn: what it takes, refuses and tells.

use serde_json::{Value, json};
use simulator::{Account, FailureKind, Fault, FaultKind, Kind, Platform, Write, Written};

use crate::bench::{Answered, Bench, SECRET, answered, bench_of, failure_kinds, line_account};
use crate::forms::same_form;

const PAGE: &str = "urn:li:organization:5550001";

fn account() -> Account {
    Account { platform: Platform::LinkedIn, id: PAGE.into(), token: "linkedin-token".into(), ..line_account() }
}

async fn writes(bench: &Bench, kind: Kind, text: Option<&str>, parent: Option<&str>) -> Written {
    let write = Write {
        text: text.map(str::to_owned),
        parent: parent.map(str::to_owned),
        ..Write::new(Platform::LinkedIn, "demo", kind)
    };
    bench.client.write("mina", &write).await.unwrap()
}

/// A call as LinkedIn wants it, to a path that is escaped already.
fn asks(bench: &Bench, method: &str, path: &str) -> reqwest::RequestBuilder {
    let request = bench.http.request(method.parse().unwrap(), format!("{}{path}", bench.simulator.linkedin_api()));
    request.bearer_auth("linkedin-token").header("linkedin-version", "202606").header("x-restli-protocol-version", "2.0.0")
}

fn escaped(urn: &str) -> String {
    urn.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

async fn answers(bench: &Bench, to: &str, body: &Value) -> Answered {
    answered(asks(bench, "POST", &format!("/rest/socialActions/{}/comments", escaped(to))).json(body)).await
}

/// What a comment stands under.
fn object(urn: &str) -> &str {
    urn.strip_prefix("urn:li:comment:(").unwrap().rsplit_once(',').unwrap().0
}

// proves DEV-02: notifications are signed with the prefix, and have the keys of the documented ones
#[tokio::test]
async fn notifications_have_the_documented_form() {
    let bench = bench_of(vec![account()]).await;
    let comment = writes(&bench, Kind::Comment, Some("When do you ship?"), None).await;
    let seen = bench.product.seen().pop().unwrap();
    let signed = simulator::signature::sign(Platform::LinkedIn, SECRET, &seen.body);
    assert_eq!(seen.signature.as_deref(), Some(signed.as_str()));
    let urn = comment.external_id.unwrap();
    for (kind, text, action) in [
        (Kind::CommentReply, Some("And you?"), "COMMENT"),
        (Kind::CommentEdit, Some("When?"), "COMMENT_EDIT"),
        (Kind::CommentRemove, None, "COMMENT_DELETE"),
    ] {
        writes(&bench, kind, text, Some(&urn)).await;
        assert_eq!(bench.product.seen().pop().unwrap().json()["notifications"][0]["action"], action);
    }
    writes(&bench, Kind::Mention, Some("Great talk"), None).await;
    let mentioned = bench.product.seen().pop().unwrap().json();
    assert_eq!(mentioned["notifications"][0]["action"], "SHARE_MENTION");
    same_form(&mentioned, "linkedin/authored-share-mention.json", &[]);
}

// proves DEV-02: a comment is answered under its post as its child, in the version of the day; everything else is refused
#[tokio::test]
async fn a_comment_is_answered_as_linkedin_wants_it() {
    let bench = bench_of(vec![account()]).await;
    let urn = writes(&bench, Kind::Comment, Some("When do you ship?"), None).await.external_id.unwrap();
    let body = |text: &str| json!({ "actor": PAGE, "object": object(&urn), "message": { "text": text }, "parentComment": urn });
    let taken = answers(&bench, &urn, &body("Tomorrow.")).await;
    assert_eq!((taken.status, taken.header("x-restli-id")), (201, taken.body["commentUrn"].as_str().unwrap()));
    let read = format!(
        "/rest/socialActions/{}/comments/{}",
        escaped(object(&urn)),
        urn.trim_end_matches(')').rsplit_once(',').unwrap().1
    );
    assert_eq!(answered(asks(&bench, "GET", &read)).await.body["message"]["text"], "When do you ship?");
    assert_eq!(failure_kinds(&bench).await, Vec::<FailureKind>::new());

    assert_eq!(answers(&bench, &urn, &body(&"a".repeat(1_251))).await.status, 422);
    let mut odd = body("x");
    odd["mood"] = json!("good");
    assert_eq!(answers(&bench, &urn, &odd).await.status, 403);
    let mut orphan = body("x");
    orphan.as_object_mut().unwrap().remove("parentComment");
    assert_eq!(answers(&bench, &urn, &orphan).await.status, 400);
    let unversioned =
        bench.http.post(format!("{}/rest/socialActions/{}/comments", bench.simulator.linkedin_api(), escaped(&urn)));
    assert_eq!(answered(unversioned.bearer_auth("linkedin-token").json(&body("x"))).await.status, 400);
    use FailureKind::{Malformed, OverLimit, UnknownField};
    assert_eq!(failure_kinds(&bench).await, [OverLimit, UnknownField, Malformed, Malformed]);

    writes(&bench, Kind::CommentRemove, None, Some(&urn)).await;
    assert_eq!(answers(&bench, &urn, &body("Too late")).await.status, 404);
    for (kind, status, code) in [(FaultKind::RateLimited { retry_after: None }, 429, 101), (FaultKind::TokenExpired, 401, 65_601)]
    {
        bench.client.misbehave(&[Fault::new("comments", kind).on(Platform::LinkedIn).times(1)]).await.unwrap();
        let failed = answers(&bench, &urn, &body("x")).await;
        assert_eq!((failed.status, failed.body["serviceErrorCode"].as_u64()), (status, Some(code)));
    }
}

// proves DEV-02: the organisation likes a comment, and removes it from under its post; in nobody else's name
#[tokio::test]
async fn a_comment_is_liked_and_removed_in_the_organisations_name() {
    let bench = bench_of(vec![account()]).await;
    let urn = writes(&bench, Kind::Comment, Some("When do you ship?"), None).await.external_id.unwrap();
    let react = async |actor: &str| {
        let body = json!({ "root": urn, "reactionType": "LIKE" });
        answered(asks(&bench, "POST", &format!("/rest/reactions?actor={}", escaped(actor))).json(&body)).await.status
    };
    assert_eq!((react(PAGE).await, react("urn:li:organization:1").await), (201, 403));
    let reaction = format!("/rest/reactions/(actor:{},entity:{})", escaped(PAGE), escaped(&urn));
    assert_eq!(answered(asks(&bench, "DELETE", &reaction)).await.status, 204);
    let id = urn.trim_end_matches(')').rsplit_once(',').unwrap().1;
    let path = format!("/rest/socialActions/{}/comments/{id}?actor={}", escaped(object(&urn)), escaped(PAGE));
    let twice = [answered(asks(&bench, "DELETE", &path)).await.status, answered(asks(&bench, "DELETE", &path)).await.status];
    assert_eq!((twice, react(PAGE).await), ([204, 404], 404));
}

// proves DEV-02, CH-26: what was told stands in the notifications for who asks, whether the webhook heard of it or not
#[tokio::test]
async fn notifications_are_listed_whether_they_arrived_or_not() {
    let bench = bench_of(vec![account()]).await;
    let lost = Write {
        text: Some("Lost on its way".into()),
        delivery: simulator::Delivery::lost(),
        ..Write::new(Platform::LinkedIn, "demo", Kind::Comment)
    };
    let lost = bench.client.write("mina", &lost).await.unwrap();
    let told = writes(&bench, Kind::Comment, Some("Told"), None).await;
    assert_eq!(bench.product.seen().len(), 1, "one was lost");
    let list = async |from: i64, own: &str| {
        let path = format!(
            "/rest/organizationalEntityNotifications?q=criteria&actions=List(COMMENT)&organizationalEntity={}&timeRange=(start:{from},end:{})",
            escaped(own),
            told.timestamp_ms + 1
        );
        answered(asks(&bench, "GET", &path)).await
    };
    let listed = list(0, PAGE).await;
    let urns: Vec<&str> =
        listed.body["elements"].as_array().unwrap().iter().map(|one| one["generatedActivity"].as_str().unwrap()).collect();
    assert_eq!(urns, [told.external_id.as_deref().unwrap(), lost.external_id.as_deref().unwrap()]);
    assert_eq!(list(told.timestamp_ms + 1, PAGE).await.body["elements"], json!([]));
    assert_eq!(list(0, "urn:li:organization:1").await.status, 403);
}

//! The pretend Facebook: Messenger and the page's public side.

use serde_json::{Value, json};
use simulator::{Account, FailureKind, Kind, Platform, Write, facebook_user, meta};

use crate::bench::{Answered, Bench, DEMO, HOUR, PAGE, answered, bench, bench_of, facebook_account, failure_kinds};
use crate::forms::{made, same_form};

fn write(kind: Kind) -> Write {
    Write { text: Some("hello".to_owned()), ..Write::new(Platform::Facebook, DEMO, kind) }
}

async fn message(bench: &Bench, body: Value) -> Answered {
    answered(bench.page_call("POST", &format!("{PAGE}/messages")).json(&body)).await
}

fn to(recipient: Value, text: &str) -> Value {
    json!({"recipient": recipient, "messaging_type": "RESPONSE", "message": {"text": text}})
}

// proves DEV-02: Facebook webhooks have the keys of the recorded ones.
#[tokio::test]
async fn facebook_webhooks_have_the_recorded_form() {
    let bench = bench_of(vec![Account { echo: true, ..facebook_account() }]).await;
    made(&bench, write(Kind::Text)).await;
    let rows: [(Kind, &str); 7] = [
        (Kind::Text, "facebook/bb-Payload.json"),
        (Kind::Edit, "facebook/messaging-message-edits.json"),
        (Kind::Unsupported, "facebook/messaging-message-isunsupported.json"),
        (Kind::Comment, "facebook/authored-feed-visitor-comment.json"),
        (Kind::CommentRemove, "facebook/authored-feed-comment-removed.json"),
        (Kind::Review, "facebook/ratings-rating-add-31.json"),
        (Kind::CaptionMention, "facebook/mention-post-add.json"),
    ];
    for (kind, name) in rows {
        same_form(&made(&bench, write(kind)).await, name, &[]);
    }
    same_form(
        &made(&bench, Write { standby: true, ..write(Kind::Text) }).await,
        "facebook/authored-standby-customer-message.json",
        &[],
    );
    let customer = facebook_user(DEMO, "mina");
    let body = json!({
        "recipient": {"id": customer}, "messaging_type": "RESPONSE", "message": {"text": "restocked", "metadata": "msg_1"},
    });
    assert_eq!(message(&bench, body).await.status, 200);
    bench.client.idle().await.unwrap();
    let mut echo = bench.product.seen().pop().unwrap().json();
    let echoed = &mut echo["entry"][0]["messaging"][0];
    assert_eq!((&echoed["sender"]["id"], &echoed["recipient"]["id"]), (&json!(PAGE), &json!(customer)));
    assert_eq!(echoed["message"]["metadata"], json!("msg_1"));
    // The recorded one is old enough to number messages.
    echoed["message"]["seq"] = json!(73);
    same_form(&echo, "facebook/messaging-message-basic-echo.json", &[]);
    same_form(&made(&bench, write(Kind::Reaction)).await, "facebook/messaging-reaction-1.json", &[]);
}

// proves DEV-02: every Facebook kind can be made.
#[tokio::test]
async fn every_facebook_kind_is_made() {
    let bench = bench_of(vec![facebook_account()]).await;
    made(&bench, write(Kind::Text)).await;
    made(&bench, write(Kind::Comment)).await;
    let customer = facebook_user(DEMO, "mina");
    assert_eq!(message(&bench, to(json!({"id": customer}), "hello")).await.status, 200);
    for kind in meta::page::KINDS {
        let body = made(&bench, write(*kind)).await;
        assert_eq!((&body["object"], &body["entry"][0]["id"]), (&json!("page"), &json!(PAGE)), "{kind:?}");
    }
}

// proves CH-05, CH-25: the 24 hour window, the human-agent tag to seven days, nothing beyond.
#[tokio::test]
async fn the_reply_window_closes_and_the_tag_stretches_it() {
    let bench = bench().await;
    let customer = bench.client.write("mina", &write(Kind::Text)).await.unwrap().user_id;
    let answer = message(&bench, to(json!({"id": customer}), "hi")).await;
    assert_eq!((answer.status, &answer.body["recipient_id"]), (200, &json!(customer)));
    assert!(answer.body["message_id"].as_str().unwrap().starts_with("m_"));
    let tagged = json!({
        "recipient": {"id": customer}, "message": {"text": "late"}, "messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT",
    });
    bench.client.advance(24 * HOUR).await.unwrap();
    assert_eq!(message(&bench, to(json!({"id": customer}), "late")).await.graph_error(), (10, Some(2_018_278)));
    assert_eq!(message(&bench, tagged.clone()).await.status, 200);
    bench.client.advance(6 * 24 * HOUR).await.unwrap();
    assert_eq!(message(&bench, tagged).await.graph_error(), (10, Some(2_018_278)));
    assert_eq!(failure_kinds(&bench).await, []);
}

// proves DEV-02: what Messenger refuses is refused, and what should never come is on the record.
#[tokio::test]
async fn wrong_messages_are_refused_and_recorded() {
    let bench = bench().await;
    let customer = bench.client.write("mina", &write(Kind::Text)).await.unwrap().user_id;
    let person = json!({"id": customer});
    assert_eq!(message(&bench, to(person.clone(), &"가".repeat(2_000))).await.status, 200);
    let rows = [
        (to(person.clone(), &"가".repeat(2_001)), FailureKind::OverLimit),
        (json!({"recipient": person, "message": {"text": "x"}}), FailureKind::Malformed),
        (json!({"recipient": person, "message": {"text": "x"}, "tag": "HUMAN_AGENT"}), FailureKind::Malformed),
        (
            json!({"recipient": person, "message": {"text": "x"}, "messaging_type": "MESSAGE_TAG", "tag": "ACCOUNT_UPDATE"}),
            FailureKind::Malformed,
        ),
        (json!({"recipient": person, "messaging_type": "RESPONSE", "message": {"text": "x", "y": 1}}), FailureKind::UnknownField),
    ];
    let mut expected = Vec::new();
    for (body, kind) in rows {
        assert_eq!(message(&bench, body.clone()).await.graph_error().0, 100, "{body}");
        expected.push(kind);
        assert_eq!(failure_kinds(&bench).await, expected, "{body}");
    }
    // What only Instagram has, a page has not.
    let replies = answered(bench.page_call("POST", "1_2/replies").json(&json!({"message": "x"}))).await;
    assert_eq!(replies.graph_error(), (100, Some(33)));
    assert_eq!(failure_kinds(&bench).await.last(), Some(&FailureKind::UnknownPath));
}

// proves CH-05, CH-06: comments and visitors' posts are answered in public, and once in private.
#[tokio::test]
async fn what_is_public_takes_public_answers_and_one_private_reply() {
    let bench = bench().await;
    for (kind, name) in [(Kind::Comment, "comment_id"), (Kind::Post, "post_id")] {
        let written = bench.client.write("aiko", &write(kind)).await.unwrap();
        let id = written.external_id.unwrap();
        let public = answered(bench.page_call("POST", &format!("{id}/comments")).json(&json!({"message": "sorry"}))).await;
        assert_eq!(public.status, 200, "{}", public.body);
        let private = || message(&bench, to(json!({name: id}), "sorry"));
        let first = private().await;
        assert_eq!((first.status, &first.body["recipient_id"]), (200, &json!(written.user_id)));
        assert_eq!(private().await.graph_error(), (100, Some(2_534_025)));
        let hidden = answered(bench.page_call("POST", &id).json(&json!({"is_hidden": true}))).await;
        assert_eq!(hidden.body, json!({"success": true}));
    }
    let review = bench.client.write("aiko", &write(Kind::Review)).await.unwrap().external_id.unwrap();
    let answer = answered(bench.page_call("POST", &format!("{review}/comments")).json(&json!({"message": "sorry"}))).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(failure_kinds(&bench).await, []);
}

// proves CH-05: a mention names only a place; its words are fetched, and an answer finds it.
#[tokio::test]
async fn a_mention_can_be_fetched_and_answered() {
    let bench = bench().await;
    for kind in [Kind::Mention, Kind::CaptionMention] {
        let written = bench.client.write("aiko", &write(kind)).await.unwrap();
        let id = written.external_id.unwrap();
        let told = bench.product.seen().pop().unwrap().json();
        assert_eq!(told["entry"][0]["changes"][0]["value"].get("message"), None);
        let shown = answered(bench.page_call("GET", &format!("{id}?fields=message,from"))).await;
        assert_eq!((&shown.body["message"], &shown.body["from"]["name"]), (&json!("hello"), &json!("aiko")));
        let answer = answered(bench.page_call("POST", &format!("{id}/comments")).json(&json!({"message": "thanks"}))).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
    }
    let customer = bench.client.write("aiko", &write(Kind::Text)).await.unwrap().user_id;
    let profile = answered(bench.page_call("GET", &format!("{customer}?fields=name,first_name,last_name,profile_pic"))).await;
    assert_eq!((profile.status, &profile.body["name"]), (200, &json!("aiko")));
}

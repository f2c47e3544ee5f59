//! The pretend Instagram in public: comments, answers to them, mentions.

use serde_json::{Value, json};
use simulator::{FailureKind, Kind, Platform, Write};

use crate::bench::{DEMO, HOUR, IGID, answered, bench, commenter, failure_kinds};

// proves CH-06: a comment is answered in public, and once in private within seven days.
#[tokio::test]
async fn a_comment_takes_public_answers_and_one_private_reply() {
    let bench = bench().await;
    let (author, comment) = commenter(&bench, "배송이 너무 늦어요 😡").await;
    let replies = format!("{comment}/replies");
    let public = answered(bench.meta_call("POST", &replies).json(&json!({"message": "죄송합니다"}))).await;
    assert_eq!(public.status, 200, "{}", public.body);
    let form = answered(bench.meta_call("POST", &format!("{replies}?message=as+a+parameter"))).await;
    assert_eq!(form.status, 200);
    // Only a comment: no direct message yet, no profile yet.
    assert_eq!(bench.direct(&author, "hi").await.graph_error(), (10, Some(2_534_022)));
    assert_eq!(answered(bench.meta_call("GET", &format!("{author}?fields=name"))).await.graph_error().0, 230);
    let private = || bench.message(json!({"recipient": {"comment_id": comment}, "message": {"text": "hello"}}));
    let first = private().await;
    assert_eq!((first.status, &first.body["recipient_id"]), (200, &json!(author)));
    assert_eq!(private().await.graph_error(), (100, Some(2_534_025)));
    let (_, late) = commenter(&bench, "later").await;
    bench.client.advance(7 * 24 * HOUR).await.unwrap();
    let too_late = bench.message(json!({"recipient": {"comment_id": late}, "message": {"text": "hello"}})).await;
    assert_eq!(too_late.graph_error(), (100, Some(2_534_025)));
    let sent = bench.client.sent().await.unwrap();
    let shown: Vec<_> = sent.iter().map(|sent| (sent.operation.as_str(), sent.comment_id.as_deref())).collect();
    assert_eq!(shown, [("replies", Some(&*comment)), ("replies", Some(&*comment)), ("messages", Some(&*comment))]);
    assert!(sent.iter().all(|sent| sent.recipient == author));
    assert_eq!(failure_kinds(&bench).await, []);
}

// proves CH-06: limits of public answers, hiding and deleting.
#[tokio::test]
async fn public_answers_have_limits_and_comments_can_be_hidden_and_deleted() {
    let bench = bench().await;
    let (_, comment) = commenter(&bench, "hm").await;
    let reply = |text: String| answered(bench.meta_call("POST", &format!("{comment}/replies")).json(&json!({"message": text})));
    assert_eq!(reply("가".repeat(300)).await.status, 200);
    for text in ["가".repeat(301), "#a #b #c #d #e".to_owned(), "https://a https://b".to_owned()] {
        assert_eq!(reply(text).await.graph_error().0, 100);
    }
    assert_eq!(failure_kinds(&bench).await, [FailureKind::OverLimit; 3]);
    let hide = |value: Value| answered(bench.meta_call("POST", &comment).json(&json!({"hide": value})));
    assert_eq!(hide(json!(true)).await.body, json!({"success": true}));
    let shown = answered(bench.meta_call("GET", &format!("{comment}?fields=hidden,text,from,media"))).await;
    assert_eq!((&shown.body["hidden"], &shown.body["text"]), (&json!(true), &json!("hm")));
    assert_eq!(shown.body["from"]["username"], json!("taro"));
    assert_eq!(answered(bench.meta_call("DELETE", &comment)).await.body, json!({"success": true}));
    assert_eq!(reply("gone".to_owned()).await.graph_error(), (100, Some(33)));
    assert_eq!(answered(bench.meta_call("GET", &comment)).await.graph_error(), (100, Some(33)));
}

// proves CH-06: a mention names only ids; its text is fetched and answered.
#[tokio::test]
async fn a_mention_can_be_fetched_and_answered() {
    let bench = bench().await;
    let mention =
        Write { text: Some("@examplestore is it open?".to_owned()), ..Write::new(Platform::Instagram, DEMO, Kind::Mention) };
    let id = bench.client.write("hana", &mention).await.unwrap().external_id.unwrap();
    let value = bench.product.seen()[0].json()["entry"][0]["changes"][0]["value"].clone();
    assert_eq!(value["comment_id"], json!(id));
    let fields = format!("mentioned_comment.comment_id({id}){{text,timestamp,from}}");
    let got = answered(bench.meta_call("GET", &format!("{IGID}?fields={fields}"))).await;
    let comment = &got.body["mentioned_comment"];
    assert_eq!((&comment["text"], &comment["from"]["username"]), (&json!("@examplestore is it open?"), &json!("hana")));
    assert!(comment["timestamp"].as_str().unwrap().ends_with("+0000"));
    let post = value["media_id"].as_str().unwrap();
    let fields = format!("mentioned_media.media_id({post}){{caption,username}}");
    let got = answered(bench.meta_call("GET", &format!("me?fields={fields}"))).await;
    assert_eq!(got.body["mentioned_media"]["username"], json!("hana"));
    let body = json!({"media_id": post, "comment_id": id, "message": "Yes, until nine."});
    let reply = answered(bench.meta_call("POST", &format!("{IGID}/mentions")).json(&body)).await;
    assert!(reply.body["id"].is_string(), "{}", reply.body);
    let sent = bench.client.sent().await.unwrap();
    assert_eq!((sent[0].operation.as_str(), sent[0].comment_id.as_deref()), ("mentions", Some(&*id)));
    assert_eq!(answered(bench.meta_call("GET", &format!("{IGID}?fields=secrets"))).await.graph_error().0, 100);
    assert_eq!(failure_kinds(&bench).await, [FailureKind::UnknownField]);
}

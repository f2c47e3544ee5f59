//! Every kind of webhook the simulator can make against the recorded samples: the same keys in the same places.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use simulator::schema::Document;
use simulator::{Account, Kind, Media, Platform, Write, line, meta};

use crate::bench::{Bench, bench_of, instagram_account, line_account, sample, shared};

/// Every key of a value with its path; list items count as one.
fn keys(value: &Value, at: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                let place = format!("{at}.{name}");
                found.insert(place.clone());
                keys(value, &place, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| keys(item, &format!("{at}[]"), found)),
        _ => {}
    }
}

pub fn keys_of(value: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    keys(value, "", &mut found);
    found
}

/// Compares but for keys that may come in addition, each of which must then really be there.
pub fn same_form(made: &Value, name: &str, newer: &[&str]) {
    let Some(recorded) = sample(name) else { return };
    let mut made = keys_of(made);
    for key in newer {
        assert!(made.remove(*key), "{name}: {key} is said to be newer than the sample, but is not made");
    }
    assert_eq!(made, keys_of(&recorded), "{name}");
}

pub async fn made(bench: &Bench, write: Write) -> Value {
    bench.client.write("mina", &write).await.unwrap();
    bench.product.seen().pop().unwrap().json()
}

const READ: &str = ".events[].message.markAsReadToken";

fn line_write(kind: Kind) -> Write {
    Write {
        text: matches!(kind, Kind::Text | Kind::Edit).then(|| "hello".to_owned()),
        ..Write::new(Platform::Line, "demo", kind)
    }
}

// proves DEV-02: LINE webhooks have the keys of the recorded ones.
#[tokio::test]
async fn line_webhooks_have_the_recorded_form() {
    let bench = bench_of(vec![line_account()]).await;
    let text = made(&bench, line_write(Kind::Text)).await;
    same_form(&text, "line/py-00-message-text.json", &[READ]);
    let quote = made(&bench, line_write(Kind::Text).about("590000000000000000")).await;
    same_form(&quote, "line/authored-text-quote.json", &[]);
    let group = Write { group: Some("Ca56f94637cc4347f90a25382909b24b9".to_owned()), ..line_write(Kind::Text) };
    same_form(&made(&bench, group).await, "line/py-14-message-text.json", &[READ]);
    let elsewhere = |kind| Write {
        media: Some(Media { url: Some("https://example.com/a.jpg".to_owned()), ..Media::default() }),
        ..line_write(kind)
    };
    // These older samples lack the ids that came later.
    let later = [".events[].webhookEventId", ".events[].deliveryContext", ".events[].deliveryContext.isRedelivery"];
    let with = |more: &[&'static str]| [&later, more].concat();
    const QUOTE: &str = ".events[].message.quoteToken";
    same_form(&made(&bench, elsewhere(Kind::Image)).await, "line/java-image.json", &with(&[QUOTE, READ]));
    same_form(&made(&bench, elsewhere(Kind::Video)).await, "line/py-02-message-video.json", &[READ]);
    same_form(&made(&bench, line_write(Kind::Location)).await, "line/py-04-message-location.json", &[READ]);
    same_form(&made(&bench, line_write(Kind::Sticker)).await, "line/java-sticker-keywords-array.json", &with(&[QUOTE, READ]));
    same_form(&made(&bench, line_write(Kind::Unsend)).await, "line/java-unsend.json", &later);
    let postback = made(&bench, Write { payload: Some("action=buy".to_owned()), ..line_write(Kind::Postback) }).await;
    let mut plain = postback.clone();
    plain["events"][0]["postback"]["params"] = json!({"time": "10:00"});
    same_form(&plain, "line/py-17-postback.json", &[]);
}

// proves DEV-02: every LINE kind fits LINE's webhook schema, so the list of kinds has no untested member.
#[tokio::test]
async fn every_line_kind_fits_the_webhook_schema() {
    let Some(shared) = shared() else { return };
    let document = Document::load(&shared.join("specs/line/webhook.yml")).unwrap();
    let bench = bench_of(vec![line_account()]).await;
    made(&bench, line_write(Kind::Text)).await;
    for kind in line::event::KINDS {
        for standby in [false, true] {
            let mut body = made(&bench, Write { standby, ..line_write(*kind) }).await;
            // Newer than the document: the shape of a message event under another name.
            if *kind == Kind::Edit {
                assert_eq!(body["events"][0]["type"], json!("messageEdited"));
                body["events"][0]["type"] = json!("message");
            }
            if standby {
                assert_eq!(body["events"][0].get("replyToken"), None, "{kind:?}");
                if *kind == Kind::Follow {
                    continue;
                }
            }
            assert_eq!(document.check("CallbackRequest", &body), [], "{kind:?} {body}");
        }
    }
}

fn meta_write(kind: Kind) -> Write {
    Write { text: Some("hello".to_owned()), ..Write::new(Platform::Instagram, "demo", kind) }
}

// proves DEV-02: Instagram webhooks have the keys of the recorded ones.
#[tokio::test]
async fn instagram_webhooks_have_the_recorded_form() {
    let bench = bench_of(vec![Account { echo: true, ..instagram_account() }]).await;
    let rows = [
        (Kind::Text, "instagram/cw-test-text.json"),
        (Kind::Image, "instagram/authored-dm-image-two.json"),
        (Kind::Share, "instagram/cw-share-attachment.json"),
        (Kind::StoryMention, "instagram/authored-dm-story-mention.json"),
        (Kind::StoryReply, "instagram/cw-story-reply.json"),
        (Kind::Unsupported, "instagram/restfb-messaging-attachment-unsupported.json"),
        (Kind::Unsend, "instagram/authored-dm-deleted.json"),
        (Kind::Comment, "instagram/authored-comment-top.json"),
        (Kind::CommentReply, "instagram/authored-comment-reply.json"),
        (Kind::Mention, "instagram/restfb-wh-mentions.json"),
        // A story reply, an edit and so on are Messenger's shapes under another object.
        (Kind::Edit, "facebook/messaging-message-edits.json"),
    ];
    for (kind, name) in rows {
        same_form(&made(&bench, meta_write(kind)).await, name, &[]);
    }
    same_form(&made(&bench, Write { standby: true, ..meta_write(Kind::Text) }).await, "instagram/cw-standby.json", &[]);
    let to = simulator::instagram_user("demo", "mina");
    assert_eq!(bench.direct(&to, "restocked").await.status, 200);
    bench.client.idle().await.unwrap();
    same_form(&bench.product.seen().pop().unwrap().json(), "instagram/authored-dm-echo.json", &[]);
    same_form(&made(&bench, meta_write(Kind::Read)).await, "instagram/restfb-messaging-seen.json", &[]);
    let comment = bench.client.write("mina", &meta_write(Kind::Comment)).await.unwrap().external_id.unwrap();
    let reply = bench.meta_call("POST", &format!("{comment}/replies")).json(&json!({"message": "sorry"}));
    assert_eq!(reply.send().await.unwrap().status(), 200);
    bench.client.idle().await.unwrap();
    same_form(&bench.product.seen().pop().unwrap().json(), "instagram/authored-comment-own.json", &[]);
}

// proves DEV-02: every Instagram kind can be made, with times in Meta's units.
#[tokio::test]
async fn every_instagram_kind_is_made_with_metas_times() {
    let bench = bench_of(vec![instagram_account()]).await;
    made(&bench, meta_write(Kind::Text)).await;
    made(&bench, meta_write(Kind::Comment)).await;
    let to = simulator::instagram_user("demo", "mina");
    assert_eq!(bench.direct(&to, "hello").await.status, 200);
    for kind in meta::event::KINDS {
        let body = made(&bench, Write { timestamp_ms: Some(1_767_225_604_987), ..meta_write(*kind) }).await;
        let entry = &body["entry"][0];
        assert_eq!(entry["id"], json!(instagram_account().id), "{kind:?}");
        if entry.get("messaging").is_some() {
            assert_eq!(entry["time"], json!(1_767_225_604_987_i64), "{kind:?}");
            assert_eq!(entry["messaging"][0]["timestamp"], entry["time"], "{kind:?}");
            assert_eq!(entry["messaging"][0]["sender"]["id"], json!(to), "{kind:?}");
        } else {
            assert_eq!(entry["time"], json!(1_767_225_604), "{kind:?}");
            assert_eq!(entry["changes"].as_array().unwrap().len(), 1, "{kind:?}");
        }
    }
}

//! Files that agents send: room for them, and what is refused.

use domain::{conversation::Conversation, event::Route, id::UploadId, media, reply::Extra};
use runtime::File;
use serde_json::{Value, json};

use crate::{
    house::{House, now, with},
    work::path,
};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

fn room(kind: &str, content_type: &str, size: u64) -> Value {
    json!({ "kind": kind, "content_type": content_type, "size": size })
}

fn carrying(upload: &str) -> Value {
    json!({ "extra": { "carries": "upload", "upload": upload, "kind": "image", "name": "영수증.png" } })
}

/// What the browser puts at the signed address.
async fn put(house: &House, held: &Conversation, upload: &str, content_type: &str, bytes: &[u8]) {
    let file = File { content_type: content_type.into(), bytes: bytes.into(), note: None };
    house.deps.files.put(&media::waiting(held.id, upload.parse().unwrap()), file, now()).await.unwrap();
}

// proves AGT-09: a file gets room of its own type and size, is copied when it is sent, and is shown to colleagues by a link that ends
#[tokio::test]
async fn a_file_is_uploaded_and_sent() {
    let house = House::new().await;
    let held = house.conversation("u1", "care", with("mina")).await;
    let view = house.agent().get(path(&held, "").trim_end_matches('/')).await.ok();
    let takes = json!([{ "kind": "image", "types": ["image/jpeg", "image/png"], "largest": 1 << 20 }]);
    assert_eq!(view["reply_limits"][0]["uploads"], takes, "what LINE shows of what can be uploaded");

    let given = house.agent().post(&path(&held, "uploads"), room("image", "image/png", PNG.len() as u64)).await;
    assert_eq!(given.status, 201);
    let given = given.ok();
    let upload = given["upload"].as_str().unwrap().to_owned();
    let url = given["url"].as_str().unwrap();
    assert!(url.contains(&format!("uploads/{}/{upload}", held.id)) && url.contains("type=image/png&size=16"), "{url}");
    assert_eq!(given["until"], "2026-11-20T09:10:00.000Z");
    let other = house.agent().post(&path(&held, "uploads"), room("image", "image/png", 16)).await.ok();
    assert_ne!(other["upload"], given["upload"], "each file has a place of its own");

    house.agent().key("a").post(&path(&held, "replies"), carrying(&upload)).await.is(409, "upload_gone");
    assert!(house.sent().is_none(), "it has not arrived");
    put(&house, &held, &upload, "image/png", PNG).await;
    house.agent().key("b").post(&path(&held, "replies"), carrying(&upload)).await.ok();
    let Route::Reply(reply) = house.sent_route() else { panic!("an answer") };
    let id: UploadId = upload.parse().unwrap();
    assert_eq!(
        reply.extra,
        Some(Extra::Upload { upload: id, kind: domain::reply::FileKind::Image, name: Some("영수증.png".into()), link: None })
    );
    assert_eq!(house.deps.files.all()[&media::sent(id)].bytes, PNG, "what goes out is a copy");
}

// proves S4, AGT-09: too large, of another type, of another conversation, somebody else's, harmful, too old: refused, and nothing is sent
#[tokio::test]
async fn what_may_not_be_sent_is_refused() {
    let house = House::new().await;
    let held = house.conversation("u1", "care", with("mina")).await;
    let place = path(&held, "uploads");
    for (body, field) in [
        (room("image", "image/png", (1 << 20) + 1), "size"),
        (room("image", "image/png", 0), "size"),
        (room("image", "image/gif", 10), "content_type"),
        (room("image", "text/html", 10), "content_type"),
        (room("video", "video/mp4", 10), "kind"),
    ] {
        let answer = house.agent().post(&place, body.clone()).await.is(400, "invalid");
        assert_eq!(answer.field(), field, "{body}");
    }
    // Who does not have the conversation, or cannot even see it.
    let theirs = house.conversation("u2", "care", with("yuki")).await;
    let sales = house.conversation("u3", "sales", with("yuki")).await;
    house.agent().post(&path(&theirs, "uploads"), room("image", "image/png", 10)).await.is(409, "held_by");
    house.agent().post(&path(&sales, "uploads"), room("image", "image/png", 10)).await.is(404, "not_found");

    let begun = house.agent().post(&place, room("image", "image/png", 16)).await.ok();
    let upload = begun["upload"].as_str().unwrap();
    let reply = path(&held, "replies");
    // A file that waits for another conversation is not there for this one.
    put(&house, &theirs, upload, "image/png", PNG).await;
    house.agent().key("other").post(&reply, carrying(upload)).await.is(409, "upload_gone");
    // The bytes are not what they were called; or they would run.
    put(&house, &held, upload, "image/png", b"GIF89a\x01\0").await;
    house.agent().key("type").post(&reply, carrying(upload)).await.is(409, "upload_refused");
    put(&house, &held, upload, "image/png", b"<svg onload=alert(1)>").await;
    house.agent().key("harm").post(&reply, carrying(upload)).await.is(409, "upload_dangerous");
    // The bucket holds a caller to the size that was signed; a larger one would be seen all the same.
    put(&house, &held, upload, "image/png", &[PNG, &vec![0; 1 << 20]].concat()).await;
    house.agent().key("size").post(&reply, carrying(upload)).await.is(409, "upload_refused");
    // Its time is over: the bucket has deleted it.
    house.deps.files.delete(&media::waiting(held.id, upload.parse().unwrap()), now()).await.unwrap();
    house.agent().key("late").post(&reply, carrying(upload)).await.is(409, "upload_gone");
    house.agent().key("odd").post(&reply, carrying("upl_../../media/1")).await.is(400, "invalid");
    assert!(house.sent().is_none());
    assert!(house.deps.files.all().keys().all(|key| !key.starts_with("sent/")), "nothing was taken");
}

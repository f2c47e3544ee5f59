//! Files of customers: room for them, what is taken, and what is refused.

use domain::{
    event::Payload,
    id::UploadId,
    inbound::{Act, ContentKind, Item},
    media,
    message::{Body, Message},
    platform::{ContentType, Visibility},
    time::DAY,
};
use runtime::File;
use serde_json::{Value, json};

use crate::{
    page::{Heard, Request, guest, open, say},
    stand::{Stand, threads::held},
};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

async fn offer(stand: &Stand, token: &str, content_type: &str, size: u64) -> Heard {
    let body = json!({ "name": "영수증.png", "type": content_type, "size": size });
    Request::new("POST", "uploads").by(token).json(&body).send(stand).await
}

/// What a browser puts at the signed address.
async fn put(stand: &Stand, upload: &str, content_type: &str, bytes: &[u8]) {
    let file = File { content_type: content_type.into(), bytes: bytes.into(), note: None };
    stand.deps.files.put(&media::arriving(id(upload)), file, stand.now()).await.unwrap();
}

fn id(upload: &str) -> UploadId {
    upload.parse().unwrap()
}

/// A file told of and put.
async fn uploaded(stand: &Stand, token: &str, content_type: &str, bytes: &[u8]) -> String {
    let room = offer(stand, token, content_type, bytes.len() as u64).await;
    assert_eq!(room.status, 201, "{room:?}");
    let upload = room.json()["upload"].as_str().unwrap().to_owned();
    put(stand, &upload, content_type, bytes).await;
    upload
}

async fn send(stand: &Stand, token: &str, client_id: &str, text: &str, uploads: &[&str]) -> Heard {
    let body = json!({ "client_id": client_id, "text": text, "attachments": uploads });
    Request::new("POST", "messages").by(token).json(&body).send(stand).await
}

fn item(heard: &Heard) -> Item {
    let [envelope] = &heard.published[..] else { panic!("{heard:?}") };
    let Payload::Ingest(ingest) = &envelope.payload else { panic!("{heard:?}") };
    ingest.item.clone()
}

// proves CH-14, ING-17: room for one type and one size; what is taken is a copy that nobody can write over; said twice it is one message
#[tokio::test]
async fn a_file_is_uploaded_and_sent() {
    let stand = open().await;
    let token = guest(&stand).await;
    let room = offer(&stand, &token, "image/png", 16).await;
    assert_eq!(room.status, 201);
    let room = room.json();
    let upload = room["upload"].as_str().unwrap().to_owned();
    let url = room["url"].as_str().unwrap();
    assert!(url.contains(&format!("arriving/{upload}")) && url.contains("type=image/png&size=16"), "{url}");
    assert_eq!(room["until"], "2026-11-20T09:40:00.000Z");

    put(&stand, &upload, "image/png", PNG).await;
    let first = send(&stand, &token, "one", "Broken", &[&upload]).await;
    assert_eq!(first.status, 202, "{first:?}");
    let said = item(&first);
    let Act::Say { content, .. } = &said.act else { panic!() };
    assert_eq!((content.kind, content.text.as_deref()), (ContentKind::Image, Some("Broken")));
    let attached = &content.attachments[0];
    assert_eq!((attached.reference.as_deref(), attached.label.as_deref()), (Some(upload.as_str()), Some("영수증.png")));
    assert_eq!(stand.deps.files.all()[&media::brought(id(&upload))].bytes, PNG);

    // The address is still good; what is put there now is nobody's.
    put(&stand, &upload, "image/png", b"MZ").await;
    assert_eq!(stand.deps.files.all()[&media::brought(id(&upload))].bytes, PNG);
    put(&stand, &upload, "image/png", PNG).await;
    assert_eq!(item(&send(&stand, &token, "one", "Broken", &[&upload]).await), said);
    // What waited is cleared away after three days; a repetition of what was taken is taken.
    stand.deps.files.delete(&media::arriving(id(&upload)), stand.now()).await.unwrap();
    stand.pass(3 * DAY);
    assert_eq!(item(&send(&stand, &token, "one", "Broken", &[&upload]).await), said);

    let alone = uploaded(&stand, &token, "application/pdf", b"%PDF-1.7\n").await;
    let Act::Say { content, .. } = item(&send(&stand, &token, "two", "", &[&alone]).await).act else { panic!() };
    assert_eq!((content.kind, content.text), (ContentKind::File, None));
}

// proves S4, CH-14: what the channel does not take is refused before a byte is sent, with its reason
#[tokio::test]
async fn what_is_not_taken_is_refused_before_it_is_sent() {
    let stand = open().await;
    let token = guest(&stand).await;
    let before = stand.contents();
    let most = 25 << 20;
    for (content_type, size, code) in [
        ("image/svg+xml", 10, "file_type"),
        ("text/html", 10, "file_type"),
        ("application/x-msdownload", 10, "file_type"),
        ("", 10, "file_type"),
        ("image/png", 0, "file_empty"),
        ("image/png", most + 1, "file_large"),
    ] {
        let refused = offer(&stand, &token, content_type, size).await;
        assert_eq!((refused.status, &refused.json()["error"]["code"]), (400, &json!(code)), "{content_type} {size}");
        assert!(refused.json()["error"]["message"].as_str().unwrap().contains(": "), "{refused:?}");
    }
    assert_eq!(offer(&stand, &token, "image/png", most + 1).await.json()["error"]["most"], json!(most));
    for body in [json!({}), json!({ "type": "image/png" }), json!({ "type": "image/png", "size": -1 })] {
        assert_eq!(Request::new("POST", "uploads").by(&token).json(&body).send(&stand).await.status, 400, "{body}");
    }
    let body = json!({ "name": "a", "type": "image/png", "size": 16 });
    assert_eq!(Request::new("POST", "uploads").json(&body).send(&stand).await.status, 401, "without a session");
    assert_eq!(Request::new("POST", "uploads").by("other").json(&body).send(&stand).await.status, 401);
    let elsewhere = Request::new("POST", "uploads").by(&token).header("origin", Some("https://other.example")).json(&body);
    assert_eq!(elsewhere.send(&stand).await.status, 403);
    assert_eq!(Request::new("POST", "uploads").at("other").by(&token).json(&body).send(&stand).await.status, 403);
    assert_eq!(stand.contents(), before, "nothing is kept of what is refused");
    assert_eq!(offer(&stand, &token, "image/png", most).await.status, 201);
}

// proves S1, S4: a lying type, another session's file, one that never came, and what no messenger sends: refused, and nothing is said
#[tokio::test]
async fn a_message_with_a_wrong_file_is_refused() {
    let stand = open().await;
    let (token, other) = (guest(&stand).await, guest(&stand).await);
    let lying = uploaded(&stand, &token, "image/png", b"%PDF-1.7\n").await;
    let harmful = uploaded(&stand, &token, "image/png", b"MZ\x90\0\x03\0\0\0").await;
    let page = uploaded(&stand, &token, "text/plain", b"<script>alert(1)</script>").await;
    let others = uploaded(&stand, &other, "image/png", PNG).await;
    let never = offer(&stand, &token, "image/png", 16).await.json()["upload"].as_str().unwrap().to_owned();
    let unknown = UploadId::at(stand.now(), &[b"unknown"]).to_string();
    for (upload, code) in [
        (&lying, "file_type"),
        (&harmful, "file_dangerous"),
        (&page, "file_dangerous"),
        (&others, "file_gone"),
        (&never, "file_gone"),
        (&unknown, "file_gone"),
    ] {
        let refused = send(&stand, &token, "one", "Look", &[upload]).await;
        assert_eq!((refused.status, &refused.json()["error"]["code"]), (400, &json!(code)), "{refused:?}");
        assert!(refused.published.is_empty());
    }
    let good = uploaded(&stand, &token, "image/png", PNG).await;
    let six = [good.as_str(); 6];
    let tapped = json!({ "client_id": "t", "text": "M", "choice": "size-m", "attachments": [good] });
    let odd = json!({ "client_id": "t", "text": "M", "attachments": ["upl_../../media/1"] });
    assert_eq!(send(&stand, &token, "five", "", &six[..5]).await.status, 202);
    stand.deps.files.delete(&media::brought(id(&good)), stand.now()).await.unwrap();
    assert_eq!(send(&stand, &token, "one", "Look", &six).await.json()["error"]["code"], "invalid");
    for body in [tapped, odd] {
        let refused = Request::new("POST", "messages").by(&token).json(&body).send(&stand).await;
        assert_eq!((refused.status, refused.published.len()), (400, 0), "{body}");
    }
    let taken: Vec<_> = stand.deps.files.all().into_keys().filter(|key| key.starts_with("brought/")).collect();
    assert_eq!(taken, Vec::<String>::new());
    // The same message goes without what was wrong, and whoever it belongs to may still send theirs.
    assert_eq!(send(&stand, &token, "one", "Look", &[&good]).await.status, 202);
    assert_eq!(send(&stand, &other, "one", "Mine", &[&others]).await.status, 202);
    assert_eq!(say(&stand, &token, "two", "Words alone").await.status, 202);
}

// proves CH-14: a customer sees what they sent, by links that are new with every reading
#[tokio::test]
async fn what_was_sent_is_shown_by_new_links() {
    let stand = open().await;
    let token = guest(&stand).await;
    let upload = uploaded(&stand, &token, "image/png", PNG).await;
    let said = item(&send(&stand, &token, "one", "", &[&upload]).await);
    let Act::Say { content, .. } = said.act.clone() else { panic!() };
    let conversation = held(&said, "jiwoo");
    stand.has(&conversation).await;
    let body = Body::Customer {
        external_id: Some("one".into()),
        author: said.author.clone(),
        content_type: ContentType::PrivateMessage,
        content: Some(content),
        analysis: None,
        changed: None,
        why: Default::default(),
    };
    let (id, at) = (said.message(), said.at);
    let row = Message { id, conversation: conversation.id, seq: 1, at, visibility: Visibility::Private, body };
    stand.row(&conversation.thread, &row).await;
    let shown = async || -> Value { Request::new("GET", "messages").by(&token).send(&stand).await.json() };
    let first = shown().await;
    let file = &first["messages"][0]["files"][0];
    assert_eq!((&file["kind"], &file["name"], &first["fresh"]), (&json!("image"), &json!("영수증.png"), &json!(3_600)));
    let url = file["url"].as_str().unwrap();
    assert!(url.contains(&format!("brought/{upload}")) && url.ends_with("until=2026-11-20T15:30:00.000Z"), "{url}");
    stand.pass(DAY);
    let later = shown().await;
    let url = later["messages"][0]["files"][0]["url"].as_str().unwrap();
    assert!(url.ends_with("until=2026-11-21T15:30:00.000Z"), "{url}");
}

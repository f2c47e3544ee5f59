use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use aws_lambda_events::sqs::{SqsBatchResponse, SqsEvent};
use domain::{
    event::{Envelope, Payload},
    id::{EnvelopeId, MessageId, TraceId, UploadId},
    inbound::{Attachment, ContentKind},
    media::{Keep, LARGEST, Media, brought, key},
    platform::Platform,
    thread::Thread,
    time::Timestamp,
};
use http::{HeaderMap, StatusCode};
use runtime::{Answer, Ask, Clock, Config, Deps, File, Http, NoAnswer, Secret, Wire};
use serde_json::{Value, json};

use crate::{hostile::HOSTILE, invocation::sqs};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

fn now() -> Timestamp {
    Timestamp::from_millis(1_795_167_000_000)
}

fn message() -> MessageId {
    MessageId::at(now(), &[b"m"])
}

/// The step, a web that answers as told, and what the web was asked.
struct Step {
    deps: Deps,
    asked: Arc<Mutex<Vec<Ask>>>,
}

fn answer(status: StatusCode, body: &[u8]) -> Result<Answer, NoAnswer> {
    Ok(Answer { status: status.as_u16(), headers: HeaderMap::new(), body: body.to_vec() })
}

impl Step {
    async fn among(web: impl Fn(&Ask) -> Result<Answer, NoAnswer> + Send + Sync + 'static) -> Self {
        let asked: Arc<Mutex<Vec<Ask>>> = Arc::default();
        let seen = asked.clone();
        let wires = [
            (Wire::LineDataApi, "https://line-data.test".to_owned()),
            (Wire::MetaApi, "https://meta.test/v25.0".to_owned()),
            (Wire::TelegramApi, "https://telegram.test".to_owned()),
        ];
        let http = Http::memory(move |ask| {
            seen.lock().unwrap().push(ask.clone());
            web(ask)
        });
        let deps = Deps { http, ..Deps::memory(Clock::by_hand(now()), Config::of(wires)) };
        for platform in Platform::ALL {
            let texts = [("token", "7000:token"), ("signing", "secret")].map(|(name, text)| (name.into(), vec![text.into()]));
            deps.secrets.put(platform, &"shop".parse().unwrap(), Secret::new(BTreeMap::from(texts))).await.unwrap();
        }
        Self { deps, asked }
    }

    async fn handle(&self, media: Media, attempt: u32) -> SqsBatchResponse {
        let id = EnvelopeId::at(now(), &[b"e"]);
        let thread: Thread = serde_json::from_value(json!("line:shop:u1")).unwrap();
        let envelope = Envelope::begin(id, TraceId::at(now(), &[b"t"]), now(), thread, Payload::from(media));
        let mut event = sqs(&[envelope]);
        event["Records"][0]["attributes"]["ApproximateReceiveCount"] = Value::String(attempt.to_string());
        let event: SqsEvent = serde_json::from_value(event).unwrap();
        media::handle(event, &self.deps).await
    }

    /// What lies there after a file was kept once, and again.
    async fn kept(&self, platform: Platform, attachment: Attachment) -> File {
        let keep = || Media::Keep(Box::new(keep(platform, attachment.clone())));
        let response = self.handle(keep(), 1).await;
        assert!(response.batch_item_failures.is_empty(), "{platform}: {response:?}");
        let first = self.deps.files.all();
        self.handle(keep(), 2).await;
        assert_eq!(self.deps.files.all(), first, "a second delivery changes nothing");
        first[&key(message(), 0)].clone()
    }
}

fn keep(platform: Platform, attachment: Attachment) -> Keep {
    Keep { message: message(), place: 0, platform, account: "shop".parse().unwrap(), attachment }
}

fn at(url: &str) -> Attachment {
    Attachment { kind: ContentKind::Image, url: Some(url.into()), reference: None, label: None }
}

fn called(reference: &str) -> Attachment {
    Attachment { kind: ContentKind::Image, url: None, reference: Some(reference.into()), label: None }
}

// proves ING-17: each platform's files by each platform's way, with the token where it is needed and nowhere else
#[tokio::test]
async fn a_file_is_got_the_way_of_its_platform() {
    for (platform, attachment, calls) in [
        (
            Platform::Facebook,
            at("https://scontent.xx.fbcdn.net/v/1.png?oh=1"),
            vec![("https://scontent.xx.fbcdn.net/v/1.png?oh=1", false)],
        ),
        (Platform::Instagram, at("https://lookaside.fbsbx.com/ig/1"), vec![("https://lookaside.fbsbx.com/ig/1", false)]),
        (
            Platform::Line,
            called("461230966842064897"),
            vec![("https://line-data.test/v2/bot/message/461230966842064897/content", true)],
        ),
        (
            Platform::WhatsApp,
            called("1234"),
            vec![("https://meta.test/v25.0/1234?appsecret_proof=", true), ("https://lookaside.fbsbx.com/whatsapp/1234", true)],
        ),
        (
            Platform::Telegram,
            called("AgAC_1-2"),
            vec![
                ("https://telegram.test/bot7000:token/getFile", false),
                ("https://telegram.test/file/bot7000:token/photos/file_1.jpg", false),
            ],
        ),
        (Platform::X, at("https://pbs.twimg.com/media/1.jpg"), vec![("https://pbs.twimg.com/media/1.jpg", false)]),
        (Platform::X, at("https://ton.x.com/1.1/ton/data/dm/1"), vec![("https://ton.x.com/1.1/ton/data/dm/1", true)]),
        (Platform::Open, at("https://files.bridge.example/1.png"), vec![("https://files.bridge.example/1.png", false)]),
    ] {
        let step = Step::among(|ask| match ask.url.as_str() {
            url if url.starts_with("https://meta.test/") => {
                answer(StatusCode::OK, br#"{"url":"https://lookaside.fbsbx.com/whatsapp/1234","mime_type":"text/html"}"#)
            }
            url if url.ends_with("/getFile") => {
                answer(StatusCode::OK, br#"{"ok":true,"result":{"file_path":"photos/file_1.jpg"}}"#)
            }
            _ => answer(StatusCode::OK, PNG),
        })
        .await;
        let file = step.kept(platform, attachment).await;
        assert_eq!((file.content_type.as_str(), file.bytes.as_slice(), file.note), ("image/png", PNG, None), "{platform}");
        let asked = step.asked.lock().unwrap();
        assert_eq!(asked.len(), 2 * calls.len(), "{platform}");
        for (ask, (url, token)) in asked.iter().zip(calls) {
            assert!(ask.url.starts_with(url), "{platform}: {}", ask.url);
            assert_eq!(ask.headers.contains_key("authorization"), token, "{platform}: {}", ask.url);
            assert!(!format!("{ask:?}").contains("7000:token"), "{ask:?}");
        }
    }
}

// proves CH-14, S4: a file of the web messenger is here already: looked into and kept, and nobody is asked for it
#[tokio::test]
async fn a_file_of_the_web_messenger_is_looked_into_and_kept() {
    let step = Step::among(|ask| panic!("{ask:?} was called")).await;
    let upload = UploadId::at(now(), &[b"u"]);
    let put = async |bytes: &[u8]| {
        let file = File { content_type: "image/png".into(), bytes: bytes.into(), note: None };
        step.deps.files.put(&brought(upload), file, now()).await.unwrap();
    };
    put(PNG).await;
    let file = step.kept(Platform::Web, called(&upload.to_string())).await;
    assert_eq!((file.content_type.as_str(), file.bytes.as_slice(), file.note), ("image/png", PNG, None));
    for (bytes, why) in
        [(&b"MZ\x90\0\x03\0\0\0"[..], "dangerous"), (b"<html>", "dangerous"), (&vec![0; LARGEST + 1], "too_large")]
    {
        put(bytes).await;
        let file = step.kept(Platform::Web, called(&upload.to_string())).await;
        assert_eq!((file.note.as_deref(), file.bytes.len()), (Some(why), 0));
    }
    for nowhere in [UploadId::at(now(), &[b"v"]).to_string(), "../media/1".into(), String::new()] {
        assert_eq!(step.kept(Platform::Web, called(&nowhere)).await.note.as_deref(), Some("gone"), "{nowhere}");
    }
}

// proves S4: 92 addresses that others chose, on a channel that takes any public host, and not one call
#[tokio::test]
async fn no_hostile_address_is_called() {
    let step = Step::among(|ask| panic!("{ask:?} was called")).await;
    assert!(HOSTILE.len() >= 60);
    println!("{} hostile addresses", HOSTILE.len());
    for address in HOSTILE {
        let file = step.kept(Platform::Open, at(address)).await;
        assert_eq!((file.note.as_deref(), file.bytes.len()), (Some("forbidden"), 0), "{address}");
    }
}

// proves S4: a platform's files are fetched from the platform's hosts, whatever a message says
#[tokio::test]
async fn a_message_cannot_send_us_to_another_host() {
    let step = Step::among(|ask| panic!("{ask:?} was called")).await;
    for (platform, address) in [
        (Platform::Facebook, "https://files.example/1.png"),
        (Platform::Facebook, "https://fbcdn.net.files.example/1.png"),
        (Platform::Facebook, "https://evilfbcdn.net/1.png"),
        (Platform::Facebook, "https://files.example/?scontent.xx.fbcdn.net"),
        (Platform::Facebook, "https://files.example\\.fbcdn.net/1.png"),
        (Platform::Facebook, "https://files.example#.fbcdn.net/"),
        (Platform::Facebook, "https://8.8.8.8/"),
        (Platform::Instagram, "https://pbs.twimg.com/1.png"),
        (Platform::X, "https://scontent.xx.fbcdn.net/1.png"),
        (Platform::X, "https://ton.x.com.files.example/1"),
        (Platform::Line, "https://files.example/1.png"),
        (Platform::Reddit, "https://files.example/1.png"),
        (Platform::LinkedIn, "https://files.example/1.png"),
    ] {
        let file = step.kept(platform, at(address)).await;
        assert_eq!(file.note.as_deref(), Some("forbidden"), "{platform} {address}");
    }
}

// proves S4: what a platform itself names is held to the same hosts, and nobody is followed
#[tokio::test]
async fn what_a_platform_answers_is_not_believed_either() {
    for (address, status) in [("https://169.254.169.254/", StatusCode::OK), ("https://files.example/1", StatusCode::OK)] {
        let step = Step::among(move |ask| match ask.url.starts_with("https://meta.test/") {
            true => answer(status, json!({ "url": address }).to_string().as_bytes()),
            false => panic!("{ask:?} was called"),
        })
        .await;
        assert_eq!(step.kept(Platform::WhatsApp, called("1")).await.note.as_deref(), Some("forbidden"), "{address}");
    }
    for path in ["../../bot1:other/getMe", "a//b", "", "a?b=c", "a b", "files/%2e%2e/x"] {
        let step = Step::among(move |ask| match ask.url.ends_with("/getFile") {
            true => answer(StatusCode::OK, json!({ "ok": true, "result": { "file_path": path } }).to_string().as_bytes()),
            false => panic!("{ask:?} was called"),
        })
        .await;
        assert_eq!(step.kept(Platform::Telegram, called("f1")).await.note.as_deref(), Some("gone"), "{path}");
    }
    let step = Step::among(|_| answer(StatusCode::FOUND, b"")).await;
    assert_eq!(step.kept(Platform::Open, at("https://files.example/1")).await.note.as_deref(), Some("forbidden"));
}

// proves ING-17: size and kind are what they are, not what they are called
#[tokio::test]
async fn what_is_too_large_or_would_run_is_not_kept() {
    for (bytes, why) in [
        (vec![0; LARGEST + 1], Some("too_large")),
        (vec![0; LARGEST], None),
        (b"MZ\x90\0\x03\0\0\0".to_vec(), Some("dangerous")),
        (b"<svg onload=alert(1)>".to_vec(), Some("dangerous")),
    ] {
        let step = Step::among(move |_| answer(StatusCode::OK, &bytes)).await;
        assert_eq!(step.kept(Platform::Open, at("https://files.example/1.png")).await.note.as_deref(), why);
    }
}

// proves F12: what may come later is asked for later; what will not is said; a token that opens nothing waits for a person
#[tokio::test]
async fn trouble_of_a_platform_is_waited_out_or_said() {
    let image = || Media::Keep(Box::new(keep(Platform::Line, called("1"))));
    for status in [StatusCode::ACCEPTED, StatusCode::TOO_MANY_REQUESTS, StatusCode::SERVICE_UNAVAILABLE] {
        let step = Step::among(move |_| answer(status, b"")).await;
        assert_eq!(step.handle(image(), 1).await.batch_item_failures.len(), 1, "{status}");
        assert!(step.deps.files.all().is_empty() && step.deps.bus.take().dead.is_empty());
        assert!(step.handle(image(), 7).await.batch_item_failures.is_empty());
        assert_eq!(step.deps.files.all()[&key(message(), 0)].note.as_deref(), Some("unavailable"));
        assert_eq!(step.deps.bus.take().dead.len(), 1, "an operator can send it back");
    }
    let step = Step::among(|_| Err(NoAnswer::Silence("time-out".into()))).await;
    assert_eq!(step.handle(image(), 1).await.batch_item_failures.len(), 1);
    let gone = Step::among(|_| answer(StatusCode::GONE, b"")).await;
    assert_eq!(gone.kept(Platform::Line, called("1")).await.note.as_deref(), Some("gone"));
    let shut = Step::among(|_| answer(StatusCode::UNAUTHORIZED, b"")).await;
    assert!(shut.handle(image(), 1).await.batch_item_failures.is_empty());
    let dead = shut.deps.bus.take().dead;
    assert!(dead.len() == 1 && dead[0].reason.contains("an administrator must connect it again"), "{dead:?}");
}

// proves CH-23: what its author takes back is gone, and taking it back twice is taking it back
#[tokio::test]
async fn a_forgotten_file_is_gone() {
    let step = Step::among(|_| answer(StatusCode::OK, PNG)).await;
    step.kept(Platform::Line, called("1")).await;
    for _ in 0..2 {
        let response = step.handle(Media::Forget { message: message(), place: 0 }, 1).await;
        assert!(response.batch_item_failures.is_empty());
        assert!(step.deps.files.all().is_empty());
    }
}

//! What is not taken in, and what the caller is told.

use std::collections::BTreeMap;

use domain::platform::Platform;
use serde_json::Value;

use crate::{
    gateway::{Answered, binary, door, knock, line, request, sample, twice},
    stand::{Stand, invocation::stored},
};

fn code(answered: &Answered) -> (i64, String) {
    let body: Value = serde_json::from_str(&answered.body).unwrap_or_else(|_| panic!("{answered:?}"));
    assert!(body["error"]["message"].as_str().is_some_and(|message| !message.is_empty()), "{answered:?}");
    (answered.status, body["error"]["code"].as_str().unwrap().to_owned())
}

fn nothing(answered: &Answered) -> bool {
    answered.published.is_empty() && answered.dead.is_empty()
}

// proves ING-01, S1, I3: nothing is stored of what is not from its platform
#[tokio::test]
async fn a_forged_delivery_is_refused_and_leaves_nothing() {
    for (name, header) in [("line/text", "x-line-signature"), ("instagram/dm-text", "x-hub-signature-256")] {
        let sample = sample(name);
        let good = sample.event();
        let signature = sample.headers[header].clone();
        let changed = |change: &dyn Fn(&mut Value)| {
            let mut event = good.clone();
            change(&mut event);
            event
        };
        let forgeries = [
            (
                "no signature",
                changed(&|event| {
                    event["headers"].as_object_mut().unwrap().remove(header);
                }),
            ),
            ("an empty one", changed(&|event| event["headers"][header] = "".into())),
            ("half of one", changed(&|event| event["headers"][header] = signature[..signature.len() - 4].into())),
            ("two of them", changed(&|event| event["headers"][header] = format!("{signature},{signature}").into())),
            ("another body", changed(&|event| event["body"] = format!("{} ", sample.body).into())),
            ("a bit of the body", changed(&|event| event["body"] = sample.body.replacen('1', "3", 1).into())),
            (
                "no body",
                changed(&|event| {
                    event.as_object_mut().unwrap().remove("body");
                }),
            ),
            ("another account", changed(&|event| event["pathParameters"]["account"] = "other".into())),
        ];
        let stand = door(sample.platform(), &[&sample.secret]).await;
        for (what, event) in forgeries {
            let answered = twice(&stand, &event).await;
            assert_eq!(code(&answered), (401, "forged".into()), "{name}: {what}");
            assert!(nothing(&answered), "{name}: {what}");
            assert!(!answered.body.contains(&sample.secret) && !answered.body.contains(&signature), "{name}: {what}");
        }
        for (what, stand) in [
            ("another secret", door(sample.platform(), &["another secret"]).await),
            ("an empty secret", door(sample.platform(), &[""]).await),
            ("no secret yet", door(sample.platform(), &[]).await),
            ("an account nobody knows", Stand::new()),
        ] {
            let event = if what == "another secret" {
                stored("webhook", &format!("{}-forged", name.replace('/', "-")), &good)
            } else {
                good.clone()
            };
            let answered = twice(&stand, &event).await;
            assert_eq!((code(&answered).0, nothing(&answered)), (401, true), "{name}: {what}");
        }
    }
}

// proves ING-01, F17, S1: during a rotation both secrets are live, and an older one is not
#[tokio::test]
async fn both_secrets_of_a_rotation_are_taken_and_no_third() {
    let sample = sample("line/text");
    for (secrets, status) in
        [(vec![sample.secret.as_str(), "new"], 200), (vec!["new", sample.secret.as_str()], 200), (vec!["new", "newer"], 401)]
    {
        let stand = door(Platform::Line, &secrets).await;
        assert_eq!(knock(&stand, &sample.event()).await.status, status, "{secrets:?}");
    }
}

// proves I27: a secret opens its own platform's door only
#[tokio::test]
async fn a_secret_of_another_platform_opens_nothing() {
    let sample = sample("line/text");
    let stand = door(Platform::Instagram, &[&sample.secret]).await;
    assert_eq!(knock(&stand, &sample.event()).await.status, 401);
}

// proves S8: too much, and for nobody
#[tokio::test]
async fn what_is_too_large_or_for_nobody_is_refused_before_anything_is_read() {
    let stand = door(Platform::Line, &["secret"]).await;
    let headers = BTreeMap::new();
    let largest = vec![b' '; channels::LARGEST];
    let larger = vec![b'['; channels::LARGEST + 1];
    let base64 = {
        let mut event = line("secret", b"{}");
        event["body"] = "this is not base64!".into();
        event
    };
    for (what, event, status, expected) in [
        ("too large", line("secret", &larger), 413, "too_large"),
        (
            "too large and unsigned",
            request("POST", "/in/line/demo", "", &headers, Some(&"[".repeat(channels::LARGEST + 1))),
            413,
            "too_large",
        ),
        ("not the base64 it says it is", base64, 400, "unreadable"),
        ("no platform", request("POST", "/in/myspace/demo", "", &headers, Some("{}")), 404, "unknown_platform"),
        ("no account at all", request("POST", "/in/line/%00", "", &headers, Some("{}")), 404, "unknown_account"),
        ("no path at all", request("POST", "/", "", &headers, Some("{}")), 404, "unknown_platform"),
    ] {
        let answered = twice(&stand, &event).await;
        assert_eq!((code(&answered), nothing(&answered)), ((status, expected.to_owned()), true), "{what}");
    }
    // The largest itself is read: it is signed, and holds nothing.
    assert_eq!(knock(&stand, &line("secret", &largest)).await.status, 200);
}

// proves CH-03, ING-01: Meta asks whether the address is ours
#[tokio::test]
async fn the_challenge_of_meta_is_answered_only_with_the_right_token() {
    let ask = |query: &str| request("GET", "/in/instagram/demo", query, &BTreeMap::new(), None);
    let right = "hub.mode=subscribe&hub.verify_token=open sesame&hub.challenge=1158201444";
    let stand = door(Platform::Instagram, &["secret"]).await;
    let answered = twice(&stand, &stored("webhook", "instagram-challenge", &ask(right))).await;
    assert_eq!((answered.status, answered.body.as_str(), nothing(&answered)), (200, "1158201444", true));
    for query in [
        "hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=1158201444",
        "hub.mode=unsubscribe&hub.verify_token=open sesame&hub.challenge=1158201444",
        "hub.mode=subscribe&hub.challenge=1158201444",
        "hub.mode=subscribe&hub.verify_token=open sesame",
        "",
    ] {
        let answered = twice(&stand, &ask(query)).await;
        assert_eq!((answered.status, answered.body.as_str()), (403, ""), "{query}");
    }
    assert_eq!(knock(&Stand::new(), &ask(right)).await.status, 403, "an account nobody knows");
    let line = request("GET", "/in/line/demo", right, &BTreeMap::new(), None);
    assert_eq!(knock(&door(Platform::Line, &["secret"]).await, &line).await.status, 404, "LINE asks no such thing");
}

// proves I2, ING-02, R2: no 2xx before everything is durable
#[tokio::test]
async fn when_nothing_can_be_stored_the_platform_is_told_to_come_again() {
    let (text, broken) = (sample("line/text"), line(&sample("line/text").secret, b"not json"));
    for (what, event) in [
        ("a delivery", text.event()),
        ("a body for the dead letters", broken),
        ("in base64", binary(text.event(), text.body.as_bytes())),
    ] {
        let stand = door(Platform::Line, &[&text.secret]).await;
        stand.deps.bus.refuse(2);
        let answered = twice(&stand, &event).await;
        assert_eq!((code(&answered), nothing(&answered)), ((503, "not_stored".into()), true), "{what}");
        assert_eq!(answered.retry_after.as_deref(), Some("1"), "{what}");
        let answered = knock(&stand, &event).await;
        assert_eq!((answered.status, nothing(&answered)), (200, false), "{what}: and then it is taken");
    }
    // Where secrets cannot be read nobody can be told from a forger.
    let mut stand = door(Platform::Line, &[&text.secret]).await;
    stand.deps.secrets = runtime::Secrets::nowhere();
    assert_eq!(code(&knock(&stand, &text.event()).await), (503, "not_stored".into()));
}

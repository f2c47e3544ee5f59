//! Who may speak, for whom, and how long.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    event::Payload,
    time::{HOUR, SECOND},
};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::{
    page::{Heard, Request, SECRET, SHOP, guest, open, say},
    stand::Stand,
};

fn identity(claims: &Value) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", part(&json!({ "alg": "HS256" })), part(claims));
    let mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap().chain_update(signed.as_bytes()).finalize();
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(mac.into_bytes()))
}

async fn known(stand: &Stand, sub: &str) -> Heard {
    let claims = json!({ "sub": sub, "name": "Mina", "exp": stand.now().seconds() + 60 });
    Request::new("POST", "sessions").json(&json!({ "identity": identity(&claims) })).send(stand).await
}

/// Who wrote what was published.
fn author(heard: &Heard) -> domain::inbound::Author {
    let [envelope] = &heard.published[..] else { panic!("{heard:?}") };
    let Payload::Ingest(ingest) = &envelope.payload else { panic!("{heard:?}") };
    ingest.item.author.clone().unwrap()
}

// proves CH-14: only the pages an administrator has named may call, preflight and answer alike
#[tokio::test]
async fn pages_that_are_not_named_may_not_call() {
    let stand = open().await;
    for origin in
        [None, Some("https://evil.example"), Some("null"), Some("https://shop.example.evil.example"), Some("http://shop.example")]
    {
        for (method, what) in [("OPTIONS", "messages"), ("POST", "sessions"), ("GET", "messages")] {
            let refused = Request::new(method, what).header("origin", origin).json(&json!({})).send(&stand).await;
            assert_eq!((refused.status, refused.origin.clone()), (403, None), "{origin:?} {method} {refused:?}");
        }
    }
    let preflight = Request::new("OPTIONS", "messages").send(&stand).await;
    assert_eq!((preflight.status, preflight.origin.as_deref()), (204, Some(SHOP)));
    // An error, too, can be read by the page that may call.
    let unknown = Request::new("GET", "messages").by("none").send(&stand).await;
    assert_eq!((unknown.status, unknown.origin.as_deref()), (401, Some(SHOP)));
    assert_eq!(Request::new("GET", "messages").at("nobody").send(&stand).await.status, 404);
    assert_eq!(Request::new("GET", "secrets").send(&stand).await.status, 404);
}

// proves S2: a token speaks for its own session, in its own deployment
#[tokio::test]
async fn a_token_is_good_for_one_deployment() {
    let stand = open().await;
    let (one, two) = (guest(&stand).await, guest(&stand).await);
    let (first, second) = (author(&say(&stand, &one, "a", "1").await), author(&say(&stand, &two, "a", "2").await));
    assert_ne!(first.id, second.id);
    assert!(!first.id.contains(&one) && !one.contains(&first.id));
    let elsewhere = Request::new("GET", "messages").at("other").header("origin", Some("https://other.example")).by(&one);
    assert_eq!(elsewhere.send(&stand).await.status, 401);
    assert!(!format!("{:?}", stand.contents()).contains(&one), "only the hash of a token is stored");
}

// proves CH-14, S2: a customer whom the company's page vouches for is one person on every device; a guest cannot be them
#[tokio::test]
async fn a_known_customer_is_the_same_on_every_device() {
    let stand = open().await;
    let (phone, desk) = (known(&stand, "customer-7").await, known(&stand, "customer-7").await);
    assert_eq!((phone.status, &phone.json()["known"]), (201, &json!(true)));
    let (phone, desk) = (phone.json()["token"].clone(), desk.json()["token"].clone());
    assert_ne!(phone, desk);
    let mut authors = vec![];
    for token in [&phone, &desk] {
        authors.push(author(&say(&stand, token.as_str().unwrap(), "m", "hello").await));
    }
    assert_eq!(authors[0], authors[1]);
    assert_eq!((authors[0].id.as_str(), authors[0].name.as_deref()), ("c-customer-7", Some("Mina")));
    let forged = Request::new("POST", "sessions").json(&json!({ "identity": "a.b.c" })).send(&stand).await;
    assert_eq!((forged.status, &forged.json()["error"]["code"]), (401, &json!("identity")));
}

// proves RTE-06: after 72 hours without a message the session is over, to the second
#[tokio::test]
async fn a_session_is_over_after_72_hours() {
    let stand = open().await;
    let token = guest(&stand).await;
    say(&stand, &token, "a", "1").await;
    stand.pass(72 * HOUR);
    assert_eq!(Request::new("GET", "messages").by(&token).send(&stand).await.status, 200);
    stand.pass(SECOND);
    let over = Request::new("GET", "messages").by(&token).send(&stand).await;
    assert_eq!((over.status, &over.json()["error"]["code"]), (410, &json!("session_over")));
    let said = say(&stand, &token, "b", "2").await;
    assert_eq!((said.status, said.published.len()), (410, 0));
}

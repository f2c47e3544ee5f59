//! Who may speak, for whom, and how long.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    contact::Identity,
    event::{Payload, Route},
    platform::Platform,
    thread::Thread,
    time::{HOUR, SECOND},
};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::{
    page::{Heard, Request, SECRET, SHOP, guest, open, say},
    stand::{Stand, slug, threads::held},
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

/// A guest who has written, and whose conversation an agent has; with their token and their name.
async fn talking_guest(stand: &Stand) -> (String, String) {
    let token = guest(stand).await;
    let said = say(stand, &token, "first", "hello").await;
    let Payload::Ingest(ingest) = &said.published[0].payload else { panic!("{said:?}") };
    stand.has(&held(&ingest.item, "jiwoo")).await;
    (token, ingest.item.author.clone().unwrap().id)
}

/// Signs in on the page where the guest of `token` has been.
async fn signs_in(stand: &Stand, sub: &str, token: &str) -> Heard {
    let claims = json!({ "sub": sub, "name": "Mina", "exp": stand.now().seconds() + 60 });
    Request::new("POST", "sessions").by(token).json(&json!({ "identity": identity(&claims) })).send(stand).await
}

fn web(user: &str) -> Identity {
    Identity { platform: Platform::Web, account: slug("help"), user: user.into() }
}

fn token(heard: &Heard) -> String {
    heard.json()["token"].as_str().unwrap().to_owned()
}

// proves IDN-03, CH-14: a guest who signs in goes on with what they wrote, on every device from then on, as one person
#[tokio::test]
async fn a_guest_who_signs_in_goes_on() {
    let stand = open().await;
    let (was, name) = talking_guest(&stand).await;
    let signed = signs_in(&stand, "customer-7", &was).await;
    assert_eq!((signed.status, &signed.json()["known"]), (201, &json!(true)));
    let [join] = &signed.published[..] else { panic!("{signed:?}") };
    assert_eq!(join.payload, Payload::Route(Route::Join { guest: web(&name), known: web("c-customer-7") }));
    assert!(join.thread.as_str().starts_with("join:"), "what they wrote last does not wait for it");
    let now = author(&say(&stand, &token(&signed), "second", "it is me").await);
    assert_eq!((now.id.as_str(), now.name.as_deref()), (name.as_str(), Some("Mina")), "the same thread, and a name");
    let phone = known(&stand, "customer-7").await;
    assert_eq!(author(&say(&stand, &token(&phone), "third", "and on my phone").await).id, name);
    // The guest's token is spent: whoever uses the browser next reads nothing.
    assert_eq!(Request::new("GET", "messages").by(&was).send(&stand).await.status, 401);
    // The answer was lost, and the page signs in again.
    let again = signs_in(&stand, "customer-7", &was).await;
    assert_eq!(author(&say(&stand, &token(&again), "fourth", "hello?").await).id, name);
}

// proves IDN-01, IDN-03: two customers who sign in are never made one, and a guest who wrote nothing brings nothing along
#[tokio::test]
async fn what_a_guest_wrote_is_claimed_once() {
    let stand = open().await;
    let (was, name) = talking_guest(&stand).await;
    let (first, second) = (signs_in(&stand, "customer-7", &was).await, signs_in(&stand, "customer-8", &was).await);
    assert_eq!((first.published.len(), second.published.len()), (1, 0));
    assert_eq!(author(&say(&stand, &token(&second), "m", "hello").await).id, "c-customer-8");
    // Neither does a signed-in customer's own token make another of them.
    let third = signs_in(&stand, "customer-9", &token(&first)).await;
    assert_eq!(author(&say(&stand, &token(&third), "m", "hello").await).id, "c-customer-9");
    assert!(store::messenger::claim(&stand.deps.table, &slug("help"), &name, "c-customer-7").await.unwrap());
    let silent = guest(&stand).await;
    let fourth = signs_in(&stand, "customer-4", &silent).await;
    assert_eq!(
        (fourth.published.len(), author(&say(&stand, &token(&fourth), "m", "hello").await).id.as_str()),
        (0, "c-customer-4")
    );
}

// proves IDN-03: a customer who has written before keeps their own thread, and the guest's conversation for as long as it lasts
#[tokio::test]
async fn a_returning_customer_finishes_what_the_guest_began() {
    let stand = open().await;
    let before = known(&stand, "customer-7").await;
    let said = say(&stand, &token(&before), "old", "hello").await;
    let Payload::Ingest(ingest) = &said.published[0].payload else { panic!("{said:?}") };
    stand.has(&held(&ingest.item, "jiwoo")).await;
    let (was, name) = talking_guest(&stand).await;
    let signed = signs_in(&stand, "customer-7", &was).await;
    let [join] = &signed.published[..] else { panic!("{signed:?}") };
    assert_eq!(join.payload, Payload::Route(Route::Join { guest: web(&name), known: web("c-customer-7") }));
    assert_eq!(author(&say(&stand, &token(&signed), "m", "here I am").await).id, name, "what is open goes on");
    assert_eq!(author(&say(&stand, &token(&before), "m", "and there").await).id, "c-customer-7");
    let later = known(&stand, "customer-7").await;
    assert_eq!(author(&say(&stand, &token(&later), "m", "later").await).id, "c-customer-7");
    let thread = Thread::between(Platform::Web, &slug("help"), &name, None);
    assert!(store::conversation::of_thread(&stand.deps.table, &thread).await.unwrap().is_some());
}

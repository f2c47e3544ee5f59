//! What sending promises, whatever the platform: one suite, unchanged for each adapter. A new adapter is in it as soon as it
//! declares what it does; the compiler asks for its account and its word.

use channels::{capabilities, limits};
use domain::{
    event::{Call, Payload},
    inbound::{Act, Item},
    message::{DeliveryState, FailureReason},
    platform::{ContentType, Platform, Visibility},
    reply::Target,
};
use runtime::Secret;

use crate::{
    platform::{Calls, Says, delivery, platforms, send},
    stand::{
        Stand,
        items::{direct, words},
        slug,
        threads::Answer,
    },
};

const ACCOUNT: &str = "one";

/// Every adapter that calls somebody: in the web messenger an answer is with the customer once it is written.
fn callers() -> impl Iterator<Item = Platform> {
    Platform::ALL.into_iter().filter(|platform| capabilities(*platform).is_some() && *platform != Platform::Web)
}

/// The brand's own id, the target of an answer, and the platform's word that it took one.
fn ways(platform: Platform) -> (&'static str, Target, &'static str) {
    let to = |customer: &str| Target::Direct { customer: customer.into() };
    let under = |comment: &str| Target::Comment { comment: comment.into() };
    match platform {
        Platform::Facebook | Platform::Instagram => ("100", to("6015"), r#"{"recipient_id":"6015","message_id":"taken"}"#),
        Platform::WhatsApp => ("100", to("6015"), r#"{"messaging_product":"whatsapp","messages":[{"id":"taken"}]}"#),
        Platform::X => ("100", to("6015"), r#"{"data":{"dm_event_id":"taken","dm_conversation_id":"1-2"}}"#),
        Platform::Line => {
            let person = "U00000000000000000000000000000002";
            ("U00000000000000000000000000000001", to(person), r#"{"sentMessages":[{"id":"taken"}]}"#)
        }
        Platform::LinkedIn => {
            ("urn:li:organization:1", under("urn:li:comment:(urn:li:activity:7,8)"), r#"{"id":"1","commentUrn":"taken"}"#)
        }
        Platform::Reddit => {
            ("harken_care", under("t1_c1"), r#"{"json":{"errors":[],"data":{"things":[{"kind":"t1","data":{"name":"taken"}}]}}}"#)
        }
        Platform::KakaoTalk => {
            ("project-1:app-1", to("Xj1bW5wlE5SR"), r#"{"message_id":"taken","accepted_time":"2026-01-01T02:53:22Z"}"#)
        }
        Platform::Sms => {
            ("project-1:app-1", to("46732001122"), r#"{"message_id":"taken","accepted_time":"2026-01-01T02:53:22Z"}"#)
        }
        Platform::Telegram => ("7000", to("6015"), r#"{"ok":true,"result":{"message_id":1,"chat":{"id":6015}}}"#),
        Platform::Open => ("integration-1", to("noa"), r#"{"messageId":"taken"}"#),
        Platform::Web => ("web", to("visitor"), "{}"),
    }
}

/// An answer on its way to a platform that says these things, one for each call.
async fn on_its_way(platform: Platform, says: &[Says]) -> (Stand, Calls, Answer) {
    let (own, target, _) = ways(platform);
    let mut stand = Stand::shop().await;
    let texts = [("token", "123456:token"), ("signing", "signing-secret"), ("notify_url", "https://bridge.example/harken")];
    let secret = Secret::new(texts.map(|(name, text)| (name.to_owned(), vec![text.to_owned()])).into());
    stand.deps.secrets.put(platform, &slug(ACCOUNT), secret).await.unwrap();
    let calls = platforms(&mut stand, says);
    let visibility = target.visibility();
    let content_type = if visibility == Visibility::Public { ContentType::Comment } else { ContentType::PrivateMessage };
    let act = Act::Say { external_id: Some("asked".into()), content_type, content: words("?") };
    let item = Item { platform, account: slug(ACCOUNT), visibility, act, ..direct("6015", "asked", "?", stand.now()) };
    let mut reply = stand.answered(&item, "오늘 출발했어요", target).await;
    if let Payload::Outbound(Call::Send { outbound, .. }) = &mut reply.command.payload {
        outbound.from = own.into();
    }
    (stand, calls, reply)
}

/// What the platform says when it took an answer. The body lives as long as the tests do.
fn taken(platform: Platform) -> Says {
    Says::This(200, ways(platform).2, &[])
}

fn has_retry_key(platform: Platform) -> bool {
    limits(platform, ways(platform).1.visibility()).is_some_and(|limits| limits.retry_key)
}

// proves I13, F12: a time-out, a lost connection and a 5xx after the platform may have taken it: asked again with the same key
// where there is one, and nowhere else
#[tokio::test]
async fn a_time_out_after_acceptance_makes_no_double() {
    for platform in callers() {
        for trouble in [Says::Silence, Says::This(500, "", &[]), Says::This(503, "<html>", &[])] {
            let (stand, calls, reply) = on_its_way(platform, &[trouble.clone(), taken(platform)]).await;
            let told = send(&stand, &reply, 1).await;
            let state = delivery(&stand, &reply).await.state;
            if has_retry_key(platform) {
                assert_eq!((told.failed.len(), state), (1, DeliveryState::Sending), "{platform} {trouble:?}");
                send(&stand, &reply, 2).await.smooth();
                let both = calls.all();
                let same =
                    |name: &str| both[0].headers.get(name).is_some() && both[0].headers.get(name) == both[1].headers.get(name);
                assert!(same("x-line-retry-key") || same("webhook-id"), "{platform}: not the same key");
                assert_eq!((calls.count(), delivery(&stand, &reply).await.state), (2, DeliveryState::Sent), "{platform}");
                continue;
            }
            assert_eq!((told.smooth().names(), state), (vec!["message.failed"], DeliveryState::Unsure), "{platform} {trouble:?}");
            for attempt in 2..4 {
                send(&stand, &reply, attempt).await.smooth();
            }
            assert_eq!((calls.count(), delivery(&stand, &reply).await.state), (1, DeliveryState::Unsure), "{platform}");
        }
    }
}

// proves F12: what certainly was not taken is sent later, and once
#[tokio::test]
async fn what_was_certainly_not_taken_goes_out_later_and_once() {
    for platform in callers() {
        for trouble in [Says::This(429, "", &[]), Says::NotReached] {
            let (stand, calls, reply) = on_its_way(platform, &[trouble.clone(), taken(platform)]).await;
            assert_eq!(send(&stand, &reply, 1).await.failed.len(), 1, "{platform} {trouble:?}");
            assert_eq!(delivery(&stand, &reply).await.state, DeliveryState::Queued, "{platform} {trouble:?}");
            assert_eq!(send(&stand, &reply, 2).await.smooth().names(), ["message.sent"], "{platform} {trouble:?}");
            send(&stand, &reply, 3).await.smooth();
            assert_eq!((calls.count(), delivery(&stand, &reply).await.state), (2, DeliveryState::Sent), "{platform}");
        }
    }
}

// proves G-7, CH-26: a token that has run out stops the answer, keeps it and says what to do; nobody asks on and on
#[tokio::test]
async fn an_expired_token_keeps_the_answer_and_says_what_to_do() {
    for platform in callers() {
        let (stand, calls, reply) = on_its_way(platform, &[Says::This(401, "", &[])]).await;
        let told = send(&stand, &reply, 1).await;
        assert_eq!((told.failed.len(), told.names()), (0, vec!["message.failed"]), "{platform}");
        let end = delivery(&stand, &reply).await;
        let failure = end.failure.unwrap();
        assert_eq!((end.state, failure.reason), (DeliveryState::Failed, FailureReason::NeedsAttention), "{platform}");
        assert!(failure.advice.contains("administrator"), "{platform}: {}", failure.advice);
        assert_eq!(send(&stand, &reply, 2).await.failed.len() + calls.count(), 1, "{platform}");
    }
}

// proves CH-26: a token that was renewed since this process read it is taken up at the first refusal, and the answer goes out once
#[tokio::test]
async fn a_renewed_token_is_taken_up_at_the_first_refusal() {
    for platform in callers().filter(|platform| *platform != Platform::Open) {
        let (stand, calls, reply) = on_its_way(platform, &[Says::This(401, "", &[]), taken(platform)]).await;
        // This process has read the old token, and remembers it for five minutes; the new one is set by another.
        stand.deps.secrets.get(platform, &slug(ACCOUNT), stand.now()).await.unwrap();
        let texts = [("token", "123456:renewed"), ("signing", "signing-secret")];
        let renewed = Secret::new(texts.map(|(name, text)| (name.to_owned(), vec![text.to_owned()])).into());
        stand.deps.secrets.behind(store::gate::Gated::default()).put(platform, &slug(ACCOUNT), renewed).await.unwrap();
        assert_eq!(send(&stand, &reply, 1).await.smooth().names(), ["message.sent"], "{platform}");
        assert_eq!((calls.count(), delivery(&stand, &reply).await.state), (2, DeliveryState::Sent), "{platform}");
    }
}

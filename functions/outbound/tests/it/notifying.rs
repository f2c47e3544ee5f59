//! Open messaging: answers as notifications to a bridge.

use domain::{
    inbound::Item,
    message::{DeliveryState, FailureReason},
    platform::{Platform, Visibility},
    reply::Target,
};
use runtime::Secret;

use crate::{
    platform::{Calls, Says, delivery, event, platforms, send},
    stand::{Stand, invocation::sqs, items::direct, slug, threads::Answer},
};

const BRIDGE: &str = "shop-open";
const GONE: Says = Says::This(502, "bad gateway", &[]);
const TAKEN: Says = Says::This(200, "{}", &[]);

async fn answered(url: Option<&str>, says: &[Says]) -> (Stand, Calls, Answer) {
    let mut stand = Stand::shop().await;
    let mut texts = vec![("token", vec!["bridge-token".to_owned()]), ("signing", vec!["one".to_owned(), "two".to_owned()])];
    texts.extend(url.map(|url| ("notify_url", vec![url.to_owned()])));
    let secret = Secret::new(texts.into_iter().map(|(name, texts)| (name.to_owned(), texts)).collect());
    stand.deps.secrets.put(Platform::Open, &slug(BRIDGE), secret).await.unwrap();
    let calls = platforms(&mut stand, says);
    let item = Item {
        platform: Platform::Open,
        account: slug(BRIDGE),
        visibility: Visibility::Private,
        ..direct("noa", "m1", "?", stand.now())
    };
    let reply = stand.answered(&item, "오늘 출발했어요", Target::Direct { customer: "noa".into() }).await;
    (stand, calls, reply)
}

const URL: &str = "https://bridge.example/harken?room=1";

// proves CH-12, S3: to the bridge's own address, signed for the moment, under the same id on every try
#[tokio::test]
async fn an_answer_is_a_signed_notification_to_the_bridges_own_address() {
    let (stand, calls, reply) = answered(Some(URL), &[GONE, Says::Silence, TAKEN]).await;
    for attempt in [1, 2] {
        assert_eq!(send(&stand, &reply, attempt).await.failed.len(), 1);
        stand.pass(600_000);
    }
    assert_eq!(send(&stand, &reply, 3).await.smooth().names(), ["message.sent"]);
    assert_eq!(delivery(&stand, &reply).await.state, DeliveryState::Sent);
    assert!(calls.all().iter().all(|ask| ask.url == URL), "{:?}", calls.all());
    let ids = calls.headers("webhook-id");
    assert!(ids.iter().all(|id| *id == reply.row.id.to_string()), "{ids:?}");
    let (times, signatures) = (calls.headers("webhook-timestamp"), calls.headers("webhook-signature"));
    assert!(times[0] < times[1] && times[1] < times[2], "{times:?}");
    assert!(signatures[0] != signatures[1] && signatures.iter().all(|both| both.split(' ').count() == 2), "{signatures:?}");
}

// proves CH-12: what nobody takes is put aside as a command that sends it again; that one works, and works once
#[tokio::test]
async fn a_notification_that_nobody_takes_is_put_aside_and_can_be_sent_back() {
    for (trouble, state) in [
        (GONE, DeliveryState::Unsure),
        (Says::NotReached, DeliveryState::Failed),
        (Says::This(410, "", &[]), DeliveryState::Failed),
    ] {
        let (mut stand, _, reply) = answered(Some(URL), &[trouble.clone(), trouble.clone()]).await;
        let told = send(&stand, &reply, 7).await;
        assert_eq!((told.failed.len(), told.names(), told.dead.len()), (0, vec!["message.failed"], 1), "{trouble:?}");
        assert_eq!(delivery(&stand, &reply).await.state, state);
        // The command itself, come again, sends nothing and puts nothing aside.
        let again = send(&stand, &reply, 8).await;
        assert_eq!((again.dead.len(), again.failed.len()), (0, 0));

        let back: domain::event::Envelope = serde_json::from_str(&told.dead[0].body).unwrap();
        assert_eq!((back.thread.to_string(), back.cause), (told.dead[0].group.clone().unwrap(), Some(reply.command.id)));
        let calls = platforms(&mut stand, &[TAKEN]);
        let sent = stand.twice(outbound::handle, &sqs(&[back])).await.smooth();
        assert_eq!((calls.count(), sent.names()), (1, vec!["message.sent"]), "{trouble:?}");
        assert_eq!(delivery(&stand, &reply).await.state, DeliveryState::Sent);
    }
}

// proves S4: nothing is told to an address inside, nor to none
#[tokio::test]
async fn no_notification_leaves_for_an_address_inside() {
    let inside = Some("https://169.254.169.254/latest/meta-data");
    for (url, reason) in [
        (None, FailureReason::NeedsAttention),
        (inside, FailureReason::Unavailable),
        (Some("http://bridge.example/"), FailureReason::Unavailable),
    ] {
        let (stand, calls, reply) = answered(url, &[]).await;
        let told = stand.once(outbound::handle, &crate::stand::invocation::again(&event(&reply), 7)).await;
        let end = delivery(&stand, &reply).await;
        assert_eq!(
            (told.names(), end.state, end.failure.unwrap().reason),
            (vec!["message.failed"], DeliveryState::Failed, reason),
            "{url:?}"
        );
        assert_eq!(calls.count(), 0, "{url:?}");
    }
}

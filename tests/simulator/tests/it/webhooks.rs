//! Delivery: signature, retries, copies, batches, forgeries, registration.

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use simulator::signature::sign;
use simulator::{Account, Batch, BatchItem, ClientError, Delivery, Forge, LogQuery, Platform, Write};

use crate::bench::{SECRET, bench, bench_of, line_account};

/// Those that put several events into one body.
const BATCHING: [Platform; 4] = [Platform::Line, Platform::Instagram, Platform::Facebook, Platform::WhatsApp];

// proves I3: each body goes to its account's address, in the platform's encoding, signed over those bytes.
#[tokio::test]
async fn a_message_is_signed_encoded_and_delivered() {
    let bench = bench().await;
    for platform in BATCHING {
        let written = bench.client.write("mina", &Write::text(platform, "demo", "届きません 😡/")).await.unwrap();
        let seen = bench.product.seen().pop().unwrap();
        assert_eq!(seen.path, format!("/in/{platform}/demo"));
        assert_eq!(seen.signature.as_deref(), Some(sign(platform, SECRET, &seen.body).as_str()));
        assert_eq!(STANDARD.encode(&seen.body), written.body_base64);
        let escaped = seen.body.windows(6).any(|six| six == b"\\u5c4a");
        assert_eq!(escaped, platform != Platform::Line);
        assert_eq!(seen.body.windows(2).any(|two| two == b"\\/"), platform != Platform::Line);
        let statuses: Vec<_> = written.deliveries.iter().map(|attempt| attempt.status).collect();
        assert_eq!(statuses, [Some(200)]);
        assert!(written.external_id.is_some());
        assert_eq!(written.event_id.map(|id| id.len()), (platform == Platform::Line).then_some(26));
    }
}

// proves F4: Meta retries the same bytes; LINE retries only with its switch on, and says so inside.
#[tokio::test]
async fn retries_follow_each_platforms_policy() {
    let bench = bench().await;
    bench.product.will_answer(&[(500, 0), (503, 0)]);
    let meta = bench.client.write("mina", &Write::text(Platform::Instagram, "demo", "x")).await.unwrap();
    assert_eq!(meta.deliveries.iter().map(|attempt| attempt.status).collect::<Vec<_>>(), [Some(500), Some(503), Some(200)]);
    let bodies: BTreeSet<_> = bench.product.seen().iter().map(|seen| seen.body.clone()).collect();
    assert_eq!(bodies.len(), 1);
    bench.product.will_answer(&[(500, 0)]);
    let line = bench.client.write("mina", &Write::text(Platform::Line, "demo", "x")).await.unwrap();
    assert_eq!(line.deliveries.len(), 1);

    let bench = bench_of(vec![Account { redelivery: true, ..line_account() }]).await;
    bench.product.will_answer(&[(500, 0)]);
    let line = bench.client.write("mina", &Write::text(Platform::Line, "demo", "x")).await.unwrap();
    assert_eq!(line.deliveries.len(), 2);
    let seen = bench.product.seen();
    let events: Vec<_> = seen.iter().map(|seen| seen.json()["events"][0].clone()).collect();
    assert_eq!(events[0]["deliveryContext"], json!({"isRedelivery": false}));
    assert_eq!(events[1]["deliveryContext"], json!({"isRedelivery": true}));
    assert_eq!(events[0]["webhookEventId"], events[1]["webhookEventId"]);
    assert_eq!(seen[1].signature.as_deref(), Some(sign(Platform::Line, SECRET, &seen[1].body).as_str()));
    // Each copy without retries, whatever comes.
    bench.product.will_answer(&[(500, 0), (500, 0)]);
    let once = Delivery { retry: Some(false), ..Delivery::copies(2, 1) };
    let line = bench.client.write("mina", &Write::text(Platform::Line, "demo", "y").delivered(once)).await.unwrap();
    assert_eq!(line.deliveries.iter().map(|attempt| attempt.attempt).collect::<Vec<_>>(), [1, 1]);
}

// proves F4: an answer after LINE's two seconds is no answer.
#[tokio::test]
async fn a_late_answer_is_no_answer() {
    let bench = bench().await;
    bench.product.will_answer(&[(200, 2_500)]);
    let late = bench.client.write("mina", &Write::text(Platform::Line, "demo", "x")).await.unwrap();
    assert_eq!((late.deliveries[0].status, late.deliveries[0].error.as_deref()), (None, Some("too late")));
    assert!((1_900..2_400).contains(&late.deliveries[0].ms), "{:?}", late.deliveries);
}

// proves F1: five copies of the same bytes, two at once.
#[tokio::test]
async fn copies_are_the_same_bytes_and_come_together() {
    let bench = bench().await;
    let write = Write::text(Platform::Line, "demo", "x").delivered(Delivery::copies(5, 2));
    let written = bench.client.write("mina", &write).await.unwrap();
    assert_eq!(written.deliveries.iter().map(|attempt| attempt.copy).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    let bodies: BTreeSet<_> = bench.product.seen().iter().map(|seen| seen.body.clone()).collect();
    assert_eq!((bodies.len(), bench.product.seen().len(), bench.product.most_at_once()), (1, 5, 2));
    let logged = bench.client.log(&LogQuery { operation: Some("webhook".to_owned()), ..LogQuery::default() }).await.unwrap();
    assert_eq!(logged.len(), 5);
    assert!(logged.iter().all(|line| line.status == Some(200) && line.ms >= 15));
}

// proves F2: several events in one body or in a shuffled order, the same for the same seed.
#[tokio::test]
async fn batches_go_in_one_body_or_shuffled() {
    let bench = bench().await;
    let items = |platform: Platform| -> Vec<BatchItem> {
        let item = |index: usize| BatchItem {
            customer: format!("c{}", index % 3),
            write: Write::text(platform, "demo", &format!("m{index}")),
        };
        (0..8).map(item).collect()
    };
    for platform in BATCHING {
        let batch = Batch { items: items(platform), one_body: true, shuffle: None, delivery: Delivery::default() };
        let written = bench.client.batch(&batch).await.unwrap();
        assert_eq!(written.items.len(), 8);
        let body = bench.product.seen().pop().unwrap().json();
        let list = if platform == Platform::Line { &body["events"] } else { &body["entry"] };
        assert_eq!(list.as_array().unwrap().len(), 8);
    }
    let bodies = bench.product.seen().len();
    let texts = |from: usize| -> Vec<String> {
        let seen = bench.product.seen();
        let text = |index: usize| seen[index].json()["events"][0]["message"]["text"].as_str().unwrap().to_owned();
        (from..seen.len()).map(text).collect()
    };
    let batch = Batch { items: items(Platform::Line), one_body: false, shuffle: Some(7), delivery: Delivery::default() };
    bench.client.batch(&batch).await.unwrap();
    let first = texts(bodies);
    bench.client.batch(&batch).await.unwrap();
    assert_eq!(first, texts(bodies + 8));
    let straight: Vec<String> = (0..8).map(|index| format!("m{index}")).collect();
    assert_ne!(first, straight);
    assert_eq!(first.iter().collect::<BTreeSet<_>>(), straight.iter().collect());
    let mixed = [items(Platform::Line), items(Platform::Instagram)].concat();
    let refused = bench.client.batch(&Batch { items: mixed, ..batch }).await.unwrap_err();
    assert!(matches!(refused, ClientError::Refused { status: 400, .. }), "{refused}");
}

// proves I3: a forged or broken delivery is never validly signed, and is not retried.
#[tokio::test]
async fn a_forgery_is_never_validly_signed() {
    let bench = bench().await;
    let forgeries =
        [Forge::Signature, Forge::Truncated, Forge::Appended, Forge::Missing, Forge::Empty, Forge::Encoding, Forge::Cut];
    for platform in BATCHING {
        for forge in forgeries {
            bench.product.will_answer(&[(401, 0)]);
            let write = Write::text(platform, "demo", "x").delivered(Delivery::forged(forge));
            let written = bench.client.write("eve", &write).await.unwrap();
            assert_eq!(written.deliveries.len(), 1, "{forge:?}");
            let seen = bench.product.seen().pop().unwrap();
            assert_ne!(seen.signature, Some(sign(platform, SECRET, &seen.body)), "{platform} {forge:?}");
        }
    }
    // Nobody is known by a forgery.
    assert_eq!(bench.push(&simulator::line_user("demo", "eve"), "x", None).await.status, 400);
}

//! Facts of every kind, repeated, mixed and damaged.

use domain::{
    event::{Envelope, MentionIngested, NoiseSeen, Payload},
    id::{EnvelopeId, MentionId},
    thread::Thread,
    time::{MINUTE, Timestamp},
};
use serde_json::{Value, json};
use store::stats;

use crate::stand::{
    Stand, Told,
    invocation::{file, sqs, standard, stored},
    slug,
};

fn example(name: &str) -> Envelope {
    serde_json::from_str(&file(&format!("events/contracts/{name}.v1.json"))).unwrap()
}

/// A fact under a name of its own.
fn fact(stand: &Stand, name: &str, payload: impl Into<Payload>) -> Envelope {
    stand.command(name, &Thread::queue(&slug("care")), payload)
}

fn mention(n: u32, topics: &[String], at: Timestamp) -> MentionIngested {
    let Payload::MentionIngested(fact) = example("mention.ingested").payload else { panic!() };
    let topics = topics.iter().map(|topic| slug(topic)).collect();
    MentionIngested {
        mention: MentionId::at(Default::default(), &[&n.to_be_bytes()]),
        topics,
        at,
        person: Some(u64::from(n % 4)),
        ..fact
    }
}

fn noise(account: &str, items: std::ops::Range<i64>, at: Timestamp) -> NoiseSeen {
    NoiseSeen { account: slug(account), items: items.map(|n| EnvelopeId::at(at, &[&n.to_be_bytes()])).collect() }
}

async fn handle(stand: &Stand, event: &Value) -> Told {
    stand.twice(analytics::handle, event).await
}

/// Mentions counted under a subject that day.
async fn mentions(stand: &Stand, subject: &str) -> u64 {
    let day = stand.now().day();
    let rows = stats::counters(&stand.deps.table, subject, &day, &day).await.unwrap();
    rows.iter().flat_map(|row| &row.counts).map(|(_, count)| count).sum()
}

// proves ING-07, I18, LSN-01: every kind in one batch, the batch twice, and each of them alone once more
#[tokio::test]
async fn facts_of_all_kinds_in_one_batch_are_counted_once() {
    let stand = Stand::new();
    let (now, delivery) = (stand.now(), ["delivery".to_owned()]);
    let closed = Envelope { at: now, ..example("conversation.closed") };
    let all = vec![
        fact(&stand, "m1", mention(1, &delivery, now)),
        fact(&stand, "n1", noise("shop", 0..3, now)),
        fact(&stand, "m2", mention(2, &["app".into(), "delivery".into()], now)),
        closed.clone(),
        fact(&stand, "n2", noise("shop", 2..5, now)),
        fact(&stand, "n3", noise("other", 0..1, now)),
        example("message.received"),
        example("mention.escalated"),
    ];
    let told = handle(&stand, &stored("analytics", "all-kinds", &sqs(&all))).await.smooth();
    assert_eq!(told.published, []);
    let check = async || {
        assert_eq!(
            (mentions(&stand, "delivery").await, mentions(&stand, "app").await, mentions(&stand, stats::ALL).await),
            (2, 1, 2)
        );
        let hour = |hours: [u64; 24]| (hours[9], hours.iter().sum::<u64>());
        assert_eq!(hour(stats::noise(&stand.deps.table, &slug("shop"), &now.day()).await.unwrap()), (5, 5));
        assert_eq!(hour(stats::noise(&stand.deps.table, &slug("other"), &now.day()).await.unwrap()), (1, 1));
        let care = stats::queue_counters(&stand.deps.table, &slug("care-ko"), &now.day(), &now.day()).await.unwrap();
        assert_eq!(
            care.iter().map(|row| (row.sums["offered"], row.sums["handled"], row.sums["handle_ms"])).collect::<Vec<_>>(),
            [(1, 1, 600_000)]
        );
    };
    check().await;
    for (n, envelope) in all.iter().enumerate() {
        // The same fact by another message: the archive was replayed.
        let again = Envelope { id: EnvelopeId::at(now.plus(MINUTE), &[&n.to_be_bytes()]), ..envelope.clone() };
        handle(&stand, &sqs(&[again])).await.smooth();
        check().await;
    }
}

// proves I18, R5: a full batch with its own duplicates
#[tokio::test]
async fn a_batch_of_a_hundred_with_duplicates_counts_each_fact_once() {
    let stand = Stand::new();
    let topics: Vec<String> = ["app", "delivery"].map(str::to_owned).to_vec();
    let facts: Vec<_> = (0..100).map(|n| fact(&stand, &format!("f{n}"), mention(n % 70, &topics, stand.now()))).collect();
    handle(&stand, &sqs(&facts)).await.smooth();
    assert_eq!((mentions(&stand, "app").await, mentions(&stand, stats::ALL).await), (70, 70));
    let people = stats::people(&stand.deps.table, "app", &stand.now().day(), &stand.now().day()).await.unwrap();
    assert_eq!(people.iter().map(|row| row.people.count().people).collect::<Vec<_>>(), [4]);
}

// proves F6, R7, ING-18: poison is put aside with its reason, and takes no neighbour along
#[tokio::test]
async fn what_can_never_be_counted_is_put_aside_and_its_neighbours_are_counted() {
    let stand = Stand::new();
    let wide: Vec<String> = (0..60).map(|n| format!("topic{n}")).collect();
    let mut event = sqs(&[
        fact(&stand, "before", mention(1, &["app".into()], stand.now())),
        // More topics than one transaction can hold.
        fact(&stand, "wide", mention(2, &wide, stand.now())),
        fact(&stand, "after", mention(3, &["app".into()], stand.now())),
        fact(&stand, "noise", noise("shop", 0..1, stand.now())),
    ]);
    let newer = Envelope { version: 2, ..example("mention.ingested") };
    let records = event["Records"].as_array_mut().unwrap();
    records.insert(1, standard("AnalyticsQueue", 7, "not json"));
    records.insert(3, standard("AnalyticsQueue", 8, &json!({ "detail": newer }).to_string()));
    let told = handle(&stand, &event).await;
    let reasons: Vec<_> = told.dead.iter().map(|letter| letter.reason.as_str()).collect();
    assert!(reasons[0].contains("not an envelope") && reasons[1].contains("is version 2"), "{reasons:?}");
    assert!(reasons[2].contains("writes in one transaction"), "{reasons:?}");
    assert_eq!((told.dead.len(), told.failed.len()), (3, 0));
    assert_eq!((mentions(&stand, "app").await, mentions(&stand, stats::ALL).await, mentions(&stand, "topic1").await), (2, 2, 0));
    assert_eq!(stats::noise(&stand.deps.table, &slug("shop"), &stand.now().day()).await.unwrap()[9], 1);
}

// proves R8: where even the dead letters cannot be reached, the message stays in its queue
#[tokio::test]
async fn poison_that_cannot_be_put_aside_comes_again() {
    let stand = Stand::new();
    let event = json!({ "Records": [standard("AnalyticsQueue", 0, "not json")] });
    stand.deps.bus.refuse(1);
    let told = stand.once(analytics::handle, &event).await;
    assert_eq!((told.failed.len(), told.dead.len()), (1, 0));
    assert_eq!(stand.once(analytics::handle, &event).await.dead.len(), 1);
}

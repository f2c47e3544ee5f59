//! Private messages: always taken in, and only labelled by rules (D-10, ING-13).

use domain::{
    escalate::Outcome,
    event::{Hear, Payload, Route},
    thread::Thread,
};
use serde_json::json;

use crate::{
    mentions::listening,
    stand::{
        Stand, Told,
        company::{BILLING, rule},
        invocation::{sqs, stored},
        items::{direct, take_in},
        slug,
    },
};

fn heard(told: &Told) -> &Hear {
    match &told.payloads().collect::<Vec<_>>()[..] {
        [Payload::Route(Route::Hear(hear))] => hear,
        other => panic!("{other:?}"),
    }
}

// proves D-09, D-10, ING-12, ING-13
#[tokio::test]
async fn a_private_message_goes_to_people_whatever_it_says_and_is_never_a_mention() {
    for (case, text, topics) in
        [("direct-unlabelled", "안녕하세요", vec![]), ("direct-labelled", "배송 언제 와요", vec![slug("delivery")])]
    {
        let stand = listening().await;
        let before = stand.contents();
        let item = direct("kim", "m1", text, stand.now());
        let event = stored("ingest", case, &sqs(&[take_in(&item, stand.now())]));
        let told = stand.twice(ingest::handle, &event).await.smooth();
        let hear = heard(&told);
        assert_eq!((&hear.topics, &hear.item, hear.mention), (&topics, &item, None), "{case}");
        assert!(hear.analysis.is_some());
        assert_eq!(hear.verdict.as_ref().unwrap().outcome, Outcome::NoAction, "no rule is needed");
        assert_eq!(stand.contents(), before, "nothing of a private message is in the listening data");
        assert_eq!(told.published[0].thread, Thread::of(&item));
    }
}

// proves ESC-03, RTE-14: rules say where a private message waits, and how soon
#[tokio::test]
async fn escalation_rules_say_where_a_private_message_waits() {
    let mut stand = listening().await;
    let negative_delivery = json!({"all": [
        {"field": "visibility", "operator": "is", "value": "private"},
        {"field": "topic", "operator": "is", "value": "delivery"},
    ]});
    let to = json!({"then": "escalate", "queue": BILLING, "skills": ["ko"], "priority": 15});
    stand.put(&rule("delivery-first", 10, negative_delivery, to, &["late"])).await;
    let item = direct("kim", "m1", "배송 언제 와요", stand.now());
    let told = stand.twice(ingest::handle, &sqs(&[take_in(&item, stand.now())])).await.smooth();
    let verdict = heard(&told).verdict.clone().unwrap();
    assert_eq!(verdict.outcome, Outcome::Escalate { queue: Some(slug(BILLING)), skills: vec![slug("ko")], priority: 15 });
    assert_eq!((verdict.tags, verdict.decided_by.unwrap().version), (vec![slug("late")], 3));
}

// proves I20
#[tokio::test]
async fn a_private_message_that_a_crash_left_untold_is_told_by_the_redelivery() {
    let stand: Stand = listening().await;
    let event = sqs(&[take_in(&direct("kim", "m1", "안녕하세요", stand.now()), stand.now())]);
    let told = stand.after_a_crash(ingest::handle, &event).await.smooth();
    assert_eq!(told.names(), ["route"]);
}

//! Golden examples through `ingest` and `escalate`.

use domain::{
    analysis::{Language, Sentiment},
    escalate::Outcome,
    event::{Payload, Route},
};
use serde_json::json;

use crate::{
    judging::{ingested, kept, listening, negative, to},
    stand::{
        company::{BILLING, CARE, rule},
        invocation::{again, sqs, stored},
        items::comment,
        slug,
    },
};

// proves G-11, ESC-03, D-13
#[tokio::test]
async fn g11_the_lowest_rule_that_decides_decides_and_the_trace_names_what_was_not_reached() {
    let mut stand = listening().await;
    let japanese = json!({"field": "language", "operator": "is", "value": "ja"});
    let late = json!({"all": [negative(), {"field": "topic", "operator": "is", "value": "delivery"}]});
    let refund = json!({"field": "keyword", "operator": "one_of", "value": ["返金", "refund"]});
    // Saved in an order that is not theirs.
    stand.put(&rule("rule-30", 30, refund, to(BILLING), &[])).await;
    stand.put(&rule("rule-20", 20, late, to(CARE), &[])).await;
    stand.put(&rule("rule-10", 10, japanese, json!({"then": "continue"}), &["ja"])).await;
    let item = comment("sato", "c1", "配送が遅すぎます。最悪です。返金してください", stand.now());
    let command = ingested(&stand, &item).await;
    let mention = kept(&stand, &command).await;
    assert_eq!((mention.analysis.language, mention.analysis.sentiment), (Some(Language::Ja), Sentiment::Negative));

    let told = stand.twice(escalate::handle, &stored("escalate", "g11", &sqs(std::slice::from_ref(&command)))).await.smooth();
    let verdict = kept(&stand, &command).await.verdict.unwrap();
    assert_eq!(verdict.outcome, Outcome::Escalate { queue: Some(slug(CARE)), skills: vec![], priority: 20 });
    assert_eq!(verdict.tags, [slug("ja")]);
    assert_eq!(verdict.decided_by.as_ref().unwrap().rule, slug("rule-20"));
    assert_eq!(verdict.continued.iter().map(|applied| applied.rule.as_str()).collect::<Vec<_>>(), ["rule-10"]);
    assert_eq!((verdict.not_reached.clone(), verdict.not_reached_count), (vec![slug("rule-30")], 1));
    assert!(matches!(&told.published[0].payload, Payload::Route(Route::Hear(hear)) if hear.verdict == Some(verdict)));
}

// proves G-12, I4, I8: one webhook five times, one of them dying after its write, is one mention and one escalation
#[tokio::test]
async fn g12_a_storm_of_duplicates_is_one_mention_and_one_escalation() {
    let mut stand = listening().await;
    stand.put(&rule("angry", 10, negative(), to(CARE), &[])).await;
    let item = comment("kim", "c1", "배송이 너무 늦어요. 정말 실망이에요", stand.now());
    let command = ingested(&stand, &item).await;
    let event = sqs(std::slice::from_ref(&command));
    let mut told = Vec::new();
    for delivery in 1..=5 {
        if delivery == 3 {
            stand.deps.bus.refuse(1);
        }
        told.extend(stand.once(escalate::handle, &again(&event, delivery)).await.published);
        ingested(&stand, &item).await;
    }
    told.sort_by_key(|envelope| envelope.id);
    told.dedup();
    assert_eq!(told.iter().map(|envelope| envelope.payload.name()).collect::<Vec<_>>().len(), 2, "{told:?}");
    assert_eq!(stand.contents().keys().filter(|key| key.pk.starts_with("MENTION#")).count(), 1);
}

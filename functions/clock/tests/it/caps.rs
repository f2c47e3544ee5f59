//! Rules with caps, and terms that come up.

use domain::{
    alert::Emerging,
    event::{MentionIngested, Payload, RuleCapped},
    id::MentionId,
    platform::Platform,
    time::{DAY, MINUTE, Timestamp},
    topic::{Beyond, Cap},
};
use serde_json::json;
use store::{mention, stats, terms, volume};

use crate::stand::{Stand, company::topic, slug};

const LOOK: i64 = 5 * MINUTE;

fn ingested(name: &str, at: Timestamp, person: u64) -> MentionIngested {
    serde_json::from_value(json!({
        "mention": MentionId::at(Timestamp::default(), &[name.as_bytes()]), "at": at, "platform": Platform::Instagram, "account": "gram",
        "content_type": "comment", "topics": ["delivery"], "sentiment": "negative", "language": "en", "intent": "complaint",
        "rules": [["delivery", topic("delivery", "x").rules[0].id]], "person": person,
    }))
    .unwrap()
}

async fn said(stand: &Stand, from: u32, n: u32) {
    let facts: Vec<MentionIngested> = (from..from + n).map(|i| ingested(&format!("m{i}"), stand.now(), 1)).collect();
    stats::count_mentions(&stand.deps.table, &facts).await.unwrap();
}

async fn look(stand: &Stand) -> Vec<RuleCapped> {
    stand.pass(LOOK);
    clock::handle(json!({}), &stand.deps).await.unwrap();
    let told = stand.deps.bus.take().published;
    told.into_iter().filter_map(|one| if let Payload::RuleCapped(fact) = one.payload { Some(fact) } else { None }).collect()
}

// proves ING-11: near its cap a rule is warned of, beyond it told of, each once a month; days before today are not read again
#[tokio::test]
async fn a_rule_is_told_of_when_it_comes_near_its_cap_and_beyond_it() {
    let mut stand = Stand::shop().await;
    let mut capped = topic("delivery", "x");
    capped.rules[0].cap = Some(Cap { per_month: 10, then: Beyond::Pause });
    stand.put(&capped).await;
    said(&stand, 0, 7).await;
    assert_eq!(look(&stand).await, []);
    said(&stand, 7, 1).await;
    let [near] = &look(&stand).await[..] else { panic!() };
    assert_eq!((near.caught, near.per_month, near.beyond), (8, 10, false));
    assert_eq!(look(&stand).await, []);
    stand.pass(DAY);
    assert_eq!(look(&stand).await, [], "another day is no news");
    said(&stand, 8, 3).await;
    let [beyond] = &look(&stand).await[..] else { panic!() };
    assert_eq!((beyond.caught, beyond.beyond), (11, true));
    assert_eq!(look(&stand).await, []);
    let month = stand.now().day()[..7].to_owned();
    let standing = volume::of_month(&stand.deps.table, &month).await.unwrap();
    assert!(standing[0].beyond.contains(&capped.rules[0].id) && standing[0].until == stand.now().day());
    stand.pass(15 * DAY);
    assert_eq!(look(&stand).await, [], "another month");
    assert_ne!(stand.now().day()[..7], month[..]);
}

// proves ANL-05: a term that comes up on a day is listed the day after, once; one that is always said is not
#[tokio::test]
async fn a_term_that_comes_up_is_listed_the_day_after() {
    let mut stand = Stand::shop().await;
    stand.put(&topic("delivery", "x")).await;
    let mut names = 0u64;
    for day in 0..4 {
        let mut facts = Vec::new();
        for n in 0..20u64 {
            names += 1;
            let text = if day == 3 && n < 8 { "parcel leaking battery" } else { "parcel is late" };
            let fact = ingested(&format!("d{names}"), stand.now(), n);
            let kept = json!({
                "id": fact.mention, "platform": "instagram", "account": "gram", "content_type": "comment", "at": fact.at,
                "author": null, "content": { "kind": "text", "text": text }, "post": null, "parent": null, "external_id": null,
                "analysis": { "language": "en", "sentiment": "negative", "score": -60, "confidence": 80, "intent": "complaint", "urgency": "normal", "engine": "test/1" },
                "caught": [], "verdict": null, "changed": null,
            });
            let kept = mention::kept(&serde_json::from_value(kept).unwrap()).unwrap();
            let cause = domain::id::EnvelopeId::at(fact.at, &[&names.to_be_bytes()]);
            store::commit(&stand.deps.table, cause, kept, vec![], &[]).await.unwrap();
            facts.push(fact);
        }
        stats::count_mentions(&stand.deps.table, &facts).await.unwrap();
        stand.pass(DAY);
        clock::handle(json!({}), &stand.deps).await.unwrap();
    }
    let yesterday = stand.now().minus(DAY).day();
    let days = terms::days(&stand.deps.table, &slug("delivery"), &yesterday, &yesterday).await.unwrap();
    let listed: Vec<&Emerging> = days[0].emerging.iter().collect();
    let words: Vec<&str> = listed.iter().map(|one| one.term.as_str()).collect();
    assert!(words.contains(&"leaking") && words.contains(&"battery") && !words.contains(&"parcel"), "{words:?}");
    assert_eq!((days[0].terms.mentions, days[0].left_out, listed[0].authors), (20, false, 8));
}

//! Mentions that people give to people (ESC-06).

use std::collections::BTreeSet;

use domain::{
    conversation::Refused,
    escalate::Outcome,
    event::{Payload, Route},
    id::MentionId,
    inbound::{Act, Item},
    mention::{Caught, Mention},
    message::{Body, Changed},
    thread::Thread,
    time::{MINUTE, SECOND},
};
use store::{command, mention};

use crate::{
    shop::{Shop, place, verdict},
    stand::{
        company::{BILLING, CARE, MINA},
        invocation::{sqs, stored},
        items::comment,
        slug,
    },
};

/// A mention that was kept and that no rule escalated.
async fn kept(shop: &Shop, item: &Item) -> MentionId {
    let Act::Say { external_id, content_type, content } = item.act.clone() else { panic!("{item:?}") };
    let kept = Mention {
        id: MentionId::at(Default::default(), &[b"mention", item.event.as_bytes()]),
        platform: item.platform,
        account: item.account.clone(),
        external_id,
        content_type,
        at: item.at,
        author: item.author.clone(),
        content: Some(content),
        post: item.post.clone(),
        parent: None,
        told: Default::default(),
        analysis: serde_json::from_value(serde_json::json!({
            "language": "ko", "sentiment": "negative", "score": -60, "confidence": 80, "intent": "complaint", "urgency": "normal", "engine": "test/1",
        }))
        .unwrap(),
        caught: vec![Caught { topic: slug("delivery"), rule: slug("words"), version: 4, hits: vec![] }],
        verdict: None,
        changed: None,
        corrected: None,
        beside: vec![],
    };
    store::commit(&shop.stand.deps.table, item.command(), mention::kept(&kept).unwrap(), vec![], &[]).await.unwrap();
    kept.id
}

fn by_hand(mention: MentionId, note: Option<&str>) -> Route {
    Route::EscalateByHand { mention, queue: slug(BILLING), by: slug("boss"), note: note.map(Into::into) }
}

// proves ESC-06: the trace shows who and why
#[tokio::test]
async fn a_mention_is_given_to_a_queue_by_hand_and_the_thread_says_who_and_why() {
    for (case, note, expected) in
        [("escalate-by-hand", None, "escalated"), ("escalate-by-hand-noted", Some("기자입니다"), "기자입니다")]
    {
        let shop = Shop::open().await;
        let item = comment("kim", "c1", "배송 엉망", shop.stand.now());
        let id = kept(&shop, &item).await;
        shop.stand.pass(MINUTE);
        let thread = Thread::of(&item);
        let command = shop.envelope(&thread, by_hand(id, note));
        let told = shop.stand.twice(route::handle, &stored("route", case, &sqs(std::slice::from_ref(&command)))).await.smooth();
        let conversation = shop.stand.conversation(&thread).await.unwrap();
        assert_eq!(
            (place(&conversation).as_str(), conversation.needs.queue.as_str(), conversation.seq),
            ("offered mina", BILLING, 2)
        );
        let rows = shop.stand.rows(&thread).await;
        assert_eq!(rows.iter().map(|row| row.seq).collect::<Vec<_>>(), [1, 2]);
        match &rows[1].body {
            Body::Note { agent, text, .. } => assert_eq!((agent.as_str(), text.as_str()), ("boss", expected)),
            Body::Activity { what, by, .. } => assert_eq!((by.clone(), what.as_str()), (Some(slug("boss")), expected)),
            other => panic!("{other:?}"),
        }
        let ids: BTreeSet<_> = told.published.iter().map(|envelope| envelope.id).collect();
        assert_eq!(ids.len(), told.published.len(), "every envelope has an id of its own");
        assert_eq!(told.names().iter().filter(|name| **name == "message.received").count(), 2);
        let verdict = mention::get(&shop.stand.deps.table, id).await.unwrap().unwrap().verdict.unwrap();
        assert_eq!(verdict.outcome, Outcome::Escalate { queue: Some(slug(BILLING)), skills: vec![], priority: 0 });
        let outcome = command::outcome(&shop.stand.deps.table, &thread, command.id).await.unwrap();
        assert_eq!(outcome, command::Outcome::Applied, "{case}");
    }
}

// proves ESC-06, I8: not twice
#[tokio::test]
async fn a_mention_is_not_escalated_twice_by_whatever_way() {
    let shop = Shop::open().await;
    let item = comment("kim", "c1", "배송 엉망", shop.stand.now());
    let id = kept(&shop, &item).await;
    shop.handle(&shop.envelope(&Thread::of(&item), by_hand(id, None))).await.smooth();
    let before = shop.stand.conversation(&Thread::of(&item)).await;
    let told = shop.handle(&shop.envelope(&Thread::of(&item), by_hand(id, Some("noch einmal")))).await.smooth();
    let [Payload::CommandRefused(fact)] = &told.payloads().cloned().collect::<Vec<_>>()[..] else { panic!("{told:?}") };
    assert_eq!((&fact.refused, fact.by.as_str()), (&Refused::AlreadyEscalated, "boss"));
    assert_eq!(shop.stand.conversation(&Thread::of(&item)).await, before);

    let shop = Shop::open().await;
    let id = kept(&shop, &item).await;
    shop.hears_with(&item, verdict(CARE, &[], 0)).await;
    let told = shop.handle(&shop.envelope(&Thread::of(&item), by_hand(id, None))).await.smooth();
    assert_eq!(told.names(), ["command.refused"], "a rule was first");
}

// proves D-14
#[tokio::test]
async fn what_its_author_deleted_or_nobody_kept_is_not_escalated() {
    let shop = Shop::open().await;
    let item = comment("kim", "c1", "배송 엉망", shop.stand.now());
    let id = kept(&shop, &item).await;
    let gone = mention::changed(id, &Changed::Deleted { at: shop.stand.now().plus(SECOND) }, None).unwrap();
    shop.stand.deps.table.write(vec![gone]).await.unwrap();
    let nothing = MentionId::at(Default::default(), &[b"nothing"]);
    for (mention, why) in [(id, "has deleted"), (nothing, "there is no mention")] {
        let told = shop.handle(&shop.envelope(&Thread::of(&item), by_hand(mention, None))).await;
        assert!(told.dead[0].reason.contains(why), "{told:?}");
    }
    assert_eq!(shop.stand.conversation(&Thread::of(&item)).await, None);
    assert_eq!(shop.stand.holding(MINA).await.len(), 0);
}

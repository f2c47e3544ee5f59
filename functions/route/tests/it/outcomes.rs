//! What a rule asks for besides a place in a line (ESC-04), and what an agent says of its being right (ESC-10).

use domain::{
    analysis::Language,
    canned::Canned,
    conversation::{Refused, Stage},
    escalate::{Besides, Verdict},
    event::{AgentCalled, Call, Payload, Route},
    interaction::Dismissal,
    message::{Body, DeliveryState},
    time::MINUTE,
};

use crate::{
    shop::{Shop, verdict},
    stand::{
        company::{CARE, JIWOO},
        items::{comment, direct},
        slug,
    },
};

fn asking(besides: Besides) -> Verdict {
    Verdict { besides, ..verdict(CARE, &[], 5) }
}

async fn with_canned(mut shop: Shop, text: &str) -> Shop {
    let canned = Canned {
        id: slug("on-it"),
        name: "On it".into(),
        shortcut: "on".into(),
        texts: [(Language::Ko, text.to_owned())].into(),
        queues: vec![],
    };
    shop.stand.put(&canned).await;
    shop
}

// proves ESC-04: language, service target, people told; once, when the interaction begins
#[tokio::test]
async fn a_rule_sets_language_and_target_and_calls_people_once() {
    let shop = Shop::open().await;
    let besides = Besides {
        language: Some(Language::Ja),
        answer_within: Some(30),
        notify: vec![slug("mina"), slug("boss")],
        ..Besides::default()
    };
    let first = direct("kim", "m1", "배송", shop.stand.now());
    let told = shop.hears_with(&first, asking(besides.clone())).await;
    let called: Vec<&AgentCalled> =
        told.payloads().filter_map(|p| if let Payload::AgentCalled(fact) = p { Some(fact) } else { None }).collect();
    let conversation = shop.with("kim").await;
    let [called] = called[..] else { panic!("{told:?}") };
    assert_eq!((called.conversation, called.agents.len(), called.rule.clone()), (conversation.id, 2, Some(slug("rule-1"))));
    assert_eq!(conversation.language, Some(Language::Ja));
    assert_eq!(conversation.interaction.answer_by, Some(shop.stand.now().plus(30 * MINUTE)));
    // ESC-07: what else comes in the same thread joins, and calls nobody again.
    for n in 2..6 {
        let told = shop.hears_with(&direct("kim", &format!("m{n}"), "?", shop.stand.now()), asking(besides.clone())).await;
        assert!(!told.names().contains(&"agent.called"), "{told:?}");
    }
    assert_eq!((shop.with("kim").await.id, shop.with("kim").await.unread), (conversation.id, 5));
}

// proves ESC-04, I13: an automatic answer goes out once, in private, in nobody's name, and is no answer of a person
#[tokio::test]
async fn a_rule_answers_in_private_at_once() {
    let shop = with_canned(Shop::open().await, "{{queue.name}}에서 확인하고 있습니다").await;
    let besides = Besides { answer: Some(slug("on-it")), ..Besides::default() };
    let told = shop.hears_with(&direct("kim", "m1", "배송", shop.stand.now()), asking(besides.clone())).await;
    let all = shop.follow(told).await;
    let sent: Vec<_> = all.iter().filter(|e| matches!(e.payload, Payload::Outbound(Call::Send { .. }))).collect();
    let [one] = sent[..] else { panic!("{all:?}") };
    let Payload::Outbound(Call::Send { outbound, .. }) = &one.payload else { panic!() };
    assert!(outbound.text.ends_with("에서 확인하고 있습니다") && !outbound.text.contains("{{"), "{}", outbound.text);
    let conversation = shop.with("kim").await;
    let rows = shop.stand.rows(&conversation.thread).await;
    let Body::Agent { agent, delivery, .. } = &rows[1].body else { panic!("{rows:?}") };
    assert_eq!((agent.as_str(), delivery.state), ("automatic", DeliveryState::Queued));
    assert_eq!((conversation.interaction.first_reply_at, conversation.unread), (None, 1));
    let told = shop.hears_with(&direct("kim", "m2", "?", shop.stand.now()), asking(besides)).await;
    assert!(!told.names().contains(&"route"), "once for an interaction: {told:?}");
}

// proves ESC-04: what cannot be answered says why, and the conversation goes on
#[tokio::test]
async fn an_automatic_answer_that_cannot_be_given_says_why() {
    for (canned, why) in [("none", "there is no canned response none"), ("on-it", "order")] {
        let shop = with_canned(Shop::open().await, "주문 {{order}}").await;
        let besides = Besides { answer: Some(slug(canned)), ..Besides::default() };
        let told = shop.hears_with(&direct("kim", "m1", "배송", shop.stand.now()), asking(besides)).await;
        shop.follow(told).await;
        let rows = shop.stand.rows(&shop.with("kim").await.thread).await;
        let Body::Activity { what, detail, .. } = &rows[1].body else { panic!("{rows:?}") };
        assert!(what == "not_answered" && detail.contains(why), "{detail}");
    }
}

// proves ESC-10: the dismissed conversation is over with who and why, its agent is free, and the fact names the rule
#[tokio::test]
async fn a_dismissed_escalation_is_over_and_told() {
    let shop = Shop::open().await;
    let item = comment("kim", "c1", "배송", shop.stand.now());
    shop.hears_with(&item, verdict(CARE, &[], 0)).await;
    let conversation = shop.stand.conversation(&domain::thread::Thread::of(&item)).await.unwrap();
    let Stage::Offered { agent, .. } = conversation.stage.clone() else { panic!("{conversation:?}") };
    let dismiss = |by: &str| Route::Dismiss {
        conversation: conversation.id,
        by: slug(by),
        why: Dismissal::NotAboutUs,
        note: Some("another shop".into()),
    };
    let other = if agent.as_str() == JIWOO { "mina" } else { JIWOO };
    let told = shop.does(conversation.id, dismiss(other)).await;
    let [Payload::CommandRefused(fact)] = &told.payloads().cloned().collect::<Vec<_>>()[..] else { panic!("{told:?}") };
    assert_eq!(fact.refused, Refused::HeldBy { holder: agent.clone() });
    let told = shop.does(conversation.id, dismiss(agent.as_str())).await;
    let closed = told.payloads().find_map(|p| if let Payload::ConversationClosed(fact) = p { Some(fact) } else { None });
    let closed = closed.unwrap();
    assert_eq!((closed.dismissed, closed.escalated_by.clone()), (Some(Dismissal::NotAboutUs), Some(slug("rule-1"))));
    assert!(shop.stand.holding(agent.as_str()).await.is_empty());
    let rows = shop.stand.rows(&conversation.thread).await;
    let said =
        rows.iter().find_map(|row| if let Body::Activity { what, detail, .. } = &row.body { Some((what, detail)) } else { None });
    let (what, detail) = said.unwrap();
    assert_eq!((what.as_str(), detail.as_str()), ("dismissed", "not_about_us: another shop"));
}

// proves ADV-02: why an agent was asked is kept with the offer, and a private message with its reasons
#[tokio::test]
async fn an_offer_and_a_message_keep_their_reasons() {
    let shop = Shop::open().await;
    shop.hears_with(&direct("kim", "m1", "배송", shop.stand.now()), verdict(CARE, &["ko"], 5)).await;
    let conversation = shop.with("kim").await;
    let chosen = conversation.chosen.clone().unwrap();
    assert_eq!((chosen.agent.as_str(), chosen.there, chosen.able, chosen.proficiency), (JIWOO, 2, 2, 5));
    let rows = shop.stand.rows(&conversation.thread).await;
    let Body::Customer { why: Some(why), .. } = &rows[0].body else { panic!("{rows:?}") };
    let domain::message::Why::Private { verdict, .. } = &**why else { panic!("{why:?}") };
    assert!(verdict.escalates());
}

// proves ALR-03: while a crisis is on, what concerns it goes ahead and nothing is answered without a person; then all is as before
#[tokio::test]
async fn a_crisis_goes_ahead_and_pauses_automatic_answers() {
    let mut shop = with_canned(Shop::open().await, "확인 중입니다").await;
    let crisis = domain::crisis::Crisis {
        since: shop.stand.now(),
        by: slug("boss"),
        topics: vec![],
        priority: 120,
        playbook: "사과하고 확인 중이라고 답한다".into(),
        approval: true,
    };
    shop.stand.put(&crisis).await;
    let besides = Besides { answer: Some(slug("on-it")), ..Besides::default() };
    let told = shop.hears_with(&direct("kim", "m1", "배송", shop.stand.now()), asking(besides.clone())).await;
    shop.follow(told).await;
    let conversation = shop.with("kim").await;
    assert_eq!(conversation.needs.priority, 120);
    assert!(conversation.tags.contains(&domain::crisis::Crisis::tag()));
    let rows = shop.stand.rows(&conversation.thread).await;
    let paused =
        |body: &Body| matches!(body, Body::Activity { what, detail, .. } if what == "not_answered" && detail.contains("crisis"));
    assert!(rows.iter().any(|row| paused(&row.body)), "{rows:?}");
    store::settings::retire::<domain::crisis::Crisis>(&shop.stand.deps.table, "own", shop.stand.now()).await.unwrap();
    shop.stand.pass(MINUTE);
    let told = shop.hears_with(&direct("lee", "m1", "배송", shop.stand.now()), asking(besides)).await;
    shop.follow(told).await;
    let after = shop.with("lee").await;
    assert_eq!(after.needs.priority, 5);
    let rows = shop.stand.rows(&after.thread).await;
    assert!(rows.iter().any(|row| matches!(row.body, Body::Agent { .. })), "{rows:?}");
}

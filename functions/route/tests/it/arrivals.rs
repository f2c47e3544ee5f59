//! What customers write joins or begins conversations, and goes to the right agent.

use domain::{
    agent::Presence,
    conversation::Stage,
    event::{Call, Payload, Route},
    inbound::Item,
    message::Body,
    thread::Thread,
    time::{MINUTE, SECOND},
};

use crate::{
    shop::{Shop, heard, place, verdict},
    stand::{
        company::{BILLING, CARE, JIWOO, MINA, agent},
        invocation::{sqs, stored},
        items::{comment, direct},
        slug,
        threads::held,
    },
};

/// An agent: name, queues, skills, capacity, presence, how many they hold.
type Person = (&'static str, &'static [&'static str], &'static [(&'static str, u8)], u32, Presence, u32);

const READY: Presence = Presence::OnQueue;

// proves RTE-07, RTE-08, RTE-11, RTE-15, RTE-16, RTE-24
#[tokio::test]
async fn a_new_conversation_is_offered_to_the_right_agent_or_waits_for_one() {
    let cases: [(&str, &[Person], &[&str], &str); 12] = [
        ("nobody works here", &[], &[], "waiting"),
        ("gone home", &[("ann", &[CARE], &[], 3, Presence::OffQueue, 0)], &[], "waiting"),
        ("away", &[("ann", &[CARE], &[], 3, Presence::Away, 0)], &[], "waiting"),
        ("not responding", &[("ann", &[CARE], &[], 3, Presence::NotResponding, 0)], &[], "waiting"),
        ("another queue", &[("ann", &[BILLING], &[], 3, READY, 0)], &[], "waiting"),
        ("one skill of two", &[("ann", &[CARE], &[("ko", 5)], 3, READY, 0)], &["ko", "refund"], "waiting"),
        ("full", &[("ann", &[CARE], &[], 1, READY, 1)], &[], "waiting"),
        ("no capacity at all", &[("ann", &[CARE], &[], 0, READY, 0)], &[], "waiting"),
        ("free", &[("ann", &[CARE], &[("ko", 1)], 1, READY, 0)], &["ko"], "offered ann"),
        (
            "the most proficient, though busier",
            &[("ann", &[CARE], &[("ko", 3)], 5, READY, 0), ("bob", &[CARE], &[("ko", 4)], 5, READY, 3)],
            &["ko"],
            "offered bob",
        ),
        (
            "the emptiest desk by share",
            &[("ann", &[CARE], &[], 2, READY, 1), ("bob", &[CARE], &[], 8, READY, 2)],
            &[],
            "offered bob",
        ),
        (
            "the name decides the rest",
            &[("bob", &[CARE], &[], 2, READY, 0), ("ann", &[CARE], &[], 2, READY, 0)],
            &[],
            "offered ann",
        ),
    ];
    for (what, people, skills, expected) in cases {
        let shop = Shop::empty().await;
        for (name, queues, can, capacity, presence, holds) in people {
            shop.stand.hire(&agent(name, queues, can, *capacity), *presence).await;
            for n in 0..*holds {
                let item = direct(&format!("busy-{name}-{n}"), "m", "", shop.stand.now());
                shop.stand.has(&held(&item, name)).await;
            }
        }
        let told = shop.hears_with(&direct("kim", "m1", "환불해 주세요", shop.stand.now()), verdict(CARE, skills, 0)).await;
        assert_eq!(place(&shop.with("kim").await), expected, "{what}");
        let kept = told.names().iter().filter(|name| **name == "message.received").count();
        assert_eq!((kept, told.names()[0]), (1, "conversation.opened"), "{what}");
        let told_of_stage = if expected == "waiting" { "conversation.queued" } else { "conversation.offered" };
        assert_eq!(told.names()[1], told_of_stage, "{what}");
    }
}

// proves RTE-01, RTE-02, I6, I13
#[tokio::test]
async fn a_first_message_makes_a_person_a_conversation_and_a_row_and_asks_who_it_is_once() {
    let shop = Shop::open().await;
    let item = direct("kim", "m1", "배송이 아직도 안 왔어요", shop.stand.now());
    let event = stored("route", "hear-direct", &sqs(&[heard(&item, None, shop.stand.now())]));
    let told = shop.stand.twice(route::handle, &event).await.smooth();
    assert_eq!(told.names(), ["conversation.opened", "conversation.offered", "message.received", "outbound"]);
    let Some(Payload::Outbound(Call::Profile { contact, customer, .. })) = told.payloads().last() else { panic!("{told:?}") };
    let conversation = shop.with("kim").await;
    assert_eq!((contact, customer.as_str()), (&conversation.contact, "kim"));
    assert_eq!((conversation.preview.as_str(), conversation.unread, conversation.seq), ("배송이 아직도 안 왔어요", 1, 1));
    let rows = shop.stand.rows(&conversation.thread).await;
    assert!(matches!(&rows[..], [row] if row.seq == 1 && row.conversation == conversation.id && row.at == item.at));
    let again = shop.says("kim", "여보세요?").await;
    assert_eq!(again.names(), ["message.received"], "a known person is not asked for again, and the offer stands");
    assert_eq!(shop.with("kim").await.id, conversation.id);
}

// proves I4, ING-14: by webhook and by poller, under two event names, with one platform id
#[tokio::test]
async fn one_message_under_two_event_names_is_one_row() {
    let shop = Shop::open().await;
    let item = direct("kim", "m1", "배송", shop.stand.now());
    shop.hears(&item).await;
    let before = shop.stand.contents();
    shop.stand.pass(15 * 24 * 60 * MINUTE);
    let polled = Item { event: "polled-7".into(), ..item };
    let told = shop.hears(&polled).await;
    assert_eq!((told.published, shop.stand.contents()), (vec![], before));
}

// proves RTE-07: back to who had it last, if they can take it now
#[tokio::test]
async fn a_returning_customer_goes_to_the_last_agent_if_that_agent_can_take_it() {
    for (presence, busy, expected) in [
        (Presence::OnQueue, 0, "offered mina"),
        (Presence::Away, 0, "offered jiwoo"),
        (Presence::OffQueue, 0, "offered jiwoo"),
        (Presence::OnQueue, 3, "offered jiwoo"),
    ] {
        let shop = Shop::open().await;
        let closed = shop.served("kim", MINA).await;
        shop.presence(MINA, presence).await;
        for n in 0..busy {
            shop.stand.has(&held(&direct(&format!("busy-{n}"), "m", "", shop.stand.now()), MINA)).await;
        }
        shop.stand.pass(MINUTE);
        let told = shop.says("kim", "아직도요").await;
        let now = shop.with("kim").await;
        assert_eq!((place(&now).as_str(), now.id, now.interaction.number), (expected, closed.id, 2), "{presence:?} {busy}");
        assert_eq!(told.names()[0], "conversation.opened", "another interaction has begun");
    }
}

// proves RTE-07, RTE-19: who has gone home does not keep a customer who writes
#[tokio::test]
async fn a_message_to_an_agent_who_has_left_is_routed_anew_and_one_to_an_agent_who_is_away_is_not() {
    for (presence, expected) in
        [(Presence::OffQueue, "offered jiwoo"), (Presence::Away, "with mina"), (Presence::OnQueue, "with mina")]
    {
        let shop = Shop::open().await;
        shop.taken("kim", MINA).await;
        shop.presence(MINA, presence).await;
        shop.says("kim", "여보세요?").await;
        assert_eq!(place(&shop.with("kim").await), expected, "{presence:?}");
        let left = if expected == "offered jiwoo" { 0 } else { 1 };
        assert_eq!(shop.stand.holding(MINA).await.len(), left, "{presence:?}");
    }
}

// proves ING-15, I5: platform order in the thread whatever the order of arrival
#[tokio::test]
async fn a_late_arrival_lies_at_its_own_time_and_moves_no_newer_words_back() {
    let shop = Shop::open().await;
    let now = shop.stand.now();
    shop.hears(&direct("kim", "m2", "second", now)).await;
    shop.hears(&direct("kim", "m1", "first", now.minus(5 * SECOND))).await;
    let conversation = shop.with("kim").await;
    assert_eq!((conversation.preview.as_str(), conversation.last_customer_at), ("second", Some(now)));
    let rows = shop.stand.rows(&conversation.thread).await;
    let texts: Vec<_> = rows
        .iter()
        .map(|row| match &row.body {
            Body::Customer { content: Some(content), .. } => (content.text.as_deref().unwrap(), row.seq),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(texts, [("first", 2), ("second", 1)]);
}

// proves ESC-09, RTE-14: a rule's word on a running conversation raises it, and never lowers it
#[tokio::test]
async fn a_rule_raises_the_priority_of_a_waiting_conversation_and_never_lowers_it() {
    let shop = Shop::empty().await;
    for (n, (priority, expected)) in [(0, 0), (30, 30), (10, 30), (-5, 30)].into_iter().enumerate() {
        shop.hears_with(&direct("kim", &format!("m{n}"), "!", shop.stand.now()), verdict(CARE, &[], priority)).await;
        assert_eq!(shop.with("kim").await.needs.priority, expected);
    }
}

// proves D-12, I27: the person and the post make a public thread
#[tokio::test]
async fn comments_of_two_people_under_one_post_are_two_conversations() {
    let shop = Shop::open().await;
    let now = shop.stand.now();
    let (kim, lee) = (comment("kim", "c1", "배송 늦어요", now), comment("lee", "c2", "저도요", now));
    let event = stored(
        "route",
        "hear-comment",
        &sqs(&[heard(&kim, Some(verdict(BILLING, &["refund"], 20)), now), heard(&lee, None, now)]),
    );
    shop.stand.twice(route::handle, &event).await.smooth();
    let (kim, lee) =
        (shop.stand.conversation(&Thread::of(&kim)).await.unwrap(), shop.stand.conversation(&Thread::of(&lee)).await.unwrap());
    assert_ne!((kim.id, kim.contact), (lee.id, lee.contact));
    assert_eq!((place(&kim).as_str(), kim.needs.queue.as_str(), kim.needs.priority), ("offered mina", BILLING, 20));
    assert_eq!(
        (kim.escalated_by, kim.tags.first().map(|tag| tag.as_str().to_owned())),
        (Some(slug("rule-1")), Some("ruled".into()))
    );
    assert_eq!((place(&lee).as_str(), lee.needs.queue.as_str()), ("offered jiwoo", CARE));
}

#[tokio::test]
async fn an_item_of_an_account_that_is_not_there_is_put_aside_with_the_next_step() {
    let shop = Shop::open().await;
    let item = Item { account: slug("nowhere"), ..direct("kim", "m1", "배송", shop.stand.now()) };
    let told = shop.handle(&heard(&item, None, shop.stand.now())).await;
    assert!(told.dead[0].reason.contains("create it, then redrive"), "{told:?}");
    assert_eq!((told.published, told.failed), (vec![], vec![]));
}

// proves I9: in wrap-up the customer's word brings the same agent back
#[tokio::test]
async fn a_word_in_wrap_up_goes_on_with_the_same_agent_in_the_same_interaction() {
    let shop = Shop::open().await;
    let id = shop.taken("kim", JIWOO).await.id;
    shop.does(id, Route::End { conversation: id, by: slug(JIWOO) }).await;
    let told = shop.says("kim", "하나만 더요").await;
    let conversation = shop.with("kim").await;
    assert!(matches!(&conversation.stage, Stage::With { agent, .. } if agent.as_str() == JIWOO));
    assert_eq!((conversation.interaction.number, told.names()), (1, vec!["message.received"]));
}

// proves ING-14, CH-26: a private message that a webhook brings and that is found by asking is one row, whichever comes first: who asks
// is told its time to the second
#[tokio::test]
async fn what_is_found_by_asking_and_comes_by_webhook_is_one_message() {
    let exact = |shop: &Shop| Item { at: shop.stand.now().plus(137), ..direct("kim", "m_1", "배송", shop.stand.now()) };
    let found = |shop: &Shop| {
        let told = domain::inbound::Told { coarse: true, ..Default::default() };
        Item { told, ..direct("kim", "m_1", "배송", shop.stand.now()) }
    };
    for found_first in [true, false] {
        let shop = Shop::open().await;
        let (webhook, asked) = (exact(&shop), found(&shop));
        let order = if found_first { [&asked, &webhook] } else { [&webhook, &asked] };
        assert!(!shop.hears(order[0]).await.published.is_empty());
        assert_eq!(shop.hears(order[1]).await.published, vec![], "found first: {found_first}");
        // Another of the same second is another message, and each comes again without effect.
        let other = Item { at: webhook.at.plus(5), ..direct("kim", "m_2", "언제 와요?", webhook.at) };
        assert!(!shop.hears(&other).await.published.is_empty());
        for again in [&webhook, &asked] {
            shop.hears(again).await;
        }
        let rows = shop.stand.rows(&Thread::of(&webhook)).await;
        let said: Vec<_> = rows.iter().filter(|row| matches!(row.body, Body::Customer { .. })).map(|row| row.at).collect();
        assert_eq!(said, [order[0].at, other.at], "found first: {found_first}");
    }
}

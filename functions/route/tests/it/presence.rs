//! Agents come and go.

use domain::{
    agent::Presence,
    event::{Payload, Route},
    thread::Thread,
    time::{MINUTE, SECOND},
};
use store::agent;

use crate::{
    shop::{Shop, place, verdict},
    stand::{
        company::{CARE, JIWOO, MINA},
        invocation::{sqs, stored},
        items::direct,
        slug,
    },
};

fn comes(shop: &Shop, who: &str, presence: Presence) -> domain::event::Envelope {
    shop.envelope(&Thread::agent(&slug(who)), Route::Presence { agent: slug(who), presence })
}

// proves RTE-16: whoever comes is told of, and looks for what waits
#[tokio::test]
async fn who_comes_is_offered_what_waits_and_who_goes_is_offered_nothing() {
    let shop = Shop::open().await;
    shop.presence(JIWOO, Presence::OffQueue).await;
    shop.presence(MINA, Presence::OffQueue).await;
    shop.says("kim", "배송").await;
    assert_eq!(place(&shop.with("kim").await), "waiting");
    let event = stored("route", "presence", &sqs(&[comes(&shop, JIWOO, Presence::OnQueue)]));
    let told = shop.stand.twice(route::handle, &event).await.smooth();
    assert_eq!(told.names(), ["agent.presence", "route"]);
    let fill = told.published[1].clone();
    let told = shop.stand.twice(route::handle, &stored("route", "fill", &sqs(&[fill]))).await.smooth();
    assert_eq!((place(&shop.with("kim").await).as_str(), told.names()), ("offered jiwoo", vec!["conversation.offered", "route"]));
}

// proves RTE-10, RTE-16, RTE-24: offers of somebody who has gone go on at once
#[tokio::test]
async fn the_offers_of_who_goes_away_are_offered_to_others_and_what_they_hold_stays() {
    for gone in [Presence::Away, Presence::OffQueue] {
        let shop = Shop::open().await;
        shop.taken("held", JIWOO).await;
        shop.hears_with(&direct("kim", "m1", "배송", shop.stand.now()), verdict(CARE, &["ko"], 0)).await;
        assert_eq!(place(&shop.with("kim").await), "offered jiwoo");
        shop.stand.pass(SECOND);
        shop.presence(JIWOO, gone).await;
        assert_eq!(place(&shop.with("kim").await), "offered mina", "{gone:?}");
        assert_eq!(place(&shop.with("held").await), "with jiwoo", "{gone:?}");
        let there = agent::candidate(&shop.stand.deps.table, &slug(JIWOO)).await.unwrap().unwrap().desk.presence;
        assert_eq!(there, gone, "an offer that ended with the going is no sign of sleep");
        let room = store::room::page(&shop.stand.deps.table, &slug(CARE), None).await.unwrap().items;
        assert_eq!(room.iter().map(|note| note.agent.as_str()).collect::<Vec<_>>(), [MINA]);
    }
}

// proves RTE-16: what they said of themselves counts for more than an old offer
#[tokio::test]
async fn only_who_is_on_queue_becomes_not_responding() {
    for (said, after) in [
        (Presence::OnQueue, Presence::NotResponding),
        (Presence::Away, Presence::Away),
        (Presence::OffQueue, Presence::OffQueue),
        (Presence::NotResponding, Presence::NotResponding),
    ] {
        let shop = Shop::open().await;
        shop.presence(JIWOO, said).await;
        shop.stand.pass(SECOND);
        shop.handle(&comes(&shop, JIWOO, Presence::NotResponding)).await.smooth();
        let desk = agent::candidate(&shop.stand.deps.table, &slug(JIWOO)).await.unwrap().unwrap().desk;
        assert_eq!(desk.presence, after);
    }
}

// proves RTE-16: back on queue after an offer ran out, they get work again
#[tokio::test]
async fn who_was_not_responding_and_comes_back_gets_work_again() {
    let shop = Shop::open().await;
    shop.presence(MINA, Presence::OffQueue).await;
    shop.says("kim", "배송").await;
    let offered = shop.with("kim").await;
    let until = offered.stage.due().unwrap();
    shop.stand.deps.clock.set(until.plus(1));
    let told = shop.does(offered.id, Route::Expire { conversation: offered.id, until }).await;
    shop.follow(told).await;
    assert_eq!(place(&shop.with("kim").await), "waiting");
    shop.says("lee", "결제").await;
    assert_eq!(place(&shop.with("lee").await), "waiting", "nothing for one who does not respond");
    shop.stand.pass(SECOND);
    let told = shop.presence(JIWOO, Presence::OnQueue).await;
    assert!(told.iter().any(|envelope| matches!(envelope.payload, Payload::ConversationOffered(_))));
    assert_eq!(place(&shop.with("lee").await), "offered jiwoo");
    let look = shop.envelope(&Thread::queue(&slug(CARE)), Route::Match { queue: slug(CARE), again: true });
    let told = shop.handle(&look).await.smooth();
    shop.follow(told).await;
    assert_eq!(place(&shop.with("kim").await), "offered jiwoo", "the minute asks them again");
}

// proves RTE-17, I11: who passed on several is asked again for one a minute, and for each in its turn (seed 130489 of the schedules)
#[tokio::test]
async fn the_minute_asks_again_for_one_after_the_other() {
    let shop = Shop::open().await;
    shop.presence(MINA, Presence::OffQueue).await;
    let passes = async |person: &str| {
        let offered = shop.with(person).await;
        assert_eq!(place(&offered), "offered jiwoo");
        shop.stand.pass(SECOND);
        let told = shop.does(offered.id, Route::Decline { conversation: offered.id, agent: slug(JIWOO) }).await;
        shop.follow(told).await;
        assert_eq!(place(&shop.with(person).await), "waiting");
    };
    for person in ["kim", "lee"] {
        shop.says(person, "배송").await;
        passes(person).await;
    }
    for (asked, other) in [("kim", "lee"), ("lee", "kim"), ("kim", "lee")] {
        shop.stand.pass(MINUTE);
        let look = shop.envelope(&Thread::queue(&slug(CARE)), Route::Match { queue: slug(CARE), again: true });
        let told = shop.handle(&look).await.smooth();
        shop.follow(told).await;
        assert_eq!(place(&shop.with(other).await), "waiting", "one offer that nobody may want is enough");
        passes(asked).await;
    }
}

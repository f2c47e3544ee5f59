//! Offers: taken, passed on, run out.

use domain::{
    agent::Presence,
    conversation::Stage,
    event::{Payload, Route},
    time::SECOND,
};
use store::{agent, command};

use crate::{
    shop::{Shop, place},
    stand::{
        company::{JIWOO, MINA},
        invocation::{sqs, stored},
        slug,
    },
};

async fn presence(shop: &Shop, who: &str) -> Presence {
    agent::candidate(&shop.stand.deps.table, &slug(who)).await.unwrap().unwrap().desk.presence
}

// proves RTE-10
#[tokio::test]
async fn an_accepted_offer_is_assigned_and_the_agent_stands_in_the_thread() {
    let shop = Shop::open().await;
    shop.says("kim", "배송").await;
    let offered = shop.with("kim").await;
    shop.stand.pass(7 * SECOND);
    let accept = shop.envelope(&offered.thread, Route::Accept { conversation: offered.id, agent: slug(JIWOO) });
    let event = stored("route", "accept", &sqs(std::slice::from_ref(&accept)));
    let told = shop.stand.twice(route::handle, &event).await.smooth();
    assert_eq!(told.names(), ["conversation.assigned"]);
    let taken = shop.with("kim").await;
    assert_eq!((place(&taken).as_str(), taken.last_agent, taken.seq), ("with jiwoo", Some(slug(JIWOO)), 2));
    assert_eq!(shop.stand.holding(JIWOO).await, [taken.id].into());
    assert_eq!(command::outcome(&shop.stand.deps.table, &taken.thread, accept.id).await.unwrap(), command::Outcome::Applied);
    let due = store::conversation::offers_due(&shop.stand.deps.table, shop.stand.now().plus(3_600 * SECOND), 9).await.unwrap();
    assert_eq!(due, [], "a taken offer never runs out");
}

// proves RTE-10: a declined offer goes on at once, and in the end waits in its old place
#[tokio::test]
async fn a_declined_offer_goes_to_the_next_agent_and_waits_when_all_have_declined() {
    let shop = Shop::open().await;
    shop.says("kim", "배송").await;
    let first = shop.with("kim").await;
    let since = shop.stand.now();
    shop.stand.pass(3 * SECOND);
    let told = shop.does(first.id, Route::Decline { conversation: first.id, agent: slug(JIWOO) }).await;
    assert_eq!(place(&shop.with("kim").await), "offered mina");
    assert_eq!(told.names(), ["conversation.offered", "route"]);
    assert_eq!(shop.stand.holding(JIWOO).await.len(), 0);
    shop.follow(told).await;
    let told = shop.does(first.id, Route::Decline { conversation: first.id, agent: slug(MINA) }).await;
    shop.follow(told).await;
    let waiting = shop.with("kim").await;
    assert_eq!(waiting.stage, Stage::Waiting { since, passed: [slug(JIWOO), slug(MINA)].into() });
    let (count, oldest) = store::conversation::waiting_count(&shop.stand.deps.table, &slug("care"), 9).await.unwrap();
    assert_eq!((count, oldest), (1, Some(since)), "its place in the line is that of its arrival");
}

// proves RTE-10, RTE-16: an offer that runs out goes on, and who let it run out gets nothing until they are back
#[tokio::test]
async fn an_offer_that_runs_out_goes_on_and_its_agent_is_not_responding() {
    let shop = Shop::open().await;
    shop.says("kim", "배송").await;
    let offered = shop.with("kim").await;
    let until = offered.stage.due().unwrap();
    assert_eq!(until, shop.stand.now().plus(30 * SECOND), "as long as the queue says");
    shop.stand.deps.clock.set(until.plus(1));
    let expire = shop.envelope(&offered.thread, Route::Expire { conversation: offered.id, until });
    let told = shop.stand.twice(route::handle, &stored("route", "expire", &sqs(&[expire]))).await.smooth();
    assert_eq!(place(&shop.with("kim").await), "offered mina");
    shop.follow(told).await;
    assert_eq!(presence(&shop, JIWOO).await, Presence::NotResponding);
    assert_eq!(presence(&shop, MINA).await, Presence::OnQueue);
    assert_eq!(place(&shop.with("kim").await), "offered mina");
}

// proves I9: the clock's word on an older offer, or on one that was taken, is nothing
#[tokio::test]
async fn only_the_very_offer_meant_runs_out() {
    let shop = Shop::open().await;
    shop.says("kim", "배송").await;
    let offered = shop.with("kim").await;
    let until = offered.stage.due().unwrap();
    let told = shop.does(offered.id, Route::Expire { conversation: offered.id, until: until.minus(1) }).await;
    assert_eq!((told.published, place(&shop.with("kim").await).as_str()), (vec![], "offered jiwoo"));
    shop.does(offered.id, Route::Accept { conversation: offered.id, agent: slug(JIWOO) }).await;
    let told = shop.does(offered.id, Route::Expire { conversation: offered.id, until }).await;
    assert_eq!((told.published, place(&shop.with("kim").await).as_str()), (vec![], "with jiwoo"));
    assert_eq!(presence(&shop, JIWOO).await, Presence::OnQueue);
}

// proves RTE-21: an agent takes what is on offer to another, and the other is told by refusal
#[tokio::test]
async fn whoever_is_first_has_it_and_the_other_is_told_who() {
    let shop = Shop::open().await;
    shop.says("kim", "배송").await;
    let id = shop.with("kim").await.id;
    let told = shop.does(id, Route::Assign { conversation: id, to: slug(MINA), by: slug(MINA), over: false }).await;
    assert_eq!(told.names(), ["conversation.assigned", "route"], "who had the offer is free for another");
    assert_eq!((shop.stand.holding(JIWOO).await.len(), shop.stand.holding(MINA).await.len()), (0, 1));
    let told = shop.does(id, Route::Accept { conversation: id, agent: slug(JIWOO) }).await;
    let Some(Payload::CommandRefused(fact)) = told.payloads().next() else { panic!("{told:?}") };
    assert_eq!(fact.refused, domain::conversation::Refused::HeldBy { holder: slug(MINA) });
    assert_eq!(place(&shop.with("kim").await), "with mina");
}

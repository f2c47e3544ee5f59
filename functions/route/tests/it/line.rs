//! What waits meets who is free, in the order of the line.

use domain::{
    agent::Presence,
    event::Route,
    thread::Thread,
    time::{MINUTE, SECOND},
};

use crate::{
    shop::{Shop, place, verdict},
    stand::{
        company::{BILLING, CARE, JIWOO, MINA, agent},
        invocation::{sqs, stored},
        items::direct,
        slug,
    },
};

/// Five people wait, in an order that is not that of their arrival.
async fn waiting() -> Shop {
    let shop = Shop::empty().await;
    for (person, queue, skills, priority) in [
        ("first", CARE, &[][..], 0),
        ("urgent", CARE, &[], 30),
        ("skilled", CARE, &["refund"], 60),
        ("second", CARE, &[], 0),
        ("bill", BILLING, &[], 5),
    ] {
        let told = shop.hears_with(&direct(person, "m", "!", shop.stand.now()), verdict(queue, skills, priority)).await;
        shop.follow(told).await;
        shop.stand.pass(MINUTE);
    }
    shop
}

async fn places(shop: &Shop) -> Vec<String> {
    let mut places = Vec::new();
    for person in ["first", "urgent", "skilled", "second", "bill"] {
        places.push(place(&shop.with(person).await));
    }
    places
}

// proves RTE-14, RTE-15, I11
#[tokio::test]
async fn who_comes_gets_the_first_of_their_lines_that_they_can_take_as_far_as_they_have_room() {
    let shop = waiting().await;
    shop.stand.hire(&agent(JIWOO, &[CARE], &[], 2), Presence::OffQueue).await;
    shop.presence(JIWOO, Presence::OnQueue).await;
    // The most urgent needs a skill he lacks; then the head start, then the arrival.
    assert_eq!(places(&shop).await, ["offered jiwoo", "offered jiwoo", "waiting", "waiting", "waiting"]);
    shop.stand.hire(&agent(MINA, &[CARE, BILLING], &[("refund", 2)], 2), Presence::OffQueue).await;
    shop.presence(MINA, Presence::OnQueue).await;
    assert_eq!(places(&shop).await, ["offered jiwoo", "offered jiwoo", "offered mina", "waiting", "offered mina"]);
    // A place that comes free is filled with who is first now.
    let urgent = shop.with("urgent").await.id;
    shop.does(urgent, Route::Accept { conversation: urgent, agent: slug(JIWOO) }).await;
    let told = shop.does(urgent, Route::Close { conversation: urgent, by: slug(JIWOO), code: None }).await;
    shop.follow(told).await;
    assert_eq!(places(&shop).await, ["offered jiwoo", "closed", "offered mina", "offered jiwoo", "offered mina"]);
}

// proves RTE-14: score = waiting minutes + priority; ties by arrival
#[tokio::test]
async fn the_order_of_the_line_is_minutes_waited_plus_priority() {
    let shop = waiting().await;
    shop.stand.hire(&agent(MINA, &[CARE, BILLING], &[("refund", 2)], 1), Presence::OnQueue).await;
    let mut order = Vec::new();
    for _ in 0..5 {
        let command = shop.envelope(&Thread::agent(&slug(MINA)), Route::Fill { agent: slug(MINA) });
        let told = shop.handle(&command).await.smooth();
        shop.follow(told).await;
        let id = *shop.stand.holding(MINA).await.first().unwrap();
        order.push(shop.stand.conversation_by_id(id).await.customer.id);
        shop.does(id, Route::Accept { conversation: id, agent: slug(MINA) }).await;
        shop.does(id, Route::Close { conversation: id, by: slug(MINA), code: None }).await;
    }
    // Arrivals a minute apart: skilled 2 - 60, urgent 1 - 30, bill 4 - 5, first 0, second 3.
    assert_eq!(order, ["skilled", "urgent", "bill", "first", "second"]);
}

// proves I11: between looking for a free agent and standing in the line somebody may have come free
#[tokio::test]
async fn a_line_is_matched_with_everybody_who_is_free() {
    let shop = waiting().await;
    // They come without a word: the line alone finds them.
    shop.stand.hire(&agent(JIWOO, &[CARE], &[], 1), Presence::OnQueue).await;
    shop.stand.hire(&agent(MINA, &[CARE], &[("refund", 1)], 1), Presence::OnQueue).await;
    let look = shop.envelope(&Thread::queue(&slug(CARE)), Route::Match { queue: slug(CARE), again: true });
    let told = shop.stand.twice(route::handle, &stored("route", "match", &sqs(&[look]))).await.smooth();
    assert_eq!(told.names(), ["conversation.offered", "route"], "one at a time, and the line is looked at once more");
    shop.follow(told).await;
    assert_eq!(places(&shop).await, ["waiting", "offered jiwoo", "offered mina", "waiting", "waiting"]);
}

// proves RTE-24: who declined is asked again by the minute, better than a customer nobody is asked about
#[tokio::test]
async fn who_has_passed_is_asked_again_only_when_told_so() {
    let shop = Shop::empty().await;
    shop.stand.hire(&agent(JIWOO, &[CARE], &[], 1), Presence::OnQueue).await;
    shop.says("kim", "배송").await;
    let id = shop.with("kim").await.id;
    let told = shop.does(id, Route::Decline { conversation: id, agent: slug(JIWOO) }).await;
    shop.follow(told).await;
    assert_eq!(place(&shop.with("kim").await), "waiting");
    for (again, expected) in [(false, "waiting"), (true, "offered jiwoo")] {
        shop.stand.pass(SECOND);
        let look = shop.envelope(&Thread::queue(&slug(CARE)), Route::Match { queue: slug(CARE), again });
        let told = shop.handle(&look).await.smooth();
        shop.follow(told).await;
        assert_eq!(place(&shop.with("kim").await), expected);
    }
}

#[tokio::test]
async fn a_line_nobody_waits_in_and_an_agent_nobody_knows_are_nothing() {
    let shop = Shop::open().await;
    for command in [
        Route::Match { queue: slug("nowhere"), again: true },
        Route::Fill { agent: slug("nobody") },
        Route::Fill { agent: slug(MINA) },
    ] {
        let before = shop.stand.contents();
        let told = shop.handle(&shop.envelope(&Thread::queue(&slug(CARE)), command)).await.smooth();
        assert_eq!((told.published, shop.stand.contents()), (vec![], before));
    }
}

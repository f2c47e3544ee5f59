//! Moves that are not lawful: nothing changes, and the person is told once.

use domain::{
    conversation::{Destination, Refused},
    event::{Payload, Reply, Route},
    id::{AgentId, ConversationId, MessageId},
    platform::Visibility,
    thread::Thread,
};
use store::command::{Outcome, outcome};

use crate::{
    shop::{Shop, place},
    stand::{
        company::{CARE, JIWOO, MINA, agent, queue},
        invocation::{sqs, stored},
        slug,
    },
};

fn reply(id: ConversationId, by: AgentId) -> Route {
    Route::Reply(Box::new(Reply {
        conversation: id,
        by,
        role: None,
        text: "네".into(),
        canned: None,
        visibility: Visibility::Private,
        seen: None,
        extra: None,
    }))
}

/// A conversation with Kim in a stage: `offered` to Jiwoo, `with` Jiwoo, in his `wrap_up`, or `closed`.
async fn at(stage: &str) -> (Shop, ConversationId) {
    let mut shop = Shop::open().await;
    let mut care = queue(CARE);
    care.wrap_up_codes = vec![slug("late"), slug("other")];
    care.code_required = true;
    shop.stand.put(&care).await;
    if stage == "offered" {
        shop.says("kim", "배송").await;
    } else {
        shop.taken("kim", JIWOO).await;
    }
    let id = shop.with("kim").await.id;
    if matches!(stage, "wrap_up" | "closed") {
        shop.does(id, Route::End { conversation: id, by: slug(JIWOO) }).await;
    }
    if stage == "closed" {
        shop.does(id, Route::Close { conversation: id, by: slug(JIWOO), code: Some(slug("late")) }).await;
    }
    (shop, id)
}

// proves I9, AGT-10, RTE-21
#[tokio::test]
async fn a_move_that_is_not_lawful_changes_nothing_and_is_told_once_with_its_reason() {
    type Case = (&'static str, fn(ConversationId) -> Route, &'static str, Refused);
    let held = || Refused::HeldBy { holder: slug(JIWOO) };
    let not_offered = |stage: &str| Refused::NotOffered { stage: stage.into() };
    let wrong_code = |code: &str| Refused::CodeNotAllowed { queue: slug(CARE), code: code.into() };
    let nobody = || Refused::NoSuch { what: "agent".into(), name: "ghost".into() };
    let cases: Vec<Case> = vec![
        ("offered", |c| Route::Accept { conversation: c, agent: slug(MINA) }, MINA, not_offered("offered")),
        ("offered", |c| Route::Decline { conversation: c, agent: slug(MINA) }, MINA, not_offered("offered")),
        ("offered", |c| Route::End { conversation: c, by: slug(JIWOO) }, JIWOO, Refused::NotHeld),
        ("offered", |c| reply(c, slug(JIWOO)), JIWOO, Refused::NotHeld),
        ("with", |c| Route::Accept { conversation: c, agent: slug(JIWOO) }, JIWOO, Refused::AlreadyYours),
        ("with", |c| Route::Accept { conversation: c, agent: slug(MINA) }, MINA, held()),
        ("with", |c| Route::Decline { conversation: c, agent: slug(JIWOO) }, JIWOO, not_offered("with")),
        (
            "with",
            |c| Route::Assign { conversation: c, to: slug(JIWOO), by: slug("boss"), over: true },
            "boss",
            Refused::AlreadyYours,
        ),
        ("with", |c| Route::Assign { conversation: c, to: slug("ghost"), by: slug("boss"), over: true }, "boss", nobody()),
        ("with", |c| reply(c, slug(MINA)), MINA, held()),
        ("with", |c| Route::End { conversation: c, by: slug(MINA) }, MINA, held()),
        ("with", |c| Route::Close { conversation: c, by: slug(MINA), code: Some(slug("late")) }, MINA, held()),
        ("with", |c| Route::Close { conversation: c, by: slug(JIWOO), code: None }, JIWOO, wrong_code("")),
        ("with", |c| Route::Close { conversation: c, by: slug(JIWOO), code: Some(slug("bored")) }, JIWOO, wrong_code("bored")),
        ("wrap_up", |c| reply(c, slug(JIWOO)), JIWOO, Refused::NotHeld),
        (
            "wrap_up",
            |c| Route::Transfer {
                conversation: c,
                to: Destination::Queue { queue: slug(CARE) },
                by: slug(JIWOO),
                note: None,
                over: false,
            },
            JIWOO,
            Refused::NotHeld,
        ),
        ("closed", |c| Route::Accept { conversation: c, agent: slug(JIWOO) }, JIWOO, Refused::AlreadyClosed),
        (
            "closed",
            |c| Route::Assign { conversation: c, to: slug(MINA), by: slug(MINA), over: false },
            MINA,
            Refused::AlreadyClosed,
        ),
        ("closed", |c| reply(c, slug(JIWOO)), JIWOO, Refused::AlreadyClosed),
        ("closed", |c| Route::End { conversation: c, by: slug(JIWOO) }, JIWOO, Refused::AlreadyClosed),
        (
            "closed",
            |c| Route::Close { conversation: c, by: slug(JIWOO), code: Some(slug("late")) },
            JIWOO,
            Refused::AlreadyClosed,
        ),
    ];
    for (stage, command, by, refused) in cases {
        let (shop, id) = at(stage).await;
        let before = shop.with("kim").await;
        let command = shop.envelope(&before.thread, command(id));
        let told = shop.handle(&command).await.smooth();
        let what = format!("{stage}: {:?}", command.payload);
        let [Payload::CommandRefused(fact)] = &told.payloads().cloned().collect::<Vec<_>>()[..] else {
            panic!("{what}: {told:?}")
        };
        assert_eq!((fact.command, fact.by.as_str(), &fact.refused), (command.id, by, &refused), "{what}");
        assert_eq!(shop.with("kim").await, before, "{what}");
        assert_eq!(
            outcome(&shop.stand.deps.table, &before.thread, command.id).await.unwrap(),
            Outcome::Refused(refused),
            "{what}"
        );
    }
}

// proves RTE-15, I10
#[tokio::test]
async fn nobody_is_given_more_than_they_may_hold() {
    let shop = Shop::open().await;
    shop.taken("a", JIWOO).await;
    shop.taken("b", JIWOO).await;
    let id = shop.taken("c", MINA).await.id;
    let give = shop.envelope(
        &shop.with("c").await.thread,
        Route::Assign { conversation: id, to: slug(JIWOO), by: slug("boss"), over: true },
    );
    let told = shop.stand.twice(route::handle, &stored("route", "assign-full", &sqs(&[give]))).await.smooth();
    let Some(Payload::CommandRefused(fact)) = told.payloads().next() else { panic!("{told:?}") };
    assert_eq!(fact.refused, Refused::Full { agent: slug(JIWOO), capacity: 2 });
    assert_eq!(place(&shop.with("c").await), "with mina");
    // Room made by a raised capacity counts at once.
    store::agent::put(&shop.stand.deps.table, &agent(JIWOO, &[CARE], &[], 3), None, shop.stand.now()).await.unwrap();
    shop.does(id, Route::Assign { conversation: id, to: slug(JIWOO), by: slug("boss"), over: true }).await;
    assert_eq!((place(&shop.with("c").await).as_str(), shop.stand.holding(JIWOO).await.len()), ("with jiwoo", 3));
}

// proves I15: what was carried out is not refused when its command comes again later, whatever has happened since
#[tokio::test]
async fn a_command_that_was_carried_out_is_never_refused_afterwards() {
    let shop = Shop::open().await;
    shop.says("kim", "배송").await;
    let offered = shop.with("kim").await;
    let accept = shop.envelope(&offered.thread, Route::Accept { conversation: offered.id, agent: slug(JIWOO) });
    let first = shop.handle(&accept).await.smooth();
    let answer = shop.envelope(&offered.thread, reply(offered.id, slug(JIWOO)));
    shop.handle(&answer).await.smooth();
    shop.stand.pass(60_000);
    shop.does(offered.id, Route::Close { conversation: offered.id, by: slug(JIWOO), code: None }).await;
    let before = shop.stand.contents();
    assert_eq!(shop.handle(&accept).await.smooth().published, first.published);
    let told = shop.handle(&answer).await.smooth();
    assert_eq!((told.names(), shop.stand.contents()), (vec!["outbound"], before));
    assert_eq!(outcome(&shop.stand.deps.table, &offered.thread, answer.id).await.unwrap(), Outcome::Applied);
}

#[tokio::test]
async fn a_command_on_what_does_not_exist_is_put_aside() {
    let shop = Shop::open().await;
    let nowhere = ConversationId::at(shop.stand.now(), &[b"nowhere"]);
    let thread = Thread::queue(&slug(CARE));
    for command in [
        Route::Accept { conversation: nowhere, agent: slug(JIWOO) },
        Route::Presence { agent: slug("ghost"), presence: domain::agent::Presence::OnQueue },
        reply(nowhere, slug(JIWOO)),
    ] {
        let told = shop.handle(&shop.envelope(&thread, command)).await;
        assert!(told.dead.len() == 1 && told.dead[0].reason.contains("there is no "), "{told:?}");
        assert_eq!((told.published.len(), told.failed.len()), (0, 0));
    }
    let (shop, id) = at("with").await;
    let message = MessageId::at(shop.stand.now(), &[b"nothing"]);
    let told = shop.does(id, Route::Resend { conversation: id, message, by: slug(JIWOO), role: None }).await;
    let Some(Payload::CommandRefused(fact)) = told.payloads().next() else { panic!("{told:?}") };
    assert_eq!(fact.refused, Refused::NoSuch { what: "message".into(), name: message.to_string() });
}

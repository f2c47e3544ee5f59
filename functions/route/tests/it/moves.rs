//! What agents do with conversations.

use domain::{
    agent::Presence,
    conversation::{Destination, Stage},
    event::{Payload, Route},
    message::Body,
    time::{MINUTE, SECOND},
};

use crate::{
    shop::{Shop, place},
    stand::{
        company::{BILLING, CARE, JIWOO, MINA, agent},
        invocation::{sqs, stored},
        slug,
    },
};

async fn last_activity(shop: &Shop, person: &str) -> (String, String) {
    let rows = shop.stand.rows(&shop.with(person).await.thread).await;
    match &rows.iter().max_by_key(|row| row.seq).unwrap().body {
        Body::Activity { what, by, detail } => (format!("{what} by {}", by.as_ref().unwrap()), detail.clone()),
        other => panic!("{other:?}"),
    }
}

// proves RTE-17: with its context, to wherever it should go
#[tokio::test]
async fn a_transfer_offers_the_conversation_where_it_should_go() {
    let cases: [(&str, Destination, &str, &str, &[&str]); 4] = [
        ("transfer-to-queue", Destination::Queue { queue: slug(BILLING) }, "offered mina", BILLING, &[]),
        ("transfer-to-agent", Destination::Agent { agent: slug(MINA) }, "offered mina", CARE, &[]),
        ("transfer-to-skill", Destination::Skill { skill: slug("refund") }, "offered mina", CARE, &["refund"]),
        ("transfer-to-nobody", Destination::Skill { skill: slug("law") }, "waiting", CARE, &["law"]),
    ];
    for (case, to, expected, queue, skills) in cases {
        let shop = Shop::open().await;
        let taken = shop.taken("kim", JIWOO).await;
        shop.stand.pass(MINUTE);
        let note = Some("쿠폰을 원하세요".to_owned());
        let command =
            shop.envelope(&taken.thread, Route::Transfer { conversation: taken.id, to, by: slug(JIWOO), note, over: false });
        let told = shop.stand.twice(route::handle, &stored("route", case, &sqs(&[command]))).await.smooth();
        let now = shop.with("kim").await;
        assert_eq!(place(&now), expected, "{case}");
        assert_eq!(
            (now.needs.queue.as_str(), now.needs.skills.iter().map(|s| s.as_str()).collect::<Vec<_>>()),
            (queue, skills.to_vec())
        );
        assert_eq!((now.interaction.transfers, shop.stand.holding(JIWOO).await.len()), (1, 0), "{case}");
        assert!(last_activity(&shop, "kim").await.1.ends_with(": 쿠폰을 원하세요"), "{case}: the next one reads why");
        assert!(told.names().contains(&"route"), "{case}: the giver has room again");
        let figures = now.interaction.figures(shop.stand.now());
        assert_eq!((figures.transfers, figures.handle_ms, figures.waits.len()), (1, MINUTE, 2), "{case}");
    }
}

// proves RTE-17: back to the giver only if nobody else can take it
#[tokio::test]
async fn a_transfer_to_the_same_queue_comes_back_to_the_giver_only_when_asked_again() {
    let shop = Shop::empty().await;
    shop.stand.hire(&agent(JIWOO, &[CARE], &[], 2), Presence::OnQueue).await;
    let id = shop.taken("kim", JIWOO).await.id;
    let to = Destination::Queue { queue: slug(CARE) };
    let told = shop.does(id, Route::Transfer { conversation: id, to, by: slug(JIWOO), note: None, over: false }).await;
    shop.follow(told).await;
    assert_eq!(place(&shop.with("kim").await), "waiting");
    let told = shop.does(id, Route::Match { queue: slug(CARE), again: true }).await;
    shop.follow(told).await;
    assert_eq!(place(&shop.with("kim").await), "offered jiwoo");
}

// proves RTE-19, I10: a supervisor may give to whoever has room, and the desks follow
#[tokio::test]
async fn a_supervisor_gives_a_conversation_out_of_any_stage_but_the_end() {
    for stage in ["waiting", "offered", "with", "wrap_up"] {
        let shop = Shop::open().await;
        if stage == "waiting" {
            shop.presence(JIWOO, Presence::Away).await;
            shop.presence(MINA, Presence::Away).await;
        }
        let id = match stage {
            "waiting" | "offered" => {
                shop.says("kim", "배송").await;
                shop.with("kim").await.id
            }
            _ => shop.taken("kim", JIWOO).await.id,
        };
        if stage == "wrap_up" {
            shop.does(id, Route::End { conversation: id, by: slug(JIWOO) }).await;
        }
        assert_eq!(shop.with("kim").await.stage.name(), stage);
        shop.stand.pass(SECOND);
        let told = shop.does(id, Route::Assign { conversation: id, to: slug(MINA), by: slug("boss"), over: true }).await;
        let Some(Payload::ConversationAssigned(fact)) = told.payloads().next() else { panic!("{stage}: {told:?}") };
        assert_eq!((fact.by.clone(), fact.whereabouts.holder.clone()), (Some(slug("boss")), Some(slug(MINA))), "{stage}");
        assert_eq!(place(&shop.with("kim").await), "with mina");
        assert_eq!((shop.stand.holding(JIWOO).await.len(), shop.stand.holding(MINA).await.len()), (0, 1), "{stage}");
        assert_eq!(last_activity(&shop, "kim").await, ("assigned by boss".into(), MINA.into()), "{stage}");
    }
}

// proves AGT-10, K-05, K-08: end, wrap-up, close; the figures are told once
#[tokio::test]
async fn a_conversation_ends_is_wrapped_up_and_closed_with_its_figures() {
    let shop = Shop::open().await;
    shop.says("kim", "배송").await;
    let id = shop.with("kim").await.id;
    shop.stand.pass(20 * SECOND);
    shop.does(id, Route::Accept { conversation: id, agent: slug(JIWOO) }).await;
    shop.stand.pass(2 * MINUTE);
    let end = shop.envelope(&shop.with("kim").await.thread, Route::End { conversation: id, by: slug(JIWOO) });
    let told = shop.stand.twice(route::handle, &stored("route", "end", &sqs(&[end]))).await.smooth();
    assert_eq!((told.published.len(), place(&shop.with("kim").await).as_str()), (0, "wrap_up jiwoo"));
    assert_eq!(shop.stand.holding(JIWOO).await.len(), 1, "wrap-up takes a place");
    shop.stand.pass(MINUTE);
    let close = Route::Close { conversation: id, by: slug(JIWOO), code: Some(slug("late")) };
    let close = shop.envelope(&shop.with("kim").await.thread, close);
    let told = shop.stand.twice(route::handle, &stored("route", "close", &sqs(&[close]))).await.smooth();
    assert_eq!(told.names(), ["conversation.closed", "route"]);
    let Some(Payload::ConversationClosed(fact)) = told.payloads().next() else { panic!("{told:?}") };
    assert_eq!(
        (fact.code.clone(), fact.interaction, fact.whereabouts.holder.clone()),
        (Some(slug("late")), 1, Some(slug(JIWOO)))
    );
    assert_eq!(
        (fact.figures.handle_ms, fact.figures.waits[0].wait_ms, fact.figures.waits[0].answered),
        (3 * MINUTE, 20 * SECOND, true)
    );
    let closed = shop.with("kim").await;
    assert_eq!(closed.ended(), Some(shop.stand.now().minus(MINUTE)), "the window counts from the end of the customer's side");
    assert_eq!(shop.stand.holding(JIWOO).await.len(), 0);
}

// proves AGT-10: notes are rows for colleagues, from anybody, in any stage
#[tokio::test]
async fn anybody_may_leave_a_note_and_it_moves_nothing() {
    let shop = Shop::open().await;
    let closed = shop.served("kim", JIWOO).await;
    shop.stand.pass(SECOND);
    let note =
        Route::Note {
            conversation: closed.id, by: slug(MINA), text: "다음엔 택배사에 먼저".into(), mentions: vec![slug(JIWOO)]
        };
    let note = shop.envelope(&closed.thread, note);
    let told = shop.stand.twice(route::handle, &stored("route", "note", &sqs(&[note]))).await.smooth();
    assert_eq!(told.names(), ["message.received"]);
    let now = shop.with("kim").await;
    assert_eq!((&now.stage, now.seq), (&closed.stage, closed.seq + 1));
    let rows = shop.stand.rows(&now.thread).await;
    assert!(
        matches!(&rows.last().unwrap().body, Body::Note { agent, mentions, .. } if agent.as_str() == MINA && mentions.len() == 1)
    );
}

// proves I5, I9: a whole service, and every row has its own place
#[tokio::test]
async fn the_rows_of_a_thread_are_numbered_without_gap_over_conversations_and_agents() {
    let shop = Shop::open().await;
    let id = shop.taken("kim", JIWOO).await.id;
    shop.stand.pass(SECOND);
    shop.does(
        id,
        Route::Transfer {
            conversation: id,
            to: Destination::Agent { agent: slug(MINA) },
            by: slug(JIWOO),
            note: None,
            over: false,
        },
    )
    .await;
    shop.does(id, Route::Accept { conversation: id, agent: slug(MINA) }).await;
    shop.does(id, Route::Note { conversation: id, by: slug(MINA), text: "확인 중".into(), mentions: vec![] }).await;
    shop.stand.pass(SECOND);
    shop.does(id, Route::End { conversation: id, by: slug(MINA) }).await;
    shop.does(id, Route::Close { conversation: id, by: slug(MINA), code: None }).await;
    shop.stand.pass(SECOND);
    shop.says("kim", "다시 왔어요").await;
    let now = shop.with("kim").await;
    let mut seqs: Vec<u64> = shop.stand.rows(&now.thread).await.iter().map(|row| row.seq).collect();
    seqs.sort_unstable();
    assert_eq!(seqs, (1..=now.seq).collect::<Vec<_>>());
    assert!(matches!(&now.stage, Stage::Offered { agent, .. } if agent.as_str() == MINA), "{:?}", now.stage);
}

// proves RTE-21: without a supervisor's word nobody takes a conversation out of another's hands
#[tokio::test]
async fn only_a_supervisor_reaches_into_anothers_hands() {
    for (over, expected) in [(false, "with jiwoo"), (true, "with mina")] {
        let shop = Shop::open().await;
        let id = shop.taken("kim", JIWOO).await.id;
        let told = shop.does(id, Route::Assign { conversation: id, to: slug(MINA), by: slug(MINA), over }).await;
        assert_eq!((place(&shop.with("kim").await).as_str(), told.names()[0] == "command.refused"), (expected, !over));
        let shop = Shop::open().await;
        let id = shop.taken("kim", JIWOO).await.id;
        let to = Destination::Queue { queue: slug(BILLING) };
        shop.does(id, Route::Transfer { conversation: id, to, by: slug(MINA), note: None, over }).await;
        assert_eq!(place(&shop.with("kim").await), if over { "offered mina" } else { "with jiwoo" });
    }
}

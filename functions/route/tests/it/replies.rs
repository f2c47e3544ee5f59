//! Answers on their way out: checked against the channel, written as queued, handed on once.

use domain::{
    conversation::Refused,
    event::{Call, Payload, Reply, Route},
    id::{ConversationId, MessageId},
    inbound::Item,
    message::{Body, Delivery, DeliveryState, Failure, FailureReason},
    platform::Visibility,
    reply::{Extra, Outbound, Target},
    thread::Thread,
    time::{DAY, HOUR, MINUTE, SECOND},
};
use store::conversation;

use crate::{
    shop::{Shop, verdict},
    stand::{
        Told,
        company::{CARE, JIWOO},
        invocation::{sqs, stored},
        items::{comment, direct},
        slug,
    },
};

fn answer(id: ConversationId, text: &str, visibility: Visibility, seen: Option<u64>) -> Route {
    Route::Reply(Box::new(Reply {
        conversation: id,
        by: slug(JIWOO),
        role: None,
        text: text.into(),
        canned: None,
        visibility,
        seen,
        extra: None,
    }))
}

/// What goes out, or why nothing does.
fn outcome(told: &Told) -> Result<&Outbound, &Refused> {
    match told.payloads().next() {
        Some(Payload::Outbound(Call::Send { outbound, .. })) => Ok(outbound),
        Some(Payload::CommandRefused(fact)) => Err(&fact.refused),
        other => panic!("{other:?}"),
    }
}

// proves K-04, K-05, I13, I17
#[tokio::test]
async fn an_answer_is_written_as_queued_and_handed_on_with_its_own_id() {
    let shop = Shop::open().await;
    let taken = shop.taken("kim", JIWOO).await;
    shop.stand.pass(2 * MINUTE);
    let command = shop.envelope(&taken.thread, answer(taken.id, "오늘 출발했어요", Visibility::Private, Some(1)));
    let told = shop.stand.twice(route::handle, &stored("route", "reply", &sqs(&[command]))).await.smooth();
    assert_eq!(told.names(), ["outbound"]);
    let outbound = outcome(&told).unwrap();
    assert_eq!(outbound.target, Target::Direct { customer: "kim".into() });
    assert_eq!((outbound.text.as_str(), outbound.from.as_str(), outbound.human_tag), ("오늘 출발했어요", "Ushop", false));
    let rows = shop.stand.rows(&taken.thread).await;
    let row = rows.iter().find(|row| row.id == outbound.message).unwrap();
    assert!(matches!(&row.body, Body::Agent { delivery, .. } if *delivery == Delivery::queued()));
    let now = shop.with("kim").await;
    assert_eq!((now.unread, now.interaction.answered, now.interaction.response_ms), (0, 1, 2 * MINUTE));
}

// proves I17: what the customer has just written is read before the answer goes out
#[tokio::test]
async fn an_answer_to_an_older_state_is_refused_unless_it_is_forced() {
    let shop = Shop::open().await;
    let id = shop.taken("kim", JIWOO).await.id;
    shop.stand.pass(SECOND);
    shop.says("kim", "취소해 주세요!").await;
    let newest = shop.with("kim").await.seq;
    shop.stand.pass(SECOND);
    assert_eq!(
        outcome(&shop.does(id, answer(id, "보냈어요", Visibility::Private, Some(newest - 1))).await),
        Err(&Refused::Outdated)
    );
    assert!(outcome(&shop.does(id, answer(id, "취소했어요", Visibility::Private, Some(newest))).await).is_ok());
    shop.stand.pass(SECOND);
    assert!(outcome(&shop.does(id, answer(id, "보냈어요", Visibility::Private, None)).await).is_ok(), "forced");
}

// proves AGT-06, CH-24, CH-25, I16
#[tokio::test]
async fn an_answer_goes_only_where_and_when_the_channel_takes_it() {
    let public = |comment: &str| Ok(Target::Comment { comment: comment.into() });
    let kim = || Ok(Target::Direct { customer: "kim".into() });
    let too_long = |counted, allowed| Err(Refused::TooLong { counted, allowed });
    // Whether the conversation is public, the answer, its visibility, how much later; where it goes.
    let cases = [
        (false, "x".repeat(1_000), Visibility::Private, 24 * HOUR, kim(), false),
        (false, "네".into(), Visibility::Private, 24 * HOUR + 1, kim(), true),
        (false, "네".into(), Visibility::Private, 7 * DAY, kim(), true),
        (
            false,
            "네".into(),
            Visibility::Private,
            7 * DAY + 1,
            Err(Refused::WindowClosed { since: "2026-11-27T09:30:00.000Z".into() }),
            false,
        ),
        (false, "네".repeat(334), Visibility::Private, HOUR, too_long(1_002, 1_000), false),
        (true, "네".repeat(300), Visibility::Public, 30 * DAY, public("c1"), false),
        (true, "네".repeat(301), Visibility::Public, HOUR, too_long(301, 300), false),
        (true, "네".into(), Visibility::Private, 6 * DAY, Ok(Target::PrivateReply { comment: "c1".into() }), false),
    ];
    for (public, text, visibility, later, expected, tagged) in cases {
        let shop = Shop::open().await;
        let mut item = comment("kim", "c1", "배송 늦어요", shop.stand.now());
        if !public {
            item.visibility = Visibility::Private;
            item.post = None;
        }
        shop.hears_with(&item, verdict(CARE, &[], 0)).await;
        let id = shop.stand.conversation(&Thread::of(&item)).await.unwrap().id;
        shop.does(id, Route::Accept { conversation: id, agent: slug(JIWOO) }).await;
        shop.stand.pass(later);
        let told = shop.does(id, answer(id, &text, visibility, None)).await;
        let what = format!("{public} {visibility:?} {later} {}", text.len());
        assert_eq!(outcome(&told).map(|o| o.target.clone()).map_err(Clone::clone), expected, "{what}");
        assert_eq!(outcome(&told).is_ok_and(|o| o.human_tag), tagged, "{what}");
    }
}

// proves CH-08, CH-25: after every window, what the platform approved beforehand goes out, and nothing else does
#[tokio::test]
async fn after_the_window_an_approved_template_goes_out() {
    let shop = Shop::open().await;
    let item = Item { visibility: Visibility::Private, post: None, ..comment("kim", "c1", "배송 늦어요", shop.stand.now()) };
    shop.hears_with(&item, verdict(CARE, &[], 0)).await;
    let id = shop.stand.conversation(&Thread::of(&item)).await.unwrap().id;
    shop.does(id, Route::Accept { conversation: id, agent: slug(JIWOO) }).await;
    shop.stand.pass(8 * DAY);
    let Route::Reply(mut reply) = answer(id, "배송 안내", Visibility::Private, None) else { panic!() };
    reply.extra = Some(Extra::Links { links: vec![] });
    let told = shop.does(id, Route::Reply(reply.clone())).await;
    assert!(matches!(outcome(&told), Err(Refused::WindowClosed { .. })));
    reply.extra = Some(Extra::Template { name: "delay".into(), language: "ko".into(), values: vec!["7".into()] });
    shop.stand.pass(1);
    let told = shop.does(id, Route::Reply(reply.clone())).await;
    assert_eq!(outcome(&told).map(|outbound| outbound.extra.clone()), Ok(reply.extra));
}

// proves CH-25: LINE has no public answers and no window
#[tokio::test]
async fn line_takes_private_answers_at_any_time_and_no_public_ones() {
    let shop = Shop::open().await;
    let id = shop.taken("kim", JIWOO).await.id;
    shop.stand.pass(60 * DAY);
    let told = shop.does(id, answer(id, "네", Visibility::Public, None)).await;
    let nowhere = Refused::NotOnThisChannel { platform: domain::platform::Platform::Line, visibility: "public".into() };
    assert_eq!(outcome(&told), Err(&nowhere));
    assert!(outcome(&shop.does(id, answer(id, "😀".repeat(2_500).as_str(), Visibility::Private, None)).await).is_ok());
    shop.stand.pass(1);
    let told = shop.does(id, answer(id, &"😀".repeat(2_501), Visibility::Private, None)).await;
    assert_eq!(outcome(&told), Err(&Refused::TooLong { counted: 5_002, allowed: 5_000 }));
}

// proves D-12, AGT-06: an answer in public goes under the customer's newest word
#[tokio::test]
async fn a_public_answer_goes_under_the_newest_comment_and_under_a_mention_where_the_brand_was_named() {
    let shop = Shop::open().await;
    let first = comment("kim", "c1", "배송", shop.stand.now());
    shop.hears_with(&first, verdict(CARE, &[], 0)).await;
    shop.stand.pass(SECOND);
    shop.hears(&comment("kim", "c2", "여보세요", shop.stand.now())).await;
    let id = shop.stand.conversation(&Thread::of(&first)).await.unwrap().id;
    shop.does(id, Route::Accept { conversation: id, agent: slug(JIWOO) }).await;
    shop.stand.pass(SECOND);
    let told = shop.does(id, answer(id, "네", Visibility::Public, None)).await;
    assert_eq!(outcome(&told).unwrap().target, Target::Comment { comment: "c2".into() });

    for (named, expected) in [("c9", Some("c9".to_owned())), ("18099999999999001", None)] {
        let shop = Shop::open().await;
        let mut item = comment("lee", named, "@shop 별로", shop.stand.now());
        if let domain::inbound::Act::Say { content_type, .. } = &mut item.act {
            *content_type = domain::platform::ContentType::Mention;
        }
        shop.hears_with(&item, verdict(CARE, &[], 0)).await;
        let id = shop.stand.conversation(&Thread::of(&item)).await.unwrap().id;
        shop.does(id, Route::Accept { conversation: id, agent: slug(JIWOO) }).await;
        let told = shop.does(id, answer(id, "죄송해요", Visibility::Public, None)).await;
        assert_eq!(outcome(&told).unwrap().target, Target::Mention { media: "18099999999999001".into(), comment: expected });
    }
}

/// An answer that has ended in a state.
async fn ended(shop: &Shop, state: DeliveryState) -> (ConversationId, MessageId) {
    let taken = shop.taken("kim", JIWOO).await;
    shop.stand.pass(SECOND);
    let told = shop.does(taken.id, answer(taken.id, "오늘 출발", Visibility::Private, None)).await;
    let message = outcome(&told).unwrap().message;
    let row = conversation::message(&shop.stand.deps.table, &taken.thread, message.time(), message).await.unwrap().unwrap();
    let failure = Failure { reason: FailureReason::Unavailable, code: "5xx".into(), advice: "later".into() };
    let Body::Agent { agent, text, canned, delivery, extra } = row.body.clone() else { panic!("{row:?}") };
    let delivery = Delivery { state, attempts: 3, failure: Some(failure), ..delivery };
    let body = Body::Agent { agent, text, canned, delivery, extra };
    shop.stand.deps.table.write(vec![conversation::rewrite_from(&taken.thread, &row, &body).unwrap()]).await.unwrap();
    (taken.id, message)
}

// proves I13: only a person sends again what failed or is in doubt, and it keeps its id
#[tokio::test]
async fn a_person_sends_again_what_failed_or_is_unsure_and_nothing_else() {
    for state in [DeliveryState::Failed, DeliveryState::Unsure] {
        let shop = Shop::open().await;
        let (id, message) = ended(&shop, state).await;
        shop.stand.pass(MINUTE);
        let resend = shop
            .envelope(&shop.with("kim").await.thread, Route::Resend { conversation: id, message, by: slug(JIWOO), role: None });
        let case = if state == DeliveryState::Failed { "resend-failed" } else { "resend-unsure" };
        let told = shop.stand.twice(route::handle, &stored("route", case, &sqs(&[resend]))).await.smooth();
        assert_eq!((told.names(), outcome(&told).unwrap().message), (vec!["outbound"], message), "{state:?}");
        let rows = shop.stand.rows(&shop.with("kim").await.thread).await;
        let queued = |body: &Body| matches!(body, Body::Agent { delivery, .. } if delivery.state == DeliveryState::Queued && delivery.attempts == 3);
        assert!(rows.iter().any(|row| row.id == message && queued(&row.body)), "{state:?}: {rows:?}");
    }
    for state in
        [DeliveryState::Queued, DeliveryState::Sending, DeliveryState::Sent, DeliveryState::Delivered, DeliveryState::Read]
    {
        let shop = Shop::open().await;
        let (id, message) = ended(&shop, state).await;
        let told = shop.does(id, Route::Resend { conversation: id, message, by: slug(JIWOO), role: None }).await;
        assert_eq!(outcome(&told), Err(&Refused::NotResendable { state: format!("{state:?}").to_lowercase() }));
    }
}

// proves I17: the agent's own rows do not outdate an answer
#[tokio::test]
async fn notes_and_answers_of_agents_do_not_outdate_an_answer() {
    let shop = Shop::open().await;
    let id = shop.taken("kim", JIWOO).await.id;
    shop.hears(&direct("lee", "other", "다른 사람", shop.stand.now())).await;
    shop.does(id, Route::Note { conversation: id, by: slug(JIWOO), text: "확인".into(), mentions: vec![] }).await;
    shop.stand.pass(SECOND);
    assert!(outcome(&shop.does(id, answer(id, "네", Visibility::Private, Some(1))).await).is_ok());
}

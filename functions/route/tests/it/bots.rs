//! A bot that answers first, and tickets (ESC-04).

use domain::{
    conversation::{Conversation, Stage},
    crisis::Crisis,
    escalate::{Besides, Verdict},
    event::{Call, Envelope, Payload, Route},
    interaction::Participant,
    message::{Body, DeliveryState},
    program::{Leaves, Ticket, Webhook},
    time::MINUTE,
};

use crate::{
    shop::{Shop, place, verdict},
    stand::{
        Told,
        company::{BILLING, CARE, JIWOO},
        items::direct,
        slug,
    },
};

const BOT: &str = "helper";

fn program(account: &str) -> Webhook {
    Webhook { url: format!("https://{account}.example/harken"), account: slug(account) }
}

fn to_the_bot() -> Verdict {
    Verdict { besides: Besides { bot: Some(program(BOT)), ..Besides::default() }, ..verdict(CARE, &[], 5) }
}

async fn with_bot(shop: &Shop) -> Conversation {
    shop.hears_with(&direct("kim", "m1", "배송", shop.stand.now()), to_the_bot()).await;
    shop.with("kim").await
}

fn asked(told: &Told) -> usize {
    told.payloads().filter(|payload| matches!(payload, Payload::Outbound(Call::Bot(_)))).count()
}

fn leaves(conversation: &Conversation, leaves: Leaves) -> Route {
    Route::BotLeaves { conversation: conversation.id, bot: slug(BOT), leaves }
}

fn says(conversation: &Conversation, text: &str) -> Route {
    Route::BotSays { conversation: conversation.id, bot: slug(BOT), text: text.into() }
}

fn sent(told: &Told) -> Vec<String> {
    let text = |envelope: &Envelope| match &envelope.payload {
        Payload::Outbound(Call::Send { outbound, .. }) => Some(outbound.text.clone()),
        _ => None,
    };
    told.published.iter().filter_map(text).collect()
}

async fn activity(shop: &Shop, conversation: &Conversation, named: &str) -> Option<String> {
    let rows = shop.stand.rows(&conversation.thread).await;
    rows.into_iter().find_map(|row| match row.body {
        Body::Activity { what, detail, .. } if what == named => Some(detail),
        _ => None,
    })
}

// proves ESC-04, BOT-04, BOT-15: the bot has it and nobody is asked; each message goes to it once; its words reach the customer and
// are no answer of a person; handed over, the waiting begins and all that was said is there
#[tokio::test]
async fn a_bot_answers_first_and_hands_over_with_all_that_was_said() {
    let shop = Shop::open().await;
    let told = shop.hears_with(&direct("kim", "m1", "배송", shop.stand.now()), to_the_bot()).await;
    assert_eq!((asked(&told), told.names().contains(&"conversation.offered")), (1, false), "{told:?}");
    let conversation = shop.with("kim").await;
    assert!(matches!(&conversation.stage, Stage::Bot { bot, .. } if *bot == program(BOT)), "{conversation:?}");
    assert_eq!(conversation.interaction.human_from, None);

    let told = shop.does(conversation.id, says(&conversation, "주문 번호를 알려 주세요")).await;
    assert_eq!(sent(&told), ["주문 번호를 알려 주세요"]);
    shop.stand.pass(MINUTE);
    let told = shop.hears_with(&direct("kim", "m2", "3141", shop.stand.now()), to_the_bot()).await;
    assert_eq!((asked(&told), told.names().contains(&"conversation.opened")), (1, false));

    let note = Some("order 3141, refund wanted".to_owned());
    let told = shop.does(conversation.id, leaves(&conversation, Leaves::HandOver { queue: Some(slug(BILLING)), note })).await;
    assert!(told.names().contains(&"conversation.offered"), "{told:?}");
    let after = shop.with("kim").await;
    assert_eq!((place(&after).as_str(), after.needs.queue.as_str()), ("offered mina", BILLING));
    assert_eq!(after.interaction.human_from, Some(shop.stand.now()));
    assert_eq!(after.interaction.first_reply_at, None, "a bot is no person");
    assert_eq!(after.interaction.segments[0].with, Participant::Bot);
    assert_eq!(activity(&shop, &after, "handed_over").await.unwrap(), "helper: order 3141, refund wanted");
    let rows = shop.stand.rows(&after.thread).await;
    let by_bot = rows.iter().any(|row| {
        matches!(&row.body, Body::Agent { agent, delivery, .. } if agent.as_str() == "bot" && delivery.state == DeliveryState::Queued)
    });
    assert!(by_bot && rows.len() == 4, "{rows:?}");

    // People have it: no word of the bot counts any more, and no message goes to it.
    let told = shop.does(conversation.id, says(&conversation, "too late")).await;
    assert!(told.published.is_empty(), "{told:?}");
    let told = shop.hears_with(&direct("kim", "m3", "?", shop.stand.now()), to_the_bot()).await;
    assert_eq!(asked(&told), 0);
}

// proves BOT-13, ALR-03: a bot that names no queue, a queue that is not there, words the channel does not take, a crisis: people go on
#[tokio::test]
async fn whatever_is_wrong_with_a_bot_people_go_on() {
    let shop = Shop::open().await;
    let conversation = with_bot(&shop).await;
    shop.does(conversation.id, leaves(&conversation, Leaves::HandOver { queue: Some(slug("no-such")), note: None })).await;
    let after = shop.with("kim").await;
    assert_eq!((after.stage.name(), after.needs.queue.as_str()), ("offered", CARE));
    assert_eq!(activity(&shop, &after, "handed_over").await.unwrap(), "helper (there is no queue no-such)");

    let shop = Shop::open().await;
    let conversation = with_bot(&shop).await;
    let told = shop.does(conversation.id, says(&conversation, &"ㅏ".repeat(9_000))).await;
    assert_eq!((sent(&told).len(), shop.with("kim").await.stage.name()), (0, "offered"));
    assert!(activity(&shop, &conversation, "handed_over").await.unwrap().contains("the channel takes"));

    let mut shop = Shop::open().await;
    let conversation = with_bot(&shop).await;
    let crisis = Crisis {
        since: shop.stand.now(),
        by: slug("boss"),
        topics: vec![],
        priority: 120,
        playbook: "사과한다".into(),
        approval: true,
    };
    shop.stand.put(&crisis).await;
    shop.stand.pass(MINUTE);
    let told = shop.does(conversation.id, says(&conversation, "안녕하세요")).await;
    assert_eq!((sent(&told).len(), shop.with("kim").await.stage.name()), (0, "offered"));
    shop.hears_with(&direct("lee", "m1", "배송", shop.stand.now()), to_the_bot()).await;
    assert_eq!(shop.with("lee").await.stage.name(), "offered", "in a crisis no bot begins");
}

// proves BOT-05, BOT-06: what a bot settles is over without a person, and what comes next begins with the bot again
#[tokio::test]
async fn a_bot_ends_what_it_has_settled() {
    let shop = Shop::open().await;
    let conversation = with_bot(&shop).await;
    let told = shop.does(conversation.id, leaves(&conversation, Leaves::End)).await;
    let closed = told.payloads().find_map(|p| if let Payload::ConversationClosed(fact) = p { Some(fact) } else { None }).unwrap();
    assert_eq!((closed.figures.unanswered_episodes, closed.figures.waits.len()), (0, 0));
    assert_eq!(shop.with("kim").await.stage.name(), "closed");
    shop.stand.pass(MINUTE);
    let told = shop.hears_with(&direct("kim", "m2", "하나 더", shop.stand.now()), to_the_bot()).await;
    let again = shop.with("kim").await;
    assert_eq!((again.id, again.interaction.number, again.stage.name(), asked(&told)), (conversation.id, 2, "bot", 1));
}

// proves BOT-05: an agent takes it out of the bot's hands
#[tokio::test]
async fn an_agent_takes_it_from_the_bot() {
    let shop = Shop::open().await;
    let conversation = with_bot(&shop).await;
    let take = Route::Assign { conversation: conversation.id, to: slug(JIWOO), by: slug(JIWOO), over: false };
    shop.does(conversation.id, take).await;
    assert_eq!(place(&shop.with("kim").await), format!("with {JIWOO}"));
    assert!(shop.does(conversation.id, says(&conversation, "…")).await.published.is_empty());
}

// proves ESC-04: a ticket is asked for once for an interaction, and its reference is kept and said
#[tokio::test]
async fn a_ticket_is_opened_once_and_its_reference_kept() {
    let shop = Shop::open().await;
    let besides = Besides { ticket: Some(program("desk")), ..Besides::default() };
    let asking = Verdict { besides, ..verdict(CARE, &[], 5) };
    let orders = |told: &Told| told.payloads().filter(|p| matches!(p, Payload::Outbound(Call::Ticket(_)))).count();
    let told = shop.hears_with(&direct("kim", "m1", "환불", shop.stand.now()), asking.clone()).await;
    assert_eq!((orders(&told), shop.with("kim").await.stage.name()), (1, "offered"));
    let told = shop.hears_with(&direct("kim", "m2", "?", shop.stand.now()), asking).await;
    assert_eq!(orders(&told), 0);

    let conversation = shop.with("kim").await;
    let ticket = Ticket { reference: "INC-7".into(), url: Some("https://desk.example/INC-7".into()) };
    let told = shop
        .does(conversation.id, Route::Ticketed { conversation: conversation.id, interaction: 1, ticket: ticket.clone() })
        .await;
    assert_eq!(told.names(), ["message.received"]);
    let after = shop.with("kim").await;
    assert_eq!(after.interaction.ticket, Some(ticket));
    assert_eq!(activity(&shop, &after, "ticket").await.unwrap(), "INC-7 https://desk.example/INC-7");
    assert_eq!(after.stage, conversation.stage);
}

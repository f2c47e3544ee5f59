//! Bots and ticket systems of the company (ESC-04).

use channels::Scheme;
use domain::{
    conversation::{Conversation, Stage},
    event::{AskBot, Call, Envelope, OpenTicket, Payload, Route},
    inbound::Act,
    message::{Body, Message},
    platform::{ContentType, Platform, Visibility},
    program::{Leaves, Webhook},
};
use runtime::Secret;
use serde_json::Value;

use crate::{
    platform::{Says, shop},
    stand::{
        Stand,
        company::JIWOO,
        invocation::{again, sqs},
        items::direct,
        slug,
        threads::held,
    },
};

const HELPER: &str = "helper";

fn helper() -> Webhook {
    Webhook { url: "https://helper.example/harken".into(), account: slug(HELPER) }
}

/// A customer's message in a conversation that the bot has.
async fn conversation(stand: &Stand) -> (Conversation, Message) {
    let secret = Secret::new([("signing".to_owned(), vec!["hush".to_owned()])].into());
    stand.deps.secrets.put(Platform::Open, &slug(HELPER), secret).await.unwrap();
    let item = direct("kim", "m1", "환불해 주세요", stand.now());
    let mut known = held(&item, JIWOO);
    known.stage = Stage::Bot { bot: helper(), since: stand.now() };
    stand.has(&known).await;
    let Act::Say { content, .. } = item.act.clone() else { panic!() };
    let row = Message {
        id: item.message(),
        conversation: known.id,
        seq: 1,
        at: item.at,
        visibility: Visibility::Private,
        body: Body::Customer {
            external_id: None,
            author: item.author.clone(),
            content_type: ContentType::PrivateMessage,
            content: Some(content),
            analysis: None,
            changed: None,
            why: None,
        },
    };
    stand.row(&known.thread, &row).await;
    (known, row)
}

async fn asks(stand: &Stand) -> Envelope {
    let (known, row) = conversation(stand).await;
    let ask = AskBot { conversation: known.id, bot: helper(), message: row.id, at: row.at };
    stand.command("ask", &known.thread, Call::Bot(Box::new(ask)))
}

fn routes(published: &[Envelope]) -> Vec<Route> {
    let route = |envelope: &Envelope| match &envelope.payload {
        Payload::Route(route) => Some(route.clone()),
        _ => None,
    };
    published.iter().filter_map(route).collect()
}

// proves ESC-04, BOT-15: the bot reads the thread, signed; its answer is told once however often the command comes
#[tokio::test]
async fn a_bot_is_asked_once_and_its_words_are_told() {
    let answer =
        r#"{"text":"한 분 연결해 드릴게요","then":"hand_over","queue":"billing","note":"refund","mood":"unknown field"}"#;
    let (stand, calls) = shop(&[Says::This(200, answer, &[])]).await;
    let command = asks(&stand).await;
    let told = stand.twice(outbound::handle, &sqs(std::slice::from_ref(&command))).await.smooth();
    let all = calls.all();
    assert_eq!((all.len(), all[0].url.as_str()), (1, "https://helper.example/harken"));
    Scheme::Open.verify_headers(&all[0].headers, &all[0].body, &["hush"]).unwrap();
    assert_eq!(all[0].headers["idempotency-key"], command.id.to_string().as_str());
    let read: Value = serde_json::from_slice(&all[0].body).unwrap();
    assert_eq!(
        (read["messages"][0]["from"].as_str(), read["messages"][0]["text"].as_str()),
        (Some("customer"), Some("환불해 주세요"))
    );
    let [Route::BotSays { text, .. }, Route::BotLeaves { leaves, .. }] = &routes(&told.published)[..] else { panic!("{told:?}") };
    assert_eq!(text, "한 분 연결해 드릴게요");
    assert_eq!(*leaves, Leaves::HandOver { queue: Some(slug("billing")), note: Some("refund".into()) });
}

// proves BOT-13: a bot that is busy or silent is asked again; one that stays so, refuses, or says what nobody can read, loses the
// conversation to people
#[tokio::test]
async fn a_bot_that_fails_loses_the_conversation_to_people() {
    for (says, attempt, tried_again) in [
        (Says::This(503, "", &[]), 1, true),
        (Says::Silence, 2, true),
        (Says::This(503, "", &[]), 3, false),
        (Says::NotReached, 3, false),
        (Says::This(404, "", &[]), 1, false),
        (Says::This(200, "<html>", &[]), 1, false),
        (Says::This(200, r#"{"then":"dance"}"#, &[]), 1, false),
    ] {
        let (stand, _) = shop(std::slice::from_ref(&says)).await;
        let told = stand.once(outbound::handle, &again(&sqs(&[asks(&stand).await]), attempt)).await;
        assert_eq!((told.failed.len() == 1, told.dead.len()), (tried_again, 0), "{says:?}");
        let routes = routes(&told.published);
        let handed = matches!(&routes[..], [Route::BotLeaves { leaves: Leaves::HandOver { queue: None, note: Some(_) }, .. }]);
        assert_eq!(handed, !tried_again, "{says:?}: {routes:?}");
    }
}

// proves BOT-05: a bot that does not have it any more is not asked
#[tokio::test]
async fn a_bot_is_not_asked_about_what_people_have() {
    let (stand, calls) = shop(&[]).await;
    let (known, row) = conversation(&stand).await;
    let another = Webhook { url: "https://other.example/".into(), account: slug(HELPER) };
    let ask = AskBot { conversation: known.id, bot: another, message: row.id, at: row.at };
    let command = stand.command("ask", &known.thread, Call::Bot(Box::new(ask)));
    let told = stand.once(outbound::handle, &sqs(&[command])).await.smooth();
    assert_eq!((calls.count(), told.published.len()), (0, 0));
}

async fn orders(stand: &Stand) -> Envelope {
    let (known, row) = conversation(stand).await;
    let order = OpenTicket {
        conversation: known.id,
        interaction: 1,
        system: helper(),
        rule: Some(slug("refunds")),
        message: row.id,
        at: row.at,
    };
    stand.command("order", &known.thread, Call::Ticket(Box::new(order)))
}

// proves ESC-04: one ticket, under one key however often it is tried, and its reference told once
#[tokio::test]
async fn a_ticket_is_opened_under_one_key() {
    let opened = r#"{"reference":"INC-7","url":"https://desk.example/INC-7","state":"new"}"#;
    let (stand, calls) = shop(&[Says::This(503, "", &[]), Says::Silence, Says::This(201, opened, &[])]).await;
    let event = sqs(&[orders(&stand).await]);
    for _ in 0..2 {
        assert_eq!(stand.once(outbound::handle, &event).await.failed.len(), 1);
    }
    let told = stand.twice(outbound::handle, &event).await.smooth();
    let keys = calls.headers("idempotency-key");
    assert!(keys.len() == 3 && keys.iter().all(|key| *key == keys[0]), "{keys:?}");
    let read: Value = serde_json::from_slice(&calls.all()[0].body).unwrap();
    assert_eq!((read["text"].as_str(), read["rule"].as_str()), (Some("환불해 주세요"), Some("refunds")));
    let [Route::Ticketed { ticket, interaction: 1, .. }] = &routes(&told.published)[..] else { panic!("{told:?}") };
    assert_eq!((ticket.reference.as_str(), ticket.url.as_deref()), ("INC-7", Some("https://desk.example/INC-7")));
}

// proves I20: a ticket system that refuses, or names no ticket, is put aside with what to do
#[tokio::test]
async fn a_ticket_system_that_refuses_is_put_aside() {
    for (says, words) in [
        (Says::This(422, "", &[]), "answered 422"),
        (Says::This(200, "{}", &[]), "names no ticket"),
        (Says::This(200, r#"{"reference":""}"#, &[]), "0 characters"),
    ] {
        let (stand, _) = shop(&[says]).await;
        let told = stand.once(outbound::handle, &sqs(&[orders(&stand).await])).await;
        assert_eq!(told.dead.len(), 1, "{told:?}");
        assert!(told.dead[0].reason.contains(words), "{told:?}");
    }
}

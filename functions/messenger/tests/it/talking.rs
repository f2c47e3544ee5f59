//! What is said, and what is heard.

use domain::{
    event::Payload,
    inbound::{Act, Content, ContentKind, Item, ReceiptState},
    message::{Body, Delivery, DeliveryState, Message},
    platform::{ContentType, Platform, Visibility},
    reply::{Choice, Extra, Target},
    thread::Thread,
    time::{MINUTE, SECOND},
};
use serde_json::json;
use store::{conversation, live};

use crate::{
    page::{Request, guest, open, say},
    stand::{Stand, threads::held},
};

/// The item that a message became.
fn item(heard: &crate::page::Heard) -> Item {
    let [envelope] = &heard.published[..] else { panic!("{heard:?}") };
    let Payload::Ingest(ingest) = &envelope.payload else { panic!("{heard:?}") };
    assert_eq!((envelope.thread.clone(), envelope.id), (Thread::of(&ingest.item), ingest.item.command()));
    ingest.item.clone()
}

// proves ING-14, CH-14: however often and whenever it is sent, a message is one message
#[tokio::test]
async fn a_message_is_the_same_however_often_it_is_sent() {
    let stand = open().await;
    let token = guest(&stand).await;
    let first = say(&stand, &token, "6f9619ff", "Where is it?").await;
    assert_eq!(first.status, 202);
    let first_item = item(&first);
    assert_eq!((first_item.platform, first_item.visibility, first_item.at), (Platform::Web, Visibility::Private, stand.now()));
    stand.pass(3 * MINUTE);
    let again = say(&stand, &token, "6f9619ff", "Where is it?").await;
    assert_eq!((item(&again), again.published[0].id), (first_item.clone(), first.published[0].id));
    let other = say(&stand, &token, "6f9619f0", "Where is it?").await;
    assert_ne!(other.published[0].id, first.published[0].id);
    let tapped = Request::new("POST", "messages").by(&token).json(&json!({ "client_id": "t", "text": "M", "choice": "size-m" }));
    let Act::Say { content, .. } = item(&tapped.send(&stand).await).act else { panic!() };
    assert_eq!((content.kind, content.attachments[0].reference.as_deref()), (ContentKind::Postback, Some("size-m")));
}

// proves S8: what no messenger sends is refused with its reason, and nothing is stored
#[tokio::test]
async fn what_no_messenger_sends_is_refused() {
    let stand = open().await;
    let token = guest(&stand).await;
    let before = stand.contents();
    for body in [
        json!({ "client_id": "a", "text": "" }),
        json!({ "client_id": "a", "text": " \n" }),
        json!({ "client_id": "", "text": "x" }),
        json!({ "client_id": "a/b", "text": "x" }),
        json!({ "client_id": "a".repeat(65), "text": "x" }),
        json!({ "client_id": "a", "text": "😀".repeat(2_001) }),
        json!({ "client_id": "a", "text": "x", "choice": "" }),
        json!({ "client_id": "a", "text": "x", "html": "<b>" }),
        json!({ "text": "x" }),
        json!([]),
    ] {
        let refused = Request::new("POST", "messages").by(&token).json(&body).send(&stand).await;
        assert_eq!((refused.status, refused.published.len()), (400, 0), "{body}");
        assert!(refused.json()["error"]["message"].as_str().unwrap().contains(':'), "{refused:?}");
    }
    assert_eq!(Request::new("POST", "messages").by(&token).text("{").send(&stand).await.status, 400);
    assert_eq!(Request::new("POST", "messages").by(&token).text(&"x".repeat(70_000)).send(&stand).await.status, 400);
    assert_eq!(stand.contents(), before);
    assert_eq!(say(&stand, &token, "a", &"😀".repeat(2_000)).await.status, 202);
}

/// A conversation in which the customer has said something, and its thread.
async fn conversation_of(stand: &Stand, token: &str) -> (Thread, Message) {
    let said = item(&say(stand, token, "c1", "Where is it?").await);
    let conversation = held(&said, "jiwoo");
    stand.has(&conversation).await;
    let body = Body::Customer {
        external_id: Some("c1".into()),
        author: said.author.clone(),
        content_type: ContentType::PrivateMessage,
        content: Some(Content { kind: ContentKind::Text, text: Some("Where is it?".into()), attachments: vec![] }),
        analysis: None,
        changed: None,
        why: Default::default(),
    };
    let row =
        Message { id: said.message(), conversation: conversation.id, seq: 1, at: said.at, visibility: Visibility::Private, body };
    stand.row(&conversation.thread, &row).await;
    let target = Target::Direct { customer: said.author.unwrap().id };
    stand.pass(SECOND);
    let answer = stand.answer_in(conversation, "On its way", target).await;
    (answer.conversation.thread, answer.row)
}

async fn sent(stand: &Stand, thread: &Thread, row: &Message, state: DeliveryState, extra: Option<Extra>) {
    let Body::Agent { agent, text, canned, .. } = row.body.clone() else { panic!() };
    let body = Body::Agent { agent, text, canned, delivery: Delivery { state, ..Delivery::queued() }, extra };
    let write = conversation::rewrite_from(thread, row, &body).unwrap();
    stand.deps.table.write(vec![write]).await.unwrap();
}

// proves CH-14, S1: a customer hears what is for them, once it is sent, and nothing of colleagues
#[tokio::test]
async fn a_customer_hears_what_is_for_them() {
    let stand = open().await;
    let token = guest(&stand).await;
    let news = |after: &str| Request::new("GET", "messages").by(&token).asking("after", after);
    assert_eq!(
        news("0").send(&stand).await.json(),
        json!({ "messages": [], "next": 0, "read": 0, "state": "none", "fresh": 3600 })
    );
    let (thread, row) = conversation_of(&stand, &token).await;
    let heard = news("0").send(&stand).await.json();
    assert_eq!((heard["messages"].as_array().unwrap().len(), &heard["next"], &heard["state"]), (1, &json!(1), &json!("with")));
    let own = json!({ "seq": 1, "at": "2026-11-20T09:30:00.000Z", "from": "you", "client_id": "c1", "text": "Where is it?" });
    assert_eq!(heard["messages"][0], own);
    let choices = Extra::Choices { choices: vec![Choice { id: "y".into(), title: "Yes".into() }], open: "?".into() };
    sent(&stand, &thread, &row, DeliveryState::Sent, Some(choices)).await;
    let heard = news("1").send(&stand).await.json();
    let answer = &heard["messages"][0];
    assert_eq!(
        (&answer["from"], &answer["text"], &answer["extra"]["carries"]),
        (&json!("them"), &json!("On its way"), &json!("choices"))
    );
    assert_eq!(heard["next"], 2);
    // Neither who has the conversation nor where it waits is said.
    assert!(!heard.to_string().contains("jiwoo") && !heard.to_string().contains("care"), "{heard}");
    assert_eq!(news("x").send(&stand).await.status, 400);
    let stranger = guest(&stand).await;
    let other = Request::new("GET", "messages").by(&stranger).send(&stand).await.json();
    assert_eq!(other["messages"], json!([]));
}

// proves CH-23: what the customer has read becomes read, up to that answer and no further
#[tokio::test]
async fn what_is_read_is_told_up_to_the_answer() {
    let stand = open().await;
    let token = guest(&stand).await;
    let (thread, row) = conversation_of(&stand, &token).await;
    let read = |seq: u64| Request::new("POST", "read").by(&token).json(&json!({ "seq": seq }));
    stand.pass(MINUTE);
    let told = read(2).send(&stand).await;
    assert_eq!(told.status, 204);
    let [envelope] = &told.published[..] else { panic!("{told:?}") };
    let Payload::Receipt(receipt) = &envelope.payload else { panic!("{told:?}") };
    assert_eq!((receipt.state, receipt.at, &receipt.external_id, &envelope.thread), (ReceiptState::Read, row.at, &None, &thread));
    assert_eq!(read(2).send(&stand).await.published[0].id, envelope.id, "the same again is the same command");
    assert_eq!(read(1).send(&stand).await.published.len(), 0, "what they said themselves");
    assert_eq!(read(9).send(&stand).await.published.len(), 0);
}

// proves S14: a ticket opens one socket, which hears of its own thread alone
#[tokio::test]
async fn a_ticket_hears_of_its_own_thread() {
    let stand = open().await;
    let token = guest(&stand).await;
    let said = item(&say(&stand, &token, "a", "1").await);
    let ticket = Request::new("POST", "tickets").by(&token).json(&json!({})).send(&stand).await;
    assert_eq!(ticket.status, 201);
    let ticket = ticket.json()["ticket"].as_str().unwrap().to_owned();
    let table = &stand.deps.table;
    assert!(live::connect(table, &ticket, "c1", stand.now()).await.unwrap().is_some());
    assert_eq!(live::subjects(table, "c1").await.unwrap(), [live::visitor(&Thread::of(&said))]);
}

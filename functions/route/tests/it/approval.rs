//! Public answers that wait for approval in a crisis (ALR-03): held back, decided on once, counted when they go out.

use domain::{
    agent::Role,
    approval::Approval,
    conversation::{Conversation, Refused},
    crisis::Crisis,
    event::{Call, Payload, Reply, Route},
    id::{ConversationId, MessageId},
    message::{Body, Delivery, DeliveryState},
    platform::Visibility,
    thread::Thread,
    time::{MINUTE, SECOND},
};
use store::conversation;

use crate::{
    shop::{Shop, verdict},
    stand::{
        Told,
        company::{CARE, JIWOO},
        items::comment,
        slug,
    },
};

pub fn crisis(shop: &Shop) -> Crisis {
    let (since, by) = (shop.stand.now(), slug("boss"));
    Crisis { since, by, topics: vec![], priority: 0, playbook: String::new(), approval: true }
}

pub fn answer(id: ConversationId, visibility: Visibility, role: Role) -> Route {
    let (by, text) = (slug(JIWOO), "확인하고 있습니다".into());
    let reply = Reply { conversation: id, by, role: Some(role), text, canned: None, visibility, seen: None, extra: None };
    Route::Reply(Box::new(reply))
}

pub fn approve(conversation: ConversationId, message: MessageId) -> Route {
    Route::Approve { conversation, message, by: slug("boss") }
}

pub fn withhold(conversation: ConversationId, message: MessageId, reason: Option<&str>) -> Route {
    Route::Withhold { conversation, message, by: slug("boss"), reason: reason.map(str::to_owned) }
}

/// A comment that Jiwoo has, while a crisis is on if there is one.
pub async fn commented(shop: &Shop) -> Conversation {
    let item = comment("kim", "c1", "폭발했어요", shop.stand.now());
    shop.hears_with(&item, verdict(CARE, &[], 0)).await;
    let id = shop.stand.conversation(&Thread::of(&item)).await.unwrap().id;
    shop.does(id, Route::Accept { conversation: id, agent: slug(JIWOO) }).await;
    shop.stand.pass(SECOND);
    shop.stand.conversation_by_id(id).await
}

/// The same in a crisis, with an answer of Jiwoo's that waits.
pub async fn waits() -> (Shop, ConversationId, MessageId) {
    let mut shop = Shop::open().await;
    let crisis = crisis(&shop);
    shop.stand.put(&crisis).await;
    let id = commented(&shop).await.id;
    let told = shop.does(id, answer(id, Visibility::Public, Role::Agent)).await;
    assert_eq!(told.names(), ["message.received"], "nothing goes out");
    let [waiting] = &listed(&shop).await[..] else { panic!("one waits") };
    (shop, id, *waiting)
}

async fn listed(shop: &Shop) -> Vec<MessageId> {
    // One is asked for: what was decided on must not stand in its place.
    let page = conversation::awaiting(&shop.stand.deps.table, None, 1).await.unwrap();
    page.items.iter().map(|row| row.id).collect()
}

async fn delivery(shop: &Shop, id: ConversationId, message: MessageId) -> Delivery {
    let rows = shop.stand.rows(&shop.stand.conversation_by_id(id).await.thread).await;
    let row = rows.into_iter().find(|row| row.id == message).unwrap();
    let Body::Agent { delivery, .. } = row.body else { panic!("{row:?}") };
    delivery
}

/// Which message is sent, if one is.
fn sent(told: &Told) -> Option<MessageId> {
    told.payloads().find_map(|payload| match payload {
        Payload::Outbound(Call::Send { outbound, .. }) => Some(outbound.message),
        _ => None,
    })
}

fn refused(told: &Told) -> Option<Refused> {
    told.payloads().find_map(|payload| match payload {
        Payload::CommandRefused(fact) => Some(fact.refused.clone()),
        _ => None,
    })
}

fn not_awaiting(state: &str) -> Option<Refused> {
    Some(Refused::NotAwaiting { state: state.into() })
}

// proves ALR-03, I13: it waits, is counted as no answer, goes out once by a supervisor's word, and is counted from then on
#[tokio::test]
async fn an_agents_public_answer_waits_for_a_supervisor() {
    let (shop, id, message) = waits().await;
    let held = shop.stand.conversation_by_id(id).await;
    assert_eq!((held.unread, held.interaction.first_reply_at, held.interaction.answered), (1, None, 0));
    assert_eq!(delivery(&shop, id, message).await, Delivery::awaiting());
    shop.stand.pass(5 * MINUTE);
    let told = shop.does(id, approve(id, message)).await;
    assert_eq!((sent(&told), told.payloads().count()), (Some(message), 2));
    let now = shop.stand.conversation_by_id(id).await;
    assert_eq!((now.unread, now.interaction.first_reply_at, now.interaction.answered), (0, Some(shop.stand.now()), 1));
    assert_eq!(now.interaction.response_ms, 5 * MINUTE + SECOND);
    let word = Approval { by: slug("boss"), at: shop.stand.now(), reason: None };
    assert_eq!(delivery(&shop, id, message).await, Delivery { approval: Some(word), ..Delivery::queued() });
    assert_eq!(listed(&shop).await, []);
    let rows = shop.stand.rows(&now.thread).await;
    assert!(rows.iter().any(
        |row| matches!(&row.body, Body::Activity { what, by: Some(by), .. } if what == "approved" && by.as_str() == "boss")
    ));
    // Approved twice, and refused after it: one effect.
    for command in [approve(id, message), withhold(id, message, Some("no"))] {
        let told = shop.does(id, command).await;
        assert_eq!((sent(&told), refused(&told)), (None, not_awaiting("queued")));
    }
}

// proves ALR-03: what was refused never goes out, and says so with the reason; its author writes anew
#[tokio::test]
async fn a_refused_answer_never_goes_out() {
    let (shop, id, message) = waits().await;
    let told = shop.does(id, withhold(id, message, Some("이유를 말하지 않습니다"))).await;
    assert_eq!((told.names(), sent(&told)), (vec!["message.received"], None));
    let end = delivery(&shop, id, message).await;
    let reason = end.approval.clone().and_then(|word| word.reason);
    assert_eq!((end.state, reason.as_deref()), (DeliveryState::Withheld, Some("이유를 말하지 않습니다")));
    let told = shop.does(id, approve(id, message)).await;
    assert_eq!((sent(&told), refused(&told), listed(&shop).await), (None, not_awaiting("withheld"), vec![]));
    assert_eq!(shop.stand.conversation_by_id(id).await.unread, 1, "nobody has answered yet");
    shop.stand.pass(SECOND);
    shop.does(id, answer(id, Visibility::Public, Role::Agent)).await;
    let [anew] = listed(&shop).await[..] else { panic!("one waits") };
    assert_eq!(sent(&shop.does(id, approve(id, anew)).await), Some(anew));
}

// proves ALR-03: only what an agent says in public where the crisis is about waits
#[tokio::test]
async fn nothing_else_waits() {
    let other = || vec![slug("price")];
    let cases = [
        ("an agent's", Visibility::Public, Role::Agent, vec![], true, true),
        ("a supervisor's own", Visibility::Public, Role::Supervisor, vec![], true, false),
        ("an administrator's own", Visibility::Public, Role::Admin, vec![], true, false),
        ("a private one", Visibility::Private, Role::Agent, vec![], true, false),
        ("where approval is not wanted", Visibility::Public, Role::Agent, vec![], false, false),
        ("about something else", Visibility::Public, Role::Agent, other(), true, false),
    ];
    for (what, visibility, role, topics, approval, waits) in cases {
        let mut shop = Shop::open().await;
        let crisis = Crisis { topics, approval, ..crisis(&shop) };
        shop.stand.put(&crisis).await;
        let id = commented(&shop).await.id;
        let told = shop.does(id, answer(id, visibility, role)).await;
        assert_eq!((sent(&told).is_none(), listed(&shop).await.len()), (waits, usize::from(waits)), "{what}");
    }
    // What got its tag when it came, or by hand, is part of it whatever it is about now.
    let mut shop = Shop::open().await;
    let all = crisis(&shop);
    shop.stand.put(&all).await;
    let id = commented(&shop).await.id;
    shop.stand.put(&Crisis { topics: other(), ..all }).await;
    shop.stand.pass(MINUTE);
    assert_eq!(sent(&shop.does(id, answer(id, Visibility::Public, Role::Agent)).await), None);
    let shop = Shop::open().await;
    let id = commented(&shop).await.id;
    assert!(sent(&shop.does(id, answer(id, Visibility::Public, Role::Agent)).await).is_some(), "no crisis");
}

// proves ALR-03: the end of the crisis releases nothing, and takes nobody's word away
#[tokio::test]
async fn the_end_of_a_crisis_releases_nothing() {
    let (shop, id, message) = waits().await;
    store::settings::retire::<Crisis>(&shop.stand.deps.table, "own", shop.stand.now()).await.unwrap();
    shop.stand.pass(MINUTE);
    assert_eq!((delivery(&shop, id, message).await.state, listed(&shop).await), (DeliveryState::Awaiting, vec![message]));
    shop.does(id, Route::Close { conversation: id, by: slug(JIWOO), code: None }).await;
    let over = shop.stand.conversation_by_id(id).await.interaction;
    assert_eq!(sent(&shop.does(id, approve(id, message)).await), Some(message));
    assert_eq!(shop.stand.conversation_by_id(id).await.interaction, over, "what is over keeps its figures");
}

// proves ALR-03: that the customer has written since forbids nothing, and what they wrote stays unanswered
#[tokio::test]
async fn what_the_customer_wrote_meanwhile_stays_unanswered() {
    let (shop, id, message) = waits().await;
    shop.stand.pass(SECOND);
    shop.hears(&comment("kim", "c2", "여보세요?", shop.stand.now())).await;
    shop.stand.pass(SECOND);
    assert_eq!(sent(&shop.does(id, approve(id, message)).await), Some(message));
    let now = shop.stand.conversation_by_id(id).await;
    assert_eq!((now.unread, now.interaction.first_reply_at, now.interaction.answered), (2, Some(shop.stand.now()), 0));
    assert!(now.interaction.unanswered_since.is_some());
}

// proves ALR-03: nothing gets past whoever approves by being sent again; what was approved may be
#[tokio::test]
async fn sending_again_is_no_way_around_approval() {
    let mut shop = Shop::open().await;
    let conversation = commented(&shop).await;
    let id = conversation.id;
    let failed = |approval: Option<Approval>| Delivery { state: DeliveryState::Failed, approval, ..Delivery::queued() };
    let message = sent(&shop.does(id, answer(id, Visibility::Public, Role::Agent)).await).unwrap();
    becomes(&shop, &conversation, message, failed(None)).await;
    let crisis = crisis(&shop);
    shop.stand.put(&crisis).await;
    shop.stand.pass(MINUTE);
    let resend = |role| Route::Resend { conversation: id, message, by: slug(JIWOO), role: Some(role) };
    assert_eq!(refused(&shop.does(id, resend(Role::Agent)).await), Some(Refused::NeedsApproval));
    let word = Approval { by: slug("boss"), at: shop.stand.now(), reason: None };
    becomes(&shop, &conversation, message, failed(Some(word.clone()))).await;
    assert_eq!(sent(&shop.does(id, resend(Role::Agent)).await), Some(message));
    assert_eq!(delivery(&shop, id, message).await.approval, Some(word), "it stays");
    becomes(&shop, &conversation, message, failed(None)).await;
    assert_eq!(sent(&shop.does(id, resend(Role::Supervisor)).await), Some(message));
}

/// The platform's word on an answer is this.
async fn becomes(shop: &Shop, of: &Conversation, message: MessageId, delivery: Delivery) {
    let table = &shop.stand.deps.table;
    let row = conversation::message(table, &of.thread, message.time(), message).await.unwrap().unwrap();
    let Body::Agent { agent, text, canned, extra, .. } = row.body.clone() else { panic!("{row:?}") };
    let body = Body::Agent { agent, text, canned, delivery, extra };
    table.write(vec![conversation::rewrite_from(&of.thread, &row, &body).unwrap()]).await.unwrap();
}

// proves ALR-03: a word is on a row of the very conversation
#[tokio::test]
async fn there_is_no_word_on_what_is_not_there() {
    let (shop, id, _) = waits().await;
    let nothing = MessageId::at(shop.stand.now(), &[b"nothing"]);
    let no_such = Refused::NoSuch { what: "message".into(), name: nothing.to_string() };
    assert_eq!(refused(&shop.does(id, approve(id, nothing)).await), Some(no_such));
    let rows = shop.stand.rows(&shop.stand.conversation_by_id(id).await.thread).await;
    let theirs = rows.iter().find(|row| matches!(row.body, Body::Customer { .. })).unwrap().id;
    assert_eq!(refused(&shop.does(id, withhold(id, theirs, None)).await), not_awaiting("not an answer"));
}

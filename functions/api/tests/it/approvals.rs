//! Answers that wait for approval in a crisis, as people decide on them (ALR-03).

use domain::{
    agent::Role,
    conversation::Conversation,
    event::{Payload, Route},
    id::MessageId,
    message::{Body, Delivery, DeliveryState},
    platform::Platform,
    time::MINUTE,
};
use serde_json::{Value, json};

use crate::house::{House, closed, now, said, waiting_answer, with};

async fn house() -> (House, Conversation, MessageId) {
    let house = House::new().await;
    let held = house.conversation_on(Platform::Instagram, "angry", "care", with("mina")).await;
    let answer = house.row(&held, 2, now(), waiting_answer("mina")).await;
    (house, held, answer)
}

fn path(of: &Conversation, answer: MessageId, word: &str) -> String {
    format!("/v1/conversations/{}/messages/{answer}/{word}", of.id)
}

// proves ALR-03: what an agent was when they wrote travels with the answer
#[tokio::test]
async fn an_answer_says_what_its_author_is() {
    let (house, held, _) = house().await;
    for (role, expected) in [("agent", Role::Agent), ("supervisor", Role::Supervisor), ("admin", Role::Admin)] {
        let place = format!("/v1/conversations/{}/replies", held.id);
        house.ask("mina", role).key(role).post(&place, json!({ "text": "확인하고 있습니다" })).await.ok();
        let Payload::Route(Route::Reply(reply)) = house.sent().unwrap().payload else { panic!() };
        assert_eq!(reply.role, Some(expected));
    }
}

// proves ALR-03: supervisors find what waits, with its conversation, the oldest first, page by page
#[tokio::test]
async fn what_waits_is_listed() {
    let (house, held, answer) = house().await;
    let second = house.row(&held, 3, now().plus(MINUTE), waiting_answer("mina")).await;
    let old = house.conversation_on(Platform::Instagram, "old", "sales", closed()).await;
    let oldest = house.row(&old, 2, now().minus(10 * MINUTE), waiting_answer("yuki")).await;
    house.row(&old, 3, now(), said("?")).await;
    house.agent().get("/v1/approvals").await.is(403, "forbidden");
    let listed = house.supervisor().get("/v1/approvals").await.ok();
    let ids = |listed: &Value| -> Vec<String> {
        listed["items"].as_array().unwrap().iter().map(|one| one["message"]["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids(&listed), [oldest, answer, second].map(|id| id.to_string()));
    let first = &listed["items"][0];
    assert_eq!((&first["conversation"]["id"], &first["message"]["delivery"]["state"]), (&json!(old.id), &json!("awaiting")));
    // The customer of the old one wrote five minutes after it; the other has not written since.
    assert_eq!((&first["customer_since"], &listed["items"][1]["customer_since"]), (&json!(true), &json!(false)));
    let page = house.supervisor().get("/v1/approvals?limit=2").await.ok();
    let next = page["next"].as_str().unwrap();
    let rest = house.supervisor().get(&format!("/v1/approvals?limit=2&cursor={next}")).await.ok();
    assert_eq!([ids(&page), ids(&rest)].concat(), ids(&listed));
}

// proves ALR-03: a supervisor's yes and no, and the author's own no, are commands; a no of another needs a reason
#[tokio::test]
async fn a_word_is_a_command() {
    let (house, held, answer) = house().await;
    let (sora, mina) = ("sora".parse().unwrap(), "mina".parse().unwrap());
    let (yes, no) = (path(&held, answer, "approve"), path(&held, answer, "refuse"));
    house.agent().post(&yes, Value::Null).await.is(403, "forbidden");
    house.supervisor().post(&no, json!({})).await.is(400, "invalid");
    house.supervisor().post(&no, json!({ "reason": "" })).await.is(400, "invalid");
    house.supervisor().post(&no, json!({ "reason": "x".repeat(1_001) })).await.is(400, "invalid");
    house.admin().put("/v1/agents/yuki", json!({ "name": "Yuki", "capacity": 3, "queues": ["care"] })).await.ok();
    house.ask("yuki", "agent").post(&no, json!({ "reason": "mine is better" })).await.is(403, "forbidden");
    assert!(house.sent().is_none());
    house.supervisor().post(&yes, Value::Null).await.ok();
    assert_eq!(house.sent_route(), Route::Approve { conversation: held.id, message: answer, by: sora });
    house.supervisor().post(&no, json!({ "reason": "names a cause" })).await.ok();
    let (conversation, message, by) = (held.id, answer, "sora".parse().unwrap());
    assert_eq!(house.sent_route(), Route::Withhold { conversation, message, by, reason: Some("names a cause".into()) });
    house.agent().post(&no, json!({})).await.ok();
    assert_eq!(house.sent_route(), Route::Withhold { conversation, message, by: mina, reason: None });
}

// proves ALR-03, AGT-15: only what waits can be decided on, in its own conversation, and the thread says what was decided
#[tokio::test]
async fn only_what_waits_can_be_decided_on() {
    let (house, held, _) = house().await;
    let word = domain::approval::Approval { by: "sora".parse().unwrap(), at: now(), reason: Some("names a cause".into()) };
    let Body::Agent { agent, text, canned, extra, .. } = waiting_answer("mina") else { panic!() };
    let delivery = Delivery { state: DeliveryState::Withheld, approval: Some(word), ..Delivery::queued() };
    let refused = house.row(&held, 3, now(), Body::Agent { agent, text, canned, extra, delivery }).await;
    let theirs = house.row(&held, 4, now(), said("?")).await;
    let none = MessageId::at(now(), &[b"none"]);
    for (message, status, code) in [(refused, 409, "not_awaiting"), (theirs, 409, "not_awaiting"), (none, 404, "not_found")] {
        house.supervisor().post(&path(&held, message, "approve"), Value::Null).await.is(status, code);
        house.supervisor().post(&path(&held, message, "refuse"), json!({ "reason": "no" })).await.is(status, code);
    }
    assert!(house.sent().is_none());
    let rows = house.agent().get(&format!("/v1/conversations/{}/messages", held.id)).await.ok();
    let row = rows["items"].as_array().unwrap().iter().find(|row| row["id"] == json!(refused)).unwrap();
    let word = json!({ "by": "sora", "at": now(), "reason": "names a cause" });
    assert_eq!((&row["delivery"]["state"], &row["delivery"]["approval"]), (&json!("withheld"), &word));
}

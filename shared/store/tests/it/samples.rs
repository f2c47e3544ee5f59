//! Things to keep.

use domain::{
    contact::{Contact, Identity},
    conversation::{Conversation, Stage},
    event::MentionIngested,
    id::{ConversationId, EnvelopeId, MentionId, MessageId},
    mention::Mention,
    message::{Body, Delivery, Message},
    platform::{Platform, Visibility},
    thread::Thread,
    time::Timestamp,
};
use serde_json::json;

pub fn slug<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

pub fn start() -> Timestamp {
    "2026-11-20T09:30:00.000Z".parse().unwrap()
}

pub fn command(name: &str) -> EnvelopeId {
    EnvelopeId::at(start(), &[name.as_bytes()])
}

pub fn thread(person: &str) -> Thread {
    Thread::between(Platform::Line, &slug("shop"), person, None)
}

pub fn identity(person: &str) -> Identity {
    Identity { platform: Platform::Line, account: slug("shop"), user: person.into() }
}

pub fn contact(person: &str) -> Contact {
    Contact { id: identity(person).contact(start()), name: None, picture: None, first_seen: start() }
}

/// A conversation with a person that waits in `care`.
pub fn waiting(person: &str, opened: Timestamp) -> Conversation {
    let id = ConversationId::at(opened, &[person.as_bytes()]);
    serde_json::from_value(json!({
        "id": id, "thread": thread(person), "platform": "line", "account": "shop", "contact": contact(person).id,
        "customer": {"id": person, "name": null}, "visibility": "private", "post": null, "newest_item": null, "language": "ko",
        "sentiment": "negative", "topics": ["delivery"], "tags": [], "stage": {"stage": "waiting", "since": opened, "passed": []},
        "needs": {"queue": "care", "skills": [], "priority": 0}, "escalated_by": null,
        "interaction": {
            "number": 1, "opened_at": opened, "human_from": opened, "first_customer_at": opened, "first_reply_at": null,
            "unanswered_since": opened, "answered": 0, "response_ms": 0, "transfers": 0, "segments": [], "ended_at": null, "code": null,
        },
        "last_agent": null, "last_customer_at": opened, "preview": "배송 😡", "unread": 1, "opened_at": opened, "changed_at": opened,
        "seq": 1,
    }))
    .unwrap()
}

/// The same in an agent's hands.
pub fn held(person: &str, agent: &str) -> Conversation {
    let mut conversation = waiting(person, start());
    conversation.stage = Stage::With { agent: slug(agent), since: start() };
    conversation
}

/// The same, offered to an agent.
pub fn offered(person: &str, agent: &str, until: Timestamp) -> Conversation {
    let mut conversation = waiting(person, start());
    conversation.stage = Stage::Offered { agent: slug(agent), since: start(), until, passed: Default::default() };
    conversation
}

/// The `n`-th answer in a thread.
pub fn answer(person: &str, n: u64) -> Message {
    let at = start().plus(n as i64 * 1_000);
    Message {
        id: MessageId::at(at, &[b"answer", &n.to_be_bytes()]),
        conversation: waiting(person, start()).id,
        seq: n + 1,
        at,
        visibility: Visibility::Private,
        body: Body::Agent {
            agent: slug("jiwoo"),
            text: format!("answer {n}"),
            canned: None,
            delivery: Delivery::queued(),
            extra: None,
        },
    }
}

pub fn mention(name: &str) -> Mention {
    serde_json::from_value(json!({
        "id": MentionId::at(Default::default(), &[name.as_bytes()]), "platform": "instagram", "account": "shop", "external_id": name,
        "content_type": "comment", "at": start(), "author": {"id": "kim", "name": "kim.k"},
        "content": {"kind": "text", "text": "배송 언제"}, "post": "p1", "parent": null,
        "analysis": {
            "language": "ko", "sentiment": "neutral", "score": 0, "confidence": 60, "intent": "question", "urgency": "normal",
            "engine": "test/1",
        },
        "caught": [{"topic": "delivery", "rule": "words", "version": 4}], "verdict": null, "changed": null,
    }))
    .unwrap()
}

/// The fact that a mention was kept.
pub fn ingested(name: &str, at: Timestamp, topics: &[&str], sentiment: &str, person: Option<u64>) -> MentionIngested {
    serde_json::from_value(json!({
        "mention": MentionId::at(Default::default(), &[name.as_bytes()]), "at": at, "platform": "instagram", "account": "shop",
        "content_type": "comment", "topics": topics, "sentiment": sentiment, "language": "ko", "intent": "complaint", "person": person,
    }))
    .unwrap()
}

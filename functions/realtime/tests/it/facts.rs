//! Facts to everybody who listens to what they are about.

use std::collections::BTreeSet;

use aws_lambda_events::sqs::{SqsBatchResponse, SqsEvent};
use domain::{
    event::{Envelope, Payload},
    thread::Thread,
};
use realtime::{Answer, Event};
use runtime::Deps;

use crate::{
    sockets::listens,
    stand::{
        Stand,
        invocation::{file, sqs, standard, stored},
        slug,
    },
};

pub async fn handle(event: SqsEvent, deps: &Deps) -> SqsBatchResponse {
    // As the runtime reads it: the shape alone says which of the two it is.
    let event: Event = serde_json::from_value(serde_json::to_value(event).unwrap()).unwrap();
    match realtime::handle(event, deps).await {
        Answer::Facts(response) => response,
        Answer::Socket(response) => panic!("{response:?}"),
    }
}

/// The published example of a payload.
pub fn example(name: &str) -> Envelope {
    serde_json::from_str(&file(&format!("events/contracts/{name}.v1.json"))).unwrap()
}

/// Jiwoo holds it, Mina and the second screen of Jiwoo watch its queue, Boss watches another.
async fn desk() -> Stand {
    let stand = Stand::new();
    listens(&stand, "jiwoo-1", "jiwoo", &["agent:jiwoo", "queue:care-ko"]).await;
    listens(&stand, "jiwoo-2", "jiwoo", &["agent:jiwoo"]).await;
    listens(&stand, "mina", "mina", &["agent:mina", "queue:care-ko"]).await;
    listens(&stand, "boss", "boss", &["agent:boss", "queue:billing"]).await;
    stand
}

fn heard_by(stand: &Stand) -> BTreeSet<String> {
    stand.deps.sockets.taken().into_iter().map(|(connection, _)| connection).collect()
}

// proves R9, ING-12: the holder and those of the queue, each socket once, and nobody else
#[tokio::test]
async fn a_fact_is_told_to_its_holder_and_its_queue_and_to_nobody_else() {
    for (name, expected) in [
        ("conversation.offered", &["jiwoo-1", "jiwoo-2", "mina"][..]),
        ("conversation.assigned", &["jiwoo-1", "jiwoo-2", "mina"]),
        ("conversation.closed", &["jiwoo-1", "jiwoo-2", "mina"]),
        ("message.received", &["jiwoo-1", "jiwoo-2", "mina"]),
        ("message.sent", &["jiwoo-1", "jiwoo-2", "mina"]),
        ("message.failed", &["jiwoo-1", "jiwoo-2", "mina"]),
        ("conversation.opened", &["jiwoo-1", "jiwoo-2", "mina"]),
        ("agent.presence", &["jiwoo-1", "jiwoo-2"]),
        ("command.refused", &["jiwoo-1", "jiwoo-2"]),
        ("mention.ingested", &[]),
        ("mention.escalated", &[]),
    ] {
        let stand = desk().await;
        let fact = example(name);
        let event = stored("realtime", name, &sqs(std::slice::from_ref(&fact)));
        let told = stand.twice(handle, &event).await.smooth();
        assert_eq!(told.published, []);
        assert_eq!(heard_by(&stand), expected.iter().map(|name| (*name).to_owned()).collect(), "{name}");
        let pushes = stand.deps.sockets.taken();
        assert_eq!(pushes.len(), 2 * expected.len(), "{name}: once to each socket, for each delivery");
        for (_, text) in pushes {
            assert_eq!(
                serde_json::from_str::<Envelope>(&text).unwrap(),
                fact,
                "{name}: with its id, so that a repetition is known"
            );
        }
    }
}

// proves RTE-24: what nobody has is told to all of its queue
#[tokio::test]
async fn a_conversation_that_waits_is_told_to_those_of_its_queue() {
    let stand = desk().await;
    let mut fact = example("conversation.queued");
    let Payload::ConversationQueued(queued) = &mut fact.payload else { panic!("{fact:?}") };
    queued.whereabouts.holder = None;
    stand.twice(handle, &stored("realtime", "conversation.queued", &sqs(&[fact]))).await.smooth();
    assert_eq!(heard_by(&stand), ["jiwoo-1".to_owned(), "mina".to_owned()].into());
}

// proves F19: who is gone is taken off the list, and the others still hear
#[tokio::test]
async fn a_socket_that_is_gone_is_forgotten_and_the_others_are_told() {
    let stand = desk().await;
    stand.deps.sockets.hang_up("jiwoo-1");
    let event = sqs(&[example("message.received")]);
    stand.once(handle, &event).await.smooth();
    assert_eq!(heard_by(&stand), ["jiwoo-2".to_owned(), "mina".to_owned()].into());
    let listening =
        store::live::listeners(&stand.deps.table, &["agent:jiwoo".to_owned(), "queue:care-ko".to_owned()]).await.unwrap();
    assert_eq!(listening, ["jiwoo-2", "mina"]);
    stand.twice(handle, &event).await.smooth();
}

// proves R9, F19: who listens is asked once for a batch, and each still hears everything in it
#[tokio::test]
async fn each_socket_hears_all_of_a_batch_and_one_that_is_gone_is_left_out() {
    let stand = desk().await;
    stand.deps.sockets.hang_up("jiwoo-1");
    let facts = ["message.received", "message.sent", "conversation.closed"].map(example);
    stand.once(handle, &sqs(&facts)).await.smooth();
    let pushes = stand.deps.sockets.taken();
    for name in ["jiwoo-2", "mina"] {
        let heard: Vec<Envelope> =
            pushes.iter().filter(|(to, _)| to == name).map(|(_, text)| serde_json::from_str(text).unwrap()).collect();
        assert_eq!(heard, facts, "{name}");
    }
    assert_eq!(pushes.len(), 2 * facts.len(), "nothing goes to who is gone: {pushes:?}");
    let left = store::live::listeners(&stand.deps.table, &["agent:jiwoo".to_owned()]).await.unwrap();
    assert_eq!(left, ["jiwoo-2"]);
}

// proves F6, R7: a fact nobody can read costs nobody else theirs
#[tokio::test]
async fn a_fact_that_cannot_be_read_is_put_aside_and_the_others_are_told() {
    let stand = desk().await;
    let mut event = sqs(&[example("message.received"), example("agent.presence")]);
    event["Records"].as_array_mut().unwrap().insert(1, standard("FactsQueue", 9, r#"{"detail":{"type":"message.received"}}"#));
    let told = stand.twice(handle, &event).await;
    assert_eq!((told.dead.len(), told.failed.len()), (1, 0));
    assert_eq!(stand.deps.sockets.taken().len(), 2 * (3 + 2));
}

// proves I20: without sockets nothing is lost silently
#[tokio::test]
async fn a_push_that_is_refused_is_not_swallowed() {
    let mut stand = desk().await;
    stand.deps.sockets = runtime::Sockets::nowhere();
    let told = stand.once(handle, &sqs(&[example("message.received")])).await;
    assert!(told.dead[0].reason.contains("pushes nothing"), "{told:?}");
    // Nobody listens: nothing is to be done, and nothing fails.
    let quiet = stand.command(
        "quiet",
        &Thread::agent(&slug("ghost")),
        Payload::from(domain::event::AgentPresence { agent: slug("ghost"), presence: domain::agent::Presence::Away }),
    );
    stand.twice(handle, &sqs(&[quiet])).await.smooth();
}

//! SQS in, partial failures out.

use std::sync::Mutex;

use domain::{
    event::{Envelope, Escalate, Payload},
    id::MentionId,
    thread::Thread,
};
use runtime::{Class, Deps, Error, Received, batch};
use serde_json::{Value, json};

use crate::stand::{
    Stand, Told,
    invocation::{again, fifo, sqs, standard},
    slug,
};

/// A command of a thread; `name` is what the step under test knows it by.
fn command(stand: &Stand, queue: &str, name: &str) -> Envelope {
    let thread = Thread::queue(&slug(queue));
    stand.command(name, &thread, Escalate { mention: MentionId::at(Default::default(), &[name.as_bytes()]), again: false })
}

/// Hands an event to a step that does `with` each command as told; what it did, and which commands it saw, in order.
async fn run(stand: &Stand, event: &Value, with: impl Fn(&Envelope) -> Result<Class, Error>) -> (Told, Vec<Envelope>) {
    let seen = Mutex::new(Vec::new());
    let told = stand
        .once(
            async |event, deps: &Deps| {
                batch("test", event, deps, async |received: Received, _: &Deps| {
                    seen.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push(received.envelope.clone());
                    with(&received.envelope)
                })
                .await
            },
            event,
        )
        .await;
    (told, seen.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner()))
}

fn ids(event: &Value, places: &[usize]) -> Vec<String> {
    places.iter().map(|place| event["Records"][place]["messageId"].as_str().unwrap().to_owned()).collect()
}

// proves R7, I5, F6: a message that fails holds back the later ones of its thread and nothing else
#[tokio::test]
async fn a_failing_message_holds_back_its_own_thread_only() {
    let stand = Stand::new();
    let all: Vec<_> =
        [("a", "1"), ("b", "2"), ("a", "3"), ("c", "4"), ("a", "5")].map(|(queue, name)| command(&stand, queue, name)).to_vec();
    let event = sqs(&all);
    let failing = all[0].id;
    let (told, seen) =
        run(&stand, &event, |envelope| if envelope.id == failing { Err(Error::Retry("busy".into())) } else { Ok(Class::Other) })
            .await;
    assert_eq!(told.failed, ids(&event, &[0, 2, 4]), "in order, so that they come back in order");
    assert_eq!(seen, [all[0].clone(), all[1].clone(), all[3].clone()], "what waits behind it is not touched");
    assert_eq!(told.dead, []);
    // A failure in the middle acknowledges what went before it.
    let failing = all[2].id;
    let (told, _) =
        run(&stand, &event, |envelope| if envelope.id == failing { Err(Error::Retry("busy".into())) } else { Ok(Class::Other) })
            .await;
    assert_eq!(told.failed, ids(&event, &[2, 4]));
}

// proves R7: a queue without order holds nothing back
#[tokio::test]
async fn in_a_queue_without_threads_every_message_fails_alone() {
    let stand = Stand::new();
    let all: Vec<_> = ["1", "2", "3"].map(|name| command(&stand, "a", name)).to_vec();
    let records: Vec<_> =
        all.iter().enumerate().map(|(n, envelope)| standard("Q", n, &serde_json::to_string(envelope).unwrap())).collect();
    let event = json!({ "Records": records });
    let failing = all[0].id;
    let (told, seen) =
        run(&stand, &event, |envelope| if envelope.id == failing { Err(Error::Retry("busy".into())) } else { Ok(Class::Other) })
            .await;
    assert_eq!((told.failed, seen.len()), (ids(&event, &[0]), 3));
}

// proves ING-18, R8: what never will work is put aside with its reason, and the line moves on
#[tokio::test]
async fn a_rejected_message_goes_to_the_dead_letters_with_its_reason_and_its_thread_goes_on() {
    let stand = Stand::new();
    let all: Vec<_> = ["1", "2"].map(|name| command(&stand, "a", name)).to_vec();
    let event = sqs(&all);
    let bad = all[0].id;
    let reject =
        |envelope: &Envelope| if envelope.id == bad { Err(Error::Reject("unlawful; do this".into())) } else { Ok(Class::Other) };
    let (told, seen) = run(&stand, &event, reject).await;
    let [letter] = &told.dead[..] else { panic!("{told:?}") };
    assert_eq!((letter.reason.as_str(), letter.group.as_deref()), ("unlawful; do this", Some("queue:a")));
    assert_eq!(serde_json::from_str::<Envelope>(&letter.body).unwrap(), all[0], "it can be sent back as it came");
    assert_eq!((told.failed.len(), seen.len()), (0, 2));
    // Where even the dead letters cannot be reached it is kept in the queue, and its thread waits.
    stand.deps.bus.refuse(1);
    let (told, seen) = run(&stand, &event, reject).await;
    assert_eq!((told.dead.len(), told.failed, seen.len()), (0, ids(&event, &[0, 1]), 1));
}

// proves F6: one bad message must not take its nine neighbours along
#[tokio::test]
async fn a_panic_costs_one_message() {
    let stand = Stand::new();
    let all: Vec<_> = [("a", "1"), ("a", "2"), ("b", "3"), ("b", "4")].map(|(queue, name)| command(&stand, queue, name)).to_vec();
    let (first, second) = (all[0].id, all[2].id);
    let (told, seen) = run(&stand, &sqs(&all), |envelope| {
        assert!(envelope.id != second, "out of {} range", "its");
        if envelope.id == first { panic!("no such thing") } else { Ok(Class::Other) }
    })
    .await;
    let reasons: Vec<_> = told.dead.iter().map(|letter| letter.reason.as_str()).collect();
    assert_eq!(reasons, ["the step panicked: no such thing", "the step panicked: out of its range"]);
    assert_eq!((told.failed.len(), seen.len()), (0, 4));
}

// proves I1, F14: what this version cannot read is rejected, never dropped and never guessed at
#[tokio::test]
async fn what_cannot_be_read_is_rejected_with_the_reason() {
    let stand = Stand::new();
    let good = command(&stand, "a", "1");
    let mut newer = serde_json::to_value(&good).unwrap();
    newer["version"] = 2.into();
    let mut unknown = serde_json::to_value(&good).unwrap();
    unknown["type"] = "teleport".into();
    let mut damaged = serde_json::to_value(&good).unwrap();
    damaged["data"]["mention"] = "men_short".into();
    for (body, why) in [
        (newer.to_string(), "escalate is version 2 and this function reads 1"),
        (unknown.to_string(), "not an envelope"),
        (damaged.to_string(), "not an envelope"),
        ("{\"id\":".into(), "not an envelope"),
        (String::new(), "not an envelope"),
        ("null".into(), "not an envelope"),
        ("[".repeat(100_000), "not an envelope"),
    ] {
        let event = json!({ "Records": [fifo("Q", 0, &body, "g", "d")] });
        let (told, seen) = run(&stand, &event, |_| panic!("never asked")).await;
        assert!(told.dead.len() == 1 && told.dead[0].reason.contains(why), "{:.60}: {:?}", body, told.dead);
        assert_eq!((told.dead[0].body.len(), told.failed.len(), seen.len()), (body.len(), 0, 0));
    }
}

// proves F10: the same envelope, sent as a command or wrapped by the bus
#[tokio::test]
async fn a_command_and_a_fact_off_the_bus_read_the_same() {
    let stand = Stand::new();
    let fact = Payload::from(domain::event::AgentPresence { agent: slug("jiwoo"), presence: domain::agent::Presence::Away });
    let fact = stand.command("fact", &Thread::agent(&slug("jiwoo")), fact);
    let wrapped = sqs(std::slice::from_ref(&fact));
    assert!(wrapped["Records"][0]["body"].as_str().unwrap().contains("detail-type"));
    let bare = json!({ "Records": [standard("Q", 0, &serde_json::to_string(&fact).unwrap())] });
    for event in [wrapped, bare] {
        let (told, seen) = run(&stand, &event, |_| Ok(Class::Other)).await;
        assert_eq!((told.smooth().published, seen), (vec![], vec![fact.clone()]));
    }
}

#[tokio::test]
async fn a_step_is_told_how_often_a_message_has_come() {
    let stand = Stand::new();
    let event = sqs(&[command(&stand, "a", "1")]);
    for (event, expected) in [(event.clone(), 1), (again(&event, 7), 7)] {
        let attempts = Mutex::new(Vec::new());
        stand
            .once(
                async |event, deps: &Deps| {
                    batch("test", event, deps, async |received: Received, _: &Deps| {
                        attempts.lock().unwrap().push(received.attempt);
                        Ok(Class::Other)
                    })
                    .await
                },
                &event,
            )
            .await;
        assert_eq!(*attempts.lock().unwrap(), [expected]);
    }
}

// proves I20, R7: what was handled and not told comes again, all of it
#[tokio::test]
async fn a_batch_that_cannot_tell_what_it_did_comes_again() {
    let stand = Stand::new();
    let all: Vec<_> = [("a", "1"), ("b", "2"), ("b", "3")].map(|(queue, name)| command(&stand, queue, name)).to_vec();
    let event = sqs(&all);
    let tells = async |event, deps: &Deps| {
        batch("test", event, deps, async |received: Received, deps: &Deps| {
            deps.bus.publish(&[received.envelope]).await?;
            Ok(Class::Other)
        })
        .await
    };
    stand.deps.bus.refuse(1);
    let told = stand.once(tells, &event).await;
    let mut failed = told.failed;
    failed.sort();
    assert_eq!((failed, told.published), (ids(&event, &[0, 1, 2]), vec![]));
    let told = stand.once(tells, &event).await.smooth();
    assert_eq!(told.published, all, "in the order of the batch");
}

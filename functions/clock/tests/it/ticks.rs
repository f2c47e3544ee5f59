//! What a minute finds to do.

use domain::{
    agent::Presence,
    conversation::{Conversation, Stage},
    event::{Envelope, Payload, Route},
    thread::Thread,
    time::{MINUTE, SECOND, Timestamp},
};
use serde_json::{Value, json};
use store::conversation;

use crate::stand::{
    Stand,
    company::{BILLING, CARE, JIWOO, agent},
    invocation::stored,
    items::direct,
    slug,
    threads::held,
};

/// What the schedule says.
fn scheduled() -> Value {
    let event = json!({
        "version": "0", "id": "53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa", "detail-type": "Scheduled Event", "source": "aws.events",
        "account": "000000000000", "time": "2026-11-20T09:30:00Z", "region": "us-east-1",
        "resources": ["arn:aws:events:us-east-1:000000000000:rule/harken-clock"], "detail": {},
    });
    stored("clock", "minute", &event)
}

/// One tick: how many offers and queues, and the commands.
async fn tick(stand: &Stand) -> ((usize, usize), Vec<Envelope>) {
    let before = stand.contents();
    let minute = clock::handle(scheduled(), &stand.deps).await.unwrap();
    assert_eq!(stand.contents(), before, "the clock writes nothing: the step that handles a command does");
    ((minute.offers, minute.queues), stand.deps.bus.take().published)
}

/// The shop, with somebody there who can be asked.
async fn shop() -> Stand {
    let stand = Stand::shop().await;
    stand.hire(&agent(JIWOO, &[CARE], &[], 9), Presence::OnQueue).await;
    stand
}

/// A conversation with a person in a stage.
async fn has(stand: &Stand, person: &str, queue: &str, stage: Stage) -> Conversation {
    let mut conversation = held(&direct(person, person, "", stand.now()), JIWOO);
    conversation.stage = stage;
    conversation.needs.queue = slug(queue);
    stand.has(&conversation).await;
    conversation
}

fn offered(at: Timestamp, until: Timestamp) -> Stage {
    Stage::Offered { agent: slug(JIWOO), since: at, until, passed: Default::default() }
}

// proves RTE-10: an offer that has run out is told to routing, in its thread, under one name
#[tokio::test]
async fn offers_that_have_run_out_are_told_and_no_others() {
    let stand = shop().await;
    let now = stand.now();
    let due = has(&stand, "due", CARE, offered(now, now.plus(30 * SECOND))).await;
    let later = has(&stand, "later", CARE, offered(now, now.plus(90 * SECOND))).await;
    has(&stand, "taken", CARE, Stage::With { agent: slug(JIWOO), since: now }).await;
    stand.pass(30 * SECOND - 1);
    assert_eq!(tick(&stand).await, ((0, 0), vec![]));
    stand.pass(1);
    let (counts, commands) = tick(&stand).await;
    let expire = Payload::from(Route::Expire { conversation: due.id, until: now.plus(30 * SECOND) });
    assert_eq!((counts, commands.len(), &commands[0].payload, &commands[0].thread), ((1, 0), 1, &expire, &due.thread));
    assert_eq!(tick(&stand).await, (counts, commands.clone()), "the same tick twice is the same command");
    // Nobody handled it: a minute later it is due still, under the same name.
    stand.pass(MINUTE);
    let (counts, again) = tick(&stand).await;
    assert_eq!(counts, (2, 0));
    let of = |id| {
        again.iter().find(
            |envelope| matches!(&envelope.payload, Payload::Route(Route::Expire { conversation, .. }) if *conversation == id),
        )
    };
    assert_eq!((of(due.id).unwrap().id, of(later.id).is_some()), (commands[0].id, true));
}

// proves RTE-24, I11: a line in which somebody waits is looked at every minute
#[tokio::test]
async fn queues_in_which_somebody_waits_are_matched_once_a_minute() {
    let stand = shop().await;
    let now = stand.now();
    assert_eq!(tick(&stand).await, ((0, 0), vec![]), "nobody waits");
    let kim = has(&stand, "kim", CARE, Stage::Waiting { since: now, passed: [slug(JIWOO)].into() }).await;
    has(&stand, "lee", CARE, Stage::Waiting { since: now, passed: Default::default() }).await;
    stand.pass(10 * SECOND);
    let (counts, commands) = tick(&stand).await;
    let look = Payload::from(Route::Match { queue: slug(CARE), again: true });
    assert_eq!((counts, commands.len()), ((0, 1), 1), "one command for each line, not for each who waits");
    assert_eq!((&commands[0].payload, &commands[0].thread), (&look, &Thread::queue(&slug(CARE))));
    stand.pass(49 * SECOND);
    let (_, same) = tick(&stand).await;
    assert_eq!(same[0].id, commands[0].id, "within the minute it is the same command");
    stand.pass(SECOND);
    has(&stand, "park", BILLING, Stage::Waiting { since: now, passed: Default::default() }).await;
    let (counts, next) = tick(&stand).await;
    assert_eq!(counts, (0, 2));
    assert!(next.iter().all(|envelope| envelope.id != commands[0].id), "the next minute asks anew");
    // Out of the line: nothing to do for it.
    let before = conversation::get(&stand.deps.table, kim.id).await.unwrap().unwrap();
    assert_eq!(before.conversation.stage.name(), "waiting");
}

// proves I20: what could not be sent is due again
#[tokio::test]
async fn a_minute_that_could_not_send_fails_and_the_next_one_finds_it_due() {
    let stand = shop().await;
    let now = stand.now();
    has(&stand, "due", CARE, offered(now, now.plus(SECOND))).await;
    stand.pass(2 * SECOND);
    stand.deps.bus.refuse(1);
    assert!(clock::handle(scheduled(), &stand.deps).await.is_err());
    assert_eq!(stand.deps.bus.take().published, []);
    assert_eq!(tick(&stand).await.0, (1, 0));
}

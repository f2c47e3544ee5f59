//! A step's record, its other writes and its emits as one; and what a replay finds.

use domain::{
    escalate::{Outcome, Verdict},
    event::{Emit, Escalate, Payload},
    id::QueueId,
    message::{Body, Delivery, DeliveryState},
};
use store::{Committed, Error, Record, commit, committed, contact, conversation, mention};

use crate::{
    homes::everywhere,
    samples::{answer, command, contact as person, identity, mention as sample, slug, start, thread},
};

fn tells(name: &str) -> Vec<Emit> {
    vec![Emit::from(Payload::from(Escalate { mention: sample(name).id, again: false }))]
}

fn verdict(queue: Option<&str>) -> Verdict {
    let outcome = match queue {
        Some(queue) => Outcome::Escalate { queue: Some(slug::<QueueId>(queue)), skills: vec![slug("ko")], priority: 5 },
        None => Outcome::NoAction,
    };
    Verdict { outcome, tags: vec![slug("late")], decided_by: None, continued: vec![], ..Default::default() }
}

// proves R3, R4, I20: the record is its own marker, with what was told
#[tokio::test]
async fn a_new_item_is_committed_now_then_before_and_for_another_cause_it_is_a_duplicate() {
    everywhere(async |table| {
        let kept = || mention::kept(&sample("m1")).unwrap();
        assert_eq!(committed(&table, command("first"), &kept()).await, Ok(None));
        assert_eq!(commit(&table, command("first"), kept(), vec![], &tells("m1")).await, Ok(Committed::Now));
        // The world has changed: what was told stays what was told.
        assert_eq!(commit(&table, command("first"), kept(), vec![], &tells("other")).await, Ok(Committed::Before(tells("m1"))));
        assert_eq!(commit(&table, command("second"), kept(), vec![], &tells("m1")).await, Ok(Committed::Duplicate));
        assert_eq!(committed(&table, command("first"), &kept()).await, Ok(Some(Committed::Before(tells("m1")))));
        assert_eq!(committed(&table, command("second"), &kept()).await, Ok(Some(Committed::Duplicate)));
        assert_eq!(
            commit(&table, command("silent"), mention::kept(&sample("m2")).unwrap(), vec![], &[]).await,
            Ok(Committed::Now)
        );
        assert_eq!(
            commit(&table, command("silent"), mention::kept(&sample("m2")).unwrap(), vec![], &[]).await,
            Ok(Committed::Before(vec![]))
        );
        assert_eq!(mention::get(&table, sample("m1").id).await.unwrap(), Some(sample("m1")), "what is read is what was written");
    })
    .await;
}

// proves R4: the record and what changes with it are one
#[tokio::test]
async fn a_commit_whose_other_writes_are_refused_leaves_no_record_and_counts_them_from_zero() {
    everywhere(async |table| {
        table.write(contact::create(&identity("kim"), &person("kim")).unwrap()).await.unwrap();
        let kept = || mention::kept(&sample("m1")).unwrap();
        let writes = |name: &str| {
            let mut writes = contact::create(&identity("new"), &person("new")).unwrap();
            writes.extend(contact::create(&identity(name), &person(name)).unwrap());
            writes
        };
        let outcome = commit(&table, command("first"), kept(), writes("kim"), &tells("m1")).await;
        assert_eq!(outcome, Err(Error::Refused(vec![2, 3])));
        assert_eq!(mention::get(&table, sample("m1").id).await.unwrap(), None);
        assert_eq!(contact::of(&table, &identity("new")).await.unwrap(), None);
        assert_eq!(commit(&table, command("first"), kept(), writes("lee"), &tells("m1")).await, Ok(Committed::Now));
        // On a replay every one of its own writes is refused too: the record decides.
        assert_eq!(commit(&table, command("first"), kept(), writes("lee"), &[]).await, Ok(Committed::Before(tells("m1"))));
    })
    .await;
}

// proves I7: a mark of one step on another's item
#[tokio::test]
async fn a_mark_is_made_once_by_each_step_and_only_on_what_is_there() {
    everywhere(async |table| {
        let judged = |queue| mention::judged(sample("m1").id, &verdict(queue)).unwrap();
        let nothing = commit(&table, command("judge"), judged(Some("care")), vec![], &[]).await;
        assert!(matches!(nothing, Err(Error::Broken(_))), "{nothing:?}");
        commit(&table, command("keep"), mention::kept(&sample("m1")).unwrap(), vec![], &[]).await.unwrap();
        assert_eq!(committed(&table, command("judge"), &judged(None)).await, Ok(None), "kept, and not judged yet");
        assert_eq!(commit(&table, command("judge"), judged(Some("care")), vec![], &tells("m1")).await, Ok(Committed::Now));
        assert_eq!(commit(&table, command("judge"), judged(None), vec![], &[]).await, Ok(Committed::Before(tells("m1"))));
        assert_eq!(commit(&table, command("other"), judged(None), vec![], &[]).await, Ok(Committed::Duplicate));
        let stored = mention::get(&table, sample("m1").id).await.unwrap().unwrap();
        assert_eq!(stored.verdict, Some(verdict(Some("care"))));
        assert_eq!(
            commit(&table, command("keep"), mention::kept(&sample("m1")).unwrap(), vec![], &[]).await,
            Ok(Committed::Before(vec![]))
        );
    })
    .await;
}

// proves R6: a mark on a row that has changed since it was read is for a second look, not for the bin
#[tokio::test]
async fn a_mark_on_what_has_changed_since_it_was_read_is_to_be_tried_again() {
    everywhere(async |table| {
        let (thread, row) = (thread("kim"), answer("kim", 1));
        commit(&table, command("row"), conversation::row(&thread, &row).unwrap(), vec![], &[]).await.unwrap();
        let says = |state| Body::Agent {
            extra: None,
            agent: slug("jiwoo"),
            text: "answer 1".into(),
            canned: None,
            delivery: Delivery { state, ..Delivery::queued() },
        };
        let mark = |step: &str, from: &domain::message::Message, state| -> Record {
            conversation::mark_row(step, &thread, from, &says(state)).unwrap()
        };
        assert_eq!(
            commit(&table, command("send"), mark("sent", &row, DeliveryState::Sent), vec![], &tells("sent")).await,
            Ok(Committed::Now)
        );
        // Another step read the row before that.
        let stale = commit(&table, command("read"), mark("receipt", &row, DeliveryState::Read), vec![], &[]).await;
        assert!(matches!(stale, Err(Error::Retry(_))), "{stale:?}");
        let fresh = conversation::message(&table, &thread, row.at, row.id).await.unwrap().unwrap();
        assert_eq!(
            commit(&table, command("read"), mark("receipt", &fresh, DeliveryState::Read), vec![], &[]).await,
            Ok(Committed::Now)
        );
        // And the first, replayed with whatever it has read, is answered by its own mark.
        for from in [&row, &fresh] {
            let replayed = commit(&table, command("send"), mark("sent", from, DeliveryState::Sent), vec![], &[]).await;
            assert_eq!(replayed, Ok(Committed::Before(tells("sent"))));
        }
        let now = conversation::message(&table, &thread, row.at, row.id).await.unwrap().unwrap();
        assert_eq!(now.body, says(DeliveryState::Read));
    })
    .await;
}

// proves I4, F7: two deliveries of one command, and two commands about one thing, at once
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_commits_of_one_record_at_once_one_is_now() {
    everywhere(async |table| {
        let tasks: Vec<_> = (0..20)
            .map(|n| {
                let table = table.clone();
                // Half of them are one command delivered again and again.
                let cause = if n % 2 == 0 { command("same") } else { command(&format!("other {n}")) };
                tokio::spawn(
                    async move { commit(&table, cause, mention::kept(&sample("m1")).unwrap(), vec![], &tells("m1")).await },
                )
            })
            .collect();
        let mut now = 0;
        for task in tasks {
            match task.await.unwrap() {
                Ok(Committed::Now) => now += 1,
                Ok(Committed::Before(emits)) => assert_eq!(emits, tells("m1")),
                Ok(Committed::Duplicate) | Err(Error::Retry(_)) => {}
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(now, 1);
    })
    .await;
}

// proves RTE-21: the row of a command tells what became of it, also where it lies beside another record
#[tokio::test]
async fn what_became_of_a_command_is_its_row_or_its_refusal() {
    use store::command::{Outcome, made, outcome, refused, row};
    everywhere(async |table| {
        let thread = thread("kim");
        let (applied, beside, lost) = (command("applied"), command("beside"), command("lost"));
        for id in [applied, beside, lost] {
            assert_eq!(outcome(&table, &thread, id).await, Ok(Outcome::Pending));
        }
        let of = |id| domain::message::Message { id: row(id, start()), at: start(), ..answer("kim", 0) };
        let with = vec![conversation::beside(&thread, &of(beside)).unwrap()];
        commit(&table, applied, conversation::row(&thread, &of(applied)).unwrap(), with, &tells("m1")).await.unwrap();
        let why = domain::conversation::Refused::HeldBy { holder: slug("mina") };
        commit(&table, lost, refused(lost, &why, start()).unwrap(), vec![], &[]).await.unwrap();
        assert_eq!(outcome(&table, &thread, applied).await, Ok(Outcome::Applied));
        assert_eq!(outcome(&table, &thread, beside).await, Ok(Outcome::Applied));
        assert_eq!(outcome(&table, &thread, lost).await, Ok(Outcome::Refused(why)));
        assert_eq!(committed(&table, applied, &made(&thread, applied, start())).await, Ok(Some(Committed::Before(tells("m1")))));
        assert_eq!(committed(&table, lost, &made(&thread, lost, start())).await, Ok(None));
    })
    .await;
}

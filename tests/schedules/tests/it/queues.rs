//! The simulation's queues do as SQS documents (quality.md section 4, conformance table): groups in order, five minutes of
//! de-duplication, visibility, receive counts. `infra/local` holds the same of the local cloud's.

use schedules::queue::{Delivery, Queue};

const MINUTE: i64 = 60_000;

fn fifo() -> Queue {
    Queue::new("q.fifo", true, 180_000, 3, 10)
}

/// Receives as many as there are; the bodies, with what to answer for them.
fn receive(queue: &mut Queue, now: i64) -> Vec<(String, Delivery)> {
    let (taken, event) = queue.receive(now, 10, |_| 0);
    let bodies = event.records.into_iter().map(|record| record.body.unwrap());
    bodies.zip(taken).collect()
}

fn bodies(received: &[(String, Delivery)]) -> Vec<&str> {
    received.iter().map(|(body, _)| body.as_str()).collect()
}

// proves F1: a name is known for five minutes, gone or not, and no longer
#[test]
fn a_fifo_queue_knows_a_name_for_five_minutes() {
    let mut queue = fifo();
    queue.send(0, "one".into(), "g", "name");
    let first = receive(&mut queue, 1);
    queue.delete(&first[0].1);
    queue.send(5 * MINUTE - 1, "again".into(), "g", "name");
    assert!(queue.is_empty(), "it was deleted, and is known still");
    queue.send(5 * MINUTE, "later".into(), "g", "name");
    assert_eq!(bodies(&receive(&mut queue, 5 * MINUTE)), ["later"]);
}

// proves I5: within a group in order, and nothing overtakes what somebody holds
#[test]
fn a_group_is_in_order_and_waits_for_what_is_held() {
    let mut queue = fifo();
    for (n, group) in ["a", "a", "b", "a"].iter().enumerate() {
        queue.send(0, format!("{group}{n}"), group, &n.to_string());
    }
    let (taken, _) = queue.receive(1, 1, |_| 0);
    let rest = receive(&mut queue, 1);
    assert_eq!(bodies(&rest), ["b2"], "the group of the first is held");
    queue.delete(&taken[0]);
    assert_eq!(bodies(&receive(&mut queue, 2)), ["a1", "a3"]);
}

// proves F7: who holds it too long holds it no more; the receipt of then deletes nothing of a FIFO queue
#[test]
fn what_is_held_too_long_comes_back_with_a_higher_count() {
    let mut queue = fifo();
    queue.send(0, "one".into(), "g", "name");
    let first = receive(&mut queue, 0);
    assert!(receive(&mut queue, 179_999).is_empty());
    let second = receive(&mut queue, 180_000);
    assert_eq!(bodies(&second), ["one"]);
    queue.delete(&first[0].1);
    assert!(!queue.is_empty(), "an old receipt is no receipt");
    queue.delete(&second[0].1);
    assert!(queue.is_empty());
}

// proves R8: received too often, it is put aside, and an operator sends it back
#[test]
fn what_is_received_too_often_is_put_aside_and_comes_back_by_hand() {
    let mut queue = fifo();
    queue.send(0, "{\"thread\": \"g\"}".into(), "g", "name");
    for n in 0..3 {
        assert_eq!(receive(&mut queue, n * 180_000).len(), 1);
    }
    assert!(receive(&mut queue, 3 * 180_000).is_empty());
    assert_eq!((queue.is_empty(), queue.dead.len()), (true, 1));
    assert_eq!(queue.redrive(4 * 180_000), 1);
    assert_eq!(receive(&mut queue, 4 * 180_000).len(), 1);
}

#![allow(clippy::unwrap_used)]
use super::*;
use crate::plan::Redrive;

fn queue(fifo: bool) -> Queue {
    Queue::new(plan::Queue {
        id: "Q".to_owned(),
        name: "Q".to_owned(),
        fifo: fifo.then_some(plan::Fifo { content_based: false, per_group: true }),
        visibility: 30,
        delay: 0,
        maximum_size: 1_048_576,
        wait: 0,
        retention: 345_600,
        redrive: Some(Redrive { queue: "D".to_owned(), maximum_receives: 2 }),
    })
}

fn put(queue: &mut Queue, sequence: u64, group: &str) {
    let message = Message {
        id: format!("m{sequence}"),
        body: sequence.to_string(),
        attributes: BTreeMap::new(),
        trace: None,
        sender: String::new(),
        group: Some(group.to_owned()),
        deduplication: None,
        sent: 0,
        due: 0,
        source: None,
        sequence,
        received: 0,
        first: None,
    };
    queue.insert(message, 0);
}

fn take(queue: &mut Queue, now: u64, maximum: usize) -> (Vec<u64>, Vec<Receipt>, Vec<u64>) {
    let request = Take { maximum, until: now + 100, duplicate: false, shuffle: None };
    let taken = queue.take(now, &request, now * 1000 + 1);
    (
        taken.delivered.iter().map(|one| one.message.sequence).collect(),
        taken.delivered.iter().map(|one| one.receipt).collect(),
        taken.dead.iter().map(|one| one.sequence).collect(),
    )
}

#[test]
fn a_group_with_a_message_in_flight_yields_no_later_one() {
    let mut queue = queue(true);
    for (sequence, group) in [(1, "a"), (2, "a"), (3, "b"), (4, "a")] {
        put(&mut queue, sequence, group);
    }
    let (first, receipts, _) = take(&mut queue, 0, 1);
    assert_eq!(first, [1]);
    assert_eq!(take(&mut queue, 1, 10).0, [3], "only the other group");
    assert!(take(&mut queue, 2, 10).0.is_empty());
    assert!(queue.delete(receipts[0], 3).unwrap());
    assert_eq!(take(&mut queue, 4, 10).0, [2, 4], "the rest in order, within one receive");
}

#[test]
fn a_message_whose_visibility_lapses_comes_again_before_later_ones_of_its_group() {
    let mut queue = queue(true);
    put(&mut queue, 1, "a");
    put(&mut queue, 2, "a");
    let (_, receipts, _) = take(&mut queue, 0, 1);
    assert_eq!(take(&mut queue, 100, 10).0, [1, 2]);
    assert!(queue.delete(receipts[0], 101).is_err(), "the first receipt has expired");
}

#[test]
fn a_message_received_too_often_is_dead_and_the_group_goes_on() {
    let mut queue = queue(true);
    put(&mut queue, 1, "a");
    put(&mut queue, 2, "a");
    assert_eq!(take(&mut queue, 0, 1).0, [1]);
    assert_eq!(take(&mut queue, 100, 1).0, [1]);
    let (delivered, _, dead) = take(&mut queue, 200, 1);
    assert_eq!((delivered, dead), (vec![2], vec![1]));
    assert_eq!(queue.depth(200), Depth { visible: 0, in_flight: 1, delayed: 0 });
}

#[test]
fn many_groups_and_many_receives_lose_nothing_and_keep_order() {
    let mut queue = queue(true);
    queue.settings.redrive = None;
    for sequence in 0..500_u64 {
        put(&mut queue, sequence + 1, &format!("g{}", sequence % 7));
    }
    let mut seen: HashMap<u64, u64> = HashMap::new();
    let mut now = 0;
    let mut done = 0;
    while done < 500 {
        now += 1;
        let (sequences, receipts, _) = take(&mut queue, now, 1 + usize::try_from(now % 10).unwrap());
        let mut failed = BTreeSet::new();
        for (sequence, receipt) in sequences.into_iter().zip(receipts) {
            let group = (sequence - 1) % 7;
            let last = seen.entry(group).or_default();
            assert!(sequence > *last, "group {group}: {sequence} after {last}");
            if failed.contains(&group) || (sequence + now) % 3 == 0 {
                // Fails, and later ones of the group with it: they come again, before anything later.
                failed.insert(group);
                queue.change_visibility(receipt, now, now).unwrap();
            } else {
                assert!(queue.delete(receipt, now).unwrap());
                done += 1;
                *last = sequence;
            }
        }
        assert!(now < 100_000, "stuck at {done}: {:?}", queue.depth(now));
    }
    assert!(queue.depth(now).is_empty());
}

#[test]
fn a_standard_message_needs_the_latest_receipt() {
    let mut queue = queue(false);
    put(&mut queue, 1, "a");
    let (_, first, _) = take(&mut queue, 0, 1);
    let (_, second, _) = take(&mut queue, 100, 1);
    assert!(!queue.delete(first[0], 101).unwrap());
    assert!(queue.delete(second[0], 101).unwrap());
    assert!(queue.depth(101).is_empty());
}

#[test]
fn a_duplicate_delivery_stays_visible_to_others() {
    let mut queue = queue(false);
    put(&mut queue, 1, "a");
    let request = Take { maximum: 1, until: 100, duplicate: true, shuffle: None };
    assert_eq!(queue.take(0, &request, 1).delivered.len(), 1);
    assert_eq!(take(&mut queue, 0, 1).0, [1]);
}

//! Event source mappings: batches from a queue to a function, and what became of them.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use serde_json::{Value, json};
use tokio::sync::{mpsc, watch};
use tokio::time::Instant;

use super::queue::Delivery;
use super::queues::{Queues, Receive};
use super::reply::record;
use crate::clock::Clock;
use crate::lambda::Outcome;
use crate::lambda::fleet::Fleet;
use crate::plan::Mapping;
use crate::tasks::Tasks;
use crate::usage::{Meter, chunks};

/// Messages of a batch together: 6 MB, the largest event.
const LARGEST: usize = 6 * 1024 * 1024;
/// A receive returns at most this many messages.
const AT_ONCE: usize = 10;

/// What a mapping works with.
#[derive(Clone)]
pub struct Surroundings {
    /// The queues.
    pub queues: Queues,
    /// The functions.
    pub fleet: Fleet,
    /// Usage.
    pub meter: Meter,
    /// The clock.
    pub clock: Clock,
    /// Background tasks.
    pub tasks: Tasks,
    /// Queues nothing is taken from for now.
    pub paused: Paused,
}

/// Queues whose mappings are switched off, as an operator switches off an event source mapping: what comes waits.
#[derive(Clone, Debug, Default)]
pub struct Paused(Arc<watch::Sender<BTreeSet<String>>>);

impl Paused {
    /// Switches the mappings of a queue off, or on again.
    pub fn set(&self, queue: &str, paused: bool) {
        self.0.send_modify(|queues| {
            if paused {
                queues.insert(queue.to_owned());
            } else {
                queues.remove(queue);
            }
        });
    }

    /// Waits until a queue's mappings are on.
    async fn over(&self, queue: &str) {
        // Cannot end otherwise: the sender lives as long as we do.
        let _ = self.0.subscribe().wait_for(|queues| !queues.contains(queue)).await;
    }

    /// Waits until a queue's mappings are off.
    async fn begun(&self, queue: &str) {
        let _ = self.0.subscribe().wait_for(|queues| queues.contains(queue)).await;
    }
}

/// How many batches of a queue are delivered at the same time.
#[derive(Debug, Clone, Copy)]
pub struct Width {
    /// As long as that is enough.
    pub first: usize,
    /// At most.
    pub most: usize,
    /// Between the beginnings of two: what comes meanwhile goes along in the second. None after a full batch.
    pub pace: Duration,
}

impl Width {
    /// What waits does so for this long, until there is a place: then one more takes it.
    const PATIENCE: Duration = Duration::from_millis(30);

    /// How many from now on, when a batch has come back, or (`None`) none has for a while in which something waited.
    fn after(self, now: usize, full: Option<bool>) -> usize {
        match full {
            None | Some(true) => (now + 1).min(self.most),
            Some(false) => now.saturating_sub(1).max(self.first),
        }
    }
}

/// Tells that a batch has come back, and whether it was a full one, however its delivery ended.
struct Ended(mpsc::UnboundedSender<bool>, bool);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.send(self.1);
    }
}

/// Runs a mapping until the stack ends.
pub fn run(mapping: Mapping, around: Surroundings, width: Width) {
    let most = mapping.concurrency.unwrap_or(usize::MAX).min(width.most).max(1);
    let width = Width { first: width.first.clamp(1, most), most, ..width };
    let tasks = around.tasks.clone();
    tasks.spawn(async move {
        let mapping = Arc::new(mapping);
        let (ended, mut ends) = mpsc::unbounded_channel();
        let (mut running, mut places) = (0, width.first);
        let mut not_before = Instant::now();
        // First a place, then messages: what is received must not wait while its visibility runs out.
        loop {
            while let Ok(full) = ends.try_recv() {
                (running, places) = (running - 1, width.after(places, Some(full)));
            }
            while running >= places {
                let end = tokio::time::timeout(Width::PATIENCE, ends.recv()).await.ok().flatten();
                running -= usize::from(end.is_some());
                if end.is_some() || around.queues.something_waits(&mapping.queue) {
                    places = width.after(places, end);
                }
            }
            tokio::time::sleep_until(not_before).await;
            let Ok(batch) = gather(&mapping, &around).await else {
                return;
            };
            running += 1;
            if batch.len() < mapping.batch {
                not_before = Instant::now() + width.pace;
            }
            let (mapping, inner) = (Arc::clone(&mapping), around.clone());
            let end = Ended(ended.clone(), batch.len() >= mapping.batch);
            around.tasks.spawn(async move {
                deliver(&mapping, &inner, batch).await;
                drop(end);
            });
        }
    });
}

/// Waits for a first message, then for the rest of the batch as long as the window lasts.
async fn gather(mapping: &Mapping, around: &Surroundings) -> Result<Vec<Delivery>, ()> {
    let mut batch = loop {
        around.paused.over(&mapping.queue).await;
        tokio::select! {
            biased;
            // What is given up while it waits has taken nothing.
            () = around.paused.begun(&mapping.queue) => {}
            batch = receive(mapping, around, mapping.batch, u64::MAX / 4) => break batch?,
        }
    };
    let end = around.clock.now() + mapping.window;
    loop {
        let size: usize = batch.iter().map(|delivery| delivery.message.size()).sum();
        let now = around.clock.now();
        let missing = mapping.batch.saturating_sub(batch.len());
        if missing == 0 || size >= LARGEST || (now >= end && batch.len() < AT_ONCE) {
            return Ok(batch);
        }
        let more = receive(mapping, around, missing, end.saturating_sub(now)).await?;
        if more.is_empty() {
            return Ok(batch);
        }
        batch.extend(more);
    }
}

async fn receive(mapping: &Mapping, around: &Surroundings, maximum: usize, wait: u64) -> Result<Vec<Delivery>, ()> {
    let receive = Receive { maximum: maximum.min(AT_ONCE), visibility: None, wait };
    let delivered = around.queues.receive(&mapping.queue, receive).await.map_err(|_| ())?;
    if !delivered.is_empty() {
        let bytes = delivered.iter().map(|delivery| delivery.message.size()).sum();
        let now = around.clock.now();
        let firsts = delivered.iter().map(|delivery| &delivery.message).filter(|message| message.received == 1);
        let waited = firsts.map(|message| now.saturating_sub(message.due));
        around.meter.count(|usage| {
            let usage = usage.mappings.entry(mapping.queue.clone()).or_default();
            usage.receives += 1;
            usage.messages += delivered.len() as u64;
            usage.chunks += chunks(bytes);
            usage.waited_ms += waited.sum::<u64>();
        });
    }
    Ok(delivered)
}

async fn deliver(mapping: &Mapping, around: &Surroundings, batch: Vec<Delivery>) {
    let records: Vec<Value> = batch.iter().map(|delivery| record(&mapping.queue, delivery)).collect();
    let event = Bytes::from(json!({ "Records": records }).to_string());
    let begun = Instant::now();
    let outcome = around.fleet.invoke(&mapping.function, event).await;
    let worked = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    around.meter.count(|usage| {
        let usage = usage.mappings.entry(mapping.queue.clone()).or_default();
        usage.batches += 1;
        usage.worked_ms += worked;
    });
    let ids: Vec<(&str, Option<&str>)> =
        batch.iter().map(|delivery| (delivery.message.id.as_str(), delivery.message.group.as_deref())).collect();
    let done = match outcome {
        Outcome::Failed(_) => Vec::new(),
        Outcome::Done(_) if !mapping.partial => (0..batch.len()).collect(),
        Outcome::Done(answer) => match done(&answer, &ids, mapping.queue.ends_with(".fifo")) {
            Ok(done) => done,
            Err(reason) => {
                tracing::warn!(function = mapping.function, reason, "the whole batch comes again");
                Vec::new()
            }
        },
    };
    if done.is_empty() {
        return;
    }
    let receipts: Vec<_> = done.iter().filter_map(|index| batch.get(*index)).map(|delivery| delivery.receipt).collect();
    around.meter.count(|usage| {
        let usage = usage.mappings.entry(mapping.queue.clone()).or_default();
        usage.deletes += receipts.len().div_ceil(AT_ONCE) as u64;
    });
    if let Err(refusal) = around.queues.forget(&mapping.queue, &receipts) {
        tracing::warn!(queue = mapping.queue, "cannot delete: {}", refusal.message);
    }
}

/// Which messages (by index) an answer of the function leaves as done.
///
/// Source: AWS Lambda developer guide, "Implementing partial batch responses": an empty answer is success; an unknown
/// or empty identifier or a wrong key fails the whole batch. In a FIFO queue everything after a failed message of the
/// same group counts as failed, too.
fn done(answer: &[u8], ids: &[(&str, Option<&str>)], fifo: bool) -> Result<Vec<usize>, String> {
    let everything = || Ok((0..ids.len()).collect());
    if answer.is_empty() {
        return everything();
    }
    let answer: Value = serde_json::from_slice(answer).map_err(|e| format!("the answer is not JSON: {e}"))?;
    let failures = match &answer {
        Value::Null => return everything(),
        Value::Object(map) => match map.get("batchItemFailures") {
            None | Some(Value::Null) => return everything(),
            Some(Value::Array(failures)) => failures,
            Some(_) => return Err("batchItemFailures is not a list".to_owned()),
        },
        _ => return Err("the answer is not an object".to_owned()),
    };
    let mut failed = BTreeSet::new();
    for failure in failures {
        let id = failure["itemIdentifier"].as_str().unwrap_or_default();
        if !ids.iter().any(|(known, _)| *known == id) {
            return Err(format!("itemIdentifier `{id}` is not in the batch"));
        }
        failed.insert(id);
    }
    let mut broken = BTreeSet::new();
    let mut done = Vec::new();
    for (index, (id, group)) in ids.iter().enumerate() {
        let group = group.filter(|_| fifo);
        if failed.contains(id) {
            broken.extend(group);
        } else if !group.is_some_and(|group| broken.contains(group)) {
            done.push(index);
        }
    }
    Ok(done)
}

#[cfg(test)]
mod tests {
    use super::*;

    const IDS: [(&str, Option<&str>); 4] = [("1", Some("a")), ("2", Some("b")), ("3", Some("a")), ("4", Some("b"))];

    #[test]
    fn more_batches_are_delivered_at_once_while_they_are_full_or_none_comes_back() {
        let width = Width { first: 1, most: 3, pace: Duration::ZERO };
        let after = |ends: &[Option<bool>]| ends.iter().fold(1, |now, end| width.after(now, *end));
        assert_eq!(after(&[Some(true)]), 2);
        assert_eq!(after(&[None, Some(true), Some(true), None]), 3);
        assert_eq!(after(&[None, None, Some(false)]), 2);
        assert_eq!(after(&[None, Some(false), Some(false), Some(false)]), 1);
    }

    #[test]
    fn an_empty_answer_is_success() {
        for answer in ["", "null", "{}", r#"{"batchItemFailures":[]}"#, r#"{"batchItemFailures":null}"#] {
            assert_eq!(done(answer.as_bytes(), &IDS, true), Ok(vec![0, 1, 2, 3]), "{answer}");
        }
    }

    #[test]
    fn a_failed_message_holds_back_later_ones_of_its_group_in_a_fifo_queue_only() {
        let answer = br#"{"batchItemFailures":[{"itemIdentifier":"1"}]}"#;
        assert_eq!(done(answer, &IDS, true), Ok(vec![1, 3]));
        assert_eq!(done(answer, &IDS, false), Ok(vec![1, 2, 3]));
    }

    #[test]
    fn a_wrong_answer_fails_the_whole_batch() {
        for answer in [
            r#"{"batchItemFailures":[{"itemIdentifier":""}]}"#,
            r#"{"batchItemFailures":[{"itemIdentifier":"9"}]}"#,
            r#"{"batchItemFailures":[{"id":"1"}]}"#,
            r#"{"batchItemFailures":"1"}"#,
            "nonsense",
        ] {
            assert!(done(answer.as_bytes(), &IDS, true).is_err(), "{answer}");
        }
    }
}

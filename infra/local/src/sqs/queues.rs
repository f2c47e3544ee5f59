//! All queues of a stack under one lock, with their waiters and their file.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use super::message::{Attribute, Message};
use super::queue::{Delivery, Depth, Queue, Receipt, Seen, Take};
use crate::aws::{self, Refusal};
use crate::clock::Clock;
use crate::error::Error;
use crate::faults::{Faults, Occasion, Trouble};
use crate::plan;
use crate::state::{Change, Commit, Found, State};

/// The queues; a cheap handle.
#[derive(Clone)]
pub struct Queues {
    pub(super) inner: Arc<Inner>,
}

pub(super) struct Inner {
    queues: Mutex<BTreeMap<String, Queue>>,
    /// Woken when a queue may have something new to receive.
    changed: BTreeMap<String, Notify>,
    /// Woken when a message is gone.
    settled: Notify,
    numbers: AtomicU64,
    pub(super) state: State,
    pub(super) clock: Clock,
    faults: Faults,
}

/// A message to be sent.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// The text.
    pub body: String,
    /// Attributes.
    pub attributes: BTreeMap<String, Attribute>,
    /// The system attribute `AWSTraceHeader`.
    pub trace: Option<String>,
    /// Who sends it.
    pub sender: String,
    /// Message group.
    pub group: Option<String>,
    /// De-duplication id.
    pub deduplication: Option<String>,
    /// Seconds before it can be received; none: as the queue says.
    pub delay: Option<u64>,
}

/// What the sender of a message learns.
#[derive(Debug, Clone)]
pub struct Sent {
    /// Message id.
    pub id: String,
    /// Its number, for a FIFO queue.
    pub sequence: Option<u64>,
}

/// What a receiver asks for.
#[derive(Debug, Clone, Copy)]
pub struct Receive {
    /// At most this many.
    pub maximum: usize,
    /// Seconds they stay invisible; none: as the queue says.
    pub visibility: Option<u64>,
    /// Milliseconds to wait for the first one.
    pub wait: u64,
}

impl Queues {
    /// The queues of a plan, with the messages found in the file. What was in flight is visible again: whoever had
    /// received it ended with the last process.
    ///
    /// # Errors
    /// When a stored message cannot be read.
    pub fn new(
        plan: &BTreeMap<String, plan::Queue>,
        state: State,
        found: &Found,
        clock: Clock,
        faults: Faults,
    ) -> Result<Self, Error> {
        let mut queues: BTreeMap<String, Queue> =
            plan.iter().map(|(name, settings)| (name.clone(), Queue::new(settings.clone()))).collect();
        let now = clock.now();
        for stored in &found.messages {
            let Some(queue) = queues.get_mut(&stored.queue) else {
                tracing::warn!(queue = stored.queue, "a stored message belongs to no queue of the template any more");
                continue;
            };
            let mut message: Message = serde_json::from_str(&stored.data)
                .map_err(|e| Error::State(format!("message {} of {}: {e}", stored.sequence, stored.queue)))?;
            message.sequence = stored.sequence;
            message.received = stored.received;
            message.first = stored.first;
            queue.insert(message, now);
        }
        for stored in &found.seen {
            if let Some(queue) = queues.get_mut(&stored.queue)
                && let Ok(mut seen) = serde_json::from_str::<Seen>(&stored.data)
            {
                seen.until = stored.until;
                queue.restore_seen(stored.key.clone(), seen);
            }
        }
        Ok(Self {
            inner: Arc::new(Inner {
                changed: plan.keys().map(|name| (name.clone(), Notify::new())).collect(),
                settled: Notify::new(),
                // Numbers ascend over restarts, too: more than a thousand messages per millisecond would be needed to
                // overtake the clock.
                numbers: AtomicU64::new(now * 1000),
                queues: Mutex::new(queues),
                state,
                clock,
                faults,
            }),
        })
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Queue>> {
        self.inner.queues.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn with<T>(&self, name: &str, act: impl FnOnce(&mut Queue, u64) -> T) -> Result<T, Refusal> {
        let mut queues = self.lock();
        let queue = queues.get_mut(name).ok_or_else(no_such_queue)?;
        Ok(act(queue, self.inner.clock.now()))
    }

    pub(super) fn number(&self) -> u64 {
        self.inner.numbers.fetch_add(1, Ordering::SeqCst)
    }

    pub(super) fn wake(&self, name: &str) {
        if let Some(changed) = self.inner.changed.get(name) {
            changed.notify_waiters();
        }
    }

    /// Names of all queues.
    pub fn names(&self) -> Vec<String> {
        self.inner.changed.keys().cloned().collect()
    }

    /// The settings of a queue.
    ///
    /// # Errors
    /// When there is no such queue.
    pub fn settings(&self, name: &str) -> Result<plan::Queue, Refusal> {
        self.with(name, |queue, _| queue.settings.clone())
    }

    /// Whether a receive would find something now.
    pub fn something_waits(&self, name: &str) -> bool {
        self.with(name, |queue, now| queue.ready(now)).unwrap_or_default()
    }

    /// Receives messages, waiting for the first if asked to.
    ///
    /// # Errors
    /// When there is no such queue.
    pub async fn receive(&self, name: &str, receive: Receive) -> Result<Vec<Delivery>, Refusal> {
        let give_up = self.inner.clock.now() + receive.wait;
        let changed = self.inner.changed.get(name).ok_or_else(no_such_queue)?;
        loop {
            let change = changed.notified();
            tokio::pin!(change);
            change.as_mut().enable();
            let (delivered, next_due) = self.take(name, receive)?;
            let now = self.inner.clock.now();
            if !delivered.is_empty() || now >= give_up {
                return Ok(delivered);
            }
            let until = next_due.map_or(give_up, |due| due.min(give_up));
            tokio::select! {
                () = change => {}
                () = self.inner.clock.sleep_until(until) => {}
            }
        }
    }

    fn take(&self, name: &str, receive: Receive) -> Result<(Vec<Delivery>, Option<u64>), Refusal> {
        let faults = &self.inner.faults;
        let resources = [name.to_owned()];
        let occasion = Occasion { service: "sqs", operation: "ReceiveMessage", resources: &resources, ..Occasion::default() };
        let mut queues = self.lock();
        let now = self.inner.clock.now();
        let queue = queues.get_mut(name).ok_or_else(no_such_queue)?;
        let something = queue.ready(now);
        let take = Take {
            maximum: receive.maximum,
            until: now + receive.visibility.unwrap_or(queue.settings.visibility) * 1000,
            duplicate: something && faults.strike(occasion, |t| *t == Trouble::Duplicate).is_some(),
            shuffle: (something && faults.strike(occasion, |t| *t == Trouble::Reorder).is_some()).then(|| faults.roll()),
        };
        let first = self.inner.numbers.fetch_add(take.maximum as u64, Ordering::SeqCst);
        let taken = queue.take(now, &take, first);
        let next_due = queue.next_due();
        let mut changes: Vec<Change> = taken
            .delivered
            .iter()
            .map(|delivery| Change::Received {
                queue: name.to_owned(),
                sequence: delivery.message.sequence,
                count: delivery.message.received,
                first: delivery.message.first.unwrap_or(now),
            })
            .collect();
        let redrive = queue.settings.redrive.as_ref().map(|redrive| redrive.queue.clone());
        let any_dead = !taken.dead.is_empty();
        for message in taken.dead {
            changes.push(Change::Gone { queue: name.to_owned(), sequence: message.sequence });
            if let Some(dead) = redrive.as_ref().and_then(|dead| queues.get_mut(dead)) {
                let message = Message { source: Some(aws::arn("sqs", name)), sequence: self.number(), due: now, ..message };
                changes.push(stored(&dead.settings.name, &message));
                dead.insert(message, now);
            }
        }
        // Nobody waits for it: losing it means one more delivery, which is allowed.
        self.inner.state.write_soon(changes);
        drop(queues);
        if any_dead {
            redrive.iter().for_each(|dead| self.wake(dead));
            self.inner.settled.notify_waiters();
        }
        Ok((taken.delivered, next_due))
    }

    /// Deletes messages by their receipts.
    ///
    /// # Errors
    /// When there is no such queue.
    pub fn delete(&self, name: &str, receipts: &[Receipt]) -> Result<(Vec<Result<(), Refusal>>, Commit), Refusal> {
        self.remove(name, receipts, |changes| self.inner.state.write(changes))
    }

    /// Deletes messages without waiting for the file: one whose deletion is lost comes again, which is allowed.
    ///
    /// # Errors
    /// When there is no such queue.
    pub fn forget(&self, name: &str, receipts: &[Receipt]) -> Result<(), Refusal> {
        self.remove(name, receipts, |changes| self.inner.state.write_soon(changes)).map(drop)
    }

    fn remove<W>(
        &self,
        name: &str,
        receipts: &[Receipt],
        write: impl FnOnce(Vec<Change>) -> W,
    ) -> Result<(Vec<Result<(), Refusal>>, W), Refusal> {
        let mut queues = self.lock();
        let queue = queues.get_mut(name).ok_or_else(no_such_queue)?;
        let now = self.inner.clock.now();
        let mut changes = Vec::new();
        let mut answers = Vec::new();
        for receipt in receipts {
            answers.push(queue.delete(*receipt, now).map(|gone| {
                if gone {
                    changes.push(Change::Gone { queue: name.to_owned(), sequence: receipt.sequence });
                }
            }));
        }
        let written = write(changes);
        drop(queues);
        // A group may go on.
        self.wake(name);
        self.inner.settled.notify_waiters();
        Ok((answers, written))
    }

    /// Changes until when a message is invisible, in seconds from now.
    ///
    /// # Errors
    /// When there is no such queue or the receipt is not that of a message in flight.
    pub fn change_visibility(&self, name: &str, receipt: Receipt, seconds: u64) -> Result<(), Refusal> {
        self.with(name, |queue, now| queue.change_visibility(receipt, now + seconds * 1000, now))??;
        self.wake(name);
        Ok(())
    }

    /// Empties a queue.
    ///
    /// # Errors
    /// When there is no such queue.
    pub fn purge(&self, name: &str) -> Result<Commit, Refusal> {
        let mut queues = self.lock();
        let queue = queues.get_mut(name).ok_or_else(no_such_queue)?;
        let changes = queue.purge().into_iter().map(|sequence| Change::Gone { queue: name.to_owned(), sequence });
        let commit = self.inner.state.write(changes.collect());
        drop(queues);
        self.inner.settled.notify_waiters();
        Ok(commit)
    }

    /// Moves every visible message of a dead-letter queue: to `destination`, or each to where it came from. Moved
    /// messages are new ones: new id, new time, not received yet, not checked for duplicates.
    ///
    /// # Errors
    /// When one of the queues does not exist.
    pub fn move_visible(&self, source: &str, destination: Option<&str>) -> Result<(u64, Commit), Refusal> {
        let mut queues = self.lock();
        let now = self.inner.clock.now();
        let messages = queues.get_mut(source).ok_or_else(no_such_queue)?.take_visible(now);
        let mut changes = Vec::new();
        let mut moved = 0;
        let mut woken = std::collections::BTreeSet::new();
        for message in messages {
            let origin = message.source.as_deref().map(plan::arn_name);
            let target = destination.map(str::to_owned).or(origin).unwrap_or_default();
            changes.push(Change::Gone { queue: source.to_owned(), sequence: message.sequence });
            let back = Message {
                id: aws::id(),
                sent: now,
                due: now,
                source: None,
                sequence: self.number(),
                received: 0,
                first: None,
                ..message.clone()
            };
            let (queue, message) = match queues.get_mut(&target) {
                Some(queue) => (queue, back),
                // Not a dead letter, and nowhere to go: it stays.
                None => match queues.get_mut(source) {
                    Some(queue) => (queue, message),
                    None => continue,
                },
            };
            changes.push(stored(&queue.settings.name, &message));
            queue.insert(message, now);
            moved += 1;
            woken.insert(target);
        }
        let commit = self.inner.state.write(changes);
        drop(queues);
        woken.iter().for_each(|name| self.wake(name));
        Ok((moved, commit))
    }

    /// What every queue holds, at one moment.
    pub fn depths(&self) -> BTreeMap<String, Depth> {
        let now = self.inner.clock.now();
        self.lock().iter().map(|(name, queue)| (name.clone(), queue.depth(now))).collect()
    }

    /// The messages of a queue, oldest first, without receiving them.
    ///
    /// # Errors
    /// When there is no such queue.
    pub fn look(&self, name: &str) -> Result<Vec<Message>, Refusal> {
        self.with(name, |queue, _| queue.messages().cloned().collect())
    }

    /// Woken whenever a message is gone.
    pub fn settled(&self) -> &Notify {
        &self.inner.settled
    }
}

pub(super) fn stored(queue: &str, message: &Message) -> Change {
    Change::Message {
        queue: queue.to_owned(),
        sequence: message.sequence,
        data: serde_json::to_string(message).unwrap_or_default(),
    }
}

/// The queue does not exist.
pub fn no_such_queue() -> Refusal {
    Refusal::bad("QueueDoesNotExist", "The specified queue does not exist.")
        .with_query_code("AWS.SimpleQueueService.NonExistentQueue")
}

pub(super) fn invalid(parameter: &str, reason: &str) -> Refusal {
    Refusal::bad("InvalidParameterValue", format!("Value for parameter {parameter} is invalid. Reason: {reason}."))
        .with_query_code("InvalidParameterValue")
}

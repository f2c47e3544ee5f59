//! Messages on their way into a queue: checked, told from duplicates, numbered.

use sha2::{Digest, Sha256};

use super::message::Message;
use super::queue::{Queue, Seen};
use super::queues::{Draft, Queues, Sent, invalid, no_such_queue, stored};
use crate::aws::{self, Refusal};
use crate::state::{Change, Commit};

impl Queues {
    /// Sends messages. They can be received at once; they are kept once the commit is done.
    ///
    /// # Errors
    /// When there is no such queue.
    pub fn send(&self, name: &str, drafts: Vec<Draft>) -> Result<(Vec<Result<Sent, Refusal>>, Commit), Refusal> {
        let mut changes = Vec::new();
        let mut queues = self.lock();
        let queue = queues.get_mut(name).ok_or_else(no_such_queue)?;
        let now = self.inner.clock.now();
        let answers = drafts.into_iter().map(|draft| self.enqueue(queue, draft, now, &mut changes)).collect();
        // Under the lock, so that the file sees changes in the order the queue does.
        let commit = self.inner.state.write(changes);
        drop(queues);
        self.wake(name);
        Ok((answers, commit))
    }

    fn enqueue(&self, queue: &mut Queue, draft: Draft, now: u64, changes: &mut Vec<Change>) -> Result<Sent, Refusal> {
        let settings = &queue.settings;
        let missing = |what: &str| {
            Refusal::bad("MissingParameter", format!("The request must contain the parameter {what}."))
                .with_query_code("MissingParameter")
        };
        let mut key = None;
        let mut deduplication = draft.deduplication;
        if let Some(fifo) = settings.fifo {
            let group = draft.group.as_deref().ok_or_else(|| missing("MessageGroupId"))?;
            if draft.delay.is_some_and(|delay| delay > 0) {
                return Err(invalid("DelaySeconds", "The request include parameter that is not valid for this queue type"));
            }
            if deduplication.is_none() && fifo.content_based {
                let digest = Sha256::digest(draft.body.as_bytes());
                deduplication = Some(digest.iter().map(|byte| format!("{byte:02x}")).collect());
            }
            let id = deduplication.as_deref().ok_or_else(|| {
                invalid(
                    "MessageDeduplicationId",
                    "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
                )
            })?;
            let whole = queue.deduplication_key(group, id);
            if let Some(seen) = queue.seen(&whole, now) {
                return Ok(Sent { id: seen.id.clone(), sequence: Some(seen.sequence) });
            }
            key = Some(whole);
        } else if deduplication.is_some() {
            return Err(invalid(
                "MessageDeduplicationId",
                "The request includes a parameter that is not valid for this queue type",
            ));
        }
        let is_fifo = settings.fifo.is_some();
        let delay = draft.delay.unwrap_or(settings.delay) * 1000;
        let message = Message {
            id: aws::id(),
            body: draft.body,
            attributes: draft.attributes,
            trace: draft.trace,
            sender: draft.sender,
            group: draft.group,
            deduplication,
            sent: now,
            due: now + delay,
            source: None,
            sequence: self.number(),
            received: 0,
            first: None,
        };
        if message.size() as u64 > settings.maximum_size {
            let reason = format!(
                "One or more parameters are invalid. Reason: Message must be shorter than {} bytes.",
                settings.maximum_size
            );
            return Err(Refusal::bad("InvalidParameterValue", reason).with_query_code("InvalidParameterValue"));
        }
        let sent = Sent { id: message.id.clone(), sequence: is_fifo.then_some(message.sequence) };
        let name = settings.name.clone();
        changes.push(stored(&name, &message));
        if let Some(key) = key {
            let until = queue.remember(&key, &message.id, message.sequence, now);
            let seen = Seen { id: message.id.clone(), sequence: message.sequence, until };
            changes.push(Change::Seen { queue: name, key, data: serde_json::to_string(&seen).unwrap_or_default(), until });
        }
        queue.insert(message, now);
        Ok(sent)
    }
}

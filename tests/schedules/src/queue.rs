//! Queues as SQS has them: groups in order, visibility, receive counts, a dead-letter queue, five minutes of
//! deduplication. Source: Amazon SQS developer guide, "FIFO queue delivery logic", "Visibility timeout".

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use aws_lambda_events::sqs::{SqsEvent, SqsMessage};
use serde_json::Value;

/// A queue that feeds one step.
#[derive(Debug)]
pub struct Queue {
    pub name: &'static str,
    pub fifo: bool,
    /// Milliseconds a received message stays with its receiver.
    pub visibility: i64,
    /// A message received more often than this is put aside.
    pub most_receives: u32,
    pub batch: usize,
    messages: BTreeMap<u64, Message>,
    known: BTreeSet<String>,
    /// The same with the time of each, the oldest first.
    heard: VecDeque<(i64, String)>,
    pub dead: Vec<String>,
    next: u64,
}

#[derive(Debug, Clone)]
struct Message {
    body: String,
    group: String,
    dedup: String,
    receives: u32,
    /// When it can be received (again).
    visible: i64,
}

/// A message in the hands of a step.
#[derive(Debug, Clone)]
pub struct Delivery {
    pub id: u64,
    receipt: u32,
}

/// A second message of the same name within this time is not taken.
const DEDUPLICATION: i64 = 5 * 60_000;

impl Queue {
    pub fn new(name: &'static str, fifo: bool, visibility: i64, most_receives: u32, batch: usize) -> Self {
        let (messages, known, heard) = (BTreeMap::new(), BTreeSet::new(), VecDeque::new());
        Self { name, fifo, visibility, most_receives, batch, messages, known, heard, dead: vec![], next: 0 }
    }

    pub fn send(&mut self, now: i64, body: String, group: &str, dedup: &str) {
        if self.fifo {
            while let Some((_, old)) = self.heard.pop_front_if(|(at, _)| now - *at >= DEDUPLICATION) {
                self.known.remove(&old);
            }
            if !self.known.insert(dedup.to_owned()) {
                return;
            }
            self.heard.push_back((now, dedup.to_owned()));
        }
        self.next += 1;
        let message = Message { body, group: group.to_owned(), dedup: dedup.to_owned(), receives: 0, visible: now };
        self.messages.insert(self.next, message);
    }

    pub fn is_empty(&self) -> bool {
        self.messages.is_empty()
    }

    /// The places a receive could begin at.
    fn receivable(&self, now: i64) -> Vec<u64> {
        let mut blocked: BTreeSet<&str> = BTreeSet::new();
        if self.fifo {
            let held = self.messages.values().filter(|message| message.visible > now);
            blocked.extend(held.map(|message| message.group.as_str()));
        }
        let free = |message: &Message| message.visible <= now && !(self.fifo && blocked.contains(message.group.as_str()));
        self.messages.iter().filter(|(_, message)| free(message)).map(|(&id, _)| id).collect()
    }

    pub fn has_work(&self, now: i64) -> bool {
        // Looked at before every step of a schedule, and mostly there is nothing.
        self.messages.values().any(|message| message.visible <= now) && (!self.fifo || !self.receivable(now).is_empty())
    }

    /// When the next message becomes receivable, if it is not now.
    pub fn next_visible(&self) -> Option<i64> {
        self.messages.values().map(|message| message.visible).min()
    }

    /// Up to a batch of messages from those receivable. `pick` chooses among them where order is free.
    pub fn receive(&mut self, now: i64, most: usize, pick: impl Fn(usize) -> usize) -> (Vec<Delivery>, SqsEvent) {
        let mut free = self.receivable(now);
        let (mut taken, mut event) = (Vec::new(), SqsEvent::default());
        while !free.is_empty() && taken.len() < most.min(self.batch) {
            // Within a group the oldest first; a standard queue promises nothing.
            let mut place = pick(free.len());
            if self.fifo {
                let group = self.messages[&free[place]].group.clone();
                place = free.iter().position(|id| self.messages[id].group == group).unwrap_or(place);
            }
            let id = free.remove(place);
            let Some(message) = self.messages.get_mut(&id) else { continue };
            message.receives += 1;
            message.visible = now + self.visibility;
            if message.receives > self.most_receives {
                let body = message.body.clone();
                self.messages.remove(&id);
                self.dead.push(body);
                continue;
            }
            taken.push(Delivery { id, receipt: message.receives });
            event.records.push(record(self.name, id, message, self.fifo));
        }
        (taken, event)
    }

    /// Done: gone, if it is still the receiver's.
    pub fn delete(&mut self, delivery: &Delivery) {
        if self.messages.get(&delivery.id).is_some_and(|message| message.receives == delivery.receipt || !self.fifo) {
            self.messages.remove(&delivery.id);
        }
    }

    /// Not done: it comes back after a while, longer each time.
    pub fn fail(&mut self, delivery: &Delivery, now: i64) {
        if let Some(message) = self.messages.get_mut(&delivery.id)
            && message.receives == delivery.receipt
        {
            message.visible = now + (1_000 << message.receives.saturating_sub(1).min(6)).min(60_000);
        }
    }

    /// The receiver is slower than it was given time for.
    pub fn expire(&mut self, delivery: &Delivery, at: i64) {
        if let Some(message) = self.messages.get_mut(&delivery.id) {
            message.visible = at;
        }
    }

    /// A standard queue delivers what it has delivered already.
    pub fn again(&mut self, now: i64, body: String) {
        if !self.fifo {
            self.send(now, body, "", "");
        }
    }

    /// An operator sends what was put aside back.
    pub fn redrive(&mut self, now: i64) -> usize {
        let dead = std::mem::take(&mut self.dead);
        let count = dead.len();
        for body in dead {
            self.next += 1;
            let envelope: Value = serde_json::from_str(&body).unwrap_or_default();
            let group = envelope["thread"].as_str().unwrap_or_default().to_owned();
            let dedup = format!("redrive-{}", self.next);
            self.messages.insert(self.next, Message { body, group, dedup, receives: 0, visible: now });
        }
        count
    }
}

fn record(queue: &str, id: u64, message: &Message, fifo: bool) -> SqsMessage {
    let mut record = SqsMessage::default();
    record.message_id = Some(id.to_string());
    record.receipt_handle = Some(format!("{id}-{}", message.receives));
    record.body = Some(message.body.clone());
    record.attributes.insert("ApproximateReceiveCount".into(), message.receives.to_string());
    if fifo {
        record.attributes.insert("MessageGroupId".into(), message.group.clone());
        record.attributes.insert("MessageDeduplicationId".into(), message.dedup.clone());
    }
    record.event_source = Some("aws:sqs".into());
    record.event_source_arn = Some(format!("arn:aws:sqs:us-east-1:000000000000:{queue}"));
    record.aws_region = Some("us-east-1".into());
    record
}

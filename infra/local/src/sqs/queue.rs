//! One queue as a value: what is visible, what is in flight, what comes next. No I/O and no clock of its own.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use super::message::Message;
use crate::aws::Refusal;
use crate::plan;

/// Minutes an id is remembered for de-duplication.
const SEEN_FOR: u64 = 5 * 60_000;

/// A queue and its messages.
pub struct Queue {
    /// Settings of the template.
    pub settings: plan::Queue,
    messages: BTreeMap<u64, Held>,
    line: Line,
    /// Messages that nobody can receive before a time: delayed or in flight.
    hidden: BTreeSet<(u64, u64)>,
    flights: HashMap<u64, u64>,
    seen: HashMap<String, Seen>,
}

struct Held {
    message: Message,
    /// The number in the latest receipt; 0 before the first.
    receipt: u64,
}

/// What was answered to the first message with an id.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Seen {
    /// Message id.
    pub id: String,
    /// Sequence number.
    pub sequence: u64,
    /// Until when it counts, in milliseconds since the Unix epoch.
    #[serde(skip)]
    pub until: u64,
}

/// Visible messages in the order they are handed out.
enum Line {
    Standard(VecDeque<u64>),
    Fifo {
        groups: HashMap<String, Group>,
        /// Groups that can hand out a message now.
        ready: VecDeque<String>,
    },
}

#[derive(Default)]
struct Group {
    waiting: BTreeSet<u64>,
    in_flight: usize,
    lined_up: bool,
}

/// A message handed out.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// The message as it is now, this receive counted.
    pub message: Message,
    /// What its receipt handle says.
    pub receipt: Receipt,
}

/// Proof of one receive of one message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receipt {
    /// Number of the message.
    pub sequence: u64,
    /// Number of the receive.
    pub number: u64,
}

/// What a receive found.
#[derive(Default)]
pub struct Taken {
    /// Handed out.
    pub delivered: Vec<Delivery>,
    /// Received too often: to be moved to the dead-letter queue.
    pub dead: Vec<Message>,
}

/// What a receive asks for.
pub struct Take {
    /// At most this many messages.
    pub maximum: usize,
    /// Until when they are invisible.
    pub until: u64,
    /// A fault: the message stays visible to others, who receive it again.
    pub duplicate: bool,
    /// A fault: standard messages come in another order; any number.
    pub shuffle: Option<u64>,
}

/// How many messages a queue holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Depth {
    /// Can be received (or wait behind an earlier one of their group).
    pub visible: usize,
    /// Received, not yet deleted.
    pub in_flight: usize,
    /// Not yet receivable.
    pub delayed: usize,
}

impl Depth {
    /// Nothing at all.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Queue {
    /// An empty queue.
    pub fn new(settings: plan::Queue) -> Self {
        let line = match settings.fifo {
            None => Line::Standard(VecDeque::new()),
            Some(_) => Line::Fifo { groups: HashMap::new(), ready: VecDeque::new() },
        };
        Self { settings, messages: BTreeMap::new(), line, hidden: BTreeSet::new(), flights: HashMap::new(), seen: HashMap::new() }
    }

    /// The scope in which a de-duplication id counts.
    pub fn deduplication_key(&self, group: &str, id: &str) -> String {
        match self.settings.fifo {
            Some(fifo) if fifo.per_group => format!("{group}\n{id}"),
            _ => id.to_owned(),
        }
    }

    /// What was answered to the first message with this key, within the last five minutes.
    pub fn seen(&self, key: &str, now: u64) -> Option<&Seen> {
        self.seen.get(key).filter(|seen| seen.until > now)
    }

    /// Remembers a key for five minutes from `now`, and until when.
    pub fn remember(&mut self, key: &str, id: &str, sequence: u64, now: u64) -> u64 {
        if self.seen.len() > 4096 && self.seen.len().is_power_of_two() {
            self.seen.retain(|_, seen| seen.until > now);
        }
        let until = now + SEEN_FOR;
        let seen = Seen { id: id.to_owned(), sequence, until };
        self.seen.insert(key.to_owned(), seen);
        until
    }

    /// Puts back a remembered key.
    pub fn restore_seen(&mut self, key: String, seen: Seen) {
        self.seen.insert(key, seen);
    }

    /// Adds a message; one that is not due yet is delayed.
    pub fn insert(&mut self, message: Message, now: u64) {
        let (sequence, due) = (message.sequence, message.due);
        self.messages.insert(sequence, Held { message, receipt: 0 });
        if due > now {
            self.hidden.insert((due, sequence));
        } else {
            self.show(sequence);
        }
    }

    /// Makes a message visible.
    fn show(&mut self, sequence: u64) {
        match &mut self.line {
            Line::Standard(line) => line.push_back(sequence),
            Line::Fifo { groups, ready } => {
                let name = group_of(&self.messages, sequence);
                let group = groups.entry(name.clone()).or_default();
                group.waiting.insert(sequence);
                line_up(group, name, ready);
            }
        }
    }

    /// A message is no longer in flight: its group may go on.
    fn land(&mut self, sequence: u64) {
        if self.flights.remove(&sequence).is_none() {
            return;
        }
        if let Line::Fifo { groups, ready } = &mut self.line {
            let name = group_of(&self.messages, sequence);
            if let Some(group) = groups.get_mut(&name) {
                group.in_flight = group.in_flight.saturating_sub(1);
                line_up(group, name, ready);
            }
        }
    }

    /// Makes visible what has become due.
    fn settle(&mut self, now: u64) {
        while let Some(&(due, sequence)) = self.hidden.first() {
            if due > now {
                break;
            }
            self.hidden.pop_first();
            // Shown before landing, so that it stands first in its group when the group lines up.
            let flying = self.flights.contains_key(&sequence);
            if flying && let Line::Fifo { groups, .. } = &mut self.line {
                let name = group_of(&self.messages, sequence);
                groups.entry(name).or_default().waiting.insert(sequence);
                self.land(sequence);
            } else {
                self.land(sequence);
                self.show(sequence);
            }
        }
    }

    /// Whether a receive would find something now.
    pub fn ready(&mut self, now: u64) -> bool {
        self.settle(now);
        match &self.line {
            Line::Standard(line) => !line.is_empty(),
            Line::Fifo { ready, .. } => !ready.is_empty(),
        }
    }

    /// Hands out messages. `number` is the receipt number of the first; the next ones count up.
    pub fn take(&mut self, now: u64, take: &Take, number: u64) -> Taken {
        self.settle(now);
        let mut taken = Taken::default();
        while taken.delivered.len() < take.maximum {
            let Some(sequence) = self.next(take.shuffle) else {
                break;
            };
            let Some(held) = self.messages.get_mut(&sequence) else {
                continue;
            };
            let limit = self.settings.redrive.as_ref().map(|redrive| redrive.maximum_receives);
            if limit.is_some_and(|limit| held.message.received >= limit) {
                self.land(sequence);
                if let Some(held) = self.messages.remove(&sequence) {
                    taken.dead.push(held.message);
                }
                continue;
            }
            held.message.received += 1;
            held.message.first.get_or_insert(now);
            held.receipt = number + taken.delivered.len() as u64;
            let receipt = Receipt { sequence, number: held.receipt };
            taken.delivered.push(Delivery { message: held.message.clone(), receipt });
            let until = if take.duplicate { now } else { take.until };
            self.flights.insert(sequence, until);
            self.hidden.insert((until, sequence));
        }
        self.rest();
        taken
    }

    /// The next message to hand out, taken out of the line. For a FIFO queue its group is then busy, but goes on giving
    /// within the same receive.
    fn next(&mut self, shuffle: Option<u64>) -> Option<u64> {
        match &mut self.line {
            Line::Standard(line) => {
                if let (Some(any), 2..) = (shuffle, line.len()) {
                    let index = usize::try_from(any % line.len() as u64).unwrap_or(0);
                    return line.remove(index);
                }
                line.pop_front()
            }
            Line::Fifo { groups, ready } => loop {
                let name = ready.front()?;
                if let Some(group) = groups.get_mut(name)
                    && let Some(sequence) = group.waiting.pop_first()
                {
                    group.in_flight += 1;
                    // So that `land` of a dead letter balances.
                    self.flights.insert(sequence, 0);
                    return Some(sequence);
                }
                if let Some(name) = ready.pop_front()
                    && let Some(group) = groups.get_mut(&name)
                {
                    group.lined_up = false;
                    if group.in_flight == 0 && group.waiting.is_empty() {
                        groups.remove(&name);
                    }
                }
            },
        }
    }

    /// After a receive: a group that has given a message waits until it is done.
    fn rest(&mut self) {
        if let Line::Fifo { groups, ready } = &mut self.line
            && let Some(name) = ready.front()
            && let Some(group) = groups.get_mut(name)
            && group.in_flight > 0
        {
            group.lined_up = false;
            ready.pop_front();
        }
    }

    /// Deletes the message of a receipt; whether it was there and the receipt the latest.
    ///
    /// # Errors
    /// For a FIFO queue, when the receipt has expired.
    pub fn delete(&mut self, receipt: Receipt, now: u64) -> Result<bool, Refusal> {
        self.settle(now);
        let Some(held) = self.messages.get(&receipt.sequence) else {
            return Ok(false);
        };
        let current = held.receipt == receipt.number;
        if self.settings.fifo.is_some() && !(current && self.flights.contains_key(&receipt.sequence)) {
            return Err(Refusal::bad(
                "InvalidParameterValue",
                "Value for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.",
            )
            .with_query_code("InvalidParameterValue"));
        }
        if !current {
            return Ok(false);
        }
        self.remove(receipt.sequence);
        Ok(true)
    }

    fn remove(&mut self, sequence: u64) -> Option<Message> {
        if let Some(until) = self.flights.get(&sequence) {
            self.hidden.remove(&(*until, sequence));
            self.land(sequence);
            return self.messages.remove(&sequence).map(|held| held.message);
        }
        match &mut self.line {
            Line::Standard(line) => line.retain(|one| *one != sequence),
            Line::Fifo { groups, .. } => {
                let name = group_of(&self.messages, sequence);
                if let Some(group) = groups.get_mut(&name) {
                    group.waiting.remove(&sequence);
                }
            }
        }
        self.messages.remove(&sequence).map(|held| held.message)
    }

    /// Sets anew until when the message of a receipt is invisible.
    ///
    /// # Errors
    /// When the message is not in flight under this receipt.
    pub fn change_visibility(&mut self, receipt: Receipt, until: u64, now: u64) -> Result<(), Refusal> {
        self.settle(now);
        let known = self.messages.get(&receipt.sequence).is_some_and(|held| held.receipt == receipt.number);
        let flight = self.flights.get_mut(&receipt.sequence).filter(|_| known);
        let Some(flight) = flight else {
            return Err(Refusal::bad("MessageNotInflight", "The message is not in flight")
                .with_query_code("AWS.SimpleQueueService.MessageNotInflight"));
        };
        self.hidden.remove(&(*flight, receipt.sequence));
        *flight = until;
        self.hidden.insert((until, receipt.sequence));
        self.settle(now);
        Ok(())
    }

    /// When the next hidden message becomes due.
    pub fn next_due(&self) -> Option<u64> {
        self.hidden.first().map(|(due, _)| *due)
    }

    /// Removes everything; the numbers of what was there.
    pub fn purge(&mut self) -> Vec<u64> {
        let all = self.messages.keys().copied().collect();
        *self = Self { seen: std::mem::take(&mut self.seen), ..Self::new(self.settings.clone()) };
        all
    }

    /// Removes every visible message, oldest first.
    pub fn take_visible(&mut self, now: u64) -> Vec<Message> {
        self.settle(now);
        let hidden: BTreeSet<u64> = self.hidden.iter().map(|(_, sequence)| *sequence).collect();
        let visible: Vec<u64> = self.messages.keys().copied().filter(|one| !hidden.contains(one)).collect();
        visible.into_iter().filter_map(|sequence| self.remove(sequence)).collect()
    }

    /// How much it holds.
    pub fn depth(&self, now: u64) -> Depth {
        let due = self.hidden.iter().take_while(|(due, _)| *due <= now);
        let due_flights = due.clone().filter(|(_, one)| self.flights.contains_key(one)).count();
        let hidden = self.hidden.len() - due.count();
        let in_flight = self.flights.len() - due_flights;
        Depth { visible: self.messages.len() - hidden, in_flight, delayed: hidden.saturating_sub(in_flight) }
    }

    /// Every message, oldest first, for a look that changes nothing.
    pub fn messages(&self) -> impl Iterator<Item = &Message> {
        self.messages.values().map(|held| &held.message)
    }
}

fn group_of(messages: &BTreeMap<u64, Held>, sequence: u64) -> String {
    messages.get(&sequence).and_then(|held| held.message.group.clone()).unwrap_or_default()
}

/// A group with something to give and nothing in flight stands in line, once.
fn line_up(group: &mut Group, name: String, ready: &mut VecDeque<String>) {
    if group.in_flight == 0 && !group.waiting.is_empty() && !group.lined_up {
        group.lined_up = true;
        ready.push_back(name);
    }
}

#[cfg(test)]
#[path = "queue_tests.rs"]
mod tests;

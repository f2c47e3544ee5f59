//! What handling a message cost, counted, by the class of the message: the rows behind every price.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};

use serde::Serialize;
use store::Table;

/// What a message turned out to be, as finance asks for it (quality.md section 7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Seen and dropped.
    Noise,
    /// A public mention kept, judged and counted.
    Mention,
    /// A message brought to an agent's screen.
    Message,
    /// An answer sent.
    Reply,
    /// Everything else: presence, assignments, settings.
    Other,
}

/// Counted operations of one class in one invocation.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Counts {
    /// Messages handled.
    pub n: u64,
    /// DynamoDB write request units.
    pub wru: f64,
    /// DynamoDB read request units.
    pub rru: f64,
    /// SQS messages sent.
    pub sent: u64,
    /// SQS requests made for them: a share of those of the whole batch.
    pub sqs: f64,
    /// Events put on the bus.
    pub events: u64,
}

/// The running count of an invocation.
#[derive(Debug, Default)]
pub struct Meter {
    loose: Mutex<Counts>,
    by_class: Mutex<BTreeMap<Class, Counts>>,
    requests: AtomicU64,
    /// Where the lines go instead of out.
    #[cfg(feature = "memory")]
    kept: Option<Kept>,
}

/// What becomes of lines that are not written out.
#[cfg(feature = "memory")]
#[derive(Debug)]
enum Kept {
    Nothing,
    All(Mutex<Vec<String>>),
}

impl Meter {
    /// One whose lines nobody reads.
    #[cfg(feature = "memory")]
    pub(crate) fn quiet() -> Self {
        Self { kept: Some(Kept::Nothing), ..Self::default() }
    }

    /// One that keeps its lines, for a benchmark to read.
    #[cfg(feature = "memory")]
    pub(crate) fn keeping() -> Self {
        Self { kept: Some(Kept::All(Mutex::default())), ..Self::default() }
    }

    /// The lines kept since the last call.
    #[cfg(feature = "memory")]
    pub fn take_lines(&self) -> Vec<String> {
        match &self.kept {
            Some(Kept::All(lines)) => lines.lock().map(|mut lines| std::mem::take(&mut *lines)).unwrap_or_default(),
            _ => vec![],
        }
    }

    /// Messages sent and events put, whenever the requests for them are made.
    pub(crate) fn published(&self, messages: u64, events: u64) {
        if let Ok(mut loose) = self.loose.lock() {
            loose.sent += messages;
            loose.events += events;
        }
    }

    /// One request to a queue.
    pub(crate) fn requested(&self) {
        self.requests.fetch_add(1, Ordering::Relaxed);
    }

    /// What was counted since the last call belongs to `n` messages of `class`.
    pub fn book(&self, class: Class, n: u64, table: &Table) {
        let units = table.take_units();
        let loose = self.loose.lock().map(|mut loose| std::mem::take(&mut *loose)).unwrap_or_default();
        if let Ok(mut by_class) = self.by_class.lock() {
            let counts = by_class.entry(class).or_default();
            counts.n += n;
            counts.wru += units.write;
            counts.rru += units.read;
            counts.sent += loose.sent;
            counts.events += loose.events;
        }
    }

    /// Writes the invocation's line, one for the whole batch, and starts anew.
    pub fn report(&self, step: &str, begun: Instant) {
        #[derive(Serialize)]
        struct Line<'a> {
            meter: &'a str,
            ms: u128,
            classes: BTreeMap<Class, Counts>,
        }
        let mut classes = self.by_class.lock().map(|mut classes| std::mem::take(&mut *classes)).unwrap_or_default();
        let requests = self.requests.swap(0, Ordering::Relaxed) as f64;
        if classes.is_empty() {
            return;
        }
        #[cfg(feature = "memory")]
        if matches!(self.kept, Some(Kept::Nothing)) {
            return;
        }
        let sent: u64 = classes.values().map(|counts| counts.sent).sum();
        for counts in classes.values_mut() {
            counts.sqs = requests * counts.sent as f64 / sent.max(1) as f64;
        }
        if let Ok(line) = serde_json::to_string(&Line { meter: step, ms: begun.elapsed().as_millis(), classes }) {
            #[cfg(feature = "memory")]
            if let Some(Kept::All(lines)) = &self.kept {
                lines.lock().map(|mut lines| lines.push(line)).unwrap_or_default();
                return;
            }
            println!("{line}");
        }
    }
}

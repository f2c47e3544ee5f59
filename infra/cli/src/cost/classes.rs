//! Cost by class of message: what the functions' own meters booked, priced. What an invocation costs as a whole is
//! shared by the messages in it.

use std::collections::BTreeMap;

use local::Usage;
use prices::{Budget, Prices};
use serde::{Deserialize, Serialize};

use super::steps::queue_of;

/// One invocation's line, as `runtime` writes it.
#[derive(Debug, Deserialize)]
pub struct Line {
    meter: String,
    classes: BTreeMap<String, Counts>,
}

#[derive(Debug, Clone, Default, Deserialize)]
struct Counts {
    n: u64,
    wru: f64,
    rru: f64,
    sqs: f64,
    events: u64,
}

/// One class of message. Money in USD per million messages of the class.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Class {
    /// Which.
    pub class: String,
    /// Messages of it.
    pub messages: u64,
    /// Write request units for each.
    pub wru: f64,
    /// Read request units for each.
    pub rru: f64,
    /// Invocations for each.
    pub invocations: f64,
    /// SQS requests for each.
    pub sqs: f64,
    /// Events for each.
    pub events: f64,
    /// USD for a million.
    pub usd_per_million: f64,
    /// The step in which a message of the class is counted.
    pub counted_in: String,
}

/// The meter lines of a log.
pub fn lines(log: &str) -> Vec<Line> {
    log.lines().filter(|line| line.starts_with("{\"meter\"")).filter_map(|line| serde_json::from_str(line).ok()).collect()
}

/// Every class that came up. A class is counted in the step that decides it.
pub fn of(lines: &[Line], usage: &Usage, prices: &Prices) -> Vec<Class> {
    let mut booked: BTreeMap<(&str, &str), Counts> = BTreeMap::new();
    for line in lines {
        for (class, counts) in &line.classes {
            let sum = booked.entry((line.meter.as_str(), class.as_str())).or_default();
            sum.n += counts.n;
            sum.wru += counts.wru;
            sum.rru += counts.rru;
            sum.sqs += counts.sqs;
            sum.events += counts.events;
        }
    }
    let of_step = |step: &str| -> u64 { booked.iter().filter(|((s, _), _)| *s == step).map(|(_, counts)| counts.n).sum() };
    [("noise", "ingest"), ("mention", "ingest"), ("message", "route"), ("reply", "route")]
        .into_iter()
        .filter_map(|(class, counted_in)| {
            let messages = booked.get(&(counted_in, class))?.n;
            let mut sum = Sum::default();
            // The door books all it takes as messages: its part comes below.
            for ((step, _), counts) in booked.iter().filter(|((step, c), _)| *c == class && *step != "webhook") {
                sum.book(counts, prices);
                sum.share(step, counts.n as f64 / of_step(step).max(1) as f64, usage, prices);
            }
            // At the door nobody knows yet what a message is: the door's cost goes by what `ingest` made of it.
            if let Some(at_ingest) = booked.get(&("ingest", class)) {
                sum.share("webhook", at_ingest.n as f64 / of_step("ingest").max(1) as f64, usage, prices);
                sum.usd += at_ingest.n as f64 * prices.http_request;
                if let Some(sent) = booked.get(&("webhook", "message")) {
                    let share = at_ingest.n as f64 / of_step("ingest").max(1) as f64;
                    sum.sqs += sent.sqs * share;
                    sum.usd += sent.sqs * share * prices.queue(true);
                }
            }
            if class == "reply" {
                // One request of the API each; the socket carries its state back.
                sum.usd += messages as f64 * prices.http_request;
            }
            let each = messages.max(1) as f64;
            Some(Class {
                class: class.to_owned(),
                messages,
                wru: sum.wru / each,
                rru: sum.rru / each,
                invocations: sum.invocations / each,
                sqs: sum.sqs / each,
                events: sum.events / each,
                usd_per_million: sum.usd / each,
                counted_in: counted_in.to_owned(),
            })
        })
        .collect()
}

#[derive(Default)]
struct Sum {
    wru: f64,
    rru: f64,
    invocations: f64,
    sqs: f64,
    events: f64,
    /// In millionths of a dollar: the prices are per million.
    usd: f64,
}

impl Sum {
    fn book(&mut self, counts: &Counts, prices: &Prices) {
        self.wru += counts.wru;
        self.rru += counts.rru;
        self.sqs += counts.sqs;
        self.events += counts.events as f64;
        self.usd += counts.wru * prices.write_unit
            + counts.rru * prices.read_unit
            + counts.sqs * prices.queue(true)
            + counts.events as f64 * prices.bus_event;
    }

    /// A part of what the step's invocations and its queue cost.
    fn share(&mut self, step: &str, part: f64, usage: &Usage, prices: &Prices) {
        if let Some(used) = usage.functions.get(step) {
            let invocations = used.invocations as f64 * part;
            let gb_seconds = (used.billed_ms + used.init_ms) as f64 * used.memory_mb as f64 / 1_024.0 / 1_000.0 * part;
            self.invocations += invocations;
            self.usd += invocations * prices.lambda_request + gb_seconds * prices.lambda_gb_second;
            self.usd += prices.log(used.log_bytes as f64 * part);
        }
        for (queue, mapping) in usage.mappings.iter().filter(|(queue, _)| queue.to_lowercase().starts_with(queue_of(step))) {
            let requests = (mapping.chunks + mapping.deletes) as f64 * part;
            self.sqs += requests;
            self.usd += requests * prices.queue(queue.ends_with(".fifo"));
        }
    }
}

/// A table for people, with the budgets beside it.
pub fn print(classes: &[Class], budgets: &[Budget]) {
    println!("| class | messages | WRU | RRU | invocations | SQS requests | events | USD per million | target / fails at |");
    println!("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |");
    for c in classes {
        let money = format!("USD per million, {}", c.class);
        let budget = budgets.iter().find(|budget| budget.quantity == money);
        let budget = budget.map_or_else(String::new, |budget| format!("{} / {}", budget.target, budget.fails_at));
        println!(
            "| {} | {} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} | {budget} |",
            c.class, c.messages, c.wru, c.rru, c.invocations, c.sqs, c.events, c.usd_per_million
        );
    }
}

//! Cost by step: what each function and its queue used.

use local::{FunctionUsage, Usage};
use prices::Prices;
use serde::Serialize;

/// One function with its queue. Money in USD for all that was counted.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Step {
    /// The function.
    pub step: String,
    /// Invocations.
    pub invocations: u64,
    /// Messages its queue delivered to it.
    pub messages: u64,
    /// Gigabyte-milliseconds, initialisation included.
    pub gb_ms: f64,
    /// Write request units.
    pub wru: f64,
    /// Read request units.
    pub rru: f64,
    /// SQS requests: its own sends, and what the mapping used to receive and delete.
    pub sqs: u64,
    /// Events put on the bus.
    pub events: u64,
    /// Bytes of log.
    pub log_bytes: u64,
    /// All of it.
    pub usd: f64,
}

const MILLION: f64 = 1_000_000.0;

/// Every function, in the order a message meets them.
pub fn of(usage: &Usage, prices: &Prices) -> Vec<Step> {
    let order = ["webhook", "ingest", "escalate", "route", "outbound", "realtime", "analytics", "api", "clock", "poller"];
    let mut steps: Vec<Step> = usage
        .functions
        .iter()
        .filter(|(name, _)| *name != local::EXTERNAL)
        .map(|(name, used)| step(name, used, usage, prices))
        .collect();
    steps.sort_by_key(|step| order.iter().position(|name| *name == step.step).unwrap_or(order.len()));
    steps
}

/// The mapping that feeds a function: its queue is called after it, but for the first.
pub fn queue_of(step: &str) -> &str {
    if step == "ingest" { "inbound" } else { step }
}

fn step(name: &str, used: &FunctionUsage, usage: &Usage, prices: &Prices) -> Step {
    let mut step = Step { step: name.to_owned(), invocations: used.invocations, log_bytes: used.log_bytes, ..Step::default() };
    let mut usd = used.invocations as f64 * prices.lambda_request;
    step.gb_ms = (used.billed_ms + used.init_ms) as f64 * used.memory_mb as f64 / 1_024.0;
    usd += step.gb_ms / 1_000.0 * prices.lambda_gb_second;
    for (operation, used) in &used.operations {
        step.wru += used.write_units;
        step.rru += used.read_units;
        if operation.starts_with("sqs:") {
            step.sqs += used.chunks.max(used.calls);
            usd += used.chunks.max(used.calls) as f64 * prices.queue(true);
        } else if operation.starts_with("events:") {
            step.events += used.chunks;
            usd += used.chunks as f64 * prices.bus_event;
        }
    }
    usd += step.wru * prices.write_unit + step.rru * prices.read_unit;
    for (queue, mapping) in usage.mappings.iter().filter(|(queue, _)| queue.to_lowercase().starts_with(queue_of(name))) {
        step.messages += mapping.messages;
        step.sqs += mapping.chunks + mapping.deletes;
        usd += (mapping.chunks + mapping.deletes) as f64 * prices.queue(queue.ends_with(".fifo"));
    }
    if name == "webhook" {
        let requests: u64 = usage.http.routes.iter().filter(|(route, _)| route.contains("/in/")).map(|(_, n)| n).sum();
        step.messages = requests;
        usd += requests as f64 * prices.http_request;
    }
    if name == "api" {
        let requests: u64 = usage.http.routes.iter().filter(|(route, _)| route.contains("/v1/")).map(|(_, n)| n).sum();
        step.messages = requests;
        usd += requests as f64 * prices.http_request;
    }
    if name == "realtime" {
        usd += usage.socket.messages as f64 * prices.socket_message;
    }
    // Logs are priced by the gigabyte, everything else by the million.
    step.usd = (usd + prices.log(used.log_bytes as f64)) / MILLION;
    step
}

/// A table for people.
pub fn print(steps: &[Step]) {
    println!("| step | messages | invocations | WRU | RRU | SQS requests | events | GB-ms | log bytes | USD |");
    println!("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    for s in steps {
        println!(
            "| {} | {} | {} | {:.1} | {:.1} | {} | {} | {:.0} | {} | {:.6} |",
            s.step, s.messages, s.invocations, s.wru, s.rru, s.sqs, s.events, s.gb_ms, s.log_bytes, s.usd
        );
    }
    println!("| all | | | | | | | | | {:.6} |", steps.iter().map(|step| step.usd).sum::<f64>());
}

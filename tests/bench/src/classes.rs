//! What each class of message costs: so many of it through the whole house, and nothing else.

use prices::{Measured, Prices};
use schedules::{
    house::{Counts, House, Used},
    writing::{Kind, delivery},
};
use serde::Serialize;
use serde_json::json;

/// One class of message, each of them. Money in USD per million.
#[derive(Debug, Clone, Serialize)]
pub struct Class {
    /// Which.
    pub class: String,
    /// How many there were.
    pub messages: u64,
    /// Write request units.
    pub wru: f64,
    /// Read request units.
    pub rru: f64,
    /// Invocations, the door's included.
    pub invocations: f64,
    /// Requests to queues: sends, receives, deletes.
    pub sqs: f64,
    /// Events put on the bus.
    pub events: f64,
    /// Bytes of meter lines, the door's left out: it writes one for each request of a platform.
    pub meter_bytes: f64,
    /// Modelled.
    pub usd_per_million: f64,
    /// Step by step, its part of the counts above.
    pub steps: Vec<Step>,
}

/// What one step takes for each message of a class.
#[derive(Debug, Clone, Serialize)]
pub struct Step {
    /// Which.
    pub step: String,
    /// Times it is invoked.
    pub invocations: f64,
    /// Messages it handles.
    pub handled: f64,
    /// Write request units.
    pub wru: f64,
    /// Read request units.
    pub rru: f64,
    /// Requests to queues: its sends, and the receives and deletes of its own.
    pub sqs: f64,
    /// Events put on the bus.
    pub events: f64,
    /// Bytes of meter lines.
    pub meter_bytes: f64,
}

impl Step {
    fn of(step: &str, used: &Used, messages: u64) -> Self {
        let each = |sum: f64| sum / messages as f64;
        let booked = |of: &dyn Fn(&Counts) -> f64| used.classes.values().map(of).sum::<f64>();
        Self {
            step: step.to_owned(),
            invocations: each(used.invocations as f64),
            handled: each(used.messages() as f64),
            wru: each(booked(&|counts| counts.wru)),
            rru: each(booked(&|counts| counts.rru)),
            sqs: each(booked(&|counts| counts.sqs) + used.mapping as f64),
            events: each(booked(&|counts| counts.events)),
            meter_bytes: each(used.meter_bytes as f64),
        }
    }
}

/// Of one class, as many as this; of public items, by as many people.
const MESSAGES: u64 = 1_000;
const PEOPLE: u64 = 60;
/// What a message takes of a function's time, beside the invocation's own. Measured by `harken load` against release builds on
/// two cores (README, what it costs), and the same for every class.
const MS_A_MESSAGE: f64 = 1.0;
const MS_AN_INVOCATION: f64 = 4.0;
/// Of every function in the template.
const GIGABYTES: f64 = 0.25;

/// Invocations and what they handle, at the price of Lambda: millionths of a dollar.
pub(crate) fn compute(prices: &Prices, invocations: f64, handled: f64) -> f64 {
    let seconds = (invocations * MS_AN_INVOCATION + handled * MS_A_MESSAGE) / 1_000.0;
    invocations * prices.lambda_request + seconds * GIGABYTES * prices.lambda_gb_second
}

fn classed(prices: &Prices, class: &str, messages: u64, house: &House, without: &[&str]) -> Class {
    let steps: Vec<(&str, &Used)> =
        house.used.iter().filter(|(step, _)| !without.contains(step)).map(|(step, used)| (*step, used)).collect();
    let all = |of: &dyn Fn(&Used) -> f64| steps.iter().map(|(_, used)| of(used)).sum::<f64>();
    let booked = |of: &dyn Fn(&Counts) -> f64| all(&|used| used.classes.values().map(of).sum());
    let (wru, rru, events) = (booked(&|counts| counts.wru), booked(&|counts| counts.rru), booked(&|counts| counts.events));
    let sends = booked(&|counts| counts.sqs);
    let invocations = all(&|used| used.invocations as f64);
    let handled = all(&|used| used.messages() as f64);
    let meter_bytes: f64 = steps.iter().filter(|(step, _)| *step != "webhook").map(|(_, used)| used.meter_bytes as f64).sum();
    let mapping: f64 = steps
        .iter()
        .map(|(step, used)| {
            let fifo = !matches!(*step, "analytics" | "realtime");
            used.mapping as f64 * prices.queue(fifo)
        })
        .sum();
    let usd = wru * prices.write_unit
        + rru * prices.read_unit
        + events * prices.bus_event
        + sends * prices.queue(true)
        + mapping
        + compute(prices, invocations, handled)
        // One request each: of the platform at the door, of the agent's program at the API.
        + messages as f64 * prices.http_request
        + prices.log(all(&|used| used.meter_bytes as f64));
    let each = |sum: f64| sum / messages as f64;
    Class {
        class: class.to_owned(),
        messages,
        wru: each(wru),
        rru: each(rru),
        invocations: each(invocations),
        sqs: each(sends + all(&|used| used.mapping as f64)),
        events: each(events),
        meter_bytes: each(meter_bytes),
        usd_per_million: each(usd),
        steps: steps.iter().map(|(step, used)| Step::of(step, used, messages)).collect(),
    }
}

/// Writes so many of a kind, and lets them through.
fn write(house: &mut House, kind: Kind, numbers: std::ops::Range<u64>) {
    for n in numbers {
        house.pass(1);
        let delivery = delivery(kind, n, PEOPLE, house.now);
        house.delivers(&delivery);
    }
    house.settle();
}

/// Every class with queues that are full: what piled up goes on in whole batches.
pub fn batched(prices: &Prices) -> (Vec<Class>, Vec<Measured>) {
    let mut classes = Vec::new();
    let mut measured = Vec::new();
    for (name, kind) in [("noise", Kind::Noise), ("mention", Kind::Mention)] {
        let mut house = House::new(3, 50, 10_000);
        write(&mut house, kind, 0..MESSAGES);
        let class = classed(prices, name, MESSAGES, &house, &[]);
        if kind == Kind::Mention {
            let analytics = house.used.get("analytics").map(|used| used.classes.values().map(|counts| counts.wru).sum::<f64>());
            // A row of its topic for each, written in a transaction; the rest are the counters.
            let counters = analytics.unwrap_or_default() / MESSAGES as f64 - 2.0;
            measured.push(Measured::new("counter WRU each, mention", counters));
        }
        classes.push(class);
    }
    let mut house = talking();
    house.used.clear();
    write(&mut house, Kind::Message, PEOPLE..PEOPLE + MESSAGES);
    measured.push(Measured::new("bytes of a typical message row", row_bytes(&house)));
    // The screen is the end of it: what the agents' own programs ask is theirs.
    classes.push(classed(prices, "message", MESSAGES, &house, &["outbound"]));
    house.used.clear();
    let replies = reply(&mut house, 200);
    classes.push(classed(prices, "reply", replies, &house, &[]));
    let kinds: Vec<&Class> = classes.iter().filter(|class| class.class != "reply").collect();
    // Half noise, a quarter mentions, a quarter messages: the mix of the README.
    let mix = kinds.iter().zip([0.5, 0.25, 0.25]).map(|(class, share)| class.rru * share).sum();
    measured.push(Measured::new("RRU each, whole mix", mix));
    for class in &classes {
        measured.push(Measured::new(format!("USD per million, {}", class.class), class.usd_per_million));
        measured.push(Measured::new(format!("WRU each, {}", class.class), class.wru));
        measured.push(Measured::new(format!("bus events each, {}", class.class), class.events));
        measured.push(Measured::new(format!("meter bytes each, {}", class.class), class.meter_bytes));
        // The door is invoked by its platform, once for each delivery: the steps behind it share.
        measured.push(Measured::new(format!("invocations each, {}", class.class), class.invocations));
    }
    let steps = classes.iter().flat_map(|class| &class.steps).filter(|step| step.handled > 0.0);
    let most = steps.map(|step| step.sqs / step.handled).fold(0.0, f64::max);
    measured.push(Measured::new("SQS requests of a step for a message, the most", most));
    (classes, measured)
}

/// A message at a time: an idle day, on which nothing shares anything.
pub fn one_by_one(prices: &Prices) -> (Class, Measured) {
    let mut house = talking();
    house.used.clear();
    for n in PEOPLE..PEOPLE + 100 {
        house.pass(6_000);
        write(&mut house, Kind::Message, n..n + 1);
    }
    let class = classed(prices, "message, one by one", 100, &house, &["outbound"]);
    let measured = Measured::new("invocations each, message one by one", class.invocations);
    (class, measured)
}

/// A house in which everybody's conversation runs already, with an agent.
fn talking() -> House {
    let mut house = House::new(3, 50, 10_000);
    write(&mut house, Kind::Message, 0..PEOPLE);
    for agent in 0..3 {
        for id in house.inbox(&format!("agent{agent}"), "offered") {
            house.asks(&format!("agent{agent}"), "agent", "POST", &format!("/v1/conversations/{id}/accept"), json!({}));
        }
    }
    house.settle();
    house
}

/// Answers so many times; how often.
fn reply(house: &mut House, most: usize) -> u64 {
    let mut replies = 0;
    let held: Vec<(u32, String)> =
        (0..3).flat_map(|agent| house.inbox(&format!("agent{agent}"), "with").into_iter().map(move |id| (agent, id))).collect();
    // Looking into the inbox is no part of an answer.
    house.used.clear();
    for (agent, id) in held.iter().cycle().take(if held.is_empty() { 0 } else { most }) {
        let body = json!({ "text": "We are looking into it and will write again today." });
        house.asks(&format!("agent{agent}"), "agent", "POST", &format!("/v1/conversations/{id}/replies"), body);
        replies += 1;
    }
    house.settle();
    replies
}

/// The size of a customer's row in its thread: the middle one.
fn row_bytes(house: &House) -> f64 {
    let mut sizes: Vec<usize> = house
        .memory
        .sizes()
        .into_iter()
        .filter(|(key, _)| key.pk.starts_with("THREAD#") && key.sk.starts_with("MSG#"))
        .map(|(_, size)| size)
        .collect();
    sizes.sort_unstable();
    sizes.get(sizes.len() / 2).copied().unwrap_or_default() as f64
}

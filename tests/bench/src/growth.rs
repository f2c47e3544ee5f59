//! Growth laws: what a call costs in a small company, and in a large one (quality.md section 8), compared by counts.

use prices::Measured;
use schedules::{
    house::House,
    writing::{Kind, delivery},
};
use serde_json::{Value, json};

/// What a large company has. A small one has ten of each.
#[derive(Debug, Clone, Copy)]
pub struct Sizes {
    /// Rows of one conversation.
    pub rows: u64,
    /// Conversations in one line.
    pub waiting: u64,
    /// Agents on queue.
    pub agents: u32,
    /// Mentions behind one figure: few, and many.
    pub mentions: [u64; 2],
}

impl Sizes {
    /// With every change.
    pub const QUICK: Self = Self { rows: 1_000, waiting: 500, agents: 300, mentions: [50, 1_000] };
    /// By command.
    pub const FULL: Self = Self { rows: 10_000, waiting: 10_000, agents: 1_000, mentions: [1_000, 1_000_000] };
}

/// Every law that counts can show.
pub fn laws(sizes: Sizes) -> Vec<Measured> {
    let mut all = Vec::new();
    all.extend(conversations(sizes.rows));
    all.push(lines(sizes.waiting));
    all.push(assignments(sizes.agents));
    all.push(dashboards(sizes.mentions));
    all.push(hot_post());
    all.push(duplicates());
    all
}

fn units(house: &House) -> (f64, f64) {
    let all = || house.used.values().flat_map(|used| used.classes.values());
    (all().map(|counts| counts.wru).sum(), all().map(|counts| counts.rru).sum())
}

/// So many wait at most before they are let through: a queue looks through all that wait in it for each batch.
const AT_ONCE: u64 = 1_000;

/// Writes, lets it through, and forgets what it cost.
fn written(house: &mut House, kind: Kind, numbers: std::ops::Range<u64>, people: u64) {
    for n in numbers {
        house.pass(1);
        let delivery = delivery(kind, n, people, house.now);
        house.delivers(&delivery);
        if n % AT_ONCE == AT_ONCE - 1 {
            house.settle();
        }
    }
    house.settle();
    house.used.clear();
}

/// An append to a short conversation and to a long one, and a page of each.
fn conversations(rows: u64) -> [Measured; 2] {
    let mut house = House::new(1, 5, 10_000);
    written(&mut house, Kind::Message, 0..10, 1);
    let costs = |house: &mut House, n: u64| {
        let delivery = delivery(Kind::Message, n, 1, house.now);
        house.delivers(&delivery);
        house.settle();
        let (append, _) = units(house);
        house.used.clear();
        let id = house.inbox("agent0", "offered").remove(0);
        house.used.clear();
        house.asks("root", "supervisor", "GET", &format!("/v1/conversations/{id}/messages?limit=10"), Value::Null);
        let (_, page) = units(house);
        house.used.clear();
        (append, page)
    };
    let short = costs(&mut house, 10);
    written(&mut house, Kind::Message, 11..rows, 1);
    let long = costs(&mut house, rows);
    // Numbers have a few digits more, and a unit begun is a unit paid.
    [
        Measured::new("growth: WRU of an append, long conversation to short", long.0 / short.0),
        Measured::new("growth: RRU of a page, long conversation to short", long.1 / short.1),
    ]
}

/// What a freed agent's next offer reads, with a short line and a long one.
fn lines(waiting: u64) -> Measured {
    let cost = |waiting: u64| {
        let mut house = House::new(1, 1, 10_000);
        written(&mut house, Kind::Message, 0..waiting + 1, waiting + 1);
        let id = house.inbox("agent0", "offered").remove(0);
        house.asks("agent0", "agent", "POST", &format!("/v1/conversations/{id}/accept"), json!({}));
        house.settle();
        house.used.clear();
        house.asks("agent0", "agent", "POST", &format!("/v1/conversations/{id}/close"), json!({ "code": "other" }));
        house.settle();
        units(&house).1
    };
    // A page of a line is looked at: the short one fills it, too.
    Measured::new("growth: RRU more for the next offer, long line to short", cost(waiting) - cost(30))
}

/// What it reads to find somebody for a new conversation, among few and among many.
fn assignments(agents: u32) -> Measured {
    let cost = |agents: u32| {
        let mut house = House::new(agents, 5, 10_000);
        let delivery = delivery(Kind::Message, 0, 1, house.now);
        house.delivers(&delivery);
        house.settle();
        units(&house).1
    };
    Measured::new("growth: RRU more for an assignment, many agents to 10", cost(agents) - cost(10))
}

/// What a figure reads, with few mentions behind it and with many.
fn dashboards([few, many]: [u64; 2]) -> Measured {
    let cost = |mentions: u64| {
        let mut house = House::new(1, 1, 10_000);
        written(&mut house, Kind::Mention, 0..mentions, 60);
        let path = "/v1/stats/mentions?measure=mentions&group_by=platform&topic=delivery&from=2026-11-20T00:00:00Z&to=2026-11-21T00:00:00Z&bucket=half_hour";
        house.asks("root", "supervisor", "GET", path, Value::Null);
        units(&house).1
    };
    Measured::new("growth: RRU more for a dashboard, many mentions to few", cost(many) - cost(few))
}

/// Two thousand people comment under one post within a second: what the busiest partition is asked to write in it.
fn hot_post() -> Measured {
    let mut house = House::new(1, 1, 10_000);
    let before = house.memory.written_by_partition();
    for n in 0..2_000 {
        let kind = if n % 10 == 0 { Kind::Mention } else { Kind::Noise };
        let delivery = delivery(kind, n, 2_000, house.now);
        house.delivers(&delivery);
    }
    house.settle();
    let hottest = house
        .memory
        .written_by_partition()
        .into_iter()
        .map(|(partition, units)| units - before.get(&partition).copied().unwrap_or_default());
    Measured::new("growth: WRU a second on the hottest key, 2,000 comments a second on one post", hottest.fold(0.0, f64::max))
}

/// What it costs when everything is delivered ten times, to when it is delivered once.
fn duplicates() -> Measured {
    let cost = |deliveries: u32| {
        let mut house = House::new(3, 50, 10_000);
        house.deliveries = deliveries;
        for n in 0..200 {
            house.pass(1);
            let delivery = delivery(Kind::Message, n, 60, house.now);
            house.delivers(&delivery);
        }
        house.settle();
        let (wru, rru) = units(&house);
        wru * 5.0 + rru
    };
    Measured::new("growth: cost with ten times the duplicates", cost(10) / cost(1))
}

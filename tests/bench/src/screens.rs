//! What the people of a company cost who look at screens: a socket that stays open, and a dashboard.

use prices::{Measured, Prices};
use schedules::{
    house::House,
    steps::connect,
    writing::{Kind, delivery},
};
use serde_json::{Value, json};

use crate::classes::compute;

/// What both come to.
pub fn screens(prices: &Prices) -> Vec<Measured> {
    let mut all = vec![sockets(prices)];
    all.extend(dashboards(prices));
    all
}

/// Hours of an agent's month.
const HOURS: f64 = 160.0;
/// An agent's screen says something this often, in seconds, so that the gateway keeps its socket (`web/console/src/api/live.ts`).
const BREATH: f64 = 60.0;
/// What a busy agent reads and answers in an hour.
const MESSAGES_AN_HOUR: u64 = 20;

/// A month of one agent's socket: its minutes, what it says to stay open with what is answered, and what it hears of the messages that
/// come and of the answers that go out.
fn sockets(prices: &Prices) -> Measured {
    let mut house = House::new(1, 50, 10);
    let ticket = house.asks("agent0", "agent", "POST", "/v1/live/tickets", Value::Null).body["ticket"].clone();
    house.opens(&connect("screen", ticket.as_str().unwrap_or_default()));
    let write = |house: &mut House, n: u64| {
        house.pass(60_000);
        let delivery = delivery(Kind::Message, n, 5, house.now);
        house.delivers(&delivery);
        house.settle();
    };
    // Five people, whose conversations run already.
    (0..5).for_each(|n| write(&mut house, n));
    let mine = house.inbox("agent0", "offered");
    for id in &mine {
        house.asks("agent0", "agent", "POST", &format!("/v1/conversations/{id}/accept"), json!({}));
        house.settle();
    }
    let before = house.pushes();
    for n in 5..5 + MESSAGES_AN_HOUR {
        write(&mut house, n);
        let id = &mine[n as usize % mine.len()];
        let body = json!({ "text": "We are looking into it and will write again today." });
        house.asks("agent0", "agent", "POST", &format!("/v1/conversations/{id}/replies"), body);
        house.settle();
    }
    let pushes = house.pushes() - before;
    // Who hears nothing costs nothing, and would hold every budget.
    assert!(
        pushes as u64 >= 2 * MESSAGES_AN_HOUR,
        "a screen heard {pushes} times of {MESSAGES_AN_HOUR} messages and their answers"
    );
    let breaths = 3_600.0 / BREATH;
    // What a screen says comes in, starts the function and is answered: two messages and an invocation.
    let an_hour =
        (pushes as f64 + 2.0 * breaths) * prices.socket_message + 60.0 * prices.socket_minute + compute(prices, breaths, breaths);
    Measured::new("USD of an agent's socket, a month", HOURS * an_hour / 1e6)
}

/// Twelve figures, as the page of listening asks for them: its eight charts, and four of them once more for one topic.
const WIDGETS: [(&str, &str, &str); 12] = [
    ("mentions", "topic", ""),
    ("users", "topic", ""),
    ("net_sentiment", "topic", ""),
    ("sentiment", "topic", ""),
    ("sentiment", "platform", ""),
    ("platforms", "none", ""),
    ("platforms", "topic", ""),
    ("content_types", "platform", ""),
    ("mentions", "platform", "&topic=delivery"),
    ("users", "platform", "&topic=delivery"),
    ("net_sentiment", "none", "&topic=delivery"),
    ("sentiment", "none", "&topic=delivery"),
];
const DAYS: u64 = 30;
/// From the day on which a house begins.
const PERIOD: &str = "from=2026-11-20T00:00:00Z&to=2026-12-20T00:00:00Z";

/// What is read for a thousand views of a month in which something was said every half hour, by days and by hours.
fn dashboards(prices: &Prices) -> [Measured; 2] {
    let mut house = House::new(1, 1, 10_000);
    for n in 0..48 * DAYS {
        house.pass(30 * 60_000);
        let delivery = delivery(Kind::Mention, n, 60, house.now);
        house.delivers(&delivery);
        house.settle();
    }
    ["day", "hour"].map(|bucket| {
        house.used.clear();
        for (measure, group, of) in WIDGETS {
            let path = format!("/v1/stats/mentions?measure={measure}&group_by={group}&{PERIOD}&bucket={bucket}{of}");
            house.asks("root", "supervisor", "GET", &path, Value::Null);
        }
        let reads: f64 = house.used.values().flat_map(|used| used.classes.values()).map(|counts| counts.rru).sum();
        let usd = reads * prices.read_unit * 1_000.0 / 1e6;
        Measured::new(format!("USD of the reads of a thousand dashboards of 30 days, by {bucket}"), usd)
    })
}

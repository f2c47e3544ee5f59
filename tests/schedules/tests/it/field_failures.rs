//! What people report of other products of this field (quality.md section 4), each tried here under its name: every step's
//! own handler, one after another, with nothing left to chance.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use runtime::{Answer as Told, Ask, NoAnswer};
use schedules::{
    house::House,
    steps::Step,
    writing::{GRAM_ID, Kind, delivery, instagram, line},
};
use serde_json::{Value, json};

/// What a platform was asked to show, and how often.
#[derive(Clone, Default)]
struct Shown(Arc<Mutex<Vec<String>>>);

impl Shown {
    fn all(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }

    /// LINE as it takes a push: shown once for a retry key.
    fn take(&self, ask: &Ask) -> Result<Told, NoAnswer> {
        let body: Value = serde_json::from_slice(&ask.body).unwrap_or_default();
        let key = ask.headers.get("x-line-retry-key").map(|key| key.to_str().unwrap().to_owned()).unwrap_or_default();
        let text = format!("{key} {}", body["messages"][0]["text"].as_str().unwrap_or_default());
        let mut shown = self.0.lock().unwrap();
        if shown.contains(&text) {
            let mut again =
                told(409, json!({ "message": "The retry key is already accepted", "sentMessages": [{ "id": "1" }] }))?;
            again.headers.insert("x-line-accepted-request-id", http::HeaderValue::from_static("before"));
            return Ok(again);
        }
        shown.push(text);
        told(200, json!({ "sentMessages": [{ "id": "1" }] }))
    }
}

fn told(status: u16, body: Value) -> Result<Told, NoAnswer> {
    Ok(Told { status, headers: http::HeaderMap::new(), body: body.to_string().into_bytes() })
}

/// A house among platforms that take what they are given, and what they were given.
fn house(agents: u32, capacity: u32) -> (House, Shown) {
    house_whose_platform(agents, capacity, |shown, ask, _| shown.take(ask))
}

/// The same, where the platform answers the `n`-th thing it is asked to show as told, counted from 0.
fn house_whose_platform(
    agents: u32,
    capacity: u32,
    answer: impl Fn(&Shown, &Ask, usize) -> Result<Told, NoAnswer> + Send + Sync + 'static,
) -> (House, Shown) {
    let shown = Shown::default();
    let (platform, calls) = (shown.clone(), AtomicUsize::new(0));
    let house = House::among(agents, capacity, 10, move |ask| match ask.method.as_str() {
        "GET" => told(200, json!({ "displayName": "Somebody", "userId": "U" })),
        _ => answer(&platform, ask, calls.fetch_add(1, Ordering::SeqCst)),
    });
    (house, shown)
}

/// A customer writes and is answered: the answer as its thread shows it.
fn answer_to_one(house: &mut House) -> Value {
    writes(house, 0);
    let (agent, id) = accepted(house, 1);
    assert_eq!(reply(house, &agent, &id, "one-key", "It comes tomorrow."), 202);
    of(&house.rows(&id), "agent").remove(0)
}

/// Customer number 0 writes to LINE as the `n`-th thing.
fn writes(house: &mut House, n: u64) {
    let delivery = delivery(Kind::Message, n, 1, house.now);
    assert_eq!(house.knocks(&delivery), 200);
    house.settle();
}

/// The one conversation, accepted by whom it is offered to.
fn accepted(house: &mut House, agents: u32) -> (String, String) {
    for agent in (0..agents).map(|number| format!("agent{number}")) {
        if let Some(id) = house.inbox(&agent, "offered").pop() {
            house.asks(&agent, "agent", "POST", &format!("/v1/conversations/{id}/accept"), json!({}));
            house.settle();
            return (agent, id);
        }
    }
    panic!("nothing is on offer");
}

fn reply(house: &mut House, agent: &str, id: &str, key: &str, text: &str) -> i64 {
    let path = format!("/v1/conversations/{id}/replies");
    let status = house.asks_under(Some(key.into()), agent, "agent", "POST", &path, json!({ "text": text })).status;
    house.settle();
    status
}

fn of(rows: &[Value], kind: &str) -> Vec<Value> {
    rows.iter().filter(|row| row["kind"] == kind).cloned().collect()
}

// proves I1, I2
#[test]
fn ok_200_returned_but_nothing_stored() {
    let (mut house, _) = house(1, 5);
    house.deps(Step::Webhook).bus.refuse(1);
    let delivery = delivery(Kind::Message, 0, 1, house.now);
    assert_eq!(house.knocks(&delivery), 503, "nothing is in the queue, so nothing is acknowledged");
    assert!(house.queue(Step::Ingest).is_empty());
    assert_eq!(house.knocks(&delivery), 200);
    house.settle();
    let id = house.inbox("agent0", "offered").remove(0);
    assert_eq!(of(&house.rows(&id), "customer").len(), 1);
}

// proves I1, I4
#[test]
fn triple_webhook() {
    let (mut house, _) = house(1, 5);
    let delivery = delivery(Kind::Message, 0, 1, house.now);
    for later in [0, 1_000, 3_600_000, 15 * 86_400_000] {
        house.pass(later);
        assert_eq!(house.knocks(&delivery), 200);
        house.settle();
    }
    let waiting = house.asks("root", "supervisor", "GET", "/v1/inbox?box=waiting&queue=care&limit=100", Value::Null);
    let mut all: Vec<String> = house.inbox("agent0", "offered");
    all.extend(waiting.body["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()));
    assert_eq!(all.len(), 1);
    assert_eq!(of(&house.rows(&all[0]), "customer").len(), 1);
}

// proves I1: the platform's own id of a thing makes it one thing, whoever is said to have written it
#[test]
fn same_message_under_two_sender_aliases() {
    let (mut house, _) = house(1, 5);
    for alias in ["6015551230001", "17841400000009999"] {
        let comment = json!({ "from": { "id": alias, "username": "somebody" }, "media": { "id": "18099999999999001", "media_product_type": "FEED" },
            "id": "17990000000000001", "text": "I love the fast delivery, thank you!" });
        let body = json!({ "object": "instagram", "entry": [{ "id": GRAM_ID, "time": house.now / 1_000, "changes": [{ "field": "comments", "value": comment }] }] });
        assert_eq!(house.knocks(&instagram(body.to_string())), 200);
        house.pass(400_000);
        house.settle();
    }
    let path = "/v1/mentions?topic=delivery&from=2026-11-20T00:00:00Z&to=2026-11-22T00:00:00Z&limit=100";
    let mentions = house.asks("root", "supervisor", "GET", path, Value::Null);
    assert_eq!(mentions.body["items"].as_array().unwrap().len(), 1, "{}", mentions.body);
}

// proves I6
#[test]
fn echo_becomes_customer_message() {
    let (mut house, _) = house(1, 5);
    let message = |house: &House, from: &str, to: &str, mid: &str, echo: bool| {
        let mut event = json!({ "sender": { "id": from }, "recipient": { "id": to }, "timestamp": house.now, "message": { "mid": mid, "text": "hello" } });
        if echo {
            event["message"]["is_echo"] = true.into();
        }
        instagram(json!({ "object": "instagram", "entry": [{ "id": GRAM_ID, "time": 1, "messaging": [event] }] }).to_string())
    };
    let written = message(&house, "6015551230001", GRAM_ID, "mid1", false);
    assert_eq!(house.knocks(&written), 200);
    house.settle();
    for (mid, marked) in [("mid2", true), ("mid3", false)] {
        // One is marked as an echo; the other only comes from the brand's own number.
        let echo = message(&house, GRAM_ID, "6015551230001", mid, marked);
        assert_eq!(house.knocks(&echo), 200);
        house.settle();
    }
    let id = house.inbox("agent0", "offered").remove(0);
    assert_eq!(of(&house.rows(&id), "customer").len(), 1);
}

// proves I15
#[test]
fn double_click_or_weak_link_double_send() {
    let (mut house, shown) = house(1, 5);
    writes(&mut house, 0);
    let (agent, id) = accepted(&mut house, 1);
    for _ in 0..3 {
        assert_eq!(reply(&mut house, &agent, &id, "one-key", "It comes tomorrow."), 202);
    }
    assert_eq!(shown.all().len(), 1, "{:?}", shown.all());
    assert_eq!(of(&house.rows(&id), "agent").len(), 1);
    assert_eq!(reply(&mut house, &agent, &id, "one-key", "Something else."), 409, "another body is another request");
}

// proves I15, I20
#[test]
fn error_500_after_save_then_client_retry() {
    let (mut house, shown) = house(1, 5);
    writes(&mut house, 0);
    let (agent, id) = accepted(&mut house, 1);
    // The key is remembered; then the command cannot be sent.
    house.deps(Step::Api).bus.refuse(1);
    assert!(reply(&mut house, &agent, &id, "one-key", "It comes tomorrow.") >= 500);
    assert_eq!(reply(&mut house, &agent, &id, "one-key", "It comes tomorrow."), 202);
    assert_eq!((shown.all().len(), of(&house.rows(&id), "agent").len()), (1, 1));
}

// proves I13, I14
#[test]
fn timeout_after_accept() {
    let (mut house, shown) = house_whose_platform(1, 5, |shown, ask, n| {
        let taken = shown.take(ask);
        if n == 0 { Err(NoAnswer::Silence("time-out".into())) } else { taken }
    });
    let row = answer_to_one(&mut house);
    assert_eq!((shown.all().len(), row["delivery"]["state"].as_str()), (1, Some("sent")), "{row:#}");
}

// proves I9, R6: an offer that ran out is somebody else's, whatever the first agent's screen still shows
#[test]
fn re_claim_after_expired_transaction() {
    let (mut house, _) = house(2, 5);
    writes(&mut house, 0);
    let first = ["agent0", "agent1"].into_iter().find(|agent| !house.inbox(agent, "offered").is_empty()).unwrap();
    let second = if first == "agent0" { "agent1" } else { "agent0" };
    let id = house.inbox(first, "offered").remove(0);
    house.pass(1_000);
    house.minute();
    assert_eq!(house.inbox(second, "offered"), std::slice::from_ref(&id), "it went on");
    let path = format!("/v1/conversations/{id}/accept");
    house.asks(second, "agent", "POST", &path, json!({}));
    let late = house.asks_under(Some("late".into()), first, "agent", "POST", &path, json!({}));
    house.settle();
    if late.status == 202 {
        let command = late.body["command"].as_str().unwrap();
        let state = house.asks(first, "agent", "GET", &format!("/v1/conversations/{id}/commands/{command}"), Value::Null);
        assert_eq!(state.body["state"], "refused");
    } else {
        assert!((400..500).contains(&late.status), "{late:?}");
    }
    assert_eq!((house.inbox(second, "with"), house.inbox(first, "with")), (vec![id], vec![]));
}

// proves I14, CH-26
#[test]
fn one_attempt_then_dropped() {
    let (mut house, shown) = house_whose_platform(1, 5, |shown, ask, n| match n {
        0..5 => told(500, json!({ "message": "internal" })),
        _ => shown.take(ask),
    });
    let row = answer_to_one(&mut house);
    assert_eq!((shown.all().len(), row["delivery"]["state"].as_str()), (1, Some("sent")), "{row:#}");
}

// proves I5: what was written before an answer stands before it, however late it came
#[test]
fn customer_message_shown_after_the_answer_under_congestion() {
    let (mut house, _) = house(1, 5);
    writes(&mut house, 0);
    let (agent, id) = accepted(&mut house, 1);
    house.pass(30_000);
    let held_up = delivery(Kind::Message, 1, 1, house.now);
    house.pass(30_000);
    assert_eq!(reply(&mut house, &agent, &id, "one-key", "It comes tomorrow."), 202);
    house.pass(30_000);
    assert_eq!(house.knocks(&held_up), 200);
    house.settle();
    let rows = house.rows(&id);
    let kinds: Vec<&str> =
        rows.iter().filter_map(|row| row["kind"].as_str()).filter(|kind| ["customer", "agent"].contains(kind)).collect();
    assert_eq!(kinds, ["agent", "customer", "customer"], "newest first, by the time it was written: {rows:#?}");
}

// proves I5, D-01
#[test]
fn platform_time_ignored_on_delayed_delivery() {
    let (mut house, _) = house(1, 5);
    let written = house.now;
    let late = delivery(Kind::Message, 0, 1, written);
    house.pass(6 * 3_600_000);
    assert_eq!(house.knocks(&late), 200);
    house.settle();
    let id = house.inbox("agent0", "offered").remove(0);
    let row = of(&house.rows(&id), "customer").remove(0);
    let at: domain::time::Timestamp = row["at"].as_str().unwrap().parse().unwrap();
    assert_eq!(at.millis(), written, "{row:#}");
}

// proves I14: by its status, whatever the platform writes beside it
#[test]
fn token_expired_with_an_unlisted_error_code() {
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = calls.clone();
    let (mut house, _) = house_whose_platform(1, 5, move |_, _, n| {
        counted.store(n + 1, Ordering::SeqCst);
        told(401, json!({ "oops": [{ "code": 987_654 }] }))
    });
    let row = answer_to_one(&mut house);
    assert_eq!((row["delivery"]["state"].as_str(), calls.load(Ordering::SeqCst)), (Some("failed"), 1), "{row:#}");
    assert!(!row["delivery"]["failure"].is_null(), "and it says why: {row:#}");
}

// proves I6
#[test]
fn two_open_conversations_for_one_customer() {
    let (mut house, _) = house(1, 5);
    let all: Vec<Value> = (0..5).map(|n| delivery(Kind::Message, n, 1, house.now + n as i64)).collect();
    for one in &all {
        assert_eq!(house.knocks(one), 200);
    }
    house.settle();
    let offered = house.inbox("agent0", "offered");
    assert_eq!(offered.len(), 1);
    assert_eq!(of(&house.rows(&offered[0]), "customer").len(), 5);
    // And in one delivery.
    let body = json!({ "destination": "Ushop", "events": (0..2).map(|n| json!({
        "type": "message", "mode": "active", "timestamp": house.now, "webhookEventId": format!("01HKTWO{n}"), "deliveryContext": { "isRedelivery": false },
        "source": { "type": "user", "userId": "U00000000000000000000000000000007" }, "message": { "type": "text", "id": format!("77{n}"), "text": "hello" } })).collect::<Vec<_>>() });
    assert_eq!(house.knocks(&line(body.to_string())), 200);
    house.settle();
    assert_eq!(house.inbox("agent0", "offered").len(), 2);
}

// proves I9, F20
#[test]
fn two_agents_answer_together() {
    let (mut house, shown) = house(2, 5);
    writes(&mut house, 0);
    let (holder, id) = accepted(&mut house, 2);
    let other = if holder == "agent0" { "agent1" } else { "agent0" };
    let status = reply(&mut house, other, &id, "theirs", "I have it, too.");
    assert!((400..500).contains(&status), "{status}");
    assert_eq!(reply(&mut house, &holder, &id, "mine", "It comes tomorrow."), 202);
    assert_eq!(shown.all().len(), 1, "{:?}", shown.all());
}

// proves I9, I13: a bot is a program that works as an agent; of two that answer the same customer in the same moment, one does
#[test]
fn two_bots_answer() {
    let (mut house, shown) = house(2, 5);
    writes(&mut house, 0);
    let id = ["agent0", "agent1"].into_iter().flat_map(|bot| house.inbox(bot, "offered")).next().unwrap();
    for what in ["accept", "replies"] {
        let body = if what == "replies" { json!({ "text": "I am here to help." }) } else { json!({}) };
        for bot in ["agent0", "agent1"] {
            // Neither waits for the other, nor looks whether it is theirs.
            let path = format!("/v1/conversations/{id}/{what}");
            house.asks_under(Some(format!("{what}-{bot}")), bot, "agent", "POST", &path, body.clone());
        }
        house.settle();
    }
    assert_eq!(shown.all().len(), 1, "{:?}", shown.all());
    assert_eq!(of(&house.rows(&id), "agent").len(), 1);
}

// proves I10
#[test]
fn capacity_exceeded_under_concurrent_assignment() {
    let (mut house, _) = house(2, 2);
    for n in 0..9 {
        let delivery = delivery(Kind::Message, n, 9, house.now);
        assert_eq!(house.knocks(&delivery), 200);
    }
    house.settle();
    let waiting = house.asks("root", "supervisor", "GET", "/v1/inbox?box=waiting&queue=care&limit=100", Value::Null);
    let ids: Vec<String> =
        waiting.body["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids.len(), 5, "four are on offer");
    // A supervisor gives all the rest to one of them, all at once.
    for id in &ids {
        let path = format!("/v1/conversations/{id}/assign");
        house.asks_under(Some(format!("assign-{id}")), "root", "supervisor", "POST", &path, json!({ "agent": "agent0" }));
    }
    house.settle();
    let agents = house.asks("root", "supervisor", "GET", "/v1/agents?limit=100", Value::Null);
    for agent in agents.body["items"].as_array().unwrap() {
        assert!(agent["load"].as_u64() <= agent["capacity"].as_u64(), "{agent:#}");
    }
}

// proves that figures are read from counters of their own: what a message costs does not depend on who looks
#[test]
fn report_query_slows_ingestion() {
    let (mut house, _) = house(1, 50);
    let cost = |house: &mut House, n: u64| {
        let mention = delivery(Kind::Mention, n, 5, house.now);
        house.used.clear();
        assert_eq!(house.knocks(&mention), 200);
        house.settle();
        let all = house.used.values().flat_map(|used| used.classes.values());
        all.fold((0.0, 0.0), |sum, counts| (sum.0 + counts.wru, sum.1 + counts.rru))
    };
    // The first one makes the day's counters.
    cost(&mut house, 0);
    let before = cost(&mut house, 1);
    for _ in 0..20 {
        let path = "/v1/stats/mentions?measure=mentions&group_by=platform&topic=delivery&from=2026-10-20T00:00:00Z&to=2026-11-21T00:00:00Z&bucket=day";
        house.asks("root", "supervisor", "GET", path, Value::Null);
    }
    assert_eq!(cost(&mut house, 2), before);
}

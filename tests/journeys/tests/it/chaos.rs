//! Everything at once: customers who write, agents who answer, functions killed at random calls, services and platforms that
//! refuse, fall silent and repeat themselves. Afterwards an examiner asks the API and the pretend platforms what came of it.
//! `CHAOS=messages,replies,kills` says how much of it; a small one runs with every change, `make chaos` a large one.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use local::{Rule, Trouble};
use serde_json::{Value, json};
use simulator::{Attempt, Delivery, Fault, FaultKind, Platform, Write};

use crate::house::{House, INSTAGRAM, LINE};

const AGENTS: [&str; 3] = ["mina", "haruto", "sora"];
/// People who write directly, and people who comment.
const PEOPLE: u32 = 40;
const QUEUES: [&str; 2] = ["care-en", "care-ja"];

struct Much {
    messages: u32,
    replies: u32,
    kills: u32,
}

fn how_much() -> Much {
    let asked = std::env::var("CHAOS").unwrap_or_else(|_| "80,12,12".into());
    let numbers: Vec<u32> = asked.split(',').map(|number| number.trim().parse().unwrap()).collect();
    let [messages, replies, kills] = numbers[..] else { panic!("CHAOS is `messages,replies,kills`, not `{asked}`") };
    Much { messages, replies, kills }
}

/// What was written and said, as those who did it know it.
#[derive(Default)]
struct Books {
    /// Accepted direct messages and comments that make a row in a thread, by text; whether the door said 2xx.
    direct: Mutex<BTreeMap<String, bool>>,
    mentions: Mutex<BTreeMap<String, bool>>,
    replies: Mutex<BTreeSet<String>>,
    written: AtomicU32,
}

fn rules(kills: u32) -> Vec<Rule> {
    let steps = ["ingest", "escalate", "route", "outbound", "realtime", "analytics", "api", "webhook"];
    // A quiet step may not come to its share, so that each may come to more.
    let each = kills.div_ceil(steps.len() as u32);
    let mut rules: Vec<Rule> = steps
        .iter()
        .flat_map(|step| {
            // The first call or the second, before it takes effect or after: the door and some steps make only one.
            let call = if matches!(*step, "webhook" | "realtime") { 1 } else { 2 };
            [Trouble::KillBefore { call: 1 }, Trouble::KillAfter { call }]
                .map(|trouble| Rule::new(trouble).function(step).times(each).chance(0.15))
        })
        .collect();
    rules.extend([
        Rule::new(Trouble::Throttle).service("dynamodb").chance(0.01),
        Rule::new(Trouble::Conflict).service("dynamodb").operation("TransactWriteItems").chance(0.02),
        Rule::new(Trouble::DropResponse).service("dynamodb").chance(0.005),
        Rule::new(Trouble::DropResponse).service("sqs").operation("SendMessageBatch").chance(0.01),
        Rule::new(Trouble::Error500).service("sqs").operation("SendMessageBatch").chance(0.01),
        Rule::new(Trouble::Partial).service("sqs").operation("SendMessageBatch").chance(0.02),
        Rule::new(Trouble::Partial).service("events").chance(0.02),
        Rule::new(Trouble::Duplicate).service("sqs").chance(0.02),
        Rule::new(Trouble::Reorder).service("sqs").chance(0.05),
    ]);
    rules
}

fn platform_faults(replies: u32) -> Vec<Fault> {
    let some = (replies / 20).max(1);
    [
        Fault::new("push", FaultKind::ServerError),
        Fault::new("push", FaultKind::RateLimited { retry_after: Some(1) }),
        Fault::new("push", FaultKind::ResetAfterAccept),
        Fault::new("messages", FaultKind::ResetAfterAccept),
        Fault::new("replies", FaultKind::ResetAfterAccept),
    ]
    .map(|fault| fault.times(some))
    .into()
}

/// The `n`-th thing written: six of ten are direct messages, the rest comments, of which half are asked for.
async fn write(house: &House, books: &Books, n: u32) {
    let twice = || Delivery { copies: 1 + n % 5 / 4, concurrently: 2, ..Delivery::default() };
    let (person, thing, text, kept) = match n % 10 {
        0..6 => {
            let text = format!("Where is my parcel? m{n:05}x");
            (format!("person-{}", n % PEOPLE), Write::text(Platform::Line, LINE, &text), text, Some(&books.direct))
        }
        6 | 7 => {
            let text = format!("I love the fast delivery, thank you! m{n:05}x");
            (format!("fan-{}", n % PEOPLE), Write::comment(INSTAGRAM, &text), text, Some(&books.mentions))
        }
        _ => {
            let text = format!("nice picture m{n:05}x");
            (format!("passer-{}", n % PEOPLE), Write::comment(INSTAGRAM, &text), text, None)
        }
    };
    let written = house.platforms.write(&person, &thing.delivered(twice())).await.unwrap();
    if let Some(kept) = kept {
        kept.lock().unwrap().insert(text, written.deliveries.iter().any(Attempt::accepted));
    }
    books.written.fetch_add(1, Ordering::SeqCst);
}

/// Looks, accepts, answers, asks again when nothing came back; until there have been enough answers.
async fn answer(house: &House, books: &Books, name: &str, until: u32, over: &AtomicBool) {
    let mut n = 0;
    while !over.load(Ordering::SeqCst) {
        // Time is moved on by hours, which no token outlives.
        let desk = house.sign_in(name).await;
        let look = async |place: &str| -> Vec<String> {
            let answer = desk.call("GET", &format!("inbox?box={place}&limit=100"), None).await;
            let items = answer.body["items"].as_array().cloned().unwrap_or_default();
            items.iter().filter_map(|item| item["id"].as_str().map(str::to_owned)).collect()
        };
        let keyed = async |path: String, body: Value, key: String| {
            for _ in 0..6 {
                if desk.keyed("POST", &path, Some(&body), Some(&key)).await.status < 500 {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        };
        for conversation in look("offered").await {
            keyed(format!("conversations/{conversation}/accept"), json!({}), format!("accept-{name}-{n}")).await;
            n += 1;
        }
        for conversation in look("with").await {
            if books.replies.lock().unwrap().len() as u32 >= until {
                break;
            }
            let text = format!("It comes tomorrow. r{n:05}{name}");
            books.replies.lock().unwrap().insert(text.clone());
            keyed(format!("conversations/{conversation}/replies"), json!({ "text": text }), format!("reply-{name}-{n}")).await;
            n += 1;
        }
        let presence = json!({ "presence": "on_queue" });
        desk.call("PUT", "agents/me/presence", Some(&presence)).await;
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
}

/// What was put aside goes back, as an operator sends it, until nothing is.
async fn come_to_rest(house: &House) {
    house.passing_time(async { while house.stack.idle(Duration::from_millis(500)).await.is_err() {} }).await;
    for _ in 0..3 {
        let aside: Vec<String> = house
            .stack
            .depths()
            .into_iter()
            .filter(|(queue, depth)| queue.contains("DeadLetters") && depth.visible > 0)
            .map(|(queue, _)| queue)
            .collect();
        let steps = ["Inbound", "Escalate", "Route", "Outbound", "Realtime", "Analytics"];
        for step in steps.iter().filter(|step| aside.iter().any(|queue| queue.contains(&format!("{step}DeadLetters")))) {
            crate::faults::redrive(house, step).await;
        }
        house.passing_time(async { while house.stack.idle(Duration::from_millis(500)).await.is_err() {} }).await;
        if aside.is_empty() {
            return;
        }
    }
}

/// Every conversation there is: nobody closes one here, so each is in a line or on a desk.
async fn conversations(house: &House) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let mut boxes: Vec<(&str, String)> = QUEUES.iter().map(|queue| ("sora", format!("waiting&queue={queue}"))).collect();
    for agent in AGENTS {
        boxes.extend(["offered", "with", "wrap_up"].map(|place| (agent, place.to_owned())));
    }
    for (who, place) in boxes {
        let desk = house.sign_in(who).await;
        all.extend(items(&desk, &format!("inbox?box={place}&limit=100")).await.iter().map(|item| text(item, "id")));
    }
    all
}

fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_default().to_owned()
}

/// Every item of a list, page after page.
async fn items(desk: &crate::desk::Desk, path: &str) -> Vec<Value> {
    let (mut all, mut next) = (Vec::new(), String::new());
    loop {
        let page = desk.get(&format!("{path}{next}")).await;
        all.extend(page["items"].as_array().cloned().unwrap_or_default());
        match page["next"].as_str() {
            Some(cursor) => next = format!("&cursor={cursor}"),
            None => return all,
        }
    }
}

async fn examine(house: &House, books: &Books) -> Vec<String> {
    let mut violations = Vec::new();
    let mut rows: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    let sora = house.sign_in("sora").await;
    for conversation in conversations(house).await {
        let mut seqs = Vec::new();
        for row in items(&sora, &format!("conversations/{conversation}/messages?limit=100")).await {
            seqs.push(row["seq"].as_u64().unwrap_or_default());
            rows.entry(text(&row, "text")).or_default().push(row);
        }
        seqs.sort_unstable();
        if seqs != (1..=seqs.len() as u64).collect::<Vec<_>>() {
            violations.push(format!("I5: the rows of {conversation} are numbered {seqs:?}"));
        }
    }
    let count = |text: &str| rows.get(text).map_or(0, Vec::len);
    for (text, accepted) in books.direct.lock().unwrap().iter() {
        match count(text) {
            0 if *accepted => violations.push(format!("I1: `{text}` was accepted and is nowhere")),
            0 | 1 => {}
            many => violations.push(format!("I1: `{text}` stands {many} times")),
        }
    }
    let mentions = items(&sora, "mentions?topic=delivery&limit=100").await;
    for (text, accepted) in books.mentions.lock().unwrap().iter() {
        let listed = mentions.iter().filter(|mention| mention["text"] == text.as_str()).count();
        if listed > 1 || (listed == 0 && *accepted) {
            violations.push(format!("I1, I18: the mention `{text}` is listed {listed} times"));
        }
    }
    let sent = house.platforms.sent().await.unwrap();
    for text in books.replies.lock().unwrap().iter() {
        let copies = sent.iter().filter(|sent| sent.text.as_deref() == Some(text)).count();
        let states: Vec<String> = rows
            .get(text)
            .into_iter()
            .flatten()
            .map(|row| row["delivery"]["state"].as_str().unwrap_or_default().to_owned())
            .collect();
        let told: Vec<&str> = states.iter().map(String::as_str).collect();
        match (copies, told.as_slice()) {
            (2.., _) => violations.push(format!("I13: `{text}` was shown {copies} times")),
            (_, [_, _, ..]) => violations.push(format!("I15: `{text}` stands {} times in its thread", states.len())),
            (0, ["sent" | "delivered" | "read"]) => violations.push(format!("I14: `{text}` is sent, and nobody was shown it")),
            (1, ["failed"]) => violations.push(format!("I14: `{text}` is failed, and was shown")),
            (1, []) => violations.push(format!("I14: `{text}` was shown and stands nowhere")),
            (_, ["queued" | "sending"]) => violations.push(format!("I14: `{text}` is still {states:?}")),
            _ => {}
        }
    }
    for agent in items(&sora, "agents?limit=100").await {
        if agent["load"].as_u64() > agent["capacity"].as_u64() {
            violations.push(format!("I10: {} holds {} and may hold {}", agent["id"], agent["load"], agent["capacity"]));
        }
    }
    violations.extend(
        house.platforms.failures().await.unwrap().iter().map(|failure| format!("a platform was asked wrongly: {failure:?}")),
    );
    violations
}

// proves I1, I5, I10, I13, I14, I15, I18, I20 with real processes: F1, F2, F4, F5, F8, F10, F12, F20
#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_killed_or_refused_nothing_is_lost_and_nothing_is_there_twice() {
    let much = how_much();
    let house = House::start().await;
    let admin = house.sign_in("admin").await;
    for (agent, queues) in
        [("mina", vec!["care-en"]), ("haruto", vec!["care-ja", "care-en"]), ("sora", vec!["care-en", "care-ja"])]
    {
        let body = json!({ "name": agent, "queues": queues, "skills": { "delivery": 4 }, "capacity": 20 });
        admin.call("PUT", &format!("agents/{agent}"), Some(&body)).await.ok();
    }
    for agent in AGENTS {
        house.sign_in(agent).await.on_queue().await;
    }
    house.quiet().await;
    let begun = Instant::now();
    house.stack.faults().set(rules(much.kills), 12);
    house.platforms.misbehave(&platform_faults(much.replies)).await.unwrap();
    let (books, over) = (Books::default(), AtomicBool::new(false));
    let next = AtomicU32::new(0);
    let writer = async || {
        loop {
            let n = next.fetch_add(1, Ordering::SeqCst);
            if n >= much.messages {
                return;
            }
            write(&house, &books, n).await;
        }
    };
    let everybody = async {
        let customers = async {
            tokio::join!(writer(), writer(), writer(), writer(), writer(), writer());
            // The last answers are given when everything is written; a house that never gets there says so.
            let patience = Instant::now();
            while (books.replies.lock().unwrap().len() as u32) < much.replies && patience.elapsed() < Duration::from_secs(600) {
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
            over.store(true, Ordering::SeqCst);
        };
        let [first, second, third] = AGENTS.map(|name| answer(&house, &books, name, much.replies, &over));
        tokio::join!(customers, first, second, third);
    };
    house.passing_time(everybody).await;
    house.stack.faults().clear();
    house.platforms.behave().await.unwrap();
    come_to_rest(&house).await;
    let violations = examine(&house, &books).await;
    let happened = house.stack.faults().happened();
    let killed = happened.iter().filter(|what| what.contains(": Kill")).count();
    println!(
        "{} things written, {} answers, {killed} kills, {} other troubles of services, {:.0} s",
        books.written.load(Ordering::SeqCst),
        books.replies.lock().unwrap().len(),
        happened.len() - killed,
        begun.elapsed().as_secs_f64()
    );
    assert!(killed >= much.kills as usize, "too few were killed");
    assert!(books.replies.lock().unwrap().len() as u32 >= much.replies, "too few answers were given");
    assert!(violations.is_empty(), "{} violations:\n{}", violations.len(), violations.join("\n"));
    house.stack.stop().await;
    house.simulator.stop().await;
}

//! `harken load`: customers who write and agents who answer, against the running system on this machine, so that
//! `harken cost` has something to count.

mod backlog;
mod course;
mod direct;
mod memory;
mod probe;
mod report;

use std::{
    collections::BTreeSet,
    ops::Range,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use clap::Args;
use domain::time::{HOUR, Timestamp};
use serde_json::{Value, json};
use tokio::{sync::oneshot, task::JoinSet};

use self::{
    backlog::Backlog,
    course::{Course, Spike},
    memory::Memory,
    probe::Probe,
    report::{Wait, spread, tell_of_probe, tell_of_spike},
};
use crate::{
    endpoints::Endpoints,
    failure::Failure,
    house::{House, Taken},
    seed::PASSWORD,
    sign_in::sign_in,
    workspace::Workspace,
};

/// How much of it.
#[derive(Args)]
pub struct Load {
    /// Messages of customers, all kinds together.
    #[arg(long, default_value_t = 10_000)]
    messages: u64,
    /// Customers who write at the same time.
    #[arg(long, default_value_t = 24)]
    at_once: u64,
    /// So many a second, whatever the house makes of it; without it each writer writes as fast as it is answered.
    #[arg(long, conflicts_with = "backlog")]
    rate: Option<u32>,
    /// In the middle so many times the rate, for a while; before and after it the rate itself, for as long. Implies `--probe`.
    #[arg(long, requires = "rate", conflicts_with = "messages")]
    spike: Option<u32>,
    /// How long a spike lasts, in seconds.
    #[arg(long, default_value_t = 60, requires = "spike")]
    spike_seconds: u32,
    /// Tell every half minute how much memory the functions' processes have, and fail if one of them does not stop growing.
    #[arg(long)]
    watch_memory: bool,
    /// Besides, somebody new writes every second: tell how long that takes to an agent's screen.
    #[arg(long, conflicts_with = "backlog")]
    probe: bool,
    /// Let so many pile up before any is taken in: then batches are full, as on a busy day. Without it each is taken in
    /// as it comes.
    #[arg(long)]
    backlog: Option<u64>,
}

/// Of a hundred messages: comments nobody asked for, comments worth keeping, direct messages.
const NOISE: u64 = 50;
const KEPT: u64 = 25;
/// People who write direct messages; each has a running conversation.
const PEOPLE: u64 = 60;

/// Who answers.
const AGENTS: [&str; 3] = ["mina", "jiwoo", "haruto"];

/// Writes, answers, and says how fast it went.
pub async fn run(workspace: &Workspace, mut load: Load) -> Result<(), Failure> {
    let course = load.rate.map(|rate| Course {
        rate: f64::from(rate.max(1)),
        spike: load.spike.map(|times| Spike { times: f64::from(times), seconds: f64::from(load.spike_seconds.max(1)) }),
    });
    load.messages = course.as_ref().and_then(Course::total).unwrap_or(load.messages);
    let house = Arc::new(House::at(Endpoints::read(workspace)?)?);
    let mut agents = Vec::new();
    for name in AGENTS {
        let token = sign_in(&house, name, PASSWORD).await?;
        house.api(&token, "PUT", "/v1/agents/me/presence", Some(&json!({ "presence": "on_queue" }))).await?;
        agents.push(token);
    }
    let supervisor = sign_in(&house, "sora", PASSWORD).await?;
    let begun = Instant::now();
    let working = Arc::new(std::sync::atomic::AtomicBool::new(true));
    let mut answerers = JoinSet::new();
    for token in agents {
        let (house, working) = (house.clone(), working.clone());
        answerers.spawn(async move { answer(&house, &token, &working).await });
    }
    let since = now();
    let before = counted(&house, &supervisor, since).await?;
    let waits = Arc::new(Mutex::new(Waits::default()));
    let (over, ends) = oneshot::channel();
    let started = Instant::now();
    let probe = match load.probe || load.spike.is_some() {
        true => Some(tokio::spawn(Probe::listen(&house, &supervisor, since.millis()).await?.run(started, ends))),
        false => None,
    };
    let (watched, end_watch) = oneshot::channel();
    let backlog = load.spike.map(|_| tokio::spawn(Backlog::watch(house.clone(), started, end_watch)));
    let (weighed, end_weighing) = oneshot::channel();
    let memory = match load.watch_memory {
        true => Some(tokio::spawn(Memory::watch(cloud(workspace)?, started, end_weighing))),
        false => None,
    };
    let used = processor_seconds();
    let pace = Pace { course, started, waits: waits.clone() };
    let written = match load.backlog {
        None => write_all(&house, 0..load.messages, load.at_once, &pace).await?,
        Some(backlog) => {
            let mut written = Duration::ZERO;
            for first in (0..load.messages).step_by(backlog.max(1) as usize) {
                house.pause("InboundQueue", true).await?;
                written += write_all(&house, first..load.messages.min(first + backlog), load.at_once, &pace).await?;
                house.pause("InboundQueue", false).await?;
                house.idle().await?;
            }
            written
        }
    };
    house.idle().await?;
    working.store(false, Ordering::SeqCst);
    let (mut replies, mut troubles) = (0, Vec::new());
    while let Some(done) = answerers.join_next().await {
        let (sent, met) = done.map_err(|e| Failure::new(e.to_string()))?;
        replies += sent;
        troubles.extend(met);
    }
    house.idle().await?;
    let used = processor_seconds() - used;
    let _ = (over.send(()), watched.send(()), weighed.send(()));
    println!(
        "{} messages written in {:.1} s ({:.0} a second), {replies} answers; everything handled after {:.1} s.",
        load.messages,
        written.as_secs_f64(),
        load.messages as f64 / written.as_secs_f64(),
        begun.elapsed().as_secs_f64()
    );
    println!("Processor of this machine, everything on it: {:.2} s for a thousand messages.", used * 1e3 / load.messages as f64);
    let heard = joined(probe).await?.transpose()?;
    // A token lasts an hour, and a soak half of one.
    let supervisor = sign_in(&house, "sora", PASSWORD).await?;
    let said = direct::said(&house, &supervisor, &AGENTS, since).await?;
    if let Some(heard) = &heard {
        tell_of_probe(heard, &said);
    }
    let waits = waits.lock().map(|mut waits| std::mem::take(&mut *waits)).unwrap_or_default();
    println!("From writing to the door's answer: {} (the pretend platform's own time included).", spread(waits.written.iter()));
    println!("The door's answer, as platforms wait for it: {}.", spread(waits.answered.iter()));
    if let (Some(course), Some(heard), Some(backlog)) = (course, &heard, joined(backlog).await?.transpose()?) {
        tell_of_spike(&course, &waits.written, heard, &backlog);
    }
    let grown = joined(memory).await?.map(|memory| memory::tell(&memory)).unwrap_or_default();
    let after = counted(&house, &supervisor, since).await?;
    let kinds = (0..load.messages).fold((0_i64, 0_i64), |(noise, kept), n| match n % 100 {
        kind if kind < NOISE => (noise + 1, kept),
        kind if kind < NOISE + KEPT => (noise, kept + 1),
        _ => (noise, kept),
    });
    let seen = (after.0 - before.0, after.1 - before.1);
    println!("Counted: {} of {} passed over, {} of {} kept.", seen.0, kinds.0, seen.1, kinds.1);
    let private = (0..load.messages).filter(|n| n % 100 >= NOISE + KEPT);
    let (missing, doubled) = direct::missing_and_doubled(&said, private.clone().map(direct_text));
    println!(
        "Private messages: {} of {} in their conversations, {doubled} twice; {} were not taken by the door.",
        private.clone().count() as u64 - missing,
        private.count(),
        waits.refused
    );
    troubles.iter().for_each(|trouble| println!("An agent's request failed: {trouble}"));
    match grown.as_slice() {
        _ if seen != kinds || missing + doubled > 0 => {
            Err(Failure::new("something was lost, or is there twice: see the counts above"))
        }
        _ if !troubles.is_empty() => Err(Failure::new(format!("{} requests of agents failed: see above", troubles.len()))),
        [] => Ok(()),
        grown => Err(Failure::new(format!("not flat within {:.0} %: {}", memory::FLAT * 100.0, grown.join(", ")))),
    }
}

/// The process of the local cloud.
fn cloud(workspace: &Workspace) -> Result<u32, Failure> {
    let written = std::fs::read_to_string(workspace.pid())?;
    written.trim().parse().map_err(|_| Failure::new(format!("{} names no process", workspace.pid().display())))
}

/// What a task of ours came to, if there is one.
async fn joined<T>(task: Option<tokio::task::JoinHandle<T>>) -> Result<Option<T>, Failure> {
    match task {
        Some(task) => task.await.map(Some).map_err(|e| Failure::new(e.to_string())),
        None => Ok(None),
    }
}

/// How long this machine's processors have been busy since it began, in seconds.
fn processor_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/stat").unwrap_or_default();
    let times: Vec<f64> =
        stat.lines().next().into_iter().flat_map(|line| line.split_whitespace()).filter_map(|word| word.parse().ok()).collect();
    // user, nice, system, idle, waiting, interrupts, soft interrupts: in hundredths.
    let [user, nice, system, _, _, hard, soft, ..] = times[..] else { return 0.0 };
    (user + nice + system + hard + soft) / 100.0
}

/// How fast to write, and how long the door took each time.
#[derive(Clone)]
struct Pace {
    course: Option<Course>,
    started: Instant,
    waits: Arc<Mutex<Waits>>,
}

/// How long everything took, each time.
#[derive(Default)]
struct Waits {
    /// From writing to when the pretend platform had its answer.
    written: Vec<Wait>,
    /// The door's answers.
    answered: Vec<Wait>,
    /// Not taken by the door.
    refused: u64,
}

fn now() -> Timestamp {
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_millis(since_epoch.as_millis() as i64)
}

/// What the figures say from the day and the hour of `since` on: comments passed over, and comments kept.
async fn counted(house: &House, token: &str, since: Timestamp) -> Result<(i64, i64), Failure> {
    let now = now();
    let mut noise = 0;
    for day in BTreeSet::from([since.day(), now.day()]) {
        let path = format!("/v1/stats/noise?account=demo-instagram&day={day}");
        noise += house.api(token, "GET", &path, None).await?["total"].as_i64().unwrap_or_default();
    }
    let (from, to) = (since.minus(HOUR), now.plus(HOUR));
    let path = format!("/v1/stats/mentions?measure=mentions&group_by=none&from={from}&to={to}&bucket=half_hour");
    let stats = house.api(token, "GET", &path, None).await?;
    let series = stats["series"].as_array().into_iter().flatten();
    let points = series.flat_map(|series| series["points"].as_array().into_iter().flatten()).filter_map(Value::as_f64);
    Ok((noise, points.sum::<f64>() as i64))
}

/// Writes these messages, so many at a time, and answers how long that took.
async fn write_all(house: &Arc<House>, numbers: Range<u64>, at_once: u64, pace: &Pace) -> Result<Duration, Failure> {
    let begun = Instant::now();
    let next = Arc::new(AtomicU64::new(numbers.start));
    let mut writers = JoinSet::new();
    for _ in 0..at_once {
        let (house, next, pace) = (house.clone(), next.clone(), pace.clone());
        writers.spawn(async move {
            loop {
                let n = next.fetch_add(1, Ordering::SeqCst);
                if n >= numbers.end {
                    return Ok::<(), Failure>(());
                }
                if let Some(course) = pace.course {
                    tokio::time::sleep(course.due(n - numbers.start).saturating_sub(begun.elapsed())).await;
                }
                let asked = Instant::now();
                let taken = write(&house, n).await?;
                if let Ok(mut waits) = pace.waits.lock() {
                    let at = asked - pace.started;
                    waits.written.push((at, asked.elapsed()));
                    waits.answered.extend(taken.answers.into_iter().map(|answer| (at, answer)));
                    waits.refused += u64::from(!taken.by_the_door);
                }
            }
        });
    }
    while let Some(done) = writers.join_next().await {
        done.map_err(|e| Failure::new(e.to_string()))??;
    }
    Ok(begun.elapsed())
}

async fn write(house: &House, n: u64) -> Result<Taken, Failure> {
    let (customer, body) = match n % 100 {
        kind if kind < NOISE => (
            format!("passer-by-{}", n % 997),
            json!({ "platform": "instagram", "account": "demo-instagram", "kind": "comment", "text": format!("nice picture number {n}") }),
        ),
        kind if kind < NOISE + KEPT => (
            format!("fan-{}", n % 499),
            json!({ "platform": "instagram", "account": "demo-instagram", "kind": "comment", "text": format!("I love the fast delivery, thank you! {n}") }),
        ),
        _ => (
            format!("person-{}", n % PEOPLE),
            json!({ "platform": "line", "account": "demo-line", "kind": "text", "text": direct_text(n) }),
        ),
    };
    house.write(&customer, &body).await
}

/// What a private message says.
fn direct_text(n: u64) -> String {
    let texts = ["Where is my parcel? It is order", "제 택배가 아직 안 왔어요. 주문번호", "荷物がまだ届きません。注文番号"];
    format!("{} {n}", texts[(n % 3) as usize])
}

/// Accepts what is offered, and answers each conversation in hand once for every few messages. Answers how many went out, and what
/// went wrong.
async fn answer(house: &House, token: &str, working: &std::sync::atomic::AtomicBool) -> (u64, Vec<String>) {
    let (mut replies, mut troubles) = (0, Vec::new());
    while working.load(Ordering::SeqCst) {
        if let Err(trouble) = answer_once(house, token, &mut replies).await {
            troubles.push(trouble.to_string());
        }
        tokio::time::sleep(std::time::Duration::from_secs(5)).await;
    }
    (replies, troubles)
}

async fn answer_once(house: &House, token: &str, replies: &mut u64) -> Result<(), Failure> {
    for offered in ids(&house.api(token, "GET", "/v1/inbox?box=offered&limit=50", None).await?) {
        // The offer may have run out meanwhile: then it is somebody else's.
        let _ = house.api(token, "POST", &format!("/v1/conversations/{offered}/accept"), Some(&json!({}))).await;
    }
    for held in ids(&house.api(token, "GET", "/v1/inbox?box=with&limit=50", None).await?) {
        let key = format!("load-{held}-{replies}");
        let path = format!("/v1/conversations/{held}/replies");
        let text = json!({ "text": "We are looking into it and will write again today." });
        *replies += u64::from(house.keyed(token, &path, &text, &key).await.is_ok());
    }
    Ok(())
}

fn ids(inbox: &Value) -> Vec<String> {
    inbox["items"].as_array().into_iter().flatten().filter_map(|item| item["id"].as_str().map(str::to_owned)).collect()
}

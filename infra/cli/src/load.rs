//! `harken load`: customers who write and agents who answer, against the running system on this machine, so that
//! `harken cost` has something to count.

use std::{
    ops::Range,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use clap::Args;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::{endpoints::Endpoints, failure::Failure, house::House, seed::PASSWORD, sign_in::sign_in, workspace::Workspace};

/// How much of it.
#[derive(Args)]
pub struct Load {
    /// Messages of customers, all kinds together.
    #[arg(long, default_value_t = 10_000)]
    messages: u64,
    /// Customers who write at the same time.
    #[arg(long, default_value_t = 24)]
    at_once: u64,
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

/// Writes, answers, and says how fast it went.
pub async fn run(workspace: &Workspace, load: Load) -> Result<(), Failure> {
    let house = Arc::new(House::at(Endpoints::read(workspace)?)?);
    let mut agents = Vec::new();
    for name in ["mina", "jiwoo", "haruto"] {
        let token = sign_in(&house, name, PASSWORD).await?;
        house.api(&token, "PUT", "/v1/agents/me/presence", Some(&json!({ "presence": "on_queue" }))).await?;
        agents.push(token);
    }
    let begun = Instant::now();
    let working = Arc::new(std::sync::atomic::AtomicBool::new(true));
    let mut answerers = JoinSet::new();
    for token in agents {
        let (house, working) = (house.clone(), working.clone());
        answerers.spawn(async move { answer(&house, &token, &working).await });
    }
    let written = match load.backlog {
        None => write_all(&house, 0..load.messages, load.at_once).await?,
        Some(backlog) => {
            let mut written = Duration::ZERO;
            for first in (0..load.messages).step_by(backlog.max(1) as usize) {
                house.pause("InboundQueue", true).await?;
                written += write_all(&house, first..load.messages.min(first + backlog), load.at_once).await?;
                house.pause("InboundQueue", false).await?;
                house.idle().await?;
            }
            written
        }
    };
    house.idle().await?;
    working.store(false, Ordering::SeqCst);
    let mut replies = 0;
    while let Some(done) = answerers.join_next().await {
        replies += done.map_err(|e| Failure::new(e.to_string()))??;
    }
    house.idle().await?;
    println!(
        "{} messages written in {:.1} s ({:.0} a second), {replies} answers; everything handled after {:.1} s.",
        load.messages,
        written.as_secs_f64(),
        load.messages as f64 / written.as_secs_f64(),
        begun.elapsed().as_secs_f64()
    );
    Ok(())
}

/// Writes these messages, so many at a time, and answers how long that took.
async fn write_all(house: &Arc<House>, numbers: Range<u64>, at_once: u64) -> Result<Duration, Failure> {
    let begun = Instant::now();
    let next = Arc::new(AtomicU64::new(numbers.start));
    let mut writers = JoinSet::new();
    for _ in 0..at_once {
        let (house, next) = (house.clone(), next.clone());
        writers.spawn(async move {
            loop {
                let n = next.fetch_add(1, Ordering::SeqCst);
                if n >= numbers.end {
                    return Ok::<(), Failure>(());
                }
                write(&house, n).await?;
            }
        });
    }
    while let Some(done) = writers.join_next().await {
        done.map_err(|e| Failure::new(e.to_string()))??;
    }
    Ok(begun.elapsed())
}

async fn write(house: &House, n: u64) -> Result<(), Failure> {
    let (customer, body) = match n % 100 {
        kind if kind < NOISE => (
            format!("passer-by-{}", n % 997),
            json!({ "platform": "instagram", "account": "demo-instagram", "kind": "comment", "text": format!("nice picture number {n}") }),
        ),
        kind if kind < NOISE + KEPT => (
            format!("fan-{}", n % 499),
            json!({ "platform": "instagram", "account": "demo-instagram", "kind": "comment", "text": format!("I love the fast delivery, thank you! {n}") }),
        ),
        _ => {
            let text =
                ["Where is my parcel? It is order", "제 택배가 아직 안 왔어요. 주문번호", "荷物がまだ届きません。注文番号"]
                    [(n % 3) as usize];
            (
                format!("person-{}", n % PEOPLE),
                json!({ "platform": "line", "account": "demo-line", "kind": "text", "text": format!("{text} {n}") }),
            )
        }
    };
    house.simulator(&format!("customers/{customer}/write"), &body).await
}

/// Accepts what is offered, and answers each conversation in hand once for every few messages.
async fn answer(house: &House, token: &str, working: &std::sync::atomic::AtomicBool) -> Result<u64, Failure> {
    let mut replies = 0;
    while working.load(Ordering::SeqCst) {
        for offered in ids(&house.api(token, "GET", "/v1/inbox?box=offered&limit=50", None).await?) {
            // The offer may have run out meanwhile: then it is somebody else's.
            let _ = house.api(token, "POST", &format!("/v1/conversations/{offered}/accept"), Some(&json!({}))).await;
        }
        for held in ids(&house.api(token, "GET", "/v1/inbox?box=with&limit=50", None).await?) {
            let key = format!("load-{held}-{replies}");
            let path = format!("/v1/conversations/{held}/replies");
            if house
                .keyed(token, &path, &json!({ "text": "We are looking into it and will write again today." }), &key)
                .await
                .is_ok()
            {
                replies += 1;
            }
        }
        tokio::time::sleep(std::time::Duration::from_secs(5)).await;
    }
    Ok(replies)
}

fn ids(inbox: &Value) -> Vec<String> {
    inbox["items"].as_array().into_iter().flatten().filter_map(|item| item["id"].as_str().map(str::to_owned)).collect()
}

//! Once a second somebody new writes, and an agent's screen waits for it: how long a message takes from the customer's
//! hand through every step to the socket of the desk, whatever else is going on.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::{Duration, Instant},
};

use futures_util::{StreamExt, stream::SplitStream};
use serde_json::{Value, json};
use tokio::{net::TcpStream, sync::oneshot, task::JoinSet};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async, tungstenite::Message};

use super::direct::all;
use crate::{failure::Failure, house::House};

/// What was written last is listened for so long.
const LAST: Duration = Duration::from_secs(5);

type Pushes = SplitStream<WebSocketStream<MaybeTlsStream<TcpStream>>>;

/// A screen that listens for messages of customers.
pub struct Probe {
    house: Arc<House>,
    token: String,
    pushes: Pushes,
    /// Distinguishes the customers of this run from those of earlier ones.
    run: i64,
}

/// How long each message took; and of how many nothing was heard.
pub struct Heard {
    /// When it was written, counted from the beginning of the run, and how long it took from there to its push.
    pub waits: Vec<(Duration, Duration)>,
    /// The texts of those never heard of, and when they were written.
    pub unheard: BTreeMap<String, Duration>,
    /// Why some were never written.
    pub unwritten: Vec<String>,
}

impl Probe {
    /// Opens the socket of somebody who hears of every queue.
    pub async fn listen(house: &Arc<House>, token: &str, run: i64) -> Result<Self, Failure> {
        let ticket = house.api(token, "POST", "/v1/live/tickets", Some(&json!({}))).await?;
        let ticket = ticket["ticket"].as_str().unwrap_or_default();
        let address = format!("{}?ticket={ticket}", house.endpoints.websocket);
        let (socket, _) = connect_async(address).await.map_err(|error| Failure::new(format!("the socket: {error}")))?;
        Ok(Self { house: house.clone(), token: token.to_owned(), pushes: socket.split().1, run })
    }

    /// Writes every second until `over`, when everything else must be handled, and listens for what is still under way then.
    pub async fn run(mut self, begun: Instant, mut over: oneshot::Receiver<()>) -> Result<Heard, Failure> {
        let mut written = BTreeMap::<String, Instant>::new();
        let mut writers = JoinSet::new();
        let mut heard = Vec::<(String, Instant)>::new();
        let mut seen = BTreeSet::<String>::new();
        let mut second = tokio::time::interval(Duration::from_secs(1));
        let mut end = None;
        loop {
            tokio::select! {
                _ = second.tick(), if end.is_none() => {
                    let name = format!("probe-{}-{}", self.run, written.len());
                    let text = format!("How do I change my address? {name}");
                    written.insert(text.clone(), Instant::now());
                    let body = json!({ "platform": "line", "account": "demo-line", "kind": "text", "text": &text });
                    let house = self.house.clone();
                    writers.spawn(async move { (text, house.write(&name, &body).await) });
                }
                push = self.pushes.next() => {
                    let Some(Ok(push)) = push else { return Err(Failure::new("the socket of the desk closed")) };
                    heard.extend(received(&push).filter(|one| seen.insert(one.clone())).map(|one| (one, Instant::now())));
                }
                _ = &mut over, if end.is_none() => end = Some(tokio::time::Instant::now() + LAST),
                () = tokio::time::sleep_until(end.unwrap_or_else(tokio::time::Instant::now)), if end.is_some() => break,
            }
        }
        let mut unwritten = Vec::new();
        while let Some(done) = writers.join_next().await {
            let (text, taken) = done.map_err(|e| Failure::new(e.to_string()))?;
            let why = match taken {
                Ok(taken) if taken.by_the_door => continue,
                Ok(_) => "the door did not take it".to_owned(),
                Err(error) => error.to_string(),
            };
            written.remove(&text);
            unwritten.push(format!("{text}: {why}"));
        }
        // Asked now, so that asking keeps nothing from being heard.
        let mut waits = Vec::new();
        for (conversation, heard) in heard {
            // All of it: somebody may have answered many times since.
            let path = format!("/v1/conversations/{conversation}/messages?limit=100");
            let rows = all(&self.house, &self.token, &path).await?;
            let texts = rows.iter().filter_map(|row| row["text"].as_str());
            waits.extend(texts.filter_map(|text| written.remove(text)).map(|at| (at - begun, heard - at)));
        }
        Ok(Heard { waits, unheard: written.into_iter().map(|(text, at)| (text, at - begun)).collect(), unwritten })
    }
}

/// The conversation that a push tells a customer's message of.
fn received(push: &Message) -> Option<String> {
    let Message::Text(text) = push else { return None };
    let fact: Value = serde_json::from_str(text).ok()?;
    (fact["type"] == "message.received").then(|| fact["data"]["conversation"].as_str().map(str::to_owned)).flatten()
}

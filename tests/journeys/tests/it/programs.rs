//! Programs of the company in a conversation: a bot that answers first, and an outside system that keeps tickets.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use crate::{
    desk::Desk,
    house::{House, eventually},
    open::{OPEN, bring, connected},
};

/// What a program was posted: where, under which key, what.
pub type Posted = (String, String, Value);

/// A program that answers by the path it is called at.
#[derive(Clone)]
pub struct Program {
    posted: Arc<Mutex<Vec<Posted>>>,
    pub port: u16,
}

impl Program {
    pub async fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let program = Self { posted: Arc::default(), port: listener.local_addr().unwrap().port() };
        let known = program.clone();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let known = known.clone();
                tokio::spawn(async move {
                    let mut bytes = Vec::new();
                    let (head, body) = loop {
                        let mut more = [0; 4096];
                        let read = stream.read(&mut more).await.unwrap_or(0);
                        if read == 0 {
                            return;
                        }
                        bytes.extend_from_slice(&more[..read]);
                        let text = String::from_utf8_lossy(&bytes).into_owned();
                        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
                        let length = header(head, "content-length").parse().unwrap_or(0);
                        if body.len() >= length {
                            break (head.to_owned(), body.to_owned());
                        }
                    };
                    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
                    let body: Value = serde_json::from_str(&body).unwrap_or_default();
                    let answer = answer(&path, &body).to_string();
                    known.posted.lock().unwrap().push((path, header(&head, "idempotency-key"), body));
                    let answer = format!(
                        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{answer}",
                        answer.len()
                    );
                    let _ = stream.write_all(answer.as_bytes()).await;
                });
            }
        });
        program
    }

    pub fn at(&self, path: &str) -> Vec<Posted> {
        self.posted.lock().unwrap().iter().filter(|(at, ..)| at == path).cloned().collect()
    }

    pub fn webhook(&self, path: &str) -> Value {
        json!({ "url": format!("http://127.0.0.1:{}{path}", self.port), "account": OPEN })
    }
}

fn header(head: &str, name: &str) -> String {
    let line = head.lines().find(|line| line.to_lowercase().starts_with(&format!("{name}:")));
    line.and_then(|line| line.split_once(':')).map_or_else(String::new, |(_, value)| value.trim().to_owned())
}

fn answer(path: &str, body: &Value) -> Value {
    match path {
        "/bot" => match body["messages"].as_array().and_then(|all| all.last()).and_then(|last| last["text"].as_str()) {
            Some(text) if text.contains("person") => json!({ "then": "hand_over", "note": "wants a person" }),
            _ => json!({ "text": "What is your order number?" }),
        },
        "/ticket" => json!({ "reference": "INC-7", "url": "https://desk.example/INC-7" }),
        _ => json!({}),
    }
}

async fn rule(house: &House, outcome: Value) {
    let admin = house.sign_in("admin").await;
    let rule = json!({ "name": "Programs", "number": 1, "condition": { "all": [] }, "outcome": outcome });
    admin.call("PUT", "rules/programs", Some(&rule)).await.ok();
    // Functions remember settings for 15 s.
    house.stack.advance(std::time::Duration::from_secs(20));
}

async fn writes(house: &House, n: u32, text: &str) {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_millis() as u64;
    let channel = json!({ "type": "Private", "messageId": format!("m-{n}"), "from": { "id": "noa" }, "time": now });
    let item = json!({ "channel": channel, "text": text });
    let (status, answer) = bring(house, &item).await;
    assert!(status < 300, "{answer}");
    house.quiet().await;
}

async fn offered(desk: &Desk) -> Vec<Value> {
    desk.get("inbox?box=offered").await["items"].as_array().cloned().unwrap_or_default()
}

// proves ESC-04, BOT-04, BOT-15: from the customer's words to the bot, its answer back to the customer, and on to an agent with all of it
#[tokio::test(flavor = "multi_thread")]
async fn a_bot_answers_first_and_an_agent_goes_on() {
    let program = Program::start().await;
    let (house, mina) = connected(program.port).await;
    rule(&house, json!({ "then": "escalate", "queue": "care-en", "bot": program.webhook("/bot") })).await;

    writes(&house, 1, "Where is my parcel?").await;
    eventually("the bot's words", async || program.at("/harken"), |told| told.len() == 1).await;
    assert_eq!(program.at("/harken")[0].2["text"], "What is your order number?");
    assert!(offered(&mina).await.is_empty(), "the bot has it");

    writes(&house, 2, "I want a person").await;
    let all = eventually("an offer", async || offered(&mina).await, |all| !all.is_empty()).await;
    let conversation = all[0]["id"].as_str().unwrap();
    assert_eq!(program.at("/bot").len(), 2);
    let rows = mina.messages(conversation).await;
    let said = |text: &str| rows.iter().any(|row| row["text"] == text);
    assert!(said("Where is my parcel?") && said("What is your order number?") && said("I want a person"), "{rows:#?}");
    assert!(json!(rows).to_string().contains("wants a person"), "{rows:#?}");
    house.finish().await;
}

// proves ESC-04: from the customer's words to one ticket, its reference at the conversation and in the trace
#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_is_opened_and_its_reference_comes_back() {
    let program = Program::start().await;
    let (house, mina) = connected(program.port).await;
    rule(&house, json!({ "then": "escalate", "queue": "care-en", "ticket": program.webhook("/ticket") })).await;

    writes(&house, 1, "Where is my parcel?").await;
    writes(&house, 2, "Hello?").await;
    let all = eventually("an offer", async || offered(&mina).await, |all| !all.is_empty()).await;
    let conversation = all[0]["id"].as_str().unwrap();
    let reference = async || mina.conversation(conversation).await["interaction"]["ticket"]["reference"].clone();
    eventually("the reference", reference, |reference| reference == "INC-7").await;
    let tickets = program.at("/ticket");
    assert_eq!(tickets.len(), 1, "{tickets:#?}");
    assert_eq!(tickets[0].2["text"], "Where is my parcel?");
    let rows = mina.messages(conversation).await;
    let message = rows.iter().find(|row| row["text"] == "Where is my parcel?").unwrap()["id"].as_str().unwrap();
    let trace = mina.get(&format!("conversations/{conversation}/messages/{message}/trace?language=en")).await;
    assert!(trace.to_string().contains("The ticket INC-7 was opened for it."), "{trace:#}");
    house.finish().await;
}

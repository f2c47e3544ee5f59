//! A signed-in person: the API and the socket.

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async, tungstenite::Message};

use crate::house::{Answer, PATIENCE, eventually};

pub struct Desk {
    http: reqwest::Client,
    api: String,
    websocket: String,
    pub token: String,
}

impl Desk {
    pub fn new(http: reqwest::Client, api: String, websocket: String, token: String) -> Self {
        Self { http, api, websocket, token }
    }

    pub async fn call(&self, method: &str, path: &str, body: Option<&Value>) -> Answer {
        self.keyed(method, path, body, None).await
    }

    pub async fn keyed(&self, method: &str, path: &str, body: Option<&Value>, key: Option<&str>) -> Answer {
        let mut request = self.http.request(method.parse().unwrap(), format!("{}/v1/{path}", self.api)).bearer_auth(&self.token);
        if let Some(body) = body {
            request = request.json(body);
        }
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        let text = answer.text().await.unwrap();
        Answer { status, body: serde_json::from_str(&text).unwrap_or(Value::String(text)) }
    }

    pub async fn get(&self, path: &str) -> Value {
        self.call("GET", path, None).await.ok()
    }

    pub async fn post(&self, path: &str, body: Value) -> Value {
        self.call("POST", path, Some(&body)).await.ok()
    }

    /// Goes on queue and waits until routing knows.
    pub async fn on_queue(&self) {
        self.call("PUT", "agents/me/presence", Some(&json!({ "presence": "on_queue" }))).await.ok();
        eventually("presence on_queue", async || self.get("agents/me").await, |me| me.to_string().contains("on_queue")).await;
    }

    /// The newest rows of a conversation's thread, newest first.
    pub async fn messages(&self, conversation: &str) -> Vec<Value> {
        self.get(&format!("conversations/{conversation}/messages?limit=100")).await["items"].as_array().unwrap().clone()
    }

    pub async fn conversation(&self, conversation: &str) -> Value {
        self.get(&format!("conversations/{conversation}")).await
    }

    /// An answer with a key of its own; waits for nothing.
    pub async fn reply(&self, conversation: &str, key: &str, body: Value) -> Answer {
        self.keyed("POST", &format!("conversations/{conversation}/replies"), Some(&body), Some(key)).await
    }

    pub async fn listen(&self) -> Socket {
        let ticket = self.post("live/tickets", json!({})).await["ticket"].as_str().unwrap().to_owned();
        self.open(&ticket).await.unwrap()
    }

    pub async fn open(&self, ticket: &str) -> Result<Socket, String> {
        match connect_async(format!("{}?ticket={ticket}", self.websocket)).await {
            Ok((stream, _)) => Ok(Socket { stream, heard: vec![] }),
            Err(error) => Err(error.to_string()),
        }
    }
}

pub struct Socket {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
    pub heard: Vec<Value>,
}

impl Socket {
    /// The next push of this kind; what comes before it is kept in `heard`.
    pub async fn next(&mut self, kind: &str) -> Value {
        let found = tokio::time::timeout(PATIENCE, async {
            loop {
                let message = self.stream.next().await.expect("the socket closed").expect("the socket broke");
                if let Message::Text(text) = message {
                    let push: Value = serde_json::from_str(&text).unwrap();
                    self.heard.push(push.clone());
                    if push["type"] == kind {
                        return push;
                    }
                }
            }
        });
        match found.await {
            Ok(push) => push,
            Err(_) => panic!("no {kind} was pushed; heard {:#?}", self.heard),
        }
    }

    pub async fn say(&mut self, text: &str) {
        self.stream.send(Message::text(text)).await.unwrap();
    }

    /// As a screen does every minute: a socket on which nothing is said for ten minutes is closed.
    pub async fn breathe(&mut self) {
        self.say(r#"{"type":"ping"}"#).await;
        self.next("pong").await;
    }
}

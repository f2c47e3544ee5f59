//! A small company over a metered table: every function one process, its queues, and the account of what they used. Nothing
//! is left to chance here: a benchmark or a test says what happens, step by step.

use std::{
    collections::BTreeMap,
    task::{Context, Poll, Waker},
};

use domain::{event::Envelope, time::Timestamp};
use runtime::{Answer as Told, Ask, Clock, Config, Deps, Http, NoAnswer, Wire};
use serde::Deserialize;
use serde_json::{Value, json};
use store::{Memory, Table};

use crate::{
    client::{Answer, Request},
    queue::Queue,
    steps::{Done, Event, Step, invoke},
    writing::{GRAM_ID, SIGNING},
};

/// What messages of one class used in a step.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Counts {
    /// Messages.
    pub n: u64,
    /// Write request units.
    pub wru: f64,
    /// Read request units.
    pub rru: f64,
    /// Requests to queues.
    pub sqs: f64,
    /// Events put on the bus.
    pub events: f64,
}

/// What a step used.
#[derive(Debug, Clone, Default)]
pub struct Used {
    /// Invocations.
    pub invocations: u64,
    /// Receives and deletes of its queue.
    pub mapping: u64,
    /// Bytes of its meter's lines.
    pub meter_bytes: u64,
    /// By what its messages turned out to be.
    pub classes: BTreeMap<String, Counts>,
}

impl Used {
    /// Messages handled.
    pub fn messages(&self) -> u64 {
        self.classes.values().map(|counts| counts.n).sum()
    }
}

/// The company.
pub struct House {
    /// Its table.
    pub memory: Memory,
    /// Milliseconds since 1970.
    pub now: i64,
    /// What each step used since this was last cleared.
    pub used: BTreeMap<&'static str, Used>,
    clock: Clock,
    deps: BTreeMap<Step, Deps>,
    queues: BTreeMap<Step, Queue>,
    requests: u64,
    /// Messages of a batch at most, whatever the template allows.
    most: usize,
    /// Everything is delivered this often.
    pub deliveries: u32,
}

const START: i64 = 1_795_167_000_000;

/// The name of a step in its meter's lines.
fn name(step: Step) -> &'static str {
    match step {
        Step::Webhook => "webhook",
        Step::Ingest => "ingest",
        Step::Escalate => "escalate",
        Step::Route => "route",
        Step::Outbound => "outbound",
        Step::Realtime => "realtime",
        Step::Analytics => "analytics",
        Step::Clock => "clock",
        Step::Poller => "poller",
        Step::Api => "api",
    }
}

/// What an administrator says is there before a connection takes part.
pub(crate) fn confirmed(platform: &str) -> &'static [&'static str] {
    match platform {
        "line" => &["own_account", "terms", "replies_off"],
        "instagram" => &["own_account", "business", "permissions", "messages_allowed", "terms"],
        _ => &[],
    }
}

impl House {
    /// With so many agents of so many places each, all on queue, and platforms that take whatever they are given.
    pub fn new(agents: u32, capacity: u32, most: usize) -> Self {
        let answer = |body: Value| Ok(Told { status: 200, headers: http::HeaderMap::new(), body: body.to_string().into_bytes() });
        Self::among(agents, capacity, most, move |ask| match ask.method.as_str() {
            "GET" => answer(json!({ "displayName": "Somebody", "userId": "U", "name": "Somebody", "username": "somebody" })),
            _ => answer(json!({ "sentMessages": [{ "id": "sent" }], "recipient_id": "1", "message_id": "sent", "id": "sent" })),
        })
    }

    /// The same, among platforms that answer as told.
    pub fn among(
        agents: u32,
        capacity: u32,
        most: usize,
        answer: impl Fn(&Ask) -> Result<Told, NoAnswer> + Send + Sync + 'static,
    ) -> Self {
        let memory = Memory::metered();
        let clock = Clock::by_hand(Timestamp::from_millis(START));
        let wires = [(Wire::LineApi, "https://line.test".to_owned()), (Wire::MetaApi, "https://meta.test/v25.0".to_owned())];
        let web = Http::memory(answer);
        let base = Deps { table: Table::from(memory.clone()), http: web, ..Deps::memory(clock.clone(), Config::of(wires)) };
        let process = |step| (step, base.counted(Table::from(memory.counted_apart()), clock.clone()));
        let deps = Step::ALL.into_iter().map(process).collect();
        let queues = Step::ALL.into_iter().filter_map(|step| Some((step, step.queue()?))).collect();
        let used = BTreeMap::new();
        let mut house = Self { memory, now: START, used, clock, deps, queues, requests: 0, most, deliveries: 1 };
        house.furnish(agents, capacity);
        house.used.clear();
        house
    }

    fn furnish(&mut self, agents: u32, capacity: u32) {
        let account = |platform: &str, external: &str| json!({ "platform": platform, "name": platform, "external_id": external, "queue": "care", "threading_window_minutes": 4_320, "active": true, "confirmed": confirmed(platform) });
        let secret = json!({ "signing": [SIGNING], "token": "t", "verify_token": "v" });
        let angry = json!({ "name": "Angry", "number": 1, "active": true, "tags": [], "condition": { "field": "sentiment", "operator": "is", "value": "negative" },
            "outcome": { "then": "escalate", "queue": "care", "skills": [], "priority": 5 } });
        let topic = json!({ "name": "Delivery", "rules": [{ "id": "words", "query": "delivery" }] });
        let queue = json!({ "name": "Care", "offer_seconds": 60, "wrap_up_codes": ["other"], "code_required": false });
        for (path, body) in [
            ("queues/care", queue),
            ("accounts/shop", account("line", "Ushop")),
            ("accounts/gram", account("instagram", GRAM_ID)),
            ("accounts/shop/secrets", secret.clone()),
            ("accounts/gram/secrets", secret),
            ("topics/delivery", topic),
            ("rules/angry", angry),
        ] {
            self.asks("root", "admin", "PUT", &format!("/v1/{path}"), body);
        }
        for number in 0..agents {
            let agent = json!({ "name": format!("Agent {number}"), "queues": ["care"], "skills": {}, "capacity": capacity });
            self.asks("root", "admin", "PUT", &format!("/v1/agents/agent{number}"), agent);
            let presence = json!({ "presence": "on_queue" });
            self.asks(&format!("agent{number}"), "agent", "PUT", "/v1/agents/me/presence", presence);
        }
        self.settle();
    }

    /// Moves the clock.
    pub fn pass(&mut self, millis: i64) {
        self.now += millis;
        self.clock.set(Timestamp::from_millis(self.now));
    }

    /// The ports of a step.
    pub fn deps(&self, step: Step) -> &Deps {
        &self.deps[&step]
    }

    /// The queue of a step.
    pub fn queue(&self, step: Step) -> &Queue {
        &self.queues[&step]
    }

    /// A request of the API, carried out.
    ///
    /// # Panics
    /// When it is refused.
    pub fn asks(&mut self, who: &str, role: &'static str, method: &'static str, path: &str, body: Value) -> Answer {
        // Settings are remembered for a quarter of a minute.
        self.pass(if method == "PUT" { 16_000 } else { 1 });
        let key = matches!(method, "POST").then(|| format!("key-{}", self.requests));
        let answer = self.asks_under(key, who, role, method, path, body);
        assert!(answer.status < 300, "{method} {path}: {answer:?}");
        answer
    }

    /// A request of the API under a key of its own, whatever is answered.
    pub fn asks_under(
        &mut self,
        key: Option<String>,
        who: &str,
        role: &'static str,
        method: &'static str,
        path: &str,
        body: Value,
    ) -> Answer {
        self.requests += 1;
        let request = Request { who: who.to_owned(), role, method, path: path.to_owned(), body, key };
        match self.invoke(Step::Api, request.event(self.requests)) {
            Done::Answer(answer) => answer,
            other => panic!("{method} {path}: {other:?}"),
        }
    }

    /// What is shown of one conversation's thread to a supervisor, newest first.
    pub fn rows(&mut self, conversation: &str) -> Vec<Value> {
        let path = format!("/v1/conversations/{conversation}/messages?limit=100");
        self.asks("root", "supervisor", "GET", &path, Value::Null).body["items"].as_array().cloned().unwrap_or_default()
    }

    /// The conversations in a box of somebody.
    pub fn inbox(&mut self, who: &str, place: &str) -> Vec<String> {
        let answer = self.asks(who, "agent", "GET", &format!("/v1/inbox?box={place}&limit=100"), Value::Null);
        let items = answer.body["items"].as_array().into_iter().flatten();
        items.filter_map(|item| item["id"].as_str().map(str::to_owned)).collect()
    }

    /// A platform delivers, as often as it is said to.
    ///
    /// # Panics
    /// When the door does not take it.
    pub fn delivers(&mut self, delivery: &Value) {
        for _ in 0..self.deliveries {
            let status = self.knocks(delivery);
            assert_eq!(status, 200, "the door");
        }
    }

    /// A platform delivers once; the status it hears.
    pub fn knocks(&mut self, delivery: &Value) -> i64 {
        match self.invoke(Step::Webhook, delivery.clone()) {
            Done::Answer(answer) => answer.status,
            other => panic!("the door: {other:?}"),
        }
    }

    /// A screen opens a socket.
    ///
    /// # Panics
    /// When it is not let in.
    pub fn opens(&mut self, event: &Value) {
        match self.invoke(Step::Realtime, event.clone()) {
            Done::Answer(answer) => assert_eq!(answer.status, 200, "the socket"),
            other => panic!("the socket: {other:?}"),
        }
    }

    /// How often sockets were pushed to so far.
    pub fn pushes(&self) -> usize {
        self.deps[&Step::Realtime].sockets.taken().len()
    }

    /// A minute is over.
    pub fn minute(&mut self) {
        self.pass(60_000);
        self.invoke(Step::Clock, json!({}));
        self.settle();
    }

    /// Lets every queue run empty, step by step: what piled up in one goes on in full batches.
    pub fn settle(&mut self) {
        while let Some(step) = Step::FED.into_iter().find(|step| !self.queues[step].is_empty()) {
            self.pass(1);
            let (now, most) = (self.now, self.most);
            let Some(queue) = self.queues.get_mut(&step) else { return };
            let (taken, event) = queue.receive(now, most, |_| 0);
            if taken.is_empty() {
                self.pass(1_000);
                continue;
            }
            let Done::Batch(response) = self.invoke(step, event) else { panic!("{step:?} answers no batch") };
            let failed: Vec<String> = response.batch_item_failures.into_iter().map(|failure| failure.item_identifier).collect();
            // One receive, and one delete for all that went well.
            self.used.entry(name(step)).or_default().mapping += 2;
            let Some(queue) = self.queues.get_mut(&step) else { return };
            for delivery in taken {
                if failed.contains(&delivery.id.to_string()) { queue.fail(&delivery, now) } else { queue.delete(&delivery) }
            }
        }
    }

    fn invoke(&mut self, step: Step, event: impl Into<Event>) -> Done {
        let deps = self.deps[&step].clone();
        let mut invocation = invoke(step, event, deps.clone());
        let Poll::Ready(done) = invocation.as_mut().poll(&mut Context::from_waker(Waker::noop())) else {
            panic!("{step:?} waits for something that is not in memory");
        };
        let held = deps.bus.take();
        assert!(held.dead.is_empty(), "{step:?} put aside {:?}", held.dead);
        held.published.into_iter().for_each(|envelope| self.send(&envelope));
        let used = self.used.entry(name(step)).or_default();
        used.invocations += 1;
        for line in deps.meter.take_lines() {
            #[derive(Deserialize)]
            struct Line {
                classes: BTreeMap<String, Counts>,
            }
            used.meter_bytes += line.len() as u64 + 1;
            let Ok(Line { classes }) = serde_json::from_str(&line) else { continue };
            for (class, counts) in classes {
                let sum = used.classes.entry(class).or_default();
                sum.n += counts.n;
                sum.wru += counts.wru;
                sum.rru += counts.rru;
                sum.sqs += counts.sqs;
                sum.events += counts.events;
            }
        }
        done
    }

    fn send(&mut self, envelope: &Envelope) {
        let Ok(body) = serde_json::to_string(envelope) else { return };
        for step in Step::of(&envelope.payload) {
            let Some(queue) = self.queues.get_mut(&step) else { continue };
            let whole = if queue.fifo {
                body.clone()
            } else {
                json!({ "version": "0", "id": "e", "source": "care", "detail-type": envelope.payload.name(), "detail": envelope })
                    .to_string()
            };
            queue.send(self.now, whole, envelope.thread.as_str(), &envelope.id.to_string());
        }
    }
}

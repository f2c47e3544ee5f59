//! A house in memory with people, queues and conversations, and a client that checks every answer against the
//! description.

use std::{
    collections::BTreeSet,
    sync::{Arc, LazyLock},
};

use aws_lambda_events::encodings::Body;
use domain::{
    account::Account,
    agent::{Agent, Desk, Presence},
    analysis::{Language, Sentiment},
    canned::Canned,
    contact::{Contact, Identity},
    conversation::{Conversation, Needs, Stage},
    event::{Envelope, Payload, Route},
    id::{ConversationId, EnvelopeId, MessageId},
    inbound::{Author, Content, ContentKind},
    interaction::{Interaction, Participant},
    message::{Body as Row, Delivery, DeliveryState, Failure, FailureReason, Message, Why},
    platform::{ContentType, Platform, Visibility},
    queue::Queue,
    thread::Thread,
    time::{MINUTE, Timestamp},
};
use runtime::{Clock, Config, Deps};
use serde_json::{Value, json};
use store::{
    Memory, Table, Write, agent, commit, contact, conversation,
    settings::{Skill, put},
};

/// The description, as the routes say it.
pub static DESCRIPTION: LazyLock<Value> = LazyLock::new(|| serde_json::to_value(api::description()).unwrap());

pub fn now() -> Timestamp {
    "2026-11-20T09:00:00Z".parse().unwrap()
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub body: Value,
    headers: http::HeaderMap,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    pub fn code(&self) -> &str {
        self.body["error"]["code"].as_str().unwrap_or_default()
    }

    pub fn field(&self) -> &str {
        self.body["error"]["field"].as_str().unwrap_or_default()
    }

    /// The body of an answer that went well.
    pub fn ok(self) -> Value {
        assert!((200..300).contains(&self.status), "{self:?}");
        self.body
    }

    pub fn is(self, status: u16, code: &str) -> Self {
        assert_eq!((self.status, self.code()), (status, code), "{self:?}");
        self
    }
}

/// A request to be made.
#[derive(Clone)]
pub struct Ask<'a> {
    house: &'a House,
    who: Option<(&'a str, Value)>,
    headers: Vec<(String, String)>,
    body: Option<String>,
}

/// The house.
pub struct House {
    pub deps: Deps,
    /// The table, to be looked into from outside.
    pub memory: Memory,
    pub clock: Clock,
    requests: std::sync::atomic::AtomicU64,
}

impl House {
    /// A house with nothing in it.
    pub fn empty() -> Self {
        let clock = Clock::by_hand(now());
        let memory = Memory::default();
        let deps = Deps { table: Table::from(memory.clone()), ..Deps::memory(clock.clone(), Config::default()) };
        Self { deps, memory, clock, requests: 0.into() }
    }

    /// Two queues, two skills, an account, two agents (mina of care, yuki of sales), a canned response.
    pub async fn new() -> Self {
        let house = Self::empty();
        let table = &house.deps.table;
        for id in ["care", "sales"] {
            let codes = vec!["refund".parse().unwrap(), "other".parse().unwrap()];
            let queue = Queue {
                id: id.parse().unwrap(),
                name: id.to_uppercase(),
                offer_seconds: 60,
                wrap_up_codes: codes,
                code_required: true,
            };
            put(table, &queue, None, now()).await.unwrap();
        }
        for id in ["refunds", "korean"] {
            put(table, &Skill { id: id.parse().unwrap(), name: id.into() }, None, now()).await.unwrap();
        }
        for (id, platform) in [("shop", Platform::Line), ("gram", Platform::Instagram)] {
            let account = Account {
                id: id.parse().unwrap(),
                platform,
                name: id.into(),
                external_id: format!("U-{id}"),
                queue: "care".parse().unwrap(),
                language: None,
                threading_window_minutes: 4_320,
                handle: None,
                origins: vec![],
                confirmed: vec![],
                active: true,
            };
            put(table, &account, None, now()).await.unwrap();
        }
        for (id, queue) in [("mina", "care"), ("yuki", "sales")] {
            let agent = Agent {
                id: id.parse().unwrap(),
                name: format!("{id} kim"),
                queues: BTreeSet::from([queue.parse().unwrap()]),
                skills: [("refunds".parse().unwrap(), 3)].into(),
                capacity: 20,
            };
            agent::put(table, &agent, None, now()).await.unwrap();
            house.attends(id, Presence::Away).await;
        }
        let texts = [
            (Language::En, "Dear {{customer.name}}, {{agent.name}} of {{queue.name}} looks at order {{order}}".to_owned()),
            (Language::Ko, "{{customer.name}}님, {{agent.name}}입니다".to_owned()),
        ];
        let canned = Canned {
            id: "late".parse().unwrap(),
            name: "Late".into(),
            shortcut: "late".into(),
            texts: texts.into(),
            queues: vec![],
        };
        put(table, &canned, None, now()).await.unwrap();
        house
    }

    pub fn ask<'a>(&'a self, who: &'a str, role: &str) -> Ask<'a> {
        Ask { house: self, who: Some((who, json!(format!("[{role}]")))), headers: vec![], body: None }
    }

    pub fn agent(&self) -> Ask<'_> {
        self.ask("mina", "agent")
    }

    pub fn supervisor(&self) -> Ask<'_> {
        self.ask("sora", "supervisor")
    }

    pub fn admin(&self) -> Ask<'_> {
        self.ask("root", "admin")
    }

    pub fn nobody(&self) -> Ask<'_> {
        Ask { house: self, who: None, headers: vec![], body: None }
    }

    /// The one command that was sent since this was last asked.
    pub fn sent(&self) -> Option<Envelope> {
        let held = self.deps.bus.take();
        assert!(held.dead.is_empty() && held.published.len() <= 1, "{:?}", held.published);
        held.published.into_iter().next()
    }

    pub fn sent_route(&self) -> Route {
        match self.sent().expect("a command").payload {
            Payload::Route(route) => route,
            other => panic!("{other:?}"),
        }
    }

    /// A conversation with one message of a customer, as it lies in the table.
    pub async fn conversation(&self, name: &str, queue: &str, stage: Stage) -> Conversation {
        self.conversation_on(Platform::Line, name, queue, stage).await
    }

    pub async fn conversation_on(&self, platform: Platform, name: &str, queue: &str, stage: Stage) -> Conversation {
        let table = &self.deps.table;
        let public = platform == Platform::Instagram;
        let account: domain::id::AccountId = if public { "gram" } else { "shop" }.parse().unwrap();
        let at = now().minus(5 * MINUTE);
        let identity = Identity { platform, account: account.clone(), user: name.to_owned() };
        let contact = identity.contact(at);
        let named = Contact { id: contact, name: Some(format!("{name} lee")), picture: None, first_seen: at };
        table.write(contact::create(&identity, &named).unwrap()).await.unwrap();
        let needs = Needs { queue: queue.parse().unwrap(), skills: BTreeSet::new(), priority: 0 };
        let participant = Participant::Queue { queue: needs.queue.clone() };
        let mut interaction = Interaction::begin(1, at, participant);
        interaction.heard(at);
        let conversation = Conversation {
            id: ConversationId::at(at, &[name.as_bytes()]),
            thread: Thread::between(platform, &account, name, public.then_some("post-1")),
            platform,
            account,
            contact,
            customer: Author { id: name.to_owned(), name: None },
            visibility: if public { Visibility::Public } else { Visibility::Private },
            post: public.then(|| "post-1".to_owned()),
            newest_item: Some(format!("item-{name}")),
            language: Some(Language::Ko),
            sentiment: Sentiment::Negative,
            topics: BTreeSet::new(),
            tags: BTreeSet::new(),
            stage,
            needs,
            escalated_by: None,
            interaction,
            last_agent: None,
            chosen: None,
            last_customer_at: Some(at),
            preview: "배송이 아직도 안 왔어요".into(),
            unread: 1,
            opened_at: at,
            changed_at: at,
            seq: 1,
            found: vec![],
        };
        // Only somebody on queue gets an offer, and goes back to where they were with it.
        let offered_to = match &conversation.stage {
            Stage::Offered { agent, .. } => Some((agent.to_string(), self.desk(agent.as_str()).await.presence)),
            _ => None,
        };
        if let Some((agent, _)) = &offered_to {
            self.attends(agent, Presence::OnQueue).await;
        }
        table.write(conversation::change(None, &conversation, 50).unwrap()).await.unwrap();
        if let Some((agent, presence)) = &offered_to {
            self.attends(agent, *presence).await;
        }
        table.write(vec![conversation::point(&conversation.thread, None, conversation.id, now())]).await.unwrap();
        self.row(&conversation, 1, at, said("배송이 아직도 안 왔어요")).await;
        conversation
    }

    pub async fn row(&self, conversation: &Conversation, seq: u64, at: Timestamp, body: Row) -> MessageId {
        let id = MessageId::at(at, &[conversation.id.to_string().as_bytes(), &seq.to_be_bytes()]);
        let visibility = conversation.visibility;
        let message = Message { id, conversation: conversation.id, seq, at, visibility, body };
        let record = conversation::row(&conversation.thread, &message).unwrap();
        commit(&self.deps.table, EnvelopeId::at(at, &[b"row"]), record, vec![], &[]).await.unwrap();
        id
    }

    /// `route` has carried a command out: the row it makes is there, with what changes by it.
    pub async fn carried_out(&self, command: &Envelope, conversation: &Conversation, writes: Vec<Write>) {
        let id = store::command::row(command.id, command.at);
        let (at, visibility) = (command.at, Visibility::Private);
        let body = Row::Activity { what: "done".into(), by: None, detail: String::new() };
        let row = Message { id, conversation: conversation.id, seq: conversation.seq + 1, at, visibility, body };
        let record = conversation::row(&conversation.thread, &row).unwrap();
        commit(&self.deps.table, command.id, record, writes, &[]).await.unwrap();
    }

    pub async fn attends(&self, who: &str, presence: Presence) {
        let write = agent::presence(&who.parse().unwrap(), &self.desk(who).await, presence, now()).unwrap();
        self.deps.table.write(vec![write]).await.unwrap();
    }

    async fn desk(&self, who: &str) -> Desk {
        agent::candidate(&self.deps.table, &who.parse().unwrap()).await.unwrap().map(|found| found.desk).unwrap_or_default()
    }
}

pub fn waiting() -> Stage {
    Stage::Waiting { since: now().minus(5 * MINUTE), passed: BTreeSet::new() }
}

pub fn offered(to: &str) -> Stage {
    let since = now().minus(5 * MINUTE);
    Stage::Offered { agent: to.parse().unwrap(), since, until: now().plus(MINUTE), passed: BTreeSet::new() }
}

pub fn with(agent: &str) -> Stage {
    Stage::With { agent: agent.parse().unwrap(), since: now().minus(MINUTE) }
}

pub fn closed() -> Stage {
    Stage::Closed { at: now().minus(MINUTE), code: None }
}

pub fn said(text: &str) -> Row {
    Row::Customer {
        external_id: Some("m1".into()),
        author: None,
        content_type: ContentType::PrivateMessage,
        content: Some(Content { kind: ContentKind::Text, text: Some(text.into()), attachments: vec![] }),
        analysis: None,
        changed: None,
        why: None,
    }
}

/// A customer's private message, with what was decided of it.
pub fn reasoned(text: &str) -> Row {
    let Row::Customer { external_id, author, content_type, content, changed, .. } = said(text) else { unreachable!() };
    let analysis = serde_json::from_value(json!({
        "language": "ko", "sentiment": "negative", "score": -60, "confidence": 80, "intent": "complaint", "urgency": "normal", "engine": "test/1",
    }))
    .unwrap();
    let why = Why::Private { caught: vec![], verdict: Default::default(), told: Default::default() };
    Row::Customer { external_id, author, content_type, content, analysis: Some(analysis), changed, why: Some(Box::new(why)) }
}

pub fn waiting_answer(by: &str) -> Row {
    let (agent, text) = (by.parse().unwrap(), "확인하고 있습니다".into());
    Row::Agent { agent, text, canned: None, delivery: Delivery::awaiting(), extra: None }
}

pub fn failed_answer(by: &str) -> Row {
    let advice = "The platform kept failing. Send it again.".into();
    let failure = Failure { reason: FailureReason::Unavailable, code: "503".into(), advice };
    let delivery = Delivery { state: DeliveryState::Failed, attempts: 8, failure: Some(failure), ..Delivery::queued() };
    Row::Agent { agent: by.parse().unwrap(), text: "곧 도착합니다".into(), canned: None, delivery, extra: None }
}

impl Ask<'_> {
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn key(self, key: &str) -> Self {
        self.header("idempotency-key", key)
    }

    pub fn groups(mut self, groups: Value) -> Self {
        if let Some((_, all)) = &mut self.who {
            *all = groups;
        }
        self
    }

    pub async fn get(self, path: &str) -> Answer {
        self.make("GET", path).await
    }

    pub async fn delete(self, path: &str) -> Answer {
        self.make("DELETE", path).await
    }

    pub async fn post(self, path: &str, body: Value) -> Answer {
        self.with(body).make("POST", path).await
    }

    pub async fn put(self, path: &str, body: Value) -> Answer {
        self.with(body).make("PUT", path).await
    }

    pub fn with(self, body: Value) -> Self {
        if body.is_null() { self } else { self.raw(body.to_string()) }
    }

    pub fn raw(mut self, body: String) -> Self {
        self.body = Some(body);
        if self.headers.iter().any(|(name, _)| name == "content-type") {
            self
        } else {
            self.header("content-type", "application/json")
        }
    }

    /// Makes the request, and checks the answer: no fault of ours, documented, an error in its one shape.
    pub async fn make(self, method: &str, path: &str) -> Answer {
        let answer = self.unchecked(method, path).await;
        let (bare, _) = path.split_once('?').unwrap_or((path, ""));
        assert!(answer.status < 500, "{method} {path}: {answer:?}");
        if let Some(operation) = operation(method, bare) {
            let status = answer.status.to_string();
            assert!(operation["responses"].get(&status).is_some(), "{method} {path}: {status} is not documented");
        } else {
            assert!(matches!(answer.status, 404 | 405 | 400), "{method} {path}: {answer:?}");
        }
        if answer.status >= 400 {
            let error = answer.body["error"].as_object().expect("an error");
            for field in ["code", "message", "next"] {
                assert!(error[field].as_str().is_some_and(|text| !text.is_empty()), "{method} {path}: {answer:?}");
            }
            assert!(
                error.keys().all(|key| ["code", "message", "next", "field", "reason", "least", "most", "position", "unmet"]
                    .contains(&key.as_str())),
                "{answer:?}"
            );
        }
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        answer
    }

    pub async fn unchecked(self, method: &str, path: &str) -> Answer {
        let (bare, query) = path.split_once('?').unwrap_or((path, ""));
        let n = self.house.requests.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        let mut context =
            json!({ "http": { "method": method, "path": bare }, "requestId": format!("req-{n}"), "stage": "$default" });
        if let Some((sub, groups)) = &self.who {
            context["authorizer"] =
                json!({ "jwt": { "claims": { "sub": sub, "cognito:groups": groups, "exp": "1" }, "scopes": null } });
        }
        let headers: serde_json::Map<String, Value> =
            self.headers.into_iter().map(|(name, value)| (name, value.into())).collect();
        let event = json!({
            "version": "2.0", "routeKey": "ANY /v1/{proxy+}", "rawPath": bare, "rawQueryString": query, "headers": headers,
            "requestContext": context, "body": self.body, "isBase64Encoded": false,
        });
        let invocation = serde_json::from_value(event).unwrap();
        // As the gateway does: this path goes to the function that has the weights.
        let response = match bare {
            "/v1/analyses" => api::judging(invocation, &self.house.deps, Arc::new(analyser::Embedded)).await,
            _ => api::handle(invocation, &self.house.deps).await,
        };
        let body = match response.body {
            Some(Body::Text(text)) => serde_json::from_str(&text).expect("JSON"),
            _ => Value::Null,
        };
        Answer { status: u16::try_from(response.status_code).unwrap(), body, headers: response.headers }
    }
}

/// The described operation that an address belongs to; a fixed segment comes before an id.
pub fn operation(method: &str, path: &str) -> Option<&'static Value> {
    let mut fitting: Vec<(&String, &Value)> =
        DESCRIPTION["paths"].as_object().unwrap().iter().filter(|(template, _)| fits(template, path)).collect();
    fitting.sort_by_key(|(template, _)| template.matches('{').count());
    fitting.first().and_then(|(_, item)| item.get(method.to_lowercase()))
}

fn fits(template: &str, path: &str) -> bool {
    let (template, path): (Vec<&str>, Vec<&str>) = (template.split('/').collect(), path.split('/').collect());
    template.len() == path.len() && template.iter().zip(path).all(|(t, p)| t.starts_with('{') || *t == p)
}

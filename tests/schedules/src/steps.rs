//! The functions, and the queues between them, wired as `infra/template.yaml` wires them.

use std::{future::Future, pin::Pin};

use aws_lambda_events::sqs::{SqsBatchResponse, SqsEvent};
use domain::event::{Payload, Way};
use runtime::Deps;
use serde_json::{Value, json};

use crate::{client::Answer, queue::Queue};

/// A function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    Webhook,
    Ingest,
    Escalate,
    Route,
    Outbound,
    Realtime,
    Analytics,
    Clock,
    Poller,
    Api,
}

impl Step {
    pub const ALL: [Step; 10] = [
        Step::Webhook,
        Step::Ingest,
        Step::Escalate,
        Step::Route,
        Step::Outbound,
        Step::Realtime,
        Step::Analytics,
        Step::Clock,
        Step::Poller,
        Step::Api,
    ];

    /// Those that a queue feeds.
    pub const FED: [Step; 6] = [Step::Ingest, Step::Escalate, Step::Route, Step::Outbound, Step::Realtime, Step::Analytics];

    /// The queue that feeds it, as the template has it.
    pub fn queue(self) -> Option<Queue> {
        let fifo = |name| Some(Queue::new(name, true, 180_000, 8, 10));
        match self {
            Step::Ingest => fifo("InboundQueue.fifo"),
            Step::Escalate => fifo("EscalateQueue.fifo"),
            Step::Route => fifo("RouteQueue.fifo"),
            Step::Outbound => Some(Queue::new("OutboundQueue.fifo", true, 360_000, 8, 10)),
            Step::Realtime => Some(Queue::new("RealtimeQueue", false, 180_000, 3, 10)),
            Step::Analytics => Some(Queue::new("AnalyticsQueue", false, 180_000, 8, 100)),
            Step::Webhook | Step::Clock | Step::Poller | Step::Api => None,
        }
    }

    /// Whose queues an envelope goes to.
    pub fn of(payload: &Payload) -> Vec<Step> {
        match payload.way() {
            Way::Inbound => vec![Step::Ingest],
            Way::Escalate => vec![Step::Escalate],
            Way::Route => vec![Step::Route],
            Way::Outbound => vec![Step::Outbound],
            // Files are kept beside everything else: nothing here waits for one, or is told of it.
            Way::Media => vec![],
            Way::Analytics => vec![Step::Analytics],
            Way::Bus => {
                let begins = |with: &[&str]| with.iter().any(|with| payload.name().starts_with(with));
                let mut targets = Vec::new();
                if begins(&["conversation.", "message.", "agent.", "command.refused", "alert.raised"]) {
                    targets.push(Step::Realtime);
                }
                if begins(&["mention.", "conversation.", "message.", "survey."]) {
                    targets.push(Step::Analytics);
                }
                targets
            }
        }
    }
}

/// What an invocation came to.
#[derive(Debug)]
pub enum Done {
    /// Messages that must come again.
    Batch(SqsBatchResponse),
    /// An answer to the outside.
    Answer(Answer),
    /// The minute is over, or will be found due again.
    Minute,
    /// It could not read its event: never, unless the simulation is wrong.
    Unreadable(String),
}

/// What the gateway tells of a socket that opens.
pub fn connect(connection: &str, ticket: &str) -> Value {
    json!({
        "headers": {}, "multiValueHeaders": {}, "queryStringParameters": { "ticket": ticket },
        "multiValueQueryStringParameters": { "ticket": [ticket] },
        "requestContext": {
            "routeKey": "$connect", "eventType": "CONNECT", "extendedRequestId": "e", "requestTime": "20/Nov/2026:09:30:00 +0000",
            "messageDirection": "IN", "stage": "dev", "connectedAt": 1_795_167_000_000u64, "requestTimeEpoch": 1_795_167_000_001u64,
            "identity": { "sourceIp": "203.0.113.7", "userAgent": "screen" }, "requestId": "r", "domainName": "sockets.test",
            "connectionId": connection, "apiId": "sockets",
        },
        "isBase64Encoded": false,
    })
}

/// An invocation under way.
pub type Invocation = Pin<Box<dyn Future<Output = Done>>>;

/// What an invocation is begun with.
pub enum Event {
    /// Messages of a queue.
    Batch(SqsEvent),
    /// Anything else, as the runtime hands it over.
    Other(Value),
}

impl From<SqsEvent> for Event {
    fn from(event: SqsEvent) -> Self {
        Self::Batch(event)
    }
}

impl From<Value> for Event {
    fn from(event: Value) -> Self {
        Self::Other(event)
    }
}

/// Begins an invocation.
pub fn invoke(step: Step, event: impl Into<Event>, deps: Deps) -> Invocation {
    let event = match event.into() {
        Event::Other(event) => event,
        Event::Batch(event) => return invoke_batch(step, event, deps),
    };
    match step {
        Step::Ingest | Step::Escalate | Step::Route | Step::Outbound | Step::Analytics => {
            Box::pin(std::future::ready(Done::Unreadable("messages of a queue were expected".into())))
        }
        Step::Realtime => Box::pin(async move {
            match serde_json::from_value(event) {
                Ok(event) => match realtime::handle(event, &deps).await {
                    realtime::Answer::Facts(response) => Done::Batch(response),
                    realtime::Answer::Socket(response) => {
                        Done::Answer(Answer { status: response.status_code, body: Value::Null })
                    }
                },
                Err(error) => Done::Unreadable(error.to_string()),
            }
        }),
        Step::Webhook => Box::pin(async move {
            match serde_json::from_value(event) {
                Ok(request) => Done::Answer(webhook::handle(request, &deps).await.into()),
                Err(error) => Done::Unreadable(error.to_string()),
            }
        }),
        Step::Api => Box::pin(async move {
            match serde_json::from_value(event) {
                Ok(request) => Done::Answer(api::handle(request, &deps).await.into()),
                Err(error) => Done::Unreadable(error.to_string()),
            }
        }),
        // What they could not do the next minute does.
        Step::Clock => Box::pin(async move {
            let _ = clock::handle(event, &deps).await;
            Done::Minute
        }),
        Step::Poller => Box::pin(async move {
            let _ = poller::handle(event, &deps).await;
            Done::Minute
        }),
    }
}

fn invoke_batch(step: Step, event: SqsEvent, deps: Deps) -> Invocation {
    macro_rules! batch {
        ($function:ident) => {
            Box::pin(async move { Done::Batch($function::handle(event, &deps).await) })
        };
    }
    match step {
        Step::Ingest => batch!(ingest),
        Step::Escalate => batch!(escalate),
        Step::Route => batch!(route),
        Step::Outbound => batch!(outbound),
        Step::Analytics => batch!(analytics),
        Step::Realtime => Box::pin(async move {
            match realtime::handle(realtime::Event::Facts(event), &deps).await {
                realtime::Answer::Facts(response) => Done::Batch(response),
                realtime::Answer::Socket(_) => Done::Unreadable("a socket answered for a queue".into()),
            }
        }),
        Step::Webhook | Step::Api | Step::Clock | Step::Poller => {
            Box::pin(std::future::ready(Done::Unreadable("no queue feeds this step".into())))
        }
    }
}

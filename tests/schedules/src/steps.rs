//! The functions, and the queues between them, wired as `infra/template.yaml` wires them.

use std::{future::Future, pin::Pin};

use aws_lambda_events::sqs::SqsBatchResponse;
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
    Api,
}

impl Step {
    pub const ALL: [Step; 9] = [
        Step::Webhook,
        Step::Ingest,
        Step::Escalate,
        Step::Route,
        Step::Outbound,
        Step::Realtime,
        Step::Analytics,
        Step::Clock,
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
            Step::Webhook | Step::Clock | Step::Api => None,
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

/// Begins an invocation.
pub fn invoke(step: Step, event: Value, deps: Deps) -> Invocation {
    macro_rules! batch {
        ($function:ident) => {
            Box::pin(async move {
                match serde_json::from_value(event) {
                    Ok(event) => Done::Batch($function::handle(event, &deps).await),
                    Err(error) => Done::Unreadable(error.to_string()),
                }
            })
        };
    }
    match step {
        Step::Ingest => batch!(ingest),
        Step::Escalate => batch!(escalate),
        Step::Route => batch!(route),
        Step::Outbound => batch!(outbound),
        Step::Analytics => batch!(analytics),
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
        Step::Clock => Box::pin(async move {
            // What it could not do the next minute does.
            let _ = clock::handle(event, &deps).await;
            Done::Minute
        }),
    }
}

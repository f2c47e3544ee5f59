//! Asynchronous invocations: tried again, then given away.
//!
//! Source: AWS Lambda developer guide, "How Lambda handles errors and retries with asynchronous invocation": a minute
//! before the first new try, two before the second.

use axum::body::Bytes;
use serde_json::{Value, json};

use super::fleet::Fleet;
use super::pool::RunningGuard;
use super::{Failure, Outcome};
use crate::aws;
use crate::clock::rfc3339;
use crate::plan::{AsyncFailure, Function};
use crate::sqs::queues::Draft;

/// Runs a function until it succeeds or its tries are used up. Between tries it does not count as running.
pub async fn run(fleet: &Fleet, function: &Function, payload: Bytes, first: RunningGuard) {
    let mut guard = Some(first);
    for attempt in 0..=function.retries {
        if attempt > 0 {
            let at = fleet.clock().now() + attempt * 60_000;
            fleet.clock().sleep_until(at).await;
            guard = Some(fleet.running().enter());
        }
        let outcome = fleet.invoke(&function.name, payload.clone()).await;
        let Outcome::Failed(failure) = outcome else {
            return;
        };
        if attempt == function.retries {
            give_away(fleet, function, &payload, &failure, attempt + 1).await;
        }
        guard.take();
        fleet.ended().notify_waiters();
    }
}

async fn give_away(fleet: &Fleet, function: &Function, payload: &Bytes, failure: &Failure, attempts: u64) {
    let event: Value = serde_json::from_slice(payload).unwrap_or_default();
    let (queue, body) = match &function.on_failure {
        None => return,
        Some(AsyncFailure::DeadLetters(queue)) => (queue, event),
        Some(AsyncFailure::Destination(queue)) => {
            let record = json!({
                "version": "1.0",
                "timestamp": rfc3339(fleet.clock().now()),
                "requestContext": {
                    "requestId": aws::id(),
                    "functionArn": aws::arn("lambda", &format!("function:{}:$LATEST", function.name)),
                    "condition": "RetriesExhausted",
                    "approximateInvokeCount": attempts,
                },
                "requestPayload": event,
                "responseContext": { "statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled" },
                "responsePayload": { "errorType": failure.kind, "errorMessage": failure.message },
            });
            (queue, record)
        }
    };
    let draft = Draft { body: body.to_string(), sender: "lambda".to_owned(), ..Draft::default() };
    match fleet.queues().send(queue, vec![draft]) {
        Ok((_, commit)) => {
            if let Err(error) = commit.done().await {
                tracing::error!(%error, queue, "a failed invocation could not be kept");
            }
        }
        Err(refusal) => tracing::error!(queue, "a failed invocation could not be kept: {}", refusal.message),
    }
}

//! Message move tasks: dead letters going back to where they came from.

use std::sync::{Mutex, PoisonError};

use serde_json::{Value, json};

use super::queues::{Queues, invalid};
use crate::aws::{self, Refusal};
use crate::plan::arn_name;

/// The tasks that ran, newest first. A task is done before its start is answered.
#[derive(Default)]
pub struct Moves {
    done: Mutex<Vec<(String, Value)>>,
}

impl Moves {
    /// `StartMessageMoveTask`.
    ///
    /// # Errors
    /// When the source is no dead-letter queue, or a queue does not exist.
    pub async fn start(&self, queues: &Queues, body: &Value, now: u64) -> Result<Value, Refusal> {
        let source = body["SourceArn"].as_str().map(arn_name).unwrap_or_default();
        let destination = body["DestinationArn"].as_str().map(arn_name);
        queues.settings(&source).map_err(|_| missing())?;
        if let Some(destination) = &destination {
            queues.settings(destination).map_err(|_| missing())?;
        }
        let fed = queues.names().iter().any(|name| {
            queues.settings(name).is_ok_and(|settings| settings.redrive.is_some_and(|redrive| redrive.queue == source))
        });
        if !fed && destination.is_none() {
            return Err(invalid("SourceArn", "Source queue must be configured as a Dead Letter Queue"));
        }
        let (moved, commit) = queues.move_visible(&source, destination.as_deref())?;
        commit.done().await.map_err(|e| Refusal::internal("InternalFailure", e.to_string()))?;
        let handle = aws::id();
        let mut result = json!({
            "SourceArn": body["SourceArn"],
            "Status": "COMPLETED",
            "ApproximateNumberOfMessagesMoved": moved,
            "ApproximateNumberOfMessagesToMove": moved,
            "StartedTimestamp": now,
        });
        if let Some(destination) = &destination {
            result["DestinationArn"] = aws::arn("sqs", destination).into();
        }
        self.done.lock().unwrap_or_else(PoisonError::into_inner).insert(0, (source, result));
        Ok(json!({ "TaskHandle": handle }))
    }

    /// `ListMessageMoveTasks`: the latest tasks of a queue.
    ///
    /// # Errors
    /// When the queue does not exist.
    pub fn list(&self, queues: &Queues, body: &Value) -> Result<Value, Refusal> {
        let source = body["SourceArn"].as_str().map(arn_name).unwrap_or_default();
        queues.settings(&source).map_err(|_| missing())?;
        let most = body["MaxResults"].as_u64().and_then(|most| usize::try_from(most).ok()).unwrap_or(1).clamp(1, 10);
        let done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        let results: Vec<&Value> = done.iter().filter(|(name, _)| *name == source).map(|(_, result)| result).take(most).collect();
        Ok(json!({ "Results": results }))
    }
}

fn missing() -> Refusal {
    Refusal::bad("ResourceNotFoundException", "The resource that you specified for the SourceArn parameter doesn't exist.")
        .with_query_code("ResourceNotFoundException")
}

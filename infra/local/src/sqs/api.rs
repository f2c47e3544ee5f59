//! The SQS API in its JSON protocol.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::message::{Attribute, md5_of, md5_of_attributes};
use super::moving::Moves;
use super::queues::{Draft, Queues, Receive, Sent, invalid, no_such_queue};
use super::reply;
use crate::aws::{ACCOUNT, Refusal, arn};
use crate::clock::Clock;
use crate::intrinsic::queue_url;

/// A whole batch, and a whole message, may be this large.
const LARGEST: usize = 1_048_576;

/// The API; a cheap handle.
#[derive(Clone)]
pub struct Api {
    queues: Queues,
    moves: Arc<Moves>,
    clock: Clock,
    /// Our own endpoint, for queue URLs.
    endpoint: String,
}

/// The name of the queue a request is about, if it is about one.
pub fn queue_of(body: &Value) -> Option<String> {
    let url = body["QueueUrl"].as_str().or_else(|| body["QueueName"].as_str())?;
    url.rsplit('/').next().map(str::to_owned)
}

impl Api {
    /// The API of these queues.
    pub fn new(queues: Queues, clock: Clock, endpoint: String) -> Self {
        Self { queues, moves: Arc::default(), clock, endpoint }
    }

    /// Carries out one call for `caller`. `fail_half` is a fault: the second half of a batch fails.
    ///
    /// # Errors
    /// As SQS refuses.
    pub async fn call(&self, operation: &str, body: &Value, caller: &str, fail_half: bool) -> Result<Value, Refusal> {
        let queue = || queue_of(body).ok_or_else(no_such_queue);
        match operation {
            "SendMessage" => self.send_one(&queue()?, body, caller).await,
            "SendMessageBatch" => self.send_batch(&queue()?, body, caller, fail_half).await,
            "ReceiveMessage" => self.receive(&queue()?, body).await,
            "DeleteMessage" => {
                let queue = queue()?;
                let receipt = reply::receipt(&queue, text(body, "ReceiptHandle")?)?;
                let (mut answers, commit) = self.queues.delete(&queue, &[receipt])?;
                kept(commit).await?;
                answers.pop().unwrap_or(Ok(())).map(|()| json!({}))
            }
            "DeleteMessageBatch" => self.delete_batch(&queue()?, body, fail_half).await,
            "ChangeMessageVisibility" => {
                self.change_visibility(&queue()?, body)?;
                Ok(json!({}))
            }
            "ChangeMessageVisibilityBatch" => {
                let queue = queue()?;
                self.each(body, false, |entry| self.change_visibility(&queue, entry))
            }
            "GetQueueUrl" => {
                let settings = self.queues.settings(&queue()?)?;
                Ok(json!({ "QueueUrl": queue_url(&self.endpoint, &settings.name) }))
            }
            "GetQueueAttributes" => self.attributes(&queue()?, body),
            "ListQueues" => {
                let prefix = body["QueueNamePrefix"].as_str().unwrap_or_default();
                let names = self.queues.names();
                let urls: Vec<String> =
                    names.iter().filter(|n| n.starts_with(prefix)).map(|n| queue_url(&self.endpoint, n)).collect();
                Ok(if urls.is_empty() { json!({}) } else { json!({ "QueueUrls": urls }) })
            }
            "PurgeQueue" => {
                kept(self.queues.purge(&queue()?)?).await?;
                Ok(json!({}))
            }
            "StartMessageMoveTask" => self.moves.start(&self.queues, body, self.clock.now()).await,
            "ListMessageMoveTasks" => self.moves.list(&self.queues, body),
            _ => Err(Refusal::bad("UnsupportedOperation", format!("the local cloud does not know SQS {operation}"))
                .with_query_code("AWS.SimpleQueueService.UnsupportedOperation")),
        }
    }

    async fn send_one(&self, queue: &str, body: &Value, caller: &str) -> Result<Value, Refusal> {
        let draft = draft(body, caller)?;
        let reply = sent_reply(&draft, body);
        let (mut answers, commit) = self.queues.send(queue, vec![draft])?;
        kept(commit).await?;
        let sent = answers.pop().unwrap_or_else(|| Err(Refusal::internal("InternalFailure", "nothing was sent")))?;
        Ok(reply(&sent))
    }

    async fn send_batch(&self, queue: &str, body: &Value, caller: &str, fail_half: bool) -> Result<Value, Refusal> {
        let entries = entries(body)?;
        let mut drafts = Vec::new();
        let mut replies = Vec::new();
        let mut failed = Vec::new();
        let mut size = 0;
        for (index, entry) in entries.iter().enumerate() {
            if fails(fail_half, index, entries.len()) {
                failed.push(failure(entry, &Refusal::internal("InternalFailure", "failed by a fault rule")));
                continue;
            }
            match draft(entry, caller) {
                Ok(draft) => {
                    size += draft.body.len();
                    replies.push((entry, sent_reply(&draft, entry)));
                    drafts.push(draft);
                }
                Err(refusal) => failed.push(failure(entry, &refusal)),
            }
        }
        if size > LARGEST {
            let reason = format!("Batch requests cannot be longer than {LARGEST} bytes. You have sent {size} bytes.");
            return Err(Refusal::bad("BatchRequestTooLong", reason).with_query_code("AWS.SimpleQueueService.BatchRequestTooLong"));
        }
        let (answers, commit) = self.queues.send(queue, drafts)?;
        kept(commit).await?;
        let mut successful = Vec::new();
        for (answer, (entry, reply)) in answers.iter().zip(replies) {
            match answer {
                Ok(sent) => {
                    let mut reply = reply(sent);
                    reply["Id"] = entry["Id"].clone();
                    successful.push(reply);
                }
                Err(refusal) => failed.push(failure(entry, refusal)),
            }
        }
        Ok(json!({ "Successful": successful, "Failed": failed }))
    }

    async fn receive(&self, queue: &str, body: &Value) -> Result<Value, Refusal> {
        let maximum = body["MaxNumberOfMessages"].as_u64().unwrap_or(1);
        if !(1..=10).contains(&maximum) {
            return Err(invalid("MaxNumberOfMessages", "Must be between 1 and 10, if provided"));
        }
        let settings = self.queues.settings(queue)?;
        let wait = body["WaitTimeSeconds"].as_u64().unwrap_or(settings.wait);
        if wait > 20 {
            return Err(invalid("WaitTimeSeconds", "Must be >= 0 and <= 20, if provided"));
        }
        let visibility = body["VisibilityTimeout"].as_u64();
        if visibility.is_some_and(|seconds| seconds > 43_200) {
            return Err(invalid("VisibilityTimeout", "Must be between 0 and 43200"));
        }
        let receive = Receive { maximum: usize::try_from(maximum).unwrap_or(1), visibility, wait: wait * 1000 };
        let delivered = self.queues.receive(queue, receive).await?;
        let names = |member: &str| -> Vec<String> {
            body[member].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let mut system = names("MessageSystemAttributeNames");
        system.extend(names("AttributeNames"));
        let custom = names("MessageAttributeNames");
        let messages: Vec<Value> = delivered.iter().map(|delivery| reply::received(queue, delivery, &system, &custom)).collect();
        Ok(if messages.is_empty() { json!({}) } else { json!({ "Messages": messages }) })
    }

    async fn delete_batch(&self, queue: &str, body: &Value, fail_half: bool) -> Result<Value, Refusal> {
        let mut commits = Vec::new();
        self.queues.settings(queue)?;
        let reply = self.each(body, fail_half, |entry| {
            let receipt = reply::receipt(queue, text(entry, "ReceiptHandle")?)?;
            let (mut answers, commit) = self.queues.delete(queue, &[receipt])?;
            commits.push(commit);
            answers.pop().unwrap_or(Ok(()))
        })?;
        for commit in commits {
            kept(commit).await?;
        }
        Ok(reply)
    }

    fn change_visibility(&self, queue: &str, body: &Value) -> Result<(), Refusal> {
        let receipt = reply::receipt(queue, text(body, "ReceiptHandle")?)?;
        let seconds = body["VisibilityTimeout"].as_u64().unwrap_or(0);
        if seconds > 43_200 {
            return Err(invalid("VisibilityTimeout", "Must be between 0 and 43200"));
        }
        self.queues.change_visibility(queue, receipt, seconds)
    }

    /// A batch of entries of which each succeeds or fails alone.
    fn each(&self, body: &Value, fail_half: bool, mut act: impl FnMut(&Value) -> Result<(), Refusal>) -> Result<Value, Refusal> {
        let entries = entries(body)?;
        let (mut successful, mut failed) = (Vec::new(), Vec::new());
        for (index, entry) in entries.iter().enumerate() {
            if fails(fail_half, index, entries.len()) {
                failed.push(failure(entry, &Refusal::internal("InternalFailure", "failed by a fault rule")));
                continue;
            }
            match act(entry) {
                Ok(()) => successful.push(json!({ "Id": entry["Id"] })),
                Err(refusal) => failed.push(failure(entry, &refusal)),
            }
        }
        Ok(json!({ "Successful": successful, "Failed": failed }))
    }

    fn attributes(&self, queue: &str, body: &Value) -> Result<Value, Refusal> {
        let settings = self.queues.settings(queue)?;
        let depth = self.queues.depths().get(queue).copied().unwrap_or_default();
        let mut all = BTreeMap::from([
            ("QueueArn", arn("sqs", &settings.name)),
            ("ApproximateNumberOfMessages", depth.visible.to_string()),
            ("ApproximateNumberOfMessagesNotVisible", depth.in_flight.to_string()),
            ("ApproximateNumberOfMessagesDelayed", depth.delayed.to_string()),
            ("VisibilityTimeout", settings.visibility.to_string()),
            ("DelaySeconds", settings.delay.to_string()),
            ("MaximumMessageSize", settings.maximum_size.to_string()),
            ("MessageRetentionPeriod", settings.retention.to_string()),
            ("ReceiveMessageWaitTimeSeconds", settings.wait.to_string()),
        ]);
        if let Some(redrive) = &settings.redrive {
            let policy = json!({
                "deadLetterTargetArn": arn("sqs", &redrive.queue),
                "maxReceiveCount": redrive.maximum_receives,
            });
            all.insert("RedrivePolicy", policy.to_string());
        }
        if let Some(fifo) = settings.fifo {
            all.insert("FifoQueue", "true".to_owned());
            all.insert("ContentBasedDeduplication", fifo.content_based.to_string());
            let (scope, limit) = if fifo.per_group { ("messageGroup", "perMessageGroupId") } else { ("queue", "perQueue") };
            all.insert("DeduplicationScope", scope.to_owned());
            all.insert("FifoThroughputLimit", limit.to_owned());
        }
        let names: Vec<&str> = body["AttributeNames"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        if !names.contains(&"All") {
            all.retain(|name, _| names.contains(name));
        }
        Ok(if all.is_empty() { json!({}) } else { json!({ "Attributes": all }) })
    }
}

async fn kept(commit: crate::state::Commit) -> Result<(), Refusal> {
    commit.done().await.map_err(|e| Refusal::internal("InternalFailure", e.to_string()))
}

fn text<'a>(body: &'a Value, name: &str) -> Result<&'a str, Refusal> {
    body[name].as_str().ok_or_else(|| {
        Refusal::bad("MissingParameter", format!("The request must contain the parameter {name}."))
            .with_query_code("MissingParameter")
    })
}

fn fails(fail_half: bool, index: usize, length: usize) -> bool {
    fail_half && index >= length / 2
}

fn failure(entry: &Value, refusal: &Refusal) -> Value {
    json!({
        "Id": entry["Id"],
        "SenderFault": refusal.status.is_client_error(),
        "Code": refusal.query_code.unwrap_or(refusal.code),
        "Message": refusal.message,
    })
}

/// The entries of a batch, their number and ids checked.
fn entries(body: &Value) -> Result<Vec<Value>, Refusal> {
    let entries = body["Entries"].as_array().cloned().unwrap_or_default();
    let refuse = |code, query_code, message: &str| Err(Refusal::bad(code, message).with_query_code(query_code));
    if entries.is_empty() {
        return refuse(
            "EmptyBatchRequest",
            "AWS.SimpleQueueService.EmptyBatchRequest",
            "There should be at least one entry in the request.",
        );
    }
    if entries.len() > 10 {
        return refuse(
            "TooManyEntriesInBatchRequest",
            "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
            "Maximum number of entries per request are 10.",
        );
    }
    let ids: std::collections::BTreeSet<&str> = entries.iter().filter_map(|entry| entry["Id"].as_str()).collect();
    if ids.len() != entries.len() {
        return refuse(
            "BatchEntryIdsNotDistinct",
            "AWS.SimpleQueueService.BatchEntryIdsNotDistinct",
            "Two or more batch entries have the same Id.",
        );
    }
    Ok(entries)
}

fn draft(body: &Value, caller: &str) -> Result<Draft, Refusal> {
    let message = text(body, "MessageBody")?;
    if message.is_empty() {
        return Err(text(&Value::Null, "MessageBody").err().unwrap_or_else(no_such_queue));
    }
    let mut attributes = BTreeMap::new();
    for (name, value) in body["MessageAttributes"].as_object().into_iter().flatten() {
        let attribute = Attribute {
            kind: value["DataType"].as_str().unwrap_or_default().to_owned(),
            text: value["StringValue"].as_str().map(str::to_owned),
            binary: value["BinaryValue"].as_str().map(str::to_owned),
        };
        let known = ["String", "Number", "Binary"].iter().any(|kind| attribute.kind.starts_with(kind));
        if !known || (attribute.text.is_none() && attribute.binary.is_none()) {
            return Err(invalid("MessageAttributes", &format!("The message attribute '{name}' must contain a type and a value")));
        }
        attributes.insert(name.clone(), attribute);
    }
    if attributes.len() > 10 {
        return Err(invalid("MessageAttributes", "at most 10 are allowed"));
    }
    let delay = body["DelaySeconds"].as_u64();
    if delay.is_some_and(|delay| delay > 900) {
        return Err(invalid("DelaySeconds", "DelaySeconds must be >= 0 and <= 900"));
    }
    let identifier = |name: &str| -> Result<Option<String>, Refusal> {
        match body[name].as_str() {
            Some(id) if id.is_empty() || id.len() > 128 || !id.bytes().all(|byte| byte.is_ascii_graphic()) => Err(invalid(
                name,
                &format!("{name} can only include alphanumeric and punctuation characters. 1 to 128 in length"),
            )),
            other => Ok(other.map(str::to_owned)),
        }
    };
    Ok(Draft {
        body: message.to_owned(),
        attributes,
        trace: body["MessageSystemAttributes"]["AWSTraceHeader"]["StringValue"].as_str().map(str::to_owned),
        sender: format!("{ACCOUNT}:{caller}"),
        group: identifier("MessageGroupId")?,
        deduplication: identifier("MessageDeduplicationId")?,
        delay,
    })
}

/// The answer to a sent message, prepared before the message is gone.
fn sent_reply(draft: &Draft, body: &Value) -> impl Fn(&Sent) -> Value + use<> {
    let mut reply = Map::new();
    reply.insert("MD5OfMessageBody".to_owned(), md5_of(&draft.body).into());
    if let Some(digest) = md5_of_attributes(draft.attributes.iter()) {
        reply.insert("MD5OfMessageAttributes".to_owned(), digest.into());
    }
    if let Some(trace) = &draft.trace {
        let kind = body["MessageSystemAttributes"]["AWSTraceHeader"]["DataType"].as_str().unwrap_or("String").to_owned();
        let attribute = Attribute { kind, text: Some(trace.clone()), binary: None };
        let name = "AWSTraceHeader".to_owned();
        if let Some(digest) = md5_of_attributes([(&name, &attribute)].into_iter()) {
            reply.insert("MD5OfMessageSystemAttributes".to_owned(), digest.into());
        }
    }
    move |sent| {
        let mut reply = reply.clone();
        reply.insert("MessageId".to_owned(), sent.id.as_str().into());
        if let Some(sequence) = sent.sequence {
            reply.insert("SequenceNumber".to_owned(), reply::sequence_number(sequence).into());
        }
        reply.into()
    }
}

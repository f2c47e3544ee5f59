//! Lambda events as AWS makes them, and their copies in `events/invocations`.

use std::path::{Path, PathBuf};

use domain::event::{Envelope, Way};
use serde_json::{Value, json};

fn root() -> PathBuf {
    // Every package that includes this lies two folders below the root.
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A file of this repository.
pub fn file(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The event of `events/invocations/<function>/<case>.json`, which must be the one given. `UPDATE=1` writes it.
pub fn stored(function: &str, case: &str, made: &Value) -> Value {
    let path = format!("events/invocations/{function}/{case}.json");
    if std::env::var_os("UPDATE").is_some() {
        let file = root().join(&path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        // Whole or not at all: another test may read the same file at this moment.
        let draft = file.with_extension(format!("{:?}", std::thread::current().id()));
        std::fs::write(&draft, serde_json::to_string_pretty(made).unwrap() + "\n").unwrap();
        std::fs::rename(draft, file).unwrap();
    }
    let event: Value = serde_json::from_str(&file(&path)).unwrap();
    assert_eq!(event, *made, "{path} is not what the step is tested with: run the tests once with UPDATE=1 and read the diff");
    event
}

/// An SQS event with one message per envelope, as the queue of their step delivers them.
pub fn sqs(envelopes: &[Envelope]) -> Value {
    let records: Vec<Value> = envelopes.iter().enumerate().map(|(place, envelope)| record(place, envelope)).collect();
    json!({ "Records": records })
}

fn record(place: usize, envelope: &Envelope) -> Value {
    let body = serde_json::to_string(envelope).unwrap();
    match envelope.payload.way() {
        Way::Inbound => fifo("InboundQueue.fifo", place, &body, envelope.thread.as_str(), &envelope.id.to_string()),
        Way::Escalate => fifo("EscalateQueue.fifo", place, &body, envelope.thread.as_str(), &envelope.id.to_string()),
        Way::Route => fifo("RouteQueue.fifo", place, &body, envelope.thread.as_str(), &envelope.id.to_string()),
        Way::Outbound => fifo("OutboundQueue.fifo", place, &body, envelope.thread.as_str(), &envelope.id.to_string()),
        Way::Media => fifo("MediaQueue.fifo", place, &body, envelope.thread.as_str(), &envelope.id.to_string()),
        Way::Analytics => standard("AnalyticsQueue", place, &body),
        Way::Bus => standard("FactsQueue", place, &on_the_bus(envelope).to_string()),
    }
}

/// An event as EventBridge hands it to a queue.
fn on_the_bus(envelope: &Envelope) -> Value {
    json!({
        "version": "0",
        "id": "7bf73129-1428-4cd3-a780-95db273d1602",
        "detail-type": format!("{}.v{}", envelope.payload.name(), envelope.version),
        "source": "care",
        "account": "000000000000",
        "time": "2026-11-20T09:30:00Z",
        "region": "us-east-1",
        "resources": [],
        "detail": envelope,
    })
}

/// A message of a FIFO queue.
pub fn fifo(queue: &str, place: usize, body: &str, group: &str, deduplication: &str) -> Value {
    let mut message = standard(queue, place, body);
    message["attributes"]["MessageGroupId"] = group.into();
    message["attributes"]["MessageDeduplicationId"] = deduplication.into();
    message["attributes"]["SequenceNumber"] = format!("{:020}", 18_849_496_460_467_696_128u128 + place as u128).into();
    message
}

/// A message of a standard queue.
pub fn standard(queue: &str, place: usize, body: &str) -> Value {
    json!({
        "messageId": format!("059f36b4-87a3-44ab-83d2-{place:012}"),
        "receiptHandle": format!("AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a-{place}"),
        "body": body,
        "attributes": {
            "ApproximateReceiveCount": "1",
            "SentTimestamp": "1795167000000",
            "SenderId": "AIDAIENQZJOLO23YVJ4VO",
            "ApproximateFirstReceiveTimestamp": "1795167000001",
        },
        "messageAttributes": {},
        "eventSource": "aws:sqs",
        "eventSourceARN": format!("arn:aws:sqs:us-east-1:000000000000:harken-{queue}"),
        "awsRegion": "us-east-1",
    })
}

/// The same event, delivered for the `count`-th time.
pub fn again(event: &Value, count: u32) -> Value {
    let mut event = event.clone();
    for record in event["Records"].as_array_mut().unwrap() {
        record["attributes"]["ApproximateReceiveCount"] = count.to_string().into();
    }
    event
}

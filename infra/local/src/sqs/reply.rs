//! How messages and receipts look on the wire.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use super::message::{Attribute, Message, md5_of, md5_of_attributes};
use super::queue::{Delivery, Receipt};
use crate::aws::Refusal;

/// A receipt as the opaque text that a client gives back.
pub fn handle(queue: &str, receipt: Receipt) -> String {
    STANDARD.encode(format!("{queue} {} {}", receipt.sequence, receipt.number))
}

/// A receipt from its text.
///
/// # Errors
/// When the text is none of ours, or of another queue.
pub fn receipt(queue: &str, handle: &str) -> Result<Receipt, Refusal> {
    let read = || {
        let text = String::from_utf8(STANDARD.decode(handle).ok()?).ok()?;
        let mut parts = text.split(' ');
        let (name, sequence, number) = (parts.next()?, parts.next()?, parts.next()?);
        (name == queue).then_some(Receipt { sequence: sequence.parse().ok()?, number: number.parse().ok()? })
    };
    read().ok_or_else(|| {
        Refusal::bad("ReceiptHandleIsInvalid", format!("The input receipt handle \"{handle}\" is not a valid receipt handle."))
            .with_query_code("ReceiptHandleIsInvalid")
    })
}

/// The system attributes of a received message.
pub fn system_attributes(message: &Message) -> Map<String, Value> {
    let mut map = Map::new();
    let mut put = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            map.insert(name.to_owned(), value.into());
        }
    };
    put("SenderId", Some(message.sender.clone()));
    put("SentTimestamp", Some(message.sent.to_string()));
    put("ApproximateReceiveCount", Some(message.received.to_string()));
    put("ApproximateFirstReceiveTimestamp", message.first.map(|first| first.to_string()));
    put("MessageGroupId", message.group.clone());
    put("MessageDeduplicationId", message.deduplication.clone());
    put("SequenceNumber", message.deduplication.as_ref().map(|_| sequence_number(message.sequence)));
    put("AWSTraceHeader", message.trace.clone());
    put("DeadLetterQueueSourceArn", message.source.clone());
    map
}

/// A sequence number as SQS writes it: twenty digits.
pub fn sequence_number(sequence: u64) -> String {
    format!("{sequence:020}")
}

/// A message in the answer to `ReceiveMessage`, with the attributes that were asked for.
pub fn received(queue: &str, delivery: &Delivery, system: &[String], custom: &[String]) -> Value {
    let message = &delivery.message;
    let mut reply = json!({
        "MessageId": message.id,
        "ReceiptHandle": handle(queue, delivery.receipt),
        "MD5OfBody": md5_of(&message.body),
        "Body": message.body,
    });
    let everything = |names: &[String]| names.iter().any(|name| name == "All" || name == ".*");
    let mut attributes = system_attributes(message);
    if !everything(system) {
        attributes.retain(|name, _| system.contains(name));
    }
    if !attributes.is_empty() {
        reply["Attributes"] = attributes.into();
    }
    let wanted = |name: &str| {
        everything(custom)
            || custom.iter().any(|one| one == name || one.strip_suffix(".*").is_some_and(|start| name.starts_with(start)))
    };
    let chosen: Vec<(&String, &Attribute)> = message.attributes.iter().filter(|(name, _)| wanted(name)).collect();
    if let Some(digest) = md5_of_attributes(chosen.iter().copied()) {
        reply["MD5OfMessageAttributes"] = digest.into();
        reply["MessageAttributes"] =
            chosen.into_iter().map(|(name, one)| (name.clone(), attribute(one))).collect::<Map<_, _>>().into();
    }
    reply
}

fn attribute(attribute: &Attribute) -> Value {
    let mut value = json!({ "DataType": attribute.kind });
    if let Some(text) = &attribute.text {
        value["StringValue"] = text.as_str().into();
    }
    if let Some(binary) = &attribute.binary {
        value["BinaryValue"] = binary.as_str().into();
    }
    value
}

/// A message as a record of a function's SQS event.
pub fn record(queue: &str, delivery: &Delivery) -> Value {
    let message = &delivery.message;
    let attributes: Map<String, Value> = message
        .attributes
        .iter()
        .map(|(name, one)| {
            let value = json!({
                "stringValue": one.text,
                "binaryValue": one.binary,
                "stringListValues": [],
                "binaryListValues": [],
                "dataType": one.kind,
            });
            (name.clone(), value)
        })
        .collect();
    json!({
        "messageId": message.id,
        "receiptHandle": handle(queue, delivery.receipt),
        "body": message.body,
        "attributes": system_attributes(message),
        "messageAttributes": attributes,
        "md5OfBody": md5_of(&message.body),
        "eventSource": "aws:sqs",
        "eventSourceARN": crate::aws::arn("sqs", queue),
        "awsRegion": crate::aws::REGION,
    })
}

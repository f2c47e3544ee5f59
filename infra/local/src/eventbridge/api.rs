//! The EventBridge API: `PutEvents`.

use serde_json::{Value, json};

use super::bus::{Bus, Event};
use crate::aws::Refusal;
use crate::clock::{Clock, rfc3339};
use crate::plan::arn_name;
use crate::usage::chunks;

/// All entries of a call together: 1 MB.
const LARGEST: usize = 1_048_576;

/// What came of a call, and the 64 KB units it is billed at.
pub struct Put {
    /// The answer.
    pub reply: Value,
    /// Units of 64 KB, one at least for each accepted event.
    pub chunks: u64,
}

/// Carries out a call. `fail_half` is a fault: the second half of the entries fails.
///
/// # Errors
/// As EventBridge refuses a whole call.
pub async fn call(bus: &Bus, clock: &Clock, operation: &str, body: &Value, fail_half: bool) -> Result<Put, Refusal> {
    if operation != "PutEvents" {
        let message = format!("the local cloud does not know EventBridge {operation}");
        return Err(Refusal::bad("UnknownOperationException", message));
    }
    let entries = body["Entries"].as_array().map_or(&[][..], Vec::as_slice);
    if entries.is_empty() || entries.len() > 10 {
        let message = "1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length between 1 and 10";
        return Err(Refusal::bad("ValidationException", message));
    }
    if entries.iter().map(size).sum::<usize>() > LARGEST {
        return Err(Refusal::bad(
            "ValidationException",
            format!("Total size of the entries in the request is over the limit of {LARGEST} bytes."),
        ));
    }
    let mut events = Vec::new();
    let mut replies = Vec::new();
    let mut units = 0;
    for (index, entry) in entries.iter().enumerate() {
        let result = if fail_half && index >= entries.len() / 2 {
            Err(("InternalFailure", "failed by a fault rule".to_owned()))
        } else {
            read(entry, clock)
        };
        match result {
            Ok(event) => {
                replies.push(json!({ "EventId": event.id }));
                units += chunks(size(entry));
                // An unknown bus swallows its events: PutEvents accepts them and no rule sees them.
                if bus.exists(&event.bus) {
                    events.push(event);
                } else {
                    tracing::warn!(bus = event.bus, "an event was put on a bus that does not exist: it is lost, as on AWS");
                }
            }
            Err((code, message)) => replies.push(json!({ "ErrorCode": code, "ErrorMessage": message })),
        }
    }
    bus.publish(&events).await?;
    let failed = replies.iter().filter(|reply| reply.get("ErrorCode").is_some()).count();
    Ok(Put { reply: json!({ "FailedEntryCount": failed, "Entries": replies }), chunks: units })
}

/// Size as EventBridge counts it: 14 bytes for the time when given, and the texts.
fn size(entry: &Value) -> usize {
    let texts = ["Source", "DetailType", "Detail"].iter().filter_map(|name| entry[*name].as_str()).map(str::len);
    let resources = entry["Resources"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::len);
    let time = if entry["Time"].is_null() { 0 } else { 14 };
    time + texts.sum::<usize>() + resources.sum::<usize>()
}

fn read(entry: &Value, clock: &Clock) -> Result<Event, (&'static str, String)> {
    let text = |name: &str| match entry[name].as_str() {
        Some(text) if !text.is_empty() => Ok(text),
        _ => Err(("InvalidArgument", format!("Parameter {name} is not valid. Reason: {name} is a required argument."))),
    };
    let (source, detail_type, detail) = (text("Source")?, text("DetailType")?, text("Detail")?);
    if source.starts_with("aws.") {
        return Err(("NotAuthorizedForSourceException", "Not authorized for the source.".to_owned()));
    }
    let detail = match serde_json::from_str(detail) {
        Ok(detail @ Value::Object(_)) => detail,
        _ => return Err(("MalformedDetail", "Detail is malformed.".to_owned())),
    };
    let time = match entry["Time"].as_f64() {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a time since 1970 in milliseconds")]
        Some(seconds) if seconds > 0.0 => (seconds * 1000.0) as u64,
        _ => clock.now(),
    };
    let bus = entry["EventBusName"].as_str().map_or_else(|| "default".to_owned(), arn_name);
    let resources = entry.get("Resources").cloned().unwrap_or_else(|| json!([]));
    Ok(Event::new(&bus, source, detail_type, &rfc3339(time), resources, detail))
}

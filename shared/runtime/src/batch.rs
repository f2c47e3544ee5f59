//! SQS in, partial failures out.

use std::{collections::BTreeSet, panic::AssertUnwindSafe, time::Instant};

use aws_lambda_events::sqs::{BatchItemFailure, SqsBatchResponse, SqsEvent, SqsMessage};
use domain::{
    event::Envelope,
    time::{SECOND, Timestamp},
};
use futures_util::FutureExt;
use serde_json::value::RawValue;
use tracing::Instrument;

use crate::{bus::Letter, deps::Deps, error::Error, meter::Class};

/// A message of a batch, read.
#[derive(Debug, Clone)]
pub struct Received {
    /// What it carries.
    pub envelope: Envelope,
    /// How often it was delivered, this time included.
    pub attempt: u32,
}

/// Handles a batch message by message, in order. A message that fails holds back the later ones of its thread and
/// nothing else.
pub async fn batch(
    step: &str,
    event: SqsEvent,
    deps: &Deps,
    one: impl AsyncFn(Received, &Deps) -> Result<Class, Error>,
) -> SqsBatchResponse {
    let begun = Instant::now();
    let mut response = SqsBatchResponse::default();
    let mut held_back: BTreeSet<String> = BTreeSet::new();
    let mut handled = Vec::with_capacity(event.records.len());
    deps.bus.hold();
    for message in event.records {
        let group = attribute(&message, "MessageGroupId").unwrap_or_default().to_owned();
        if !group.is_empty() && held_back.contains(&group) {
            report(&mut response, &message, deps).await;
            continue;
        }
        let outcome = match received(&message) {
            Ok(received) => {
                let span = span(step, &received.envelope);
                let work = AssertUnwindSafe(one(received, deps)).catch_unwind().instrument(span);
                match work.await {
                    Ok(outcome) => outcome,
                    // One bad message must not take its nine neighbours along.
                    Err(panic) => Err(Error::Reject(format!("the step panicked: {}", said(&panic)))),
                }
            }
            Err(error) => Err(error),
        };
        let outcome = match outcome {
            Err(Error::Reject(reason)) => {
                tracing::error!(
                    step,
                    thread = group,
                    reason,
                    "{step} rejected a message of {group}: {reason}. It is in the dead-letter queue"
                );
                let id = message.message_id.clone().unwrap_or_default();
                let letter = Letter { body: message.body.clone().unwrap_or_default(), group: Some(group.clone()), id, reason };
                deps.bus.put_aside(letter).await.map(|()| Class::Other)
            }
            other => other,
        };
        match outcome {
            Ok(class) => {
                deps.meter.book(class, 1, &deps.table);
                handled.push(message);
            }
            Err(Error::Hold(until)) => {
                tracing::info!(step, thread = group, %until, "{step} holds a message of {group} until {until}");
                deps.meter.book(Class::Other, 0, &deps.table);
                held_back.insert(group);
                fail(&mut response, &message, seconds_until(until, deps.clock.now()), deps).await;
            }
            Err(error) => {
                tracing::warn!(step, thread = group, attempt = attempt(&message), %error, "{step} will try a message of {group} again: {error}");
                deps.meter.book(Class::Other, 0, &deps.table);
                held_back.insert(group);
                report(&mut response, &message, deps).await;
            }
        }
    }
    if let Err(error) = deps.bus.release().await {
        // What they wrote is written; what they told did not all go out, and their replay tells it again.
        tracing::warn!(step, messages = handled.len(), %error, "{step} could not tell what it did: {error}");
        for message in &handled {
            report(&mut response, message, deps).await;
        }
    }
    deps.meter.report(step, begun);
    response
}

/// Reads a message: a command as it was sent, or an event as the bus wraps it.
pub fn received(message: &SqsMessage) -> Result<Received, Error> {
    /// The bus puts an event in its `detail`; a command has none of its own. Only the place is looked for: its words are read once.
    #[derive(serde::Deserialize)]
    struct Wrapped<'a> {
        #[serde(borrow)]
        detail: Option<&'a RawValue>,
    }
    let body = message.body.as_deref().unwrap_or_default();
    let wrapped = serde_json::from_str::<Wrapped<'_>>(body).ok().and_then(|wrapped| wrapped.detail);
    let envelope: Envelope = serde_json::from_str(wrapped.map_or(body, RawValue::get))
        .map_err(|error| Error::Reject(format!("not an envelope this version reads: {error}")))?;
    let known = envelope.payload.version();
    if envelope.version != known {
        return Err(Error::Reject(format!(
            "{} is version {} and this function reads {known}",
            envelope.payload.name(),
            envelope.version
        )));
    }
    Ok(Received { envelope, attempt: attempt(message) })
}

fn span(step: &str, envelope: &Envelope) -> tracing::Span {
    tracing::info_span!("message", step, trace = %envelope.trace, thread = %envelope.thread)
}

/// SQS hides a message for twelve hours at most, from when it was received on; what is held for longer wakes and is held again.
const LONGEST_HOLD: i64 = 42_000;

fn seconds_until(until: Timestamp, now: Timestamp) -> i32 {
    i32::try_from((until.since(now) + SECOND - 1).div_euclid(SECOND).clamp(1, LONGEST_HOLD)).unwrap_or(1)
}

async fn report(response: &mut SqsBatchResponse, message: &SqsMessage, deps: &Deps) {
    // 1, 2, 4 ... 60 seconds: the siblings of a held-back thread come back with it or before it, or they would block it.
    let seconds = 1i32 << attempt(message).saturating_sub(1).min(6);
    fail(response, message, seconds.min(60), deps).await;
}

async fn fail(response: &mut SqsBatchResponse, message: &SqsMessage, seconds: i32, deps: &Deps) {
    if let Some(receipt) = &message.receipt_handle {
        deps.bus.come_back(receipt, seconds).await;
    }
    let mut failure = BatchItemFailure::default();
    failure.item_identifier = message.message_id.clone().unwrap_or_default();
    response.batch_item_failures.push(failure);
}

fn attribute<'a>(message: &'a SqsMessage, name: &str) -> Option<&'a str> {
    message.attributes.get(name).map(String::as_str)
}

fn attempt(message: &SqsMessage) -> u32 {
    attribute(message, "ApproximateReceiveCount").and_then(|count| count.parse().ok()).unwrap_or(1)
}

fn said(panic: &Box<dyn std::any::Any + Send>) -> String {
    let text = panic.downcast_ref::<&str>().map(|s| (*s).to_owned()).or_else(|| panic.downcast_ref::<String>().cloned());
    text.unwrap_or_else(|| "without a word".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    // proves I16: a held message is hidden until its time, rounded up, and for no longer than SQS hides anything
    #[test]
    fn a_held_message_is_hidden_until_its_time() {
        let at = |millis: i64| Timestamp::from_millis(1_795_167_000_000 + millis);
        let seconds = |until: i64| seconds_until(at(until), at(0));
        assert_eq!([seconds(-5), seconds(0), seconds(1), seconds(900_000), seconds(900_001)], [1, 1, 1, 900, 901]);
        assert_eq!(seconds(86_400_000), 42_000);
    }
}

use aws_sdk_eventbridge::Client;
use aws_sdk_eventbridge::types::PutEventsRequestEntry;
use serde_json::{Value, json};

use crate::support::{notes, sdk, stack, until};

fn entry(source: &str, kind: &str, detail: &str) -> PutEventsRequestEntry {
    let entry = PutEventsRequestEntry::builder().event_bus_name("care-test");
    entry.source(source).detail_type(kind).detail(detail).build()
}

#[tokio::test]
async fn events_that_a_pattern_lets_through_reach_its_queue_as_the_whole_envelope() {
    let stack = stack().await;
    let client = Client::new(&sdk(&stack.endpoints().aws).await);
    let put = client
        .put_events()
        .entries(entry("care", "mention.ingested.v1", r#"{"level":"info","id":1}"#))
        .entries(entry("care", "mention.ingested.v1", r#"{"level":"debug","id":2}"#))
        .entries(entry("care", "message.sent.v1", r#"{"level":"info","id":3}"#))
        .entries(entry("care", "alert.raised.v1", r#"{"level":"info","id":4}"#))
        .entries(entry("other", "alert.raised.v1", r#"{"level":"info","id":5}"#))
        .send()
        .await
        .unwrap();
    assert_eq!(put.failed_entry_count, 0);
    let events: Vec<Value> = stack.messages("Plain").iter().map(|m| serde_json::from_str(&m.body).unwrap()).collect();
    let ids: Vec<&Value> = events.iter().map(|event| &event["detail"]["id"]).collect();
    assert_eq!(ids, [&json!(1), &json!(4)]);
    let event = &events[0];
    assert_eq!(event["id"].as_str(), put.entries()[0].event_id());
    assert_eq!((&event["source"], &event["detail-type"]), (&json!("care"), &json!("mention.ingested.v1")));
    let time = event["time"].as_str().unwrap();
    assert!(time.len() == 20 && time.ends_with('Z'), "whole seconds: {time}");
}

#[tokio::test]
async fn a_malformed_entry_fails_alone_with_status_200() {
    let stack = stack().await;
    let client = Client::new(&sdk(&stack.endpoints().aws).await);
    let put = client
        .put_events()
        .entries(entry("care", "mention.a", "not json"))
        .entries(entry("care", "mention.b", r#"{"level":"info"}"#))
        .entries(PutEventsRequestEntry::builder().event_bus_name("care-test").detail("{}").source("care").build())
        .send()
        .await
        .unwrap();
    assert_eq!(put.failed_entry_count, 2);
    let codes: Vec<_> = put.entries().iter().map(|entry| entry.error_code().unwrap_or("-")).collect();
    assert_eq!(codes, ["MalformedDetail", "-", "InvalidArgument"]);
    assert_eq!(stack.messages("Plain").len(), 1);
}

#[tokio::test]
async fn an_event_that_a_target_refuses_goes_to_the_targets_dead_letter_queue() {
    let stack = stack().await;
    let client = Client::new(&sdk(&stack.endpoints().aws).await);
    client.put_events().entries(entry("undeliverable", "x", "{}")).send().await.unwrap();
    let letters = stack.messages("PlainDeadLetters");
    assert_eq!(letters.len(), 1);
    assert!(letters[0].attributes.contains_key("ERROR_CODE"));
}

#[tokio::test]
async fn a_schedule_starts_its_function_with_the_scheduled_event() {
    let mut options = crate::support::options();
    options.schedules = true;
    let stack = local::Stack::start(options).await.unwrap();
    stack.advance(std::time::Duration::from_secs(61));
    until("the clock function has run", || !notes(&stack).is_empty()).await;
    let event = &notes(&stack)[0]["event"];
    assert_eq!((&event["source"], &event["detail-type"]), (&json!("aws.events"), &json!("Scheduled Event")));
    assert_eq!(stack.tick("probe_clock"), 1, "and by hand");
    until("it has run again", || notes(&stack).len() >= 2).await;
}

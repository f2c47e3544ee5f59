use std::time::{Duration, Instant};

use aws_sdk_dynamodb::types::{AttributeValue, Put, TransactWriteItem};
use aws_sdk_eventbridge::types::PutEventsRequestEntry;
use local::{Rule, Trouble};
use serde_json::json;

use crate::support::{dynamodb, invoke, sdk, sqs, stack};

fn text(value: &str) -> AttributeValue {
    AttributeValue::S(value.to_owned())
}

#[tokio::test]
async fn a_throttled_call_is_retried_by_the_sdk_and_counted_as_refused() {
    let stack = stack().await;
    let client = dynamodb(&stack).await;
    stack.faults().add(Rule::new(Trouble::Throttle).service("dynamodb").operation("PutItem").resource("Table").times(2));
    client.put_item().table_name("Table").item("pk", text("a")).item("sk", text("@")).send().await.unwrap();
    let usage = stack.usage().functions["external"].operations["dynamodb:PutItem"].clone();
    assert_eq!((usage.calls, usage.refused), (3, 2));
    assert_eq!(stack.faults().happened().len(), 2);
}

#[tokio::test]
async fn a_conflict_cancels_a_transaction_with_its_reason() {
    let stack = stack().await;
    let client = dynamodb(&stack).await;
    stack.faults().add(Rule::new(Trouble::Conflict).operation("TransactWriteItems"));
    let put = Put::builder().table_name("Table").item("pk", text("a")).item("sk", text("@")).build().unwrap();
    let refused = client.transact_write_items().transact_items(TransactWriteItem::builder().put(put).build()).send().await;
    let refused = refused.unwrap_err().into_service_error();
    let aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError::TransactionCanceledException(why) = refused
    else {
        panic!("{refused:?}");
    };
    assert_eq!(why.cancellation_reasons()[0].code(), Some("TransactionConflict"));
}

#[tokio::test]
async fn a_dropped_response_was_carried_out_and_the_sdks_retry_meets_its_own_write() {
    let stack = stack().await;
    let client = dynamodb(&stack).await;
    stack.faults().add(Rule::new(Trouble::DropResponse).operation("PutItem").times(1));
    let put = client.put_item().table_name("Table").item("pk", text("a")).item("sk", text("@"));
    let refused = put.condition_expression("attribute_not_exists(pk)").send().await.unwrap_err().into_service_error();
    assert!(refused.is_conditional_check_failed_exception(), "{refused:?}");
}

#[tokio::test]
async fn a_delayed_and_a_failing_service() {
    let stack = stack().await;
    let client = sqs(&stack).await;
    stack.faults().set(
        vec![
            Rule::new(Trouble::Delay { ms: 300 }).operation("GetQueueUrl").times(1),
            Rule::new(Trouble::Error500).operation("ListQueues"),
        ],
        1,
    );
    let begun = Instant::now();
    client.get_queue_url().queue_name("Plain").send().await.unwrap();
    assert!(begun.elapsed() >= Duration::from_millis(300));
    assert!(client.list_queues().send().await.is_err());
    stack.faults().clear();
    assert!(client.list_queues().send().await.is_ok());
}

#[tokio::test]
async fn part_of_a_batch_call_fails_with_status_200() {
    let stack = stack().await;
    let client = aws_sdk_eventbridge::Client::new(&sdk(&stack.endpoints().aws).await);
    stack.faults().add(Rule::new(Trouble::Partial).operation("PutEvents").times(1));
    let entry = || {
        let entry = PutEventsRequestEntry::builder().event_bus_name("care-test").source("care");
        entry.detail_type("mention.a").detail(r#"{"level":"info"}"#).build()
    };
    let put = client.put_events().entries(entry()).entries(entry()).send().await.unwrap();
    assert_eq!(put.failed_entry_count, 1);
    assert_eq!(stack.messages("Plain").len(), 1);
}

#[tokio::test]
async fn a_process_is_killed_before_or_after_a_call_of_its_invocation() {
    let stack = stack().await;
    let client = dynamodb(&stack).await;
    let written = async |key: &str| {
        let got = client.get_item().table_name("Table").key("pk", text(key)).key("sk", text("@")).send().await.unwrap();
        got.item.is_some()
    };
    let put = |key: &str| invoke(&stack, "probe_work", json!({"do": "put", "key": key}));
    stack.faults().set(vec![Rule::new(Trouble::KillBefore { call: 1 }).function("probe_work").times(1)], 1);
    let (answer, failed) = put("before").await;
    assert!(failed && answer["errorType"] == "Runtime.ExitError", "{answer}");
    assert!(!written("before").await);
    stack.faults().set(vec![Rule::new(Trouble::KillAfter { call: 1 }).function("probe_work").times(1)], 1);
    assert!(put("after").await.1);
    assert!(written("after").await);
    assert!(!put("fine").await.1);
}

#[tokio::test]
async fn an_invocation_can_be_told_to_run_out_of_time() {
    let stack = stack().await;
    stack.faults().add(Rule::new(Trouble::Timeout).function("probe_work").times(1));
    let (answer, failed) = invoke(&stack, "probe_work", json!({"do": "ok"})).await;
    assert!(failed && answer["errorType"] == "Sandbox.Timedout", "{answer}");
    assert!(!invoke(&stack, "probe_work", json!({"do": "ok"})).await.1);
}

#[tokio::test]
async fn faults_and_everything_else_can_be_ordered_by_http() {
    let stack = stack().await;
    let http = reqwest::Client::new();
    let url = |path: &str| format!("{}/_local/{path}", stack.endpoints().aws);
    let order = json!({"seed": 7, "rules": [{"service": "sqs", "trouble": {"kind": "throttle"}, "count": 1}]});
    assert!(http.post(url("faults")).json(&order).send().await.unwrap().status().is_success());
    let client = sqs(&stack).await;
    client.list_queues().send().await.unwrap();
    assert_eq!(stack.faults().happened().len(), 1);
    let wrong = json!({"rules": [{"service": "sqs", "trouble": {"kind": "earthquake"}}]});
    assert!(http.post(url("faults")).json(&wrong).send().await.unwrap().status().is_client_error());
    let resources: serde_json::Value = http.get(url("resources")).send().await.unwrap().json().await.unwrap();
    assert_eq!(resources["resources"]["Table"]["name"], "Table");
    assert_eq!(resources["outputs"]["ApiUrl"], json!(stack.endpoints().api));
    assert!(http.post(url("idle?ms=5000")).send().await.unwrap().status().is_success());
    let moved: serde_json::Value = http.post(url("clock")).json(&json!({"ms": 1000})).send().await.unwrap().json().await.unwrap();
    assert!(moved["now"].is_u64());
    for path in ["usage", "depths", "logs/probe_work", "messages/Plain"] {
        assert!(http.get(url(path)).send().await.unwrap().status().is_success(), "{path}");
    }
    assert!(http.post(url("kill/probe_work")).send().await.unwrap().status().is_success());
}

#[tokio::test]
async fn the_same_seed_gives_the_same_trouble() {
    let stack = stack().await;
    let client = sqs(&stack).await;
    let mut runs = Vec::new();
    for seed in [7, 7, 8] {
        stack
            .faults()
            .set(vec![Rule::new(Trouble::Delay { ms: 1 }).operation("GetQueueUrl").resource("Ordered").chance(0.5)], seed);
        let mut struck = Vec::new();
        for _ in 0..24 {
            let before = stack.faults().happened().len();
            client.get_queue_url().queue_name("Ordered.fifo").send().await.unwrap();
            struck.push(stack.faults().happened().len() > before);
        }
        runs.push(struck);
    }
    assert_eq!(runs[0], runs[1]);
    assert_ne!(runs[0], runs[2]);
    assert!(runs[0].contains(&true) && runs[0].contains(&false));
}

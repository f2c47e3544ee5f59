use std::time::Duration;

use local::{Options, Stack};
use serde_json::{Value, json};

use crate::support::{invoke, notes, options, stack, until};

#[tokio::test]
async fn a_function_gets_the_variables_of_the_template_and_nothing_of_ours() {
    let stack = stack().await;
    let (variables, failed) = invoke(&stack, "probe_work", json!({"do": "environment"})).await;
    assert!(!failed);
    assert_eq!(variables["STAGE"], "test", "from Globals");
    assert_eq!(variables["TABLE_NAME"], "Table");
    assert_eq!(variables["NOTES_QUEUE_URL"].as_str(), stack.queue_url("Notes"));
    assert_eq!(variables["AWS_LAMBDA_FUNCTION_NAME"], "WorkFunction");
    assert_eq!(variables["AWS_LAMBDA_LOG_FORMAT"], "JSON");
    assert_eq!(variables["AWS_ACCESS_KEY_ID"], "PROBE_WORK");
    assert!(variables.get("CARGO_MANIFEST_DIR").is_none() && variables.get("HOME").is_none(), "{variables}");
    let (variables, _) = invoke(&stack, "probe_socket", json!({"do": "environment"})).await;
    let endpoint = format!("{}/test", stack.endpoints().aws);
    assert_eq!(variables["SOCKET_ENDPOINT"], Value::from(endpoint), "the address of the socket API is the local one");
}

#[tokio::test]
async fn a_process_is_kept_warm_and_a_killed_one_is_replaced() {
    let stack = stack().await;
    let pid = |answer: (Value, bool)| answer.0["pid"].as_u64().unwrap();
    let first = pid(invoke(&stack, "probe_work", json!({"do": "ok"})).await);
    assert_eq!(pid(invoke(&stack, "probe_work", json!({"do": "ok"})).await), first);
    assert_eq!(stack.kill("probe_work"), 1);
    let second = pid(invoke(&stack, "probe_work", json!({"do": "ok"})).await);
    assert_ne!(first, second);
    assert!(!std::path::Path::new(&format!("/proc/{first}")).exists());
}

#[tokio::test]
async fn concurrency_is_bounded_by_the_reserved_executions() {
    let mut options = options();
    options.parameters.insert("Reserved".to_owned(), "1".to_owned());
    let stack = Stack::start(options).await.unwrap();
    let order = || invoke(&stack, "probe_work", json!({"do": "ok"}));
    let answers = tokio::join!(order(), order(), order());
    let pids = [answers.0.0["pid"].clone(), answers.1.0["pid"].clone(), answers.2.0["pid"].clone()];
    assert!(pids.iter().all(|pid| *pid == pids[0]), "{pids:?}");
}

#[tokio::test]
async fn errors_and_crashes_are_function_errors_of_invoke() {
    let stack = stack().await;
    let (answer, failed) = invoke(&stack, "probe_work", json!({"do": "error"})).await;
    assert!(failed);
    assert_eq!(answer["errorMessage"], "told to fail");
    let (answer, failed) = invoke(&stack, "WorkFunction", json!({"do": "crash"})).await;
    assert!(failed);
    assert_eq!(answer["errorType"], "Runtime.ExitError");
}

#[tokio::test]
async fn a_function_that_cannot_start_says_why() {
    let mut options = options();
    options.environment.insert("PROBE_FAILS_AT_START".to_owned(), "1".to_owned());
    let stack = Stack::start(options).await.unwrap();
    let (answer, failed) = invoke(&stack, "probe_work", json!({})).await;
    assert!(failed);
    assert_eq!(answer["errorType"], "Runtime.ExitError");
    assert!(stack.logs("probe_work").join("\n").contains("told not to start"));
}

#[tokio::test]
async fn what_a_function_prints_is_kept_and_counted() {
    let stack = stack().await;
    invoke(&stack, "probe_work", json!({"do": "print", "text": "one line"})).await;
    until("it was printed", || stack.logs("probe_work").contains(&"one line".to_owned())).await;
    let usage = stack.usage().functions["probe_work"].clone();
    assert!(usage.log_bytes >= 9 && usage.log_lines >= 1);
}

#[tokio::test]
async fn an_asynchronous_invocation_is_retried_and_then_given_to_its_destination() {
    let stack = stack().await;
    let url = format!("{}/2015-03-31/functions/ClockFunction/invocations", stack.endpoints().aws);
    let request = reqwest::Client::new().post(url).header("x-amz-invocation-type", "Event");
    let accepted = request.body(json!({"do": "error"}).to_string()).send().await.unwrap();
    assert_eq!(accepted.status().as_u16(), 202);
    let errors = |count: u64| stack.usage().functions.get("probe_clock").is_some_and(|f| f.errors == count);
    until("it failed once", || errors(1)).await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    stack.advance(Duration::from_secs(61));
    until("it failed twice", || errors(2)).await;
    until("it was given away", || stack.messages("PlainDeadLetters").len() == 1).await;
    let record: Value = serde_json::from_str(&stack.messages("PlainDeadLetters")[0].body).unwrap();
    assert_eq!(record["requestPayload"], json!({"do": "error"}));
    assert_eq!(record["requestContext"]["condition"], "RetriesExhausted");
    assert!(notes(&stack).is_empty());
}

#[tokio::test]
async fn dropping_a_stack_leaves_no_process() {
    let stack = stack().await;
    let (answer, _) = invoke(&stack, "probe_work", json!({"do": "ok"})).await;
    let process = format!("/proc/{}/exe", answer["pid"]);
    assert!(std::fs::read_link(&process).is_ok());
    drop(stack);
    for _ in 0..100 {
        if std::fs::read_link(&process).is_err() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the process is still there");
}

#[tokio::test]
async fn a_missing_binary_is_reported_by_name() {
    let error = Stack::start(Options::new(crate::support::template(), "/nowhere")).await.err().unwrap();
    assert!(error.to_string().contains("/nowhere/probe_"), "{error}");
}

use std::time::{Duration, Instant};

use aws_sdk_sqs::Client;
use local::{Rule, Stack, Trouble};
use serde_json::{Value, json};

use crate::support::{notes, sqs, stack, until};

async fn send(client: &Client, stack: &Stack, queue: &str, order: Value, group: Option<(&str, &str)>) {
    let mut request = client.send_message().queue_url(stack.queue_url(queue).unwrap()).message_body(order.to_string());
    if let Some((group, id)) = group {
        request = request.message_group_id(group).message_deduplication_id(id);
    }
    request.send().await.unwrap();
}

/// What the probe saw of messages: their `n`, in order.
fn seen(stack: &Stack) -> Vec<i64> {
    notes(stack).iter().filter_map(|note| note["body"]["n"].as_i64()).collect()
}

async fn idle(stack: &Stack) {
    stack.idle(Duration::from_secs(10)).await.unwrap();
}

#[tokio::test]
async fn a_message_of_a_mapped_queue_is_handled_and_deleted() {
    let stack = stack().await;
    let client = sqs(&stack).await;
    send(&client, &stack, "Work", json!({"n": 1}), None).await;
    idle(&stack).await;
    assert_eq!(seen(&stack), [1]);
    let usage = stack.usage();
    let mapping = &usage.mappings["Work"];
    assert_eq!((mapping.receives, mapping.deletes, mapping.messages), (1, 1, 1));
    assert!(mapping.waited_ms < 10_000 && mapping.batches == 1 && mapping.worked_ms >= 1, "{mapping:?}");
    let function = &usage.functions["probe_work"];
    assert_eq!((function.invocations, function.cold_starts, function.memory_mb), (1, 1, 256));
    assert!(function.billed_ms >= 1 && function.init_ms >= 1);
    assert_eq!(function.operations["sqs:SendMessage"].calls, 2, "attributed to the function");
}

#[tokio::test]
async fn nothing_is_taken_from_a_queue_that_was_paused_while_it_was_waited_for() {
    let stack = stack().await;
    let client = sqs(&stack).await;
    // It waits already.
    send(&client, &stack, "Work", json!({"n": 1}), None).await;
    idle(&stack).await;
    let (http, pause) = (reqwest::Client::new(), format!("{}/_local/pause/Work", stack.endpoints().aws));
    assert!(http.post(&pause).send().await.unwrap().status().is_success());
    send(&client, &stack, "Work", json!({"n": 2}), None).await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!((seen(&stack), stack.depths()["Work"].visible), (vec![1], 1));
    assert!(http.delete(&pause).send().await.unwrap().status().is_success());
    until("it was seen", || seen(&stack) == [1, 2]).await;
}

#[tokio::test]
async fn only_reported_messages_of_a_batch_come_again_after_their_visibility() {
    let stack = stack().await;
    let client = sqs(&stack).await;
    for order in [json!({"n": 1}), json!({"n": 2, "do": "fail once"}), json!({"n": 3})] {
        send(&client, &stack, "Work", order, None).await;
    }
    until("all were seen", || seen(&stack).len() == 3).await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(seen(&stack).len(), 3);
    assert_eq!(stack.depths()["Work"].in_flight, 1, "invisible, not lost");
    stack.advance(Duration::from_secs(13));
    idle(&stack).await;
    assert_eq!(seen(&stack).last(), Some(&2));
    assert_eq!(seen(&stack).len(), 4);
}

#[tokio::test]
async fn a_failed_message_of_a_fifo_queue_holds_back_its_group_only() {
    let stack = stack().await;
    let client = sqs(&stack).await;
    send(&client, &stack, "Steps", json!({"n": 1, "do": "fail once"}), Some(("a", "1"))).await;
    until("the first was seen", || seen(&stack) == [1]).await;
    send(&client, &stack, "Steps", json!({"n": 2}), Some(("a", "2"))).await;
    send(&client, &stack, "Steps", json!({"n": 3}), Some(("b", "3"))).await;
    until("the other group went on", || seen(&stack).contains(&3)).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(seen(&stack), [1, 3]);
    stack.advance(Duration::from_secs(13));
    idle(&stack).await;
    assert_eq!(seen(&stack), [1, 3, 1, 2]);
}

#[tokio::test]
async fn a_crash_during_a_batch_gives_the_whole_batch_back() {
    let stack = stack().await;
    let client = sqs(&stack).await;
    send(&client, &stack, "Work", json!({"n": 1, "do": "crash"}), None).await;
    until("it crashed", || stack.usage().functions.get("probe_work").is_some_and(|f| f.errors == 1)).await;
    assert_eq!(stack.depths()["Work"].in_flight, 1);
    assert!(stack.logs("probe_work").iter().any(|line| line.contains("Runtime.ExitError")));
    stack.advance(Duration::from_secs(13));
    until("it crashed again", || stack.usage().functions["probe_work"].errors == 2).await;
    stack.advance(Duration::from_secs(13));
    idle(&stack).await;
    assert_eq!(stack.messages("WorkDeadLetters").len(), 1, "received twice, which is its maximum");
}

#[tokio::test]
async fn a_time_out_kills_the_process_and_gives_the_batch_back() {
    let stack = stack().await;
    let client = sqs(&stack).await;
    send(&client, &stack, "Work", json!({"n": 1, "do": "hang"}), None).await;
    let begun = Instant::now();
    until("it ran out of time", || stack.usage().functions.get("probe_work").is_some_and(|f| f.errors == 1)).await;
    assert!(begun.elapsed() >= Duration::from_secs(2), "the template gives it two seconds");
    assert!(stack.logs("probe_work").iter().any(|line| line.contains("Task timed out after 2.00 seconds")));
    assert_eq!(stack.kill("probe_work"), 0, "no process is left");
    assert_eq!(stack.depths()["Work"].in_flight, 1);
}

#[tokio::test]
async fn a_batching_window_gathers_more_than_one_receive() {
    let stack = stack().await;
    let client = sqs(&stack).await;
    for n in 0..25 {
        send(&client, &stack, "Bulk", json!({"n": n}), None).await;
    }
    idle(&stack).await;
    let batches: Vec<usize> = notes(&stack).iter().filter_map(|note| note["batch"].as_array().map(Vec::len)).collect();
    assert_eq!(batches.iter().sum::<usize>(), 25);
    assert!(batches[0] > 10, "{batches:?}");
}

#[tokio::test]
async fn the_order_of_a_group_holds_under_load_with_several_processes() {
    let stack = stack().await;
    let client = sqs(&stack).await;
    let mut sending = tokio::task::JoinSet::new();
    for group in 0..8 {
        let (client, url) = (client.clone(), stack.queue_url("Steps").unwrap().to_owned());
        sending.spawn(async move {
            for n in 0..15 {
                let body = json!({ "n": group * 100 + n }).to_string();
                let request = client.send_message().queue_url(&url).message_body(body);
                request.message_group_id(format!("g{group}")).message_deduplication_id(n.to_string()).send().await.unwrap();
            }
        });
    }
    sending.join_all().await;
    idle(&stack).await;
    let seen = seen(&stack);
    assert_eq!(seen.len(), 120);
    for group in 0..8 {
        let mine: Vec<i64> = seen.iter().copied().filter(|n| n / 100 == group).collect();
        assert!(mine.is_sorted(), "{mine:?}");
    }
    assert!(stack.usage().functions["probe_work"].cold_starts > 1);
}

#[tokio::test]
async fn a_duplicate_delivery_is_handled_twice_and_then_gone() {
    let stack = stack().await;
    let client = sqs(&stack).await;
    stack.faults().add(Rule::new(Trouble::Duplicate).service("sqs").resource("Work").times(1));
    send(&client, &stack, "Work", json!({"n": 1}), None).await;
    idle(&stack).await;
    assert_eq!(seen(&stack), [1, 1]);
}

use std::time::{Duration, Instant};

use aws_sdk_sqs::Client;
use aws_sdk_sqs::types::{MessageAttributeValue, MessageSystemAttributeName, QueueAttributeName, SendMessageBatchRequestEntry};

use crate::support::{sqs, stack};

async fn url(client: &Client, name: &str) -> String {
    client.get_queue_url().queue_name(name).send().await.unwrap().queue_url.unwrap()
}

async fn send(client: &Client, url: &str, group: &str, id: &str, body: &str) -> String {
    let request = client.send_message().queue_url(url).message_body(body);
    let request = request.message_group_id(group).message_deduplication_id(id);
    request.send().await.unwrap().message_id.unwrap()
}

/// Receives at most `most` messages: body and receipt.
async fn receive(client: &Client, url: &str, most: i32) -> Vec<(String, String)> {
    let received = client.receive_message().queue_url(url).max_number_of_messages(most).send().await.unwrap();
    let messages = received.messages.unwrap_or_default();
    messages.into_iter().map(|one| (one.body.unwrap(), one.receipt_handle.unwrap())).collect()
}

fn bodies(received: &[(String, String)]) -> Vec<&str> {
    received.iter().map(|(body, _)| body.as_str()).collect()
}

async fn delete(client: &Client, url: &str, receipt: &str) {
    client.delete_message().queue_url(url).receipt_handle(receipt).send().await.unwrap();
}

#[tokio::test]
async fn fifo_keeps_the_order_of_a_group_and_holds_it_while_one_of_its_messages_is_in_flight() {
    let stack = stack().await;
    let client = sqs(&stack).await;
    let queue = url(&client, "Ordered.fifo").await;
    for (id, group) in [("1", "a"), ("2", "a"), ("3", "b"), ("4", "a")] {
        send(&client, &queue, group, id, &format!("{group}{id}")).await;
    }
    let first = receive(&client, &queue, 1).await;
    assert_eq!(bodies(&first), ["a1"]);
    let second = receive(&client, &queue, 10).await;
    assert_eq!(bodies(&second), ["b3"], "group a waits for its first message");
    delete(&client, &queue, &first[0].1).await;
    assert_eq!(bodies(&receive(&client, &queue, 10).await), ["a2", "a4"]);
}

#[tokio::test]
async fn fifo_accepts_a_deduplication_id_once_in_five_minutes_and_per_group() {
    let stack = stack().await;
    let client = sqs(&stack).await;
    let queue = url(&client, "Ordered.fifo").await;
    let first = send(&client, &queue, "a", "same", "one").await;
    assert_eq!(send(&client, &queue, "a", "same", "two").await, first, "the first answer again");
    assert_ne!(send(&client, &queue, "b", "same", "three").await, first, "another group is another scope");
    let received = receive(&client, &queue, 10).await;
    assert_eq!(bodies(&received), ["one", "three"]);
    for (_, receipt) in &received {
        delete(&client, &queue, receipt).await;
    }
    assert_eq!(send(&client, &queue, "a", "same", "four").await, first, "deleted, yet still known");
    stack.advance(Duration::from_secs(301));
    assert_ne!(send(&client, &queue, "a", "same", "five").await, first);
    assert_eq!(bodies(&receive(&client, &queue, 10).await), ["five"]);
}

#[tokio::test]
async fn fifo_sequence_numbers_ascend_and_a_group_id_is_required() {
    let stack = stack().await;
    let client = sqs(&stack).await;
    let queue = url(&client, "Ordered.fifo").await;
    let mut last = String::new();
    for id in ["1", "2", "3"] {
        let request = client.send_message().queue_url(&queue).message_body("x").message_group_id("g");
        let sent = request.message_deduplication_id(id).send().await.unwrap();
        let number = sent.sequence_number.unwrap();
        assert!(number > last && number.len() == 20);
        last = number;
    }
    let refused = client.send_message().queue_url(&queue).message_body("x").message_deduplication_id("4").send().await;
    assert!(refused.unwrap_err().into_service_error().to_string().contains("MissingParameter"));
    let refused = client.send_message().queue_url(&queue).message_body("x").message_group_id("g").send().await;
    assert!(refused.is_err(), "without content-based de-duplication an id is required");
}

#[tokio::test]
async fn a_received_message_is_invisible_until_its_timeout_and_its_receive_count_grows() {
    let stack = stack().await;
    let client = sqs(&stack).await;
    let queue = url(&client, "Plain").await;
    client.send_message().queue_url(&queue).message_body("x").send().await.unwrap();
    let receive_with_count =
        || client.receive_message().queue_url(&queue).message_system_attribute_names(MessageSystemAttributeName::All).send();
    let count = |received: aws_sdk_sqs::operation::receive_message::ReceiveMessageOutput| {
        let message = received.messages().first()?.clone();
        message.attributes?.get(&MessageSystemAttributeName::ApproximateReceiveCount).cloned()
    };
    assert_eq!(count(receive_with_count().await.unwrap()).as_deref(), Some("1"));
    assert_eq!(count(receive_with_count().await.unwrap()), None, "in flight");
    stack.advance(Duration::from_secs(31));
    assert_eq!(count(receive_with_count().await.unwrap()).as_deref(), Some("2"));
}

#[tokio::test]
async fn change_visibility_gives_a_message_back_at_once_and_refuses_one_that_is_not_in_flight() {
    let stack = stack().await;
    let client = sqs(&stack).await;
    let queue = url(&client, "Plain").await;
    client.send_message().queue_url(&queue).message_body("x").send().await.unwrap();
    let received = receive(&client, &queue, 1).await;
    let change =
        || client.change_message_visibility().queue_url(&queue).receipt_handle(&received[0].1).visibility_timeout(0).send();
    change().await.unwrap();
    let refused = change().await.unwrap_err().into_service_error();
    assert!(refused.is_message_not_inflight(), "{refused:?}");
    assert_eq!(bodies(&receive(&client, &queue, 1).await), ["x"]);
}

#[tokio::test]
async fn a_message_received_too_often_moves_to_the_dead_letter_queue_and_a_move_task_brings_it_back() {
    let stack = stack().await;
    let client = sqs(&stack).await;
    for (name, dead) in [("Plain", "PlainDeadLetters"), ("Ordered.fifo", "OrderedDeadLetters.fifo")] {
        let queue = url(&client, name).await;
        let letters = url(&client, dead).await;
        let request = client.send_message().queue_url(&queue).message_body("poison");
        let request = if name.ends_with(".fifo") { request.message_group_id("g").message_deduplication_id("d") } else { request };
        request.send().await.unwrap();
        for _ in 0..2 {
            assert_eq!(bodies(&receive(&client, &queue, 1).await), ["poison"]);
            stack.advance(Duration::from_secs(31));
        }
        assert!(receive(&client, &queue, 1).await.is_empty());
        assert_eq!(stack.depths()[dead].visible, 1);
        let arn = format!("arn:aws:sqs:us-east-1:000000000000:{dead}");
        client.start_message_move_task().source_arn(&arn).send().await.unwrap();
        let tasks = client.list_message_move_tasks().source_arn(&arn).send().await.unwrap();
        assert_eq!(tasks.results()[0].status.as_deref(), Some("COMPLETED"));
        assert_eq!(tasks.results()[0].approximate_number_of_messages_moved, 1);
        assert!(receive(&client, &letters, 1).await.is_empty());
        assert_eq!(bodies(&receive(&client, &queue, 1).await), ["poison"], "back, and not taken for a duplicate");
    }
}

#[tokio::test]
async fn a_delayed_message_cannot_be_received_before_its_time() {
    let stack = stack().await;
    let client = sqs(&stack).await;
    let queue = url(&client, "Plain").await;
    client.send_message().queue_url(&queue).message_body("later").delay_seconds(60).send().await.unwrap();
    assert!(receive(&client, &queue, 1).await.is_empty());
    assert_eq!(stack.depths()["Plain"].delayed, 1);
    stack.advance(Duration::from_secs(61));
    assert_eq!(bodies(&receive(&client, &queue, 1).await), ["later"]);
}

#[tokio::test]
async fn a_long_poll_ends_as_soon_as_a_message_comes() {
    let stack = stack().await;
    let client = sqs(&stack).await;
    let queue = url(&client, "Plain").await;
    let (waiting, waiting_queue) = (client.clone(), queue.clone());
    let poll = tokio::spawn(async move {
        let begun = Instant::now();
        let received = waiting.receive_message().queue_url(waiting_queue).wait_time_seconds(20).send().await.unwrap();
        (received.messages().len(), begun.elapsed())
    });
    tokio::time::sleep(Duration::from_millis(300)).await;
    client.send_message().queue_url(&queue).message_body("x").send().await.unwrap();
    let (count, waited) = poll.await.unwrap();
    assert_eq!(count, 1);
    assert!(waited < Duration::from_secs(5), "{waited:?}");
}

#[tokio::test]
async fn attributes_travel_with_checksums_and_only_asked_ones_are_returned() {
    let stack = stack().await;
    let client = sqs(&stack).await;
    let queue = url(&client, "Plain").await;
    let text = MessageAttributeValue::builder().data_type("String").string_value("여보세요").build().unwrap();
    let bytes = MessageAttributeValue::builder()
        .data_type("Binary")
        .binary_value(aws_sdk_sqs::primitives::Blob::new([1, 2, 255]))
        .build()
        .unwrap();
    // The SDK compares the checksums of the answer with its own, and refuses another one.
    let sent = client
        .send_message()
        .queue_url(&queue)
        .message_body("안녕 🙂")
        .message_attributes("kind", text)
        .message_attributes("bytes", bytes)
        .send()
        .await
        .unwrap();
    assert!(sent.md5_of_message_body.is_some() && sent.md5_of_message_attributes.is_some());
    let received = client.receive_message().queue_url(&queue).message_attribute_names("kind").send().await.unwrap();
    let message = &received.messages()[0];
    assert_eq!(message.body(), Some("안녕 🙂"));
    let attributes = message.message_attributes().unwrap();
    assert_eq!(attributes.keys().collect::<Vec<_>>(), ["kind"]);
    let asked =
        client.get_queue_attributes().queue_url(&queue).attribute_names(QueueAttributeName::QueueArn).send().await.unwrap();
    let asked = asked.attributes.unwrap();
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[&QueueAttributeName::QueueArn], "arn:aws:sqs:us-east-1:000000000000:Plain");
}

#[tokio::test]
async fn batches_report_each_entry_and_limits_are_kept() {
    let stack = stack().await;
    let client = sqs(&stack).await;
    let queue = url(&client, "Plain").await;
    let entry = |id: &str, body: &str| SendMessageBatchRequestEntry::builder().id(id).message_body(body).build().unwrap();
    let large = "x".repeat(1_048_577);
    let sent =
        client.send_message_batch().queue_url(&queue).entries(entry("a", "1")).entries(entry("b", "2")).send().await.unwrap();
    assert_eq!(sent.successful().len(), 2);
    let twice = client.send_message_batch().queue_url(&queue).entries(entry("a", "1")).entries(entry("a", "2")).send().await;
    assert!(twice.unwrap_err().into_service_error().is_batch_entry_ids_not_distinct());
    let many = (0..11).map(|n| entry(&n.to_string(), "x"));
    let many = client.send_message_batch().queue_url(&queue).set_entries(Some(many.collect())).send().await;
    assert!(many.unwrap_err().into_service_error().is_too_many_entries_in_batch_request());
    let long = client.send_message_batch().queue_url(&queue).entries(entry("a", &large)).send().await;
    assert!(long.unwrap_err().into_service_error().is_batch_request_too_long());
    assert!(client.send_message().queue_url(&queue).message_body(&large).send().await.is_err());
    assert!(client.send_message().queue_url(&queue).message_body(&large[..1_048_576]).send().await.is_ok());
    let missing = client.get_queue_url().queue_name("Nowhere").send().await.unwrap_err().into_service_error();
    assert!(missing.is_queue_does_not_exist());
    client.purge_queue().queue_url(&queue).send().await.unwrap();
    assert!(stack.depths()["Plain"].is_empty());
    let listed = client.list_queues().queue_name_prefix("Plain").send().await.unwrap();
    assert_eq!(listed.queue_urls().len(), 2);
}

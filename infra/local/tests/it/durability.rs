use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use aws_sdk_dynamodb::types::AttributeValue;
use local::{Endpoints, Listeners, Ports, Stack};
use serde_json::json;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::support::{Temporary, binaries, examples, options, sdk, template};

/// A stack in a process of its own, to be killed.
async fn elsewhere(state: &Path) -> (Child, Endpoints) {
    let mut child = Command::new(examples().join("local_stack"))
        .arg(template())
        .arg(binaries())
        .arg(state)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let line = tokio::time::timeout(Duration::from_secs(20), lines.next_line()).await.unwrap().unwrap().unwrap();
    (child, serde_json::from_str(&line).unwrap())
}

#[tokio::test]
async fn messages_items_and_secrets_survive_sigkill() {
    let state = Temporary::new("state");
    let (mut child, endpoints) = elsewhere(&state).await;
    let config = sdk(&endpoints.aws).await;
    let sqs = aws_sdk_sqs::Client::new(&config);
    let dynamodb = aws_sdk_dynamodb::Client::new(&config);
    let secrets = aws_sdk_secretsmanager::Client::new(&config);
    let url = |name: &str| format!("{}/000000000000/{name}", endpoints.aws);
    let ordered = |n: u32| {
        let request = sqs.send_message().queue_url(url("Ordered.fifo")).message_body(format!("o{n}"));
        request.message_group_id(format!("g{}", n % 3)).message_deduplication_id(n.to_string())
    };
    for n in 0..20 {
        sqs.send_message().queue_url(url("Plain")).message_body(format!("p{n}")).send().await.unwrap();
        ordered(n).send().await.unwrap();
        let item = dynamodb.put_item().table_name("Table").item("pk", AttributeValue::S(format!("i{n}")));
        item.item("sk", AttributeValue::S("@".to_owned())).send().await.unwrap();
    }
    secrets.create_secret().name("a").secret_string("one").send().await.unwrap();
    // One deleted for good, one in flight.
    let received = sqs.receive_message().queue_url(url("Plain")).max_number_of_messages(2).send().await.unwrap();
    let gone = &received.messages()[0];
    sqs.delete_message().queue_url(url("Plain")).receipt_handle(gone.receipt_handle().unwrap()).send().await.unwrap();
    child.kill().await.unwrap();

    let mut options = options();
    options.state = Some(state.to_path_buf());
    let stack = Stack::start(options).await.unwrap();
    assert_eq!(stack.depths()["Plain"].visible, 19, "what was in flight is visible again");
    let plain: Vec<String> = stack.messages("Plain").iter().map(|m| m.body.clone()).collect();
    assert!(!plain.contains(&gone.body().unwrap().to_owned()));
    let bodies: Vec<String> = stack.messages("Ordered").iter().map(|m| m.body.clone()).collect();
    assert_eq!(bodies, (0..20).map(|n| format!("o{n}")).collect::<Vec<_>>());
    let config = sdk(&stack.endpoints().aws).await;
    let sqs = aws_sdk_sqs::Client::new(&config);
    let again = sqs.send_message().queue_url(stack.queue_url("Ordered").unwrap()).message_body("o5");
    again.message_group_id("g2").message_deduplication_id("5").send().await.unwrap();
    assert_eq!(stack.messages("Ordered").len(), 20, "ids are still known");
    let dynamodb = aws_sdk_dynamodb::Client::new(&config);
    let items = dynamodb.scan().table_name("Table").send().await.unwrap();
    assert_eq!(items.count, 20);
    let secrets = aws_sdk_secretsmanager::Client::new(&config);
    assert_eq!(secrets.get_secret_value().secret_id("a").send().await.unwrap().secret_string(), Some("one"));
    stack.stop().await;
}

#[tokio::test]
async fn users_their_tokens_and_usage_survive_a_restart() {
    let state = Temporary::new("state");
    let mut options = options();
    options.state = Some(state.to_path_buf());
    let first = Stack::start(options.clone()).await.unwrap();
    let aws = first.endpoints().aws.rsplit(':').next().unwrap().parse().unwrap();
    let tokens = crate::sign_in::signed_in(&first, "ana@example.org", &["agent"]).await;
    crate::support::invoke(&first, "probe_work", json!({"do": "print", "text": "kept"})).await;
    let usage = first.usage();
    first.stop().await;
    let listeners = Listeners::bind(Ports { aws, ..Ports::default() }).await.unwrap();
    let second = Stack::on(listeners, options).await.unwrap();
    assert_eq!(second.usage().functions["probe_work"].invocations, usage.functions["probe_work"].invocations);
    let request = reqwest::Client::new().get(format!("{}/v1/x", second.endpoints().api));
    let response = request.bearer_auth(tokens["AccessToken"].as_str().unwrap()).send().await.unwrap();
    assert_eq!(response.status().as_u16(), 200, "the key is the same, and so is the issuer on the same port");
    let log = std::fs::read_to_string(state.join("logs/probe_work.log")).unwrap();
    assert!(log.contains("kept"));
    second.stop().await;
}

#[tokio::test]
async fn functions_end_by_themselves_when_the_local_cloud_is_killed() {
    let state = Temporary::new("state");
    let (mut child, endpoints) = elsewhere(&state).await;
    let url = format!("{}/2015-03-31/functions/probe_work/invocations", endpoints.aws);
    let answer = reqwest::Client::new().post(url).body(r#"{"do":"ok"}"#).send().await.unwrap();
    let answer: serde_json::Value = answer.json().await.unwrap();
    let process = format!("/proc/{}/exe", answer["pid"]);
    assert!(std::fs::read_link(&process).is_ok());
    child.kill().await.unwrap();
    for _ in 0..250 {
        if std::fs::read_link(&process).is_err() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the function outlived the local cloud");
}

#[tokio::test]
async fn a_state_folder_belongs_to_one_local_cloud_at_a_time() {
    let state = Temporary::new("state");
    let mut options = options();
    options.state = Some(state.to_path_buf());
    let first = Stack::start(options.clone()).await.unwrap();
    let refused = Stack::start(options.clone()).await.err().unwrap().to_string();
    assert!(refused.contains("is in use by another local cloud"), "{refused}");
    first.stop().await;
    Stack::start(options).await.unwrap().stop().await;
}

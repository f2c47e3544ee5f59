//! A function that does what its event says: what the tests of the local cloud run as a Lambda function.
//!
//! Whatever event comes, a JSON object with a member `do` (in the event itself, in an SQS body, in a WebSocket message)
//! is an order: `ok`, `fail`, `crash`, `hang`, `put`, `note`, `print`. HTTP requests are answered with their own event.

use std::time::Duration;

use aws_sdk_dynamodb::types::AttributeValue;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::{Value, json};

struct Probe {
    tables: aws_sdk_dynamodb::Client,
    queues: aws_sdk_sqs::Client,
    table: String,
    notes: String,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    if std::env::var("PROBE_FAILS_AT_START").is_ok() {
        return Err("the probe was told not to start".into());
    }
    let config = aws_config::defaults(aws_config::BehaviorVersion::latest())
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .load()
        .await;
    let probe = Probe {
        tables: aws_sdk_dynamodb::Client::new(&config),
        queues: aws_sdk_sqs::Client::new(&config),
        table: std::env::var("TABLE_NAME").unwrap_or_default(),
        notes: std::env::var("NOTES_QUEUE_URL").unwrap_or_default(),
    };
    let probe = &probe;
    lambda_runtime::run(service_fn(move |event: LambdaEvent<Value>| async move { probe.handle(event.payload).await })).await
}

impl Probe {
    async fn handle(&self, event: Value) -> Result<Value, Error> {
        if let Some(records) = event["Records"].as_array() {
            return self.batch(records).await;
        }
        let context = &event["requestContext"];
        if context["connectionId"].is_string() {
            return self.socket(&event).await;
        }
        if context["http"].is_object() {
            if event["queryStringParameters"]["do"].is_string() {
                self.obey(&event["queryStringParameters"]).await?;
            }
            return Ok(json!({
                "statusCode": 200,
                "headers": { "content-type": "application/json", "x-probe": "yes" },
                "cookies": ["seen=1"],
                "body": event.to_string(),
            }));
        }
        if event["source"].is_string() {
            self.note(&json!({ "event": event })).await?;
        }
        self.obey(&event).await
    }

    /// Records with the order `fail` are reported; the answer names no others.
    async fn batch(&self, records: &[Value]) -> Result<Value, Error> {
        let ids: Vec<&Value> = records.iter().map(|record| &record["messageId"]).collect();
        self.note(&json!({ "batch": ids })).await?;
        let mut failures = Vec::new();
        for record in records {
            let body: Value = serde_json::from_str(record["body"].as_str().unwrap_or_default()).unwrap_or_default();
            let tries = &record["attributes"]["ApproximateReceiveCount"];
            let failing = body["do"] == "fail" || body["do"] == "fail once" && tries == "1";
            self.note(&json!({ "message": record["messageId"], "body": body, "tries": tries, "failing": failing })).await?;
            if failing {
                failures.push(json!({ "itemIdentifier": record["messageId"] }));
            } else {
                self.obey(&body).await?;
            }
        }
        Ok(json!({ "batchItemFailures": failures }))
    }

    async fn socket(&self, event: &Value) -> Result<Value, Error> {
        let context = &event["requestContext"];
        self.note(&json!({ "socket": context["eventType"], "route": context["routeKey"], "id": context["connectionId"] }))
            .await?;
        if event["queryStringParameters"]["ticket"] == "bad" {
            return Ok(json!({ "statusCode": 403 }));
        }
        let body: Value = serde_json::from_str(event["body"].as_str().unwrap_or_default()).unwrap_or_default();
        self.obey(&body).await?;
        Ok(
            json!({ "statusCode": 200, "body": format!("{}: {}", context["routeKey"].as_str().unwrap_or_default(), event["body"].as_str().unwrap_or_default()) }),
        )
    }

    async fn obey(&self, order: &Value) -> Result<Value, Error> {
        match order["do"].as_str().unwrap_or_default() {
            "crash" => std::process::exit(7),
            "error" => return Err("told to fail".into()),
            "hang" => tokio::time::sleep(Duration::from_secs(60)).await,
            "print" => println!("{}", order["text"].as_str().unwrap_or_default()),
            "put" => {
                self.tables
                    .put_item()
                    .table_name(&self.table)
                    .item("pk", AttributeValue::S(order["key"].as_str().unwrap_or_default().to_owned()))
                    .item("sk", AttributeValue::S("@".to_owned()))
                    .condition_expression("attribute_not_exists(pk)")
                    .send()
                    .await?;
            }
            "note" => self.note(order).await?,
            "environment" => {
                let variables: std::collections::BTreeMap<String, String> = std::env::vars().collect();
                return Ok(json!(variables));
            }
            _ => {}
        }
        Ok(json!({ "did": order["do"], "pid": std::process::id() }))
    }

    async fn note(&self, note: &Value) -> Result<(), Error> {
        self.queues.send_message().queue_url(&self.notes).message_body(note.to_string()).send().await?;
        Ok(())
    }
}

use std::path::PathBuf;

use local::{Options, Stack};

use crate::support::{Temporary, binaries, options, template};

/// Starts the test template with one change; the message of the error.
async fn refused(from: &str, to: &str) -> String {
    let text = std::fs::read_to_string(template()).unwrap();
    assert!(text.contains(from), "{from}");
    let folder = Temporary::new("template");
    let file = folder.join("template.yaml");
    std::fs::write(&file, text.replacen(from, to, 1)).unwrap();
    Stack::start(Options::new(file, binaries())).await.err().unwrap().to_string()
}

#[tokio::test]
async fn an_unknown_resource_type_is_refused_with_its_logical_id() {
    let message = refused("Type: AWS::CloudWatch::Alarm", "Type: AWS::Kinesis::Stream").await;
    assert!(message.contains("Alarm.Type") && message.contains("AWS::Kinesis::Stream"), "{message}");
}

#[tokio::test]
async fn an_unknown_property_is_refused_with_logical_id_and_name() {
    let message = refused("VisibilityTimeout: 30", "VisibleTimeout: 30").await;
    assert!(message.contains(".VisibleTimeout"), "{message}");
    let message = refused("BatchSize: 100", "BatchSise: 100").await;
    assert!(message.contains("BulkFunction.Bulk") && message.contains("BatchSise"), "{message}");
}

#[tokio::test]
async fn references_that_lead_nowhere_are_refused() {
    let message = refused("!GetAtt Work.Arn", "!GetAtt Wrok.Arn").await;
    assert!(message.contains("Wrok"), "{message}");
    let message = refused("TABLE_NAME: !Ref Table", "TABLE_NAME: !Ref Tabel").await;
    assert!(message.contains("Tabel") && message.contains("Globals.Function"), "{message}");
    let message =
        refused("deadLetterTargetArn: !GetAtt OrderedDeadLetters.Arn", "deadLetterTargetArn: !GetAtt WorkDeadLetters.Arn").await;
    assert!(message.contains("Ordered.RedrivePolicy"), "{message}");
}

#[tokio::test]
async fn an_unknown_parameter_is_refused() {
    let mut options = options();
    options.parameters.insert("Stagee".to_owned(), "x".to_owned());
    assert!(Stack::start(options).await.err().unwrap().to_string().contains("Stagee"));
}

#[tokio::test]
async fn conditions_names_and_outputs_are_resolved() {
    let mut options = options();
    options.parameters.insert("Stage".to_owned(), "blue".to_owned());
    let stack = Stack::start(options).await.unwrap();
    assert_eq!(stack.name("Bus"), Some("care-blue"));
    assert_eq!(stack.name("Absent"), None, "its condition does not hold");
    assert_eq!(stack.name("Ordered"), Some("Ordered.fifo"));
    assert_eq!(stack.outputs()["Joined"], "blue-b");
    assert_eq!(stack.outputs()["SocketUrl"], stack.endpoints().websocket);
    assert!(stack.endpoints().websocket.ends_with("/blue"));
}

// proves DEV-01
#[tokio::test]
async fn the_products_own_template_is_understood() {
    let template = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../template.yaml");
    let folder = Temporary::new("product");
    // The functions need not be built to read their wiring.
    for function in [
        "webhook",
        "ingest",
        "escalate",
        "route",
        "outbound",
        "realtime",
        "analytics",
        "api",
        "clock",
        "poller",
        "messenger",
        "media",
        "analyze",
    ] {
        std::fs::write(folder.join(function), "").unwrap();
    }
    let stack = Stack::start(Options::new(template, folder.to_path_buf())).await.unwrap();
    assert!(stack.queue_url("InboundQueue").unwrap().ends_with("/InboundQueue.fifo"));
    assert_eq!(stack.outputs()["HttpApiUrl"], stack.endpoints().api);
}

//! A stack with probe functions, and clients for it.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_sqs::config::Credentials;
use local::{Options, Stack};
use serde_json::Value;

const FUNCTIONS: [&str; 5] = ["probe_work", "probe_bulk", "probe_clock", "probe_http", "probe_socket"];

/// The folder of the built examples.
pub fn examples() -> PathBuf {
    let me = std::env::current_exe().unwrap();
    let folder = me.parent().and_then(Path::parent).unwrap().join("examples");
    assert!(folder.join("probe_function").is_file(), "build the examples first: cargo build -p local --examples");
    folder
}

/// A folder with the probe under the name of every function of the template.
pub fn binaries() -> PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER
        .get_or_init(|| {
            let folder = temporary("bin");
            for function in FUNCTIONS {
                std::os::unix::fs::symlink(examples().join("probe_function"), folder.join(function)).unwrap();
            }
            folder
        })
        .clone()
}

/// A fresh folder under the target directory.
pub fn temporary(what: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{what}-{}-{}", std::process::id(), rand()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn rand() -> u128 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_nanos()
}

pub fn template() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/template.yaml")
}

pub fn options() -> Options {
    Options::new(template(), binaries())
}

pub async fn stack() -> Stack {
    Stack::start(options()).await.unwrap()
}

/// How an SDK client of an outsider is set up.
pub async fn sdk(endpoint: &str) -> SdkConfig {
    aws_config::defaults(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .endpoint_url(endpoint)
        .credentials_provider(Credentials::new("outsider", "secret", None, None, "test"))
        .load()
        .await
}

pub async fn sqs(stack: &Stack) -> aws_sdk_sqs::Client {
    aws_sdk_sqs::Client::new(&sdk(&stack.endpoints().aws).await)
}

pub async fn dynamodb(stack: &Stack) -> aws_sdk_dynamodb::Client {
    aws_sdk_dynamodb::Client::new(&sdk(&stack.endpoints().aws).await)
}

/// Calls a service in its JSON protocol, for what no SDK client is at hand.
pub async fn call(stack: &Stack, target: &str, body: Value) -> (u16, Value) {
    let request = reqwest::Client::new()
        .post(&stack.endpoints().aws)
        .header("x-amz-target", target)
        .header("content-type", "application/x-amz-json-1.1")
        .body(body.to_string());
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    (status, serde_json::from_str(&response.text().await.unwrap()).unwrap_or_default())
}

/// Invokes a function and waits; its answer, and whether it failed.
pub async fn invoke(stack: &Stack, function: &str, event: Value) -> (Value, bool) {
    let url = format!("{}/2015-03-31/functions/{function}/invocations", stack.endpoints().aws);
    let response = reqwest::Client::new().post(url).body(event.to_string()).send().await.unwrap();
    let failed = response.headers().contains_key("x-amz-function-error");
    (response.json().await.unwrap(), failed)
}

/// What the probes noted so far.
pub fn notes(stack: &Stack) -> Vec<Value> {
    stack.messages("Notes").iter().map(|message| serde_json::from_str(&message.body).unwrap()).collect()
}

/// Waits until something holds; fails after ten seconds.
pub async fn until(what: &str, holds: impl Fn() -> bool) {
    for _ in 0..500 {
        if holds() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("waited in vain until {what}");
}

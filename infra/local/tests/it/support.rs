//! A stack with probe functions, and clients for it.

use std::path::{Path, PathBuf};
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

/// A folder with the probe under the name of every function of the template. The same for all tests.
pub fn binaries() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("probes");
    std::fs::create_dir_all(&folder).unwrap();
    for function in FUNCTIONS {
        // Another test may have been first.
        let _ = std::os::unix::fs::symlink(examples().join("probe_function"), folder.join(function));
    }
    folder
}

/// A fresh folder under the target directory, gone when it is dropped.
pub struct Temporary(PathBuf);

impl Temporary {
    pub fn new(what: &str) -> Self {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_nanos();
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{what}-{}-{now}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }
}

impl std::ops::Deref for Temporary {
    type Target = Path;
    fn deref(&self) -> &Path {
        &self.0
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
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
    sdk_of("outsider", endpoint).await
}

/// How an SDK client is set up whose key has this name; the name of a function's package is that function's own.
pub async fn sdk_of(key: &str, endpoint: &str) -> SdkConfig {
    aws_config::defaults(BehaviorVersion::latest())
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .region(Region::new("us-east-1"))
        .endpoint_url(endpoint)
        .credentials_provider(Credentials::new(key, "secret", None, None, "test"))
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

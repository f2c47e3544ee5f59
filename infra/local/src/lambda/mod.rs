//! Lambda: the functions' processes, the Runtime API they speak, and invocations.

mod asynchronous;
pub mod fleet;
mod logs;
mod pool;
mod process;
pub mod runtime_api;

pub use process::Process;

use axum::body::Bytes;
use serde_json::{Value, json};

/// How an invocation ended.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// The function answered.
    Done(Bytes),
    /// The function failed.
    Failed(Failure),
}

/// Why an invocation failed.
#[derive(Debug, Clone)]
pub struct Failure {
    /// For example `Runtime.ExitError`, or the function's own error type.
    pub kind: String,
    /// What went wrong.
    pub message: String,
    /// The error as the function reported it.
    pub payload: Option<Bytes>,
}

impl Failure {
    fn new(kind: &str, message: impl Into<String>) -> Self {
        Self { kind: kind.to_owned(), message: message.into(), payload: None }
    }

    /// The error as a caller of `Invoke` sees it.
    pub fn body(&self) -> Bytes {
        let shape: Value = json!({ "errorType": self.kind, "errorMessage": self.message });
        self.payload.clone().unwrap_or_else(|| Bytes::from(shape.to_string()))
    }
}

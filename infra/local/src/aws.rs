//! The wire shapes the AWS JSON protocols share: names, errors, answers.

use axum::body::Body;
use axum::response::Response;
use http::{HeaderValue, StatusCode, header};
use serde_json::{Value, json};

/// The region everything local lives in.
pub const REGION: &str = "us-east-1";
/// The account everything local lives in.
pub const ACCOUNT: &str = "000000000000";

/// An error answer of an AWS service.
#[derive(Debug, Clone)]
pub struct Refusal {
    /// HTTP status: 4xx is the caller's fault, 5xx the service's.
    pub status: StatusCode,
    /// The shape name, for example `QueueDoesNotExist`.
    pub code: &'static str,
    /// The older name that the SQS query protocol used, which both SDKs still read.
    pub query_code: Option<&'static str>,
    /// What went wrong, for a person.
    pub message: String,
    /// Members of the error shape beside the message.
    pub details: Option<Value>,
}

impl Refusal {
    /// A 400 with a shape name and a message.
    pub fn bad(code: &'static str, message: impl Into<String>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, code, query_code: None, message: message.into(), details: None }
    }

    /// A 500 with a shape name and a message.
    pub fn internal(code: &'static str, message: impl Into<String>) -> Self {
        Self { status: StatusCode::INTERNAL_SERVER_ERROR, ..Self::bad(code, message) }
    }

    /// The same refusal with the older query-protocol name.
    pub fn with_query_code(mut self, code: &'static str) -> Self {
        self.query_code = Some(code);
        self
    }

    /// The answer on the wire. `namespace` is what stands before `#` in `__type` (none: the bare name).
    pub fn into_response(self, namespace: Option<&str>) -> Response {
        let name = match namespace {
            Some(namespace) => format!("{namespace}#{}", self.code),
            None => self.code.to_owned(),
        };
        let mut body = self.details.unwrap_or_else(|| json!({}));
        body["__type"] = name.into();
        body["message"] = self.message.into();
        let mut response = json_response(self.status, &body);
        let headers = response.headers_mut();
        if let Ok(value) = HeaderValue::from_str(self.code) {
            headers.insert("x-amzn-errortype", value);
        }
        if let Some(code) = self.query_code {
            let side = if self.status.is_server_error() { "Receiver" } else { "Sender" };
            if let Ok(value) = HeaderValue::from_str(&format!("{code};{side}")) {
                headers.insert("x-amzn-query-error", value);
            }
        }
        response
    }
}

/// A JSON answer with the headers AWS sends.
pub fn json_response(status: StatusCode, body: &Value) -> Response {
    bytes_response(status, "application/x-amz-json-1.0", body.to_string().into_bytes())
}

/// An answer with any body, with a request id as AWS sends one.
pub fn bytes_response(status: StatusCode, content_type: &str, body: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(content_type) {
        headers.insert(header::CONTENT_TYPE, value);
    }
    if let Ok(value) = HeaderValue::from_str(&id()) {
        headers.insert("x-amzn-requestid", value);
    }
    response
}

/// A fresh identifier in the form AWS uses for requests, messages and events.
pub fn id() -> String {
    uuid::Uuid::new_v4().to_string()
}

/// The ARN of something in the local account.
pub fn arn(service: &str, resource: &str) -> String {
    format!("arn:aws:{service}:{REGION}:{ACCOUNT}:{resource}")
}

//! The Lambda Runtime API, as the processes of functions see it.
//!
//! Source: AWS Lambda developer guide, "Using the Lambda runtime API for custom runtimes". Each process has an address
//! of its own (a path prefix), so that its end is known to be the end of its invocation.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use http::{HeaderMap, HeaderValue, StatusCode};
use serde_json::Value;

use super::fleet::Fleet;
use super::{Failure, Outcome};
use crate::aws::{arn, bytes_response};

/// The largest answer of a synchronous invocation: 6 MB.
const LARGEST: usize = 6 * 1024 * 1024;

#[derive(Clone)]
struct Api {
    fleet: Fleet,
}

/// The routes of the Runtime API.
pub fn router(fleet: Fleet) -> Router {
    const INVOCATION: &str = "/process/{number}/2018-06-01/runtime/invocation";
    Router::new()
        .route(&format!("{INVOCATION}/next"), get(next))
        .route(&format!("{INVOCATION}/{{id}}/response"), post(response))
        .route(&format!("{INVOCATION}/{{id}}/error"), post(error))
        .route("/process/{number}/2018-06-01/runtime/init/error", post(init_error))
        .layer(DefaultBodyLimit::max(16 * 1024 * 1024))
        .with_state(Api { fleet })
}

fn answer(status: StatusCode, text: &str) -> Response {
    bytes_response(status, "application/json", text.as_bytes().to_vec())
}

fn unknown() -> Response {
    answer(StatusCode::GONE, r#"{"errorType":"Sandbox.Gone","errorMessage":"this process is not known (any more)"}"#)
}

async fn next(State(api): State<Api>, Path(number): Path<u64>) -> Response {
    let Some(process) = api.fleet.process(number) else {
        return unknown();
    };
    let Some(pool) = api.fleet.find(&process.function) else {
        return unknown();
    };
    let function_arn = arn("lambda", &format!("function:{}", pool.function.name));
    let Some(work) = process.next().await else {
        return unknown();
    };
    let mut response = Response::new(Body::from(work.payload));
    let headers = response.headers_mut();
    let mut set = |name: &'static str, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    set("content-type", "application/json");
    set("lambda-runtime-aws-request-id", &work.id);
    // The real time, moved by hand or not: the process reads its own clock.
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let deadline = now.as_millis() + u128::from(work.timeout);
    set("lambda-runtime-deadline-ms", &deadline.to_string());
    set("lambda-runtime-invoked-function-arn", &function_arn);
    // No trace: nobody records one here, and `lambda_runtime` makes a variable of each, whose values the C library keeps for good
    // (docs/operate.md, Memory).
    response
}

async fn response(State(api): State<Api>, Path((number, id)): Path<(u64, String)>, body: Bytes) -> Response {
    let Some(process) = api.fleet.process(number) else {
        return unknown();
    };
    if body.len() > LARGEST {
        let message = format!("Response payload size exceeded maximum allowed payload size ({LARGEST} bytes).");
        let failure = Failure::new("Function.ResponseSizeTooLarge", message);
        process.finish(&id, Outcome::Failed(failure));
        return answer(StatusCode::PAYLOAD_TOO_LARGE, r#"{"errorType":"RequestEntityTooLarge"}"#);
    }
    accepted(process.finish(&id, Outcome::Done(body)))
}

async fn error(State(api): State<Api>, Path((number, id)): Path<(u64, String)>, headers: HeaderMap, body: Bytes) -> Response {
    let Some(process) = api.fleet.process(number) else {
        return unknown();
    };
    accepted(process.finish(&id, Outcome::Failed(failure(&headers, body))))
}

async fn init_error(State(api): State<Api>, Path(number): Path<u64>, headers: HeaderMap, body: Bytes) -> Response {
    let Some(process) = api.fleet.process(number) else {
        return unknown();
    };
    process.refuse_to_start(failure(&headers, body));
    accepted(true)
}

fn accepted(known: bool) -> Response {
    if known {
        answer(StatusCode::ACCEPTED, r#"{"status":"OK"}"#)
    } else {
        answer(StatusCode::BAD_REQUEST, r#"{"errorType":"InvalidRequestID","errorMessage":"Invalid request ID"}"#)
    }
}

fn failure(headers: &HeaderMap, body: Bytes) -> Failure {
    let shape: Value = serde_json::from_slice(&body).unwrap_or_default();
    let header = headers.get("lambda-runtime-function-error-type").and_then(|value| value.to_str().ok());
    let kind = shape["errorType"].as_str().or(header).unwrap_or("Unhandled").to_owned();
    let message = shape["errorMessage"].as_str().unwrap_or_default().to_owned();
    Failure { kind, message, payload: Some(body) }
}

//! The control surface by HTTP, under `/_local` on the AWS endpoint, for tests in other processes and other languages.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json, Router};
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Control;
use crate::aws::bytes_response;
use crate::faults::Rule;

/// Routes of the control surface.
pub fn router(control: Arc<Control>) -> Router {
    Router::new()
        .route("/_local/usage", get(usage).delete(reset_usage))
        .route("/_local/depths", get(depths))
        .route("/_local/messages/{queue}", get(messages))
        .route("/_local/logs/{function}", get(logs))
        .route("/_local/letters", get(letters))
        .route("/_local/resources", get(resources))
        .route("/_local/faults", get(faults).post(set_faults).delete(clear_faults))
        .route("/_local/kill/{function}", post(kill))
        .route("/_local/schedule/{function}", post(schedule))
        .route("/_local/pause/{queue}", post(pause).delete(resume))
        .route("/_local/idle", post(idle))
        .route("/_local/clock", post(clock))
        .route("/_local/sweep", post(sweep))
        .with_state(control)
}

fn answer(status: StatusCode, body: &Value) -> Response {
    bytes_response(status, "application/json", body.to_string().into_bytes())
}

fn fine(body: &Value) -> Response {
    answer(StatusCode::OK, body)
}

async fn usage(State(control): State<Arc<Control>>) -> Response {
    fine(&json!(control.meter.read()))
}

/// What had been counted; counting starts again at nothing.
async fn reset_usage(State(control): State<Arc<Control>>) -> Response {
    fine(&json!(control.meter.reset()))
}

async fn depths(State(control): State<Arc<Control>>) -> Response {
    fine(&json!(control.queues.depths()))
}

/// The messages of a queue, looked at without receiving them.
async fn messages(State(control): State<Arc<Control>>, Path(queue): Path<String>) -> Response {
    match control.queues.look(&control.queue_name(&queue)) {
        Ok(messages) => fine(&json!(messages)),
        Err(_) => answer(StatusCode::NOT_FOUND, &json!({ "message": format!("there is no queue {queue}") })),
    }
}

async fn logs(State(control): State<Arc<Control>>, Path(function): Path<String>) -> Response {
    match control.fleet.find(&function) {
        Some(pool) => bytes_response(StatusCode::OK, "text/plain; charset=utf-8", pool.log.lines().join("\n").into_bytes()),
        None => no_function(&function),
    }
}

/// The letters that would have gone out.
async fn letters(State(control): State<Arc<Control>>) -> Response {
    fine(&json!({ "letters": control.services.ses.letters() }))
}

fn no_function(name: &str) -> Response {
    answer(StatusCode::NOT_FOUND, &json!({ "message": format!("there is no function {name}") }))
}

async fn resources(State(control): State<Arc<Control>>) -> Response {
    fine(&json!({
        "endpoints": control.endpoints,
        "resources": control.resources,
        "outputs": control.outputs,
        "pools": control.pools,
    }))
}

async fn faults(State(control): State<Arc<Control>>) -> Response {
    fine(&json!({ "happened": control.faults.happened() }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Faults {
    #[serde(default)]
    seed: u64,
    rules: Vec<Rule>,
}

/// Replaces all rules: `{"seed": 7, "rules": [{"service": "sqs", "trouble": {"kind": "throttle"}, "count": 3}]}`.
async fn set_faults(State(control): State<Arc<Control>>, Json(faults): Json<Faults>) -> Response {
    control.faults.set(faults.rules, faults.seed);
    fine(&json!({}))
}

async fn clear_faults(State(control): State<Arc<Control>>) -> Response {
    control.faults.clear();
    fine(&json!({}))
}

async fn kill(State(control): State<Arc<Control>>, Path(function): Path<String>) -> Response {
    match control.fleet.find(&function) {
        Some(pool) => fine(&json!({ "killed": pool.kill() })),
        None => no_function(&function),
    }
}

/// Starts the scheduled invocations of a function now.
async fn schedule(State(control): State<Arc<Control>>, Path(function): Path<String>) -> Response {
    match control.tick(&function) {
        0 => no_function(&function),
        count => fine(&json!({ "started": count })),
    }
}

/// Nothing is taken from a queue any more, as when its event source mapping is switched off.
async fn pause(State(control): State<Arc<Control>>, Path(queue): Path<String>) -> Response {
    set_paused(&control, &queue, true)
}

async fn resume(State(control): State<Arc<Control>>, Path(queue): Path<String>) -> Response {
    set_paused(&control, &queue, false)
}

fn set_paused(control: &Control, queue: &str, paused: bool) -> Response {
    let name = control.queue_name(queue);
    if !control.consumed.contains(&name) {
        return answer(StatusCode::NOT_FOUND, &json!({ "message": format!("no function takes from a queue {queue}") }));
    }
    control.paused.set(&name, paused);
    fine(&json!({}))
}

#[derive(Deserialize)]
struct Milliseconds {
    ms: u64,
}

async fn idle(State(control): State<Arc<Control>>, Query(Milliseconds { ms }): Query<Milliseconds>) -> Response {
    match control.idle(Duration::from_millis(ms)).await {
        Ok(()) => fine(&json!({ "idle": true })),
        Err(depths) => answer(StatusCode::REQUEST_TIMEOUT, &json!({ "idle": false, "busy": depths })),
    }
}

/// Moves the clock forward: `{"ms": 60000}`.
async fn clock(State(control): State<Arc<Control>>, Json(Milliseconds { ms }): Json<Milliseconds>) -> Response {
    control.clock.advance(Duration::from_millis(ms));
    fine(&json!({ "now": control.clock.now() }))
}

/// Deletes items whose time to live is over.
async fn sweep(State(control): State<Arc<Control>>) -> Response {
    fine(&json!({ "deleted": control.sweep().await }))
}

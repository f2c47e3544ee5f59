//! Commands: what a request sends instead of changing anything itself (architecture.md section 8).

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use domain::{
    event::{Envelope, Route},
    id::{EnvelopeId, TraceId},
    thread::Thread,
    time::Timestamp,
};
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;
use store::{
    claimed,
    command::{Outcome, outcome},
    idempotency::{Use, claim},
};
use utoipa::ToSchema;

use crate::{actor::Caller, error::Problem, sent::Sent};

/// A command that was sent. The header `Location` says where its outcome can be read.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Accepted {
    /// Its id.
    #[schema(value_type = String, example = "evt_01k9xq2b7m0000000000000000")]
    command: EnvelopeId,
    #[serde(skip)]
    location: String,
}

/// How far a command has come.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OutcomeView {
    /// Its id.
    #[schema(value_type = String)]
    command: EnvelopeId,
    /// How far it has come.
    state: OutcomeState,
    /// Why it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    refused: Option<RefusedView>,
}

/// How far a command can have come.
#[derive(Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum OutcomeState {
    /// Not handled yet.
    Pending,
    /// Carried out.
    Applied,
    /// Not lawful when its turn came; nothing changed.
    Refused,
}

/// Why a command was refused.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RefusedView {
    /// For programs.
    code: String,
    /// For people.
    message: String,
    /// What to do about it.
    next: String,
}

/// Where a command goes: its ordering group, and the address under which its outcome is read.
pub(crate) struct Address {
    pub thread: Thread,
    pub home: String,
}

impl IntoResponse for Accepted {
    fn into_response(self) -> Response {
        let location = HeaderValue::try_from(&self.location);
        let mut response = (StatusCode::ACCEPTED, Json(self)).into_response();
        if let Ok(location) = location {
            response.headers_mut().insert(header::LOCATION, location);
        }
        response
    }
}

/// Sends one command. `decide` answers what to send, or why not.
///
/// A request with an `Idempotency-Key` that was accepted before is accepted again, and means the same command: if that
/// was handled, nothing is asked any more; if not, it may never have been sent, and goes out once more under the same id.
pub(crate) async fn send(
    caller: &Caller,
    sent: &Sent,
    to: Address,
    decide: impl Future<Output = Result<Route, Problem>>,
) -> Result<Accepted, Problem> {
    let (table, request) = (&caller.deps.table, sent.fingerprint());
    let key = sent.key()?;
    if let Some(key) = &key {
        match claimed::by(table, caller.id(), key, &request).await? {
            Some(Use::Other) => return Err(key_of_another()),
            Some(Use::Same(command, _)) if outcome(table, &to.thread, command).await? != Outcome::Pending => {
                return Ok(to.accepted(command));
            }
            Some(Use::Same(..)) | None => {}
        }
    }
    let route = decide.await?;
    let (command, at) = match &key {
        None => (EnvelopeId::at(caller.now, &[b"api", caller.request_id.as_bytes()]), caller.now),
        Some(key) => match claim(table, caller.id(), key, &request, caller.now).await? {
            Use::Same(command, at) => (command, at),
            Use::Other => return Err(key_of_another()),
        },
    };
    publish(caller, command, at, &to.thread, route).await?;
    Ok(to.accepted(command))
}

async fn publish(caller: &Caller, command: EnvelopeId, at: Timestamp, thread: &Thread, route: Route) -> Result<(), Problem> {
    let trace = TraceId::at(at, &[command.to_string().as_bytes()]);
    let envelope = Envelope::begin(command, trace, at, thread.clone(), route.into());
    Ok(caller.deps.bus.publish(&[envelope]).await?)
}

impl Address {
    fn accepted(&self, command: EnvelopeId) -> Accepted {
        Accepted { command, location: format!("{}/commands/{command}", self.home) }
    }
}

pub(crate) fn key_of_another() -> Problem {
    Problem::conflict(
        "key_reused",
        "this Idempotency-Key was used for another request",
        "send the request as it was the first time, or make up a new key",
    )
    .at("Idempotency-Key")
}

/// A request that must carry a key, since sending it twice would show.
pub(crate) fn needs_key(sent: &Sent) -> Result<(), Problem> {
    match sent.key()? {
        Some(_) => Ok(()),
        None => Err(Problem::invalid(
            "Idempotency-Key",
            "is missing",
            "make up a key per answer, such as a UUID, and send it as a header",
        )),
    }
}

/// How far a command on a thread has come.
pub(crate) async fn find(caller: &Caller, thread: &Thread, command: EnvelopeId) -> Result<OutcomeView, Problem> {
    let (state, refused) = match outcome(&caller.deps.table, thread, command).await? {
        Outcome::Pending => (OutcomeState::Pending, None),
        Outcome::Applied => (OutcomeState::Applied, None),
        Outcome::Refused(refused) => {
            let (code, message, next) = Problem::from(refused).parts();
            (OutcomeState::Refused, Some(RefusedView { code, message, next }))
        }
    };
    Ok(OutcomeView { command, state, refused })
}

impl OutcomeView {
    /// Not handled, or never sent.
    pub fn is_pending(&self) -> bool {
        self.state == OutcomeState::Pending
    }
}

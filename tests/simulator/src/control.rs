//! The control surface under `/_sim/`: how tests and people give orders and read the record.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use http::StatusCode;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::account::{AccountShown, Platform};
use crate::delivery::register;
use crate::fault::Fault;
use crate::record::{Failure, LogLine, LogQuery, Sent, Utterance};
use crate::refusal::Refusal;
use crate::script::{Accounts, Batch, BatchWritten, Deliver, Delivered, Registered, Whose, Write, Written};
use crate::server::Shared;
use crate::{line, meta, writing};

/// What is known and where it delivers to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// Accounts, without their secrets.
    pub accounts: Vec<AccountShown>,
    /// Where the product listens.
    pub deliver_to: Option<String>,
    /// The platforms' clock, in milliseconds since 1970.
    pub now_ms: i64,
    /// Echoes under way.
    pub under_way: usize,
    /// Whether LINE calls are checked against LINE's published schema.
    pub line_schema: bool,
}

/// How far to move the platforms' clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Advance {
    /// Milliseconds; backwards when negative.
    pub advance_ms: i64,
}

/// Whose conversation is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConversationQuery {
    /// Where.
    pub platform: Platform,
    /// With which account.
    pub account: String,
    /// The customer's made-up name or id.
    pub customer: String,
}

/// How long to wait for quiet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdleQuery {
    /// Milliseconds; 5000 when missing.
    #[serde(default)]
    pub ms: Option<u64>,
}

/// How many of something there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// How many.
    pub count: usize,
}

/// Requests the product should never have made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Failures {
    /// Oldest first.
    pub failures: Vec<Failure>,
}

type Shares = State<Arc<Shared>>;
type Answered<T> = Result<Json<T>, Refused>;
type Given<T> = Result<Json<T>, JsonRejection>;

/// Reads an order whose fields are known.
fn order<T: DeserializeOwned>(given: Given<Value>, what: &str, fields: &[&str]) -> Result<T, Refused> {
    let Json(value) = given?;
    refuse_unknown(&value, what, fields)?;
    serde_json::from_value(value).map_err(|error| Refusal::invalid(format!("{what}: {error}")).into())
}

/// Serde cannot refuse unknown fields where parts are flattened, so a slip of the pen in one object or a list of them
/// is caught here.
fn refuse_unknown(value: &Value, what: &str, fields: &[&str]) -> Result<(), Refusal> {
    let several = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
    let mut names = several.iter().filter_map(Value::as_object).flat_map(serde_json::Map::keys);
    match names.find(|name| !fields.contains(&name.as_str())) {
        None => Ok(()),
        Some(name) => {
            let known = fields.join(", ");
            Err(Refusal::invalid(format!("{what}: there is no field \"{name}\"; there are: {known}")))
        }
    }
}

/// A refusal as an HTTP answer.
pub(crate) struct Refused(Refusal);

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Refused(refusal)
    }
}

impl From<JsonRejection> for Refused {
    fn from(rejection: JsonRejection) -> Self {
        Refused(Refusal { status: rejection.status().as_u16(), ..Refusal::invalid(rejection.body_text()) })
    }
}

impl From<QueryRejection> for Refused {
    fn from(rejection: QueryRejection) -> Self {
        Refused(Refusal::invalid(rejection.body_text()))
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::BAD_REQUEST);
        (status, Json(json!({ "error": self.0 }))).into_response()
    }
}

pub(crate) fn routes() -> Router<Arc<Shared>> {
    Router::new()
        .route("/_sim/status", get(status))
        .route("/_sim/accounts", get(status).post(know))
        .route("/_sim/faults", get(faults).post(misbehave).delete(behave))
        .route("/_sim/customers/{customer}/write", post(write))
        .route("/_sim/batch", post(batch))
        .route("/_sim/deliver", post(deliver))
        .route("/_sim/register", post(register_webhook))
        .route("/_sim/log", get(log))
        .route("/_sim/sent", get(sent))
        .route("/_sim/failures", get(failures))
        .route("/_sim/conversation", get(conversation))
        .route("/_sim/clock", get(status).post(clock))
        .route("/_sim/idle", post(idle))
        .route("/_sim/reset", post(reset))
        .route("/_sim/{*path}", axum::routing::any(nothing))
}

async fn nothing(Path(path): Path<String>) -> Refused {
    Refused(Refusal::unknown(format!(
        "there is no /_sim/{path} with this method; there are: status, accounts, faults, customers/{{id}}/write, \
         batch, deliver, register, log, sent, failures, conversation, clock, idle, reset"
    )))
}

async fn status(State(shared): Shares) -> Json<Status> {
    let under_way = shared.under_way();
    let world = shared.world();
    Json(Status {
        accounts: world.accounts.iter().map(AccountShown::from).collect(),
        deliver_to: world.deliver_to.clone(),
        now_ms: world.now_ms(),
        under_way,
        line_schema: world.specifications.messaging_api.is_some(),
    })
}

async fn know(State(shared): Shares, accounts: Given<Accounts>) -> Answered<Count> {
    let Json(accounts) = accounts?;
    let mut world = shared.world();
    world.know(accounts)?;
    Ok(Json(Count { count: world.accounts.len() }))
}

async fn faults(State(shared): Shares) -> Json<Vec<Fault>> {
    Json(shared.world().faults.clone())
}

async fn misbehave(State(shared): Shares, given: Given<Value>) -> Answered<Count> {
    let faults: Vec<Fault> = order(given, "fault", Fault::FIELDS)?;
    faults.iter().try_for_each(Fault::check)?;
    let mut world = shared.world();
    world.faults.extend(faults);
    Ok(Json(Count { count: world.faults.len() }))
}

async fn behave(State(shared): Shares) -> Json<Count> {
    let mut world = shared.world();
    let count = world.faults.len();
    world.faults.clear();
    world.forget_refused_tokens();
    Json(Count { count })
}

async fn write(State(shared): Shares, Path(customer): Path<String>, given: Given<Value>) -> Answered<Written> {
    let write: Write = order(given, "write", Write::FIELDS)?;
    Ok(Json(writing::write(&shared, &customer, &write).await?))
}

async fn batch(State(shared): Shares, given: Given<Value>) -> Answered<BatchWritten> {
    let fields = ["items", "one_body", "shuffle", "delivery"];
    if let Ok(Json(value)) = &given
        && let Some(items) = value.get("items")
    {
        let of_item: Vec<&str> = std::iter::once("customer").chain(Write::FIELDS.iter().copied()).collect();
        refuse_unknown(items, "batch item", &of_item)?;
    }
    let batch: Batch = order(given, "batch", &fields)?;
    Ok(Json(writing::batch(&shared, &batch).await?))
}

async fn deliver(State(shared): Shares, given: Given<Value>) -> Answered<Delivered> {
    let deliver: Deliver = order(given, "deliver", Deliver::FIELDS)?;
    Ok(Json(writing::given(&shared, &deliver).await?))
}

async fn register_webhook(State(shared): Shares, whose: Given<Whose>) -> Answered<Registered> {
    let Json(whose) = whose?;
    let account = shared.world().account(whose.platform, &whose.account)?;
    Ok(Json(register(&shared, &account).await?))
}

async fn log(State(shared): Shares, query: Result<Query<LogQuery>, QueryRejection>) -> Answered<Vec<LogLine>> {
    let Query(query) = query?;
    Ok(Json(shared.world().journal.read(&query)))
}

async fn sent(State(shared): Shares) -> Json<Vec<Sent>> {
    Json(shared.world().sent.clone())
}

async fn failures(State(shared): Shares) -> Json<Failures> {
    Json(Failures { failures: shared.world().failures.clone() })
}

async fn conversation(
    State(shared): Shares,
    query: Result<Query<ConversationQuery>, QueryRejection>,
) -> Answered<Vec<Utterance>> {
    let Query(query) = query?;
    let world = shared.world();
    let account = world.account(query.platform, &query.account)?;
    let user_id = match query.platform {
        Platform::Line => line::event::user_id(&account, &query.customer),
        Platform::X => crate::x::user_id(&account, &query.customer),
        Platform::KakaoTalk | Platform::Sms => crate::sinch::user_id(&account, &query.customer),
        Platform::Telegram => crate::telegram::user_id(&account, &query.customer),
        Platform::LinkedIn => crate::linkedin::user_id(&account, &query.customer),
        Platform::Reddit => crate::reddit::user_id(&account, &query.customer),
        Platform::Instagram | Platform::Facebook | Platform::WhatsApp => meta::user_id(&account, &query.customer),
    };
    let of_them = |said: &&Utterance| said.platform == query.platform && said.account == query.account && said.user_id == user_id;
    Ok(Json(world.talk.iter().filter(of_them).cloned().collect()))
}

async fn clock(State(shared): Shares, advance: Given<Advance>) -> Answered<Status> {
    let Json(advance) = advance?;
    shared.world().advance(advance.advance_ms);
    Ok(status(State(shared)).await)
}

async fn idle(State(shared): Shares, query: Result<Query<IdleQuery>, QueryRejection>) -> Answered<Count> {
    let Query(query) = query?;
    let patience = Duration::from_millis(query.ms.unwrap_or(5_000));
    let started = Instant::now();
    loop {
        let count = shared.under_way();
        if count == 0 {
            return Ok(Json(Count { count }));
        }
        if started.elapsed() >= patience {
            return Err(Refusal::conflict(format!("{count} deliveries are still under way")).into());
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

async fn reset(State(shared): Shares) -> Json<Count> {
    shared.stop_background();
    shared.world().reset();
    Json(Count { count: 0 })
}

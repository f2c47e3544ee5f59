//! How connections do.

use axum::Json;
use domain::{
    access::{Action, Object},
    account::Account,
    health::Finding,
    id::AccountId,
    source::{Source, Wants},
    time::Timestamp,
};
use serde::Serialize;
use store::health;
use utoipa::ToSchema;

use crate::{
    actor::Caller,
    asked::Named,
    error::Problem,
    routing::{OpenApiRouter, routes},
    settings, words,
};

/// How a connection does.
#[derive(Debug, Serialize, ToSchema)]
struct HealthView {
    /// In a word.
    state: HealthState,
    /// The platform's code, or what could not be reached.
    detail: Option<String>,
    /// What to do about it.
    next: Option<&'static str>,
    /// Since when that is so.
    #[schema(value_type = Option<words::Moment>)]
    since: Option<Timestamp>,
    /// When the platform was asked last.
    #[schema(value_type = Option<words::Moment>)]
    checked_at: Option<Timestamp>,
    /// Items that its webhook should have brought and did not, and that were found by asking; ever.
    missed: u64,
}

/// How a connection does, in a word.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum HealthState {
    /// Nothing is wrong.
    Well,
    /// Nobody has asked yet, or the platform cannot be asked.
    Unknown,
    /// It has no secrets yet.
    NoSecrets,
    /// The platform does not accept its token, or not for what is needed.
    Token,
    /// The platform does not deliver any more.
    Unsubscribed,
    /// The platform says that it delivers, and what it should have delivered was found by asking.
    Silent,
    /// The platform cannot be reached.
    Unreachable,
}

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(get))
}

/// How a connection does, as its platform last told: asked every half hour, and every five minutes while something is wrong.
#[utoipa::path(get, path = "/v1/accounts/{id}/health", tag = "accounts", operation_id = "get_account_health", params(("id" = words::Slug, Path, description = "The name of the connection.")), responses((status = 200, description = "It.", body = HealthView)))]
async fn get(caller: Caller, Named(id): Named<AccountId>) -> Result<Json<HealthView>, Problem> {
    caller.may(Action::See, Object::Intake)?;
    let account = settings::one::<Account>(&caller, id.as_str()).await?.data;
    let missed = missed(&caller, &account).await?;
    let Some(health) = health::get(&caller.deps.table, &account.id).await? else {
        let unknown = HealthView { state: HealthState::Unknown, detail: None, next: None, since: None, checked_at: None, missed };
        return Ok(Json(unknown));
    };
    let (state, detail, next) = match health.finding {
        Finding::Well => (HealthState::Well, None, None),
        Finding::NoSecrets => (HealthState::NoSecrets, None, Some("set its secrets: PUT /v1/accounts/{id}/secrets")),
        Finding::Token { code } => {
            let next = "make a new token with every permission at the platform, and set it with the account's secrets";
            (HealthState::Token, Some(code), Some(next))
        }
        Finding::Unsubscribed => {
            let next = "enter the account's webhook address at the platform again";
            (HealthState::Unsubscribed, None, Some(next))
        }
        Finding::Silent { missed } => {
            let next = "look at the platform's webhook settings and at the alarms of the webhook function: nothing was lost, and some came late";
            (HealthState::Silent, Some(missed.to_string()), Some(next))
        }
        Finding::Unreachable { why } => (HealthState::Unreachable, Some(why), Some("wait: it is asked again every five minutes")),
    };
    Ok(Json(HealthView { state, detail, next, since: Some(health.since), checked_at: Some(health.checked_at), missed }))
}

/// What was found by asking: of the source an administrator made for it, or of the one that is there without.
async fn missed(caller: &Caller, account: &Account) -> Result<u64, Problem> {
    let made = store::settings::all::<Source>(&caller.deps.table).await?.into_iter().map(|saved| saved.data);
    let own = made.into_iter().find(|made| made.account == account.id && made.wants == Wants::Own);
    let source = own.unwrap_or_else(|| Source::gaps(account));
    let placed = store::source::cursor(&caller.deps.table, &source.id).await?;
    Ok(placed.map_or(0, |placed| placed.cursor.missed))
}

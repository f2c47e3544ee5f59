//! What a platform asks of a connection, and how far that has come (CH-28).

use axum::Json;
use domain::{
    access::{Action, Object},
    account::Account,
    checklist::{Evidence, Obligation, Progress, Proof, unconfirmed},
    id::{AccountId, AgentId},
    time::Timestamp,
};
use serde::Serialize;
use store::{health, heard};
use utoipa::ToSchema;

use crate::{
    actor::Caller,
    asked::Named,
    error::Problem,
    routing::{OpenApiRouter, routes},
    settings, words,
};

/// What is asked of a connection.
#[derive(Debug, Serialize, ToSchema)]
struct ChecklistView {
    /// Everything that a person must confirm is confirmed: it may take part.
    ready: bool,
    /// What is asked, in the order in which it is done.
    items: Vec<ChecklistItem>,
}

/// One thing that is asked.
#[derive(Debug, Serialize, ToSchema)]
struct ChecklistItem {
    /// What.
    #[schema(value_type = words::Obligation)]
    obligation: Obligation,
    /// How it is known: a person says so, the platform was asked, the settings show it, or something came in.
    #[schema(value_type = words::Proof)]
    known_by: Proof,
    /// How far it has come.
    #[schema(value_type = words::Progress)]
    state: Progress,
    /// Since when, where that is known.
    #[schema(value_type = Option<words::Moment>)]
    since: Option<Timestamp>,
    /// Who confirmed it.
    #[schema(value_type = Option<words::Slug>)]
    by: Option<AgentId>,
    /// The platform's code, or what is wrong.
    detail: Option<String>,
}

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(get))
}

/// What the platform asks of a connection: page and number, approvals, terms; token, subscription and first message. What a person must
/// confirm is confirmed by saving the connection with `confirmed`.
#[utoipa::path(get, path = "/v1/accounts/{id}/checklist", tag = "accounts", operation_id = "get_checklist", params(("id" = words::Slug, Path, description = "The name of the connection.")), responses((status = 200, description = "It.", body = ChecklistView)))]
async fn get(caller: Caller, Named(id): Named<AccountId>) -> Result<Json<ChecklistView>, Problem> {
    caller.may(Action::See, Object::Intake)?;
    let account = settings::one::<Account>(&caller, id.as_str()).await?.data;
    let health = health::get(&caller.deps.table, &account.id).await?;
    let heard = heard::since(&caller.deps.table, &account.id).await?;
    let evidence = Evidence { account: &account, health: health.as_ref(), heard };
    let obligations = channels::capabilities(account.platform).map(|of| of.obligations).unwrap_or_default();
    let item = |&obligation: &Obligation| {
        let standing = evidence.standing(obligation);
        ChecklistItem {
            obligation,
            known_by: obligation.proof(),
            state: standing.progress,
            since: standing.since,
            by: standing.by,
            detail: standing.detail,
        }
    };
    let ready = unconfirmed(obligations, &account.confirmed).is_empty();
    Ok(Json(ChecklistView { ready, items: obligations.iter().map(item).collect() }))
}

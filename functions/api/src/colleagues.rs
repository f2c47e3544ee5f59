//! Colleagues: their names, for everybody who works with them.

use axum::Json;
use domain::{
    access::{Action, Object},
    agent::Presence,
    id::AgentId,
};
use serde::Serialize;
use store::agent;
use utoipa::ToSchema;

use crate::{
    actor::Caller,
    asked::Asked,
    error::Problem,
    page::{Page, Paging, of_named},
    routing::{OpenApiRouter, routes},
    words,
};

/// Somebody who works here.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ColleagueView {
    /// The `sub` of their sign-in.
    #[schema(value_type = words::Slug)]
    id: AgentId,
    /// What they are called.
    name: String,
    /// Whether they are there.
    #[schema(value_type = words::Presence)]
    presence: Presence,
}

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(list))
}

/// Everybody who works here, by the names of their sign-ins: to be transferred to, to be named in a note.
#[utoipa::path(get, path = "/v1/colleagues", tag = "agents", operation_id = "list_colleagues", params(Paging), responses((status = 200, description = "A page of them.", body = Page<ColleagueView>)))]
async fn list(caller: Caller, Asked(paging): Asked<Paging>) -> Result<Json<Page<ColleagueView>>, Problem> {
    caller.may(Action::See, Object::Colleagues)?;
    let all = agent::all(&caller.deps.table).await?;
    let page = of_named("colleagues", &paging, all, |(saved, _)| saved.data.id.as_str())?;
    let view = |(saved, desk): (store::settings::Saved<domain::agent::Agent>, domain::agent::Desk)| ColleagueView {
        id: saved.data.id,
        name: saved.data.name,
        presence: desk.presence,
    };
    Ok(Json(Page { items: page.items.into_iter().map(view).collect(), next: page.next }))
}

//! The crisis switch (ALR-03).

use axum::{Json, response::Response};
use domain::{
    access::{Action, Object},
    crisis::Crisis,
    id::{AgentId, TopicId},
    time::Timestamp,
    topic::Topic,
};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    actor::Caller,
    asked::Asked,
    error::Problem,
    page::{Page, Paging},
    routing::{OpenApiRouter, routes},
    sent::Sent,
    settings::{self, Kept, MOST_NAMES, all_exist, at_most, placed, tagged},
    words,
};

/// The one there may be.
const OWN: &str = "own";

/// What a crisis is about.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CrisisBody {
    /// Topics; none for everything.
    #[serde(default)]
    #[schema(value_type = words::Slugs, max_items = 100)]
    topics: Vec<TopicId>,
    /// Minutes of head start for what concerns it.
    #[serde(default = "an_hour")]
    #[schema(default = 60, maximum = 1440)]
    priority: u32,
    /// What to say and do, for those who answer.
    #[serde(default)]
    #[schema(max_length = 5000)]
    playbook: String,
    /// Public answers of agents wait for a supervisor.
    #[serde(default = "yes")]
    #[schema(default = true)]
    approval: bool,
}

// What a company says in public in a crisis, it says once: who does not want the second pair of eyes says so.
fn yes() -> bool {
    true
}

fn an_hour() -> u32 {
    60
}

/// A crisis that is on, or was.
#[derive(Debug, Serialize, ToSchema)]
struct CrisisView {
    /// Since when.
    #[schema(value_type = words::Moment)]
    since: Timestamp,
    /// Who said so.
    #[schema(value_type = words::Slug)]
    by: AgentId,
    /// What it is about; none for everything.
    #[schema(value_type = words::Slugs)]
    topics: Vec<TopicId>,
    /// Minutes of head start for what concerns it.
    priority: u32,
    /// What to say and do.
    playbook: String,
    /// Public answers of agents wait for a supervisor.
    approval: bool,
}

fn view(crisis: Crisis) -> CrisisView {
    let Crisis { since, by, topics, priority, playbook, approval } = crisis;
    CrisisView { since, by, topics, priority, playbook, approval }
}

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(get, on, off)).routes(routes!(history))
}

/// The crisis that is on; 404 where none is.
#[utoipa::path(get, path = "/v1/crisis", tag = "alerts", operation_id = "get_crisis", responses((status = 200, description = "It.", body = Kept<CrisisView>)))]
async fn get(caller: Caller) -> Result<Response, Problem> {
    caller.may(Action::See, Object::Workspace)?;
    Ok(tagged(StatusCode::OK, &Kept::of(settings::one::<Crisis>(&caller, OWN).await?, view)))
}

/// Switches crisis mode on, or says anew what it is about. Within 15 seconds conversations that concern it get a tag and a head
/// start, no automatic answer goes out, and public answers of agents wait for approval, if that is wanted.
#[utoipa::path(put, path = "/v1/crisis", tag = "alerts", operation_id = "begin_crisis", params(("If-Match" = Option<String>, Header, description = "The version you have read.")), request_body = CrisisBody, responses((status = 200, description = "It goes on.", body = Kept<CrisisView>), (status = 201, description = "It is on.", body = Kept<CrisisView>)))]
async fn on(caller: Caller, sent: Sent) -> Result<Response, Problem> {
    caller.may(Action::Change, Object::Alert)?;
    let CrisisBody { topics, priority, playbook, approval } = sent.read()?;
    let stored = settings::find::<Crisis>(&caller, OWN).await?;
    let since = stored.as_ref().map_or(caller.now, |saved| saved.data.since);
    let crisis = Crisis { since, by: caller.id().clone(), topics, priority, playbook, approval };
    crisis.validate()?;
    at_most("topics", &crisis.topics, MOST_NAMES)?;
    all_exist::<Topic>(&caller, placed("topics", crisis.topics.iter().map(TopicId::as_str))).await?;
    settings::save(&caller, &sent, stored.as_ref(), crisis, view).await
}

/// Switches crisis mode off. Conversations keep their tags.
#[utoipa::path(delete, path = "/v1/crisis", tag = "alerts", operation_id = "end_crisis", params(("If-Match" = Option<String>, Header, description = "The version you have read.")), responses((status = 204, description = "It is over.")))]
async fn off(caller: Caller, sent: Sent) -> Result<StatusCode, Problem> {
    caller.may(Action::Change, Object::Alert)?;
    settings::may_remove::<Crisis>(&caller, &sent, OWN).await?;
    store::settings::retire::<Crisis>(&caller.deps.table, OWN, caller.now).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Every time crisis mode was switched on or changed, the newest first.
#[utoipa::path(get, path = "/v1/crisis/history", tag = "alerts", operation_id = "list_crises", params(Paging), responses((status = 200, description = "A page of them.", body = Page<Kept<CrisisView>>)))]
async fn history(caller: Caller, Asked(paging): Asked<Paging>) -> Result<Json<Page<Kept<CrisisView>>>, Problem> {
    caller.may(Action::See, Object::Alert)?;
    crate::versions::page::<Crisis, _>(&caller, OWN, &paging, view).await.map(Json)
}

//! Saved views of listening: private to who made them, or shared (LSN-11).

use axum::{Json, response::Response};
use domain::{
    access::{Action, Object},
    id::{AgentId, ViewId},
    workspace::SavedView,
};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    actor::Caller,
    asked::{Asked, Named},
    error::Problem,
    page::{Page, Paging, of_named},
    routing::{OpenApiRouter, routes},
    sent::Sent,
    settings::{self, Kept, LONGEST_NAME, tagged, text},
    words,
};

/// The longest query of a view, in characters.
pub const LONGEST_QUERY: usize = 4_000;

/// A saved view.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SavedViewView {
    /// Its name in addresses.
    #[schema(value_type = words::Slug)]
    id: ViewId,
    /// Who made it.
    #[schema(value_type = words::Slug)]
    owner: AgentId,
    #[serde(flatten)]
    view: SavedViewBody,
}

/// A saved view as its owner writes it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SavedViewBody {
    /// What people call it.
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// Whether everybody who sees figures sees it.
    #[serde(default)]
    shared: bool,
    /// The query of its address in the console, without `?`: filters, charts, columns.
    #[serde(default)]
    #[schema(max_length = 4000)]
    query: String,
}

fn view(saved: SavedView) -> SavedViewView {
    let body = SavedViewBody { name: saved.name, shared: saved.shared, query: saved.query };
    SavedViewView { id: saved.id, owner: saved.owner, view: body }
}

fn may(caller: &Caller, action: Action, saved: &SavedView) -> Result<(), Problem> {
    caller.may_to(action, Object::View(&saved.owner, saved.shared), "view", &saved.id)
}

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(get, save, remove))
}

/// The caller's views and those that are shared, by name.
#[utoipa::path(get, path = "/v1/views", tag = "views", operation_id = "list_views", params(Paging), responses((status = 200, description = "A page of them.", body = Page<Kept<SavedViewView>>)))]
async fn list(caller: Caller, Asked(paging): Asked<Paging>) -> Result<Json<Page<Kept<SavedViewView>>>, Problem> {
    caller.may(Action::See, Object::View(caller.id(), false))?;
    let mut saved = store::settings::all::<SavedView>(&caller.deps.table).await?;
    saved.retain(|saved| may(&caller, Action::See, &saved.data).is_ok());
    let page = of_named("views", &paging, saved, |saved| saved.data.id.as_str())?;
    Ok(Json(Page { items: page.items.into_iter().map(|saved| Kept::of(saved, view)).collect(), next: page.next }))
}

/// A view.
#[utoipa::path(get, path = "/v1/views/{id}", tag = "views", operation_id = "get_view", params(("id" = words::Slug, Path, description = "Its name.")), responses((status = 200, description = "It.", body = Kept<SavedViewView>)))]
async fn get(caller: Caller, Named(id): Named<ViewId>) -> Result<Response, Problem> {
    caller.may(Action::See, Object::View(caller.id(), false))?;
    let saved = settings::one::<SavedView>(&caller, id.as_str()).await?;
    may(&caller, Action::See, &saved.data)?;
    Ok(tagged(StatusCode::OK, &Kept::of(saved, view)))
}

/// Saves a view of the caller's own.
#[utoipa::path(put, path = "/v1/views/{id}", tag = "views", operation_id = "save_view", params(("id" = words::Slug, Path, description = "Its name."), ("If-Match" = Option<String>, Header, description = "The version you have read.")), request_body = SavedViewBody, responses((status = 200, description = "Replaced.", body = Kept<SavedViewView>), (status = 201, description = "Created.", body = Kept<SavedViewView>)))]
async fn save(caller: Caller, Named(id): Named<ViewId>, sent: Sent) -> Result<Response, Problem> {
    caller.may(Action::Change, Object::View(caller.id(), false))?;
    let body: SavedViewBody = sent.read()?;
    text("name", &body.name, LONGEST_NAME)?;
    if body.query.chars().count() > LONGEST_QUERY {
        let message = format!("is longer than {LONGEST_QUERY} characters");
        return Err(Problem::invalid("query", message, "keep fewer filters in the view"));
    }
    let stored = settings::find::<SavedView>(&caller, id.as_str()).await?;
    if let Some(stored) = &stored {
        may(&caller, Action::Change, &stored.data)?;
    }
    let thing = SavedView { id, name: body.name, owner: caller.id().clone(), shared: body.shared, query: body.query };
    settings::save(&caller, &sent, stored.as_ref(), thing, view).await
}

/// Deletes a view of the caller's own.
#[utoipa::path(delete, path = "/v1/views/{id}", tag = "views", operation_id = "delete_view", params(("id" = words::Slug, Path, description = "Its name."), ("If-Match" = Option<String>, Header, description = "The version you have read.")), responses((status = 204, description = "Deleted.")))]
async fn remove(caller: Caller, Named(id): Named<ViewId>, sent: Sent) -> Result<StatusCode, Problem> {
    caller.may(Action::Change, Object::View(caller.id(), false))?;
    may(&caller, Action::Change, &settings::one::<SavedView>(&caller, id.as_str()).await?.data)?;
    settings::remove::<SavedView>(&caller, &sent, id.as_str()).await
}

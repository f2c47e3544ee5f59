//! Skills: what agents can do.

use axum::{Json, response::Response};
use domain::{
    access::{Action, Object},
    id::SkillId,
};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use store::settings::Skill;
use utoipa::ToSchema;

use crate::{
    actor::Caller,
    asked::{Asked, Named},
    error::Problem,
    page::{Page, Paging},
    routing::{OpenApiRouter, routes},
    sent::Sent,
    settings::{self, Kept, LONGEST_NAME, tagged, text},
    words,
};

/// A skill.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SkillView {
    /// Its name in rules.
    #[schema(value_type = words::Slug)]
    id: SkillId,
    #[serde(flatten)]
    skill: SkillBody,
}

/// A skill as an administrator writes it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SkillBody {
    /// What people call it.
    #[schema(min_length = 1, max_length = 100)]
    name: String,
}

fn view(skill: Skill) -> SkillView {
    SkillView { id: skill.id, skill: SkillBody { name: skill.name } }
}

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(get, save, remove))
}

/// The skills, by name.
#[utoipa::path(get, path = "/v1/skills", tag = "skills", operation_id = "list_skills", params(Paging), responses((status = 200, description = "A page of them.", body = Page<Kept<SkillView>>)))]
async fn list(caller: Caller, Asked(paging): Asked<Paging>) -> Result<Json<Page<Kept<SkillView>>>, Problem> {
    caller.may(Action::See, Object::Equipment)?;
    settings::list::<Skill, _>(&caller, &paging, view).await.map(Json)
}

/// A skill.
#[utoipa::path(get, path = "/v1/skills/{id}", tag = "skills", operation_id = "get_skill", params(("id" = words::Slug, Path, description = "Its name.")), responses((status = 200, description = "It.", body = Kept<SkillView>)))]
async fn get(caller: Caller, Named(id): Named<SkillId>) -> Result<Response, Problem> {
    caller.may(Action::See, Object::Equipment)?;
    Ok(tagged(StatusCode::OK, &Kept::of(settings::one::<Skill>(&caller, id.as_str()).await?, view)))
}

/// Creates a skill, or replaces it.
#[utoipa::path(put, path = "/v1/skills/{id}", tag = "skills", operation_id = "save_skill", params(("id" = words::Slug, Path, description = "Its name."), ("If-Match" = Option<String>, Header, description = "The version you have read.")), request_body = SkillBody, responses((status = 200, description = "Replaced.", body = Kept<SkillView>), (status = 201, description = "Created.", body = Kept<SkillView>)))]
async fn save(caller: Caller, Named(id): Named<SkillId>, sent: Sent) -> Result<Response, Problem> {
    caller.may(Action::Change, Object::Equipment)?;
    let body: SkillBody = sent.read()?;
    text("name", &body.name, LONGEST_NAME)?;
    let stored = settings::find::<Skill>(&caller, id.as_str()).await?;
    settings::save(&caller, &sent, stored.as_ref(), Skill { id, name: body.name }, view).await
}

/// Deletes a skill. Conversations that need it wait until somebody transfers them.
#[utoipa::path(delete, path = "/v1/skills/{id}", tag = "skills", operation_id = "delete_skill", params(("id" = words::Slug, Path, description = "Its name."), ("If-Match" = Option<String>, Header, description = "The version you have read.")), responses((status = 204, description = "Deleted.")))]
async fn remove(caller: Caller, Named(id): Named<SkillId>, sent: Sent) -> Result<StatusCode, Problem> {
    caller.may(Action::Change, Object::Equipment)?;
    settings::remove::<Skill>(&caller, &sent, id.as_str()).await
}

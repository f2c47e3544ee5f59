//! The description of the interface as it is published: `openapi.json`, which a test keeps true.

use axum::response::IntoResponse;
use domain::access::{Action, Object};
use http::header;

use crate::{
    actor::Caller,
    error::Problem,
    routing::{OpenApiRouter, routes},
};

/// The description as it is published.
const PUBLISHED: &str = include_str!("../openapi.json");

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(describe))
}

/// The description of this interface.
#[utoipa::path(get, path = "/v1/openapi.json", tag = "description", operation_id = "describe", responses((status = 200, description = "An OpenAPI document.", content_type = "application/json")))]
async fn describe(caller: Caller) -> Result<impl IntoResponse, Problem> {
    caller.may(Action::See, Object::Description)?;
    Ok(([(header::CONTENT_TYPE, "application/json")], PUBLISHED))
}

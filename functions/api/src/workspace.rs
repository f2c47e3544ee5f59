//! The company's own settings.

use axum::response::Response;
use domain::{
    access::{Action, Object},
    measure,
    time::Timestamp,
    workspace::Workspace,
};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    actor::Caller,
    error::Problem,
    routing::{OpenApiRouter, routes},
    sent::Sent,
    settings::{self, Kept, tagged},
};

/// The one there is.
const OWN: &str = "own";

/// The company's own settings.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WorkspaceBody {
    /// The time zone of buckets, labels and exports where a view names none, by its IANA name.
    #[schema(example = "Asia/Seoul")]
    zone: String,
    /// Whether a small sample of what matches no rule is kept for a week.
    #[serde(default = "yes")]
    #[schema(default = true)]
    noise_sample: bool,
    /// Whether a topic, an escalation rule or an alert rule that decides something new must have been tried on the last seven days of
    /// history, within seven days, before it is saved.
    #[serde(default)]
    #[schema(default = false)]
    require_backtest: bool,
}

fn yes() -> bool {
    true
}

fn view(workspace: Workspace) -> WorkspaceBody {
    let Workspace { zone, noise_sample, require_backtest } = workspace;
    WorkspaceBody { zone, noise_sample, require_backtest }
}

/// The company's own settings, or those it comes with.
pub(crate) async fn own(caller: &Caller) -> Result<Workspace, Problem> {
    Ok(settings::find::<Workspace>(caller, OWN).await?.map(|saved| saved.data).unwrap_or_default())
}

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(get, save))
}

/// The company's own settings; as they come where nobody has set any, with version 0.
#[utoipa::path(get, path = "/v1/workspace", tag = "workspace", operation_id = "get_workspace", responses((status = 200, description = "They.", body = Kept<WorkspaceBody>)))]
async fn get(caller: Caller) -> Result<Response, Problem> {
    caller.may(Action::See, Object::Workspace)?;
    let kept = match settings::find::<Workspace>(&caller, OWN).await? {
        Some(saved) => Kept::of(saved, view),
        None => Kept { setting: view(Workspace::default()), version: 0, saved_at: Timestamp::default() },
    };
    Ok(tagged(StatusCode::OK, &kept))
}

/// Sets them.
#[utoipa::path(put, path = "/v1/workspace", tag = "workspace", operation_id = "save_workspace", params(("If-Match" = Option<String>, Header, description = "The version you have read.")), request_body = WorkspaceBody, responses((status = 200, description = "Replaced.", body = Kept<WorkspaceBody>), (status = 201, description = "Set for the first time.", body = Kept<WorkspaceBody>)))]
async fn save(caller: Caller, sent: Sent) -> Result<Response, Problem> {
    caller.may(Action::Change, Object::Workspace)?;
    let WorkspaceBody { zone, noise_sample, require_backtest } = sent.read()?;
    measure::zone(&zone)?;
    let stored = settings::find::<Workspace>(&caller, OWN).await?;
    settings::save(&caller, &sent, stored.as_ref(), Workspace { zone, noise_sample, require_backtest }, view).await
}

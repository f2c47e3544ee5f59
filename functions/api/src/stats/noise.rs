//! What came in and matched no rule (ING-07).

use axum::Json;
use domain::{
    access::{Action, Object},
    id::AccountId,
    measure::Slot,
};
use serde::{Deserialize, Serialize};
use store::stats::noise;
use utoipa::{IntoParams, ToSchema};

use crate::routing::{OpenApiRouter, routes};
use crate::{actor::Caller, asked::Asked, error::Problem, words};

/// Of which connection and day.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// The connection.
    #[param(value_type = words::Slug)]
    account: AccountId,
    /// The UTC day, as 2026-03-01; otherwise today. Noise is kept for eight days.
    day: Option<String>,
}

/// Items of a day that matched no rule.
#[derive(Debug, Serialize, ToSchema)]
struct NoiseView {
    /// The connection.
    #[schema(value_type = words::Slug)]
    account: AccountId,
    /// The UTC day.
    day: String,
    /// How many in each hour of it.
    hours: Vec<u64>,
    /// How many in all.
    total: u64,
}

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(stats))
}

/// How many items of a connection matched no rule, by hour of a day.
#[utoipa::path(get, path = "/v1/stats/noise", tag = "stats", operation_id = "noise_stats", params(Wanted), responses((status = 200, description = "The figures.", body = NoiseView)))]
async fn stats(caller: Caller, Asked(wanted): Asked<Wanted>) -> Result<Json<NoiseView>, Problem> {
    caller.may(Action::See, Object::Figures)?;
    let day = match &wanted.day {
        Some(text) => day(text).ok_or_else(|| Problem::invalid("day", "is not a day", "write it as 2026-03-01"))?,
        None => caller.now.day(),
    };
    let hours = noise(&caller.deps.table, &wanted.account, &day).await?;
    Ok(Json(NoiseView { account: wanted.account, day, total: hours.iter().sum(), hours: hours.to_vec() }))
}

/// A day as the figures name it; nothing if the text is none.
fn day(text: &str) -> Option<String> {
    Slot::on(text, 0).map(Slot::day)
}

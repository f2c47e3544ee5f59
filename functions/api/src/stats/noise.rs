//! What came in and matched no rule (ING-07).

use axum::Json;
use domain::{
    access::{Action, Object},
    id::AccountId,
    measure::Slot,
    platform::ContentType,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use store::{sample, stats::noise};
use utoipa::{IntoParams, ToSchema};

use crate::routing::{OpenApiRouter, routes};
use crate::{actor::Caller, asked::Asked, error::Problem, words};

/// The most items of a sample that are shown.
const MOST_SAMPLED: usize = 200;

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

/// A sample of a day's noise.
#[derive(Debug, Serialize, ToSchema)]
struct SampleView {
    /// The connection.
    #[schema(value_type = words::Slug)]
    account: AccountId,
    /// The UTC day.
    day: String,
    /// One item in so many is in it.
    one_in: u64,
    /// The items, the newest first, two hundred at most.
    items: Vec<SampledView>,
}

/// An item that no rule asked for.
#[derive(Debug, Serialize, ToSchema)]
struct SampledView {
    /// When it was said.
    #[schema(value_type = words::Moment)]
    at: Timestamp,
    /// What it was on its platform.
    #[schema(value_type = Option<words::ContentType>)]
    content_type: Option<ContentType>,
    /// The words.
    text: String,
}

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(stats)).routes(routes!(sampled))
}

/// A small part of what matched no rule, for tuning the rules: words only, nothing of who wrote them. It goes after seven days; the
/// workspace says whether it is kept at all.
#[utoipa::path(get, path = "/v1/noise/sample", tag = "rules", operation_id = "noise_sample", params(Wanted), responses((status = 200, description = "The sample.", body = SampleView)))]
async fn sampled(caller: Caller, Asked(wanted): Asked<Wanted>) -> Result<Json<SampleView>, Problem> {
    caller.may(Action::See, Object::Intake)?;
    let day = asked_day(&caller, wanted.day.as_deref())?;
    let items = sample::of_day(&caller.deps.table, &wanted.account, &day, MOST_SAMPLED).await?;
    let items = items.into_iter().map(|one| SampledView { at: one.at, content_type: one.content_type, text: one.text });
    Ok(Json(SampleView { account: wanted.account, day, one_in: sample::ONE_IN, items: items.collect() }))
}

pub(super) fn asked_day(caller: &Caller, text: Option<&str>) -> Result<String, Problem> {
    match text {
        Some(text) => day(text).ok_or_else(|| Problem::invalid("day", "is not a day", "write it as 2026-03-01")),
        None => Ok(caller.now.day()),
    }
}

/// How many items of a connection matched no rule, by hour of a day.
#[utoipa::path(get, path = "/v1/stats/noise", tag = "stats", operation_id = "noise_stats", params(Wanted), responses((status = 200, description = "The figures.", body = NoiseView)))]
async fn stats(caller: Caller, Asked(wanted): Asked<Wanted>) -> Result<Json<NoiseView>, Problem> {
    caller.may(Action::See, Object::Figures)?;
    let day = asked_day(&caller, wanted.day.as_deref())?;
    let hours = noise(&caller.deps.table, &wanted.account, &day).await?;
    Ok(Json(NoiseView { account: wanted.account, day, total: hours.iter().sum(), hours: hours.to_vec() }))
}

/// A day as the figures name it; nothing if the text is none.
fn day(text: &str) -> Option<String> {
    Slot::on(text, 0).map(Slot::day)
}

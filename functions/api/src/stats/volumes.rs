//! What each ingestion rule has caught in a month, against its cap (ING-11).

use axum::Json;
use domain::{
    access::{Action, Object},
    id::{RuleId, TopicId},
    measure::Slot,
    topic::{Topic, Volume},
};
use serde::{Deserialize, Serialize};
use store::{stats, volume};
use utoipa::{IntoParams, ToSchema};

use crate::routing::{OpenApiRouter, routes};
use crate::{actor::Caller, asked::Asked, error::Problem, settings, words};

/// Of which topic and month.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// The topic.
    #[param(value_type = words::Slug)]
    topic: TopicId,
    /// The month (UTC), as 2026-03; otherwise this one.
    month: Option<String>,
}

/// What the rules of a topic have caught in a month.
#[derive(Debug, Serialize, ToSchema)]
struct VolumesView {
    /// The topic.
    #[schema(value_type = words::Slug)]
    topic: TopicId,
    /// The month.
    month: String,
    /// One entry per rule that there is or that has caught something, by name.
    rules: Vec<VolumeView>,
}

/// What a rule has caught.
#[derive(Debug, Serialize, ToSchema)]
struct VolumeView {
    /// The rule.
    #[schema(value_type = words::Slug)]
    rule: RuleId,
    /// Public items it kept; one that several rules caught counts for each.
    caught: u64,
    /// What it may, if it has a cap.
    per_month: Option<u64>,
    /// Whether it is beyond its cap, and pauses or samples.
    beyond: bool,
}

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(stats_of))
}

/// How much each rule of a topic caught in a month, and how much it may.
#[utoipa::path(get, path = "/v1/stats/volumes", tag = "stats", operation_id = "volume_stats", params(Wanted), responses((status = 200, description = "The figures.", body = VolumesView)))]
async fn stats_of(caller: Caller, Asked(wanted): Asked<Wanted>) -> Result<Json<VolumesView>, Problem> {
    caller.may(Action::See, Object::Figures)?;
    let month = wanted.month.unwrap_or_else(|| caller.now.day()[..7].to_owned());
    let first = format!("{month}-01");
    if month.len() != 7 || Slot::on(&first, 0).is_none() {
        return Err(Problem::invalid("month", "is not a month", "write it as 2026-03"));
    }
    let table = &caller.deps.table;
    let caught = stats::volumes(table, &wanted.topic, &first, &format!("{month}-31")).await?;
    let topic = settings::find::<Topic>(&caller, wanted.topic.as_str()).await?.map(|saved| saved.data);
    let standing: Option<Volume> = volume::of_month(table, &month).await?.into_iter().find(|one| one.topic == wanted.topic);
    let mut names: Vec<RuleId> = caught.keys().cloned().collect();
    names.extend(topic.iter().flat_map(|topic| &topic.rules).map(|rule| rule.id.clone()));
    names.sort_unstable();
    names.dedup();
    let rules = names.into_iter().map(|rule| VolumeView {
        caught: caught.get(&rule).copied().unwrap_or(0),
        per_month: topic
            .iter()
            .flat_map(|topic| &topic.rules)
            .find(|known| known.id == rule)
            .and_then(|rule| Some(rule.cap?.per_month)),
        beyond: standing.as_ref().is_some_and(|volume| volume.beyond.contains(&rule)),
        rule,
    });
    Ok(Json(VolumesView { topic: wanted.topic, month, rules: rules.collect() }))
}

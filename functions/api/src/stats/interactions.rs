//! Figures of interactions that are over, by queue (K-05 to K-08, K-14).

use std::collections::BTreeMap;

use axum::Json;
use domain::{
    access::{Action, Object},
    id::QueueId,
    queue::Queue,
    time::Timestamp,
};
use futures_util::future::try_join_all;
use serde::{Deserialize, Serialize};
use store::stats::queue_counters;
use utoipa::{IntoParams, ToSchema};

use crate::{
    actor::Caller,
    asked::Asked,
    error::Problem,
    period::{BucketLength, Frame, Period},
    routing::{OpenApiRouter, routes},
    settings::at_most,
    words,
};

/// The most queues of one answer.
pub const MOST_QUEUES: usize = 100;
/// The days where the caller does not say.
const USUAL_DAYS: i64 = 7;

/// Which figures.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// Of these queues; none means all. May be given several times.
    #[serde(default)]
    #[param(value_type = Vec<words::Slug>)]
    queue: Vec<QueueId>,
    /// The first day, as 2026-03-01, or the first moment, in RFC 3339. Otherwise a week before `to`.
    from: Option<String>,
    /// The last day, or the first moment that does not count any more. Otherwise now.
    to: Option<String>,
    /// The time zone of days, by its IANA name.
    #[serde(default = "utc")]
    #[param(default = "UTC", example = "Asia/Seoul")]
    zone: String,
}

/// Figures of a period, by queue.
#[derive(Debug, Serialize, ToSchema)]
struct InteractionsView {
    /// The first moment that counts: figures are made of half hours, and this is where the first begins.
    #[schema(value_type = words::Moment)]
    from: Timestamp,
    /// The first moment that does not count any more.
    #[schema(value_type = words::Moment)]
    to: Timestamp,
    /// When this was read.
    #[schema(value_type = words::Moment)]
    as_of: Timestamp,
    /// One entry per queue, by name.
    queues: Vec<QueueFiguresView>,
}

/// The figures of a queue. A figure counts when its interaction has ended.
#[derive(Debug, Serialize, ToSchema)]
struct QueueFiguresView {
    /// The queue.
    #[schema(value_type = words::Slug)]
    queue: QueueId,
    /// Stays in this queue.
    offered: i64,
    /// Those that ended with an agent accepting.
    answered: i64,
    /// answered / offered × 100.
    answer_percent: Option<f64>,
    /// The mean of all stays.
    average_wait_ms: Option<f64>,
    /// The mean of the stays that were answered.
    average_speed_of_answer_ms: Option<f64>,
    /// Interactions that ended here.
    handled: i64,
    /// The mean of connected time and wrap-up of those.
    average_handle_ms: Option<f64>,
    /// The mean of first responses to those.
    average_first_response_ms: Option<f64>,
    /// How often those were passed on.
    transfers: i64,
}

fn utc() -> String {
    "UTC".into()
}

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(stats))
}

/// Waiting, answering and handling of the interactions that ended in a period, by queue.
#[utoipa::path(get, path = "/v1/stats/interactions", tag = "stats", operation_id = "interaction_stats", params(Wanted), responses((status = 200, description = "The figures.", body = InteractionsView)))]
async fn stats(caller: Caller, Asked(mut wanted): Asked<Wanted>) -> Result<Json<InteractionsView>, Problem> {
    caller.may(Action::See, Object::Figures)?;
    let period = Period::read(wanted.from.as_deref(), wanted.to.as_deref(), &wanted.zone, USUAL_DAYS, caller.now)?;
    let frame = period.buckets(BucketLength::HalfHour).or_else(|_| period.buckets(BucketLength::Day))?;
    if wanted.queue.is_empty() {
        let saved = store::settings::all::<Queue>(&caller.deps.table).await?;
        wanted.queue = saved.into_iter().map(|saved| saved.data.id).collect();
    }
    wanted.queue.sort();
    wanted.queue.dedup();
    at_most("queue", &wanted.queue, MOST_QUEUES)?;
    let queues = try_join_all(wanted.queue.into_iter().map(|queue| figures(&caller, queue, &frame))).await?;
    Ok(Json(InteractionsView { from: frame.start(), to: frame.end(), as_of: caller.now, queues }))
}

async fn figures(caller: &Caller, queue: QueueId, frame: &Frame) -> Result<QueueFiguresView, Problem> {
    let (from, to) = frame.days();
    let mut sums: BTreeMap<String, i64> = BTreeMap::new();
    for row in queue_counters(&caller.deps.table, &queue, &from, &to).await? {
        if frame.of_slot(row.slot).is_some() {
            row.sums.into_iter().for_each(|(name, sum)| *sums.entry(name).or_default() += sum);
        }
    }
    let sum = |name: &str| sums.get(name).copied().unwrap_or_default();
    let mean = |total: i64, n: i64| (n > 0).then(|| total as f64 / n as f64);
    let (offered, answered, handled) = (sum("offered"), sum("answered"), sum("handled"));
    // Where every stay was answered, all waiting was waiting for an answer.
    let answered_wait = sums.get("answered_wait_ms").copied().or((offered == answered).then(|| sum("wait_ms")));
    Ok(QueueFiguresView {
        queue,
        offered,
        answered,
        answer_percent: mean(answered * 100, offered),
        average_wait_ms: mean(sum("wait_ms"), offered),
        average_speed_of_answer_ms: answered_wait.and_then(|wait| mean(wait, answered)),
        handled,
        average_handle_ms: mean(sum("handle_ms"), handled),
        average_first_response_ms: mean(sum("first_response_ms"), sum("first_responses")),
        transfers: sum("transfers"),
    })
}

//! How the lines stand now.

use axum::Json;
use domain::{
    access::{Action, Object},
    agent::{Agent, Desk, Presence},
    conversation::Stage,
    id::QueueId,
    queue::Queue,
    time::Timestamp,
};
use futures_util::future::try_join_all;
use serde::{Deserialize, Serialize};
use store::{
    agent,
    conversation::{Inbox, inbox_page, waiting_count},
    settings::{Saved, all},
};
use utoipa::{IntoParams, ToSchema};

use crate::routing::{OpenApiRouter, routes};
use crate::{actor::Caller, asked::Asked, error::Problem, page::LARGEST_PAGE, words};

/// A line is counted up to here.
pub const MOST_COUNTED: usize = 1_000;

/// Which lines.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// This one only.
    #[param(value_type = Option<words::Slug>)]
    queue: Option<QueueId>,
}

/// The lines, now.
#[derive(Debug, Serialize, ToSchema)]
struct LinesView {
    /// When this was read.
    #[schema(value_type = words::Moment)]
    as_of: Timestamp,
    /// One entry per queue, by name.
    queues: Vec<LineView>,
}

/// One line, now.
#[derive(Debug, Serialize, ToSchema)]
struct LineView {
    /// The queue.
    #[schema(value_type = words::Slug)]
    queue: QueueId,
    /// What people call it.
    name: String,
    /// Conversations in line, counted up to 1000.
    waiting: usize,
    /// Since when the one waits that has waited longest, of the first hundred in line.
    #[schema(value_type = Option<words::Moment>)]
    oldest_waiting_since: Option<Timestamp>,
    /// Agents of this queue who take work.
    agents_on_queue: usize,
    /// Conversations those agents hold, offered ones included, of whatever queue.
    held: usize,
    /// Conversations those agents have room for.
    free_places: usize,
}

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(stats))
}

/// How many conversations wait in each queue, since when, and for whom. Agents see their own queues.
#[utoipa::path(get, path = "/v1/stats/queues", tag = "stats", operation_id = "queue_stats", params(Wanted), responses((status = 200, description = "The lines, now.", body = LinesView)))]
async fn stats(caller: Caller, Asked(wanted): Asked<Wanted>) -> Result<Json<LinesView>, Problem> {
    if let Some(queue) = &wanted.queue {
        caller.may_to(Action::See, Object::Line(queue), "queue", queue)?;
    }
    let mut queues: Vec<Queue> = all::<Queue>(&caller.deps.table).await?.into_iter().map(|saved| saved.data).collect();
    queues.retain(|queue| wanted.queue.as_ref().is_none_or(|only| queue.id == *only) && caller.sees(Object::Line(&queue.id)));
    if let (Some(queue), true) = (&wanted.queue, queues.is_empty()) {
        return Err(Problem::not_found("queue", queue));
    }
    let agents = agent::all(&caller.deps.table).await?;
    let lines = try_join_all(queues.into_iter().map(|queue| line(&caller, queue, &agents))).await?;
    Ok(Json(LinesView { as_of: caller.now, queues: lines }))
}

async fn line(caller: &Caller, queue: Queue, agents: &[(Saved<Agent>, Desk)]) -> Result<LineView, Problem> {
    let table = &caller.deps.table;
    let (waiting, _) = waiting_count(table, &queue.id, MOST_COUNTED).await?;
    let oldest_waiting_since = if waiting == 0 {
        None
    } else {
        let first = inbox_page(table, Inbox::Waiting(&queue.id), None, LARGEST_PAGE).await?.items;
        let since = first.iter().filter_map(|stored| match &stored.conversation.stage {
            Stage::Waiting { since, .. } => Some(*since),
            _ => None,
        });
        since.min()
    };
    let there: Vec<_> = agents
        .iter()
        .filter(|(agent, desk)| desk.presence == Presence::OnQueue && agent.data.queues.contains(&queue.id))
        .collect();
    let room = |(agent, desk): &&(Saved<Agent>, Desk)| (agent.data.capacity as usize).saturating_sub(desk.holding.len());
    Ok(LineView {
        waiting: waiting.min(MOST_COUNTED),
        oldest_waiting_since,
        agents_on_queue: there.len(),
        held: there.iter().map(|(_, desk)| desk.holding.len()).sum(),
        free_places: there.iter().map(room).sum(),
        queue: queue.id,
        name: queue.name,
    })
}

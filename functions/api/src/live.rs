//! The live side: a ticket for a socket, and what was missed while there was none.

use std::collections::BTreeMap;

use axum::Json;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    access::{Action, Object},
    conversation::Conversation,
    id::{ConversationId, QueueId},
    time::Timestamp,
};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use store::{
    conversation::{Inbox, inbox_page},
    live::{TICKET_LIFE, issue_ticket},
};
use utoipa::{IntoParams, ToSchema};

use crate::{
    actor::Caller,
    asked::Asked,
    conversations::views,
    error::Problem,
    inbox::own_queues,
    page::LARGEST_PAGE,
    routing::{OpenApiRouter, routes},
    sent::Sent,
    view::conversation::ConversationView,
    words,
};

/// The most subjects a socket hears of: the agent and their queues.
pub const MOST_SUBJECTS: usize = 90;

/// A ticket for one socket.
#[derive(Debug, Serialize, ToSchema)]
struct TicketView {
    /// Open the WebSocket with `?ticket=` this. It works once.
    ticket: String,
    /// Until when it works.
    #[schema(value_type = words::Moment)]
    expires_at: Timestamp,
}

/// Since when.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// The `as_of` of the last answer, or when the socket was lost.
    #[param(value_type = words::Moment)]
    since: Timestamp,
}

/// What changed, and what there is now.
#[derive(Debug, Serialize, ToSchema)]
struct MissedView {
    /// Send this as `since` the next time.
    #[schema(value_type = words::Moment)]
    as_of: Timestamp,
    /// Conversations in the boxes that have changed since.
    changed: Vec<ConversationView>,
    /// What is on offer to the caller now. Whatever a client still shows and is in no box has left.
    #[schema(value_type = Vec<String>)]
    offered: Vec<ConversationId>,
    /// What is with the caller now.
    #[schema(value_type = Vec<String>)]
    with: Vec<ConversationId>,
    /// What the caller wraps up now.
    #[schema(value_type = Vec<String>)]
    wrap_up: Vec<ConversationId>,
    /// What waits now, by queue: the first hundred of each line.
    #[schema(value_type = BTreeMap<String, Vec<String>>)]
    waiting: BTreeMap<QueueId, Vec<ConversationId>>,
}

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(ticket)).routes(routes!(missed))
}

/// A ticket for a WebSocket that tells of the caller's conversations and queues.
#[utoipa::path(post, path = "/v1/live/tickets", tag = "live", operation_id = "issue_ticket", responses((status = 201, description = "A ticket for one socket, within a minute.", body = TicketView)))]
async fn ticket(caller: Caller, sent: Sent) -> Result<(StatusCode, Json<TicketView>), Problem> {
    caller.may(Action::Listen, Object::Socket)?;
    sent.nothing()?;
    let ticket = secret()?;
    let queues = own_queues(&caller).await?;
    let subjects: Vec<String> = std::iter::once(format!("agent:{}", caller.id()))
        .chain(caller.sees(Object::Alert).then(|| "alerts".to_owned()))
        .chain(queues.iter().map(|queue| format!("queue:{queue}")))
        .take(MOST_SUBJECTS)
        .collect();
    issue_ticket(&caller.deps.table, &ticket, caller.id().as_str(), &subjects, caller.now).await?;
    Ok((StatusCode::CREATED, Json(TicketView { ticket, expires_at: caller.now.plus(TICKET_LIFE) })))
}

/// 256 bits that nobody can guess.
fn secret() -> Result<String, Problem> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| Problem::broken(format_args!("the system gives no random bytes: {error}")))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// What changed in the caller's boxes and lines since a moment, and what is in them now.
#[utoipa::path(get, path = "/v1/live/missed", tag = "live", operation_id = "list_missed", params(Wanted), responses((status = 200, description = "What changed, and what there is.", body = MissedView)))]
async fn missed(caller: Caller, Asked(wanted): Asked<Wanted>) -> Result<Json<MissedView>, Problem> {
    caller.may(Action::Listen, Object::Socket)?;
    let me = caller.id();
    let mut changed = Vec::new();
    let mut keep = |found: Vec<Conversation>| -> Vec<ConversationId> {
        let ids = found.iter().map(|one| one.id).collect();
        // Equal counts as changed: two things may happen in one millisecond.
        changed.extend(found.into_iter().filter(|one| one.changed_at >= wanted.since));
        ids
    };
    let offered = keep(all_in(&caller, Inbox::Offered(me)).await?);
    let with = keep(all_in(&caller, Inbox::With(me)).await?);
    let wrap_up = keep(all_in(&caller, Inbox::WrapUp(me)).await?);
    let mut waiting = BTreeMap::new();
    for queue in own_queues(&caller).await? {
        let ids = keep(all_in(&caller, Inbox::Waiting(&queue)).await?);
        waiting.insert(queue, ids);
    }
    let changed = views(&caller, &changed).await?;
    Ok(Json(MissedView { as_of: caller.now, changed, offered, with, wrap_up, waiting }))
}

async fn all_in(caller: &Caller, inbox: Inbox<'_>) -> Result<Vec<Conversation>, Problem> {
    let page = inbox_page(&caller.deps.table, inbox, None, LARGEST_PAGE).await?;
    Ok(page.items.into_iter().map(|stored| stored.conversation).collect())
}

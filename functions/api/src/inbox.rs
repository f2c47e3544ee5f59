//! Inboxes: what is on offer to an agent, with them, in wrap-up, or waiting in a line.

use axum::Json;
use domain::{
    access::{Action, Object},
    conversation::Conversation,
    id::{AgentId, QueueId},
    queue::Queue,
};
use serde::{Deserialize, Serialize};
use store::{
    Cursor, Page as Found,
    conversation::{Inbox, Stored, inbox_page},
    settings,
};
use utoipa::{IntoParams, ToSchema};

use crate::{
    actor::Caller,
    asked::Asked,
    conversations::views,
    error::Problem,
    page::{Page, limit, open, reading, seal},
    routing::{OpenApiRouter, routes},
    view::conversation::ConversationView,
    words,
};

/// Which conversations.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// Which box.
    #[serde(rename = "box")]
    #[param(rename = "box", inline)]
    which: Which,
    /// Of this queue only.
    #[param(value_type = Option<words::Slug>)]
    queue: Option<QueueId>,
    /// Of this agent instead of the caller; for supervisors.
    #[param(value_type = Option<words::Slug>)]
    agent: Option<AgentId>,
    /// Where the page before ended: its `next`.
    cursor: Option<String>,
    /// How many items at most.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

/// A box.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Which {
    /// On offer to an agent.
    Offered,
    /// With an agent.
    With,
    /// In wrap-up.
    WrapUp,
    /// In line: of the caller's queues, or of all for supervisors.
    Waiting,
}

/// Where a page of several lines ends.
#[derive(Debug, Serialize, Deserialize)]
struct Place {
    queue: Option<QueueId>,
    after: Option<Cursor>,
}

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(list))
}

/// A box, in the order of the line. Several lines come one after the other, by the names of their queues.
#[utoipa::path(get, path = "/v1/inbox", tag = "conversations", operation_id = "list_inbox", params(Wanted), responses((status = 200, description = "A page of it.", body = Page<ConversationView>)))]
async fn list(caller: Caller, Asked(wanted): Asked<Wanted>) -> Result<Json<Page<ConversationView>>, Problem> {
    let most = limit(wanted.limit)?;
    let (found, list) = match wanted.which {
        Which::Waiting => waiting(&caller, &wanted, most).await?,
        Which::Offered | Which::With | Which::WrapUp => of_agent(&caller, &wanted, most).await?,
    };
    let conversations: Vec<Conversation> = found.items.into_iter().map(|stored| stored.conversation).collect();
    let next = found.next.and_then(|place| seal(&list, &place));
    Ok(Json(Page { items: views(&caller, &conversations).await?, next }))
}

struct Lines {
    items: Vec<Stored>,
    next: Option<Place>,
}

async fn of_agent(caller: &Caller, wanted: &Wanted, most: u32) -> Result<(Lines, String), Problem> {
    let whose = wanted.agent.as_ref().unwrap_or(caller.id());
    caller.may(Action::See, Object::Desk(whose))?;
    let list = format!("inbox {:?} {whose} {:?}", wanted.which, wanted.queue);
    let inbox = match wanted.which {
        Which::Offered => Inbox::Offered(whose),
        Which::With => Inbox::With(whose),
        Which::WrapUp | Which::Waiting => Inbox::WrapUp(whose),
    };
    let after = open::<Place>(&list, wanted.cursor.as_deref())?.and_then(|place| place.after);
    let Found { mut items, next } = page(caller, inbox, after, most).await?;
    items.retain(|stored| wanted.queue.as_ref().is_none_or(|queue| stored.conversation.needs.queue == *queue));
    Ok((Lines { items, next: next.map(|after| Place { queue: None, after: Some(after) }) }, list))
}

async fn waiting(caller: &Caller, wanted: &Wanted, most: u32) -> Result<(Lines, String), Problem> {
    if wanted.agent.is_some() {
        return Err(Problem::invalid("agent", "has no meaning for what waits", "leave it out, or ask for another box"));
    }
    let queues = match &wanted.queue {
        Some(queue) => {
            caller.may_to(Action::See, Object::Line(queue), "queue", queue)?;
            vec![queue.clone()]
        }
        None => own_queues(caller).await?,
    };
    let list = format!("waiting {:?} {}", wanted.queue, caller.id());
    let start: Option<Place> = open(&list, wanted.cursor.as_deref())?;
    let (from, mut after) = start.map_or((None, None), |place| (place.queue, place.after));
    let mut items = Vec::new();
    let mut left = queues.into_iter().skip_while(|queue| from.as_ref().is_some_and(|from| queue < from)).peekable();
    while let Some(queue) = left.next() {
        // The place is in the very line it names; a queue deleted meanwhile has none.
        let mut place = after.take().filter(|_| from.as_ref() == Some(&queue));
        loop {
            let found = page(caller, Inbox::Waiting(&queue), place, most - items.len() as u32).await?;
            items.extend(found.items);
            let full = items.len() as u32 >= most;
            match found.next {
                Some(next) if full => {
                    return Ok((Lines { items, next: Some(Place { queue: Some(queue), after: Some(next) }) }, list));
                }
                Some(next) => place = Some(next),
                None if full => {
                    let next = left.peek().map(|queue| Place { queue: Some(queue.clone()), after: None });
                    return Ok((Lines { items, next }, list));
                }
                None => break,
            }
        }
    }
    Ok((Lines { items, next: None }, list))
}

async fn page(caller: &Caller, inbox: Inbox<'_>, after: Option<Cursor>, most: u32) -> Result<Found<Stored>, Problem> {
    let continued = after.is_some();
    inbox_page(&caller.deps.table, inbox, after, most).await.map_err(|error| reading(error, continued))
}

/// The queues whose lines the caller sees, by name.
pub(crate) async fn own_queues(caller: &Caller) -> Result<Vec<QueueId>, Problem> {
    if !caller.sees_all() {
        return Ok(caller.actor.queues.iter().cloned().collect());
    }
    let mut queues: Vec<QueueId> =
        settings::all::<Queue>(&caller.deps.table).await?.into_iter().map(|saved| saved.data.id).collect();
    queues.sort();
    Ok(queues)
}

//! The rows of a thread: its history, and what was missed.

use axum::Json;
use domain::{
    access::Action,
    id::{ConversationId, MessageId},
    message::{Body, Message, Why},
    thread::Thread,
    time::Timestamp,
    trace::Decided,
};
use serde::{Deserialize, Serialize};
use store::{
    Cursor,
    conversation::{self, Rows},
};
use utoipa::IntoParams;

use crate::{
    actor::Caller,
    asked::{Asked, Named, NamedOf},
    conversations::load_for,
    error::Problem,
    page::{Page, bad_cursor, limit, open, reading, seal},
    routing::{OpenApiRouter, routes},
    view::{
        message::MessageView,
        trace::{self, TraceView},
    },
    words,
};

/// The most rows that can be caught up by `after_seq`.
pub const MOST_MISSED: usize = 2_000;
/// Rows read at once while catching up.
const CHUNK: u32 = 100;
/// Rows of one millisecond that a continued page reads over, at most.
const SAME_MOMENT: u32 = 50;

/// Which rows.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// What came after this place of the thread, oldest first.
    after_seq: Option<u64>,
    /// What was said at this moment or later, by the platform's clock, oldest first.
    #[param(value_type = Option<words::Moment>)]
    since: Option<Timestamp>,
    /// Where the page before ended: its `next`.
    cursor: Option<String>,
    /// How many items at most.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

/// The last row shown, for pages from a moment on.
#[derive(Debug, Serialize, Deserialize)]
struct Last {
    at: Timestamp,
    id: MessageId,
}

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(explain))
}

/// The rows of a conversation's thread, earlier conversations included: the newest first; or, with `after_seq` or
/// `since`, what was missed, oldest first.
#[utoipa::path(get, path = "/v1/conversations/{id}/messages", tag = "conversations", operation_id = "list_messages", params(("id" = String, Path, description = "The id of the conversation."), Wanted), responses((status = 200, description = "A page of them.", body = Page<MessageView>)))]
async fn list(
    caller: Caller,
    Named(id): Named<ConversationId>,
    Asked(wanted): Asked<Wanted>,
) -> Result<Json<Page<MessageView>>, Problem> {
    let most = limit(wanted.limit)?;
    let thread = load_for(&caller, Action::See, id).await?.thread;
    let (rows, next) = match (wanted.after_seq, wanted.since) {
        (Some(_), Some(_)) => return Err(Problem::invalid("since", "cannot go together with `after_seq`", "send one of them")),
        (Some(seq), None) => after_seq(&caller, &thread, seq, &wanted, most).await?,
        (None, Some(since)) => from(&caller, &thread, since, &wanted, most).await?,
        (None, None) => newest(&caller, &thread, &wanted, most).await?,
    };
    Ok(Json(Page { items: rows.into_iter().map(MessageView::from).collect(), next }))
}

/// Why a customer's message came to this conversation: how it was judged, which rules with which values decided, and who was asked.
#[utoipa::path(get, path = "/v1/conversations/{id}/messages/{message}/trace", tag = "conversations", operation_id = "explain_message", params(("id" = String, Path, description = "The id of the conversation."), ("message" = String, Path, description = "The id of the message."), trace::Wanted), responses((status = 200, description = "The trace.", body = TraceView)))]
async fn explain(
    caller: Caller,
    NamedOf(id, message): NamedOf<ConversationId, MessageId>,
    Asked(wanted): Asked<trace::Wanted>,
) -> Result<Json<TraceView>, Problem> {
    let conversation = load_for(&caller, Action::See, id).await?;
    let table = &caller.deps.table;
    let row = conversation::message(table, &conversation.thread, message.time(), message).await?;
    let row = row.ok_or_else(|| Problem::not_found("message", message))?;
    let text = match &row.body {
        Body::Customer { content, .. } => content.as_ref().and_then(|content| content.text.clone()),
        _ => None,
    };
    let (topics, rules) = trace::rules_now(table).await?;
    let mention = match &row.body {
        Body::Customer { why: Some(why), .. } => match &**why {
            Why::Mention { mention } => store::mention::get(table, *mention).await?,
            Why::Private { .. } => None,
        },
        _ => None,
    };
    let found = match &mention {
        Some(mention) => domain::trace::trace(mention, &topics, &rules),
        None => match Decided::private(&row, &conversation) {
            Some(decided) => domain::trace::trace(decided, &topics, &rules),
            None => return Err(Problem::not_found("trace of the message", message)),
        },
    };
    Ok(Json(TraceView::of(found.with_conversation(&conversation), text.as_deref(), wanted.language)))
}

type Slice = (Vec<Message>, Option<String>);

async fn newest(caller: &Caller, thread: &Thread, wanted: &Wanted, most: u32) -> Result<Slice, Problem> {
    let list = format!("messages {thread}");
    let after: Option<Cursor> = open(&list, wanted.cursor.as_deref())?;
    let continued = after.is_some();
    let page = conversation::messages(&caller.deps.table, thread, Rows::Newest(after), most).await;
    let page = page.map_err(|error| reading(error, continued))?;
    Ok((page.items, page.next.and_then(|next| seal(&list, &next))))
}

/// Rows lie in the order of the platform's time, and `seq` counts them as they came: a late arrival has a new number
/// and an old place. So it is looked for from the newest row back until none is missing.
async fn after_seq(caller: &Caller, thread: &Thread, seq: u64, wanted: &Wanted, most: u32) -> Result<Slice, Problem> {
    if wanted.cursor.is_some() {
        return Err(Problem::invalid(
            "cursor",
            "cannot go together with `after_seq`",
            "send the `seq` of the last row as `after_seq`",
        ));
    }
    let table = &caller.deps.table;
    let newest = conversation::of_thread(table, thread).await?.map_or(0, |stored| stored.conversation.seq);
    let missing = newest.saturating_sub(seq) as usize;
    if missing > MOST_MISSED {
        let message = format!("is {missing} rows behind, and {MOST_MISSED} can be caught up");
        return Err(Problem::invalid("after_seq", message, "leave it out, and read the thread from its newest row"));
    }
    let mut found: Vec<Message> = Vec::with_capacity(missing);
    let mut after = None;
    while found.len() < missing {
        let page = conversation::messages(table, thread, Rows::Newest(after), CHUNK).await?;
        found.extend(page.items.into_iter().filter(|row| row.seq > seq));
        match page.next {
            Some(next) => after = Some(next),
            None => break,
        }
    }
    found.sort_by_key(|row| row.seq);
    found.truncate(most as usize);
    Ok((found, None))
}

async fn from(caller: &Caller, thread: &Thread, since: Timestamp, wanted: &Wanted, most: u32) -> Result<Slice, Problem> {
    let list = format!("messages {thread} from {since}");
    let last: Option<Last> = open(&list, wanted.cursor.as_deref())?;
    if last.as_ref().is_some_and(|last| last.at < since) {
        return Err(bad_cursor());
    }
    let start = last.as_ref().map_or(since, |last| last.at);
    let page = conversation::messages(&caller.deps.table, thread, Rows::From(start), most + SAME_MOMENT).await?;
    let mut more = page.next.is_some();
    let mut rows = page.items;
    if let Some(last) = last {
        rows.retain(|row| (row.at, row.id) > (last.at, last.id));
    }
    more |= rows.len() > most as usize;
    rows.truncate(most as usize);
    let next = rows.last().filter(|_| more).and_then(|row| seal(&list, &Last { at: row.at, id: row.id }));
    Ok((rows, next))
}

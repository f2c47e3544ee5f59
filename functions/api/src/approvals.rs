//! Answers that wait for approval in a crisis (ALR-03): which there are, and a person's word on one.

use std::collections::{BTreeMap, BTreeSet};

use axum::Json;
use domain::{
    access::{Action, Object},
    answer::Wanted,
    approval,
    conversation::Conversation,
    event::Route,
    id::{ConversationId, MessageId},
    message::{Body, Message},
};
use serde::{Deserialize, Serialize};
use store::{Cursor, conversation};
use utoipa::ToSchema;

use crate::{
    actor::Caller,
    asked::{Asked, NamedOf},
    command::Accepted,
    conversations::views,
    error::Problem,
    moves::send,
    page::{Page, Paging, limit, open, reading, seal},
    replies::{connected, lawful},
    routing::{OpenApiRouter, routes},
    sent::Sent,
    settings::text,
    view::{conversation::ConversationView, message::MessageView},
};

/// The longest reason, in characters.
const LONGEST_REASON: usize = 1_000;
/// The cursors of this list.
const LIST: &str = "approvals";

/// Why an answer does not go out.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RefuseBody {
    /// The reason, for its author. Who takes an answer of their own back may leave it out.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 1000)]
    reason: Option<String>,
}

/// An answer that waits for approval.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AwaitingView {
    /// The answer.
    message: MessageView,
    /// The conversation it was written in.
    conversation: ConversationView,
    /// The customer has written since. It may go out all the same.
    customer_since: bool,
}

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(approve)).routes(routes!(refuse))
}

/// The answers that wait for approval, the oldest first. They stay when the crisis is over, until a person decides.
#[utoipa::path(get, path = "/v1/approvals", tag = "conversations", operation_id = "list_approvals", params(Paging), responses((status = 200, description = "A page of them.", body = Page<AwaitingView>)))]
async fn list(caller: Caller, Asked(paging): Asked<Paging>) -> Result<Json<Page<AwaitingView>>, Problem> {
    caller.may(Action::See, Object::Alert)?;
    let after: Option<Cursor> = open(LIST, paging.cursor.as_deref())?;
    let continued = after.is_some();
    let table = &caller.deps.table;
    let found = conversation::awaiting(table, after, limit(paging.limit)?).await.map_err(|error| reading(error, continued))?;
    let ids: BTreeSet<ConversationId> = found.items.iter().map(|row| row.conversation).collect();
    let stored = conversation::get_many(table, &ids.into_iter().collect::<Vec<_>>()).await?;
    let all: BTreeMap<_, Conversation> = stored.into_iter().map(|one| (one.conversation.id, one.conversation)).collect();
    let both = |row: Message| all.get(&row.conversation).cloned().map(|own| (row, own));
    let (rows, own): (Vec<Message>, Vec<Conversation>) = found.items.into_iter().filter_map(both).unzip();
    let shown = views(&caller, &own).await?;
    let items = rows.into_iter().zip(own).zip(shown).map(|((row, own), conversation)| AwaitingView {
        customer_since: own.last_customer_at.is_some_and(|last| last > row.at),
        message: row.into(),
        conversation,
    });
    let items = items.collect();
    Ok(Json(Page { items, next: found.next.and_then(|next| seal(LIST, &next)) }))
}

/// Lets an answer go out that waits for approval. Whether the channel still takes it is asked once more.
#[utoipa::path(post, path = "/v1/conversations/{id}/messages/{message}/approve", tag = "conversations", operation_id = "approve", params(("id" = String, Path, description = "The id of the conversation."), ("message" = String, Path, description = "The id of the answer."), ("Idempotency-Key" = Option<String>, Header, description = "Made up by the client; the same again is the same command.")), responses((status = 202, description = "Sent to be carried out.", body = Accepted)))]
async fn approve(
    caller: Caller,
    NamedOf(id, message): NamedOf<ConversationId, MessageId>,
    sent: Sent,
) -> Result<Accepted, Problem> {
    sent.nothing()?;
    send(&caller, &sent, Action::Approve, id, async |conversation| {
        let row = answer(&caller, conversation, message).await?;
        approval::awaited(&row)?;
        if let Body::Agent { text, extra, .. } = &row.body {
            let wanted = Wanted { visibility: row.visibility, text, seen: None, extra: extra.as_ref() };
            lawful(&caller, conversation, wanted).await?;
        }
        connected(&caller, conversation).await?;
        Ok(Route::Approve { conversation: id, message, by: caller.id().clone() })
    })
    .await
}

/// Says no to an answer that waits for approval. Its author may take it back themselves.
#[utoipa::path(post, path = "/v1/conversations/{id}/messages/{message}/refuse", tag = "conversations", operation_id = "refuse", params(("id" = String, Path, description = "The id of the conversation."), ("message" = String, Path, description = "The id of the answer."), ("Idempotency-Key" = Option<String>, Header, description = "Made up by the client; the same again is the same command.")), request_body = RefuseBody, responses((status = 202, description = "Sent to be carried out.", body = Accepted)))]
async fn refuse(
    caller: Caller,
    NamedOf(id, message): NamedOf<ConversationId, MessageId>,
    sent: Sent,
) -> Result<Accepted, Problem> {
    let RefuseBody { reason } = sent.read()?;
    if let Some(reason) = &reason {
        text("reason", reason, LONGEST_REASON)?;
    }
    send(&caller, &sent, Action::Reply, id, async |conversation| {
        let row = answer(&caller, conversation, message).await?;
        let own = matches!(&row.body, Body::Agent { agent, .. } if agent == caller.id());
        if !own {
            caller.may_to(Action::Approve, Object::Conversation(conversation), "conversation", id)?;
        }
        approval::awaited(&row)?;
        if !own && reason.is_none() {
            return Err(Problem::invalid("reason", "is missing", "say why, so that its author can write a better one"));
        }
        Ok(Route::Withhold { conversation: id, message, by: caller.id().clone(), reason })
    })
    .await
}

/// A row of the very conversation: earlier ones of its thread have rows of their own.
async fn answer(caller: &Caller, of: &Conversation, message: MessageId) -> Result<Message, Problem> {
    let row = conversation::message(&caller.deps.table, &of.thread, message.time(), message).await?;
    row.filter(|row| row.conversation == of.id).ok_or_else(|| Problem::not_found("message", message))
}

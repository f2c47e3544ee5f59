//! Mentions: the rows behind the figures, each with how it was judged; and giving one to people.

mod corrections;
pub(crate) mod history;
mod list;
mod trace;
mod view;

use axum::Json;
use domain::{
    access::{Action, Object},
    account::Account,
    conversation::Refused,
    event::Route,
    id::{EnvelopeId, MentionId, QueueId},
    mention::Mention,
    queue::Queue,
    thread::Thread,
};
use serde::Deserialize;
use store::mention;
use utoipa::ToSchema;

use self::view::MentionView;
use crate::{
    actor::Caller,
    asked::{Named, NamedOf},
    command::{self, Accepted, Address, OutcomeView},
    error::Problem,
    moves::LONGEST_NOTE,
    routing::{OpenApiRouter, routes},
    sent::Sent,
    settings::{exists, find, text},
    words,
};

/// To which queue, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct EscalateBody {
    /// The queue.
    #[schema(value_type = words::Slug)]
    queue: QueueId,
    /// Words for whoever gets it.
    #[serde(default)]
    #[schema(max_length = 5000)]
    note: Option<String>,
}

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new()
        .merge(list::routes())
        .merge(trace::routes())
        .merge(corrections::routes())
        .routes(routes!(get))
        .routes(routes!(escalate))
        .routes(routes!(outcome))
}

async fn load(caller: &Caller, id: MentionId) -> Result<Mention, Problem> {
    mention::get(&caller.deps.table, id).await?.ok_or_else(|| Problem::not_found("mention", id))
}

/// The thread a mention belongs to; nothing once its author has deleted it.
fn thread(mention: &Mention) -> Option<Thread> {
    mention.item().map(|item| Thread::of(&item))
}

/// A mention: why it was kept, how it was judged, what became of it.
#[utoipa::path(get, path = "/v1/mentions/{id}", tag = "mentions", operation_id = "get_mention", params(("id" = String, Path, description = "Its id.")), responses((status = 200, description = "It.", body = MentionView)))]
async fn get(caller: Caller, Named(id): Named<MentionId>) -> Result<Json<MentionView>, Problem> {
    caller.may(Action::See, Object::Mention)?;
    Ok(Json(MentionView::from(load(&caller, id).await?)))
}

/// Gives a mention to the people of a queue, whatever the rules said.
#[utoipa::path(post, path = "/v1/mentions/{id}/escalate", tag = "mentions", operation_id = "escalate_mention", params(("id" = String, Path, description = "Its id."), ("Idempotency-Key" = Option<String>, Header, description = "Made up by the client; the same again is the same command.")), request_body = EscalateBody, responses((status = 202, description = "Sent to be carried out.", body = Accepted)))]
async fn escalate(caller: Caller, Named(id): Named<MentionId>, sent: Sent) -> Result<Accepted, Problem> {
    caller.may(Action::Escalate, Object::Mention)?;
    let body: EscalateBody = sent.read()?;
    if let Some(note) = &body.note {
        text("note", note, LONGEST_NOTE)?;
    }
    let mention = load(&caller, id).await?;
    let Some(thread) = thread(&mention) else { return Err(deleted()) };
    let to = Address { thread, home: format!("/v1/mentions/{id}") };
    command::send(&caller, &sent, to, async {
        if mention.verdict.as_ref().is_some_and(domain::escalate::Verdict::escalates) {
            return Err(Refused::AlreadyEscalated.into());
        }
        exists::<Queue>(&caller, "queue", body.queue.as_str()).await?;
        if find::<Account>(&caller, mention.account.as_str()).await?.is_none() {
            return Err(Refused::NoSuch { what: "account".into(), name: mention.account.to_string() }.into());
        }
        Ok(Route::EscalateByHand { mention: id, queue: body.queue, by: caller.id().clone(), note: body.note })
    })
    .await
}

/// How far the escalation of a mention has come.
#[utoipa::path(get, path = "/v1/mentions/{id}/commands/{command}", tag = "mentions", operation_id = "get_mention_command", params(("id" = String, Path, description = "The id of the mention."), ("command" = String, Path, description = "The id of the command.")), responses((status = 200, description = "How far it has come.", body = OutcomeView)))]
async fn outcome(caller: Caller, NamedOf(id, command): NamedOf<MentionId, EnvelopeId>) -> Result<Json<OutcomeView>, Problem> {
    caller.may(Action::See, Object::Mention)?;
    let mention = load(&caller, id).await?;
    let Some(thread) = thread(&mention) else { return Err(deleted()) };
    command::find(&caller, &thread, command).await.map(Json)
}

fn deleted() -> Problem {
    Problem::conflict("deleted", "its author has deleted the item", "there is nothing to answer any more")
}

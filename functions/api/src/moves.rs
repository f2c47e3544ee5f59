//! What people do with conversations: each request sends one command, after the same pure decision that `route` will
//! take has been asked of the conversation as it is now.

use domain::{
    access::{Action, Object},
    conversation::{Conversation, Destination, Refused, Stage},
    event::Route,
    id::{AgentId, ConversationId, MessageId, QueueId, SkillId, WrapUpCode},
    interaction::Dismissal,
    moderation::{self, Moderation},
    queue::Queue,
};
use serde::Deserialize;
use store::{agent, settings::Skill};
use utoipa::ToSchema;

use crate::{
    actor::Caller,
    asked::{Named, NamedOf},
    command::{self, Accepted, Address},
    conversations::load,
    error::Problem,
    routing::{OpenApiRouter, routes},
    sent::Sent,
    settings::{MOST_NAMES, at_most, find, text},
    words,
};

/// The longest note, in characters.
pub const LONGEST_NOTE: usize = 5_000;

/// To whom.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AssignBody {
    /// The agent.
    #[schema(value_type = words::Slug)]
    to: AgentId,
}

/// To where, with what to know.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TransferBody {
    /// To where.
    #[schema(value_type = ToView)]
    to: To,
    /// Words for the next one.
    #[serde(default)]
    #[schema(max_length = 5000)]
    note: Option<String>,
}

/// Where a transfer goes.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum To {
    Queue(QueueId),
    Agent(AgentId),
    Skill(SkillId),
}

/// Where a transfer goes: exactly one of these.
#[derive(ToSchema)]
#[serde(untagged)]
#[allow(dead_code, reason = "it is the description of `To`, whose variants are the names of fields")]
enum ToView {
    /// To anyone of a queue.
    Queue { queue: words::Slug },
    /// To one agent: offered to them first, then to the same queue.
    Agent { agent: words::Slug },
    /// To anyone of the same queue who has a skill.
    Skill { skill: words::Slug },
}

/// What it was about.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CloseBody {
    /// One of the codes of its queue.
    #[serde(default)]
    #[schema(value_type = Option<words::Slug>)]
    code: Option<WrapUpCode>,
}

/// Why nobody should have been asked.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DismissBody {
    /// Why.
    #[schema(value_type = words::Dismissal)]
    why: Dismissal,
    /// More words on it.
    #[serde(default)]
    #[schema(max_length = 5000)]
    note: Option<String>,
}

/// What is done to a customer's public words.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ModerateBody {
    /// What. Which of it a channel can is in the `moderation` of the conversation.
    #[schema(value_type = words::Moderation)]
    what: Moderation,
}

/// Words for colleagues.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NoteBody {
    /// The words.
    #[schema(min_length = 1, max_length = 5000)]
    text: String,
    /// Colleagues called by it.
    #[serde(default)]
    #[schema(value_type = words::Slugs, max_items = 100)]
    mentions: Vec<AgentId>,
}

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(accept))
        .routes(routes!(decline))
        .routes(routes!(take))
        .routes(routes!(assign))
        .routes(routes!(transfer))
        .routes(routes!(end))
        .routes(routes!(close))
        .routes(routes!(dismiss))
        .routes(routes!(moderate))
        .routes(routes!(note))
}

/// Sends the command that `decide` makes of the conversation, if the caller may do `action` to it.
pub(crate) async fn send(
    caller: &Caller,
    sent: &Sent,
    action: Action,
    id: ConversationId,
    decide: impl AsyncFnOnce(&Conversation) -> Result<Route, Problem>,
) -> Result<Accepted, Problem> {
    let conversation = load(caller, id).await?;
    let to = Address { thread: conversation.thread.clone(), home: format!("/v1/conversations/{id}") };
    command::send(caller, sent, to, async {
        caller.may_to(action, Object::Conversation(&conversation), "conversation", id)?;
        decide(&conversation).await
    })
    .await
}

/// The agent the conversation is on offer to takes it.
#[utoipa::path(post, path = "/v1/conversations/{id}/accept", tag = "conversations", operation_id = "accept", params(("id" = String, Path, description = "The id of the conversation."), ("Idempotency-Key" = Option<String>, Header, description = "Made up by the client; the same again is the same command.")), responses((status = 202, description = "Sent to be carried out.", body = Accepted)))]
async fn accept(caller: Caller, Named(id): Named<ConversationId>, sent: Sent) -> Result<Accepted, Problem> {
    sent.nothing()?;
    send(&caller, &sent, Action::Accept, id, async |conversation| {
        conversation.clone().accept(caller.id(), caller.now)?;
        Ok(Route::Accept { conversation: id, agent: caller.id().clone() })
    })
    .await
}

/// The agent the conversation is on offer to does not take it: it goes on to another.
#[utoipa::path(post, path = "/v1/conversations/{id}/decline", tag = "conversations", operation_id = "decline", params(("id" = String, Path, description = "The id of the conversation."), ("Idempotency-Key" = Option<String>, Header, description = "Made up by the client; the same again is the same command.")), responses((status = 202, description = "Sent to be carried out.", body = Accepted)))]
async fn decline(caller: Caller, Named(id): Named<ConversationId>, sent: Sent) -> Result<Accepted, Problem> {
    sent.nothing()?;
    send(&caller, &sent, Action::Decline, id, async |conversation| {
        conversation.clone().pass(caller.id(), caller.now)?;
        Ok(Route::Decline { conversation: id, agent: caller.id().clone() })
    })
    .await
}

/// The caller takes a conversation. Out of other hands only a supervisor may.
#[utoipa::path(post, path = "/v1/conversations/{id}/take", tag = "conversations", operation_id = "take", params(("id" = String, Path, description = "The id of the conversation."), ("Idempotency-Key" = Option<String>, Header, description = "Made up by the client; the same again is the same command.")), responses((status = 202, description = "Sent to be carried out.", body = Accepted)))]
async fn take(caller: Caller, Named(id): Named<ConversationId>, sent: Sent) -> Result<Accepted, Problem> {
    sent.nothing()?;
    send(&caller, &sent, Action::Take, id, async |conversation| {
        out_of_hands(&caller, conversation)?;
        give(&caller, conversation, caller.id()).await
    })
    .await
}

/// A supervisor gives a conversation to an agent.
#[utoipa::path(post, path = "/v1/conversations/{id}/assign", tag = "conversations", operation_id = "assign", params(("id" = String, Path, description = "The id of the conversation."), ("Idempotency-Key" = Option<String>, Header, description = "Made up by the client; the same again is the same command.")), request_body = AssignBody, responses((status = 202, description = "Sent to be carried out.", body = Accepted)))]
async fn assign(caller: Caller, Named(id): Named<ConversationId>, sent: Sent) -> Result<Accepted, Problem> {
    let body: AssignBody = sent.read()?;
    send(&caller, &sent, Action::Assign, id, async |conversation| give(&caller, conversation, &body.to).await).await
}

/// Passes a conversation on: to a queue, an agent, or whoever has a skill. Agents pass on what they hold.
#[utoipa::path(post, path = "/v1/conversations/{id}/transfer", tag = "conversations", operation_id = "transfer", params(("id" = String, Path, description = "The id of the conversation."), ("Idempotency-Key" = Option<String>, Header, description = "Made up by the client; the same again is the same command.")), request_body = TransferBody, responses((status = 202, description = "Sent to be carried out.", body = Accepted)))]
async fn transfer(caller: Caller, Named(id): Named<ConversationId>, sent: Sent) -> Result<Accepted, Problem> {
    let body: TransferBody = sent.read()?;
    if let Some(note) = &body.note {
        text("note", note, LONGEST_NOTE)?;
    }
    send(&caller, &sent, Action::Transfer, id, async |conversation| {
        if !caller.sees_all() {
            conversation.held_by(caller.id())?;
        }
        let to = destination(&caller, body.to).await?;
        conversation.clone().transfer(&to, caller.now)?;
        Ok(Route::Transfer { conversation: id, to, by: caller.id().clone(), note: body.note, over: caller.sees_all() })
    })
    .await
}

/// The customer's side ends; wrap-up begins.
#[utoipa::path(post, path = "/v1/conversations/{id}/end", tag = "conversations", operation_id = "end", params(("id" = String, Path, description = "The id of the conversation."), ("Idempotency-Key" = Option<String>, Header, description = "Made up by the client; the same again is the same command.")), responses((status = 202, description = "Sent to be carried out.", body = Accepted)))]
async fn end(caller: Caller, Named(id): Named<ConversationId>, sent: Sent) -> Result<Accepted, Problem> {
    sent.nothing()?;
    send(&caller, &sent, Action::End, id, async |conversation| {
        conversation.clone().end(caller.id(), caller.now)?;
        Ok(Route::End { conversation: id, by: caller.id().clone() })
    })
    .await
}

/// The interaction is over, with what it was about.
#[utoipa::path(post, path = "/v1/conversations/{id}/close", tag = "conversations", operation_id = "close", params(("id" = String, Path, description = "The id of the conversation."), ("Idempotency-Key" = Option<String>, Header, description = "Made up by the client; the same again is the same command.")), request_body = CloseBody, responses((status = 202, description = "Sent to be carried out.", body = Accepted)))]
async fn close(caller: Caller, Named(id): Named<ConversationId>, sent: Sent) -> Result<Accepted, Problem> {
    let body: CloseBody = sent.read()?;
    send(&caller, &sent, Action::Close, id, async |conversation| {
        conversation.clone().close(caller.id(), body.code.clone(), caller.now)?;
        if let Some(queue) = find::<Queue>(&caller, conversation.needs.queue.as_str()).await? {
            queue.data.allows(body.code.as_ref())?;
        }
        Ok(Route::Close { conversation: id, by: caller.id().clone(), code: body.code })
    })
    .await
}

/// Says that nobody should have been asked: the conversation is over, and the rule that asked for people is told so by its
/// figures. Not after an answer, and not out of other hands.
#[utoipa::path(post, path = "/v1/conversations/{id}/dismiss", tag = "conversations", operation_id = "dismiss", params(("id" = String, Path, description = "The id of the conversation."), ("Idempotency-Key" = Option<String>, Header, description = "Made up by the client; the same again is the same command.")), request_body = DismissBody, responses((status = 202, description = "Sent to be carried out.", body = Accepted)))]
async fn dismiss(caller: Caller, Named(id): Named<ConversationId>, sent: Sent) -> Result<Accepted, Problem> {
    let body: DismissBody = sent.read()?;
    if let Some(note) = &body.note {
        text("note", note, LONGEST_NOTE)?;
    }
    send(&caller, &sent, Action::Close, id, async |conversation| {
        conversation.clone().dismiss(caller.id(), body.why, caller.now)?;
        Ok(Route::Dismiss { conversation: id, by: caller.id().clone(), why: body.why, note: body.note })
    })
    .await
}

/// Hides, likes or deletes what a customer wrote for all to see, by the conversation's channel. Only whoever holds the conversation
/// may. A row of the thread says what was done, and `not_…` if the platform did not do it.
#[utoipa::path(post, path = "/v1/conversations/{id}/messages/{message}/moderate", tag = "conversations", operation_id = "moderate", params(("id" = String, Path, description = "The id of the conversation."), ("message" = String, Path, description = "The id of the message."), ("Idempotency-Key" = Option<String>, Header, description = "Made up by the client; the same again is the same command.")), request_body = ModerateBody, responses((status = 202, description = "Sent to be carried out.", body = Accepted)))]
async fn moderate(
    caller: Caller,
    NamedOf(id, message): NamedOf<ConversationId, MessageId>,
    sent: Sent,
) -> Result<Accepted, Problem> {
    let body: ModerateBody = sent.read()?;
    send(&caller, &sent, Action::Reply, id, async |conversation| {
        conversation.held_by(caller.id())?;
        let row = store::conversation::message(&caller.deps.table, &conversation.thread, message.time(), message).await?;
        let row = row.ok_or_else(|| Problem::not_found("message", message))?;
        let can = channels::capabilities(conversation.platform).map_or(&[][..], |known| known.moderation);
        moderation::decide(&row, body.what, can)?;
        Ok(Route::Moderate { conversation: id, message, by: caller.id().clone(), what: body.what })
    })
    .await
}

/// Leaves words for colleagues. They are never sent to the customer.
#[utoipa::path(post, path = "/v1/conversations/{id}/notes", tag = "conversations", operation_id = "leave_note", params(("id" = String, Path, description = "The id of the conversation."), ("Idempotency-Key" = Option<String>, Header, description = "Made up by the client; the same again is the same command.")), request_body = NoteBody, responses((status = 202, description = "Sent to be carried out.", body = Accepted)))]
async fn note(caller: Caller, Named(id): Named<ConversationId>, sent: Sent) -> Result<Accepted, Problem> {
    let body: NoteBody = sent.read()?;
    text("text", &body.text, LONGEST_NOTE)?;
    at_most("mentions", &body.mentions, MOST_NAMES)?;
    send(&caller, &sent, Action::Note, id, async |_| {
        for (i, name) in body.mentions.iter().enumerate() {
            if agent::get(&caller.deps.table, name).await?.is_none() {
                return Err(Problem::invalid(
                    format_args!("mentions[{i}]"),
                    format_args!("there is no agent `{name}`"),
                    "name another",
                ));
            }
        }
        Ok(Route::Note { conversation: id, by: caller.id().clone(), text: body.text, mentions: body.mentions })
    })
    .await
}

/// A claimed conversation is locked to its owner (AGT-15); supervisors may take it over.
fn out_of_hands(caller: &Caller, conversation: &Conversation) -> Result<(), Refused> {
    match &conversation.stage {
        Stage::With { agent, .. } | Stage::WrapUp { agent, .. } if agent != caller.id() && !caller.sees_all() => {
            Err(Refused::HeldBy { holder: agent.clone() })
        }
        _ => Ok(()),
    }
}

/// The command that gives a conversation to an agent who has room for it.
async fn give(caller: &Caller, conversation: &Conversation, to: &AgentId) -> Result<Route, Problem> {
    conversation.clone().assign(to, caller.now)?;
    let Some(candidate) = agent::candidate(&caller.deps.table, to).await? else {
        // Who signs in is not yet an agent: that is a state of things, not a mistake in the request.
        let is_me = to == caller.id();
        let no_such = no_such("agent", to.as_str());
        return Err(if is_me { Refused::NoSuch { what: "agent".into(), name: to.to_string() }.into() } else { no_such });
    };
    if !candidate.has_room_for(conversation.id) {
        return Err(Refused::Full { agent: candidate.agent.id, capacity: candidate.agent.capacity }.into());
    }
    Ok(Route::Assign { conversation: conversation.id, to: to.clone(), by: caller.id().clone(), over: caller.sees_all() })
}

async fn destination(caller: &Caller, to: To) -> Result<Destination, Problem> {
    match to {
        To::Queue(queue) if find::<Queue>(caller, queue.as_str()).await?.is_some() => Ok(Destination::Queue { queue }),
        To::Queue(queue) => Err(no_such("queue", queue.as_str())),
        To::Agent(agent) if agent::get(&caller.deps.table, &agent).await?.is_some() => Ok(Destination::Agent { agent }),
        To::Agent(agent) => Err(no_such("agent", agent.as_str())),
        To::Skill(skill) if find::<Skill>(caller, skill.as_str()).await?.is_some() => Ok(Destination::Skill { skill }),
        To::Skill(skill) => Err(no_such("skill", skill.as_str())),
    }
}

/// The same words `route` would use, at the field they are about.
fn no_such(what: &str, name: &str) -> Problem {
    Problem::from(Refused::NoSuch { what: what.into(), name: name.into() }).into_invalid("to")
}

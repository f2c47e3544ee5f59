//! Conversations as they are read: by id, by inbox; and what became of commands on them.

use std::collections::{BTreeMap, BTreeSet};

use axum::Json;
use domain::{
    access::{Action, Object},
    conversation::Conversation,
    id::{ContactId, ConversationId, EnvelopeId},
};
use futures_util::future::try_join_all;
use store::{contact, conversation};

use crate::{
    actor::Caller,
    asked::{Named, NamedOf},
    command::{self, OutcomeView},
    error::Problem,
    routing::{OpenApiRouter, routes},
    view::conversation::ConversationView,
};

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(get)).routes(routes!(outcome))
}

/// A conversation, whoever's it is: the caller's right to it is still to be asked for.
pub(crate) async fn load(caller: &Caller, id: ConversationId) -> Result<Conversation, Problem> {
    let stored = conversation::get(&caller.deps.table, id).await?;
    stored.map(|stored| stored.conversation).ok_or_else(|| Problem::not_found("conversation", id))
}

/// A conversation the caller may do `action` to.
pub(crate) async fn load_for(caller: &Caller, action: Action, id: ConversationId) -> Result<Conversation, Problem> {
    let conversation = load(caller, id).await?;
    caller.may_to(action, Object::Conversation(&conversation), "conversation", id)?;
    Ok(conversation)
}

/// What people are called, for those of whom the conversation itself does not know it.
pub(crate) async fn names<'a>(
    caller: &Caller,
    conversations: impl IntoIterator<Item = &'a Conversation>,
) -> Result<BTreeMap<ContactId, String>, Problem> {
    let nameless: BTreeSet<ContactId> =
        conversations.into_iter().filter(|one| one.customer.name.is_none()).map(|one| one.contact).collect();
    let found = try_join_all(nameless.into_iter().map(|id| contact::get(&caller.deps.table, id))).await?;
    Ok(found.into_iter().flatten().filter_map(|contact| Some((contact.id, contact.name?))).collect())
}

/// Conversations as they are shown.
pub(crate) async fn views(caller: &Caller, all: &[Conversation]) -> Result<Vec<ConversationView>, Problem> {
    let names = names(caller, all).await?;
    Ok(all.iter().map(|one| ConversationView::of(one, names.get(&one.contact).map(String::as_str), caller.now)).collect())
}

/// A conversation. Agents see those they hold or are offered, and those of their queues.
#[utoipa::path(get, path = "/v1/conversations/{id}", tag = "conversations", operation_id = "get_conversation", params(("id" = String, Path, description = "Its id.")), responses((status = 200, description = "It.", body = ConversationView)))]
async fn get(caller: Caller, Named(id): Named<ConversationId>) -> Result<Json<ConversationView>, Problem> {
    let conversation = load_for(&caller, Action::See, id).await?;
    let names = names(&caller, [&conversation]).await?;
    Ok(Json(ConversationView::of(&conversation, names.get(&conversation.contact).map(String::as_str), caller.now)))
}

/// How far a command on a conversation has come. A command that was never sent is pending for ever.
///
/// Whoever sent a command may ask for its outcome, even if the conversation has left their queues by it.
#[utoipa::path(get, path = "/v1/conversations/{id}/commands/{command}", tag = "conversations", operation_id = "get_conversation_command", params(("id" = String, Path, description = "The id of the conversation."), ("command" = String, Path, description = "The id of the command.")), responses((status = 200, description = "How far it has come.", body = OutcomeView)))]
async fn outcome(
    caller: Caller,
    NamedOf(id, command): NamedOf<ConversationId, EnvelopeId>,
) -> Result<Json<OutcomeView>, Problem> {
    let conversation = load(&caller, id).await?;
    let found = command::find(&caller, &conversation.thread, command).await?;
    // Nobody can guess the id of a command: who knows one that was handled is who sent it.
    if found.is_pending() {
        caller.may_to(Action::See, Object::Conversation(&conversation), "conversation", id)?;
    }
    Ok(Json(found))
}

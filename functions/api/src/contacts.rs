//! People: who wrote, and all their conversations.

use axum::Json;
use domain::{
    access::{Action, Object},
    contact::Contact,
    conversation::Conversation,
    id::{ContactId, ConversationId},
    time::Timestamp,
};
use serde::Serialize;
use store::{Cursor, contact, conversation::of_contact};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    actor::Caller,
    asked::{Asked, Named},
    conversations::views,
    error::Problem,
    page::{LARGEST_PAGE, Page, Paging, limit, open, reading, seal},
    view::conversation::ConversationView,
    words,
};

/// A person.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ContactView {
    /// Our name for them.
    #[schema(value_type = String)]
    id: ContactId,
    /// What they are called.
    name: Option<String>,
    /// A picture, where the platform keeps it.
    picture: Option<String>,
    /// When they first wrote.
    #[schema(value_type = words::Moment)]
    first_seen: Timestamp,
    /// Their newest conversations that the caller may see, newest first.
    #[schema(value_type = Vec<String>)]
    conversations: Vec<ConversationId>,
}

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(get)).routes(routes!(conversations))
}

/// A person, if the caller may see one of their conversations.
async fn load(caller: &Caller, id: ContactId) -> Result<(Contact, Vec<Conversation>), Problem> {
    let table = &caller.deps.table;
    let found = contact::get(table, id).await?.ok_or_else(|| Problem::not_found("contact", id))?;
    let newest: Vec<Conversation> =
        of_contact(table, id, None, LARGEST_PAGE).await?.items.into_iter().map(|stored| stored.conversation).collect();
    caller.may_to(Action::See, Object::Contact(&newest), "contact", id)?;
    Ok((found, newest))
}

/// A person. Agents see those of whom they see a conversation.
#[utoipa::path(get, path = "/v1/contacts/{id}", tag = "contacts", operation_id = "get_contact", params(("id" = String, Path, description = "Their id.")), responses((status = 200, description = "Them.", body = ContactView)))]
async fn get(caller: Caller, Named(id): Named<ContactId>) -> Result<Json<ContactView>, Problem> {
    let (contact, newest) = load(&caller, id).await?;
    let conversations = newest.iter().filter(|one| caller.sees(Object::Conversation(one))).map(|one| one.id).collect();
    let Contact { id, name, picture, first_seen } = contact;
    Ok(Json(ContactView { id, name, picture, first_seen, conversations }))
}

/// A person's conversations on all platforms, newest first. Those outside an agent's queues are left out, so a page
/// may be shorter than asked for.
#[utoipa::path(get, path = "/v1/contacts/{id}/conversations", tag = "contacts", operation_id = "list_contact_conversations", params(("id" = String, Path, description = "Their id."), Paging), responses((status = 200, description = "A page of them.", body = Page<ConversationView>)))]
async fn conversations(
    caller: Caller,
    Named(id): Named<ContactId>,
    Asked(paging): Asked<Paging>,
) -> Result<Json<Page<ConversationView>>, Problem> {
    let most = limit(paging.limit)?;
    load(&caller, id).await?;
    let list = format!("contact {id}");
    let after: Option<Cursor> = open(&list, paging.cursor.as_deref())?;
    let continued = after.is_some();
    let page = of_contact(&caller.deps.table, id, after, most).await.map_err(|error| reading(error, continued))?;
    let mut all: Vec<Conversation> = page.items.into_iter().map(|stored| stored.conversation).collect();
    all.retain(|one| caller.sees(Object::Conversation(one)));
    Ok(Json(Page { items: views(&caller, &all).await?, next: page.next.and_then(|next| seal(&list, &next)) }))
}

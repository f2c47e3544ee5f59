//! People: who wrote, and all their conversations.

use std::collections::BTreeSet;

use axum::{Json, response::Response};
use domain::{
    access::{Action, Object},
    contact::{Contact, Fact, Identity, Profile},
    conversation::Conversation,
    id::{AccountId, AgentId, ContactId, ConversationId},
    platform::Platform,
    time::Timestamp,
};
use futures_util::future::try_join;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use store::{Cursor, contact, conversation::of_contact, settings::Saved};
use utoipa::ToSchema;

use crate::{
    actor::Caller,
    asked::{Asked, Named},
    conversations::views,
    error::Problem,
    page::{LARGEST_PAGE, Page, Paging, limit, open, reading, seal},
    routing::{OpenApiRouter, routes},
    sent::Sent,
    settings::{Kept, at_most, tagged, text},
    view::conversation::ConversationView,
    words,
};

/// The most tags, and the most facts, of a person.
const MOST: usize = 50;
/// The longest tag, in characters.
const LONGEST_TAG: usize = 40;
/// The longest name of a fact, in characters.
const LONGEST_NAME: usize = 60;
/// The longest fact, in characters.
const LONGEST_FACT: usize = 500;

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
    /// By what the platforms know them.
    identities: Vec<IdentityView>,
    /// What those who work here keep about them; nothing where nobody has.
    profile: Option<Kept<ProfileView>>,
}

/// By what one platform knows a person.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct IdentityView {
    /// Which.
    #[schema(value_type = words::Platform)]
    platform: Platform,
    /// By which connection.
    #[schema(value_type = words::Slug)]
    account: AccountId,
    /// The platform's id of them.
    user: String,
}

/// What is kept about a person.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProfileView {
    /// Words of people, in any language; rules do not ask for them.
    tags: BTreeSet<String>,
    /// In the order they were written.
    facts: Vec<FactView>,
    /// Who saved it last.
    #[schema(value_type = words::Slug)]
    by: AgentId,
}

/// One thing that is known.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FactView {
    /// What it says something about.
    #[schema(min_length = 1, max_length = 60)]
    name: String,
    /// What it says.
    #[schema(min_length = 1, max_length = 500)]
    value: String,
}

/// What is to be kept about a person: all of it, in the place of what was.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProfileBody {
    /// Words of people, in any language, each once.
    #[serde(default)]
    #[schema(max_items = 50)]
    tags: Vec<String>,
    /// In the order they are to be shown.
    #[serde(default)]
    #[schema(max_items = 50)]
    facts: Vec<FactView>,
}

impl From<Identity> for IdentityView {
    fn from(of: Identity) -> Self {
        Self { platform: of.platform, account: of.account, user: of.user }
    }
}

impl From<Profile> for ProfileView {
    fn from(of: Profile) -> Self {
        let facts = of.facts.into_iter().map(|Fact { name, value }| FactView { name, value }).collect();
        Self { tags: of.tags, facts, by: of.by }
    }
}

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(get)).routes(routes!(conversations)).routes(routes!(keep))
}

/// A person, if the caller sees one of their conversations and may do `action`.
async fn load(caller: &Caller, action: Action, id: ContactId) -> Result<(Contact, Vec<Conversation>), Problem> {
    let table = &caller.deps.table;
    let found = contact::get(table, id).await?.ok_or_else(|| Problem::not_found("contact", id))?;
    let newest: Vec<Conversation> =
        of_contact(table, id, None, LARGEST_PAGE).await?.items.into_iter().map(|stored| stored.conversation).collect();
    caller.may_to(action, Object::Contact(&newest), "contact", id)?;
    Ok((found, newest))
}

/// A person. Agents see those of whom they see a conversation.
#[utoipa::path(get, path = "/v1/contacts/{id}", tag = "contacts", operation_id = "get_contact", params(("id" = String, Path, description = "Their id.")), responses((status = 200, description = "Them.", body = ContactView)))]
async fn get(caller: Caller, Named(id): Named<ContactId>) -> Result<Json<ContactView>, Problem> {
    let (contact, newest) = load(&caller, Action::See, id).await?;
    let conversations = newest.iter().filter(|one| caller.sees(Object::Conversation(one))).map(|one| one.id).collect();
    let table = &caller.deps.table;
    let (identities, profile) = try_join(contact::identities(table, id), contact::profile(table, id)).await?;
    let identities = identities.into_iter().map(IdentityView::from).collect();
    let profile = profile.map(|saved| Kept::of(saved, ProfileView::from));
    let Contact { id, name, picture, first_seen } = contact;
    Ok(Json(ContactView { id, name, picture, first_seen, conversations, identities, profile }))
}

/// Keeps tags and facts about a person, in the place of those that were kept. Who sees one of their conversations may.
#[utoipa::path(put, path = "/v1/contacts/{id}/profile", tag = "contacts", operation_id = "save_profile", params(("id" = String, Path, description = "Their id."), ("If-Match" = Option<String>, Header, description = "The version you have read.")), request_body = ProfileBody, responses((status = 200, description = "Replaced.", body = Kept<ProfileView>), (status = 201, description = "Kept for the first time.", body = Kept<ProfileView>)))]
async fn keep(caller: Caller, Named(id): Named<ContactId>, sent: Sent) -> Result<Response, Problem> {
    load(&caller, Action::Change, id).await?;
    let body: ProfileBody = sent.read()?;
    at_most("tags", &body.tags, MOST)?;
    at_most("facts", &body.facts, MOST)?;
    for (place, tag) in body.tags.iter().enumerate() {
        text(&format!("tags[{place}]"), tag, LONGEST_TAG)?;
    }
    for (place, FactView { name, value }) in body.facts.iter().enumerate() {
        text(&format!("facts[{place}].name"), name, LONGEST_NAME)?;
        text(&format!("facts[{place}].value"), value, LONGEST_FACT)?;
    }
    let stored = contact::profile(&caller.deps.table, id).await?.map_or(0, |saved| saved.version);
    if sent.version()?.is_some_and(|read| read != stored) {
        return Err(Problem::outdated());
    }
    let facts = body.facts.into_iter().map(|FactView { name, value }| Fact { name, value }).collect();
    let profile = Profile {
        contact: id,
        tags: body.tags.iter().map(|tag| tag.trim().to_owned()).collect(),
        facts,
        by: caller.id().clone(),
    };
    let version = contact::save_profile(&caller.deps.table, &profile, stored, caller.now).await?;
    let status = if version == 1 { StatusCode::CREATED } else { StatusCode::OK };
    Ok(tagged(status, &Kept::of(Saved { version, saved_at: caller.now, data: profile }, ProfileView::from)))
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
    load(&caller, Action::See, id).await?;
    let list = format!("contact {id}");
    let after: Option<Cursor> = open(&list, paging.cursor.as_deref())?;
    let continued = after.is_some();
    let page = of_contact(&caller.deps.table, id, after, most).await.map_err(|error| reading(error, continued))?;
    let mut all: Vec<Conversation> = page.items.into_iter().map(|stored| stored.conversation).collect();
    all.retain(|one| caller.sees(Object::Conversation(one)));
    Ok(Json(Page { items: views(&caller, &all).await?, next: page.next.and_then(|next| seal(&list, &next)) }))
}

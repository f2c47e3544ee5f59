//! Agents: who they are, whether they are there, and what lies on their desks.

use std::collections::{BTreeMap, BTreeSet};

use axum::{Json, response::Response};
use domain::{
    access::{Action, Object},
    agent::{Agent, Desk, Presence, Role},
    conversation::Refused,
    event::Route,
    id::{AgentId, ConversationId, EnvelopeId, QueueId, SkillId},
    invalid::Fault,
    queue::Queue,
    thread::Thread,
    time::Timestamp,
};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use store::{
    agent,
    settings::{Saved, Skill},
};
use utoipa::ToSchema;

use crate::{
    actor::Caller,
    asked::{Asked, Named, NamedOf},
    command::{self, Accepted, Address, OutcomeView},
    error::Problem,
    page::{Page, Paging, of_named},
    routing::{OpenApiRouter, routes},
    sent::Sent,
    settings::{Kept, LONGEST_NAME, MOST_NAMES, all_exist, placed, tagged, text},
    words,
};

/// How many conversations an agent may hold, at most: as many as are closed in one action (AGT-27).
pub const LARGEST_CAPACITY: u32 = 100;
/// How well an agent can do something.
const LEVELS: std::ops::RangeInclusive<u8> = 1..=5;

/// An agent with their desk.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AgentView {
    /// The `sub` of their sign-in.
    #[schema(value_type = words::Slug)]
    id: AgentId,
    #[serde(flatten)]
    agent: AgentBody,
    /// Whether they are there.
    #[schema(value_type = words::Presence)]
    presence: Presence,
    /// Since when.
    #[schema(value_type = words::Moment)]
    presence_since: Timestamp,
    /// How many conversations they hold, offered ones included.
    load: usize,
    /// Which ones.
    #[schema(value_type = Vec<String>)]
    holding: BTreeSet<ConversationId>,
}

/// An agent as an administrator writes them.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AgentBody {
    /// The name colleagues and canned responses use.
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// The queues they serve.
    #[serde(default)]
    #[schema(value_type = words::Slugs, max_items = 100)]
    queues: BTreeSet<QueueId>,
    /// What they can do, and how well, 1 to 5.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, u8>, example = json!({"refunds": 3}))]
    skills: BTreeMap<SkillId, u8>,
    /// How many conversations they may hold at once, offered ones included.
    #[schema(minimum = 1, maximum = 100)]
    capacity: u32,
}

/// The caller.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MeView {
    /// The `sub` of their sign-in.
    #[schema(value_type = words::Slug)]
    id: AgentId,
    /// What they may do.
    #[schema(value_type = words::Role)]
    role: Role,
    /// Their desk; nothing until an administrator has made them an agent.
    agent: Option<Kept<AgentView>>,
}

/// Where somebody is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PresenceBody {
    presence: Chosen,
}

/// What a person can say of their presence.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Chosen {
    /// Gets offers.
    OnQueue,
    /// At work, taking nothing new.
    Away,
    /// Not at work.
    OffQueue,
}

impl From<Chosen> for Presence {
    fn from(chosen: Chosen) -> Self {
        match chosen {
            Chosen::OnQueue => Presence::OnQueue,
            Chosen::Away => Presence::Away,
            Chosen::OffQueue => Presence::OffQueue,
        }
    }
}

fn view(agent: Agent, desk: Desk) -> AgentView {
    AgentView {
        id: agent.id,
        agent: AgentBody { name: agent.name, queues: agent.queues, skills: agent.skills, capacity: agent.capacity },
        presence: desk.presence,
        presence_since: desk.since,
        load: desk.holding.len(),
        holding: desk.holding,
    }
}

/// An agent with their desk, if there is one of that name.
async fn find(caller: &Caller, id: &AgentId) -> Result<Option<(Saved<Agent>, Desk)>, Problem> {
    let Some(saved) = agent::get(&caller.deps.table, id).await? else { return Ok(None) };
    let desk = agent::candidate(&caller.deps.table, id).await?.map(|candidate| candidate.desk).unwrap_or_default();
    Ok(Some((saved, desk)))
}

async fn one(caller: &Caller, id: &AgentId) -> Result<(Saved<Agent>, Desk), Problem> {
    find(caller, id).await?.ok_or_else(|| Problem::not_found("agent", id))
}

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(me))
        .routes(routes!(attend_me))
        .routes(routes!(get, save, remove))
        .routes(routes!(attend))
        .routes(routes!(outcome))
}

/// The agents with their presence and load, by name.
#[utoipa::path(get, path = "/v1/agents", tag = "agents", operation_id = "list_agents", params(Paging), responses((status = 200, description = "A page of them.", body = Page<Kept<AgentView>>)))]
async fn list(caller: Caller, Asked(paging): Asked<Paging>) -> Result<Json<Page<Kept<AgentView>>>, Problem> {
    caller.may(Action::See, Object::People)?;
    let page = of_named("agents", &paging, agent::all(&caller.deps.table).await?, |(saved, _)| saved.data.id.as_str())?;
    let items = page.items.into_iter().map(|(saved, desk)| Kept::of(saved, |agent| view(agent, desk))).collect();
    Ok(Json(Page { items, next: page.next }))
}

/// Who the caller is, what they may do, and their desk.
#[utoipa::path(get, path = "/v1/agents/me", tag = "agents", operation_id = "get_me", responses((status = 200, description = "The caller.", body = MeView)))]
async fn me(caller: Caller) -> Result<Json<MeView>, Problem> {
    caller.may(Action::See, Object::Desk(caller.id()))?;
    let agent = find(&caller, caller.id()).await?.map(|(saved, desk)| Kept::of(saved, |agent| view(agent, desk)));
    Ok(Json(MeView { id: caller.actor.id, role: caller.actor.role, agent }))
}

/// An agent with their presence and load. An agent may see themselves only.
#[utoipa::path(get, path = "/v1/agents/{id}", tag = "agents", operation_id = "get_agent", params(("id" = words::Slug, Path, description = "Their name.")), responses((status = 200, description = "Them.", body = Kept<AgentView>)))]
async fn get(caller: Caller, Named(id): Named<AgentId>) -> Result<Response, Problem> {
    caller.may(Action::See, Object::Desk(&id))?;
    let (saved, desk) = one(&caller, &id).await?;
    Ok(tagged(StatusCode::OK, &Kept::of(saved, |agent| view(agent, desk))))
}

/// Creates an agent, or replaces what is written of them. Their id is the `sub` of their sign-in.
#[utoipa::path(put, path = "/v1/agents/{id}", tag = "agents", operation_id = "save_agent", params(("id" = words::Slug, Path, description = "The `sub` of their sign-in."), ("If-Match" = Option<String>, Header, description = "The version you have read.")), request_body = AgentBody, responses((status = 200, description = "Replaced.", body = Kept<AgentView>), (status = 201, description = "Created.", body = Kept<AgentView>)))]
async fn save(caller: Caller, Named(id): Named<AgentId>, sent: Sent) -> Result<Response, Problem> {
    caller.may(Action::Change, Object::People)?;
    let body: AgentBody = sent.read()?;
    check(&caller, &body).await?;
    let found = find(&caller, &id).await?;
    let version = found.as_ref().map_or(0, |(saved, _)| saved.version);
    if sent.version()?.is_some_and(|read| read != version) {
        return Err(Problem::outdated());
    }
    let agent = Agent { id, name: body.name, queues: body.queues, skills: body.skills, capacity: body.capacity };
    let version = agent::put(&caller.deps.table, &agent, Some(version), caller.now).await?;
    let status = if version == 1 { StatusCode::CREATED } else { StatusCode::OK };
    let desk = found.map(|(_, desk)| desk).unwrap_or_default();
    Ok(tagged(status, &Kept { setting: view(agent, desk), version, saved_at: caller.now }))
}

async fn check(caller: &Caller, body: &AgentBody) -> Result<(), Problem> {
    text("name", &body.name, LONGEST_NAME)?;
    if !(1..=LARGEST_CAPACITY).contains(&body.capacity) {
        let message = format!("is {} and may be 1 to {LARGEST_CAPACITY}", body.capacity);
        return Err(Problem::invalid("capacity", message, "choose how many conversations they can hold at once")
            .because(Fault::OutOfRange { least: 1, most: LARGEST_CAPACITY.into() }));
    }
    for (field, count) in [("queues", body.queues.len()), ("skills", body.skills.len())] {
        if count > MOST_NAMES {
            return Err(Problem::invalid(field, format_args!("has {count} entries and may have {MOST_NAMES}"), "leave some out")
                .because(Fault::TooMany { most: MOST_NAMES as u64 }));
        }
    }
    if let Some((skill, level)) = body.skills.iter().find(|(_, level)| !LEVELS.contains(level)) {
        let field = format!("skills.{skill}");
        return Err(Problem::invalid(field, format_args!("is {level} and may be 1 to 5"), "say how well they can do it")
            .because(Fault::OutOfRange { least: 1, most: 5 }));
    }
    all_exist::<Queue>(caller, placed("queues", body.queues.iter().map(QueueId::as_str))).await?;
    all_exist::<Skill>(caller, body.skills.keys().map(|skill| (format!("skills.{skill}"), skill.as_str()))).await
}

/// Deletes an agent who holds no conversation.
#[utoipa::path(delete, path = "/v1/agents/{id}", tag = "agents", operation_id = "delete_agent", params(("id" = words::Slug, Path, description = "Their name."), ("If-Match" = Option<String>, Header, description = "The version you have read.")), responses((status = 204, description = "Deleted.")))]
async fn remove(caller: Caller, Named(id): Named<AgentId>, sent: Sent) -> Result<StatusCode, Problem> {
    caller.may(Action::Change, Object::People)?;
    let (saved, desk) = one(&caller, &id).await?;
    if sent.version()?.is_some_and(|read| read != saved.version) {
        return Err(Problem::outdated());
    }
    if !desk.holding.is_empty() {
        let message = format!("{id} holds {} conversations", desk.holding.len());
        return Err(Problem::conflict("in_use", message, "transfer or close them first"));
    }
    agent::delete(&caller.deps.table, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The caller comes or goes.
#[utoipa::path(put, path = "/v1/agents/me/presence", tag = "agents", operation_id = "attend_me", params(("Idempotency-Key" = Option<String>, Header, description = "Made up by the client; the same again is the same command.")), request_body = PresenceBody, responses((status = 202, description = "Sent to be carried out.", body = Accepted)))]
async fn attend_me(caller: Caller, sent: Sent) -> Result<Accepted, Problem> {
    let id = caller.id().clone();
    set_presence(&caller, id, &sent).await
}

/// An agent comes or goes, as their supervisor says.
#[utoipa::path(put, path = "/v1/agents/{id}/presence", tag = "agents", operation_id = "attend", params(("id" = words::Slug, Path, description = "Their name."), ("Idempotency-Key" = Option<String>, Header, description = "Made up by the client; the same again is the same command.")), request_body = PresenceBody, responses((status = 202, description = "Sent to be carried out.", body = Accepted)))]
async fn attend(caller: Caller, Named(id): Named<AgentId>, sent: Sent) -> Result<Accepted, Problem> {
    set_presence(&caller, id, &sent).await
}

async fn set_presence(caller: &Caller, id: AgentId, sent: &Sent) -> Result<Accepted, Problem> {
    caller.may(Action::Attend, Object::Desk(&id))?;
    let body: PresenceBody = sent.read()?;
    let to = Address { thread: Thread::agent(&id), home: format!("/v1/agents/{id}") };
    command::send(caller, sent, to, async {
        match find(caller, &id).await? {
            Some(_) => {}
            None if id == *caller.id() => return Err(Refused::NoSuch { what: "agent".into(), name: id.to_string() }.into()),
            None => return Err(Problem::not_found("agent", &id)),
        }
        Ok(Route::Presence { agent: id.clone(), presence: body.presence.into() })
    })
    .await
}

/// How far a change of presence has come.
#[utoipa::path(get, path = "/v1/agents/{id}/commands/{command}", tag = "agents", operation_id = "get_agent_command", params(("id" = words::Slug, Path, description = "Their name."), ("command" = String, Path, description = "The id of the command.")), responses((status = 200, description = "How far it has come.", body = OutcomeView)))]
async fn outcome(caller: Caller, NamedOf(id, command): NamedOf<AgentId, EnvelopeId>) -> Result<Json<OutcomeView>, Problem> {
    caller.may(Action::See, Object::Desk(&id))?;
    command::find(&caller, &Thread::agent(&id), command).await.map(Json)
}

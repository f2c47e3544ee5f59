//! Who asks: from the claims the gateway has checked.

use std::{collections::BTreeSet, fmt::Display};

use axum::extract::FromRequestParts;
use domain::{
    access::{Action, Actor, Denied, Object, authorize},
    agent::Role,
    id::{AgentId, QueueId},
    time::Timestamp,
};
use http::request::Parts;
use runtime::Deps;
use store::agent;

use crate::{error::Problem, gateway::Claims};

/// What `handle` puts beside every request.
#[derive(Clone)]
pub(crate) struct Visit {
    pub deps: Deps,
    pub claims: Claims,
    pub request_id: String,
}

/// A signed-in person with a role, and what their request needs.
pub(crate) struct Caller {
    pub deps: Deps,
    pub actor: Actor,
    /// When the request came.
    pub now: Timestamp,
    /// The gateway's name for the request.
    pub request_id: String,
}

impl Caller {
    /// Their name.
    pub fn id(&self) -> &AgentId {
        &self.actor.id
    }

    /// Sees everything, whoever's it is.
    pub fn sees_all(&self) -> bool {
        self.actor.role >= Role::Supervisor
    }

    /// Whether they may do it: for objects that everybody knows of.
    pub fn may(&self, action: Action, object: Object<'_>) -> Result<(), Problem> {
        Ok(authorize(&self.actor, action, object)?)
    }

    /// Whether they may do it to this one. One that lies outside an agent's scope is not there for them: whether it
    /// exists is none of their business (I25).
    pub fn may_to(&self, action: Action, object: Object<'_>, what: &str, name: impl Display) -> Result<(), Problem> {
        authorize(&self.actor, action, object).map_err(|denied| match denied {
            Denied::Scope => Problem::not_found(what, name),
            Denied::Role { .. } | Denied::Nobody => denied.into(),
        })
    }

    /// Whether they may see it, for lists that leave out the rest.
    pub fn sees(&self, object: Object<'_>) -> bool {
        authorize(&self.actor, Action::See, object).is_ok()
    }
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let Some(visit) = parts.extensions.get::<Visit>().cloned() else { return Err(Problem::unauthenticated()) };
        let Some(sub) = visit.claims.sub.as_deref().filter(|sub| !sub.is_empty()) else { return Err(Problem::unauthenticated()) };
        let Some(role) = highest(&visit.claims.groups) else {
            let next = "ask an administrator to put you into the group agent, supervisor or admin";
            return Err(Problem::forbidden("you are signed in and have no role", next));
        };
        let id: AgentId =
            sub.parse().map_err(|error| Problem::forbidden(error, "ask an administrator to make your sign-in anew"))?;
        let queues = queues(&visit.deps, &id, role).await?;
        let now = visit.deps.clock.now();
        Ok(Self { actor: Actor { id, role, queues }, now, deps: visit.deps, request_id: visit.request_id })
    }
}

/// The queues an agent serves. Who sees everything needs none to be looked up.
async fn queues(deps: &Deps, id: &AgentId, role: Role) -> Result<BTreeSet<QueueId>, Problem> {
    if role >= Role::Supervisor {
        return Ok(BTreeSet::new());
    }
    Ok(agent::get(&deps.table, id).await?.map(|saved| saved.data.queues).unwrap_or_default())
}

/// The highest of the groups that are roles; other groups mean nothing here.
fn highest(groups: &[String]) -> Option<Role> {
    let role = |group: &String| match group.as_str() {
        "agent" => Some(Role::Agent),
        "supervisor" => Some(Role::Supervisor),
        "admin" => Some(Role::Admin),
        _ => None,
    };
    groups.iter().filter_map(role).max()
}

#[cfg(test)]
mod tests {
    use super::*;

    // proves S7: no role is no access, and the highest of several counts
    #[test]
    fn the_highest_group_is_the_role() {
        let of = |groups: &[&str]| highest(&groups.iter().map(|&group| group.to_owned()).collect::<Vec<_>>());
        assert_eq!(of(&[]), None);
        assert_eq!(of(&["Admin", "root"]), None);
        assert_eq!(of(&["agent", "admin", "supervisor"]), Some(Role::Admin));
        assert_eq!(of(&["x", "agent"]), Some(Role::Agent));
    }
}

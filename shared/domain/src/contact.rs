//! A human known by one or more identities.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    id::{AccountId, AgentId, ContactId},
    platform::Platform,
    time::Timestamp,
};

/// A person. Never joined by a likeness of names: only a person or the platform itself says two identities are one
/// (RTE-02).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Contact {
    /// Our name for them.
    pub id: ContactId,
    /// What to call them, as the platform says it.
    pub name: Option<String>,
    /// A picture, where the platform keeps it.
    pub picture: Option<String>,
    /// When they first wrote.
    pub first_seen: Timestamp,
}

/// What those who work here keep about a person, to know them again (AGT-14).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Whom it is about.
    pub contact: ContactId,
    /// Words of people, in any language; rules do not ask for them.
    pub tags: BTreeSet<String>,
    /// In the order they were written.
    pub facts: Vec<Fact>,
    /// Who saved it last.
    pub by: AgentId,
}

/// One thing that is known: `customer number`, `4711`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// What it says something about.
    pub name: String,
    /// What it says.
    pub value: String,
}

/// How one platform knows a person, on one connection.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Identity {
    /// Where.
    pub platform: Platform,
    /// By which connection: Instagram and LINE scope ids to it.
    pub account: AccountId,
    /// The platform's id.
    pub user: String,
}

impl Identity {
    /// The contact a new identity begins, first seen at `at`.
    pub fn contact(&self, at: Timestamp) -> ContactId {
        ContactId::at(at, &[self.platform.as_str().as_bytes(), self.account.as_str().as_bytes(), self.user.as_bytes()])
    }
}

//! The people who answer: what they may do, what they can, and whether they are there.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    id::{AgentId, ConversationId, QueueId, SkillId},
    time::Timestamp,
};

/// What a signed-in person may do. Ordered: each may do what the one before may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Works on the conversations they hold, and may look at those of their queues.
    Agent,
    /// Sees and moves every conversation, sees every figure.
    Supervisor,
    /// Changes settings and connections.
    Admin,
}

/// A person who answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Agent {
    /// The `sub` of their sign-in.
    pub id: AgentId,
    /// The name colleagues and canned responses use.
    pub name: String,
    /// The queues they serve.
    pub queues: BTreeSet<QueueId>,
    /// What they can do, and how well, 1 to 5.
    pub skills: BTreeMap<SkillId, u8>,
    /// How many conversations they may hold at once, offered ones included (RTE-15).
    pub capacity: u32,
}

/// Whether an agent takes work (RTE-16).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// Gets offers.
    OnQueue,
    /// At work, taking nothing new.
    Away,
    /// Let an offer run out; gets nothing until they say they are back.
    NotResponding,
    /// Not at work: what they hold goes back to its queue when the customer writes.
    #[default]
    OffQueue,
}

/// An agent's desk as routing sees it: there or not, and what lies on it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Desk {
    /// There or not.
    #[serde(default)]
    pub presence: Presence,
    /// Since when.
    #[serde(default)]
    pub since: Timestamp,
    /// The conversations offered to, held by or being wrapped up by the agent.
    #[serde(default)]
    pub holding: BTreeSet<ConversationId>,
    /// How often a place on it was taken or freed, or its agent came or went: who decided by what lay on it can tell whether
    /// that still holds, and of two notes of it the one with more is the newer.
    #[serde(default)]
    pub moves: u64,
}

impl Desk {
    /// Whether one more conversation fits.
    pub fn has_room(&self, agent: &Agent) -> bool {
        (self.holding.len() as u64) < u64::from(agent.capacity)
    }
    /// How full it is, of a thousand.
    pub fn load(&self, agent: &Agent) -> u32 {
        (self.holding.len() as u64 * 1_000 / u64::from(agent.capacity.max(1))).min(u64::from(u32::MAX)) as u32
    }
}

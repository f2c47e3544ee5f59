//! The crisis switch (ALR-03): one action on, one off. While it is on, what concerns it goes ahead in every line, and nothing is
//! answered without a person.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    id::{AgentId, Tag, TopicId},
    invalid::{Invalid, outcome},
    time::Timestamp,
};

/// The most minutes of head start.
pub const MOST_PRIORITY: u32 = 24 * 60;

/// A crisis that is on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Crisis {
    /// Since when.
    pub since: Timestamp,
    /// Who said so.
    pub by: AgentId,
    /// What it is about; none for everything.
    pub topics: Vec<TopicId>,
    /// Minutes of head start for what concerns it.
    pub priority: u32,
    /// What to say and do, for those who answer.
    pub playbook: String,
}

impl Crisis {
    /// Whether something of these topics concerns it.
    pub fn concerns(&self, topics: &[TopicId]) -> bool {
        self.topics.is_empty() || topics.iter().any(|topic| self.topics.contains(topic))
    }

    /// The tag on every conversation that concerns it.
    pub fn tag() -> Tag {
        Tag::crisis()
    }

    /// Everything that is wrong with it, each with its place.
    pub fn validate(&self) -> Result<(), Vec<Invalid>> {
        let mut problems = Vec::new();
        if self.priority > MOST_PRIORITY {
            let problem = format!("is {} minutes and may be {MOST_PRIORITY}", self.priority);
            problems.push(Invalid::new("priority", problem, "write fewer minutes"));
        }
        if self.playbook.chars().count() > 5_000 {
            problems.push(Invalid::new("playbook", "has more than 5000 characters", "write less, or link to it"));
        }
        outcome(problems)
    }
}

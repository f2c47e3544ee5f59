//! The crisis switch (ALR-03): one action on, one off. While it is on, what concerns it goes ahead in every line, and nothing is
//! answered without a person, nor in public without a supervisor.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    conversation::Conversation,
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
    /// Public answers of agents wait for a supervisor. Not so in a crisis that was switched on before there was this.
    #[serde(default)]
    pub approval: bool,
}

impl Crisis {
    /// Whether something of these topics concerns it.
    pub fn concerns<'a>(&self, topics: impl IntoIterator<Item = &'a TopicId>) -> bool {
        self.topics.is_empty() || topics.into_iter().any(|topic| self.topics.contains(topic))
    }

    /// Whether a conversation concerns it: by its topics, or by the tag that it got when it came or that people gave it.
    pub fn is_about(&self, conversation: &Conversation) -> bool {
        conversation.tags.contains(&Self::tag()) || self.concerns(&conversation.topics)
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

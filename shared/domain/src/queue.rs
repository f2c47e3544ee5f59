//! A list of conversations waiting for a group of agents.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    conversation::Refused,
    id::{QueueId, WrapUpCode},
    time::{Millis, SECOND},
};

/// A queue and its habits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Queue {
    /// Its name in rules and keys.
    pub id: QueueId,
    /// What people call it.
    pub name: String,
    /// How long an offer stands before it goes on to the next agent, in seconds (RTE-10).
    pub offer_seconds: u32,
    /// The codes an agent may close with; none means any.
    pub wrap_up_codes: Vec<WrapUpCode>,
    /// A code must be given to close (AGT-10).
    pub code_required: bool,
}

impl Queue {
    /// How long an offer stands.
    pub fn offer(&self) -> Millis {
        Millis::from(self.offer_seconds) * SECOND
    }

    /// Whether an agent may close with this code (AGT-10).
    pub fn allows(&self, code: Option<&WrapUpCode>) -> Result<(), Refused> {
        let lawful = match code {
            None => !self.code_required,
            Some(code) => self.wrap_up_codes.is_empty() || self.wrap_up_codes.contains(code),
        };
        let code = code.map(ToString::to_string).unwrap_or_default();
        if lawful { Ok(()) } else { Err(Refused::CodeNotAllowed { queue: self.id.clone(), code }) }
    }
}

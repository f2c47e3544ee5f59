//! Approval of public answers in a crisis (ALR-03): which answers wait for a supervisor, and what a person's word makes of one.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    agent::Role,
    conversation::{Conversation, Refused},
    crisis::Crisis,
    id::AgentId,
    message::{Body, Delivery, DeliveryState, Message},
    platform::Visibility,
    time::Timestamp,
};

/// What a person said of an answer that waited. Whether it was yes, the state of the answer says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Approval {
    /// Who: a supervisor, or the author who took it back.
    pub by: AgentId,
    /// When.
    pub at: Timestamp,
    /// Why not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A person's word on an answer that waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word<'a> {
    /// It goes out.
    Yes,
    /// It does not, and why.
    No(Option<&'a str>),
}

impl Word<'_> {
    /// What the thread says was done, by the author of the answer or another.
    pub fn done(self, own: bool) -> &'static str {
        match self {
            Word::Yes => "approved",
            Word::No(_) if own => "withdrawn",
            Word::No(_) => "refused",
        }
    }
}

/// Whether an answer is of the kind that a crisis can make wait: a public one, written by somebody who was an agent then.
pub fn may_be_needed(visibility: Visibility, role: Option<Role>) -> bool {
    visibility == Visibility::Public && role == Some(Role::Agent)
}

/// Whether it waits: it is of that kind, and a crisis that wants approval concerns its conversation, by topic or by the tag.
pub fn is_needed(crisis: Option<&Crisis>, conversation: &Conversation, visibility: Visibility, role: Option<Role>) -> bool {
    may_be_needed(visibility, role) && crisis.is_some_and(|crisis| crisis.approval && crisis.is_about(conversation))
}

/// How far an answer has come that waits for approval.
///
/// # Errors
/// It is no answer, or it does not wait, or not any more.
pub fn awaited(row: &Message) -> Result<&Delivery, Refused> {
    match &row.body {
        Body::Agent { delivery, .. } if delivery.state == DeliveryState::Awaiting => Ok(delivery),
        Body::Agent { delivery, .. } => Err(Refused::NotAwaiting { state: format!("{:?}", delivery.state).to_lowercase() }),
        Body::Customer { .. } | Body::Note { .. } | Body::Activity { .. } => {
            Err(Refused::NotAwaiting { state: "not an answer".into() })
        }
    }
}

/// What the row of an answer that waits says after a person's word on it.
///
/// # Errors
/// As of [`awaited`].
pub fn decided(row: &Message, by: &AgentId, word: Word<'_>, at: Timestamp) -> Result<Body, Refused> {
    let before = awaited(row)?.clone();
    let (state, reason) = match word {
        Word::Yes => (DeliveryState::Queued, None),
        Word::No(reason) => (DeliveryState::Withheld, reason.map(str::to_owned)),
    };
    let mut body = row.body.clone();
    if let Body::Agent { delivery, .. } = &mut body {
        *delivery = Delivery { state, approval: Some(Approval { by: by.clone(), at, reason }), ..before };
    }
    Ok(body)
}

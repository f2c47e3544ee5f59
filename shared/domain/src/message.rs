//! Messages, notes and activities of a conversation, and how far an outbound one has come (life cycles, G-9).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    analysis::Analysis,
    approval::Approval,
    escalate::Verdict,
    id::{AgentId, ConversationId, MentionId, MessageId},
    inbound::{Author, Content, ReceiptState, Told},
    mention::Caught,
    platform::{ContentType, Visibility},
    reply::Extra,
    time::Timestamp,
};

/// One row of a thread: what was said, noted or done, in the platform's time order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Message {
    /// Made from the platform's id (inbound) or the command that made it; the same on every replay.
    pub id: MessageId,
    /// The conversation it is shown in.
    pub conversation: ConversationId,
    /// Its place in the thread: gapless, unique, never changed (I5).
    pub seq: u64,
    /// The platform's time, or the time of the command.
    pub at: Timestamp,
    /// Others can read it, or not. Notes and activities are private.
    pub visibility: Visibility,
    /// What it is.
    pub body: Body,
}

/// What a row of a thread is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Body {
    /// A customer said something.
    Customer {
        /// The platform's id of it.
        external_id: Option<String>,
        /// Who, as the platform scopes them.
        author: Option<Author>,
        /// What it is on the platform.
        content_type: ContentType,
        /// What it carries; gone after the customer deleted it.
        content: Option<Content>,
        /// What the analyser made of the words.
        analysis: Option<Analysis>,
        /// When it was last edited, unsent or deleted by its author.
        changed: Option<Changed>,
        /// Why it is here.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<Box<Why>>,
    },
    /// An agent answered.
    Agent {
        /// Who.
        agent: AgentId,
        /// The words.
        text: String,
        /// The canned response it was made from.
        canned: Option<crate::id::CannedId>,
        /// How far it has come.
        delivery: Delivery,
        /// What it carries beside its words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        extra: Option<Extra>,
    },
    /// Words for colleagues; never sent.
    Note {
        /// Who.
        agent: AgentId,
        /// The words.
        text: String,
        /// Colleagues called by it.
        mentions: Vec<AgentId>,
    },
    /// Something that was done: an assignment, a transfer, an end.
    Activity {
        /// What was done, as the wire names the move (`accepted`, `transferred`, ...).
        what: String,
        /// By whom; nobody for the system.
        by: Option<AgentId>,
        /// The facts: queue, agent, code.
        detail: String,
    },
}

/// Why a customer's message came to people (ADV-02): what was decided of it on its way, and by what.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "as", rename_all = "snake_case")]
#[expect(clippy::large_enum_variant, reason = "it is always kept in a box")]
pub enum Why {
    /// It is a mention, which keeps the record.
    Mention {
        /// Which.
        mention: MentionId,
    },
    /// It is private: these rules labelled it, and this was decided.
    Private {
        /// Each ingestion rule that matched.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        caught: Vec<Caught>,
        /// What escalation said.
        verdict: Verdict,
        /// What the platform told beside it.
        #[serde(default, skip_serializing_if = "Told::is_nothing")]
        told: Told,
    },
}

/// How a customer changed what they had said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "how", rename_all = "snake_case")]
pub enum Changed {
    /// The words were replaced.
    Edited {
        /// When.
        at: Timestamp,
    },
    /// It was unsent, removed or deleted: the content is gone, the row stays (D-14).
    Deleted {
        /// When.
        at: Timestamp,
    },
}

/// How far an outbound message has come. `queued < sending < sent < delivered < read`; never backwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Delivery {
    /// Where it is now.
    pub state: DeliveryState,
    /// The platform's id, once it took it.
    pub external_id: Option<String>,
    /// Attempts begun.
    pub attempts: u32,
    /// The newest failure; kept when a later receipt proves delivery after all (G-9).
    pub failure: Option<Failure>,
    /// What the channel could not show as it was made, and what went out instead (CH-22).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<String>,
    /// It waits until then because more would be beyond the platform's rate; it goes out by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held_until: Option<Timestamp>,
    /// What a person said of it, where it had to wait for one (ALR-03). It stays, whatever becomes of it later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval: Option<Approval>,
}

/// The states of an outbound message (quality.md section 2, reply state machine).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// A person said no, or its author took it back: it was never sent and never will be.
    Withheld,
    /// It waits until a supervisor approves it. Nothing releases it but a person.
    Awaiting,
    /// Written, not yet tried.
    Queued,
    /// About to be sent, or being sent.
    Sending,
    /// The call ended without an answer: it may have been sent. A person decides.
    Unsure,
    /// It will not be sent, with the reason in `failure`.
    Failed,
    /// The platform took it.
    Sent,
    /// It is on the customer's device.
    Delivered,
    /// The customer saw it.
    Read,
}

/// Why an outbound message was not sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Failure {
    /// The class, which decides what to do next.
    pub reason: FailureReason,
    /// The platform's own code, e.g. `190` or `429`.
    pub code: String,
    /// One sentence for the agent: what happened, and the next step.
    pub advice: String,
}

/// The classes of channels.md section 5, as a person meets them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FailureReason {
    /// The platform could not be reached or kept failing.
    Unavailable,
    /// The rate or quota of the account is used up.
    RateLimited,
    /// The account's token is no longer accepted: an administrator must connect it again.
    NeedsAttention,
    /// Outside the time the platform allows an answer in.
    WindowClosed,
    /// The platform says no and will go on saying no.
    Refused,
    /// The platform's answer never came, and it takes no retry key.
    Unknown,
}

impl Delivery {
    /// A reply just written.
    pub fn queued() -> Self {
        Self {
            state: DeliveryState::Queued,
            external_id: None,
            attempts: 0,
            failure: None,
            notice: None,
            held_until: None,
            approval: None,
        }
    }

    /// A reply just written that a supervisor must approve.
    pub fn awaiting() -> Self {
        Self { state: DeliveryState::Awaiting, ..Self::queued() }
    }

    /// The delivery after the platform's word on it. A lower state arriving later changes nothing; `failed` wins only
    /// over what was not yet delivered; a later `delivered` or `read` replaces `failed`, and the failure stays.
    pub fn after(mut self, receipt: ReceiptState, code: &str) -> Self {
        match receipt {
            ReceiptState::Failed if self.state <= DeliveryState::Sent => {
                self.state = DeliveryState::Failed;
                self.failure = Some(Failure {
                    reason: FailureReason::Refused,
                    code: code.to_owned(),
                    advice: "The platform reported a failure after accepting it. Check the customer's account, then retry."
                        .into(),
                });
            }
            ReceiptState::Failed => {}
            ReceiptState::Sent => {
                // After a failure only proof of delivery counts; `sent` came before it.
                if self.state != DeliveryState::Failed {
                    self.state = self.state.max(DeliveryState::Sent);
                }
            }
            ReceiptState::Delivered => self.state = self.state.max(DeliveryState::Delivered),
            ReceiptState::Read => self.state = self.state.max(DeliveryState::Read),
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(receipts: &[ReceiptState]) -> Delivery {
        let sent = Delivery { state: DeliveryState::Sending, attempts: 1, ..Delivery::queued() };
        receipts.iter().fold(sent, |delivery, &receipt| delivery.after(receipt, "131026"))
    }

    // proves G-9, CH-23
    #[test]
    fn a_state_never_moves_backwards_and_a_failure_stays_in_the_history() {
        use ReceiptState::*;
        assert_eq!(after(&[Read, Sent, Delivered]).state, DeliveryState::Read);
        let recovered = after(&[Sent, Failed, Delivered]);
        assert_eq!(recovered.state, DeliveryState::Delivered);
        assert_eq!(recovered.failure.map(|failure| failure.code), Some("131026".into()));
        assert_eq!(after(&[Delivered, Failed]).state, DeliveryState::Delivered);
        assert_eq!(after(&[Failed, Sent]).state, DeliveryState::Failed);
    }
}

//! Who hears of a fact: pure.

use domain::event::{Payload, Whereabouts};
use runtime::Class;

/// The subjects a fact is about. Whoever holds a conversation, and everybody of its queue.
pub(crate) fn of(payload: &Payload) -> Vec<String> {
    match payload {
        Payload::ConversationOpened(fact) => at(&fact.whereabouts),
        Payload::ConversationQueued(fact) => at(&fact.whereabouts),
        Payload::ConversationOffered(fact) => at(&fact.whereabouts),
        Payload::ConversationAssigned(fact) => at(&fact.whereabouts),
        Payload::ConversationClosed(fact) => at(&fact.whereabouts),
        Payload::MessageReceived(fact) => at(&fact.whereabouts),
        Payload::MessageSent(fact) => at(&fact.whereabouts),
        Payload::MessageFailed(fact) => at(&fact.whereabouts),
        Payload::AgentPresence(fact) => vec![format!("agent:{}", fact.agent)],
        Payload::AgentCalled(fact) => fact.agents.iter().map(|agent| format!("agent:{agent}")).collect(),
        Payload::RuleCapped(_) => vec!["alerts".into()],
        Payload::AlertRaised(fact) if fact.desktop => vec!["alerts".into()],
        Payload::CommandRefused(fact) => vec![format!("agent:{}", fact.by)],
        Payload::Ingest(_)
        | Payload::Escalate(_)
        | Payload::Route(_)
        | Payload::Outbound(_)
        | Payload::Receipt(_)
        | Payload::Echo(_)
        | Payload::Media(_)
        | Payload::NoiseSeen(_)
        | Payload::MentionIngested(_)
        | Payload::MentionEscalated(_)
        | Payload::AlertRaised(_) => vec![],
    }
}

fn at(whereabouts: &Whereabouts) -> Vec<String> {
    let holder = whereabouts.holder.iter().map(|agent| format!("agent:{agent}"));
    holder.chain([format!("queue:{}", whereabouts.queue)]).collect()
}

/// What telling it cost belongs to.
pub(crate) fn class(payload: &Payload) -> Class {
    match payload {
        Payload::MessageReceived(_)
        | Payload::ConversationOpened(_)
        | Payload::ConversationOffered(_)
        | Payload::ConversationQueued(_) => Class::Message,
        Payload::MessageSent(_) | Payload::MessageFailed(_) => Class::Reply,
        _ => Class::Other,
    }
}

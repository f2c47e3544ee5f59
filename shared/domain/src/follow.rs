//! What follows from a change of a conversation: the facts to tell, and the work it makes for others. Pure, and from
//! the two states alone, so no move can forget to say what it did.

use crate::{
    conversation::{Conversation, Stage},
    event::{
        ConversationAssigned, ConversationClosed, ConversationOffered, ConversationOpened, ConversationQueued, Emit, Payload,
        Route, Whereabouts,
    },
    id::AgentId,
    thread::Thread,
    time::Timestamp,
};

impl Conversation {
    /// Where it stands, for those who watch.
    pub fn whereabouts(&self) -> Whereabouts {
        Whereabouts { queue: self.needs.queue.clone(), holder: self.stage.holder().cloned() }
    }
}

/// Everything to send out when `before` has become `after` through `by` (nobody: the system) at `now`.
pub fn follows(before: Option<&Conversation>, after: &Conversation, by: Option<&AgentId>, now: Timestamp) -> Vec<Emit> {
    let mut emits: Vec<Emit> = Vec::new();
    let mut tell = |payload: Payload| emits.push(Emit::to(after.thread.clone(), payload));
    let stage_before = before.map(|conversation| &conversation.stage);
    if before.is_none_or(|before| before.interaction.number != after.interaction.number) {
        tell(Payload::from(ConversationOpened {
            conversation: after.id,
            interaction: after.interaction.number,
            platform: after.platform,
            account: after.account.clone(),
            contact: after.contact,
            whereabouts: after.whereabouts(),
        }));
    }
    match &after.stage {
        Stage::Offered { agent, until, .. } if !matches!(stage_before, Some(Stage::Offered { agent: a, until: u, .. }) if (a, u) == (agent, until)) =>
        {
            tell(ConversationOffered { conversation: after.id, whereabouts: after.whereabouts(), until: *until }.into());
        }
        Stage::With { agent, .. } if !matches!(stage_before, Some(Stage::With { agent: a, .. } | Stage::WrapUp { agent: a, .. }) if a == agent) =>
        {
            let by = by.filter(|by| *by != agent).cloned();
            tell(ConversationAssigned { conversation: after.id, whereabouts: after.whereabouts(), by }.into());
        }
        Stage::Waiting { .. } if !matches!(stage_before, Some(Stage::Waiting { .. })) => {
            let queued =
                ConversationQueued { conversation: after.id, whereabouts: after.whereabouts(), priority: after.needs.priority };
            tell(queued.into());
        }
        Stage::Closed { .. } if !matches!(stage_before, Some(Stage::Closed { .. })) => {
            let holder = stage_before.and_then(Stage::holder).cloned();
            tell(Payload::from(ConversationClosed {
                conversation: after.id,
                interaction: after.interaction.number,
                platform: after.platform,
                account: after.account.clone(),
                whereabouts: Whereabouts { queue: after.needs.queue.clone(), holder },
                opened_at: after.interaction.opened_at,
                closed_at: now,
                code: after.interaction.code.clone(),
                figures: after.interaction.figures(now),
                escalated_by: after.escalated_by.clone(),
                dismissed: after.interaction.dismissed,
            }));
        }
        _ => {}
    }
    // Between looking for a free agent and going into the line somebody may have come free: the line is looked at once
    // more after it stands there.
    if matches!(after.stage, Stage::Waiting { .. }) && !matches!(stage_before, Some(Stage::Waiting { .. })) {
        let queue = after.needs.queue.clone();
        emits.push(Emit::to(Thread::queue(&queue), Route::Match { queue, again: false }.into()));
    }
    if let Some(freed) = stage_before.and_then(Stage::holder).filter(|holder| after.stage.holder() != Some(*holder)) {
        emits.push(Emit::to(Thread::agent(freed), Route::Fill { agent: freed.clone() }.into()));
    }
    emits
}

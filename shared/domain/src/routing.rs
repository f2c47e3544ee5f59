//! Who gets a conversation, and which conversation a freed agent gets (RTE-07 to RTE-16, RTE-24).

mod search;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    agent::{Agent, Desk, Presence},
    conversation::{Conversation, Needs, Stage},
    id::{AgentId, ConversationId},
    time::Timestamp,
};

pub use search::{Note, Search, Step};

/// An agent as routing sees them.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Who they are and what they can.
    pub agent: Agent,
    /// Whether they are there, and what they hold.
    pub desk: Desk,
}

/// What routing decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// Propose it to this agent.
    Offer(AgentId),
    /// Nobody can take it now: it waits, visibly (RTE-24).
    Wait,
}

impl Candidate {
    /// There, with room.
    pub fn is_free(&self) -> bool {
        self.desk.presence == Presence::OnQueue && self.desk.has_room(&self.agent)
    }

    /// Has a place for this conversation: a free one, or the one it holds already.
    pub fn has_room_for(&self, conversation: ConversationId) -> bool {
        self.desk.has_room(&self.agent) || self.desk.holding.contains(&conversation)
    }

    /// Serves the queue and has every skill needed.
    pub fn fits(&self, needs: &Needs) -> bool {
        self.agent.queues.contains(&needs.queue) && self.has_skills(needs)
    }

    fn has_skills(&self, needs: &Needs) -> bool {
        needs.skills.iter().all(|skill| self.agent.skills.contains_key(skill))
    }

    fn proficiency(&self, needs: &Needs) -> u32 {
        needs.skills.iter().filter_map(|skill| self.agent.skills.get(skill)).map(|&level| u32::from(level)).sum()
    }

    /// The order of those who can take it: the smallest is asked.
    fn merit(&self, needs: &Needs) -> Merit<'_> {
        (u32::MAX - self.proficiency(needs), self.desk.load(&self.agent), self.desk.since, &self.agent.id)
    }
}

/// The best proficiency, then the emptiest desk, then the longest there, then the name, so that a choice depends on nothing
/// but its arguments.
type Merit<'a> = (u32, u32, Timestamp, &'a AgentId);

/// Who is offered a waiting conversation.
///
/// The last agent comes first if they can take it now, whatever their queue (RTE-07). Otherwise, of those on queue
/// who serve the queue, have all skills and have room: the best proficiency, then the emptiest desk, then the longest
/// there, then the name, so that the choice depends on nothing but its arguments. Who passed during this wait is not
/// asked again, unless nobody else could ever take it and `again` says to ask once more.
///
/// This is the rule; `Search` finds the same agent without looking at everybody.
pub fn choose(conversation: &Conversation, candidates: &[Candidate], again: bool) -> Choice {
    let Stage::Waiting { passed, .. } = &conversation.stage else { return Choice::Wait };
    let needs = &conversation.needs;
    let last = conversation.last_agent.as_ref();
    if let Some(last) = candidates
        .iter()
        .find(|candidate| Some(&candidate.agent.id) == last && candidate.is_free() && !passed.contains(&candidate.agent.id))
    {
        return Choice::Offer(last.agent.id.clone());
    }
    let best = |asked_before: bool| {
        candidates
            .iter()
            .filter(|candidate| {
                candidate.is_free() && candidate.fits(needs) && passed.contains(&candidate.agent.id) == asked_before
            })
            .min_by_key(|candidate| candidate.merit(needs))
            .map(|candidate| candidate.agent.id.clone())
    };
    best(false).or_else(|| again.then(|| best(true)).flatten()).map_or(Choice::Wait, Choice::Offer)
}

/// Why an agent was asked: kept with the conversation while the offer's outcome is in view (ADV-02).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Chosen {
    /// Who.
    pub agent: AgentId,
    /// By what.
    pub because: Because,
    /// When.
    pub at: Timestamp,
    /// How many had room then, as far as was looked.
    pub there: u32,
    /// How many of them could have taken it.
    pub able: u32,
    /// The sum of the agent's levels in the skills needed.
    pub proficiency: u32,
    /// How many conversations lay on their desk.
    pub holding: u32,
    /// How many may.
    pub capacity: u32,
}

/// What decided for an agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// They had it last.
    HadItLast,
    /// Of all who could take it: best proficiency, emptiest desk, longest there.
    BestOfAll,
    /// They came free, and it was the first in line that they could take.
    CameFree,
    /// Everybody had passed, and they were asked again.
    AskedAgain,
}

/// Why an agent was asked, of `there` with room, of whom `able` could take it.
fn explain(conversation: &Conversation, to: &Candidate, because: Because, (there, able): (u32, u32), at: Timestamp) -> Chosen {
    Chosen {
        agent: to.agent.id.clone(),
        because,
        at,
        there,
        able,
        proficiency: to.proficiency(&conversation.needs),
        holding: to.desk.holding.len() as u32,
        capacity: to.agent.capacity,
    }
}

/// Why whoever came free is asked.
pub fn came_free(conversation: &Conversation, to: &Candidate, at: Timestamp) -> Chosen {
    explain(conversation, to, Because::CameFree, (1, 1), at)
}

/// Which of the waiting conversations a freed agent gets: the first by rank that they can take (RTE-14).
pub fn next<'a>(candidate: &Candidate, waiting: &'a [Conversation], again: bool) -> Option<&'a Conversation> {
    if !candidate.is_free() {
        return None;
    }
    let mut line: Vec<&Conversation> = waiting.iter().filter(|c| matches!(c.stage, Stage::Waiting { .. })).collect();
    line.sort_by_key(|conversation| (conversation.rank(), conversation.id));
    line.into_iter().find(|conversation| {
        choose(conversation, std::slice::from_ref(candidate), again) == Choice::Offer(candidate.agent.id.clone())
    })
}

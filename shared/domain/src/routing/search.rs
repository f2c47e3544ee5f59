//! Finding whom `choose` would choose without looking at everybody on queue.
//!
//! For each queue there are notes of the agents who had room when their desks last changed, emptiest first. A note may be
//! old, so it only says whom to look at: an agent is chosen by their desk as it is, never by a note. A note that makes an
//! agent look better than they are costs a look; one that is missing would let somebody wait, so whoever comes free is
//! noted before the lines are looked at.

use std::collections::{BTreeMap, BTreeSet};

use super::{Because, Candidate, Chosen, Merit, explain};
use crate::{
    conversation::{Conversation, Needs, Stage},
    id::{AgentId, SkillId},
    time::Timestamp,
};

/// An agent of a queue who had room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Who.
    pub agent: AgentId,
    /// How full their desk was, of a thousand.
    pub load: u32,
    /// On queue since when.
    pub since: Timestamp,
    /// What they can, and how well.
    pub skills: BTreeMap<SkillId, u8>,
    /// They can more than the note has room for.
    pub and_more: bool,
}

impl Note {
    /// What an agent's note says.
    pub fn of(candidate: &Candidate) -> Self {
        Self {
            agent: candidate.agent.id.clone(),
            load: candidate.desk.load(&candidate.agent),
            since: candidate.desk.since,
            skills: candidate.agent.skills.clone(),
            and_more: false,
        }
    }

    /// A skill that is not noted may be among those left out; then they are looked at before others.
    fn level(&self, skill: &SkillId) -> Option<u32> {
        const BEST: u32 = 5;
        self.skills.get(skill).map(|&level| u32::from(level)).or(self.and_more.then_some(BEST))
    }

    fn fits(&self, needs: &Needs) -> bool {
        needs.skills.iter().all(|skill| self.level(skill).is_some())
    }

    fn merit(&self, needs: &Needs) -> Merit<'_> {
        let proficiency: u32 = needs.skills.iter().filter_map(|skill| self.level(skill)).sum();
        (u32::MAX - proficiency, self.load, self.since, &self.agent)
    }
}

/// The agents of one queue, as far as they are known. The same serves for many conversations of the queue.
#[derive(Debug, Clone, Default)]
pub struct Search {
    notes: Vec<Note>,
    looked: BTreeMap<AgentId, Option<Candidate>>,
    complete: bool,
}

/// What to do next.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// Look at this agent's desk, and say what is there.
    Look(AgentId),
    /// Read on in the notes of the queue.
    Read,
    /// Propose it to this agent, and keep why.
    Offer(Box<(Candidate, Chosen)>),
    /// Nobody can take it now: it waits, visibly (RTE-24).
    Wait,
}

impl Search {
    /// More notes of the queue have been read; `complete` if these were the last.
    pub fn noted(&mut self, notes: Vec<Note>, complete: bool) {
        self.notes.extend(notes);
        self.complete = complete;
    }

    /// An agent has been looked at; nobody, if there is no such agent.
    pub fn looked(&mut self, agent: AgentId, found: Option<Candidate>) {
        self.looked.insert(agent, found);
    }

    /// Whether there is a note of them.
    pub fn notes_of(&self, agent: &AgentId) -> bool {
        self.notes.iter().any(|note| note.agent == *agent)
    }

    /// The next step for a waiting conversation of the queue. By the rule of `choose`; of those noted later than the first
    /// who can take it nobody is looked at, and they have fuller desks.
    pub fn next(&self, conversation: &Conversation, again: bool, now: Timestamp) -> Step {
        let Stage::Waiting { passed, .. } = &conversation.stage else { return Step::Wait };
        if let Some(last) = conversation.last_agent.as_ref().filter(|last| !passed.contains(*last)) {
            match self.looked.get(last) {
                None => return Step::Look(last.clone()),
                Some(Some(found)) if found.is_free() => return self.offer(conversation, found, Because::HadItLast, now),
                Some(_) => {}
            }
        }
        match self.best(&conversation.needs, passed, false) {
            Some(Best::Known(found)) => self.offer(conversation, found, Because::BestOfAll, now),
            Some(Best::Noted(agent)) => Step::Look(agent.clone()),
            None if !self.complete => Step::Read,
            None if !again => Step::Wait,
            None => match self.best(&conversation.needs, passed, true) {
                Some(Best::Known(found)) => self.offer(conversation, found, Because::AskedAgain, now),
                Some(Best::Noted(agent)) => Step::Look(agent.clone()),
                None => Step::Wait,
            },
        }
    }

    fn best(&self, needs: &Needs, passed: &BTreeSet<AgentId>, asked_before: bool) -> Option<Best<'_>> {
        let known = self.looked.values().flatten().filter(|found| found.is_free() && found.fits(needs));
        let known = known.map(|found| (found.merit(needs), Best::Known(found)));
        let noted = self.notes.iter().filter(|note| !self.looked.contains_key(&note.agent) && note.fits(needs));
        let noted = noted.map(|note| (note.merit(needs), Best::Noted(&note.agent)));
        let asked = known.chain(noted).filter(|((.., agent), _)| passed.contains(*agent) == asked_before);
        asked.min_by(|(a, _), (b, _)| a.cmp(b)).map(|(_, best)| best)
    }

    fn offer(&self, conversation: &Conversation, to: &Candidate, because: Because, now: Timestamp) -> Step {
        let needs = &conversation.needs;
        let not_looked_at = || self.notes.iter().filter(|note| !self.looked.contains_key(&note.agent));
        let free = || self.looked.values().flatten().filter(|found| found.is_free());
        let there = not_looked_at().count() + free().count();
        let able = not_looked_at().filter(|note| note.fits(needs)).count() + free().filter(|found| found.fits(needs)).count();
        Step::Offer(Box::new((to.clone(), explain(conversation, to, because, (there as u32, able as u32), now))))
    }
}

enum Best<'a> {
    Known(&'a Candidate),
    Noted(&'a AgentId),
}

//! Finding whom `choose` would choose without looking at everybody on queue.
//!
//! For each queue there are notes of the agents who had room when their desks last changed, emptiest first. A note may be
//! old, so it only says whom to look at: an agent is chosen by their desk as it is, never by a note. A note that makes an
//! agent look better than they are costs a look; one that is missing would let somebody wait, so whoever comes free is
//! noted before the lines are looked at.

use std::collections::BTreeSet;

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
    pub skills: Vec<(SkillId, u8)>,
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
            skills: candidate.agent.skills.iter().map(|(skill, &level)| (skill.clone(), level)).collect(),
            and_more: false,
        }
    }

    /// A skill that is not noted may be among those left out; then they are looked at before others.
    fn level(&self, skill: &SkillId) -> Option<u32> {
        const BEST: u32 = 5;
        let noted = self.skills.iter().find(|(noted, _)| noted == skill);
        noted.map(|&(_, level)| u32::from(level)).or(self.and_more.then_some(BEST))
    }

    /// None for who lacks a skill.
    fn merit(&self, needs: &Needs) -> Option<Merit<'_>> {
        let mut proficiency = 0;
        for skill in &needs.skills {
            proficiency += self.level(skill)?;
        }
        Some((u32::MAX - proficiency, self.load, self.since, &self.agent))
    }
}

/// The agents of one queue, as far as they are known. The same serves for many conversations of the queue.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// Of those who have not been looked at.
    notes: Vec<Note>,
    /// Who has been looked at, and how they were found: rarely more than two.
    looked: Vec<(AgentId, Option<Candidate>)>,
    complete: bool,
}

/// What to do next.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// Look at this agent's desk, and say what is there.
    Look(AgentId),
    /// Read on in the notes of the queue.
    Read,
    /// Propose it to the agent who was chosen, and keep why; [`Search::taken`] has them as they were found.
    Offer(Chosen),
    /// Nobody can take it now: it waits, visibly (RTE-24).
    Wait,
}

impl Search {
    /// More notes of the queue have been read; `complete` if these were the last.
    pub fn noted(&mut self, mut notes: Vec<Note>, complete: bool) {
        notes.retain(|note| self.found(&note.agent).is_none());
        self.notes.extend(notes);
        self.complete = complete;
    }

    /// An agent has been looked at; nobody, if there is no such agent.
    pub fn looked(&mut self, agent: AgentId, found: Option<Candidate>) {
        self.notes.retain(|note| note.agent != agent);
        self.looked.push((agent, found));
    }

    /// An agent as they were found, for whoever makes them an offer: with that their desk is no longer as it was.
    pub fn taken(&mut self, agent: &AgentId) -> Option<Candidate> {
        let place = self.looked.iter().position(|(looked, _)| looked == agent)?;
        self.looked.swap_remove(place).1
    }

    /// How an agent was found, if they have been looked at.
    fn found(&self, agent: &AgentId) -> Option<Option<&Candidate>> {
        self.looked.iter().find(|(looked, _)| looked == agent).map(|(_, found)| found.as_ref())
    }

    /// Those who were found with room.
    fn free(&self) -> impl Iterator<Item = &Candidate> {
        self.looked.iter().filter_map(|(_, found)| found.as_ref()).filter(|found| found.is_free())
    }

    /// Whether there is a note of them, and they have not been looked at.
    pub fn notes_of(&self, agent: &AgentId) -> bool {
        self.notes.iter().any(|note| note.agent == *agent)
    }

    /// The next step for a waiting conversation of the queue. By the rule of `choose`; of those noted later than the first
    /// who can take it nobody is looked at, and they have fuller desks.
    pub fn next(&self, conversation: &Conversation, again: bool, now: Timestamp) -> Step {
        let Stage::Waiting { passed, .. } = &conversation.stage else { return Step::Wait };
        if let Some(last) = conversation.last_agent.as_ref().filter(|last| !passed.contains(*last)) {
            match self.found(last) {
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
        let asked = |agent: &AgentId| passed.contains(agent) == asked_before;
        let known = self.free().filter(|found| found.fits(needs) && asked(&found.agent.id));
        let known = known.min_by_key(|found| found.merit(needs));
        let noted = self.notes.iter().filter(|note| asked(&note.agent)).filter_map(|note| note.merit(needs)).min();
        match (known, noted) {
            (Some(known), Some(noted)) if noted < known.merit(needs) => Some(Best::Noted(noted.3)),
            (Some(known), _) => Some(Best::Known(known)),
            (None, noted) => noted.map(|(.., agent)| Best::Noted(agent)),
        }
    }

    fn offer(&self, conversation: &Conversation, to: &Candidate, because: Because, now: Timestamp) -> Step {
        let needs = &conversation.needs;
        let there = self.notes.len() + self.free().count();
        let able = self.notes.iter().filter(|note| note.merit(needs).is_some()).count()
            + self.free().filter(|found| found.fits(needs)).count();
        Step::Offer(explain(conversation, to, because, (there as u32, able as u32), now))
    }
}

enum Best<'a> {
    Known(&'a Candidate),
    Noted(&'a AgentId),
}

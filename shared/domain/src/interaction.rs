//! One service episode inside a conversation, and its figures (requirements.md section 5).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    id::{AgentId, QueueId, WrapUpCode},
    program::Ticket,
    time::{Millis, Timestamp},
};

/// From the first message that needs handling to end and wrap-up. Performance figures count these.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Interaction {
    /// 1 for the first of its conversation.
    pub number: u32,
    /// When it began.
    pub opened_at: Timestamp,
    /// When its human part began: creation, hand-off to people, or reopening, whichever is latest.
    pub human_from: Option<Timestamp>,
    /// The customer's first message in it.
    pub first_customer_at: Option<Timestamp>,
    /// The first reply by a person (D-15).
    pub first_reply_at: Option<Timestamp>,
    /// The first customer message not yet answered by a person: the running response episode (K-04).
    pub unanswered_since: Option<Timestamp>,
    /// Response episodes that were answered.
    pub answered: u32,
    /// The sum of their lengths.
    pub response_ms: Millis,
    /// How often it was passed on.
    pub transfers: u32,
    /// Its parts in order: bot, waiting, agent, wrap-up.
    pub segments: Vec<Segment>,
    /// When the customer's side ended.
    pub ended_at: Option<Timestamp>,
    /// What it was about.
    pub code: Option<WrapUpCode>,
    /// Until when a rule wants it answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_by: Option<Timestamp>,
    /// Why nobody should have been asked, if an agent said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dismissed: Option<Dismissal>,
    /// The ticket that a rule had opened for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<Ticket>,
}

/// Why an escalation should not have been one (ESC-10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Dismissal {
    /// It is not about the company or its products.
    NotAboutUs,
    /// It is, and nobody waits for an answer.
    NoAnswerNeeded,
    /// It is spam.
    Spam,
    /// The same was escalated before.
    Duplicate,
    /// Somebody has seen to it elsewhere.
    HandledElsewhere,
    /// Something else.
    Other,
}

impl Dismissal {
    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Dismissal::NotAboutUs => "not_about_us",
            Dismissal::NoAnswerNeeded => "no_answer_needed",
            Dismissal::Spam => "spam",
            Dismissal::Duplicate => "duplicate",
            Dismissal::HandledElsewhere => "handled_elsewhere",
            Dismissal::Other => "other",
        }
    }
}

/// The part of an interaction with one participant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Segment {
    /// With whom.
    pub with: Participant,
    /// From when.
    pub from: Timestamp,
    /// Until when; none while it runs.
    pub to: Option<Timestamp>,
}

/// Who a segment is with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "with", rename_all = "snake_case")]
pub enum Participant {
    /// The bot.
    Bot,
    /// Nobody yet: it waits, offers included, until somebody accepts.
    Queue {
        /// In this queue.
        queue: QueueId,
    },
    /// An agent, connected.
    Agent {
        /// Who.
        agent: AgentId,
        /// Out of which queue.
        queue: QueueId,
    },
    /// The agent's work after the end.
    WrapUp {
        /// Who.
        agent: AgentId,
        /// Out of which queue.
        queue: QueueId,
    },
}

impl Interaction {
    /// A new one, beginning with `with`.
    pub fn begin(number: u32, at: Timestamp, with: Participant) -> Self {
        let human_from = (with != Participant::Bot).then_some(at);
        Self {
            number,
            opened_at: at,
            human_from,
            first_customer_at: None,
            first_reply_at: None,
            unanswered_since: None,
            answered: 0,
            response_ms: 0,
            transfers: 0,
            segments: vec![Segment { with, from: at, to: None }],
            ended_at: None,
            code: None,
            answer_by: None,
            dismissed: None,
            ticket: None,
        }
    }

    /// The running segment ends and the next begins, at the same moment.
    pub fn go_on_with(&mut self, with: Participant, at: Timestamp) {
        self.stop(at);
        self.segments.push(Segment { with, from: at, to: None });
    }

    /// The running segment ends.
    pub fn stop(&mut self, at: Timestamp) {
        if let Some(running) = self.segments.last_mut().filter(|segment| segment.to.is_none()) {
            // Clocks of two functions differ; a segment never has a negative length.
            running.to = Some(at.max(running.from));
        }
    }

    /// A customer wrote.
    pub fn heard(&mut self, at: Timestamp) {
        self.first_customer_at.get_or_insert(at);
        self.unanswered_since.get_or_insert(at);
    }

    /// A person answered (never a bot, an automatic text or a note: D-15).
    pub fn replied(&mut self, at: Timestamp) {
        self.first_reply_at.get_or_insert(at);
        if let Some(since) = self.unanswered_since.take() {
            // An episode after a hand-off starts at the hand-off (K-04): waiting for the bot was not waiting for a person.
            let start = self.human_from.map_or(since, |human| since.max(human));
            self.answered += 1;
            self.response_ms += at.since(start).max(0);
        }
    }

    /// The figures of an interaction as it stands at `now`.
    pub fn figures(&self, now: Timestamp) -> Figures {
        let mut figures = Figures {
            first_response_ms: self.first_reply_at.zip(self.human_from).map(|(reply, human)| reply.since(human).max(0)),
            since_first_customer_ms: self
                .first_reply_at
                .zip(self.first_customer_at)
                .map(|(reply, first)| reply.since(first).max(0)),
            average_response_ms: (self.answered > 0).then(|| self.response_ms / Millis::from(self.answered)),
            answered_episodes: self.answered,
            unanswered_episodes: u32::from(self.unanswered_since.is_some()),
            transfers: self.transfers,
            handle_ms: 0,
            waits: Vec::new(),
            handled: Vec::new(),
        };
        for (i, segment) in self.segments.iter().enumerate() {
            let length = segment.to.unwrap_or(now).since(segment.from).max(0);
            match &segment.with {
                Participant::Bot => {}
                Participant::Queue { queue } => {
                    let answered = matches!(self.segments.get(i + 1).map(|next| &next.with), Some(Participant::Agent { .. }));
                    figures.waits.push(Wait { queue: queue.clone(), wait_ms: length, answered });
                }
                Participant::Agent { agent, .. } | Participant::WrapUp { agent, .. } => {
                    figures.handle_ms += length;
                    match figures.handled.iter_mut().find(|handled| &handled.agent == agent) {
                        Some(handled) => handled.handle_ms += length,
                        None => figures.handled.push(Handled { agent: agent.clone(), handle_ms: length }),
                    }
                }
            }
        }
        figures
    }
}

/// What an interaction adds to the figures of section 5. All times in milliseconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Figures {
    /// K-05: first human reply − start of the human part.
    pub first_response_ms: Option<Millis>,
    /// First human reply − first customer message.
    pub since_first_customer_ms: Option<Millis>,
    /// K-04 of this interaction.
    pub average_response_ms: Option<Millis>,
    /// Episodes answered by a person.
    pub answered_episodes: u32,
    /// Closing messages nobody answered; counted apart.
    pub unanswered_episodes: u32,
    /// How often it was passed on.
    pub transfers: u32,
    /// K-08: connected time and wrap-up of all agents.
    pub handle_ms: Millis,
    /// Each time it waited: offered once in each queue it entered.
    pub waits: Vec<Wait>,
    /// Each agent's share of the handle time.
    pub handled: Vec<Handled>,
}

/// One stay in a queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Wait {
    /// The queue.
    pub queue: QueueId,
    /// How long.
    pub wait_ms: Millis,
    /// It ended with an agent accepting.
    pub answered: bool,
}

/// One agent's part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Handled {
    /// Who.
    pub agent: AgentId,
    /// Connected time and wrap-up.
    pub handle_ms: Millis,
}

//! A conversation, the stages it can be in, and every lawful move between them (section 3, life cycles).
//!
//! A move is a pure function from one conversation to the next. What must be written besides (an agent's load, what
//! is due, the inbox) follows from the stage alone, so no move can forget it: see [`Stage::holder`], [`Stage::due`].

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    analysis::{Language, Sentiment},
    id::{AccountId, AgentId, ContactId, ConversationId, QueueId, SkillId, Tag, TopicId, WrapUpCode},
    inbound::Author,
    interaction::{Dismissal, Interaction, Participant},
    platform::{Platform, Visibility},
    program::Webhook,
    routing::Chosen,
    thread::Thread,
    time::{MINUTE, Millis, Timestamp},
};

/// More transfers than this in one interaction are a loop between rules, not service.
pub const MOST_TRANSFERS: u32 = 50;

/// All messages with one person on one connection and thread until the threading window has passed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Conversation {
    /// Its id.
    pub id: ConversationId,
    /// The thread it belongs to; a thread has at most one conversation that has not ended (I6).
    pub thread: Thread,
    /// Where it is held.
    pub platform: Platform,
    /// By which connection.
    pub account: AccountId,
    /// The person.
    pub contact: ContactId,
    /// The person as the platform knows them.
    pub customer: Author,
    /// Whether it began in public.
    pub visibility: Visibility,
    /// The public post it hangs on.
    pub post: Option<String>,
    /// The customer's newest item: what a public answer goes under.
    pub newest_item: Option<String>,
    /// The language the customer writes.
    pub language: Option<Language>,
    /// The stance of the customer's newest message.
    pub sentiment: Sentiment,
    /// Topics of its messages.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub topics: BTreeSet<TopicId>,
    /// Set by rules and people.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub tags: BTreeSet<Tag>,
    /// Where it is.
    pub stage: Stage,
    /// What an agent must be to get it.
    pub needs: Needs,
    /// Who decided that a person is needed: the rule, or nothing for a private message.
    pub escalated_by: Option<crate::id::RuleId>,
    /// The current interaction, or the newest one.
    pub interaction: Interaction,
    /// Who handled it last.
    pub last_agent: Option<AgentId>,
    /// Who was asked last, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chosen: Option<Chosen>,
    /// The customer's newest message, by the platform's clock: the reply window counts from it.
    pub last_customer_at: Option<Timestamp>,
    /// The first words of the newest message, for lists.
    pub preview: String,
    /// Customer messages since a person last answered.
    pub unread: u32,
    /// When it began.
    pub opened_at: Timestamp,
    /// When anything last changed.
    pub changed_at: Timestamp,
    /// Rows written in its thread so far: the next row's place is one more.
    pub seq: u64,
    /// Messages of its thread that were found by asking, by [`MessageId::hash`](crate::id::MessageId::hash), newest last: a webhook
    /// that comes late after all tells of them at a finer time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub found: Vec<u64>,
}

/// What an agent must be to get a conversation, and how soon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Needs {
    /// In which line it waits.
    pub queue: QueueId,
    /// Skills the agent must have, all of them.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub skills: BTreeSet<SkillId>,
    /// Minutes of head start over an ordinary conversation that came at the same time (RTE-14).
    pub priority: i32,
}

/// Where a conversation is: exactly one of these (I9).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    /// With the bot.
    Bot {
        /// Which.
        bot: Webhook,
        /// Since when.
        since: Timestamp,
    },
    /// Waiting in the queue it needs.
    Waiting {
        /// Since when: kept over offers that came to nothing.
        since: Timestamp,
        /// Agents who declined it or let it run out during this wait.
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        passed: BTreeSet<AgentId>,
    },
    /// Proposed to an agent, who holds a place for it.
    Offered {
        /// To whom.
        agent: AgentId,
        /// Waiting since when.
        since: Timestamp,
        /// Until when the offer stands.
        until: Timestamp,
        /// Agents who passed on it during this wait.
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        passed: BTreeSet<AgentId>,
    },
    /// An agent has it.
    With {
        /// Who.
        agent: AgentId,
        /// Since when.
        since: Timestamp,
    },
    /// The customer's side has ended; the agent still works on it.
    WrapUp {
        /// Who.
        agent: AgentId,
        /// Since when.
        since: Timestamp,
    },
    /// Ended. Within the threading window a new message reopens it.
    Closed {
        /// When the customer's side ended: the window counts from it.
        at: Timestamp,
        /// What it was about.
        code: Option<WrapUpCode>,
    },
}

impl Stage {
    /// The agent whose place it takes.
    pub fn holder(&self) -> Option<&AgentId> {
        match self {
            Stage::Offered { agent, .. } | Stage::With { agent, .. } | Stage::WrapUp { agent, .. } => Some(agent),
            Stage::Bot { .. } | Stage::Waiting { .. } | Stage::Closed { .. } => None,
        }
    }

    /// When something must happen to it by itself, if ever: an offer runs out.
    pub fn due(&self) -> Option<Timestamp> {
        match self {
            Stage::Offered { until, .. } => Some(*until),
            _ => None,
        }
    }

    /// The word for it in lists and errors.
    pub fn name(&self) -> &'static str {
        match self {
            Stage::Bot { .. } => "bot",
            Stage::Waiting { .. } => "waiting",
            Stage::Offered { .. } => "offered",
            Stage::With { .. } => "with",
            Stage::WrapUp { .. } => "wrap_up",
            Stage::Closed { .. } => "closed",
        }
    }
}

/// Why a move is not lawful. An outcome to show, not an error to retry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "refused", rename_all = "snake_case")]
pub enum Refused {
    /// It ended.
    #[error("the conversation is closed; it opens again when the customer writes")]
    AlreadyClosed,
    /// Somebody else has it.
    #[error("{holder} has the conversation; ask them to transfer it, or a supervisor to assign it")]
    HeldBy {
        /// Who has it.
        holder: AgentId,
    },
    /// Nobody has it yet.
    #[error("nobody has the conversation yet; accept or take it first")]
    NotHeld,
    /// It is not on offer to this agent.
    #[error("the conversation is not on offer to you any more; it is {stage}")]
    NotOffered {
        /// Where it is instead.
        stage: String,
    },
    /// The agent has it already.
    #[error("you have the conversation already")]
    AlreadyYours,
    /// The agent holds as many as they may.
    #[error("{agent} already holds {capacity} conversations, as many as they may; close or transfer one first")]
    Full {
        /// Who.
        agent: AgentId,
        /// How many they may hold.
        capacity: u32,
    },
    /// The queue wants a code, or does not know this one.
    #[error("the queue `{queue}` does not close with the code `{code}`; choose one of its codes")]
    CodeNotAllowed {
        /// The queue.
        queue: QueueId,
        /// What was given; empty for none.
        code: String,
    },
    /// No such agent, queue or skill.
    #[error("there is no {what} called `{name}`; create it first")]
    NoSuch {
        /// What was looked for.
        what: String,
        /// The name given.
        name: String,
    },
    /// Passed on too often.
    #[error("the conversation has been transferred {MOST_TRANSFERS} times; close it, or let one person finish it")]
    TooManyTransfers,
    /// It is with people already.
    #[error("the item was escalated before; open its conversation instead")]
    AlreadyEscalated,
    /// The message went out, or is going out.
    #[error("the message is {state}; only one that failed or is unsure can be sent again")]
    NotResendable {
        /// How far it has come.
        state: String,
    },
    /// A person has decided on it already, or it never waited.
    #[error("the message is {state}; only an answer that waits for approval can be approved or refused")]
    NotAwaiting {
        /// How far it has come.
        state: String,
    },
    /// It was written before the crisis, and would go out past whoever approves.
    #[error("public answers need approval while crisis mode is on; write it anew, and a supervisor will see it")]
    NeedsApproval,
    /// The channel lets nobody do this to these words.
    #[error("the channel has no way to {what} this message; answer it, or do it in the platform's own app")]
    NotModerable {
        /// What was wanted.
        what: String,
    },
    /// Outside the platform's reply window.
    #[error("the platform's reply window closed at {since}; wait for the customer to write, or use another channel")]
    WindowClosed {
        /// When it closed, or `never opened`.
        since: String,
    },
    /// Longer than the channel takes.
    #[error("the text is {counted} long and the channel takes {allowed}; shorten it or send it in parts")]
    TooLong {
        /// As the platform counts.
        counted: usize,
        /// The most it takes.
        allowed: usize,
    },
    /// The channel has no such answer.
    #[error("{platform} has no {visibility} answer to this message; choose the other visibility")]
    NotOnThisChannel {
        /// Where.
        platform: Platform,
        /// What was asked for.
        visibility: String,
    },
    /// Who answers has taken it for what it is.
    #[error("it was answered already; close it with a code instead of dismissing it")]
    AlreadyAnswered,
    /// The customer wrote since the agent looked (I17).
    #[error("the customer has written since you began; read the new message, then send again or force it")]
    Outdated,
}

/// A customer's message as it changes a conversation.
#[derive(Debug, Clone, PartialEq)]
pub struct Heard {
    /// When, by the platform's clock.
    pub at: Timestamp,
    /// The platform's id of the item.
    pub item: Option<String>,
    /// The language of the words, if any.
    pub language: Option<Language>,
    /// The stance of the words.
    pub sentiment: Sentiment,
    /// The first words.
    pub preview: String,
    /// Topics that caught it.
    pub topics: BTreeSet<TopicId>,
}

/// Where a transfer goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "to", rename_all = "snake_case")]
pub enum Destination {
    /// To anyone of a queue.
    Queue {
        /// Which.
        queue: QueueId,
    },
    /// To one agent: offered to them first, then to the same queue.
    Agent {
        /// Who.
        agent: AgentId,
    },
    /// To anyone of the same queue who also has a skill.
    Skill {
        /// Which.
        skill: SkillId,
    },
}

impl Conversation {
    /// Its rank in the line: waiting minutes + priority, ties by arrival (RTE-14). All lines move at the same speed,
    /// so the order is that of a constant: arrival less the head start. Smaller is served first.
    pub fn rank(&self) -> Timestamp {
        let since = match &self.stage {
            Stage::Waiting { since, .. } | Stage::Offered { since, .. } => *since,
            Stage::Bot { since, .. } | Stage::With { since, .. } | Stage::WrapUp { since, .. } => *since,
            Stage::Closed { at, .. } => *at,
        };
        since.minus(Millis::from(self.needs.priority) * MINUTE)
    }

    /// When it ended, if it has.
    pub fn ended(&self) -> Option<Timestamp> {
        match self.stage {
            Stage::Closed { at, .. } => Some(at),
            _ => None,
        }
    }

    fn waits(&mut self, at: Timestamp, passed: BTreeSet<AgentId>) {
        self.interaction.go_on_with(Participant::Queue { queue: self.needs.queue.clone() }, at);
        self.stage = Stage::Waiting { since: at, passed };
    }

    /// A customer's message joins. In wrap-up the interaction goes on with the same agent; after an end a new
    /// interaction begins and waits. Late arrivals never move the newest words back.
    pub fn hear(&mut self, heard: Heard, now: Timestamp) {
        match self.stage.clone() {
            Stage::Closed { .. } => {
                let queue = Participant::Queue { queue: self.needs.queue.clone() };
                self.interaction = Interaction::begin(self.interaction.number + 1, now, queue);
                self.stage = Stage::Waiting { since: now, passed: BTreeSet::new() };
            }
            Stage::WrapUp { agent, .. } => {
                self.interaction.ended_at = None;
                self.interaction.go_on_with(Participant::Agent { agent: agent.clone(), queue: self.needs.queue.clone() }, now);
                self.stage = Stage::With { agent, since: now };
            }
            Stage::Bot { .. } | Stage::Waiting { .. } | Stage::Offered { .. } | Stage::With { .. } => {}
        }
        self.interaction.heard(heard.at);
        self.topics.extend(heard.topics);
        self.unread = self.unread.saturating_add(1);
        if self.last_customer_at.is_none_or(|last| heard.at >= last) {
            self.last_customer_at = Some(heard.at);
            self.newest_item = heard.item.or(self.newest_item.take());
            self.language = heard.language.or(self.language);
            self.sentiment = heard.sentiment;
            self.preview = heard.preview;
        }
        self.changed_at = now;
    }

    /// A bot answers first (ESC-04): an interaction that has just begun is the bot's. Anything later is with people already.
    pub fn give_to_bot(&mut self, bot: &Webhook, at: Timestamp) {
        if let (Stage::Waiting { .. }, 1) = (&self.stage, self.interaction.segments.len()) {
            self.interaction.human_from = None;
            self.interaction.segments.clear();
            self.interaction.go_on_with(Participant::Bot, at);
            self.stage = Stage::Bot { bot: bot.clone(), since: at };
        }
    }

    /// The bot has settled it: it is over without a person.
    pub fn bot_ends(&mut self, at: Timestamp) -> Result<(), Refused> {
        match self.stage {
            Stage::Bot { .. } => {
                self.interaction.ended_at = Some(at);
                self.interaction.unanswered_since = None;
                self.interaction.stop(at);
                self.stage = Stage::Closed { at, code: None };
                self.unread = 0;
                self.changed_at = at;
                Ok(())
            }
            Stage::Closed { .. } => Err(Refused::AlreadyClosed),
            _ => Err(self.not_offered()),
        }
    }

    /// The bot gives it to people: waiting for them starts now (D-16, BOT-04).
    pub fn hand_off(&mut self, at: Timestamp) -> Result<(), Refused> {
        match self.stage {
            Stage::Bot { .. } => {
                self.interaction.human_from = Some(at);
                self.waits(at, BTreeSet::new());
                self.changed_at = at;
                Ok(())
            }
            Stage::Closed { .. } => Err(Refused::AlreadyClosed),
            _ => Err(self.not_offered()),
        }
    }

    /// Routing proposes it to an agent.
    pub fn offer(&mut self, to: &AgentId, length: Millis, at: Timestamp) -> Result<(), Refused> {
        let Stage::Waiting { since, passed } = &self.stage else { return Err(self.not_offered()) };
        self.stage = Stage::Offered { agent: to.clone(), since: *since, until: at.plus(length), passed: passed.clone() };
        self.changed_at = at;
        Ok(())
    }

    /// The agent it is offered to takes it.
    pub fn accept(&mut self, by: &AgentId, at: Timestamp) -> Result<(), Refused> {
        match &self.stage {
            Stage::Offered { agent, .. } if agent == by => {
                self.connect(by, at);
                Ok(())
            }
            Stage::With { agent, .. } | Stage::WrapUp { agent, .. } if agent == by => Err(Refused::AlreadyYours),
            Stage::With { agent, .. } | Stage::WrapUp { agent, .. } => Err(Refused::HeldBy { holder: agent.clone() }),
            Stage::Closed { .. } => Err(Refused::AlreadyClosed),
            _ => Err(self.not_offered()),
        }
    }

    /// The agent it is offered to does not take it, or let it run out: it waits on, in its old place.
    pub fn pass(&mut self, by: &AgentId, at: Timestamp) -> Result<(), Refused> {
        match &self.stage {
            Stage::Offered { agent, since, passed, .. } if agent == by => {
                let mut passed = passed.clone();
                passed.insert(by.clone());
                self.stage = Stage::Waiting { since: *since, passed };
                self.changed_at = at;
                Ok(())
            }
            _ => Err(self.not_offered()),
        }
    }

    /// Somebody takes it, or a supervisor gives it to somebody: out of the line or out of other hands.
    pub fn assign(&mut self, to: &AgentId, at: Timestamp) -> Result<(), Refused> {
        match &self.stage {
            Stage::Closed { .. } => Err(Refused::AlreadyClosed),
            Stage::With { agent, .. } if agent == to => Err(Refused::AlreadyYours),
            Stage::With { .. } | Stage::WrapUp { .. } => {
                self.interaction.transfers += 1;
                self.connect(to, at);
                Ok(())
            }
            Stage::Bot { .. } => {
                self.interaction.human_from = Some(at);
                self.connect(to, at);
                Ok(())
            }
            Stage::Waiting { .. } | Stage::Offered { .. } => {
                self.connect(to, at);
                Ok(())
            }
        }
    }

    fn connect(&mut self, agent: &AgentId, at: Timestamp) {
        self.interaction.ended_at = None;
        self.interaction.go_on_with(Participant::Agent { agent: agent.clone(), queue: self.needs.queue.clone() }, at);
        self.stage = Stage::With { agent: agent.clone(), since: at };
        self.last_agent = Some(agent.clone());
        self.changed_at = at;
    }

    /// Passed on (RTE-17). The giver gets it back only if nobody else can take it.
    pub fn transfer(&mut self, to: &Destination, at: Timestamp) -> Result<(), Refused> {
        let giver = match &self.stage {
            Stage::Closed { .. } => return Err(Refused::AlreadyClosed),
            _ if self.interaction.transfers >= MOST_TRANSFERS => return Err(Refused::TooManyTransfers),
            Stage::With { agent, .. } => Some(agent.clone()),
            _ => return Err(Refused::NotHeld),
        };
        self.interaction.transfers += 1;
        match to {
            Destination::Queue { queue } => {
                self.needs.queue = queue.clone();
                self.last_agent = None;
            }
            Destination::Agent { agent } => self.last_agent = Some(agent.clone()),
            Destination::Skill { skill } => {
                self.needs.skills.insert(skill.clone());
                self.last_agent = None;
            }
        }
        self.waits(at, giver.into_iter().collect());
        self.changed_at = at;
        Ok(())
    }

    /// The agent who has it cannot go on: it waits again, in a new segment of the same queue (RTE-19).
    pub fn give_back(&mut self, at: Timestamp) -> Result<(), Refused> {
        match &self.stage {
            Stage::With { agent, .. } => {
                let passed = BTreeSet::from([agent.clone()]);
                self.waits(at, passed);
                self.changed_at = at;
                Ok(())
            }
            Stage::Closed { .. } => Err(Refused::AlreadyClosed),
            _ => Err(Refused::NotHeld),
        }
    }

    /// A person answers.
    pub fn reply(&mut self, by: &AgentId, at: Timestamp) -> Result<(), Refused> {
        self.held_by(by)?;
        self.interaction.replied(at);
        self.unread = 0;
        self.changed_at = at;
        Ok(())
    }

    /// A person writes an answer that waits for approval: nobody is answered by it yet.
    pub fn draft(&mut self, by: &AgentId, at: Timestamp) -> Result<(), Refused> {
        self.held_by(by)?;
        self.changed_at = at;
        Ok(())
    }

    /// An answer that was `written` then and had to wait goes out: the customer is answered now. What they have written since stays
    /// unanswered, and an interaction that is over keeps its figures.
    pub fn approve(&mut self, written: Timestamp, at: Timestamp) {
        self.changed_at = at;
        if matches!(self.stage, Stage::Closed { .. }) {
            return;
        }
        if self.last_customer_at.is_some_and(|last| last > written) {
            self.interaction.first_reply_at.get_or_insert(at);
        } else {
            self.interaction.replied(at);
            self.unread = 0;
        }
    }

    /// The customer's side ends; the agent's wrap-up begins.
    pub fn end(&mut self, by: &AgentId, at: Timestamp) -> Result<(), Refused> {
        match &self.stage {
            Stage::WrapUp { agent, .. } if agent == by => Ok(()),
            _ => {
                self.held_by(by)?;
                self.interaction.ended_at = Some(at);
                self.interaction.go_on_with(Participant::WrapUp { agent: by.clone(), queue: self.needs.queue.clone() }, at);
                self.stage = Stage::WrapUp { agent: by.clone(), since: at };
                self.changed_at = at;
                Ok(())
            }
        }
    }

    /// Wrap-up is done, or there is none: the interaction is over.
    pub fn close(&mut self, by: &AgentId, code: Option<WrapUpCode>, at: Timestamp) -> Result<(), Refused> {
        match &self.stage {
            Stage::WrapUp { agent, .. } if agent == by => {}
            _ => self.held_by(by)?,
        }
        let ended = *self.interaction.ended_at.get_or_insert(at);
        self.interaction.stop(at);
        self.interaction.code = code.clone();
        self.stage = Stage::Closed { at: ended, code };
        self.unread = 0;
        self.changed_at = at;
        Ok(())
    }

    /// An agent says that nobody should have been asked (ESC-10): it is over, whoever waited for it. Out of other hands it is
    /// not taken.
    pub fn dismiss(&mut self, by: &AgentId, why: Dismissal, at: Timestamp) -> Result<(), Refused> {
        match &self.stage {
            Stage::Closed { .. } => return Err(Refused::AlreadyClosed),
            Stage::Offered { agent, .. } | Stage::With { agent, .. } | Stage::WrapUp { agent, .. } if agent != by => {
                return Err(Refused::HeldBy { holder: agent.clone() });
            }
            _ if self.interaction.first_reply_at.is_some() => return Err(Refused::AlreadyAnswered),
            _ => {}
        }
        let ended = *self.interaction.ended_at.get_or_insert(at);
        self.interaction.stop(at);
        self.interaction.dismissed = Some(why);
        self.stage = Stage::Closed { at: ended, code: None };
        self.unread = 0;
        self.changed_at = at;
        Ok(())
    }

    /// Somebody may act on it as its owner.
    pub fn held_by(&self, by: &AgentId) -> Result<(), Refused> {
        match &self.stage {
            Stage::With { agent, .. } if agent == by => Ok(()),
            Stage::With { agent, .. } | Stage::WrapUp { agent, .. } if agent != by => {
                Err(Refused::HeldBy { holder: agent.clone() })
            }
            Stage::Closed { .. } => Err(Refused::AlreadyClosed),
            _ => Err(Refused::NotHeld),
        }
    }

    fn not_offered(&self) -> Refused {
        Refused::NotOffered { stage: self.stage.name().to_owned() }
    }
}

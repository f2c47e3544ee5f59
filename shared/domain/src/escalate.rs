//! Escalation rules → no action, or escalate: to which queue, with which skills, how far ahead in the line.
//!
//! Lowest number first; the first rule that matches and does not say `continue` decides (ESC-03, D-13).

use std::{borrow::Borrow, collections::BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    analysis::Language,
    id::{AgentId, CannedId, QueueId, RuleId, SkillId, Tag},
    invalid::{Fault, Invalid, outcome},
    program::Webhook,
    query::{Cost, Literals, Span, Text, Work},
    rule::{Circumstances, Condition, Facts},
};

/// The most minutes of head start, either way: a week.
pub const MOST_PRIORITY: i32 = 7 * 24 * 60;
/// The longest service target, in minutes: a week.
pub const LONGEST_TARGET: u32 = 7 * 24 * 60;
/// The most rules named in a trace as not reached; their whole number is always there.
pub const MOST_NAMED: usize = 20;

/// When a person must step in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EscalationRule {
    /// Its name in traces.
    pub id: RuleId,
    /// Counts up with every save.
    pub version: u64,
    /// What people call it.
    pub name: String,
    /// Its place: lowest first, ties by id.
    pub number: u32,
    /// A paused rule is not asked.
    pub active: bool,
    /// When it applies.
    pub condition: Condition,
    /// What it does then.
    pub outcome: RuleOutcome,
    /// Set on every item it matches, deciding or not.
    #[serde(default)]
    pub tags: Vec<Tag>,
    /// What else it asks for, where a person steps in.
    #[serde(default, skip_serializing_if = "Besides::is_nothing")]
    pub besides: Besides,
}

/// What an escalation does besides putting a conversation into a line. It happens when an interaction begins, once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Besides {
    /// The conversation is taken to be in this language, whatever was detected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// The first answer is due within so many minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_within: Option<u32>,
    /// These people are told at once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notify: Vec<AgentId>,
    /// The customer gets this canned response at once, in private.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<CannedId>,
    /// This bot answers first; people get it when the bot hands over, or fails.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bot: Option<Webhook>,
    /// This outside system opens a ticket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<Webhook>,
}

impl Besides {
    /// Whether there is nothing.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// What an earlier rule asked for, and what this later one does: its values win, and people are added.
    fn and(mut self, later: &Besides) -> Self {
        self.language = later.language.or(self.language);
        self.answer_within = later.answer_within.or(self.answer_within);
        self.answer = later.answer.clone().or(self.answer);
        self.bot = later.bot.clone().or(self.bot);
        self.ticket = later.ticket.clone().or(self.ticket);
        self.notify.extend(later.notify.iter().cloned());
        self.notify.sort_unstable();
        self.notify.dedup();
        self
    }
}

/// What a rule does to an item it matches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "then", rename_all = "snake_case", deny_unknown_fields)]
pub enum RuleOutcome {
    /// A person must step in; no later rule is asked.
    Escalate {
        /// Where it waits; none for the account's own queue.
        #[serde(default)]
        queue: Option<QueueId>,
        /// What the person must be able to do.
        #[serde(default)]
        skills: Vec<SkillId>,
        /// Minutes of head start in the line (RTE-14).
        #[serde(default)]
        priority: i32,
    },
    /// Nobody needs to; no later rule is asked.
    NoAction,
    /// Adds its values, and lets later rules speak.
    Continue {
        /// Asked for in addition, if a later rule escalates.
        #[serde(default)]
        skills: Vec<SkillId>,
        /// Added to the head start, if a later rule escalates.
        #[serde(default)]
        priority: i32,
    },
}

/// What became of an item, and why.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Verdict {
    /// Escalate or not.
    pub outcome: Outcome,
    /// The tags of every rule that matched, sorted, each once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Tag>,
    /// The rule that decided; none if no rule did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<Applied>,
    /// The rules that matched before it and let later ones speak, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub continued: Vec<Applied>,
    /// The first active rules behind the deciding one, which were not asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_reached: Vec<RuleId>,
    /// How many active rules were not asked.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub not_reached_count: u32,
    /// What else an escalation does.
    #[serde(default, skip_serializing_if = "Besides::is_nothing")]
    pub besides: Besides,
    /// What held at that moment.
    #[serde(default, skip_serializing_if = "Circumstances::is_nothing")]
    pub circumstances: Circumstances,
}

/// Whether a person must step in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "then", rename_all = "snake_case")]
pub enum Outcome {
    /// Nobody needs to: it stays in the listening data (ESC-05).
    #[default]
    NoAction,
    /// It goes to routing.
    Escalate {
        /// Where it waits; none for the account's own queue.
        queue: Option<QueueId>,
        /// What the person must be able to do, sorted, each once.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        skills: Vec<SkillId>,
        /// Minutes of head start in the line (RTE-14).
        priority: i32,
    },
}

/// A rule as it was when it matched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Applied {
    /// The rule.
    pub rule: RuleId,
    /// Its version then.
    pub version: u64,
    /// Where the words stand by which it matched, the first of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hits: Vec<Span>,
}

impl Verdict {
    /// Whether a person must step in.
    pub fn escalates(&self) -> bool {
        matches!(self.outcome, Outcome::Escalate { .. })
    }
}

impl EscalationRule {
    /// Everything that is wrong with it, each with its place. Its condition was checked when it was read.
    pub fn validate(&self) -> Result<(), Vec<Invalid>> {
        let mut problems = Vec::new();
        problems.extend(Invalid::text("name", &self.name, 100));
        let (skills, priority) = match &self.outcome {
            RuleOutcome::Escalate { skills, priority, .. } | RuleOutcome::Continue { skills, priority } => {
                (skills.len(), *priority)
            }
            RuleOutcome::NoAction => (0, 0),
        };
        if !(-MOST_PRIORITY..=MOST_PRIORITY).contains(&priority) {
            let problem = format!("is {priority} minutes and may be {MOST_PRIORITY} either way");
            problems.push(
                Invalid::new("outcome.priority", problem, "write fewer minutes")
                    .because(Fault::OutOfRange { least: (-MOST_PRIORITY).into(), most: MOST_PRIORITY.into() }),
            );
        }
        if skills > 20 {
            problems.push(
                Invalid::new("outcome.skills", "has more than 20 skills", "ask for fewer").because(Fault::TooMany { most: 20 }),
            );
        }
        if matches!(self.outcome, RuleOutcome::NoAction) && !self.besides.is_nothing() {
            let problem = "asks for something besides, where nobody steps in";
            problems.push(Invalid::new("outcome", problem, "leave language, answer_within, notify, answer, bot and ticket out"));
        }
        if self.besides.answer_within.is_some_and(|minutes| !(1..=LONGEST_TARGET).contains(&minutes)) {
            let problem = format!("is not between 1 and {LONGEST_TARGET} minutes");
            problems.push(Invalid::new("outcome.answer_within", problem, "write other minutes"));
        }
        if self.besides.notify.len() > 20 {
            problems.push(Invalid::new("outcome.notify", "names more than 20 people", "name fewer"));
        }
        for (place, webhook) in [("outcome.bot.url", &self.besides.bot), ("outcome.ticket.url", &self.besides.ticket)] {
            problems.extend(webhook.as_ref().and_then(|webhook| webhook.validate(place)));
        }
        if self.besides.bot.is_some() && self.besides.answer.is_some() {
            let problem = "answers at once, where a bot answers first";
            problems.push(
                Invalid::new("outcome.answer", problem, "leave it out; the bot says the first words").because(Fault::Meaningless),
            );
        }
        if self.tags.len() > 20 {
            problems.push(Invalid::new("tags", "has more than 20 tags", "set fewer").because(Fault::TooMany { most: 20 }));
        }
        outcome(problems)
    }

    fn applied(&self, facts: &Facts) -> Applied {
        Applied { rule: self.id.clone(), version: self.version, hits: self.condition.hits(facts) }
    }
}

/// The active rules in their order, made ready to be asked of every item. Build it once per version of the settings.
#[derive(Debug)]
pub struct Rules {
    order: Vec<EscalationRule>,
    literals: Literals,
    asks_for_customers: bool,
}

impl Rules {
    /// Makes rules ready. The order they come in does not matter.
    pub fn compile(rules: &[EscalationRule]) -> Self {
        let mut order: Vec<EscalationRule> = rules.iter().filter(|rule| rule.active).cloned().collect();
        order.sort_by(|a, b| (a.number, &a.id).cmp(&(b.number, &b.id)));
        let whole = |rule: &EscalationRule, cost: &Cost| vec![rule.condition.cheapest(cost)];
        let literals = Literals::compile(&order, |rule| rule.condition.literals(), whole);
        let asks_for_customers = order.iter().any(|rule| rule.condition.asks_for_customers());
        Self { order, literals, asks_for_customers }
    }

    /// Asks the rules in their order: those whose words are not there need not be asked.
    pub fn decide(&self, facts: &Facts) -> Verdict {
        let text = facts.text.as_ref().unwrap_or(Text::empty());
        let candidates = self.literals.candidates(text, &mut Work::default());
        walk(facts, &self.order, candidates.into_iter().map(|candidate| candidate.rule as usize))
    }

    /// Whether a rule asks if an item's author has written before: somebody must look that up.
    pub fn asks_for_customers(&self) -> bool {
        self.asks_for_customers
    }

    /// The rules that are asked of every item, because no word is necessary for them.
    pub fn costly(&self) -> impl Iterator<Item = &RuleId> {
        self.literals.always().map(|i| &self.order[i].id)
    }
}

/// Asks the active rules in their order, once: for one item. The order they are given in does not matter.
pub fn decide(facts: &Facts, rules: &[EscalationRule]) -> Verdict {
    let mut order: Vec<&EscalationRule> = rules.iter().filter(|rule| rule.active).collect();
    order.sort_by(|a, b| (a.number, &a.id).cmp(&(b.number, &b.id)));
    walk(facts, &order, 0..order.len())
}

fn walk<R: Borrow<EscalationRule>>(facts: &Facts, order: &[R], candidates: impl Iterator<Item = usize>) -> Verdict {
    let fields = facts.fields();
    let mut tags = BTreeSet::new();
    let mut added_skills = BTreeSet::new();
    let mut added_priority = 0i32;
    let mut continued = Vec::new();
    let mut besides = Besides::default();
    let circumstances = facts.circumstances();
    for i in candidates {
        let rule = order[i].borrow();
        if !rule.condition.holds(facts, &fields) {
            continue;
        }
        tags.extend(rule.tags.iter().cloned());
        besides = besides.and(&rule.besides);
        let outcome = match &rule.outcome {
            RuleOutcome::Continue { skills, priority } => {
                added_skills.extend(skills.iter().cloned());
                added_priority = added_priority.saturating_add(*priority);
                continued.push(rule.applied(facts));
                continue;
            }
            RuleOutcome::NoAction => Outcome::NoAction,
            RuleOutcome::Escalate { queue, skills, priority } => {
                added_skills.extend(skills.iter().cloned());
                let priority = added_priority.saturating_add(*priority).clamp(-MOST_PRIORITY, MOST_PRIORITY);
                Outcome::Escalate { queue: queue.clone(), skills: added_skills.into_iter().collect(), priority }
            }
        };
        let behind = &order[i + 1..];
        return Verdict {
            outcome,
            tags: tags.into_iter().collect(),
            decided_by: Some(rule.applied(facts)),
            continued,
            not_reached: behind.iter().take(MOST_NAMED).map(|rule| rule.borrow().id.clone()).collect(),
            not_reached_count: behind.len() as u32,
            besides: if matches!(rule.outcome, RuleOutcome::NoAction) { Besides::default() } else { besides },
            circumstances,
        };
    }
    Verdict { tags: tags.into_iter().collect(), continued, circumstances, ..Verdict::default() }
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

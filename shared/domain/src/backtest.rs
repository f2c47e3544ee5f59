//! Back-test (ADV-01): a draft rule tried on stored history before it is saved. The same items and the same drafts give
//! the same report, in whatever order the items come.
//!
//! History is what was kept: an ingestion draft is asked of kept items alone, for noise keeps no words.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    escalate::{self, EscalationRule, Outcome, Verdict},
    id::RuleId,
    ingest,
    rule::Facts,
    time::{HOUR, Timestamp},
    topic::Topic,
};

/// The most items a report names in each of its lists.
pub const MOST_NAMED: usize = 20;

/// What is tried.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "draft", rename_all = "snake_case")]
pub enum Draft {
    /// A topic with its rules, instead of the topic of that id.
    Topic(Topic),
    /// An escalation rule, among the others: instead of the rule of that id, or beside them.
    Escalation(Box<EscalationRule>),
}

/// One stored item.
#[derive(Debug, Clone)]
pub struct Stored {
    /// Its name in the report.
    pub id: String,
    /// When it was said.
    pub at: Timestamp,
    /// What was known of it, the analyser's judgement at the time included.
    pub facts: Facts,
}

/// What an item costs, for the modelled bill. Money in millionths of a US dollar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Prices {
    /// Keeping one more item: compute, storage, queues (measured by `harken cost`).
    pub kept_item: u64,
    /// Bringing one more item to a person, without the person.
    pub escalation: u64,
    /// An agent's minutes for one escalated item.
    pub minutes_each: u64,
    /// An agent's hour.
    pub agent_hour: u64,
}

impl Default for Prices {
    fn default() -> Self {
        Self { kept_item: 9, escalation: 26, minutes_each: 6, agent_hour: 20_000_000 }
    }
}

/// What the draft would have done, against what the rules now do.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// Items asked.
    pub items: u64,
    /// The first and last of them, as moments.
    pub from: Option<Timestamp>,
    /// The last of them.
    pub until: Option<Timestamp>,
    /// Items the draft takes: caught by the topic, or decided by the rule.
    pub draft: u64,
    /// Items the saved version takes; 0 if there is none.
    pub current: u64,
    /// Items only the draft takes.
    pub gained: Sample,
    /// Items only the saved version takes.
    pub missed: Sample,
    /// Of the draft's items, those that nothing else takes: an item no other topic catches, a person no other rule asks for.
    pub alone: u64,
    /// Escalation: items that go to a person with the draft and without it.
    pub escalated: Change,
    /// By day in UTC, `2026-11-20`.
    pub days: BTreeMap<String, Change>,
    /// Escalation: by queue, `@own` for the account's own, `@bot:` and its account for what a bot answers first.
    pub queues: BTreeMap<String, Busy>,
    /// Millionths of a US dollar more than now, over the whole of the items; less than 0 if it saves.
    pub cost: i64,
}

/// Some of the items, and how many there are: the earliest, by time and id.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Sample {
    /// How many.
    pub count: u64,
    /// The first of them.
    pub first: Vec<Named>,
}

/// An item that a report names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Named {
    /// When it was said.
    pub at: Timestamp,
    /// Its name.
    pub id: String,
}

/// A count with the draft and without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Change {
    /// With the draft.
    pub draft: u64,
    /// As the rules are.
    pub current: u64,
}

/// How busy a queue would have been.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Busy {
    /// Items that come to it.
    pub items: Change,
    /// Agents' minutes they take.
    pub minutes: Change,
    /// The most in one hour.
    pub peak_hour: Change,
    /// Agents that hour keeps busy.
    pub agents_at_peak: Change,
    /// By hour, as the moment it begins; hours without any are left out.
    pub hours: BTreeMap<Timestamp, Change>,
}

impl Change {
    fn add(&mut self, draft: bool, current: bool) {
        self.draft += u64::from(draft);
        self.current += u64::from(current);
    }

    fn sum(&mut self, other: Change) {
        self.draft += other.draft;
        self.current += other.current;
    }
}

impl Sample {
    fn add(&mut self, item: &Stored) {
        self.count += 1;
        self.name(Named { at: item.at, id: item.id.clone() });
    }

    fn name(&mut self, item: Named) {
        let at = self.first.partition_point(|known| *known < item);
        if at < MOST_NAMED {
            self.first.insert(at, item);
            self.first.truncate(MOST_NAMED);
        }
    }

    fn absorb(&mut self, other: Sample) {
        self.count += other.count;
        other.first.into_iter().for_each(|item| self.name(item));
    }
}

impl Report {
    /// Both reports as one: history is read page by page. Of the same draft, prices and rules, over other items.
    pub fn absorb(&mut self, other: Report, prices: &Prices) {
        self.items += other.items;
        self.from = self.from.into_iter().chain(other.from).min();
        self.until = self.until.into_iter().chain(other.until).max();
        self.draft += other.draft;
        self.current += other.current;
        self.alone += other.alone;
        self.gained.absorb(other.gained);
        self.missed.absorb(other.missed);
        self.escalated.sum(other.escalated);
        for (day, change) in other.days {
            self.days.entry(day).or_default().sum(change);
        }
        for (queue, busy) in other.queues {
            let known = self.queues.entry(queue).or_default();
            known.items.sum(busy.items);
            for (hour, change) in busy.hours {
                known.hours.entry(hour).or_default().sum(change);
            }
        }
        self.cost += other.cost;
        self.work_out(prices);
    }

    fn work_out(&mut self, prices: &Prices) {
        for busy in self.queues.values_mut() {
            let peak = |of: fn(&Change) -> u64| busy.hours.values().map(of).max().unwrap_or_default();
            busy.peak_hour = Change { draft: peak(|hour| hour.draft), current: peak(|hour| hour.current) };
            let minutes = |items: u64| items * prices.minutes_each;
            busy.minutes = Change { draft: minutes(busy.items.draft), current: minutes(busy.items.current) };
            let agents = |items: u64| minutes(items).div_ceil(60);
            busy.agents_at_peak = Change { draft: agents(busy.peak_hour.draft), current: agents(busy.peak_hour.current) };
        }
    }
}

fn hour(at: Timestamp) -> Timestamp {
    Timestamp::from_millis(at.millis() - at.millis().rem_euclid(HOUR))
}

/// Rules with and without the draft.
#[derive(Debug)]
enum Trial {
    Topic { id: crate::id::TopicId, draft: Box<ingest::Rules>, current: Box<ingest::Rules> },
    Escalation { id: RuleId, draft: Box<escalate::Rules>, current: Box<escalate::Rules> },
}

/// A back-test under way: items go in one by one, and a report comes out.
#[derive(Debug)]
pub struct Backtest {
    trial: Trial,
    prices: Prices,
    report: Report,
}

impl Backtest {
    /// Of a draft against the rules as they are saved. A draft is tried as if it were active.
    pub fn new(draft: Draft, topics: &[Topic], rules: &[EscalationRule], prices: Prices) -> Self {
        let trial = match draft {
            Draft::Topic(mut topic) => {
                topic.active = true;
                let id = topic.id.clone();
                let mut others: Vec<Topic> = topics.iter().filter(|other| other.id != id).cloned().collect();
                others.push(topic);
                Trial::Topic {
                    id,
                    draft: Box::new(ingest::Rules::compile(&others)),
                    current: Box::new(ingest::Rules::compile(topics)),
                }
            }
            Draft::Escalation(mut rule) => {
                rule.active = true;
                let id = rule.id.clone();
                let mut others: Vec<EscalationRule> = rules.iter().filter(|other| other.id != id).cloned().collect();
                others.push(*rule);
                Trial::Escalation {
                    id,
                    draft: Box::new(escalate::Rules::compile(&others)),
                    current: Box::new(escalate::Rules::compile(rules)),
                }
            }
        };
        Self { trial, prices, report: Report::default() }
    }

    /// Asks both of one item.
    pub fn take(&mut self, item: &Stored) {
        let report = &mut self.report;
        report.items += 1;
        report.from = Some(report.from.map_or(item.at, |from| from.min(item.at)));
        report.until = Some(report.until.map_or(item.at, |until| until.max(item.at)));
        let (by_draft, by_current, alone) = match &self.trial {
            Trial::Topic { id, draft, current } => {
                let with = draft.caught(&item.facts);
                let within = |caught: &[crate::mention::Caught]| caught.iter().any(|caught| caught.topic == *id);
                let (by_draft, by_current) = (within(&with), within(&current.caught(&item.facts)));
                let alone = by_draft && with.iter().all(|caught| caught.topic == *id);
                (by_draft, by_current, alone)
            }
            Trial::Escalation { id, draft, current } => {
                let (with, without) = (draft.decide(&item.facts), current.decide(&item.facts));
                let by =
                    |verdict: &Verdict| verdict.decided_by.iter().chain(&verdict.continued).any(|applied| applied.rule == *id);
                report.escalated.add(with.escalates(), without.escalates());
                for (verdict, drafted) in [(&with, true), (&without, false)] {
                    let Outcome::Escalate { queue, .. } = &verdict.outcome else { continue };
                    let who = match (&verdict.besides.bot, queue) {
                        // People get of it what the bot hands over, which nobody can know beforehand.
                        (Some(bot), _) => format!("@bot:{}", bot.account),
                        (None, Some(queue)) => queue.to_string(),
                        (None, None) => "@own".to_owned(),
                    };
                    let busy = report.queues.entry(who).or_default();
                    busy.items.add(drafted, !drafted);
                    busy.hours.entry(hour(item.at)).or_default().add(drafted, !drafted);
                }
                (by(&with), by(&without), by(&with) && with.escalates() && !without.escalates())
            }
        };
        report.draft += u64::from(by_draft);
        report.current += u64::from(by_current);
        report.alone += u64::from(alone);
        if by_draft || by_current {
            report.days.entry(item.at.day()).or_default().add(by_draft, by_current);
        }
        match (by_draft, by_current) {
            (true, false) => report.gained.add(item),
            (false, true) => report.missed.add(item),
            _ => {}
        }
    }

    /// What came of it so far, as a whole.
    pub fn report(mut self) -> Report {
        let report = &mut self.report;
        report.work_out(&self.prices);
        report.cost = match self.trial {
            // What other topics keep costs the same with and without.
            Trial::Topic { .. } => (report.draft as i64 - report.current as i64) * self.prices.kept_item as i64,
            Trial::Escalation { .. } => {
                let each = self.prices.escalation + self.prices.agent_hour * self.prices.minutes_each / 60;
                (report.escalated.draft as i64 - report.escalated.current as i64) * each as i64
            }
        };
        self.report
    }
}

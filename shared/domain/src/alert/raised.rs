//! An alert, and the event that tells of it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{rule::Watch, spike::Reading, watch::Change};
use crate::{
    analysis::{Language, Sentiment},
    event::MentionIngested,
    id::{AlertId, MentionId, RuleId, TopicId},
    platform::Platform,
    time::{HOUR, Timestamp},
};

/// Mentions named in an alert, at most.
pub const MOST_SAMPLES: usize = 5;
/// How many changes of an alert are kept with it.
const MOST_STEPS: usize = 50;
/// A spike is an hour, or as many as this together.
const LONGEST_WINDOW: i64 = 4;
/// People named in an alert, at most.
const MOST_PEOPLE: usize = 5;

/// What kind of spike it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Of all mentions and of the negative ones.
    Crisis,
    /// Of the negative ones, while all together are as usual.
    Negative,
    /// Of all, while the negative ones are as usual.
    Trend,
}

impl Class {
    /// By which of the two stand out; none where neither does.
    pub(super) fn of(negative: bool, all: bool) -> Option<Self> {
        match (negative, all) {
            (true, true) => Some(Class::Crisis),
            (true, false) => Some(Class::Negative),
            (false, true) => Some(Class::Trend),
            (false, false) => None,
        }
    }
}

/// An alert opened, worsened or closed: told once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AlertRaised {
    /// Which.
    pub alert: AlertId,
    /// By which rule.
    pub rule: RuleId,
    /// What the rule watches.
    pub watch: Watch,
    /// Of which topic.
    pub topic: TopicId,
    /// On which platform; none for all of them together.
    pub platform: Option<Platform>,
    /// What happened to it.
    pub change: Change,
    /// When that was noticed.
    pub at: Timestamp,
    /// What kind of spike it is, for a spike.
    pub class: Option<Class>,
    /// What was observed and what expected, in the hour that made the change.
    pub reading: Reading,
    /// Net sentiment of the day before it, in percent.
    pub net_before: Option<f64>,
    /// Net sentiment since it opened, in percent.
    pub net_after: Option<f64>,
    /// Where it comes from.
    pub cause: Cause,
    /// Whether everybody at the screen is to see it.
    pub desktop: bool,
}

/// Where an alert comes from. Ids only: words and names are asked for at the API.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Cause {
    /// Mentions looked at: those of the hours that alarmed, a few hundred at most.
    pub mentions: u32,
    /// How many of them in which language; those in none that is known are left out.
    pub languages: BTreeMap<Language, u32>,
    /// How many of them where.
    pub platforms: BTreeMap<Platform, u32>,
    /// Who wrote most of them, by hash, with how many; the most first.
    pub people: Vec<(u64, u32)>,
    /// The newest of them.
    pub samples: Vec<MentionId>,
}

impl Cause {
    /// From the rows of the hours that alarmed. Where the rule counts negative or positive ones, only those.
    pub fn of(rows: &[MentionIngested], platform: Option<Platform>, sentiment: Option<Sentiment>) -> Self {
        let mut cause = Cause::default();
        let mut people: BTreeMap<u64, u32> = BTreeMap::new();
        let mut newest: Vec<&MentionIngested> = Vec::new();
        for row in rows {
            if platform.is_some_and(|platform| platform != row.platform) || sentiment.is_some_and(|s| s != row.sentiment) {
                continue;
            }
            cause.mentions += 1;
            if let Some(language) = row.language {
                *cause.languages.entry(language).or_default() += 1;
            }
            *cause.platforms.entry(row.platform).or_default() += 1;
            if let Some(person) = row.person {
                *people.entry(person).or_default() += 1;
            }
            newest.push(row);
        }
        cause.people = people.into_iter().collect();
        cause.people.sort_by_key(|&(person, n)| (std::cmp::Reverse(n), person));
        cause.people.truncate(MOST_PEOPLE);
        newest.sort_by_key(|row| (std::cmp::Reverse(row.at), row.mention));
        cause.samples = newest.into_iter().take(MOST_SAMPLES).map(|row| row.mention).collect();
        cause
    }
}

/// An alert as it is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Alert {
    /// Its id.
    pub id: AlertId,
    /// When it opened.
    pub opened_at: Timestamp,
    /// When it was closed; none while it is open.
    pub closed_at: Option<Timestamp>,
    /// What was told of it last.
    pub last: AlertRaised,
    /// How often something was told of it.
    pub told: u32,
    /// What was told, oldest first: how it opened, and at most the newest 49 changes after it.
    #[serde(default)]
    pub history: Vec<Step>,
}

/// Something that was told of an alert.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Step {
    /// What happened.
    pub change: Change,
    /// When that was noticed.
    pub at: Timestamp,
    /// Mentions that counted then.
    pub observed: u64,
    /// How many were to be expected there.
    pub expected: f64,
}

impl Alert {
    /// The alert after a change: a new one, or `before` with it.
    pub fn after(before: Option<Alert>, fact: AlertRaised) -> Self {
        let (opened_at, told, mut history) =
            before.map_or((fact.at, 0, vec![]), |alert| (alert.opened_at, alert.told, alert.history));
        let closed_at = (fact.change == Change::Closed).then_some(fact.at);
        if history.len() == MOST_STEPS {
            history.remove(1);
        }
        let Reading { observed, expected, .. } = fact.reading;
        history.push(Step { change: fact.change, at: fact.at, observed, expected });
        Self { id: fact.alert, opened_at, closed_at, last: fact, told: told + 1, history }
    }

    /// The first moment of what made it open. A whole hour is read when the next one has begun, so the one before counts.
    pub fn since(&self) -> Timestamp {
        let hours = match self.last.watch {
            Watch::Spike { .. } => LONGEST_WINDOW,
            Watch::Threshold { hours, .. } | Watch::Silence { hours } | Watch::Shift { hours, .. } => hours.into(),
        };
        Timestamp::from_millis((self.opened_at.millis().div_euclid(HOUR) - hours) * HOUR)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(change: Change, minute: i64, observed: u64) -> AlertRaised {
        AlertRaised {
            alert: AlertId::at(Timestamp::from_millis(0), &[b"a"]),
            rule: "spike".parse().unwrap(),
            watch: Watch::Silence { hours: 1 },
            topic: "delivery".parse().unwrap(),
            platform: None,
            change,
            at: Timestamp::from_millis(minute * 60_000),
            class: None,
            reading: Reading { observed, expected: 2.0, share: 1.0, hours: 1, p: 0.1, learning: false, alarm: true },
            net_before: None,
            net_after: None,
            cause: Cause::default(),
            desktop: false,
        }
    }

    // proves ALR: what made it open is among what it is made of, though its hour is over when it is told
    #[test]
    fn an_alert_begins_with_the_hours_that_were_read() {
        let alert = Alert::after(None, fact(Change::Opened, 10 * 60 + 5, 7));
        assert_eq!(alert.since(), Timestamp::from_millis(9 * HOUR));
    }

    // proves ALR: what was told of an alert stays with it, how it opened for ever
    #[test]
    fn an_alert_keeps_what_was_told_of_it() {
        let mut alert = Alert::after(None, fact(Change::Opened, 0, 7));
        for minute in 1..200 {
            alert = Alert::after(Some(alert), fact(Change::Worsened, minute, 8));
        }
        alert = Alert::after(Some(alert), fact(Change::Closed, 200, 0));
        assert_eq!((alert.told, alert.history.len()), (201, MOST_STEPS));
        assert_eq!((alert.history[0].change, alert.history[0].observed), (Change::Opened, 7));
        assert!(alert.history.is_sorted_by_key(|step| step.at));
        assert_eq!(alert.history.last().map(|step| step.change), Some(Change::Closed));
        assert_eq!(alert.closed_at, Some(Timestamp::from_millis(200 * 60_000)));
    }
}

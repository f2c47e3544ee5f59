//! Topics and their ingestion rules, as an admin writes them.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    analysis::Language,
    id::{AccountId, RuleId, TopicId},
    invalid::{Fault, Invalid, outcome},
    platform::{ContentType, Platform},
    query::{Place, Query},
};

/// The most rules of one topic.
pub const MOST_RULES: usize = 200;
/// The most authors a rule names.
pub const MOST_AUTHORS: usize = 500;

/// A named subject of interest: a product, a campaign, a competitor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Topic {
    /// Its name in keys and figures.
    pub id: TopicId,
    /// What people call it.
    pub name: String,
    /// A paused topic catches nothing.
    pub active: bool,
    /// What to catch for it; one is enough.
    pub rules: Vec<IngestionRule>,
}

/// What to catch: a query, narrowed to where it is asked. An empty list narrows nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct IngestionRule {
    /// Its name in the record of what it caught.
    pub id: RuleId,
    /// Counts up with every save; what it caught keeps the version it had (ING-09).
    pub version: u64,
    /// Words, phrases, tags and handles: see [`Query`].
    pub query: String,
    /// On these platforms.
    #[serde(default)]
    pub platforms: Vec<Platform>,
    /// By these connections.
    #[serde(default)]
    pub accounts: Vec<AccountId>,
    /// In these languages; an item whose language is not known is then not caught.
    #[serde(default)]
    pub languages: Vec<Language>,
    /// Of these types.
    #[serde(default)]
    pub content_types: Vec<ContentType>,
    /// Said in these countries, as codes such as `kr`; an item whose country is not known is then not caught.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<String>,
    /// By these authors alone: their handle or the platform's id of them, in any case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    /// By anybody but these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without_authors: Vec<String>,
    /// A paused rule catches nothing.
    pub active: bool,
    /// How much it may catch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<Cap>,
}

/// How many public items a rule may keep in a calendar month (UTC), and what happens then (ING-11). Private messages are never
/// touched by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cap {
    /// So many.
    pub per_month: u64,
    /// After that.
    pub then: Beyond,
}

/// What a rule does beyond its cap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Beyond {
    /// It catches nothing until the month is over.
    Pause,
    /// It keeps one of so many.
    OneIn(u32),
}

impl Cap {
    /// From this volume on somebody is warned: eight tenths of the cap.
    pub fn warns_from(&self) -> u64 {
        self.per_month - self.per_month / 5
    }
}

/// What the rules of a topic have caught in a month so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Volume {
    /// The topic.
    pub topic: TopicId,
    /// The month, `2026-11`.
    pub month: String,
    /// Up to this UTC day, without it, the counts below are final.
    pub until: String,
    /// What each rule had caught by then.
    #[serde(default)]
    pub caught: BTreeMap<RuleId, u64>,
    /// Rules beyond their caps.
    #[serde(default)]
    pub beyond: BTreeSet<RuleId>,
    /// Rules of which somebody was warned.
    #[serde(default)]
    pub warned: BTreeSet<RuleId>,
}

impl Topic {
    /// Everything that is wrong with it, each with its place.
    pub fn validate(&self) -> Result<(), Vec<Invalid>> {
        let mut problems = Vec::new();
        problems.extend(Invalid::text("name", &self.name, 100));
        if self.rules.len() > MOST_RULES {
            let problem = format!("has {} rules and may have {MOST_RULES}", self.rules.len());
            problems.push(
                Invalid::new("rules", problem, "join queries with OR, or make a second topic")
                    .because(Fault::TooMany { most: MOST_RULES as u64 }),
            );
            return outcome(problems);
        }
        let mut seen = BTreeSet::new();
        for (i, rule) in self.rules.iter().enumerate() {
            if !seen.insert(&rule.id) {
                let problem = format!("`{}` names an earlier rule of this topic", rule.id);
                problems.push(Invalid::new(format_args!("rules[{i}].id"), problem, "give it another id").because(Fault::Twice));
            }
            if let Err(found) = rule.validate() {
                problems.extend(found.into_iter().map(|problem| problem.under(format_args!("rules[{i}]"))));
            }
        }
        outcome(problems)
    }
}

impl IngestionRule {
    /// Everything that is wrong with it, each with its place.
    pub fn validate(&self) -> Result<(), Vec<Invalid>> {
        let mut problems = Vec::new();
        if let Err(error) = Query::read(&self.query, Place::Ingestion) {
            problems.push(Invalid::query("query", error));
        }
        if self.content_types.contains(&ContentType::PrivateMessage) {
            // Private messages are always taken in and never filtered (D-10).
            let problem = "names private messages, which rules only label and never filter";
            problems.push(Invalid::new("content_types", problem, "leave private_message out"));
        }
        if let Some(cap) = &self.cap {
            let wrong = cap.per_month == 0 || matches!(cap.then, Beyond::OneIn(0 | 1));
            let next = "write 1 or more for the month, and 2 or more for the sample; or pause the rule";
            problems.extend(wrong.then(|| Invalid::new("cap", "says nothing", next)));
        }
        let lawful = |code: &String| code.len() == 2 && code.chars().all(|c| c.is_ascii_alphabetic());
        if let Some(i) = self.countries.iter().position(|code| !lawful(code)) {
            let problem = format!("`{}` is no country code", self.countries[i]);
            problems.push(
                Invalid::new(format_args!("countries[{i}]"), problem, "write two letters, as kr or jp").because(Fault::BadForm),
            );
        }
        for (field, authors) in [("authors", &self.authors), ("without_authors", &self.without_authors)] {
            if authors.len() > MOST_AUTHORS {
                let problem = format!("has {} names and may have {MOST_AUTHORS}", authors.len());
                problems.push(
                    Invalid::new(field, problem, "use `author:` in the query, or several rules")
                        .because(Fault::TooMany { most: MOST_AUTHORS as u64 }),
                );
            }
            problems
                .extend(authors.iter().enumerate().find_map(|(i, name)| Invalid::text(format_args!("{field}[{i}]"), name, 100)));
        }
        outcome(problems)
    }
}

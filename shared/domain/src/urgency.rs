//! Rules of urgency: what must be looked at soon (text-analysis.md section 3). They are data, with terms per language.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    analysis::{Language, Urgency},
    invalid::{Invalid, outcome},
};

/// The most rules there may be.
pub const MOST_RULES: usize = 200;
/// The most terms of one part of a rule in one language.
pub const MOST_TERMS: usize = 500;
/// The longest term, in characters.
pub const LONGEST_TERM: usize = 100;

/// Terms, by language. English terms are words with a `*` at the end or beginning of a word and `..` for up to three words
/// between; Korean and Japanese terms are stems, spaces not counting, `..` for up to twelve characters between, `^` and `$`
/// for the edges of a word. `0` stands for any number.
pub type Terms = BTreeMap<Language, Vec<String>>;

/// One rule: applies to a message that has one of `any`, one of `with` where the language has any, and none of `unless`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UrgencyRule {
    /// Its name, as evidence tells it: `hazard`, `fraud`.
    pub id: String,
    /// What it makes of the message.
    pub level: Urgency,
    /// One of these must be there.
    pub any: Terms,
    /// And one of these, for a language that lists some.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub with: Terms,
    /// And none of these.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub unless: Terms,
}

/// The company's own rules: in the place of those that are shipped.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct UrgencyRules {
    /// All of them.
    pub rules: Vec<UrgencyRule>,
}

impl UrgencyRules {
    /// The rules that are there before anybody has written any: what an administrator begins with. A test reads the file, so it is
    /// never empty.
    pub fn shipped() -> Self {
        Self { rules: serde_json::from_str(include_str!("urgency.json")).unwrap_or_default() }
    }

    /// Everything that is wrong with them, each with its place.
    pub fn validate(&self) -> Result<(), Vec<Invalid>> {
        let mut problems = Vec::new();
        if self.rules.len() > MOST_RULES {
            let problem = format!("has {} rules and may have {MOST_RULES}", self.rules.len());
            problems.push(Invalid::new("rules", problem, "join some of them"));
            return outcome(problems);
        }
        for (i, rule) in self.rules.iter().enumerate() {
            let place = format!("rules[{i}]");
            problems.extend(Invalid::text(format_args!("{place}.id"), &rule.id, 64));
            if self.rules[..i].iter().any(|earlier| earlier.id == rule.id) {
                problems.push(Invalid::new(format_args!("{place}.id"), "names an earlier rule", "give it another id"));
            }
            if rule.any.values().all(Vec::is_empty) {
                problems.push(Invalid::new(format_args!("{place}.any"), "has no term", "name one in some language"));
            }
            for (part, terms) in [("any", &rule.any), ("with", &rule.with), ("unless", &rule.unless)] {
                for (language, list) in terms {
                    let place = format!("{place}.{part}.{}", language.as_str());
                    if list.len() > MOST_TERMS {
                        let problem = format!("has {} terms and may have {MOST_TERMS}", list.len());
                        problems.push(Invalid::new(&place, problem, "make two rules of it"));
                    }
                    let wrong = |(n, term): (usize, &String)| Invalid::text(format_args!("{place}[{n}]"), term, LONGEST_TERM);
                    problems.extend(list.iter().enumerate().find_map(wrong));
                }
            }
        }
        outcome(problems)
    }
}

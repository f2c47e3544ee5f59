//! Topics and keywords → keep or drop. Public items need a rule that catches them; private ones are always kept,
//! and rules only label them (D-10, ING-13).

use aho_corasick::{AhoCorasick, MatchKind};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    id::{RuleId, TopicId},
    invalid::Invalid,
    mention::Caught,
    platform::Visibility,
    query::Query,
    rule::Facts,
    topic::{IngestionRule, Topic},
};

/// What becomes of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "decision", rename_all = "snake_case")]
pub enum Decision {
    /// It is stored.
    Keep {
        /// Every rule that caught it, by topic and rule; may be empty for a private item only.
        caught: Vec<Caught>,
    },
    /// No rule asked for it: counted, not stored (ING-07).
    Noise,
}

/// The active rules of all active topics, made ready to be asked of every item. Build it once per version of the
/// settings.
#[derive(Debug)]
pub struct Rules {
    rules: Vec<Compiled>,
    /// Finds the texts of which a rule needs at least one; none if no rule has any, or the automaton would be too big.
    automaton: Option<AhoCorasick>,
    /// For each text of the automaton, the rules that need it or one like it.
    needed_by: Vec<Vec<u32>>,
    /// Rules with no such text: asked of every item.
    always: Vec<u32>,
    problems: Vec<Invalid>,
}

#[derive(Debug)]
struct Compiled {
    topic: TopicId,
    rule: IngestionRule,
    query: Query,
}

impl Rules {
    /// Makes topics ready. The order they come in does not matter. A rule whose query does not read is left out and
    /// reported by [`Rules::problems`]: one bad rule must not stop the others.
    pub fn compile(topics: &[Topic]) -> Self {
        let mut rules = Vec::new();
        let mut problems = Vec::new();
        for topic in topics.iter().filter(|topic| topic.active) {
            for (i, rule) in topic.rules.iter().enumerate().filter(|(_, rule)| rule.active) {
                match Query::parse(&rule.query) {
                    Ok(query) => rules.push(Compiled { topic: topic.id.clone(), rule: rule.clone(), query }),
                    Err(error) => {
                        let place = format!("{}.rules[{i}].query", topic.id);
                        problems.push(Invalid::new(place, error, "correct the query at the place named"));
                    }
                }
            }
        }
        rules.sort_by(|a, b| (&a.topic, &a.rule.id).cmp(&(&b.topic, &b.rule.id)));
        let mut texts: Vec<(String, u32)> = Vec::new();
        let mut always = Vec::new();
        for (i, compiled) in rules.iter().enumerate() {
            match compiled.query.necessary() {
                Some(set) => texts.extend(set.into_iter().map(|text| (text, i as u32))),
                None => always.push(i as u32),
            }
        }
        texts.sort_unstable();
        texts.dedup();
        let mut needed_by: Vec<Vec<u32>> = Vec::new();
        let mut patterns: Vec<String> = Vec::new();
        for (text, rule) in texts {
            match (patterns.last(), needed_by.last_mut()) {
                (Some(last), Some(rules)) if *last == text => rules.push(rule),
                _ => {
                    patterns.push(text);
                    needed_by.push(vec![rule]);
                }
            }
        }
        let automaton = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&patterns).ok();
        if automaton.is_none() {
            always = (0..rules.len() as u32).collect();
        }
        Self { rules, automaton, needed_by, always, problems }
    }

    /// The active rules that could not be used, each with its place and the reason.
    pub fn problems(&self) -> &[Invalid] {
        &self.problems
    }

    /// The rules asked of every item, because no text is necessary for them: costly.
    pub fn costly(&self) -> impl Iterator<Item = (&TopicId, &RuleId)> {
        self.always.iter().map(|&i| &self.rules[i as usize]).map(|compiled| (&compiled.topic, &compiled.rule.id))
    }

    /// Every rule that catches the item, by topic and rule.
    fn caught(&self, facts: &Facts) -> Vec<Caught> {
        let Some(text) = &facts.text else { return Vec::new() };
        let mut candidates = self.always.clone();
        if let Some(automaton) = &self.automaton {
            for found in automaton.find_overlapping_iter(text.folded()) {
                candidates.extend(&self.needed_by[found.pattern().as_usize()]);
            }
            candidates.sort_unstable();
            candidates.dedup();
        }
        let asked = candidates.into_iter().map(|i| &self.rules[i as usize]);
        asked
            .filter(|compiled| asks(&compiled.rule, facts) && compiled.query.matches(text, &facts.fields()))
            .map(|Compiled { topic, rule, .. }| Caught { topic: topic.clone(), rule: rule.id.clone(), version: rule.version })
            .collect()
    }
}

/// Keep or drop, with the reason.
pub fn decide(facts: &Facts, rules: &Rules) -> Decision {
    let caught = rules.caught(facts);
    match facts.visibility {
        Visibility::Public if caught.is_empty() => Decision::Noise,
        Visibility::Public | Visibility::Private => Decision::Keep { caught },
    }
}

/// Whether a rule is asked of an item at all. What is not known is in no list.
fn asks(rule: &IngestionRule, facts: &Facts) -> bool {
    // A list of content types speaks of public items; private ones are labelled whatever it says.
    let type_asked = facts.visibility == Visibility::Private || within(&rule.content_types, facts.content_type.as_ref());
    within(&rule.platforms, Some(&facts.platform))
        && within(&rule.accounts, Some(&facts.account))
        && within(&rule.languages, facts.language.as_ref())
        && type_asked
}

fn within<T: PartialEq>(list: &[T], fact: Option<&T>) -> bool {
    list.is_empty() || fact.is_some_and(|fact| list.contains(fact))
}

//! Topics and keywords → keep or drop. Public items need a rule that catches them; private ones are always kept,
//! and rules only label them (D-10, ING-13).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    id::{RuleId, TopicId},
    invalid::Invalid,
    mention::Caught,
    platform::Visibility,
    query::{Literals, Place, Query, Text, Work, fold},
    rule::Facts,
    topic::{Beyond, IngestionRule, Topic, Volume},
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
    literals: Literals,
    problems: Vec<Invalid>,
}

#[derive(Debug)]
struct Compiled {
    topic: TopicId,
    rule: IngestionRule,
    query: Query,
    /// What it does beyond its cap, if it is beyond it.
    beyond: Option<Beyond>,
}

impl Rules {
    /// Makes topics ready. The order they come in does not matter. A rule whose query does not read is left out and
    /// reported by [`Rules::problems`]: one bad rule must not stop the others.
    pub fn compile(topics: &[Topic]) -> Self {
        Self::capped(topics, &[])
    }

    /// The same, with what the rules have caught this month: those beyond their caps pause or sample.
    pub fn capped(topics: &[Topic], volumes: &[Volume]) -> Self {
        let mut rules = Vec::new();
        let mut problems = Vec::new();
        for topic in topics.iter().filter(|topic| topic.active) {
            for (i, rule) in topic.rules.iter().enumerate().filter(|(_, rule)| rule.active) {
                match Query::read(&rule.query, Place::Ingestion) {
                    Ok((query, _)) => {
                        let full = volumes.iter().any(|one| one.topic == topic.id && one.beyond.contains(&rule.id));
                        let beyond = rule.cap.filter(|_| full).map(|cap| cap.then);
                        rules.push(Compiled { topic: topic.id.clone(), rule: rule.clone(), query, beyond });
                    }
                    Err(error) => {
                        let place = format!("{}.rules[{i}].query", topic.id);
                        problems.push(Invalid::new(place, error, "correct the query at the place named"));
                    }
                }
            }
        }
        rules.sort_by(|a, b| (&a.topic, &a.rule.id).cmp(&(&b.topic, &b.rule.id)));
        let literals = Literals::compile(&rules, |rule| rule.query.literals(), |rule, cost| rule.query.cheapest_of_each(cost));
        Self { rules, literals, problems }
    }

    /// The active rules that could not be used, each with its place and the reason.
    pub fn problems(&self) -> &[Invalid] {
        &self.problems
    }

    /// The rules asked of every item, because no text is necessary for them: costly.
    pub fn costly(&self) -> impl Iterator<Item = (&TopicId, &RuleId)> {
        self.literals.always().map(|i| &self.rules[i]).map(|compiled| (&compiled.topic, &compiled.rule.id))
    }

    /// Every rule that catches the item, by topic and rule, with the places of the words that did.
    pub fn caught(&self, facts: &Facts) -> Vec<Caught> {
        self.measured(facts).0
    }

    /// The same, with what it took.
    pub fn measured(&self, facts: &Facts) -> (Vec<Caught>, Work) {
        let text = facts.text.as_ref().unwrap_or(Text::empty());
        let fields = facts.fields();
        let mut work = Work::default();
        let candidates = self.literals.candidates(text, &mut work);
        let caught = candidates.chunk_by(|a, b| a.rule == b.rule).filter_map(|parts| {
            let Compiled { topic, rule, query, beyond } = &self.rules[parts[0].rule as usize];
            if !(asks(rule, facts) && draws(*beyond, facts)) {
                return None;
            }
            let hits = query.caught(parts.iter().map(|candidate| candidate.part), text, &fields)?;
            Some(Caught { topic: topic.clone(), rule: rule.id.clone(), version: rule.version, hits })
        });
        (caught.collect(), work)
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
        && (rule.countries.is_empty() || facts.country.as_ref().is_some_and(|country| named(&rule.countries, country)))
        && (rule.authors.is_empty() || facts.names().any(|name| named(&rule.authors, name)))
        && !facts.names().any(|name| named(&rule.without_authors, name))
}

/// Whether a rule beyond its cap still takes this item. Which ones are in a sample follows from the item alone, so that it is the
/// same however often it comes. Private messages are always labelled.
fn draws(beyond: Option<Beyond>, facts: &Facts) -> bool {
    match beyond {
        _ if facts.visibility == Visibility::Private => true,
        None => true,
        Some(Beyond::Pause) => false,
        Some(Beyond::OneIn(n)) => facts.lot.is_multiple_of(u64::from(n.max(1))),
    }
}

/// Names are the same in any case and width.
fn named(list: &[String], name: &str) -> bool {
    !list.is_empty() && {
        let name = fold(name);
        list.iter().any(|known| fold(known.trim_start_matches('@')) == name)
    }
}

fn within<T: PartialEq>(list: &[T], fact: Option<&T>) -> bool {
    list.is_empty() || fact.is_some_and(|fact| list.contains(fact))
}

//! Rule lint (ADV-08): what is wrong with rules that are each lawful: never asked, never matching, catching what another
//! catches, contradicting another, far too broad.
//!
//! Every finding is proved from the rules alone, or from how often stored items match where they are given; what cannot
//! be proved is not said.

mod condition;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    analysis::Language,
    escalate::{EscalationRule, RuleOutcome},
    query::{Place, Query, QueryError},
    rule::{Condition, Test},
    topic::{IngestionRule, Topic},
};

use condition::{broad, implies, never};

/// One thing to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// The rule: `<topic>/<rule>` for an ingestion rule, the id of an escalation rule.
    pub rule: String,
    /// What is wrong with it.
    pub kind: FindingKind,
    /// The other rule it is about, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other: Option<String>,
    /// What about it: a part of the rule, a number.
    pub about: String,
    /// Of a rule whose query does not read: why, to be said in any language. `about` says it in English.
    #[serde(skip)]
    pub query: Option<Box<QueryError>>,
}

/// What can be wrong with a lawful rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// It does not read at all.
    Invalid,
    /// An earlier rule decides whatever it would match.
    Unreachable,
    /// No item can match it.
    NeverMatches,
    /// All it catches is caught by another rule of the same topic, too.
    Overlapping,
    /// Another rule of the same number asks the same and wants something else.
    Contradicting,
    /// It matches nearly everything.
    TooBroad,
    /// It has no word that must be there, so it is asked of every item: slow, and seldom meant.
    Costly,
}

impl Finding {
    fn new(rule: impl Into<String>, kind: FindingKind, other: Option<String>, about: impl Into<String>) -> Self {
        Self { rule: rule.into(), kind, other, about: about.into(), query: None }
    }

    /// A rule that does not read at all.
    pub fn invalid(rule: impl Into<String>, about: impl Into<String>) -> Self {
        Self::new(rule, FindingKind::Invalid, None, about)
    }

    /// A rule whose query does not read.
    pub fn unread(rule: impl Into<String>, error: QueryError) -> Self {
        Self { about: error.to_string(), query: Some(Box::new(error)), ..Self::invalid(rule, "") }
    }

    /// What to say to an administrator.
    pub fn sentence(&self, language: Language) -> String {
        let Self { rule, query, .. } = self;
        let about = query.as_ref().map_or_else(|| self.about.clone(), |error| error.sentence(language));
        let other = self.other.as_deref().unwrap_or_default();
        use FindingKind::*;
        let [en, ko, ja] = match self.kind {
            Invalid => [
                format!("{rule} cannot be used: {about}"),
                format!("{rule}: 사용할 수 없는 규칙입니다. {about}"),
                format!("{rule}: 使用できないルールです。{about}"),
            ],
            Unreachable => [
                format!("{rule} is never asked: {other} comes before it and decides all it would match"),
                format!("{rule}: 앞에 있는 {other}이(가) 모두 결정하므로 도달하지 않습니다"),
                format!("{rule}: 前にある {other} がすべて決めるため、到達しません"),
            ],
            NeverMatches => [
                format!("{rule} can match nothing: {about}"),
                format!("{rule}: 어떤 글과도 맞지 않습니다. {about}"),
                format!("{rule}: どの投稿にも一致しません。{about}"),
            ],
            Overlapping => [
                format!("all that {rule} catches is caught by {other}, too"),
                format!("{rule}이(가) 잡는 글은 모두 {other}도 잡습니다"),
                format!("{rule} が捕らえるものはすべて {other} も捕らえます"),
            ],
            Contradicting => [
                format!("{rule} and {other} ask the same and want different things: {about}"),
                format!("{rule}와(과) {other}은(는) 조건이 같은데 결과가 다릅니다. {about}"),
                format!("{rule} と {other} は条件が同じで結果が異なります。{about}"),
            ],
            TooBroad => [
                format!("{rule} matches nearly everything: {about}"),
                format!("{rule}: 거의 모든 글과 맞습니다. {about}"),
                format!("{rule}: ほとんどすべてに一致します。{about}"),
            ],
            Costly => [
                format!("{rule} names no word that must be there, so it is asked of every item"),
                format!("{rule}: 꼭 있어야 할 단어가 없어 모든 글에 대해 검사합니다"),
                format!("{rule}: 必須の語がないため、すべての投稿に対して検査されます"),
            ],
        };
        match language {
            Language::En => en,
            Language::Ko => ko,
            Language::Ja => ja,
        }
    }
}

/// Everything to look at in the active rules of the active topics, by rule.
pub fn topics(topics: &[Topic]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for topic in topics.iter().filter(|topic| topic.active) {
        let mut read: Vec<(String, &IngestionRule, Query)> = Vec::new();
        for rule in topic.rules.iter().filter(|rule| rule.active) {
            let name = format!("{}/{}", topic.id, rule.id);
            match Query::read(&rule.query, Place::Ingestion) {
                Err(error) => findings.push(Finding::unread(name, error)),
                Ok((query, _)) => read.push((name, rule, query)),
            }
        }
        for (i, (name, rule, query)) in read.iter().enumerate() {
            if let Some(why) = impossible(rule, query) {
                findings.push(Finding::new(name, FindingKind::NeverMatches, None, why));
                continue;
            }
            if let Some(why) = query.broad_part() {
                findings.push(Finding::new(name, FindingKind::TooBroad, None, why));
            } else if query.necessary().is_none() {
                findings.push(Finding::new(name, FindingKind::Costly, None, rule.query.clone()));
            }
            let covers = |narrow: &(String, &IngestionRule, Query), wide: &(String, &IngestionRule, Query)| {
                narrow.2.implies(&wide.2) && narrowing(narrow.1, wide.1)
            };
            let wider = read.iter().enumerate().find(|(j, wide)| {
                // Of two that are the same, the later one is superfluous.
                *j != i && impossible(wide.1, &wide.2).is_none() && covers(&read[i], wide) && (*j < i || !covers(wide, &read[i]))
            });
            if let Some((_, (other, ..))) = wider {
                findings.push(Finding::new(name, FindingKind::Overlapping, Some(other.clone()), rule.query.clone()));
            }
        }
    }
    findings.sort_by(|a, b| (&a.rule, a.kind, &a.other).cmp(&(&b.rule, b.kind, &b.other)));
    findings
}

/// Why no item can be caught: by the words alone, or by the words and the places together.
fn impossible(rule: &IngestionRule, query: &Query) -> Option<String> {
    let against = |field: &str, narrowed: Vec<&str>| {
        let demanded = query.demanded(field)?;
        let none = !narrowed.is_empty()
            && !demanded
                .iter()
                .any(|value| narrowed.iter().any(|known| value.split('-').next() == Some(known) || value == known));
        none.then(|| format!("{field}: {} / {}", demanded.join(", "), narrowed.join(", ")))
    };
    let kinds = rule.content_types.iter().map(|kind| kind.as_str()).collect();
    query
        .contradiction()
        .or_else(|| against("platform", rule.platforms.iter().map(|platform| platform.as_str()).collect()))
        .or_else(|| against("lang", rule.languages.iter().map(|language| language.as_str()).collect()))
        .or_else(|| against("type", kinds))
        .or_else(|| against("country", rule.countries.iter().map(String::as_str).collect()))
        .or_else(|| {
            rule.authors.iter().find(|author| rule.without_authors.contains(author)).filter(|_| rule.authors.len() == 1).cloned()
        })
}

/// Whether `narrow` is asked of no item that `wide` is not asked of.
fn narrowing(narrow: &IngestionRule, wide: &IngestionRule) -> bool {
    fn within<T: PartialEq>(narrow: &[T], wide: &[T]) -> bool {
        wide.is_empty() || (!narrow.is_empty() && narrow.iter().all(|value| wide.contains(value)))
    }
    within(&narrow.platforms, &wide.platforms)
        && within(&narrow.accounts, &wide.accounts)
        && within(&narrow.languages, &wide.languages)
        && within(&narrow.content_types, &wide.content_types)
        && within(&narrow.countries, &wide.countries)
        && within(&narrow.authors, &wide.authors)
        && wide.without_authors.iter().all(|author| narrow.without_authors.contains(author))
}

/// Everything to look at in the active escalation rules, in the order they are asked. `topics` are those there are; none
/// if that is not known.
pub fn escalation(rules: &[EscalationRule], topics: Option<&[Topic]>) -> Vec<Finding> {
    let mut order: Vec<&EscalationRule> = rules.iter().filter(|rule| rule.active).collect();
    order.sort_by(|a, b| (a.number, &a.id).cmp(&(b.number, &b.id)));
    let decides = |rule: &EscalationRule| !matches!(rule.outcome, RuleOutcome::Continue { .. });
    let mut findings = Vec::new();
    for (i, rule) in order.iter().enumerate() {
        let before = &order[..i];
        let mut find = |kind, other: Option<&EscalationRule>, about: String| {
            findings.push(Finding::new(rule.id.as_str(), kind, other.map(|other| other.id.to_string()), about));
        };
        if let Some(why) = never(&rule.condition).or_else(|| absent(&rule.condition, topics?)) {
            find(FindingKind::NeverMatches, None, why);
            continue;
        }
        let alive = |other: &&&EscalationRule| never(&other.condition).is_none();
        let covers = before.iter().filter(alive).find(|other| decides(other) && implies(&rule.condition, &other.condition));
        if let Some(other) = covers {
            if decides(rule) && implies(&other.condition, &rule.condition) && !does_the_same(other, rule) {
                find(FindingKind::Contradicting, Some(other), format!("{} / {}", outcome(other), outcome(rule)));
            }
            find(FindingKind::Unreachable, Some(other), other.number.to_string());
            continue;
        }
        // The last rule may take all that is left; any other that does makes those behind it idle.
        let last = i + 1 == order.len();
        if let Some(why) = broad(&rule.condition).filter(|_| !(last && matches!(rule.outcome, RuleOutcome::NoAction))) {
            find(FindingKind::TooBroad, None, why);
        }
        let same = |other: &EscalationRule| does_the_same(other, rule) && other.tags == rule.tags;
        let doubled = before
            .iter()
            .find(|other| !decides(other) && !decides(rule) && same(other) && implies(&rule.condition, &other.condition));
        // A narrower rule in front of a wider one that does the same is superfluous, if nothing stands between them.
        let behind = order.get(i + 1).filter(|other| decides(rule) && same(other) && implies(&rule.condition, &other.condition));
        if let Some(other) = doubled.or(behind) {
            find(FindingKind::Overlapping, Some(other), outcome(rule));
        }
    }
    findings
}

/// A topic that a rule asks for and nobody has, if nothing else makes it match.
fn absent(condition: &Condition, topics: &[Topic]) -> Option<String> {
    match condition {
        Condition::All(parts) => parts.iter().find_map(|part| absent(part, topics)),
        Condition::Any(parts) => {
            let all: Vec<String> = parts.iter().map(|part| absent(part, topics)).collect::<Option<_>>()?;
            all.into_iter().next()
        }
        Condition::Test(Test::Topic(choice)) => {
            let wanted = choice.wanted()?;
            let none = wanted.iter().all(|id| !topics.iter().any(|topic| topic.id == *id));
            none.then(|| wanted.iter().map(|id| id.to_string()).collect::<Vec<_>>().join(", "))
        }
        _ => None,
    }
}

/// Whether two rules put an item into the same hands: line, bot, ticket and all else they ask for.
fn does_the_same(one: &EscalationRule, other: &EscalationRule) -> bool {
    one.outcome == other.outcome && one.besides == other.besides
}

fn outcome(rule: &EscalationRule) -> String {
    let outcome = serde_json::to_string(&rule.outcome).unwrap_or_default();
    match rule.besides.is_nothing() {
        true => outcome,
        false => format!("{outcome} + {}", serde_json::to_string(&rule.besides).unwrap_or_default()),
    }
}

/// Findings that only stored items tell: which share of them a rule matched. More than this is far too broad.
pub const TOO_BROAD_PERCENT: u64 = 60;
/// Fewer items than this tell nothing about a share.
pub const LEAST_ITEMS: u64 = 200;

/// A rule that matched nearly all of what was looked at, or none of much.
pub fn measured(rule: &str, matched: u64, of: u64) -> Option<Finding> {
    if of < LEAST_ITEMS || matched * 100 < of * TOO_BROAD_PERCENT {
        return None;
    }
    Some(Finding::new(rule, FindingKind::TooBroad, None, format!("{matched} / {of}")))
}

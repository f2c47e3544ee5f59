//! Why an item was kept, how it was judged, and which rule with which values decided (ADV-02).
//!
//! What was decided is stored with the item: rules with their versions, the analyser, the verdict. Which words and values
//! led to it is worked out anew from the item and the rules, where those are still the ones that decided; so a trace costs
//! no storage, and is at the same time a proof that the same decision comes out again.

mod named;
mod routed;
mod told;

use std::ops::Range;

use serde::Serialize;
use serde_json::Value;

pub use told::tell;

use crate::{
    analysis::Analysis,
    conversation::{Conversation, Needs, Stage},
    escalate::{Applied, EscalationRule, Verdict, decide},
    id::{AgentId, ConversationId, RuleId, TopicId},
    interaction::Segment,
    mention::{Caught, Mention},
    message::{Body, Message, Why},
    platform::ContentType,
    program::Ticket,
    query::{Place, Query},
    routing::Chosen,
    rule::{Condition, Facts, Matching, Test},
    topic::Topic,
};

/// Everything that led to where a mention is.
#[derive(Debug, Clone, PartialEq)]
pub struct Trace {
    /// Each rule that caught it.
    pub captured: Vec<Captured>,
    /// How it was judged, by which analyser.
    pub judged: Analysis,
    /// What escalation made of it; none until that step has run.
    pub escalation: Option<Escalation>,
    /// Where its conversation went; none for what came to nobody.
    pub routed: Option<Routed>,
}

impl Trace {
    /// With what routing did with its conversation.
    pub fn with_conversation(self, conversation: &Conversation) -> Self {
        Self { routed: Some(Routed::from(conversation)), ..self }
    }
}

/// Where a conversation went, and why (ADV-02).
#[derive(Debug, Clone, PartialEq)]
pub struct Routed {
    /// Which.
    pub conversation: ConversationId,
    /// What an agent must be to get it.
    pub needs: Needs,
    /// With whom its current interaction has been, in order.
    pub segments: Vec<Segment>,
    /// Who was asked last, and why.
    pub chosen: Option<Chosen>,
    /// Those who passed on it while it waits.
    pub passed: Vec<AgentId>,
    /// The ticket that a rule had opened for it.
    pub ticket: Option<Ticket>,
}

impl From<&Conversation> for Routed {
    fn from(conversation: &Conversation) -> Self {
        let passed = match &conversation.stage {
            Stage::Waiting { passed, .. } | Stage::Offered { passed, .. } => passed.iter().cloned().collect(),
            _ => Vec::new(),
        };
        Self {
            conversation: conversation.id,
            needs: conversation.needs.clone(),
            segments: conversation.interaction.segments.clone(),
            chosen: conversation.chosen.clone(),
            passed,
            ticket: conversation.interaction.ticket.clone(),
        }
    }
}

/// Whether a rule is still the one that spoke.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum Since {
    /// It is as it was.
    Same,
    /// It was saved anew: the version it has now. Its words then are not known.
    Changed {
        /// The version now.
        version: u64,
    },
    /// It was deleted.
    Gone,
}

/// A rule that caught the item.
#[derive(Debug, Clone, PartialEq)]
pub struct Captured {
    /// Its topic.
    pub topic: TopicId,
    /// The rule.
    pub rule: RuleId,
    /// Its version then.
    pub version: u64,
    /// Whether it is still the same.
    pub since: Since,
    /// Its query, if it is the same.
    pub query: Option<String>,
    /// Where the words stand that it found, in bytes of the text.
    pub spans: Vec<Range<usize>>,
    /// Whether it catches the item again; none where it is another rule now, or the words are.
    pub again: Option<bool>,
}

/// What escalation made of the item.
#[derive(Debug, Clone, PartialEq)]
pub struct Escalation {
    /// As it was decided.
    pub verdict: Verdict,
    /// The rules that matched, in their order, the deciding one last.
    pub matched: Vec<Matched>,
    /// Whether all rules together decide the same again; none where one of those that matched is another now, or the
    /// words are.
    pub again: Option<bool>,
}

/// An escalation rule that matched.
#[derive(Debug, Clone, PartialEq)]
pub struct Matched {
    /// The rule.
    pub rule: RuleId,
    /// Its version then.
    pub version: u64,
    /// Whether it is still the same.
    pub since: Since,
    /// What it asked, each with what was found; empty where it is another now.
    pub asked: Vec<Asked>,
}

/// One test of a rule, and what was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Asked {
    /// The fact that was asked for.
    pub field: String,
    /// How it was asked.
    pub operator: String,
    /// What for.
    pub wanted: Value,
    /// What it was; none for one that nobody knew, and for the words themselves.
    pub found: Option<String>,
    /// Whether the test held; none where it was not known.
    pub held: Option<bool>,
    /// Where the words stand, in bytes of the text.
    pub spans: Vec<Range<usize>>,
}

/// An item that was decided on, with what was kept of the decisions.
#[derive(Debug, Clone)]
pub struct Decided<'a> {
    /// What is known of it. Without words, if they are not those that were judged.
    facts: Facts,
    /// The rules that caught it.
    caught: &'a [Caught],
    /// How it was judged.
    analysis: &'a Analysis,
    /// What escalation made of it.
    verdict: Option<&'a Verdict>,
}

impl<'a> From<&'a Mention> for Decided<'a> {
    fn from(mention: &'a Mention) -> Self {
        let mut facts = Facts::from(mention);
        if mention.changed.is_some() {
            facts.text = None;
        }
        Self { facts, caught: &mention.caught, analysis: &mention.analysis, verdict: mention.verdict.as_ref() }
    }
}

impl<'a> Decided<'a> {
    /// A customer's private message; none for what is no such thing, or has kept no reason.
    pub fn private(message: &'a Message, conversation: &Conversation) -> Option<Self> {
        let Body::Customer { author, content_type, content, analysis, changed, why, .. } = &message.body else { return None };
        let (Some(analysis), Some(Why::Private { caught, verdict, told })) = (analysis, why.as_deref()) else { return None };
        let text = content.as_ref().and_then(|content| content.text.as_deref()).filter(|_| changed.is_none());
        let mut facts = Facts::new(conversation.platform, conversation.account.clone(), message.visibility)
            .with_text(text)
            .with_analysis(analysis)
            .with_told(told)
            .with_circumstances(verdict.circumstances);
        facts.content_type = Some(*content_type);
        facts.author = author.as_ref().and_then(|author| author.name.clone());
        facts.author_id = author.as_ref().map(|author| author.id.clone());
        facts.repost = *content_type == ContentType::Share;
        facts.media = content.as_ref().is_some_and(|content| !content.attachments.is_empty());
        facts.at = Some(message.at);
        facts.topics = caught.iter().map(|caught| caught.topic.clone()).collect();
        facts.topics.dedup();
        Some(Self { facts, caught, analysis, verdict: Some(verdict) })
    }
}

/// Works the trace of an item out, from itself and from topics and rules as they are now.
pub fn trace<'a>(decided: impl Into<Decided<'a>>, topics: &[Topic], rules: &[EscalationRule]) -> Trace {
    let Decided { facts, caught, analysis, verdict } = decided.into();
    let captured = caught.iter().map(|caught| {
        let topic = topics.iter().find(|topic| topic.id == caught.topic);
        let rule = topic.and_then(|topic| topic.rules.iter().find(|rule| rule.id == caught.rule));
        let since = since(rule.map(|rule| rule.version), caught.version);
        let rule = rule.filter(|_| since == Since::Same);
        let query = rule.and_then(|rule| Query::read(&rule.query, Place::Ingestion).ok()).map(|(query, _)| query);
        let text = facts.text.as_ref();
        Captured {
            topic: caught.topic.clone(),
            rule: caught.rule.clone(),
            version: caught.version,
            since,
            query: rule.map(|rule| rule.query.clone()),
            spans: query.as_ref().zip(text).map(|(query, text)| query.spans(text, &facts.fields())).unwrap_or_default(),
            again: query.as_ref().zip(text).map(|(query, text)| query.matches(text, &facts.fields())),
        }
    });
    let captured = captured.collect();
    let escalation = verdict.cloned().map(|verdict| escalation(verdict, &facts, rules));
    Trace { captured, judged: analysis.clone(), escalation, routed: None }
}

fn since(now: Option<u64>, then: u64) -> Since {
    match now {
        None => Since::Gone,
        Some(version) if version == then => Since::Same,
        Some(version) => Since::Changed { version },
    }
}

fn escalation(verdict: Verdict, facts: &Facts, rules: &[EscalationRule]) -> Escalation {
    let of = |applied: &Applied| {
        let rule = rules.iter().find(|rule| rule.id == applied.rule);
        let since = since(rule.map(|rule| rule.version), applied.version);
        let mut asked = Vec::new();
        if let Some(rule) = rule.filter(|_| since == Since::Same) {
            ask(&rule.condition, facts, &mut asked);
        }
        Matched { rule: applied.rule.clone(), version: applied.version, since, asked }
    };
    let matched: Vec<Matched> = verdict.continued.iter().chain(&verdict.decided_by).map(of).collect();
    // By hand no rule decided; and what its author has deleted cannot be asked again.
    let comparable = facts.text.is_some()
        && matched.iter().all(|one| one.since == Since::Same)
        && (verdict.decided_by.is_some() || !verdict.escalates());
    let again = comparable.then(|| {
        let now = decide(facts, rules);
        (&now.outcome, &now.decided_by, &now.continued, &now.tags)
            == (&verdict.outcome, &verdict.decided_by, &verdict.continued, &verdict.tags)
    });
    Escalation { verdict, matched, again }
}

/// Every test of a condition, in its order.
fn ask(condition: &Condition, facts: &Facts, asked: &mut Vec<Asked>) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| ask(part, facts, asked)),
        Condition::Not(part) => ask(part, facts, asked),
        Condition::Test(test) => asked.push(answered(test, facts)),
    }
}

fn answered(test: &Test, facts: &Facts) -> Asked {
    let written = serde_json::to_value(test).unwrap_or_default();
    let word = |name: &str| written[name].as_str().unwrap_or_default().to_owned();
    let field = word("field");
    let holds = |condition: Condition| condition.check(facts);
    let held = match (holds(Condition::Test(test.clone())), holds(Condition::Not(Box::new(Condition::Test(test.clone()))))) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    };
    let text = facts.text.as_ref();
    let spans = match test {
        Test::Text(Matching::Matches(query)) => text.map(|text| query.spans(text, &facts.fields())),
        Test::Keyword(choice) => text.map(|text| choice.values().iter().flat_map(|keyword| keyword.spans(text)).collect()),
        _ => None,
    };
    let found = found(&field, facts);
    Asked { operator: word("operator"), wanted: written["value"].clone(), found, held, spans: spans.unwrap_or_default(), field }
}

/// What a fact was, as the wire writes it.
fn found(field: &str, facts: &Facts) -> Option<String> {
    fn word<T: Serialize>(value: Option<T>) -> Option<String> {
        serde_json::to_value(value?).ok()?.as_str().map(str::to_owned)
    }
    match field {
        "sentiment" => word(facts.sentiment),
        "intent" => word(facts.intent),
        "urgency" => word(facts.urgency),
        "topic" => Some(facts.topics.iter().map(TopicId::as_str).collect::<Vec<_>>().join(", ")),
        "platform" => word(Some(facts.platform)),
        "account" => Some(facts.account.to_string()),
        "language" => word(facts.language),
        "content_type" => word(facts.content_type),
        "visibility" => word(Some(facts.visibility)),
        "author" => facts.author.clone().or_else(|| facts.author_id.clone()),
        "country" => facts.country.clone(),
        "followers" => facts.followers.map(|number| number.to_string()),
        "verified" => facts.verified.map(|holds| holds.to_string()),
        "known_customer" => facts.known_customer.map(|holds| holds.to_string()),
        "engagement_per_hour" => facts.engagement_per_hour.map(|number| number.to_string()),
        "time" => facts.at.map(|at| at.to_string()),
        "message_class" => facts.intent.map(|intent| intent.class().as_str().to_owned()),
        "flag" => facts.flags.as_ref().map(|flags| flags.iter().map(|flag| flag.as_str()).collect::<Vec<_>>().join(", ")),
        _ => None,
    }
}

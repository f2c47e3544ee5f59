//! Why an item is where it is: as data, and in words. Mentions and messages alike.

use std::collections::BTreeSet;

use domain::{
    analysis::Language,
    conversation::Needs,
    escalate::EscalationRule,
    id::{AgentId, ConversationId, QueueId, RuleId, SkillId, TopicId},
    routing::{Because, Chosen},
    time::Timestamp,
    topic::Topic,
    trace::{self, Asked, Captured, Escalation, Matched, Routed, Since, Trace},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::Table;
use utoipa::{IntoParams, ToSchema};

use crate::{
    error::Problem,
    view::{conversation::OpenedTicketView, judgement::AnalysisView, verdict::VerdictView},
    words,
};

/// In which language.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// The language of the sentences; English where it is not said.
    #[param(value_type = Option<words::Language>)]
    pub language: Option<Language>,
}

/// Why an item is where it is.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TraceView {
    /// The same in sentences, in the order in which things were decided.
    sentences: Vec<String>,
    /// Each rule that caught it.
    captured: Vec<CapturedView>,
    /// How it was judged, by which analyser.
    judged: AnalysisView,
    /// What escalation made of it; nothing until that step has run.
    escalation: Option<EscalationView>,
    /// Where its conversation went, and why; nothing for what came to nobody.
    routed: Option<RoutedView>,
}

/// Where a conversation went.
#[derive(Debug, Serialize, ToSchema)]
struct RoutedView {
    /// Which.
    #[schema(value_type = String)]
    conversation: ConversationId,
    /// In which line it was put.
    #[schema(value_type = words::Slug)]
    queue: QueueId,
    /// What the agent must be able to do.
    #[schema(value_type = words::Slugs)]
    skills: BTreeSet<SkillId>,
    /// Minutes of head start.
    priority: i32,
    /// Who was asked last, and why.
    chosen: Option<ChosenView>,
    /// Those who passed on it while it waits.
    #[schema(value_type = words::Slugs)]
    passed: Vec<AgentId>,
    /// The ticket that a rule had opened for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    ticket: Option<OpenedTicketView>,
}

/// Why an agent was asked.
#[derive(Debug, Serialize, ToSchema)]
struct ChosenView {
    /// Who.
    #[schema(value_type = words::Slug)]
    agent: AgentId,
    /// By what.
    #[schema(value_type = words::Because)]
    because: Because,
    /// When.
    #[schema(value_type = words::Moment)]
    at: Timestamp,
    /// How many had room then, as far as was looked.
    there: u32,
    /// How many of them could have taken it.
    able: u32,
    /// The sum of the agent's levels in the skills needed.
    proficiency: u32,
    /// How many conversations lay on their desk.
    holding: u32,
    /// How many may.
    capacity: u32,
}

/// Part of a text: bytes of its UTF-8.
#[derive(Debug, Serialize, ToSchema)]
struct SpanView {
    /// The first byte.
    start: usize,
    /// The first byte behind it.
    end: usize,
}

/// Whether a rule is still the one that spoke.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum SinceView {
    /// It is as it was.
    Same,
    /// It was saved anew.
    Changed,
    /// It was deleted.
    Gone,
}

/// A rule that caught the item.
#[derive(Debug, Serialize, ToSchema)]
struct CapturedView {
    /// Its topic.
    #[schema(value_type = words::Slug)]
    topic: TopicId,
    /// The rule.
    #[schema(value_type = words::Slug)]
    rule: RuleId,
    /// Its version then.
    version: u64,
    /// Whether it is still the same.
    since: SinceView,
    /// Its query, if it is the same.
    query: Option<String>,
    /// Where the words stand that it found.
    spans: Vec<SpanView>,
    /// Whether it catches the item again; nothing where that cannot be asked.
    again: Option<bool>,
}

/// What escalation made of an item, rule by rule.
#[derive(Debug, Serialize, ToSchema)]
struct EscalationView {
    /// As it was decided.
    verdict: VerdictView,
    /// The rules that matched, in their order, the deciding one last.
    matched: Vec<MatchedView>,
    /// Whether all rules together decide the same again; nothing where that cannot be asked.
    again: Option<bool>,
}

/// An escalation rule that matched.
#[derive(Debug, Serialize, ToSchema)]
struct MatchedView {
    /// The rule.
    #[schema(value_type = words::Slug)]
    rule: RuleId,
    /// Its version then.
    version: u64,
    /// Whether it is still the same.
    since: SinceView,
    /// What it asked, each with what was found; empty where it is another now.
    asked: Vec<AskedView>,
}

/// One test of a rule, and what was found.
#[derive(Debug, Serialize, ToSchema)]
struct AskedView {
    /// The fact that was asked for.
    field: String,
    /// How it was asked.
    operator: String,
    /// What for.
    wanted: Value,
    /// What it was; nothing for one that nobody knew, and for the words themselves.
    found: Option<String>,
    /// Whether the test held; nothing where it was not known.
    held: Option<bool>,
    /// Where the words stand.
    spans: Vec<SpanView>,
}

fn spans(spans: Vec<std::ops::Range<usize>>) -> Vec<SpanView> {
    spans.into_iter().map(|span| SpanView { start: span.start, end: span.end }).collect()
}

impl From<Since> for SinceView {
    fn from(since: Since) -> Self {
        match since {
            Since::Same => SinceView::Same,
            Since::Changed { .. } => SinceView::Changed,
            Since::Gone => SinceView::Gone,
        }
    }
}

impl From<Captured> for CapturedView {
    fn from(one: Captured) -> Self {
        let Captured { topic, rule, version, since, query, again, .. } = one;
        Self { topic, rule, version, since: since.into(), query, spans: spans(one.spans), again }
    }
}

impl From<Matched> for MatchedView {
    fn from(one: Matched) -> Self {
        let asked = one.asked.into_iter().map(AskedView::from).collect();
        Self { rule: one.rule, version: one.version, since: one.since.into(), asked }
    }
}

impl From<Asked> for AskedView {
    fn from(one: Asked) -> Self {
        let Asked { field, operator, wanted, found, held, .. } = one;
        Self { field, operator, wanted, found, held, spans: spans(one.spans) }
    }
}

impl From<Escalation> for EscalationView {
    fn from(one: Escalation) -> Self {
        let matched = one.matched.into_iter().map(MatchedView::from).collect();
        Self { verdict: one.verdict.into(), matched, again: one.again }
    }
}

impl From<Chosen> for ChosenView {
    fn from(of: Chosen) -> Self {
        let Chosen { agent, because, at, there, able, proficiency, holding, capacity } = of;
        Self { agent, because, at, there, able, proficiency, holding, capacity }
    }
}

impl From<Routed> for RoutedView {
    fn from(of: Routed) -> Self {
        let Needs { queue, skills, priority } = of.needs;
        let chosen = of.chosen.map(ChosenView::from);
        Self {
            conversation: of.conversation,
            queue,
            skills,
            priority,
            chosen,
            passed: of.passed,
            ticket: of.ticket.map(OpenedTicketView::from),
        }
    }
}

impl TraceView {
    /// A trace as data and in sentences; `text` is what the item says.
    pub fn of(found: Trace, text: Option<&str>, language: Option<Language>) -> Self {
        let sentences = trace::tell(&found, text, language.unwrap_or(Language::En));
        let Trace { captured, judged, escalation, routed } = found;
        Self {
            sentences,
            captured: captured.into_iter().map(CapturedView::from).collect(),
            judged: judged.into(),
            escalation: escalation.map(EscalationView::from),
            routed: routed.map(RoutedView::from),
        }
    }
}

/// The topics and escalation rules as they are now.
pub(crate) async fn rules_now(table: &Table) -> Result<(Vec<Topic>, Vec<EscalationRule>), Problem> {
    let topics = store::settings::all(table).await?.into_iter().map(|saved| saved.data).collect();
    let rules = store::settings::all(table).await?.into_iter().map(|saved| saved.data).collect();
    Ok((topics, rules))
}

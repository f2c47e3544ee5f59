//! Why a mention is where it is: as data, and in words.

use axum::Json;
use domain::{
    access::{Action, Object},
    analysis::Language,
    escalate::EscalationRule,
    id::{MentionId, RuleId, TopicId},
    topic::Topic,
    trace::{self, Asked, Captured, Escalation, Matched, Since, Trace},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{load, view::VerdictView};
use crate::{
    actor::Caller,
    asked::{Asked as Query, Named},
    error::Problem,
    view::judgement::AnalysisView,
    words,
};

/// In which language.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// The language of the sentences; English where it is not said.
    #[param(value_type = Option<words::Language>)]
    language: Option<Language>,
}

/// Why a mention is where it is.
#[derive(Debug, Serialize, ToSchema)]
struct TraceView {
    /// The same in sentences, in the order in which things were decided.
    sentences: Vec<String>,
    /// Each rule that caught it.
    captured: Vec<CapturedView>,
    /// How it was judged, by which analyser.
    judged: AnalysisView,
    /// What escalation made of it; nothing until that step has run.
    escalation: Option<EscalationView>,
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

pub(super) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(explain))
}

/// Why a mention was kept, how it was judged, and which rule with which values decided.
#[utoipa::path(get, path = "/v1/mentions/{id}/trace", tag = "mentions", operation_id = "explain_mention", params(("id" = String, Path, description = "Its id."), Wanted), responses((status = 200, description = "The trace.", body = TraceView)))]
async fn explain(caller: Caller, Named(id): Named<MentionId>, Query(wanted): Query<Wanted>) -> Result<Json<TraceView>, Problem> {
    caller.may(Action::See, Object::Mention)?;
    let mention = load(&caller, id).await?;
    let table = &caller.deps.table;
    let topics: Vec<Topic> = store::settings::all(table).await?.into_iter().map(|saved| saved.data).collect();
    let rules: Vec<EscalationRule> = store::settings::all(table).await?.into_iter().map(|saved| saved.data).collect();
    let found = trace::trace(&mention, &topics, &rules);
    let text = mention.content.as_ref().and_then(|content| content.text.as_deref());
    let sentences = trace::tell(&found, text, wanted.language.unwrap_or(Language::En));
    let Trace { captured, judged, escalation } = found;
    Ok(Json(TraceView {
        sentences,
        captured: captured.into_iter().map(CapturedView::from).collect(),
        judged: judged.into(),
        escalation: escalation.map(EscalationView::from),
    }))
}

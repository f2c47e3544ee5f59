//! Rules before they are saved: preview of a query while it is written, lint, back-test.

use std::collections::BTreeMap;

use axum::Json;
use domain::{
    access::{Action, Object},
    analysis::Language,
    backtest::{Backtest, Draft, Prices, Report, Stored},
    escalate::EscalationRule,
    id::MentionId,
    lint::{self, Finding},
    mention::Mention,
    query::{Place, PushDown, Query, QueryWarning, Span, Text},
    rule::{Condition, Facts},
    time::Timestamp,
    topic::Topic,
};
use futures_util::future::try_join;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::mention::get_many;
use utoipa::{IntoParams, ToSchema};

use crate::routing::{OpenApiRouter, routes};
use crate::{actor::Caller, asked::Asked, error::Problem, mentions::history, sent::Sent, words};

/// The most stored items a preview looks at.
pub const MOST_PREVIEWED: usize = 500;
/// The most items a preview shows.
const MOST_SHOWN: usize = 20;
/// Stored items of one page of a back-test.
const BACKTEST_PAGE: usize = 2_000;

/// A query as far as it is written.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PreviewBody {
    /// It.
    #[schema(min_length = 1, max_length = 4096)]
    query: String,
    /// The language of sentences.
    #[serde(default = "english")]
    #[schema(value_type = words::Language, default = "en")]
    language: Language,
    /// Where it is asked: at ingestion, or after analysis, where `sentiment:`, `intent:` and `urgency:` are known, too.
    #[serde(default)]
    place: AskedAt,
    /// How many of the newest items of the last seven days to ask it of.
    #[serde(default = "usual")]
    #[schema(minimum = 0, maximum = 500, default = 200)]
    last: usize,
}

fn english() -> Language {
    Language::En
}

fn usual() -> usize {
    200
}

/// Where a query is asked.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum AskedAt {
    /// Before analysis: the rules of topics.
    #[default]
    Ingestion,
    /// After it: escalation rules.
    Judged,
}

impl From<AskedAt> for Place {
    fn from(at: AskedAt) -> Self {
        match at {
            AskedAt::Ingestion => Place::Ingestion,
            AskedAt::Judged => Place::Judged,
        }
    }
}

/// A condition as far as it is written.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ConditionPreviewBody {
    /// When an escalation rule applies.
    #[schema(value_type = crate::rules::ConditionView)]
    condition: Value,
    /// How many of the newest items of the last seven days to ask it of.
    #[serde(default = "usual")]
    #[schema(minimum = 0, maximum = 500, default = 200)]
    last: usize,
}

/// What a condition would have applied to.
#[derive(Debug, Serialize, ToSchema)]
struct ConditionPreviewView {
    /// Items it was asked of.
    looked_at: u64,
    /// Items it holds for.
    matched: u64,
    /// The newest it holds for.
    items: Vec<PreviewItem>,
}

/// A draft to look at among the saved rules.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LintBody {
    /// `{"draft": "topic", …}` with a whole topic, or `{"draft": "escalation", …}` with a rule: as they are stored.
    #[schema(value_type = Object)]
    draft: Value,
    /// The language of sentences.
    #[serde(default = "english")]
    #[schema(value_type = words::Language, default = "en")]
    language: Language,
}

/// What a query means, and what it would have caught.
#[derive(Debug, Serialize, ToSchema)]
struct PreviewView {
    /// As it would be stored.
    normal_form: String,
    /// What is lawful and perhaps not meant.
    warnings: Vec<WarningView>,
    /// What X can search for itself.
    push_down: PushDownView,
    /// It has no word that must be there, so it is asked of every item.
    costly: bool,
    /// Items it was asked of.
    looked_at: u64,
    /// Items it matches.
    matched: u64,
    /// Of those, the ones that each topic caught already.
    by_topic: BTreeMap<String, u64>,
    /// The newest it matches.
    items: Vec<PreviewItem>,
}

/// A doubt about a query.
#[derive(Debug, Serialize, ToSchema)]
struct WarningView {
    /// For programs: `lower_case_operator`, `mixed_without_parentheses`, `not_a_field`.
    code: Value,
    /// Where, in characters from the start.
    position: usize,
    /// For people, in the language asked for.
    sentence: String,
}

/// A query in the words of X's search.
#[derive(Debug, Serialize, ToSchema)]
struct PushDownView {
    /// What is sent; nothing where X cannot narrow it.
    sent: Option<String>,
    /// Its length, in characters.
    length: usize,
    /// The smallest access that takes it: `self_serve`, `full_archive`, `enterprise`; nothing for longer ones.
    access: Option<&'static str>,
    /// The parts that are asked after delivery.
    filtered: Vec<String>,
}

/// An item that a query matches.
#[derive(Debug, Serialize, ToSchema)]
struct PreviewItem {
    /// Its id.
    #[schema(value_type = String)]
    mention: MentionId,
    /// When it was said.
    #[schema(value_type = words::Moment)]
    at: Timestamp,
    /// Its words.
    text: String,
    /// Where those stand that were asked for.
    hits: Vec<HitView>,
}

/// A stretch of a text, in characters (Unicode scalar values).
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub(crate) struct HitView {
    /// The first.
    start: u32,
    /// The one behind the last.
    end: u32,
}

impl From<Span> for HitView {
    fn from(Span { start, end }: Span) -> Self {
        Self { start, end }
    }
}

/// In which language.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct InLanguage {
    /// The language of sentences.
    #[serde(default = "english")]
    #[param(value_type = words::Language, default = "en")]
    language: Language,
}

/// What is wrong with rules that are each lawful.
#[derive(Debug, Serialize, ToSchema)]
struct LintView {
    /// Ingestion rules by name, then escalation rules in the order they are asked.
    findings: Vec<FindingView>,
}

/// One thing to look at.
#[derive(Debug, Serialize, ToSchema)]
struct FindingView {
    /// `<topic>/<rule>` for an ingestion rule, the id of an escalation rule.
    rule: String,
    /// `invalid`, `unreachable`, `never_matches`, `overlapping`, `contradicting`, `too_broad`, `costly`.
    kind: Value,
    /// The other rule it is about, where there is one.
    other: Option<String>,
    /// What about it: a part of the rule, a number.
    about: String,
    /// For people.
    sentence: String,
}

/// A draft and the history to try it on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct BacktestBody {
    /// `{"draft": "topic", …}` with a whole topic, or `{"draft": "escalation", …}` with a rule: as they are stored.
    #[schema(value_type = Object)]
    draft: Value,
    /// The first day or moment; otherwise a week before `to`.
    #[serde(default)]
    from: Option<String>,
    /// The last day, or the first moment that does not count any more; otherwise now.
    #[serde(default)]
    to: Option<String>,
    /// Where the page before ended: its `next`.
    #[serde(default)]
    cursor: Option<String>,
    /// What items and agents cost.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    prices: Option<Prices>,
}

/// The report of one page of history; those of all pages together are the report.
#[derive(Debug, Serialize, ToSchema)]
struct BacktestView {
    /// What the draft would have done, against what the rules do.
    #[schema(value_type = Object)]
    report: Report,
    /// Where to go on, if there is more.
    next: Option<String>,
}

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(preview))
        .routes(routes!(preview_condition))
        .routes(routes!(look, look_at))
        .routes(routes!(backtest))
}

/// What a query means, and which of the newest stored items it matches. A query that does not read is refused with its
/// place and a sentence in the language asked for.
#[utoipa::path(post, path = "/v1/queries/preview", tag = "rules", operation_id = "preview_query", request_body = PreviewBody, responses((status = 200, description = "What it means.", body = PreviewView)))]
async fn preview(caller: Caller, sent: Sent) -> Result<Json<PreviewView>, Problem> {
    caller.may(Action::See, Object::Intake)?;
    let PreviewBody { query, language, place, last } = sent.read()?;
    let (query, warnings) = Query::read(&query, place.into()).map_err(|error| Problem::query(&error, language, "query"))?;
    let mentions = if last == 0 { vec![] } else { history::newest(&caller, last.min(MOST_PREVIEWED)).await? };
    let mut view = PreviewView {
        normal_form: query.print(),
        warnings: warnings.into_iter().map(|warning| warned(&warning, language)).collect(),
        push_down: pushed(query.push_down()),
        costly: query.necessary().is_none(),
        looked_at: mentions.len() as u64,
        matched: 0,
        by_topic: BTreeMap::new(),
        items: vec![],
    };
    for mention in &mentions {
        let facts = Facts::from(mention);
        let text = mention.content.as_ref().and_then(|content| content.text.clone()).unwrap_or_default();
        let made = Text::new(&text);
        let fields = facts.fields();
        if !query.matches(&made, &fields) {
            continue;
        }
        view.matched += 1;
        for topic in mention.topics() {
            *view.by_topic.entry(topic.to_string()).or_default() += 1;
        }
        if view.items.len() < MOST_SHOWN {
            let hits = query.hits(&made, &fields).into_iter().map(HitView::from).collect();
            view.items.push(PreviewItem { mention: mention.id, at: mention.at, text, hits });
        }
    }
    Ok(Json(view))
}

/// Which of the newest stored items a condition of an escalation rule holds for.
#[utoipa::path(post, path = "/v1/rules/preview", tag = "rules", operation_id = "preview_condition", request_body = ConditionPreviewBody, responses((status = 200, description = "What it holds for.", body = ConditionPreviewView)))]
async fn preview_condition(caller: Caller, sent: Sent) -> Result<Json<ConditionPreviewView>, Problem> {
    caller.may(Action::See, Object::Intake)?;
    let ConditionPreviewBody { condition, last } = sent.read()?;
    let condition = Condition::read(&condition, "condition")?;
    let mentions = if last == 0 { vec![] } else { history::newest(&caller, last.min(MOST_PREVIEWED)).await? };
    let mut view = ConditionPreviewView { looked_at: mentions.len() as u64, matched: 0, items: vec![] };
    for mention in &mentions {
        let facts = Facts::from(mention);
        if !condition.check(&facts) {
            continue;
        }
        view.matched += 1;
        if view.items.len() < MOST_SHOWN {
            let text = mention.content.as_ref().and_then(|content| content.text.clone()).unwrap_or_default();
            let hits = condition.hits(&facts).into_iter().map(HitView::from).collect();
            view.items.push(PreviewItem { mention: mention.id, at: mention.at, text, hits });
        }
    }
    Ok(Json(view))
}

fn warned(warning: &QueryWarning, language: Language) -> WarningView {
    let code = serde_json::to_value(warning.code).unwrap_or_default();
    WarningView { code, position: warning.position, sentence: warning.sentence(language) }
}

fn pushed(PushDown { sent, length, access, filtered }: PushDown) -> PushDownView {
    PushDownView { sent, length, access, filtered }
}

/// What is wrong with the saved rules although each of them is lawful: never asked, never matching, overlapping,
/// contradicting, far too broad, costly.
#[utoipa::path(get, path = "/v1/lint", tag = "rules", operation_id = "lint_rules", params(InLanguage), responses((status = 200, description = "What to look at.", body = LintView)))]
async fn look(caller: Caller, Asked(InLanguage { language }): Asked<InLanguage>) -> Result<Json<LintView>, Problem> {
    caller.may(Action::See, Object::Intake)?;
    let (topics, rules) = saved(&caller).await?;
    let found = lint::topics(&topics).into_iter().chain(lint::escalation(&rules, Some(&topics)));
    Ok(Json(LintView { findings: found.map(|finding| shown(finding, language)).collect() }))
}

/// What is wrong with a draft among the saved rules, it being active: only what is about the draft.
#[utoipa::path(post, path = "/v1/lint", tag = "rules", operation_id = "lint_draft", request_body = LintBody, responses((status = 200, description = "What to look at.", body = LintView)))]
async fn look_at(caller: Caller, sent: Sent) -> Result<Json<LintView>, Problem> {
    caller.may(Action::See, Object::Intake)?;
    let LintBody { draft, language } = sent.read()?;
    let draft = lawful(draft)?;
    let (mut topics, mut rules) = saved(&caller).await?;
    let (found, prefix) = match draft {
        Draft::Topic(mut topic) => {
            let prefix = format!("{}/", topic.id);
            topic.active = true;
            topics.retain(|other| other.id != topic.id);
            topics.push(topic);
            (lint::topics(&topics), prefix)
        }
        Draft::Escalation(mut rule) => {
            let prefix = rule.id.to_string();
            rule.active = true;
            rules.retain(|other| other.id != rule.id);
            rules.push(rule);
            (lint::escalation(&rules, Some(&topics)), prefix)
        }
    };
    let of_draft = |name: &str| name == prefix || (prefix.ends_with('/') && name.starts_with(&prefix));
    let about = |finding: &Finding| of_draft(&finding.rule) || finding.other.as_deref().is_some_and(of_draft);
    let findings = found.into_iter().filter(about).map(|finding| shown(finding, language)).collect();
    Ok(Json(LintView { findings }))
}

/// A draft whose every field may be as it is.
fn lawful(draft: Value) -> Result<Draft, Problem> {
    let draft: Draft = serde_json::from_value(draft)
        .map_err(|error| Problem::invalid("draft", error, "send a whole topic or a whole escalation rule"))?;
    match &draft {
        Draft::Topic(topic) => topic.validate()?,
        Draft::Escalation(rule) => rule.validate()?,
    }
    Ok(draft)
}

fn shown(finding: Finding, language: Language) -> FindingView {
    let sentence = finding.sentence(language);
    let kind = serde_json::to_value(finding.kind).unwrap_or_default();
    FindingView { rule: finding.rule, kind, other: finding.other, about: finding.about, sentence }
}

async fn saved(caller: &Caller) -> Result<(Vec<Topic>, Vec<EscalationRule>), Problem> {
    let table = &caller.deps.table;
    let (topics, rules) = try_join(store::settings::all::<Topic>(table), store::settings::all::<EscalationRule>(table)).await?;
    Ok((topics.into_iter().map(|saved| saved.data).collect(), rules.into_iter().map(|saved| saved.data).collect()))
}

/// Tries a draft on what is stored, 2,000 items a page, oldest first: what it would have caught, what the saved version
/// catches and it does not, how many a day, who would have been busy, what it would cost.
#[utoipa::path(post, path = "/v1/backtests", tag = "rules", operation_id = "backtest", request_body = BacktestBody, responses((status = 200, description = "The report of this page.", body = BacktestView)))]
async fn backtest(caller: Caller, sent: Sent) -> Result<Json<BacktestView>, Problem> {
    caller.may(Action::See, Object::Intake)?;
    let body: BacktestBody = sent.read()?;
    let draft = lawful(body.draft)?;
    let (topics, rules) = saved(&caller).await?;
    let history::Part { rows, next } =
        history::part(&caller, body.from.as_deref(), body.to.as_deref(), body.cursor.as_deref(), BACKTEST_PAGE).await?;
    let ids: Vec<MentionId> = rows.iter().map(|row| row.mention).collect();
    let mut trial = Backtest::new(draft, &topics, &rules, body.prices.unwrap_or_default());
    for mention in get_many(&caller.deps.table, &ids).await? {
        trial.take(&stored(&mention));
    }
    Ok(Json(BacktestView { report: trial.report(), next }))
}

fn stored(mention: &Mention) -> Stored {
    Stored { id: mention.id.to_string(), at: mention.at, facts: Facts::from(mention) }
}

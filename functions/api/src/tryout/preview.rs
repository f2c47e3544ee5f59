//! What a query or a condition means while it is written, and what it catches among the newest stored items.

use std::collections::BTreeMap;

use axum::Json;
use domain::{
    access::{Action, Object},
    analysis::Language,
    id::MentionId,
    query::{Place, PushDown, Query, QueryWarning, Span, Text},
    rule::{Condition, Facts},
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::english;
use crate::routing::{OpenApiRouter, routes};
use crate::{actor::Caller, error::Problem, mentions::history, sent::Sent, words};

/// The most stored items a preview looks at.
const MOST_PREVIEWED: usize = 500;
/// The most items a preview shows.
const MOST_SHOWN: usize = 20;

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
struct HitView {
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

pub(super) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(preview)).routes(routes!(preview_condition))
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
    let condition = Condition::read(&condition, "condition").map_err(|all| Problem::told(all, sent.language()))?;
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

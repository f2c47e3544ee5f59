//! What people say of judgements: kept beside them, measured, and given out as training data (ANL-13, ADV-10).

use std::collections::BTreeMap;

use axum::Json;
use domain::{
    access::{Action, Object},
    analysis::{Intent, Language, Sentiment, Urgency},
    correction::{Agreement, Compared, Correction, Labels, agreement},
    id::{AgentId, MentionId, TopicId},
    measure::Slot,
    time::Timestamp,
};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use store::{Cursor, correction, mention};
use utoipa::{IntoParams, ToSchema};

use super::load;
use crate::{
    actor::Caller,
    asked::{Asked, Named},
    error::Problem,
    page::{Page, limit, open, reading, seal},
    routing::{OpenApiRouter, routes},
    sent::Sent,
    words,
};

/// The most corrections that are measured together.
const MOST_MEASURED: usize = 20_000;
/// Corrections read at once.
const CHUNK: u32 = 1_000;

/// What a person says of a judgement. What is left out is as it was judged: saying the same counts as agreement.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CorrectionBody {
    /// The stance.
    #[serde(default)]
    #[schema(value_type = Option<words::Sentiment>)]
    sentiment: Option<Sentiment>,
    /// What the author wants. The class of the message follows from it.
    #[serde(default)]
    #[schema(value_type = Option<words::Intent>)]
    intent: Option<Intent>,
    /// How soon somebody must look.
    #[serde(default)]
    #[schema(value_type = Option<words::Urgency>)]
    urgency: Option<Urgency>,
}

/// What is said of a text.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LabelsView {
    /// The stance.
    #[schema(value_type = words::Sentiment)]
    sentiment: Sentiment,
    /// What the author wants.
    #[schema(value_type = words::Intent)]
    intent: Intent,
    /// How soon somebody must look.
    #[schema(value_type = words::Urgency)]
    urgency: Urgency,
}

impl From<Labels> for LabelsView {
    fn from(Labels { sentiment, intent, urgency }: Labels) -> Self {
        Self { sentiment, intent, urgency }
    }
}

/// A correction as training data.
#[derive(Debug, Serialize, ToSchema)]
struct CorrectionView {
    /// Of which mention.
    #[schema(value_type = String)]
    mention: MentionId,
    /// The words; nothing once their author has deleted them.
    text: Option<String>,
    /// Who said it.
    #[schema(value_type = words::Slug)]
    by: AgentId,
    /// When.
    #[schema(value_type = words::Moment)]
    at: Timestamp,
    /// Which engine had judged, with its version.
    engine: String,
    /// In which language.
    #[schema(value_type = Option<words::Language>)]
    language: Option<Language>,
    /// What the engine had said.
    judged: LabelsView,
    /// What the person says.
    corrected: LabelsView,
}

/// Of which month.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Month {
    /// The month (UTC), as 2026-03; otherwise this one.
    month: Option<String>,
    /// Where the page before ended: its `next`.
    cursor: Option<String>,
    /// How many items at most.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

/// Of which month.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Measured {
    /// The month (UTC), as 2026-03; otherwise this one.
    month: Option<String>,
    /// Only of what this topic had caught.
    #[param(value_type = Option<words::Slug>)]
    topic: Option<TopicId>,
}

/// How far engines and people agree.
#[derive(Debug, Serialize, ToSchema)]
struct AgreementsView {
    /// The month.
    month: String,
    /// By engine, language and aspect. People look rather at what seems wrong to them: the figures are lower bounds.
    agreements: Vec<AgreementView>,
}

/// How far an engine and people agree on one thing in one language.
#[derive(Debug, Serialize, ToSchema)]
struct AgreementView {
    /// The engine, with its version.
    engine: String,
    /// The language.
    #[schema(value_type = Option<words::Language>)]
    language: Option<Language>,
    /// On what.
    #[schema(value_type = words::Compared)]
    on: Compared,
    /// How many judgements people looked at.
    of: u64,
    /// How many they left as they were.
    agreed: u64,
    /// Cohen's kappa: 1 is full agreement, 0 what chance would give; nothing where both gave one label only.
    kappa: Option<f64>,
}

pub(super) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(correct)).routes(routes!(export)).routes(routes!(measure))
}

/// Says what a mention should have been judged as, or that it was judged rightly. The judgement itself, the figures and what was
/// decided by it stay as they are.
#[utoipa::path(put, path = "/v1/mentions/{id}/judgement", tag = "mentions", operation_id = "correct_judgement", params(("id" = String, Path, description = "Its id.")), request_body = CorrectionBody, responses((status = 204, description = "Kept.")))]
async fn correct(caller: Caller, Named(id): Named<MentionId>, sent: Sent) -> Result<StatusCode, Problem> {
    caller.may(Action::Change, Object::Mention)?;
    let body: CorrectionBody = sent.read()?;
    let mention = load(&caller, id).await?;
    let judged = Labels::from(&mention.analysis);
    let topics = mention.topics().cloned().collect();
    let corrected = Labels {
        sentiment: body.sentiment.unwrap_or(judged.sentiment),
        intent: body.intent.unwrap_or(judged.intent),
        urgency: body.urgency.unwrap_or(judged.urgency),
    };
    let correction = Correction {
        mention: id,
        by: caller.id().clone(),
        at: caller.now,
        engine: mention.analysis.engine,
        language: mention.analysis.language,
        topics,
        judged,
        corrected,
        beside: mention.beside,
    };
    correction::keep(&caller.deps.table, &correction).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The corrections of a month with the words they are about, oldest first: training data.
#[utoipa::path(get, path = "/v1/corrections", tag = "mentions", operation_id = "list_corrections", params(Month), responses((status = 200, description = "A page of them.", body = Page<CorrectionView>)))]
async fn export(caller: Caller, Asked(wanted): Asked<Month>) -> Result<Json<Page<CorrectionView>>, Problem> {
    caller.may(Action::See, Object::Mention)?;
    let (month, first) = month(&caller, wanted.month)?;
    let list = format!("corrections {month}");
    let after: Option<Cursor> = open(&list, wanted.cursor.as_deref())?;
    let continued = after.is_some();
    let table = &caller.deps.table;
    let page = correction::of_month(table, first, after, limit(wanted.limit)?).await;
    let page = page.map_err(|error| reading(error, continued))?;
    let mut ids: Vec<MentionId> = page.items.iter().map(|one| one.mention).collect();
    ids.sort_unstable();
    ids.dedup();
    let texts: BTreeMap<MentionId, Option<String>> = mention::get_many(table, &ids)
        .await?
        .into_iter()
        .map(|mention| (mention.id, mention.content.and_then(|content| content.text)))
        .collect();
    let items = page.items.into_iter().map(|one| CorrectionView {
        text: texts.get(&one.mention).cloned().flatten(),
        mention: one.mention,
        by: one.by,
        at: one.at,
        engine: one.engine,
        language: one.language,
        judged: one.judged.into(),
        corrected: one.corrected.into(),
    });
    Ok(Json(Page { items: items.collect(), next: page.next.and_then(|next| seal(&list, &next)) }))
}

/// How far each engine and people agreed in a month, by language: of the newest word on each mention, of all topics or of one.
#[utoipa::path(get, path = "/v1/stats/judgement", tag = "stats", operation_id = "judgement_stats", params(Measured), responses((status = 200, description = "The figures.", body = AgreementsView)))]
async fn measure(caller: Caller, Asked(wanted): Asked<Measured>) -> Result<Json<AgreementsView>, Problem> {
    caller.may(Action::See, Object::Figures)?;
    let (month, first) = month(&caller, wanted.month)?;
    let mut newest: BTreeMap<MentionId, Correction> = BTreeMap::new();
    let mut after = None;
    loop {
        let page = correction::of_month(&caller.deps.table, first, after, CHUNK).await?;
        let of_topic = |one: &Correction| wanted.topic.as_ref().is_none_or(|topic| one.topics.contains(topic));
        newest.extend(page.items.into_iter().filter(of_topic).map(|one| (one.mention, one)));
        after = page.next;
        if after.is_none() || newest.len() >= MOST_MEASURED {
            break;
        }
    }
    let view = |Agreement { engine, language, on, of, agreed, kappa }| AgreementView { engine, language, on, of, agreed, kappa };
    Ok(Json(AgreementsView { month, agreements: agreement(newest.values()).into_iter().map(view).collect() }))
}

fn month(caller: &Caller, asked: Option<String>) -> Result<(String, Timestamp), Problem> {
    let month = asked.unwrap_or_else(|| caller.now.day()[..7].to_owned());
    match Slot::on(&format!("{month}-01"), 0) {
        Some(slot) if month.len() == 7 => Ok((month, slot.start())),
        _ => Err(Problem::invalid("month", "is not a month", "write it as 2026-03")),
    }
}

//! What the analyser makes of texts that nobody has stored. The weights are not here: whoever has them puts the engine beside the
//! request ([`crate::judging`]).

use std::sync::Arc;

use axum::{Json, extract::FromRequestParts};
use domain::{
    access::{Action, Object},
    analysis::Language,
    invalid::Fault,
    language::{Analyzer, Hint},
};
use http::request::Parts;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::routing::{OpenApiRouter, routes};
use crate::{actor::Caller, error::Problem, sent::Sent, settings::at_most, view::judgement::AnalysisView, words};

/// The most texts of one request.
pub const MOST_TEXTS: usize = 100;
/// The longest text, in characters: what any platform takes, and twice what is judged.
pub const LONGEST_TEXT: usize = 10_000;

/// An engine that judges.
pub type Judge = Arc<dyn Analyzer + Send + Sync>;

/// The engine that was put beside the request.
struct Judging(Judge);

impl<S: Sync> FromRequestParts<S> for Judging {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        // A gateway that sends this path to a function without weights has no such path.
        parts.extensions.get::<Judge>().cloned().map(Self).ok_or_else(Problem::nowhere)
    }
}

/// Texts to judge.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AnalysesBody {
    /// The texts, each as a customer would have written it. The first 5,000 characters of each are judged.
    #[schema(min_items = 1, max_items = 100, max_length = 10000)]
    texts: Vec<String>,
    /// The language tag a platform would have delivered with them, such as `ja-JP`: it wins over what the writing says.
    #[serde(default)]
    tag: Option<String>,
    /// The language of the connection: decides where the writing alone does not tell.
    #[serde(default)]
    #[schema(value_type = Option<words::Language>)]
    home: Option<Language>,
}

/// What the analyser makes of texts.
#[derive(Debug, Serialize, ToSchema)]
struct AnalysesView {
    /// One for each text, in their order.
    items: Vec<AnalysisView>,
}

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(analyze))
}

/// Judges texts as it would judge them if customers wrote them now, with the company's own rules of urgency. Nothing is kept, and an
/// engine of AWS is not asked.
#[utoipa::path(post, path = "/v1/analyses", tag = "mentions", operation_id = "analyze", request_body = AnalysesBody, responses((status = 200, description = "One judgement for each text.", body = AnalysesView)))]
async fn analyze(caller: Caller, Judging(judge): Judging, sent: Sent) -> Result<Json<AnalysesView>, Problem> {
    caller.may(Action::See, Object::Intake)?;
    let AnalysesBody { texts, tag, home } = sent.read()?;
    if texts.is_empty() {
        return Err(Problem::invalid("texts", "is empty", "send one text or more").because(Fault::Empty));
    }
    at_most("texts", &texts, MOST_TEXTS)?;
    if let Some((i, long)) = texts.iter().map(|text| text.chars().count()).enumerate().find(|(_, long)| *long > LONGEST_TEXT) {
        let problem = format!("has {long} characters and may have {LONGEST_TEXT}");
        let fault = Fault::TooLong { most: LONGEST_TEXT as u64 };
        return Err(Problem::invalid(format_args!("texts[{i}]"), problem, "shorten it").because(fault));
    }
    let hint = Hint { tag: tag.as_deref(), home };
    let items = texts.iter().map(|text| AnalysisView::from(judge.analyze(Some(text), hint))).collect();
    Ok(Json(AnalysesView { items }))
}

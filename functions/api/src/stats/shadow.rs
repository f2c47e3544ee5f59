//! How far an engine in the shadow agrees with the one that is used (ANL-14).

use std::collections::BTreeMap;

use axum::Json;
use domain::{
    access::{Action, Object},
    admission::SideBySide,
    analysis::Language,
    correction::{Agreement, Compared, between},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::routing::{OpenApiRouter, routes};
use crate::{actor::Caller, asked::Asked, error::Problem, words};

/// The most comparisons of one day that are read.
const MOST_READ: usize = 20_000;

/// Of which day.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// The UTC day, as 2026-03-01; otherwise today. Comparisons are kept for thirty days.
    day: Option<String>,
}

/// How far engines agreed on a day.
#[derive(Debug, Serialize, ToSchema)]
struct ShadowView {
    /// The UTC day.
    day: String,
    /// By engine, language and aspect.
    agreements: Vec<ShadowAgreementView>,
}

/// How far an engine in the shadow agreed on one thing in one language.
#[derive(Debug, Serialize, ToSchema)]
struct ShadowAgreementView {
    /// The engine in the shadow, with its version.
    engine: String,
    /// The engine that was used.
    used: String,
    /// The language.
    #[schema(value_type = Option<words::Language>)]
    language: Option<Language>,
    /// On what.
    #[schema(value_type = words::Compared)]
    on: Compared,
    /// How many texts both judged.
    of: u64,
    /// On how many they agreed.
    agreed: u64,
    /// Cohen's kappa: 1 is full agreement, 0 what chance would give; nothing where both gave one label only.
    kappa: Option<f64>,
}

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(stats))
}

/// How far the engine in the shadow agreed with the one that was used on a day; nothing where there is none.
#[utoipa::path(get, path = "/v1/stats/shadow", tag = "stats", operation_id = "shadow_stats", params(Wanted), responses((status = 200, description = "The figures.", body = ShadowView)))]
async fn stats(caller: Caller, Asked(wanted): Asked<Wanted>) -> Result<Json<ShadowView>, Problem> {
    caller.may(Action::See, Object::Figures)?;
    let day = super::noise::asked_day(&caller, wanted.day.as_deref())?;
    let mut by_used: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for SideBySide { language, used, beside, .. } in store::shadow::of_day(&caller.deps.table, &day, MOST_READ).await? {
        by_used.entry(used.0).or_default().push((beside.0, language, beside.1, used.1));
    }
    let mut agreements = Vec::new();
    for (used, said) in by_used {
        agreements.extend(between(said).into_iter().map(|Agreement { engine, language, on, of, agreed, kappa }| {
            ShadowAgreementView { engine, used: used.clone(), language, on, of, agreed, kappa }
        }));
    }
    Ok(Json(ShadowView { day, agreements }))
}

//! How right escalation rules are (ESC-10): of the interactions they began, how many an agent kept and how many dismissed.

use std::collections::BTreeMap;

use axum::Json;
use domain::{
    access::{Action, Object},
    escalate::EscalationRule,
    id::RuleId,
    time::Timestamp,
};
use futures_util::future::try_join_all;
use serde::{Deserialize, Serialize};
use store::stats::rule_counters;
use utoipa::{IntoParams, ToSchema};

use crate::routing::{OpenApiRouter, routes};
use crate::{actor::Caller, asked::Asked, error::Problem, period::Period, settings::at_most, words};

/// The most rules of one answer.
pub const MOST_ASKED: usize = 100;
/// The days where the caller does not say.
const USUAL_DAYS: i64 = 28;
/// Rules asked for at once.
const AT_ONCE: usize = 20;

/// Which figures.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// Of these rules; none means the first hundred. May be given several times.
    #[serde(default)]
    #[param(value_type = Vec<words::Slug>)]
    rule: Vec<RuleId>,
    /// The first day, as 2026-03-01, or the first moment, in RFC 3339. Otherwise four weeks before `to`.
    from: Option<String>,
    /// The last day, or the first moment that does not count any more. Otherwise now.
    to: Option<String>,
    /// The time zone of days, by its IANA name.
    #[serde(default = "utc")]
    #[param(default = "UTC", example = "Asia/Seoul")]
    zone: String,
}

/// How right the rules were in a period.
#[derive(Debug, Serialize, ToSchema)]
struct PrecisionView {
    /// The first moment that counts.
    #[schema(value_type = words::Moment)]
    from: Timestamp,
    /// The first moment that does not count any more.
    #[schema(value_type = words::Moment)]
    to: Timestamp,
    /// One entry per rule, by name.
    rules: Vec<RulePrecisionView>,
}

/// How right a rule was. An interaction counts when it is over.
#[derive(Debug, Serialize, ToSchema)]
struct RulePrecisionView {
    /// The rule.
    #[schema(value_type = words::Slug)]
    rule: RuleId,
    /// What people call it; nothing for one that was deleted.
    name: Option<String>,
    /// Interactions that were handled.
    kept: i64,
    /// Interactions that were dismissed.
    dismissed: i64,
    /// How many of those for each reason.
    reasons: BTreeMap<String, i64>,
    /// kept / (kept + dismissed) × 100; nothing where there were none.
    precision_percent: Option<f64>,
}

fn utc() -> String {
    "UTC".into()
}

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(stats))
}

/// How many of the interactions that each escalation rule began were kept and dismissed.
#[utoipa::path(get, path = "/v1/stats/rules", tag = "stats", operation_id = "rule_stats", params(Wanted), responses((status = 200, description = "The figures.", body = PrecisionView)))]
async fn stats(caller: Caller, Asked(wanted): Asked<Wanted>) -> Result<Json<PrecisionView>, Problem> {
    caller.may(Action::See, Object::Figures)?;
    at_most("rule", &wanted.rule, MOST_ASKED)?;
    let period = Period::read(wanted.from.as_deref(), wanted.to.as_deref(), &wanted.zone, USUAL_DAYS, caller.now)?;
    let known = store::settings::all::<EscalationRule>(&caller.deps.table).await?;
    let asked: Vec<RuleId> = match wanted.rule.is_empty() {
        true => known.iter().map(|saved| saved.data.id.clone()).take(MOST_ASKED).collect(),
        false => wanted.rule,
    };
    let mut rules = Vec::with_capacity(asked.len());
    for some in asked.chunks(AT_ONCE) {
        rules.extend(try_join_all(some.iter().map(|rule| of(&caller, rule, &period))).await?);
    }
    for view in &mut rules {
        view.name = known.iter().find(|saved| saved.data.id == view.rule).map(|saved| saved.data.name.clone());
    }
    Ok(Json(PrecisionView { from: period.from, to: period.to, rules }))
}

async fn of(caller: &Caller, rule: &RuleId, period: &Period) -> Result<RulePrecisionView, Problem> {
    let rows = rule_counters(&caller.deps.table, rule, &period.from.day(), &period.to.day()).await?;
    let (mut kept, mut reasons) = (0, BTreeMap::new());
    for row in rows.into_iter().filter(|row| period.holds(row.slot.start())) {
        for (name, sum) in row.sums {
            match name.strip_prefix("dismissed.") {
                Some(why) => *reasons.entry(why.to_owned()).or_default() += sum,
                None => kept += sum,
            }
        }
    }
    let dismissed: i64 = reasons.values().sum();
    let of = kept + dismissed;
    let precision_percent = (of > 0).then(|| kept as f64 * 100.0 / of as f64);
    Ok(RulePrecisionView { rule: rule.clone(), name: None, kept, dismissed, reasons, precision_percent })
}

//! A draft of an ingestion or escalation rule, tried on what is stored.

use axum::Json;
use domain::{
    access::{Action, Object},
    backtest::{Backtest, Draft, Prices, Report, Stored},
    id::MentionId,
    mention::Mention,
    rule::Facts,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::mention::get_many;
use utoipa::ToSchema;

use super::{lawful, saved};
use crate::routing::{OpenApiRouter, routes};
use crate::{actor::Caller, error::Problem, mentions::history, sent::Sent, tried};

/// Stored items of one page of a back-test.
const BACKTEST_PAGE: usize = 2_000;

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
    /// Whether the draft counts as tried with this page, where the workspace requires a back-test: it is the last of a run from the
    /// beginning, over at least the seven days up to now.
    counts: bool,
}

pub(super) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(backtest))
}

/// Tries a draft on what is stored, 2,000 items a page, oldest first: what it would have caught, what the saved version
/// catches and it does not, how many a day, who would have been busy, what it would cost.
#[utoipa::path(post, path = "/v1/backtests", tag = "rules", operation_id = "backtest", request_body = BacktestBody, responses((status = 200, description = "The report of this page.", body = BacktestView)))]
async fn backtest(caller: Caller, sent: Sent) -> Result<Json<BacktestView>, Problem> {
    caller.may(Action::See, Object::Intake)?;
    let body: BacktestBody = sent.read()?;
    let draft = lawful(body.draft, sent.language())?;
    let (topics, rules) = saved(&caller).await?;
    let tried = match &draft {
        Draft::Topic(topic) => tried::draft(topic),
        Draft::Escalation(rule) => tried::draft(rule.as_ref()),
    };
    let history::Part { rows, next, stretch } =
        history::part(&caller, body.from.as_deref(), body.to.as_deref(), body.cursor.as_deref(), BACKTEST_PAGE).await?;
    let ids: Vec<MentionId> = rows.iter().map(|row| row.mention).collect();
    let mut trial = Backtest::new(draft, &topics, &rules, body.prices.unwrap_or_default());
    for mention in get_many(&caller.deps.table, &ids).await? {
        trial.take(&stored(&mention));
    }
    let counts = tried::note(&caller, &tried, stretch).await?;
    Ok(Json(BacktestView { report: trial.report(), next, counts }))
}

fn stored(mention: &Mention) -> Stored {
    Stored { id: mention.id.to_string(), at: mention.at, facts: Facts::from(mention) }
}

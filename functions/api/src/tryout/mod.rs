//! Rules before they are saved: preview of a query while it is written, lint, back-test.

mod alerts;
mod backtest;
mod lint;
mod preview;

use domain::{analysis::Language, backtest::Draft, escalate::EscalationRule, invalid::Invalid, rule::Condition, topic::Topic};
use futures_util::future::try_join;
use serde_json::Value;

use crate::{actor::Caller, error::Problem, routing::OpenApiRouter};

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().merge(preview::routes()).merge(lint::routes()).merge(backtest::routes()).merge(alerts::routes())
}

fn english() -> Language {
    Language::En
}

/// A draft whose every field may be as it is; `language` is that of who wrote it.
fn lawful(draft: Value, language: Language) -> Result<Draft, Problem> {
    if let Some(condition) = draft.get("condition") {
        Condition::read(condition, "draft.condition").map_err(|all| Problem::told(all, language))?;
    }
    let draft: Draft = serde_json::from_value(draft)
        .map_err(|error| Problem::invalid("draft", error, "send a whole topic or a whole escalation rule"))?;
    let checked = match &draft {
        Draft::Topic(topic) => topic.validate(),
        Draft::Escalation(rule) => rule.validate(),
    };
    let placed = |all: Vec<Invalid>| all.into_iter().map(|one| one.under("draft")).collect();
    checked.map_err(|all| Problem::told(placed(all), language))?;
    Ok(draft)
}

async fn saved(caller: &Caller) -> Result<(Vec<Topic>, Vec<EscalationRule>), Problem> {
    let table = &caller.deps.table;
    let (topics, rules) = try_join(store::settings::all::<Topic>(table), store::settings::all::<EscalationRule>(table)).await?;
    Ok((topics.into_iter().map(|saved| saved.data).collect(), rules.into_iter().map(|saved| saved.data).collect()))
}

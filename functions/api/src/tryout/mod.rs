//! Rules before they are saved: preview of a query while it is written, lint, back-test.

mod alerts;
mod backtest;
mod lint;
mod preview;

use domain::{analysis::Language, backtest::Draft, escalate::EscalationRule, topic::Topic};
use futures_util::future::try_join;
use serde_json::Value;

use crate::{actor::Caller, error::Problem, routing::OpenApiRouter};

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().merge(preview::routes()).merge(lint::routes()).merge(backtest::routes()).merge(alerts::routes())
}

fn english() -> Language {
    Language::En
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

async fn saved(caller: &Caller) -> Result<(Vec<Topic>, Vec<EscalationRule>), Problem> {
    let table = &caller.deps.table;
    let (topics, rules) = try_join(store::settings::all::<Topic>(table), store::settings::all::<EscalationRule>(table)).await?;
    Ok((topics.into_iter().map(|saved| saved.data).collect(), rules.into_iter().map(|saved| saved.data).collect()))
}

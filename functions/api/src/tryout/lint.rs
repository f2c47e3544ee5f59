//! What is wrong with rules that are each lawful.

use axum::Json;
use domain::{
    access::{Action, Object},
    analysis::Language,
    backtest::Draft,
    lint::{self, Finding},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::{english, lawful, saved};
use crate::routing::{OpenApiRouter, routes};
use crate::{actor::Caller, asked::Asked, error::Problem, sent::Sent, words};

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

pub(super) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(look, look_at))
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
    let draft = lawful(draft, language)?;
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
            rules.push(*rule);
            (lint::escalation(&rules, Some(&topics)), prefix)
        }
    };
    let of_draft = |name: &str| name == prefix || (prefix.ends_with('/') && name.starts_with(&prefix));
    let about = |finding: &Finding| of_draft(&finding.rule) || finding.other.as_deref().is_some_and(of_draft);
    let findings = found.into_iter().filter(about).map(|finding| shown(finding, language)).collect();
    Ok(Json(LintView { findings }))
}

fn shown(finding: Finding, language: Language) -> FindingView {
    let sentence = finding.sentence(language);
    let kind = serde_json::to_value(finding.kind).unwrap_or_default();
    FindingView { rule: finding.rule, kind, other: finding.other, about: finding.about, sentence }
}

//! Rules of urgency: what must be looked at soon, as data that administrators edit.

use std::collections::BTreeMap;

use axum::{Json, response::Response};
use domain::{
    access::{Action, Object},
    analysis::{Language, Urgency},
    time::Timestamp,
    urgency::{UrgencyRule, UrgencyRules},
};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    actor::Caller,
    error::Problem,
    routing::{OpenApiRouter, routes},
    sent::Sent,
    settings::{self, Kept, tagged},
    words,
};

/// The one set there is.
const OWN: &str = "own";

/// The company's own rules of urgency, in the place of those that are shipped.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UrgencyBody {
    /// All of them.
    #[schema(max_items = 200)]
    rules: Vec<UrgencyRuleBody>,
}

/// One rule: applies to a message that has one of `any`, one of `with` where its language has any, and none of `unless`. English
/// terms are words with a `*` at an end and `..` for up to three words between; Korean and Japanese terms are stems, spaces not
/// counting, with `..` for up to twelve characters between, `^` and `$` for the edges of a word. `0` stands for any number.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UrgencyRuleBody {
    /// Its name, as evidence tells it.
    #[schema(min_length = 1, max_length = 64)]
    id: String,
    /// What it makes of the message.
    #[schema(value_type = words::Urgency)]
    level: Urgency,
    /// One of these must be there: terms by language (`en`, `ko`, `ja`).
    #[schema(value_type = BTreeMap<String, Vec<String>>)]
    any: BTreeMap<Language, Vec<String>>,
    /// And one of these.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(value_type = BTreeMap<String, Vec<String>>)]
    with: BTreeMap<Language, Vec<String>>,
    /// And none of these.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(value_type = BTreeMap<String, Vec<String>>)]
    unless: BTreeMap<Language, Vec<String>>,
}

fn view(rules: UrgencyRules) -> UrgencyBody {
    let rule = |UrgencyRule { id, level, any, with, unless }| UrgencyRuleBody { id, level, any, with, unless };
    UrgencyBody { rules: rules.rules.into_iter().map(rule).collect() }
}

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(get, save, reset)).routes(routes!(shipped))
}

/// The company's own rules of urgency. Where nobody has written any the shipped ones apply, and there are none here: version 0.
#[utoipa::path(get, path = "/v1/urgency-rules", tag = "rules", operation_id = "get_urgency_rules", responses((status = 200, description = "They.", body = Kept<UrgencyBody>)))]
async fn get(caller: Caller) -> Result<Response, Problem> {
    caller.may(Action::See, Object::Intake)?;
    let kept = match settings::find::<UrgencyRules>(&caller, OWN).await? {
        Some(saved) => Kept::of(saved, view),
        None => Kept { setting: view(UrgencyRules::default()), version: 0, saved_at: Timestamp::default() },
    };
    Ok(tagged(StatusCode::OK, &kept))
}

/// The shipped rules, to begin one's own with.
#[utoipa::path(get, path = "/v1/urgency-rules/shipped", tag = "rules", operation_id = "get_shipped_urgency_rules", responses((status = 200, description = "They.", body = UrgencyBody)))]
async fn shipped(caller: Caller) -> Result<Json<UrgencyBody>, Problem> {
    caller.may(Action::See, Object::Intake)?;
    Ok(Json(view(UrgencyRules::shipped())))
}

/// Sets them, in the place of the shipped ones. They take effect within 15 seconds, and every judgement names their version.
#[utoipa::path(put, path = "/v1/urgency-rules", tag = "rules", operation_id = "save_urgency_rules", params(("If-Match" = Option<String>, Header, description = "The version you have read.")), request_body = UrgencyBody, responses((status = 200, description = "Replaced.", body = Kept<UrgencyBody>), (status = 201, description = "Set for the first time.", body = Kept<UrgencyBody>)))]
async fn save(caller: Caller, sent: Sent) -> Result<Response, Problem> {
    caller.may(Action::Change, Object::Intake)?;
    let body: UrgencyBody = sent.read()?;
    let rule = |UrgencyRuleBody { id, level, any, with, unless }| UrgencyRule { id, level, any, with, unless };
    let rules = UrgencyRules { rules: body.rules.into_iter().map(rule).collect() };
    rules.validate()?;
    let stored = settings::find::<UrgencyRules>(&caller, OWN).await?;
    settings::save(&caller, &sent, stored.as_ref(), rules, view).await
}

/// Goes back to the shipped rules.
#[utoipa::path(delete, path = "/v1/urgency-rules", tag = "rules", operation_id = "delete_urgency_rules", params(("If-Match" = Option<String>, Header, description = "The version you have read.")), responses((status = 204, description = "The shipped rules apply.")))]
async fn reset(caller: Caller, sent: Sent) -> Result<StatusCode, Problem> {
    caller.may(Action::Change, Object::Intake)?;
    settings::remove::<UrgencyRules>(&caller, &sent, OWN).await
}

//! Escalation rules: when a person must step in.

use std::collections::BTreeSet;

use axum::{Json, response::Response};
use domain::{
    access::{Action, Object},
    account::Account,
    analysis::Language,
    canned::Canned,
    escalate::{Besides, EscalationRule, RuleOutcome},
    id::{AgentId, CannedId, QueueId, RuleId, SkillId, Tag},
    invalid::Fault,
    program::Webhook,
    queue::Queue,
    rule::Condition,
};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::{agent, settings::Skill};
use utoipa::ToSchema;

use crate::{
    actor::Caller,
    alert_rules::WebhookBody,
    asked::{Asked, Named, NamedOf},
    error::Problem,
    page::{Page, Paging},
    routing::{OpenApiRouter, routes},
    sent::Sent,
    settings::{self, Kept, all_exist, placed, tagged},
    versions::{self, DeletedView, Deletion},
    words,
};

/// A rule.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RuleView {
    /// Its name in traces.
    #[schema(value_type = words::Slug)]
    id: RuleId,
    #[serde(flatten)]
    rule: RuleBody,
}

/// A rule as an administrator writes it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RuleBody {
    /// What people call it.
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// Its place: lowest first, ties by id. The first rule that matches and does not say `continue` decides.
    number: u32,
    /// A paused rule is not asked.
    #[serde(default = "yes")]
    #[schema(default = true)]
    active: bool,
    /// When it applies.
    #[schema(value_type = ConditionView)]
    condition: Value,
    /// What it does then.
    outcome: OutcomeBody,
    /// Set on every item it matches.
    #[serde(default)]
    #[schema(value_type = words::Slugs, max_items = 20)]
    tags: Vec<Tag>,
}

/// What a rule does to an item it matches.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OutcomeBody {
    /// Decide, or let later rules speak.
    then: Then,
    /// With `escalate`: where it waits; none for the account's own queue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Slug>)]
    queue: Option<QueueId>,
    /// With `escalate` and `continue`: what the person must be able to do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = words::Slugs, max_items = 20)]
    skills: Vec<SkillId>,
    /// With `escalate` and `continue`: minutes of head start in the line.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[schema(minimum = -10080, maximum = 10080)]
    priority: i32,
    /// With `escalate` and `continue`: the conversation begins in this language, whatever was detected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Language>)]
    language: Option<Language>,
    /// With `escalate` and `continue`: minutes until a first answer is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 10080)]
    answer_within: Option<u32>,
    /// With `escalate` and `continue`: who is told at once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = words::Slugs, max_items = 20)]
    notify: Vec<AgentId>,
    /// With `escalate` and `continue`: the canned response that the customer gets at once, in private.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Slug>)]
    answer: Option<CannedId>,
    /// With `escalate` and `continue`: this bot answers first. People get the conversation when the bot hands it over, or fails.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bot: Option<WebhookBody>,
    /// With `escalate` and `continue`: this outside system opens a ticket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ticket: Option<WebhookBody>,
}

/// What a matching rule means.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Then {
    /// A person must step in.
    Escalate,
    /// Nobody needs to.
    NoAction,
    /// Later rules decide; its tags and values are added.
    Continue,
}

/// A condition: one test, or all, any or not of others.
#[derive(ToSchema)]
#[serde(untagged)]
#[allow(dead_code, reason = "it is the description of what `domain::rule` reads")]
pub(crate) enum ConditionView {
    /// Every one holds; an empty list always does.
    All {
        #[schema(no_recursion)]
        all: Vec<ConditionView>,
    },
    /// At least one holds.
    Any {
        #[schema(no_recursion)]
        any: Vec<ConditionView>,
    },
    /// It is known not to hold.
    Not {
        #[schema(no_recursion)]
        not: Box<ConditionView>,
    },
    /// One fact.
    Test { field: Field, operator: Operator, value: Option<Value> },
}

/// A fact that can be tested.
#[derive(ToSchema)]
#[serde(rename_all = "snake_case")]
#[allow(dead_code, reason = "it is the description of what `domain::rule` reads")]
pub(crate) enum Field {
    Text,
    Keyword,
    Sentiment,
    Intent,
    Urgency,
    Topic,
    Platform,
    Account,
    Language,
    ContentType,
    Visibility,
    Author,
    Country,
    Followers,
    Verified,
    KnownCustomer,
    EngagementPerHour,
    Time,
    Flag,
    MessageClass,
}

/// How a fact is tested: `text` by `matches`, `followers` and `engagement_per_hour` by `at_least` and `at_most`, `time` by
/// `within` and `outside`, all others by `is`, `is_not`, `one_of`, `none_of`; everything by `is_unknown`.
#[derive(ToSchema)]
#[serde(rename_all = "snake_case")]
#[allow(dead_code, reason = "it is the description of what `domain::rule` reads")]
pub(crate) enum Operator {
    Matches,
    Is,
    IsNot,
    OneOf,
    NoneOf,
    IsUnknown,
    AtLeast,
    AtMost,
    Within,
    Outside,
}

fn yes() -> bool {
    true
}

fn is_zero(number: &i32) -> bool {
    *number == 0
}

fn view(rule: EscalationRule) -> RuleView {
    let (then, queue, skills, priority) = match rule.outcome {
        RuleOutcome::Escalate { queue, skills, priority } => (Then::Escalate, queue, skills, priority),
        RuleOutcome::NoAction => (Then::NoAction, None, vec![], 0),
        RuleOutcome::Continue { skills, priority } => (Then::Continue, None, skills, priority),
    };
    let Besides { language, answer_within, notify, answer, bot, ticket } = rule.besides;
    let (bot, ticket) = (bot.map(WebhookBody::from), ticket.map(WebhookBody::from));
    let outcome = OutcomeBody { then, queue, skills, priority, language, answer_within, notify, answer, bot, ticket };
    // A condition that was stored was read once, and what is read can be written.
    let condition = serde_json::to_value(&rule.condition).unwrap_or_default();
    RuleView {
        id: rule.id,
        rule: RuleBody { name: rule.name, number: rule.number, active: rule.active, condition, outcome, tags: rule.tags },
    }
}

fn outcome(body: OutcomeBody) -> Result<RuleOutcome, Problem> {
    let no = |field: &str, then: &str| {
        Err(Problem::invalid(
            format_args!("outcome.{field}"),
            format_args!("has no meaning with `{then}`"),
            "leave it out, or choose another `then`",
        ))
    };
    match body.then {
        Then::Escalate => Ok(RuleOutcome::Escalate { queue: body.queue, skills: body.skills, priority: body.priority }),
        Then::Continue if body.queue.is_some() => no("queue", "continue"),
        Then::Continue => Ok(RuleOutcome::Continue { skills: body.skills, priority: body.priority }),
        Then::NoAction if body.queue.is_some() => no("queue", "no_action"),
        Then::NoAction if !body.skills.is_empty() => no("skills", "no_action"),
        Then::NoAction if body.priority != 0 => no("priority", "no_action"),
        Then::NoAction => Ok(RuleOutcome::NoAction),
    }
}

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(get, save, remove))
        .routes(routes!(versions))
        .routes(routes!(restore))
        .routes(routes!(pause))
        .routes(routes!(resume))
        .routes(routes!(deleted))
}

/// The escalation rules, by name. They are asked in the order of their numbers.
#[utoipa::path(get, path = "/v1/rules", tag = "rules", operation_id = "list_rules", params(Paging), responses((status = 200, description = "A page of them.", body = Page<Kept<RuleView>>)))]
async fn list(caller: Caller, Asked(paging): Asked<Paging>) -> Result<Json<Page<Kept<RuleView>>>, Problem> {
    caller.may(Action::See, Object::Intake)?;
    settings::list::<EscalationRule, _>(&caller, &paging, view).await.map(Json)
}

/// An escalation rule.
#[utoipa::path(get, path = "/v1/rules/{id}", tag = "rules", operation_id = "get_rule", params(("id" = words::Slug, Path, description = "Its name.")), responses((status = 200, description = "It.", body = Kept<RuleView>)))]
async fn get(caller: Caller, Named(id): Named<RuleId>) -> Result<Response, Problem> {
    caller.may(Action::See, Object::Intake)?;
    Ok(tagged(StatusCode::OK, &Kept::of(settings::one::<EscalationRule>(&caller, id.as_str()).await?, view)))
}

/// Creates an escalation rule, or replaces it. It takes effect within 15 seconds.
#[utoipa::path(put, path = "/v1/rules/{id}", tag = "rules", operation_id = "save_rule", params(("id" = words::Slug, Path, description = "Its name."), ("If-Match" = Option<String>, Header, description = "The version you have read.")), request_body = RuleBody, responses((status = 200, description = "Replaced.", body = Kept<RuleView>), (status = 201, description = "Created.", body = Kept<RuleView>)))]
async fn save(caller: Caller, Named(id): Named<RuleId>, sent: Sent) -> Result<Response, Problem> {
    caller.may(Action::Change, Object::Intake)?;
    let mut body: RuleBody = sent.read()?;
    let condition = Condition::read(&body.condition, "condition").map_err(|all| Problem::told(all, sent.language()))?;
    let besides = Besides {
        language: body.outcome.language,
        answer_within: body.outcome.answer_within,
        notify: body.outcome.notify.clone(),
        answer: body.outcome.answer.clone(),
        bot: body.outcome.bot.take().map(Webhook::from),
        ticket: body.outcome.ticket.take().map(Webhook::from),
    };
    let outcome = outcome(body.outcome)?;
    let stored = settings::find::<EscalationRule>(&caller, id.as_str()).await?;
    let version = stored.as_ref().map_or(0, |saved| saved.version);
    let version = store::settings::upcoming::<EscalationRule>(&caller.deps.table, id.as_str(), version).await?;
    let rule = EscalationRule {
        id,
        version,
        name: body.name,
        number: body.number,
        active: body.active,
        condition,
        outcome,
        tags: body.tags,
        besides,
    };
    rule.validate()?;
    if let Some(canned) = &rule.besides.answer {
        settings::exists::<Canned>(&caller, "outcome.answer", canned.as_str()).await?;
    }
    for (place, webhook) in [("outcome.bot.account", &rule.besides.bot), ("outcome.ticket.account", &rule.besides.ticket)] {
        if let Some(webhook) = webhook {
            settings::exists::<Account>(&caller, place, webhook.account.as_str()).await?;
        }
    }
    for (i, agent) in rule.besides.notify.iter().enumerate() {
        if agent::get(&caller.deps.table, agent).await?.is_none() {
            let place = format_args!("outcome.notify[{i}]").to_string();
            return Err(Problem::invalid(place, format_args!("there is no agent `{agent}`"), "name another"));
        }
    }
    if let RuleOutcome::Escalate { queue: Some(queue), .. } = &rule.outcome {
        settings::exists::<Queue>(&caller, "outcome.queue", queue.as_str()).await?;
    }
    if let RuleOutcome::Escalate { skills, .. } | RuleOutcome::Continue { skills, .. } = &rule.outcome {
        let distinct: BTreeSet<&SkillId> = skills.iter().collect();
        if distinct.len() < skills.len() {
            return Err(Problem::invalid("outcome.skills", "names a skill twice", "name each once").because(Fault::Twice));
        }
        all_exist::<Skill>(&caller, placed("outcome.skills", skills.iter().map(SkillId::as_str))).await?;
    }
    versions::save(&caller, &sent, stored.as_ref(), rule, view).await
}

/// Deletes an escalation rule.
#[utoipa::path(delete, path = "/v1/rules/{id}", tag = "rules", operation_id = "delete_rule", params(("id" = words::Slug, Path, description = "Its name."), ("If-Match" = Option<String>, Header, description = "The version you have read."), Deletion), responses((status = 204, description = "Deleted.")))]
async fn remove(
    caller: Caller,
    Named(id): Named<RuleId>,
    Asked(deletion): Asked<Deletion>,
    sent: Sent,
) -> Result<StatusCode, Problem> {
    caller.may(Action::Change, Object::Intake)?;
    versions::remove::<EscalationRule>(&caller, &sent, id.as_str(), &deletion).await
}

/// Every version of an escalation rule, the newest first, also of one that was deleted.
#[utoipa::path(get, path = "/v1/rules/{id}/versions", tag = "rules", operation_id = "list_rule_versions", params(("id" = words::Slug, Path, description = "Its name."), Paging), responses((status = 200, description = "A page of them.", body = Page<Kept<RuleView>>)))]
async fn versions(
    caller: Caller,
    Named(id): Named<RuleId>,
    Asked(paging): Asked<Paging>,
) -> Result<Json<Page<Kept<RuleView>>>, Problem> {
    caller.may(Action::See, Object::Intake)?;
    versions::list::<EscalationRule, _>(&caller, id.as_str(), &paging, view).await
}

/// Makes an earlier version of an escalation rule the newest again, also of one that was deleted.
#[utoipa::path(post, path = "/v1/rules/{id}/versions/{version}/restore", tag = "rules", operation_id = "restore_rule", params(("id" = words::Slug, Path, description = "Its name."), ("version" = u64, Path, description = "The version that comes back."), ("If-Match" = Option<String>, Header, description = "The version you have read.")), responses((status = 200, description = "It is the newest version now.", body = Kept<RuleView>), (status = 201, description = "It was deleted, and is there again.", body = Kept<RuleView>)))]
async fn restore(caller: Caller, NamedOf(id, version): NamedOf<RuleId, u64>, sent: Sent) -> Result<Response, Problem> {
    caller.may(Action::Change, Object::Intake)?;
    versions::restore::<EscalationRule, _>(&caller, &sent, id.as_str(), version, view).await
}

/// Pauses an escalation rule.
#[utoipa::path(post, path = "/v1/rules/{id}/pause", tag = "rules", operation_id = "pause_rule", params(("id" = words::Slug, Path, description = "Its name."), ("If-Match" = Option<String>, Header, description = "The version you have read.")), responses((status = 200, description = "It is paused.", body = Kept<RuleView>)))]
async fn pause(caller: Caller, Named(id): Named<RuleId>, sent: Sent) -> Result<Response, Problem> {
    caller.may(Action::Change, Object::Intake)?;
    versions::switch::<EscalationRule, _>(&caller, &sent, id.as_str(), false, view).await
}

/// Lets an escalation rule take part again.
#[utoipa::path(post, path = "/v1/rules/{id}/resume", tag = "rules", operation_id = "resume_rule", params(("id" = words::Slug, Path, description = "Its name."), ("If-Match" = Option<String>, Header, description = "The version you have read.")), responses((status = 200, description = "It takes part.", body = Kept<RuleView>)))]
async fn resume(caller: Caller, Named(id): Named<RuleId>, sent: Sent) -> Result<Response, Problem> {
    caller.may(Action::Change, Object::Intake)?;
    versions::switch::<EscalationRule, _>(&caller, &sent, id.as_str(), true, view).await
}

/// The rules that were deleted and can be restored, by name.
#[utoipa::path(get, path = "/v1/deleted/rules", tag = "rules", operation_id = "list_deleted_rules", params(Paging), responses((status = 200, description = "A page of them.", body = Page<DeletedView>)))]
async fn deleted(caller: Caller, Asked(paging): Asked<Paging>) -> Result<Json<Page<DeletedView>>, Problem> {
    caller.may(Action::See, Object::Intake)?;
    versions::deleted::<EscalationRule>(&caller, &paging).await
}

//! Alerts: what rules have noticed, and who has seen to it.

use std::collections::BTreeMap;

use axum::Json;
use domain::{
    access::{Action, Object},
    alert::{AlertRaised, Cause, Change, Class, Reading, Step},
    analysis::Language,
    id::{AgentId, AlertId, MentionId, RuleId, TopicId},
    platform::Platform,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use store::{
    Cursor,
    alert::{self, Known},
};
use utoipa::{IntoParams, ToSchema};

use crate::{
    actor::Caller,
    asked::{Asked, Named},
    error::Problem,
    page::{Page, limit, open, reading, seal},
    routing::{OpenApiRouter, routes},
    sent::Sent,
    words,
};

/// Which alerts.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// Opened in this month, as 2026-11; otherwise in the running one.
    month: Option<String>,
    /// Where the page before ended: its `next`.
    cursor: Option<String>,
    /// How many items at most.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

/// An alert, as it stands.
#[derive(Debug, Serialize, ToSchema)]
struct AlertView {
    /// Its id.
    #[schema(value_type = String)]
    id: AlertId,
    /// By which rule.
    #[schema(value_type = words::Slug)]
    rule: RuleId,
    /// Of which topic.
    #[schema(value_type = words::Slug)]
    topic: TopicId,
    /// On which platform; none for all of them together.
    #[schema(value_type = Option<words::Platform>)]
    platform: Option<Platform>,
    /// When it opened.
    #[schema(value_type = words::Moment)]
    opened_at: Timestamp,
    /// The first moment of what made it open: rules look at whole hours, and at several together.
    #[schema(value_type = words::Moment)]
    since: Timestamp,
    /// When it was closed; none while it is open.
    #[schema(value_type = Option<words::Moment>)]
    closed_at: Option<Timestamp>,
    /// How often something was told of it.
    told: u32,
    /// What was told of it last.
    last: ChangeView,
    /// What was told of it, oldest first: how it opened, and the newest changes after that.
    history: Vec<StepView>,
    /// Who has seen to it; none if nobody has.
    acknowledged: Option<AcknowledgedView>,
}

/// What was told of an alert at one time.
#[derive(Debug, Serialize, ToSchema)]
struct StepView {
    /// What happened.
    #[schema(value_type = words::AlertChange)]
    change: Change,
    /// When that was noticed.
    #[schema(value_type = words::Moment)]
    at: Timestamp,
    /// Mentions that counted then.
    observed: u64,
    /// How many were to be expected there.
    expected: f64,
}

impl From<Step> for StepView {
    fn from(Step { change, at, observed, expected }: Step) -> Self {
        Self { change, at, observed, expected }
    }
}

/// One change of an alert.
#[derive(Debug, Serialize, ToSchema)]
struct ChangeView {
    /// What happened.
    #[schema(value_type = words::AlertChange)]
    change: Change,
    /// When that was noticed.
    #[schema(value_type = words::Moment)]
    at: Timestamp,
    /// What kind of spike it is, for a spike.
    #[schema(value_type = Option<words::AlertClass>)]
    class: Option<Class>,
    /// Mentions that count, in the hour or window that made the change.
    observed: u64,
    /// How many were to be expected there.
    expected: f64,
    /// The chance of so many or more; 1 where none was computed.
    p: f64,
    /// How many hours the test looked at.
    hours: u8,
    /// Whether the topic is too young to have a history.
    learning: bool,
    /// Net sentiment of the day before, in percent.
    net_before: Option<f64>,
    /// Net sentiment since it opened, in percent.
    net_after: Option<f64>,
    /// Where it comes from.
    cause: CauseView,
}

/// Where an alert comes from. What the samples say is asked for at the mentions.
#[derive(Debug, Serialize, ToSchema)]
struct CauseView {
    /// Mentions looked at.
    mentions: u32,
    /// How many of them in which language.
    #[schema(value_type = BTreeMap<String, u32>)]
    languages: BTreeMap<Language, u32>,
    /// How many of them where.
    #[schema(value_type = BTreeMap<String, u32>)]
    platforms: BTreeMap<Platform, u32>,
    /// How many those who wrote most of them wrote, the most first.
    busiest: Vec<u32>,
    /// The newest of them.
    #[schema(value_type = Vec<String>)]
    samples: Vec<MentionId>,
}

/// Who has seen to an alert.
#[derive(Debug, Serialize, ToSchema)]
struct AcknowledgedView {
    /// Who.
    #[schema(value_type = words::Slug)]
    by: AgentId,
    /// When.
    #[schema(value_type = words::Moment)]
    at: Timestamp,
}

impl From<Known> for AlertView {
    fn from(known: Known) -> Self {
        let Known { alert, acknowledged } = known;
        let acknowledged = acknowledged.map(|seen| AcknowledgedView { by: seen.by, at: seen.at });
        Self {
            id: alert.id,
            rule: alert.last.rule.clone(),
            topic: alert.last.topic.clone(),
            platform: alert.last.platform,
            opened_at: alert.opened_at,
            since: alert.since(),
            closed_at: alert.closed_at,
            told: alert.told,
            history: alert.history.into_iter().map(StepView::from).collect(),
            last: alert.last.into(),
            acknowledged,
        }
    }
}

impl From<AlertRaised> for ChangeView {
    fn from(fact: AlertRaised) -> Self {
        let Reading { observed, expected, hours, p, learning, .. } = fact.reading;
        let Cause { mentions, languages, platforms, people, samples } = fact.cause;
        let busiest = people.into_iter().map(|(_, n)| n).collect();
        Self {
            change: fact.change,
            at: fact.at,
            class: fact.class,
            observed,
            expected,
            p,
            hours,
            learning,
            net_before: fact.net_before,
            net_after: fact.net_after,
            cause: CauseView { mentions, languages, platforms, busiest, samples },
        }
    }
}

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(get)).routes(routes!(acknowledge))
}

/// The alerts of a month, newest first.
#[utoipa::path(get, path = "/v1/alerts", tag = "alerts", operation_id = "list_alerts", params(Wanted), responses((status = 200, description = "A page of them.", body = Page<AlertView>)))]
async fn list(caller: Caller, Asked(wanted): Asked<Wanted>) -> Result<Json<Page<AlertView>>, Problem> {
    caller.may(Action::See, Object::Alert)?;
    let most = limit(wanted.limit)?;
    let month = match &wanted.month {
        None => caller.now,
        Some(text) => format!("{text}-01T00:00:00Z")
            .parse::<Timestamp>()
            .map_err(|_| Problem::invalid("month", "is not a month", "write it as 2026-11"))?,
    };
    let name = format!("alerts {}", &month.day()[..7]);
    let cursor: Option<Cursor> = open(&name, wanted.cursor.as_deref())?;
    let given = cursor.is_some();
    let page = alert::of_month(&caller.deps.table, month, cursor, most).await.map_err(|error| reading(error, given))?;
    let next = page.next.and_then(|next| seal(&name, &next));
    Ok(Json(Page { items: page.items.into_iter().map(AlertView::from).collect(), next }))
}

pub(crate) async fn load(caller: &Caller, id: AlertId) -> Result<Known, Problem> {
    alert::get(&caller.deps.table, id).await?.ok_or_else(|| Problem::not_found("alert", id))
}

/// An alert: what was observed, what was expected, where it comes from.
#[utoipa::path(get, path = "/v1/alerts/{id}", tag = "alerts", operation_id = "get_alert", params(("id" = String, Path, description = "Its id.")), responses((status = 200, description = "It.", body = AlertView)))]
async fn get(caller: Caller, Named(id): Named<AlertId>) -> Result<Json<AlertView>, Problem> {
    caller.may(Action::See, Object::Alert)?;
    Ok(Json(load(&caller, id).await?.into()))
}

/// Says that the caller sees to an alert. Whoever said so first stays.
#[utoipa::path(post, path = "/v1/alerts/{id}/acknowledge", tag = "alerts", operation_id = "acknowledge_alert", params(("id" = String, Path, description = "Its id.")), responses((status = 200, description = "It, with who sees to it.", body = AlertView)))]
async fn acknowledge(caller: Caller, Named(id): Named<AlertId>, sent: Sent) -> Result<Json<AlertView>, Problem> {
    caller.may(Action::Change, Object::Alert)?;
    sent.nothing()?;
    load(&caller, id).await?;
    alert::acknowledge(&caller.deps.table, id, caller.id(), caller.now).await?;
    Ok(Json(load(&caller, id).await?.into()))
}

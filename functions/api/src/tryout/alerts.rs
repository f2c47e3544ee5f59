//! A draft of an alert rule, tried on what the counters say of the past.

use axum::Json;
use domain::{
    access::{Action, Object},
    alert::{self, AlertReport, AlertRule, History, KEPT_HOURS, Tried, WouldRaise, hour_of},
    backtest::Change,
    id::RuleId,
    measure::zone,
    platform::Platform,
    time::{DAY, HOUR, Timestamp},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

use crate::routing::{OpenApiRouter, routes};
use crate::{
    actor::Caller,
    alert_rules::{AlertRuleBody, meant},
    asked::Named,
    error::Problem,
    period::Period,
    sent::Sent,
    settings,
    tried::{self, Stretch},
    words,
};

/// The days that are tried where the caller does not say.
const USUAL_DAYS: i64 = 28;
/// The longest period, in days: a season.
const LONGEST: i64 = 92;

/// A draft and the period to try it on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AlertBacktestBody {
    /// The rule as it would be saved. It is tried as if it were active.
    rule: AlertRuleBody,
    /// The first day (in the rule's zone) or moment; otherwise 28 days before `to`.
    #[serde(default)]
    from: Option<String>,
    /// The last day, or the first moment that does not count any more; otherwise now. The running hour is left out.
    #[serde(default)]
    to: Option<String>,
}

/// What a draft would have told, beside the saved rule of that name if there is one.
#[derive(Debug, Serialize, ToSchema)]
struct AlertBacktestView {
    /// The first hour that was read.
    #[schema(value_type = words::Moment)]
    from: Timestamp,
    /// The first moment behind the last.
    #[schema(value_type = words::Moment)]
    until: Timestamp,
    /// Hours of the period for which there are counts.
    hours: u64,
    /// Alerts.
    alerts: WithAndWithoutView,
    /// Notifications: each alert tells that it opened, each time that it worsened, and that it closed.
    notifications: WithAndWithoutView,
    /// Alerts of the draft while the saved rule would have been silent.
    gained: u64,
    /// Alerts of the saved rule while the draft would have been silent.
    missed: u64,
    /// Alerts by the UTC day on which they began; days without any are left out.
    days: BTreeMap<String, WithAndWithoutView>,
    /// The draft's alerts in order of time, 200 at most.
    draft: Vec<WouldRaiseView>,
    /// Those of the saved rule.
    current: Vec<WouldRaiseView>,
    /// Whether the draft counts as tried with this, where the workspace requires a back-test: it was asked of at least the seven days up
    /// to now.
    counts: bool,
}

/// A count with the draft and with the saved rule.
#[derive(Debug, Serialize, ToSchema)]
struct WithAndWithoutView {
    /// With the draft.
    draft: u64,
    /// With the saved rule.
    current: u64,
}

/// An alert that a rule would have told.
#[derive(Debug, Serialize, ToSchema)]
struct WouldRaiseView {
    /// Where; nothing for all platforms together.
    #[schema(value_type = Option<words::Platform>)]
    platform: Option<Platform>,
    /// The first moment of the hour that made it open.
    #[schema(value_type = words::Moment)]
    began: Timestamp,
    /// The first moment behind the last hour that alarmed; nothing if it would be open still.
    #[schema(value_type = Option<words::Moment>)]
    ended: Option<Timestamp>,
    /// How often somebody would have been told.
    told: u32,
    /// Mentions that counted when it opened.
    observed: u64,
    /// How many were to be expected there.
    expected: f64,
    /// The most that counted in one reading while it was open.
    peak: u64,
    /// What kind of spike it was, for a spike.
    #[schema(value_type = Option<words::AlertClass>)]
    class: Option<alert::Class>,
    /// Whether the other rule would have told something at the same time.
    also: bool,
}

impl From<Change> for WithAndWithoutView {
    fn from(Change { draft, current }: Change) -> Self {
        Self { draft, current }
    }
}

impl From<WouldRaise> for WouldRaiseView {
    fn from(alert: WouldRaise) -> Self {
        let WouldRaise { platform, began, ended, told, observed, expected, peak, class, also } = alert;
        Self { platform, began, ended, told, observed, expected, peak, class, also }
    }
}

impl AlertBacktestView {
    fn of(report: AlertReport, counts: bool) -> Self {
        let alerts = |list: Vec<WouldRaise>| list.into_iter().map(WouldRaiseView::from).collect();
        Self {
            from: report.from,
            until: report.until,
            hours: report.hours,
            alerts: report.alerts.into(),
            notifications: report.notifications.into(),
            gained: report.gained,
            missed: report.missed,
            days: report.days.into_iter().map(|(day, change)| (day, change.into())).collect(),
            draft: alerts(report.draft),
            current: alerts(report.current),
            counts,
        }
    }
}

pub(super) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(backtest))
}

/// Tries a draft of an alert rule on the counters of the past: what it would have told, what the saved rule would have told and it would not,
/// how often somebody would have been disturbed. Alerts are made of whole hours here; in the house the running hour is looked at every five
/// minutes besides.
#[utoipa::path(post, path = "/v1/alert-rules/{id}/backtest", tag = "alerts", operation_id = "backtest_alert_rule", params(("id" = words::Slug, Path, description = "Its name; it need not be saved yet.")), request_body = AlertBacktestBody, responses((status = 200, description = "The report.", body = AlertBacktestView)))]
async fn backtest(caller: Caller, Named(id): Named<RuleId>, sent: Sent) -> Result<Json<AlertBacktestView>, Problem> {
    caller.may(Action::See, Object::Intake)?;
    let AlertBacktestBody { rule, from, to } = sent.read()?;
    let draft = meant(&caller, id, rule).await?;
    let period = Period::read(from.as_deref(), to.as_deref(), &draft.zone, USUAL_DAYS, caller.now)?;
    if period.to.since(period.from) > LONGEST * DAY {
        let problem = format!("is more than {LONGEST} days before `to`");
        return Err(Problem::invalid("from", problem, "try a shorter period"));
    }
    // The running hour is not over: nothing of it is known yet.
    let whole = |at: Timestamp| Timestamp::from_millis(hour_of(at) * HOUR);
    let (from, until) = (whole(period.from), whole(period.to.min(caller.now)));
    let saved = settings::find::<AlertRule>(&caller, draft.id.as_str()).await?;
    let current = match saved.map(|saved| saved.data).filter(|saved| saved.active) {
        Some(saved) => Some(history(&caller, &saved, from, until).await?),
        None => None,
    };
    let with = history(&caller, &draft, from, until).await?;
    let whole = Stretch { from, to: until, start: None, end: None };
    let counts = tried::note(&caller, &tried::draft(&draft), whole).await?;
    Ok(Json(AlertBacktestView::of(alert::try_rule(&with, current.as_ref(), from, until), counts)))
}

/// A rule with what the counters say of its topic, from long enough before the period.
async fn history(caller: &Caller, rule: &AlertRule, from: Timestamp, until: Timestamp) -> Result<Tried, Problem> {
    let first = from.minus(KEPT_HOURS as i64 * HOUR);
    let rows = store::stats::counters(&caller.deps.table, rule.topic.as_str(), &first.day(), &until.day()).await?;
    let platforms: Vec<Option<Platform>> = match rule.platforms.as_slice() {
        [] => vec![None],
        platforms => platforms.iter().copied().map(Some).collect(),
    };
    let history = |platform| History::of_hours(&store::stats::by_hour(&rows, platform), hour_of(until));
    let series = platforms.into_iter().map(|platform| (platform, history(platform))).collect();
    Ok(Tried { watch: rule.watch, zone: zone(&rule.zone)?, series })
}

//! Alert rules: what to watch, and whom to tell.

use axum::{Json, response::Response};
use domain::{
    access::{Action, Object},
    account::Account,
    alert::{AlertRule, Counted, MailTo, Mood, Recipients, Sensitivity, Watch},
    analysis::Language,
    id::{AccountId, RuleId, TopicId},
    invalid::Fault,
    platform::Platform,
    program::Webhook,
    topic::Topic,
};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    actor::Caller,
    asked::{Asked, Named, NamedOf},
    error::Problem,
    page::{Page, Paging},
    routing::{OpenApiRouter, routes},
    sent::Sent,
    settings::{self, Kept, exists, tagged},
    versions::{self, DeletedView, Deletion},
    words,
};

/// An alert rule.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AlertRuleView {
    /// Its name.
    #[schema(value_type = words::Slug)]
    id: RuleId,
    #[serde(flatten)]
    rule: AlertRuleBody,
}

/// An alert rule as an administrator writes it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AlertRuleBody {
    /// What people call it.
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// A paused rule watches nothing.
    #[serde(default = "yes")]
    #[schema(default = true)]
    active: bool,
    /// What is watched.
    #[schema(value_type = words::Slug)]
    topic: TopicId,
    /// Each of these platforms for itself; none for all of them together.
    #[serde(default)]
    #[schema(value_type = Vec<words::Platform>)]
    platforms: Vec<Platform>,
    /// The time zone whose days and weeks the topic lives by, by its IANA name.
    #[serde(default = "utc")]
    #[schema(default = "UTC", example = "Asia/Seoul")]
    zone: String,
    /// What counts.
    watch: WatchBody,
    /// Whom to tell.
    #[serde(default)]
    recipients: RecipientsBody,
}

/// What counts.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WatchBody {
    /// A spike against the topic's own history, a threshold, silence, or people who speak worse than they are used to.
    #[serde(rename = "for")]
    what: WatchedFor,
    /// With `spike` and `threshold`: which mentions. Negative ones where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Counted>)]
    of: Option<Counted>,
    /// With `spike`, `negative_share` and `net_sentiment`: how soon. Standard where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Sensitivity>)]
    sensitivity: Option<Sensitivity>,
    /// With `threshold`: from this number on; 1 tells of every match, once while they go on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1)]
    least: Option<u32>,
    /// With `threshold`, `negative_share` and `net_sentiment`: within this hour and the ones before it. With `silence`: for so long.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 168)]
    hours: Option<u32>,
}

/// What is watched for.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum WatchedFor {
    /// More than this topic is used to.
    Spike,
    /// So many within so many hours.
    Threshold,
    /// Nothing, although something was to be expected.
    Silence,
    /// A share of negative mentions that is worse than the topic is used to, however many there are.
    NegativeShare,
    /// Net sentiment that is worse than the topic is used to, however many mentions there are.
    NetSentiment,
}

/// Whom to tell.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RecipientsBody {
    /// Every supervisor at the screen.
    #[serde(default)]
    desktop: bool,
    /// A program of the company.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    webhook: Option<WebhookBody>,
    /// People, by mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    mail: Option<MailBody>,
}

/// Whom to write to. Mail leaves from the address of the template's `MailSender`.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MailBody {
    /// Addresses; one letter goes to all of them, for each change of an alert.
    #[schema(min_items = 1, max_items = 50, example = json!(["care@example.com"]))]
    to: Vec<String>,
    /// The language it is written in.
    #[serde(default = "english")]
    #[schema(value_type = words::Language, default = "en")]
    language: Language,
}

/// Where a program listens.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WebhookBody {
    /// Its address: https. Plain http goes only to hosts that the operator lets be called.
    #[schema(max_length = 2000)]
    url: String,
    /// The account of the open platform whose `signing` secret signs what is posted, as `X-Hub-Signature-256`.
    #[schema(value_type = words::Slug)]
    account: AccountId,
}

impl From<Webhook> for WebhookBody {
    fn from(Webhook { url, account }: Webhook) -> Self {
        Self { url, account }
    }
}

impl From<WebhookBody> for Webhook {
    fn from(WebhookBody { url, account }: WebhookBody) -> Self {
        Self { url, account }
    }
}

fn english() -> Language {
    Language::En
}

fn yes() -> bool {
    true
}

fn utc() -> String {
    "UTC".into()
}

fn view(rule: AlertRule) -> AlertRuleView {
    let empty = WatchBody { what: WatchedFor::Spike, of: None, sensitivity: None, least: None, hours: None };
    let watch = match rule.watch {
        Watch::Spike { of, sensitivity } => WatchBody { of: Some(of), sensitivity: Some(sensitivity), ..empty },
        Watch::Threshold { of, least, hours } => {
            WatchBody { what: WatchedFor::Threshold, of: Some(of), least: Some(least), hours: Some(hours), ..empty }
        }
        Watch::Silence { hours } => WatchBody { what: WatchedFor::Silence, hours: Some(hours), ..empty },
        Watch::Shift { of, sensitivity, hours } => {
            let what = match of {
                Mood::NegativeShare => WatchedFor::NegativeShare,
                Mood::NetSentiment => WatchedFor::NetSentiment,
            };
            WatchBody { what, sensitivity: Some(sensitivity), hours: Some(hours), ..empty }
        }
    };
    let Recipients { desktop, webhook, mail } = rule.recipients;
    let webhook = webhook.map(WebhookBody::from);
    let mail = mail.map(|MailTo { to, language }| MailBody { to, language });
    AlertRuleView {
        id: rule.id,
        rule: AlertRuleBody {
            name: rule.name,
            active: rule.active,
            topic: rule.topic,
            platforms: rule.platforms,
            zone: rule.zone,
            watch,
            recipients: RecipientsBody { desktop, webhook, mail },
        },
    }
}

fn watch(body: &WatchBody) -> Result<Watch, Problem> {
    let of = body.of.unwrap_or(Counted::Negative);
    let meaningless = |field: &str, given: bool| {
        let problem = || {
            let field = format_args!("watch.{field}");
            Problem::invalid(field, "has no meaning here", "leave it out, or watch for something else")
                .because(Fault::Meaningless)
        };
        if given { Err(problem()) } else { Ok(()) }
    };
    let missing = |field: &str| {
        Problem::invalid(format_args!("watch.{field}"), "is missing", "write a whole number").because(Fault::Missing)
    };
    match body.what {
        WatchedFor::Spike => {
            meaningless("least", body.least.is_some())?;
            meaningless("hours", body.hours.is_some())?;
            Ok(Watch::Spike { of, sensitivity: body.sensitivity.unwrap_or_default() })
        }
        WatchedFor::Threshold => {
            meaningless("sensitivity", body.sensitivity.is_some())?;
            let least = body.least.ok_or_else(|| missing("least"))?;
            Ok(Watch::Threshold { of, least, hours: body.hours.ok_or_else(|| missing("hours"))? })
        }
        WatchedFor::Silence => {
            meaningless("of", body.of.is_some())?;
            meaningless("sensitivity", body.sensitivity.is_some())?;
            meaningless("least", body.least.is_some())?;
            Ok(Watch::Silence { hours: body.hours.ok_or_else(|| missing("hours"))? })
        }
        WatchedFor::NegativeShare | WatchedFor::NetSentiment => {
            meaningless("of", body.of.is_some())?;
            meaningless("least", body.least.is_some())?;
            let of = match body.what {
                WatchedFor::NegativeShare => Mood::NegativeShare,
                _ => Mood::NetSentiment,
            };
            let hours = body.hours.ok_or_else(|| missing("hours"))?;
            Ok(Watch::Shift { of, sensitivity: body.sensitivity.unwrap_or_default(), hours })
        }
    }
}

/// The rule that a body means: lawful, of things that there are.
pub(crate) async fn meant(caller: &Caller, id: RuleId, body: AlertRuleBody) -> Result<AlertRule, Problem> {
    let watch = watch(&body.watch)?;
    let RecipientsBody { desktop, webhook, mail } = body.recipients;
    let webhook = webhook.map(Webhook::from);
    let mail = mail.map(|MailBody { to, language }| MailTo { to, language });
    let rule = AlertRule {
        id,
        name: body.name,
        active: body.active,
        topic: body.topic,
        platforms: body.platforms,
        zone: body.zone,
        watch,
        recipients: Recipients { desktop, webhook, mail },
    };
    rule.validate()?;
    exists::<Topic>(caller, "topic", rule.topic.as_str()).await?;
    if let Some(Webhook { account, .. }) = &rule.recipients.webhook {
        exists::<Account>(caller, "recipients.webhook.account", account.as_str()).await?;
    }
    Ok(rule)
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

/// The alert rules, by name.
#[utoipa::path(get, path = "/v1/alert-rules", tag = "alerts", operation_id = "list_alert_rules", params(Paging), responses((status = 200, description = "A page of them.", body = Page<Kept<AlertRuleView>>)))]
async fn list(caller: Caller, Asked(paging): Asked<Paging>) -> Result<Json<Page<Kept<AlertRuleView>>>, Problem> {
    caller.may(Action::See, Object::Intake)?;
    settings::list::<AlertRule, _>(&caller, &paging, view).await.map(Json)
}

/// An alert rule.
#[utoipa::path(get, path = "/v1/alert-rules/{id}", tag = "alerts", operation_id = "get_alert_rule", params(("id" = words::Slug, Path, description = "Its name.")), responses((status = 200, description = "It.", body = Kept<AlertRuleView>)))]
async fn get(caller: Caller, Named(id): Named<RuleId>) -> Result<Response, Problem> {
    caller.may(Action::See, Object::Intake)?;
    Ok(tagged(StatusCode::OK, &Kept::of(settings::one::<AlertRule>(&caller, id.as_str()).await?, view)))
}

/// Creates an alert rule, or replaces it. It is read within five minutes.
#[utoipa::path(put, path = "/v1/alert-rules/{id}", tag = "alerts", operation_id = "save_alert_rule", params(("id" = words::Slug, Path, description = "Its name."), ("If-Match" = Option<String>, Header, description = "The version you have read.")), request_body = AlertRuleBody, responses((status = 200, description = "Replaced.", body = Kept<AlertRuleView>), (status = 201, description = "Created.", body = Kept<AlertRuleView>)))]
async fn save(caller: Caller, Named(id): Named<RuleId>, sent: Sent) -> Result<Response, Problem> {
    caller.may(Action::Change, Object::Intake)?;
    let rule = meant(&caller, id, sent.read()?).await?;
    let stored = settings::find::<AlertRule>(&caller, rule.id.as_str()).await?;
    versions::save(&caller, &sent, stored.as_ref(), rule, view).await
}

/// Deletes an alert rule. What it has told stays.
#[utoipa::path(delete, path = "/v1/alert-rules/{id}", tag = "alerts", operation_id = "delete_alert_rule", params(("id" = words::Slug, Path, description = "Its name."), ("If-Match" = Option<String>, Header, description = "The version you have read."), Deletion), responses((status = 204, description = "Deleted.")))]
async fn remove(
    caller: Caller,
    Named(id): Named<RuleId>,
    Asked(deletion): Asked<Deletion>,
    sent: Sent,
) -> Result<StatusCode, Problem> {
    caller.may(Action::Change, Object::Intake)?;
    versions::remove::<AlertRule>(&caller, &sent, id.as_str(), &deletion).await
}

/// Every version of an alert rule, the newest first, also of one that was deleted.
#[utoipa::path(get, path = "/v1/alert-rules/{id}/versions", tag = "alerts", operation_id = "list_alert_rule_versions", params(("id" = words::Slug, Path, description = "Its name."), Paging), responses((status = 200, description = "A page of them.", body = Page<Kept<AlertRuleView>>)))]
async fn versions(
    caller: Caller,
    Named(id): Named<RuleId>,
    Asked(paging): Asked<Paging>,
) -> Result<Json<Page<Kept<AlertRuleView>>>, Problem> {
    caller.may(Action::See, Object::Intake)?;
    versions::list::<AlertRule, _>(&caller, id.as_str(), &paging, view).await
}

/// Makes an earlier version of an alert rule the newest again, also of one that was deleted.
#[utoipa::path(post, path = "/v1/alert-rules/{id}/versions/{version}/restore", tag = "alerts", operation_id = "restore_alert_rule", params(("id" = words::Slug, Path, description = "Its name."), ("version" = u64, Path, description = "The version that comes back."), ("If-Match" = Option<String>, Header, description = "The version you have read.")), responses((status = 200, description = "It is the newest version now.", body = Kept<AlertRuleView>), (status = 201, description = "It was deleted, and is there again.", body = Kept<AlertRuleView>)))]
async fn restore(caller: Caller, NamedOf(id, version): NamedOf<RuleId, u64>, sent: Sent) -> Result<Response, Problem> {
    caller.may(Action::Change, Object::Intake)?;
    versions::restore::<AlertRule, _>(&caller, &sent, id.as_str(), version, view).await
}

/// Pauses an alert rule.
#[utoipa::path(post, path = "/v1/alert-rules/{id}/pause", tag = "alerts", operation_id = "pause_alert_rule", params(("id" = words::Slug, Path, description = "Its name."), ("If-Match" = Option<String>, Header, description = "The version you have read.")), responses((status = 200, description = "It is paused.", body = Kept<AlertRuleView>)))]
async fn pause(caller: Caller, Named(id): Named<RuleId>, sent: Sent) -> Result<Response, Problem> {
    caller.may(Action::Change, Object::Intake)?;
    versions::switch::<AlertRule, _>(&caller, &sent, id.as_str(), false, view).await
}

/// Lets an alert rule take part again.
#[utoipa::path(post, path = "/v1/alert-rules/{id}/resume", tag = "alerts", operation_id = "resume_alert_rule", params(("id" = words::Slug, Path, description = "Its name."), ("If-Match" = Option<String>, Header, description = "The version you have read.")), responses((status = 200, description = "It takes part.", body = Kept<AlertRuleView>)))]
async fn resume(caller: Caller, Named(id): Named<RuleId>, sent: Sent) -> Result<Response, Problem> {
    caller.may(Action::Change, Object::Intake)?;
    versions::switch::<AlertRule, _>(&caller, &sent, id.as_str(), true, view).await
}

/// The alert rules that were deleted and can be restored, by name.
#[utoipa::path(get, path = "/v1/deleted/alert-rules", tag = "alerts", operation_id = "list_deleted_alert_rules", params(Paging), responses((status = 200, description = "A page of them.", body = Page<DeletedView>)))]
async fn deleted(caller: Caller, Asked(paging): Asked<Paging>) -> Result<Json<Page<DeletedView>>, Problem> {
    caller.may(Action::See, Object::Intake)?;
    versions::deleted::<AlertRule>(&caller, &paging).await
}

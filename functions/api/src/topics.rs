//! Topics with their ingestion rules: which words come in.

use axum::{Json, response::Response};
use domain::{
    access::{Action, Object},
    account::Account,
    alert::Emerging,
    analysis::Language,
    id::{AccountId, RuleId, TopicId},
    measure::{Counts, Slot},
    platform::{ContentType, Platform},
    time::DAY,
    topic::{Beyond, Cap, IngestionRule, Topic},
};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use store::settings::Saved;
use utoipa::{IntoParams, ToSchema};

use crate::{
    actor::Caller,
    asked::{Asked, Named, NamedOf},
    error::Problem,
    page::{Page, Paging},
    routing::{OpenApiRouter, routes},
    sent::Sent,
    settings::{self, Kept, MOST_NAMES, all_exist, at_most, placed, tagged},
    versions::{self, DeletedView, Deletion},
    words,
};

/// A topic.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TopicView {
    /// Its name in figures.
    #[schema(value_type = words::Slug)]
    id: TopicId,
    /// What people call it.
    name: String,
    /// A paused topic catches nothing.
    active: bool,
    /// What it catches; one is enough.
    rules: Vec<IngestionRuleView>,
}

/// An ingestion rule.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct IngestionRuleView {
    #[serde(flatten)]
    rule: IngestionRuleBody,
    /// The version of the topic in which it last changed. What it caught names the version it had.
    version: u64,
}

/// A topic as an administrator writes it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TopicBody {
    /// What people call it.
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// A paused topic catches nothing.
    #[serde(default = "yes")]
    #[schema(default = true)]
    active: bool,
    /// What to catch; one is enough.
    #[schema(max_items = 200)]
    rules: Vec<IngestionRuleBody>,
}

/// What to catch: a query, narrowed to where it is asked. An empty list narrows nothing.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct IngestionRuleBody {
    /// Its name within the topic.
    #[schema(value_type = words::Slug)]
    id: RuleId,
    /// Words, "phrases", "a b"~n, {Case}, #tags, @handles, wild*, field:value, AND, OR, NOT, NEAR/n, ONEAR/n, parentheses.
    #[schema(min_length = 1, max_length = 4096)]
    query: String,
    /// On these platforms.
    #[serde(default)]
    #[schema(value_type = Vec<words::Platform>)]
    platforms: Vec<Platform>,
    /// By these connections.
    #[serde(default)]
    #[schema(value_type = words::Slugs)]
    accounts: Vec<AccountId>,
    /// In these languages.
    #[serde(default)]
    #[schema(value_type = Vec<words::Language>)]
    languages: Vec<Language>,
    /// Of these types.
    #[serde(default)]
    #[schema(value_type = Vec<words::ContentType>)]
    content_types: Vec<ContentType>,
    /// Said in these countries, as codes such as `kr`.
    #[serde(default)]
    countries: Vec<String>,
    /// By these authors alone: handle or the platform's id.
    #[serde(default)]
    #[schema(max_items = 500)]
    authors: Vec<String>,
    /// By anybody but these.
    #[serde(default)]
    #[schema(max_items = 500)]
    without_authors: Vec<String>,
    /// A paused rule catches nothing.
    #[serde(default = "yes")]
    #[schema(default = true)]
    active: bool,
    /// How much it may keep in a month, and what happens then. Private messages are never touched by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cap: Option<CapBody>,
}

/// How many public items a rule may keep in a calendar month (UTC).
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CapBody {
    /// So many; somebody is warned at eight tenths of it.
    #[schema(minimum = 1)]
    per_month: u64,
    /// Beyond it: keep one of so many; otherwise nothing is kept until the month is over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 2)]
    one_in: Option<u32>,
}

fn cap(body: CapBody) -> Cap {
    Cap { per_month: body.per_month, then: body.one_in.map_or(Beyond::Pause, Beyond::OneIn) }
}

fn yes() -> bool {
    true
}

fn view(topic: Topic) -> TopicView {
    let rules = topic.rules.into_iter().map(rule_view).collect();
    TopicView { id: topic.id, name: topic.name, active: topic.active, rules }
}

fn rule_view(rule: IngestionRule) -> IngestionRuleView {
    IngestionRuleView {
        version: rule.version,
        rule: IngestionRuleBody {
            id: rule.id,
            query: rule.query,
            platforms: rule.platforms,
            accounts: rule.accounts,
            languages: rule.languages,
            content_types: rule.content_types,
            countries: rule.countries,
            authors: rule.authors,
            without_authors: rule.without_authors,
            active: rule.active,
            cap: rule.cap.map(|Cap { per_month, then }| CapBody {
                per_month,
                one_in: if let Beyond::OneIn(n) = then { Some(n) } else { None },
            }),
        },
    }
}

/// The topic that is saved. A rule keeps its version while nothing in it changes, and takes that of the topic when
/// something does: a version names one wording for ever (ING-09).
fn topic(id: TopicId, body: TopicBody, stored: Option<&Saved<Topic>>, next: u64) -> Topic {
    let rules = body.rules.into_iter().map(|rule| {
        let mut rule = IngestionRule {
            id: rule.id,
            version: next,
            query: rule.query,
            platforms: rule.platforms,
            accounts: rule.accounts,
            languages: rule.languages,
            content_types: rule.content_types,
            countries: rule.countries,
            authors: rule.authors,
            without_authors: rule.without_authors,
            active: rule.active,
            cap: rule.cap.map(cap),
        };
        let before = stored.and_then(|saved| saved.data.rules.iter().find(|before| before.id == rule.id));
        if let Some(before) = before.filter(|before| IngestionRule { version: next, ..(*before).clone() } == rule) {
            rule.version = before.version;
        }
        rule
    });
    Topic { id, name: body.name, active: body.active, rules: rules.collect() }
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
        .routes(routes!(emerging))
}

/// The topics, by name.
#[utoipa::path(get, path = "/v1/topics", tag = "topics", operation_id = "list_topics", params(Paging), responses((status = 200, description = "A page of them.", body = Page<Kept<TopicView>>)))]
async fn list(caller: Caller, Asked(paging): Asked<Paging>) -> Result<Json<Page<Kept<TopicView>>>, Problem> {
    caller.may(Action::See, Object::Intake)?;
    settings::list::<Topic, _>(&caller, &paging, view).await.map(Json)
}

/// A topic.
#[utoipa::path(get, path = "/v1/topics/{id}", tag = "topics", operation_id = "get_topic", params(("id" = words::Slug, Path, description = "Its name.")), responses((status = 200, description = "It.", body = Kept<TopicView>)))]
async fn get(caller: Caller, Named(id): Named<TopicId>) -> Result<Response, Problem> {
    caller.may(Action::See, Object::Intake)?;
    Ok(tagged(StatusCode::OK, &Kept::of(settings::one::<Topic>(&caller, id.as_str()).await?, view)))
}

/// Creates a topic, or replaces it with all its rules. It takes effect within 15 seconds.
#[utoipa::path(put, path = "/v1/topics/{id}", tag = "topics", operation_id = "save_topic", params(("id" = words::Slug, Path, description = "Its name."), ("If-Match" = Option<String>, Header, description = "The version you have read.")), request_body = TopicBody, responses((status = 200, description = "Replaced.", body = Kept<TopicView>), (status = 201, description = "Created.", body = Kept<TopicView>)))]
async fn save(caller: Caller, Named(id): Named<TopicId>, sent: Sent) -> Result<Response, Problem> {
    caller.may(Action::Change, Object::Intake)?;
    let body: TopicBody = sent.read()?;
    let stored = settings::find::<Topic>(&caller, id.as_str()).await?;
    let version = stored.as_ref().map_or(0, |saved| saved.version);
    let next = store::settings::upcoming::<Topic>(&caller.deps.table, id.as_str(), version).await?;
    let topic = topic(id, body, stored.as_ref(), next);
    topic.validate().map_err(|all| Problem::told(all, sent.language()))?;
    for (i, rule) in topic.rules.iter().enumerate() {
        at_most(&format!("rules[{i}].accounts"), &rule.accounts, MOST_NAMES)?;
        at_most(&format!("rules[{i}].platforms"), &rule.platforms, MOST_NAMES)?;
        at_most(&format!("rules[{i}].languages"), &rule.languages, MOST_NAMES)?;
        at_most(&format!("rules[{i}].content_types"), &rule.content_types, MOST_NAMES)?;
        at_most(&format!("rules[{i}].countries"), &rule.countries, MOST_NAMES)?;
    }
    let accounts = topic.rules.iter().enumerate().flat_map(|(i, rule)| {
        placed(&format!("rules[{i}].accounts"), rule.accounts.iter().map(AccountId::as_str)).collect::<Vec<_>>()
    });
    all_exist::<Account>(&caller, accounts).await?;
    versions::save(&caller, &sent, stored.as_ref(), topic, view).await
}

/// Deletes a topic with its rules: so that it can be restored, or for good. What it caught stays, counted for all topics
/// together; pause it to keep its own figures in view.
#[utoipa::path(delete, path = "/v1/topics/{id}", tag = "topics", operation_id = "delete_topic", params(("id" = words::Slug, Path, description = "Its name."), ("If-Match" = Option<String>, Header, description = "The version you have read."), Deletion), responses((status = 204, description = "Deleted.")))]
async fn remove(
    caller: Caller,
    Named(id): Named<TopicId>,
    Asked(deletion): Asked<Deletion>,
    sent: Sent,
) -> Result<StatusCode, Problem> {
    caller.may(Action::Change, Object::Intake)?;
    versions::remove::<Topic>(&caller, &sent, id.as_str(), &deletion).await
}

/// Every version of a topic, the newest first, also of one that was deleted.
#[utoipa::path(get, path = "/v1/topics/{id}/versions", tag = "topics", operation_id = "list_topic_versions", params(("id" = words::Slug, Path, description = "Its name."), Paging), responses((status = 200, description = "A page of them.", body = Page<Kept<TopicView>>)))]
async fn versions(
    caller: Caller,
    Named(id): Named<TopicId>,
    Asked(paging): Asked<Paging>,
) -> Result<Json<Page<Kept<TopicView>>>, Problem> {
    caller.may(Action::See, Object::Intake)?;
    versions::list::<Topic, _>(&caller, id.as_str(), &paging, view).await
}

/// Makes an earlier version of a topic the newest again, also of one that was deleted.
#[utoipa::path(post, path = "/v1/topics/{id}/versions/{version}/restore", tag = "topics", operation_id = "restore_topic", params(("id" = words::Slug, Path, description = "Its name."), ("version" = u64, Path, description = "The version that comes back."), ("If-Match" = Option<String>, Header, description = "The version you have read.")), responses((status = 200, description = "It is the newest version now.", body = Kept<TopicView>), (status = 201, description = "It was deleted, and is there again.", body = Kept<TopicView>)))]
async fn restore(caller: Caller, NamedOf(id, version): NamedOf<TopicId, u64>, sent: Sent) -> Result<Response, Problem> {
    caller.may(Action::Change, Object::Intake)?;
    versions::restore::<Topic, _>(&caller, &sent, id.as_str(), version, view).await
}

/// Pauses a topic.
#[utoipa::path(post, path = "/v1/topics/{id}/pause", tag = "topics", operation_id = "pause_topic", params(("id" = words::Slug, Path, description = "Its name."), ("If-Match" = Option<String>, Header, description = "The version you have read.")), responses((status = 200, description = "It is paused.", body = Kept<TopicView>)))]
async fn pause(caller: Caller, Named(id): Named<TopicId>, sent: Sent) -> Result<Response, Problem> {
    caller.may(Action::Change, Object::Intake)?;
    versions::switch::<Topic, _>(&caller, &sent, id.as_str(), false, view).await
}

/// Lets a topic take part again.
#[utoipa::path(post, path = "/v1/topics/{id}/resume", tag = "topics", operation_id = "resume_topic", params(("id" = words::Slug, Path, description = "Its name."), ("If-Match" = Option<String>, Header, description = "The version you have read.")), responses((status = 200, description = "It takes part.", body = Kept<TopicView>)))]
async fn resume(caller: Caller, Named(id): Named<TopicId>, sent: Sent) -> Result<Response, Problem> {
    caller.may(Action::Change, Object::Intake)?;
    versions::switch::<Topic, _>(&caller, &sent, id.as_str(), true, view).await
}

/// The topics that were deleted and can be restored, by name.
#[utoipa::path(get, path = "/v1/deleted/topics", tag = "topics", operation_id = "list_deleted_topics", params(Paging), responses((status = 200, description = "A page of them.", body = Page<DeletedView>)))]
async fn deleted(caller: Caller, Asked(paging): Asked<Paging>) -> Result<Json<Page<DeletedView>>, Problem> {
    caller.may(Action::See, Object::Intake)?;
    versions::deleted::<Topic>(&caller, &paging).await
}

/// A term that is said more than before.
#[derive(Debug, Serialize, ToSchema)]
struct EmergingView {
    /// The term, in lower case.
    term: String,
    /// Mentions of the day that hold it.
    count: u32,
    /// Mentions of the 28 days before that hold it.
    before: u32,
    /// How many people said it.
    authors: u32,
    /// Dunning's G²: from 10.8 on it is listed.
    g2: f64,
    /// How many times as often it is said.
    growth: f64,
    /// Stances of the mentions that hold it.
    #[schema(value_type = BTreeMap<String, u64>)]
    sentiment: Counts,
}

/// The terms of a topic that came up on a day.
#[derive(Debug, Serialize, ToSchema)]
struct EmergingDayView {
    /// The UTC day.
    day: String,
    /// Mentions looked at.
    mentions: u32,
    /// There were more than are looked at.
    left_out: bool,
    /// The terms, the most surprising first.
    terms: Vec<EmergingView>,
}

/// Which days.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Days {
    /// The first UTC day, as 2026-03-01; otherwise a week before `to`.
    from: Option<String>,
    /// The last UTC day; otherwise yesterday. Days are kept for forty days.
    to: Option<String>,
}

/// The terms of a topic that were said more on a day than in the 28 days before, day by day. A day is looked at once, soon after it is
/// over.
#[utoipa::path(get, path = "/v1/topics/{id}/emerging", tag = "topics", operation_id = "list_emerging_terms", params(("id" = words::Slug, Path, description = "Its name."), Days), responses((status = 200, description = "The days, oldest first.", body = Vec<EmergingDayView>)))]
async fn emerging(
    caller: Caller,
    Named(id): Named<TopicId>,
    Asked(wanted): Asked<Days>,
) -> Result<Json<Vec<EmergingDayView>>, Problem> {
    caller.may(Action::See, Object::Figures)?;
    let day = |field: &str, text: &str| {
        Slot::on(text, 0).ok_or_else(|| Problem::invalid(field, "is not a day", "write it as 2026-03-01"))
    };
    let to = match &wanted.to {
        Some(text) => day("to", text)?.start(),
        None => caller.now.minus(DAY),
    };
    let from = match &wanted.from {
        Some(text) => day("from", text)?.start(),
        None => to.minus(6 * DAY),
    };
    let days = store::terms::days(&caller.deps.table, &id, &from.day(), &to.day()).await?;
    let term = |Emerging { term, count, before, authors, g2, growth, sentiment }| EmergingView {
        term,
        count,
        before,
        authors,
        g2,
        growth,
        sentiment,
    };
    let view = days.into_iter().map(|one| EmergingDayView {
        day: one.day,
        mentions: one.terms.mentions,
        left_out: one.left_out,
        terms: one.emerging.into_iter().map(term).collect(),
    });
    Ok(Json(view.collect()))
}

//! Sources that are asked: searches, communities, feeds; with how each of them does.

use axum::{Json, response::Response};
use domain::{
    access::{Action, Object},
    account::Account,
    id::{AccountId, SourceId},
    invalid::Fault,
    source::{Source, Wants},
    time::Timestamp,
};
use http::StatusCode;
use runtime::{Inside, Unlawful};
use serde::{Deserialize, Serialize};
use store::source::cursor;
use utoipa::ToSchema;

use crate::{
    actor::Caller,
    asked::{Asked, Named},
    error::Problem,
    page::{Page, Paging},
    routing::{OpenApiRouter, routes},
    sent::Sent,
    settings::{self, Kept, LONGEST_NAME, tagged, text},
    words,
};

/// The longest query, name of a community or address.
const LONGEST_WANT: usize = 2_000;
/// A day: who asks less often than this asks for nothing.
const SLOWEST: u32 = 86_400;
/// No source is asked more often: platforms answer from a cache.
const FASTEST: u32 = 30;
/// More calls than there are in a month at the fastest pace are no limit.
const MOST_CALLS: u32 = 100_000;

/// A source.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SourceView {
    /// Its name.
    #[schema(value_type = words::Slug)]
    id: SourceId,
    #[serde(flatten)]
    source: SourceBody,
}

/// A source as an administrator writes it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SourceBody {
    /// What people call it.
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// The connection it is asked by, and that its items belong to. For a feed, one of Open messaging.
    #[schema(value_type = words::Slug)]
    account: AccountId,
    /// What is asked for.
    #[schema(value_type = WantsView)]
    wants: Wants,
    /// Seconds between two calls when there is much news.
    #[serde(default = "minute")]
    #[schema(minimum = 30, maximum = 86400, default = 60)]
    fastest_seconds: u32,
    /// Seconds between two calls when there is none.
    #[serde(default = "quarter")]
    #[schema(minimum = 30, maximum = 86400, default = 900)]
    slowest_seconds: u32,
    /// The most calls in a calendar month (UTC). They are spread over the month, and a burst may be a day ahead.
    #[schema(minimum = 1, maximum = 100000)]
    calls_per_month: u32,
    /// Taking part.
    #[serde(default = "yes")]
    #[schema(default = true)]
    active: bool,
}

/// What a source is asked for: exactly one of these.
#[derive(ToSchema)]
#[serde(tag = "wants", rename_all = "snake_case")]
#[allow(dead_code, reason = "it is the description of `Wants`")]
enum WantsView {
    /// Public posts that a search of the platform finds.
    Search { query: String },
    /// New posts and comments of a community.
    Community { name: String },
    /// What names the account itself.
    Own,
    /// An RSS or Atom feed.
    Feed { url: String },
}

/// How a source does.
#[derive(Debug, Serialize, ToSchema)]
struct StandView {
    /// When it is asked next, at the earliest; nothing for one that was never asked.
    #[schema(value_type = Option<words::Moment>)]
    due: Option<Timestamp>,
    /// Calls begun this month.
    calls: u32,
    /// The month, as `2026-11`.
    month: Option<String>,
    /// Items taken in ever.
    found: u64,
    /// Items that a webhook should have brought and did not.
    missed: u64,
    /// Failures one after the other.
    failures: u32,
    /// The last failure, if it has not worked since.
    trouble: Option<String>,
}

fn minute() -> u32 {
    60
}

fn quarter() -> u32 {
    900
}

fn yes() -> bool {
    true
}

fn view(source: Source) -> SourceView {
    let Source { id, name, account, wants, fastest_seconds, slowest_seconds, calls_per_month, active } = source;
    SourceView { id, source: SourceBody { name, account, wants, fastest_seconds, slowest_seconds, calls_per_month, active } }
}

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(get, save, remove)).routes(routes!(stand))
}

/// The sources, by name.
#[utoipa::path(get, path = "/v1/sources", tag = "sources", operation_id = "list_sources", params(Paging), responses((status = 200, description = "A page of them.", body = Page<Kept<SourceView>>)))]
async fn list(caller: Caller, Asked(paging): Asked<Paging>) -> Result<Json<Page<Kept<SourceView>>>, Problem> {
    caller.may(Action::See, Object::Intake)?;
    settings::list::<Source, _>(&caller, &paging, view).await.map(Json)
}

/// A source.
#[utoipa::path(get, path = "/v1/sources/{id}", tag = "sources", operation_id = "get_source", params(("id" = words::Slug, Path, description = "Its name.")), responses((status = 200, description = "It.", body = Kept<SourceView>)))]
async fn get(caller: Caller, Named(id): Named<SourceId>) -> Result<Response, Problem> {
    caller.may(Action::See, Object::Intake)?;
    Ok(tagged(StatusCode::OK, &Kept::of(settings::one::<Source>(&caller, id.as_str()).await?, view)))
}

/// How a source does: when it is asked next, what it has used of its calls, what is wrong with it.
#[utoipa::path(get, path = "/v1/sources/{id}/stand", tag = "sources", operation_id = "get_source_stand", params(("id" = words::Slug, Path, description = "Its name.")), responses((status = 200, description = "How it does.", body = StandView)))]
async fn stand(caller: Caller, Named(id): Named<SourceId>) -> Result<Json<StandView>, Problem> {
    caller.may(Action::See, Object::Intake)?;
    settings::one::<Source>(&caller, id.as_str()).await?;
    let view = match cursor(&caller.deps.table, &id).await? {
        None => StandView { due: None, calls: 0, month: None, found: 0, missed: 0, failures: 0, trouble: None },
        Some(placed) => {
            let at = placed.cursor;
            StandView {
                due: Some(at.due),
                calls: at.calls,
                month: Some(at.month),
                found: at.found,
                missed: at.missed,
                failures: at.failures,
                trouble: at.trouble,
            }
        }
    };
    Ok(Json(view))
}

/// Creates a source, or replaces it. It is asked from the next minute on.
#[utoipa::path(put, path = "/v1/sources/{id}", tag = "sources", operation_id = "save_source", params(("id" = words::Slug, Path, description = "Its name."), ("If-Match" = Option<String>, Header, description = "The version you have read.")), request_body = SourceBody, responses((status = 200, description = "Replaced.", body = Kept<SourceView>), (status = 201, description = "Created.", body = Kept<SourceView>)))]
async fn save(caller: Caller, Named(id): Named<SourceId>, sent: Sent) -> Result<Response, Problem> {
    caller.may(Action::Change, Object::Intake)?;
    let body: SourceBody = sent.read()?;
    check(&caller, &body).await?;
    let stored = settings::find::<Source>(&caller, id.as_str()).await?;
    let SourceBody { name, account, wants, fastest_seconds, slowest_seconds, calls_per_month, active } = body;
    let source = Source { id, name, account, wants, fastest_seconds, slowest_seconds, calls_per_month, active };
    settings::save(&caller, &sent, stored.as_ref(), source, view).await
}

/// Deletes a source. What it found stays.
#[utoipa::path(delete, path = "/v1/sources/{id}", tag = "sources", operation_id = "delete_source", params(("id" = words::Slug, Path, description = "Its name."), ("If-Match" = Option<String>, Header, description = "The version you have read.")), responses((status = 204, description = "Deleted.")))]
async fn remove(caller: Caller, Named(id): Named<SourceId>, sent: Sent) -> Result<StatusCode, Problem> {
    caller.may(Action::Change, Object::Intake)?;
    settings::remove::<Source>(&caller, &sent, id.as_str()).await
}

async fn check(caller: &Caller, body: &SourceBody) -> Result<(), Problem> {
    text("name", &body.name, LONGEST_NAME)?;
    let account = settings::find::<Account>(caller, body.account.as_str()).await?;
    let account = account.ok_or_else(|| {
        Problem::invalid("account", format_args!("there is no account `{}`", body.account), "create it, or name another")
            .because(Fault::NoSuch)
    })?;
    if !channels::poll::can_ask(account.data.platform, &body.wants) {
        let message = format!("{} has nothing of the kind to ask for", account.data.platform);
        return Err(
            Problem::invalid("wants", message, "choose another kind of source, or another account").because(Fault::Meaningless)
        );
    }
    match &body.wants {
        Wants::Search { query: words } | Wants::Community { name: words } => text("wants", words, LONGEST_WANT)?,
        Wants::Own => {}
        Wants::Feed { url } => {
            text("wants.url", url, LONGEST_WANT)?;
            // Whether a host inside may be asked is the operator's word, which only the poller has.
            if let Err(why @ (Unlawful::Unreadable | Unlawful::Credentials)) = runtime::lawful(url, &Inside::default()) {
                return Err(Problem::invalid("wants.url", why, "give the https address of the feed").because(Fault::BadForm));
            }
        }
    }
    for (field, seconds) in [("fastest_seconds", body.fastest_seconds), ("slowest_seconds", body.slowest_seconds)] {
        if !(FASTEST..=SLOWEST).contains(&seconds) {
            let message = format!("is {seconds} and may be {FASTEST} to {SLOWEST}");
            let bounds = Fault::OutOfRange { least: FASTEST.into(), most: SLOWEST.into() };
            return Err(Problem::invalid(field, message, "choose a pace within that").because(bounds));
        }
    }
    if body.slowest_seconds < body.fastest_seconds {
        let bounds = Fault::OutOfRange { least: body.fastest_seconds.into(), most: SLOWEST.into() };
        return Err(Problem::invalid("slowest_seconds", "is less than `fastest_seconds`", "choose a longer time").because(bounds));
    }
    if !(1..=MOST_CALLS).contains(&body.calls_per_month) {
        let message = format!("is {} and may be 1 to {MOST_CALLS}", body.calls_per_month);
        let bounds = Fault::OutOfRange { least: 1, most: MOST_CALLS.into() };
        return Err(Problem::invalid("calls_per_month", message, "choose a budget within that").because(bounds));
    }
    Ok(())
}

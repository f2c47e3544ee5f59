//! Settings of which every version is kept (ING-10): listed, restored, paused and resumed, deleted so that they can come back, or
//! for good.

use axum::{Json, response::Response};
use domain::{alert::AlertRule, escalate::EscalationRule, time::Timestamp, topic::Topic, tried::Decides};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use store::{
    Cursor,
    settings::{self as stored, Saved, Setting},
};
use utoipa::{IntoParams, ToSchema};

use crate::{
    actor::Caller,
    error::Problem,
    page::{Page, Paging, limit, of_named, open, reading, seal},
    sent::Sent,
    settings::{self, Kept},
    tried, words,
};

/// A setting of which every version is kept, and of which a back-test may be asked before one is made.
pub(crate) trait Versioned: Setting + Decides {
    /// The same under another version, where it names its own.
    fn renumbered(self, version: u64) -> Self;

    /// Taking part, or paused.
    fn active(self, active: bool) -> Self;
}

impl Versioned for Topic {
    /// Its rules keep theirs: a rule's version names one wording for ever.
    fn renumbered(self, _: u64) -> Self {
        self
    }

    fn active(self, active: bool) -> Self {
        Self { active, ..self }
    }
}

impl Versioned for EscalationRule {
    fn renumbered(self, version: u64) -> Self {
        Self { version, ..self }
    }

    fn active(self, active: bool) -> Self {
        Self { active, ..self }
    }
}

impl Versioned for AlertRule {
    fn renumbered(self, _: u64) -> Self {
        self
    }

    fn active(self, active: bool) -> Self {
        Self { active, ..self }
    }
}

/// How it is deleted.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Deletion {
    /// For good, with all its versions; otherwise it can be restored.
    #[serde(default)]
    #[param(default = false)]
    hard: bool,
}

/// A setting that was deleted and can be restored.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DeletedView {
    /// Its name.
    #[schema(value_type = words::Slug)]
    id: String,
    /// When it was deleted.
    #[schema(value_type = words::Moment)]
    at: Timestamp,
}

/// The versions of a setting, the newest first.
pub(crate) async fn list<S: Versioned, T>(
    caller: &Caller,
    name: &str,
    paging: &Paging,
    view: impl Fn(S) -> T,
) -> Result<Json<Page<Kept<T>>>, Problem> {
    let page = page::<S, T>(caller, name, paging, view).await?;
    if page.items.is_empty() && paging.cursor.is_none() {
        return Err(Problem::not_found(S::KIND, name));
    }
    Ok(Json(page))
}

/// A page of the versions of a setting, the newest first; empty where there is none.
pub(crate) async fn page<S: Setting, T>(
    caller: &Caller,
    name: &str,
    paging: &Paging,
    view: impl Fn(S) -> T,
) -> Result<Page<Kept<T>>, Problem> {
    let list = format!("versions of {} {name}", S::KIND);
    let after: Option<Cursor> = open(&list, paging.cursor.as_deref())?;
    let continued = after.is_some();
    let page = stored::versions::<S>(&caller.deps.table, name, after, limit(paging.limit)?).await;
    let page = page.map_err(|error| reading(error, continued))?;
    let items = page.items.into_iter().map(|saved| Kept::of(saved, &view)).collect();
    Ok(Page { items, next: page.next.and_then(|next| seal(&list, &next)) })
}

/// Those of a kind that were deleted and are not there again, by name.
pub(crate) async fn deleted<S: Versioned>(caller: &Caller, paging: &Paging) -> Result<Json<Page<DeletedView>>, Problem> {
    let there = stored::all::<S>(&caller.deps.table).await?;
    let mut gone = stored::deleted::<S>(&caller.deps.table).await?;
    gone.retain(|deleted| !there.iter().any(|saved| saved.data.name() == deleted.id));
    let page = of_named(&format!("deleted {}", S::KIND), paging, gone, |deleted| &deleted.id)?;
    let items = page.items.into_iter().map(|deleted| DeletedView { id: deleted.id, at: deleted.at }).collect();
    Ok(Json(Page { items, next: page.next }))
}

/// Saves a version over what `stored` says is there, tried on history where the workspace asks for that.
pub(crate) async fn save<S: Versioned, T: Serialize>(
    caller: &Caller,
    sent: &Sent,
    stored: Option<&Saved<S>>,
    thing: S,
    view: impl FnOnce(S) -> T,
) -> Result<Response, Problem> {
    // Whoever has read an old version has tried a draft for nothing.
    settings::as_read(sent, stored)?;
    tried::demand(caller, sent.language(), stored.map(|saved| &saved.data), &thing).await?;
    settings::save(caller, sent, stored, thing, view).await
}

/// Makes an earlier version the newest again, also of a setting that was deleted.
pub(crate) async fn restore<S: Versioned, T: Serialize>(
    caller: &Caller,
    sent: &Sent,
    name: &str,
    version: u64,
    view: impl FnOnce(S) -> T,
) -> Result<Response, Problem> {
    sent.nothing()?;
    let Some(earlier) = stored::version::<S>(&caller.deps.table, name, version).await? else {
        return Err(Problem::not_found("version", version));
    };
    again(caller, sent, name, earlier.data, view).await
}

/// Pauses a setting, or lets it take part again. What stands so already is not saved anew.
pub(crate) async fn switch<S: Versioned, T: Serialize>(
    caller: &Caller,
    sent: &Sent,
    name: &str,
    active: bool,
    view: impl FnOnce(S) -> T,
) -> Result<Response, Problem> {
    sent.nothing()?;
    let stored = settings::one::<S>(caller, name).await?;
    again(caller, sent, name, stored.data.active(active), view).await
}

async fn again<S: Versioned, T: Serialize>(
    caller: &Caller,
    sent: &Sent,
    name: &str,
    thing: S,
    view: impl FnOnce(S) -> T,
) -> Result<Response, Problem> {
    let stored = settings::find::<S>(caller, name).await?;
    let next = stored::upcoming::<S>(&caller.deps.table, name, stored.as_ref().map_or(0, |saved| saved.version)).await?;
    save(caller, sent, stored.as_ref(), thing.renumbered(next), view).await
}

/// Deletes a setting: so that it can be restored, or for good.
pub(crate) async fn remove<S: Versioned>(
    caller: &Caller,
    sent: &Sent,
    name: &str,
    deletion: &Deletion,
) -> Result<StatusCode, Problem> {
    let there = settings::find::<S>(caller, name).await?;
    let gone = || async {
        let versions = stored::versions::<S>(&caller.deps.table, name, None, 1).await?;
        Ok::<_, Problem>(!versions.items.is_empty())
    };
    match there {
        Some(_) => settings::may_remove::<S>(caller, sent, name).await?,
        // What was deleted so that it can be restored may still be deleted for good.
        None if deletion.hard && gone().await? => {}
        None => return Err(Problem::not_found(S::KIND, name)),
    }
    if deletion.hard {
        stored::erase::<S>(&caller.deps.table, name, caller.now).await?;
    } else {
        stored::retire::<S>(&caller.deps.table, name, caller.now).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

//! What all settings have in common: a name, a version, replaced as a whole.

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use domain::{invalid::Fault, time::Timestamp};
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;
use store::settings::{Saved, Setting, all, delete, get, put};
use utoipa::ToSchema;

use crate::{
    actor::Caller,
    error::Problem,
    page::{Page, Paging, of_named},
    sent::Sent,
    words,
};

/// The largest setting, in bytes as it is stored: the table takes items of 400 KB.
pub const LARGEST_SETTING: usize = 300_000;
/// The most names in any list of a setting.
pub const MOST_NAMES: usize = 100;
/// The longest name of a thing, in characters.
pub const LONGEST_NAME: usize = 100;

/// A setting with its version.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Kept<T> {
    /// The setting.
    #[serde(flatten)]
    pub setting: T,
    /// Rises by one with every save. Send it as `If-Match` to save only if nobody else has.
    pub version: u64,
    /// When it was last saved.
    #[schema(value_type = words::Moment)]
    pub saved_at: Timestamp,
}

impl<T> Kept<T> {
    /// A stored setting as it is shown.
    pub fn of<S>(saved: Saved<S>, view: impl FnOnce(S) -> T) -> Self {
        Self { setting: view(saved.data), version: saved.version, saved_at: saved.saved_at }
    }
}

/// An answer with the version in its `ETag`.
pub(crate) fn tagged<T: Serialize>(status: StatusCode, kept: &Kept<T>) -> Response {
    let mut response = (status, Json(kept)).into_response();
    if let Ok(tag) = HeaderValue::try_from(format!("\"{}\"", kept.version)) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

/// A page of a kind.
pub(crate) async fn list<S: Setting, T>(
    caller: &Caller,
    paging: &Paging,
    view: impl Fn(S) -> T,
) -> Result<Page<Kept<T>>, Problem> {
    let saved = all::<S>(&caller.deps.table).await?;
    let page = of_named(S::KIND, paging, saved, |saved| saved.data.name())?;
    Ok(Page { items: page.items.into_iter().map(|saved| Kept::of(saved, &view)).collect(), next: page.next })
}

/// One of a kind.
pub(crate) async fn one<S: Setting>(caller: &Caller, name: &str) -> Result<Saved<S>, Problem> {
    find(caller, name).await?.ok_or_else(|| Problem::not_found(S::KIND, name))
}

/// One of a kind, if it is there.
pub(crate) async fn find<S: Setting>(caller: &Caller, name: &str) -> Result<Option<Saved<S>>, Problem> {
    Ok(get::<S>(&caller.deps.table, name).await?)
}

/// Saves a setting over what `stored` says is there, or over the version the client has read.
pub(crate) async fn save<S: Setting, T: Serialize>(
    caller: &Caller,
    sent: &Sent,
    stored: Option<&Saved<S>>,
    thing: S,
    view: impl FnOnce(S) -> T,
) -> Result<Response, Problem> {
    small_enough(&thing)?;
    let version = as_read(sent, stored)?;
    let version = put(&caller.deps.table, &thing, Some(version), caller.now).await?;
    let status = if stored.is_none() { StatusCode::CREATED } else { StatusCode::OK };
    Ok(tagged(status, &Kept { setting: view(thing), version, saved_at: caller.now }))
}

/// The version that is there, 0 for none; refused if it is not the one the client has read.
pub(crate) fn as_read<S>(sent: &Sent, stored: Option<&Saved<S>>) -> Result<u64, Problem> {
    let version = stored.map_or(0, |saved| saved.version);
    if sent.version()?.is_some_and(|read| read != version) {
        return Err(Problem::outdated());
    }
    Ok(version)
}

/// Refuses what the table could not take.
pub(crate) fn small_enough<T: Serialize>(thing: &T) -> Result<(), Problem> {
    let bytes = serde_json::to_vec(thing).map_or(0, |bytes| bytes.len());
    if bytes <= LARGEST_SETTING {
        return Ok(());
    }
    let message = format!("it has {bytes} bytes and may have {LARGEST_SETTING}");
    Err(Problem::invalid("", message, "make several smaller ones of it"))
}

/// Deletes a setting, if it is there and of the version the client has read.
pub(crate) async fn remove<S: Setting>(caller: &Caller, sent: &Sent, name: &str) -> Result<StatusCode, Problem> {
    may_remove::<S>(caller, sent, name).await?;
    delete::<S>(&caller.deps.table, name).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Refuses to delete what is not there, or not of the version the client has read.
pub(crate) async fn may_remove<S: Setting>(caller: &Caller, sent: &Sent, name: &str) -> Result<(), Problem> {
    let stored = one::<S>(caller, name).await?;
    as_read(sent, Some(&stored)).map(|_| ())
}

/// Refuses a name at `field` that no setting of the kind has.
pub(crate) async fn exists<S: Setting>(caller: &Caller, field: impl std::fmt::Display, name: &str) -> Result<(), Problem> {
    match find::<S>(caller, name).await? {
        Some(_) => Ok(()),
        None => {
            Err(Problem::invalid(field, format_args!("there is no {} `{name}`", S::KIND), "create it first, or name another")
                .because(Fault::NoSuch))
        }
    }
}

/// Refuses names that no setting of the kind has, each with its place.
pub(crate) async fn all_exist<'a, S: Setting>(
    caller: &Caller,
    names: impl IntoIterator<Item = (String, &'a str)>,
) -> Result<(), Problem> {
    let names: Vec<(String, &str)> = names.into_iter().collect();
    if names.is_empty() {
        return Ok(());
    }
    let known = all::<S>(&caller.deps.table).await?;
    let unknown = names.into_iter().find(|(_, name)| !known.iter().any(|saved| saved.data.name() == *name));
    match unknown {
        Some((field, name)) => {
            Err(Problem::invalid(field, format_args!("there is no {} `{name}`", S::KIND), "create it first, or name another")
                .because(Fault::NoSuch))
        }
        None => Ok(()),
    }
}

/// The names of a list, each with its place.
pub(crate) fn placed<'a>(field: &str, names: impl IntoIterator<Item = &'a str>) -> impl Iterator<Item = (String, &'a str)> {
    names.into_iter().enumerate().map(move |(i, name)| (format!("{field}[{i}]"), name))
}

/// Refuses a list longer than `most`.
pub(crate) fn at_most<T>(field: &str, list: &[T], most: usize) -> Result<(), Problem> {
    if list.len() <= most {
        return Ok(());
    }
    Err(Problem::invalid(field, format_args!("has {} entries and may have {most}", list.len()), "leave some out")
        .because(Fault::TooMany { most: most as u64 }))
}

/// Refuses a text that is empty, too long, or holds what neither a queue nor a screen takes.
pub(crate) fn text(field: &str, text: &str, most: usize) -> Result<(), Problem> {
    if let Some(invalid) = domain::invalid::Invalid::text(field, text, most) {
        return Err(invalid.into());
    }
    let unfit = |c: char| (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}');
    match text.chars().position(unfit) {
        Some(place) => {
            let message = format!("holds a control character, at character {}", place + 1);
            Err(Problem::invalid(field, message, "leave it out").because(Fault::BadForm))
        }
        None => Ok(()),
    }
}

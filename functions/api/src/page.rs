//! Pages of a list, and the cursors between them.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use utoipa::{IntoParams, ToSchema};

use crate::error::Problem;

/// The most items of a page (S8).
pub const LARGEST_PAGE: u32 = 100;
/// Items of a page where the caller does not say.
pub const USUAL_PAGE: u32 = 50;
/// The longest cursor looked at.
const LONGEST_CURSOR: usize = 4_096;

/// One page.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Page<T> {
    /// In the order the list has.
    pub items: Vec<T>,
    /// Ask with `cursor` set to this for the next page; nothing at the end of the list.
    pub next: Option<String>,
}

/// Which page.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Paging {
    /// Where the page before ended: its `next`.
    pub cursor: Option<String>,
    /// How many items at most.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
}

/// The number of items asked for.
pub(crate) fn limit(asked: Option<u32>) -> Result<u32, Problem> {
    match asked {
        None => Ok(USUAL_PAGE),
        Some(limit) if (1..=LARGEST_PAGE).contains(&limit) => Ok(limit),
        Some(limit) => {
            let message = format!("is {limit} and may be 1 to {LARGEST_PAGE}");
            Err(Problem::invalid("limit", message, "ask for fewer, and for the next page by its cursor"))
        }
    }
}

/// A place in a list as an opaque text. It is tied to the list by `list`, so that a cursor of one list, or a damaged
/// one, is refused for another. It holds no right: what a cursor leads to is checked as if it were asked for anew.
pub(crate) fn seal<T: Serialize>(list: &str, place: &T) -> Option<String> {
    let place = serde_json::to_vec(place).ok()?;
    let mut sealed = check(list, &place).to_vec();
    sealed.extend(place);
    Some(URL_SAFE_NO_PAD.encode(sealed))
}

/// Reads a cursor of the same list.
pub(crate) fn open<T: DeserializeOwned>(list: &str, cursor: Option<&str>) -> Result<Option<T>, Problem> {
    let Some(cursor) = cursor else { return Ok(None) };
    let read = || {
        let bytes = (cursor.len() <= LONGEST_CURSOR).then(|| URL_SAFE_NO_PAD.decode(cursor).ok()).flatten()?;
        let (seal, place) = bytes.split_at_checked(8)?;
        if seal == check(list, place) { serde_json::from_slice(place).ok() } else { None }
    };
    read().map(Some).ok_or_else(bad_cursor)
}

/// A cursor that leads nowhere.
pub(crate) fn bad_cursor() -> Problem {
    Problem::invalid("cursor", "is no cursor of this list", "start again without it")
}

/// A table refuses a place outside the list that was asked for: the caller's mistake if they sent one.
pub(crate) fn reading(error: store::Error, cursor: bool) -> Problem {
    match error {
        store::Error::Broken(why) if cursor => {
            tracing::warn!(reason = why, "A cursor was refused by the table: {why}");
            bad_cursor()
        }
        error => error.into(),
    }
}

fn check(list: &str, place: &[u8]) -> [u8; 8] {
    let mut hash = Sha256::new();
    hash.update((list.len() as u64).to_be_bytes());
    hash.update(list.as_bytes());
    hash.update(place);
    let digest = hash.finalize();
    let mut first = [0; 8];
    first.copy_from_slice(&digest[..8]);
    first
}

/// A page of what is in memory already, sorted by name: the place is the last name shown.
pub(crate) fn of_named<T>(list: &str, paging: &Paging, mut all: Vec<T>, name: impl Fn(&T) -> &str) -> Result<Page<T>, Problem> {
    let limit = limit(paging.limit)? as usize;
    let after: Option<String> = open(list, paging.cursor.as_deref())?;
    all.sort_by(|a, b| name(a).cmp(name(b)));
    if let Some(after) = after {
        all.retain(|one| name(one) > after.as_str());
    }
    let more = all.len() > limit;
    all.truncate(limit);
    let next = if more { all.last().and_then(|last| seal(list, &name(last))) } else { None };
    Ok(Page { items: all, next })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_in_its_own_list_only() {
        let sealed = seal("queues", &"care").unwrap();
        assert_eq!(open::<String>("queues", Some(&sealed)).unwrap().as_deref(), Some("care"));
        assert!(open::<String>("skills", Some(&sealed)).is_err());
        for i in 0..sealed.len() {
            let mut bytes = sealed.clone().into_bytes();
            bytes[i] = if bytes[i] == b'A' { b'B' } else { b'A' };
            assert!(open::<String>("queues", Some(std::str::from_utf8(&bytes).unwrap())).is_err(), "{i}");
        }
        assert!(open::<String>("queues", Some("")).is_err());
        assert!(open::<String>("queues", Some(&"A".repeat(100_000))).is_err());
    }
}

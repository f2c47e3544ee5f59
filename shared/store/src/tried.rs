//! Which drafts were tried on history, and how far a run of several pages has come (ADV-01). Both go by themselves, and are the same when
//! written twice.

use domain::{
    time::{DAY, Timestamp},
    tried::{COUNTS_FOR, Reached},
};
use serde::{Deserialize, Serialize};

use crate::{
    key,
    table::{Error, RawItem, Table, Write, read, until, write},
};

/// A run that nobody has gone on with for so long begins anew, in milliseconds.
const RUN_KEPT: i64 = DAY;

/// A draft: its kind, and the digest of what it decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The kind of setting it is.
    pub kind: &'static str,
    /// See [`domain::tried::digest`].
    pub digest: String,
}

/// That a draft was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tried {
    /// When its last page was read.
    pub at: Timestamp,
}

/// When a draft was tried last, if that still counts.
pub async fn of(table: &Table, draft: &Draft, now: Timestamp) -> Result<Option<Tried>, Error> {
    let tried: Option<Tried> = table.get(&key::tried(draft.kind, &draft.digest)).await?.map(read).transpose()?;
    // The table forgets some time after it may.
    Ok(tried.filter(|tried| now.since(tried.at) < COUNTS_FOR))
}

/// Notes that a draft was tried.
pub async fn keep(table: &Table, draft: &Draft, now: Timestamp) -> Result<(), Error> {
    let mut item = write(key::tried(draft.kind, &draft.digest), "tried", &Tried { at: now })?;
    item.insert("ttl".into(), until(now.plus(COUNTS_FOR)));
    table.write(vec![Write::Put(RawItem(item))]).await
}

/// How far a draft has been tried on the history of `from..to`.
pub async fn reached(table: &Table, draft: &Draft, from: Timestamp, to: Timestamp) -> Result<Option<Reached>, Error> {
    table.get(&key::trying(draft.kind, &draft.digest, from, to)).await?.map(read).transpose()
}

/// Notes how far it has been tried. Of two who try the same draft on the same stretch to the millisecond, the later word stands: at worst
/// one of them tries again.
pub async fn go_on(
    table: &Table,
    draft: &Draft,
    (from, to): (Timestamp, Timestamp),
    reached: Reached,
    now: Timestamp,
) -> Result<(), Error> {
    let mut item = write(key::trying(draft.kind, &draft.digest, from, to), "trying", &reached)?;
    item.insert("ttl".into(), until(now.plus(RUN_KEPT)));
    table.write(vec![Write::Put(RawItem(item))]).await
}

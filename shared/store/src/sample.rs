//! A small sample of what matched no rule, for tuning the rules (ING-07). It goes by itself after seven days.

use domain::{
    id::{AccountId, EnvelopeId},
    platform::ContentType,
    time::{DAY, Timestamp},
};
use serde::{Deserialize, Serialize};

use crate::{
    key,
    table::{Error, Index, Query, RawItem, Table, Write, read, until, write},
};

/// One item in so many is kept.
pub const ONE_IN: u64 = 64;
/// How long.
const KEPT: i64 = 7 * DAY;

/// An item that no rule asked for: its words, and nothing of who wrote them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sampled {
    /// When it was said.
    pub at: Timestamp,
    /// What it was on its platform.
    pub content_type: Option<ContentType>,
    /// The words.
    pub text: String,
}

/// Whether an item is in the sample: follows from its name alone.
pub fn holds(item: EnvelopeId) -> bool {
    item.hash().is_multiple_of(ONE_IN)
}

/// Keeps one; keeping it again changes nothing.
pub async fn keep(table: &Table, account: &AccountId, item: EnvelopeId, sampled: &Sampled) -> Result<(), Error> {
    let key = key::Key { pk: key::sample_day(account, &sampled.at.day()), sk: format!("{}#{item}", key::moment(sampled.at)) };
    let mut stored = write(key, "sample", sampled)?;
    stored.insert("ttl".into(), until(sampled.at.plus(KEPT)));
    table.write(vec![Write::Put(RawItem(stored))]).await
}

/// The sample of a connection's UTC day, the newest first.
pub async fn of_day(table: &Table, account: &AccountId, day: &str, most: usize) -> Result<Vec<Sampled>, Error> {
    let query = Query::of(Index::Table, key::sample_day(account, day)).newest_first();
    table.query_all(query, most).await?.into_iter().map(read).collect()
}

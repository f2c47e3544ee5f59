//! What an engine in the shadow said beside the one that is used: labels, and no word of the text. It goes by itself after thirty days.

use domain::{
    analysis::Language,
    correction::Labels,
    id::EnvelopeId,
    time::{DAY, Timestamp},
};
use serde::{Deserialize, Serialize};

use crate::{
    key,
    table::{Error, Index, Query, RawItem, Table, Write, read, until, write},
};

/// How long.
const KEPT: i64 = 30 * DAY;

/// Two engines on one text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Compared {
    /// When it was said.
    pub at: Timestamp,
    /// Its language, if it could be told.
    pub language: Option<Language>,
    /// The engine that is used, and what it said.
    pub used: (String, Labels),
    /// The one in the shadow, and what it said.
    pub beside: (String, Labels),
}

/// Keeps one; keeping it again changes nothing.
pub async fn keep(table: &Table, item: EnvelopeId, compared: &Compared) -> Result<(), Error> {
    let key = key::Key { pk: key::shadow_day(&compared.at.day()), sk: format!("{}#{item}", key::moment(compared.at)) };
    let mut stored = write(key, "shadow", compared)?;
    stored.insert("ttl".into(), until(compared.at.plus(KEPT)));
    table.write(vec![Write::Put(RawItem(stored))]).await
}

/// Those of a UTC day, the newest first.
pub async fn of_day(table: &Table, day: &str, most: usize) -> Result<Vec<Compared>, Error> {
    let query = Query::of(Index::Table, key::shadow_day(day)).newest_first();
    table.query_all(query, most).await?.into_iter().map(read).collect()
}

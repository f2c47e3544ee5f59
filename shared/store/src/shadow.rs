//! What an engine in the shadow said beside the one that is used: labels, and no word of the text. It goes by itself after thirty days.

use domain::{
    admission::{SideBySide, WINDOW},
    id::EnvelopeId,
};

use crate::{
    key,
    table::{Error, Index, Query, RawItem, Table, Write, read, until, write},
};

/// Keeps one; keeping it again changes nothing.
pub async fn keep(table: &Table, item: EnvelopeId, compared: &SideBySide) -> Result<(), Error> {
    let place = format!("{}#{item}#{}", key::moment(compared.at), compared.beside.0);
    let mut stored = write(key::Key { pk: key::shadow_day(&compared.at.day()), sk: place }, "shadow", compared)?;
    stored.insert("ttl".into(), until(compared.at.plus(WINDOW)));
    table.write(vec![Write::Put(RawItem(stored))]).await
}

/// Those of a UTC day, the newest first: about `most` of them, if there are more.
pub async fn of_day(table: &Table, day: &str, most: usize) -> Result<Vec<SideBySide>, Error> {
    let query = Query::of(Index::Table, key::shadow_day(day)).newest_first();
    table.query_all(query, most).await?.into_iter().map(read).collect()
}

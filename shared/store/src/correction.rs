//! What people say of judgements: beside the mention, and in the order of time for measuring and for training.

use domain::{correction::Correction, time::Timestamp};

use crate::{
    key,
    table::{Cursor, Error, Guard, Index, Page, Query, RawItem, Table, Update, Write, read, value, write},
};

/// Keeps a correction: it stands on the mention, and in the list of its month. A later word of anybody on the same mention stands
/// on the mention in its place; in the list both are.
///
/// # Errors
/// `Refused` at 0 if the mention is not there.
pub async fn keep(table: &Table, correction: &Correction) -> Result<(), Error> {
    let key = key::correction(correction.at, correction.mention);
    let mention =
        Update::of(key::mention(correction.mention)).set("corrected", value(&correction.corrected)?).when(Guard::Exists);
    table.write(vec![Write::Update(mention), Write::Put(RawItem(write(key, "correction", correction)?))]).await
}

/// The corrections of a month, oldest first.
pub async fn of_month(table: &Table, month: Timestamp, after: Option<Cursor>, limit: u32) -> Result<Page<Correction>, Error> {
    let page = table.query(Query::of(Index::Table, key::corrections(month)).after(after).limit(limit)).await?;
    Ok(Page { items: page.items.into_iter().map(read).collect::<Result<_, _>>()?, next: page.next })
}

/// The newest corrections of a month, about `most` of them.
pub async fn newest_of_month(table: &Table, month: Timestamp, most: usize) -> Result<Vec<Correction>, Error> {
    let query = Query::of(Index::Table, key::corrections(month)).newest_first();
    table.query_all(query, most).await?.into_iter().map(read).collect()
}

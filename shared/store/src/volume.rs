//! What the rules of each topic have caught this month, where they have caps (ING-11).

use domain::topic::Volume;

use crate::{
    key,
    table::{Error, Index, Query, RawItem, Table, Write, read, write},
};

/// The volumes of a month, by topic.
pub async fn of_month(table: &Table, month: &str) -> Result<Vec<Volume>, Error> {
    table.query_all(Query::of(Index::Table, key::volumes(month)), usize::MAX).await?.into_iter().map(read).collect()
}

/// Where a topic stands now. Two clocks that write it write the same.
pub async fn keep(table: &Table, volume: &Volume) -> Result<(), Error> {
    let key = key::Key { pk: key::volumes(&volume.month), sk: volume.topic.to_string() };
    table.write(vec![Write::Put(RawItem(write(key, "volume", volume)?))]).await
}

//! Where each source stands: one item, changed only by who has read its newest version.

use domain::{id::SourceId, source::Cursor};
use serde::{Deserialize, Serialize};

use crate::{
    key,
    table::{Error, RawItem, Table, Write, read, write},
};

/// A cursor as it is stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Placed {
    /// Rises by one with every change; 0 for one that is not stored yet.
    pub version: u64,
    /// Where the source stands.
    #[serde(flatten)]
    pub cursor: Cursor,
}

/// Where a source stands, if it was ever asked.
pub async fn cursor(table: &Table, id: &SourceId) -> Result<Option<Placed>, Error> {
    table.get(&key::cursor(id)).await?.map(read).transpose()
}

/// Writes where a source stands after `version`, and answers it as stored.
///
/// # Errors
/// `Refused` when somebody else has changed it since.
pub async fn place(table: &Table, version: u64, cursor: Cursor) -> Result<Placed, Error> {
    let key = key::cursor(&cursor.source);
    let placed = Placed { version: version + 1, cursor };
    let item = RawItem(write(key, "cursor", &placed)?);
    table.write(vec![if version == 0 { Write::Create(item) } else { Write::Replace(item, version) }]).await?;
    Ok(placed)
}

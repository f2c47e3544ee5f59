//! What an account has sent, and is about to: one item for each way, changed only by who has read its newest version.

use domain::{id::AccountId, rate::Tally};
use serde::{Deserialize, Serialize};

use crate::{
    key,
    table::{Error, RawItem, Table, Write, read, write},
};

/// A tally as it is stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// Rises by one with every change; 0 for one that is not stored yet.
    pub version: u64,
    /// The tally.
    #[serde(flatten)]
    pub tally: Tally,
}

/// What an account has sent one way, if anything.
pub async fn of(table: &Table, account: &AccountId, way: &str) -> Result<Option<Kept>, Error> {
    table.get(&key::rate(account, way)).await?.map(read).transpose()
}

/// Keeps a tally in place of the one of `version`.
///
/// # Errors
/// `Refused` when somebody else has changed it since.
pub async fn keep(table: &Table, version: u64, tally: Tally) -> Result<(), Error> {
    let key = key::rate(&tally.account, &tally.way);
    let item = RawItem(write(key, "rate", &Kept { version: version + 1, tally })?);
    table.write(vec![if version == 0 { Write::Create(item) } else { Write::Replace(item, version) }]).await
}

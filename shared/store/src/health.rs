//! How each connection does: one item, written by who asks.

use domain::{health::Health, id::AccountId};

use crate::{
    key,
    table::{Error, RawItem, Table, Write, read, write},
};

/// How a connection does, if it was ever asked about.
pub async fn get(table: &Table, account: &AccountId) -> Result<Option<Health>, Error> {
    table.get(&key::health(account)).await?.map(read).transpose()
}

/// Keeps how a connection does, in place of what was known.
pub async fn keep(table: &Table, health: &Health) -> Result<(), Error> {
    let item = RawItem(write(key::health(&health.account), "health", health)?);
    table.write(vec![Write::Put(item)]).await
}

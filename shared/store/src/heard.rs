//! Which connections something has come in by: noted once.

use domain::{id::AccountId, time::Timestamp};

use crate::{
    key,
    table::{Error, RawItem, Table, Write, read, write},
};

#[derive(serde::Serialize, serde::Deserialize)]
struct Heard {
    at: Timestamp,
}

/// Notes that something has come in by a connection; what was noted before stays.
pub async fn note(table: &Table, account: &AccountId, at: Timestamp) -> Result<(), Error> {
    let item = RawItem(write(key::heard(account), "heard", &Heard { at })?);
    match table.write(vec![Write::Create(item)]).await {
        Ok(()) | Err(Error::Refused(_)) => Ok(()),
        Err(error) => Err(error),
    }
}

/// When something came in by it first, if anything has.
pub async fn since(table: &Table, account: &AccountId) -> Result<Option<Timestamp>, Error> {
    let found: Option<Heard> = table.get(&key::heard(account)).await?.map(read).transpose()?;
    Ok(found.map(|heard| heard.at))
}

//! Where the renewal of each token stands: one item, changed only by who has read its newest version. The tokens themselves are
//! nowhere in the table.

use domain::{id::AccountId, renewal::Renewal};
use serde::{Deserialize, Serialize};

use crate::{
    key,
    table::{Error, RawItem, Table, Write, read, write},
};

/// A renewal as it is stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Held {
    /// Rises by one with every change; 0 for one that is not stored yet.
    pub version: u64,
    /// Where it stands.
    #[serde(flatten)]
    pub renewal: Renewal,
}

/// Where the renewal of a connection stands, if its token was ever renewed.
pub async fn get(table: &Table, account: &AccountId) -> Result<Option<Held>, Error> {
    table.get(&key::renewal(account)).await?.map(read).transpose()
}

/// Writes where it stands after `version`, and answers it as stored.
///
/// # Errors
/// `Refused` when somebody else has changed it since.
pub async fn hold(table: &Table, version: u64, renewal: Renewal) -> Result<Held, Error> {
    let key = key::renewal(&renewal.account);
    let held = Held { version: version + 1, renewal };
    let item = RawItem(write(key, "renewal", &held)?);
    table.write(vec![if version == 0 { Write::Create(item) } else { Write::Replace(item, version) }]).await?;
    Ok(held)
}

//! Whose an item is. One app of a company may serve several pages, numbers or handles, and all of them deliver to one address:
//! the body names the account, not the address.

use std::collections::BTreeMap;

use domain::{account::Account, id::AccountId, inbound::Inbound, time::Timestamp};
use runtime::{Deps, Error};

use crate::door::Knock;

/// Gives each thing of a body to the account it names, if that account's own secret vouches for the body too: whoever holds
/// the secret of one account must not speak for another. What names nobody known stays with the address.
pub(crate) async fn settle(knock: &Knock, inbound: &mut [Inbound], deps: &Deps, now: Timestamp) -> Result<(), Error> {
    // The table is asked only where its answer can matter: the door stays open while the table is closed.
    if !channels::shares_address(knock.platform) || inbound.iter().all(|one| one.own().is_none()) {
        return Ok(());
    }
    let accounts = deps.settings.all::<Account>(&deps.table, now).await?;
    let mut owners: BTreeMap<String, Option<AccountId>> = BTreeMap::new();
    for one in inbound {
        let Some(own) = one.own().map(str::to_owned) else { continue };
        if !owners.contains_key(&own) {
            let mut bearers: Vec<&AccountId> = accounts
                .iter()
                .map(|saved| &saved.data)
                .filter(|account| account.platform == knock.platform && account.external_id == own)
                .map(|account| &account.id)
                .collect();
            // Where two connections have one id, the one addressed is meant.
            bearers.sort_by_key(|id| **id != knock.account);
            let owner = match bearers.first() {
                Some(id) if **id != knock.account && vouches(knock, id, deps, now).await? => Some((*id).clone()),
                _ => None,
            };
            owners.insert(own.clone(), owner);
        }
        if let Some(Some(owner)) = owners.get(&own) {
            one.came_for(owner);
        }
    }
    Ok(())
}

async fn vouches(knock: &Knock, account: &AccountId, deps: &Deps, now: Timestamp) -> Result<bool, Error> {
    let secret = deps.secrets.get(knock.platform, account, now).await?.unwrap_or_default();
    let vouched = channels::verify(knock.platform, &knock.headers, &knock.body, secret.all("signing")).is_ok();
    if !vouched {
        tracing::warn!(
            platform = %knock.platform,
            account = %account,
            "A delivery for {} names {account}, whose secret does not fit it: it stays with {}; give both the app's secret",
            knock.account,
            knock.account
        );
    }
    Ok(vouched)
}

//! What a platform is asked for: the words behind a mention, the name behind an id.

use channels::{Outcome, Response, Unfetched};
use domain::{
    account::Account,
    event::{Envelope, Ingest, Payload},
    id::{AccountId, ContactId},
    inbound::Item,
    platform::Platform,
    thread::Thread,
};
use runtime::{Class, Deps, Error, Received};
use store::contact;

use crate::attempt::{call, credentials, secrets, unlawful};

/// After this many tries an item is taken in without its words: late and bare is better than never.
const PATIENCE: u32 = 5;

/// Fetches the words of an item and takes it in with them.
pub(crate) async fn words(deps: &Deps, received: &Received, item: &Item, body: &str) -> Result<Class, Error> {
    let Some(missing) = &item.missing else { return take_in(deps, received, item.clone(), body).await };
    let own = match &item.recipient {
        Some(own) => own.clone(),
        None => account(deps, &item.account).await?.external_id,
    };
    let secret = secrets(deps, item.platform, &item.account).await?.unwrap_or_default();
    let request = channels::fetch(missing, &own, &credentials(item.platform, &secret)).map_err(|refusal| unlawful(&refusal))?;
    let fetched = match call(deps, item.platform, request).await {
        Ok(answer) => {
            let response = Response { status: answer.status, headers: &answer.headers, body: &answer.body };
            channels::fetched(item.clone(), &response)
        }
        Err(silence) if received.attempt < PATIENCE => return Err(Error::Retry(silence.to_string())),
        Err(_) => Err(Unfetched::Unreadable),
    };
    match fetched {
        Ok(item) => take_in(deps, received, item, body).await,
        Err(Unfetched::Own) => Ok(Class::Other),
        Err(Unfetched::Answered(Outcome::Retry { .. } | Outcome::RateLimited { .. })) if received.attempt < PATIENCE => {
            Err(Error::Retry(format!("{} did not give the words", item.platform)))
        }
        Err(unfetched) => {
            tracing::warn!(account = %item.account, "A mention of {} is taken in without its words: {unfetched}", item.account);
            take_in(deps, received, Item { missing: None, ..item.clone() }, body).await
        }
    }
}

async fn account(deps: &Deps, id: &AccountId) -> Result<Account, Error> {
    let found = deps.settings.one::<Account>(&deps.table, id.as_str(), deps.clock.now()).await?;
    found.map(|saved| saved.data).ok_or_else(|| Error::Reject(format!("there is no account {id}; create it, then redrive")))
}

/// The command the webhook would have sent, had the platform said it all at once: the same item, the same id.
async fn take_in(deps: &Deps, received: &Received, item: Item, body: &str) -> Result<Class, Error> {
    let (id, trace, thread) = (item.command(), item.trace(), Thread::of(&item));
    let mut envelope =
        Envelope::begin(id, trace, received.envelope.at, thread, Payload::from(Ingest { item, body: body.to_owned() }));
    envelope.cause = Some(received.envelope.id);
    deps.bus.publish(&[envelope]).await?;
    Ok(Class::Mention)
}

/// Asks who a customer is. A platform that will not say is not asked again: the id serves as a name.
pub(crate) async fn profile(
    deps: &Deps,
    id: ContactId,
    platform: Platform,
    account: &AccountId,
    customer: &str,
) -> Result<Class, Error> {
    let Some(secret) = secrets(deps, platform, account).await? else { return Ok(Class::Message) };
    let own = match self::account(deps, account).await {
        Ok(account) => account.external_id,
        Err(Error::Reject(_)) => return Ok(Class::Message),
        Err(error) => return Err(error),
    };
    let request = channels::profile(platform, &own, customer, &credentials(platform, &secret));
    let Ok(request) = request else { return Ok(Class::Message) };
    let Ok(answer) = call(deps, platform, request).await else { return Ok(Class::Message) };
    if answer.status == 200
        && let Some(profile) = channels::read_profile(platform, &answer.body)
    {
        let write = contact::describe(id, &profile.name, profile.picture.as_deref())?;
        match deps.table.write(vec![write]).await {
            // Erased meanwhile: it stays erased.
            Ok(()) | Err(store::Error::Refused(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(Class::Message)
}

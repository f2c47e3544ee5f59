//! The customer sees that somebody writes. Best effort: whatever goes wrong is forgotten, for seconds later it is said again or is
//! not true any more. Its commands have a line of their own, so no answer waits for one.

use domain::{
    account::Account,
    id::ConversationId,
    message::Body,
    platform::{Platform, Visibility},
    time::{Millis, SECOND},
};
use runtime::{Class, Deps, Error, Received};
use store::conversation::{self, Rows};

use crate::attempt::{call, credentials, secrets};

/// Said longer ago than this it may not be true any more.
const STALE: Millis = 10 * SECOND;
/// Rows in which the customer's newest message is looked for.
const NEWEST: u32 = 20;

pub(crate) async fn show(deps: &Deps, received: &Received, conversation: ConversationId) -> Result<Class, Error> {
    let late = deps.clock.now().since(received.envelope.at) > STALE;
    if late || received.attempt > 1 {
        return Ok(Class::Other);
    }
    if let Err(error) = shown(deps, conversation).await {
        tracing::debug!(%conversation, %error, "That somebody writes was not shown: {error}");
    }
    Ok(Class::Other)
}

async fn shown(deps: &Deps, id: ConversationId) -> Result<(), Error> {
    let Some(stored) = conversation::get(&deps.table, id).await? else { return Ok(()) };
    let of = stored.conversation;
    if of.visibility != Visibility::Private {
        return Ok(());
    }
    let account = deps.settings.one::<Account>(&deps.table, of.account.as_str(), deps.clock.now()).await?;
    let (Some(account), Some(secret)) = (account, secrets(deps, of.platform, &of.account).await?) else { return Ok(()) };
    let newest = match of.platform {
        Platform::WhatsApp => {
            let rows = conversation::messages(&deps.table, &of.thread, Rows::Newest(None), NEWEST).await?.items;
            let said = |body: Body| match body {
                Body::Customer { external_id, .. } => external_id,
                _ => None,
            };
            rows.into_iter()
                .max_by_key(|row| match row.body {
                    Body::Customer { .. } => Some(row.seq),
                    _ => None,
                })
                .and_then(|row| said(row.body))
        }
        _ => None,
    };
    let own = &account.data.external_id;
    let request = channels::typing(of.platform, own, &of.customer.id, newest.as_deref(), &credentials(of.platform, &secret));
    if let Some(Ok(request)) = request
        && let Err(silence) = call(deps, of.platform, request).await
    {
        tracing::debug!(%silence, "{} gave no answer: {silence}", of.platform);
    }
    Ok(())
}

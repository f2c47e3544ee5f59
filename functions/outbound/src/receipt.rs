//! The platform's word on what the brand sent.

use domain::{
    event::{Emit, MessageSent, Whereabouts},
    inbound::{Echo, Receipt, ReceiptState},
    message::{Body, Delivery, DeliveryState, Message},
    time::MINUTE,
};
use runtime::{Class, Deps, Error, Received};
use store::conversation::{self, Rows};

/// A receipt may overtake the answer of the call it is about: it is tried again this often.
const PATIENCE: u32 = 4;
/// A watermark speaks of the newest rows; older ones were read long ago.
const NEWEST: u32 = 100;
/// An echo stands for a send in doubt that began at most this long before it.
const DOUBT: i64 = 10 * MINUTE;

/// A message the platform names, or all up to a moment, have come further.
pub(crate) async fn receipt(deps: &Deps, received: &Received, receipt: &Receipt) -> Result<Class, Error> {
    let thread = &received.envelope.thread;
    let rows = match &receipt.external_id {
        Some(_) => {
            let found = conversation::find(&deps.table, thread, |row| {
                delivery(row).is_some_and(|d| receipt.is_of(row.id, d.external_id.as_deref()))
            });
            match found.await? {
                // The call's own answer is about to come; it knows more.
                Some(row) if received.attempt < PATIENCE && delivery(&row).is_some_and(|d| d.state == DeliveryState::Sending) => {
                    return Err(Error::Retry("the send is not finished yet".into()));
                }
                Some(row) => vec![row],
                None if received.attempt < PATIENCE => return Err(Error::Retry("the message is not marked as sent yet".into())),
                // Sent by another tool of the brand.
                None => return Ok(Class::Other),
            }
        }
        None => {
            let page = conversation::messages(&deps.table, thread, Rows::Newest(None), NEWEST).await?;
            page.items.into_iter().filter(|row| row.at <= receipt.at).collect()
        }
    };
    for row in rows {
        let Some(before) = delivery(&row) else { continue };
        // A watermark says nothing of what never left.
        if receipt.external_id.is_none() && before.state < DeliveryState::Sent {
            continue;
        }
        // A send whose answer was lost learns the platform's id of it here.
        let external_id = before.external_id.clone().or_else(|| receipt.external_id.clone());
        let after =
            Delivery { external_id, ..before.clone() }.after(receipt.state, receipt.code.as_deref().unwrap_or("platform"));
        let step = format!("receipt_{:?}", receipt.state);
        if after != *before {
            come_further(deps, received, &row, after, &step).await?;
        } else {
            tell_again(deps, received, &row, &step).await?;
        }
    }
    Ok(Class::Reply)
}

/// What the platform shows as sent by the brand ends the doubt about a send whose answer was lost.
pub(crate) async fn echo(deps: &Deps, received: &Received, echo: &Echo) -> Result<Class, Error> {
    let thread = &received.envelope.thread;
    let page = conversation::messages(&deps.table, thread, Rows::Newest(None), NEWEST).await?;
    let known = page.items.iter().find(|row| delivery(row).is_some_and(|d| d.external_id.as_ref() == Some(&echo.external_id)));
    if let Some(row) = known {
        tell_again(deps, received, row, "echo").await?;
        return Ok(Class::Other);
    }
    let in_doubt = page.items.iter().find(|row| match &row.body {
        Body::Agent { text, delivery, .. } => {
            matches!(delivery.state, DeliveryState::Unsure | DeliveryState::Sending)
                && match &echo.metadata {
                    Some(metadata) => *metadata == row.id.to_string(),
                    None => echo.text.as_ref() == Some(text) && echo.at.since(row.at).abs() <= DOUBT,
                }
        }
        _ => false,
    });
    match in_doubt {
        Some(row) => {
            let Some(before) = delivery(row) else { return Ok(Class::Other) };
            if before.state == DeliveryState::Sending && received.attempt < PATIENCE {
                // The call's own answer is about to come; it knows more.
                return Err(Error::Retry("the send is not finished yet".into()));
            }
            let external_id = Some(echo.external_id.clone());
            let after = Delivery { state: DeliveryState::Unsure.max(before.state), external_id, ..before.clone() }
                .after(ReceiptState::Sent, "echo");
            come_further(deps, received, row, after, "echo").await
        }
        None => Ok(Class::Other),
    }
}

fn delivery(row: &Message) -> Option<&Delivery> {
    match &row.body {
        Body::Agent { delivery, .. } => Some(delivery),
        Body::Customer { .. } | Body::Note { .. } | Body::Activity { .. } => None,
    }
}

async fn come_further(deps: &Deps, received: &Received, row: &Message, after: Delivery, step: &str) -> Result<Class, Error> {
    let Some(stored) = conversation::get(&deps.table, row.conversation).await? else { return Ok(Class::Other) };
    let whereabouts: Whereabouts = stored.conversation.whereabouts();
    let told = MessageSent { conversation: row.conversation, message: row.id, state: after.state, whereabouts };
    let body = match row.body.clone() {
        Body::Agent { agent, text, canned, extra, .. } => Body::Agent { agent, text, canned, delivery: after, extra },
        other => other,
    };
    let record = conversation::mark_row(step, &received.envelope.thread, row, &body)?;
    match deps.commit(&received.envelope, record, vec![], vec![Emit::from(domain::event::Payload::from(told))]).await {
        Ok(_) => Ok(Class::Reply),
        Err(error) => Err(error.into()),
    }
}

/// A receipt that comes again may have been noted, and not told: then it is told now.
async fn tell_again(deps: &Deps, received: &Received, row: &Message, step: &str) -> Result<(), Error> {
    if received.attempt > 1 {
        let record = conversation::mark_row(step, &received.envelope.thread, row, &row.body)?;
        deps.replay(&received.envelope, &record).await?;
    }
    Ok(())
}

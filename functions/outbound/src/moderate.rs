//! A customer's public words are hidden, liked or deleted. The row of the thread says already that it was done: it is put right
//! only where it was not. Done twice it is done, so whatever stays open is tried again.

use channels::{Outcome, Response};
use domain::{
    event::{Envelope, MessageReceived, Moderate, Payload},
    id::EnvelopeId,
    message::Body,
    moderation::Moderation,
};
use runtime::{Class, Deps, Error, Received};
use store::conversation;

use crate::{
    attempt::{call, credentials, secrets},
    verdict::LAST_ATTEMPT,
};

pub(crate) async fn moderate(deps: &Deps, received: &Received, order: &Moderate) -> Result<Class, Error> {
    let platform = order.platform;
    let secret = secrets(deps, platform, &order.account).await?.unwrap_or_default();
    let request = channels::moderate(platform, order.what, &order.external_id, &order.own, &credentials(platform, &secret));
    let request = match request {
        Ok(request) => request,
        Err(refusal) => return undone(deps, received, order, &refusal.to_string()).await,
    };
    let last = received.attempt >= LAST_ATTEMPT;
    let outcome = match call(deps, platform, request).await {
        Ok(answer) => {
            let response = Response { status: answer.status, headers: &answer.headers, body: &answer.body };
            channels::outcome(platform, &response)
        }
        Err(silence) if !last => return Err(Error::Retry(silence.to_string())),
        Err(silence) => return undone(deps, received, order, &silence.to_string()).await,
    };
    match outcome {
        Outcome::Sent { .. } => Ok(Class::Other),
        Outcome::Retry { .. } | Outcome::RateLimited { .. } if !last => {
            Err(Error::Retry(format!("{platform} did not {} it", order.what.name())))
        }
        // An earlier try went through, and what is gone cannot be deleted again.
        Outcome::Refused { .. } if order.what == Moderation::Delete && received.attempt > 1 => Ok(Class::Other),
        Outcome::Retry { .. } | Outcome::RateLimited { .. } => undone(deps, received, order, "try again in some minutes").await,
        Outcome::NeedsAttention { code } => {
            let why = format!("the account's token does not allow it ({code}): an administrator must connect it again");
            undone(deps, received, order, &why).await
        }
        Outcome::QuotaSpent { code } => undone(deps, received, order, &format!("the plan's allowance is used up ({code})")).await,
        Outcome::WindowClosed { code } => undone(deps, received, order, &format!("the platform refused ({code})")).await,
        Outcome::Refused { code, said } => {
            undone(deps, received, order, format!("the platform refused ({code}) {said}").trim()).await
        }
    }
}

/// The row says that it was not done, and why; whoever looks at it is told.
async fn undone(deps: &Deps, received: &Received, order: &Moderate, why: &str) -> Result<Class, Error> {
    tracing::warn!(account = %order.account, why, "{} did not {} a message: {why}", order.platform, order.what.name());
    let thread = &received.envelope.thread;
    let Some(row) = conversation::message(&deps.table, thread, order.at, order.row).await? else {
        return Err(Error::Reject(format!("there is no row {} in its thread", order.row)));
    };
    let Body::Activity { by, what, .. } = &row.body else {
        return Err(Error::Reject(format!("{} is no activity", row.id)));
    };
    // A command that comes again after it was put right finds nothing left to put right, and tells of it again.
    if *what == order.what.done() {
        let body = Body::Activity { what: order.what.undone(), by: by.clone(), detail: why.to_owned() };
        match deps.table.write(vec![conversation::take_over(thread, &row, &body)?]).await {
            Ok(()) => {}
            Err(store::Error::Refused(_)) => return Err(Error::Retry("the row changed meanwhile".into())),
            Err(error) => return Err(error.into()),
        }
    }
    let told = MessageReceived {
        conversation: order.conversation,
        message: order.row,
        seq: row.seq,
        whereabouts: order.whereabouts.clone(),
    };
    let id = EnvelopeId::derive(received.envelope.id, received.envelope.id.time(), 0);
    let cause = &received.envelope;
    let mut envelope = Envelope::begin(id, cause.trace, cause.at, thread.clone(), Payload::from(told));
    envelope.cause = Some(cause.id);
    deps.bus.publish(&[envelope]).await?;
    Ok(Class::Other)
}

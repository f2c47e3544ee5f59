//! Sends beyond a platform's rate wait: each has its moment, in the order in which they came, and nothing is called before it (I16).
//!
//! A moment is booked in the account's tally before the row says so, and the row says so before the command goes back to its queue
//! with that as its time. Whoever dies in between books another moment: one is left empty, and none is used twice.

use channels::capability::Held;
use domain::{
    event::{Envelope, MessageSent, Payload},
    id::EnvelopeId,
    message::{Delivery, Message},
    rate::{SLACK, Tally},
    reply::Outbound,
    time::Timestamp,
};
use runtime::{Deps, Error, Received};
use store::rate;

use crate::attempt::Letter;

/// Others of the account may be booking at the same moment.
const TRIES: u32 = 5;

/// What is counted of an answer before it is sent; nothing where people who answer cannot reach the platform's rate.
fn counted(outbound: &Outbound) -> Option<Held> {
    let held = channels::capabilities(outbound.platform)?.held;
    held.iter().copied().find(|held| (held.reach)(&outbound.target))
}

/// When an answer that is queued may leave: now or before, if it may at once.
pub(crate) async fn moment(deps: &Deps, outbound: &Outbound, delivery: &Delivery) -> Result<Timestamp, Error> {
    let now = deps.clock.now();
    let counted = counted(outbound);
    match (delivery.held_until, &counted) {
        (Some(until), _) if until > now => return Ok(until),
        // Its moment has come. If it was missed for long, others may have used what it had.
        (Some(until), Some(_)) if now.since(until) <= SLACK => return Ok(until),
        (_, None) => return Ok(now),
        _ => {}
    }
    match counted {
        Some(held) => booked(deps, outbound, &held, None).await,
        None => Ok(now),
    }
}

/// The platform takes nothing of the kind before `until`: when this answer may leave.
pub(crate) async fn closed(deps: &Deps, outbound: &Outbound, until: Timestamp) -> Result<Timestamp, Error> {
    match counted(outbound) {
        Some(held) => booked(deps, outbound, &held, Some(until)).await,
        None => Ok(until),
    }
}

async fn booked(deps: &Deps, outbound: &Outbound, held: &Held, closed: Option<Timestamp>) -> Result<Timestamp, Error> {
    for _ in 0..TRIES {
        let kept = rate::of(&deps.table, &outbound.account, held.way).await?;
        let version = kept.as_ref().map_or(0, |kept| kept.version);
        let tally = kept.map_or_else(|| Tally::new(outbound.account.clone(), held.way), |kept| kept.tally);
        let tally = closed.into_iter().fold(tally, Tally::closed);
        let (tally, at) = tally.book(held.rates, deps.clock.now());
        match rate::keep(&deps.table, version, tally).await {
            Ok(()) => return Ok(at),
            Err(store::Error::Refused(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Error::Retry(format!("others of {} were first, time and again", outbound.account)))
}

/// Whoever watches the conversation hears that an answer waits; said again, it is the same word.
pub(crate) async fn tell(
    deps: &Deps,
    received: &Received,
    letter: &Letter<'_>,
    row: &Message,
    until: Timestamp,
) -> Result<(), Error> {
    let told = MessageSent {
        conversation: letter.conversation,
        message: row.id,
        state: domain::message::DeliveryState::Queued,
        whereabouts: letter.whereabouts.clone(),
    };
    let cause = &received.envelope;
    let id = EnvelopeId::at(until, &[cause.id.to_string().as_bytes(), b"held"]);
    let mut envelope = Envelope::begin(id, cause.trace, cause.at, cause.thread.clone(), Payload::from(told));
    envelope.cause = Some(cause.id);
    deps.bus.publish(&[envelope]).await
}

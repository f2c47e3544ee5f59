//! An answer goes out: about to send, the call, the outcome.

use domain::{
    event::{Emit, MessageFailed, MessageSent, Payload},
    media,
    message::{Body, Delivery, DeliveryState, FailureReason, Message},
    platform::Platform,
    reply::{Extra, Outbound},
    thread::Thread,
    time::{DAY, Millis, Timestamp},
};
use runtime::{Class, Deps, Error, Received, Secret};
use store::conversation;

use crate::{
    attempt::{Letter, call, credentials, secrets},
    bridge, hold,
    verdict::{LAST_ATTEMPT, SHORT, Verdict, after_silence, answered, failed, rate_used_up, unanswered, unsure},
};

/// A platform fetches a file while it takes the message or soon after, and keeps a copy. A signature may live for seven days, and dies before with
/// the credentials it was made with; each attempt makes a new one.
const FETCHED_WITHIN: Millis = DAY;

pub(crate) async fn send(deps: &Deps, received: &Received, letter: &Letter<'_>) -> Result<Class, Error> {
    let thread = &received.envelope.thread;
    let Some(row) = conversation::message(&deps.table, thread, letter.at, letter.outbound.message).await? else {
        return Err(Error::Reject(format!("there is no message {} in its thread", letter.outbound.message)));
    };
    let Body::Agent { delivery, .. } = &row.body else {
        return Err(Error::Reject(format!("{} is not an answer", row.id)));
    };
    let limits = channels::limits(letter.outbound.platform, letter.outbound.target.visibility());
    let retry_key = limits.is_some_and(|limits| limits.retry_key);
    match delivery.state {
        DeliveryState::Queued => {
            let moment = hold::moment(deps, letter.outbound, delivery).await?;
            if moment > deps.clock.now() {
                return wait(deps, received, letter, &row, delivery, moment).await;
            }
        }
        // Only a person's word makes it one that is to be sent, and that word is in the row before the command is there.
        DeliveryState::Awaiting | DeliveryState::Withheld => {
            return Err(Error::Reject(format!("{} was not approved", row.id)));
        }
        // Somebody began and never said how it ended. Only a platform that takes a retry key may be asked again.
        DeliveryState::Sending if retry_key => {}
        DeliveryState::Sending => {
            let end = unsure(delivery);
            return finish(deps, received, letter, &row, end).await;
        }
        // It was put aside, and somebody sends it back; unless this very command has failed since.
        DeliveryState::Failed | DeliveryState::Unsure if letter.again && retry_key => {
            let record = conversation::mark_row(&mark(received), thread, &row, &row.body)?;
            if deps.replay(&received.envelope, &record).await? {
                return Ok(Class::Reply);
            }
        }
        // The outcome is written; what it told goes out again if this very command wrote it.
        DeliveryState::Sent | DeliveryState::Failed | DeliveryState::Unsure | DeliveryState::Delivered | DeliveryState::Read => {
            let end = delivery.clone();
            return finish(deps, received, letter, &row, end).await;
        }
    }
    let in_doubt = matches!(delivery.state, DeliveryState::Sending | DeliveryState::Unsure);
    let begun = Delivery { state: DeliveryState::Sending, attempts: delivery.attempts + 1, held_until: None, ..delivery.clone() };
    let Some(row) = rewrite(deps, thread, &row, begun.clone()).await? else {
        return Err(Error::Retry("another delivery of this command is at it".into()));
    };
    let verdict = attempt(deps, letter, &begun, retry_key, received.attempt).await?;
    match if in_doubt { after_silence(verdict, &begun) } else { verdict } {
        Verdict::Ended(end) => {
            if bridge::undelivered(letter.outbound.platform, &end) {
                bridge::put_aside(deps, received, &end).await?;
            }
            finish(deps, received, letter, &row, end).await
        }
        Verdict::SameKey => Err(Error::Retry("no answer; the same retry key again is safe".into())),
        Verdict::Later(after) => {
            // It certainly did not go out: a crash from here on is no reason for doubt.
            rewrite(deps, thread, &row, Delivery { state: DeliveryState::Queued, ..begun }).await?;
            if let Some(after) = after.filter(|after| *after <= SHORT) {
                deps.clock.sleep(after).await;
            }
            Err(Error::Retry(format!("{} did not take it", letter.outbound.platform)))
        }
        Verdict::Closed(after) => {
            let until = hold::closed(deps, letter.outbound, deps.clock.now().plus(after)).await?;
            wait(deps, received, letter, &row, &begun, until).await
        }
    }
}

/// The row says until when it waits, whoever watches is told, and the command comes back then.
async fn wait(
    deps: &Deps,
    received: &Received,
    letter: &Letter<'_>,
    row: &Message,
    delivery: &Delivery,
    until: Timestamp,
) -> Result<Class, Error> {
    // The queue brings it no oftener than this: a person decides.
    if received.attempt >= LAST_ATTEMPT {
        return finish(deps, received, letter, row, rate_used_up(delivery)).await;
    }
    let held = Delivery { state: DeliveryState::Queued, held_until: Some(until), ..delivery.clone() };
    if held != *delivery && rewrite(deps, &received.envelope.thread, row, held).await?.is_none() {
        return Err(Error::Retry("another delivery of this command is at it".into()));
    }
    hold::tell(deps, received, letter, row, until).await?;
    Err(Error::Hold(until))
}

async fn attempt(deps: &Deps, letter: &Letter<'_>, delivery: &Delivery, retry_key: bool, attempt: u32) -> Result<Verdict, Error> {
    let outbound = &Outbound { extra: carried(deps, letter.outbound)?, ..letter.outbound.clone() };
    let letter = &Letter { outbound, ..*letter };
    if outbound.platform == Platform::Web {
        return Ok(Verdict::Ended(there(letter, delivery)));
    }
    let Some(secret) = secrets(deps, outbound.platform, &outbound.account).await? else {
        let advice = "The account has no token. An administrator must connect it; then send it again.";
        return Ok(Verdict::Ended(failed(delivery, FailureReason::NeedsAttention, "no_secret", advice)));
    };
    let verdict = once(deps, letter, delivery, &secret, retry_key, attempt).await?;
    if !wants_another_token(&verdict) {
        return Ok(verdict);
    }
    // It certainly was not sent; and the token may have been renewed, or set anew, since this process read it.
    let now = deps.secrets.fresh(outbound.platform, &outbound.account, deps.clock.now()).await?;
    match now.filter(|now| now.one("token") != secret.one("token")) {
        Some(now) => once(deps, letter, delivery, &now, retry_key, attempt).await,
        None => Ok(verdict),
    }
}

/// What the answer carries, with a link to a file of the company's own that is made for this attempt.
fn carried(deps: &Deps, outbound: &Outbound) -> Result<Option<Extra>, Error> {
    let Some(Extra::Upload { upload, name, kind, .. }) = &outbound.extra else { return Ok(outbound.extra.clone()) };
    let name = media::name(name.as_deref(), None, 0);
    let link = deps.files.link(&media::sent(*upload), &name, deps.clock.now(), FETCHED_WITHIN)?;
    Ok(Some(Extra::Upload { upload: *upload, name: Some(name), kind: *kind, link: Some(link) }))
}

fn wants_another_token(verdict: &Verdict) -> bool {
    match verdict {
        Verdict::Ended(end) => end.failure.as_ref().is_some_and(|failure| failure.reason == FailureReason::NeedsAttention),
        Verdict::Later(_) | Verdict::Closed(_) | Verdict::SameKey => false,
    }
}

/// One call with these secrets.
async fn once(
    deps: &Deps,
    letter: &Letter<'_>,
    delivery: &Delivery,
    secret: &Secret,
    retry_key: bool,
    attempt: u32,
) -> Result<Verdict, Error> {
    let outbound = letter.outbound;
    let rendered = match channels::render(outbound, &credentials(outbound.platform, secret)) {
        Ok(rendered) => rendered,
        Err(refusal) => {
            return Ok(Verdict::Ended(failed(delivery, FailureReason::Refused, "refused_here", &refusal.to_string())));
        }
    };
    // What goes out in other words than it was made in, the sender is told with the outcome.
    let channels::Rendered { request, notice } = rendered;
    let notice = notice.map(|notice| notice.to_string());
    let delivery = &Delivery { notice, ..delivery.clone() };
    let begun = std::time::Instant::now();
    let answer = match outbound.platform {
        Platform::Open => match bridge::sealed(request, outbound.message, secret, deps.clock.now()) {
            Ok(notification) => deps.http.ask_foreign(notification).await,
            Err(why) => return Ok(Verdict::Ended(failed(delivery, FailureReason::NeedsAttention, bridge::NO_ADDRESS, &why))),
        },
        platform => call(deps, platform, request).await,
    };
    let took = begun.elapsed().as_millis();
    Ok(match answer {
        Ok(answer) => {
            let response = channels::Response { status: answer.status, headers: &answer.headers, body: &answer.body };
            tracing::debug!(
                status = answer.status,
                took_ms = took,
                "{} answered {} in {took} ms",
                outbound.platform,
                answer.status
            );
            // An error on the platform's side may come after it took the message: that is doubt (I13).
            if answer.status >= 500 {
                let again = retry_key && attempt < LAST_ATTEMPT;
                return Ok(if again { Verdict::SameKey } else { Verdict::Ended(unsure(delivery)) });
            }
            answered(channels::outcome(outbound.platform, &response), delivery, attempt)
        }
        Err(silence) => {
            tracing::warn!(took_ms = took, %silence, "{} gave no answer in {took} ms: {silence}", outbound.platform);
            unanswered(&silence, delivery, retry_key, attempt)
        }
    })
}

/// In the web messenger an answer is with the customer once it may be shown: they are told to ask, and nobody is called.
fn there(letter: &Letter<'_>, delivery: &Delivery) -> Delivery {
    match channels::render(letter.outbound, &channels::Credentials { token: "", app_secret: None }) {
        Ok(rendered) => {
            let external_id = Some(letter.outbound.message.to_string());
            let notice = rendered.notice.map(|notice| notice.to_string());
            Delivery { state: DeliveryState::Sent, external_id, notice, ..delivery.clone() }
        }
        Err(refusal) => failed(delivery, FailureReason::Refused, "refused_here", &refusal.to_string()),
    }
}

/// Each attempt a person asked for has its own command, so its own mark.
fn mark(received: &Received) -> String {
    format!("sent_{}", received.envelope.id)
}

/// The row with another delivery, if it still says what was read.
async fn rewrite(deps: &Deps, thread: &Thread, row: &Message, delivery: Delivery) -> Result<Option<Message>, Error> {
    let body = with(row, delivery);
    match deps.table.write(vec![conversation::take_over(thread, row, &body)?]).await {
        Ok(()) => Ok(Some(Message { body, ..row.clone() })),
        Err(store::Error::Refused(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn with(row: &Message, delivery: Delivery) -> Body {
    match row.body.clone() {
        Body::Agent { agent, text, canned, extra, .. } => Body::Agent { agent, text, canned, delivery, extra },
        other => other,
    }
}

/// Writes the outcome with what it tells, once for this command.
async fn finish(deps: &Deps, received: &Received, letter: &Letter<'_>, row: &Message, end: Delivery) -> Result<Class, Error> {
    let (conversation, message, whereabouts) = (letter.conversation, row.id, letter.whereabouts.clone());
    let told = match (&end.state, &end.failure) {
        (DeliveryState::Failed | DeliveryState::Unsure, Some(failure)) => {
            tracing::warn!(message = %message, reason = ?failure.reason, code = failure.code, "Answer {message} was not sent ({:?} {})", failure.reason, failure.code);
            Payload::from(MessageFailed { conversation, message, state: end.state, failure: failure.clone(), whereabouts })
        }
        _ => Payload::from(MessageSent { conversation, message, state: end.state, whereabouts }),
    };
    let record = conversation::mark_row(&mark(received), &received.envelope.thread, row, &with(row, end))?;
    match deps.commit(&received.envelope, record, vec![], vec![Emit::from(told)]).await {
        Ok(_) => Ok(Class::Reply),
        Err(error) => Err(error.into()),
    }
}

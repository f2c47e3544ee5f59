//! What the end of an attempt means for a message: pure.

use channels::Outcome;
use domain::{
    message::{Delivery, DeliveryState, Failure, FailureReason},
    time::{Millis, SECOND},
};
use runtime::NoAnswer;

/// After this many deliveries of the command a platform that is still down has failed: a person decides.
pub(crate) const LAST_ATTEMPT: u32 = 7;

/// How an attempt ended.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Verdict {
    /// The message has come this far.
    Ended(Delivery),
    /// It was certainly not sent, and may be later: after this many milliseconds, if the platform said so.
    Later(Option<Millis>),
    /// It was certainly not sent, and will not be before this many milliseconds are over: the account's rate is used up.
    Closed(Millis),
    /// It may have been sent, and the platform takes a retry key: the same key again is safe.
    SameKey,
}

/// The platform answered.
pub(crate) fn answered(outcome: Outcome, delivery: &Delivery, attempt: u32) -> Verdict {
    let ended = |reason, code: &str, advice: &str| Verdict::Ended(failed(delivery, reason, code, advice));
    match outcome {
        Outcome::Sent { external_id } => {
            let external_id = external_id.or_else(|| delivery.external_id.clone());
            Verdict::Ended(Delivery { state: DeliveryState::Sent, external_id, ..delivery.clone() })
        }
        Outcome::RateLimited { after: Some(after) } if after > SHORT && attempt < LAST_ATTEMPT => Verdict::Closed(after),
        Outcome::Retry { .. } | Outcome::RateLimited { .. } if attempt < LAST_ATTEMPT => match outcome {
            Outcome::Retry { after } | Outcome::RateLimited { after } => Verdict::Later(after),
            _ => Verdict::Later(None),
        },
        Outcome::Retry { .. } => ended(
            FailureReason::Unavailable,
            "5xx",
            "The platform keeps failing. Send it again in some minutes, or reach the customer on another channel.",
        ),
        Outcome::RateLimited { .. } => Verdict::Ended(rate_used_up(delivery)),
        Outcome::QuotaSpent { code } => ended(
            FailureReason::RateLimited,
            &code,
            "The account's allowance is used up. An administrator must raise the plan; until then use another channel.",
        ),
        Outcome::NeedsAttention { code } => ended(
            FailureReason::NeedsAttention,
            &code,
            "The platform no longer accepts the account's token. An administrator must connect the account again; then send it again.",
        ),
        Outcome::WindowClosed { code } => ended(
            FailureReason::WindowClosed,
            &code,
            "The platform's time for an answer is over. Wait for the customer to write, or use another channel.",
        ),
        Outcome::Refused { code, said } => {
            let advice = match said.as_str() {
                "" => "The platform refused it. Check the customer's account and the text, then send it again.".to_owned(),
                said => format!("The platform refused it: {said} Change the text or use another channel."),
            };
            ended(FailureReason::Refused, &code, &advice)
        }
    }
}

/// Nothing came back. Silence after the request left is never taken for a failure (I13).
pub(crate) fn unanswered(silence: &NoAnswer, delivery: &Delivery, retry_key: bool, attempt: u32) -> Verdict {
    match silence {
        NoAnswer::NotReached(_) if attempt < LAST_ATTEMPT => Verdict::Later(None),
        NoAnswer::NotReached(_) => Verdict::Ended(failed(
            delivery,
            FailureReason::Unavailable,
            "unreachable",
            "The platform cannot be reached. Send it again in some minutes, or reach the customer on another channel.",
        )),
        NoAnswer::Silence(_) if retry_key && attempt < LAST_ATTEMPT => Verdict::SameKey,
        NoAnswer::Silence(_) => Verdict::Ended(unsure(delivery)),
    }
}

/// An attempt after one that was never answered: what is refused now may have gone out then.
pub(crate) fn after_silence(verdict: Verdict, delivery: &Delivery) -> Verdict {
    match verdict {
        Verdict::Ended(end) if end.state == DeliveryState::Failed => Verdict::Ended(unsure(delivery)),
        Verdict::Later(_) | Verdict::Closed(_) => Verdict::SameKey,
        known => known,
    }
}

/// It waited for as long as the queue brings it back.
pub(crate) fn rate_used_up(delivery: &Delivery) -> Delivery {
    let advice = "The account sends more than the platform allows. Send it again in some minutes.";
    Delivery { held_until: None, ..failed(delivery, FailureReason::RateLimited, "429", advice) }
}

/// It may have been sent, and nobody can know: a person decides.
pub(crate) fn unsure(delivery: &Delivery) -> Delivery {
    let failure = Failure {
        reason: FailureReason::Unknown,
        code: "silence".into(),
        advice:
            "It may have been sent: the platform's answer never came. Look in the platform's own inbox before sending it again."
                .into(),
    };
    Delivery { state: DeliveryState::Unsure, failure: Some(failure), ..delivery.clone() }
}

/// It was not sent and will not be by itself.
pub(crate) fn failed(delivery: &Delivery, reason: FailureReason, code: &str, advice: &str) -> Delivery {
    let failure = Failure { reason, code: code.to_owned(), advice: advice.to_owned() };
    Delivery { state: DeliveryState::Failed, failure: Some(failure), ..delivery.clone() }
}

/// Waits longer than this go back to the queue; shorter ones are waited out in place.
pub(crate) const SHORT: Millis = 2 * SECOND;

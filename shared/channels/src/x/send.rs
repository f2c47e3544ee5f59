//! An answer to X, and X's answer to it.

use domain::{
    reply::{Outbound, Target},
    time::{Millis, SECOND},
};
use serde::Serialize;

use super::{PRIVATE, PUBLIC};
use crate::{
    fields::Fields,
    outcome::{Outcome, Response, said},
    request::{Credentials, Refusal, Request, checked, segment, words_only},
};

#[derive(Serialize)]
struct Post<'a> {
    text: &'a str,
    reply: InReplyTo<'a>,
}

#[derive(Serialize)]
struct InReplyTo<'a> {
    in_reply_to_tweet_id: &'a str,
}

#[derive(Serialize)]
struct Direct<'a> {
    text: &'a str,
}

/// A post that answers another, or a direct message. X needs the person's id for a message: a private answer to a post goes
/// to its author as a direct message of its own.
pub(crate) fn encode(outbound: &Outbound, credentials: &Credentials<'_>) -> Result<Request, Refusal> {
    let answered = match &outbound.target {
        Target::Direct { customer } => {
            let text = checked(words_only(outbound)?, &PRIVATE)?;
            let path = format!("/2/dm_conversations/with/{}/messages", segment("customer", customer)?);
            return Request::post(path, &Direct { text }, credentials);
        }
        Target::PrivateReply { .. } => return Err(Refusal::target(outbound)),
        Target::Comment { comment } => comment,
        Target::Mention { media, comment } => comment.as_ref().unwrap_or(media),
    };
    let text = checked(words_only(outbound)?, &PUBLIC)?;
    let reply = InReplyTo { in_reply_to_tweet_id: segment("post", answered)? };
    Request::post("/2/tweets".to_owned(), &Post { text, reply }, credentials)
}

/// X's word on a send: by the status, the problem's type, and the number of an older error.
pub(crate) fn outcome(response: &Response<'_>) -> Outcome {
    let answer: Fields = serde_json::from_str(response.text()).unwrap_or_default();
    let problem = answer.text("type").unwrap_or_default();
    let kind = problem.rsplit('/').next().unwrap_or_default();
    let number = answer.objects("errors").first().and_then(|error| error.number("code")).map_or(0, |code| code as i64);
    let sentence = answer.text("detail").or_else(|| answer.objects("errors").first()?.text("message")).unwrap_or_default();
    let code = match (kind, number) {
        ("" | "about:blank", 0) => response.status.to_string(),
        ("" | "about:blank", number) => format!("{}/{number}", response.status),
        (kind, _) => format!("{}/{kind}", response.status),
    };
    match (response.status, kind, number) {
        (200..=299, ..) => {
            let data = answer.object("data").unwrap_or_default();
            Outcome::Sent { external_id: data.id("dm_event_id").or_else(|| data.id("id")) }
        }
        (_, "usage-capped", _) => Outcome::QuotaSpent { code },
        (401, ..) | (403, "client-forbidden" | "oauth1-permissions" | "unsupported-authentication", _) => {
            Outcome::NeedsAttention { code }
        }
        // A token that has ended, an account that is locked or suspended.
        (403, _, 32 | 64 | 87 | 89 | 99 | 220 | 326) => Outcome::NeedsAttention { code },
        (429, ..) => Outcome::RateLimited { after: until_reset(response) },
        (408 | 500..=599, ..) => Outcome::Retry { after: response.retry_after() },
        (403, _, 187) => Outcome::Refused { code, said: said(&sentence) },
        // X gives the newer refusals no code: that a text was posted before is told from a closed door only by the
        // documented sentence.
        (403, ..) if sentence.contains("duplicate content") => Outcome::Refused { code, said: said(&sentence) },
        // The author has neither named nor quoted the brand, or takes no direct messages.
        (403, ..) => Outcome::WindowClosed { code },
        _ => Outcome::Refused { code, said: said(&sentence) },
    }
}

/// `x-rate-limit-reset` is a moment; the answer's own `Date` tells how far away it is.
fn until_reset(response: &Response<'_>) -> Option<Millis> {
    response.retry_after().or_else(|| {
        let reset: i64 = response.headers.get("x-rate-limit-reset")?.to_str().ok()?.trim().parse().ok()?;
        Some((reset.saturating_sub(response.date()?.seconds())).clamp(0, 86_400) * SECOND)
    })
}

//! An answer to Reddit, and Reddit's answer to it: a refusal stands in the body of a 200.

use domain::{
    reply::{Outbound, Target},
    time::{Millis, SECOND},
};
use http::{HeaderValue, header};
use serde_json::value::RawValue;

use super::{PRIVATE, PUBLIC};
use crate::{
    fields::Fields,
    outcome::{Outcome, Response, said},
    request::{Credentials, Refusal, Request, checked, segment, words_only},
};

/// The longest subject of a message, in characters.
const SUBJECT: usize = 100;

/// `POST /api/comment` under a comment or post, or `POST /api/compose` to a person.
pub(crate) fn encode(outbound: &Outbound, credentials: &Credentials<'_>) -> Result<Request, Refusal> {
    let answered = match &outbound.target {
        Target::Direct { customer } => {
            let text = checked(words_only(outbound)?, &PRIVATE)?;
            let to = segment("customer", customer)?;
            let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("re");
            let subject: String = first.trim().chars().take(SUBJECT).collect();
            let fields = [("api_type", "json"), ("to", to), ("subject", &subject), ("text", text)];
            return called(Request::form("/api/compose".to_owned(), &fields, credentials)?, &outbound.from);
        }
        Target::PrivateReply { .. } => return Err(Refusal::target(outbound)),
        Target::Comment { comment } => comment,
        Target::Mention { media, comment } => comment.as_ref().unwrap_or(media),
    };
    let text = checked(words_only(outbound)?, &PUBLIC)?;
    let fields = [("api_type", "json"), ("thing_id", segment("comment", answered)?), ("text", text)];
    called(Request::form("/api/comment".to_owned(), &fields, credentials)?, &outbound.from)
}

/// Reddit wants to know which program calls, and for whom.
pub(crate) fn called(mut request: Request, user: &str) -> Result<Request, Refusal> {
    let agent = format!("web:harken:{} (by /u/{user})", env!("CARGO_PKG_VERSION"));
    let agent = HeaderValue::try_from(agent).map_err(|_| Refusal::Unaddressable { what: "account" })?;
    request.headers.insert(header::USER_AGENT, agent);
    Ok(request)
}

/// Reddit's word on a send.
pub(crate) fn outcome(response: &Response<'_>) -> Outcome {
    let code = response.status.to_string();
    match response.status {
        200..=299 => {}
        401 | 403 => return Outcome::NeedsAttention { code },
        429 => return Outcome::RateLimited { after: response.retry_after().or_else(|| reset(response)) },
        408 | 500..=599 => return Outcome::Retry { after: response.retry_after() },
        _ => return Outcome::Refused { code, said: String::new() },
    }
    let answer: Fields = serde_json::from_str(response.text()).unwrap_or_default();
    let json = answer.object("json").unwrap_or_default();
    // An error is a list: code, sentence, field.
    let error = json.list("errors").first().and_then(|error| serde_json::from_str::<Vec<&RawValue>>(error.get()).ok());
    let Some(error) = error else {
        let data = json.object("data").unwrap_or_default();
        let made = data.objects("things").first().and_then(|thing| thing.object("data")).or(Some(data));
        return Outcome::Sent { external_id: made.and_then(|made| made.id("name").or_else(|| made.id("id"))) };
    };
    let word = |n: usize| error.get(n).and_then(|raw| serde_json::from_str::<String>(raw.get()).ok()).unwrap_or_default();
    match word(0).as_str() {
        "RATELIMIT" => {
            let wait = json.number("ratelimit").map(|seconds| seconds.clamp(0.0, 86_400.0).ceil() as Millis * SECOND);
            Outcome::RateLimited { after: wait }
        }
        "USER_REQUIRED" | "INVALID_TOKEN" => Outcome::NeedsAttention { code: word(0) },
        code => Outcome::Refused { code: code.to_owned(), said: said(&word(1)) },
    }
}

/// Seconds until the allowance begins anew.
fn reset(response: &Response<'_>) -> Option<Millis> {
    let seconds: f64 = response.headers.get("x-ratelimit-reset")?.to_str().ok()?.trim().parse().ok()?;
    Some(seconds.clamp(0.0, 3_600.0).ceil() as Millis * SECOND)
}

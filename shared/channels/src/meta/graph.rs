//! The Graph API's answers, by code and subcode (Meta, "Messenger Platform: Common Error Codes"; channels.md section 5).

use std::collections::HashMap;

use domain::time::{MINUTE, Millis};
use serde::Deserialize;

use crate::{
    outcome::{Outcome, Response, said},
    wire::{Id, Text, id},
};

#[derive(Deserialize)]
struct Answer<'a> {
    #[serde(borrow)]
    error: Option<GraphError<'a>>,
    message_id: Option<Id<'a>>,
    id: Option<Id<'a>>,
}

#[derive(Deserialize)]
struct GraphError<'a> {
    #[serde(borrow)]
    message: Option<Text<'a>>,
    code: Option<i64>,
    error_subcode: Option<i64>,
    is_transient: Option<bool>,
}

/// What a product's own code means, with the code as text and the milliseconds to wait, if it said any.
pub(crate) type Class = fn(i64, &str, Option<Millis>) -> Option<Outcome>;

/// Meta's word on a send by Messenger or Instagram.
pub(crate) fn outcome(response: &Response<'_>) -> Outcome {
    judged(
        response,
        |_, _, _| None,
        || {
            let answer: Answer = serde_json::from_str(response.text()).ok()?;
            id(answer.message_id).or_else(|| id(answer.id))
        },
    )
}

/// The same for a product with codes of its own, which go first, and an id of what was taken in its own place.
pub(crate) fn judged(response: &Response<'_>, class: Class, taken: impl FnOnce() -> Option<String>) -> Outcome {
    let answer = serde_json::from_str::<Answer>(response.text()).ok();
    match answer {
        Some(Answer { error: Some(error), .. }) => failure(&error, response, class),
        // Taken, even if the body is not what was documented: asking again would send it again.
        _ if (200..300).contains(&response.status) => Outcome::Sent { external_id: taken() },
        _ => by_status(response, String::new()),
    }
}

fn failure(error: &GraphError<'_>, response: &Response<'_>, class: Class) -> Outcome {
    let Some(number) = error.code else { return by_status(response, sentence(error)) };
    let code = error.error_subcode.map_or_else(|| number.to_string(), |subcode| format!("{number}/{subcode}"));
    match class(number, &code, regained(response)) {
        Some(Outcome::Refused { code, .. }) => return Outcome::Refused { code, said: sentence(error) },
        Some(outcome) => return outcome,
        None => {}
    }
    match (number, error.error_subcode) {
        (10, Some(2_018_278 | 2_534_022)) | (551, Some(1_545_041)) => Outcome::WindowClosed { code },
        (4 | 17 | 32 | 613, _) => Outcome::RateLimited { after: regained(response) },
        // The business use case limits: one family of codes, one per product.
        (80_000..=80_014, _) => Outcome::RateLimited { after: regained(response) },
        (10 | 102 | 190 | 200..=299, _) => Outcome::NeedsAttention { code },
        // Subcodes of an ended session, under whatever code they come.
        (_, Some(458..=460 | 463 | 464 | 467 | 492)) => Outcome::NeedsAttention { code },
        (1 | 2 | 1200, _) => Outcome::Retry { after: response.retry_after() },
        // Codes that say no, and that no status or flag makes temporary.
        (100 | 368 | 2_018_108, _) => Outcome::Refused { code, said: sentence(error) },
        _ if response.status == 401 => Outcome::NeedsAttention { code },
        _ if response.status == 429 => Outcome::RateLimited { after: regained(response) },
        _ if response.status >= 500 || error.is_transient == Some(true) => Outcome::Retry { after: response.retry_after() },
        _ => Outcome::Refused { code, said: sentence(error) },
    }
}

fn by_status(response: &Response<'_>, said: String) -> Outcome {
    let code = response.status.to_string();
    match response.status {
        401 => Outcome::NeedsAttention { code },
        429 => Outcome::RateLimited { after: regained(response) },
        408 | 500..=599 => Outcome::Retry { after: response.retry_after() },
        _ => Outcome::Refused { code, said },
    }
}

fn sentence(error: &GraphError<'_>) -> String {
    said(error.message.as_ref().map_or("", Text::as_str))
}

/// When calls are taken again: `Retry-After`, or the longest `estimated_time_to_regain_access` (minutes) of
/// `X-Business-Use-Case-Usage`.
fn regained(response: &Response<'_>) -> Option<Millis> {
    #[derive(Deserialize)]
    struct Usage {
        estimated_time_to_regain_access: Option<u32>,
    }
    response.retry_after().or_else(|| {
        let header = response.headers.get("x-business-use-case-usage")?.to_str().ok()?;
        let usage: HashMap<&str, Vec<Usage>> = serde_json::from_str(header).ok()?;
        let minutes = usage.values().flatten().filter_map(|usage| usage.estimated_time_to_regain_access).max()?;
        (minutes > 0).then(|| Millis::from(minutes) * MINUTE)
    })
}

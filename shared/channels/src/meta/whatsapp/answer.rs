//! WhatsApp's answer to a send, by its codes (Meta, "WhatsApp: Error codes"; channels.md section 5).
//!
//! Whether a message went out in spite of an error of the platform's own (1, 2, 131000, 131016, 133004: they come with 5xx)
//! nobody can know: whoever sends takes a 5xx without a retry key for doubt, and a status with our callback data ends it.

use domain::time::Millis;
use serde::Deserialize;

use crate::{
    meta::graph,
    outcome::{Outcome, Response},
    wire::{Id, id},
};

#[derive(Deserialize)]
struct Answer<'a> {
    #[serde(borrow)]
    messages: Option<Vec<Accepted<'a>>>,
}

#[derive(Deserialize)]
struct Accepted<'a> {
    #[serde(borrow)]
    id: Option<Id<'a>>,
}

/// WhatsApp's word on a send.
pub(crate) fn outcome(response: &Response<'_>) -> Outcome {
    graph::judged(response, class, || {
        let answer: Answer = serde_json::from_str(response.text()).ok()?;
        id(answer.messages?.into_iter().next()?.id)
    })
}

/// What a code of WhatsApp's means; nothing for one that is not listed.
fn class(number: i64, code: &str, wait: Option<Millis>) -> Option<Outcome> {
    let code = || code.to_owned();
    Some(match number {
        131_047 => Outcome::WindowClosed { code: code() },
        4 | 80_007 | 130_429 | 131_048 | 131_056 | 133_016 => Outcome::RateLimited { after: wait },
        0 | 10 | 190 | 200..=299 | 131_005 | 131_031 | 131_042 | 133_010 => Outcome::NeedsAttention { code: code() },
        1 | 2 | 131_000 | 131_016 | 133_004 => Outcome::Retry { after: wait },
        33
        | 100
        | 368
        | 130_472
        | 131_008
        | 131_009
        | 131_021
        | 131_026
        | 131_030
        | 131_049
        | 131_051..=131_053
        | 132_000..=132_069 => Outcome::Refused { code: code(), said: String::new() },
        _ => return None,
    })
}

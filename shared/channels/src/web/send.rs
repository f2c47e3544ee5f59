//! An answer to a customer of the web messenger: lawful, or not. It goes nowhere; the messenger reads it from the thread.

use domain::reply::{Extra, Outbound, Target};
use serde::{Deserialize, Serialize};

use super::PRIVATE;
use crate::{
    outcome::{Outcome, Response},
    request::{Credentials, Refusal, Request, checked, choices, file, some},
    wire::{Id, id},
};

/// The most things to tap, cards or links, and the characters on one.
const MOST: usize = 10;
const LONGEST_CHOICE: usize = 80;

/// What the messenger will show.
#[derive(Serialize)]
struct Shown<'a> {
    to: &'a str,
    id: String,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    extra: Option<&'a Extra>,
}

/// The answer as the messenger shows it, without an address.
pub(crate) fn encode(outbound: &Outbound, _: &Credentials<'_>) -> Result<Request, Refusal> {
    let Target::Direct { customer } = &outbound.target else { return Err(Refusal::target(outbound)) };
    let text = outbound.text.trim();
    let alone = match &outbound.extra {
        None => false,
        Some(extra @ (Extra::File { .. } | Extra::Upload { .. })) => file(outbound, extra).map(|_| true)?,
        Some(Extra::Choices { choices: offered, .. }) => choices(offered, MOST, LONGEST_CHOICE).map(|_| false)?,
        Some(Extra::Cards { cards }) => some(cards, MOST).map(|_| true)?,
        Some(Extra::Links { links }) => some(links, MOST).map(|_| true)?,
        Some(Extra::Place { .. }) => true,
        Some(other @ (Extra::Sticker { .. } | Extra::Template { .. })) => return Err(Refusal::no_such(outbound, other.kind())),
    };
    if !(alone && text.is_empty()) {
        checked(text, &PRIVATE)?;
    }
    let shown = Shown { to: customer, id: outbound.message.to_string(), text, extra: outbound.extra.as_ref() };
    Request::unsigned(String::new(), &shown)
}

#[derive(Deserialize, Default)]
struct Taken<'a> {
    #[serde(borrow)]
    id: Option<Id<'a>>,
}

/// For a program in the messenger's place that answers by HTTP; ours asks for what is new.
pub(crate) fn outcome(response: &Response<'_>) -> Outcome {
    let code = response.status.to_string();
    match response.status {
        200..=299 => {
            let taken = serde_json::from_str::<Taken>(response.text()).unwrap_or_default();
            Outcome::Sent { external_id: id(taken.id) }
        }
        401 | 403 => Outcome::NeedsAttention { code },
        429 => Outcome::RateLimited { after: response.retry_after() },
        500.. => Outcome::Retry { after: response.retry_after() },
        _ => Outcome::Refused { code, said: String::new() },
    }
}

//! WhatsApp's word on what the brand sent. Statuses overtake each other; each stands alone.

use domain::{
    inbound::{Inbound, Receipt, ReceiptState},
    platform::Platform,
};
use serde::Deserialize;

use super::parse::{Around, Came};
use crate::wire::{Id, Moment, Text, id, words};

#[derive(Deserialize)]
struct Status<'a> {
    #[serde(borrow)]
    id: Option<Id<'a>>,
    status: Option<Text<'a>>,
    timestamp: Option<Moment>,
    recipient_id: Option<Id<'a>>,
    recipient_user_id: Option<Id<'a>>,
    biz_opaque_callback_data: Option<Text<'a>>,
    errors: Option<Vec<Failure>>,
}

#[derive(Deserialize)]
struct Failure {
    code: Option<i64>,
}

/// Reads one status.
pub(super) fn read(around: &Around<'_>, text: &str) -> Came {
    let status: Status = match serde_json::from_str(text) {
        Ok(status) => status,
        // A status of a kind that is not read may look as it likes.
        Err(error) => return if says_nothing(text) { Ok(Ok(None)) } else { Err(error) },
    };
    let Some(state) = status.status.as_ref().and_then(|name| state(name.as_str())) else { return Ok(Ok(None)) };
    Ok(receipt(around, state, status).map(|receipt| Some(Inbound::Receipt(receipt))))
}

fn says_nothing(text: &str) -> bool {
    #[derive(Deserialize)]
    struct Head<'a> {
        #[serde(borrow)]
        status: Option<Text<'a>>,
    }
    serde_json::from_str::<Head>(text).is_ok_and(|head| head.status.is_none_or(|name| state(name.as_str()).is_none()))
}

/// A voice message that was played was seen before.
fn state(name: &str) -> Option<ReceiptState> {
    match name {
        "sent" => Some(ReceiptState::Sent),
        "delivered" => Some(ReceiptState::Delivered),
        "read" | "played" => Some(ReceiptState::Read),
        "failed" => Some(ReceiptState::Failed),
        _ => None,
    }
}

fn receipt(around: &Around<'_>, state: ReceiptState, status: Status<'_>) -> Result<Receipt, &'static str> {
    // Without an id it would speak of every message.
    let external_id = id(status.id).ok_or("a status without the id of its message")?;
    let customer = around.author(status.recipient_id, status.recipient_user_id).ok_or("a status without a recipient")?;
    let at = status.timestamp.map(|time| time.0).or(around.time).ok_or("a status without a time")?;
    let code = status.errors.into_iter().flatten().find_map(|failure| failure.code);
    Ok(Receipt {
        platform: Platform::WhatsApp,
        account: around.account.clone(),
        own: around.own.clone(),
        customer: customer.id,
        external_id: Some(external_id),
        metadata: words(status.biz_opaque_callback_data),
        code: code.map(|code| code.to_string()),
        state,
        at,
    })
}

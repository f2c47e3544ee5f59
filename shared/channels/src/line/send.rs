//! An answer to LINE, and LINE's answer to it.
//!
//! An agent's answer is a push: reply tokens live about a minute and are for automatic first answers.

use domain::{
    id::MessageId,
    reply::{Choice, Extra, Outbound, Target},
};
use http::{HeaderName, HeaderValue};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::PRIVATE;
use crate::{
    outcome::{Outcome, Response, said},
    request::{Credentials, Refusal, Request, checked, choices, words_only},
    wire::{Id, id},
};

const RETRY_KEY: HeaderName = HeaderName::from_static("x-line-retry-key");
/// Stands in a 409: an earlier call with the same retry key was accepted under this request id.
const ACCEPTED: &str = "x-line-accepted-request-id";

#[derive(Serialize)]
struct Push<'a> {
    to: &'a str,
    messages: [TextMessage<'a>; 1],
}

#[derive(Serialize)]
struct TextMessage<'a> {
    r#type: &'static str,
    text: &'a str,
    #[serde(rename = "quickReply", skip_serializing_if = "Option::is_none")]
    quick_reply: Option<QuickReply<'a>>,
}

#[derive(Serialize)]
struct QuickReply<'a> {
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    r#type: &'static str,
    action: Action<'a>,
}

/// Brings the choice's id back, and shows the customer's tap as a message of theirs.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Action<'a> {
    r#type: &'static str,
    label: &'a str,
    data: &'a str,
    display_text: &'a str,
}

/// Buttons below a message, and the characters on one.
const QUICK_REPLIES: usize = 13;
const QUICK_REPLY_LABEL: usize = 20;

/// `POST /v2/bot/message/push` with a retry key, so that a repeated send runs once.
pub(crate) fn encode(outbound: &Outbound, credentials: &Credentials<'_>) -> Result<Request, Refusal> {
    let Target::Direct { customer } = &outbound.target else { return Err(Refusal::target(outbound)) };
    let (words, quick_reply) = match &outbound.extra {
        Some(Extra::Choices { choices: offered, .. }) => (&*outbound.text, Some(quick_reply(offered)?)),
        _ => (words_only(outbound)?, None),
    };
    let text = checked(words, &PRIVATE)?;
    let body = Push { to: customer, messages: [TextMessage { r#type: "text", text, quick_reply }] };
    let mut request = Request::post("/v2/bot/message/push".to_owned(), &body, credentials)?;
    let key = HeaderValue::try_from(retry_key(outbound.message)).map_err(|_| Refusal::Unaddressable { what: "message" })?;
    request.headers.insert(RETRY_KEY, key);
    Ok(request)
}

fn quick_reply(offered: &[Choice]) -> Result<QuickReply<'_>, Refusal> {
    let offered = choices(offered, QUICK_REPLIES, QUICK_REPLY_LABEL)?;
    let items = offered.iter().map(|choice| Item {
        r#type: "action",
        action: Action { r#type: "postback", label: &choice.title, data: &choice.id, display_text: &choice.title },
    });
    Ok(QuickReply { items: items.collect() })
}

/// A UUID made from the message's id alone (version 8 of RFC 9562: SHA-256 of a name), so every attempt has the same.
fn retry_key(message: MessageId) -> String {
    let digest = Sha256::new().chain_update("line retry key ").chain_update(message.to_string()).finalize();
    let mut bytes = [0u8; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid().to_string()
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer<'a> {
    #[serde(borrow)]
    sent_messages: Option<Vec<SentMessage<'a>>>,
    message: Option<crate::wire::Text<'a>>,
}

#[derive(Deserialize)]
struct SentMessage<'a> {
    #[serde(borrow)]
    id: Option<Id<'a>>,
}

/// LINE's word on a push (channels.md section 5).
pub(crate) fn outcome(response: &Response<'_>) -> Outcome {
    let text = response.text();
    let answer = serde_json::from_str::<Answer>(text).unwrap_or(Answer { sent_messages: None, message: None });
    let code = response.status.to_string();
    match response.status {
        200..=299 => Outcome::Sent { external_id: first(answer.sent_messages) },
        // Accepted before under the same retry key: the answer then was lost, not the message.
        409 if response.headers.contains_key(ACCEPTED) => Outcome::Sent { external_id: first(answer.sent_messages) },
        401 | 403 => Outcome::NeedsAttention { code },
        // Two different things have this status, and LINE gives them no code: the call rate, which passes in moments,
        // and the plan's monthly quota, which does not. Only the documented sentence "You have reached your monthly
        // limit." tells them apart. A sentence not known is taken for the rate: waiting harms less than giving up.
        429 if answer.message.as_ref().is_some_and(|message| message.as_str().contains("monthly limit")) => {
            Outcome::QuotaSpent { code }
        }
        429 => Outcome::RateLimited { after: response.retry_after() },
        408 | 500..=599 => Outcome::Retry { after: response.retry_after() },
        _ => Outcome::Refused { code, said: said(answer.message.as_ref().map_or("", |message| message.as_str())) },
    }
}

fn first(sent: Option<Vec<SentMessage<'_>>>) -> Option<String> {
    id(sent?.into_iter().next()?.id)
}

#[cfg(test)]
mod tests {
    use domain::time::Timestamp;

    use super::*;

    // proves I4: one message has one retry key, and no two share one
    #[test]
    fn a_retry_key_is_a_uuid_made_from_the_message_alone() {
        let message = |seed: &[u8]| MessageId::at(Timestamp::from_millis(1_774_000_000_000), &[seed]);
        let key = retry_key(message(b"a"));
        assert_eq!(key, retry_key(message(b"a")));
        assert_ne!(key, retry_key(message(b"b")));
        assert_eq!((key.len(), key.as_bytes()[14], key.matches('-').count()), (36, b'8', 4));
    }
}

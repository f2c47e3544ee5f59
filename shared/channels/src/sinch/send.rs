//! `POST /v1/projects/{project}/messages:send`. Taken means queued: what became of a message is told by its delivery reports, which
//! hold our own id of it as `metadata`, so that they find a send whose answer was lost.

use domain::reply::{Outbound, Target};
use serde_json::{Value, json};

use super::{Channel, Own};
use crate::request::{Credentials, Refusal, Request};

/// The request that sends a message to one person.
pub(super) fn send(
    channel: &Channel,
    outbound: &Outbound,
    message: &Value,
    credentials: &Credentials<'_>,
) -> Result<Request, Refusal> {
    let Target::Direct { customer } = &outbound.target else { return Err(Refusal::target(outbound)) };
    let Own { project, app, sender } = Own::of(&outbound.from)?;
    let mut body = json!({
        "app_id": app,
        "recipient": { "identified_by": { "channel_identities": [{ "channel": channel.name, "identity": customer }] } },
        "message": message,
        "message_metadata": outbound.message.to_string(),
    });
    if let Some(sender) = sender {
        body["channel_properties"] = json!({ format!("{}_SENDER", channel.name): sender });
    }
    Request::post(format!("/v1/projects/{project}/messages:send"), &body, credentials)
}

/// A message of words.
pub(super) fn words(text: &str) -> Value {
    json!({ "text_message": { "text": text } })
}

/// A picture, which the interface fetches.
pub(super) fn picture(url: &str) -> Value {
    json!({ "media_message": { "url": url } })
}

//! Open messaging: the answer goes to the bridge's own address, signed for the moment it leaves. One that nobody takes is put
//! aside whole, so that an operator can send it back once the bridge is there again.

use channels::{Request, open};
use domain::{
    event::{Call, Payload},
    id::{EnvelopeId, MessageId},
    message::{Delivery, DeliveryState},
    platform::Platform,
    time::Timestamp,
};
use runtime::{Ask, Deps, Error, Letter, Received, Secret};

/// The code of an account that does not say where its notifications go, or cannot sign them.
pub(crate) const NO_ADDRESS: &str = "no_notify_url";

/// The notification with its address and signatures, or what an administrator must do first.
pub(crate) fn sealed(request: Request, message: MessageId, secret: &Secret, now: Timestamp) -> Result<Ask, String> {
    let Some(url) = secret.one("notify_url") else {
        return Err("The account does not say where its notifications go. An administrator must set `notify_url` with its \
                    secrets; then send it again."
            .into());
    };
    let request = open::seal(request, &message.to_string(), now, secret.all("signing"))
        .map_err(|refusal| format!("The notification could not be signed: {refusal}. Then send it again."))?;
    Ok(Ask { method: request.method, url: url.to_owned(), headers: request.headers, body: request.body })
}

/// Whether an answer ended as a notification that its bridge did not take.
pub(crate) fn undelivered(platform: Platform, end: &Delivery) -> bool {
    let ours = end.failure.as_ref().is_some_and(|failure| matches!(failure.code.as_str(), "refused_here" | "no_secret"));
    platform == Platform::Open && matches!(end.state, DeliveryState::Failed | DeliveryState::Unsure) && !ours
}

/// Puts the answer aside as a command that sends it again. Before the outcome is written: found twice is better than lost.
pub(crate) async fn put_aside(deps: &Deps, received: &Received, end: &Delivery) -> Result<(), Error> {
    let mut envelope = received.envelope.clone();
    if let Payload::Outbound(Call::Send { again, .. }) = &mut envelope.payload {
        *again = true;
    }
    // A name of its own, the same on every replay: the queue still knows the command that failed.
    envelope.id = EnvelopeId::derive(received.envelope.id, received.envelope.id.time(), u32::MAX);
    envelope.cause = Some(received.envelope.id);
    let code = end.failure.as_ref().map_or("?", |failure| failure.code.as_str());
    let reason = format!("a bridge did not take a notification ({code}): repair the bridge or its `notify_url`, then redrive");
    let body = serde_json::to_string(&envelope).map_err(|error| Error::Reject(error.to_string()))?;
    deps.bus.put_aside(Letter { body, group: Some(envelope.thread.to_string()), id: envelope.id.to_string(), reason }).await
}

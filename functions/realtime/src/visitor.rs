//! Customers of the web messenger. They are told that there is something to ask for, and nothing else: who has their
//! conversation and where it waits is not for them.

use domain::{conversation::Stage, id::ConversationId, platform::Platform, thread::Thread};
use runtime::{Deps, Error};
use serde_json::json;
use store::{conversation, live};

use crate::push;

/// Something happened in a thread.
///
/// # Errors
/// The table cannot be read, or a push failed.
pub(crate) async fn news(thread: &Thread, deps: &Deps) -> Result<(), Error> {
    if thread.platform() != Some(Platform::Web) {
        return Ok(());
    }
    push(&[live::visitor(thread)], None, r#"{"type":"news"}"#, deps).await
}

/// An agent writes an answer.
///
/// # Errors
/// The table cannot be read, or a push failed.
pub(crate) async fn answered(conversation: ConversationId, deps: &Deps) -> Result<(), Error> {
    let Some(stored) = conversation::get(&deps.table, conversation).await? else { return Ok(()) };
    if stored.conversation.platform != Platform::Web {
        return Ok(());
    }
    push(&[live::visitor(&stored.conversation.thread)], None, r#"{"type":"typing"}"#, deps).await
}

/// The customer at this socket writes: whoever has the conversation sees it.
///
/// # Errors
/// The table cannot be read, or a push failed.
pub(crate) async fn typing(connection: &str, deps: &Deps) -> Result<(), Error> {
    let own = live::subjects(&deps.table, connection).await?;
    // Who they are is what their ticket says, not what they say.
    let Some(thread) = own.iter().find_map(|subject| subject.strip_prefix("visitor:")) else { return Ok(()) };
    let Some(stored) = conversation::of_thread(&deps.table, &Thread::named(thread)).await? else { return Ok(()) };
    let Stage::With { agent, .. } = &stored.conversation.stage else { return Ok(()) };
    let text = json!({ "type": "customer.typing", "data": { "conversation": stored.conversation.id } }).to_string();
    push(&[format!("agent:{agent}")], None, &text, deps).await
}

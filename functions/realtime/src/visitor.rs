//! Customers of the web messenger. They are told that there is something to ask for, and nothing else: who has their
//! conversation and where it waits is not for them.

use channels::capability::Reach;
use domain::{
    conversation::Stage,
    event::{Call, Envelope, Payload},
    id::{ConversationId, EnvelopeId, TraceId},
    platform::{Platform, Visibility},
    thread::Thread,
    time::{Millis, SECOND, Timestamp},
};
use runtime::{Deps, Error};
use serde_json::json;
use store::{conversation, live};

use crate::{listening::Listening, push};

/// Something happened in a thread.
///
/// # Errors
/// The table cannot be read, or a push failed.
pub(crate) async fn news(thread: &Thread, listening: &Listening, deps: &Deps) -> Result<(), Error> {
    if thread.platform() != Some(Platform::Web) {
        return Ok(());
    }
    push(&[live::visitor(thread)], None, r#"{"type":"news"}"#, listening, deps).await
}

/// That somebody writes is shown to a customer this often at most, whoever says it how often.
const SHOWN: Millis = 10 * SECOND;

/// An agent writes an answer: the web messenger is told by its socket, and a platform that shows such a thing is asked to.
///
/// # Errors
/// The table cannot be read, a push failed, or the command could not be sent.
pub(crate) async fn answered(conversation: ConversationId, agent: &str, deps: &Deps) -> Result<(), Error> {
    let Some(stored) = conversation::get(&deps.table, conversation).await? else { return Ok(()) };
    let of = &stored.conversation;
    if of.platform == Platform::Web {
        return push(&[live::visitor(&of.thread)], None, r#"{"type":"typing"}"#, &Listening::default(), deps).await;
    }
    let shows = channels::capabilities(of.platform).is_some_and(|known| matches!(known.typing, Reach::Out | Reach::Both));
    let own = matches!(&of.stage, Stage::With { agent: owner, .. } if owner.as_str() == agent);
    if !shows || !own || of.visibility != Visibility::Private {
        return Ok(());
    }
    let now = deps.clock.now();
    // Within ten seconds it is the same command, and the queue takes it once.
    let at = Timestamp::from_millis(now.millis() / SHOWN * SHOWN);
    let name = of.id.to_string();
    let seed: [&[u8]; 2] = [name.as_bytes(), b"typing"];
    // A line of its own: an answer of the thread never waits for it.
    let line = Thread::named(&format!("typing:{}", of.thread));
    let command = Payload::from(Call::Typing { conversation: of.id });
    deps.bus.publish(&[Envelope::begin(EnvelopeId::at(at, &seed), TraceId::at(at, &seed), now, line, command)]).await
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
    push(&[format!("agent:{agent}")], None, &text, &Listening::default(), deps).await
}

//! Who looks at a conversation, or types in it (AGT-15). Said by the socket of the one who does, told to the others of the
//! queue, kept nowhere: it is true for seconds.

use domain::id::{ConversationId, QueueId};
use runtime::{Deps, Error, Pushed};
use serde::Deserialize;
use serde_json::json;
use store::live;

/// What a client may say.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Said {
    Looking(Looking),
}

/// It has this conversation open.
#[derive(Debug, Deserialize)]
pub(crate) struct Looking {
    conversation: ConversationId,
    queue: QueueId,
    typing: bool,
}

/// Reads it; nothing for anything else a client may say.
pub(crate) fn read(text: &str) -> Option<Looking> {
    serde_json::from_str(text).ok().map(|Said::Looking(looking)| looking)
}

/// Tells the other sockets of the queue, if this one is of the queue itself.
///
/// # Errors
/// The table cannot be read, or a push failed; the others are told nevertheless.
pub(crate) async fn tell(connection: &str, said: Looking, deps: &Deps) -> Result<(), Error> {
    let own = live::subjects(&deps.table, connection).await?;
    let queue = format!("queue:{}", said.queue);
    // Who they are is what their ticket says, not what they say.
    let Some(agent) = own.iter().find_map(|subject| subject.strip_prefix("agent:")) else { return Ok(()) };
    if !own.contains(&queue) {
        return Ok(());
    }
    let data = json!({ "conversation": said.conversation, "agent": agent, "typing": said.typing });
    let text = json!({ "type": "colleague.looking", "data": data }).to_string();
    let mut failed = None;
    for other in live::listeners(&deps.table, &[queue]).await? {
        if other == connection {
            continue;
        }
        match deps.sockets.push(&other, &text).await {
            Ok(Pushed::Taken) => {}
            Ok(Pushed::Gone) => live::disconnect(&deps.table, &other).await?,
            Err(error) => failed = Some(error),
        }
    }
    failed.map_or(Ok(()), Err)
}

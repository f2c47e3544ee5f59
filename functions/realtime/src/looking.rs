//! Who looks at a conversation, or types in it (AGT-15). Said by the socket of the one who does, told to the others of the
//! queue, kept nowhere: it is true for seconds.

use domain::id::{ConversationId, QueueId};
use runtime::{Deps, Error};
use serde::Deserialize;
use serde_json::json;
use store::live;

use crate::{listening::Listening, push, visitor};

/// What a client may say.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum Said {
    /// An agent looks at a conversation.
    Looking(Looking),
    /// A customer of the web messenger is writing.
    Typing,
}

impl Said {
    /// Tells whom it concerns.
    ///
    /// # Errors
    /// The table cannot be read, or a push failed; the others are told nevertheless.
    pub(crate) async fn tell(self, connection: &str, deps: &Deps) -> Result<(), Error> {
        match self {
            Said::Looking(looking) => tell(connection, looking, deps).await,
            Said::Typing => visitor::typing(connection, deps).await,
        }
    }
}

/// It has this conversation open.
#[derive(Debug, Deserialize)]
pub(crate) struct Looking {
    conversation: ConversationId,
    queue: QueueId,
    typing: bool,
}

/// Reads it; nothing for anything else a client may say.
pub(crate) fn read(text: &str) -> Option<Said> {
    serde_json::from_str(text).ok()
}

/// Tells the other sockets of the queue, if this one is of the queue itself.
///
/// # Errors
/// The table cannot be read, or a push failed; the others are told nevertheless.
async fn tell(connection: &str, said: Looking, deps: &Deps) -> Result<(), Error> {
    let own = live::subjects(&deps.table, connection).await?;
    let queue = format!("queue:{}", said.queue);
    // Who they are is what their ticket says, not what they say.
    let Some(agent) = own.iter().find_map(|subject| subject.strip_prefix("agent:")) else { return Ok(()) };
    if !own.contains(&queue) {
        return Ok(());
    }
    if said.typing {
        visitor::answered(said.conversation, agent, deps).await?;
    }
    let data = json!({ "conversation": said.conversation, "agent": agent, "typing": said.typing });
    let text = json!({ "type": "colleague.looking", "data": data }).to_string();
    push(&[queue], Some(connection), &text, &Listening::default(), deps).await
}

//! A person's word on an answer that waits for approval (ALR-03): it goes out, or never.

use domain::{
    approval::{self, Word},
    conversation::Refused,
    id::{AgentId, ConversationId, MessageId},
    message::{Body, Message},
};
use runtime::{Class, Error};
use store::conversation::{self, Stored};

use crate::{
    moves::row,
    reply::{again, checked, newest, send, told},
    turn::{TRIES, Turn},
};

/// One commit: the word in the row, the activity that says who, and for a yes the command to send it. Whether it may go out is asked
/// once more: a window may have closed meanwhile. That the customer has written since forbids nothing; who approves was shown it.
pub(crate) async fn decide(
    turn: &Turn<'_>,
    id: ConversationId,
    message: MessageId,
    by: &AgentId,
    word: Word<'_>,
) -> Result<Class, Error> {
    for _ in 0..TRIES {
        let before = turn.conversation(id).await?;
        let thread = &before.conversation.thread;
        let found = conversation::message(&turn.deps.table, thread, message.time(), message).await?;
        let Some(answer) = found.filter(|row| row.conversation == id) else {
            return turn.refuse(&before, by, Refused::NoSuch { what: "message".into(), name: message.to_string() }).await;
        };
        match decided(turn, &before, &answer, by, word).await? {
            Ok(true) => return Ok(Class::Reply),
            Ok(false) => {}
            Err(refused) => return turn.refuse(&before, by, refused).await,
        }
    }
    Err(turn.outrun())
}

async fn decided(
    turn: &Turn<'_>,
    before: &Stored,
    answer: &Message,
    by: &AgentId,
    word: Word<'_>,
) -> Result<Result<bool, Refused>, Error> {
    let body = match approval::decided(answer, by, word, turn.at()) {
        Ok(body) => body,
        Err(refused) => return Ok(Err(refused)),
    };
    let mut after = before.conversation.clone();
    after.seq += 1;
    after.changed_at = turn.now();
    let mut emits = vec![told(&after, answer)];
    if let (Word::Yes, Some(letter)) = (word, again(&after, answer, by)) {
        let rows = newest(turn, &before.conversation, &letter).await?;
        let path = match checked(&before.conversation, &letter, &rows, turn.at()) {
            Ok(path) => path,
            Err(refused) => return Ok(Err(refused)),
        };
        after.approve(answer.at, turn.at());
        emits.push(send(turn, &after, answer, path, &letter).await?);
    }
    let detail = match word {
        Word::No(Some(reason)) => format!("{}: {reason}", answer.id),
        Word::Yes | Word::No(None) => answer.id.to_string(),
    };
    let own = matches!(&answer.body, Body::Agent { agent, .. } if agent == by);
    let activity = row(turn, &after, Body::Activity { what: word.done(own).into(), by: Some(by.clone()), detail });
    let mut writes = conversation::change(Some(before), &after, 0)?;
    writes.push(conversation::decide_from(&after.thread, answer, &body)?);
    Ok(Ok(turn.commit(conversation::row(&after.thread, &activity)?, writes, emits).await?.is_some()))
}

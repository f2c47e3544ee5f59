//! A bot that has a conversation speaks, hands it over to people or ends it (ESC-04, BOT-04, BOT-15). Once people have it, no word of
//! the bot counts any more: there are never two who answer.

use domain::{
    conversation::{Conversation, Stage},
    event::{Emit, MessageReceived, Reply},
    follow::follows,
    id::{AccountId, AgentId, ConversationId, QueueId},
    message::{Body, Delivery, Message},
    platform::Visibility,
    program::{Leaves, Ticket},
    routing::Candidate,
};
use runtime::{Class, Error};
use store::conversation::{self, Stored};

use crate::{
    automatic::in_private,
    moves::row,
    reply::send,
    turn::{TRIES, Turn},
};

/// One commit: the words as queued and the command to send them. Where they cannot be sent people go on, and the row says why.
pub(crate) async fn says(turn: &Turn<'_>, id: ConversationId, bot: &AccountId, text: &str) -> Result<Class, Error> {
    for _ in 0..TRIES {
        let Some(before) = its_own(turn, id, bot).await? else { return Ok(Class::Other) };
        let mut after = before.conversation.clone();
        let path = match turn.crisis().await? {
            Some(_) => Err("in a crisis nothing is answered without a person".into()),
            None => in_private(turn, &after, text).await?,
        };
        let done = match path {
            Ok(path) => {
                after.seq += 1;
                after.changed_at = turn.now();
                let body = Body::Agent {
                    agent: AgentId::bot(),
                    text: text.to_owned(),
                    canned: None,
                    delivery: Delivery::queued(),
                    extra: None,
                };
                let row = Message { visibility: Visibility::Private, ..row(turn, &after, body) };
                let reply = Reply {
                    conversation: id,
                    by: AgentId::bot(),
                    role: None,
                    text: text.to_owned(),
                    canned: None,
                    visibility: Visibility::Private,
                    seen: None,
                    extra: None,
                };
                let sent = send(turn, &after, &row, path, &reply).await?;
                commit(turn, &before, &after, &row, None, vec![sent]).await?
            }
            Err(why) => hand_over(turn, &before, None, &format!("{bot}: {why}")).await?,
        };
        if done {
            return Ok(Class::Reply);
        }
    }
    Err(turn.outrun())
}

/// One commit: people go on in the queue the bot names, or in that of the rule; or nobody needs to.
pub(crate) async fn leaves(turn: &Turn<'_>, id: ConversationId, bot: &AccountId, leaves: &Leaves) -> Result<Class, Error> {
    for _ in 0..TRIES {
        let Some(before) = its_own(turn, id, bot).await? else { return Ok(Class::Other) };
        let done = match leaves {
            Leaves::HandOver { queue, note } => {
                let mut said = note.as_ref().map_or_else(|| bot.to_string(), |note| format!("{bot}: {note}"));
                let mut known = None;
                if let Some(queue) = queue {
                    match turn.queue(queue).await? {
                        Some(_) => known = Some(queue),
                        // It is not left standing for a name that is wrong: people get it where the rule said.
                        None => said.push_str(&format!(" (there is no queue {queue})")),
                    }
                }
                hand_over(turn, &before, known, &said).await?
            }
            Leaves::End => {
                let mut after = before.conversation.clone();
                if after.bot_ends(turn.at()).is_err() {
                    return Ok(Class::Other);
                }
                after.seq += 1;
                let row = row(turn, &after, Body::Activity { what: "bot_ended".into(), by: None, detail: bot.to_string() });
                commit(turn, &before, &after, &row, None, vec![]).await?
            }
        };
        if done {
            return Ok(Class::Other);
        }
    }
    Err(turn.outrun())
}

/// An outside system has opened a ticket: a row of the thread, and a word on the interaction if it still runs or is the newest.
pub(crate) async fn ticketed(turn: &Turn<'_>, id: ConversationId, interaction: u32, ticket: &Ticket) -> Result<Class, Error> {
    for _ in 0..TRIES {
        let before = turn.conversation(id).await?;
        let mut after = before.conversation.clone();
        after.seq += 1;
        after.changed_at = turn.now();
        if after.interaction.number == interaction {
            after.interaction.ticket = Some(ticket.clone());
        }
        let detail = ticket.url.as_ref().map_or_else(|| ticket.reference.clone(), |url| format!("{} {url}", ticket.reference));
        let row = row(turn, &after, Body::Activity { what: "ticket".into(), by: None, detail });
        if commit(turn, &before, &after, &row, None, vec![]).await? {
            return Ok(Class::Other);
        }
    }
    Err(turn.outrun())
}

/// The conversation, if this bot has it.
async fn its_own(turn: &Turn<'_>, id: ConversationId, bot: &AccountId) -> Result<Option<Stored>, Error> {
    let stored = turn.conversation(id).await?;
    let has = matches!(&stored.conversation.stage, Stage::Bot { bot: has, .. } if has.account == *bot);
    Ok(has.then_some(stored))
}

/// It goes into the line, with all that was said; somebody who is free is asked at once.
async fn hand_over(turn: &Turn<'_>, before: &Stored, queue: Option<&QueueId>, detail: &str) -> Result<bool, Error> {
    let mut after = before.conversation.clone();
    if let Some(queue) = queue {
        after.needs.queue = queue.clone();
    }
    after.hand_off(turn.at()).map_err(|refused| Error::Retry(refused.to_string()))?;
    let holder = turn.settle(&mut after, false).await?;
    after.seq += 1;
    let row = row(turn, &after, Body::Activity { what: "handed_over".into(), by: None, detail: detail.to_owned() });
    commit(turn, before, &after, &row, holder, vec![]).await
}

/// Whether the row with its change was written; else another was first.
async fn commit(
    turn: &Turn<'_>,
    before: &Stored,
    after: &Conversation,
    row: &Message,
    holder: Option<Candidate>,
    more: Vec<Emit>,
) -> Result<bool, Error> {
    let told = MessageReceived { conversation: after.id, message: row.id, seq: row.seq, whereabouts: after.whereabouts() };
    let mut emits = follows(Some(&before.conversation), after, None, turn.now());
    emits.push(Emit::to(after.thread.clone(), told.into()));
    emits.extend(more);
    let capacity = holder.as_ref().map_or(0, |holder| holder.agent.capacity);
    let writes = conversation::change(Some(before), after, capacity)?;
    let Some(committed) = turn.commit(conversation::row(&after.thread, row)?, writes, emits).await? else { return Ok(false) };
    turn.note_taken(&committed, holder, after.id).await;
    Ok(true)
}

//! A customer changes what is there: edits, unsends, reacts.

use domain::{
    event::{Emit, Hear, MessageReceived, Payload},
    inbound::{Act, Item},
    media,
    message::{Body, Changed, Message},
    platform::Visibility,
    thread::Thread,
};
use runtime::{Class, Error};
use store::{Write, conversation};

use crate::{
    arrival::preview,
    turn::{TRIES, Turn},
};

/// An edit may overtake what it edits: it is tried again this often before it is taken for one about something that
/// was never here.
const PATIENCE: u32 = 4;

/// The change is an event of its own in the thread (I5), and the row it is about says the new thing, or nothing.
pub(crate) async fn change(turn: &Turn<'_>, hear: &Hear) -> Result<Class, Error> {
    let item = &hear.item;
    let (external, what) = match &item.act {
        Act::Edit { external_id, .. } => (external_id, "edited"),
        Act::Delete { external_id } => (external_id, "deleted"),
        Act::React { external_id, .. } => (external_id, "reacted"),
        Act::Say { .. } => return Err(Error::Reject("words are heard, not changes".into())),
    };
    let (table, thread) = (&turn.deps.table, Thread::of(item));
    for _ in 0..TRIES {
        let Some(before) = conversation::of_thread(table, &thread).await? else { return missing(turn) };
        let Some(row) =
            conversation::find(table, &thread, |row| external.is_some() && external_of(row) == external.as_deref()).await?
        else {
            return missing(turn);
        };
        let mut after = before.conversation.clone();
        after.seq += 1;
        after.changed_at = turn.now();
        let mut writes = Vec::new();
        if let Some(body) = changed(&row.body, &item.act, item.at) {
            if Some(row.at) == after.last_customer_at && row.conversation == after.id {
                after.preview = match &item.act {
                    Act::Edit { text, .. } => preview(text.as_deref().unwrap_or_default()),
                    _ => String::new(),
                };
            }
            writes.push(match &item.act {
                Act::Delete { .. } => conversation::erase_from(&thread, &row, &body)?,
                _ => conversation::rewrite_from(&thread, &row, &body)?,
            });
        }
        let detail = match &item.act {
            Act::React { reaction, .. } => reaction.clone().unwrap_or_default(),
            _ => row.id.to_string(),
        };
        let activity = Message {
            id: item.message(),
            conversation: after.id,
            seq: after.seq,
            at: item.at,
            visibility: Visibility::Private,
            body: Body::Activity { what: what.into(), by: None, detail },
        };
        let mut all: Vec<Write> = conversation::change(Some(&before), &after, 0)?;
        all.extend(writes);
        let told = MessageReceived { conversation: after.id, message: row.id, seq: row.seq, whereabouts: after.whereabouts() };
        let mut emits = vec![Emit::to(thread.clone(), told.into())];
        emits.extend(forgotten(item, &row));
        if turn.commit(conversation::row(&thread, &activity)?, all, emits).await?.is_some() {
            return Ok(Class::Message);
        }
    }
    Err(turn.outrun())
}

/// What was kept of a message that its author has taken back goes, too.
fn forgotten(item: &Item, row: &Message) -> Vec<Emit> {
    match (&item.act, &row.body) {
        (Act::Delete { .. }, Body::Customer { content: Some(content), .. }) => {
            media::forget(item.platform, row.id, content).into_iter().map(|forget| Emit::from(Payload::from(forget))).collect()
        }
        _ => vec![],
    }
}

fn missing(turn: &Turn<'_>) -> Result<Class, Error> {
    if turn.attempt < PATIENCE {
        return Err(Error::Retry("what it changes is not here yet".into()));
    }
    // From before the connection, or a public item that nobody kept: there is nothing to change.
    Ok(Class::Other)
}

fn external_of(row: &Message) -> Option<&str> {
    match &row.body {
        Body::Customer { external_id, .. } => external_id.as_deref(),
        Body::Agent { delivery, .. } => delivery.external_id.as_deref(),
        Body::Note { .. } | Body::Activity { .. } => None,
    }
}

/// The row as it reads afterwards; nothing for a reaction, which changes no words. A deleted row stays deleted.
fn changed(body: &Body, act: &Act, at: domain::time::Timestamp) -> Option<Body> {
    let Body::Customer { external_id, author, content_type, content, analysis, changed, why } = body.clone() else { return None };
    match (&changed, act) {
        (Some(Changed::Deleted { .. }), _) => return None,
        // Edits may come in the wrong order: the newest words stay.
        (Some(Changed::Edited { at: known }), Act::Edit { .. }) if *known > at => return None,
        _ => {}
    }
    match act {
        Act::Delete { .. } => Some(Body::Customer {
            external_id,
            author,
            content_type,
            content: None,
            analysis: None,
            changed: Some(Changed::Deleted { at }),
            why,
        }),
        Act::Edit { text, .. } => {
            let content = content.map(|content| domain::inbound::Content { text: text.clone(), ..content });
            Some(Body::Customer {
                external_id,
                author,
                content_type,
                content,
                analysis,
                changed: Some(Changed::Edited { at }),
                why,
            })
        }
        Act::React { .. } | Act::Say { .. } => None,
    }
}

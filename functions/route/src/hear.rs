//! A customer's item joins or begins a conversation.

use domain::{
    account::Account,
    agent::Presence,
    contact::{Contact, Identity},
    conversation::{Conversation, Refused},
    crisis::Crisis,
    event::{Call, Emit, Hear, MessageReceived, Payload},
    follow::follows,
    id::{AgentId, ContactId, MentionId, QueueId},
    inbound::{Act, Author, Item},
    media,
    message::{Body, Message},
    thread::{Continuation, Thread, continues},
};
use runtime::{Class, Error};
use store::{
    Write, contact,
    conversation::{self, Stored},
    mention,
};

use crate::{
    arrival::{self, Place},
    change,
    turn::{TRIES, Turn},
};

/// Words join the thread; an edit, a deletion or a reaction changes what is there.
pub(crate) async fn hear(turn: &Turn<'_>, hear: &Hear) -> Result<Class, Error> {
    match &hear.item.act {
        Act::Say { .. } => say(turn, hear, None).await.map(|_| Class::Message),
        Act::Edit { .. } | Act::Delete { .. } | Act::React { .. } => change::change(turn, hear).await,
    }
}

/// A person's decision that a mention needs people.
struct ByHand<'a> {
    mention: MentionId,
    queue: &'a QueueId,
    by: &'a AgentId,
    note: Option<&'a str>,
}

/// A person gives a mention to people (ESC-06): it is heard as if a rule had said so, and the thread says who and why.
pub(crate) async fn by_hand(
    turn: &Turn<'_>,
    id: MentionId,
    queue: &QueueId,
    by: &AgentId,
    note: Option<&str>,
) -> Result<Class, Error> {
    let Some(found) = mention::get(&turn.deps.table, id).await? else {
        return Err(Error::Reject(format!("there is no mention {id}")));
    };
    let Some(hear) = arrival::by_hand(&found, queue) else {
        return Err(Error::Reject(format!("the author has deleted mention {id}; there is nothing to answer")));
    };
    let heard = say(turn, &hear, Some(&ByHand { mention: id, queue, by, note })).await?;
    if !heard && let Some(stored) = conversation::of_thread(&turn.deps.table, &Thread::of(&hear.item)).await? {
        return turn.refuse(&stored, by, Refused::AlreadyEscalated).await;
    }
    Ok(Class::Message)
}

/// What a decision by hand adds: the verdict on the mention, and a row that says who and why.
fn said_by_hand(turn: &Turn<'_>, hear: &Hear, after: &Conversation, hand: &ByHand<'_>) -> Result<(Vec<Write>, Message), Error> {
    let body = match hand.note {
        Some(note) => Body::Note { agent: hand.by.clone(), text: note.to_owned(), mentions: vec![] },
        None => Body::Activity { what: "escalated".into(), by: Some(hand.by.clone()), detail: hand.queue.to_string() },
    };
    let row = crate::moves::row(turn, after, body);
    let mut writes = vec![conversation::beside(&after.thread, &row)?];
    if let Some(verdict) = &hear.verdict {
        writes.push(mention::judged_by_hand(hand.mention, verdict)?);
    }
    Ok((writes, row))
}

/// One commit: the message, the conversation, a new person, desks, the thread's pointer. Answers whether it was new.
async fn say(turn: &Turn<'_>, hear: &Hear, hand: Option<&ByHand<'_>>) -> Result<bool, Error> {
    let item = &hear.item;
    let thread = Thread::of(item);
    let table = &turn.deps.table;
    let account = turn
        .deps
        .settings
        .one::<Account>(table, item.account.as_str(), turn.now())
        .await?
        .ok_or_else(|| Error::Reject(format!("there is no account {}; create it, then redrive", item.account)))?
        .data;
    for _ in 0..TRIES {
        let before = conversation::of_thread(table, &thread).await?;
        if hand.is_none() && heard_otherwise(turn, item, &thread, before.as_ref()).await? {
            return Ok(false);
        }
        let ended = before.as_ref().and_then(|stored| stored.conversation.ended());
        let continuation = match &before {
            Some(_) => continues(ended, item.at, account.threading_window()),
            None => Continuation::Begins,
        };
        let mut writes = Vec::new();
        let mut calls = Vec::new();
        let mut after = match (continuation, &before) {
            (Continuation::Joins | Continuation::Reopens, Some(stored)) => stored.conversation.clone(),
            _ => {
                let (contact, new) = person(turn, item).await?;
                writes.extend(new.writes);
                calls.extend(new.call);
                let place = Place {
                    thread: &thread,
                    contact,
                    seq: before.as_ref().map_or(0, |stored| stored.conversation.seq),
                    found: before.as_ref().map_or(vec![], |stored| stored.conversation.found.clone()),
                };
                let begun = arrival::begin(hear, &account, place, turn.cause, turn.now());
                writes.push(conversation::point(
                    &thread,
                    before.as_ref().map(|stored| stored.conversation.id),
                    begun.id,
                    turn.now(),
                ));
                begun
            }
        };
        let joined = before.as_ref().filter(|stored| stored.conversation.id == after.id);
        arrival::hear(&mut after, hear, turn.now());
        let crisis = turn.crisis().await?;
        if let Some(crisis) = crisis.as_ref().filter(|crisis| crisis.concerns(&hear.topics)) {
            after.needs.priority = after.needs.priority.max(i32::try_from(crisis.priority).unwrap_or(i32::MAX));
            after.tags.insert(Crisis::tag());
        }
        let begins = continuation != Continuation::Joins;
        let asked = if begins { arrival::besides(&mut after, hear, crisis.is_some(), turn.now()) } else { vec![] };
        give_back_if_gone(turn, joined, &mut after).await?;
        // Who waits already is found by whoever comes free; another message of theirs changes nothing in that.
        let holder = if waited(joined) { None } else { turn.settle(&mut after, false).await? };
        let capacity = holder.as_ref().map_or(0, |holder| holder.agent.capacity);
        after.seq += 1;
        if item.told.coarse {
            after.found.push(item.message().hash());
            after.found.drain(..after.found.len().saturating_sub(MOST_FOUND));
        }
        let row = message(item, hear, &after);
        let by_hand = match hand {
            Some(hand) => {
                after.seq += 1;
                Some(said_by_hand(turn, hear, &after, hand)?)
            }
            None => None,
        };
        let mut all = conversation::change(joined, &after, capacity)?;
        all.extend(writes);
        let mut emits = follows(joined.map(|stored| &stored.conversation), &after, None, turn.now());
        let received =
            MessageReceived { conversation: after.id, message: row.id, seq: row.seq, whereabouts: after.whereabouts() };
        emits.push(Emit::to(thread.clone(), received.into()));
        if let Some((more, row)) = by_hand {
            all.extend(more);
            let received =
                MessageReceived { conversation: after.id, message: row.id, seq: row.seq, whereabouts: after.whereabouts() };
            emits.push(Emit::to(thread.clone(), received.into()));
        }
        emits.extend(calls);
        emits.extend(media::keep(item).into_iter().map(|keep| Emit::from(Payload::from(keep))));
        emits.extend(asked);
        emits.extend(arrival::for_the_bot(&after, item));
        match turn.commit(conversation::row(&thread, &row)?, all, emits).await? {
            Some(committed) => {
                turn.note_taken(&committed, holder, after.id).await;
                return Ok(committed != store::Committed::Duplicate);
            }
            None if hand.is_some() && already_by_hand(turn, hear).await? => return Ok(false),
            None => {}
        }
    }
    Err(turn.outrun())
}

/// Messages found by asking that a thread remembers: more than a webhook loses and brings after all.
const MOST_FOUND: usize = 100;

/// Whether the other way of hearing has brought a private message already: who asks is told its time to the second, a webhook to the
/// millisecond, so that they make rows of two names.
async fn heard_otherwise(turn: &Turn<'_>, item: &Item, thread: &Thread, before: Option<&Stored>) -> Result<bool, Error> {
    let id = item.message();
    if item.told.coarse {
        let row = conversation::within_second(&turn.deps.table, thread, item.at, id).await?;
        // Its own row is what a replay meets.
        return Ok(row.is_some_and(|row| row.id != id));
    }
    let found = before.is_some_and(|stored| stored.conversation.found.contains(&id.hash()));
    if !found {
        return Ok(false);
    }
    // The row that was found stands at the whole second; found in the same millisecond, it is this one's own.
    let row = conversation::message(&turn.deps.table, thread, item.at, id).await?;
    Ok(row.is_none())
}

fn waited(joined: Option<&Stored>) -> bool {
    joined.is_some_and(|stored| matches!(stored.conversation.stage, domain::conversation::Stage::Waiting { .. }))
}

async fn already_by_hand(turn: &Turn<'_>, hear: &Hear) -> Result<bool, Error> {
    let row = conversation::message(&turn.deps.table, &Thread::of(&hear.item), hear.item.at, hear.item.message()).await?;
    Ok(row.is_some())
}

/// RTE-07: an agent who has left for the day cannot take it; the conversation waits again.
async fn give_back_if_gone(turn: &Turn<'_>, joined: Option<&Stored>, after: &mut Conversation) -> Result<(), Error> {
    if let (Some(_), domain::conversation::Stage::With { agent, .. }) = (joined, &after.stage) {
        let there = turn.candidate(agent).await?.is_some_and(|candidate| candidate.desk.presence != Presence::OffQueue);
        if !there {
            // The stage was just matched, so the move is lawful.
            let _ = after.give_back(turn.now());
        }
    }
    Ok(())
}

/// What a new person adds to the commit.
#[derive(Default)]
struct NewPerson {
    writes: Vec<Write>,
    call: Option<Emit>,
}

/// Whose item it is. A new person is stored with the conversation, and the platform is asked who they are.
async fn person(turn: &Turn<'_>, item: &Item) -> Result<(ContactId, NewPerson), Error> {
    let Author { id: user, name } = arrival::author(item);
    let identity = Identity { platform: item.platform, account: item.account.clone(), user };
    if let Some(known) = contact::of(&turn.deps.table, &identity).await? {
        return Ok((known, NewPerson::default()));
    }
    let id = identity.contact(item.at);
    let new = Contact { id, name, picture: None, first_seen: item.at };
    let call = item.author.is_some().then(|| {
        let call = Call::Profile {
            contact: id,
            platform: item.platform,
            account: item.account.clone(),
            customer: identity.user.clone(),
        };
        Emit::from(Payload::from(call))
    });
    Ok((id, NewPerson { writes: contact::create(&identity, &new)?, call }))
}

fn message(item: &Item, hear: &Hear, after: &Conversation) -> Message {
    let (external_id, content_type, content) = match &item.act {
        Act::Say { external_id, content_type, content } => (external_id.clone(), *content_type, Some(content.clone())),
        // Only words are heard; the others change what is there.
        Act::Edit { .. } | Act::Delete { .. } | Act::React { .. } => (None, domain::platform::ContentType::PrivateMessage, None),
    };
    Message {
        id: item.message(),
        conversation: after.id,
        seq: after.seq,
        at: item.at,
        visibility: item.visibility,
        body: Body::Customer {
            external_id,
            author: item.author.clone(),
            content_type,
            content,
            analysis: hear.analysis.clone(),
            changed: None,
            why: arrival::why(hear).map(Box::new),
        },
    }
}

//! Conversations, the rows of their threads, and their places in the inboxes.

use domain::{
    conversation::{Conversation, Stage},
    id::{AgentId, ContactId, ConversationId, MessageId, QueueId},
    message::{Body, DeliveryState, Message},
    thread::Thread,
    time::{DAY, SECOND, Timestamp},
};

use crate::{
    agent,
    commit::Record,
    key,
    packed::{pack, unpack},
    row,
    table::{
        Cursor, Error, Guard, Index, Item, Page, Query, Range, RawItem, Table, Update, Value, Write, key_of, number, place, text,
        until,
    },
};

/// A conversation with the version its next writer must name.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    /// As it was read.
    pub conversation: Conversation,
    /// The version read.
    pub version: u64,
}

/// The attribute that holds a conversation whole.
const PACKED: &str = "packed";

fn stored(item: Item) -> Result<Stored, Error> {
    let damaged = |e: String| Error::Broken(format!("{} cannot be read: {e}", text(&item, "pk")));
    let packed = item.get(PACKED).ok_or_else(|| damaged("it is empty".into()))?;
    let conversation = unpack(packed).map_err(|e| damaged(e.to_string()))?;
    Ok(Stored { conversation, version: number(&item, "version") as u64 })
}

/// One conversation.
pub async fn get(table: &Table, id: ConversationId) -> Result<Option<Stored>, Error> {
    table.get(&key::conversation(id)).await?.map(stored).transpose()
}

/// Several conversations, in no order; those absent are left out.
pub async fn get_many(table: &Table, ids: &[ConversationId]) -> Result<Vec<Stored>, Error> {
    let keys: Vec<_> = ids.iter().map(|&id| key::conversation(id)).collect();
    table.get_many(&keys).await?.into_iter().map(stored).collect()
}

/// The newest conversation of a thread.
pub async fn of_thread(table: &Table, thread: &Thread) -> Result<Option<Stored>, Error> {
    let Some(pointer) = table.get(&key::thread(thread)).await? else { return Ok(None) };
    let id: ConversationId =
        text(&pointer, "conversation").parse().map_err(|e| Error::Broken(format!("the pointer of {thread} is damaged: {e}")))?;
    get(table, id).await
}

/// The conversation as it becomes, and everything that follows from its stage: places on desks, what is due, the
/// inbox. `capacity` answers how many conversations an agent may hold.
///
/// The first write is the conversation itself: `Refused(0)` means another writer was first.
pub fn change(before: Option<&Stored>, after: &Conversation, capacity: u32) -> Result<Vec<Write>, Error> {
    let mut item = place(key::conversation(after.id), "conversation");
    item.insert(PACKED.into(), pack(after)?);
    let version = before.map_or(0, |stored| stored.version);
    item.insert("version".into(), Value::N((version + 1).to_string()));
    if let Some((partition, rank)) = inbox(after) {
        item.insert("gsi1pk".into(), Value::S(partition));
        item.insert("gsi1sk".into(), Value::S(rank));
    }
    item.insert("gsi2pk".into(), Value::S(key::contact_partition(after.contact)));
    item.insert("gsi2sk".into(), Value::S(key::moment(after.opened_at)));
    let item = RawItem(item);
    let mut writes = vec![if before.is_none() { Write::Create(item) } else { Write::Replace(item, version) }];

    let stage_before = before.map(|stored| &stored.conversation.stage);
    let (holder_before, holder_after) = (stage_before.and_then(Stage::holder), after.stage.holder());
    if holder_before != holder_after {
        writes.extend(holder_before.map(|agent| agent::release(agent, after.id)));
        writes.extend(match (&after.stage, holder_after) {
            (Stage::Offered { .. }, Some(agent)) => Some(agent::propose(agent, after.id, capacity)?),
            (_, holder) => holder.map(|agent| agent::hold(agent, after.id, capacity)),
        });
    }
    let (due_before, due_after) = (stage_before.and_then(Stage::due), after.stage.due());
    if due_before != due_after {
        writes.push(match due_after {
            Some(at) => offer_due(after.id, at),
            None => Write::Delete(key::offer_due(after.id), vec![]),
        });
    }
    Ok(writes)
}

/// The thread goes on with this conversation from now on. Refused if it has gone on to another meanwhile.
pub fn point(thread: &Thread, from: Option<ConversationId>, to: ConversationId, now: Timestamp) -> Write {
    let update = Update::of(key::thread(thread))
        .set("conversation", Value::S(to.to_string()))
        .set("kind", Value::S("thread".into()))
        .set("ttl", until(now.plus(400 * DAY)));
    Write::Update(match from {
        Some(from) => update.when(Guard::Is("conversation".into(), Value::S(from.to_string()))),
        None => update.when(Guard::Absent("conversation".into())),
    })
}

fn inbox(conversation: &Conversation) -> Option<(String, String)> {
    let partition = match &conversation.stage {
        Stage::Waiting { .. } => key::waiting_line(&conversation.needs.queue),
        Stage::Offered { agent, .. } => key::inbox("offered", agent.as_str()),
        Stage::With { agent, .. } => key::inbox("with", agent.as_str()),
        Stage::WrapUp { agent, .. } => key::inbox("wrap_up", agent.as_str()),
        Stage::Bot { .. } | Stage::Closed { .. } => return None,
    };
    Some((partition, format!("{}#{}", key::moment(conversation.rank()), conversation.id)))
}

fn offer_due(id: ConversationId, at: Timestamp) -> Write {
    let key = key::offer_due(id);
    let shard = id.to_string().bytes().last().unwrap_or_default() % key::DUE_SHARDS;
    Write::Put(RawItem(Item::from([
        ("pk".to_owned(), Value::S(key.pk)),
        ("sk".to_owned(), Value::S(key.sk)),
        ("kind".to_owned(), Value::S("due".into())),
        ("gsi2pk".to_owned(), Value::S(key::due_partition(shard))),
        ("gsi2sk".to_owned(), Value::S(key::moment(at))),
        ("ttl".to_owned(), until(at.plus(7 * DAY))),
    ])))
}

/// Offers that have run out by `now`, oldest first within each shard: the conversation and the end of its offer.
pub async fn offers_due(table: &Table, now: Timestamp, most: u32) -> Result<Vec<(ConversationId, Timestamp)>, Error> {
    let mut due = Vec::new();
    for shard in 0..key::DUE_SHARDS {
        let range = Range::Between(String::new() + "0", key::moment(now));
        let page = table.query(Query::of(Index::Gsi2, key::due_partition(shard)).range(range).limit(most)).await?;
        due.extend(page.items.iter().filter_map(|row| {
            let id = text(row, "pk").strip_prefix("CONV#")?.parse().ok()?;
            Some((id, Timestamp::from_millis(text(row, "gsi2sk").parse().ok()?)))
        }));
    }
    Ok(due)
}

/// A row of a thread, as the record of the command that makes it.
pub fn row(thread: &Thread, message: &Message) -> Result<Record, Error> {
    let key = key::message(thread, message.at, message.id);
    let mut item = row::item(key.clone(), message)?;
    if awaits(message) {
        item.insert("gsi1pk".into(), Value::S(key::AWAITING.into()));
        item.insert("gsi1sk".into(), Value::S(format!("{}#{}", key::moment(message.at), message.id)));
    }
    Ok(Record::new(key, item))
}

fn awaits(message: &Message) -> bool {
    matches!(&message.body, Body::Agent { delivery, .. } if delivery.state == DeliveryState::Awaiting)
}

/// A row that a command makes beside the one that is its record.
pub fn beside(thread: &Thread, message: &Message) -> Result<Write, Error> {
    Ok(Write::Create(RawItem(row::item(key::message(thread, message.at, message.id), message)?)))
}

fn rewrite(thread: &Thread, at: Timestamp, id: MessageId, body: &Body) -> Result<Update, Error> {
    row::says(Update::of(key::message(thread, at, id)).when(Guard::Exists), body)
}

/// A mark of a step on a row, with what the row says from now on, if it still says what was read.
pub fn mark_row(step: &str, thread: &Thread, message: &Message, body: &Body) -> Result<Record, Error> {
    Ok(Record::mark(
        step,
        rewrite(thread, message.at, message.id, body)?.when(Guard::Is("body".into(), row::said(&message.body)?)),
    ))
}

/// What a row says from now on, if it still says what was read.
pub fn rewrite_from(thread: &Thread, message: &Message, body: &Body) -> Result<Write, Error> {
    Ok(Write::Update(rewrite(thread, message.at, message.id, body)?.when(Guard::Is("body".into(), row::said(&message.body)?))))
}

/// The same, of a row whose author takes its words back: what it told when it came goes with them. Its own command was
/// carried out before theirs could be, so nobody needs to be told again.
pub fn erase_from(thread: &Thread, message: &Message, body: &Body) -> Result<Write, Error> {
    let update = rewrite(thread, message.at, message.id, body)?.remove("emits");
    Ok(Write::Update(update.when(Guard::Is("body".into(), row::said(&message.body)?))))
}

/// The same, by the step that the row's own command was for: it has come, so it need not be told again.
pub fn take_over(thread: &Thread, message: &Message, body: &Body) -> Result<Write, Error> {
    let update = rewrite(thread, message.at, message.id, body)?.remove("emits");
    Ok(Write::Update(update.when(Guard::Is("body".into(), row::said(&message.body)?))))
}

/// The same, of an answer that waited for approval and does not any more.
pub fn decide_from(thread: &Thread, message: &Message, body: &Body) -> Result<Write, Error> {
    let update = rewrite(thread, message.at, message.id, body)?.remove("gsi1pk").remove("gsi1sk");
    Ok(Write::Update(update.when(Guard::Is("body".into(), row::said(&message.body)?))))
}

/// A page of the answers that wait for approval, the oldest first. The index lags a moment, so each one is read itself and left out
/// if somebody has decided on it.
pub async fn awaiting(table: &Table, after: Option<Cursor>, limit: u32) -> Result<Page<Message>, Error> {
    let page = table.query(Query::of(Index::Gsi1, key::AWAITING.into()).after(after).limit(limit)).await?;
    let keys: Vec<_> = page.items.iter().map(key_of).collect();
    let mut items = table.get_many(&keys).await?.into_iter().map(row::message).collect::<Result<Vec<_>, _>>()?;
    items.retain(awaits);
    items.sort_by_key(|message| (message.at, message.id));
    Ok(Page { items, next: page.next })
}

/// One row.
pub async fn message(table: &Table, thread: &Thread, at: Timestamp, id: MessageId) -> Result<Option<Message>, Error> {
    table.get(&key::message(thread, at, id)).await?.map(row::message).transpose()
}

/// The row that a webhook made of a message of which whoever asks knows the time to the whole second only.
pub async fn within_second(table: &Table, thread: &Thread, at: Timestamp, id: MessageId) -> Result<Option<Message>, Error> {
    let mut after = None;
    // A thread has few rows in a second; a walk that is longer is no walk through one.
    loop {
        let range = Range::Between(key::messages_before(at), key::messages_before(at.plus(SECOND)));
        let query = Query::of(Index::Table, key::thread_partition(thread)).range(range).limit(100).after(after);
        let page = table.query(query).await?;
        let rows = page.items.into_iter().map(row::message).collect::<Result<Vec<Message>, _>>()?;
        if let Some(row) = rows.into_iter().find(|row| row.id.hash() == id.hash()) {
            return Ok(Some(row));
        }
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok(None),
        }
    }
}

/// Which rows of a thread.
#[derive(Debug, Clone, PartialEq)]
pub enum Rows {
    /// The newest, and what came before a cursor.
    Newest(Option<Cursor>),
    /// From a moment on, oldest first.
    From(Timestamp),
}

/// Rows of a thread: its history, earlier conversations included.
pub async fn messages(table: &Table, thread: &Thread, rows: Rows, limit: u32) -> Result<Page<Message>, Error> {
    let query = Query::of(Index::Table, key::thread_partition(thread)).limit(limit);
    let query = match rows {
        Rows::Newest(after) => query.range(Range::Prefix(key::MESSAGES.into())).newest_first().after(after),
        Rows::From(at) => query.range(Range::Between(key::messages_before(at), format!("{}~", key::MESSAGES))),
    };
    let page = table.query(query).await?;
    Ok(Page { items: page.items.into_iter().map(row::message).collect::<Result<_, _>>()?, next: page.next })
}

/// How far back an edit, a deletion or a receipt looks for the row it is about.
const LOOK_BACK_PAGES: usize = 20;

/// The newest row that `is` the one looked for. Edits, deletions and receipts come soon after what they are about,
/// so looking back costs less than an index entry for every message.
pub async fn find(table: &Table, thread: &Thread, is: impl Fn(&Message) -> bool) -> Result<Option<Message>, Error> {
    let mut after = None;
    for _ in 0..LOOK_BACK_PAGES {
        let page = messages(table, thread, Rows::Newest(after), 100).await?;
        if let Some(found) = page.items.into_iter().find(|message| is(message)) {
            return Ok(Some(found));
        }
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok(None),
        }
    }
    Ok(None)
}

/// Which inbox.
#[derive(Debug, Clone, PartialEq)]
pub enum Inbox<'a> {
    /// What waits in a queue.
    Waiting(&'a QueueId),
    /// What is on offer to an agent.
    Offered(&'a AgentId),
    /// What an agent has.
    With(&'a AgentId),
    /// What an agent wraps up.
    WrapUp(&'a AgentId),
}

/// A page of an inbox in the order of the line. The index lags a moment, so each one is read itself and left out if
/// it has moved on.
pub async fn inbox_page(table: &Table, inbox: Inbox<'_>, after: Option<Cursor>, limit: u32) -> Result<Page<Stored>, Error> {
    let (partition, stage) = match inbox {
        Inbox::Waiting(queue) => (key::waiting_line(queue), "waiting"),
        Inbox::Offered(agent) => (key::inbox("offered", agent.as_str()), "offered"),
        Inbox::With(agent) => (key::inbox("with", agent.as_str()), "with"),
        Inbox::WrapUp(agent) => (key::inbox("wrap_up", agent.as_str()), "wrap_up"),
    };
    let page = table.query(Query::of(Index::Gsi1, partition).after(after).limit(limit)).await?;
    let keys: Vec<_> = page.items.iter().map(key_of).collect();
    let mut items = table.get_many(&keys).await?.into_iter().map(stored).collect::<Result<Vec<_>, _>>()?;
    items.retain(|stored| stored.conversation.stage.name() == stage);
    items.sort_by_key(|stored| (stored.conversation.rank(), stored.conversation.id));
    Ok(Page { items, next: page.next })
}

/// How many wait in a queue, counted up to `most`.
pub async fn waiting_count(table: &Table, queue: &QueueId, most: usize) -> Result<(usize, Option<Timestamp>), Error> {
    let rows = table.query_all(Query::of(Index::Gsi1, key::waiting_line(queue)), most).await?;
    let oldest = rows.first().and_then(|row| text(row, "gsi1sk").split('#').next()?.parse().ok()).map(Timestamp::from_millis);
    Ok((rows.len(), oldest))
}

/// A person's conversations, newest first.
pub async fn of_contact(table: &Table, contact: ContactId, after: Option<Cursor>, limit: u32) -> Result<Page<Stored>, Error> {
    let range = Range::Prefix(String::from("0"));
    let query = Query::of(Index::Gsi2, key::contact_partition(contact)).range(range).newest_first().after(after).limit(limit);
    let page = table.query(query).await?;
    let keys: Vec<_> = page.items.iter().map(key_of).collect();
    let mut items = table.get_many(&keys).await?.into_iter().map(stored).collect::<Result<Vec<_>, _>>()?;
    items.sort_by_key(|stored| std::cmp::Reverse((stored.conversation.opened_at, stored.conversation.id)));
    Ok(Page { items, next: page.next })
}

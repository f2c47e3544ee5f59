//! Agents and their desks.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    agent::{Agent, Desk, Presence},
    id::{AgentId, ConversationId, EnvelopeId},
    routing::Candidate,
    time::{DAY, Timestamp},
};

use crate::{
    commit::Record,
    key, room,
    settings::Saved,
    table::{
        Error, Guard, Index, Item, MOST_WRITES, Query, RawItem, Table, Update, Value, Write, key_of, read, text, until, value,
        write,
    },
};

/// More agents than this are not listed.
const MOST: usize = 2_000;
/// How often a save is tried while the agent's desk moves.
const TRIES: usize = 5;

/// One agent.
pub async fn get(table: &Table, id: &AgentId) -> Result<Option<Saved<Agent>>, Error> {
    table.get(&key::agent(id)).await?.map(read).transpose()
}

/// Saves an agent and answers the new version. `Refused` as for a setting. Whoever is on queue has room by it at once.
pub async fn put(table: &Table, agent: &Agent, expected: Option<u64>, at: Timestamp) -> Result<u64, Error> {
    for _ in 0..TRIES {
        let found = table.get_many(&[key::agent(&agent.id), key::desk(&agent.id)]).await?;
        let (mut before, mut desk) = (None, None);
        for item in found {
            match key_of(&item) == key::desk(&agent.id) {
                true => desk = Some(read_desk(item)?),
                false => before = Some(read::<Saved<Agent>>(item)?),
            }
        }
        let stored = expected.or(before.as_ref().map(|saved| saved.version)).unwrap_or_default();
        let mut item = write(key::agent(&agent.id), "agent", &Saved { version: stored + 1, saved_at: at, data: agent })?;
        item.insert("gsi1pk".into(), Value::S(key::AGENTS_ALL.into()));
        item.insert("gsi1sk".into(), Value::S(agent.id.to_string()));
        let item = RawItem(item);
        let mut writes = vec![if stored == 0 { Write::Create(item) } else { Write::Replace(item, stored) }];
        let mut rest = Vec::new();
        if let Some(desk) = desk.filter(|desk| desk.presence == Presence::OnQueue) {
            // A move, so that what is noted of the agent as they were is the older note.
            writes.push(Write::Update(Update::of(key::desk(&agent.id)).add("moves", 1).when(unmoved(&desk))));
            let moved = Candidate { agent: agent.clone(), desk: Desk { moves: desk.moves + 1, ..desk } };
            let served = before.map(|saved| saved.data.queues).unwrap_or_default();
            writes.extend(room::notes(&moved, served.difference(&agent.queues).cloned()));
            rest = writes.split_off(writes.len().min(MOST_WRITES));
        }
        match table.write(writes).await {
            Err(error) if error.refused(0) || !matches!(error, Error::Refused(_)) => return Err(error),
            // Something came to lie on the desk, or left it.
            Err(_) => continue,
            Ok(()) => {}
        }
        for write in rest {
            table.write(vec![write]).await?;
        }
        return Ok(stored + 1);
    }
    Err(Error::Retry(format!("the desk of {} moved {TRIES} times", agent.id)))
}

/// Removes an agent; the desk stays until what lies on it is released.
pub async fn delete(table: &Table, id: &AgentId) -> Result<(), Error> {
    table.write(vec![Write::Delete(key::agent(id), vec![])]).await
}

/// Everybody, with their desks, by name.
pub async fn all(table: &Table) -> Result<Vec<(Saved<Agent>, Desk)>, Error> {
    let rows = table.query_all(Query::of(Index::Gsi1, key::AGENTS_ALL.to_owned()), MOST).await?;
    let ids: Vec<AgentId> = rows.iter().filter_map(|row| text(row, "gsi1sk").parse().ok()).collect();
    pairs(table, &ids).await
}

/// One agent as routing sees them.
pub async fn candidate(table: &Table, id: &AgentId) -> Result<Option<Candidate>, Error> {
    let found = pairs(table, std::slice::from_ref(id)).await?;
    Ok(found.into_iter().next().map(|(agent, desk)| Candidate { agent: agent.data, desk }))
}

async fn pairs(table: &Table, ids: &[AgentId]) -> Result<Vec<(Saved<Agent>, Desk)>, Error> {
    let keys: Vec<_> = ids.iter().flat_map(|id| [key::agent(id), key::desk(id)]).collect();
    let mut found: BTreeMap<_, Item> = table.get_many(&keys).await?.into_iter().map(|item| (key_of(&item), item)).collect();
    let mut pairs = Vec::with_capacity(ids.len());
    for id in ids {
        // A desk without an agent is somebody who was deleted: nobody to choose.
        let Some(agent) = found.remove(&key::agent(id)) else { continue };
        let desk = found.remove(&key::desk(id)).map(read_desk).transpose()?.unwrap_or_default();
        pairs.push((read::<Saved<Agent>>(agent)?, desk));
    }
    Ok(pairs)
}

fn read_desk(item: Item) -> Result<Desk, Error> {
    let holding = match item.get("holding") {
        Some(Value::Ss(ids)) => ids.iter().filter_map(|id| id.parse().ok()).collect(),
        _ => BTreeSet::new(),
    };
    let mut item = item;
    item.remove("holding");
    Ok(Desk { holding, ..read(item)? })
}

/// A desk's place is taken by a conversation; refused when there is no room left, or it has it already.
pub(crate) fn hold(agent: &AgentId, conversation: ConversationId, capacity: u32) -> Write {
    Write::Update(
        Update::of(key::desk(agent))
            .include("holding", Value::Ss(vec![conversation.to_string()]))
            .add("moves", 1)
            .when(Guard::SmallerThan("holding".into(), capacity))
            .when(Guard::Lacks("holding".into(), conversation.to_string())),
    )
}

/// The same for an offer, which only somebody on queue gets: whoever left since they were chosen is not asked.
pub(crate) fn propose(agent: &AgentId, conversation: ConversationId, capacity: u32) -> Result<Write, Error> {
    let there = Guard::Is("presence".into(), value(&Presence::OnQueue)?);
    Ok(match hold(agent, conversation, capacity) {
        Write::Update(update) => Write::Update(update.when(there)),
        other => other,
    })
}

/// A desk's place is free again.
pub(crate) fn release(agent: &AgentId, conversation: ConversationId) -> Write {
    Write::Update(Update::of(key::desk(agent)).exclude("holding", Value::Ss(vec![conversation.to_string()])).add("moves", 1))
}

/// An agent comes or goes. Refused if a place on their desk was taken or freed since `before` was read: what must follow
/// depends on what lies there.
pub fn presence(agent: &AgentId, before: &Desk, presence: Presence, at: Timestamp) -> Result<Write, Error> {
    let update = Update::of(key::desk(agent)).set("presence", value(&presence)?).set("since", value(&at)?).add("moves", 1);
    Ok(Write::Update(update.when(unmoved(before))))
}

fn unmoved(desk: &Desk) -> Guard {
    match desk.moves {
        0 => Guard::Absent("moves".into()),
        moves => Guard::Is("moves".into(), Value::N(moves.to_string())),
    }
}

/// The record of a command that makes nothing of its own. It expires, and is never the only protection: what it
/// guards is the same when done twice.
pub fn done(step: &'static str, command: EnvelopeId, at: Timestamp) -> Record {
    let key = key::done(step, command);
    let item = Item::from([
        ("pk".to_owned(), Value::S(key.pk.clone())),
        ("sk".to_owned(), Value::S(key.sk.clone())),
        ("kind".to_owned(), Value::S("done".into())),
        ("ttl".to_owned(), until(at.plus(14 * DAY))),
    ]);
    Record::new(key, item)
}

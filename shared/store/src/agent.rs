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
    key,
    settings::Saved,
    table::{
        Error, Guard, Index, Item, Query, RawItem, Table, Update, Value, Write, key_of, number, read, text, until, value, write,
    },
};

/// More agents than this are not looked at for one choice.
const MOST: usize = 2_000;

/// One agent.
pub async fn get(table: &Table, id: &AgentId) -> Result<Option<Saved<Agent>>, Error> {
    table.get(&key::agent(id)).await?.map(read).transpose()
}

/// Saves an agent and answers the new version. `Refused` as for a setting.
pub async fn put(table: &Table, agent: &Agent, expected: Option<u64>, at: Timestamp) -> Result<u64, Error> {
    let stored = match expected {
        Some(version) => version,
        None => table.get(&key::agent(&agent.id)).await?.map_or(0, |item| number(&item, "version") as u64),
    };
    let mut item = write(key::agent(&agent.id), "agent", &Saved { version: stored + 1, saved_at: at, data: agent })?;
    item.insert("gsi1pk".into(), Value::S(key::AGENTS_ALL.into()));
    item.insert("gsi1sk".into(), Value::S(agent.id.to_string()));
    let item = RawItem(item);
    table.write(vec![if stored == 0 { Write::Create(item) } else { Write::Replace(item, stored) }]).await?;
    Ok(stored + 1)
}

/// Removes an agent; the desk stays until what lies on it is released.
pub async fn delete(table: &Table, id: &AgentId) -> Result<(), Error> {
    table.write(vec![Write::Delete(key::agent(id), vec![])]).await
}

/// Everybody, with their desks, by name.
pub async fn all(table: &Table) -> Result<Vec<(Saved<Agent>, Desk)>, Error> {
    let ids = agents_under(table, key::AGENTS_ALL).await?;
    pairs(table, &ids).await
}

/// One agent as routing sees them.
pub async fn candidate(table: &Table, id: &AgentId) -> Result<Option<Candidate>, Error> {
    let found = pairs(table, std::slice::from_ref(id)).await?;
    Ok(found.into_iter().next().map(|(agent, desk)| Candidate { agent: agent.data, desk }))
}

/// Those on queue, and the ones named besides: whom routing may choose from.
pub async fn candidates(table: &Table, also: Option<&AgentId>) -> Result<Vec<Candidate>, Error> {
    let mut ids = agents_under(table, key::AGENTS_ON_QUEUE).await?;
    if let Some(also) = also.filter(|also| !ids.contains(also)) {
        ids.push(also.clone());
    }
    Ok(pairs(table, &ids).await?.into_iter().map(|(agent, desk)| Candidate { agent: agent.data, desk }).collect())
}

async fn agents_under(table: &Table, partition: &str) -> Result<Vec<AgentId>, Error> {
    let rows = table.query_all(Query::of(Index::Gsi1, partition.to_owned()), MOST).await?;
    Ok(rows.iter().filter_map(|row| text(row, "gsi1sk").parse().ok()).collect())
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
    let unmoved = match before.moves {
        0 => Guard::Absent("moves".into()),
        moves => Guard::Is("moves".into(), Value::N(moves.to_string())),
    };
    let update = Update::of(key::desk(agent)).set("presence", value(&presence)?).set("since", value(&at)?).when(unmoved);
    let update = match presence {
        Presence::OnQueue => {
            update.set("gsi1pk", Value::S(key::AGENTS_ON_QUEUE.into())).set("gsi1sk", Value::S(agent.to_string()))
        }
        _ => update.remove("gsi1pk").remove("gsi1sk"),
    };
    Ok(Write::Update(update))
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

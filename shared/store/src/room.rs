//! Who of a queue has room: notes of desks, emptiest first, so that finding somebody does not mean reading everybody.
//!
//! A note stands in the index only while its agent is on queue and has room. What it says is told by its place there, since
//! the index holds keys only.

use domain::{
    id::{AgentId, QueueId},
    routing::{Candidate, Note},
    time::Timestamp,
};

use crate::{
    key,
    table::{Cursor, Error, Guard, Index, Page, Query, Table, Update, Value, Write, text},
};

/// So many are read at once: two read units, whoever they are.
const PAGE: u32 = 100;
/// A sort key may have 1,024 bytes.
const LONGEST: usize = 1_000;
/// Stands for the skills that found no place in a note.
const AND_MORE: &str = "+";

/// Who has room in a queue, emptiest desks first, as they were noted.
pub async fn page(table: &Table, queue: &QueueId, after: Option<Cursor>) -> Result<Page<Note>, Error> {
    let page = table.query(Query::of(Index::Gsi1, key::room(queue)).after(after).limit(PAGE)).await?;
    Ok(Page { items: page.items.iter().filter_map(|row| noted(text(row, "gsi1sk"))).collect(), next: page.next })
}

/// Notes how an agent's desk is, in each of their queues, and that they have no room in one they have `left`. A note that is
/// as new or newer stays.
pub async fn note(table: &Table, candidate: &Candidate, left: Option<&QueueId>) -> Result<(), Error> {
    for write in notes(candidate, left.cloned()) {
        match table.write(vec![write]).await {
            Ok(()) | Err(Error::Refused(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// An agent who is not one any more has no room.
pub async fn forget(table: &Table, agent: &AgentId, queue: &QueueId) -> Result<(), Error> {
    table.write(vec![Write::Delete(key::room_of(agent, queue), vec![])]).await
}

/// The notes of an agent, and that they have no room in queues they have left.
pub(crate) fn notes(candidate: &Candidate, left: impl IntoIterator<Item = QueueId>) -> Vec<Write> {
    let free = candidate.is_free().then(|| place(&Note::of(candidate)));
    let serves = candidate.agent.queues.iter().map(|queue| (queue.clone(), free.clone()));
    serves
        .chain(left.into_iter().map(|queue| (queue, None)))
        .map(|(queue, place)| {
            let update = Update::of(key::room_of(&candidate.agent.id, &queue))
                .set("kind", Value::S("room".into()))
                .set("moves", Value::N(candidate.desk.moves.to_string()))
                .when(Guard::LessThan("moves".into(), candidate.desk.moves));
            Write::Update(match place {
                Some(place) => update.set("gsi1pk", Value::S(key::room(&queue))).set("gsi1sk", Value::S(place)),
                None => update.remove("gsi1pk").remove("gsi1sk"),
            })
        })
        .collect()
}

/// Load, time, name, skills: in this order, so that the emptiest come first, and of those the longest there.
fn place(note: &Note) -> String {
    let mut place = format!("{:04}#{}#{}", note.load, key::moment(note.since), note.agent);
    for (skill, level) in &note.skills {
        let more = format!("#{skill}={level}");
        if place.len() + more.len() > LONGEST {
            place.push('#');
            place.push_str(AND_MORE);
            break;
        }
        place.push_str(&more);
    }
    place
}

fn noted(place: &str) -> Option<Note> {
    let mut parts = place.split('#');
    let load = parts.next()?.parse().ok()?;
    let since = Timestamp::from_millis(parts.next()?.parse().ok()?);
    let agent = parts.next()?.parse().ok()?;
    let (mut skills, mut and_more) = (Vec::new(), false);
    for part in parts {
        match part.split_once('=') {
            Some((skill, level)) => skills.push((skill.parse().ok()?, level.parse().ok()?)),
            None => and_more |= part == AND_MORE,
        }
    }
    Some(Note { agent, load, since, skills, and_more })
}

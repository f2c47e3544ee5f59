//! What waits meets who is free.

use domain::{
    conversation::Conversation,
    event::{Emit, Payload, Route},
    follow::follows,
    id::{AgentId, QueueId},
    routing::{Candidate, Chosen, came_free, next},
};
use runtime::{Class, Error};
use store::{
    agent,
    conversation::{self, Inbox, Stored},
    room,
};

use crate::{
    seek::Seeking,
    turn::{TRIES, Turn},
};

/// How many of a line are looked at for one who can be served: beyond it, who needs a rare skill does not hold up
/// the rest for ever, because each match that is made looks again.
const LOOK_AHEAD: u32 = 25;

/// A freed agent is offered the first of the lines they serve that they can take, and once more while they have room.
pub(crate) async fn fill(turn: &Turn<'_>, id: &AgentId) -> Result<Class, Error> {
    for _ in 0..TRIES {
        let Some(candidate) = turn.candidate(id).await?.filter(Candidate::is_free) else { return Ok(Class::Other) };
        // Before the lines are looked at: who comes later finds the agent, who came before stands in a line.
        room::note(&turn.deps.table, &candidate, None).await?;
        let mut waiting = Vec::new();
        for queue in &candidate.agent.queues {
            waiting.extend(conversation::inbox_page(&turn.deps.table, Inbox::Waiting(queue), None, LOOK_AHEAD).await?.items);
        }
        let line: Vec<Conversation> = waiting.iter().map(|stored| stored.conversation.clone()).collect();
        let Some(chosen) = next(&candidate, &line, false).map(|conversation| conversation.id) else { return Ok(Class::Other) };
        let Some(before) = waiting.into_iter().find(|stored| stored.conversation.id == chosen) else { return Ok(Class::Other) };
        let again = Payload::from(Route::Fill { agent: id.clone() });
        let chosen = came_free(&before.conversation, &candidate, turn.now());
        if offer(turn, before, candidate, chosen, again).await? {
            return Ok(Class::Other);
        }
    }
    Err(turn.outrun())
}

/// The first of a line that anybody can take is offered, and the line is looked at once more.
///
/// Where there is none, `again` asks those who have passed, for one conversation: offers that nobody wants must not fill a desk.
/// It is the one of which nobody was asked for longest, or the first in line would keep the others from their turn.
pub(crate) async fn match_queue(turn: &Turn<'_>, queue: &QueueId, again: bool) -> Result<Class, Error> {
    for _ in 0..TRIES {
        let mut waiting = conversation::inbox_page(&turn.deps.table, Inbox::Waiting(queue), None, LOOK_AHEAD).await?.items;
        if waiting.is_empty() {
            return Ok(Class::Other);
        }
        let mut seeking = Seeking::of(queue);
        let mut found = first(&mut seeking, turn, &waiting, false).await?;
        if found.is_none() && again {
            waiting.sort_by_key(|stored| stored.conversation.chosen.as_ref().map(|chosen| chosen.at));
            found = first(&mut seeking, turn, &waiting, true).await?;
        }
        let Some((place, to, chosen)) = found else { return Ok(Class::Other) };
        let before = waiting.swap_remove(place);
        let more = Payload::from(Route::Match { queue: queue.clone(), again: false });
        if offer(turn, before, to, chosen, more).await? {
            return Ok(Class::Other);
        }
    }
    Err(turn.outrun())
}

/// The first of these that somebody can take: its place, who, and why they.
async fn first(
    seeking: &mut Seeking<'_>,
    turn: &Turn<'_>,
    waiting: &[Stored],
    again: bool,
) -> Result<Option<(usize, Candidate, Chosen)>, Error> {
    for (place, stored) in waiting.iter().enumerate() {
        if let Some((to, chosen)) = seeking.seek(turn, &stored.conversation, again).await? {
            return Ok(Some((place, to, chosen)));
        }
    }
    Ok(None)
}

/// Offers one conversation to one agent; `false` if somebody else was first.
async fn offer(turn: &Turn<'_>, before: Stored, to: Candidate, chosen: Chosen, then: Payload) -> Result<bool, Error> {
    let mut after = before.conversation.clone();
    turn.offer(&mut after, chosen).await?;
    let writes = conversation::change(Some(&before), &after, to.agent.capacity)?;
    let mut emits = follows(Some(&before.conversation), &after, None, turn.now());
    emits.push(Emit::from(then));
    let Some(committed) = turn.commit(agent::done("route", turn.cause.id, turn.at()), writes, emits).await? else {
        return Ok(false);
    };
    turn.note_taken(&committed, Some(to), after.id).await;
    Ok(true)
}

//! Agents come and go.

use domain::{
    agent::{Desk, Presence},
    event::{AgentPresence, Emit, Payload, Route},
    id::AgentId,
};
use runtime::{Class, Error};
use store::{agent, conversation};

use crate::turn::{TRIES, Turn};

/// Whoever comes is offered what waits; whoever goes has what was on offer to them offered to others.
pub(crate) async fn set(turn: &Turn<'_>, id: &AgentId, presence: Presence) -> Result<Class, Error> {
    for _ in 0..TRIES {
        let Some(found) = turn.candidate(id).await? else {
            return Err(Error::Reject(format!("there is no agent {id}; create one first")));
        };
        let desk = &found.desk;
        if presence == Presence::NotResponding && desk.presence != Presence::OnQueue {
            // They said themselves where they are; that counts for more than an old offer.
            return Ok(Class::Other);
        }
        let mut emits = vec![Emit::from(Payload::from(AgentPresence { agent: id.clone(), presence }))];
        match presence {
            Presence::OnQueue => emits.push(Emit::from(Payload::from(Route::Fill { agent: id.clone() }))),
            Presence::Away | Presence::OffQueue | Presence::NotResponding => emits.extend(given_up(turn, desk).await?),
        }
        let record = agent::done("route", turn.cause.id, turn.at());
        let writes = vec![agent::presence(id, desk, presence, turn.now())?];
        if let Some(committed) = turn.commit(record, writes, emits).await? {
            // Whoever comes is noted when they are filled up.
            if presence != Presence::OnQueue {
                turn.note_left(&committed, found, presence).await;
            }
            return Ok(Class::Other);
        }
    }
    Err(turn.outrun())
}

/// What lies on a desk as an offer: its time is over. The desk itself says what lies there, since an inbox may lag.
async fn given_up(turn: &Turn<'_>, desk: &Desk) -> Result<Vec<Emit>, Error> {
    let held: Vec<_> = desk.holding.iter().copied().collect();
    let held = conversation::get_many(&turn.deps.table, &held).await?;
    Ok(held
        .into_iter()
        .filter_map(|stored| {
            let until = stored.conversation.stage.due()?;
            Some(Emit::to(stored.conversation.thread, Route::Expire { conversation: stored.conversation.id, until }.into()))
        })
        .collect())
}

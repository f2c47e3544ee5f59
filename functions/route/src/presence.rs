//! Agents come and go.

use domain::{
    agent::Presence,
    event::{AgentPresence, Emit, Route},
    id::AgentId,
};
use runtime::{Class, Error};
use store::{agent, conversation};

use crate::turn::Turn;

/// More offers than this never lie before one agent.
const MOST_OFFERS: u32 = 50;

/// Whoever comes is offered what waits; whoever goes has what was on offer to them offered to others.
pub(crate) async fn set(turn: &Turn<'_>, id: &AgentId, presence: Presence) -> Result<Class, Error> {
    let Some(candidate) = turn.candidate(id).await? else {
        return Err(Error::Reject(format!("there is no agent {id}; create one first")));
    };
    if presence == Presence::NotResponding && candidate.desk.presence != Presence::OnQueue {
        // They said themselves where they are; that counts for more than an old offer.
        return Ok(Class::Other);
    }
    let mut emits: Vec<Emit> = vec![Emit::from(domain::event::Payload::from(AgentPresence { agent: id.clone(), presence }))];
    match presence {
        Presence::OnQueue => emits.push(Emit::from(domain::event::Payload::from(Route::Fill { agent: id.clone() }))),
        Presence::Away | Presence::OffQueue | Presence::NotResponding => {
            let offered = conversation::inbox_page(&turn.deps.table, conversation::Inbox::Offered(id), None, MOST_OFFERS).await?;
            emits.extend(offered.items.into_iter().filter_map(|stored| {
                let until = stored.conversation.stage.due()?;
                let expire = Route::Expire { conversation: stored.conversation.id, until };
                Some(Emit::to(stored.conversation.thread, expire.into()))
            }));
        }
    }
    let record = agent::done("route", turn.cause.id, turn.at());
    turn.deps.commit(turn.cause, record, vec![agent::presence(id, presence, turn.now())?], emits).await?;
    Ok(Class::Other)
}

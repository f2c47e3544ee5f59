//! What agents do with conversations. Each move is one commit: the activity row, the conversation, the desks.

use domain::{
    conversation::{Conversation, Destination, Refused},
    event::{Emit, MessageReceived},
    follow::follows,
    id::{AgentId, ConversationId, WrapUpCode},
    interaction::Dismissal,
    message::{Body, Message},
    platform::Visibility,
    routing::Candidate,
    time::Timestamp,
};
use runtime::{Class, Error};
use store::{
    command,
    conversation::{self, Stored},
};

use crate::turn::{TRIES, Turn};

/// What a move says of itself in the thread.
struct Said<'a> {
    what: &'a str,
    by: Option<&'a AgentId>,
    detail: String,
}

/// Whose hand moves it, and whether it may reach into another's.
#[derive(Clone, Copy)]
pub(crate) struct Hand<'a> {
    pub by: &'a AgentId,
    pub over: bool,
}

impl Hand<'_> {
    /// RTE-21: two who take it at the same moment are one owner and one who is told who it is.
    fn may_reach(&self, conversation: &Conversation) -> Result<(), Refused> {
        use domain::conversation::Stage;
        match &conversation.stage {
            Stage::With { agent, .. } | Stage::WrapUp { agent, .. } if agent != self.by && !self.over => {
                Err(Refused::HeldBy { holder: agent.clone() })
            }
            _ => Ok(()),
        }
    }
}

/// Reads, moves, and commits; again if another writer was first. `moving` is pure.
async fn apply(
    turn: &Turn<'_>,
    id: ConversationId,
    said: Said<'_>,
    moving: impl Fn(&mut Conversation) -> Result<(), Refused>,
) -> Result<Class, Error> {
    for _ in 0..TRIES {
        let before = turn.conversation(id).await?;
        let mut after = before.conversation.clone();
        if let Err(refused) = moving(&mut after) {
            return match said.by {
                Some(by) => turn.refuse(&before, by, refused).await,
                // Nobody waits for the answer of a timer.
                None => Ok(Class::Other),
            };
        }
        let holder = match after.stage.holder().filter(|holder| before.conversation.stage.holder() != Some(*holder)) {
            Some(holder) => match turn.candidate(holder).await? {
                Some(candidate) if candidate.has_room_for(id) => Some(candidate),
                Some(candidate) => {
                    let full = Refused::Full { agent: candidate.agent.id, capacity: candidate.agent.capacity };
                    return turn.refuse(&before, said.by.unwrap_or(holder), full).await;
                }
                None => {
                    let unknown = Refused::NoSuch { what: "agent".into(), name: holder.to_string() };
                    return turn.refuse(&before, said.by.unwrap_or(holder), unknown).await;
                }
            },
            None => turn.settle(&mut after, false).await?,
        };
        if committed(turn, &before, after, &said, holder).await? {
            return Ok(Class::Other);
        }
    }
    Err(turn.outrun())
}

async fn committed(
    turn: &Turn<'_>,
    before: &Stored,
    mut after: Conversation,
    said: &Said<'_>,
    holder: Option<Candidate>,
) -> Result<bool, Error> {
    after.seq += 1;
    let activity = Body::Activity { what: said.what.to_owned(), by: said.by.cloned(), detail: said.detail.clone() };
    let row = row(turn, &after, activity);
    let record = conversation::row(&after.thread, &row)?;
    let writes = conversation::change(Some(before), &after, holder.as_ref().map_or(0, |holder| holder.agent.capacity))?;
    let emits = follows(Some(&before.conversation), &after, said.by, turn.now());
    let Some(committed) = turn.commit(record, writes, emits).await? else { return Ok(false) };
    turn.note_taken(&committed, holder, after.id).await;
    Ok(true)
}

/// The row of the thread that this command makes.
pub(crate) fn row(turn: &Turn<'_>, after: &Conversation, body: Body) -> Message {
    let id = command::row(turn.cause.id, turn.at());
    Message { id, conversation: after.id, seq: after.seq, at: turn.at(), visibility: Visibility::Private, body }
}

pub(crate) async fn accept(turn: &Turn<'_>, id: ConversationId, agent: &AgentId) -> Result<Class, Error> {
    let said = Said { what: "accepted", by: Some(agent), detail: agent.to_string() };
    apply(turn, id, said, |conversation| conversation.accept(agent, turn.at())).await
}

pub(crate) async fn decline(turn: &Turn<'_>, id: ConversationId, agent: &AgentId) -> Result<Class, Error> {
    let said = Said { what: "declined", by: Some(agent), detail: agent.to_string() };
    apply(turn, id, said, |conversation| conversation.pass(agent, turn.now())).await
}

/// An offer ran out: it goes on, and who let it run out is asked nothing more until they say they are back.
pub(crate) async fn expire(turn: &Turn<'_>, id: ConversationId, until: Timestamp) -> Result<Class, Error> {
    use domain::{agent::Presence, conversation::Stage, event::Route, thread::Thread};
    for _ in 0..TRIES {
        let before = turn.conversation(id).await?;
        let Stage::Offered { agent, until: stands, .. } = before.conversation.stage.clone() else { return Ok(Class::Other) };
        if stands != until {
            return Ok(Class::Other);
        }
        let mut after = before.conversation.clone();
        if after.pass(&agent, turn.now()).is_err() {
            return Ok(Class::Other);
        }
        after.seq += 1;
        let holder = turn.settle(&mut after, false).await?;
        let activity = Body::Activity { what: "not_responding".into(), by: None, detail: agent.to_string() };
        let record = conversation::row(&after.thread, &row(turn, &after, activity))?;
        let capacity = holder.as_ref().map_or(0, |holder| holder.agent.capacity);
        let writes = conversation::change(Some(&before), &after, capacity)?;
        let mut emits = follows(Some(&before.conversation), &after, None, turn.now());
        let silent = Route::Presence { agent: agent.clone(), presence: Presence::NotResponding };
        emits.insert(0, Emit::to(Thread::agent(&agent), silent.into()));
        if let Some(committed) = turn.commit(record, writes, emits).await? {
            turn.note_taken(&committed, holder, id).await;
            return Ok(Class::Other);
        }
    }
    Err(turn.outrun())
}

pub(crate) async fn assign(turn: &Turn<'_>, id: ConversationId, to: &AgentId, hand: Hand<'_>) -> Result<Class, Error> {
    let said = Said { what: "assigned", by: Some(hand.by), detail: to.to_string() };
    apply(turn, id, said, |conversation| {
        hand.may_reach(conversation)?;
        conversation.assign(to, turn.at())
    })
    .await
}

pub(crate) async fn transfer(
    turn: &Turn<'_>,
    id: ConversationId,
    to: &Destination,
    hand: Hand<'_>,
    note: Option<&str>,
) -> Result<Class, Error> {
    let unknown = match to {
        Destination::Queue { queue } if turn.queue(queue).await?.is_none() => Some(("queue", queue.to_string())),
        Destination::Agent { agent } if turn.candidate(agent).await?.is_none() => Some(("agent", agent.to_string())),
        _ => None,
    };
    if let Some((what, name)) = unknown {
        let stored = turn.conversation(id).await?;
        return turn.refuse(&stored, hand.by, Refused::NoSuch { what: what.into(), name }).await;
    }
    let target = match to {
        Destination::Queue { queue } => format!("queue {queue}"),
        Destination::Agent { agent } => format!("agent {agent}"),
        Destination::Skill { skill } => format!("skill {skill}"),
    };
    let detail = note.map_or_else(|| target.clone(), |note| format!("{target}: {note}"));
    let said = Said { what: "transferred", by: Some(hand.by), detail };
    apply(turn, id, said, |conversation| {
        hand.may_reach(conversation)?;
        conversation.transfer(to, turn.at())
    })
    .await
}

pub(crate) async fn end(turn: &Turn<'_>, id: ConversationId, by: &AgentId) -> Result<Class, Error> {
    let said = Said { what: "ended", by: Some(by), detail: by.to_string() };
    apply(turn, id, said, |conversation| conversation.end(by, turn.at())).await
}

pub(crate) async fn close(turn: &Turn<'_>, id: ConversationId, by: &AgentId, code: Option<&WrapUpCode>) -> Result<Class, Error> {
    let stored = turn.conversation(id).await?;
    if let Some(queue) = turn.queue(&stored.conversation.needs.queue).await?
        && let Err(refused) = queue.data.allows(code)
    {
        return turn.refuse(&stored, by, refused).await;
    }
    let said = Said { what: "closed", by: Some(by), detail: code.map(ToString::to_string).unwrap_or_default() };
    apply(turn, id, said, |conversation| conversation.close(by, code.cloned(), turn.at())).await
}

/// ESC-10: nobody should have been asked. The row says who and why.
pub(crate) async fn dismiss(
    turn: &Turn<'_>,
    id: ConversationId,
    by: &AgentId,
    why: Dismissal,
    note: Option<&str>,
) -> Result<Class, Error> {
    let detail = note.map_or_else(|| why.as_str().to_owned(), |note| format!("{}: {note}", why.as_str()));
    let said = Said { what: "dismissed", by: Some(by), detail };
    apply(turn, id, said, |conversation| conversation.dismiss(by, why, turn.at())).await
}

/// A note is a row and nothing else: anybody who may see the conversation may leave one.
pub(crate) async fn note(
    turn: &Turn<'_>,
    id: ConversationId,
    by: &AgentId,
    text: &str,
    mentions: &[AgentId],
) -> Result<Class, Error> {
    for _ in 0..TRIES {
        let before = turn.conversation(id).await?;
        let mut after = before.conversation.clone();
        after.seq += 1;
        after.changed_at = turn.now();
        let note = Body::Note { agent: by.clone(), text: text.to_owned(), mentions: mentions.to_vec() };
        let row = row(turn, &after, note);
        let told = MessageReceived { conversation: id, message: row.id, seq: row.seq, whereabouts: after.whereabouts() };
        let record = conversation::row(&after.thread, &row)?;
        let writes = conversation::change(Some(&before), &after, 0)?;
        if turn.commit(record, writes, vec![Emit::to(after.thread.clone(), told.into())]).await?.is_some() {
            return Ok(Class::Other);
        }
    }
    Err(turn.outrun())
}

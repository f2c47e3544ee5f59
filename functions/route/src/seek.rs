//! Who takes a conversation that waits: asked of the notes of its queue, and made sure of at their desk.

use domain::{
    agent::Presence,
    conversation::{Conversation, Stage},
    id::{AgentId, ConversationId, QueueId},
    routing::{Candidate, Chosen, Search, Step},
};
use runtime::Error;
use store::{Committed, Cursor, room};

use crate::turn::Turn;

/// The agents of one queue, as far as they have been read.
pub(crate) struct Seeking<'a> {
    queue: &'a QueueId,
    search: Search,
    after: Option<Cursor>,
}

impl<'a> Seeking<'a> {
    pub fn of(queue: &'a QueueId) -> Self {
        Self { queue, search: Search::default(), after: None }
    }

    /// Who gets a waiting conversation of this queue, if somebody can take it now.
    pub async fn seek(
        &mut self,
        turn: &Turn<'_>,
        conversation: &Conversation,
        again: bool,
    ) -> Result<Option<(Candidate, Chosen)>, Error> {
        loop {
            match self.search.next(conversation, again, turn.now()) {
                Step::Offer(chosen) => return Ok(self.search.taken(&chosen.agent).map(|to| (to, chosen))),
                Step::Wait => return Ok(None),
                Step::Look(agent) => {
                    let found = turn.candidate(&agent).await?;
                    self.put_right(turn, &agent, found.as_ref()).await?;
                    self.search.looked(agent, found);
                }
                Step::Read => {
                    let page = room::page(&turn.deps.table, self.queue, self.after.take()).await?;
                    self.search.noted(page.items, page.next.is_none());
                    self.after = page.next;
                }
            }
        }
    }

    /// A note of somebody who has no room, or is not there, is not to be met again.
    async fn put_right(&self, turn: &Turn<'_>, agent: &AgentId, found: Option<&Candidate>) -> Result<(), Error> {
        if !self.search.notes_of(agent) {
            return Ok(());
        }
        match found {
            None => room::forget(&turn.deps.table, agent, self.queue).await?,
            Some(found) => {
                let left = (!found.agent.queues.contains(self.queue)).then_some(self.queue);
                if left.is_some() || !found.is_free() {
                    room::note(&turn.deps.table, found, left).await?;
                }
            }
        }
        Ok(())
    }
}

impl Turn<'_> {
    /// A conversation that waits is offered at once if somebody can take it; to whom.
    pub async fn settle(&self, after: &mut Conversation, again: bool) -> Result<Option<Candidate>, Error> {
        if !matches!(after.stage, Stage::Waiting { .. }) {
            return Ok(None);
        }
        let queue = after.needs.queue.clone();
        let Some((to, chosen)) = Seeking::of(&queue).seek(self, after, again).await? else { return Ok(None) };
        self.offer(after, chosen).await?;
        Ok(Some(to))
    }

    /// After its commit: the desk of whoever holds the conversation from now on has one place less. That is noted without
    /// fail only where somebody would not be found otherwise, so a note that does not get through is let be: it makes them
    /// look emptier than they are, which a look at their desk puts right.
    pub async fn note_taken(&self, committed: &Committed, holder: Option<Candidate>, taken: ConversationId) {
        let (Committed::Now, Some(mut holder)) = (committed, holder) else { return };
        if !holder.desk.holding.insert(taken) {
            return;
        }
        holder.desk.moves += 1;
        if let Err(error) = self.note_moved(holder).await {
            tracing::info!("A desk was not noted: {error}");
        }
    }

    /// The desk of somebody who has left is noted for nobody.
    pub async fn note_left(&self, committed: &Committed, mut left: Candidate, presence: Presence) {
        if *committed != Committed::Now {
            return;
        }
        left.desk.presence = presence;
        left.desk.moves += 1;
        if let Err(error) = room::note(&self.deps.table, &left, None).await {
            tracing::info!("A desk was not noted: {error}");
        }
    }

    /// A full desk is read once more before it is taken out of sight: a place on it may have come free meanwhile, and
    /// whoever has freed it may have noted that already.
    async fn note_moved(&self, expected: Candidate) -> Result<(), Error> {
        let found = if expected.is_free() { Some(expected) } else { self.candidate(&expected.agent.id).await? };
        match found {
            Some(found) => Ok(room::note(&self.deps.table, &found, None).await?),
            None => Ok(()),
        }
    }
}

//! One command and what is needed to carry it out.

use std::sync::atomic::{AtomicBool, Ordering};

use domain::{
    conversation::{Conversation, Refused},
    crisis::Crisis,
    event::{CommandRefused, Emit, Envelope},
    id::{AgentId, ConversationId, QueueId},
    queue::Queue,
    routing::{Candidate, Chosen},
    thread::Thread,
    time::{SECOND, Timestamp},
};
use runtime::{Class, Deps, Error, Received};
use store::{
    Committed, Record, Write, agent, command,
    conversation::{self, Stored},
    settings::Saved,
};

/// An offer of a queue that is not there any more stands this long.
const OFFER_WITHOUT_A_QUEUE: i64 = 60 * SECOND;

/// Another writer may be first this often before the command goes back to its queue.
pub(crate) const TRIES: usize = 5;

/// One command of a batch.
pub(crate) struct Turn<'a> {
    pub deps: &'a Deps,
    pub cause: &'a Envelope,
    pub attempt: u32,
    /// Something was written for it, now or before.
    committed: AtomicBool,
}

impl<'a> Turn<'a> {
    pub fn new(deps: &'a Deps, received: &'a Received) -> Self {
        Self { deps, cause: &received.envelope, attempt: received.attempt, committed: AtomicBool::new(false) }
    }

    /// When the person acted; the time of rows and figures.
    pub fn at(&self) -> Timestamp {
        self.cause.at
    }

    /// When it is now: a command may have waited, and an offer must not have run out before it is made.
    pub fn now(&self) -> Timestamp {
        self.deps.clock.now().max(self.cause.at)
    }

    pub async fn conversation(&self, id: ConversationId) -> Result<Stored, Error> {
        conversation::get(&self.deps.table, id).await?.ok_or_else(|| Error::Reject(format!("there is no conversation {id}")))
    }

    pub async fn queue(&self, id: &QueueId) -> Result<Option<Saved<Queue>>, Error> {
        self.deps.settings.one::<Queue>(&self.deps.table, id.as_str(), self.now()).await
    }

    /// The crisis that is on, if one is.
    pub async fn crisis(&self) -> Result<Option<Crisis>, Error> {
        let all = self.deps.settings.all::<Crisis>(&self.deps.table, self.now()).await?;
        Ok(all.first().map(|saved| saved.data.clone()))
    }

    pub async fn candidate(&self, id: &AgentId) -> Result<Option<Candidate>, Error> {
        Ok(agent::candidate(&self.deps.table, id).await?)
    }

    /// Proposes a waiting conversation to whoever was chosen, for as long as its queue lets offers stand.
    pub async fn offer(&self, after: &mut Conversation, chosen: Chosen) -> Result<(), Error> {
        let length = self.queue(&after.needs.queue).await?.map_or(OFFER_WITHOUT_A_QUEUE, |queue| queue.data.offer());
        after.offer(&chosen.agent, length, self.now()).map_err(|refused| Error::Retry(refused.to_string()))?;
        after.chosen = Some(chosen);
        Ok(())
    }

    /// Commits; `None` means another writer was first at `writes`: read and decide again.
    pub async fn commit(&self, record: Record, writes: Vec<Write>, emits: Vec<Emit>) -> Result<Option<Committed>, Error> {
        match self.deps.commit(self.cause, record, writes, emits).await {
            Ok(committed) => {
                self.committed.store(true, Ordering::Relaxed);
                Ok(Some(committed))
            }
            Err(error) if error.refused().is_some() => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Whether a command that comes again was handled before, as far as its commit: then what it told is told again.
    /// Its own change may be why there is nothing left to decide.
    pub async fn handled_before(&self) -> Result<bool, Error> {
        if self.attempt == 1 {
            return Ok(false);
        }
        let done = agent::done("route", self.cause.id, self.at());
        Ok(self.deps.replay(self.cause, &done).await? || self.made_before(&self.cause.thread).await?)
    }

    /// For a command that led to nothing: whoever had it at the same time may have carried it out since it was looked for here, and not
    /// have heard that it was written. Then nobody else tells what it told.
    pub async fn told_if_made_meanwhile(&self) -> Result<(), Error> {
        if !self.committed.load(Ordering::Relaxed) {
            self.handled_before().await?;
        }
        Ok(())
    }

    /// The same for a command that makes a row of a thread.
    async fn made_before(&self, thread: &Thread) -> Result<bool, Error> {
        Ok(self.deps.replay(self.cause, &command::made(thread, self.cause.id, self.at())).await?)
    }

    /// The command is not lawful: that is its outcome. The person is told; nothing changed.
    pub async fn refuse(&self, stored: &Stored, by: &AgentId, refused: Refused) -> Result<Class, Error> {
        // What was lawful the first time is not the second time: who has accepted cannot accept.
        if self.made_before(&stored.conversation.thread).await? {
            self.committed.store(true, Ordering::Relaxed);
            return Ok(Class::Other);
        }
        tracing::info!(conversation = %stored.conversation.id, agent = %by, "A command of {by} on {} was refused: {refused}", stored.conversation.id);
        let record = command::refused(self.cause.id, &refused, self.at())?;
        let emit = CommandRefused { command: self.cause.id, conversation: stored.conversation.id, by: by.clone(), refused };
        let emit = Emit::to(stored.conversation.thread.clone(), emit.into());
        self.deps.commit(self.cause, record, vec![], vec![emit]).await?;
        self.committed.store(true, Ordering::Relaxed);
        Ok(Class::Other)
    }

    /// The error of a command that lost every race: it goes back to its queue.
    pub fn outrun(&self) -> Error {
        Error::Retry(format!("other writers were first {TRIES} times"))
    }
}

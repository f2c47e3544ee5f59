//! What outlives the process besides the tables: queued messages, secrets, users, keys, usage.
//!
//! One SQLite file in write-ahead mode and one thread that writes it. Changes that are waiting are committed together,
//! so many senders cost one commit. One that somebody waits for is in the file before it is acknowledged: it survives the end of this
//! process by any signal (not a power cut; `synchronous` is NORMAL).

use std::collections::HashSet;
use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use rusqlite::{Connection, params};
use tokio::sync::oneshot;

use crate::error::Error;

/// A change to be written.
#[derive(Debug)]
pub enum Change {
    /// A new message of a queue.
    Message {
        /// Queue name.
        queue: String,
        /// Its number.
        sequence: u64,
        /// The message as JSON.
        data: String,
    },
    /// A message was received once more.
    Received {
        /// Queue name.
        queue: String,
        /// Its number.
        sequence: u64,
        /// How often so far.
        count: u32,
        /// When first, in milliseconds since the Unix epoch.
        first: u64,
    },
    /// A message is gone.
    Gone {
        /// Queue name.
        queue: String,
        /// Its number.
        sequence: u64,
    },
    /// A de-duplication id is known until a time.
    Seen {
        /// Queue name.
        queue: String,
        /// Scope and id.
        key: String,
        /// What was answered, as JSON.
        data: String,
        /// Milliseconds since the Unix epoch.
        until: u64,
    },
    /// A document of some kind is set, or removed.
    Document {
        /// What kind it is, for example `secret`.
        kind: &'static str,
        /// Its key.
        key: String,
        /// The document as JSON; none removes it.
        data: Option<String>,
    },
}

/// A message as stored.
#[derive(Debug)]
pub struct StoredMessage {
    /// Queue name.
    pub queue: String,
    /// Its number.
    pub sequence: u64,
    /// The message as JSON.
    pub data: String,
    /// How often it was received.
    pub received: u32,
    /// When first.
    pub first: Option<u64>,
}

/// A de-duplication id as stored.
#[derive(Debug)]
pub struct StoredSeen {
    /// Queue name.
    pub queue: String,
    /// Scope and id.
    pub key: String,
    /// What was answered, as JSON.
    pub data: String,
    /// Milliseconds since the Unix epoch.
    pub until: u64,
}

/// What was found at the start.
#[derive(Debug, Default)]
pub struct Found {
    /// Messages in order of their numbers.
    pub messages: Vec<StoredMessage>,
    /// De-duplication ids.
    pub seen: Vec<StoredSeen>,
    /// Documents: kind, key, JSON.
    pub documents: Vec<(String, String, String)>,
}

/// A promise that a change is kept.
#[must_use = "a change is only kept once its commit is done"]
pub struct Commit(Option<oneshot::Receiver<bool>>);

impl Commit {
    /// Waits until the change is in the file (or at once, without a file).
    ///
    /// # Errors
    /// When it could not be written.
    pub async fn done(self) -> Result<(), Error> {
        match self.0 {
            None => Ok(()),
            Some(receiver) => match receiver.await {
                Ok(true) => Ok(()),
                _ => Err(Error::State("a change could not be written".to_owned())),
            },
        }
    }
}

/// Changes, and who waits for them to be in the file; some nobody does.
type Batch = (Vec<Change>, Option<oneshot::Sender<bool>>);

/// A handle to the file; without a file everything is forgotten at the end.
#[derive(Clone)]
pub struct State {
    writer: Option<mpsc::Sender<Batch>>,
}

impl State {
    /// State that lives in memory only.
    pub fn memory() -> Self {
        Self { writer: None }
    }

    /// Opens (or makes) the file and reads what is there.
    ///
    /// # Errors
    /// When the file cannot be opened or read.
    pub fn open(file: &Path) -> Result<(Self, Found), Error> {
        let wrong = |e: rusqlite::Error| Error::State(format!("{}: {e}", file.display()));
        let connection = Connection::open(file).map_err(wrong)?;
        connection
            .execute_batch(
                // The folder is ours alone, so no other process needs to be locked out or told of each change, and a log of 40 MB
                // before it is carried over costs nobody anything: most of what is in it is gone by then.
                "PRAGMA locking_mode = EXCLUSIVE;
                 PRAGMA journal_mode = WAL;
                 PRAGMA synchronous = NORMAL;
                 PRAGMA wal_autocheckpoint = 10000;
                 PRAGMA cache_size = -16000;
                 CREATE TABLE IF NOT EXISTS message (
                   queue TEXT NOT NULL, sequence INTEGER NOT NULL, data TEXT NOT NULL,
                   received INTEGER NOT NULL DEFAULT 0, first INTEGER,
                   PRIMARY KEY (queue, sequence)) WITHOUT ROWID;
                 CREATE TABLE IF NOT EXISTS seen (
                   queue TEXT NOT NULL, key TEXT NOT NULL, data TEXT NOT NULL, until INTEGER NOT NULL,
                   PRIMARY KEY (queue, key)) WITHOUT ROWID;
                 CREATE TABLE IF NOT EXISTS document (
                   kind TEXT NOT NULL, key TEXT NOT NULL, data TEXT NOT NULL,
                   PRIMARY KEY (kind, key)) WITHOUT ROWID;",
            )
            .map_err(wrong)?;
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        connection.execute("DELETE FROM seen WHERE until < ?", params![now * 1000]).map_err(wrong)?;
        let found = read(&connection).map_err(wrong)?;
        let (sender, receiver) = mpsc::channel();
        thread::Builder::new()
            .name("local-state".to_owned())
            .spawn(move || write_all(connection, &receiver))
            .map_err(|source| Error::Io { what: "start the state thread".to_owned(), source })?;
        Ok((Self { writer: Some(sender) }, found))
    }

    /// Queues changes for writing, in the order of the calls.
    pub fn write(&self, changes: Vec<Change>) -> Commit {
        let Some(writer) = &self.writer else {
            return Commit(None);
        };
        let (sender, receiver) = oneshot::channel();
        // A writer that is gone drops the sender, which the commit reports.
        let _ = writer.send((changes, Some(sender)));
        Commit(Some(receiver))
    }

    /// Queues changes that nobody waits for, in the order of the calls: they go into the file with the next that somebody
    /// does wait for, or a moment later. The end of this process may come between.
    pub fn write_soon(&self, changes: Vec<Change>) {
        if let Some(writer) = &self.writer
            && !changes.is_empty()
        {
            let _ = writer.send((changes, None));
        }
    }
}

fn read(connection: &Connection) -> rusqlite::Result<Found> {
    let mut found = Found::default();
    let mut messages = connection.prepare("SELECT queue, sequence, data, received, first FROM message ORDER BY sequence")?;
    let rows = messages.query_map([], |row| {
        Ok(StoredMessage {
            queue: row.get(0)?,
            sequence: row.get(1)?,
            data: row.get(2)?,
            received: row.get(3)?,
            first: row.get(4)?,
        })
    })?;
    for row in rows {
        found.messages.push(row?);
    }
    let mut seen = connection.prepare("SELECT queue, key, data, until FROM seen")?;
    let rows =
        seen.query_map([], |row| Ok(StoredSeen { queue: row.get(0)?, key: row.get(1)?, data: row.get(2)?, until: row.get(3)? }))?;
    for row in rows {
        found.seen.push(row?);
    }
    let mut documents = connection.prepare("SELECT kind, key, data FROM document")?;
    let rows = documents.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    for row in rows {
        found.documents.push(row?);
    }
    Ok(found)
}

/// The writing thread: ends when every handle is gone.
fn write_all(mut connection: Connection, batches: &mpsc::Receiver<Batch>) {
    while let Ok(first) = batches.recv() {
        let waiting = gather(first, batches);
        let written = commit(&mut connection, &waiting);
        if let Err(error) = &written {
            tracing::error!(%error, "state cannot be written");
        }
        for done in waiting.into_iter().filter_map(|(_, done)| done) {
            let _ = done.send(written.is_ok());
        }
    }
}

/// What is written together with `first`: all that is there, and while nobody waits for any of it, what comes in the next
/// moment, too.
fn gather(first: Batch, batches: &mpsc::Receiver<Batch>) -> Vec<Batch> {
    const TOGETHER: usize = 500;
    const MOMENT: Duration = Duration::from_millis(20);
    let end = Instant::now() + MOMENT;
    let mut awaited = first.1.is_some();
    let mut waiting = vec![first];
    while waiting.len() < TOGETHER {
        let next = match awaited {
            true => batches.try_recv().ok(),
            false => batches.recv_timeout(end.saturating_duration_since(Instant::now())).ok(),
        };
        let Some(next) = next else { break };
        awaited |= next.1.is_some();
        waiting.push(next);
    }
    waiting
}

fn commit(connection: &mut Connection, batches: &[Batch]) -> rusqlite::Result<()> {
    let changes = || batches.iter().flat_map(|(changes, _)| changes);
    // How often a message was received says nothing of one that is gone.
    let gone: HashSet<u64> =
        changes().filter_map(|change| if let Change::Gone { sequence, .. } = change { Some(*sequence) } else { None }).collect();
    let transaction = connection.transaction()?;
    for change in changes() {
        match change {
            Change::Message { queue, sequence, data } => transaction
                .prepare_cached("INSERT OR REPLACE INTO message (queue, sequence, data) VALUES (?, ?, ?)")?
                .execute(params![queue, sequence, data])?,
            Change::Received { sequence, .. } if gone.contains(sequence) => continue,
            Change::Received { queue, sequence, count, first } => transaction
                .prepare_cached("UPDATE message SET received = ?, first = ? WHERE queue = ? AND sequence = ?")?
                .execute(params![count, first, queue, sequence])?,
            Change::Gone { queue, sequence } => transaction
                .prepare_cached("DELETE FROM message WHERE queue = ? AND sequence = ?")?
                .execute(params![queue, sequence])?,
            Change::Seen { queue, key, data, until } => transaction
                .prepare_cached("INSERT OR REPLACE INTO seen (queue, key, data, until) VALUES (?, ?, ?, ?)")?
                .execute(params![queue, key, data, until])?,
            Change::Document { kind, key, data: Some(data) } => transaction
                .prepare_cached("INSERT OR REPLACE INTO document (kind, key, data) VALUES (?, ?, ?)")?
                .execute(params![kind, key, data])?,
            Change::Document { kind, key, data: None } => {
                transaction.prepare_cached("DELETE FROM document WHERE kind = ? AND key = ?")?.execute(params![kind, key])?
            }
        };
    }
    transaction.commit()
}

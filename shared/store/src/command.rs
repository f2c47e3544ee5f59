//! What became of a person's command.

use domain::{
    conversation::Refused,
    id::{EnvelopeId, MessageId},
    thread::Thread,
    time::{DAY, Timestamp},
};

use crate::{
    commit::Record,
    key,
    table::{Error, Table, read, until, value, write},
};

/// How far a command has come.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// Not handled yet.
    Pending,
    /// Carried out.
    Applied,
    /// Not lawful when its turn came; nothing changed.
    Refused(Refused),
}

/// The row of the thread that a command makes: an answer, a note, an activity.
pub fn row(command: EnvelopeId, at: Timestamp) -> MessageId {
    MessageId::derive(command, at, 0)
}

/// The record that a command on a thread has left if it was carried out, to be looked for.
pub fn made(thread: &Thread, command: EnvelopeId, at: Timestamp) -> Record {
    Record::new(key::message(thread, at, row(command, at)), Default::default())
}

/// The record of a command that was not lawful.
pub fn refused(command: EnvelopeId, refused: &Refused, at: Timestamp) -> Result<Record, Error> {
    let key = key::done("route", command);
    let mut item = write(key.clone(), "refused", &std::collections::BTreeMap::<String, String>::new())?;
    item.insert("refused".into(), value(refused)?);
    item.insert("ttl".into(), until(at.plus(14 * DAY)));
    Ok(Record::new(key, item))
}

/// What became of a command on a thread.
pub async fn outcome(table: &Table, thread: &Thread, command: EnvelopeId) -> Result<Outcome, Error> {
    #[derive(serde::Deserialize)]
    struct Done {
        refused: Option<Refused>,
    }
    let at = command.time();
    if table.get(&key::message(thread, at, row(command, at))).await?.is_some() {
        return Ok(Outcome::Applied);
    }
    match table.get(&key::done("route", command)).await? {
        None => Ok(Outcome::Pending),
        Some(item) => Ok(read::<Done>(item)?.refused.map_or(Outcome::Applied, Outcome::Refused)),
    }
}

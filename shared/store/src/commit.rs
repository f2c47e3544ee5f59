//! A step's record, its other writes and its emits as one; and what a replay finds (architecture.md section 8).

use domain::{event::Emit, id::EnvelopeId};

use crate::{
    key::Key,
    packed::{pack, unpack},
    table::{Error, Guard, Item, RawItem, Table, Update, Value, Write, text},
};

/// What proves that a step has handled its command: written once, with the command's id and what it emits.
#[derive(Debug)]
pub struct Record {
    key: Key,
    step: String,
    write: Kind,
}

#[derive(Debug)]
enum Kind {
    New(Item),
    Mark(Update),
}

/// How a commit ended.
#[derive(Debug, PartialEq)]
pub enum Committed {
    /// Written now: publish the emits.
    Now,
    /// Written before, for the same command: publish what was stored then. The world has changed since, and deciding
    /// again might send a customer to two people.
    Before(Vec<Emit>),
    /// Written before, for another command: a duplicate; nothing to do.
    Duplicate,
}

impl Record {
    /// A new item under an identity key. It is its own marker, and lives as long as the thing does.
    pub(crate) fn new(key: Key, item: Item) -> Self {
        Self { key, step: String::new(), write: Kind::New(item) }
    }

    /// A mark on an item another step made.
    pub(crate) fn mark(step: impl Into<String>, update: Update) -> Self {
        Self { key: update.key.clone(), step: step.into(), write: Kind::Mark(update) }
    }

    fn names(&self) -> (String, String) {
        match self.write {
            Kind::New(_) => ("cause".into(), "emits".into()),
            Kind::Mark(_) => (format!("{}_cause", self.step), format!("{}_emits", self.step)),
        }
    }
}

/// Writes `record` and `writes` as one, with `emits` in the record.
///
/// # Errors
/// `Refused` with places in `writes` when another writer was first there: read and decide again.
pub async fn commit(
    table: &Table,
    cause: EnvelopeId,
    record: Record,
    writes: Vec<Write>,
    emits: &[Emit],
) -> Result<Committed, Error> {
    let (cause_name, emits_name) = record.names();
    let cause_value = Value::S(cause.to_string());
    let first = match record.write {
        Kind::New(mut item) => {
            item.insert(cause_name.clone(), cause_value);
            if !emits.is_empty() {
                item.insert(emits_name.clone(), pack(&emits)?);
            }
            Write::Create(RawItem(item))
        }
        Kind::Mark(update) => {
            let mut update = update.set(&cause_name, cause_value).when(Guard::Exists).when(Guard::Absent(cause_name.clone()));
            if !emits.is_empty() {
                update = update.set(&emits_name, pack(&emits)?);
            }
            Write::Update(update)
        }
    };
    let all = std::iter::once(first).chain(writes).collect();
    match table.write(all).await {
        Ok(()) => Ok(Committed::Now),
        Err(error) if error.refused(0) => {
            let Some(item) = table.get(&record.key).await? else {
                return Err(Error::Broken(format!("{} {} is not there to be marked", record.key.pk, record.key.sk)));
            };
            // Not marked at all: another condition of the mark did not hold, so what was read has changed.
            let changed = || Error::Retry(format!("{} {} changed since it was read", record.key.pk, record.key.sk));
            found(&item, cause, (&cause_name, &emits_name))?.ok_or_else(changed)
        }
        // The record's own place comes first; callers count their writes from 0.
        Err(Error::Refused(places)) => Err(Error::Refused(places.into_iter().map(|place| place.saturating_sub(1)).collect())),
        Err(error) => Err(error),
    }
}

/// How a commit of `record` for `cause` would find that it was written before; nothing if it was not. For a step that
/// has nothing to decide any more, because its own command has changed the world already.
pub async fn committed(table: &Table, cause: EnvelopeId, record: &Record) -> Result<Option<Committed>, Error> {
    let (cause_name, emits_name) = record.names();
    match table.get(&record.key).await? {
        Some(item) => found(&item, cause, (&cause_name, &emits_name)),
        None => Ok(None),
    }
}

/// What an item says of who wrote it, and what that told; nothing if the step has not written to it.
fn found(item: &Item, cause: EnvelopeId, (cause_name, emits_name): (&str, &str)) -> Result<Option<Committed>, Error> {
    match text(item, cause_name) {
        "" => Ok(None),
        known if known == cause.to_string() => match item.get(emits_name) {
            Some(emits) => Ok(Some(Committed::Before(unpack(emits)?))),
            None => Ok(Some(Committed::Before(vec![]))),
        },
        _ => Ok(Some(Committed::Duplicate)),
    }
}

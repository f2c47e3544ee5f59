//! Who was counted, in each half hour of a subject on a platform: a set one by one, beyond a thousand a sketch beside it.
//!
//! Raising a set costs as many write units as it has kilobytes, and an item ends at 400 KB, so a large set must not
//! stay one. Members are moved, never recounted: naming a person again, before or after, changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    measure::{EXACT, People, Slot},
    platform::Platform,
    time::Timestamp,
};

use super::{KEPT, days};
use crate::{
    key::{self, Key},
    table::{Error, Guard, Item, Table, Update, Value, Write, text, until},
};

/// One person in so many makes whoever counts them look how large their set has become.
const LOOK: u64 = 128;
/// The set beside a sketch is moved into it when it has more members than this.
const MOST_BESIDE: usize = 128;

/// People to be counted, by the item that counts them.
#[derive(Debug, Default)]
pub(super) struct Crowds(BTreeMap<Key, (BTreeSet<u64>, Timestamp)>);

impl Crowds {
    /// How many of the items would be new.
    pub(super) fn lacking(&self, keys: &[Key]) -> usize {
        keys.iter().filter(|key| !self.0.contains_key(key)).count()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn insert(&mut self, key: Key, person: u64, at: Timestamp) {
        self.0.entry(key).or_insert_with(|| (BTreeSet::new(), at)).0.insert(person);
    }

    pub(super) fn writes(&self) -> impl Iterator<Item = Write> {
        self.0.iter().map(|(key, (people, at))| {
            Write::Update(Update::of(key.clone()).set("ttl", until(at.plus(KEPT))).include("people", hashes(people)))
        })
    }

    /// Moves sets that have become large into their sketches. Best effort: what fails now is done at the next look.
    pub(super) async fn condense(&self, table: &Table) {
        for (key, (people, at)) in &self.0 {
            if people.iter().any(|person| person % LOOK == 0) {
                let _ = condense(table, key, *at).await;
            }
        }
    }
}

async fn condense(table: &Table, key: &Key, at: Timestamp) -> Result<(), Error> {
    let Some(row) = table.get(key).await? else { return Ok(()) };
    let people = set(&row);
    let most = if row.contains_key("condensed") { MOST_BESIDE } else { EXACT };
    if people.len() <= most {
        return Ok(());
    }
    let sketch = key::people_sketch(key);
    let before = table.get(&sketch).await?.and_then(|row| row.get("people").cloned());
    let unchanged = match &before {
        Some(bytes) => Guard::Is("people".into(), bytes.clone()),
        None => Guard::Absent("people".into()),
    };
    let mut all = before.as_ref().map(stored).transpose()?.unwrap_or_default();
    people.iter().for_each(|&person| all.insert(person));
    let moved = Update::of(key.clone()).exclude("people", hashes(&people)).set("condensed", Value::Bool(true));
    let grown = Update::of(sketch).set("people", Value::B(all.to_bytes())).set("ttl", until(at.plus(KEPT))).when(unchanged);
    table.write(vec![Write::Update(moved), Write::Update(grown)]).await
}

fn hashes(people: &BTreeSet<u64>) -> Value {
    Value::Bs(people.iter().map(|person| person.to_be_bytes().to_vec()).collect())
}

fn set(row: &Item) -> BTreeSet<u64> {
    match row.get("people") {
        Some(Value::Bs(hashes)) => {
            hashes.iter().filter_map(|hash| Some(u64::from_be_bytes(hash.as_slice().try_into().ok()?))).collect()
        }
        _ => BTreeSet::new(),
    }
}

fn stored(bytes: &Value) -> Result<People, Error> {
    match bytes {
        Value::B(bytes) => People::from_bytes(bytes).map_err(|e| Error::Broken(e.to_string())),
        _ => Err(Error::Broken("a sketch of people is no bytes".into())),
    }
}

/// The people of one subject, half hour and platform.
#[derive(Debug, Clone, PartialEq)]
pub struct PeopleRow {
    /// The half hour.
    pub slot: Slot,
    /// Where.
    pub platform: Platform,
    /// Who, by hash.
    pub people: People,
}

/// The people of a topic, or of [`ALL`](super::ALL), from one UTC day to another, both included.
pub async fn people(table: &Table, subject: &str, from_day: &str, to_day: &str) -> Result<Vec<PeopleRow>, Error> {
    let mut rows: Vec<PeopleRow> = Vec::new();
    for row in days(table, key::people(subject), from_day, to_day).await? {
        let mut place = text(&row, "sk").split('#');
        let (Some(day), Some(Ok(of_day)), Some(Ok(platform))) =
            (place.next(), place.next().map(str::parse), place.next().map(str::parse))
        else {
            continue;
        };
        let Some(slot) = Slot::on(day, of_day) else { continue };
        let people = match row.get("people") {
            Some(bytes @ Value::B(_)) => stored(bytes)?,
            _ => {
                let mut people = People::none();
                set(&row).into_iter().for_each(|person| people.insert(person));
                people
            }
        };
        // A sketch lies right behind its set.
        match rows.last_mut().filter(|last| (last.slot, last.platform) == (slot, platform)) {
            Some(last) => last.people.merge(&people),
            None => rows.push(PeopleRow { slot, platform, people }),
        }
    }
    Ok(rows)
}

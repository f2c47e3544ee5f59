//! Reading and writing, with the promises both homes keep.

use std::collections::HashMap;

use domain::time::Timestamp;
use serde::{Serialize, de::DeserializeOwned};
pub(crate) use serde_dynamo::AttributeValue as Value;

#[cfg(feature = "memory")]
use crate::memory::Memory;
use crate::{dynamo::Dynamo, key::Key};

/// One row as attributes.
pub(crate) type Item = HashMap<String, Value>;

/// The table, wherever it lives.
#[derive(Clone)]
pub struct Table {
    home: Home,
}

#[derive(Clone)]
enum Home {
    /// A function that is not wired to the table.
    Nowhere,
    Dynamo(Dynamo),
    #[cfg(feature = "memory")]
    Memory(Memory),
}

const NOWHERE: &str = "this function is not wired to the table: give it TABLE_NAME in the template and in its WIRING";

impl Table {
    /// For a function that has no table: every call says so.
    pub fn nowhere() -> Self {
        Self { home: Home::Nowhere }
    }
}

impl From<Dynamo> for Table {
    fn from(dynamo: Dynamo) -> Self {
        Self { home: Home::Dynamo(dynamo) }
    }
}

#[cfg(feature = "memory")]
impl From<Memory> for Table {
    fn from(memory: Memory) -> Self {
        Self { home: Home::Memory(memory) }
    }
}

/// Why the table did not do it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The conditions of these writes (by place in the list) did not hold; nothing was written.
    #[error("the condition of write {0:?} did not hold")]
    Refused(Vec<usize>),
    /// Throttled, conflicting or unreachable: the same call may work later.
    #[error("the table is busy: {0}")]
    Retry(String),
    /// The call can never work: too large, malformed, not permitted.
    #[error("the table refuses: {0}")]
    Broken(String),
}

impl Error {
    /// Whether the write at `place` was refused by its condition.
    pub fn refused(&self, place: usize) -> bool {
        matches!(self, Error::Refused(places) if places.contains(&place))
    }
}

/// One change of one item.
#[derive(Debug, Clone)]
pub enum Write {
    /// A new item; refused if there is one.
    Create(RawItem),
    /// An item, whatever was there.
    Put(RawItem),
    /// A whole item instead of the one whose `version` is given; the new one is one higher.
    Replace(RawItem, u64),
    /// Some attributes of an item, made if absent unless a guard says otherwise.
    Update(Update),
    /// No item any more.
    Delete(Key, Vec<Guard>),
}

/// An item ready to be written. Made inside this crate only.
#[derive(Debug, Clone)]
pub struct RawItem(pub(crate) Item);

/// Changes to some attributes.
#[derive(Debug, Clone)]
pub struct Update {
    pub(crate) key: Key,
    pub(crate) set: Vec<(String, Value)>,
    pub(crate) add: Vec<(String, i64)>,
    pub(crate) include: Vec<(String, Value)>,
    pub(crate) exclude: Vec<(String, Value)>,
    pub(crate) remove: Vec<String>,
    pub(crate) guards: Vec<Guard>,
}

/// What must hold of an item for a write to it to happen.
#[derive(Debug, Clone)]
pub enum Guard {
    /// The item is there.
    Exists,
    /// The attribute is not.
    Absent(String),
    /// The attribute is there.
    Present(String),
    /// The attribute has this value.
    Is(String, Value),
    /// The set has fewer members than this, or is not there.
    SmallerThan(String, u32),
    /// The set lacks this member.
    Lacks(String, String),
    /// The number is less than this, or not there.
    LessThan(String, u64),
}

impl Update {
    pub(crate) fn of(key: Key) -> Self {
        Self { key, set: vec![], add: vec![], include: vec![], exclude: vec![], remove: vec![], guards: vec![] }
    }

    pub(crate) fn set(mut self, name: &str, value: Value) -> Self {
        self.set.push((name.to_owned(), value));
        self
    }

    pub(crate) fn add(mut self, name: &str, number: i64) -> Self {
        self.add.push((name.to_owned(), number));
        self
    }

    pub(crate) fn include(mut self, name: &str, members: Value) -> Self {
        self.include.push((name.to_owned(), members));
        self
    }

    pub(crate) fn exclude(mut self, name: &str, members: Value) -> Self {
        self.exclude.push((name.to_owned(), members));
        self
    }

    pub(crate) fn remove(mut self, name: &str) -> Self {
        self.remove.push(name.to_owned());
        self
    }

    pub(crate) fn when(mut self, guard: Guard) -> Self {
        self.guards.push(guard);
        self
    }
}

/// Which keys a query goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Index {
    /// The table's own.
    Table,
    /// Inboxes, agents, listeners.
    Gsi1,
    /// Contacts, due items.
    Gsi2,
}

impl Index {
    pub(crate) fn name(self) -> Option<&'static str> {
        match self {
            Index::Table => None,
            Index::Gsi1 => Some("gsi1"),
            Index::Gsi2 => Some("gsi2"),
        }
    }

    pub(crate) fn keys(self) -> (&'static str, &'static str) {
        match self {
            Index::Table => ("pk", "sk"),
            Index::Gsi1 => ("gsi1pk", "gsi1sk"),
            Index::Gsi2 => ("gsi2pk", "gsi2sk"),
        }
    }
}

/// Which part of a partition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Range {
    /// All of it.
    All,
    /// What begins so.
    Prefix(String),
    /// Between two places, both included.
    Between(String, String),
}

/// A question for the items of one partition, in order.
#[derive(Debug, Clone)]
pub struct Query {
    pub(crate) index: Index,
    pub(crate) pk: String,
    pub(crate) range: Range,
    pub(crate) newest_first: bool,
    pub(crate) limit: Option<u32>,
    pub(crate) after: Option<Cursor>,
    lagging: bool,
}

impl Query {
    pub(crate) fn of(index: Index, pk: String) -> Self {
        Self { index, pk, range: Range::All, newest_first: false, limit: None, after: None, lagging: false }
    }

    /// The answer may lag by a second, and costs half.
    pub(crate) fn lagging(mut self) -> Self {
        self.lagging = true;
        self
    }

    /// Whether it sees all that was written before it: an index never does.
    pub(crate) fn is_consistent(&self) -> bool {
        self.index == Index::Table && !self.lagging
    }

    pub(crate) fn range(mut self, range: Range) -> Self {
        self.range = range;
        self
    }

    pub(crate) fn newest_first(mut self) -> Self {
        self.newest_first = true;
        self
    }

    pub(crate) fn limit(mut self, limit: u32) -> Self {
        self.limit = Some(limit);
        self
    }

    pub(crate) fn after(mut self, cursor: Option<Cursor>) -> Self {
        self.after = cursor;
        self
    }
}

/// Where a page ended: the key attributes of its last item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Cursor(pub(crate) std::collections::BTreeMap<String, String>);

/// One page of an answer.
#[derive(Debug, Clone)]
pub struct Page<T> {
    /// In the order asked for.
    pub items: Vec<T>,
    /// Where the next page begins, if there may be one.
    pub next: Option<Cursor>,
}

/// What a table's calls have used, in DynamoDB request units.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Units {
    /// Write request units.
    pub write: f64,
    /// Read request units.
    pub read: f64,
}

/// A transaction may change this many items.
pub(crate) const MOST_WRITES: usize = 100;

impl Table {
    pub(crate) async fn get(&self, key: &Key) -> Result<Option<Item>, Error> {
        match &self.home {
            Home::Nowhere => Err(Error::Broken(NOWHERE.into())),
            Home::Dynamo(dynamo) => dynamo.get(key).await,
            #[cfg(feature = "memory")]
            Home::Memory(memory) => memory.get(key).await,
        }
    }

    /// The items found, in no order; those absent are left out.
    pub(crate) async fn get_many(&self, keys: &[Key]) -> Result<Vec<Item>, Error> {
        let mut items = Vec::with_capacity(keys.len());
        for chunk in keys.chunks(100) {
            items.extend(match &self.home {
                Home::Nowhere => return Err(Error::Broken(NOWHERE.into())),
                Home::Dynamo(dynamo) => dynamo.get_many(chunk).await?,
                #[cfg(feature = "memory")]
                Home::Memory(memory) => memory.get_many(chunk).await?,
            });
        }
        Ok(items)
    }

    pub(crate) async fn query(&self, query: Query) -> Result<Page<Item>, Error> {
        match &self.home {
            Home::Nowhere => Err(Error::Broken(NOWHERE.into())),
            Home::Dynamo(dynamo) => dynamo.query(query).await,
            #[cfg(feature = "memory")]
            Home::Memory(memory) => memory.query(query).await,
        }
    }

    /// Every item of a query, page after page, up to `most`.
    pub(crate) async fn query_all(&self, query: Query, most: usize) -> Result<Vec<Item>, Error> {
        let mut all = Vec::new();
        let mut query = query;
        loop {
            let page = self.query(query.clone()).await?;
            all.extend(page.items);
            match page.next {
                Some(next) if all.len() < most => query.after = Some(next),
                _ => return Ok(all),
            }
        }
    }

    /// All writes or none. One write is a plain call at half the price of a transaction.
    pub async fn write(&self, writes: Vec<Write>) -> Result<(), Error> {
        if writes.is_empty() {
            return Ok(());
        }
        if writes.len() > MOST_WRITES {
            return Err(Error::Broken(format!("{} writes in one transaction, {MOST_WRITES} at most", writes.len())));
        }
        match &self.home {
            Home::Nowhere => Err(Error::Broken(NOWHERE.into())),
            Home::Dynamo(dynamo) => dynamo.write(writes).await,
            #[cfg(feature = "memory")]
            Home::Memory(memory) => memory.write(writes).await,
        }
    }

    /// What the calls have used since the last time this was asked; nothing for a table in memory that is not metered.
    pub fn take_units(&self) -> Units {
        match &self.home {
            Home::Nowhere => Units::default(),
            Home::Dynamo(dynamo) => dynamo.take_units(),
            #[cfg(feature = "memory")]
            Home::Memory(memory) => memory.take_units(),
        }
    }
}

/// A value as one attribute.
pub(crate) fn value<T: Serialize>(thing: &T) -> Result<Value, Error> {
    let mut value = serde_dynamo::to_attribute_value(thing).map_err(|e| Error::Broken(format!("cannot be stored: {e}")))?;
    without_nulls(&mut value);
    Ok(value)
}

/// A missing value and an absent attribute are one thing; the second costs no bytes, and a write is paid by the byte.
fn without_nulls(value: &mut Value) {
    match value {
        Value::M(fields) => {
            fields.retain(|_, field| !matches!(field, Value::Null(_)));
            fields.values_mut().for_each(without_nulls);
        }
        Value::L(members) => members.iter_mut().for_each(without_nulls),
        _ => {}
    }
}

/// A thing as an item at `key`.
pub(crate) fn write<T: Serialize>(key: Key, kind: &str, thing: &T) -> Result<Item, Error> {
    let item: serde_dynamo::Item =
        serde_dynamo::to_item(thing).map_err(|e| Error::Broken(format!("{kind} cannot be stored: {e}")))?;
    let mut item: Item = item.into();
    item.retain(|_, value| !matches!(value, Value::Null(_)));
    item.values_mut().for_each(without_nulls);
    item.extend(place(key, kind));
    Ok(item)
}

/// What every item has: where it lies and what it is.
pub(crate) fn place(key: Key, kind: &str) -> Item {
    [("pk", key.pk), ("sk", key.sk), ("kind", kind.to_owned())].map(|(name, text)| (name.to_owned(), Value::S(text))).into()
}

/// A thing out of an item.
pub(crate) fn read<T: DeserializeOwned>(item: Item) -> Result<T, Error> {
    let place = format!("{} {}", text(&item, "pk"), text(&item, "sk"));
    serde_dynamo::from_item(serde_dynamo::Item::from(item)).map_err(|e| Error::Broken(format!("{place} cannot be read: {e}")))
}

pub(crate) fn text<'a>(item: &'a Item, name: &str) -> &'a str {
    match item.get(name) {
        Some(Value::S(text)) => text,
        _ => "",
    }
}

pub(crate) fn number(item: &Item, name: &str) -> i64 {
    match item.get(name) {
        Some(Value::N(number)) => number.parse().unwrap_or_default(),
        _ => 0,
    }
}

pub(crate) fn key_of(item: &Item) -> Key {
    Key { pk: text(item, "pk").to_owned(), sk: text(item, "sk").to_owned() }
}

/// A time-to-live attribute's value: whole seconds.
pub(crate) fn until(at: Timestamp) -> Value {
    Value::N(at.seconds().to_string())
}

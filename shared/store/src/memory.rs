//! The table in memory: the same promises, for tests and simulation.

mod change;
mod index;
mod size;

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard},
};

use change::{apply, key_written, lawful, shown};
use index::Indexes;
use size::{MOST_BYTES, read_units, size, write_units};

use crate::{
    gate::{Extent, Gated, Lost},
    key::Key,
    table::{Cursor, Error, Index, Item, Page, Query, Range, Units, Value, Write, text},
};

/// A table in memory; clones share it.
#[derive(Clone, Default)]
pub struct Memory {
    items: Arc<Mutex<Items>>,
    gate: Gated,
    /// What its calls cost; nothing for a table whose price nobody asks.
    used: Option<Arc<Mutex<Units>>>,
    /// Write units by partition: no key takes more than a thousand a second.
    partitions: Arc<Mutex<BTreeMap<String, f64>>>,
}

#[derive(Default)]
struct Items {
    all: BTreeMap<Key, Item>,
    indexes: Indexes,
    /// What the newest writes replaced, for those who read an index that lags.
    replaced: VecDeque<Replaced>,
}

/// What lay at a key before a write.
type Replaced = (Key, Option<Item>);

/// The changes an index may lag behind.
const LAG: usize = 8;

impl Memory {
    /// A table that counts the request units of its calls, as DynamoDB bills them.
    pub fn metered() -> Self {
        Self { used: Some(Arc::default()), ..Self::default() }
    }

    /// The same table, behind a gate.
    pub fn behind(&self, gate: Gated) -> Self {
        Self { gate, ..self.clone() }
    }

    /// The same table, with a count of its own.
    pub fn counted_apart(&self) -> Self {
        Self { used: Some(Arc::default()), ..self.clone() }
    }

    /// Everything in it, attribute by attribute, to be compared before and after.
    pub fn contents(&self) -> BTreeMap<Key, BTreeMap<String, String>> {
        let all = |item: &Item| item.iter().map(|(name, value)| (name.clone(), shown(value))).collect();
        self.items().map(|items| items.all.iter().map(|(key, item)| (key.clone(), all(item))).collect()).unwrap_or_default()
    }

    /// Bytes of every item, as DynamoDB counts them.
    pub fn sizes(&self) -> BTreeMap<Key, usize> {
        self.items().map(|items| items.all.iter().map(|(key, item)| (key.clone(), size(item))).collect()).unwrap_or_default()
    }

    /// Write request units that each partition of a metered table was asked for.
    pub fn written_by_partition(&self) -> BTreeMap<String, f64> {
        self.partitions.lock().map(|partitions| partitions.clone()).unwrap_or_default()
    }

    fn items(&self) -> Result<MutexGuard<'_, Items>, Error> {
        self.items.lock().map_err(|_| Error::Broken("a test panicked while it held the table".into()))
    }

    fn note(&self, units: impl FnOnce() -> Units) {
        if let Some(Ok(mut used)) = self.used.as_ref().map(|used| used.lock()) {
            let more = units();
            *used = Units { write: used.write + more.write, read: used.read + more.read };
        }
    }

    pub(crate) fn take_units(&self) -> Units {
        self.used.as_ref().and_then(|used| used.lock().ok().map(|mut used| std::mem::take(&mut *used))).unwrap_or_default()
    }

    pub(crate) async fn get(&self, key: &Key) -> Result<Option<Item>, Error> {
        let read = |_| {
            let found = self.items()?.all.get(key).cloned();
            self.note(|| read_units(found.as_ref().map_or(0, size), true));
            Ok(found)
        };
        self.gate.pass("table", "get", || format!("{} {}", key.pk, key.sk), read).await.unwrap_or_else(lost)
    }

    pub(crate) async fn get_many(&self, keys: &[Key]) -> Result<Vec<Item>, Error> {
        let read = |_| {
            let items = self.items()?;
            let found: Vec<Item> = keys.iter().filter_map(|key| items.all.get(key).cloned()).collect();
            // Each item of a batch is rounded up by itself, one that is not there included.
            found.iter().for_each(|item| self.note(|| read_units(size(item), true)));
            (found.len()..keys.len()).for_each(|_| self.note(|| read_units(0, true)));
            Ok(found)
        };
        self.gate.pass("table", "get", || format!("{} items", keys.len()), read).await.unwrap_or_else(lost)
    }

    pub(crate) async fn query(&self, query: Query) -> Result<Page<Item>, Error> {
        let what = || format!("{}{}", query.pk, query.index.name().map(|name| format!(" by {name}")).unwrap_or_default());
        let find = |extent| {
            let page = self.find(&query, extent == Extent::Past && query.index.name().is_some())?;
            self.note(|| read_units(page.items.iter().map(size).sum(), query.is_consistent()));
            Ok(page)
        };
        self.gate.pass("table", "query", what, find).await.unwrap_or_else(lost)
    }

    fn find(&self, query: &Query, stale: bool) -> Result<Page<Item>, Error> {
        let mut items = self.items()?;
        Ok(if stale { items.find_in_the_past(query) } else { items.find(query) })
    }

    pub(crate) async fn write(&self, writes: Vec<Write>) -> Result<(), Error> {
        let writes = self.gate.writes(writes);
        let what = || writes.iter().map(key_written).map(|key| format!("{} {}", key.pk, key.sk)).collect::<Vec<_>>().join(" ");
        self.gate.pass("table", "write", what, |extent| self.change(part(extent, &writes))).await.unwrap_or_else(lost)
    }

    fn change(&self, writes: &[Write]) -> Result<(), Error> {
        let mut items = self.items()?;
        let keys: Vec<Key> = writes.iter().map(key_written).collect();
        let mut touched: Vec<&Key> = keys.iter().collect();
        touched.sort();
        if touched.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(Error::Broken("a transaction may write an item once only".into()));
        }
        let in_transaction = writes.len() > 1;
        let refused: Vec<usize> =
            (0..writes.len()).filter(|&place| !lawful(items.all.get(&keys[place]), &writes[place])).collect();
        if !refused.is_empty() {
            // A refused write costs what the item that is there weighs; so does every write of a refused transaction.
            for key in &keys {
                self.note(|| write_units(items.all.get(key), items.all.get(key), in_transaction));
            }
            return Err(Error::Refused(refused));
        }
        let after: Vec<Option<Item>> =
            writes.iter().zip(&keys).map(|(write, key)| outcome(items.all.get(key), key, write)).collect();
        if let Some(size) = after.iter().flatten().map(size).find(|size| *size > MOST_BYTES) {
            return Err(Error::Broken(format!("ValidationException: an item of {size} bytes, {MOST_BYTES} at most")));
        }
        for (key, item) in keys.into_iter().zip(after) {
            let units = || write_units(items.all.get(&key), item.as_ref(), in_transaction);
            self.note(units);
            if self.used.is_some()
                && let Ok(mut partitions) = self.partitions.lock()
            {
                *partitions.entry(key.pk.clone()).or_default() += units().write;
            }
            items.put(key, item);
        }
        Ok(())
    }
}

/// What lies at a key after a lawful write.
fn outcome(before: Option<&Item>, key: &Key, write: &Write) -> Option<Item> {
    match write {
        Write::Create(item) | Write::Put(item) | Write::Replace(item, _) => Some(item.0.clone()),
        Write::Update(update) => {
            let place = || [("pk", &key.pk), ("sk", &key.sk)].map(|(name, text)| (name.to_owned(), Value::S(text.clone())));
            let mut item = before.cloned().unwrap_or_else(|| Item::from(place()));
            apply(&mut item, update.clone());
            Some(item)
        }
        Write::Delete(..) => None,
    }
}

impl Items {
    fn put(&mut self, key: Key, item: Option<Item>) {
        let before = match item {
            Some(item) => {
                self.indexes.add(&key, &item);
                let before = self.all.insert(key.clone(), item);
                if let Some(before) = &before {
                    self.indexes.replace(&key, before, &self.all[&key]);
                }
                before
            }
            None => {
                let before = self.all.remove(&key);
                if let Some(before) = &before {
                    self.indexes.remove(&key, before);
                }
                before
            }
        };
        self.replaced.push_back((key, before));
        if self.replaced.len() > LAG {
            self.replaced.pop_front();
        }
    }

    /// As it was some writes ago: they are taken back for as long as it takes to look.
    fn find_in_the_past(&mut self, query: &Query) -> Page<Item> {
        let replaced = std::mem::take(&mut self.replaced);
        for (key, item) in replaced.iter().rev() {
            self.put(key.clone(), item.clone());
        }
        let page = self.find(query);
        let newest = std::mem::take(&mut self.replaced);
        newest.into_iter().rev().for_each(|(key, item)| self.put(key, item));
        self.replaced = replaced;
        page
    }

    fn find(&self, query: &Query) -> Page<Item> {
        let within = |place: &str| match &query.range {
            Range::All => true,
            Range::Prefix(prefix) => place.starts_with(prefix.as_str()),
            Range::Between(from, to) => place >= from.as_str() && place <= to.as_str(),
        };
        let mut found: Vec<(&str, &Key)> = match query.index {
            Index::Table => {
                let first = Key { pk: query.pk.clone(), sk: String::new() };
                let partition = self.all.range(first..).take_while(|(key, _)| key.pk == query.pk);
                partition.map(|(key, _)| (key.sk.as_str(), key)).collect()
            }
            index => self.indexes.partition(index, &query.pk).collect(),
        };
        found.retain(|(place, _)| within(place));
        if query.newest_first {
            found.reverse();
        }
        let (pk, sk) = query.index.keys();
        if let Some(Cursor(keys)) = &query.after {
            let last = Key { pk: keys.get("pk").cloned().unwrap_or_default(), sk: keys.get("sk").cloned().unwrap_or_default() };
            let place = (keys.get(sk).map(String::as_str).unwrap_or_default(), &last);
            found.retain(|here| if query.newest_first { *here < place } else { *here > place });
        }
        let limit = query.limit.map_or(usize::MAX, |limit| limit as usize);
        let more = found.len() > limit;
        found.truncate(limit);
        // An index carries keys only.
        let shown = |key: &Key| match (self.all.get(key), query.index) {
            (Some(item), Index::Table) => item.clone(),
            (Some(item), _) => {
                ["pk", "sk", pk, sk].into_iter().filter_map(|name| Some((name.to_owned(), item.get(name)?.clone()))).collect()
            }
            (None, _) => Item::new(),
        };
        let items: Vec<Item> = found.into_iter().map(|(_, key)| shown(key)).collect();
        let next = items.last().filter(|_| more).map(|last| {
            let mut names = vec!["pk", "sk"];
            if pk != "pk" {
                names.extend([pk, sk]);
            }
            Cursor(names.into_iter().map(|name| (name.to_owned(), text(last, name).to_owned())).collect())
        });
        Page { items, next }
    }
}

/// A table that tears transactions does the first half of one.
fn part(extent: Extent, writes: &[Write]) -> &[Write] {
    let end = if extent == Extent::Half { writes.len().div_ceil(2) } else { writes.len() };
    &writes[..end]
}

/// What a caller hears whose call was refused, or whose answer was lost.
fn lost<T>(lost: Lost) -> Result<T, Error> {
    Err(Error::Retry(match lost {
        Lost::Undone => "throttled".into(),
        Lost::Unheard => "time-out".into(),
    }))
}

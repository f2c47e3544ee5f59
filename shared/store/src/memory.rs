//! The table in memory: the same promises, for tests and simulation.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard},
};

use crate::{
    gate::{Extent, Gated, Lost},
    key::Key,
    table::{Cursor, Error, Guard, Item, Page, Query, Range, Update, Value, Write, key_of, number, text},
};

/// A table in memory; clones share it.
#[derive(Clone, Default)]
pub struct Memory {
    items: Arc<Mutex<BTreeMap<Key, Item>>>,
    /// What the newest writes replaced, for those who read an index that lags.
    replaced: Arc<Mutex<VecDeque<Replaced>>>,
    gate: Gated,
}

/// What lay at a key before a write.
type Replaced = (Key, Option<Item>);

/// The changes an index may lag behind.
const LAG: usize = 8;

impl Memory {
    /// The same table, behind a gate.
    pub fn behind(&self, gate: Gated) -> Self {
        Self { gate, ..self.clone() }
    }

    /// Everything in it, attribute by attribute, to be compared before and after.
    pub fn contents(&self) -> BTreeMap<Key, BTreeMap<String, String>> {
        let all = |item: &Item| item.iter().map(|(name, value)| (name.clone(), shown(value))).collect();
        self.items().map(|items| items.iter().map(|(key, item)| (key.clone(), all(item))).collect()).unwrap_or_default()
    }

    fn items(&self) -> Result<MutexGuard<'_, BTreeMap<Key, Item>>, Error> {
        self.items.lock().map_err(|_| Error::Broken("a test panicked while it held the table".into()))
    }

    pub(crate) async fn get(&self, key: &Key) -> Result<Option<Item>, Error> {
        self.gate
            .pass("table", || format!("get {} {}", key.pk, key.sk), |_| Ok(self.items()?.get(key).cloned()))
            .await
            .unwrap_or_else(lost)
    }

    pub(crate) async fn get_many(&self, keys: &[Key]) -> Result<Vec<Item>, Error> {
        let read = |_| {
            let items = self.items()?;
            Ok(keys.iter().filter_map(|key| items.get(key).cloned()).collect())
        };
        self.gate.pass("table", || format!("get {} items", keys.len()), read).await.unwrap_or_else(lost)
    }

    pub(crate) async fn query(&self, query: Query) -> Result<Page<Item>, Error> {
        let what = || format!("query {}{}", query.pk, query.index.name().map(|name| format!(" by {name}")).unwrap_or_default());
        let find = |extent| self.find(query.clone(), extent == Extent::Past && query.index.name().is_some());
        self.gate.pass("table", what, find).await.unwrap_or_else(lost)
    }

    fn find(&self, query: Query, stale: bool) -> Result<Page<Item>, Error> {
        let (pk, sk) = query.index.keys();
        let within = |place: &str| match &query.range {
            Range::All => true,
            Range::Prefix(prefix) => place.starts_with(prefix.as_str()),
            Range::Between(from, to) => place >= from.as_str() && place <= to.as_str(),
        };
        let mut past = BTreeMap::new();
        let now = self.items()?;
        if stale {
            past = now.clone();
            for (key, item) in self.replaced.lock().iter().flat_map(|replaced| replaced.iter().rev()) {
                match item {
                    Some(item) => past.insert(key.clone(), item.clone()),
                    None => past.remove(key),
                };
            }
        }
        let items = if stale { &past } else { &*now };
        let mut found: Vec<&Item> = if query.index.name().is_none() {
            // Its own keys are in order; only an index has to look everywhere.
            let first = Key { pk: query.pk.clone(), sk: String::new() };
            let partition = items.range(first..).take_while(|(key, _)| key.pk == query.pk);
            partition.filter(|(key, _)| within(&key.sk)).map(|(_, item)| item).collect()
        } else {
            let mut found: Vec<&Item> = items
                .values()
                .filter(|item| text(item, pk) == query.pk && item.contains_key(sk) && within(text(item, sk)))
                .collect();
            found.sort_by(|a, b| text(a, sk).cmp(text(b, sk)).then_with(|| key_of(a).cmp(&key_of(b))));
            found
        };
        if query.newest_first {
            found.reverse();
        }
        if let Some(Cursor(keys)) = &query.after {
            let last = Key { pk: keys.get("pk").cloned().unwrap_or_default(), sk: keys.get("sk").cloned().unwrap_or_default() };
            let place = (keys.get(sk).cloned().unwrap_or_default(), last);
            found.retain(|item| {
                let here = (text(item, sk).to_owned(), key_of(item));
                if query.newest_first { here < place } else { here > place }
            });
        }
        let limit = query.limit.map_or(usize::MAX, |limit| limit as usize);
        let next = (found.len() > limit).then(|| {
            let last = found[limit - 1];
            let mut names = vec!["pk", "sk"];
            if pk != "pk" {
                names.extend([pk, sk]);
            }
            Cursor(names.into_iter().map(|name| (name.to_owned(), text(last, name).to_owned())).collect())
        });
        found.truncate(limit);
        // An index carries keys only.
        let shown = |item: &Item| match query.index.name() {
            None => item.clone(),
            Some(_) => item
                .iter()
                .filter(|(name, _)| ["pk", "sk", pk, sk].contains(&name.as_str()))
                .map(|(n, v)| (n.clone(), v.clone()))
                .collect(),
        };
        Ok(Page { items: found.into_iter().map(shown).collect(), next })
    }

    pub(crate) async fn write(&self, writes: Vec<Write>) -> Result<(), Error> {
        let writes = self.gate.writes(writes);
        let what = || writes.iter().map(key_written).fold("write".to_owned(), |all, key| format!("{all} {} {}", key.pk, key.sk));
        self.gate.pass("table", what, |extent| self.change(part(extent, &writes))).await.unwrap_or_else(lost)
    }

    fn change(&self, writes: Vec<Write>) -> Result<(), Error> {
        let mut items = self.items()?;
        let mut touched: Vec<Key> = writes.iter().map(key_written).collect();
        touched.sort();
        if touched.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(Error::Broken("a transaction may write an item once only".into()));
        }
        let refused: Vec<usize> = writes
            .iter()
            .enumerate()
            .filter(|(_, write)| !lawful(items.get(&key_written(write)), write))
            .map(|(place, _)| place)
            .collect();
        if !refused.is_empty() {
            return Err(Error::Refused(refused));
        }
        for write in writes {
            let key = key_written(&write);
            if let Ok(mut replaced) = self.replaced.lock() {
                replaced.push_back((key.clone(), items.get(&key).cloned()));
                while replaced.len() > LAG {
                    replaced.pop_front();
                }
            }
            match write {
                Write::Create(item) | Write::Put(item) | Write::Replace(item, _) => {
                    items.insert(key, item.0);
                }
                Write::Update(update) => {
                    let item = items.entry(key.clone()).or_insert_with(|| {
                        Item::from([("pk".to_owned(), Value::S(key.pk.clone())), ("sk".to_owned(), Value::S(key.sk.clone()))])
                    });
                    apply(item, update);
                }
                Write::Delete(..) => {
                    items.remove(&key);
                }
            }
        }
        Ok(())
    }
}

/// A table that tears transactions does the first half of one.
fn part(extent: Extent, writes: &[Write]) -> Vec<Write> {
    let end = if extent == Extent::Half { writes.len().div_ceil(2) } else { writes.len() };
    writes[..end].to_vec()
}

/// What a caller hears whose call was refused, or whose answer was lost.
fn lost<T>(lost: Lost) -> Result<T, Error> {
    Err(Error::Retry(match lost {
        Lost::Undone => "throttled".into(),
        Lost::Unheard => "time-out".into(),
    }))
}

/// A value as text, the same for the same value.
fn shown(value: &Value) -> String {
    match value {
        Value::M(map) => {
            let sorted: BTreeMap<_, _> = map.iter().map(|(name, value)| (name, shown(value))).collect();
            format!("{sorted:?}")
        }
        Value::L(list) => format!("{:?}", list.iter().map(shown).collect::<Vec<_>>()),
        Value::Ss(texts) => format!("{:?}", texts.iter().collect::<std::collections::BTreeSet<_>>()),
        Value::Bs(bytes) => format!("{:?}", bytes.iter().collect::<std::collections::BTreeSet<_>>()),
        other => format!("{other:?}"),
    }
}

fn key_written(write: &Write) -> Key {
    match write {
        Write::Create(item) | Write::Put(item) | Write::Replace(item, _) => key_of(&item.0),
        Write::Update(update) => update.key.clone(),
        Write::Delete(key, _) => key.clone(),
    }
}

fn lawful(item: Option<&Item>, write: &Write) -> bool {
    match write {
        Write::Create(_) => item.is_none(),
        Write::Put(_) => true,
        Write::Replace(_, version) => {
            item.is_some_and(|item| item.contains_key("version") && number(item, "version") == *version as i64)
        }
        Write::Update(update) => update.guards.iter().all(|guard| holds(item, guard)),
        Write::Delete(_, guards) => guards.iter().all(|guard| holds(item, guard)),
    }
}

fn holds(item: Option<&Item>, guard: &Guard) -> bool {
    let attribute = |name: &str| item.and_then(|item| item.get(name));
    match guard {
        Guard::Exists => item.is_some(),
        Guard::Absent(name) => attribute(name).is_none(),
        Guard::Present(name) => attribute(name).is_some(),
        Guard::Is(name, value) => attribute(name) == Some(value),
        Guard::SmallerThan(name, size) => attribute(name).is_none_or(|set| members(set).len() < *size as usize),
        Guard::Lacks(name, member) => attribute(name).is_none_or(|set| !members(set).contains(&Member::Text(member.clone()))),
    }
}

#[derive(Clone, PartialEq)]
enum Member {
    Text(String),
    Bytes(Vec<u8>),
}

fn members(set: &Value) -> Vec<Member> {
    match set {
        Value::Ss(texts) => texts.iter().cloned().map(Member::Text).collect(),
        Value::Bs(bytes) => bytes.iter().cloned().map(Member::Bytes).collect(),
        _ => vec![],
    }
}

fn set_of(members: Vec<Member>) -> Option<Value> {
    let first = members.first()?.clone();
    Some(match first {
        Member::Text(_) => {
            Value::Ss(members.into_iter().filter_map(|m| if let Member::Text(text) = m { Some(text) } else { None }).collect())
        }
        Member::Bytes(_) => {
            Value::Bs(members.into_iter().filter_map(|m| if let Member::Bytes(bytes) = m { Some(bytes) } else { None }).collect())
        }
    })
}

fn apply(item: &mut Item, update: Update) {
    for (name, value) in update.set {
        item.insert(name, value);
    }
    for (name, by) in update.add {
        let sum = number(item, &name) + by;
        item.insert(name, Value::N(sum.to_string()));
    }
    for (name, more) in update.include {
        let mut all = item.get(&name).map(members).unwrap_or_default();
        for member in members(&more) {
            if !all.contains(&member) {
                all.push(member);
            }
        }
        if let Some(set) = set_of(all) {
            item.insert(name, set);
        }
    }
    for (name, fewer) in update.exclude {
        let gone = members(&fewer);
        let left = item.get(&name).map(members).unwrap_or_default().into_iter().filter(|member| !gone.contains(member)).collect();
        match set_of(left) {
            Some(set) => item.insert(name, set),
            None => item.remove(&name),
        };
    }
    for name in update.remove {
        item.remove(&name);
    }
}

//! What a write does to an item, and whether its conditions let it.

use std::collections::BTreeMap;

use crate::{
    key::Key,
    table::{Guard, Item, Update, Value, Write, key_of, number},
};

/// A value as text, the same for the same value.
pub(super) fn shown(value: &Value) -> String {
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

pub(super) fn key_written(write: &Write) -> Key {
    match write {
        Write::Create(item) | Write::Put(item) | Write::Replace(item, _) => key_of(&item.0),
        Write::Update(update) => update.key.clone(),
        Write::Delete(key, _) => key.clone(),
    }
}

pub(super) fn lawful(item: Option<&Item>, write: &Write) -> bool {
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
        Guard::LessThan(name, bound) => item.is_none_or(|item| !item.contains_key(name) || number(item, name) < *bound as i64),
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

pub(super) fn apply(item: &mut Item, update: Update) {
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

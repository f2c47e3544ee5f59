//! Writes made wrong on purpose: how a simulation plants a mistake to see whether it is found.

use crate::{
    key::Key,
    table::{Guard, Update, Write, key_of},
};

impl Write {
    /// Where it goes.
    pub fn place(&self) -> Key {
        match self {
            Write::Create(item) | Write::Put(item) | Write::Replace(item, _) => key_of(&item.0),
            Write::Update(update) => update.key.clone(),
            Write::Delete(key, _) => key.clone(),
        }
    }

    /// Whether it takes a place in a set.
    pub fn grows(&self) -> bool {
        matches!(self, Write::Update(update) if !update.include.is_empty())
    }

    /// Whether it frees a place in a set.
    pub fn shrinks(&self) -> bool {
        matches!(self, Write::Update(update) if !update.exclude.is_empty())
    }

    /// The same without any condition.
    pub fn unguarded(self) -> Self {
        match self {
            Write::Create(item) | Write::Replace(item, _) => Write::Put(item),
            Write::Update(update) => Write::Update(Update { guards: vec![], ..update }),
            Write::Delete(key, _) => Write::Delete(key, vec![]),
            put @ Write::Put(_) => put,
        }
    }

    /// The same without the condition that an attribute has a value.
    pub fn without_guard(self, name: &str) -> Self {
        match self {
            Write::Update(mut update) => {
                update.guards.retain(|guard| !matches!(guard, Guard::Is(known, _) | Guard::Absent(known) if known == name));
                Write::Update(update)
            }
            other => other,
        }
    }

    /// The same without attributes whose names end like this.
    pub fn without(self, ending: &str) -> Self {
        match self {
            Write::Create(mut item) => {
                item.0.retain(|name, _| !name.ends_with(ending));
                Write::Create(item)
            }
            Write::Put(mut item) => {
                item.0.retain(|name, _| !name.ends_with(ending));
                Write::Put(item)
            }
            Write::Replace(mut item, version) => {
                item.0.retain(|name, _| !name.ends_with(ending));
                Write::Replace(item, version)
            }
            Write::Update(mut update) => {
                update.set.retain(|(name, _)| !name.ends_with(ending));
                Write::Update(update)
            }
            other => other,
        }
    }
}

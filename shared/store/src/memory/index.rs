//! The two indexes, kept as items come and go.

use std::collections::BTreeSet;

use crate::{
    key::Key,
    table::{Index, Item, Value},
};

/// Places in both indexes, in order.
#[derive(Default)]
pub(super) struct Indexes([BTreeSet<Place>; 2]);

/// Partition, sort key, and the item's own key: the order of an index.
type Place = (String, String, Key);

const BOTH: [Index; 2] = [Index::Gsi1, Index::Gsi2];

/// Where an item stands in an index, if it does: it needs both keys.
fn place(index: Index, key: &Key, item: &Item) -> Option<Place> {
    let (pk, sk) = index.keys();
    match (item.get(pk)?, item.get(sk)?) {
        (Value::S(pk), Value::S(sk)) => Some((pk.clone(), sk.clone(), key.clone())),
        _ => None,
    }
}

impl Indexes {
    pub(super) fn add(&mut self, key: &Key, item: &Item) {
        for (places, index) in self.0.iter_mut().zip(BOTH) {
            places.extend(place(index, key, item));
        }
    }

    pub(super) fn remove(&mut self, key: &Key, item: &Item) {
        for (places, index) in self.0.iter_mut().zip(BOTH) {
            if let Some(place) = place(index, key, item) {
                places.remove(&place);
            }
        }
    }

    /// An item that was there changed: its old places go, where they are not the new ones.
    pub(super) fn replace(&mut self, key: &Key, before: &Item, after: &Item) {
        for (places, index) in self.0.iter_mut().zip(BOTH) {
            let old = place(index, key, before);
            if let Some(old) = old.filter(|old| place(index, key, after).as_ref() != Some(old)) {
                places.remove(&old);
            }
        }
    }

    /// The places of a partition, in order.
    pub(super) fn partition<'a>(&'a self, index: Index, pk: &'a str) -> impl Iterator<Item = (&'a str, &'a Key)> {
        let places = &self.0[usize::from(index == Index::Gsi2)];
        let first = (pk.to_owned(), String::new(), Key { pk: String::new(), sk: String::new() });
        places.range(first..).take_while(move |(here, ..)| here == pk).map(|(_, sk, key)| (sk.as_str(), key))
    }
}

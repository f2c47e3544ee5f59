//! An object of a body with its values unread. Platforms whose bodies have many shapes are read by it: a value of another
//! type than expected is as good as none, and costs nothing around it.

use std::{borrow::Cow, fmt};

use domain::time::Timestamp;
use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use serde_json::value::RawValue;

use crate::wire::{Id, Moment, Text, id, words};

/// The fields of an object, in the order they stand in.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fields<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'a> Fields<'a> {
    /// The object that `raw` is.
    pub(crate) fn of(raw: &'a RawValue) -> Option<Self> {
        serde_json::from_str(raw.get()).ok()
    }

    /// The value of a field; nothing for one that is not there or null.
    pub(crate) fn get(&self, name: &str) -> Option<&'a RawValue> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| *value).filter(|value| value.get() != "null")
    }

    /// Whether a field is there with something in it.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    fn read<T: Deserialize<'a>>(&self, name: &str) -> Option<T> {
        serde_json::from_str(self.get(name)?.get()).ok()
    }

    /// Words; nothing where they are empty.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        words(self.read::<Text>(name))
    }

    /// An id, also one written as a whole number.
    pub(crate) fn id(&self, name: &str) -> Option<String> {
        id(self.read::<Id>(name))
    }

    /// A time in any of the forms platforms write.
    pub(crate) fn moment(&self, name: &str) -> Option<Timestamp> {
        self.read::<Moment>(name).map(|Moment(at)| at)
    }

    /// Yes or no; no where it is not said.
    pub(crate) fn flag(&self, name: &str) -> bool {
        self.read(name).unwrap_or(false)
    }

    /// Yes or no; nothing where it is not said.
    pub(crate) fn truth(&self, name: &str) -> Option<bool> {
        self.read(name)
    }

    /// How many; nothing for what is no whole number.
    pub(crate) fn count(&self, name: &str) -> Option<u64> {
        self.read(name)
    }

    /// A number.
    pub(crate) fn number(&self, name: &str) -> Option<f64> {
        self.read(name)
    }

    /// An object.
    pub(crate) fn object(&self, name: &str) -> Option<Fields<'a>> {
        Fields::of(self.get(name)?)
    }

    /// A list; one thing alone is a list of one.
    pub(crate) fn list(&self, name: &str) -> Vec<&'a RawValue> {
        let Some(raw) = self.get(name) else { return Vec::new() };
        serde_json::from_str(raw.get()).unwrap_or_else(|_| vec![raw])
    }

    /// The objects of a list.
    pub(crate) fn objects(&self, name: &str) -> Vec<Fields<'a>> {
        self.list(name).into_iter().filter_map(Fields::of).collect()
    }

    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &'a RawValue)> {
        self.0.iter().map(|(key, value)| (key.as_ref(), *value))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Fields<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Vec<(Cow<'de, str>, &'de RawValue)>;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::with_capacity(map.size_hint().unwrap_or(8));
                while let Some((Text(key), value)) = map.next_entry::<Text<'de>, &'de RawValue>()? {
                    fields.push((key, value));
                }
                Ok(fields)
            }
        }
        deserializer.deserialize_map(Object).map(Fields)
    }
}

//! Strict reading of a resource's properties: each is read, ignored by name, or an error.

use serde_json::{Map, Value};

use crate::error::Error;
use crate::template::plain;

/// The resolved properties of one resource (or of one mapping inside it), taken out one by one.
pub struct Properties {
    at: String,
    map: Map<String, Value>,
}

impl Properties {
    /// Properties of the place `at`, for example `InboundQueue`.
    pub fn new(at: impl Into<String>, map: Map<String, Value>) -> Self {
        Self { at: at.into(), map }
    }

    /// An error about one property.
    pub fn wrong(&self, name: &str, reason: impl Into<String>) -> Error {
        Error::template(format!("{}.{name}", self.at), reason)
    }

    /// Takes a property as it is; null counts as absent.
    pub fn value(&mut self, name: &str) -> Option<Value> {
        self.map.remove(name).filter(|value| !value.is_null())
    }

    /// Takes text (or a number or truth value, as text).
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Error> {
        match self.value(name) {
            None => Ok(None),
            Some(value @ (Value::String(_) | Value::Number(_) | Value::Bool(_))) => Ok(Some(plain(&value))),
            Some(_) => Err(self.wrong(name, "must be text")),
        }
    }

    /// Takes text that must be there.
    pub fn required(&mut self, name: &str) -> Result<String, Error> {
        self.text(name)?.ok_or_else(|| self.wrong(name, "is required"))
    }

    /// Takes a whole number.
    pub fn number(&mut self, name: &str) -> Result<Option<u64>, Error> {
        match self.text(name)? {
            None => Ok(None),
            Some(text) => text.parse().map(Some).map_err(|_| self.wrong(name, format!("`{text}` is not a whole number"))),
        }
    }

    /// Takes a truth value.
    pub fn flag(&mut self, name: &str) -> Result<Option<bool>, Error> {
        match self.text(name)?.as_deref() {
            None => Ok(None),
            Some("true") => Ok(Some(true)),
            Some("false") => Ok(Some(false)),
            Some(other) => Err(self.wrong(name, format!("`{other}` is neither true nor false"))),
        }
    }

    /// Takes a list of texts; one text counts as a list of one.
    pub fn texts(&mut self, name: &str) -> Result<Vec<String>, Error> {
        match self.value(name) {
            None => Ok(Vec::new()),
            Some(Value::Array(items)) => Ok(items.iter().map(plain).collect()),
            Some(Value::String(text)) => Ok(vec![text]),
            Some(_) => Err(self.wrong(name, "must be a list")),
        }
    }

    /// Takes a mapping, to be read as strictly as this one.
    pub fn inside(&mut self, name: &str) -> Result<Option<Properties>, Error> {
        match self.value(name) {
            None => Ok(None),
            Some(Value::Object(map)) => Ok(Some(Properties::new(format!("{}.{name}", self.at), map))),
            // CloudFormation takes some mappings (redrive policies) as JSON text, too.
            Some(Value::String(text)) => match serde_json::from_str(&text) {
                Ok(Value::Object(map)) => Ok(Some(Properties::new(format!("{}.{name}", self.at), map))),
                _ => Err(self.wrong(name, "must be a mapping")),
            },
            Some(_) => Err(self.wrong(name, "must be a mapping")),
        }
    }

    /// Takes a mapping whose keys are names of its own (variables, events), in order.
    pub fn entries(&mut self, name: &str) -> Result<Map<String, Value>, Error> {
        match self.value(name) {
            None => Ok(Map::new()),
            Some(Value::Object(map)) => Ok(map),
            Some(_) => Err(self.wrong(name, "must be a mapping")),
        }
    }

    /// Adds properties, for example ones that come from `Globals`.
    pub fn extend(&mut self, more: Map<String, Value>) {
        self.map.extend(more);
    }

    /// Drops properties that have no local meaning.
    pub fn ignore(&mut self, names: &[&str]) {
        for name in names {
            self.map.remove(*name);
        }
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// When a property is left that nothing has read.
    pub fn finish(self) -> Result<(), Error> {
        match self.map.keys().next() {
            None => Ok(()),
            Some(name) => Err(Error::template(
                format!("{}.{name}", self.at),
                "the local cloud does not know this property; teach it in infra/local/src/plan, or list it there as ignored",
            )),
        }
    }
}

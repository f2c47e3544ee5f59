//! Rules of urgency: what must be looked at soon (text-analysis.md section 3). They are data, with terms per language.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::analysis::{Language, Urgency};

/// Terms, by language. English terms are words with a `*` at the end or beginning of a word and `..` for up to three words
/// between; Korean and Japanese terms are stems, spaces not counting, `..` for up to twelve characters between, `^` and `$`
/// for the edges of a word. `0` stands for any number.
pub type Terms = BTreeMap<Language, Vec<String>>;

/// One rule: applies to a message that has one of `any`, one of `with` where the language has any, and none of `unless`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UrgencyRule {
    /// Its name, as evidence tells it: `hazard`, `fraud`.
    pub id: String,
    /// What it makes of the message.
    pub level: Urgency,
    /// One of these must be there.
    pub any: Terms,
    /// And one of these, for a language that lists some.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub with: Terms,
    /// And none of these.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub unless: Terms,
}

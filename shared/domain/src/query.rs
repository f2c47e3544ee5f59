//! The query language of rules: words, "phrases", `#tag`, `@name`, AND, OR, NOT, `-`, parentheses
//! (text-analysis.md section 4). Two words side by side mean AND.
//!
//! One parser for every place a query is written. Proximity, wildcards, braces and field filters are known and
//! refused with their place, so that nobody saves a query that silently means something else.

mod fold;
mod matching;
mod parse;
mod print;
mod text;

use std::{borrow::Cow, fmt, str::FromStr};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

pub(crate) use fold::fold;
pub use parse::{QueryError, QueryErrorCode};
pub use text::Text;
use text::{Piece, pieces};

/// The longest query, in characters.
pub const LONGEST: usize = 4_096;
/// The most terms of a query.
pub const MOST_TERMS: usize = 500;
/// The deepest nesting of parentheses.
pub const DEEPEST: usize = 32;

/// A query that parsed: at least one positive term, within the limits. Written and stored in its normal form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    root: Node,
}

/// A part of a query, in normal form: an `All` never holds an `All`, an `Any` never an `Any`, both hold at least
/// two parts, and a `Not` never a `Not`.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Node {
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
    /// A word or a phrase: pieces in order and adjacent, at least one.
    Term(Vec<Piece>),
    /// The folded name of a hashtag, without its sign.
    Tag(String),
    /// The folded name of a handle, without its sign.
    Mention(String),
}

impl Query {
    /// Reads a query. Linear in its length.
    pub fn parse(source: &str) -> Result<Self, QueryError> {
        parse::parse(source)
    }

    /// The normal form; `parse(print(q)) == q`.
    pub fn print(&self) -> String {
        print::print(&self.root)
    }

    /// Whether a text matches.
    pub fn matches(&self, text: &Text) -> bool {
        matching::matches(&self.root, text)
    }

    /// Folded texts of which at least one must stand in any text that matches; none where there is no such set
    /// and the query has to be asked of every text.
    pub fn necessary(&self) -> Option<Vec<&str>> {
        matching::necessary(&self.root)
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.print())
    }
}

impl FromStr for Query {
    type Err = QueryError;
    fn from_str(source: &str) -> Result<Self, QueryError> {
        Self::parse(source)
    }
}

impl Serialize for Query {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Query {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

impl JsonSchema for Query {
    fn schema_name() -> Cow<'static, str> {
        "Query".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({
            "type": "string",
            "minLength": 1,
            "maxLength": LONGEST,
            "description": "words, \"phrases\", #tag, @name, AND, OR, NOT, -, parentheses"
        })
    }
}

/// A literal word or phrase: no operator has a meaning in it. Matches as a quoted phrase of a query does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keyword {
    /// As the person wrote it.
    source: String,
    pieces: Vec<Piece>,
}

impl Keyword {
    /// As the person wrote it.
    pub fn as_str(&self) -> &str {
        &self.source
    }

    /// Whether a text has it.
    pub fn matches(&self, text: &Text) -> bool {
        matching::has(&self.pieces, text)
    }
}

impl FromStr for Keyword {
    type Err = String;
    fn from_str(source: &str) -> Result<Self, String> {
        let length = source.chars().count();
        if length > 200 {
            return Err(format!("a keyword may have 200 characters, and this one has {length}"));
        }
        let source = source.trim().to_owned();
        let pieces = pieces(&source);
        if pieces.is_empty() {
            return Err(format!("`{source}` has no letter, digit or emoji to look for"));
        }
        Ok(Self { source, pieces })
    }
}

impl Serialize for Keyword {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.source)
    }
}

impl<'de> Deserialize<'de> for Keyword {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

impl JsonSchema for Keyword {
    fn schema_name() -> Cow<'static, str> {
        "Keyword".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({ "type": "string", "minLength": 1, "maxLength": 200 })
    }
}

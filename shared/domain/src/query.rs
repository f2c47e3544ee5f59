//! The query language of ingestion rules, topics, escalation and search (text-analysis.md section 4): words, "phrases",
//! `"a b"~n`, `{Case}`, `#tag`, `@name`, wildcards, `field:value`, AND, OR, NOT, `-`, NEAR/n, ONEAR/n, parentheses. Two
//! terms side by side mean AND.
//!
//! One parser and one matcher for every place a query is written.

mod error;
mod field;
mod fold;
mod glob;
mod hits;
mod imply;
mod lex;
mod literals;
mod matching;
mod near;
mod parse;
mod print;
mod push;
mod text;

use std::{borrow::Cow, fmt, ops::Range, slice, str::FromStr};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

pub use error::{QueryError, QueryErrorCode, QueryWarning, QueryWarningCode};
use field::Field;
pub use field::Fields;
pub(crate) use field::urls;
pub(crate) use fold::fold;
pub use literals::{Literals, Part, Work, by_length};
pub use matching::Cost;
pub use push::PushDown;
pub use text::Text;
use text::{Piece, pieces};

/// The longest query, in characters.
pub const LONGEST: usize = 4_096;
/// The most terms of a query.
pub const MOST_TERMS: usize = 500;
/// The most terms with wildcards.
pub const MOST_WILDCARDS: usize = 20;
/// The deepest nesting of parentheses.
pub const DEEPEST: usize = 32;
/// The farthest NEAR, in units.
pub const FARTHEST: u32 = 50;

/// The most places a record names.
pub const MOST_SPANS: usize = 20;

/// A stretch of a text as it was given, in characters (Unicode scalar values) from its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Span {
    /// The first character.
    pub start: u32,
    /// The one behind the last.
    pub end: u32,
}

/// A query that parsed: at least one positive term, within the limits. Written and stored in its normal form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    root: Node,
}

/// Where a query is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Before analysis: `sentiment:`, `intent:` and `urgency:` are not known there.
    Ingestion,
    /// After it: escalation rules, search.
    Judged,
}

/// A part of a query, in normal form: an `All` never holds an `All`, an `Any` never an `Any`, both hold at least
/// two parts, and a `Not` never a `Not`.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Node {
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
    /// Close together; with `ordered`, the left one first.
    Near {
        left: Box<Node>,
        right: Box<Node>,
        distance: u32,
        ordered: bool,
    },
    /// The words of a phrase close together, at least two.
    Proximity {
        pieces: Vec<Piece>,
        distance: u32,
    },
    Term(Term),
    /// What stood in braces, with its case.
    Brace(String),
    /// The folded name of a hashtag, without its sign.
    Tag(String),
    /// The folded name of a handle, without its sign.
    Mention(String),
    Field(Field),
}

/// A word or a phrase: pieces in order and adjacent, at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Term {
    pieces: Vec<Piece>,
    /// Whether the pieces must touch: a bare word of several scripts.
    glued: bool,
}

impl Query {
    /// Reads a query that is asked after analysis. Linear in its length.
    pub fn parse(source: &str) -> Result<Self, QueryError> {
        parse::parse(source, Place::Judged).map(|(query, _)| query)
    }

    /// Reads a query for a place, with what is unwise in it.
    pub fn read(source: &str, place: Place) -> Result<(Self, Vec<QueryWarning>), QueryError> {
        parse::parse(source, place)
    }

    /// The normal form; `parse(print(q)) == q`.
    pub fn print(&self) -> String {
        print::print(&self.root)
    }

    /// Whether an item matches.
    pub fn matches(&self, text: &Text, fields: &Fields) -> bool {
        self.answer(text, fields) == Some(true)
    }

    /// Whether an item matches; none where that hangs on a judgement nobody has made.
    pub fn answer(&self, text: &Text, fields: &Fields) -> Option<bool> {
        matching::answer(&self.root, text, fields)
    }

    /// Where the words stand by which an item matches: bytes of the text as it was given, to whole graphemes, in order,
    /// joined where they touch or overlap. Empty if it does not match, or matches by its fields alone.
    pub fn spans(&self, text: &Text, fields: &Fields) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        matching::caught(&self.root, text, fields, &mut found);
        given(found, text)
    }

    /// The same in characters, the first [`MOST_SPANS`] of them: as a record keeps them.
    pub fn hits(&self, text: &Text, fields: &Fields) -> Vec<Span> {
        self.spans(text, fields).into_iter().take(MOST_SPANS).map(|place| text.span(place)).collect()
    }

    /// The same of some of its alternatives, by their numbers, where the others are known not to hold; none if these do not
    /// either. The alternatives are the sides of an OR, or else all of it.
    pub fn caught(&self, asked: impl Iterator<Item = u32>, text: &Text, fields: &Fields) -> Option<Vec<Span>> {
        let (parts, mut found) = (self.alternatives(), Vec::new());
        let asked = asked.filter_map(|part| parts.get(part as usize));
        let hold = asked.filter(|part| matching::caught(part, text, fields, &mut found)).count();
        (hold > 0).then(|| given(found, text).into_iter().take(MOST_SPANS).map(|place| text.span(place)).collect())
    }

    /// The parts of which one has to hold: the sides of an OR, or all of it.
    fn alternatives(&self) -> &[Node] {
        match &self.root {
            Node::Any(parts) => parts,
            root => slice::from_ref(root),
        }
    }

    /// Folded texts of which at least one must stand in any text that matches; none where there is no such set
    /// and the query has to be asked of every text.
    pub fn necessary(&self) -> Option<Vec<String>> {
        self.cheapest(&by_length)
    }

    /// The same, with the set that costs the least where there are several.
    pub fn cheapest(&self, cost: &Cost) -> Option<Vec<String>> {
        matching::necessary(&self.root, cost)
    }

    /// The same for each of its alternatives: the sides of an OR, or all of it.
    pub fn cheapest_of_each(&self, cost: &Cost) -> Vec<Option<Vec<String>>> {
        self.alternatives().iter().map(|part| matching::necessary(part, cost)).collect()
    }

    /// The literals it may be found by.
    pub fn literals(&self) -> Vec<String> {
        matching::literals(&self.root)
    }

    /// What X can search for itself, and what is asked after delivery.
    pub fn push_down(&self) -> PushDown {
        push::push_down(&self.root)
    }
}

/// Places of the folded text as places of the text as it was given, in order, joined where they overlap.
fn given(found: Vec<Range<usize>>, text: &Text) -> Vec<Range<usize>> {
    let mut spans: Vec<Range<usize>> = found.into_iter().map(|place| text.origin(place)).collect();
    spans.sort_unstable_by_key(|span| (span.start, span.end));
    spans.dedup_by(|span, last| {
        let joined = span.start < last.end;
        if joined {
            last.end = last.end.max(span.end);
        }
        joined
    });
    spans
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
            "description": "words, \"phrases\", \"a b\"~n, {Case}, #tag, @name, wild*, field:value, AND, OR, NOT, -, NEAR/n, ONEAR/n, parentheses"
        })
    }
}

/// A literal word or phrase: no operator has a meaning in it. Matches as a quoted phrase of a query does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keyword {
    /// As the person wrote it.
    source: String,
    term: Term,
}

impl Keyword {
    /// As the person wrote it.
    pub fn as_str(&self) -> &str {
        &self.source
    }

    /// Whether a text has it.
    pub fn matches(&self, text: &Text) -> bool {
        !hits::of_term(&self.term, text).is_empty()
    }

    /// Folded texts of which one must stand in any text that has it.
    pub fn cheapest(&self, cost: &Cost) -> Option<Vec<String>> {
        matching::necessary(&Node::Term(self.term.clone()), cost)
    }

    /// The literals it may be found by.
    pub fn literals(&self) -> Vec<String> {
        matching::literals(&Node::Term(self.term.clone()))
    }

    /// Where it stands, in bytes of the text as it was given.
    pub fn spans(&self, text: &Text) -> Vec<Range<usize>> {
        hits::of_term(&self.term, text).iter().map(|hit| text.origin(hit.place())).collect()
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
        Ok(Self { source, term: Term { pieces, glued: false } })
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

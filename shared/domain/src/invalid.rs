//! Why a setting a person wrote cannot be taken: the field, the problem, the next step.

use std::fmt::Display;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::query::QueryError;

/// What kind of problem it is: for programs that say it in words of their own, in their people's language.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum Fault {
    /// Nothing is written.
    Empty,
    /// It is not there.
    Missing,
    /// More characters than may be.
    TooLong {
        /// So many may be.
        most: u64,
    },
    /// More of them than may be.
    TooMany {
        /// So many may be.
        most: u64,
    },
    /// A number beyond its bounds.
    OutOfRange {
        /// The least it may be.
        least: i64,
        /// The greatest it may be.
        most: i64,
    },
    /// It names something that does not exist.
    NoSuch,
    /// It is there twice, or taken.
    Twice,
    /// It is not written as it must be.
    BadForm,
    /// It has no meaning together with the rest.
    Meaningless,
    /// None of these: its words say it.
    #[default]
    Other,
}

/// One problem of one field. The field is a path as the API writes it: `rules[2].query`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize, JsonSchema)]
#[error("{field}: {problem}; {next_step}")]
pub struct Invalid {
    /// Where: the path from the top of the body.
    pub field: String,
    /// What is wrong with it.
    pub problem: String,
    /// What to do about it.
    pub next_step: String,
    /// What kind of problem it is.
    #[serde(default)]
    pub fault: Fault,
    /// Of a query that does not read: why, for those who say it in another language. `problem` says it in English.
    #[serde(skip)]
    pub query: Option<Box<QueryError>>,
}

impl Invalid {
    /// A problem of `field`.
    pub fn new(field: impl Display, problem: impl Display, next_step: impl Display) -> Self {
        Self {
            field: field.to_string(),
            problem: problem.to_string(),
            next_step: next_step.to_string(),
            fault: Fault::Other,
            query: None,
        }
    }

    /// The query in `field` does not read.
    pub fn query(field: impl Display, error: QueryError) -> Self {
        let plain = Self::new(field, &error, "correct the query at the place named");
        Self { query: Some(Box::new(error)), ..plain }
    }

    /// The same, said to be of this kind.
    #[must_use]
    pub fn because(self, fault: Fault) -> Self {
        Self { fault, ..self }
    }

    /// The same problem seen from the thing that holds the field: `query` under `rules[2]` is `rules[2].query`.
    pub fn under(self, parent: impl Display) -> Self {
        let parent = parent.to_string();
        let field = match (parent.is_empty(), self.field.is_empty()) {
            (true, _) => self.field,
            (_, true) => parent,
            _ if self.field.starts_with('[') => format!("{parent}{}", self.field),
            _ => format!("{parent}.{}", self.field),
        };
        Self { field, ..self }
    }

    /// Refuses a text that is empty (but for white space) or longer than `most` characters.
    pub fn text(field: impl Display, text: &str, most: usize) -> Option<Self> {
        if text.trim().is_empty() {
            return Some(Self::new(field, "is empty", "write something").because(Fault::Empty));
        }
        let length = text.chars().count();
        (length > most).then(|| {
            let problem = format!("has {length} characters and may have {most}");
            Self::new(field, problem, "shorten it").because(Fault::TooLong { most: most as u64 })
        })
    }
}

/// Nothing wrong, or everything that is.
pub fn outcome(problems: Vec<Invalid>) -> Result<(), Vec<Invalid>> {
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_from_the_outside_in() {
        let problem = Invalid::new("query", "is empty", "write something").under("rules[2]");
        assert_eq!(problem.field, "rules[2].query");
        assert_eq!(problem.clone().under("").field, "rules[2].query");
        assert_eq!(Invalid::new("[1]", "", "").under("all").field, "all[1]");
        assert_eq!(Invalid::new("", "", "").under("all").field, "all");
        assert_eq!(problem.to_string(), "rules[2].query: is empty; write something");
    }

    #[test]
    fn a_text_has_something_in_it_and_an_end() {
        assert!(Invalid::text("name", " \t", 5).is_some());
        assert!(Invalid::text("name", "배송배송배", 5).is_none());
        assert!(Invalid::text("name", "배송배송배송", 5).is_some());
    }
}

//! Canned responses: ready texts with variables, one per language (AGT-07).

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    analysis::Language,
    id::{CannedId, QueueId},
};

/// A ready text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Canned {
    /// Its name.
    pub id: CannedId,
    /// What people call it.
    pub name: String,
    /// What an agent types after `/` to find it.
    pub shortcut: String,
    /// The text in each language, with variables as `{{customer.name}}`.
    pub texts: BTreeMap<Language, String>,
    /// The queues it is for; none means all.
    pub queues: Vec<QueueId>,
}

/// Why a canned response cannot be sent as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unready {
    /// A variable has no value.
    #[error("the variable `{{{{{0}}}}}` has no value: give it in `variables`, or write the text by hand")]
    Missing(String),
    /// A `{{` without its `}}`.
    #[error("the text has `{{{{` without `}}}}` at character {0}")]
    Unclosed(usize),
    /// No text in any language.
    #[error("the canned response has no text")]
    Empty,
}

impl Canned {
    /// The text for a customer who writes `language`: that one, else English, else the first there is.
    pub fn text(&self, language: Option<Language>) -> Option<&str> {
        language
            .and_then(|language| self.texts.get(&language))
            .or_else(|| self.texts.get(&Language::En))
            .or_else(|| self.texts.values().next())
            .map(String::as_str)
    }

    /// The text with its variables filled in. A value is never read for variables again.
    pub fn render(&self, language: Option<Language>, variables: &BTreeMap<String, String>) -> Result<String, Unready> {
        fill(self.text(language).ok_or(Unready::Empty)?, variables)
    }
}

/// Fills `{{name}}` in `text`; blanks inside the braces do not count.
pub fn fill(text: &str, variables: &BTreeMap<String, String>) -> Result<String, Unready> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find("{{") {
        out.push_str(&rest[..open]);
        let inside = &rest[open + 2..];
        let Some(close) = inside.find("}}") else {
            return Err(Unready::Unclosed(text.chars().count() - rest[open..].chars().count()));
        };
        let name = inside[..close].trim();
        match variables.get(name).filter(|value| !value.trim().is_empty()) {
            Some(value) => out.push_str(value),
            None => return Err(Unready::Missing(name.chars().take(60).collect())),
        }
        rest = &inside[close + 2..];
    }
    out.push_str(rest);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
    }

    // proves AGT-07
    #[test]
    fn a_missing_variable_blocks_and_a_value_is_never_read_again() {
        let name = given(&[("customer.name", "{{agent.name}} 민아")]);
        assert_eq!(fill("안녕하세요 {{ customer.name }}님", &name).unwrap(), "안녕하세요 {{agent.name}} 민아님");
        assert_eq!(fill("{{order}} {{customer.name}}", &name), Err(Unready::Missing("order".into())));
        assert_eq!(fill("배송 {{order", &name), Err(Unready::Unclosed(3)));
        assert_eq!(fill("{{customer.name}}", &given(&[("customer.name", " ")])), Err(Unready::Missing("customer.name".into())));
        assert_eq!(fill("a } } {b}", &given(&[])).unwrap(), "a } } {b}");
    }

    // proves AGT-07, I18
    #[test]
    fn the_conversations_language_picks_the_text() {
        let texts = [(Language::En, "sorry"), (Language::Ko, "죄송합니다")].map(|(l, t)| (l, t.to_owned())).into();
        let canned = Canned { id: "late".parse().unwrap(), name: "Late".into(), shortcut: "late".into(), texts, queues: vec![] };
        assert_eq!(canned.text(Some(Language::Ko)), Some("죄송합니다"));
        assert_eq!(canned.text(Some(Language::Ja)), Some("sorry"));
        assert_eq!(canned.text(None), Some("sorry"));
    }
}

//! Who judges texts: the analyser's trait, and what it is told beside the text. The engine that is always there is the
//! `analyser` package.

use crate::analysis::{Analysis, Language};

/// Judges texts. Whatever comes in, something comes out: not knowing is a result.
pub trait Analyzer {
    /// The judgement of one text.
    fn analyze(&self, text: Option<&str>, hint: Hint<'_>) -> Analysis;

    /// The engine's name with its version, as it is stored with each judgement.
    fn engine(&self) -> &str;
}

/// What is known of the language before the text is looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hint<'a> {
    /// The tag the platform delivered with the item, as it came (`en`, `ja-JP`, `und`). It wins over what the writing says.
    pub tag: Option<&'a str>,
    /// The language of the account: decides where the writing alone does not tell (Han only).
    pub home: Option<Language>,
}

impl Hint<'_> {
    /// A hint that says only whose account it is.
    pub fn home(home: Option<Language>) -> Self {
        Self { tag: None, home }
    }

    /// What the platform says: nothing, a language we judge, or one that we do not.
    pub fn told(&self) -> Option<Option<Language>> {
        let tag = self.tag?;
        let primary = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        match primary.as_str() {
            // "Undetermined", "multiple", "no words", and X's own names for posts of links, tags and pictures only.
            "" | "und" | "mul" | "zxx" | "qam" | "qct" | "qht" | "qme" | "qst" | "art" => None,
            known => Some(known.parse().ok()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // proves ANL-04: a tag delivered by the platform wins
    #[test]
    fn tags_are_read_as_platforms_write_them() {
        for (tag, told) in [
            (None, None),
            (Some("en"), Some(Some(Language::En))),
            (Some("en-GB"), Some(Some(Language::En))),
            (Some("ja_JP"), Some(Some(Language::Ja))),
            (Some("KO"), Some(Some(Language::Ko))),
            (Some("fr"), Some(None)),
            (Some("und"), None),
            (Some(""), None),
        ] {
            assert_eq!(Hint { tag, home: None }.told(), told, "{tag:?}");
        }
    }
}

//! What a text is about, in concepts that every language has words for: waiting, a fault, money back, a wish. A list says
//! nothing of good or bad; a model learns that from which concepts follow which ("never" + fault, sorry + again + waiting),
//! and then knows it of every word on the list, whether or not a training text held it.

use super::{
    english::Word,
    lines,
    phrases::Phrases,
    stems::{Run, Stems},
};

/// The concepts, in the order of their cues.
const NAMES: [&str; CONCEPTS] = [
    "negation",
    "fault",
    "works",
    "slow",
    "quick",
    "again",
    "lacking",
    "wrong",
    "promise",
    "money_out",
    "money_back",
    "good_value",
    "contact_bad",
    "kind_help",
    "delight",
    "expected_bad",
    "no_fault",
    "endurance",
    "repeat_buy",
    "relief",
    "time_point",
    "sarcasm",
    "softened",
    "concession",
    "polite_request",
    "ask",
    "why_ask",
    "buy",
    "leave",
    "loyalty_lost",
    "rival",
    "wish",
    "news",
    "daily",
    "hazard",
    "threat",
    "fraud",
    "service_place",
    "thing",
    "family",
    "very_bad",
];

/// How many concepts there are.
pub(crate) const CONCEPTS: usize = 41;

/// So many mentions of a text are looked at.
const MOST: usize = 48;

/// A concept mentioned, by its place in the normal form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mention {
    /// Which of [`NAMES`].
    pub concept: u8,
    pub start: u32,
    pub end: u32,
}

/// The words for each concept in English.
pub(super) struct SpacedConcepts(Phrases<u8>);

/// The stems for each concept in a language that is read without its spaces.
pub(super) struct SpacelessConcepts(Stems<u8>);

fn rows(list: &'static str) -> impl Iterator<Item = (u8, &'static str)> {
    lines(list).filter_map(|(name, words)| Some((place(name)?, words)))
}

fn place(name: &str) -> Option<u8> {
    NAMES.iter().position(|&known| known == name).map(|place| place as u8)
}

impl SpacedConcepts {
    pub fn new(list: &'static str) -> Self {
        Self(Phrases::new(rows(list)))
    }

    pub fn mentions(&self, words: &[Word], texts: &[&str]) -> Vec<Mention> {
        let mut found = Vec::new();
        for i in 0..texts.len() {
            for (concept, end) in self.0.at(texts, i) {
                let last = &words[end.max(i + 1) - 1];
                found.push(Mention { concept, start: words[i].start as u32, end: (last.start + last.length) as u32 });
            }
        }
        in_order(found)
    }
}

impl SpacelessConcepts {
    pub fn new(list: &'static str) -> Self {
        Self(Stems::new(rows(list)))
    }

    pub fn mentions(&self, run: &Run) -> Vec<Mention> {
        let mention = |(start, end): (usize, usize), concept| Mention { concept, start: start as u32, end: end as u32 };
        in_order(self.0.all(run).into_iter().map(|found| mention(run.place(found.start, found.end), found.value)).collect())
    }
}

/// In the order of the text, the longer first; a concept within a mention of itself is no second one.
fn in_order(mut found: Vec<Mention>) -> Vec<Mention> {
    found.sort_by_key(|mention| (mention.start, std::cmp::Reverse(mention.end), mention.concept));
    let mut kept: Vec<Mention> = Vec::with_capacity(found.len().min(MOST));
    for mention in found {
        let inside = |other: &Mention| other.concept == mention.concept && other.end >= mention.start;
        if kept.len() < MOST && !kept.iter().rev().take(6).any(inside) {
            kept.push(mention);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_words_for_every_concept() {
        for list in [
            include_str!("../../data/concepts/en.tsv"),
            include_str!("../../data/concepts/ko.tsv"),
            include_str!("../../data/concepts/ja.tsv"),
        ] {
            for (name, _) in lines(list) {
                assert!(place(name).is_some(), "no concept `{name}`");
            }
            for name in NAMES {
                assert!(lines(list).any(|(label, _)| label == name), "no words for `{name}`");
            }
        }
    }
}

//! What must be looked at soon: rules that are data (text-analysis.md section 3).

use std::{collections::BTreeMap, sync::OnceLock};

use domain::{
    analysis::{Language, Urgency},
    urgency::{UrgencyRule, UrgencyRules},
};

use crate::{
    lexicon::{Phrases, Run, Stems, words},
    normal::entry,
};

/// Urgency rules made ready to be looked for.
#[derive(Debug)]
pub struct Alarms {
    rules: Vec<UrgencyRule>,
    // Each made ready when the first text needs it, like the word lists.
    english: OnceLock<Phrases<Term>>,
    korean: OnceLock<Stems<Term>>,
    japanese: OnceLock<Stems<Term>>,
}

/// A rule that applies, with the words it applies for, by their place in the normal form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alarm {
    /// The rule.
    pub rule: String,
    /// What it makes of the message.
    pub level: Urgency,
    /// Where its words begin.
    pub start: usize,
    /// Where they end.
    pub end: usize,
}

#[derive(Debug, Clone, Copy)]
struct Term {
    rule: usize,
    part: Part,
}

/// Which part of a rule a term belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Any,
    With,
    Unless,
}

#[derive(Default, Clone, Copy)]
struct Heard {
    any: Option<(usize, usize)>,
    with: bool,
    unless: bool,
}

impl Alarms {
    /// The rules as they are shipped.
    pub fn shipped() -> Self {
        Self::new(UrgencyRules::shipped().rules)
    }

    /// Takes up rules.
    pub fn new(rules: Vec<UrgencyRule>) -> Self {
        Self { rules, english: OnceLock::new(), korean: OnceLock::new(), japanese: OnceLock::new() }
    }

    fn terms(&self, language: Language) -> Vec<(Term, &str)> {
        let mut terms = Vec::new();
        for (rule, of) in self.rules.iter().enumerate() {
            for (part, list) in [(Part::Any, &of.any), (Part::With, &of.with), (Part::Unless, &of.unless)] {
                let here = list.get(&language).into_iter().flatten();
                terms.extend(here.map(|term| (Term { rule, part }, term.as_str())));
            }
        }
        terms
    }

    /// The rules that apply to a text in its normal form, the most urgent first.
    pub fn ring(&self, normal: &str, language: Language) -> Vec<Alarm> {
        let mut heard: BTreeMap<usize, Heard> = BTreeMap::new();
        let mut hear = |term: Term, start: usize, end: usize| {
            let heard = heard.entry(term.rule).or_default();
            match term.part {
                Part::Any => heard.any = heard.any.or(Some((start, end))),
                Part::With => heard.with = true,
                Part::Unless => heard.unless = true,
            }
        };
        match language {
            Language::En => {
                let words = words(normal);
                let texts: Vec<&str> = words.iter().map(|word| word.text).collect();
                let lower = |(term, text): (Term, &str)| (term, text.to_lowercase());
                let english = self.english.get_or_init(|| Phrases::new(self.terms(language).into_iter().map(lower)));
                for i in 0..texts.len() {
                    for (term, end) in english.at(&texts, i) {
                        let last = &words[end.max(i + 1) - 1];
                        hear(term, words[i].start, last.start + last.length);
                    }
                }
            }
            Language::Ko | Language::Ja => {
                let run = Run::new(normal);
                let stems = if language == Language::Ko { &self.korean } else { &self.japanese };
                let stems = stems.get_or_init(|| Stems::new(self.terms(language)));
                for found in stems.all(&run) {
                    let (start, end) = run.place(found.start, found.end);
                    hear(found.value, start, end);
                }
            }
        }
        let mut alarms: Vec<Alarm> = heard
            .into_iter()
            .filter_map(|(place, heard)| {
                let rule = &self.rules[place];
                let (start, end) = heard.any?;
                let with = heard.with || rule.with.get(&language).is_none_or(Vec::is_empty);
                (with && !heard.unless).then(|| Alarm { rule: rule.id.clone(), level: rule.level, start, end })
            })
            .collect();
        alarms.sort_by_key(|alarm| std::cmp::Reverse(alarm.level));
        alarms
    }
}

/// A term as it is compared: for a preview while it is written.
pub fn term(text: &str) -> String {
    entry(text)
}

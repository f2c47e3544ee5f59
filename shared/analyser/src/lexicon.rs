//! Word lists and the rules over them: what a reader would look for first. They judge nothing themselves; what they find
//! is given to the models as [cues](crate::cues), and to the reader of a judgement as evidence.

mod concepts;
mod emoji;
mod english;
mod phrases;
mod signs;
mod spaceless;
mod stems;

use std::sync::LazyLock;

use domain::analysis::Language;

pub(crate) use concepts::{CONCEPTS, Mention};
pub(crate) use emoji::Tone;
pub(crate) use english::{negates, words};
pub(crate) use phrases::Phrases;
pub(crate) use signs::{Sign, Signs};
pub(crate) use stems::{Run, Stems};

use emoji::Emoji;
use english::English;
use spaceless::Spaceless;

use crate::normal::Normal;

/// What speaks for and against, in tenths of the valence of word lists (−40 to 40 a word), and the signs of intent.
#[derive(Debug, Clone, Default)]
pub(crate) struct Read {
    pub positive: f32,
    pub negative: f32,
    /// The weight of the last thing found: what a text ends with is what it means.
    pub last: f32,
    pub signs: Signs,
    pub hits: Vec<Hit>,
    /// The concepts mentioned, in the order of the text.
    pub mentions: Vec<Mention>,
}

/// A word or phrase found, by its place in the normal form.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Hit {
    pub start: usize,
    pub end: usize,
    pub says: Says,
}

/// What a hit says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Says {
    /// Its weight, in tenths.
    Stance(f32),
    /// A sign of intent.
    Sign(Sign),
}

// Each made ready when the first text needs it: a function pays for the languages its customers write.
static EMOJI: LazyLock<Emoji> = LazyLock::new(Emoji::new);
static ENGLISH: LazyLock<English> = LazyLock::new(English::new);
static KOREAN: LazyLock<Spaceless> = LazyLock::new(Spaceless::korean);
static JAPANESE: LazyLock<Spaceless> = LazyLock::new(Spaceless::japanese);

/// What the lists of a language find.
pub(crate) fn read(normal: &Normal, language: Language) -> Read {
    let mut read = Read::default();
    match language {
        Language::En => ENGLISH.read(&normal.text, &mut read),
        Language::Ko => KOREAN.read(&normal.text, &mut read),
        Language::Ja => JAPANESE.read(&normal.text, &mut read),
    }
    read
}

/// What the emoji of a text say.
pub(crate) fn tone(normal: &Normal) -> Tone {
    EMOJI.weigh(&normal.text)
}

impl Read {
    pub(crate) fn stance(&mut self, start: usize, end: usize, weight: f32) {
        if weight > 0.0 {
            self.positive += weight
        } else {
            self.negative -= weight
        }
        if weight != 0.0 {
            self.last = weight;
            self.hits.push(Hit { start, end, says: Says::Stance(weight) });
        }
    }

    pub(crate) fn sign(&mut self, start: usize, end: usize, sign: Sign) {
        self.signs.add(sign);
        self.hits.push(Hit { start, end, says: Says::Sign(sign) });
    }
}

/// The lines of a word list: a label, then the patterns that have it. Lines beginning with # are for the reader.
pub(crate) fn lines(list: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    list.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')).flat_map(|(label, patterns)| {
        patterns.split('\t').filter(|pattern| !pattern.is_empty()).map(move |pattern| (label, pattern))
    })
}

//! Language, sentiment, intent and urgency of a text (text-analysis.md sections 1 to 3).
//!
//! The embedded engine judges by word lists and a few rules, in the process: no network, no file, the same words in,
//! the same labels out. It is the floor that a trained model replaces behind the same trait.

mod detect;
mod english;
mod intent;
mod judge;
mod phrases;
mod prepare;
mod spaceless;
mod stems;

use std::sync::LazyLock;

use crate::analysis::{Analysis, Intent, Language, Sentiment, Urgency};
use detect::{Detector, Writing};
use english::English;
use intent::Signs;
use judge::{Weighed, judge};
use prepare::{Emoji, prepare};
use spaceless::Spaceless;

/// Judges texts. Whatever comes in, something comes out: not knowing is a result.
pub trait Analyzer {
    /// The judgement of one text. `hint` is the language to assume where the writing alone does not tell (Han only).
    fn analyze(&self, text: Option<&str>, hint: Option<Language>) -> Analysis;

    /// The engine's name with its version, as it is stored with each judgement.
    fn engine(&self) -> &str;
}

/// The engine that is always there.
#[derive(Debug, Clone, Copy, Default)]
pub struct Embedded;

/// What the engine's name is stored as. The number changes with every change of lists or rules that changes labels.
pub const EMBEDDED: &str = "embedded/1";

/// Only the beginning of a text is judged: in characters. No platform of ours lets a customer write more, and a feed
/// item says in its first pages what it is about.
const JUDGED: usize = 5_000;

// The word lists, each made ready when the first text needs it: a function pays for the languages its customers write.
static DETECTOR: LazyLock<Detector> = LazyLock::new(Detector::new);
static EMOJI: LazyLock<Emoji> = LazyLock::new(Emoji::new);
static ENGLISH: LazyLock<English> = LazyLock::new(English::new);
static KOREAN: LazyLock<Spaceless> = LazyLock::new(Spaceless::korean);
static JAPANESE: LazyLock<Spaceless> = LazyLock::new(Spaceless::japanese);

impl Embedded {
    /// Makes the word lists ready now, so that the first message does not wait for it.
    pub fn warm() {
        for text in ["late", "지연", "まだ"] {
            Embedded.analyze(Some(text), None);
        }
    }
}

impl Analyzer for Embedded {
    fn analyze(&self, text: Option<&str>, hint: Option<Language>) -> Analysis {
        let given: String = text.unwrap_or_default().chars().take(JUDGED).collect();
        let prepared = prepare(&given);
        let emoji = EMOJI.weigh(&prepared.folded);
        let (language, weighed, signs) = match DETECTOR.writing(&prepared.folded, hint) {
            // Emoji count as words of every language; a link, a name or a number says nothing.
            Writing::Nothing if emoji.any => (None, Weighed::of_emoji(&emoji), Signs::default()),
            Writing::Nothing | Writing::Other => return unknown(),
            Writing::In(language) => {
                let (weighed, signs) = match language {
                    Language::En => ENGLISH.weigh(&prepared, &emoji),
                    Language::Ko => KOREAN.weigh(&prepared, &emoji),
                    Language::Ja => JAPANESE.weigh(&prepared, &emoji),
                };
                (Some(language), weighed, signs)
            }
        };
        judge(language, weighed, signs)
    }

    fn engine(&self) -> &str {
        EMBEDDED
    }
}

/// Nothing to judge by, or nothing we can read: urgency stays normal, so that nobody is left waiting for it.
fn unknown() -> Analysis {
    Analysis {
        language: None,
        sentiment: Sentiment::Unknown,
        score: 0,
        confidence: 0,
        intent: Intent::Other,
        urgency: Urgency::Normal,
        engine: EMBEDDED.to_owned(),
    }
}

/// The lines of a word list: a label, then the patterns that have it. Lines beginning with # are for the reader.
fn lines(list: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    list.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')).flat_map(|(label, patterns)| {
        patterns.split('\t').filter(|pattern| !pattern.is_empty()).map(move |pattern| (label, pattern))
    })
}

//! The embedded analyser: language, sentiment, intent and urgency of a text, in the process, with no network and no file
//! outside the program (text-analysis.md sections 1 to 3).
//!
//! A text is brought into its [normal form](normal), its [language](language) is told, and two [linear models](model) of that
//! language weigh its [n-grams](features) together with what [word lists](cues) find in it; [`judge`] makes one judgement of
//! both. [Urgency](urgency) is rules, and so is what is [wrong](moderation) with a text besides. The weights come from `infra/trainer`; the same bytes in give the same labels out on
//! every processor, because nothing here adds floats in an order that may change or asks the processor for a logarithm.

pub mod cues;
mod engine;
pub mod features;
pub mod judge;
pub mod language;
mod lexicon;
pub mod model;
pub mod moderation;
pub mod normal;
pub mod urgency;

use std::sync::LazyLock;

use domain::{
    analysis::{Analysis, Language},
    language::{Analyzer, Hint},
    urgency::UrgencyRule,
};

pub use engine::Engine;

use judge::{Judge, Pair};
use model::{Model, NotAModel};
use moderation::Moderation;
use urgency::Alarms;

/// The engine that is always there.
#[derive(Debug, Clone, Copy, Default)]
pub struct Embedded;

/// What the engine's name is stored as. The number changes with every change of weights, lists or rules that changes labels.
pub const EMBEDDED: &str = "embedded/6";

/// Only the beginning of a text is judged: in characters. No platform of ours lets a customer write more, and a feed
/// item says in its first pages what it is about.
pub const JUDGED: usize = 5_000;

/// The weights of one language as files: sentiment, intent.
pub type Files<'a> = (&'a [u8], &'a [u8]);

/// The committed weights, in the order of [`Language::ALL`].
pub const SHIPPED: [Files<'static>; 3] = [
    (include_bytes!("../data/weights/en.sentiment.bin"), include_bytes!("../data/weights/en.intent.bin")),
    (include_bytes!("../data/weights/ko.sentiment.bin"), include_bytes!("../data/weights/ko.intent.bin")),
    (include_bytes!("../data/weights/ja.sentiment.bin"), include_bytes!("../data/weights/ja.intent.bin")),
];

static JUDGE: LazyLock<Result<Judge<'static>, NotAModel>> = LazyLock::new(|| with_weights(SHIPPED, Alarms::shipped()));

/// A judge with these weights and rules.
pub fn with_weights(files: [Files<'_>; 3], alarms: Alarms) -> Result<Judge<'_>, NotAModel> {
    let pair = |(sentiment, intent)| Ok(Pair { sentiment: Model::read(sentiment)?, intent: Model::read(intent)? });
    let [en, ko, ja] = files;
    Ok(Judge {
        models: [pair(en)?, pair(ko)?, pair(ja)?],
        alarms,
        moderation: Moderation::shipped(),
        engine: EMBEDDED.to_owned(),
    })
}

/// The part of a text that is judged.
pub fn judged(text: &str) -> &str {
    text.char_indices().nth(JUDGED).map_or(text, |(end, _)| &text[..end])
}

impl Embedded {
    /// Makes everything ready now, so that the first message does not wait for it. Says whether the weights are those of
    /// this program.
    pub fn warm() -> Result<(), NotAModel> {
        if let Err(error) = &*JUDGE {
            return Err(*error);
        }
        for text in ["late", "지연", "まだ"] {
            Embedded.analyze(Some(text), Hint::default());
        }
        Ok(())
    }
}

/// The embedded engine with a company's own rules of urgency.
#[derive(Debug)]
pub struct Tuned(Judge<'static>);

impl Tuned {
    /// The shipped weights with these rules; `version` is theirs, and stands in the engine's name, so that a judgement says by which
    /// rules it was made.
    pub fn new(rules: Vec<UrgencyRule>, version: u64) -> Result<Self, NotAModel> {
        let mut judge = with_weights(SHIPPED, Alarms::new(rules))?;
        judge.engine = format!("{EMBEDDED}+urgency.{version}");
        Ok(Self(judge))
    }
}

impl Analyzer for Tuned {
    fn analyze(&self, text: Option<&str>, hint: Hint<'_>) -> Analysis {
        self.0.judge(judged(text.unwrap_or_default()), hint.told(), hint.home)
    }

    fn engine(&self) -> &str {
        &self.0.engine
    }
}

impl Analyzer for Embedded {
    fn analyze(&self, text: Option<&str>, hint: Hint<'_>) -> Analysis {
        match &*JUDGE {
            Ok(judge) => judge.judge(judged(text.unwrap_or_default()), hint.told(), hint.home),
            Err(_) => Analysis::unknown(EMBEDDED),
        }
    }

    fn engine(&self) -> &str {
        EMBEDDED
    }
}

/// The place of a language in everything that has one of each.
pub fn place(language: Language) -> usize {
    language as usize
}

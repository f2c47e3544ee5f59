//! Labelled texts, whatever file they came from.

use analyser::{
    cues::Cues,
    judge::{Document, INTENTS, STANCES},
};
use domain::analysis::{Intent, Language, Sentiment, Urgency};

/// How likely each class of a model is for a text; none where the source says nothing of it.
pub type Target = [f32; 8];

/// A text with what is known of it.
#[derive(Debug, Clone)]
pub struct Labelled {
    pub text: String,
    /// In the order of [`STANCES`].
    pub sentiment: Option<Target>,
    /// In the order of [`INTENTS`].
    pub intent: Option<Target>,
    pub urgency: Option<Urgency>,
    /// What it counts beside its source's weight.
    pub weight: f32,
}

/// A text as a model learns it.
pub struct Example {
    /// The hashes of its features.
    pub features: Vec<u32>,
    pub cues: Cues,
    pub target: Target,
    pub weight: f32,
}

impl Example {
    fn of(text: &Labelled, language: Language, target: Target, weight: f32) -> Self {
        let Document { features, cues } = Document::of(analyser::judged(&text.text), language);
        let features = features.into_iter().map(|feature| feature.hash).collect();
        Self { features, cues, target, weight: weight * text.weight }
    }
}

impl Labelled {
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), sentiment: None, intent: None, urgency: None, weight: 1.0 }
    }

    pub fn sentiment(mut self, of: Sentiment) -> Self {
        self.sentiment = stance_target(of);
        self
    }

    pub fn intent(mut self, of: Intent) -> Self {
        self.intent = Some(intent_target(of));
        self
    }

    /// The class it has, where it has one.
    pub fn stance(&self) -> Option<Sentiment> {
        Some(STANCES[top(self.sentiment.as_ref()?, STANCES.len())])
    }

    /// The intent it has, where it has one.
    pub fn wants(&self) -> Option<Intent> {
        Some(INTENTS[top(self.intent.as_ref()?, INTENTS.len())])
    }
}

pub fn stance_target(of: Sentiment) -> Option<Target> {
    let place = STANCES.iter().position(|&known| known == of)?;
    Some(std::array::from_fn(|i| if i == place { 1.0 } else { 0.0 }))
}

pub fn intent_target(of: Intent) -> Target {
    std::array::from_fn(|i| if INTENTS[i] == of { 1.0 } else { 0.0 })
}

fn top(of: &Target, classes: usize) -> usize {
    (0..classes).fold(0, |best, i| if of[i] > of[best] { i } else { best })
}

/// The texts as one model of a language learns them.
pub fn examples(
    texts: &[Labelled],
    weight: f32,
    language: Language,
    target: impl Fn(&Labelled) -> Option<Target>,
) -> Vec<Example> {
    texts.iter().filter_map(|text| Some(Example::of(text, language, target(text)?, weight))).collect()
}

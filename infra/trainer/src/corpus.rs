//! Labelled texts, whatever file they came from.

use analyser::judge::{Document, INTENTS, STANCES};
use domain::analysis::{Intent, Language, Sentiment, Urgency};

use crate::patterns::Chance;

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
    pub document: Document,
    pub target: Target,
    pub weight: f32,
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

/// The texts as one model of a language learns them, in an order of chance.
pub fn examples(
    texts: &[(f32, Vec<Labelled>)],
    language: Language,
    target: impl Fn(&Labelled) -> Option<Target>,
    chance: &mut Chance,
) -> Vec<Example> {
    let mut examples = Vec::new();
    for (weight, texts) in texts {
        for text in texts {
            if let Some(target) = target(text) {
                let document = Document::of(analyser::judged(&text.text), language);
                examples.push(Example { document, target, weight: weight * text.weight });
            }
        }
    }
    for i in (1..examples.len()).rev() {
        examples.swap(i, chance.below(i + 1));
    }
    examples
}

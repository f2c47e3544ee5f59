//! How the two models of a language are used together: found on texts that they have not learnt.

use analyser::{
    judge::{CERTAIN, Document, INTENTS, STANCES, Said, together},
    model::{Dials, Model, Parts, PerClass},
};
use domain::analysis::{Analysis, Intent, Language, Sentiment};

use crate::{
    corpus::Labelled,
    figures::Figures,
    manifest::Crossed,
    sources::{Development, Kind},
    work::Failure,
};

/// Of a large set so many texts are enough to turn a dial by.
const ENOUGH: usize = 1_200;
/// What customers' posts count against all other kinds of text, where the manifest does not say.
const CARE: f32 = 0.85;

/// A text with its labels, and what models say of it that have not learnt it.
pub struct Seen {
    pub text: String,
    pub of_stance: PerClass,
    pub of_intent: PerClass,
    pub stance: Option<Sentiment>,
    pub intent: Option<Intent>,
    pub kind: Kind,
}

impl Seen {
    /// With the dials turned like this.
    pub fn said(&self, (stance, intent): (Dials, Dials)) -> Said {
        together(self.of_stance, self.of_intent, stance, intent)
    }

    /// The judgement, as far as it rests on the models.
    pub fn judged(&self, dials: (Dials, Dials)) -> Analysis {
        let said = self.said(dials);
        let (stance, p) = best(&said.stances, STANCES.len());
        let sentiment = if p < CERTAIN { Sentiment::Unknown } else { STANCES[stance] };
        let intent = INTENTS[best(&said.intents, INTENTS.len()).0];
        Analysis { sentiment, intent, confidence: (p * 100.0).round() as u8, ..Analysis::unknown("crossed") }
    }
}

/// The texts of some sets as two models see them.
pub fn seen(sentiment: &Parts, intent: &Parts, sets: &[Development], language: Language) -> Result<Vec<Seen>, Failure> {
    let files = (sentiment.bytes(), intent.bytes());
    let read = |bytes| Model::read(bytes).map_err(|e| Failure::new(e.to_string()));
    let (sentiment, intent) = (read(&files.0)?, read(&files.1)?);
    let mut seen = Vec::new();
    for set in sets {
        let every = set.texts.len().div_ceil(ENOUGH).max(1);
        for text in set.texts.iter().step_by(every) {
            let Document { features, cues } = Document::of(analyser::judged(&text.text), language);
            seen.push(Seen {
                text: String::new(),
                of_stance: sentiment.logits(&features, &cues),
                of_intent: intent.logits(&features, &cues),
                stance: text.stance(),
                intent: text.wants(),
                kind: set.kind,
            });
        }
    }
    Ok(seen)
}

/// The best dials of both models: of sentiment, of intent. `care` is what customers' posts count against all other kinds of text.
pub fn turn(posts: &[Seen], others: &[Seen], care: Option<f32>) -> (Dials, Dials) {
    let care = care.unwrap_or(CARE);
    let (mut stance, mut wants) = (Dials::default(), Dials { other: 0.5, ..Dials::default() });
    let mut best = f32::NEG_INFINITY;
    for other in [0.0, 0.15, 0.3, 0.45, 0.6, 0.8, 1.0] {
        for neutral in [-0.6, -0.4, -0.2, 0.0, 0.2, 0.4, 0.6] {
            let dials = (Dials { temperature: 1.0, other, neutral }, wants);
            // A dial that gains nothing stays where it was born.
            let score = care * balanced(posts, dials) + (1.0 - care) * balanced(others, dials) - 0.01 * neutral.abs();
            if score > best {
                (best, stance) = (score, dials.0);
            }
        }
    }
    let mut best = f32::INFINITY;
    for step in 10..=60 {
        let temperature = step as f32 * 0.05;
        let loss = surprise(posts, (Dials { temperature, ..stance }, wants));
        if loss < best {
            best = loss;
            stance.temperature = temperature;
        }
    }
    let mut best = f32::NEG_INFINITY;
    for other in [0.0, 0.25, 0.5, 0.75, 1.0] {
        for neutral in [-0.4, -0.2, 0.0, 0.2, 0.4] {
            let dials = (stance, Dials { temperature: 1.0, other, neutral });
            let score = intents_right(posts, dials) - 0.01 * neutral.abs();
            if score > best {
                (best, wants) = (score, dials.1);
            }
        }
    }
    (stance, wants)
}

impl Crossed {
    /// What posts look like with the dials turned like this.
    pub fn of(posts: &[Seen], dials: (Dials, Dials)) -> Self {
        let mut figures = Figures::default();
        for post in posts {
            let mut text = Labelled::new("");
            if let (Some(stance), Some(intent)) = (post.stance, post.intent) {
                text = text.sentiment(stance).intent(intent);
            }
            figures.add(&text, &post.judged(dials));
        }
        let percent = |share: f64| (share * 1_000.0).round() as f32 / 10.0;
        Self {
            posts: figures.count(),
            accuracy: percent(figures.accuracy()),
            macro_f1: percent(figures.macro_f1()),
            negative_recall: percent(figures.recall(Sentiment::Negative)),
            turned_round: percent(figures.turned_round()),
            calibration_error: percent(figures.calibration_error()),
            unknown: percent(figures.unknown()),
            intent: percent(figures.intent_accuracy()),
            intent_macro_f1: percent(figures.intent_macro_f1()),
        }
    }
}

/// Accuracy, and recall averaged over classes, less what is turned round; of texts that are only for or against, the side.
fn balanced(seen: &[Seen], dials: (Dials, Dials)) -> f32 {
    let (mut right, mut all, mut turned) = ([0.0f32; 3], [0.0f32; 3], 0.0f32);
    for text in seen {
        let Some(class) = STANCES.iter().position(|&s| Some(s) == text.stance) else { continue };
        let rivals = if text.kind == Kind::Polarity { 2 } else { 3 };
        let (said, _) = best(&text.said(dials).stances, rivals);
        all[class] += 1.0;
        right[class] += if said == class { 1.0 } else { 0.0 };
        turned += if class + said == 1 { 1.0 } else { 0.0 };
    }
    let there = all.iter().filter(|&&n| n > 0.0).count().max(1) as f32;
    let recall = (0..3).map(|i| right[i] / all[i].max(1.0)).sum::<f32>() / there;
    let accuracy = right.iter().sum::<f32>() / all.iter().sum::<f32>().max(1.0);
    (recall + accuracy) / 2.0 - 0.5 * turned / (all[0] + all[1]).max(1.0)
}

/// The mean surprise at the labels: what temperature makes smallest.
fn surprise(seen: &[Seen], dials: (Dials, Dials)) -> f32 {
    let mut sum = (0.0f32, 0.0f32);
    for text in seen {
        let Some(class) = STANCES.iter().position(|&s| Some(s) == text.stance) else { continue };
        sum.0 -= libm::logf(text.said(dials).stances[class].max(1e-6));
        sum.1 += 1.0;
    }
    sum.0 / sum.1.max(1.0)
}

fn intents_right(seen: &[Seen], dials: (Dials, Dials)) -> f32 {
    let (mut right, mut all) = (0.0f32, 0.0f32);
    for text in seen {
        let Some(place) = INTENTS.iter().position(|&i| Some(i) == text.intent) else { continue };
        all += 1.0;
        right += if best(&text.said(dials).intents, INTENTS.len()).0 == place { 1.0 } else { 0.0 };
    }
    right / all.max(1.0)
}

fn best(of: &PerClass, classes: usize) -> (usize, f32) {
    of[..classes].iter().copied().enumerate().fold((0, f32::NEG_INFINITY), |best, (i, p)| if p > best.1 { (i, p) } else { best })
}

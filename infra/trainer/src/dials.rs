//! How the two models of a language are used together: found on development data, never on what they learnt from.

use analyser::{
    judge::{Document, INTENTS, Pair, STANCES},
    model::{Dials, Model, Parts},
};
use domain::analysis::{Intent, Language, Sentiment};

use crate::{
    sources::{Development, Kind},
    work::Failure,
};

/// Of a large set so many texts are enough to turn a dial by.
const ENOUGH: usize = 1_200;
/// What customers' posts count against all other kinds of text.
const CARE: f32 = 0.5;

struct Seen {
    document: Document,
    stance: Sentiment,
    intent: Option<Intent>,
    kind: Kind,
}

/// The best dials of both models.
pub fn turn(sentiment: &Parts, intent: &Parts, sets: &[Development], language: Language) -> Result<(Dials, Dials), Failure> {
    let mut seen = Vec::new();
    for set in sets.iter().filter(|set| set.kind != Kind::Blind) {
        let every = set.texts.len().div_ceil(ENOUGH).max(1);
        for text in set.texts.iter().step_by(every) {
            let Some(stance) = text.stance() else { continue };
            let document = Document::of(analyser::judged(&text.text), language);
            seen.push(Seen { document, stance, intent: text.wants(), kind: set.kind });
        }
    }
    let files = (sentiment.bytes(), intent.bytes());
    let read = |bytes| Model::read(bytes).map_err(|e| Failure::new(e.to_string()));
    let mut pair = Pair { sentiment: read(&files.0)?, intent: read(&files.1)? };
    let (mut stance, mut wants) = (Dials::default(), Dials { other: 0.5, ..Dials::default() });
    let mut best = f32::NEG_INFINITY;
    for other in [0.0, 0.15, 0.3, 0.45, 0.6, 0.8] {
        for neutral in [-0.4, -0.2, 0.0, 0.2, 0.4] {
            let dials = Dials { temperature: 1.0, other, neutral };
            pair.sentiment = pair.sentiment.with_dials(dials);
            // A dial that gains nothing stays where it was born.
            let score = balanced(&seen, &pair) - 0.02 * neutral.abs();
            if score > best {
                (best, stance) = (score, dials);
            }
        }
    }
    let mut best = f32::INFINITY;
    // Beyond 1.2 more posts would fall below the probability that counts as known than calibration is worth.
    for step in 4..=12 {
        let temperature = step as f32 * 0.1;
        pair.sentiment = pair.sentiment.with_dials(Dials { temperature, ..stance });
        let loss = surprise(&seen, &pair);
        if loss < best {
            best = loss;
            stance.temperature = temperature;
        }
    }
    pair.sentiment = pair.sentiment.with_dials(stance);
    let mut best = f32::NEG_INFINITY;
    for other in [0.0, 0.25, 0.5, 0.75, 1.0] {
        for neutral in [-0.4, -0.2, 0.0, 0.2, 0.4] {
            let dials = Dials { temperature: 1.0, other, neutral };
            pair.intent = pair.intent.with_dials(dials);
            let score = intents_right(&seen, &pair) - 0.02 * neutral.abs();
            if score > best {
                (best, wants) = (score, dials);
            }
        }
    }
    println!("{}: dials {stance:?} {wants:?}", language.as_str());
    pair.intent = pair.intent.with_dials(wants);
    let said = format!("held out: {:.3} balanced, {:.3} intents", balanced(&seen, &pair), intents_right(&seen, &pair));
    println!("{}: {said}", language.as_str());
    Ok((stance, wants))
}

/// Recall averaged over classes, of customers' posts and of the rest; of texts that are only for or against, the side.
fn balanced(seen: &[Seen], pair: &Pair) -> f32 {
    let mut right = [[0.0f32; 3]; 3];
    let mut all = [[0.0f32; 3]; 3];
    for text in seen {
        let Some(class) = STANCES.iter().position(|&s| s == text.stance) else { continue };
        let (kind, rivals) = match text.kind {
            Kind::Care | Kind::Blind => (0, 3),
            Kind::Stance => (1, 3),
            Kind::Polarity => (2, 2),
        };
        let said = pair.say(&text.document).stances;
        all[kind][class] += 1.0;
        right[kind][class] += if (0..rivals).all(|i| i == class || said[class] > said[i]) { 1.0 } else { 0.0 };
    }
    let recall = |kind: usize| {
        let there = all[kind].iter().filter(|&&n| n > 0.0).count().max(1) as f32;
        (0..3).map(|i| right[kind][i] / all[kind][i].max(1.0)).sum::<f32>() / there
    };
    CARE * recall(0) + (1.0 - CARE) * if all[2][0] > 0.0 { 0.5 * (recall(1) + recall(2)) } else { recall(1) }
}

/// The mean surprise at the labels: what temperature makes smallest.
fn surprise(seen: &[Seen], pair: &Pair) -> f32 {
    let mut sums = [(0.0f32, 0.0f32); 2];
    for text in seen {
        let Some(class) = STANCES.iter().position(|&s| s == text.stance) else { continue };
        if text.kind == Kind::Polarity {
            continue;
        }
        let sum = &mut sums[usize::from(text.kind == Kind::Care)];
        sum.0 -= libm::logf(pair.say(&text.document).stances[class].max(1e-6));
        sum.1 += 1.0;
    }
    CARE * sums[1].0 / sums[1].1.max(1.0) + (1.0 - CARE) * sums[0].0 / sums[0].1.max(1.0)
}

fn intents_right(seen: &[Seen], pair: &Pair) -> f32 {
    let (mut right, mut all) = (0.0f32, 0.0f32);
    for text in seen {
        let Some(place) = text.intent.and_then(|intent| INTENTS.iter().position(|&i| i == intent)) else { continue };
        let said = pair.say(&text.document).intents;
        all += 1.0;
        right += if (0..INTENTS.len()).all(|i| i == place || said[place] > said[i]) { 1.0 } else { 0.0 };
    }
    right / all.max(1.0)
}

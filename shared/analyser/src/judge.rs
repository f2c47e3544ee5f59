//! From two models and a few rules to one judgement.

use domain::analysis::{Analysis, Aspect, Evidence, Intent, Language, Sentiment, Urgency};

use crate::{
    cues::{Cues, cues},
    features::{Feature, features},
    language::{Writing, writing},
    lexicon::{self, Says, Sign},
    model::{CLASSES, Dials, Model, PerClass, softmax},
    moderation::Moderation,
    normal::Normal,
    urgency::{Alarm, Alarms},
};

/// The classes of a sentiment model, in its order.
pub const STANCES: [Sentiment; 3] = [Sentiment::Positive, Sentiment::Negative, Sentiment::Neutral];

/// The classes of an intent model, in its order.
pub const INTENTS: [Intent; 8] = Intent::ALL;

/// How likely each stance is where the intent is known, in the orders above (text-analysis.md section 3).
const STANCE_OF_INTENT: [[f32; 3]; 8] = [
    [0.01, 0.96, 0.03],
    [0.02, 0.06, 0.92],
    [0.97, 0.01, 0.02],
    [0.28, 0.02, 0.70],
    [0.01, 0.95, 0.04],
    [0.36, 0.36, 0.28],
    [0.20, 0.12, 0.68],
    [0.10, 0.10, 0.80],
];

/// Below this probability of the best class, nobody should rely on it (text-analysis.md section 1).
pub const CERTAIN: f32 = 0.45;
/// An intent this likely is told beside the first.
const SECONDARY: f32 = 0.25;
/// The most pieces of evidence kept with a judgement: they are stored with every message.
const EVIDENCE: usize = 4;

/// The models of one language.
#[derive(Debug, Clone, Copy)]
pub struct Pair<'a> {
    /// [`STANCES`].
    pub sentiment: Model<'a>,
    /// [`INTENTS`].
    pub intent: Model<'a>,
}

/// A text as the models see it.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its n-grams.
    pub features: Vec<Feature>,
    /// What the word lists found.
    pub cues: Cues,
}

/// What two models say together.
#[derive(Debug, Clone, Copy)]
pub struct Said {
    /// Calibrated, in the order of [`STANCES`].
    pub stances: PerClass,
    /// In the order of [`INTENTS`].
    pub intents: PerClass,
}

/// A text read for a language.
struct Reading {
    normal: Normal,
    read: lexicon::Read,
    document: Document,
}

impl Document {
    /// A text as the models of a language see it.
    pub fn of(text: &str, language: Language) -> Self {
        Reading::of(Normal::of(text), language).document
    }
}

impl Reading {
    fn of(normal: Normal, language: Language) -> Self {
        let read = lexicon::read(&normal, language);
        let cues = cues(&normal, &read, lexicon::tone(&normal));
        let features = features(&normal.text, language, &read.mentions);
        Self { normal, read, document: Document { features, cues } }
    }
}

impl Pair<'_> {
    /// Both models heard.
    pub fn say(&self, document: &Document) -> Said {
        let of_stance = self.sentiment.logits(&document.features, &document.cues);
        let of_intent = self.intent.logits(&document.features, &document.cues);
        together(of_stance, of_intent, self.sentiment.dials(), self.intent.dials())
    }
}

/// What two models say together, each correcting the other: who complains is against it, and who is for it does not complain.
pub fn together(mut of_stance: PerClass, mut of_intent: PerClass, stance: Dials, intent: Dials) -> Said {
    of_stance[STANCES.len() - 1] += stance.neutral;
    of_intent[INTENTS.len() - 1] += intent.neutral;
    let intents = softmax(&of_intent, INTENTS.len());
    let mut joint: PerClass = [0.0; CLASSES];
    for (s, logit) in joint.iter_mut().enumerate().take(STANCES.len()) {
        let heard: f32 = intents.iter().zip(STANCE_OF_INTENT).map(|(p, stances)| p * stances[s]).sum();
        *logit = (of_stance[s] + stance.other * libm::logf(heard.max(1e-6))) / stance.temperature;
    }
    let stances = softmax(&joint, STANCES.len());
    let mut joint: PerClass = [0.0; CLASSES];
    for (i, logit) in joint.iter_mut().enumerate() {
        let likely = STANCE_OF_INTENT[i].iter().copied().fold(0.0, f32::max);
        let heard: f32 = stances.iter().zip(STANCE_OF_INTENT[i]).map(|(p, q)| p * q / likely).sum();
        *logit = (of_intent[i] + intent.other * libm::logf(heard.max(1e-6))) / intent.temperature;
    }
    Said { stances, intents: softmax(&joint, INTENTS.len()) }
}

/// Models for every language, and the rules of urgency.
#[derive(Debug)]
pub struct Judge<'a> {
    /// In the order of [`Language::ALL`].
    pub models: [Pair<'a>; 3],
    /// What must be looked at soon.
    pub alarms: Alarms,
    /// What is wrong with a text besides.
    pub moderation: Moderation,
    /// What a judgement says it was made by.
    pub engine: String,
}

impl Judge<'_> {
    /// The judgement of one text. `told` is the language the platform names; `home` that of the account.
    pub fn judge(&self, text: &str, told: Option<Option<Language>>, home: Option<Language>) -> Analysis {
        let normal = Normal::of(text);
        // Who laughs in Korean may write in Japanese.
        let sober = normal.without_laughter();
        let (language, sure) = match (told, writing(sober.as_ref().map_or(&normal.text, |sober| &sober.text), home)) {
            (Some(Some(language)), Writing::In(..) | Writing::Other) => (Some(language), 1.0),
            (Some(None), Writing::In(..) | Writing::Other) | (None, Writing::Other) => return Analysis::unknown(&self.engine),
            (None, Writing::In(language, sure)) => (Some(language), sure),
            (_, Writing::Nothing) => (None, 0.0),
        };
        match language {
            Some(language) => {
                let found = self.moderation.look(text, &normal, language);
                let mut judged = self.in_language(normal, sober, language, sure);
                judged.evidence.extend(found.evidence);
                judged.evidence.sort_by_key(|piece| (piece.start, piece.end));
                judged.flags = found.flags;
                judged
            }
            None => self.of_emoji(&normal),
        }
    }

    /// Laughter under a complaint is no praise: where a text is for it only with its last laugh, the words before decide.
    fn in_language(&self, normal: Normal, sober: Option<Normal>, language: Language, sure: f32) -> Analysis {
        let judged = self.as_written(normal, language, sure);
        if judged.sentiment == Sentiment::Positive
            && let Some(sober) = sober
        {
            let before = self.as_written(sober, language, sure);
            if before.sentiment == Sentiment::Negative {
                return before;
            }
        }
        judged
    }

    fn as_written(&self, normal: Normal, language: Language, sure: f32) -> Analysis {
        let Reading { normal, read, document } = Reading::of(normal, language);
        let pair = &self.models[Language::ALL.iter().position(|&known| known == language).unwrap_or(0)];
        let said = pair.say(&document);
        let (best, stance) = best(&said.stances, STANCES.len());
        let sentiment = if stance < CERTAIN { Sentiment::Unknown } else { STANCES[best] };
        let (first, _) = self::best(&said.intents, INTENTS.len());
        let intent = INTENTS[first];
        let alarms: Vec<Alarm> = if harmless(sentiment, intent) { Vec::new() } else { self.alarms.ring(&normal.text, language) };
        let mut secondary: Vec<(usize, f32)> =
            said.intents.iter().copied().enumerate().filter(|&(i, p)| i != first && p >= SECONDARY).collect();
        secondary.sort_by(|a, b| b.1.total_cmp(&a.1));
        let evidence = evidence(&normal, &read, &document, pair, best, intent, &alarms);
        Analysis {
            language: Some(language),
            language_confidence: hundredths(sure),
            sentiment,
            score: ((said.stances[0] - said.stances[1]) * 100.0).round() as i8,
            confidence: hundredths(stance),
            intent,
            intents_secondary: secondary.into_iter().map(|(i, _)| INTENTS[i]).collect(),
            flags: Vec::new(),
            urgency: urgency(sentiment, intent, &alarms),
            evidence,
            engine: self.engine.clone(),
        }
    }

    /// Emoji count as words of every language; a link, a name or a number says nothing.
    fn of_emoji(&self, normal: &Normal) -> Analysis {
        let tone = lexicon::tone(normal);
        if !tone.any {
            return Analysis::unknown(&self.engine);
        }
        // Two plain hearts are as sure as it gets.
        let net = (tone.positive - tone.negative) as f32 / 20.0;
        let p = softmax(&[net, -net, 0.5, 0.0, 0.0, 0.0, 0.0, 0.0], STANCES.len());
        let (best, stance) = best(&p, STANCES.len());
        let sentiment = if stance < CERTAIN { Sentiment::Unknown } else { STANCES[best] };
        let intent = match sentiment {
            Sentiment::Positive => Intent::Praise,
            Sentiment::Negative => Intent::Complaint,
            Sentiment::Neutral | Sentiment::Unknown => Intent::Other,
        };
        Analysis {
            sentiment,
            score: ((p[0] - p[1]) * 100.0).round() as i8,
            confidence: hundredths(stance),
            intent,
            urgency: urgency(sentiment, intent, &[]),
            ..Analysis::unknown(&self.engine)
        }
    }
}

/// A hazard praised away ("this is fire") is none, nor one in the news, in a wish or in a shop's window.
fn harmless(sentiment: Sentiment, intent: Intent) -> bool {
    match intent {
        Intent::Complaint | Intent::ChurnRisk => false,
        Intent::Question | Intent::Praise => sentiment == Sentiment::Positive,
        Intent::PurchaseIntent | Intent::Comparison | Intent::Suggestion | Intent::Other => sentiment != Sentiment::Negative,
    }
}

/// The rules first; then, whether anybody waits for an answer.
fn urgency(sentiment: Sentiment, intent: Intent, alarms: &[Alarm]) -> Urgency {
    if let Some(level) = alarms.iter().map(|alarm| alarm.level).max() {
        return level;
    }
    match intent {
        Intent::Praise | Intent::Comparison | Intent::Suggestion | Intent::Other => Urgency::Low,
        Intent::Complaint | Intent::ChurnRisk | Intent::Question | Intent::PurchaseIntent => {
            if sentiment == Sentiment::Positive {
                Urgency::Low
            } else {
                Urgency::Normal
            }
        }
    }
}

fn best(of: &PerClass, classes: usize) -> (usize, f32) {
    of[..classes].iter().copied().enumerate().fold((0, f32::NEG_INFINITY), |best, (i, p)| if p > best.1 { (i, p) } else { best })
}

fn hundredths(p: f32) -> u8 {
    (p * 100.0).round() as u8
}

/// The words that speak loudest for the judgement: what rang, what showed the intent, what had a stance.
fn evidence(
    normal: &Normal,
    read: &lexicon::Read,
    document: &Document,
    pair: &Pair,
    best: usize,
    intent: Intent,
    alarms: &[Alarm],
) -> Vec<Evidence> {
    let piece = |start: usize, end: usize, of: Aspect, says: &str| {
        let (start, end) = normal.span(start, end);
        Evidence { start: start as u32, end: end as u32, of, says: says.to_owned() }
    };
    let mut found: Vec<Evidence> = Vec::new();
    found.extend(alarms.iter().take(2).map(|alarm| piece(alarm.start, alarm.end, Aspect::Urgency, &alarm.rule)));
    let shows = |hit: &&lexicon::Hit| hit.says == Says::Sign(Sign::Of(intent));
    found.extend(read.hits.iter().find(shows).map(|hit| piece(hit.start, hit.end, Aspect::Intent, intent.as_str())));
    let sentiment = STANCES[best];
    if sentiment != Sentiment::Neutral {
        let speaks = |weight: f32| (weight > 0.0) == (sentiment == Sentiment::Positive);
        let mut hits: Vec<(f32, usize, usize)> = read
            .hits
            .iter()
            .filter_map(|hit| match hit.says {
                Says::Stance(weight) if speaks(weight) => Some((weight.abs(), hit.start, hit.end)),
                _ => None,
            })
            .collect();
        hits.sort_by(|a, b| b.0.total_cmp(&a.0));
        if hits.is_empty() {
            hits.extend(loudest(&normal.text, document, &pair.sentiment, best).map(|(start, end)| (0.0, start, end)));
        }
        found.extend(hits.into_iter().take(2).map(|(_, start, end)| piece(start, end, Aspect::Sentiment, sentiment.as_str())));
    }
    found.truncate(EVIDENCE);
    found.sort_by_key(|piece| (piece.start, piece.end));
    found
}

/// The stretch of a text whose n-grams speak most for a class, widened to whole words where there are spaces.
fn loudest(normal: &str, document: &Document, model: &Model, class: usize) -> Option<(usize, usize)> {
    let mut voice = vec![0.0f32; normal.len()];
    for feature in &document.features {
        let (start, end) = (feature.start as usize, feature.end as usize);
        let share = model.speaks(feature, class) / (end - start).max(1) as f32;
        voice.get_mut(start..end)?.iter_mut().for_each(|byte| *byte += share);
    }
    // The mean is taken off, so that a text that speaks for it everywhere has a loudest part all the same.
    let mean = voice.iter().sum::<f32>() / voice.len().max(1) as f32;
    let (mut sum, mut from, mut top, mut range) = (0.0, 0, 0.0, None);
    for (at, value) in voice.iter().enumerate() {
        sum += value - mean.max(0.0);
        if sum <= 0.0 {
            (sum, from) = (0.0, at + 1);
        } else if sum > top {
            (top, range) = (sum, Some((from, at + 1)));
        }
    }
    let (mut start, mut end) = range?;
    while !normal.is_char_boundary(start) {
        start -= 1;
    }
    while !normal.is_char_boundary(end) {
        end += 1;
    }
    let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '\'' | '가'..='힣');
    while let Some(c) = normal[..start].chars().next_back().filter(|&c| inside(c)) {
        start -= c.len_utf8();
    }
    while let Some(c) = normal[end..].chars().next().filter(|&c| inside(c)) {
        end += c.len_utf8();
    }
    let trimmed = normal[start..end].trim();
    let start = start + normal[start..end].find(trimmed).unwrap_or(0);
    (!trimmed.is_empty()).then_some((start, start + trimmed.len()))
}

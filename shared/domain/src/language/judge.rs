//! From weights and signs to labels.

use super::{EMBEDDED, intent::Signs, prepare::Tone};
use crate::analysis::{Analysis, Intent, Language, Sentiment, Urgency};

/// What speaks for and against, in tenths of the valence of word lists (−40 to 40 a word).
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Weighed {
    pub positive: f32,
    pub negative: f32,
}

impl Weighed {
    pub fn of_emoji(tone: &Tone) -> Self {
        Self { positive: tone.positive as f32, negative: tone.negative as f32 }
    }
}

/// Below this net weight, in tenths, a text takes no stance.
const STANCE: f32 = 8.0;
/// Where somebody asks or wishes, thanks and "good" are politeness: praise must be plainer.
const PLAIN_PRAISE: f32 = 26.0;
/// Below this probability of the best class, nobody should rely on it (text-analysis.md section 1).
const CERTAIN: f32 = 0.45;

pub(super) fn judge(language: Option<Language>, weighed: Weighed, signs: Signs) -> Analysis {
    let Weighed { positive, negative } = weighed;
    let net = positive - negative;
    let praise = if signs.asks() { PLAIN_PRAISE } else { STANCE };
    // Who leaves complains, whatever the words.
    let net = if signs.churn && net > -STANCE && net < PLAIN_PRAISE { -STANCE * 1.5 } else { net };
    // Three classes by a softmax over the net weight; the middle class is as likely as an outer one where the stance
    // begins, and less likely the more speaks for both sides.
    let conflict = positive.min(negative) / 40.0;
    let (for_it, against, neither) =
        (net / 10.0, -net / 10.0, if net > 0.0 { praise } else { STANCE } / 10.0 - conflict.min(1.2));
    let top = for_it.max(against).max(neither);
    let [p_for, p_against, p_neither] = [for_it, against, neither].map(|logit| (logit - top).exp());
    let sum = p_for + p_against + p_neither;
    let [p_for, p_against, p_neither] = [p_for, p_against, p_neither].map(|p| p / sum);
    let best = p_for.max(p_against).max(p_neither);
    let sentiment = if best < CERTAIN {
        Sentiment::Unknown
    } else if p_neither >= p_for && p_neither >= p_against {
        Sentiment::Neutral
    } else if p_for > p_against {
        Sentiment::Positive
    } else {
        Sentiment::Negative
    };
    let intent = intent(sentiment, signs);
    Analysis {
        language,
        sentiment,
        score: ((p_for - p_against) * 100.0).round() as i8,
        confidence: (best * 100.0).round() as u8,
        intent,
        urgency: urgency(sentiment, intent, signs),
        engine: EMBEDDED.to_owned(),
    }
}

/// The first that applies, in the order of text-analysis.md section 3.
fn intent(sentiment: Sentiment, signs: Signs) -> Intent {
    if signs.churn && sentiment != Sentiment::Positive {
        Intent::ChurnRisk
    } else if signs.comparison {
        Intent::Comparison
    } else if sentiment == Sentiment::Negative {
        Intent::Complaint
    } else if signs.purchase {
        Intent::PurchaseIntent
    } else if signs.suggestion {
        Intent::Suggestion
    } else if signs.question && sentiment != Sentiment::Positive {
        Intent::Question
    } else if sentiment == Sentiment::Positive {
        Intent::Praise
    } else {
        Intent::Other
    }
}

fn urgency(sentiment: Sentiment, intent: Intent, signs: Signs) -> Urgency {
    // A hazard praised away ("this is fire") is none.
    if signs.high && sentiment != Sentiment::Positive {
        return Urgency::High;
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

//! What is said of a set of judged texts.

use analyser::judge::INTENTS;
use domain::analysis::{Analysis, Intent, MessageClass, Sentiment, Urgency};

use crate::corpus::Labelled;

const STANCES: [Sentiment; 4] = Sentiment::ALL;
const CLASSES: [MessageClass; 4] =
    [MessageClass::GeneralInquiry, MessageClass::Complaint, MessageClass::Feedback, MessageClass::BrandEngagement];

/// Judgements beside labels.
#[derive(Debug, Default, Clone)]
pub struct Figures {
    /// Label by judgement, in the order of [`Sentiment::ALL`].
    pub stances: [[usize; 4]; 4],
    /// Label by judgement, in the order of [`INTENTS`].
    pub intents: [[usize; 8]; 8],
    /// High as labelled and judged: both, judged only, labelled only.
    pub high: (usize, usize, usize),
    /// Confidence in tenths.
    bins: [Bin; 10],
}

/// Texts that were judged with about the same confidence.
#[derive(Debug, Default, Clone, Copy)]
struct Bin {
    texts: usize,
    /// The sum of their confidences.
    sure: f64,
    /// The variance of how many are right, where each confidence is what it says.
    chance: f64,
    right: usize,
}

impl Figures {
    pub fn add(&mut self, text: &Labelled, judged: &Analysis) {
        if let Some(stance) = text.stance() {
            self.stances[place(stance)][place(judged.sentiment)] += 1;
            let bin = &mut self.bins[usize::from(judged.confidence / 10).min(9)];
            let sure = f64::from(judged.confidence) / 100.0;
            bin.texts += 1;
            bin.sure += sure;
            bin.chance += sure * (1.0 - sure);
            bin.right += usize::from(judged.sentiment == stance);
        }
        if let Some(intent) = text.wants() {
            self.intents[place_of(intent)][place_of(judged.intent)] += 1;
        }
        match (text.urgency == Some(Urgency::High), judged.urgency == Urgency::High) {
            (true, true) => self.high.0 += 1,
            (false, true) => self.high.1 += 1,
            (true, false) => self.high.2 += 1,
            (false, false) => {}
        }
    }

    pub fn count(&self) -> usize {
        self.stances.iter().flatten().sum()
    }

    pub fn accuracy(&self) -> f64 {
        share((0..4).map(|i| self.stances[i][i]).sum(), self.count())
    }

    pub fn recall(&self, of: Sentiment) -> f64 {
        let row = &self.stances[place(of)];
        share(row[place(of)], row.iter().sum())
    }

    fn f1(&self, of: Sentiment) -> f64 {
        let i = place(of);
        let right = self.stances[i][i];
        let (judged, labelled): (usize, usize) = ((0..4).map(|row| self.stances[row][i]).sum(), self.stances[i].iter().sum());
        share(2 * right, judged + labelled)
    }

    pub fn macro_f1(&self) -> f64 {
        STANCES[..3].iter().map(|&s| self.f1(s)).sum::<f64>() / 3.0
    }

    pub fn macro_recall(&self) -> f64 {
        STANCES[..3].iter().map(|&s| self.recall(s)).sum::<f64>() / 3.0
    }

    /// The share of texts for something that were judged against it, or the reverse.
    pub fn turned_round(&self) -> f64 {
        let (p, n) = (place(Sentiment::Positive), place(Sentiment::Negative));
        let both: usize = self.stances[p].iter().chain(&self.stances[n]).sum();
        share(self.stances[p][n] + self.stances[n][p], both)
    }

    /// The share of texts of which nothing is said.
    pub fn unknown(&self) -> f64 {
        share(self.stances.iter().map(|row| row[3]).sum(), self.count())
    }

    /// Expected calibration error over ten bins.
    pub fn calibration_error(&self) -> f64 {
        let all = self.bins.iter().map(|bin| bin.texts).sum::<usize>().max(1) as f64;
        self.bins.iter().map(|bin| (bin.sure - bin.right as f64).abs() / all).sum()
    }

    /// The same of a judge whose every confidence is what it says, by chance alone: how far down a set of this size can tell.
    pub fn calibration_by_chance(&self) -> f64 {
        let all = self.bins.iter().map(|bin| bin.texts).sum::<usize>().max(1) as f64;
        // The mean distance of a normal variable from its mean is its deviation times the root of 2/π.
        self.bins.iter().map(|bin| (bin.chance * std::f64::consts::FRAC_2_PI).sqrt() / all).sum()
    }

    pub fn intent_accuracy(&self) -> f64 {
        share((0..8).map(|i| self.intents[i][i]).sum(), self.intents.iter().flatten().sum())
    }

    pub fn intent_macro_f1(&self) -> f64 {
        macro_f1(&self.intents)
    }

    /// Of the classes of messages, which follow from the intents (ANL-02).
    pub fn class_macro_f1(&self) -> f64 {
        let mut classes = [[0; CLASSES.len()]; CLASSES.len()];
        for (label, row) in INTENTS.iter().zip(&self.intents) {
            for (said, count) in INTENTS.iter().zip(row) {
                classes[place_of_class(*label)][place_of_class(*said)] += count;
            }
        }
        macro_f1(&classes)
    }

    pub fn high_recall(&self) -> f64 {
        share(self.high.0, self.high.0 + self.high.2)
    }

    pub fn high_precision(&self) -> f64 {
        share(self.high.0, self.high.0 + self.high.1)
    }

    /// The same figures of two sets together.
    pub fn with(mut self, other: &Self) -> Self {
        for (a, b) in self.stances.iter_mut().flatten().zip(other.stances.iter().flatten()) {
            *a += b;
        }
        for (a, b) in self.intents.iter_mut().flatten().zip(other.intents.iter().flatten()) {
            *a += b;
        }
        for (a, b) in self.bins.iter_mut().zip(&other.bins) {
            *a = Bin { texts: a.texts + b.texts, sure: a.sure + b.sure, chance: a.chance + b.chance, right: a.right + b.right };
        }
        self.high = (self.high.0 + other.high.0, self.high.1 + other.high.1, self.high.2 + other.high.2);
        self
    }
}

/// The mean of the F1 of those classes that were labelled at all.
fn macro_f1<const N: usize>(counts: &[[usize; N]; N]) -> f64 {
    let f1 = |i: usize| {
        let (judged, labelled): (usize, usize) = (counts.iter().map(|row| row[i]).sum(), counts[i].iter().sum());
        (labelled > 0).then(|| share(2 * counts[i][i], judged + labelled))
    };
    let all: Vec<f64> = (0..N).filter_map(f1).collect();
    all.iter().sum::<f64>() / all.len().max(1) as f64
}

fn place_of_class(of: Intent) -> usize {
    CLASSES.iter().position(|&class| class == of.class()).unwrap_or(CLASSES.len() - 1)
}

fn place(of: Sentiment) -> usize {
    STANCES.iter().position(|&s| s == of).unwrap_or(3)
}

fn place_of(of: Intent) -> usize {
    INTENTS.iter().position(|&i| i == of).unwrap_or(7)
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Labelled;

    fn judged(sentiment: Sentiment, confidence: u8) -> Analysis {
        Analysis { sentiment, confidence, ..Analysis::unknown("test") }
    }

    // Worked out by hand: four texts, one positive called negative, one neutral unknown.
    #[test]
    fn figures_are_those_of_the_book() {
        let mut figures = Figures::default();
        for (label, said, confidence) in [
            (Sentiment::Positive, Sentiment::Positive, 90),
            (Sentiment::Positive, Sentiment::Negative, 90),
            (Sentiment::Negative, Sentiment::Negative, 70),
            (Sentiment::Neutral, Sentiment::Unknown, 40),
        ] {
            figures.add(&Labelled::new("x").sentiment(label), &judged(said, confidence));
        }
        assert_eq!((figures.count(), figures.accuracy()), (4, 0.5));
        assert!((figures.macro_recall() - 0.5).abs() < 1e-9);
        assert!((figures.macro_f1() - (2.0 / 3.0 + 2.0 / 3.0) / 3.0).abs() < 1e-9);
        assert!((figures.turned_round() - 1.0 / 3.0).abs() < 1e-9);
        // |1.8 - 1| + |0.7 - 1| + |0.4 - 0| over four.
        assert!((figures.calibration_error() - 1.5 / 4.0).abs() < 1e-9);
        // The deviations of 0.9 twice, 0.7, 0.4: 0.4243, 0.4583, 0.4899; times 0.7979.
        assert!((figures.calibration_by_chance() - 0.273_76).abs() < 1e-4);
    }

    // proves ANL-02: two complaints one of which is called a farewell are one class; a question called praise is none
    #[test]
    fn classes_follow_from_intents() {
        let mut figures = Figures::default();
        for (label, said) in [
            (Intent::Complaint, Intent::Complaint),
            (Intent::Complaint, Intent::ChurnRisk),
            (Intent::Question, Intent::Praise),
            (Intent::Praise, Intent::Praise),
        ] {
            let judged = Analysis { intent: said, ..Analysis::unknown("test") };
            figures.add(&Labelled::new("x").intent(label), &judged);
        }
        // Complaints 1, inquiries 0, engagement 2/3.
        assert!((figures.class_macro_f1() - (1.0 + 0.0 + 2.0 / 3.0) / 3.0).abs() < 1e-9);
        assert!((figures.intent_macro_f1() - (2.0 / 3.0 + 0.0 + 2.0 / 3.0) / 3.0).abs() < 1e-9);
    }
}

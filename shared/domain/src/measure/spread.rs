//! Mean, deviation and the small ratios.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Mean and population standard deviation of a series (K-29).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Spread {
    /// The mean.
    pub mean: f64,
    /// √( Σ (xᵢ − mean)² / n )
    pub deviation: f64,
}

impl Spread {
    /// Of counts: an empty bucket is a 0 like any other (D-07). None of no buckets.
    pub fn of_counts(counts: impl IntoIterator<Item = u64>) -> Option<Self> {
        Self::of(counts.into_iter().map(|n| n as f64).collect())
    }

    /// Of ratios: a bucket without a value is left out (D-07). None of no values.
    pub fn of_ratios(ratios: impl IntoIterator<Item = Option<f64>>) -> Option<Self> {
        Self::of(ratios.into_iter().flatten().collect())
    }

    fn of(values: Vec<f64>) -> Option<Self> {
        if values.is_empty() {
            return None;
        }
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        // Two passes: the shorter formula loses its digits where the deviation is small against the mean.
        let variance = values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n;
        Some(Self { mean, deviation: variance.sqrt() })
    }

    /// mean + k·deviation: a bucket above it is a spike at sensitivity `k` (K-36).
    pub fn limit(&self, k: f64) -> f64 {
        self.mean + k * self.deviation
    }
}

/// Share of voice in percent (K-30): own mentions of own and competitors' mentions; none where nobody speaks.
pub fn share_of_voice(own: u64, competitors: &[u64]) -> Option<f64> {
    let all = own as f64 + competitors.iter().map(|&n| n as f64).sum::<f64>();
    (all > 0.0).then(|| own as f64 / all * 100.0)
}

/// Satisfaction in percent (K-12): answers 4 or 5 of all answers; none of no answers.
pub fn satisfaction(answers: &[u8]) -> Option<f64> {
    share(answers, |answer| answer >= 4)
}

/// Recommendation score (K-13): % of 9 and 10 less % of 0 to 6; none of no answers.
pub fn recommendation(answers: &[u8]) -> Option<f64> {
    Some(share(answers, |answer| answer >= 9)? - share(answers, |answer| answer <= 6)?)
}

fn share(answers: &[u8], counts: impl Fn(u8) -> bool) -> Option<f64> {
    let counted = answers.iter().filter(|&&answer| counts(answer)).count();
    (!answers.is_empty()).then(|| counted as f64 / answers.len() as f64 * 100.0)
}

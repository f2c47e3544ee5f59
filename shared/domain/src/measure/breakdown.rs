//! Mentions by sentiment, type and time.

use std::{
    collections::BTreeMap,
    iter::Sum,
    ops::{Add, AddAssign},
};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    bucket::Buckets,
    slot::{Counter, Slot},
};
use crate::{analysis::Sentiment, platform::ContentType};

/// Mentions by sentiment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Counts {
    /// In favour.
    pub positive: u64,
    /// Against.
    pub negative: u64,
    /// Neither.
    pub neutral: u64,
    /// Cannot be said.
    pub unknown: u64,
}

/// A percentage in tenths of a percent: 667 is 66.7 %.
pub type Tenths = u32;

impl Counts {
    /// `n` more of one sentiment.
    pub fn count(&mut self, sentiment: Sentiment, n: u64) {
        let count = match sentiment {
            Sentiment::Positive => &mut self.positive,
            Sentiment::Negative => &mut self.negative,
            Sentiment::Neutral => &mut self.neutral,
            Sentiment::Unknown => &mut self.unknown,
        };
        *count = count.saturating_add(n);
    }

    /// All of them (K-02).
    pub fn mentions(&self) -> u64 {
        self.in_order().iter().fold(0, |sum, &n| sum.saturating_add(n))
    }

    /// In the order positive, negative, neutral, unknown.
    pub fn in_order(&self) -> [u64; 4] {
        [self.positive, self.negative, self.neutral, self.unknown]
    }

    /// Net sentiment in percent (K-01): (positive − negative) / (positive + negative + neutral) × 100. No value, not 0,
    /// where nothing is rated.
    pub fn net(&self) -> Option<f64> {
        let rated = self.rated() as f64;
        (rated > 0.0).then(|| (self.positive as f64 - self.negative as f64) / rated * 100.0)
    }

    /// How many could be rated: what net sentiment is a share of.
    pub fn rated(&self) -> u64 {
        self.positive.saturating_add(self.negative).saturating_add(self.neutral)
    }

    /// The share of each sentiment, adding up to 100.0 % (D-08); none of nothing.
    pub fn percentages(&self) -> Option<[Tenths; 4]> {
        percentages(&self.in_order()).and_then(|shares| shares.try_into().ok())
    }
}

impl Add for Counts {
    type Output = Self;
    fn add(mut self, other: Self) -> Self {
        self += other;
        self
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        for (sentiment, n) in Sentiment::ALL.into_iter().zip(other.in_order()) {
            self.count(sentiment, n);
        }
    }
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), Add::add)
    }
}

/// Shares with one decimal that add up to exactly 100.0 %, by the largest-remainder method; of equal remainders the
/// earlier is raised (D-08). None where there is nothing to share.
pub fn percentages(counts: &[u64]) -> Option<Vec<Tenths>> {
    let total: u128 = counts.iter().map(|&n| u128::from(n)).sum();
    if total == 0 {
        return None;
    }
    let scaled = counts.iter().map(|&n| u128::from(n) * 1_000);
    let mut shares: Vec<Tenths> = scaled.clone().map(|n| (n / total) as Tenths).collect();
    let remainders: Vec<u128> = scaled.map(|n| n % total).collect();
    let mut order: Vec<usize> = (0..counts.len()).collect();
    // A stable sort keeps the given order where remainders are equal.
    order.sort_by(|&a, &b| remainders[b].cmp(&remainders[a]));
    let missing = 1_000 - shares.iter().sum::<Tenths>();
    for &i in order.iter().take(missing as usize) {
        shares[i] += 1;
    }
    Some(shares)
}

/// Counts by half hour, type and sentiment: what the counters of a subject say, whatever days and platforms they
/// were read from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    cells: BTreeMap<(Slot, ContentType, Sentiment), u64>,
}

impl Tally {
    /// `n` more.
    pub fn add(&mut self, slot: Slot, content_type: ContentType, sentiment: Sentiment, n: u64) {
        let cell = self.cells.entry((slot, content_type, sentiment)).or_default();
        *cell = cell.saturating_add(n);
    }

    /// What a counter of a UTC day says. A day that is none is ignored: there is no bucket it could go into.
    pub fn read(&mut self, day: &str, counter: Counter, n: u64) {
        if let Some(slot) = Slot::on(day, counter.of_day) {
            self.add(slot, counter.content_type, counter.sentiment, n);
        }
    }

    /// Everything another tally says, too.
    pub fn merge(&mut self, other: &Tally) {
        for (&(slot, content_type, sentiment), &n) in &other.cells {
            self.add(slot, content_type, sentiment, n);
        }
    }

    /// The counts to add to the table: per UTC day, per counter.
    pub fn counters(&self) -> impl Iterator<Item = (String, Counter, u64)> + '_ {
        self.cells.iter().map(|(&(slot, content_type, sentiment), &n)| {
            (slot.day(), Counter { of_day: slot.of_day(), content_type, sentiment }, n)
        })
    }

    /// One count per bucket, those of empty buckets included.
    pub fn series(&self, buckets: &Buckets) -> Vec<Counts> {
        let mut series = vec![Counts::default(); buckets.list().len()];
        for (i, (_, sentiment), n) in self.within(buckets) {
            series[i].count(sentiment, n);
        }
        series
    }

    /// All buckets together.
    pub fn total(&self, buckets: &Buckets) -> Counts {
        self.series(buckets).into_iter().sum()
    }

    /// All buckets together, by type; types that do not occur are left out.
    pub fn by_content_type(&self, buckets: &Buckets) -> BTreeMap<ContentType, Counts> {
        let mut types: BTreeMap<ContentType, Counts> = BTreeMap::new();
        for (_, (content_type, sentiment), n) in self.within(buckets) {
            types.entry(content_type).or_default().count(sentiment, n);
        }
        types
    }

    fn within<'a>(&'a self, buckets: &'a Buckets) -> impl Iterator<Item = (usize, (ContentType, Sentiment), u64)> + 'a {
        self.cells
            .iter()
            .filter_map(|(&(slot, content_type, sentiment), &n)| buckets.of_slot(slot).map(|i| (i, (content_type, sentiment), n)))
    }
}

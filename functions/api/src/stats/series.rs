//! Series of a chart: one value per bucket, the period's value, mean and deviation.

use std::collections::BTreeMap;

use domain::{
    analysis::Sentiment,
    id::TopicId,
    measure::{Counts, People, PeopleCount, Spread, percentages},
    platform::{ContentType, Platform},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::subject::{Cell, Counted, Crowd};
use crate::words;

/// One line, bar or slice of a chart.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SeriesView {
    /// Of this topic; nothing for all asked for together.
    #[schema(value_type = Option<words::Slug>)]
    pub topic: Option<TopicId>,
    /// On this platform; nothing for all asked for together.
    #[schema(value_type = Option<words::Platform>)]
    pub platform: Option<Platform>,
    /// Of a breakdown: the sentiment, the platform or the content type it counts.
    pub class: Option<String>,
    /// One value per bucket; null where there is none (nothing rated), which is not 0.
    pub points: Vec<Option<f64>>,
    /// Of net sentiment, how many mentions could be rated in each bucket: below 10 a value says little. Empty elsewhere.
    pub rated: Vec<u64>,
    /// The value of the whole period. Not the sum where people are counted: each counts once.
    pub period: Option<f64>,
    /// Of a breakdown: the share of the class in percent; the classes add up to 100.0.
    pub percent: Option<f64>,
    /// The mean over the buckets that are over.
    pub mean: Option<f64>,
    /// The population standard deviation over the buckets that are over.
    pub deviation: Option<f64>,
    /// A value is an estimate: show it as "about".
    pub about: bool,
}

/// Whose figures: a topic, a platform, or everything asked for.
#[derive(Clone)]
pub(super) struct Group<'a> {
    pub topic: Option<TopicId>,
    pub platform: Option<Platform>,
    /// The platforms that count; none means all.
    pub only: &'a [Platform],
    pub counted: &'a Counted,
}

/// How many buckets there are, and how many of them are over.
#[derive(Clone, Copy)]
pub(super) struct Span {
    pub buckets: usize,
    pub complete: usize,
}

impl Group<'_> {
    fn counts_here(&self, platform: Platform) -> bool {
        self.platform.is_none_or(|own| own == platform) && (self.only.is_empty() || self.only.contains(&platform))
    }

    /// What counts for this group.
    pub fn cells(&self) -> impl Iterator<Item = &Cell> {
        self.counted.cells.iter().filter(|cell| self.counts_here(cell.platform))
    }

    fn crowds(&self) -> impl Iterator<Item = &Crowd> {
        self.counted.crowds.iter().filter(|crowd| self.counts_here(crowd.platform))
    }

    fn bare(&self) -> SeriesView {
        SeriesView {
            topic: self.topic.clone(),
            platform: self.platform,
            class: None,
            points: Vec::new(),
            rated: Vec::new(),
            period: None,
            percent: None,
            mean: None,
            deviation: None,
            about: false,
        }
    }

    /// Mentions (K-02).
    pub fn mentions(&self, span: Span) -> SeriesView {
        self.line(span, self.cells())
    }

    /// Unique users (K-03): sets are joined, never added.
    pub fn users(&self, span: Span) -> SeriesView {
        let mut buckets: Vec<Vec<&People>> = vec![Vec::new(); span.buckets];
        self.crowds().for_each(|crowd| buckets[crowd.bucket].push(&crowd.people));
        let points: Vec<PeopleCount> = buckets.into_iter().map(People::distinct).collect();
        let period = People::distinct(self.crowds().map(|crowd| &crowd.people));
        let spread = Spread::of_counts(points[..span.complete].iter().map(|point| point.people));
        let about = period.about || points.iter().any(|point| point.about);
        let points = points.into_iter().map(|point| Some(point.people as f64)).collect();
        SeriesView { points, period: Some(period.people as f64), about, ..self.bare() }.spread(spread)
    }

    /// Net sentiment (K-01): no value where nothing is rated.
    pub fn net_sentiment(&self, span: Span) -> SeriesView {
        let mut buckets = vec![Counts::default(); span.buckets];
        self.cells().for_each(|cell| buckets[cell.bucket].count(cell.sentiment, cell.n));
        let period = buckets.iter().copied().sum::<Counts>().net();
        let points: Vec<Option<f64>> = buckets.iter().map(Counts::net).collect();
        let spread = Spread::of_ratios(points[..span.complete].iter().copied());
        let rated = buckets.iter().map(Counts::rated).collect();
        SeriesView { points, rated, period, ..self.bare() }.spread(spread)
    }

    /// Mentions by sentiment: always all four, in the order of D-08.
    pub fn by_sentiment(&self, span: Span) -> Vec<SeriesView> {
        let classes = Sentiment::ALL.map(|sentiment| (sentiment.as_str(), move |cell: &Cell| cell.sentiment == sentiment));
        self.breakdown(span, classes)
    }

    /// Mentions by platform: those named, be there any or not.
    pub fn by_platform(&self, span: Span, platforms: &[Platform]) -> Vec<SeriesView> {
        let classes = platforms.iter().map(|&platform| (platform.as_str(), move |cell: &Cell| cell.platform == platform));
        self.breakdown(span, classes)
    }

    /// Mentions by type: those that occur.
    pub fn by_content_type(&self, span: Span) -> Vec<SeriesView> {
        let mut occur: BTreeMap<ContentType, u64> = BTreeMap::new();
        self.cells().for_each(|cell| *occur.entry(cell.content_type).or_default() += cell.n);
        let classes = occur.into_keys().map(|kind| (kind.as_str(), move |cell: &Cell| cell.content_type == kind));
        self.breakdown(span, classes)
    }

    fn breakdown<F: Fn(&Cell) -> bool>(
        &self,
        span: Span,
        classes: impl IntoIterator<Item = (&'static str, F)>,
    ) -> Vec<SeriesView> {
        let mut all: Vec<SeriesView> = classes
            .into_iter()
            .map(|(class, is)| SeriesView {
                class: Some(class.to_owned()),
                ..self.line(span, self.cells().filter(|&cell| is(cell)))
            })
            .collect();
        let counts: Vec<u64> = all.iter().map(|series| series.period.unwrap_or_default() as u64).collect();
        if let Some(shares) = percentages(&counts) {
            all.iter_mut().zip(shares).for_each(|(series, tenths)| series.percent = Some(f64::from(tenths) / 10.0));
        }
        all
    }

    fn line<'a>(&self, span: Span, cells: impl Iterator<Item = &'a Cell>) -> SeriesView {
        let mut points = vec![0u64; span.buckets];
        cells.for_each(|cell| points[cell.bucket] = points[cell.bucket].saturating_add(cell.n));
        let spread = Spread::of_counts(points[..span.complete].iter().copied());
        let period = points.iter().sum::<u64>() as f64;
        SeriesView { points: points.into_iter().map(|n| Some(n as f64)).collect(), period: Some(period), ..self.bare() }
            .spread(spread)
    }
}

impl SeriesView {
    fn spread(self, spread: Option<Spread>) -> Self {
        Self { mean: spread.map(|spread| spread.mean), deviation: spread.map(|spread| spread.deviation), ..self }
    }
}

//! The figures of listening (LSN-01 to LSN-08).

use axum::Json;
use domain::{
    access::{Action, Object},
    analysis::{Intent, Language, Sentiment},
    id::{AccountId, TopicId},
    measure::Bucket,
    platform::{ContentType, Platform},
    time::Timestamp,
    topic::Topic,
};
use futures_util::future::try_join_all;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    series::{Group, SeriesView, Span},
    subject::{Counted, counted, together},
};
use crate::{
    actor::Caller,
    asked::Asked,
    error::Problem,
    filter::{Country, Filter, MOST_TOPICS, OfCampaign, OfTopic, topics_since},
    period::{BucketLength, Frame, Period},
    routing::{OpenApiRouter, routes},
    settings::at_most,
    words,
};

/// The days of a chart where the caller does not say.
const USUAL_DAYS: i64 = 7;

/// Which figures.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// What is measured.
    #[param(inline)]
    measure: Measure,
    /// One series for each topic, for each platform, or for all together.
    #[serde(default)]
    #[param(inline)]
    group_by: GroupBy,
    /// Of these topics; none means all. May be given several times.
    #[serde(default)]
    #[param(value_type = Vec<words::Slug>)]
    topic: Vec<TopicId>,
    /// On these platforms; none means all. May be given several times.
    #[serde(default)]
    #[param(value_type = Vec<words::Platform>)]
    platform: Vec<Platform>,
    /// Of these sentiments.
    #[serde(default)]
    #[param(value_type = Vec<words::Sentiment>)]
    sentiment: Vec<Sentiment>,
    /// In these languages.
    #[serde(default)]
    #[param(value_type = Vec<words::Language>)]
    language: Vec<Language>,
    /// Of these types.
    #[serde(default)]
    #[param(value_type = Vec<words::ContentType>)]
    content_type: Vec<ContentType>,
    /// Of these intents.
    #[serde(default)]
    #[param(value_type = Vec<words::Intent>)]
    intent: Vec<Intent>,
    /// By these connections.
    #[serde(default)]
    #[param(value_type = Vec<words::Slug>)]
    account: Vec<AccountId>,
    /// By these authors: the platform's ids.
    #[serde(default)]
    author: Vec<String>,
    /// Caught by these rules, each as `topic/rule`.
    #[serde(default)]
    #[param(value_type = Vec<String>)]
    rule: Vec<OfTopic>,
    /// Said in these countries, or by people who live there: codes of two letters. Where the platform tells none, it is none of them.
    #[serde(default)]
    #[param(value_type = Vec<String>)]
    country: Vec<Country>,
    /// Part of these campaigns: by a hashtag, by `utm_campaign` of a link, or by the reference of the link the author came by.
    #[serde(default)]
    #[param(value_type = Vec<String>)]
    campaign: Vec<OfCampaign>,
    /// Only what was escalated, or only what was not.
    escalated: Option<bool>,
    /// The first day, as 2026-03-01, or the first moment, in RFC 3339. Otherwise a week before `to`.
    from: Option<String>,
    /// The last day, or the first moment that does not count any more. Otherwise now.
    to: Option<String>,
    /// The time zone of days and labels, by its IANA name.
    #[serde(default = "utc")]
    #[param(default = "UTC", example = "Asia/Seoul")]
    zone: String,
    /// How long a bucket is.
    #[serde(default)]
    #[param(inline)]
    bucket: BucketLength,
}

impl Wanted {
    fn filter(&self) -> Filter {
        Filter {
            platform: self.platform.clone(),
            sentiment: self.sentiment.clone(),
            language: self.language.clone(),
            content_type: self.content_type.clone(),
            intent: self.intent.clone(),
            account: self.account.clone(),
            author: self.author.clone(),
            rule: self.rule.clone(),
            country: self.country.clone(),
            campaign: self.campaign.clone(),
            escalated: self.escalated,
        }
    }
}

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Measure {
    /// Mentions.
    Mentions,
    /// Distinct authors.
    Users,
    /// (positive − negative) / (positive + negative + neutral), in percent.
    NetSentiment,
    /// Mentions by sentiment.
    Sentiment,
    /// Mentions by platform.
    Platforms,
    /// Mentions by content type.
    ContentTypes,
}

/// What the series are of.
#[derive(Debug, Clone, Copy, PartialEq, Default, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum GroupBy {
    /// Each topic. A mention of two topics counts in both.
    Topic,
    /// Each platform.
    Platform,
    /// Everything together, each mention once.
    #[default]
    None,
}

/// Figures of a period.
#[derive(Debug, Serialize, ToSchema)]
struct StatsView {
    /// What is measured.
    measure: Measure,
    /// What the series are of.
    group_by: GroupBy,
    /// The time zone of the labels.
    zone: String,
    /// How long a bucket is.
    bucket: BucketLength,
    /// The first moment of the first bucket: take it for the rows behind a figure.
    #[schema(value_type = words::Moment)]
    from: Timestamp,
    /// The first moment after the last bucket.
    #[schema(value_type = words::Moment)]
    to: Timestamp,
    /// When this was read: late items change past buckets.
    #[schema(value_type = words::Moment)]
    as_of: Timestamp,
    /// The buckets.
    buckets: Vec<BucketView>,
    /// The series.
    series: Vec<SeriesView>,
}

/// A bucket.
#[derive(Debug, Serialize, ToSchema)]
struct BucketView {
    /// For an axis, in local time: `2026-03-01`, `2026-W09`, `2026-03-01T14:00+09:00`.
    label: String,
    /// The first moment in it.
    #[schema(value_type = words::Moment)]
    start: Timestamp,
    /// The first moment after it.
    #[schema(value_type = words::Moment)]
    end: Timestamp,
}

impl From<&Bucket> for BucketView {
    fn from(bucket: &Bucket) -> Self {
        Self { label: bucket.label.clone(), start: bucket.start, end: bucket.end }
    }
}

fn utc() -> String {
    "UTC".into()
}

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(stats))
}

/// Mentions, people and sentiment over time, by topic and platform.
#[utoipa::path(get, path = "/v1/stats/mentions", tag = "stats", operation_id = "mention_stats", params(Wanted), responses((status = 200, description = "The figures.", body = StatsView)))]
async fn stats(caller: Caller, Asked(mut wanted): Asked<Wanted>) -> Result<Json<StatsView>, Problem> {
    caller.may(Action::See, Object::Figures)?;
    distinct(&mut wanted.topic);
    distinct(&mut wanted.platform);
    at_most("topic", &wanted.topic, MOST_TOPICS)?;
    let filter = wanted.filter();
    filter.bounded()?;
    if (wanted.measure, wanted.group_by) == (Measure::Platforms, GroupBy::Platform) {
        return Err(Problem::invalid(
            "group_by",
            "is the platform, and so is the measure",
            "measure mentions by platform, or group by topic or none",
        ));
    }
    let period = Period::read(wanted.from.as_deref(), wanted.to.as_deref(), &wanted.zone, USUAL_DAYS, caller.now)?;
    let frame = period.buckets(wanted.bucket)?;
    let counted = gather(&caller, &wanted, &filter, &frame).await?;
    let span = Span { buckets: frame.list().len(), complete: frame.complete(caller.now) };
    Ok(Json(StatsView {
        measure: wanted.measure,
        group_by: wanted.group_by,
        from: frame.start(),
        to: frame.end(),
        as_of: caller.now,
        buckets: frame.list().iter().map(BucketView::from).collect(),
        series: series(&wanted, &counted, span),
        bucket: wanted.bucket,
        zone: wanted.zone,
    }))
}

fn distinct<T: Ord>(list: &mut Vec<T>) {
    list.sort();
    list.dedup();
}

/// What was counted, by topic; under no topic where it is all together.
async fn gather(
    caller: &Caller,
    wanted: &Wanted,
    filter: &Filter,
    frame: &Frame,
) -> Result<Vec<(Option<TopicId>, Counted)>, Problem> {
    let (table, people) = (&caller.deps.table, wanted.measure == Measure::Users);
    let by_counters = filter.is_of_counters(people);
    match (wanted.group_by, wanted.topic.as_slice()) {
        (GroupBy::Topic, named) => {
            let topics = if named.is_empty() { all_topics(caller).await? } else { named.to_vec() };
            let of = async |topic: &TopicId| {
                if by_counters {
                    counted(table, Some(topic), filter, frame, people).await
                } else {
                    together(table, std::slice::from_ref(topic), filter, frame).await
                }
            };
            let all = try_join_all(topics.iter().map(of)).await?;
            Ok(topics.into_iter().map(Some).zip(all).collect())
        }
        (_, []) if by_counters => Ok(vec![(None, counted(table, None, filter, frame, people).await?)]),
        (_, [topic]) if by_counters => Ok(vec![(None, counted(table, Some(topic), filter, frame, people).await?)]),
        (_, []) => {
            let topics = topics_since(table, frame.start()).await?;
            Ok(vec![(None, together(table, &topics, filter, frame).await?)])
        }
        (_, topics) => Ok(vec![(None, together(table, topics, filter, frame).await?)]),
    }
}

async fn all_topics(caller: &Caller) -> Result<Vec<TopicId>, Problem> {
    let mut topics: Vec<TopicId> =
        store::settings::all::<Topic>(&caller.deps.table).await?.into_iter().map(|saved| saved.data.id).collect();
    if topics.len() > MOST_TOPICS {
        let message = format!("there are {} topics, and a chart may have {MOST_TOPICS}", topics.len());
        return Err(Problem::invalid("topic", message, "name the topics"));
    }
    topics.sort();
    Ok(topics)
}

fn series(wanted: &Wanted, counted: &[(Option<TopicId>, Counted)], span: Span) -> Vec<SeriesView> {
    let named = |counted: &Counted, platform: Platform| {
        wanted.platform.contains(&platform)
            || (wanted.platform.is_empty()
                && (counted.cells.iter().any(|cell| cell.platform == platform)
                    || counted.crowds.iter().any(|crowd| crowd.platform == platform)))
    };
    // A platform that occurs anywhere has its place in every group, be it 0 there.
    let platforms: Vec<Platform> =
        Platform::ALL.into_iter().filter(|&platform| counted.iter().any(|(_, counted)| named(counted, platform))).collect();
    let whole =
        counted.iter().map(|(topic, counted)| Group { topic: topic.clone(), platform: None, only: &wanted.platform, counted });
    let groups: Vec<Group<'_>> = match wanted.group_by {
        GroupBy::Topic | GroupBy::None => whole.collect(),
        GroupBy::Platform => whole
            .flat_map(|group| platforms.iter().map(move |&platform| Group { platform: Some(platform), ..group.clone() }))
            .collect(),
    };
    groups.iter().flat_map(|group| measured(wanted.measure, group, &platforms, span)).collect()
}

fn measured(measure: Measure, group: &Group<'_>, platforms: &[Platform], span: Span) -> Vec<SeriesView> {
    match measure {
        Measure::Mentions => vec![group.mentions(span)],
        Measure::Users => vec![group.users(span)],
        Measure::NetSentiment => vec![group.net_sentiment(span)],
        Measure::Sentiment => group.by_sentiment(span),
        Measure::Platforms => group.by_platform(span, platforms),
        Measure::ContentTypes => group.by_content_type(span),
    }
}

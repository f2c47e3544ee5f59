//! Drill-down: exactly the rows that a figure counted (LSN-09, I19).

use std::collections::{BTreeMap, BTreeSet};

use axum::Json;
use domain::{
    access::{Action, Object},
    analysis::{Intent, Language, Sentiment},
    event::MentionIngested,
    id::{AccountId, MentionId, TopicId},
    mention::Mention,
    platform::{ContentType, Platform},
    time::{MINUTE, Timestamp},
    tried::Reached,
};
use futures_util::future::try_join_all;
use serde::{Deserialize, Serialize};
use store::mention::{get_many, rows, rows_newest};
use utoipa::{IntoParams, ToSchema};

use super::view::MentionView;
use crate::{
    actor::Caller,
    asked::Asked,
    error::Problem,
    filter::{Country, Filter, MOST_TOPICS, OfCampaign, OfTopic, topics_since},
    page::{Page, bad_cursor, limit, open, seal},
    period::Period,
    routing::{OpenApiRouter, routes},
    settings::at_most,
    words,
};

/// The days of a list where the caller does not say.
const USUAL_DAYS: i64 = 7;
/// Rows of a topic read at once.
const CHUNK: u32 = 200;
/// Rows looked at for one page: rare ones come in several short pages instead of one slow one.
const MOST_SCANNED: usize = 5_000;

/// Which mentions: every filter given must hold, and of one given several times, one of its values.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// Of these topics; none means all. A mention of two topics comes once.
    #[serde(default)]
    #[param(value_type = Vec<words::Slug>)]
    topic: Vec<TopicId>,
    /// On these platforms.
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
    /// The time zone of days, by its IANA name.
    #[serde(default = "utc")]
    #[param(default = "UTC", example = "Asia/Seoul")]
    zone: String,
    /// From which end of the period.
    #[serde(default)]
    #[param(inline)]
    order: Order,
    /// Where the page before ended: its `next`.
    cursor: Option<String>,
    /// How many items at most.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

/// From which end a list is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Order {
    /// What was said first comes first.
    #[default]
    Oldest,
    /// What was said last comes first.
    Newest,
}

impl Order {
    /// Whether `a` comes before `b`.
    fn sooner(self, a: Place, b: Place) -> bool {
        match self {
            Order::Oldest => a < b,
            Order::Newest => a > b,
        }
    }
}

/// The last row looked at.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
pub(super) struct Place {
    at: Timestamp,
    id: Option<MentionId>,
}

impl From<Place> for Reached {
    fn from(Place { at, id }: Place) -> Self {
        Self { at, mention: id }
    }
}

/// A cursor remembers the period, too: without `to`, that was until now.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Cursor {
    pub place: Place,
    pub from: Timestamp,
    pub to: Timestamp,
}

fn utc() -> String {
    "UTC".into()
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

    /// What makes it this list.
    fn name(&self) -> String {
        let (from, to) = (&self.from, &self.to);
        format!("mentions {:?} {:?} {from:?} {to:?} {} {:?}", self.topic, self.filter(), self.zone, self.order)
    }
}

pub(super) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(list))
}

/// The mentions behind a figure, oldest first unless asked otherwise. A page may be shorter than asked for while `next` is there.
#[utoipa::path(get, path = "/v1/mentions", tag = "mentions", operation_id = "list_mentions", params(Wanted), responses((status = 200, description = "A page of them.", body = Page<MentionView>)))]
async fn list(caller: Caller, Asked(wanted): Asked<Wanted>) -> Result<Json<Page<MentionView>>, Problem> {
    caller.may(Action::See, Object::Mention)?;
    at_most("topic", &wanted.topic, MOST_TOPICS)?;
    let filter = wanted.filter();
    filter.bounded()?;
    let most = limit(wanted.limit)? as usize;
    let mut period = Period::read(wanted.from.as_deref(), wanted.to.as_deref(), &wanted.zone, USUAL_DAYS, caller.now)?;
    let name = wanted.name();
    let cursor: Option<Cursor> = open(&name, wanted.cursor.as_deref())?;
    if let Some(Cursor { from, to, .. }) = &cursor {
        period = period.moved(*from, *to).ok_or_else(bad_cursor)?;
    }
    let start = cursor.map(|cursor| cursor.place);
    if start.is_some_and(|place| place.at < period.from || place.at > period.to.plus(30 * MINUTE)) {
        return Err(bad_cursor());
    }
    let topics =
        if wanted.topic.is_empty() { topics_since(&caller.deps.table, period.from).await? } else { wanted.topic.clone() };
    let scan = Scan { caller: &caller, topics: &topics, period: &period, filter: &filter, order: wanted.order };
    let (found, end) = scan.page(start, most).await?;
    let next = end.and_then(|place| seal(&name, &Cursor { place, from: period.from, to: period.to }));
    let ids: Vec<MentionId> = found.iter().map(|row| row.mention).collect();
    let whole = get_many(&caller.deps.table, &ids).await?;
    let mut whole: BTreeMap<MentionId, Mention> = whole.into_iter().map(|mention| (mention.id, mention)).collect();
    let view = |row: MentionIngested| {
        let mention = whole.remove(&row.mention);
        MentionView::counted(row, mention)
    };
    Ok(Json(Page { items: found.into_iter().map(view).collect(), next }))
}

/// Reading the rows of several topics as one list in the order of time.
pub(super) struct Scan<'a> {
    pub caller: &'a Caller,
    pub topics: &'a [TopicId],
    pub period: &'a Period,
    pub filter: &'a Filter,
    pub order: Order,
}

impl Scan<'_> {
    /// Up to `most` rows after a place, and the place to go on from, if there is more.
    pub async fn page(&self, start: Option<Place>, most: usize) -> Result<(Vec<MentionIngested>, Option<Place>), Problem> {
        let order = self.order;
        let mut place = start.unwrap_or(match order {
            Order::Oldest => Place { at: self.period.from, id: None },
            Order::Newest => Place { at: self.edge(), id: None },
        });
        let (mut found, mut scanned) = (Vec::new(), 0);
        loop {
            let parts = try_join_all(self.topics.iter().map(|topic| self.part(topic, place))).await?;
            // Beyond the end of a part that goes on, another of its rows might come first.
            let horizon = parts
                .iter()
                .filter(|part| part.more)
                .filter_map(|part| part.rows.last())
                .map(place_of)
                .reduce(|a, b| if order.sooner(b, a) { b } else { a });
            let merged: BTreeMap<(Timestamp, MentionId), MentionIngested> =
                parts.into_iter().flat_map(|part| part.rows).map(|row| ((row.at, row.mention), row)).collect();
            let mut near: Vec<MentionIngested> =
                merged.into_values().filter(|row| horizon.is_none_or(|horizon| !order.sooner(horizon, place_of(row)))).collect();
            if order == Order::Newest {
                near.reverse();
            }
            let held = near.iter().filter(|row| self.period.holds(row.at)).cloned().collect();
            let passing: BTreeSet<MentionId> =
                self.filter.passing(&self.caller.deps.table, held).await?.into_iter().map(|row| row.mention).collect();
            let mut left = near.into_iter().peekable();
            while let Some(row) = left.next() {
                place = place_of(&row);
                scanned += 1;
                if passing.contains(&row.mention) {
                    found.push(row);
                }
                if found.len() == most || scanned == MOST_SCANNED {
                    let more = left.peek().is_some() || horizon.is_some();
                    return Ok((found, more.then_some(place)));
                }
            }
            match horizon {
                Some(horizon) => place = horizon,
                None => return Ok((found, None)),
            }
        }
    }

    /// An edge of the period may lie within a half hour that belongs to it.
    fn edge(&self) -> Timestamp {
        self.period.to.plus(30 * MINUTE)
    }

    /// The next rows of one topic after a place.
    async fn part(&self, topic: &TopicId, place: Place) -> Result<Part, Problem> {
        let table = &self.caller.deps.table;
        let mut after = None;
        loop {
            let page = match self.order {
                Order::Oldest => rows(table, topic, place.at, self.edge(), after, CHUNK).await?,
                Order::Newest => rows_newest(table, topic, self.period.from, place.at, after, CHUNK).await?,
            };
            let mut rows = page.items;
            rows.retain(|row| self.order.sooner(place, place_of(row)));
            match page.next {
                // Many rows of one moment, all of them seen.
                Some(next) if rows.is_empty() => after = Some(next),
                next => return Ok(Part { rows, more: next.is_some() }),
            }
        }
    }
}

/// Rows of one topic, and whether there are more.
struct Part {
    rows: Vec<MentionIngested>,
    more: bool,
}

fn place_of(row: &MentionIngested) -> Place {
    Place { at: row.at, id: Some(row.mention) }
}

//! What drives an alert: the terms that are suddenly said, and who says most. Worked out when somebody asks, from a bounded
//! number of mentions: events carry no words.

use std::collections::BTreeMap;

use axum::Json;
use domain::{
    access::{Action, Object},
    alert::{Emerging, Said, emerging},
    id::{AlertId, MentionId, TopicId},
    measure::{Counts, person},
    mention::Mention,
    platform::Platform,
    time::{DAY, Timestamp},
};
use serde::Serialize;
use store::mention::{get_many, rows};
use utoipa::ToSchema;

use crate::routing::{OpenApiRouter, routes};
use crate::{actor::Caller, alerts::load, asked::Named, error::Problem, view::judgement::AuthorView, words};

/// Mentions of the alert that are read.
const MOST_NOW: u32 = 300;
/// Days before it that it is compared with, and mentions read of each.
const DAYS_BEFORE: (i64, u32) = (7, 60);
/// Terms and people that are shown.
const MOST_SHOWN: usize = 10;

/// What drives an alert.
#[derive(Debug, Serialize, ToSchema)]
struct AlertCauseView {
    /// Mentions of the alert that were read.
    read: usize,
    /// Mentions of the seven days before it that were read.
    compared_with: usize,
    /// Terms said far more than before, the most surprising first.
    terms: Vec<TermView>,
    /// Who wrote most of what was read, the most first.
    authors: Vec<LoudView>,
}

/// A term that is suddenly said.
#[derive(Debug, Serialize, ToSchema)]
struct TermView {
    /// The term, in lower case.
    term: String,
    /// Mentions that hold it.
    count: u32,
    /// Mentions of the days before that hold it.
    before: u32,
    /// How many people said it.
    authors: u32,
    /// Dunning's log-likelihood ratio G²: above 10.8 it is chance once in a thousand.
    g2: f64,
    /// How many times as often as before.
    growth: f64,
    /// Of the mentions that hold it, those in favour.
    positive: u64,
    /// Those against.
    negative: u64,
}

/// Somebody who wrote a part of it.
#[derive(Debug, Serialize, ToSchema)]
struct LoudView {
    /// Where.
    #[schema(value_type = words::Platform)]
    platform: Platform,
    /// Who.
    author: AuthorView,
    /// How many of the mentions that were read.
    mentions: u32,
}

impl From<Emerging> for TermView {
    fn from(term: Emerging) -> Self {
        let Emerging { term, count, before, authors, g2, growth, sentiment: Counts { positive, negative, .. } } = term;
        Self { term, count, before, authors, g2, growth, positive, negative }
    }
}

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(cause))
}

/// What drives an alert: terms against the seven days before, and who says most.
#[utoipa::path(get, path = "/v1/alerts/{id}/cause", tag = "alerts", operation_id = "get_alert_cause", params(("id" = String, Path, description = "Its id.")), responses((status = 200, description = "What drives it.", body = AlertCauseView)))]
async fn cause(caller: Caller, Named(id): Named<AlertId>) -> Result<Json<AlertCauseView>, Problem> {
    caller.may(Action::See, Object::Alert)?;
    let alert = load(&caller, id).await?.alert;
    let (topic, platform) = (&alert.last.topic, alert.last.platform);
    let from = alert.since();
    // What was said at this very moment is among it.
    let until = alert.closed_at.unwrap_or(caller.now).plus(1);
    let now = said(&caller, topic, platform, from, until, MOST_NOW).await?;
    let mut before = Vec::new();
    for day in 1..=DAYS_BEFORE.0 {
        let (start, end) = (from.minus(day * DAY), from.minus((day - 1) * DAY + 1));
        before.extend(said(&caller, topic, platform, start, end, DAYS_BEFORE.1).await?);
    }
    let terms = emerging(&words_of(&now), &words_of(&before));
    let mut loud: BTreeMap<(Platform, String), (AuthorView, u32)> = BTreeMap::new();
    for mention in &now {
        if let Some(author) = &mention.author {
            let entry = loud.entry((mention.platform, author.id.clone()));
            entry.or_insert_with(|| (author.clone().into(), 0)).1 += 1;
        }
    }
    let mut authors: Vec<LoudView> =
        loud.into_iter().map(|((platform, _), (author, mentions))| LoudView { platform, author, mentions }).collect();
    authors.sort_by_key(|one| std::cmp::Reverse(one.mentions));
    authors.truncate(MOST_SHOWN);
    Ok(Json(AlertCauseView {
        read: now.len(),
        compared_with: before.len(),
        terms: terms.into_iter().take(MOST_SHOWN).map(TermView::from).collect(),
        authors,
    }))
}

async fn said(
    caller: &Caller,
    topic: &TopicId,
    platform: Option<Platform>,
    from: Timestamp,
    until: Timestamp,
    most: u32,
) -> Result<Vec<Mention>, Problem> {
    let table = &caller.deps.table;
    let found = rows(table, topic, from, until, None, most).await?.items;
    let ids: Vec<MentionId> =
        found.iter().filter(|row| platform.is_none_or(|platform| platform == row.platform)).map(|row| row.mention).collect();
    Ok(get_many(table, &ids).await?)
}

fn words_of(mentions: &[Mention]) -> Vec<Said<'_>> {
    let said = mentions.iter().filter_map(|mention| {
        let text = mention.content.as_ref()?.text.as_deref()?;
        let author = mention.author.as_ref().map(|author| person(b"", mention.platform, &author.id));
        Some(Said { text, author, sentiment: mention.analysis.sentiment })
    });
    said.collect()
}

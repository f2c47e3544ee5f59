//! What was said of a topic on each day, and which terms were new: one item a day (ANL-05).

use domain::{
    alert::{DayTerms, Emerging},
    id::TopicId,
    time::{DAY, Timestamp},
};
use serde::{Deserialize, Serialize};

use crate::{
    key,
    packed::{pack, unpack},
    table::{Error, Index, Query, Range, RawItem, Table, Write, until, write},
};

/// How long: the 28 days that a day is compared with, and some more.
const KEPT: i64 = 40 * DAY;

/// What stands beside the packed day.
#[derive(Serialize)]
struct Named<'a> {
    of: &'a TopicId,
}

/// One day of a topic.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Day {
    /// The UTC day.
    pub day: String,
    /// Mentions there were that day that were not looked at: a day has its bounds.
    pub left_out: bool,
    /// What was said.
    pub terms: DayTerms,
    /// What was said more than in the days before.
    pub emerging: Vec<Emerging>,
}

/// The days of a topic from one UTC day to another, both included, oldest first.
pub async fn days(table: &Table, topic: &TopicId, from: &str, to: &str) -> Result<Vec<Day>, Error> {
    let range = Range::Between(from.to_owned(), to.to_owned());
    let items = table.query_all(Query::of(Index::Table, key::terms(topic)).range(range), usize::MAX).await?;
    let packed = |item: &crate::table::Item| item.get("day_terms").cloned();
    let broken = || Error::Broken("a day of terms has none".into());
    items.iter().map(|item| unpack(&packed(item).ok_or_else(broken)?)).collect()
}

/// Keeps a day; two clocks that keep it keep the same.
pub async fn keep(table: &Table, topic: &TopicId, day: &Day, now: Timestamp) -> Result<(), Error> {
    let key = key::Key { pk: key::terms(topic), sk: day.day.clone() };
    let mut item = write(key, "terms", &Named { of: topic })?;
    item.insert("day_terms".into(), pack(day)?);
    item.insert("ttl".into(), until(now.plus(KEPT)));
    table.write(vec![Write::Put(RawItem(item))]).await
}

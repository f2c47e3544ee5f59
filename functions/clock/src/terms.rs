//! Once a day for each topic: which terms were said more yesterday than in the 28 days before (ANL-05). Each mention is read once,
//! up to a bound; of the days before only counts are read.

use domain::{
    alert::{DayTerms, Said, emerged},
    id::{MentionId, TopicId},
    mention::Mention,
    time::{DAY, MINUTE, Timestamp},
    topic::Topic,
};
use runtime::{Deps, Error};
use store::{
    mention,
    terms::{Day, days, keep},
};

/// Mentions of a topic's day that are looked at: the first of it.
const MOST_MENTIONS: u32 = 2_000;
/// Mentions read at once.
const CHUNK: usize = 100;
/// Terms of a day that are kept.
const MOST_TERMS: usize = 3_000;
/// Emerging terms of a day that are kept.
const MOST_EMERGING: usize = 50;
/// Days a day is compared with.
const BEFORE: i64 = 28;
/// Topics looked at in one minute.
const MOST_TOPICS: usize = 3;
/// After midnight what was said the minute before may still be on its way.
const SETTLING: i64 = 30 * MINUTE;

/// Looks at topics whose yesterday has not been looked at; answers how many.
pub(crate) async fn read(deps: &Deps, now: Timestamp) -> Result<usize, Error> {
    if now.millis().rem_euclid(DAY) < SETTLING {
        return Ok(0);
    }
    let start = Timestamp::from_millis((now.millis().div_euclid(DAY) - 1) * DAY);
    let mut done = 0;
    for saved in deps.settings.all::<Topic>(&deps.table, now).await?.iter().filter(|saved| saved.data.active) {
        if done == MOST_TOPICS {
            break;
        }
        done += usize::from(of_topic(deps, &saved.data.id, start, now).await?);
    }
    Ok(done)
}

async fn of_topic(deps: &Deps, topic: &TopicId, start: Timestamp, now: Timestamp) -> Result<bool, Error> {
    let day = start.day();
    let known = days(&deps.table, topic, &start.minus(BEFORE * DAY).day(), &day).await?;
    if known.last().is_some_and(|newest| newest.day == day) {
        return Ok(false);
    }
    let page = mention::rows(&deps.table, topic, start, start.plus(DAY - 1), None, MOST_MENTIONS).await?;
    let rows = page.items;
    let mut mentions: Vec<Mention> = Vec::with_capacity(rows.len());
    for some in rows.chunks(CHUNK) {
        let ids: Vec<MentionId> = some.iter().map(|row| row.mention).collect();
        mentions.extend(mention::get_many(&deps.table, &ids).await?);
    }
    // In the order of their ids, so that two clocks keep the same.
    mentions.sort_by_key(|mention| mention.id);
    let person = |mention: &Mention| rows.iter().find(|row| row.mention == mention.id).and_then(|row| row.person);
    let said: Vec<Said<'_>> = mentions
        .iter()
        .filter_map(|mention| {
            let text = mention.content.as_ref()?.text.as_deref()?;
            Some(Said { text, author: person(mention), sentiment: mention.analysis.sentiment })
        })
        .collect();
    let before: Vec<DayTerms> = known.into_iter().map(|day| day.terms).collect();
    let mut emerging = emerged(&said, &before);
    emerging.truncate(MOST_EMERGING);
    let terms = DayTerms::of(&said, MOST_TERMS);
    keep(&deps.table, topic, &Day { day, left_out: page.next.is_some(), terms, emerging }, now).await?;
    Ok(true)
}

//! What is stored, for trying rules on it.

use domain::{event::MentionIngested, id::MentionId, mention::Mention};
use store::mention::get_many;

use super::list::{Cursor, Order, Scan};
use crate::{
    actor::Caller,
    error::Problem,
    filter::{Filter, topics_since},
    page::{bad_cursor, open, seal},
    period::Period,
    tried::Stretch,
};

/// The days that are looked at where the caller does not say.
const USUAL_DAYS: i64 = 7;
/// Rows looked through for the newest.
const MOST_SCANNED: usize = 5_000;

/// Rows of the history, oldest first, and where to go on.
pub(crate) struct Part {
    pub rows: Vec<MentionIngested>,
    pub next: Option<String>,
    /// Which stretch of the period they are.
    pub stretch: Stretch,
}

/// One part of a period's rows: each mention once, whatever its topics.
pub(crate) async fn part(
    caller: &Caller,
    from: Option<&str>,
    to: Option<&str>,
    cursor: Option<&str>,
    most: usize,
) -> Result<Part, Problem> {
    let mut period = Period::read(from, to, "UTC", USUAL_DAYS, caller.now)?;
    let name = format!("history {from:?} {to:?}");
    let cursor: Option<Cursor> = open(&name, cursor)?;
    if let Some(Cursor { from, to, .. }) = &cursor {
        period = period.moved(*from, *to).ok_or_else(bad_cursor)?;
    }
    let topics = topics_since(&caller.deps.table, period.from).await?;
    let scan = Scan { caller, topics: &topics, period: &period, filter: &Filter::default(), order: Order::Oldest };
    let start = cursor.map(|cursor| cursor.place);
    let (rows, end) = scan.page(start, most).await?;
    let Period { from, to, .. } = period;
    let next = end.and_then(|place| seal(&name, &Cursor { place, from, to }));
    let stretch = Stretch { from, to, start: start.map(Into::into), end: end.map(Into::into) };
    Ok(Part { rows, next, stretch })
}

/// The newest mentions of the last days, newest first.
pub(crate) async fn newest(caller: &Caller, most: usize) -> Result<Vec<Mention>, Problem> {
    let mut days = 1;
    loop {
        let from = caller.now.minus(days * domain::time::DAY).to_string();
        let part = part(caller, Some(&from), None, None, MOST_SCANNED).await?;
        if part.rows.len() < most && days < USUAL_DAYS {
            days = USUAL_DAYS;
            continue;
        }
        let ids: Vec<MentionId> = part.rows.iter().rev().take(most).map(|row| row.mention).collect();
        let mut mentions = get_many(&caller.deps.table, &ids).await?;
        mentions.sort_by_key(|mention| std::cmp::Reverse((mention.at, mention.id)));
        return Ok(mentions);
    }
}

//! Mentions and the rows behind every chart.

use domain::{
    escalate::Verdict,
    event::MentionIngested,
    id::{MentionId, TopicId},
    mention::Mention,
    message::Changed,
    time::{DAY, Timestamp},
};

use crate::{
    commit::Record,
    key,
    table::{Cursor, Error, Guard, Index, Page, Query, Range, Table, Update, Write, key_of, read, value, write},
};

/// One mention.
pub async fn get(table: &Table, id: MentionId) -> Result<Option<Mention>, Error> {
    table.get(&key::mention(id)).await?.map(read).transpose()
}

/// Several mentions, in no order; those absent are left out.
pub async fn get_many(table: &Table, ids: &[MentionId]) -> Result<Vec<Mention>, Error> {
    let keys: Vec<_> = ids.iter().map(|&id| key::mention(id)).collect();
    table.get_many(&keys).await?.into_iter().map(read).collect()
}

/// A kept mention, as the record of the command that took it in.
pub fn kept(mention: &Mention) -> Result<Record, Error> {
    let key = key::mention(mention.id);
    Ok(Record::new(key.clone(), write(key, "mention", mention)?))
}

/// What escalation made of it.
pub fn judged(id: MentionId, verdict: &Verdict) -> Result<Record, Error> {
    Ok(Record::mark("escalate", Update::of(key::mention(id)).set("verdict", value(verdict)?)))
}

/// What escalation made of it when it was asked again.
pub fn judged_again(id: MentionId, verdict: &Verdict) -> Result<Record, Error> {
    Ok(Record::mark("replay", Update::of(key::mention(id)).set("verdict", value(verdict)?)))
}

/// A verdict given by hand: refused if there is another escalation already (ESC-06).
pub fn judged_by_hand(id: MentionId, verdict: &Verdict) -> Result<Write, Error> {
    Ok(Write::Update(
        Update::of(key::mention(id))
            .set("verdict", value(verdict)?)
            .set("by_hand", value(&true)?)
            .when(Guard::Exists)
            .when(Guard::Absent("by_hand".into())),
    ))
}

/// Its author changed or deleted it. On a deletion the content and author go and the stub stays (D-14).
pub fn changed(id: MentionId, changed: &Changed, text: Option<&domain::inbound::Content>) -> Result<Write, Error> {
    let update = Update::of(key::mention(id)).set("changed", value(changed)?).when(Guard::Exists);
    Ok(Write::Update(match (changed, text) {
        (Changed::Deleted { .. }, _) => update.remove("content").remove("author"),
        (Changed::Edited { .. }, Some(content)) => update.set("content", value(content)?),
        (Changed::Edited { .. }, None) => update,
    }))
}

/// Rows of one topic between two moments, oldest first: exactly what the counters counted (I19).
pub async fn rows(
    table: &Table,
    topic: &TopicId,
    from: Timestamp,
    until: Timestamp,
    after: Option<Cursor>,
    limit: u32,
) -> Result<Page<MentionIngested>, Error> {
    // A page may span days: each day is a partition of its own.
    let mut items = Vec::new();
    let mut day = after.as_ref().and_then(day_of).unwrap_or(from);
    let mut cursor = after;
    loop {
        let partition = key::topic_day(topic, &day.day(), 0);
        let here = cursor.take().filter(|cursor| cursor.0.get("pk").is_some_and(|pk| *pk == partition));
        let left = limit - (items.len() as u32).min(limit);
        let range = Range::Between(key::moment(from), key::moment(until));
        let page = table.query(Query::of(Index::Table, partition.clone()).range(range).after(here).limit(left.max(1))).await?;
        let last = page.items.last().map(key_of);
        for item in page.items {
            items.push(read::<MentionIngested>(item)?);
        }
        let full = items.len() as u32 >= limit;
        if full && let Some(last) = last {
            let next = Cursor([("pk".to_owned(), last.pk), ("sk".to_owned(), last.sk)].into());
            return Ok(Page { items, next: Some(next) });
        }
        if page.next.is_some() {
            cursor = page.next;
            continue;
        }
        day = next_day(day);
        if day >= until || day.day() > until.day() {
            return Ok(Page { items, next: None });
        }
    }
}

/// Rows of one topic between two moments, newest first: a page may be shorter than `limit` while `next` is there.
pub async fn rows_newest(
    table: &Table,
    topic: &TopicId,
    from: Timestamp,
    until: Timestamp,
    after: Option<Cursor>,
    limit: u32,
) -> Result<Page<MentionIngested>, Error> {
    let mut items = Vec::new();
    let mut day = after.as_ref().and_then(day_of).unwrap_or(until);
    let mut cursor = after;
    loop {
        let partition = key::topic_day(topic, &day.day(), 0);
        let here = cursor.take().filter(|cursor| cursor.0.get("pk").is_some_and(|pk| *pk == partition));
        let left = limit - (items.len() as u32).min(limit);
        let range = Range::Between(key::moment(from), key::moment(until.plus(1)));
        let query = Query::of(Index::Table, partition).range(range).newest_first().after(here).limit(left.max(1));
        let page = table.query(query).await?;
        let last = page.items.last().map(key_of);
        for item in page.items {
            items.push(read::<MentionIngested>(item)?);
        }
        if items.len() as u32 >= limit
            && let Some(last) = last
        {
            let next = Cursor([("pk".to_owned(), last.pk), ("sk".to_owned(), last.sk)].into());
            return Ok(Page { items, next: Some(next) });
        }
        if page.next.is_some() {
            cursor = page.next;
            continue;
        }
        // The last moment of the day before.
        day = Timestamp::from_millis(day.millis() - day.millis().rem_euclid(DAY) - 1);
        if day < from {
            return Ok(Page { items, next: None });
        }
    }
}

fn next_day(at: Timestamp) -> Timestamp {
    Timestamp::from_millis(at.millis() - at.millis().rem_euclid(DAY) + DAY)
}

fn day_of(cursor: &Cursor) -> Option<Timestamp> {
    let place = cursor.0.get("sk")?.split('#').next()?;
    Some(Timestamp::from_millis(place.parse().ok()?))
}

//! Alerts: where each rule stands on each series, and what was told.

use domain::{
    alert::{Alert, History, Stage},
    event::Envelope,
    id::{AgentId, AlertId, RuleId},
    platform::Platform,
    time::{DAY, Timestamp},
};
use serde::{Deserialize, Serialize};

use crate::{
    key,
    packed::{pack, unpack},
    stats::KEPT,
    table::{Cursor, Error, Index, Item, Page, Query, RawItem, Table, Write, number, place, read, text, until, write},
};

/// A series that nobody watched for so long is begun anew.
const WATCHED: i64 = 40 * DAY;

/// How a rule stands on one series.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Watched {
    /// Where the alert stood before hour `through`.
    pub stage: Stage,
    /// The first hour that was not yet read for good.
    pub through: i64,
    /// The alert that is open, or the last one.
    pub alert: Option<AlertId>,
    /// What was counted, but for the hours of the last two days, which may still change.
    pub history: History,
    /// What is written and may not have gone out yet.
    #[serde(default)]
    pub untold: Vec<Envelope>,
}

/// A series as it is stored.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Stored {
    /// Rises by one with every write; 0 for one that was never written.
    pub version: u64,
    /// The series.
    pub watched: Watched,
}

/// How a rule stands on a platform, or on all of them together.
pub async fn watched(table: &Table, rule: &RuleId, platform: Option<Platform>) -> Result<Stored, Error> {
    match table.get(&key::watched(rule, platform)).await? {
        None => Ok(Stored::default()),
        Some(item) => {
            let packed = item.get("state").ok_or_else(|| Error::Broken(format!("a series of {rule} has no state")))?;
            Ok(Stored { version: number(&item, "version") as u64, watched: unpack(packed)? })
        }
    }
}

/// Writes a series over the one that was read, and the alert it changed, as one.
///
/// # Errors
/// `Refused` if somebody else has written it meanwhile: what they told is told.
pub async fn keep(
    table: &Table,
    rule: &RuleId,
    platform: Option<Platform>,
    before: &Stored,
    watched: &Watched,
    alert: Option<&Alert>,
    now: Timestamp,
) -> Result<(), Error> {
    let mut item: Item = place(key::watched(rule, platform), "watched");
    item.insert("version".into(), crate::table::value(&(before.version + 1))?);
    item.insert("state".into(), pack(watched)?);
    item.insert("ttl".into(), until(now.plus(WATCHED)));
    let series = match before.version {
        0 => Write::Create(RawItem(item)),
        version => Write::Replace(RawItem(item), version),
    };
    let mut writes = vec![series];
    if let Some(alert) = alert {
        let mut item = write(key::alert(alert.id), "alert", alert)?;
        item.insert("ttl".into(), until(now.plus(KEPT)));
        writes.push(Write::Put(RawItem(item)));
    }
    table.write(writes).await
}

/// Who has seen to an alert.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledged {
    /// Who.
    pub by: AgentId,
    /// When.
    pub at: Timestamp,
}

/// An alert, and who has seen to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// The alert.
    pub alert: Alert,
    /// Who has seen to it, if anybody.
    pub acknowledged: Option<Acknowledged>,
}

/// One alert.
pub async fn get(table: &Table, id: AlertId) -> Result<Option<Known>, Error> {
    let Some(item) = table.get(&key::alert(id)).await? else { return Ok(None) };
    let acknowledged = table.get(&key::acknowledged(id)).await?.map(read).transpose()?;
    Ok(Some(Known { alert: read(item)?, acknowledged }))
}

/// Notes who has seen to an alert; who did so first stays.
pub async fn acknowledge(table: &Table, id: AlertId, by: &AgentId, now: Timestamp) -> Result<(), Error> {
    let mut item = write(key::acknowledged(id), "acknowledged", &Acknowledged { by: by.clone(), at: now })?;
    item.insert("ttl".into(), until(now.plus(KEPT)));
    match table.write(vec![Write::Create(RawItem(item))]).await {
        Err(error) if error.refused(0) => Ok(()),
        outcome => outcome,
    }
}

/// The alerts that opened in the month of a moment, newest first.
pub async fn of_month(table: &Table, month: Timestamp, after: Option<Cursor>, limit: u32) -> Result<Page<Known>, Error> {
    // Each alert has at most one row beside it.
    let query = Query::of(Index::Table, key::alerts(month)).newest_first().limit(2 * limit + 1).after(after);
    let page = table.query(query).await?;
    let (mut items, mut beside): (Vec<Known>, Option<Item>) = (Vec::new(), None);
    let mut next = page.next;
    for item in page.items {
        if text(&item, "kind") == "acknowledged" {
            beside = Some(item);
            continue;
        }
        let acknowledged = beside.take().map(read).transpose()?;
        if items.len() == limit as usize {
            break;
        }
        let here = crate::table::key_of(&item);
        items.push(Known { alert: read(item)?, acknowledged });
        if items.len() == limit as usize {
            next = Some(Cursor([("pk".to_owned(), here.pk), ("sk".to_owned(), here.sk)].into()));
        }
    }
    Ok(Page { items, next })
}

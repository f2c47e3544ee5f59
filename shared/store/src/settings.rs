//! What admins set: accounts, topics, rules, queues, skills, canned responses, alert rules, engines that count.

use domain::{
    account::Account,
    admission::Admission,
    alert::AlertRule,
    canned::Canned,
    crisis::Crisis,
    escalate::EscalationRule,
    id::SkillId,
    queue::Queue,
    source::Source,
    time::Timestamp,
    topic::Topic,
    urgency::UrgencyRules,
    workspace::{SavedView, Workspace},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    key,
    stats::KEPT,
    table::{Cursor, Error, Index, Page, Query, RawItem, Table, Write, key_of, number, read, until, write},
};

/// A kind of setting.
pub trait Setting: Serialize + DeserializeOwned + Clone + Send + Sync + 'static {
    /// Its name in keys and URLs.
    const KIND: &'static str;

    /// Whether every version is kept, and a deleted one can be restored.
    const KEEPS_VERSIONS: bool = false;

    /// Its own name.
    fn name(&self) -> &str;
}

/// A skill: what an agent can do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Skill {
    /// Its name in rules.
    pub id: SkillId,
    /// What people call it.
    pub name: String,
}

macro_rules! settings {
    ($($thing:ty: $kind:literal $(keeps $versions:ident)?;)*) => {$(
        impl Setting for $thing {
            const KIND: &'static str = $kind;
            $(const KEEPS_VERSIONS: bool = stringify!($versions).len() > 0;)?
            fn name(&self) -> &str {
                self.id.as_str()
            }
        }
    )*};
}

settings! {
    Account: "account";
    Topic: "topic" keeps versions;
    EscalationRule: "rule" keeps versions;
    Queue: "queue";
    Skill: "skill";
    Canned: "canned";
    AlertRule: "alert_rule" keeps versions;
    Source: "source";
    SavedView: "view";
}

/// There is one set of them.
impl Setting for UrgencyRules {
    const KIND: &'static str = "urgency";
    const KEEPS_VERSIONS: bool = true;
    fn name(&self) -> &str {
        "own"
    }
}

/// There is one at most. Every switch is kept as a version: who, when, about what.
impl Setting for Crisis {
    const KIND: &'static str = "crisis";
    const KEEPS_VERSIONS: bool = true;
    fn name(&self) -> &str {
        "own"
    }
}

/// Every admission and withdrawal is kept as a version: who, when, on what grounds.
impl Setting for Admission {
    const KIND: &'static str = "engine";
    const KEEPS_VERSIONS: bool = true;
    fn name(&self) -> &str {
        &self.engine
    }
}

/// There is one workspace.
impl Setting for Workspace {
    const KIND: &'static str = "workspace";
    fn name(&self) -> &str {
        "own"
    }
}

/// A setting as it is stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Saved<T> {
    /// Rises by one with every save.
    pub version: u64,
    /// When it was last saved.
    pub saved_at: Timestamp,
    /// The setting.
    pub data: T,
}

/// Versions deleted in one transaction.
const ERASED_AT_ONCE: usize = 90;

/// More settings of one kind than this are not read.
const MOST: usize = 5_000;

/// All settings of a kind, by name.
pub async fn all<T: Setting>(table: &Table) -> Result<Vec<Saved<T>>, Error> {
    table.query_all(Query::of(Index::Table, key::settings(T::KIND)), MOST).await?.into_iter().map(read).collect()
}

/// One setting.
pub async fn get<T: Setting>(table: &Table, name: &str) -> Result<Option<Saved<T>>, Error> {
    table.get(&key::setting(T::KIND, name)).await?.map(read).transpose()
}

/// Saves a setting and answers its new version. Where versions are kept, this one is kept with it.
///
/// # Errors
/// `Refused` if `expected` is given and the stored version is another, or if somebody saved it at the same moment.
pub async fn put<T: Setting>(table: &Table, thing: &T, expected: Option<u64>, at: Timestamp) -> Result<u64, Error> {
    let stored = match expected {
        Some(version) => version,
        None => table.get(&key::setting(T::KIND, thing.name())).await?.map_or(0, |item| number(&item, "version") as u64),
    };
    let version = upcoming::<T>(table, thing.name(), stored).await?;
    let saved = Saved { version, saved_at: at, data: thing };
    let item = RawItem(write(key::setting(T::KIND, thing.name()), T::KIND, &saved)?);
    let mut writes = vec![if stored == 0 { Write::Create(item) } else { Write::Replace(item, stored) }];
    if T::KEEPS_VERSIONS {
        let place = key::setting_version(T::KIND, thing.name(), version);
        writes.push(Write::Put(RawItem(write(place, "version", &saved)?)));
    }
    table.write(writes).await?;
    Ok(version)
}

/// The version that the next save of a setting makes, if `stored` is the one that is there; 0 for none. What was deleted
/// counts on from its last version: a version names one wording for ever (ING-09).
pub async fn upcoming<T: Setting>(table: &Table, name: &str, stored: u64) -> Result<u64, Error> {
    if stored > 0 || !T::KEEPS_VERSIONS {
        return Ok(stored + 1);
    }
    let newest = Query::of(Index::Table, key::setting_versions(T::KIND, name)).newest_first().limit(1);
    Ok(table.query(newest).await?.items.first().map_or(0, |item| number(item, "version") as u64) + 1)
}

/// The versions of a setting, also of one that was deleted, the newest first.
pub async fn versions<T: Setting>(table: &Table, name: &str, after: Option<Cursor>, limit: u32) -> Result<Page<Saved<T>>, Error> {
    let query = Query::of(Index::Table, key::setting_versions(T::KIND, name)).newest_first().after(after).limit(limit);
    let page = table.query(query).await?;
    Ok(Page { items: page.items.into_iter().map(read).collect::<Result<_, _>>()?, next: page.next })
}

/// One version of a setting.
pub async fn version<T: Setting>(table: &Table, name: &str, version: u64) -> Result<Option<Saved<T>>, Error> {
    table.get(&key::setting_version(T::KIND, name, version)).await?.map(read).transpose()
}

/// Removes a setting, whether it is there or not.
pub async fn delete<T: Setting>(table: &Table, name: &str) -> Result<(), Error> {
    table.write(vec![Write::Delete(key::setting(T::KIND, name), vec![])]).await
}

/// A setting that is no more, and can be restored. What a deleted topic caught is still counted, and the rows behind a figure
/// are found through its name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Deleted {
    /// Its name.
    pub id: String,
    /// When it was deleted.
    pub at: Timestamp,
}

fn graveyard(kind: &str) -> String {
    format!("deleted_{kind}")
}

/// Removes a setting of which versions are kept, and remembers its name for as long as what it did is counted.
pub async fn retire<T: Setting>(table: &Table, name: &str, at: Timestamp) -> Result<(), Error> {
    let kind = graveyard(T::KIND);
    let mut item = write(key::setting(&kind, name), &kind, &Deleted { id: name.to_owned(), at })?;
    item.insert("ttl".into(), until(at.plus(KEPT)));
    table.write(vec![Write::Delete(key::setting(T::KIND, name), vec![]), Write::Put(RawItem(item))]).await
}

/// Removes a setting for good, with all its versions. Its name stays known as that of a deleted one.
pub async fn erase<T: Setting>(table: &Table, name: &str, at: Timestamp) -> Result<(), Error> {
    retire::<T>(table, name, at).await?;
    let kept = table.query_all(Query::of(Index::Table, key::setting_versions(T::KIND, name)), usize::MAX).await?;
    for some in kept.chunks(ERASED_AT_ONCE) {
        table.write(some.iter().map(|item| Write::Delete(key_of(item), vec![])).collect()).await?;
    }
    Ok(())
}

/// The settings of a kind that were deleted, by name. One of them may be there again.
pub async fn deleted<T: Setting>(table: &Table) -> Result<Vec<Deleted>, Error> {
    table.query_all(Query::of(Index::Table, key::settings(&graveyard(T::KIND))), MOST).await?.into_iter().map(read).collect()
}

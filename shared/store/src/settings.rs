//! What admins set: accounts, topics, rules, queues, skills, canned responses, alert rules.

use domain::{
    account::Account,
    alert::AlertRule,
    canned::Canned,
    escalate::EscalationRule,
    id::{SkillId, TopicId},
    queue::Queue,
    source::Source,
    time::Timestamp,
    topic::Topic,
    workspace::{SavedView, Workspace},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    key,
    stats::KEPT,
    table::{Error, Index, Query, RawItem, Table, Write, number, read, until, write},
};

/// A kind of setting.
pub trait Setting: Serialize + DeserializeOwned + Clone + Send + Sync + 'static {
    /// Its name in keys and URLs.
    const KIND: &'static str;

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
    ($($thing:ty: $kind:literal;)*) => {$(
        impl Setting for $thing {
            const KIND: &'static str = $kind;
            fn name(&self) -> &str {
                self.id.as_str()
            }
        }
    )*};
}

settings! {
    Account: "account";
    Topic: "topic";
    EscalationRule: "rule";
    Queue: "queue";
    Skill: "skill";
    Canned: "canned";
    AlertRule: "alert_rule";
    Source: "source";
    SavedView: "view";
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

/// Saves a setting and answers its new version.
///
/// # Errors
/// `Refused` if `expected` is given and the stored version is another, or if somebody saved it at the same moment.
pub async fn put<T: Setting>(table: &Table, thing: &T, expected: Option<u64>, at: Timestamp) -> Result<u64, Error> {
    let stored = match expected {
        Some(version) => version,
        None => table.get(&key::setting(T::KIND, thing.name())).await?.map_or(0, |item| number(&item, "version") as u64),
    };
    let saved = Saved { version: stored + 1, saved_at: at, data: thing };
    let item = RawItem(write(key::setting(T::KIND, thing.name()), T::KIND, &saved)?);
    let change = if stored == 0 { Write::Create(item) } else { Write::Replace(item, stored) };
    table.write(vec![change]).await?;
    Ok(stored + 1)
}

/// Removes a setting, whether it is there or not.
pub async fn delete<T: Setting>(table: &Table, name: &str) -> Result<(), Error> {
    table.write(vec![Write::Delete(key::setting(T::KIND, name), vec![])]).await
}

/// A topic that is no more. What it caught is still counted, so the rows behind a figure are still found through it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DeletedTopic {
    /// Its name.
    pub id: TopicId,
    /// When it was deleted.
    pub at: Timestamp,
}

const DELETED_TOPIC: &str = "deleted_topic";

/// Removes a topic, and remembers its name for as long as what it caught is counted.
pub async fn delete_topic(table: &Table, id: &TopicId, at: Timestamp) -> Result<(), Error> {
    let deleted = DeletedTopic { id: id.clone(), at };
    let mut item = write(key::setting(DELETED_TOPIC, id.as_str()), DELETED_TOPIC, &deleted)?;
    item.insert("ttl".into(), until(at.plus(KEPT)));
    table.write(vec![Write::Delete(key::setting(Topic::KIND, id.as_str()), vec![]), Write::Put(RawItem(item))]).await
}

/// The topics that were deleted, by name. One of them may be there again.
pub async fn deleted_topics(table: &Table) -> Result<Vec<DeletedTopic>, Error> {
    table.query_all(Query::of(Index::Table, key::settings(DELETED_TOPIC)), MOST).await?.into_iter().map(read).collect()
}

//! Settings with a memory of 15 seconds: changing one needs no deploy, and reading them costs next to nothing.

use std::{
    any::{Any, TypeId},
    collections::HashMap,
    sync::{Arc, Mutex},
};

use domain::{
    escalate::{self, EscalationRule},
    ingest::Rules,
    time::{SECOND, Timestamp},
    topic::{Topic, Volume},
};
use store::{
    Table,
    settings::{Saved, Setting, all},
    volume,
};

use crate::error::Error;

const MEMORY: i64 = 15 * SECOND;

/// The settings of the workspace, remembered.
#[derive(Clone, Default)]
pub struct Settings {
    known: Arc<Mutex<HashMap<TypeId, Known>>>,
}

/// Something read, with when.
type Known = (Timestamp, Arc<dyn Any + Send + Sync>);

/// Compiled rules with the versions of the settings they were made from.
struct Compiled<R> {
    versions: Vec<(String, u64)>,
    rules: Arc<R>,
}

impl Settings {
    /// All settings of a kind.
    pub async fn all<T: Setting>(&self, table: &Table, now: Timestamp) -> Result<Arc<Vec<Saved<T>>>, Error> {
        if let Some((at, known)) = self.recall::<Vec<Saved<T>>>(TypeId::of::<T>())
            && now.since(at) < MEMORY
        {
            return Ok(known);
        }
        let fresh = Arc::new(all::<T>(table).await?);
        self.remember(TypeId::of::<T>(), now, fresh.clone());
        Ok(fresh)
    }

    /// One setting.
    pub async fn one<T: Setting>(&self, table: &Table, name: &str, now: Timestamp) -> Result<Option<Saved<T>>, Error> {
        Ok(self.all::<T>(table, now).await?.iter().find(|saved| saved.data.name() == name).cloned())
    }

    /// The ingestion rules, compiled once per version of the topics.
    pub async fn rules(&self, table: &Table, now: Timestamp) -> Result<Arc<Rules>, Error> {
        let topics = self.all::<Topic>(table, now).await?;
        let mut versions: Vec<_> = topics.iter().map(|saved| (saved.data.id.to_string(), saved.version)).collect();
        let volumes = match topics.iter().any(|saved| saved.data.rules.iter().any(|rule| rule.cap.is_some())) {
            true => self.volumes(table, now).await?,
            false => Arc::default(),
        };
        for volume in volumes.iter() {
            versions.extend(volume.beyond.iter().map(|rule| (format!("{}/{rule} is full", volume.topic), 0)));
        }
        if let Some((_, known)) = self.recall::<Compiled<Rules>>(TypeId::of::<Rules>())
            && known.versions == versions
        {
            return Ok(known.rules.clone());
        }
        let plain: Vec<Topic> = topics.iter().map(|saved| saved.data.clone()).collect();
        let rules = Arc::new(Rules::capped(&plain, &volumes));
        for problem in rules.problems() {
            tracing::error!(place = %problem.field, "An ingestion rule cannot be used: {problem}");
        }
        for (topic, rule) in rules.costly() {
            tracing::warn!(%topic, %rule, "The rule {topic}/{rule} names no word that must be there: it is asked of every item");
        }
        self.remember(TypeId::of::<Rules>(), now, Arc::new(Compiled { versions, rules: rules.clone() }));
        Ok(rules)
    }

    /// What the rules with caps have caught this month.
    async fn volumes(&self, table: &Table, now: Timestamp) -> Result<Arc<Vec<Volume>>, Error> {
        if let Some((at, known)) = self.recall::<Vec<Volume>>(TypeId::of::<Volume>())
            && now.since(at) < MEMORY
        {
            return Ok(known);
        }
        let fresh = Arc::new(volume::of_month(table, &now.day()[..7]).await?);
        self.remember(TypeId::of::<Volume>(), now, fresh.clone());
        Ok(fresh)
    }

    /// The escalation rules, compiled once per version of them.
    pub async fn escalation(&self, table: &Table, now: Timestamp) -> Result<Arc<escalate::Rules>, Error> {
        let saved = self.all::<EscalationRule>(table, now).await?;
        let versions: Vec<_> = saved.iter().map(|saved| (saved.data.id.to_string(), saved.version)).collect();
        if let Some((_, known)) = self.recall::<Compiled<escalate::Rules>>(TypeId::of::<escalate::Rules>())
            && known.versions == versions
        {
            return Ok(known.rules.clone());
        }
        let plain: Vec<EscalationRule> = saved.iter().map(|saved| saved.data.clone()).collect();
        let rules = Arc::new(escalate::Rules::compile(&plain));
        self.remember(TypeId::of::<escalate::Rules>(), now, Arc::new(Compiled { versions, rules: rules.clone() }));
        Ok(rules)
    }

    fn recall<T: Send + Sync + 'static>(&self, kind: TypeId) -> Option<(Timestamp, Arc<T>)> {
        let (at, known) = self.known.lock().ok()?.get(&kind)?.clone();
        Some((at, known.downcast().ok()?))
    }

    fn remember<T: Send + Sync + 'static>(&self, kind: TypeId, at: Timestamp, thing: Arc<T>) {
        if let Ok(mut known) = self.known.lock() {
            known.insert(kind, (at, thing));
        }
    }
}

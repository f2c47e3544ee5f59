//! Who listens to what, asked once for all that is told together.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Mutex,
};

use runtime::{Deps, Error};
use store::live;

/// The sockets of the subjects asked for so far. It lives as long as one batch: what that tells was told before it began, so a
/// socket that opens meanwhile finds it by asking what it missed.
#[derive(Default)]
pub(crate) struct Listening(Mutex<BTreeMap<String, Vec<String>>>);

impl Listening {
    /// The sockets that hear of any of `subjects`, each once.
    ///
    /// # Errors
    /// The table cannot be read.
    pub(crate) async fn to(&self, subjects: &[String], deps: &Deps) -> Result<BTreeSet<String>, Error> {
        let mut connections = BTreeSet::new();
        for subject in subjects {
            if let Some(known) = self.0.lock().ok().and_then(|known| known.get(subject).cloned()) {
                connections.extend(known);
                continue;
            }
            let found = live::listeners(&deps.table, std::slice::from_ref(subject)).await?;
            connections.extend(found.iter().cloned());
            if let Ok(mut known) = self.0.lock() {
                known.insert(subject.clone(), found);
            }
        }
        Ok(connections)
    }

    /// A socket is gone.
    pub(crate) fn without(&self, connection: &str) {
        if let Ok(mut known) = self.0.lock() {
            known.values_mut().for_each(|connections| connections.retain(|one| one != connection));
        }
    }
}

//! Which engine judges: the embedded one, with the company's own rules of urgency where there are any.

use std::sync::{Arc, Mutex};

use analyser::{Embedded, Tuned};
use domain::{
    analysis::Analysis,
    language::{Analyzer, Hint},
    time::Timestamp,
    urgency::UrgencyRules,
};
use runtime::{Deps, Error};

/// Made ready once per version of the rules.
static READY: Mutex<Option<(u64, Arc<Tuned>)>> = Mutex::new(None);

/// The engine that judges now.
pub(crate) enum Engine {
    /// With the rules that are shipped.
    Shipped,
    /// With the company's own.
    Own(Arc<Tuned>),
}

/// The engine with the rules of urgency as they are now.
pub(crate) async fn engine(deps: &Deps, now: Timestamp) -> Result<Engine, Error> {
    let own = deps.settings.all::<UrgencyRules>(&deps.table, now).await?;
    let Some(saved) = own.first() else { return Ok(Engine::Shipped) };
    if let Ok(ready) = READY.lock()
        && let Some((version, tuned)) = &*ready
        && *version == saved.version
    {
        return Ok(Engine::Own(tuned.clone()));
    }
    let tuned = Tuned::new(saved.data.rules.clone(), saved.version).map_err(|e| Error::Reject(e.to_string()))?;
    let tuned = Arc::new(tuned);
    if let Ok(mut ready) = READY.lock() {
        *ready = Some((saved.version, tuned.clone()));
    }
    Ok(Engine::Own(tuned))
}

impl Analyzer for Engine {
    fn analyze(&self, text: Option<&str>, hint: Hint<'_>) -> Analysis {
        match self {
            Engine::Shipped => Embedded.analyze(text, hint),
            Engine::Own(tuned) => tuned.analyze(text, hint),
        }
    }

    fn engine(&self) -> &str {
        match self {
            Engine::Shipped => Embedded.engine(),
            Engine::Own(tuned) => tuned.engine(),
        }
    }
}

//! The embedded engine as a company has it: with its own rules of urgency, where it has written some.

use std::sync::{Arc, Mutex};

use domain::{
    analysis::Analysis,
    language::{Analyzer, Hint},
    urgency::UrgencyRules,
};

use crate::{Embedded, Tuned, model::NotAModel};

/// Made ready once per version of the rules.
static READY: Mutex<Option<(u64, Arc<Tuned>)>> = Mutex::new(None);

/// The engine that judges now.
#[derive(Debug, Clone)]
pub enum Engine {
    /// With the rules that are shipped.
    Shipped,
    /// With the company's own.
    Own(Arc<Tuned>),
}

impl Engine {
    /// The engine with a company's own rules and their version, or with the shipped ones where it has none.
    ///
    /// # Errors
    /// When the weights are not those of this program.
    pub fn with(own: Option<(&UrgencyRules, u64)>) -> Result<Self, NotAModel> {
        let Some((rules, version)) = own else { return Ok(Engine::Shipped) };
        if let Ok(ready) = READY.lock()
            && let Some((made, tuned)) = &*ready
            && *made == version
        {
            return Ok(Engine::Own(tuned.clone()));
        }
        let tuned = Arc::new(Tuned::new(rules.rules.clone(), version)?);
        if let Ok(mut ready) = READY.lock() {
            *ready = Some((version, tuned.clone()));
        }
        Ok(Engine::Own(tuned))
    }
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

//! Which engine judges: the embedded one, with the company's own rules of urgency where there are any.

use analyser::Engine;
use domain::{time::Timestamp, urgency::UrgencyRules};
use runtime::{Deps, Error};

/// The engine with the rules of urgency as they are now.
pub(crate) async fn engine(deps: &Deps, now: Timestamp) -> Result<Engine, Error> {
    let own = deps.settings.all::<UrgencyRules>(&deps.table, now).await?;
    Engine::with(own.first().map(|saved| (&saved.data, saved.version))).map_err(|e| Error::Reject(e.to_string()))
}

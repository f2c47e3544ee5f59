//! What holds for the whole company, and the views its people have saved.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::id::{AgentId, ViewId};

/// The company's own settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Workspace {
    /// The time zone of buckets, labels and exports where a view names none (D-02), by its IANA name.
    pub zone: String,
    /// Whether a small sample of what matches no rule is kept for a week (ING-07).
    #[serde(default = "yes")]
    pub noise_sample: bool,
    /// Whether a topic, an escalation rule or an alert rule that decides something new must have been tried on history before it is saved
    /// (ADV-01).
    #[serde(default)]
    pub require_backtest: bool,
}

fn yes() -> bool {
    true
}

impl Default for Workspace {
    fn default() -> Self {
        Self { zone: "UTC".into(), noise_sample: true, require_backtest: false }
    }
}

/// Named filters with the charts and columns that are shown (LSN-11, LSN-15). A view is an address of the console, so
/// what it keeps is the query of that address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SavedView {
    /// Its name in addresses.
    pub id: ViewId,
    /// What people call it.
    pub name: String,
    /// Who made it: only they may change it.
    pub owner: AgentId,
    /// Whether everybody who sees figures sees it.
    pub shared: bool,
    /// The query of its address, without `?`.
    pub query: String,
}

//! Where a stack answers.

use serde::{Deserialize, Serialize};

/// Where a running stack listens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Endpoints {
    /// All AWS services, and `/_local`.
    pub aws: String,
    /// The HTTP API.
    pub api: String,
    /// The WebSocket API with its stage, `ws://…`.
    pub websocket: String,
    /// The console; nobody answers there if no files were given.
    pub console: String,
}

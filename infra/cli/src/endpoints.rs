//! The addresses of the running system.

use std::{fs, time::Duration};

use serde::{Deserialize, Serialize};

use crate::{failure::Failure, workspace::Workspace};

/// A client for loopback: no proxy, and patience for a cold start.
pub fn client() -> Result<reqwest::Client, Failure> {
    Ok(reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(60)).build()?)
}

/// Where the parts of the running system answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Endpoints {
    /// DynamoDB, SQS, EventBridge, Secrets Manager, Cognito, Lambda Invoke and `@connections`, all in one.
    pub aws: String,
    /// The HTTP API: `/v1` and the webhooks.
    pub api: String,
    /// The WebSocket API.
    pub websocket: String,
    /// The console.
    pub console: String,
    /// The pretend platforms.
    pub simulator: String,
}

impl Endpoints {
    /// Those of a stack, with the pretend platforms beside it.
    pub fn of(stack: &local::Endpoints, simulator: &str) -> Self {
        let local::Endpoints { aws, api, websocket, console } = stack.clone();
        Self { aws, api, websocket, console, simulator: simulator.to_owned() }
    }

    /// The addresses that `harken up` wrote.
    pub fn read(workspace: &Workspace) -> Result<Self, Failure> {
        let file = workspace.endpoints();
        let text = fs::read_to_string(&file).map_err(|_| Failure::new("the system is not up; start it with `harken up`"))?;
        Ok(serde_json::from_str(&text)?)
    }

    /// Writes them for everybody else, whole or not at all.
    pub fn write(&self, workspace: &Workspace) -> Result<(), Failure> {
        let (file, fresh) = (workspace.endpoints(), workspace.local().join("endpoints.json.new"));
        fs::write(&fresh, serde_json::to_string_pretty(self)? + "\n")?;
        fs::rename(fresh, file)?;
        Ok(())
    }

    /// Whether somebody answers there.
    pub async fn answer(&self) -> bool {
        let Ok(http) = client() else { return false };
        http.get(format!("{}/_local/resources", self.aws)).send().await.is_ok_and(|answer| answer.status().is_success())
    }
}

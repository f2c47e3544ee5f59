//! The pretend platforms, a process of their own.

use std::{path::Path, process::Stdio, time::Duration};

use serde_json::json;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, ChildStdin, ChildStdout, Command},
    time::timeout,
};

use crate::{failure::Failure, seed::Demo, workspace::Workspace};

/// It is there in a blink; a machine that builds meanwhile takes its time.
const PATIENCE: Duration = Duration::from_secs(30);

/// The process, and where it listens.
pub struct Simulated {
    /// `http://host:port`.
    pub url: String,
    child: Child,
    /// Held open for as long as the child shall live; waiting for the child must not close it.
    _input: Option<ChildStdin>,
    /// Held open, too: who prints into nothing ends.
    _output: BufReader<ChildStdout>,
}

impl Simulated {
    /// Starts it on a port, any free one for 0; it delivers to the API at `api`.
    ///
    /// # Errors
    /// When its program is missing, or does not come up.
    pub async fn start(workspace: &Workspace, bins: &Path, demo: &Demo, port: u16, api: &str) -> Result<Self, Failure> {
        let program = bins.join("harken-simulator");
        if !program.is_file() {
            return Err(Failure::new(format!("{} is not built; run `make up`, which builds it", program.display())));
        }
        let config = json!({ "deliver_to": api, "accounts": demo.simulated() });
        let mut command = Command::new(program);
        command.args(["serve", "--with-parent", "--port", &port.to_string(), "--config", &config.to_string()]);
        if let Some(shared) = workspace.shared() {
            command.arg("--shared").arg(shared);
        }
        // It ends when this end of its input closes, even if nobody is left to tell it.
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true).spawn()?;
        let input = child.stdin.take();
        let output = child.stdout.take().ok_or_else(|| Failure::new("the simulator has no output"))?;
        let mut output = BufReader::new(output);
        // It listens when it says where.
        let mut said = String::new();
        let late = |_| Failure::new(format!("the simulator did not answer within {} s", PATIENCE.as_secs()));
        timeout(PATIENCE, output.read_line(&mut said)).await.map_err(late)??;
        let url = said.trim().strip_prefix("simulator ").map(str::to_owned).ok_or_else(|| {
            Failure::new(format!("the simulator did not start on port {port}; end what uses it, or start with --any-port"))
        })?;
        Ok(Self { url, child, _input: input, _output: output })
    }

    /// `host:port`.
    pub fn host(&self) -> &str {
        self.url.trim_start_matches("http://")
    }

    /// Waits until it ends by itself.
    pub async fn ended(&mut self) -> std::io::Result<std::process::ExitStatus> {
        self.child.wait().await
    }

    /// Ends it.
    pub async fn stop(mut self) {
        // It keeps nothing that a kill could lose.
        let _ = self.child.kill().await;
    }
}

//! `harken down`: ends what `up --background` started.

use std::{fs, time::Duration};

use crate::{
    endpoints::{Endpoints, client},
    failure::Failure,
    workspace::Workspace,
};

/// Asks it to end, and waits until nobody answers any more.
pub async fn run(workspace: &Workspace) -> Result<(), Failure> {
    let Ok(pid) = fs::read_to_string(workspace.pid()) else {
        println!("Nothing runs in the background.");
        return Ok(());
    };
    let pid = pid.trim();
    // The id may be somebody else's by now: only a process that is `harken` is asked to end.
    let name = fs::read_to_string(format!("/proc/{pid}/comm")).unwrap_or_default();
    if name.trim() == "harken" {
        let status = std::process::Command::new("kill").arg(pid).status()?;
        if !status.success() {
            return Err(Failure::new(format!("process {pid} could not be ended")));
        }
        let endpoints = Endpoints::read(workspace).ok();
        for _ in 0..100 {
            let answers = match &endpoints {
                Some(endpoints) => client()?.get(format!("{}/_local/depths", endpoints.aws)).send().await.is_ok(),
                None => false,
            };
            if !answers {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
    let _ = fs::remove_file(workspace.pid());
    println!("Harken is down. What it knew is kept in .harken.");
    Ok(())
}

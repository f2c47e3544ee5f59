//! Where and of what it was measured: counts are the same everywhere, times are not.

use std::{fs, process::Command};

use serde::Serialize;

/// This machine, and the code.
#[derive(Debug, Clone, Serialize)]
pub struct Machine {
    /// The model of its processor, as the system says it.
    pub processor: Option<String>,
    /// How many cores.
    pub cores: Option<usize>,
    /// The load average of a minute, before.
    pub load_before: Option<f64>,
    /// The same, after.
    pub load_after: Option<f64>,
    /// The commit that is checked out, if this is a repository.
    pub commit: Option<String>,
}

impl Machine {
    /// As it is before anything is measured.
    pub fn before() -> Self {
        let processors = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let model = processors.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
        let commit =
            Command::new("git").args(["rev-parse", "--short", "HEAD"]).output().ok().filter(|said| said.status.success());
        Self {
            processor: model.map(|(_, model)| model.trim().to_owned()),
            cores: std::thread::available_parallelism().ok().map(usize::from),
            load_before: load(),
            load_after: None,
            commit: commit.and_then(|said| String::from_utf8(said.stdout).ok()).map(|commit| commit.trim().to_owned()),
        }
    }

    /// When everything has been measured.
    pub fn after(self) -> Self {
        Self { load_after: load(), ..self }
    }
}

fn load() -> Option<f64> {
    fs::read_to_string("/proc/loadavg").ok()?.split_whitespace().next()?.parse().ok()
}

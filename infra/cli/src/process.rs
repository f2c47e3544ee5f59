//! What the kernel says of the processes of this machine.

use std::{fs, path::Path};

use crate::failure::Failure;

/// A process that runs.
pub struct Running {
    /// Its number.
    pub id: u32,
    /// Who started it.
    pub parent: u32,
    /// What it is called, shortened to fifteen characters.
    pub name: String,
    /// The kilobytes it has in memory.
    pub kilobytes: u64,
}

/// Every process there is, but those that end meanwhile.
pub fn running() -> impl Iterator<Item = Running> {
    fs::read_dir("/proc").into_iter().flatten().flatten().filter_map(|process| {
        let id = process.file_name().to_str()?.parse().ok()?;
        let status = status(id).ok()?;
        Some(Running {
            id,
            parent: status.number("PPid:")? as u32,
            name: status.field("Name:")?.to_owned(),
            // One without memory is one that has ended, or the kernel's own.
            kilobytes: status.number("VmRSS:")?,
        })
    })
}

/// What a process has used.
#[derive(Debug, Clone, Copy)]
pub struct Spent {
    /// Milliseconds of all its threads on a processor.
    pub cpu: f64,
    /// The most megabytes it had in memory.
    pub peak: f64,
}

/// What the process with this number has used until now.
///
/// # Errors
/// When it has ended.
pub fn spent(id: u32) -> Result<Spent, Failure> {
    // Nanoseconds on the CPU of every thread: finer than the ticks of /proc/<pid>/stat.
    let mut nanos = 0.0;
    for task in fs::read_dir(format!("/proc/{id}/task"))? {
        let text = fs::read_to_string(task?.path().join("schedstat"))?;
        nanos += text.split_whitespace().next().and_then(|n| n.parse::<f64>().ok()).unwrap_or_default();
    }
    let peak = status(id)?.number("VmHWM:").unwrap_or_default() as f64 / 1_024.0;
    Ok(Spent { cpu: nanos / 1e6, peak })
}

/// `/proc/<id>/status`.
struct Status(String);

fn status(id: u32) -> std::io::Result<Status> {
    fs::read_to_string(Path::new("/proc").join(id.to_string()).join("status")).map(Status)
}

impl Status {
    fn field(&self, name: &str) -> Option<&str> {
        self.0.lines().find_map(|line| line.strip_prefix(name)).map(str::trim)
    }

    fn number(&self, name: &str) -> Option<u64> {
        self.field(name)?.split_whitespace().next()?.parse().ok()
    }
}

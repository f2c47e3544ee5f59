//! `harken simulate`: schedules of the deterministic simulation, by the program that holds every step in one process.

use std::os::unix::process::CommandExt;

use clap::Args;

use crate::{failure::Failure, workspace::Workspace};

/// Which schedules.
#[derive(Args)]
pub struct Simulate {
    /// What `harken-schedules --help` lists: `--seed N` replays one, `--shrink` makes it small, `--count N --from M` runs many.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    ask: Vec<String>,
}

/// Becomes the simulation.
pub fn run(workspace: &Workspace, simulate: Simulate) -> Result<(), Failure> {
    let program = workspace.binaries(None)?.join("harken-schedules");
    if !program.is_file() {
        return Err(Failure::new(format!("{} is not built; run `cargo build -p schedules`, which builds it", program.display())));
    }
    Err(Failure::from(std::process::Command::new(program).args(simulate.ask).exec()))
}

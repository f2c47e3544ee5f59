//! `harken simulate`: schedules of the deterministic simulation, by the program that holds every step in one process.

use std::{os::unix::process::CommandExt, path::PathBuf};

use clap::Args;

use crate::{failure::Failure, workspace::Workspace};

/// Which schedules.
#[derive(Args)]
pub struct Simulate {
    /// What `harken-schedules --help` lists: `--seed N` replays one, `--shrink` makes it small, `--count N --from M` runs
    /// many, and with `--state FILE` goes on where it was left.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    ask: Vec<String>,
}

/// Becomes the simulation.
pub fn run(workspace: &Workspace, simulate: Simulate) -> Result<(), Failure> {
    let beside = workspace.binaries(None)?;
    // Two profiles build it, and the optimised one is several times as fast: whichever was built last knows the product as it is.
    let built = ["harken-schedules", "../schedules/harken-schedules"].map(|name| beside.join(name));
    let age = |program: &PathBuf| program.metadata().and_then(|known| known.modified()).ok();
    let Some(program) = built.iter().filter(|program| program.is_file()).max_by_key(|program| age(program)) else {
        let missing = built[0].display();
        return Err(Failure::new(format!("{missing} is not built; run `make schedules`, which builds it")));
    };
    Err(Failure::from(std::process::Command::new(program).args(simulate.ask).exec()))
}

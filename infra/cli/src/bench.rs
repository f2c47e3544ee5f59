//! `harken bench`: what a message costs, by the program that holds every step in one process; with `--bins` also how the
//! functions start.

use std::{path::PathBuf, process::Command};

use clap::Args;

use crate::{failure::Failure, start, workspace::Workspace};

/// What to measure.
#[derive(Args)]
pub struct Bench {
    /// One JSON object instead of tables.
    #[arg(long, conflicts_with = "bins")]
    json: bool,
    /// Growth laws at the sizes that the tests use.
    #[arg(long)]
    quick: bool,
    /// The folder of release builds of the functions: their start, size and memory as well.
    #[arg(long)]
    bins: Option<PathBuf>,
}

/// Prints it; a budget that is missed is a failure.
pub fn run(workspace: &Workspace, bench: &Bench) -> Result<(), Failure> {
    let program = workspace.binaries(None)?.join("harken-bench");
    if !program.is_file() {
        return Err(Failure::new(format!("{} is not built; run `cargo build -p bench`, which builds it", program.display())));
    }
    let counted = Command::new(program).args(bench.json.then_some("--json")).args(bench.quick.then_some("--quick")).status()?;
    if let Some(bins) = &bench.bins {
        println!();
        start::table(workspace, bins, 30)?;
    }
    if counted.success() { Ok(()) } else { Err(Failure::new("a budget is missed: see above")) }
}

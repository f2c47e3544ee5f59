//! `harken-fuzz`: many random inputs for every parser, on a stable compiler; says how many, and how long the slowest took.

use std::{path::PathBuf, process::ExitCode};

use clap::Parser;
use fuzz::{PATIENCE, TARGETS, named, run, seeds};

/// Which targets, how often.
#[derive(Parser)]
#[command(name = "harken-fuzz", version, about = "Random inputs for every parser that sees the outside")]
struct Ask {
    /// These targets; all when none is named.
    targets: Vec<String>,
    /// Inputs for each.
    #[arg(long, default_value_t = 1_000_000)]
    runs: u64,
    /// Chance begins here.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Only write the inputs that targets begin with into folders of their names here, for libFuzzer.
    #[arg(long)]
    write_seeds: Option<PathBuf>,
}

fn main() -> ExitCode {
    let ask = Ask::parse();
    let mut failed = false;
    for target in TARGETS.iter().filter(|target| ask.targets.is_empty() || ask.targets.iter().any(|name| name == target.name)) {
        if let Some(folder) = &ask.write_seeds {
            let folder = folder.join(target.name);
            let written = std::fs::create_dir_all(&folder).and_then(|()| {
                seeds(target).iter().enumerate().try_for_each(|(n, seed)| std::fs::write(folder.join(format!("seed-{n}")), seed))
            });
            failed |= written.inspect_err(|error| eprintln!("{}: {error}", folder.display())).is_err();
            continue;
        }
        let ran = run(target, ask.runs, ask.seed);
        println!("| {} | {} | {:.2} ms |", target.name, ran.runs, ran.slowest.as_secs_f64() * 1e3);
        if ran.slowest > PATIENCE {
            failed = true;
            println!("slower than {PATIENCE:?}: {:?}", String::from_utf8_lossy(&ran.input));
        }
    }
    let unknown: Vec<&String> = ask.targets.iter().filter(|name| named(name).is_none()).collect();
    if !unknown.is_empty() {
        eprintln!("no target is called {unknown:?}: there are {:?}", TARGETS.map(|target| target.name));
    }
    if failed || !unknown.is_empty() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

//! `harken-schedules`: runs schedules of the deterministic simulation, or replays one with its trace.

mod long;

use std::{path::PathBuf, process::ExitCode, time::Duration};

use clap::Parser;
use long::Plan;
use mimalloc::MiMalloc;
use schedules::{Bug, Shape, WITHIN, first_found, shrink, trace};

/// A schedule makes a hundred thousand small things and throws them away.
#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

/// Which schedules.
#[derive(Parser)]
#[command(name = "harken simulate", version, about = "Deterministic simulation of every step, with faults")]
struct Ask {
    /// Replay this schedule and tell all that happens in it.
    #[arg(long)]
    seed: Option<u64>,
    /// With `--seed`: make it as small as it can be while it fails, then replay that.
    #[arg(long)]
    shrink: bool,
    /// Run this many schedules.
    #[arg(long, alias = "schedules", default_value_t = 10_000)]
    count: u64,
    /// From this seed on.
    #[arg(long, default_value_t = 1)]
    from: u64,
    /// Keep here which seeds are done, and go on from there when it is asked for the same again.
    #[arg(long)]
    state: Option<PathBuf>,
    /// Begin none after so many minutes: with `--state`, the rest is for the next time.
    #[arg(long, requires = "state")]
    minutes: Option<u64>,
    /// Plant every mistake, one after the other: each must be found within 200 schedules.
    #[arg(long)]
    planted: bool,
    /// Plant a mistake, by its name in docs/proof.md.
    #[arg(long, value_parser = |name: &str| Bug::named(name).ok_or("no mistake of this name is planted: see docs/proof.md"))]
    plant: Option<Bug>,
}

fn main() -> ExitCode {
    let ask = Ask::parse();
    let held = match (ask.seed, ask.planted) {
        (Some(seed), _) => replay(seed, ask.shrink, ask.plant),
        (None, true) => planted(),
        (None, false) => {
            let within = ask.minutes.map(|minutes| Duration::from_secs(60 * minutes));
            long::run_all(&Plan { from: ask.from, count: ask.count, bug: ask.plant, state: ask.state, within })
        }
    };
    if held { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn replay(seed: u64, small: bool, bug: Option<Bug>) -> bool {
    let shape = Shape::of(seed);
    let shape = if small { shrink(&shape, bug) } else { shape };
    println!("{shape}");
    let (report, lines) = trace(&shape, bug);
    lines.iter().for_each(|line| println!("{line}"));
    println!("{shape}");
    report.violations.iter().for_each(|violation| println!("VIOLATION {violation}"));
    println!("{} steps, {} things written, {} answers shown", report.steps, report.written, report.shown);
    report.violations.is_empty()
}

/// Whether the examiner sees each mistake, with how many schedules that took.
fn planted() -> bool {
    let mut all = true;
    for bug in Bug::ALL {
        match first_found(bug, WITHIN) {
            Some(schedules) => println!("| {bug:?} | {schedules} |"),
            None => {
                all = false;
                println!("{bug:?} was not found within {WITHIN} schedules");
            }
        }
    }
    all
}

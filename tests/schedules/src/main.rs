//! `harken-schedules`: runs schedules of the deterministic simulation, or replays one with its trace.

use std::{
    process::ExitCode,
    sync::atomic::{AtomicU64, Ordering},
    time::Instant,
};

use clap::Parser;
use schedules::{Bug, Shape, run, shrink, trace};

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
    #[arg(long, default_value_t = 10_000)]
    count: u64,
    /// From this seed on.
    #[arg(long, default_value_t = 1)]
    from: u64,
    /// Plant a mistake, by its name in docs/proof.md.
    #[arg(long, value_parser = |name: &str| Bug::named(name).ok_or("no mistake of this name is planted: see docs/proof.md"))]
    plant: Option<Bug>,
}

fn main() -> ExitCode {
    let ask = Ask::parse();
    match ask.seed {
        Some(seed) => replay(seed, ask.shrink, ask.plant),
        None => many(ask.from, ask.count, ask.plant),
    }
}

fn replay(seed: u64, small: bool, bug: Option<Bug>) -> ExitCode {
    let shape = Shape::of(seed);
    let shape = if small { shrink(&shape, bug) } else { shape };
    println!("{shape}");
    let (report, lines) = trace(&shape, bug);
    lines.iter().for_each(|line| println!("{line}"));
    println!("{shape}");
    report.violations.iter().for_each(|violation| println!("VIOLATION {violation}"));
    println!("{} steps, {} things written, {} answers shown", report.steps, report.written, report.shown);
    if report.violations.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn many(from: u64, count: u64, bug: Option<Bug>) -> ExitCode {
    let (begun, next, failed) = (Instant::now(), AtomicU64::new(from), AtomicU64::new(0));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let (steps, written, shown) = (AtomicU64::new(0), AtomicU64::new(0), AtomicU64::new(0));
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= from + count {
                        return;
                    }
                    let report = run(&Shape::of(seed), bug);
                    steps.fetch_add(report.steps, Ordering::Relaxed);
                    written.fetch_add(report.written as u64, Ordering::Relaxed);
                    shown.fetch_add(report.shown as u64, Ordering::Relaxed);
                    if !report.violations.is_empty() {
                        failed.fetch_add(1, Ordering::Relaxed);
                        println!("seed {seed}: {}", report.violations.join("; "));
                    }
                }
            });
        }
    });
    let (failed, seconds) = (failed.into_inner(), begun.elapsed().as_secs_f64());
    println!(
        "{count} schedules from seed {from}: {failed} with violations. {} steps, {} things written, {} answers shown, {seconds:.1} s",
        steps.into_inner(),
        written.into_inner(),
        shown.into_inner()
    );
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

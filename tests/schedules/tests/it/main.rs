//! Schedules of the simulation: none may break an invariant, and planted mistakes must be found.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod field_failures;
mod lag;
mod queues;

use std::sync::atomic::{AtomicU64, Ordering};

use schedules::{Bug, Shape, run};

/// How many schedules run with every change; `SCHEDULES` says another number.
fn count() -> u64 {
    std::env::var("SCHEDULES").ok().and_then(|count| count.parse().ok()).unwrap_or(2_000)
}

/// Runs `count` seeds on all cores, until `stop` says so.
fn all(from: u64, count: u64, bug: Option<Bug>, found: impl Fn(u64, Vec<String>) -> bool + Sync) {
    let next = AtomicU64::new(from);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= from + count {
                        return;
                    }
                    let report = run(&Shape::of(seed), bug);
                    if !report.violations.is_empty() && found(seed, report.violations) {
                        next.store(from + count, Ordering::Relaxed);
                    }
                }
            });
        }
    });
}

// proves I1, I4, I5, I6, I9, I10, I11, I12, I13, I14, I15, I18, I19, I20, I21, I23, I27 under F1 to F10 and F12 to F20
#[test]
fn no_schedule_breaks_an_invariant() {
    let failures = std::sync::Mutex::new(Vec::new());
    all(1, count(), None, |seed, violations| {
        failures.lock().unwrap().push(format!("harken simulate --seed {seed} --shrink: {}", violations.join("; ")));
        false
    });
    let failures = failures.into_inner().unwrap();
    assert!(failures.is_empty(), "{} schedules failed:\n{}", failures.len(), failures.join("\n"));
}

// proves that the examiner sees: every planted mistake within 200 schedules
#[test]
fn every_planted_mistake_is_found() {
    let mut missed = Vec::new();
    for bug in Bug::FOUND_SOON {
        let first = AtomicU64::new(u64::MAX);
        all(1, 200, Some(bug), |seed, _| {
            first.fetch_min(seed, Ordering::Relaxed);
            true
        });
        match first.into_inner() {
            u64::MAX => missed.push(bug),
            schedules => println!("| {bug:?} | {schedules} |"),
        }
    }
    assert!(missed.is_empty(), "not found within 200 schedules: {missed:?}");
}

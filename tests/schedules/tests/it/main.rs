//! Schedules of the simulation: none may break an invariant, and planted mistakes must be found.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod field_failures;
mod lag;
mod queues;
mod reported;

use std::sync::{
    Mutex,
    atomic::{AtomicU64, Ordering},
};

use schedules::{Bug, Shape, first_found, run};

/// How many schedules run beside the other tests; `SCHEDULES` says another number. `make test` runs two thousand with the program of
/// this package, and plants every mistake: what is found there is found here by its seed.
fn count() -> u64 {
    std::env::var("SCHEDULES").ok().and_then(|count| count.parse().ok()).unwrap_or(200)
}

// proves I1, I4, I5, I6, I9, I10, I11, I12, I13, I14, I15, I18, I19, I20, I21, I23, I27 under F1 to F10 and F12 to F20
#[test]
fn no_schedule_breaks_an_invariant() {
    let (next, failures) = (AtomicU64::new(1), Mutex::new(Vec::new()));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                for seed in std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed)).take_while(|seed| *seed <= count()) {
                    let violations = run(&Shape::of(seed), None).violations;
                    if !violations.is_empty() {
                        let how = format!("harken simulate --seed {seed} --shrink: {}", violations.join("; "));
                        failures.lock().unwrap().push(how);
                    }
                }
            });
        }
    });
    let failures = failures.into_inner().unwrap();
    assert!(failures.is_empty(), "{} schedules failed:\n{}", failures.len(), failures.join("\n"));
}

// proves that the examiner sees: some planted mistakes; all of them are `harken-schedules --planted`
#[test]
fn planted_mistakes_are_found() {
    for bug in [Bug::WholeBatchAck, Bug::NoConditions, Bug::OffersNeverDue, Bug::PlacesNeverFreed, Bug::EchoAsCustomer] {
        assert!(first_found(bug, 20).is_some(), "{bug:?} is not found");
    }
}

//! Whether the examiner sees a mistake, and how soon.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::{bug::Bug, run::run, shape::Shape};

/// A planted mistake must be found within so many schedules (quality.md section 4).
pub const WITHIN: u64 = 200;

/// The first of so many schedules that a planted mistake breaks, on all cores.
pub fn first_found(bug: Bug, within: u64) -> Option<u64> {
    let (next, first) = (AtomicU64::new(1), AtomicU64::new(u64::MAX));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed > within.min(first.load(Ordering::Relaxed)) {
                        return;
                    }
                    if !run(&Shape::of(seed), Some(bug)).violations.is_empty() {
                        first.fetch_min(seed, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    Some(first.into_inner()).filter(|first| *first <= within)
}

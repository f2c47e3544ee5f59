//! Runs of many schedules: on all cores, with what they came to, and to be gone on with after an interruption.

use std::{
    collections::BTreeMap,
    fs,
    path::PathBuf,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use schedules::{Bug, Shape, run};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Which schedules are to be run.
pub(crate) struct Plan {
    pub from: u64,
    pub count: u64,
    pub bug: Option<Bug>,
    /// Where it is kept how far they are.
    pub state: Option<PathBuf>,
    /// What is begun later than this is left for the next time.
    pub within: Option<Duration>,
}

/// What is done is written down this often, and at the end.
const PAUSE: Duration = Duration::from_secs(10);
/// A core takes so many at a time: what is done is then known by where it ends.
const SPAN: u64 = 50;

/// What schedules came to.
#[derive(Clone, Default, Serialize, Deserialize)]
struct Sums {
    /// The first seed.
    from: u64,
    /// Schedules done, from the first on without a gap.
    done: u64,
    /// Seeds of those in which something was wrong.
    failed: Vec<u64>,
    steps: u64,
    written: u64,
    shown: u64,
    /// Seconds it took, all cores together at work.
    seconds: f64,
    /// The programs that ran them, by what they consist of: more than one when the product changed on the way.
    programs: Vec<String>,
}

impl Sums {
    /// As it was written down; nothing if it is of another run.
    fn read(plan: &Plan) -> Option<Self> {
        let kept: Self = serde_json::from_str(&fs::read_to_string(plan.state.as_ref()?).ok()?).ok()?;
        Some(kept).filter(|kept| kept.from == plan.from)
    }

    fn write(&self, plan: &Plan) {
        let Some(path) = &plan.state else { return };
        // Beside it and then in its place: an interruption leaves the one or the other.
        let beside = path.with_extension("new");
        let text = serde_json::to_string(self).unwrap_or_default();
        if let Err(error) = fs::write(&beside, text).and_then(|()| fs::rename(&beside, path)) {
            eprintln!("how far it is cannot be kept in {}: {error}", path.display());
        }
    }

    fn add(&mut self, span: Sums) {
        self.done += span.done;
        self.failed.extend(span.failed);
        self.steps += span.steps;
        self.written += span.written;
        self.shown += span.shown;
    }
}

/// What is done, and what of it waits for something before it.
struct Books {
    sums: Sums,
    ahead: BTreeMap<u64, Sums>,
    written: Instant,
}

/// Runs them; whether all are done and held.
pub(crate) fn run_all(plan: &Plan) -> bool {
    let begun = Instant::now();
    let mut sums = Sums::read(plan).unwrap_or_default();
    sums.from = plan.from;
    if sums.done > 0 {
        println!("going on after {} schedules from seed {}, {} of them with violations", sums.done, plan.from, sums.failed.len());
    }
    // Read only where it is kept: that takes as long as some schedules.
    let program = if plan.state.is_some() { program() } else { String::new() };
    if !program.is_empty() && !sums.programs.contains(&program) {
        sums.programs.push(program);
    }
    let (before, next) = (sums.seconds, AtomicU64::new(sums.done));
    let books = Mutex::new(Books { sums, ahead: BTreeMap::new(), written: begun });
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while plan.within.is_none_or(|within| begun.elapsed() < within) {
                    let place = next.fetch_add(SPAN, Ordering::Relaxed);
                    if place >= plan.count {
                        return;
                    }
                    let span = span(plan, place);
                    let mut books = books.lock().unwrap_or_else(PoisonError::into_inner);
                    let Books { sums, ahead, written } = &mut *books;
                    ahead.insert(place, span);
                    while let Some(span) = ahead.remove(&sums.done) {
                        sums.add(span);
                    }
                    if written.elapsed() > PAUSE {
                        *written = Instant::now();
                        sums.seconds = before + begun.elapsed().as_secs_f64();
                        sums.write(plan);
                    }
                }
            });
        }
    });
    let Books { mut sums, .. } = books.into_inner().unwrap_or_else(PoisonError::into_inner);
    sums.seconds = before + begun.elapsed().as_secs_f64();
    sums.write(plan);
    println!(
        "{} schedules from seed {}: {} with violations. {} steps, {} things written, {} answers shown, {:.1} s",
        sums.done,
        plan.from,
        sums.failed.len(),
        sums.steps,
        sums.written,
        sums.shown,
        sums.seconds
    );
    if sums.programs.len() > 1 {
        println!("run by {} builds, one after another: {}", sums.programs.len(), sums.programs.join(", "));
    }
    if !sums.failed.is_empty() {
        println!("with violations: {:?}", sums.failed);
    }
    sums.failed.is_empty() && sums.done >= plan.count
}

/// The schedules from a place on.
fn span(plan: &Plan, place: u64) -> Sums {
    let mut sums = Sums::default();
    for seed in plan.from + place..plan.from + (place + SPAN).min(plan.count) {
        let report = run(&Shape::of(seed), plan.bug);
        sums.done += 1;
        sums.steps += report.steps;
        sums.written += report.written as u64;
        sums.shown += report.shown as u64;
        if !report.violations.is_empty() {
            sums.failed.push(seed);
            println!("seed {seed}: {}", report.violations.join("; "));
        }
    }
    sums
}

/// This program by what it consists of.
fn program() -> String {
    let bytes = std::env::current_exe().and_then(fs::read).unwrap_or_default();
    Sha256::digest(bytes)[..6].iter().map(|byte| format!("{byte:02x}")).collect()
}

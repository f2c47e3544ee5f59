//! Every parser that sees the outside, as a function of bytes: for libFuzzer (`libfuzzer/`), for the corpus in `corpus/`,
//! and for bounded random runs on a stable compiler. A target panics when what must hold does not.

mod mutate;
mod targets;

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use rustix::time::{ClockId, clock_gettime};

pub use mutate::Mutator;
pub use targets::{TARGETS, Target, named};

/// No input may take longer than this in a release build (quality.md section 4), on the processor: what else the machine does
/// meanwhile is not the parser's.
pub const PATIENCE: Duration = Duration::from_millis(10);

/// What a run came to.
#[derive(Debug, Clone)]
pub struct Ran {
    /// Inputs tried.
    pub runs: u64,
    /// The slowest, at its best of three tries.
    pub slowest: Duration,
    /// The slowest input itself.
    pub input: Vec<u8>,
}

/// The folder of a target's committed inputs.
pub fn corpus(target: &Target) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target.name)
}

/// The folder of inputs that any target is given.
fn hostile() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/any")
}

/// Its committed inputs, and those that are made from the samples of the repository.
pub fn seeds(target: &Target) -> Vec<Vec<u8>> {
    let folders = [corpus(target), hostile()];
    let mut files: Vec<PathBuf> =
        folders.iter().flat_map(|folder| fs::read_dir(folder).into_iter().flatten().flatten().map(|file| file.path())).collect();
    files.sort();
    let committed = files.iter().filter_map(|file| fs::read(file).ok());
    committed.chain((target.seeds)()).collect()
}

/// Runs a target over its seeds, and then over what chance makes of them.
pub fn run(target: &Target, runs: u64, seed: u64) -> Ran {
    let mut mutator = Mutator::new(seeds(target), seed);
    let mut ran = Ran { runs: 0, slowest: Duration::ZERO, input: vec![] };
    while ran.runs < runs {
        let input = mutator.input();
        let took = time(target, &input);
        if took > ran.slowest {
            // A busy machine makes any input slow once; a slow input is slow each time.
            let again = (0..2).map(|_| time(target, &input)).min().unwrap_or(took);
            if took.min(again) > ran.slowest {
                ran.slowest = took.min(again);
                ran.input = input;
            }
        }
        ran.runs += 1;
    }
    ran
}

fn time(target: &Target, input: &[u8]) -> Duration {
    let begun = on_the_processor();
    (target.run)(input);
    on_the_processor().saturating_sub(begun)
}

/// How long this thread has run.
fn on_the_processor() -> Duration {
    let ran = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(ran.tv_sec.unsigned_abs(), ran.tv_nsec.unsigned_abs() as u32)
}

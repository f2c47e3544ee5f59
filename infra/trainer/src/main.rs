//! Trains and measures the embedded analyser. `trainer train` makes the weights from the data its manifest names, bit for
//! bit the committed ones; `trainer evaluate` measures the committed ones and writes `docs/analysis.md`.

mod corpus;
mod crossed;
mod dials;
mod figures;
mod learn;
mod manifest;
mod patterns;
mod report;
mod sources;
mod trial;
mod work;

use std::{path::PathBuf, process::ExitCode};

use work::Failure;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["train"] => work::train(&places(), work::Keep::Write),
        ["train", "--check"] => work::train(&places(), work::Keep::Compare),
        ["evaluate"] => report::evaluate(&places(), report::Keep::Write),
        ["evaluate", "--print"] => report::evaluate(&places(), report::Keep::Print),
        ["errors", language] => report::errors(&places(), language),
        ["blind"] => report::blind(&places()),
        ["crossed", language] => work::show_crossed(&places(), language),
        ["trial", language, changes @ ..] => trial::run(&places(), language, changes),
        ["patterns", language] => work::show_patterns(&places(), language),
        _ => Err(Failure::new(
            "usage: trainer train [--check] | evaluate [--print] | blind | errors en|ko|ja | crossed en|ko|ja | patterns en|ko|ja | \
             trial en|ko|ja bits=19 again=0.2 base.weights.ko-nsmc=1.5 …",
        )),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("trainer: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// Where things are.
struct Places {
    /// The trainer's own folder, with manifest and authored data.
    own: PathBuf,
    /// The data sets, which are not part of the repository.
    datasets: PathBuf,
    /// The weights.
    weights: PathBuf,
    /// The report.
    report: PathBuf,
}

fn places() -> Places {
    let own = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let root = own.join("../..");
    let shared = std::env::var_os("HARKEN_SHARED").map_or_else(|| root.join("../shared"), PathBuf::from);
    Places {
        datasets: shared.join("datasets"),
        weights: root.join("shared/analyser/data/weights"),
        report: root.join("docs/analysis.md"),
        own,
    }
}

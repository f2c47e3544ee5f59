//! The committed inputs, and a bounded run of random ones, with every change.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use fuzz::{TARGETS, run, seeds};

// proves "0 panics" (quality.md section 4, fuzz): the corpus and three thousand inputs of each target, on a stable compiler
#[test]
fn no_input_breaks_a_parser() {
    for target in &TARGETS {
        assert!(!seeds(target).is_empty(), "{} begins with nothing", target.name);
        let ran = run(target, 3_000, 17);
        // Unoptimised it is some ten times slower than what is deployed; libFuzzer and `harken-fuzz` hold the real limit.
        assert!(
            ran.slowest < fuzz::PATIENCE * 20,
            "{}: {:?} for {:?}",
            target.name,
            ran.slowest,
            String::from_utf8_lossy(&ran.input)
        );
    }
}

// proves that each target is one of libFuzzer, too
#[test]
fn every_target_is_one_of_libfuzzer() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("libfuzzer");
    let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    for target in &TARGETS {
        assert!(folder.join(format!("fuzz_targets/{}.rs", target.name)).exists(), "{}", target.name);
        assert!(manifest.contains(&format!("name = \"{}\"", target.name)), "{} is not in the manifest", target.name);
    }
}

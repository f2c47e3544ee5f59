//! The README is true: its commands, run one after the other as a newcomer would, end in an answered message.

use std::{fs, path::PathBuf, process::Command};

fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// The `sh` blocks of the README as one script. `make up` builds with cargo and takes fixed ports: the test has built
/// already, and must not meet a system that somebody runs; so it starts the same program on free ports.
fn script() -> String {
    let readme = fs::read_to_string(project().join("README.md")).unwrap();
    let blocks: Vec<&str> = readme.split("```sh\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert_eq!(blocks.iter().filter(|block| block.trim() == "make up").count(), 1, "the README begins with `make up`");
    let walk: String = blocks.into_iter().filter(|block| block.trim() != "make up").collect();
    format!("set -e\ntarget/debug/harken up --background --any-port\ntrap 'target/debug/harken down' EXIT\n{walk}")
}

// proves SUP-06: from a clone to the first answered message by the README alone
#[test]
fn the_walk_of_the_readme_ends_in_an_answered_message() {
    let folder = std::env::temp_dir().join(format!("harken-readme-{}", std::process::id()));
    fs::create_dir_all(folder.join("infra")).unwrap();
    fs::copy(project().join("infra/template.yaml"), folder.join("infra/template.yaml")).unwrap();
    fs::create_dir_all(folder.join("target")).unwrap();
    let binaries = std::env::current_exe().unwrap().parent().unwrap().parent().unwrap().to_owned();
    assert!(
        binaries.join("harken").is_file(),
        "{} is not built: run `make test`, which builds it",
        binaries.join("harken").display()
    );
    let debug = folder.join("target/debug");
    if !debug.exists() {
        std::os::unix::fs::symlink(&binaries, &debug).unwrap();
    }
    let ran = Command::new("sh").arg("-c").arg(script()).current_dir(&folder).output().unwrap();
    let said = format!("{}\n{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    let _ = fs::remove_dir_all(&folder);
    assert!(ran.status.success(), "{said}");
    assert!(said.contains("遅れ"), "the canned answer in the customer's language: {said}");
}

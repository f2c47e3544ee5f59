//! `docs/new-channel.md` is true: its commands, one after the other, do what it says.

use std::{fs, path::PathBuf, process::Command};

// proves SUP-06, DEV-02: every command of the guide runs, and shows what the page says
#[test]
fn the_commands_of_the_guide_for_a_new_channel_run() {
    let project = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap();
    let guide = fs::read_to_string(project.join("docs/new-channel.md")).unwrap();
    let blocks: Vec<&str> = guide.split("```sh\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert!(blocks.len() >= 4, "only {} blocks", blocks.len());
    let binaries = std::env::current_exe().unwrap().parent().unwrap().parent().unwrap().to_owned();
    assert!(binaries.join("harken").is_file(), "harken is not built: run `make test`, which builds it");
    let script =
        format!("set -e\n{}", blocks.concat()).replace("target/debug/harken", &binaries.join("harken").display().to_string());
    let ran = Command::new("sh").arg("-c").arg(script).current_dir(&project).output().unwrap();
    let said = format!("{}\n{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert!(ran.status.success(), "{said}");
}

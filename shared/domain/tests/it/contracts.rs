//! The published shapes and the Rust types are one thing (architecture.md section 7).

use std::{collections::BTreeSet, fs, path::PathBuf};

use domain::event::{Envelope, contracts};

use crate::examples;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../events/contracts")
}

fn rewriting() -> bool {
    std::env::var_os("UPDATE").is_some()
}

// proves INT: a change of a type is a visible change of its published schema
#[test]
fn every_schema_file_is_made_from_its_type() {
    for (name, version, schema) in contracts() {
        let file = folder().join(format!("{name}.v{version}.schema.json"));
        let made = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        if rewriting() {
            fs::write(&file, &made).unwrap();
        }
        let kept = fs::read_to_string(&file).unwrap_or_default();
        assert!(kept == made, "{} differs from its type: run `make contracts` and read the diff", file.display());
    }
}

#[test]
fn every_example_reads_and_writes_back_the_same() {
    for (name, version, _) in contracts() {
        let file = folder().join(format!("{name}.v{version}.json"));
        if rewriting() && !file.exists() {
            let example = examples::all().into_iter().find(|envelope| envelope.payload.name() == name);
            let example = example.unwrap_or_else(|| panic!("write an example of {name} in tests/it/examples.rs"));
            fs::write(&file, serde_json::to_string_pretty(&example).unwrap() + "\n").unwrap();
        }
        let text = fs::read_to_string(&file).unwrap_or_else(|_| panic!("{name}.v{version} has no example: run `make contracts`"));
        let read: Envelope = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        assert_eq!(read.payload.name(), name);
        assert_eq!(read.version, version);
        let before: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_value(&read).unwrap(), before, "{} does not survive reading and writing", file.display());
    }
}

#[test]
fn no_file_is_claimed_by_no_type() {
    let claimed: BTreeSet<String> = contracts()
        .into_iter()
        .flat_map(|(name, version, _)| [format!("{name}.v{version}.schema.json"), format!("{name}.v{version}.json")])
        .collect();
    for entry in fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(claimed.contains(&name), "events/contracts/{name} belongs to no type");
    }
}

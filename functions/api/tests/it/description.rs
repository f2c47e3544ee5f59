//! The description and the routes are one.

use crate::house::{DESCRIPTION, House};

// proves INT-01, S10: the committed description is what the routes say; `UPDATE=1` writes it anew
#[test]
fn the_committed_description_is_that_of_the_routes() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");
    let mut now = serde_json::to_string_pretty(&*DESCRIPTION).unwrap();
    now.push('\n');
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &now).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap();
    assert!(committed == now, "functions/api/openapi.json is stale: run `UPDATE=1 cargo test -p api description` and commit it");
}

// proves INT-01: every operation has a name, words for people, and every error it can answer with
#[test]
fn every_operation_is_described() {
    let mut names = std::collections::BTreeSet::new();
    for (path, item) in DESCRIPTION["paths"].as_object().unwrap() {
        assert!(path.starts_with("/v1/"), "{path}");
        for (method, operation) in item.as_object().unwrap() {
            let place = format!("{method} {path}");
            assert!(operation["summary"].as_str().is_some_and(|text| !text.is_empty()), "{place}");
            assert!(names.insert(operation["operationId"].as_str().unwrap().to_owned()), "{place}");
            let responses = operation["responses"].as_object().unwrap();
            for status in ["400", "401", "403", "429", "500", "503"] {
                let schema = &responses[status]["content"]["application/json"]["schema"]["$ref"];
                assert_eq!(schema, "#/components/schemas/Failed", "{place} {status}");
            }
            assert!(responses.keys().any(|status| status.starts_with('2')), "{place}");
        }
    }
}

// proves INT-01: what is referred to is there
#[test]
fn no_reference_leads_nowhere() {
    fn walk(value: &serde_json::Value, found: &mut Vec<String>) {
        match value {
            serde_json::Value::Object(fields) => {
                found.extend(fields.get("$ref").and_then(|to| to.as_str()).map(str::to_owned));
                fields.values().for_each(|value| walk(value, found));
            }
            serde_json::Value::Array(all) => all.iter().for_each(|value| walk(value, found)),
            _ => {}
        }
    }
    let mut references = Vec::new();
    walk(&DESCRIPTION, &mut references);
    assert!(references.len() > 50);
    for reference in references {
        let pointer = reference.trim_start_matches('#');
        assert!(DESCRIPTION.pointer(pointer).is_some(), "{reference}");
    }
}

#[tokio::test]
async fn the_description_is_served() {
    let served = House::empty().agent().get("/v1/openapi.json").await.ok();
    assert!(served == *DESCRIPTION, "the description served is another one");
}

/// The files under a folder, as text.
fn sources(folder: &std::path::Path, all: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { sources(&path, all) } else { all.push(std::fs::read_to_string(path).unwrap()) }
    }
}

// proves INT-01: two shapes of one name would be one in the description, and which of them is chance
#[test]
fn every_shape_has_a_name_of_its_own() {
    let mut files = Vec::new();
    sources(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut files);
    let mut names = std::collections::BTreeSet::new();
    let mut again = Vec::new();
    for file in &files {
        let mut described = false;
        for line in file.lines().map(str::trim) {
            described |= line.starts_with("#[derive(") && line.contains("ToSchema");
            let mut words = line.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
            let declares = words.by_ref().any(|word| word == "struct" || word == "enum") && !line.starts_with("//");
            // A closed set of words: `Name: domain::Type;`.
            let word = line
                .split_once(": ")
                .filter(|(name, of)| of.contains("::") && of.ends_with(';') && name.starts_with(char::is_uppercase));
            let name = word.map(|(name, _)| name).or_else(|| words.next().filter(|_| declares && std::mem::take(&mut described)));
            again.extend(name.filter(|name| !names.insert((*name).to_owned())).map(str::to_owned));
        }
    }
    assert!(names.len() > 200 && names.contains("Page") && names.contains("Sentiment"), "{names:?}");
    assert_eq!(again, [""; 0], "call one of them otherwise");
}

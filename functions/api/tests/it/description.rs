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

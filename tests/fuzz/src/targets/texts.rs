//! What admins and agents write, and what lies in queues.

use std::{collections::BTreeMap, fs, path::Path};

use domain::{
    canned::fill,
    event::Envelope,
    query::{Fields, Query, Text},
    rule::Condition,
};
use serde_json::Value;

/// A query, a line break, a text to look for it in.
pub(super) fn query(input: &[u8]) {
    let input = String::from_utf8_lossy(input);
    let (source, text) = input.split_once('\n').unwrap_or((&input, ""));
    let Ok(query) = Query::parse(source) else { return };
    let printed = query.print();
    assert_eq!(Query::parse(&printed).ok().as_ref(), Some(&query), "{source:?} prints as {printed:?}, which is another query");
    // Every place that is shown as the reason is a piece of the text as it was given.
    for span in query.spans(&Text::new(text), &Fields::default()) {
        assert!(text.get(span.clone()).is_some_and(|piece| !piece.is_empty()), "{source:?} points to {span:?} of {text:?}");
    }
}

pub(super) fn queries() -> Vec<Vec<u8>> {
    [
        "배송 OR delivery\n배송이 아직도",
        "(refund OR 환불) -spam \"not yet\"\nrefund not yet",
        "NOT (a AND b)\nc",
        "#brand @user \"a b\"~3\na b",
        "返金 OR かえきん\n返金してください",
    ]
    .map(|text| text.as_bytes().to_vec())
    .into()
}

/// A rule's condition as JSON.
pub(super) fn condition(input: &[u8]) {
    let Ok(value) = serde_json::from_slice::<Value>(input) else { return };
    match Condition::read(&value, "condition") {
        Ok(condition) => {
            let written = serde_json::to_value(&condition).unwrap_or_default();
            assert_eq!(Condition::read(&written, "condition").ok().as_ref(), Some(&condition), "{written} is another condition");
        }
        Err(problems) => assert!(!problems.is_empty(), "refused without a reason"),
    }
}

pub(super) fn conditions() -> Vec<Vec<u8>> {
    [
        r#"{"all":[{"field":"sentiment","operator":"is","value":"negative"},{"not":{"field":"platform","operator":"one_of","value":["line","x"]}}]}"#,
        r#"{"any":[{"field":"text","operator":"matches","value":"refund OR 환불"},{"field":"keyword","operator":"is","value":"배송"}]}"#,
        r#"{"field":"author","operator":"is_unknown"}"#,
    ]
    .map(|text| text.as_bytes().to_vec())
    .into()
}

/// A canned response, a line break, a value for its variables.
pub(super) fn canned(input: &[u8]) {
    let input = String::from_utf8_lossy(input);
    let (text, value) = input.split_once('\n').unwrap_or((&input, "Mina"));
    let given = BTreeMap::from([("customer.name".to_owned(), value.to_owned()), ("agent.name".to_owned(), "{{x}}".to_owned())]);
    if let Ok(filled) = fill(text, &given) {
        assert!(text.contains("{{") || filled == text);
    }
}

pub(super) fn canned_texts() -> Vec<Vec<u8>> {
    [
        "Hello {{customer.name}}, this is {{ agent.name }}.\nMina",
        "{{",
        "{{}}",
        "{{customer.name}}{{customer.name}}\n{{customer.name}}",
    ]
    .map(|text| text.as_bytes().to_vec())
    .into()
}

/// What lies in a queue.
pub(super) fn envelope(input: &[u8]) {
    let Ok(envelope) = serde_json::from_slice::<Envelope>(input) else { return };
    let written = serde_json::to_string(&envelope).unwrap_or_default();
    assert_eq!(serde_json::from_str::<Envelope>(&written).ok().as_ref(), Some(&envelope), "it does not survive its queue");
}

pub(super) fn envelopes() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../events/contracts");
    let mut files: Vec<_> = fs::read_dir(folder).into_iter().flatten().flatten().map(|file| file.path()).collect();
    files.retain(|file| !file.to_string_lossy().ends_with(".schema.json"));
    files.sort();
    files.iter().filter_map(|file| fs::read(file).ok()).collect()
}

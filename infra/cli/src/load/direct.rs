//! Private messages: each must be in its conversation, once.

use std::collections::{BTreeMap, BTreeSet};

use domain::time::Timestamp;
use serde_json::Value;

use crate::{failure::Failure, house::House};

/// The texts of a time, and how often each is there.
pub type Said = BTreeMap<String, u64>;

/// Everything said since a moment in conversations that wait, are offered, or are with one of `agents`.
///
/// # Errors
/// When the API refuses a page.
pub async fn said(house: &House, token: &str, agents: &[&str], since: Timestamp) -> Result<Said, Failure> {
    let mut open = BTreeSet::new();
    let held = agents.iter().flat_map(|agent| ["offered", "with"].map(|which| format!("box={which}&agent={agent}")));
    for inbox in held.chain(["box=waiting".to_owned()]) {
        for conversation in all(house, token, &format!("/v1/inbox?{inbox}&limit=100")).await? {
            open.extend(conversation["id"].as_str().map(str::to_owned));
        }
    }
    let mut said = Said::new();
    for conversation in open {
        for row in all(house, token, &format!("/v1/conversations/{conversation}/messages?since={since}&limit=100")).await? {
            if let Some(text) = row["text"].as_str() {
                *said.entry(text.to_owned()).or_default() += 1;
            }
        }
    }
    Ok(said)
}

/// Every item of a listing.
///
/// # Errors
/// When the API refuses a page.
pub async fn all(house: &House, token: &str, path: &str) -> Result<Vec<Value>, Failure> {
    let mut items = Vec::new();
    let mut cursor = String::new();
    loop {
        let mut page = house.api(token, "GET", &format!("{path}{cursor}"), None).await?;
        if let Value::Array(more) = page["items"].take() {
            items.extend(more);
        }
        let Some(next) = page["next"].as_str() else { return Ok(items) };
        cursor = format!("&cursor={next}");
    }
}

/// How many of these are missing, and how many are there more than once.
pub fn missing_and_doubled(said: &Said, expected: impl Iterator<Item = String>) -> (u64, u64) {
    expected.fold((0, 0), |(missing, doubled), text| match said.get(&text) {
        None => (missing + 1, doubled),
        Some(1) => (missing, doubled),
        Some(_) => (missing, doubled + 1),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_there_is_missing_and_what_is_there_twice_is_doubled() {
        let said = Said::from([("one".to_owned(), 1), ("two".to_owned(), 2), ("we answer".to_owned(), 9)]);
        assert_eq!(missing_and_doubled(&said, ["one", "two", "three"].map(str::to_owned).into_iter()), (1, 1));
    }
}

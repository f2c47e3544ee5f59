//! The budgets, by counts alone: the same on every machine.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use bench::{Sizes, batched, judge, laws, one_by_one};

// proves quality.md section 7 and the growth laws of section 8
#[test]
fn every_budget_holds() {
    let (_, mut measured) = batched();
    measured.push(one_by_one().1);
    measured.extend(laws(Sizes::QUICK));
    let missed: Vec<String> = judge(&measured).iter().map(ToString::to_string).collect();
    assert!(missed.is_empty(), "budgets missed:\n{}", missed.join("\n"));
}

// proves that a budget can be missed, and that one which nobody measures is
#[test]
fn a_budget_that_is_missed_is_told_with_its_two_numbers() {
    let said: Vec<String> = judge(&[]).iter().map(ToString::to_string).collect();
    assert!(said.iter().all(|said| said.ends_with("nobody measures it")) && !said.is_empty(), "{said:?}");
}

//! The budgets, by counts alone: the same on every machine.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use bench::{Measured, Sizes, batched, idle, judge, laws, one_by_one, screens};
use prices::{Prices, budgets};

// proves quality.md section 7 and the growth laws of section 8
#[test]
fn every_budget_holds() {
    let prices = Prices::read().unwrap();
    let (_, mut measured) = batched(&prices);
    measured.push(one_by_one(&prices).1);
    measured.extend(laws(Sizes::QUICK));
    measured.extend(screens(&prices));
    measured.push(idle(&prices));
    let missed: Vec<String> = judge(&budgets().unwrap(), &measured).iter().map(ToString::to_string).collect();
    assert!(missed.is_empty(), "budgets missed:\n{}", missed.join("\n"));
}

// proves that a budget can be missed, and that one which nobody measures is
#[test]
fn a_budget_that_is_missed_is_told_with_its_two_numbers() {
    let budgets = budgets().unwrap();
    let (first, others) = budgets.split_first().unwrap();
    let at = |value: f64| judge(&budgets, &[Measured { quantity: first.quantity.clone(), value }]);
    let unmeasured = |told: &[bench::Missed]| told.iter().filter(|told| told.to_string().ends_with("nobody measures it")).count();
    let (held, over) = (at(first.fails_at), at(first.fails_at + 1.0));
    assert_eq!((held.len(), unmeasured(&held)), (others.len(), others.len()), "the limit itself holds");
    assert_eq!((over.len(), unmeasured(&over)), (budgets.len(), others.len()));
    let told = format!("{}: {:.2}, and it fails at {}", first.quantity, first.fails_at + 1.0, first.fails_at);
    assert_eq!(over[0].to_string(), told);
}

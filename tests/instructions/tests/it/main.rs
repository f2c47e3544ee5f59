//! The budgets of allocations, which need no valgrind: counted with every change.
#![allow(clippy::unwrap_used)]

use instructions::{ALLOCATIONS, BYTES, KEYWORDS, Ready, Words, body};
use prices::{Budget, Measured, compute, judge};

/// Allocations and bytes of one message, the settings warm.
fn counted(words: Words) -> (u64, u64) {
    let (ready, body) = (Ready::with(KEYWORDS).unwrap(), body(words));
    let decide = |read| assert!(ready.decide(&body, false, read).unwrap(), "somebody is asked to take it");
    decide(ready.read().unwrap());
    let mut read = Some(ready.read().unwrap());
    let counted = allocation_counter::measure(|| read.take().into_iter().for_each(decide));
    (counted.count_total, counted.bytes_total)
}

// proves quality.md section 8: heap allocations and bytes of a message
#[test]
fn a_message_allocates_within_its_budgets() {
    let (english, korean) = (counted(Words::Ascii), counted(Words::Cjk));
    let measured =
        [Measured::new(ALLOCATIONS, english.0.max(korean.0) as f64), Measured::new(BYTES, english.1.max(korean.1) as f64)];
    let ours = |budget: &Budget| [ALLOCATIONS, BYTES].contains(&budget.quantity.as_str());
    let budgets: Vec<Budget> = compute().unwrap().into_iter().filter(ours).collect();
    assert_eq!(budgets.len(), 2);
    let missed: Vec<String> = judge(&budgets, &measured).iter().map(ToString::to_string).collect();
    assert!(missed.is_empty(), "budgets missed:\n{}", missed.join("\n"));
    assert!(english.0 > 0 && korean.1 > 0, "something is counted at all");
}

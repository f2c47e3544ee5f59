//! What holds against the table of budgets.

use std::fmt;

use prices::Budget;
use serde::Serialize;

/// A quantity that was counted.
#[derive(Debug, Clone, Serialize)]
pub struct Measured {
    /// As the table calls it.
    pub quantity: String,
    /// What it is.
    pub value: f64,
}

impl Measured {
    pub(crate) fn new(quantity: impl Into<String>, value: f64) -> Self {
        Self { quantity: quantity.into(), value }
    }
}

/// A budget that does not hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Missed {
    quantity: String,
    value: Option<f64>,
    fails_at: f64,
}

impl fmt::Display for Missed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.value {
            Some(value) => write!(f, "{}: {value:.2}, and it fails at {}", self.quantity, self.fails_at),
            None => write!(f, "{}: nobody measures it", self.quantity),
        }
    }
}

/// Every budget that is missed, and every one that nothing was measured for.
pub fn judge(budgets: &[Budget], measured: &[Measured]) -> Vec<Missed> {
    let missed = budgets.iter().filter_map(|budget| {
        let value = measured.iter().find(|measured| measured.quantity == budget.quantity).map(|measured| measured.value);
        let holds = value.is_some_and(|value| value <= budget.fails_at);
        (!holds).then_some(Missed { quantity: budget.quantity.clone(), value, fails_at: budget.fails_at })
    });
    missed.collect()
}

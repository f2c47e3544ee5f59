//! The table of budgets, and what holds against it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What a quantity may be.
#[derive(Debug, Clone, Deserialize)]
pub struct Budget {
    /// Which.
    pub quantity: String,
    /// What it should be, or less.
    pub target: f64,
    /// More than this fails the build.
    pub fails_at: f64,
}

#[derive(Deserialize)]
struct Table {
    budgets: Vec<Budget>,
    compute: Vec<Budget>,
}

impl Table {
    fn read() -> Result<Self, serde_json::Error> {
        serde_json::from_str(include_str!("../budgets.json"))
    }
}

/// The budgets of what is billed, which `tests/bench` counts.
///
/// # Errors
/// The file this program was built with is no such table.
pub fn budgets() -> Result<Vec<Budget>, serde_json::Error> {
    Table::read().map(|table| table.budgets)
}

/// The budgets of what is decided of one message, which `tests/instructions` counts.
///
/// # Errors
/// The file this program was built with is no such table.
pub fn compute() -> Result<Vec<Budget>, serde_json::Error> {
    Table::read().map(|table| table.compute)
}

/// A quantity that was counted.
#[derive(Debug, Clone, Serialize)]
pub struct Measured {
    /// As the table calls it.
    pub quantity: String,
    /// What it is.
    pub value: f64,
}

impl Measured {
    /// So much of a quantity.
    pub fn new(quantity: impl Into<String>, value: f64) -> Self {
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

//! The one table of budgets, and what holds against it.

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

/// The table.
///
/// # Panics
/// When the file this program was built with is not the table: a mistake of whoever changed it.
pub fn budgets() -> Vec<Budget> {
    #[derive(Deserialize)]
    struct File {
        budgets: Vec<Budget>,
    }
    let file: Result<File, _> = serde_json::from_str(include_str!("../../../infra/cli/data/budgets.json"));
    match file {
        Ok(file) => file.budgets,
        Err(error) => panic!("infra/cli/data/budgets.json: {error}"),
    }
}

/// Every budget that is missed, and every one that nothing was measured for.
pub fn judge(measured: &[Measured]) -> Vec<Missed> {
    let missed = budgets().into_iter().filter_map(|budget| {
        let value = measured.iter().find(|measured| measured.quantity == budget.quantity).map(|measured| measured.value);
        let holds = value.is_some_and(|value| value <= budget.fails_at);
        (!holds).then_some(Missed { quantity: budget.quantity, value, fails_at: budget.fails_at })
    });
    missed.collect()
}

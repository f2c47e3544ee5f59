//! What is started by the clock.

use crate::error::Error;
use crate::eventbridge::schedule::Expression;

/// A function that is started by the clock.
#[derive(Debug, Clone)]
pub struct Schedule {
    /// Physical name of the rule, which its events name.
    pub name: String,
    /// Name of the function.
    pub function: String,
    /// When.
    pub expression: Expression,
    /// The payload instead of the scheduled event.
    pub input: Option<String>,
}

impl Schedule {
    pub(super) fn new(at: &str, name: &str, function: String, expression: &str, input: Option<String>) -> Result<Self, Error> {
        let expression = Expression::read(expression).map_err(|reason| Error::template(at, reason))?;
        Ok(Self { name: name.to_owned(), function, expression, input })
    }
}

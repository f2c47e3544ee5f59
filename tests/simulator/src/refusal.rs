//! How the simulator says no to the script that drives it (never to the product: a platform has its own words).

use serde::{Deserialize, Serialize};

/// An order the simulator cannot follow, with what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("{message}")]
pub struct Refusal {
    /// HTTP status of the answer.
    #[serde(skip)]
    pub status: u16,
    /// A word for programs: `invalid`, `unknown`, `conflict`.
    pub code: String,
    /// A sentence for people.
    pub message: String,
}

impl Refusal {
    /// The order itself is wrong.
    pub fn invalid(message: impl Into<String>) -> Refusal {
        Refusal { status: 400, code: "invalid".to_owned(), message: message.into() }
    }

    /// The order names something the simulator has never heard of.
    pub fn unknown(message: impl Into<String>) -> Refusal {
        Refusal { status: 404, code: "unknown".to_owned(), message: message.into() }
    }

    /// The order cannot be followed in the present state.
    pub fn conflict(message: impl Into<String>) -> Refusal {
        Refusal { status: 409, code: "conflict".to_owned(), message: message.into() }
    }
}

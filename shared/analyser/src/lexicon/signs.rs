//! What signs of intent a text shows.

use domain::analysis::Intent;

/// A sign in the word lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    Of(Intent),
}

/// The signs found in a text.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Signs {
    pub churn: bool,
    pub comparison: bool,
    pub purchase: bool,
    pub suggestion: bool,
    pub question: bool,
}

impl Sign {
    /// The label of a line of the list.
    pub fn read(label: &str) -> Option<Self> {
        Some(match label {
            "churn_risk" => Sign::Of(Intent::ChurnRisk),
            "comparison" => Sign::Of(Intent::Comparison),
            "purchase_intent" => Sign::Of(Intent::PurchaseIntent),
            "suggestion" => Sign::Of(Intent::Suggestion),
            "question" => Sign::Of(Intent::Question),
            _ => return None,
        })
    }
}

impl Signs {
    pub fn add(&mut self, sign: Sign) {
        match sign {
            Sign::Of(Intent::ChurnRisk) => self.churn = true,
            Sign::Of(Intent::Comparison) => self.comparison = true,
            Sign::Of(Intent::PurchaseIntent) => self.purchase = true,
            Sign::Of(Intent::Suggestion) => self.suggestion = true,
            Sign::Of(Intent::Question) => self.question = true,
            // Complaint and praise follow from the stance; the lists have no lines for them.
            Sign::Of(Intent::Complaint | Intent::Praise | Intent::Other) => {}
        }
    }
}

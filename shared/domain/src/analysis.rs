//! What the analyser says of a text (text-analysis.md section 1).

use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The judgement of one text, with the engine that made it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Analysis {
    /// The language; none where it is not one we cover or cannot be told.
    pub language: Option<Language>,
    /// The author's stance towards the brand or its product, as written.
    pub sentiment: Sentiment,
    /// p(positive) − p(negative), −1 to 1, in hundredths.
    pub score: i8,
    /// How sure the engine is of `sentiment`, 0 to 100.
    pub confidence: u8,
    /// What the author wants.
    pub intent: Intent,
    /// How soon somebody must look.
    pub urgency: Urgency,
    /// Which engine judged, with its version: `embedded/1`.
    pub engine: String,
}

/// A language we judge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// English.
    En,
    /// Korean.
    Ko,
    /// Japanese.
    Ja,
}

/// The author's stance. `Unknown` is a result, not an error, and is left out of net sentiment (D-05).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sentiment {
    /// In favour.
    Positive,
    /// Against.
    Negative,
    /// Neither.
    Neutral,
    /// Cannot be said.
    Unknown,
}

/// What the author wants (text-analysis.md section 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Intent {
    /// Something went wrong for the author.
    Complaint,
    /// Asks for information or help without a failure.
    Question,
    /// Praises.
    Praise,
    /// Wants to buy.
    PurchaseIntent,
    /// Leaves, or says they will.
    ChurnRisk,
    /// Weighs two sides.
    Comparison,
    /// Asks for a feature or a change.
    Suggestion,
    /// None of these.
    Other,
}

/// How soon somebody must look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// No answer expected.
    Low,
    /// The rest.
    Normal,
    /// Safety, fraud, loss in progress, a deadline within a day, a threat to go public.
    High,
}

impl Intent {
    /// Every intent, in the order screens list them.
    pub const ALL: [Intent; 8] = [
        Intent::Complaint,
        Intent::Question,
        Intent::Praise,
        Intent::PurchaseIntent,
        Intent::ChurnRisk,
        Intent::Comparison,
        Intent::Suggestion,
        Intent::Other,
    ];

    /// The name in queries and figures.
    pub fn as_str(self) -> &'static str {
        match self {
            Intent::Complaint => "complaint",
            Intent::Question => "question",
            Intent::Praise => "praise",
            Intent::PurchaseIntent => "purchase_intent",
            Intent::ChurnRisk => "churn_risk",
            Intent::Comparison => "comparison",
            Intent::Suggestion => "suggestion",
            Intent::Other => "other",
        }
    }
}

impl Urgency {
    /// Every urgency, the least first.
    pub const ALL: [Urgency; 3] = [Urgency::Low, Urgency::Normal, Urgency::High];

    /// The name in queries and figures.
    pub fn as_str(self) -> &'static str {
        match self {
            Urgency::Low => "low",
            Urgency::Normal => "normal",
            Urgency::High => "high",
        }
    }
}

impl Language {
    /// Every language, in the order screens list them.
    pub const ALL: [Language; 3] = [Language::En, Language::Ko, Language::Ja];

    /// The tag: `en`, `ko`, `ja`.
    pub fn as_str(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::Ko => "ko",
            Language::Ja => "ja",
        }
    }
}

impl FromStr for Language {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|l| l.as_str() == text)
            .ok_or_else(|| format!("no language is called `{text}`: expected en, ko or ja"))
    }
}

impl Sentiment {
    /// Every class, in the order of D-08.
    pub const ALL: [Sentiment; 4] = [Sentiment::Positive, Sentiment::Negative, Sentiment::Neutral, Sentiment::Unknown];

    /// The name in keys and figures.
    pub fn as_str(self) -> &'static str {
        match self {
            Sentiment::Positive => "positive",
            Sentiment::Negative => "negative",
            Sentiment::Neutral => "neutral",
            Sentiment::Unknown => "unknown",
        }
    }
}

impl FromStr for Sentiment {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|s| s.as_str() == text)
            .ok_or_else(|| format!("no sentiment is called `{text}`: expected positive, negative, neutral or unknown"))
    }
}

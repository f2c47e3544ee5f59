//! What the analyser says of a text (text-analysis.md section 1).

use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The judgement of one text, with the engine that made it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Analysis {
    /// The language; none where it is not one we cover or cannot be told.
    pub language: Option<Language>,
    /// How sure the engine is of `language`, 0 to 100.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub language_confidence: u8,
    /// The author's stance towards the brand or its product, as written.
    pub sentiment: Sentiment,
    /// p(positive) − p(negative), −1 to 1, in hundredths.
    pub score: i8,
    /// How sure the engine is of `sentiment`, 0 to 100.
    pub confidence: u8,
    /// What the author wants.
    pub intent: Intent,
    /// What else they may want, the likeliest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub intents_secondary: Vec<Intent>,
    /// How soon somebody must look.
    pub urgency: Urgency,
    /// What is wrong with it besides: each once, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<Flag>,
    /// The words that speak loudest for it, in the order of the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// Which engine judged, with its version: `embedded/2`.
    pub engine: String,
}

/// A place in a text that speaks for a judgement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// Where it begins: in bytes of the text.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// What it speaks for.
    pub of: Aspect,
    /// What it says of that: a sentiment, an intent, or the rule of urgency that applied.
    pub says: String,
}

/// What a piece of evidence speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Aspect {
    /// The stance.
    Sentiment,
    /// What the author wants.
    Intent,
    /// How soon somebody must look.
    Urgency,
    /// What is wrong with it besides: a flag.
    Flag,
}

/// What may be wrong with an item besides what it says of the brand (ANL-16). It hides nothing by itself: rules and filters
/// may ask for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// Sent to many, to sell or to lure.
    Spam,
    /// Insults or threatens somebody.
    Abuse,
    /// Of harming oneself or others, or offering what is forbidden.
    Unsafe,
}

/// What kind of message it is for the people who answer (ANL-02): follows from the intent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MessageClass {
    /// Asks for something: information, a price, a thing to buy.
    GeneralInquiry,
    /// Something went wrong, or somebody leaves.
    Complaint,
    /// Says how the brand or its product compares, or could be better.
    Feedback,
    /// Praises, tells, chats: nobody waits for an answer.
    BrandEngagement,
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

/// What older judgements do not say is not written either.
fn is_zero(of: &u8) -> bool {
    *of == 0
}

impl Analysis {
    /// The judgement of what cannot be judged: nothing to judge by, or nothing we can read. Urgency stays normal, so that
    /// nobody is left waiting for it.
    pub fn unknown(engine: &str) -> Self {
        Self {
            language: None,
            language_confidence: 0,
            sentiment: Sentiment::Unknown,
            score: 0,
            confidence: 0,
            intent: Intent::Other,
            intents_secondary: Vec::new(),
            urgency: Urgency::Normal,
            flags: Vec::new(),
            evidence: Vec::new(),
            engine: engine.to_owned(),
        }
    }
}

impl Intent {
    /// Every intent, in the order of text-analysis.md section 1.
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

    /// The name on the wire.
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

    /// The class of a message with this intent (ANL-02).
    pub fn class(self) -> MessageClass {
        match self {
            Intent::Question | Intent::PurchaseIntent => MessageClass::GeneralInquiry,
            Intent::Complaint | Intent::ChurnRisk => MessageClass::Complaint,
            Intent::Comparison | Intent::Suggestion => MessageClass::Feedback,
            Intent::Praise | Intent::Other => MessageClass::BrandEngagement,
        }
    }
}

impl Urgency {
    /// Every urgency, the least first.
    pub const ALL: [Urgency; 3] = [Urgency::Low, Urgency::Normal, Urgency::High];

    /// The name on the wire, in queries and figures.
    pub fn as_str(self) -> &'static str {
        match self {
            Urgency::Low => "low",
            Urgency::Normal => "normal",
            Urgency::High => "high",
        }
    }
}

impl Flag {
    /// Every flag.
    pub const ALL: [Flag; 3] = [Flag::Spam, Flag::Abuse, Flag::Unsafe];

    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Flag::Spam => "spam",
            Flag::Abuse => "abuse",
            Flag::Unsafe => "unsafe",
        }
    }
}

impl MessageClass {
    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            MessageClass::GeneralInquiry => "general_inquiry",
            MessageClass::Complaint => "complaint",
            MessageClass::Feedback => "feedback",
            MessageClass::BrandEngagement => "brand_engagement",
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

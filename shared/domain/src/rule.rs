//! The condition language shared by the rules of the product: a field, an operator, a value; all, any, not.
//!
//! Three answers, not two: a fact nobody knows (a sentiment the analyser could not tell, a text that is not there)
//! makes a test neither true nor false, and `not` does not turn it into a match. Only `is_unknown` asks for it (ESC-02).

mod read;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    analysis::{Analysis, Intent, Language, Sentiment, Urgency},
    id::{AccountId, TopicId},
    inbound::Content,
    invalid::Invalid,
    mention::Mention,
    platform::{ContentType, Platform, Visibility},
    query::{Fields, Keyword, Query, Text, fold},
};

/// The most tests one condition may hold.
pub const MOST_TESTS: usize = 200;
/// The deepest nesting of all, any and not.
pub const DEEPEST: usize = 16;

/// When a rule applies. In JSON: `{"all": [...]}`, `{"any": [...]}`, `{"not": ...}`, or one test such as
/// `{"field": "sentiment", "operator": "is", "value": "negative"}`. `{"all": []}` is always true.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", try_from = "Value")]
#[schemars(!try_from)]
pub enum Condition {
    /// Every one holds.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
    /// It is known not to hold.
    Not(Box<Condition>),
    /// One fact.
    #[serde(untagged)]
    Test(Test),
}

/// A test of one fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "field", rename_all = "snake_case")]
pub enum Test {
    /// The words, by a query.
    Text(Matching),
    /// The words, by literal words or phrases.
    Keyword(Choice<Keyword>),
    /// The analyser's sentiment.
    Sentiment(Choice<Sentiment>),
    /// The analyser's intent.
    Intent(Choice<Intent>),
    /// The analyser's urgency.
    Urgency(Choice<Urgency>),
    /// The topics that caught it: `is` holds if one of them is it.
    Topic(Choice<TopicId>),
    /// Where it was said.
    Platform(Choice<Platform>),
    /// By which connection it came in.
    Account(Choice<AccountId>),
    /// The language it is written in.
    Language(Choice<Language>),
    /// What it is on its platform.
    ContentType(Choice<ContentType>),
    /// Public or private.
    Visibility(Choice<Visibility>),
    /// The public name of its author, in any case and width.
    Author(Choice<String>),
}

/// A test of a text by a query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "operator", content = "value", rename_all = "snake_case", deny_unknown_fields)]
pub enum Matching {
    /// The query matches the words.
    Matches(Query),
    /// There are no words.
    IsUnknown,
}

/// A test of a fact against values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "operator", content = "value", rename_all = "snake_case", deny_unknown_fields)]
pub enum Choice<T> {
    /// It is this.
    Is(T),
    /// It is known, and not this.
    IsNot(T),
    /// It is one of these.
    OneOf(Vec<T>),
    /// It is known, and none of these.
    NoneOf(Vec<T>),
    /// It is not known.
    IsUnknown,
}

/// What is known of an item when rules are asked.
#[derive(Debug, Clone)]
pub struct Facts {
    /// Where it was said.
    pub platform: Platform,
    /// By which connection it came in.
    pub account: AccountId,
    /// Public or private.
    pub visibility: Visibility,
    /// What it is on its platform; not known for reactions and the like.
    pub content_type: Option<ContentType>,
    /// The public name of its author.
    pub author: Option<String>,
    /// Its words, made ready for queries; none for a sticker, or words not fetched yet.
    pub text: Option<Text>,
    /// The topics that caught it.
    pub topics: Vec<TopicId>,
    /// The language it is written in.
    pub language: Option<Language>,
    /// None where the analyser has not been asked or could not tell.
    pub sentiment: Option<Sentiment>,
    /// None where the analyser has not been asked.
    pub intent: Option<Intent>,
    /// None where the analyser has not been asked.
    pub urgency: Option<Urgency>,
}

impl Facts {
    /// The facts of an item before analysis: place and words.
    pub fn new(platform: Platform, account: AccountId, visibility: Visibility) -> Self {
        Self {
            platform,
            account,
            visibility,
            content_type: None,
            author: None,
            text: None,
            topics: Vec::new(),
            language: None,
            sentiment: None,
            intent: None,
            urgency: None,
        }
    }

    /// The same as the fields of queries.
    pub fn fields(&self) -> Fields<'_> {
        let word = |text: &'static str| Some(text.into());
        Fields {
            authors: self.author.iter().map(|name| name.as_str().into()).collect(),
            language: self.language.and_then(|language| word(language.as_str())),
            platform: word(self.platform.as_str()),
            content_type: self.content_type.and_then(|kind| word(kind.as_str())),
            sentiment: self.sentiment.and_then(|sentiment| word(sentiment.as_str())),
            intent: self.intent.and_then(|intent| word(intent.as_str())),
            urgency: self.urgency.and_then(|urgency| word(urgency.as_str())),
            ..Fields::default()
        }
    }

    /// With its words.
    pub fn with_text(mut self, text: Option<&str>) -> Self {
        self.text = text.map(Text::new);
        self
    }

    /// With the analyser's judgement; what it could not tell stays unknown.
    pub fn with_analysis(mut self, analysis: &Analysis) -> Self {
        self.language = analysis.language;
        self.sentiment = Some(analysis.sentiment).filter(|&sentiment| sentiment != Sentiment::Unknown);
        self.intent = Some(analysis.intent);
        self.urgency = Some(analysis.urgency);
        self
    }
}

impl From<&Mention> for Facts {
    fn from(mention: &Mention) -> Self {
        let text = mention.content.as_ref().and_then(|Content { text, .. }| text.as_deref());
        let mut facts = Facts::new(mention.platform, mention.account.clone(), Visibility::Public)
            .with_text(text)
            .with_analysis(&mention.analysis);
        facts.content_type = Some(mention.content_type);
        facts.author = mention.author.as_ref().and_then(|author| author.name.clone());
        facts.topics = mention.topics().cloned().collect();
        facts
    }
}

impl Condition {
    /// Whether it is known to hold.
    pub fn check(&self, facts: &Facts) -> bool {
        self.answer(facts) == Some(true)
    }

    /// Reads a condition from JSON; every problem with its place under `field`.
    pub fn read(value: &Value, field: &str) -> Result<Self, Vec<Invalid>> {
        read::read(value, field)
    }

    /// Kleene's three-valued logic: one known answer that decides is enough, whatever else is unknown.
    fn answer(&self, facts: &Facts) -> Option<bool> {
        match self {
            Condition::All(parts) => decided(parts, facts, false),
            Condition::Any(parts) => decided(parts, facts, true),
            Condition::Not(part) => part.answer(facts).map(|holds| !holds),
            Condition::Test(test) => test.answer(facts),
        }
    }
}

/// `deciding` as soon as one part answers it; unknown if none does and one is unknown; else its opposite.
fn decided(parts: &[Condition], facts: &Facts, deciding: bool) -> Option<bool> {
    let mut known = true;
    for part in parts {
        match part.answer(facts) {
            Some(answer) if answer == deciding => return Some(deciding),
            Some(_) => {}
            None => known = false,
        }
    }
    known.then_some(!deciding)
}

impl TryFrom<Value> for Condition {
    type Error = String;
    fn try_from(value: Value) -> Result<Self, String> {
        Self::read(&value, "").map_err(|problems| {
            let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
            lines.join("\n")
        })
    }
}

impl Test {
    fn answer(&self, facts: &Facts) -> Option<bool> {
        let text = facts.text.as_ref();
        match self {
            Test::Text(Matching::Matches(query)) => text.and_then(|text| query.answer(text, &facts.fields())),
            Test::Text(Matching::IsUnknown) => Some(text.is_none()),
            Test::Keyword(choice) => choice.answer(text, |text, keyword| keyword.matches(text)),
            Test::Sentiment(choice) => choice.equals(facts.sentiment.as_ref()),
            Test::Intent(choice) => choice.equals(facts.intent.as_ref()),
            Test::Urgency(choice) => choice.equals(facts.urgency.as_ref()),
            // The topics are always known: being caught by none is knowledge.
            Test::Topic(Choice::IsUnknown) => Some(facts.topics.is_empty()),
            Test::Topic(choice) => choice.answer(Some(&facts.topics), |topics, topic| topics.contains(topic)),
            Test::Platform(choice) => choice.equals(Some(&facts.platform)),
            Test::Account(choice) => choice.equals(Some(&facts.account)),
            Test::Language(choice) => choice.equals(facts.language.as_ref()),
            Test::ContentType(choice) => choice.equals(facts.content_type.as_ref()),
            Test::Visibility(choice) => choice.equals(Some(&facts.visibility)),
            Test::Author(choice) => choice.answer(facts.author.as_ref(), |name, wanted| fold(name) == fold(wanted)),
        }
    }
}

impl<T> Choice<T> {
    fn answer<F: ?Sized>(&self, fact: Option<&F>, holds: impl Fn(&F, &T) -> bool) -> Option<bool> {
        match self {
            Choice::IsUnknown => Some(fact.is_none()),
            Choice::Is(value) => fact.map(|fact| holds(fact, value)),
            Choice::IsNot(value) => fact.map(|fact| !holds(fact, value)),
            Choice::OneOf(values) => fact.map(|fact| values.iter().any(|value| holds(fact, value))),
            Choice::NoneOf(values) => fact.map(|fact| !values.iter().any(|value| holds(fact, value))),
        }
    }

    fn equals(&self, fact: Option<&T>) -> Option<bool>
    where
        T: PartialEq,
    {
        self.answer(fact, |fact, value| fact == value)
    }

    pub(crate) fn values(&self) -> &[T] {
        match self {
            Choice::Is(value) | Choice::IsNot(value) => std::slice::from_ref(value),
            Choice::OneOf(values) | Choice::NoneOf(values) => values,
            Choice::IsUnknown => &[],
        }
    }

    fn is_empty_list(&self) -> bool {
        matches!(self, Choice::OneOf(_) | Choice::NoneOf(_)) && self.values().is_empty()
    }
}

//! The condition language shared by the rules of the product: a field, an operator, a value; all, any, not.
//!
//! Three answers, not two: a fact nobody knows (a sentiment the analyser could not tell, a text that is not there)
//! makes a test neither true nor false, and `not` does not turn it into a match. Only `is_unknown` asks for it (ESC-02).

mod read;
mod when;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    analysis::{Analysis, Flag, Intent, Language, MessageClass, Sentiment, Urgency},
    id::{AccountId, TopicId},
    inbound::{Content, Told},
    invalid::Invalid,
    mention::Mention,
    platform::{ContentType, Platform, Visibility},
    query::{Cost, Fields, Keyword, MOST_SPANS, Query, Span, Text, fold},
    time::{HOUR, Timestamp},
};

pub use when::{Day, Hours, Minute, When, Zone};

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
    /// Its author, by public name or by the platform's id, in any case and width: a list of them is a VIP list.
    Author(Choice<String>),
    /// Where it was said, or its author lives: codes such as `kr`.
    Country(Choice<String>),
    /// How many follow its author.
    Followers(Amount),
    /// Whether the platform vouches for its author.
    Verified(Choice<bool>),
    /// Whether its author has written to the brand before.
    KnownCustomer(Choice<bool>),
    /// Reactions, answers and shares an hour since it was said.
    EngagementPerHour(Amount),
    /// When it was said.
    Time(When),
    /// Spam, abuse, unsafe content: `is` holds if one of its flags is it.
    Flag(Choice<Flag>),
    /// What kind of message it is.
    MessageClass(Choice<MessageClass>),
}

/// A test of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "operator", content = "value", rename_all = "snake_case", deny_unknown_fields)]
pub enum Amount {
    /// This or more.
    AtLeast(u64),
    /// This or less.
    AtMost(u64),
    /// It is not known.
    IsUnknown,
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
    /// The platform's id of its author.
    pub author_id: Option<String>,
    /// How many follow its author.
    pub followers: Option<u64>,
    /// Whether the platform vouches for its author.
    pub verified: Option<bool>,
    /// Whether its author has written to the brand before.
    pub known_customer: Option<bool>,
    /// Where it was said, or its author lives.
    pub country: Option<String>,
    /// Reactions, answers and shares an hour since it was said.
    pub engagement_per_hour: Option<u64>,
    /// What is wrong with it besides, by the analyser; none where it has not been asked.
    pub flags: Option<Vec<Flag>>,
    /// Whether it passes on what somebody else said.
    pub repost: bool,
    /// Whether pictures or other files are attached.
    pub media: bool,
    /// When it was said.
    pub at: Option<Timestamp>,
    /// A number that follows from its name alone, and decides whether it is in a sample.
    pub lot: u64,
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
            author_id: None,
            followers: None,
            verified: None,
            known_customer: None,
            country: None,
            engagement_per_hour: None,
            flags: None,
            repost: false,
            media: false,
            at: None,
            lot: 0,
            text: None,
            topics: Vec::new(),
            language: None,
            sentiment: None,
            intent: None,
            urgency: None,
        }
    }

    /// What its author goes by.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.author.iter().chain(&self.author_id).map(String::as_str)
    }

    /// With what the platform told beside the words.
    pub fn with_told(mut self, told: &Told) -> Self {
        self.country = told.country.clone();
        self.followers = told.followers;
        self.verified = told.verified;
        self
    }

    /// What of it may be otherwise a minute later.
    pub fn circumstances(&self) -> Circumstances {
        Circumstances { known_customer: self.known_customer, engagement_per_hour: self.engagement_per_hour }
    }

    /// With what holds at the moment of a decision.
    pub fn with_circumstances(mut self, circumstances: Circumstances) -> Self {
        self.known_customer = circumstances.known_customer;
        self.engagement_per_hour = circumstances.engagement_per_hour;
        self
    }

    /// The same as the fields of queries.
    pub fn fields(&self) -> Fields<'_> {
        let word = |text: &'static str| Some(text.into());
        let (mut has, mut is) = (Vec::new(), Vec::new());
        if self.media {
            has.push("media".into());
        }
        if self.repost {
            is.push("repost".into());
        }
        if self.verified == Some(true) {
            is.push("verified".into());
        }
        Fields {
            authors: self.names().map(Into::into).collect(),
            has,
            is,
            country: self.country.as_deref().map(Into::into),
            followers: self.followers,
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
        self.flags = Some(analysis.flags.clone());
        self
    }
}

/// What held when an item was decided on, and may be otherwise a minute later: kept with the verdict, so that it can be
/// asked again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Circumstances {
    /// Whether its author had written to the brand before; none where no rule asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known_customer: Option<bool>,
    /// Reactions, answers and shares an hour, since it was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub engagement_per_hour: Option<u64>,
}

impl Circumstances {
    /// Of an item with so many `reactions`, from `said` until `now`. The first hour counts whole.
    pub fn at(reactions: Option<u64>, said: Timestamp, now: Timestamp) -> Self {
        let per_hour = |reactions: u64| (u128::from(reactions) * HOUR as u128 / now.since(said).max(HOUR) as u128) as u64;
        Self { known_customer: None, engagement_per_hour: reactions.map(per_hour) }
    }

    /// Whether there is nothing to keep.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

impl From<&Mention> for Facts {
    fn from(mention: &Mention) -> Self {
        let text = mention.content.as_ref().and_then(|Content { text, .. }| text.as_deref());
        let mut facts = Facts::new(mention.platform, mention.account.clone(), Visibility::Public)
            .with_text(text)
            .with_analysis(&mention.analysis)
            .with_told(&mention.told);
        if let Some(verdict) = &mention.verdict {
            facts = facts.with_circumstances(verdict.circumstances);
        }
        facts.content_type = Some(mention.content_type);
        facts.author = mention.author.as_ref().and_then(|author| author.name.clone());
        facts.author_id = mention.author.as_ref().map(|author| author.id.clone());
        facts.media = mention.content.as_ref().is_some_and(|content| !content.attachments.is_empty());
        facts.repost = mention.content_type == ContentType::Share;
        facts.at = Some(mention.at);
        facts.topics = mention.topics().cloned().collect();
        facts
    }
}

impl Condition {
    /// Whether it is known to hold.
    pub fn check(&self, facts: &Facts) -> bool {
        self.holds(facts, &facts.fields())
    }

    /// The same, with the fields of the same facts: who asks many conditions makes them once.
    pub fn holds(&self, facts: &Facts, fields: &Fields) -> bool {
        self.answer(facts, fields) == Some(true)
    }

    /// Whether it asks if the author has written before: then somebody must look.
    pub fn asks_for_customers(&self) -> bool {
        match self {
            Condition::All(parts) | Condition::Any(parts) => parts.iter().any(Condition::asks_for_customers),
            Condition::Not(part) => part.asks_for_customers(),
            Condition::Test(test) => matches!(test, Test::KnownCustomer(_)),
        }
    }

    /// Reads a condition from JSON; every problem with its place under `field`.
    pub fn read(value: &Value, field: &str) -> Result<Self, Vec<Invalid>> {
        read::read(value, field)
    }

    /// Folded texts of which one must stand in the words of any item it holds for, the cheapest set of them; none where
    /// there is no such set.
    pub fn cheapest(&self, cost: &Cost) -> Option<Vec<String>> {
        match self {
            Condition::All(parts) => {
                let sets = parts.iter().filter_map(|part| part.cheapest(cost));
                sets.min_by_key(|set| set.iter().map(|text| cost(text)).sum::<u64>())
            }
            Condition::Any(parts) => {
                parts.iter().map(|part| part.cheapest(cost)).collect::<Option<Vec<_>>>().map(|sets| sets.concat())
            }
            Condition::Test(Test::Text(Matching::Matches(query))) => query.cheapest(cost),
            Condition::Test(Test::Keyword(choice)) => choice
                .wanted()?
                .iter()
                .map(|keyword| keyword.cheapest(cost))
                .collect::<Option<Vec<_>>>()
                .map(|sets| sets.concat()),
            Condition::Not(_) | Condition::Test(_) => None,
        }
    }

    /// The literals it may be found by.
    pub fn literals(&self) -> Vec<String> {
        match self {
            Condition::All(parts) | Condition::Any(parts) => parts.iter().flat_map(Condition::literals).collect(),
            Condition::Test(Test::Text(Matching::Matches(query))) => query.literals(),
            Condition::Test(Test::Keyword(choice)) => {
                choice.wanted().unwrap_or_default().iter().flat_map(Keyword::literals).collect()
            }
            Condition::Not(_) | Condition::Test(_) => vec![],
        }
    }

    /// Where the words stand by which it holds, the first of them.
    pub fn hits(&self, facts: &Facts) -> Vec<Span> {
        let mut hits = Vec::new();
        self.find(facts, &mut hits);
        hits.sort_unstable_by_key(|span| (span.start, span.end));
        hits.dedup();
        hits.truncate(MOST_SPANS);
        hits
    }

    fn find(&self, facts: &Facts, hits: &mut Vec<Span>) {
        let Some(text) = &facts.text else { return };
        match self {
            Condition::All(parts) | Condition::Any(parts) => {
                parts.iter().filter(|part| part.check(facts)).for_each(|part| part.find(facts, hits));
            }
            Condition::Test(Test::Text(Matching::Matches(query))) => hits.extend(query.hits(text, &facts.fields())),
            Condition::Test(Test::Keyword(choice)) => {
                let found = choice.wanted().unwrap_or_default().iter().flat_map(|keyword| keyword.spans(text));
                hits.extend(found.map(|place| text.span(place)));
            }
            Condition::Not(_) | Condition::Test(_) => {}
        }
    }

    /// Kleene's three-valued logic: one known answer that decides is enough, whatever else is unknown.
    fn answer(&self, facts: &Facts, fields: &Fields) -> Option<bool> {
        match self {
            Condition::All(parts) => decided(parts, facts, fields, false),
            Condition::Any(parts) => decided(parts, facts, fields, true),
            Condition::Not(part) => part.answer(facts, fields).map(|holds| !holds),
            Condition::Test(test) => test.answer(facts, fields),
        }
    }
}

/// `deciding` as soon as one part answers it; unknown if none does and one is unknown; else its opposite.
fn decided(parts: &[Condition], facts: &Facts, fields: &Fields, deciding: bool) -> Option<bool> {
    let mut known = true;
    for part in parts {
        match part.answer(facts, fields) {
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
    fn answer(&self, facts: &Facts, fields: &Fields) -> Option<bool> {
        let text = facts.text.as_ref();
        match self {
            Test::Text(Matching::Matches(query)) => text.and_then(|text| query.answer(text, fields)),
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
            Test::Author(choice) => {
                let names: Vec<String> = facts.names().map(fold).collect();
                let is = |names: &Vec<String>, wanted: &String| names.contains(&fold(wanted.trim_start_matches('@')));
                choice.answer(Some(&names).filter(|names| !names.is_empty()), is)
            }
            Test::Country(choice) => choice.answer(facts.country.as_ref(), |known, wanted| known.eq_ignore_ascii_case(wanted)),
            Test::Followers(amount) => amount.answer(facts.followers),
            Test::Verified(choice) => choice.equals(facts.verified.as_ref()),
            Test::KnownCustomer(choice) => choice.equals(facts.known_customer.as_ref()),
            Test::EngagementPerHour(amount) => amount.answer(facts.engagement_per_hour),
            Test::Time(when) => when.answer(facts.at),
            Test::Flag(Choice::IsUnknown) => Some(facts.flags.is_none()),
            Test::Flag(choice) => choice.answer(facts.flags.as_ref(), |flags, flag| flags.contains(flag)),
            Test::MessageClass(choice) => choice.equals(facts.intent.map(Intent::class).as_ref()),
        }
    }
}

impl Amount {
    fn answer(&self, known: Option<u64>) -> Option<bool> {
        match self {
            Amount::AtLeast(least) => known.map(|known| known >= *least),
            Amount::AtMost(most) => known.map(|known| known <= *most),
            Amount::IsUnknown => Some(known.is_none()),
        }
    }
}

impl<T> Choice<T> {
    /// The values of which one is asked for; none where values are excluded, or nothing may be known.
    pub fn wanted(&self) -> Option<&[T]> {
        matches!(self, Choice::Is(_) | Choice::OneOf(_)).then(|| self.values())
    }

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

    /// The values it names.
    pub fn values(&self) -> &[T] {
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

//! Filters of listening (LSN-10): every filter given must hold, and of one given several times, one of its values.
//! Figures and the rows behind them ask the same filter, so they agree.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    analysis::{Intent, Language, Sentiment},
    campaign::Campaign,
    escalate::Verdict,
    event::MentionIngested,
    id::{AccountId, MentionId, RuleId, TopicId},
    inbound::Told,
    mention::Mention,
    platform::{ContentType, Platform},
    time::{HOUR, Timestamp},
    topic::Topic,
};
use futures_util::future::try_join;
use serde::Deserialize;
use store::{Table, mention::get_many};

use crate::{error::Problem, settings::at_most};

/// The most topics of one chart or list.
pub const MOST_TOPICS: usize = 100;
/// The most values of one filter.
const MOST_VALUES: usize = 20;

/// A rule of a topic: `delivery/words`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct OfTopic(TopicId, RuleId);

impl TryFrom<String> for OfTopic {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let (topic, rule) = text.split_once('/').ok_or("is written as topic/rule")?;
        let read = |error: domain::id::InvalidId| error.to_string();
        Ok(Self(topic.parse().map_err(read)?, rule.parse().map_err(read)?))
    }
}

/// A country by its code of two letters.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Country(String);

impl TryFrom<String> for Country {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, &'static str> {
        Told::country_code(Some(text)).map(Self).ok_or("is no code of two letters such as kr")
    }
}

/// A campaign by its name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct OfCampaign(Campaign);

impl TryFrom<String> for OfCampaign {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, &'static str> {
        Campaign::named(&text).map(Self).ok_or("is no name of a campaign")
    }
}

/// Which mentions. An empty list lets everything through.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    pub platform: Vec<Platform>,
    pub sentiment: Vec<Sentiment>,
    pub language: Vec<Language>,
    pub content_type: Vec<ContentType>,
    pub intent: Vec<Intent>,
    pub account: Vec<AccountId>,
    /// The platform's ids of authors.
    pub author: Vec<String>,
    pub rule: Vec<OfTopic>,
    /// Where it was said, or where its author lives.
    pub country: Vec<Country>,
    pub campaign: Vec<OfCampaign>,
    pub escalated: Option<bool>,
}

fn one_of<T: PartialEq>(values: &[T], value: Option<&T>) -> bool {
    values.is_empty() || value.is_some_and(|value| values.contains(value))
}

impl Filter {
    /// Refuses more values than a question may have.
    pub fn bounded(&self) -> Result<(), Problem> {
        at_most("platform", &self.platform, MOST_VALUES)?;
        at_most("sentiment", &self.sentiment, MOST_VALUES)?;
        at_most("language", &self.language, MOST_VALUES)?;
        at_most("content_type", &self.content_type, MOST_VALUES)?;
        at_most("intent", &self.intent, MOST_VALUES)?;
        at_most("account", &self.account, MOST_VALUES)?;
        at_most("author", &self.author, MOST_VALUES)?;
        at_most("country", &self.country, MOST_VALUES)?;
        at_most("campaign", &self.campaign, MOST_VALUES)?;
        at_most("rule", &self.rule, MOST_VALUES)
    }

    /// Whether counters can answer: they know platform, type and sentiment. Those of people know the platform only.
    pub fn is_of_counters(&self, people: bool) -> bool {
        let kinds = self.sentiment.is_empty() && self.content_type.is_empty();
        let others = self.language.is_empty() && self.intent.is_empty() && self.account.is_empty();
        others && !self.asks_mention() && (kinds || !people)
    }

    /// Whether the counters of this kind count.
    pub fn counts(&self, content_type: ContentType, sentiment: Sentiment) -> bool {
        one_of(&self.content_type, Some(&content_type)) && one_of(&self.sentiment, Some(&sentiment))
    }

    /// Whether the row lets it through, as far as the row can tell.
    fn lets_row(&self, row: &MentionIngested) -> bool {
        one_of(&self.platform, Some(&row.platform))
            && self.counts(row.content_type, row.sentiment)
            && one_of(&self.language, row.language.as_ref())
            && one_of(&self.intent, Some(&row.intent))
            && one_of(&self.account, Some(&row.account))
    }

    /// Whether more must be known than the row tells.
    fn asks_mention(&self) -> bool {
        let lists = [self.author.is_empty(), self.rule.is_empty(), self.country.is_empty(), self.campaign.is_empty()];
        lists.contains(&false) || self.escalated.is_some()
    }

    fn lets_mention(&self, mention: &Mention) -> bool {
        let caught =
            |OfTopic(topic, rule): &OfTopic| mention.caught.iter().any(|caught| caught.topic == *topic && caught.rule == *rule);
        one_of(&self.author, mention.author.as_ref().map(|author| &author.id))
            && (self.rule.is_empty() || self.rule.iter().any(caught))
            && one_of(&self.country, mention.told.country.clone().map(Country).as_ref())
            && (self.campaign.is_empty() || self.campaign.iter().any(|OfCampaign(campaign)| campaign.has(mention)))
            && self.escalated.is_none_or(|wanted| wanted == mention.verdict.as_ref().is_some_and(Verdict::escalates))
    }

    /// The rows that pass, in their order.
    pub async fn passing(&self, table: &Table, mut rows: Vec<MentionIngested>) -> Result<Vec<MentionIngested>, Problem> {
        rows.retain(|row| self.lets_row(row));
        if self.asks_mention() && !rows.is_empty() {
            let ids: Vec<MentionId> = rows.iter().map(|row| row.mention).collect();
            let whole: BTreeMap<MentionId, Mention> =
                get_many(table, &ids).await?.into_iter().map(|mention| (mention.id, mention)).collect();
            rows.retain(|row| whole.get(&row.mention).is_some_and(|mention| self.lets_mention(mention)));
        }
        Ok(rows)
    }
}

/// The topics that may have caught something since a moment, those deleted since among them.
pub(crate) async fn topics_since(table: &Table, from: Timestamp) -> Result<Vec<TopicId>, Problem> {
    let (saved, deleted) = try_join(store::settings::all::<Topic>(table), store::settings::deleted::<Topic>(table)).await?;
    let mut topics: BTreeSet<TopicId> = saved.into_iter().map(|saved| saved.data.id).collect();
    // Clocks differ, and a running rule set may be seconds old: what was deleted shortly before counts as there.
    topics.extend(deleted.into_iter().filter(|topic| topic.at.plus(HOUR) > from).filter_map(|topic| topic.id.parse().ok()));
    if topics.len() > MOST_TOPICS {
        let message = format!("there are {} topics, and a list may have {MOST_TOPICS}", topics.len());
        return Err(Problem::invalid("topic", message, "name the topics"));
    }
    Ok(topics.into_iter().collect())
}

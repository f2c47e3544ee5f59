//! A public item kept for at least one topic.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    analysis::Analysis,
    correction::{Beside, Labels},
    escalate::Verdict,
    id::{AccountId, MentionId, RuleId, TopicId},
    inbound::{Act, Author, Content, Item, Told},
    message::Changed,
    platform::{ContentType, Platform, Visibility},
    query::Span,
    time::Timestamp,
};

/// A public item that at least one active ingestion rule caught.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Mention {
    /// Made from platform, account and the platform's id.
    pub id: MentionId,
    /// Where it was said.
    pub platform: Platform,
    /// By which connection it came in; none for bulk ingestion.
    pub account: AccountId,
    /// The platform's id.
    pub external_id: Option<String>,
    /// What it is on its platform.
    pub content_type: ContentType,
    /// When, by the platform's clock: decides its bucket (D-01).
    pub at: Timestamp,
    /// Who wrote it; gone after the author deleted it (D-14).
    pub author: Option<Author>,
    /// What it says; gone after the author deleted it (D-14).
    pub content: Option<Content>,
    /// The post its thread hangs on.
    pub post: Option<String>,
    /// The item it answers.
    pub parent: Option<String>,
    /// What the platform told beside it; of its author nothing stays after a deletion.
    #[serde(default, skip_serializing_if = "Told::is_nothing")]
    pub told: Told,
    /// The analyser's judgement.
    pub analysis: Analysis,
    /// Every topic that caught it, with the rule and its version at the time (ING-08, ING-09).
    pub caught: Vec<Caught>,
    /// What escalation made of it; none until that step has run.
    pub verdict: Option<Verdict>,
    /// An edit or deletion by the author.
    pub changed: Option<Changed>,
    /// What a person says of the judgement; the judgement itself stays as it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected: Option<Labels>,
    /// What engines in the shadow said of it, for measuring them by what people say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<Beside>,
}

impl Mention {
    /// The topics that caught it, each once.
    pub fn topics(&self) -> impl Iterator<Item = &TopicId> {
        self.caught
            .iter()
            .enumerate()
            .filter(|(i, c)| self.caught[..*i].iter().all(|d| d.topic != c.topic))
            .map(|(_, c)| &c.topic)
    }

    /// The item again, as it goes on to a conversation; none if its author has deleted it.
    pub fn item(&self) -> Option<Item> {
        let act =
            Act::Say { external_id: self.external_id.clone(), content_type: self.content_type, content: self.content.clone()? };
        Some(Item {
            platform: self.platform,
            account: self.account.clone(),
            visibility: Visibility::Public,
            author: self.author.clone(),
            recipient: None,
            event: self.id.to_string(),
            act,
            at: self.at,
            post: self.post.clone(),
            parent: self.parent.clone(),
            undated: false,
            reply_token: None,
            told: self.told.clone(),
            missing: None,
        })
    }
}

/// One rule that caught an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Caught {
    /// Its topic.
    pub topic: TopicId,
    /// The rule.
    pub rule: RuleId,
    /// The rule's version when it caught the item.
    pub version: u64,
    /// Where the words stand by which it did, the first of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hits: Vec<Span>,
}

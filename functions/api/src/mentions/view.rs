//! A mention as screens see it.

use domain::{
    analysis::{Intent, Language, Sentiment},
    event::MentionIngested,
    id::{AccountId, MentionId, RuleId, TopicId},
    inbound::ContentKind,
    mention::{Caught, Mention},
    platform::{ContentType, Platform},
    time::Timestamp,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::corrections::LabelsView;
use crate::{
    view::{
        judgement::{AnalysisView, AttachmentView, AuthorView, Carried, ChangedView},
        verdict::VerdictView,
    },
    words,
};

/// A public item that was kept.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MentionView {
    /// Its id.
    #[schema(value_type = String)]
    id: MentionId,
    /// Where it was said.
    #[schema(value_type = words::Platform)]
    platform: Platform,
    /// By which connection it came in.
    #[schema(value_type = words::Slug)]
    account: AccountId,
    /// What it is on its platform.
    #[schema(value_type = words::ContentType)]
    content_type: ContentType,
    /// When, by the platform's clock.
    #[schema(value_type = words::Moment)]
    at: Timestamp,
    /// The topics that caught it.
    #[schema(value_type = words::Slugs)]
    topics: Vec<TopicId>,
    /// Its stance.
    #[schema(value_type = words::Sentiment)]
    sentiment: Sentiment,
    /// Its language, where it can be told.
    #[schema(value_type = Option<words::Language>)]
    language: Option<Language>,
    /// What its author wants.
    #[schema(value_type = words::Intent)]
    intent: Intent,
    /// Who wrote it; gone once they deleted it.
    author: Option<AuthorView>,
    /// The words; gone once the author deleted it.
    text: Option<String>,
    /// What it carries.
    #[schema(value_type = Option<words::ContentKind>)]
    content_kind: Option<ContentKind>,
    /// Files and the like.
    attachments: Vec<AttachmentView>,
    /// The platform's id of it.
    external_id: Option<String>,
    /// The post its thread hangs on.
    post: Option<String>,
    /// The item it answers.
    parent: Option<String>,
    /// The analyser's whole judgement.
    analysis: Option<AnalysisView>,
    /// Why it was kept: each rule that caught it.
    caught: Vec<CaughtView>,
    /// What escalation made of it, and why; nothing until that step has run.
    verdict: Option<VerdictView>,
    /// An edit or a deletion by its author.
    changed: Option<ChangedView>,
    /// What a person says it should have been judged as.
    corrected: Option<LabelsView>,
}

/// A rule that caught an item.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CaughtView {
    /// Its topic.
    #[schema(value_type = words::Slug)]
    topic: TopicId,
    /// The rule.
    #[schema(value_type = words::Slug)]
    rule: RuleId,
    /// The rule's version then.
    version: u64,
}

impl From<Mention> for MentionView {
    fn from(mention: Mention) -> Self {
        let topics = mention.topics().cloned().collect();
        let Carried { kind, text, attachments } = mention.content.into();
        Self {
            id: mention.id,
            platform: mention.platform,
            account: mention.account,
            content_type: mention.content_type,
            at: mention.at,
            topics,
            sentiment: mention.analysis.sentiment,
            language: mention.analysis.language,
            intent: mention.analysis.intent,
            author: mention.author.map(AuthorView::from),
            text,
            content_kind: kind,
            attachments,
            external_id: mention.external_id,
            post: mention.post,
            parent: mention.parent,
            analysis: Some(mention.analysis.into()),
            caught: mention.caught.into_iter().map(CaughtView::from).collect(),
            verdict: mention.verdict.map(VerdictView::from),
            changed: mention.changed.map(ChangedView::from),
            corrected: mention.corrected.map(LabelsView::from),
        }
    }
}

impl MentionView {
    /// A row of a figure with the mention it names. What was counted is what the row says: a mention judged anew, or
    /// gone by its retention, stays the row that it was.
    pub fn counted(row: MentionIngested, mention: Option<Mention>) -> Self {
        let whole = mention.map(MentionView::from);
        let bare = Self {
            id: row.mention,
            platform: row.platform,
            account: row.account,
            content_type: row.content_type,
            at: row.at,
            topics: row.topics,
            sentiment: row.sentiment,
            language: row.language,
            intent: row.intent,
            author: None,
            text: None,
            content_kind: None,
            attachments: Vec::new(),
            external_id: None,
            post: None,
            parent: None,
            analysis: None,
            caught: Vec::new(),
            verdict: None,
            changed: None,
            corrected: None,
        };
        match whole {
            None => bare,
            Some(whole) => Self {
                platform: bare.platform,
                content_type: bare.content_type,
                at: bare.at,
                topics: bare.topics,
                sentiment: bare.sentiment,
                language: bare.language,
                intent: bare.intent,
                account: bare.account,
                ..whole
            },
        }
    }
}

impl From<Caught> for CaughtView {
    fn from(caught: Caught) -> Self {
        Self { topic: caught.topic, rule: caught.rule, version: caught.version }
    }
}

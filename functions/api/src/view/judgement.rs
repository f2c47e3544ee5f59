//! The analyser's judgement, people and attachments: parts of messages and of mentions alike.

use domain::{
    analysis::{Analysis, Aspect, Evidence, Flag, Intent, Language, MessageClass, Sentiment, Urgency},
    inbound::{Attachment, Author, Content, ContentKind},
    message::Changed,
    time::Timestamp,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::words;

/// A person as a platform knows them.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct AuthorView {
    /// The platform's id of them.
    id: String,
    /// What they are called.
    name: Option<String>,
}

/// What the analyser made of the words.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AnalysisView {
    /// The language, where it can be told.
    #[schema(value_type = Option<words::Language>)]
    language: Option<Language>,
    /// The author's stance.
    #[schema(value_type = words::Sentiment)]
    sentiment: Sentiment,
    /// p(positive) − p(negative), −100 to 100.
    score: i8,
    /// How sure the analyser is, 0 to 100.
    confidence: u8,
    /// What the author wants.
    #[schema(value_type = words::Intent)]
    intent: Intent,
    /// What else they may want, the likeliest first.
    #[schema(value_type = Vec<words::Intent>)]
    intents_secondary: Vec<Intent>,
    /// What kind of message it is for those who answer: follows from what the author wants.
    #[schema(value_type = words::MessageClass)]
    class: MessageClass,
    /// How soon somebody must look.
    #[schema(value_type = words::Urgency)]
    urgency: Urgency,
    /// What is wrong with it besides.
    #[schema(value_type = Vec<words::Flag>)]
    flags: Vec<Flag>,
    /// The words that speak loudest for all this, in the order of the text.
    evidence: Vec<EvidenceView>,
    /// Which analyser judged, with its version.
    engine: String,
}

/// A place in a text that speaks for a judgement.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EvidenceView {
    /// The first byte, of the text in UTF-8.
    start: u32,
    /// The first byte behind it.
    end: u32,
    /// What it speaks for.
    #[schema(value_type = words::Aspect)]
    of: Aspect,
    /// What it says of that: a sentiment, an intent, or the rule that applied.
    says: String,
}

/// A file, a sticker, a place.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AttachmentView {
    /// What it is.
    #[schema(value_type = words::ContentKind)]
    kind: ContentKind,
    /// Where the platform keeps it; may expire.
    url: Option<String>,
    /// The platform's own id of it.
    reference: Option<String>,
    /// A file name, a place's address, a title.
    label: Option<String>,
}

/// How its author changed it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ChangedView {
    /// Edited or deleted.
    how: How,
    /// When.
    #[schema(value_type = words::Moment)]
    at: Timestamp,
}

/// Edited or deleted.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum How {
    /// The words were replaced.
    Edited,
    /// The content is gone; the row stays.
    Deleted,
}

/// Words and attachments of an item.
pub(crate) struct Carried {
    pub kind: Option<ContentKind>,
    pub text: Option<String>,
    pub attachments: Vec<AttachmentView>,
}

impl AuthorView {
    /// A person with a better name, where there is one.
    pub fn named(author: &Author, name: Option<&str>) -> Self {
        Self { id: author.id.clone(), name: name.map(str::to_owned).or_else(|| author.name.clone()) }
    }
}

impl From<Author> for AuthorView {
    fn from(author: Author) -> Self {
        Self { id: author.id, name: author.name }
    }
}

impl From<Analysis> for AnalysisView {
    fn from(of: Analysis) -> Self {
        Self {
            language: of.language,
            sentiment: of.sentiment,
            score: of.score,
            confidence: of.confidence,
            intent: of.intent,
            intents_secondary: of.intents_secondary,
            class: of.intent.class(),
            urgency: of.urgency,
            flags: of.flags,
            evidence: of.evidence.into_iter().map(EvidenceView::from).collect(),
            engine: of.engine,
        }
    }
}

impl From<Evidence> for EvidenceView {
    fn from(of: Evidence) -> Self {
        Self { start: of.start, end: of.end, of: of.of, says: of.says }
    }
}

impl From<Attachment> for AttachmentView {
    fn from(of: Attachment) -> Self {
        Self { kind: of.kind, url: of.url, reference: of.reference, label: of.label }
    }
}

impl From<Changed> for ChangedView {
    fn from(changed: Changed) -> Self {
        match changed {
            Changed::Edited { at } => Self { how: How::Edited, at },
            Changed::Deleted { at } => Self { how: How::Deleted, at },
        }
    }
}

impl From<Option<Content>> for Carried {
    fn from(content: Option<Content>) -> Self {
        match content {
            Some(content) => Self {
                kind: Some(content.kind),
                text: content.text,
                attachments: content.attachments.into_iter().map(AttachmentView::from).collect(),
            },
            None => Self { kind: None, text: None, attachments: Vec::new() },
        }
    }
}

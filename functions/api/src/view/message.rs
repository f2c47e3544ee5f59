//! A row of a thread, flat: one shape whatever it is.

use domain::{
    approval::Approval,
    id::{AgentId, CannedId, ConversationId, MessageId},
    inbound::ContentKind,
    message::{Body, Delivery, DeliveryState, FailureReason, Message},
    platform::{ContentType, Visibility},
    reply::Extra,
    time::Timestamp,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::judgement::{AnalysisView, AttachmentView, AuthorView, Carried, ChangedView};
use crate::words;

/// A message, a note or an activity.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MessageView {
    /// Its id.
    #[schema(value_type = String)]
    id: MessageId,
    /// The conversation it belongs to; earlier ones of the same thread come along.
    #[schema(value_type = String)]
    conversation: ConversationId,
    /// Its place in the thread: rises by one with every row.
    seq: u64,
    /// The platform's time of it.
    #[schema(value_type = words::Moment)]
    at: Timestamp,
    /// Which way it went.
    direction: Direction,
    /// What it is.
    kind: Kind,
    /// Whether others can read it.
    #[schema(value_type = words::Visibility)]
    visibility: Visibility,
    /// The words, of whoever wrote them.
    text: Option<String>,
    /// Of a customer: who.
    author: Option<AuthorView>,
    /// Of a customer: what it is on the platform.
    #[schema(value_type = Option<words::ContentType>)]
    content_type: Option<ContentType>,
    /// Of a customer: what it carries.
    #[schema(value_type = Option<words::ContentKind>)]
    content_kind: Option<ContentKind>,
    /// Files, stickers, places.
    attachments: Vec<AttachmentView>,
    /// The platform's id of it.
    external_id: Option<String>,
    /// What the analyser made of the words.
    analysis: Option<AnalysisView>,
    /// An edit or a deletion by its author.
    changed: Option<ChangedView>,
    /// Of an agent, a note, an activity: who.
    #[schema(value_type = Option<words::Slug>)]
    agent: Option<AgentId>,
    /// Of an agent: the canned response it was made from.
    #[schema(value_type = Option<words::Slug>)]
    canned: Option<CannedId>,
    /// Of an agent: how far it has come.
    delivery: Option<DeliveryView>,
    /// Of an agent: what it carries beside its words, as it was sent in.
    #[schema(value_type = Option<words::Extra>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    extra: Option<Extra>,
    /// Of a note: colleagues called by it.
    #[schema(value_type = words::Slugs)]
    mentions: Vec<AgentId>,
    /// Of an activity: what was done (`accepted`, `transferred`, …).
    what: Option<String>,
    /// Of an activity: to whom, to where, with which code.
    detail: Option<String>,
}

/// Which way a row went.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Direction {
    /// From the customer.
    In,
    /// To the customer.
    Out,
    /// Seen by colleagues only.
    Internal,
}

/// What a row is.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    /// A customer said something.
    Customer,
    /// An agent answered.
    Agent,
    /// Words for colleagues.
    Note,
    /// Something that was done.
    Activity,
}

/// How far an answer has come.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DeliveryView {
    /// Where it is now.
    #[schema(value_type = words::DeliveryState)]
    state: DeliveryState,
    /// Attempts begun.
    attempts: u32,
    /// The newest failure.
    failure: Option<FailureView>,
    /// What the channel could not show as it was made, and what went out instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    notice: Option<String>,
    /// It waits until then because more would be beyond the platform's rate; it goes out by itself.
    #[schema(value_type = Option<words::Moment>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    held_until: Option<Timestamp>,
    /// Who approved it, refused it or took it back, where it waited for approval. Its `state` says which.
    #[serde(skip_serializing_if = "Option::is_none")]
    approval: Option<ApprovalView>,
}

/// A person's word on an answer that waited for approval.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ApprovalView {
    /// Who.
    #[schema(value_type = words::Slug)]
    by: AgentId,
    /// When.
    #[schema(value_type = words::Moment)]
    at: Timestamp,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// Why an answer was not sent.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FailureView {
    /// The class of it.
    #[schema(value_type = words::FailureReason)]
    reason: FailureReason,
    /// The platform's own code.
    code: String,
    /// What happened, and the next step.
    advice: String,
}

impl From<Message> for MessageView {
    fn from(message: Message) -> Self {
        let (direction, kind) = match &message.body {
            Body::Customer { .. } => (Direction::In, Kind::Customer),
            Body::Agent { .. } => (Direction::Out, Kind::Agent),
            Body::Note { .. } => (Direction::Internal, Kind::Note),
            Body::Activity { .. } => (Direction::Internal, Kind::Activity),
        };
        let bare = Self {
            id: message.id,
            conversation: message.conversation,
            seq: message.seq,
            at: message.at,
            direction,
            kind,
            visibility: message.visibility,
            text: None,
            author: None,
            content_type: None,
            content_kind: None,
            attachments: Vec::new(),
            external_id: None,
            analysis: None,
            changed: None,
            agent: None,
            canned: None,
            delivery: None,
            extra: None,
            mentions: Vec::new(),
            what: None,
            detail: None,
        };
        match message.body {
            Body::Customer { external_id, author, content_type, content, analysis, changed, why: _ } => {
                let Carried { kind: content_kind, text, attachments } = content.into();
                Self {
                    text,
                    author: author.map(AuthorView::from),
                    content_type: Some(content_type),
                    content_kind,
                    attachments,
                    external_id,
                    analysis: analysis.map(AnalysisView::from),
                    changed: changed.map(ChangedView::from),
                    ..bare
                }
            }
            Body::Agent { agent, text, canned, delivery, extra } => Self {
                extra,
                text: Some(text),
                agent: Some(agent),
                canned,
                external_id: delivery.external_id.clone(),
                delivery: Some(delivery.into()),
                ..bare
            },
            Body::Note { agent, text, mentions } => Self { text: Some(text), agent: Some(agent), mentions, ..bare },
            Body::Activity { what, by, detail } => Self { what: Some(what), agent: by, detail: Some(detail), ..bare },
        }
    }
}

impl From<Delivery> for DeliveryView {
    fn from(delivery: Delivery) -> Self {
        let failure = delivery.failure.map(|of| FailureView { reason: of.reason, code: of.code, advice: of.advice });
        Self {
            state: delivery.state,
            attempts: delivery.attempts,
            failure,
            notice: delivery.notice,
            held_until: delivery.held_until,
            approval: delivery.approval.map(|Approval { by, at, reason }| ApprovalView { by, at, reason }),
        }
    }
}

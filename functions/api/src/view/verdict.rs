//! What escalation made of an item, as screens see it.

use domain::{
    escalate::{Applied, Outcome, Verdict},
    id::{QueueId, RuleId, SkillId, Tag},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::words;

/// What escalation made of an item, and why.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VerdictView {
    /// A person must step in.
    escalated: bool,
    /// Where it waits; nothing for the account's own queue.
    #[schema(value_type = Option<words::Slug>)]
    queue: Option<QueueId>,
    /// What the person must be able to do.
    #[schema(value_type = words::Slugs)]
    skills: Vec<SkillId>,
    /// Minutes of head start.
    priority: i32,
    /// Set by the rules that matched.
    #[schema(value_type = words::Slugs)]
    tags: Vec<Tag>,
    /// The rule that decided; nothing if none did, or a person.
    decided_by: Option<AppliedView>,
    /// Rules that matched before it and let later ones speak.
    continued: Vec<AppliedView>,
    /// The first rules behind it, which were not asked.
    #[schema(value_type = words::Slugs)]
    not_reached: Vec<RuleId>,
    /// How many were not asked.
    not_reached_count: u32,
}

/// A rule as it was when it matched.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AppliedView {
    /// The rule.
    #[schema(value_type = words::Slug)]
    rule: RuleId,
    /// Its version then.
    version: u64,
}

impl From<Applied> for AppliedView {
    fn from(applied: Applied) -> Self {
        Self { rule: applied.rule, version: applied.version }
    }
}

impl From<Verdict> for VerdictView {
    fn from(verdict: Verdict) -> Self {
        let escalated = verdict.escalates();
        let (queue, skills, priority) = match verdict.outcome {
            Outcome::NoAction => (None, Vec::new(), 0),
            Outcome::Escalate { queue, skills, priority } => (queue, skills, priority),
        };
        Self {
            escalated,
            queue,
            skills,
            priority,
            tags: verdict.tags,
            decided_by: verdict.decided_by.map(AppliedView::from),
            continued: verdict.continued.into_iter().map(AppliedView::from).collect(),
            not_reached: verdict.not_reached,
            not_reached_count: verdict.not_reached_count,
        }
    }
}

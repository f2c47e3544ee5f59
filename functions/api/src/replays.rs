//! A period is decided on again (ADV-03): in shadow, to see what the rules would do now, or would have done with those of another
//! day; or live, where only what needs nobody so far can change.

use axum::Json;
use domain::{
    access::{Action, Object},
    escalate::{EscalationRule, Rules, Verdict},
    event::{Envelope, Escalate, Payload},
    id::{EnvelopeId, MentionId, QueueId, RuleId, TraceId},
    mention::Mention,
    rule::Facts,
    thread::Thread,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use store::{mention::get_many, settings};
use utoipa::ToSchema;

use crate::routing::{OpenApiRouter, routes};
use crate::{actor::Caller, error::Problem, mentions::history, sent::Sent, words};

/// Mentions decided on in one request.
pub const REPLAY_PAGE: usize = 1_000;
/// Differences shown of them.
const MOST_SHOWN: usize = 100;
/// Versions of one rule looked through for that of a day.
const MOST_VERSIONS: u32 = 1_000;

/// Which period, and how.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ReplayBody {
    /// Shadow shows, live does.
    mode: Mode,
    /// With `shadow`: the rules as they were at this moment; otherwise as they are now.
    #[serde(default)]
    #[schema(value_type = Option<words::Moment>)]
    rules_of: Option<Timestamp>,
    /// The first day, as 2026-03-01, or the first moment, in RFC 3339. Otherwise a week before `to`.
    #[serde(default)]
    from: Option<String>,
    /// The last day, or the first moment that does not count any more. Otherwise now.
    #[serde(default)]
    to: Option<String>,
    /// Where the page before ended: its `next`.
    #[serde(default)]
    cursor: Option<String>,
}

/// Shadow shows, live does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Mode {
    /// Nothing is changed.
    Shadow,
    /// What needed nobody and would need somebody now is given to people. Whatever was done stays.
    Live,
}

/// What came of one page of the period; those of all pages together are the replay.
#[derive(Debug, Serialize, ToSchema)]
struct ReplayView {
    /// Mentions decided on again.
    looked_at: usize,
    /// Of those the ones that come out as they did.
    same: usize,
    /// Those that needed nobody and would need somebody.
    more: usize,
    /// Those that needed somebody and would need nobody. Live leaves them as they are.
    fewer: usize,
    /// Those that would go elsewhere, or by another rule.
    otherwise: usize,
    /// Commands sent; with `live` only.
    sent: usize,
    /// The first hundred that come out otherwise.
    differences: Vec<DifferenceView>,
    /// Where to go on, if there is more.
    next: Option<String>,
}

/// A mention that comes out otherwise.
#[derive(Debug, Serialize, ToSchema)]
struct DifferenceView {
    /// Which.
    #[schema(value_type = String)]
    mention: MentionId,
    /// What was decided.
    was: DecisionView,
    /// What would be.
    now: DecisionView,
}

/// What is decided of a mention.
#[derive(Debug, Serialize, ToSchema)]
struct DecisionView {
    /// Whether a person must step in.
    escalated: bool,
    /// In which queue; nothing for the account's own.
    #[schema(value_type = Option<words::Slug>)]
    queue: Option<QueueId>,
    /// By which rule.
    #[schema(value_type = Option<words::Slug>)]
    rule: Option<RuleId>,
}

impl From<&Verdict> for DecisionView {
    fn from(verdict: &Verdict) -> Self {
        let queue = match &verdict.outcome {
            domain::escalate::Outcome::Escalate { queue, .. } => queue.clone(),
            domain::escalate::Outcome::NoAction => None,
        };
        let rule = verdict.decided_by.as_ref().map(|applied| applied.rule.clone());
        Self { escalated: verdict.escalates(), queue, rule }
    }
}

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(replay))
}

/// Decides on the kept mentions of a period again, a thousand a page, oldest first. In shadow it shows what comes out otherwise;
/// live it gives to people what would need them now. Doing it twice changes nothing more.
#[utoipa::path(post, path = "/v1/replays", tag = "rules", operation_id = "replay", request_body = ReplayBody, responses((status = 200, description = "What came of this page.", body = ReplayView)))]
async fn replay(caller: Caller, sent: Sent) -> Result<Json<ReplayView>, Problem> {
    caller.may(Action::Change, Object::Intake)?;
    let body: ReplayBody = sent.read()?;
    if body.mode == Mode::Live && body.rules_of.is_some() {
        return Err(Problem::invalid("rules_of", "goes with `shadow` only", "restore those versions, or look in shadow"));
    }
    let rules = match body.rules_of {
        Some(moment) => rules_of(&caller, moment).await?,
        None => settings::all(&caller.deps.table).await?.into_iter().map(|saved| saved.data).collect(),
    };
    let rules = Rules::compile(&rules);
    let history::Part { rows, next, .. } =
        history::part(&caller, body.from.as_deref(), body.to.as_deref(), body.cursor.as_deref(), REPLAY_PAGE).await?;
    let ids: Vec<MentionId> = rows.iter().map(|row| row.mention).collect();
    let mut view = ReplayView { looked_at: 0, same: 0, more: 0, fewer: 0, otherwise: 0, sent: 0, differences: vec![], next };
    let mut commands = Vec::new();
    for mention in get_many(&caller.deps.table, &ids).await? {
        let Some(was) = &mention.verdict else { continue };
        view.looked_at += 1;
        let now = rules.decide(&Facts::from(&mention));
        let key = |verdict: &Verdict| (verdict.outcome.clone(), verdict.decided_by.as_ref().map(|applied| applied.rule.clone()));
        if by_hand(was) || key(was) == key(&now) {
            view.same += 1;
            continue;
        }
        match (was.escalates(), now.escalates()) {
            (false, true) => {
                view.more += 1;
                if body.mode == Mode::Live {
                    commands.extend(command(&caller, &mention));
                }
            }
            (true, false) => view.fewer += 1,
            _ => view.otherwise += 1,
        }
        if view.differences.len() < MOST_SHOWN {
            view.differences.push(DifferenceView { mention: mention.id, was: was.into(), now: (&now).into() });
        }
    }
    caller.deps.bus.publish(&commands).await?;
    view.sent = commands.len();
    Ok(Json(view))
}

/// What a person decided no rule decides otherwise.
fn by_hand(verdict: &Verdict) -> bool {
    verdict.escalates() && verdict.decided_by.is_none()
}

/// The command that asks again; none for what its author has deleted. Sent twice it has the same id while the rules are the same
/// day's, and finds its work done in any case.
fn command(caller: &Caller, mention: &Mention) -> Option<Envelope> {
    let thread = Thread::of(&mention.item()?);
    let name = mention.id.to_string();
    let seed: [&[u8]; 2] = [b"replay", name.as_bytes()];
    let payload = Payload::from(Escalate { mention: mention.id, again: true });
    Some(Envelope::begin(EnvelopeId::at(caller.now, &seed), TraceId::at(caller.now, &seed), caller.now, thread, payload))
}

/// The escalation rules as they were at a moment.
async fn rules_of(caller: &Caller, moment: Timestamp) -> Result<Vec<EscalationRule>, Problem> {
    let table = &caller.deps.table;
    let gone = settings::deleted::<EscalationRule>(table).await?;
    let mut names: Vec<String> =
        settings::all::<EscalationRule>(table).await?.into_iter().map(|saved| saved.data.id.to_string()).collect();
    names.extend(gone.iter().map(|deleted| deleted.id.clone()));
    names.sort_unstable();
    names.dedup();
    let mut rules = Vec::new();
    for name in names {
        let versions = settings::versions::<EscalationRule>(table, &name, None, MOST_VERSIONS).await?.items;
        let Some(then) = versions.into_iter().find(|saved| saved.saved_at <= moment) else { continue };
        // Deleted after that version and before the moment: it was not there.
        let deleted = gone.iter().any(|deleted| deleted.id == name && deleted.at > then.saved_at && deleted.at <= moment);
        if !deleted {
            rules.push(then.data);
        }
    }
    Ok(rules)
}

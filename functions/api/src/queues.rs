//! Queues: where conversations wait.

use axum::{Json, response::Response};
use domain::{
    access::{Action, Object},
    account::Account,
    escalate::{EscalationRule, RuleOutcome},
    id::{QueueId, WrapUpCode},
    invalid::Fault,
    queue::Queue,
};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    actor::Caller,
    asked::{Asked, Named},
    error::Problem,
    page::{Page, Paging},
    routing::{OpenApiRouter, routes},
    sent::Sent,
    settings::{self, Kept, LONGEST_NAME, MOST_NAMES, at_most, tagged, text},
    words,
};

/// How long an offer may stand, in seconds.
pub const OFFER_SECONDS: std::ops::RangeInclusive<u32> = 5..=3_600;

/// A queue.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QueueView {
    /// Its name in rules.
    #[schema(value_type = words::Slug)]
    id: QueueId,
    #[serde(flatten)]
    queue: QueueBody,
}

/// A queue as an administrator writes it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct QueueBody {
    /// What people call it.
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// How long an offer stands before it goes on to the next agent, in seconds.
    #[serde(default = "usual_offer")]
    #[schema(minimum = 5, maximum = 3600, default = 60)]
    offer_seconds: u32,
    /// The codes an agent may close with; none means any.
    #[serde(default)]
    #[schema(value_type = words::Slugs, max_items = 100)]
    wrap_up_codes: Vec<WrapUpCode>,
    /// A code must be given to close.
    #[serde(default)]
    code_required: bool,
}

fn usual_offer() -> u32 {
    60
}

fn view(queue: Queue) -> QueueView {
    let (offer_seconds, wrap_up_codes, code_required) = (queue.offer_seconds, queue.wrap_up_codes, queue.code_required);
    QueueView { id: queue.id, queue: QueueBody { name: queue.name, offer_seconds, wrap_up_codes, code_required } }
}

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(get, save, remove))
}

/// The queues, by name.
#[utoipa::path(get, path = "/v1/queues", tag = "queues", operation_id = "list_queues", params(Paging), responses((status = 200, description = "A page of them.", body = Page<Kept<QueueView>>)))]
async fn list(caller: Caller, Asked(paging): Asked<Paging>) -> Result<Json<Page<Kept<QueueView>>>, Problem> {
    caller.may(Action::See, Object::Equipment)?;
    settings::list::<Queue, _>(&caller, &paging, view).await.map(Json)
}

/// A queue.
#[utoipa::path(get, path = "/v1/queues/{id}", tag = "queues", operation_id = "get_queue", params(("id" = words::Slug, Path, description = "Its name.")), responses((status = 200, description = "It.", body = Kept<QueueView>)))]
async fn get(caller: Caller, Named(id): Named<QueueId>) -> Result<Response, Problem> {
    caller.may(Action::See, Object::Equipment)?;
    Ok(tagged(StatusCode::OK, &Kept::of(settings::one::<Queue>(&caller, id.as_str()).await?, view)))
}

/// Creates a queue, or replaces it.
#[utoipa::path(put, path = "/v1/queues/{id}", tag = "queues", operation_id = "save_queue", params(("id" = words::Slug, Path, description = "Its name."), ("If-Match" = Option<String>, Header, description = "The version you have read.")), request_body = QueueBody, responses((status = 200, description = "Replaced.", body = Kept<QueueView>), (status = 201, description = "Created.", body = Kept<QueueView>)))]
async fn save(caller: Caller, Named(id): Named<QueueId>, sent: Sent) -> Result<Response, Problem> {
    caller.may(Action::Change, Object::Equipment)?;
    let body: QueueBody = sent.read()?;
    text("name", &body.name, LONGEST_NAME)?;
    at_most("wrap_up_codes", &body.wrap_up_codes, MOST_NAMES)?;
    if !OFFER_SECONDS.contains(&body.offer_seconds) {
        let (least, most) = (*OFFER_SECONDS.start(), *OFFER_SECONDS.end());
        let message = format!("is {} and may be {least} to {most}", body.offer_seconds);
        let bounds = Fault::OutOfRange { least: least.into(), most: most.into() };
        return Err(Problem::invalid("offer_seconds", message, "choose a time an agent needs to see an offer and answer it")
            .because(bounds));
    }
    if body.code_required && body.wrap_up_codes.is_empty() {
        return Err(Problem::invalid("wrap_up_codes", "is empty while a code is required", "name the codes to choose from")
            .because(Fault::Empty));
    }
    let stored = settings::find::<Queue>(&caller, id.as_str()).await?;
    let queue = Queue {
        id,
        name: body.name,
        offer_seconds: body.offer_seconds,
        wrap_up_codes: body.wrap_up_codes,
        code_required: body.code_required,
    };
    settings::save(&caller, &sent, stored.as_ref(), queue, view).await
}

/// Deletes a queue that nothing leads to and nothing waits in.
#[utoipa::path(delete, path = "/v1/queues/{id}", tag = "queues", operation_id = "delete_queue", params(("id" = words::Slug, Path, description = "Its name."), ("If-Match" = Option<String>, Header, description = "The version you have read.")), responses((status = 204, description = "Deleted.")))]
async fn remove(caller: Caller, Named(id): Named<QueueId>, sent: Sent) -> Result<StatusCode, Problem> {
    caller.may(Action::Change, Object::Equipment)?;
    settings::one::<Queue>(&caller, id.as_str()).await?;
    unused(&caller, &id).await?;
    settings::remove::<Queue>(&caller, &sent, id.as_str()).await
}

async fn unused(caller: &Caller, id: &QueueId) -> Result<(), Problem> {
    let table = &caller.deps.table;
    let in_use =
        |by: String| Err(Problem::conflict("in_use", format_args!("the queue `{id}` is in use by {by}"), "change that first"));
    if let Some(account) = store::settings::all::<Account>(table).await?.iter().find(|saved| saved.data.queue == *id) {
        return in_use(format!("the account `{}`", account.data.id));
    }
    let leads_here =
        |rule: &EscalationRule| matches!(&rule.outcome, RuleOutcome::Escalate { queue: Some(queue), .. } if queue == id);
    if let Some(rule) = store::settings::all::<EscalationRule>(table).await?.iter().find(|saved| leads_here(&saved.data)) {
        return in_use(format!("the rule `{}`", rule.data.id));
    }
    let (waiting, _) = store::conversation::waiting_count(table, id, 1).await?;
    if waiting > 0 {
        return in_use("conversations that wait in it".into());
    }
    Ok(())
}

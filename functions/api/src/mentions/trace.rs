//! Why a mention is where it is.

use axum::Json;
use domain::{
    access::{Action, Object},
    id::MentionId,
    trace,
};

use super::{load, thread};
use crate::{
    actor::Caller,
    asked::{Asked, Named},
    error::Problem,
    routing::{OpenApiRouter, routes},
    view::trace::{TraceView, Wanted, rules_now},
};

pub(super) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(explain))
}

/// Why a mention was kept, how it was judged, which rule with which values decided, and where its conversation went.
#[utoipa::path(get, path = "/v1/mentions/{id}/trace", tag = "mentions", operation_id = "explain_mention", params(("id" = String, Path, description = "Its id."), Wanted), responses((status = 200, description = "The trace.", body = TraceView)))]
async fn explain(caller: Caller, Named(id): Named<MentionId>, Asked(wanted): Asked<Wanted>) -> Result<Json<TraceView>, Problem> {
    caller.may(Action::See, Object::Mention)?;
    let mention = load(&caller, id).await?;
    let table = &caller.deps.table;
    let (topics, rules) = rules_now(table).await?;
    let mut found = trace::trace(&mention, &topics, &rules);
    if let (true, Some(thread)) = (mention.verdict.as_ref().is_some_and(|verdict| verdict.escalates()), thread(&mention))
        && let Some(stored) = store::conversation::of_thread(table, &thread).await?
    {
        found = found.with_conversation(&stored.conversation);
    }
    let text = mention.content.as_ref().and_then(|content| content.text.as_deref());
    Ok(Json(TraceView::of(found, text, wanted.language)))
}

//! Engines that judge in the place of the embedded one: how they stand in the shadow, and which of them count (ADV-10).

mod view;

use std::collections::BTreeSet;

use axum::{Json, response::Response};
use domain::{
    access::{Action, Object},
    admission::{Admission, NotReady, Stand, WINDOW, stands},
    measure::Slot,
    time::DAY,
};
use futures_util::future::try_join_all;
use http::StatusCode;
use serde::Deserialize;
use store::{correction, shadow};
use utoipa::{IntoParams, ToSchema};

use crate::{
    actor::Caller,
    asked::Asked,
    error::Problem,
    page::{Page, Paging},
    routing::{OpenApiRouter, routes},
    sent::Sent,
    settings::{self, Kept},
    view::criterion,
};
use view::{AdmissionView, EnginesView};

/// Comparisons read of each day, the newest of it: every day has its part, and each is one page.
const MOST_OF_A_DAY: usize = 1_500;
/// The most corrections of a month that are read, the newest of it.
const MOST_CORRECTIONS: usize = 20_000;
/// The longest name of an engine, in bytes: a model of Bedrock may be named by its ARN.
const LONGEST_ENGINE: usize = 500;

/// Which engine.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct EngineBody {
    /// The engine with its version, as `GET /v1/engines` names it.
    #[schema(min_length = 1, max_length = 500)]
    engine: String,
}

/// Which engine.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Which {
    /// The engine with its version, as `GET /v1/engines` names it.
    engine: String,
}

/// Of which engine, and which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct History {
    /// The engine with its version, as `GET /v1/engines` names it.
    engine: String,
    /// Where the page before ended: its `next`.
    cursor: Option<String>,
    /// How many items at most.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(history, admit, withdraw))
}

/// Engines other than the embedded one: whether they count, in which languages, by what was seen of them in the shadow within thirty
/// days, and what is missing.
#[utoipa::path(get, path = "/v1/engines", tag = "engines", operation_id = "list_engines", responses((status = 200, description = "They.", body = EnginesView)))]
async fn list(caller: Caller) -> Result<Json<EnginesView>, Problem> {
    caller.may(Action::See, Object::Figures)?;
    let admissions = store::settings::all::<Admission>(&caller.deps.table).await?;
    let admissions = admissions.into_iter().map(|saved| saved.data).collect();
    Ok(Json(view::engines(seen(&caller).await?, admissions)))
}

/// Admits an engine in every language in which it is ready; where it counts already it goes on. Within 15 seconds its judgement
/// counts there, while `Analyzer` names it. Where it is ready nowhere it is refused, and `unmet` says what is missing.
#[utoipa::path(post, path = "/v1/engines/admissions", tag = "engines", operation_id = "admit_engine", params(("If-Match" = Option<String>, Header, description = "The version you have read.")), request_body = EngineBody, responses((status = 200, description = "It counts in more languages, or again.", body = Kept<AdmissionView>), (status = 201, description = "It counts for the first time.", body = Kept<AdmissionView>)))]
async fn admit(caller: Caller, sent: Sent) -> Result<Response, Problem> {
    caller.may(Action::Change, Object::Intake)?;
    let EngineBody { engine } = sent.read()?;
    let engine = named(&engine)?;
    let stands = seen(&caller).await?;
    let before = settings::find::<Admission>(&caller, engine).await?;
    let counts = before.as_ref().is_some_and(|saved| !saved.data.languages.is_empty());
    if !counts && !stands.iter().any(|stand| stand.engine == engine) {
        return Err(Problem::not_found("engine", engine));
    }
    let admission = Admission::decide(engine, before.as_ref().map(|saved| &saved.data), &stands, caller.id(), caller.now);
    let admission = admission.map_err(|unmet| refusal(engine, unmet))?;
    settings::save(&caller, &sent, before.as_ref(), admission, view::admission).await
}

/// Withdraws an engine: within 15 seconds the embedded one judges again, and it is compared only.
#[utoipa::path(delete, path = "/v1/engines/admissions", tag = "engines", operation_id = "withdraw_engine", params(Which, ("If-Match" = Option<String>, Header, description = "The version you have read.")), responses((status = 204, description = "It counts no longer.")))]
async fn withdraw(caller: Caller, Asked(Which { engine }): Asked<Which>, sent: Sent) -> Result<StatusCode, Problem> {
    caller.may(Action::Change, Object::Intake)?;
    let engine = named(&engine)?;
    let before = settings::find::<Admission>(&caller, engine).await?;
    let before = before.filter(|saved| !saved.data.languages.is_empty());
    let before = before.ok_or_else(|| Problem::not_found("admitted engine", engine))?;
    // Not deleted: who withdrew it is kept like who admitted it.
    settings::save(&caller, &sent, Some(&before), Admission::withdrawn(engine, caller.id(), caller.now), view::admission).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Every admission and withdrawal of an engine, the newest first: who, when, and on what grounds.
#[utoipa::path(get, path = "/v1/engines/admissions", tag = "engines", operation_id = "list_admissions", params(History), responses((status = 200, description = "A page of them.", body = Page<Kept<AdmissionView>>)))]
async fn history(caller: Caller, Asked(asked): Asked<History>) -> Result<Json<Page<Kept<AdmissionView>>>, Problem> {
    caller.may(Action::See, Object::Figures)?;
    let paging = Paging { cursor: asked.cursor, limit: asked.limit };
    crate::versions::page::<Admission, _>(&caller, named(&asked.engine)?, &paging, view::admission).await.map(Json)
}

/// How every engine stands that was in the shadow within the window.
async fn seen(caller: &Caller) -> Result<Vec<Stand>, Problem> {
    let (table, since) = (&caller.deps.table, caller.now.minus(WINDOW));
    let days: Vec<String> = (0..WINDOW / DAY).map(|before| caller.now.minus(before * DAY).day()).collect();
    let compared = try_join_all(days.iter().map(|day| shadow::of_day(table, day, MOST_OF_A_DAY))).await?.concat();
    if compared.is_empty() {
        return Ok(vec![]);
    }
    let months: BTreeSet<&str> = days.iter().map(|day| &day[..7]).collect();
    let months: Vec<_> = months.into_iter().filter_map(|month| Slot::on(&format!("{month}-01"), 0)).collect();
    let corrections = months.into_iter().map(|month| correction::newest_of_month(table, month.start(), MOST_CORRECTIONS));
    let mut corrections = try_join_all(corrections).await?.concat();
    corrections.retain(|one| one.at >= since);
    Ok(stands(&compared, &corrections))
}

fn refusal(engine: &str, NotReady(unmet): NotReady) -> Problem {
    if unmet.is_empty() {
        let message = format!("{engine} counts already in every language in which it was compared");
        return Problem::conflict("admitted_already", message, "compare it in other languages, or leave it as it is");
    }
    let message = format!("{engine} is not ready in any language: `unmet` says what is missing");
    let next = "leave it in the shadow for more texts, say of more posts on their “Why” page whether they were judged rightly, and look \
                at GET /v1/engines; or name another engine";
    Problem::conflict("not_ready", message, next).lacking(unmet.into_iter().map(criterion::unmet).collect())
}

fn named(engine: &str) -> Result<&str, Problem> {
    let fit = !engine.is_empty() && engine.len() <= LONGEST_ENGINE && engine.bytes().all(|c| c.is_ascii_graphic() && c != b'#');
    match fit {
        true => Ok(engine),
        false => Err(Problem::invalid("engine", "is not the name of an engine", "write it as GET /v1/engines names it")),
    }
}

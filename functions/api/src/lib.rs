//! The interface for people and programs: versioned REST under `/v1`, described by `openapi.json`.
//!
//! The gateway checks the token. Here every request is asked who it is from ([`actor`]), what it wants ([`asked`],
//! [`sent`]) and whether that person may (`domain::access`). It then either writes a setting, or sends one command to
//! `route` and answers 202: nobody delivers a request twice, so it may not do both.

mod accounts;
mod actor;
mod agents;
mod alert_cause;
mod alert_rules;
mod alerts;
mod analyses;
mod approvals;
mod asked;
mod canned;
mod checklist;
mod colleagues;
mod command;
mod contacts;
mod conversations;
mod crisis;
#[cfg(feature = "description")]
mod description;
mod document;
mod engines;
mod entries;
mod error;
mod files;
mod filter;
mod gateway;
mod health;
mod inbox;
mod live;
mod mentions;
mod messages;
mod moves;
mod opened;
mod page;
mod period;
mod queues;
mod replays;
mod replies;
mod routing;
mod rules;
mod sent;
mod settings;
mod skills;
mod sources;
mod stats;
mod topics;
mod tried;
mod tryout;
mod uploads;
mod urgency;
mod versions;
mod view;
mod views;
mod words;
mod workspace;

use std::{sync::OnceLock, time::Instant};

use aws_lambda_events::apigw::ApiGatewayV2httpResponse;
use axum::{
    Router,
    response::{IntoResponse, Response},
};
use runtime::{Class, Deps, Wire};
use tower::ServiceExt;

pub use analyses::Judge;
pub use error::Problem;
pub use gateway::Invocation;

use crate::{actor::Visit, routing::OpenApiRouter};

/// What this function is wired to.
pub const WIRING: &[Wire] = &[Wire::Table, Wire::Inbound, Wire::Escalate, Wire::Route, Wire::Secrets, Wire::Files];

/// Answers one request.
pub async fn handle(invocation: Invocation, deps: &Deps) -> ApiGatewayV2httpResponse {
    static ROUTER: OnceLock<Router> = OnceLock::new();
    let begun = Instant::now();
    let response = answered(invocation, deps, ROUTER.get_or_init(router), None).await;
    deps.meter.book(Class::Other, 1, &deps.table);
    deps.meter.report("api", begun);
    gateway::answer(response).await
}

/// Answers one request to judge texts, by this engine: the one route that needs the analyser's weights.
pub async fn judging(invocation: Invocation, deps: &Deps, judge: Judge) -> ApiGatewayV2httpResponse {
    static ROUTER: OnceLock<Router> = OnceLock::new();
    let routes = || with_refusals(analyses::routes());
    gateway::answer(answered(invocation, deps, ROUTER.get_or_init(routes), Some(judge)).await).await
}

/// What is answered where a request cannot even be looked at.
pub async fn failed(error: runtime::Error) -> ApiGatewayV2httpResponse {
    gateway::answer(Problem::from(error).into_response()).await
}

async fn answered(invocation: Invocation, deps: &Deps, router: &Router, judge: Option<Judge>) -> Response {
    let visit = Visit { deps: deps.clone(), claims: invocation.claims(), request_id: invocation.request_id().to_owned() };
    match invocation.into_request() {
        Ok(mut request) => {
            request.extensions_mut().insert(visit);
            if let Some(judge) = judge {
                request.extensions_mut().insert(judge);
            }
            router.clone().oneshot(request).await.unwrap_or_else(|never| match never {})
        }
        Err(problem) => problem.into_response(),
    }
}

/// The description of this interface, as its routes say it now. `openapi.json` is to be the same.
#[cfg(feature = "description")]
pub fn description() -> utoipa::openapi::OpenApi {
    let (_, routes) = under(OpenApiRouter::with_openapi(description::begin())).split_for_parts();
    description::finish(routes)
}

fn router() -> Router {
    with_refusals(under(OpenApiRouter::new()))
}

fn with_refusals(routes: OpenApiRouter) -> Router {
    Router::from(routes).fallback(async || Problem::nowhere()).method_not_allowed_fallback(async || Problem::method())
}

/// Every route.
fn under(root: OpenApiRouter) -> OpenApiRouter {
    root.merge(accounts::routes())
        .merge(entries::routes())
        .merge(health::routes())
        .merge(checklist::routes())
        .merge(sources::routes())
        .merge(topics::routes())
        .merge(rules::routes())
        .merge(tryout::routes())
        .merge(replays::routes())
        .merge(queues::routes())
        .merge(skills::routes())
        .merge(canned::routes())
        .merge(agents::routes())
        .merge(colleagues::routes())
        .merge(workspace::routes())
        .merge(urgency::routes())
        .merge(views::routes())
        .merge(inbox::routes())
        .merge(conversations::routes())
        .merge(opened::routes())
        .merge(messages::routes())
        .merge(files::routes())
        .merge(uploads::routes())
        .merge(moves::routes())
        .merge(replies::routes())
        .merge(approvals::routes())
        .merge(contacts::routes())
        .merge(mentions::routes())
        .merge(analyses::routes())
        .merge(alerts::routes())
        .merge(crisis::routes())
        .merge(alert_cause::routes())
        .merge(alert_rules::routes())
        .merge(stats::routes())
        .merge(engines::routes())
        .merge(live::routes())
        .merge(document::routes())
}

//! Judges texts that nobody has stored: `POST /v1/analyses`, one route of the hosted API.
//!
//! It is a step of its own because the analyser's weights are: `api` would start slower by them with every other request, and its
//! zip would be half as large again. What a request looks like, who may send it and what is answered is [`api`]'s, as with
//! every other route.

use std::{sync::Arc, time::Instant};

use analyser::Engine;
use api::Invocation;
use aws_lambda_events::apigw::ApiGatewayV2httpResponse;
use domain::urgency::UrgencyRules;
use runtime::{Class, Deps, Error, Wire};

/// What this function is wired to.
pub const WIRING: &[Wire] = &[Wire::Table];

/// Answers one request.
pub async fn handle(invocation: Invocation, deps: &Deps) -> ApiGatewayV2httpResponse {
    let begun = Instant::now();
    let answer = match engine(deps).await {
        Ok(engine) => api::judging(invocation, deps, Arc::new(engine)).await,
        Err(error) => api::failed(error).await,
    };
    deps.meter.book(Class::Other, 1, &deps.table);
    deps.meter.report("analyze", begun);
    answer
}

/// The engine that judges what customers write, with the rules of urgency as they are now.
async fn engine(deps: &Deps) -> Result<Engine, Error> {
    let own = deps.settings.all::<UrgencyRules>(&deps.table, deps.clock.now()).await?;
    Engine::with(own.first().map(|saved| (&saved.data, saved.version))).map_err(|e| Error::Reject(e.to_string()))
}

//! The sockets: who opens one, who hears what. A push is a hint; a client that missed one asks the API what changed.

mod audience;
mod listening;
mod looking;
mod visitor;

use aws_lambda_events::{
    apigw::{ApiGatewayProxyResponse, ApiGatewayWebsocketProxyRequest},
    encodings::Body,
    sqs::{SqsBatchResponse, SqsEvent},
};
use runtime::{Class, Deps, Error, Pushed, Received, Wire, batch};
use serde::{Deserialize, Serialize};
use store::live;

use crate::listening::Listening;

/// What this function is wired to.
pub const WIRING: &[Wire] = &[Wire::Table, Wire::Outbound, Wire::DeadLetters, Wire::Source, Wire::Sockets];

/// What starts this function: facts to tell, or a socket that opens, speaks or closes.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Event {
    /// Facts of the realtime queue.
    Facts(SqsEvent),
    /// A socket.
    Socket(Box<ApiGatewayWebsocketProxyRequest>),
}

/// What it answers.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Answer {
    /// Which facts must come back.
    Facts(SqsBatchResponse),
    /// What the gateway tells the socket.
    Socket(Box<ApiGatewayProxyResponse>),
}

/// Handles either.
pub async fn handle(event: Event, deps: &Deps) -> Answer {
    match event {
        Event::Facts(facts) => {
            let listening = Listening::default();
            Answer::Facts(batch("realtime", facts, deps, async |r: Received, d: &Deps| tell(r, &listening, d).await).await)
        }
        Event::Socket(request) => Answer::Socket(Box::new(socket(&request, deps).await)),
    }
}

/// One fact to everybody who listens to what it is about.
async fn tell(received: Received, listening: &Listening, deps: &Deps) -> Result<Class, Error> {
    let subjects = audience::of(&received.envelope.payload);
    if subjects.is_empty() {
        return Ok(Class::Other);
    }
    let text = serde_json::to_string(&received.envelope).map_err(|e| Error::Reject(e.to_string()))?;
    let told = push(&subjects, None, &text, listening, deps).await;
    visitor::news(&received.envelope.thread, listening, deps).await.and(told)?;
    Ok(audience::class(&received.envelope.payload))
}

/// Says it to everybody who listens, but for one socket.
async fn push(subjects: &[String], but: Option<&str>, text: &str, listening: &Listening, deps: &Deps) -> Result<(), Error> {
    let mut failed = None;
    for connection in listening.to(subjects, deps).await? {
        if but == Some(connection.as_str()) {
            continue;
        }
        match deps.sockets.push(&connection, text).await {
            Ok(Pushed::Taken) => {}
            Ok(Pushed::Gone) => {
                listening.without(&connection);
                live::disconnect(&deps.table, &connection).await?;
            }
            // The others still hear of it; a repetition is known by its id.
            Err(error) => failed = Some(error),
        }
    }
    failed.map_or(Ok(()), Err)
}

async fn socket(request: &ApiGatewayWebsocketProxyRequest, deps: &Deps) -> ApiGatewayProxyResponse {
    let context = &request.request_context;
    let connection = context.connection_id.as_deref().unwrap_or_default();
    match context.route_key.as_deref() {
        Some("$connect") => {
            let Some(ticket) = request.query_string_parameters.first("ticket") else { return answer(401, "no ticket") };
            match live::connect(&deps.table, ticket, connection, deps.clock.now()).await {
                Ok(Some(_)) => {
                    tracing::info!("A socket opened");
                    answer(200, "")
                }
                Ok(None) => answer(401, "the ticket is unknown, used or too old; ask for another"),
                Err(error) => {
                    tracing::error!(%error, "A socket could not be opened: {error}");
                    answer(503, "try again")
                }
            }
        }
        Some("$disconnect") => {
            if let Err(error) = live::disconnect(&deps.table, connection).await {
                // Its rows expire by themselves, and a push to it finds nobody.
                tracing::warn!(%error, "A closed socket is still listed: {error}");
            }
            answer(200, "")
        }
        // A client keeps an idle socket open by saying anything; of what it looks at, its colleagues hear.
        _ => {
            if let Some(said) = request.body.as_deref().and_then(looking::read)
                && let Err(error) = said.tell(connection, deps).await
            {
                // Seconds later it is said again, or it is not true any more.
                tracing::warn!(%error, "Who looks at a conversation was not told: {error}");
            }
            answer(200, r#"{"type":"pong"}"#)
        }
    }
}

fn answer(status: i64, body: &str) -> ApiGatewayProxyResponse {
    let mut response = ApiGatewayProxyResponse::default();
    response.status_code = status;
    response.body = Some(Body::Text(body.to_owned()));
    response
}

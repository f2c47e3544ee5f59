//! The gateway: limits, preflight, authorization, routing, integration.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::response::Response;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use serde_json::Value;

use super::cors;
use super::event::{Incoming, event, message, response};
use super::routing::{Match, find};
use crate::aws;
use crate::clock::Clock;
use crate::jwt::{Keys, Refused, verify};
use crate::lambda::Outcome;
use crate::lambda::fleet::Fleet;
use crate::plan::{Access, Authorizer, HttpApi, Source};
use crate::usage::Meter;

/// A request may have this much body: 10 MB.
const LARGEST: usize = 10 * 1024 * 1024;

/// What the gateway works with.
pub struct Gate {
    /// Routes, authorizers, CORS. Here all of them have one address; a request belongs to the one that has a route for it.
    pub apis: Vec<HttpApi>,
    /// Functions.
    pub fleet: Fleet,
    /// Keys of the issuers.
    pub keys: Keys,
    /// Usage.
    pub meter: Meter,
    /// The clock.
    pub clock: Clock,
}

/// The gateway on its own address.
pub fn router(gate: Gate) -> Router {
    Router::new().fallback(handle).layer(DefaultBodyLimit::disable()).with_state(Arc::new(gate))
}

async fn handle(State(gate): State<Arc<Gate>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let id = aws::id();
    let origin = parts.headers.get(header::ORIGIN).and_then(|value| value.to_str().ok());
    let decoded = percent_encoding::percent_decode_str(parts.uri.path()).decode_utf8_lossy();
    let wanted = parts.headers.get(header::ACCESS_CONTROL_REQUEST_METHOD).filter(|_| parts.method == Method::OPTIONS);
    let method = wanted.and_then(|value| value.to_str().ok()).unwrap_or(parts.method.as_str());
    let Some(api) = gate.owner(method, &decoded) else {
        return message(StatusCode::NOT_FOUND, "Not Found", &id);
    };
    if let (Some(cors), Some(origin), true) = (&api.cors, origin, wanted.is_some()) {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NO_CONTENT;
        *response.headers_mut() = cors::preflight(cors, origin);
        return response;
    }
    let incoming = Arrived {
        method: parts.method.as_str(),
        path: &decoded,
        query: parts.uri.query().unwrap_or_default(),
        headers: &parts.headers,
        id: &id,
    };
    let mut response = gate.answer(api, &incoming, body).await;
    if let Some(cors) = &api.cors {
        cors::dress(cors, origin, response.headers_mut());
    }
    response
}

/// A request whose body has not been read.
struct Arrived<'a> {
    method: &'a str,
    path: &'a str,
    query: &'a str,
    headers: &'a HeaderMap,
    id: &'a str,
}

impl Gate {
    /// The API that has a route; where none has, the first says so.
    fn owner(&self, method: &str, path: &str) -> Option<&HttpApi> {
        self.apis.iter().find(|api| find(&api.routes, method, path).is_some()).or(self.apis.first())
    }

    async fn answer(&self, api: &HttpApi, arrived: &Arrived<'_>, body: Body) -> Response {
        let id = arrived.id;
        let found = find(&api.routes, arrived.method, arrived.path);
        let route = found.as_ref().map_or_else(|| "-".to_owned(), |found| found.route.key());
        self.meter.count(|usage| {
            usage.http.requests += 1;
            usage.http.units += 1;
            *usage.http.routes.entry(route).or_default() += 1;
        });
        let Some(found) = found else {
            return message(StatusCode::NOT_FOUND, "Not Found", id);
        };
        let claims = match self.authorize(api, &found, arrived) {
            Ok(claims) => claims,
            Err(refused) => return refused.response(id),
        };
        let Ok(body) = axum::body::to_bytes(body, LARGEST).await else {
            return message(StatusCode::PAYLOAD_TOO_LARGE, "Request Entity Too Large", id);
        };
        let more = (body.len() as u64).div_ceil(512 * 1024).saturating_sub(1);
        self.meter.count(|usage| usage.http.units += more);
        let incoming = Incoming {
            method: arrived.method,
            path: arrived.path,
            query: arrived.query,
            headers: arrived.headers,
            body: &body,
            now: self.clock.now(),
            id,
        };
        let event = event(&api.id, &incoming, &found, claims.as_ref());
        let invoked = self.fleet.invoke(&found.route.function, Bytes::from(event.to_string()));
        match tokio::time::timeout(Duration::from_millis(found.route.timeout), invoked).await {
            // The function goes on; the caller is told that nobody knows.
            Err(_) => {
                let answer = message(StatusCode::SERVICE_UNAVAILABLE, "Service Unavailable", id);
                self.with_reason(answer, &found, &format!("no answer within {} ms", found.route.timeout))
            }
            Ok(Outcome::Done(answer)) => response(&answer, id).unwrap_or_else(|| {
                let shown = String::from_utf8_lossy(&answer);
                let shown: String = shown.chars().take(200).collect();
                self.with_reason(internal_error(id), &found, &format!("the answer is not an HTTP API response: {shown}"))
            }),
            Ok(Outcome::Failed(failure)) => {
                self.with_reason(internal_error(id), &found, &format!("{}: {}", failure.kind, failure.message))
            }
        }
    }

    /// What the gateway says of a failure tells the caller nothing, here as in the cloud. Why goes into the function's log, and into
    /// a header that only this gateway has.
    fn with_reason(&self, mut response: Response, found: &Match<'_>, why: &str) -> Response {
        let line: String = why.chars().map(|c| if c.is_ascii_graphic() { c } else { ' ' }).collect();
        if let Some(pool) = self.fleet.find(&found.route.function) {
            pool.log.note(format!("[local] {} was answered {}: {line}", found.route.key(), response.status().as_u16()));
        }
        if let Ok(line) = HeaderValue::from_str(&line) {
            response.headers_mut().insert("x-local-reason", line);
        }
        response
    }

    /// The claims of the caller's token, if the route asks for one.
    fn authorize(&self, api: &HttpApi, found: &Match<'_>, arrived: &Arrived<'_>) -> Result<Option<Value>, Denied> {
        let name = match &found.route.access {
            Access::Open => return Ok(None),
            Access::Named(name) => name,
            Access::Default => match &api.default_authorizer {
                None => return Ok(None),
                Some(name) => name,
            },
        };
        let authorizer = api.authorizers.get(name).ok_or(Denied::Token("there is no such authorizer".to_owned()))?;
        let token = token(authorizer, arrived).ok_or(Denied::Missing)?;
        let claims = verify(&self.keys, authorizer, &token, self.clock.now() / 1000).map_err(|refused| match refused {
            Refused(reason) => Denied::Token(reason),
        })?;
        let scopes = if found.route.scopes.is_empty() { &authorizer.scopes } else { &found.route.scopes };
        let granted: Vec<&str> = claims["scope"].as_str().unwrap_or_default().split(' ').collect();
        if !scopes.is_empty() && !scopes.iter().any(|scope| granted.contains(&scope.as_str())) {
            return Err(Denied::Scope);
        }
        Ok(Some(flattened(&claims)))
    }
}

fn internal_error(id: &str) -> Response {
    message(StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error", id)
}

/// Why a request is not let in.
enum Denied {
    Missing,
    Token(String),
    Scope,
}

impl Denied {
    fn response(self, id: &str) -> Response {
        let (status, text, challenge) = match self {
            Self::Missing => (StatusCode::UNAUTHORIZED, "Unauthorized", "Bearer".to_owned()),
            Self::Token(reason) => {
                let challenge = format!("Bearer scope=\"\" error=\"invalid_token\" error_description=\"{reason}\"");
                (StatusCode::UNAUTHORIZED, "Unauthorized", challenge)
            }
            Self::Scope => (StatusCode::FORBIDDEN, "Forbidden", "Bearer error=\"insufficient_scope\"".to_owned()),
        };
        let mut response = message(status, text, id);
        if let Ok(value) = HeaderValue::from_str(&challenge) {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, value);
        }
        response
    }
}

/// The token at its source; the word `Bearer` before it may be missing.
fn token(authorizer: &Authorizer, arrived: &Arrived<'_>) -> Option<String> {
    let text = match &authorizer.source {
        Source::Header(name) => arrived.headers.get(name)?.to_str().ok()?.to_owned(),
        Source::Query(name) => {
            let mut pairs = arrived.query.split('&').filter_map(|pair| pair.split_once('='));
            pairs.find(|(key, _)| key == name)?.1.to_owned()
        }
    };
    let token = match text.get(..7) {
        Some(start) if start.eq_ignore_ascii_case("bearer ") => text.get(7..)?.trim().to_owned(),
        _ => text.trim().to_owned(),
    };
    (!token.is_empty()).then_some(token)
}

/// The gateway passes every claim on as text, a list as `[a b]`.
fn flattened(claims: &Value) -> Value {
    let text = |value: &Value| match value {
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(crate::template::plain).collect();
            format!("[{}]", items.join(" "))
        }
        other => crate::template::plain(other),
    };
    let map = claims.as_object().into_iter().flatten().map(|(name, value)| (name.clone(), text(value).into()));
    Value::Object(map.collect())
}

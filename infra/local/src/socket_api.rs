//! The WebSocket API: connections in, function events out, and `@connections` back.
//!
//! Source: Amazon API Gateway developer guide, "API Gateway WebSocket APIs", and its quotas: 10 minutes idle, 2 hours
//! in all, 128 KB a message, 32 KB a frame.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE;
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use serde_json::{Map, Value, json};
use tokio::sync::mpsc;

use crate::aws::{self, REGION, bytes_response};
use crate::clock::{Clock, rfc3339, timestamp};
use crate::lambda::Outcome;
use crate::lambda::fleet::Fleet;
use crate::plan::SocketApi;
use crate::tasks::Tasks;
use crate::usage::Meter;

const IDLE: u64 = 10 * 60_000;
const LONGEST: u64 = 2 * 3_600_000;
const LARGEST_MESSAGE: usize = 128 * 1024;
const LARGEST_FRAME: usize = 32 * 1024;
/// Messages that wait for a slow client before posts to it are refused.
const OUTBOX: usize = 256;

/// The open connections; a cheap handle.
#[derive(Clone)]
pub struct Sockets {
    inner: Arc<Inner>,
}

struct Inner {
    api: Option<SocketApi>,
    fleet: Fleet,
    meter: Meter,
    clock: Clock,
    tasks: Tasks,
    connections: Mutex<HashMap<String, Arc<Connection>>>,
}

struct Connection {
    id: String,
    outbox: mpsc::Sender<Out>,
    connected: u64,
    active: AtomicU64,
    user_agent: String,
    host: String,
}

enum Out {
    Text(String),
    Close,
}

impl Sockets {
    /// The WebSocket API of a plan; without one, only `@connections` answers (that nobody is there).
    pub fn new(api: Option<SocketApi>, fleet: Fleet, meter: Meter, clock: Clock, tasks: Tasks) -> Self {
        Self { inner: Arc::new(Inner { api, fleet, meter, clock, tasks, connections: Mutex::default() }) }
    }

    /// The API on its own address.
    pub fn router(&self) -> Router {
        Router::new().fallback(connect).with_state(self.clone())
    }

    fn connections(&self) -> MutexGuard<'_, HashMap<String, Arc<Connection>>> {
        self.inner.connections.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The `@connections` API.
    pub fn connection(&self, method: &Method, id: &str, body: Bytes) -> Response {
        let found = self.connections().get(id).cloned();
        let Some(connection) = found else {
            return refuse(StatusCode::GONE, "GoneException", "");
        };
        match *method {
            Method::POST => self.post(&connection, &body),
            Method::DELETE => {
                // A full outbox closes with the connection.
                let _ = connection.outbox.try_send(Out::Close);
                bytes_response(StatusCode::NO_CONTENT, "application/json", Vec::new())
            }
            _ => {
                let status = json!({
                    "connectedAt": rfc3339(connection.connected),
                    "identity": { "sourceIp": "127.0.0.1", "userAgent": connection.user_agent },
                    "lastActiveAt": rfc3339(connection.active.load(Ordering::Relaxed)),
                });
                bytes_response(StatusCode::OK, "application/json", status.to_string().into_bytes())
            }
        }
    }

    fn post(&self, connection: &Connection, body: &Bytes) -> Response {
        if body.len() > LARGEST_MESSAGE {
            return refuse(StatusCode::PAYLOAD_TOO_LARGE, "PayloadTooLargeException", "Payload too large");
        }
        let text = String::from_utf8_lossy(body).into_owned();
        match connection.outbox.try_send(Out::Text(text)) {
            Ok(()) => {
                self.count_message(body.len());
                bytes_response(StatusCode::OK, "application/json", Vec::new())
            }
            Err(mpsc::error::TrySendError::Full(_)) => {
                refuse(StatusCode::TOO_MANY_REQUESTS, "LimitExceededException", "The client reads too slowly")
            }
            Err(mpsc::error::TrySendError::Closed(_)) => refuse(StatusCode::GONE, "GoneException", ""),
        }
    }

    /// A message is billed in units of 32 KB.
    fn count_message(&self, bytes: usize) {
        let units = (bytes as u64).div_ceil(32 * 1024).max(1);
        self.inner.meter.count(|usage| usage.socket.messages += units);
    }

    /// The parts of an event that all kinds have in common.
    fn context(&self, connection: &Connection, route: &str, kind: &str) -> Value {
        let now = self.inner.clock.now();
        let (api, stage) = self.inner.api.as_ref().map(|api| (api.id.as_str(), api.stage.as_str())).unwrap_or_default();
        let id = aws::id();
        json!({
            "routeKey": route,
            "eventType": kind,
            "extendedRequestId": id,
            "requestTime": timestamp(now).strftime("%d/%b/%Y:%H:%M:%S +0000").to_string(),
            "messageDirection": "IN",
            "stage": stage,
            "connectedAt": connection.connected,
            "requestTimeEpoch": now,
            "identity": { "sourceIp": "127.0.0.1", "userAgent": connection.user_agent },
            "requestId": id,
            "domainName": format!("{api}.execute-api.{REGION}.amazonaws.com"),
            "connectionId": connection.id,
            "apiId": api,
        })
    }

    async fn invoke(&self, route: &str, event: Value) -> Option<(Outcome, bool)> {
        let route = self.inner.api.as_ref()?.routes.get(route)?;
        let outcome = self.inner.fleet.invoke(&route.function, Bytes::from(event.to_string())).await;
        Some((outcome, route.answers))
    }
}

fn refuse(status: StatusCode, kind: &'static str, message: &str) -> Response {
    let body = json!({ "message": message, "connectionId": null, "requestId": aws::id() });
    let mut response = bytes_response(status, "application/json", body.to_string().into_bytes());
    response.headers_mut().insert("x-amzn-errortype", HeaderValue::from_static(kind));
    response
}

async fn connect(
    State(sockets): State<Sockets>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let stage = sockets.inner.api.as_ref().map(|api| api.stage.clone());
    if stage.as_deref() != Some(uri.path().trim_matches('/')) {
        return refuse(StatusCode::FORBIDDEN, "ForbiddenException", "Forbidden");
    }
    let upgrade = match upgrade {
        Ok(upgrade) => upgrade,
        Err(rejection) => return rejection.into_response(),
    };
    let now = sockets.inner.clock.now();
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let random: Vec<u8> = uuid::Uuid::new_v4().as_bytes().iter().copied().take(11).collect();
    let (outbox, inbox) = mpsc::channel(OUTBOX);
    let connection = Arc::new(Connection {
        id: URL_SAFE.encode(random),
        outbox,
        connected: now,
        active: AtomicU64::new(now),
        user_agent: header("user-agent"),
        host: header("host"),
    });
    let event = connect_event(&sockets, &connection, &headers, uri.query().unwrap_or_default());
    match sockets.invoke("$connect", event).await {
        None => {}
        Some((Outcome::Failed(_), _)) => {
            return refuse(StatusCode::BAD_GATEWAY, "InternalServerErrorException", "Internal server error");
        }
        Some((Outcome::Done(answer), _)) => {
            let status = status_of(&answer);
            if !status.is_success() {
                return refuse(status, "ForbiddenException", status.canonical_reason().unwrap_or("Forbidden"));
            }
        }
    }
    // From here on others may post to it; what they post waits for the handshake.
    sockets.connections().insert(connection.id.clone(), Arc::clone(&connection));
    sockets.inner.meter.count(|usage| usage.socket.connections += 1);
    let failed = (sockets.clone(), connection.id.clone());
    upgrade
        .max_frame_size(LARGEST_FRAME)
        .max_message_size(LARGEST_MESSAGE)
        .on_failed_upgrade(move |_| {
            failed.0.connections().remove(&failed.1);
        })
        .on_upgrade(move |socket| serve(sockets, connection, socket, inbox))
}

/// The status of a proxy answer; one that says nothing is a success.
fn status_of(answer: &[u8]) -> StatusCode {
    let answer: Value = serde_json::from_slice(answer).unwrap_or_default();
    let status = answer["statusCode"].as_u64().and_then(|status| u16::try_from(status).ok());
    status.and_then(|status| StatusCode::from_u16(status).ok()).unwrap_or(StatusCode::OK)
}

fn connect_event(sockets: &Sockets, connection: &Connection, headers: &HeaderMap, query: &str) -> Value {
    let mut single = Map::new();
    let mut multiple = Map::new();
    for (name, value) in headers {
        let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
        single.insert(name.as_str().to_owned(), value.clone().into());
        push(&mut multiple, name.as_str(), value);
    }
    let mut event = json!({
        "headers": single,
        "multiValueHeaders": multiple,
        "requestContext": sockets.context(connection, "$connect", "CONNECT"),
        "isBase64Encoded": false,
    });
    let mut single = Map::new();
    let mut multiple = Map::new();
    let decode = |text: &str| percent_encoding::percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (name, value) = (decode(name), decode(value));
        single.insert(name.clone(), value.clone().into());
        push(&mut multiple, &name, value);
    }
    if !single.is_empty() {
        event["queryStringParameters"] = single.into();
        event["multiValueQueryStringParameters"] = multiple.into();
    }
    event
}

fn push(map: &mut Map<String, Value>, name: &str, value: String) {
    if let Value::Array(values) = map.entry(name).or_insert_with(|| json!([])) {
        values.push(value.into());
    }
}

/// One connection, from handshake to end.
async fn serve(sockets: Sockets, connection: Arc<Connection>, mut socket: WebSocket, mut inbox: mpsc::Receiver<Out>) {
    let clock = sockets.inner.clock.clone();
    let (code, reason) = loop {
        let active = connection.active.load(Ordering::Relaxed);
        let limit = (active + IDLE).min(connection.connected + LONGEST);
        tokio::select! {
            received = socket.recv() => match received {
                None => break (1006, ""),
                // A frame or message that is too large ends the connection, as on AWS.
                Some(Err(_)) => {
                    let _ = socket.send(close(1009, "Message too big")).await;
                    break (1009, "Message too big");
                }
                Some(Ok(Message::Close(frame))) => break frame.map_or((1005, ""), |frame| (frame.code, "")),
                Some(Ok(Message::Text(text))) => {
                    connection.active.store(clock.now(), Ordering::Relaxed);
                    let (inner, connection) = (sockets.clone(), Arc::clone(&connection));
                    sockets.inner.tasks.spawn(async move { inner.message(&connection, text.as_str()).await });
                }
                Some(Ok(Message::Binary(_))) => {
                    let _ = socket.send(close(1003, "binary messages are not supported")).await;
                    break (1003, "");
                }
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {
                    connection.active.store(clock.now(), Ordering::Relaxed);
                }
            },
            out = inbox.recv() => match out {
                Some(Out::Text(text)) => {
                    connection.active.store(clock.now(), Ordering::Relaxed);
                    if socket.send(Message::Text(text.into())).await.is_err() {
                        break (1006, "");
                    }
                }
                Some(Out::Close) | None => {
                    let _ = socket.send(close(1000, "Connection Closed Normally")).await;
                    break (1000, "Connection Closed Normally");
                }
            },
            () = clock.sleep_until(limit) => {
                let _ = socket.send(close(1001, "Going away")).await;
                break (1001, "Going away");
            }
        }
    };
    sockets.connections().remove(&connection.id);
    let lasted = clock.now().saturating_sub(connection.connected);
    sockets.inner.meter.count(|usage| usage.socket.connected_ms += lasted);
    let mut context = sockets.context(&connection, "$disconnect", "DISCONNECT");
    context["disconnectStatusCode"] = code.into();
    context["disconnectReason"] = reason.into();
    let headers = json!({ "Host": connection.host, "x-api-key": "", "x-restapi": "" });
    let event = json!({ "headers": headers, "requestContext": context, "isBase64Encoded": false });
    let _ = sockets.invoke("$disconnect", event).await;
}

fn close(code: u16, reason: &'static str) -> Message {
    Message::Close(Some(CloseFrame { code, reason: reason.into() }))
}

impl Sockets {
    /// A message of the client: chosen route, function, and its answer if the route has one.
    async fn message(&self, connection: &Connection, text: &str) {
        self.count_message(text.len());
        let Some(api) = &self.inner.api else {
            return;
        };
        let chosen = route_of(api, text);
        let route = chosen.filter(|key| api.routes.contains_key(key)).unwrap_or_else(|| "$default".to_owned());
        let mut context = self.context(connection, &route, "MESSAGE");
        context["messageId"] = aws::id().into();
        let request = context["requestId"].clone();
        let event = json!({ "requestContext": context, "body": text, "isBase64Encoded": false });
        let answer = match self.invoke(&route, event).await {
            None => Some(json!({ "message": "Forbidden", "connectionId": connection.id, "requestId": request }).to_string()),
            Some((Outcome::Failed(_), _)) => {
                let body = json!({ "message": "Internal server error", "connectionId": connection.id, "requestId": request });
                Some(body.to_string())
            }
            Some((Outcome::Done(_), false)) => None,
            Some((Outcome::Done(answer), true)) => body_of(&answer),
        };
        if let Some(answer) = answer {
            let size = answer.len();
            if connection.outbox.send(Out::Text(answer)).await.is_ok() {
                self.count_message(size);
            }
        }
    }
}

/// The value the route selection expression finds in a message.
fn route_of(api: &SocketApi, text: &str) -> Option<String> {
    let message: Value = serde_json::from_str(text).ok()?;
    let found = api.selector.iter().try_fold(&message, |value, name| value.get(name))?;
    found.as_str().map(str::to_owned)
}

/// What a proxy answer says to the client.
fn body_of(answer: &[u8]) -> Option<String> {
    let answer: Value = serde_json::from_slice(answer).ok()?;
    match answer.get("body") {
        Some(Value::String(text)) => Some(text.clone()).filter(|text| !text.is_empty()),
        Some(Value::Null) | None => None,
        Some(other) => Some(other.to_string()),
    }
}

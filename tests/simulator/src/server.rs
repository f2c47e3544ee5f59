//! The HTTP server: one address for the platforms, the control surface and the page.

use std::convert::Infallible;
use std::future::Future;
use std::net::TcpStream as StdStream;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::any;
use http::{HeaderValue, StatusCode};
use http_body_util::{BodyExt, Limited};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tower::ServiceExt;

use crate::answering::{Host, Outcome, answer};
use crate::call::{Answer, AnswerBody, Call};
use crate::world::World;
use crate::{control, page};

/// No platform takes a larger JSON body.
const BODY_AT_MOST: usize = 4 * 1024 * 1024;

/// What every request sees.
pub(crate) struct Shared {
    world: Mutex<World>,
    /// For deliveries to the product.
    pub(crate) http: reqwest::Client,
    background: Mutex<JoinSet<()>>,
}

impl Shared {
    pub(crate) fn new(world: World, http: reqwest::Client) -> Shared {
        Shared { world: Mutex::new(world), http, background: Mutex::new(JoinSet::new()) }
    }

    /// The world. Never held across an await.
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        // A panic elsewhere leaves nothing half-done that would be worse than going on.
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs something beside the requests; it ends with the simulator.
    pub(crate) fn in_background(&self, work: impl Future<Output = ()> + Send + 'static) {
        let mut background = self.background.lock().unwrap_or_else(PoisonError::into_inner);
        while background.try_join_next().is_some() {}
        background.spawn(work);
    }

    /// How many background deliveries are under way.
    pub(crate) fn under_way(&self) -> usize {
        let mut background = self.background.lock().unwrap_or_else(PoisonError::into_inner);
        while background.try_join_next().is_some() {}
        background.len()
    }

    pub(crate) fn stop_background(&self) {
        self.background.lock().unwrap_or_else(PoisonError::into_inner).abort_all();
    }
}

/// A mark on a response: do not send it, break the connection.
#[derive(Debug, Clone, Copy)]
struct BreakConnection;

#[derive(Debug, thiserror::Error)]
#[error("the connection is broken on order")]
struct BrokenOnOrder;

/// Serves until dropped.
pub(crate) async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    let routes = Router::new()
        .route("/line/{*path}", any(line))
        .route("/meta/{*path}", any(meta))
        .route("/x/{*path}", any(x))
        .route("/sinch/{*path}", any(sinch))
        .route("/telegram/{*path}", any(telegram))
        .route("/linkedin/{*path}", any(linkedin))
        .route("/reddit/{*path}", any(reddit))
        .merge(control::routes())
        .merge(page::routes())
        .with_state(shared);
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(connection(stream, routes.clone()));
                }
                // Out of file handles or the like: it passes, and giving up would be worse.
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be taken: {error}");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            },
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
        }
    }
}

async fn connection(stream: TcpStream, routes: Router) {
    // A second handle on the socket, to make its end a reset instead of an orderly close.
    let Ok((stream, handle)) = twice(stream) else {
        return;
    };
    let broken = Arc::new(Mutex::new(false));
    let mark = broken.clone();
    let service = service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
        let (routes, mark) = (routes.clone(), mark.clone());
        async move {
            let response = match routes.oneshot(request.map(Body::new)).await {
                Ok(response) => response,
                Err(impossible) => match impossible as Infallible {},
            };
            if response.extensions().get::<BreakConnection>().is_some() {
                *mark.lock().unwrap_or_else(PoisonError::into_inner) = true;
                return Err(BrokenOnOrder);
            }
            Ok(response)
        }
    });
    let io = TokioIo::new(stream);
    let connection = http1::Builder::new().timer(TokioTimer::new()).serve_connection(io, service);
    let mut connection = std::pin::pin!(connection);
    let ended = connection.as_mut().await;
    if *broken.lock().unwrap_or_else(PoisonError::into_inner) {
        // With no time to linger, closing sends RST.
        let _ = socket2::SockRef::from(&handle).set_linger(Some(Duration::ZERO));
    } else if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended early: {error}");
    }
}

fn twice(stream: TcpStream) -> std::io::Result<(TcpStream, StdStream)> {
    let stream = stream.into_std()?;
    let handle = stream.try_clone()?;
    Ok((TcpStream::from_std(stream)?, handle))
}

async fn line(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    platform(shared, Host::Line, "/line", request).await
}

async fn meta(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    platform(shared, Host::Meta, "/meta", request).await
}

async fn x(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    platform(shared, Host::X, "/x", request).await
}

async fn sinch(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    platform(shared, Host::Sinch, "/sinch", request).await
}

async fn telegram(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    platform(shared, Host::Telegram, "/telegram", request).await
}

async fn linkedin(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    platform(shared, Host::LinkedIn, "/linkedin", request).await
}

async fn reddit(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    platform(shared, Host::Reddit, "/reddit", request).await
}

async fn platform(shared: Arc<Shared>, host: Host, prefix: &str, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = Limited::new(body, BODY_AT_MOST).collect().await else {
        return plain(StatusCode::PAYLOAD_TOO_LARGE, "simulator: the body is larger than any platform takes");
    };
    let path = parts.uri.path().strip_prefix(prefix).unwrap_or_default();
    let call = Call::new(parts.method.as_str(), path, parts.uri.query(), parts.headers, body.to_bytes());
    // In a task of its own: a caller that hangs up does not undo what the platform has begun.
    let outcome = tokio::spawn(answer(shared, host, call)).await;
    match outcome {
        Ok(Outcome::Answer(answer)) => respond(answer),
        Ok(Outcome::Reset) => {
            let mut response = Response::new(Body::empty());
            response.extensions_mut().insert(BreakConnection);
            response
        }
        Err(error) => plain(StatusCode::INTERNAL_SERVER_ERROR, &format!("simulator: {error}")),
    }
}

fn respond(answer: Answer) -> Response {
    let (content_type, bytes) = match answer.body {
        AnswerBody::Json(value) => ("application/json".to_owned(), value.to_string().into_bytes()),
        AnswerBody::Bytes(content_type, bytes) => (content_type, bytes),
    };
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let named = answer.headers.into_iter().map(|(name, value)| (name.to_owned(), value));
    let all = std::iter::once(("content-type".to_owned(), content_type)).chain(named).chain(answer.extra_headers);
    for (name, value) in all {
        match (http::HeaderName::try_from(name.as_str()), HeaderValue::from_str(&value)) {
            (Ok(name), Ok(value)) => {
                response.headers_mut().insert(name, value);
            }
            _ => tracing::warn!(name, "a header on order cannot be sent: {name}"),
        }
    }
    response
}

fn plain(status: StatusCode, text: &str) -> Response {
    let mut response = Response::new(Body::from(text.to_owned()));
    *response.status_mut() = status;
    response
}

//! A plain HTTP/1.1 server loop on a loopback listener.
//!
//! Not `axum::serve`, because a fault may ask that a request be carried out and its answer never sent: the connection
//! must then close without a status line, as it does when a network fails.

use axum::Router;
use axum::body::Body;
use http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt;

use crate::tasks::Tasks;

/// Marks an answer (as a response extension) that must not reach the client: its connection is closed instead.
#[derive(Clone, Copy)]
pub struct Vanish;

#[derive(Debug, thiserror::Error)]
#[error("the answer was dropped by a fault rule")]
struct Vanished;

/// Serves `router` until the set of tasks ends. Every connection is a task of the same set.
pub fn serve(tasks: &Tasks, listener: TcpListener, router: Router) {
    let inner = tasks.clone();
    tasks.spawn(async move {
        loop {
            match listener.accept().await {
                Ok((stream, _)) => inner.spawn(connection(stream, router.clone())),
                // Out of file descriptors, usually: breathe and go on, as the connections that hold them will end.
                Err(error) => {
                    tracing::warn!(%error, "cannot accept a connection");
                    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
                }
            }
        }
    });
}

async fn connection(stream: TcpStream, router: Router) {
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request: Request<Incoming>| {
        let answering = router.clone().oneshot(request.map(Body::new));
        async move {
            match answering.await {
                Ok(response) if response.extensions().get::<Vanish>().is_some() => Err(Vanished),
                Ok(response) => Ok(response),
                Err(never) => match never {},
            }
        }
    });
    // A broken connection is the client's business: it sees the error itself.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).with_upgrades().await;
}

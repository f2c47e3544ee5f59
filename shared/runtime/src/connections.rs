//! The connections to AWS: the SDK's clients over the HTTP stack that platforms are called with.
//!
//! The client that the SDK would bring speaks HTTP/2 as well. No service here answers in it, and it is a twentieth of every
//! function's zip.

use std::{error::Error, sync::OnceLock, time::Duration};

use aws_smithy_runtime_api::client::{
    http::{HttpConnector, HttpConnectorFuture, SharedHttpClient, SharedHttpConnector, http_client_fn},
    orchestrator::{HttpRequest, HttpResponse},
    result::ConnectorError,
};
use aws_smithy_types::{body::SdkBody, retry::ErrorKind};
use hyper_util::client::legacy::{self, connect::dns::GaiResolver};

use crate::http::{Caller, caller, trusting};

/// An AWS service that does not take a connection within this time is tried again.
const CONNECT: Duration = Duration::from_millis(3_100);

/// The one client of all services of a function, with the connections they share.
pub(crate) fn connections() -> SharedHttpClient {
    let connector = SharedHttpConnector::new(Connections::default());
    http_client_fn(move |_, _| connector.clone())
}

/// Made at the first call, as in [`crate::http`].
#[derive(Debug, Default)]
struct Connections(OnceLock<Result<Caller, String>>);

impl Connections {
    fn caller(&self) -> Result<Caller, ConnectorError> {
        let made = self.0.get_or_init(|| Ok(caller(trusting()?, GaiResolver::new(), CONNECT)));
        made.clone().map_err(|why| ConnectorError::user(why.into()))
    }
}

impl HttpConnector for Connections {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let caller = self.caller();
        HttpConnectorFuture::new(async move {
            // With the body as the SDK made it: it watches the body being taken, and gives up on a request of which nobody takes any.
            let request = request.try_into_http1x().map_err(|e| ConnectorError::user(e.into()))?;
            let response = caller?.request(request).await.map_err(told)?;
            HttpResponse::try_from(response.map(SdkBody::from_body_1_x)).map_err(|e| ConnectorError::other(e.into(), None))
        })
    }
}

/// The failure as the SDK tells those that it tries again from those that it does not.
fn told(error: legacy::Error) -> ConnectorError {
    let mut chain = std::iter::successors(error.source(), |&error| error.source());
    match chain.find_map(|error| error.downcast_ref::<hyper::Error>()) {
        Some(why) if why.is_user() => ConnectorError::user(error.into()),
        // The service went away in the middle of its answer.
        Some(why) if why.is_incomplete_message() => ConnectorError::other(error.into(), Some(ErrorKind::TransientError)),
        _ => ConnectorError::io(error.into()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test")]
mod tests {
    use http_body_util::Full;
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::TcpListener,
    };

    use super::*;

    /// What a service at this address is answered to have said.
    async fn calls(address: &str) -> Result<(u16, Vec<u8>), ConnectorError> {
        // Made on its way, as the SDK wraps what it sends: whether the body is taken is what it goes by.
        let mut request = HttpRequest::new(SdkBody::from_body_1_x(Full::from("{}")));
        request.set_method("POST").unwrap();
        request.set_uri(address).unwrap();
        let answer = Connections::default().call(request).await?;
        let status = answer.status().as_u16();
        let body = http_body_util::BodyExt::collect(answer.into_body()).await.unwrap().to_bytes().to_vec();
        Ok((status, body))
    }

    /// A service that reads a request and says this.
    async fn service(says: &'static str) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/", listener.local_addr().unwrap());
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut read = Vec::new();
            while !read.ends_with(b"{}") {
                assert!(stream.read_buf(&mut read).await.unwrap() > 0, "the whole request comes");
            }
            stream.write_all(says.as_bytes()).await.unwrap();
        });
        address
    }

    // proves F8: what may be tried again is told from what may not
    #[tokio::test]
    async fn failures_are_of_the_kind_that_the_sdk_tries_again() {
        let good = service("HTTP/1.1 400 Bad Request\r\ncontent-length: 2\r\n\r\nno").await;
        assert_eq!(calls(&good).await.unwrap(), (400, b"no".to_vec()), "an answer is no failure of the connection");
        let gone = calls("http://127.0.0.1:1/").await.unwrap_err();
        assert!(gone.is_io(), "{gone:?}");
        // The listener's backlog takes the connection; nobody answers. TLS waits for its handshake within the same time.
        let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let begun = std::time::Instant::now();
        let late = calls(&format!("https://{}/", silent.local_addr().unwrap())).await.unwrap_err();
        assert!(late.is_io() && begun.elapsed() < CONNECT * 2, "{late:?}");
        let torn = calls(&service("").await).await.unwrap_err();
        assert_eq!(torn.as_other(), Some(ErrorKind::TransientError), "{torn:?}");
        let nonsense = calls(&service("SSH-2.0\r\n\r\n").await).await.unwrap_err();
        assert!(!nonsense.is_user(), "{nonsense:?}");
    }
}

//! Where a stack listens.

use tokio::net::TcpListener;

use crate::error::Error;
use crate::intrinsic::Addresses;

/// Ports on 127.0.0.1; 0 takes any free one.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ports {
    /// The AWS endpoint.
    pub aws: u16,
    /// The HTTP API.
    pub api: u16,
    /// The WebSocket API.
    pub websocket: u16,
    /// The console.
    pub console: u16,
}

/// The listeners, bound before anything else: the template's values, and whoever is to call, hold their addresses.
pub struct Listeners {
    pub(crate) aws: TcpListener,
    pub(crate) api: TcpListener,
    pub(crate) websocket: TcpListener,
    pub(crate) console: TcpListener,
    pub(crate) runtime: TcpListener,
}

impl Listeners {
    /// Takes the ports.
    ///
    /// # Errors
    /// When one of them is taken.
    pub async fn bind(ports: Ports) -> Result<Self, Error> {
        Ok(Self {
            aws: bind("the AWS endpoint", ports.aws).await?,
            api: bind("the HTTP API", ports.api).await?,
            websocket: bind("the WebSocket API", ports.websocket).await?,
            console: bind("the console", ports.console).await?,
            runtime: bind("the Lambda Runtime API", 0).await?,
        })
    }

    /// Where they listen.
    ///
    /// # Errors
    /// When the system cannot tell.
    pub fn addresses(&self) -> Result<Addresses, Error> {
        Ok(Addresses {
            aws: address("http", &self.aws)?,
            api: address("http", &self.api)?,
            websocket: address("ws", &self.websocket)?,
            console: address("http", &self.console)?,
        })
    }

    /// Where functions ask for work.
    pub(crate) fn runtime_api(&self) -> Result<String, Error> {
        address("http", &self.runtime)
    }
}

async fn bind(what: &str, port: u16) -> Result<TcpListener, Error> {
    TcpListener::bind(("127.0.0.1", port))
        .await
        .map_err(|source| Error::Io { what: format!("bind port {port} for {what}"), source })
}

fn address(scheme: &str, listener: &TcpListener) -> Result<String, Error> {
    let address =
        listener.local_addr().map_err(|source| Error::Io { what: "read the address of a listener".to_owned(), source })?;
    Ok(format!("{scheme}://{address}"))
}

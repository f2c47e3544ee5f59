//! Messages to open WebSockets.

use aws_sdk_apigatewaymanagement::{Client, operation::post_to_connection::PostToConnectionError, primitives::Blob};

use crate::{bus::reason, error::Error};

/// Where pushes go out.
#[derive(Clone)]
pub struct Sockets(Arm);

#[derive(Clone)]
enum Arm {
    Aws(Client),
    Nowhere,
    #[cfg(feature = "memory")]
    Memory(std::sync::Arc<std::sync::Mutex<Heard>>, store::gate::Gated),
}

/// What in-memory sockets were given, and which of them are closed.
#[cfg(feature = "memory")]
#[derive(Default)]
struct Heard {
    taken: Vec<(String, String)>,
    gone: std::collections::BTreeSet<String>,
}

/// How a push ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pushed {
    /// The gateway took it.
    Taken,
    /// Nobody is there any more.
    Gone,
}

impl Sockets {
    pub(crate) fn aws(client: Client) -> Self {
        Self(Arm::Aws(client))
    }

    /// For a function that pushes nothing.
    pub fn nowhere() -> Self {
        Self(Arm::Nowhere)
    }

    /// Sockets that keep what they are given.
    #[cfg(feature = "memory")]
    pub fn memory() -> Self {
        Self(Arm::Memory(std::sync::Arc::default(), store::gate::Gated::default()))
    }

    /// The same sockets in memory, behind a gate.
    #[cfg(feature = "memory")]
    pub fn behind(&self, gate: store::gate::Gated) -> Self {
        match &self.0 {
            Arm::Memory(all, _) => Self(Arm::Memory(all.clone(), gate)),
            _ => self.clone(),
        }
    }

    /// What in-memory sockets were given: (connection, text).
    #[cfg(feature = "memory")]
    pub fn taken(&self) -> Vec<(String, String)> {
        match &self.0 {
            Arm::Memory(all, _) => all.lock().map(|all| all.taken.clone()).unwrap_or_default(),
            _ => vec![],
        }
    }

    /// Closes an in-memory socket from the other side.
    #[cfg(feature = "memory")]
    pub fn hang_up(&self, connection: &str) {
        if let Arm::Memory(all, _) = &self.0
            && let Ok(mut all) = all.lock()
        {
            all.gone.insert(connection.to_owned());
        }
    }

    /// Posts a text to one connection.
    pub async fn push(&self, connection: &str, text: &str) -> Result<Pushed, Error> {
        let client = match &self.0 {
            Arm::Aws(client) => client,
            Arm::Nowhere => return Err(Error::Reject("this function pushes nothing".into())),
            #[cfg(feature = "memory")]
            Arm::Memory(all, gate) => {
                let push = |_| {
                    if let Ok(mut all) = all.lock() {
                        if all.gone.contains(connection) {
                            return Pushed::Gone;
                        }
                        all.taken.push((connection.to_owned(), text.to_owned()));
                    }
                    Pushed::Taken
                };
                let lost = |lost| Error::Retry(format!("a push: {lost:?}"));
                return gate.pass("sockets", "push", || connection.to_owned(), push).await.map_err(lost);
            }
        };
        let request = client.post_to_connection().connection_id(connection).data(Blob::new(text));
        match Box::pin(request.send()).await {
            Ok(_) => Ok(Pushed::Taken),
            Err(error) if error.as_service_error().is_some_and(PostToConnectionError::is_gone_exception) => Ok(Pushed::Gone),
            Err(error) => Err(Error::Retry(format!("a push: {}", reason(&error)))),
        }
    }
}

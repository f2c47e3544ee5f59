//! The loop of every function's `main`.

use lambda_runtime::{LambdaEvent, service_fn};
use serde::{Serialize, de::DeserializeOwned};

use crate::{config::Wire, deps::Deps, error::Error, telemetry};

/// Sets up the log and the ports of `wiring`, then handles invocations until the environment goes away.
///
/// # Errors
/// When the wiring is incomplete, or the runtime's connection breaks.
pub async fn serve<E, R, H>(wiring: &[Wire], handle: H) -> Result<(), lambda_runtime::Error>
where
    E: DeserializeOwned + Send + 'static,
    R: Serialize,
    H: AsyncFn(E, &Deps) -> R,
{
    telemetry::init();
    let deps = Deps::from_env(wiring).await?;
    let (deps, handle) = (&deps, &handle);
    lambda_runtime::run(service_fn(move |event: LambdaEvent<E>| async move {
        Ok::<R, lambda_runtime::Error>(handle(event.payload, deps).await)
    }))
    .await
}

/// The same for a handler whose failure is the invocation's failure.
///
/// # Errors
/// When the wiring is incomplete, or the runtime's connection breaks.
pub async fn serve_fallible<E, R, H>(wiring: &[Wire], handle: H) -> Result<(), lambda_runtime::Error>
where
    E: DeserializeOwned + Send + 'static,
    R: Serialize,
    H: AsyncFn(E, &Deps) -> Result<R, Error>,
{
    telemetry::init();
    let deps = Deps::from_env(wiring).await?;
    let (deps, handle) = (&deps, &handle);
    lambda_runtime::run(service_fn(move |event: LambdaEvent<E>| async move {
        handle(event.payload, deps).await.map_err(lambda_runtime::Error::from)
    }))
    .await
}

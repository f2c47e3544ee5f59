//! What goes to a program of the company: signed as the open platform signs, under one id however often it is tried.

use channels::Scheme;
use domain::{id::EnvelopeId, platform::Platform, program::Webhook};
use http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use runtime::{Ask, Deps, Error};

use crate::attempt::secrets;

/// The header of the open platform's signature.
const SIGNATURE: &str = "x-hub-signature-256";
/// By which the program knows what it was told before.
const EVENT: &str = "x-harken-event";
/// The same id under the name that programs look for which do what they are told once (IETF draft, "The Idempotency-Key HTTP
/// Header Field").
const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// The request, or what an administrator must do first.
pub(crate) async fn signed(deps: &Deps, to: &Webhook, id: EnvelopeId, body: Vec<u8>) -> Result<Ask, Error> {
    let Webhook { url, account } = to;
    let secret = secrets(deps, Platform::Open, account).await?.unwrap_or_default();
    let Some(secret) = secret.one("signing") else {
        return Err(Error::Reject(format!("the account {account} has no signing secret; set it, then redrive")));
    };
    let text = |text: String| HeaderValue::try_from(text).map_err(|e| Error::Reject(e.to_string()));
    let headers = HeaderMap::from_iter([
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (HeaderName::from_static(EVENT), text(id.to_string())?),
        (HeaderName::from_static(IDEMPOTENCY_KEY), text(id.to_string())?),
        (HeaderName::from_static(SIGNATURE), text(Scheme::Open.sign(secret, &body))?),
    ]);
    Ok(Ask { method: Method::POST, url: url.clone(), headers, body })
}

//! The request as it came, and the answers there are.

use aws_lambda_events::{
    apigw::{ApiGatewayV2httpRequest, ApiGatewayV2httpResponse},
    encodings::Body,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use channels::{upload::Untaken, web::Wrong};
use domain::id::AccountId;
use http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::json;

/// The largest body taken, in bytes: the longest message, written with escapes.
const LARGEST: usize = 64 * 1024;

/// Somebody at the door.
pub(crate) struct Knock {
    pub deployment: AccountId,
    /// The last part of the path: `messages`, `form`, …
    pub what: String,
    pub method: Method,
    headers: HeaderMap,
    query: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error("there is nothing here: check the deployment's name, and that it is active")]
    Nowhere,
    #[error("this page may not show the messenger: an administrator adds its origin to the connection")]
    Origin,
    #[error("there is no session with this token: begin one")]
    Unknown,
    #[error("the session is over after 72 hours without a message: begin another")]
    Over,
    #[error("the identity is not a token of this deployment, signed with its secret and good for at most five minutes: {0}")]
    Identity(&'static str),
    #[error("the body is not what this takes: {0}")]
    Malformed(String),
    #[error(transparent)]
    Wrong(#[from] Wrong),
    #[error("{0}: {advice}", advice = advice(*.0))]
    Untaken(Untaken),
    #[error(
        "the file is not there: its upload did not end, it is older than three days, or it is another session's; attach it again"
    )]
    Gone,
    #[error("nothing was stored; send it again in a moment")]
    Later(runtime::Error),
}

impl From<runtime::Error> for Failure {
    fn from(error: runtime::Error) -> Self {
        Failure::Later(error)
    }
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Self {
        Failure::Later(error.into())
    }
}

impl From<Untaken> for Failure {
    fn from(why: Untaken) -> Self {
        Failure::Untaken(why)
    }
}

/// What to do with a file that is not taken.
fn advice(why: Untaken) -> &'static str {
    match why {
        Untaken::Kind | Untaken::Type => "send it as a picture, a video, a recording, a PDF, a text or an office document",
        Untaken::Empty => "choose the file again",
        Untaken::TooLarge { .. } => "make it smaller, or send a link to it",
        Untaken::Dangerous => "programs, pages and scripts are not taken",
    }
}

/// What is said through the door.
pub(crate) struct Answer {
    status: u16,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: String,
}

impl Knock {
    /// Reads a request.
    pub fn read(request: &ApiGatewayV2httpRequest) -> Result<Self, Failure> {
        let parameter = |name: &str| request.path_parameters.get(name).map(String::as_str).unwrap_or_default();
        let deployment = parameter("deployment").parse::<AccountId>().map_err(|_| Failure::Nowhere)?;
        let body = match (&request.body, request.is_base64_encoded) {
            (None, _) => Vec::new(),
            (Some(text), false) => text.clone().into_bytes(),
            (Some(text), true) => {
                STANDARD.decode(text).map_err(|_| Failure::Malformed("it is not the base64 it says it is".into()))?
            }
        };
        if body.len() > LARGEST {
            return Err(Failure::Malformed(format!("{} bytes; at most {LARGEST} are taken", body.len())));
        }
        // Some calls have a route of their own, with rates of its own.
        let path = request.raw_path.as_deref().unwrap_or_default();
        let what = match parameter("what") {
            "" => path.rsplit('/').next().unwrap_or_default(),
            named => named,
        };
        Ok(Self {
            deployment,
            what: what.to_owned(),
            method: request.request_context.http.method.clone(),
            headers: request.headers.clone(),
            query: request.query_string_parameters.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
            body,
        })
    }

    /// A header as text.
    pub fn header(&self, name: HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Where the page is that asks.
    pub fn origin(&self) -> Option<&str> {
        self.header(header::ORIGIN)
    }

    /// The token that was given with a session.
    pub fn token(&self) -> Option<&str> {
        self.header(header::AUTHORIZATION)?.strip_prefix("Bearer ").filter(|token| !token.is_empty())
    }

    /// A parameter of the query.
    pub fn asked(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The body as JSON.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        serde_json::from_slice(&self.body)
            .map_err(|error| Failure::Malformed(format!("line {} column {}", error.line(), error.column())))
    }
}

impl Failure {
    fn status(&self) -> (u16, &'static str) {
        match self {
            Failure::Nowhere => (404, "not_found"),
            Failure::Origin => (403, "origin"),
            Failure::Unknown => (401, "no_session"),
            Failure::Over => (410, "session_over"),
            Failure::Identity(_) => (401, "identity"),
            Failure::Malformed(_) => (400, "malformed"),
            Failure::Wrong(_) => (400, "invalid"),
            Failure::Untaken(Untaken::Kind | Untaken::Type) => (400, "file_type"),
            Failure::Untaken(Untaken::Empty) => (400, "file_empty"),
            Failure::Untaken(Untaken::TooLarge { .. }) => (400, "file_large"),
            Failure::Untaken(Untaken::Dangerous) => (400, "file_dangerous"),
            Failure::Gone => (400, "file_gone"),
            Failure::Later(_) => (503, "not_stored"),
        }
    }
}

impl Answer {
    fn with(status: u16, content_type: &'static str, body: String) -> Self {
        let headers = vec![
            (header::CONTENT_TYPE, HeaderValue::from_static(content_type)),
            (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        ];
        Self { status, headers, body }
    }

    /// It is done, and this came of it.
    pub fn told(status: u16, body: &impl Serialize) -> Self {
        Self::with(status, "application/json", serde_json::to_string(body).unwrap_or_default())
    }

    /// Nothing to say.
    pub fn nothing() -> Self {
        Self { status: 204, headers: vec![], body: String::new() }
    }

    /// A page for people.
    pub fn page(status: u16, html: String) -> Self {
        let mut answer = Self::with(status, "text/html; charset=utf-8", html);
        let policy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        answer.headers.push((header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy)));
        answer.headers.push((header::REFERRER_POLICY, HeaderValue::from_static("same-origin")));
        answer
    }

    /// Lets the page of an origin read it. Without one, no page may.
    pub fn allowed_to(mut self, origin: Option<&str>) -> Self {
        self.headers.push((header::VARY, HeaderValue::from_static("origin")));
        if let Some(origin) = origin.and_then(|origin| HeaderValue::try_from(origin).ok()) {
            self.headers.push((header::ACCESS_CONTROL_ALLOW_ORIGIN, origin));
            let allowed = [
                (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST"),
                (header::ACCESS_CONTROL_ALLOW_HEADERS, "authorization, content-type"),
                (header::ACCESS_CONTROL_MAX_AGE, "600"),
            ];
            self.headers.extend(allowed.map(|(name, value)| (name, HeaderValue::from_static(value))));
        }
        self
    }
}

impl From<Failure> for Answer {
    fn from(failure: Failure) -> Self {
        if let Failure::Later(error) = &failure {
            tracing::error!(%error, "A request of the web messenger was not carried out: {error}");
        }
        let (status, code) = failure.status();
        let mut error = json!({ "code": code, "message": failure.to_string() });
        if let Failure::Untaken(Untaken::TooLarge { allowed, .. }) = failure {
            error["most"] = allowed.into();
        }
        Answer::told(status, &json!({ "error": error }))
    }
}

impl From<Answer> for ApiGatewayV2httpResponse {
    fn from(answer: Answer) -> Self {
        let mut response = ApiGatewayV2httpResponse::default();
        response.status_code = i64::from(answer.status);
        response.headers = answer.headers.into_iter().collect();
        response.body = Some(Body::Text(answer.body));
        response
    }
}

//! The request as it came, and the answers there are.

use aws_lambda_events::{
    apigw::{ApiGatewayV2httpRequest, ApiGatewayV2httpResponse},
    encodings::Body,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{id::AccountId, platform::Platform};
use http::{HeaderMap, HeaderValue, Method, header};
use sha2::{Digest, Sha256};

/// Somebody at the door: a platform, or who says so.
pub(crate) struct Knock {
    pub platform: Platform,
    pub account: AccountId,
    pub method: Method,
    pub headers: HeaderMap,
    pub query: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// What is said through the door.
pub(crate) struct Answer {
    status: u16,
    content_type: &'static str,
    body: String,
    retry: bool,
}

impl Knock {
    /// The raw bytes and where they were sent; or the answer to a request that is for nobody.
    pub fn read(request: &ApiGatewayV2httpRequest) -> Result<Self, Answer> {
        let parameter = |name: &str| request.path_parameters.get(name).map(String::as_str).unwrap_or_default();
        let platform =
            parameter("platform").parse::<Platform>().map_err(|e| Answer::refused(404, "unknown_platform", &e.to_string()))?;
        if channels::capabilities(platform).is_none() {
            return Err(Answer::refused(404, "unknown_platform", &format!("{platform} cannot be connected yet")));
        }
        let account =
            parameter("account").parse::<AccountId>().map_err(|e| Answer::refused(404, "unknown_account", &e.to_string()))?;
        let method = request.request_context.http.method.clone();
        let body = match (&request.body, request.is_base64_encoded) {
            (None, _) => Vec::new(),
            (Some(text), false) => text.clone().into_bytes(),
            (Some(text), true) => STANDARD
                .decode(text)
                .map_err(|_| Answer::refused(400, "unreadable", "the body is not the base64 it says it is"))?,
        };
        if body.len() > channels::LARGEST {
            return Err(Answer::refused(
                413,
                "too_large",
                &format!("{} bytes; at most {} are taken", body.len(), channels::LARGEST),
            ));
        }
        let query = request.query_string_parameters.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Ok(Self { platform, account, method, headers: request.headers.clone(), query, body })
    }

    /// A `GET`: the platform asks whether the address is ours.
    pub fn is_question(&self) -> bool {
        self.method == Method::GET
    }

    /// SHA-256 of the body, in hex.
    pub fn fingerprint(&self) -> String {
        Sha256::digest(&self.body).iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The body as a queue can hold it.
    pub fn text(&self) -> String {
        match std::str::from_utf8(&self.body) {
            // A queue refuses an empty message, and some control characters.
            Ok(text) if !text.is_empty() && text.chars().all(|c| !c.is_control() || matches!(c, '\t' | '\n' | '\r')) => {
                text.to_owned()
            }
            _ => format!("base64:{}", STANDARD.encode(&self.body)),
        }
    }
}

impl Answer {
    /// It is durable.
    pub fn ok() -> Self {
        Self { status: 200, content_type: "text/plain; charset=utf-8", body: String::new(), retry: false }
    }

    /// It is durable, and this is what became of each part.
    pub fn told(body: &impl serde::Serialize) -> Self {
        let body = serde_json::to_string(body).unwrap_or_default();
        Self { status: 200, content_type: "application/json", body, retry: false }
    }

    /// Nothing was stored; the platform should come again.
    pub fn later() -> Self {
        let mut answer = Self::refused(503, "not_stored", "nothing was stored; deliver it again in a moment");
        answer.retry = true;
        answer
    }

    /// Nothing was stored, and the same request never will be.
    pub fn refused(status: u16, code: &str, message: &str) -> Self {
        let body = serde_json::json!({ "error": { "code": code, "message": message } }).to_string();
        Self { status, content_type: "application/json", body, retry: false }
    }
}

impl From<channels::Challenge> for Answer {
    fn from(challenge: channels::Challenge) -> Self {
        Self {
            status: challenge.status,
            content_type: challenge.content_type,
            body: challenge.body.unwrap_or_default(),
            retry: false,
        }
    }
}

impl From<Answer> for ApiGatewayV2httpResponse {
    fn from(answer: Answer) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(answer.content_type));
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        if answer.retry {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        }
        let mut response = ApiGatewayV2httpResponse::default();
        response.status_code = i64::from(answer.status);
        response.headers = headers;
        response.body = Some(Body::Text(answer.body));
        response
    }
}

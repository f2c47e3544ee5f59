//! The gateway's event in (HTTP API, payload 2.0), its answer out.
//!
//! The event has a type of its own because the usual one reads every claim as a text: Cognito's `cognito:groups` is a
//! list, which the gateway flattens and other issuers' gateways pass on.

use std::collections::BTreeMap;

use aws_lambda_events::{apigw::ApiGatewayV2httpResponse, encodings::Body};
use axum::response::Response;
use base64::{Engine, engine::general_purpose::STANDARD};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::Deserialize;
use serde_json::Value;

use crate::error::Problem;

/// The largest body taken, in bytes (S8).
pub const LARGEST_BODY: usize = 1 << 20;

/// What a path may not hold as it is. The gateway decodes a path before it passes it on.
const NOT_IN_A_PATH: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'<').add(b'>').add(b'?').add(b'`').add(b'{').add(b'}');

/// One request, as the gateway hands it over.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Invocation {
    raw_path: String,
    #[serde(default)]
    raw_query_string: String,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    #[serde(default)]
    body: Option<String>,
    #[serde(default)]
    is_base64_encoded: bool,
    request_context: Context,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Context {
    http: Http,
    #[serde(default)]
    request_id: String,
    #[serde(default)]
    authorizer: Option<Authorizer>,
}

#[derive(Debug, Clone, Deserialize)]
struct Http {
    method: String,
}

#[derive(Debug, Clone, Deserialize)]
struct Authorizer {
    #[serde(default)]
    jwt: Option<Jwt>,
}

#[derive(Debug, Clone, Deserialize)]
struct Jwt {
    #[serde(default)]
    claims: BTreeMap<String, Value>,
}

/// What the gateway found in the token, after it had checked it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Claims {
    /// Who.
    pub sub: Option<String>,
    /// The groups they are in.
    pub groups: Vec<String>,
}

impl Invocation {
    /// The gateway's name for this request.
    pub(crate) fn request_id(&self) -> &str {
        &self.request_context.request_id
    }

    /// Who asks.
    pub(crate) fn claims(&self) -> Claims {
        let jwt = self.request_context.authorizer.as_ref().and_then(|authorizer| authorizer.jwt.as_ref());
        let Some(claims) = jwt.map(|jwt| &jwt.claims) else { return Claims::default() };
        let sub = claims.get("sub").and_then(Value::as_str).map(str::to_owned);
        Claims { sub, groups: claims.get("cognito:groups").map(groups).unwrap_or_default() }
    }

    /// The request as a router takes it.
    pub(crate) fn into_request(self) -> Result<Request<axum::body::Body>, Problem> {
        let method = Method::from_bytes(self.request_context.http.method.as_bytes())
            .map_err(|_| Problem::invalid("", "the method is none that HTTP knows", "use GET, POST, PUT or DELETE"))?;
        let mut uri = utf8_percent_encode(&self.raw_path, NOT_IN_A_PATH).to_string();
        if !self.raw_query_string.is_empty() {
            uri.push('?');
            uri.push_str(&self.raw_query_string);
        }
        let body = match (self.body, self.is_base64_encoded) {
            (None, _) => Vec::new(),
            (Some(text), false) => text.into_bytes(),
            (Some(text), true) => STANDARD
                .decode(text)
                .map_err(|_| Problem::invalid("", "the body is not the base64 it says it is", "send the body as it is"))?,
        };
        if body.len() > LARGEST_BODY {
            return Err(Problem::too_large(body.len(), LARGEST_BODY));
        }
        let mut request = Request::builder().method(method).uri(uri).body(axum::body::Body::from(body)).map_err(|_| {
            Problem::invalid("", "the path or the query holds characters that an address may not", "percent-encode them")
        })?;
        for (name, value) in self.headers {
            // A header that is none by the rules of HTTP means nothing to us.
            if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
                request.headers_mut().insert(name, value);
            }
        }
        Ok(request)
    }
}

/// The groups of a token: a list, or what the gateway makes of one, `[agent supervisor]`.
fn groups(claim: &Value) -> Vec<String> {
    match claim {
        Value::Array(all) => all.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        Value::String(text) => {
            let inside = text.trim().trim_start_matches('[').trim_end_matches(']');
            inside.split([' ', ',']).filter(|group| !group.is_empty()).map(str::to_owned).collect()
        }
        _ => Vec::new(),
    }
}

/// The answer as the gateway takes it.
pub(crate) async fn answer(response: Response) -> ApiGatewayV2httpResponse {
    let (parts, body) = response.into_parts();
    // Our own answers are whole in memory; the limit is that of the gateway.
    let bytes = axum::body::to_bytes(body, 6 << 20).await.unwrap_or_default();
    let mut answer = ApiGatewayV2httpResponse::default();
    answer.status_code = i64::from(parts.status.as_u16());
    answer.headers = safe(parts.headers);
    answer.body = (!bytes.is_empty()).then(|| Body::Text(String::from_utf8_lossy(&bytes).into_owned()));
    answer
}

/// What every answer carries: it is nobody's to keep, and is what it says it is (S10).
fn safe(mut headers: HeaderMap) -> HeaderMap {
    headers.insert(http::header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(http::header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // The body is handed over whole, and the gateway counts it itself.
    headers.remove(http::header::CONTENT_LENGTH);
    headers
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    // proves SUP-02: a role is read from either form of the claim
    #[test]
    fn groups_are_read_from_a_list_and_from_its_flattened_form() {
        assert_eq!(groups(&json!(["agent", "admin"])), ["agent", "admin"]);
        assert_eq!(groups(&json!("[agent supervisor]")), ["agent", "supervisor"]);
        assert_eq!(groups(&json!("agent")), ["agent"]);
        assert_eq!(groups(&json!("[]")), [""; 0]);
        assert_eq!(groups(&json!(7)), [""; 0]);
    }
}

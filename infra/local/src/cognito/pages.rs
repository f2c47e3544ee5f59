//! What a pool publishes: its keys and its configuration; and leave for browsers to call the API.

use axum::body::Body;
use axum::response::Response;
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use serde_json::json;

use super::Cognito;
use crate::aws::bytes_response;

impl Cognito {
    /// The answer to a request for a published page, or to a preflight of the API; none for anything else.
    pub fn page(&self, method: &Method, uri: &Uri, headers: &HeaderMap) -> Option<Response> {
        if *method == Method::OPTIONS && headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD) {
            return Some(preflight(headers));
        }
        let (id, page) = uri.path().strip_prefix('/')?.split_once("/.well-known/")?;
        let pool = self.pools.iter().find(|pool| pool.plan.id == id)?;
        let (issuer, domain) = (&pool.issuer, &pool.domain);
        let body = match page {
            "jwks.json" => json!({ "keys": [pool.key.public()] }),
            "openid-configuration" => json!({
                "issuer": issuer,
                "authorization_endpoint": format!("{domain}/oauth2/authorize"),
                "token_endpoint": format!("{domain}/oauth2/token"),
                "revocation_endpoint": format!("{domain}/oauth2/revoke"),
                "end_session_endpoint": format!("{domain}/logout"),
                "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
                "jwks_uri": format!("{issuer}/.well-known/jwks.json"),
                "id_token_signing_alg_values_supported": ["RS256"],
                "subject_types_supported": ["public"],
                "response_types_supported": ["code", "token"],
                "scopes_supported": ["openid", "email", "phone", "profile"],
            }),
            _ => return None,
        };
        let mut response = bytes_response(StatusCode::OK, "application/json", body.to_string().into_bytes());
        // An application in a browser reads both from another origin.
        response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        Some(response)
    }
}

fn preflight(asked: &HeaderMap) -> Response {
    let mut response = Response::new(Body::empty());
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("POST, GET"));
    if let Some(wanted) = asked.get(header::ACCESS_CONTROL_REQUEST_HEADERS) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, wanted.clone());
    }
    response
}

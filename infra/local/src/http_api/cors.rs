//! CORS as an HTTP API does it: preflights are answered by the gateway, and what functions say about CORS is replaced.
//!
//! Source: Amazon API Gateway developer guide, "Configuring CORS for HTTP APIs".

use http::header::{self, HeaderName};
use http::{HeaderMap, HeaderValue};

use crate::plan::Cors;

const OURS: [HeaderName; 6] = [
    header::ACCESS_CONTROL_ALLOW_ORIGIN,
    header::ACCESS_CONTROL_ALLOW_METHODS,
    header::ACCESS_CONTROL_ALLOW_HEADERS,
    header::ACCESS_CONTROL_ALLOW_CREDENTIALS,
    header::ACCESS_CONTROL_EXPOSE_HEADERS,
    header::ACCESS_CONTROL_MAX_AGE,
];

fn allowed<'a>(cors: &Cors, origin: &'a str) -> Option<&'a str> {
    let fits = |pattern: &str| {
        pattern == "*" || pattern == origin || pattern.strip_suffix("://*").is_some_and(|scheme| origin.starts_with(scheme))
    };
    cors.origins.iter().any(|pattern| fits(pattern)).then_some(origin)
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

fn set_origin(cors: &Cors, headers: &mut HeaderMap, origin: &str) {
    let any = cors.origins.iter().any(|pattern| pattern == "*") && !cors.credentials;
    set(headers, header::ACCESS_CONTROL_ALLOW_ORIGIN, if any { "*" } else { origin });
    if !any {
        headers.append(header::VARY, HeaderValue::from_static("origin"));
    }
    if cors.credentials {
        set(headers, header::ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
    }
}

/// The headers of the answer to a preflight; without any when the origin is not allowed.
pub fn preflight(cors: &Cors, origin: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let Some(origin) = allowed(cors, origin) else {
        return headers;
    };
    set_origin(cors, &mut headers, origin);
    if !cors.methods.is_empty() {
        set(&mut headers, header::ACCESS_CONTROL_ALLOW_METHODS, &cors.methods.join(","));
    }
    if !cors.headers.is_empty() {
        set(&mut headers, header::ACCESS_CONTROL_ALLOW_HEADERS, &cors.headers.join(","));
    }
    if let Some(seconds) = cors.max_age {
        set(&mut headers, header::ACCESS_CONTROL_MAX_AGE, &seconds.to_string());
    }
    headers
}

/// Puts the configured CORS headers on an answer.
pub fn dress(cors: &Cors, origin: Option<&str>, headers: &mut HeaderMap) {
    for name in OURS {
        headers.remove(name);
    }
    let Some(origin) = origin.and_then(|origin| allowed(cors, origin)) else {
        return;
    };
    set_origin(cors, headers, origin);
    if !cors.expose.is_empty() {
        set(headers, header::ACCESS_CONTROL_EXPOSE_HEADERS, &cors.expose.join(","));
    }
}

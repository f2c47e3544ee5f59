//! The event of a request (payload format 2.0) and the response in a function's answer.
//!
//! Source: Amazon API Gateway developer guide, "Create AWS Lambda proxy integrations for HTTP APIs".

use std::collections::BTreeMap;

use axum::body::{Body, Bytes};
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use serde_json::{Map, Value, json};

use super::routing::Match;
use crate::aws::ACCOUNT;
use crate::clock::timestamp;

/// A request as it came in.
pub struct Incoming<'a> {
    /// Method.
    pub method: &'a str,
    /// Path, decoded: an HTTP API decodes it before routing and passes it on so.
    pub path: &'a str,
    /// Query as sent.
    pub query: &'a str,
    /// Headers.
    pub headers: &'a HeaderMap,
    /// Body.
    pub body: &'a Bytes,
    /// Now.
    pub now: u64,
    /// Request id.
    pub id: &'a str,
}

/// The event that the function gets.
pub fn event(api: &str, incoming: &Incoming<'_>, found: &Match<'_>, claims: Option<&Value>) -> Value {
    let (mut headers, cookies) = headers(incoming.headers);
    let hex: String = incoming.id.chars().filter(char::is_ascii_hexdigit).take(24).collect();
    headers.entry("x-amzn-trace-id".to_owned()).or_insert_with(|| format!("Root=1-{:08x}-{hex}", incoming.now / 1000));
    let host = headers.get("host").cloned().unwrap_or_default();
    let user_agent = headers.get("user-agent").cloned().unwrap_or_default();
    let time = timestamp(incoming.now).strftime("%d/%b/%Y:%H:%M:%S +0000").to_string();
    let mut context = json!({
        "accountId": ACCOUNT,
        "apiId": api,
        "domainName": host,
        "domainPrefix": api,
        "http": {
            "method": incoming.method,
            "path": incoming.path,
            "protocol": "HTTP/1.1",
            "sourceIp": "127.0.0.1",
            "userAgent": user_agent,
        },
        "requestId": incoming.id,
        "routeKey": found.route.key(),
        "stage": "$default",
        "time": time,
        "timeEpoch": incoming.now,
    });
    if let Some(claims) = claims {
        context["authorizer"] = json!({ "jwt": { "claims": claims, "scopes": null } });
    }
    let mut event = json!({
        "version": "2.0",
        "routeKey": found.route.key(),
        "rawPath": incoming.path,
        "rawQueryString": incoming.query,
        "headers": headers,
        "requestContext": context,
        "isBase64Encoded": false,
    });
    if !cookies.is_empty() {
        event["cookies"] = cookies.into();
    }
    let query = query(incoming.query);
    if !query.is_empty() {
        event["queryStringParameters"] = json!(query);
    }
    if !found.parameters.is_empty() {
        event["pathParameters"] = json!(found.parameters);
    }
    if !incoming.body.is_empty() {
        let text = is_text(incoming.headers).then(|| std::str::from_utf8(incoming.body).ok()).flatten();
        match text {
            Some(text) => event["body"] = text.into(),
            None => {
                event["body"] = STANDARD.encode(incoming.body).into();
                event["isBase64Encoded"] = true.into();
            }
        }
    }
    event
}

/// Names in lower case, several values joined by commas, cookies apart.
fn headers(headers: &HeaderMap) -> (BTreeMap<String, String>, Vec<String>) {
    let mut map: BTreeMap<String, String> = BTreeMap::new();
    let mut cookies = Vec::new();
    for (name, value) in headers {
        let value = String::from_utf8_lossy(value.as_bytes());
        if name == header::COOKIE {
            cookies.extend(value.split("; ").map(str::to_owned));
            continue;
        }
        map.entry(name.as_str().to_owned())
            .and_modify(|joined| {
                joined.push(',');
                joined.push_str(&value);
            })
            .or_insert_with(|| value.into_owned());
    }
    let port = map.get("host").and_then(|host| host.rsplit(':').next().map(str::to_owned)).unwrap_or_default();
    map.entry("x-forwarded-for".to_owned()).or_insert_with(|| "127.0.0.1".to_owned());
    map.entry("x-forwarded-proto".to_owned()).or_insert_with(|| "http".to_owned());
    map.entry("x-forwarded-port".to_owned()).or_insert(port);
    (map, cookies)
}

fn query(raw: &str) -> BTreeMap<String, String> {
    let mut map: BTreeMap<String, String> = BTreeMap::new();
    let decode = |text: &str| percent_encoding::percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
    for pair in raw.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let value = decode(value);
        map.entry(decode(name))
            .and_modify(|joined| {
                joined.push(',');
                joined.push_str(&value);
            })
            .or_insert(value);
    }
    map
}

/// A body is passed on as text for these types only; everything else, a form or a missing type included, as base64.
fn is_text(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind.starts_with("text/") || matches!(kind.as_str(), "application/json" | "application/xml" | "application/javascript")
}

/// The response in a function's answer: with a `statusCode` it says everything, without one it is the body.
pub fn response(answer: &[u8], id: &str) -> Option<Response> {
    let answer: Value = serde_json::from_slice(answer).ok()?;
    let mut response = Response::new(Body::empty());
    let Some(status) = answer.get("statusCode") else {
        let body = match answer {
            Value::String(text) => text,
            other => other.to_string(),
        };
        *response.body_mut() = Body::from(body);
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        return Some(with_id(response, id));
    };
    let status = status.as_u64().or_else(|| status.as_str()?.parse().ok())?;
    *response.status_mut() = StatusCode::from_u16(u16::try_from(status).ok()?).ok()?;
    let text = answer["body"].as_str().unwrap_or_default();
    let body = if answer["isBase64Encoded"].as_bool() == Some(true) {
        Bytes::from(STANDARD.decode(text).ok()?)
    } else {
        Bytes::from(text.to_owned())
    };
    let headers = response.headers_mut();
    let empty = Map::new();
    for (name, value) in answer["headers"].as_object().unwrap_or(&empty) {
        put(headers, name, value);
    }
    for (name, values) in answer["multiValueHeaders"].as_object().unwrap_or(&empty) {
        // Payload format 2.0 has no such member and ignores it where `headers` says the same.
        if !answer["headers"].as_object().is_some_and(|single| single.contains_key(name)) {
            values.as_array().into_iter().flatten().for_each(|value| put(headers, name, value));
        }
    }
    for cookie in answer["cookies"].as_array().into_iter().flatten() {
        put(headers, "set-cookie", cookie);
    }
    if !headers.contains_key(header::CONTENT_TYPE) && !body.is_empty() {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    }
    *response.body_mut() = Body::from(body);
    Some(with_id(response, id))
}

fn put(headers: &mut HeaderMap, name: &str, value: &Value) {
    let text = crate::template::plain(value);
    // The length is that of the body as sent.
    if name.eq_ignore_ascii_case("content-length") || name.eq_ignore_ascii_case("transfer-encoding") {
        return;
    }
    if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(&text)) {
        headers.append(name, value);
    }
}

fn with_id(mut response: Response, id: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(id) {
        response.headers_mut().insert("apigw-requestid", value);
    }
    response
}

/// An answer of the gateway itself.
pub fn message(status: StatusCode, text: &str, id: &str) -> Response {
    let mut response = Response::new(Body::from(json!({ "message": text }).to_string()));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    with_id(response, id)
}

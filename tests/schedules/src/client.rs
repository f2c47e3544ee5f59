//! Requests of the hosted API, as the gateway hands them over.

use aws_lambda_events::{apigw::ApiGatewayV2httpResponse, encodings::Body};
use serde_json::{Value, json};

/// A request of somebody.
#[derive(Debug, Clone)]
pub struct Request {
    pub who: String,
    pub role: &'static str,
    pub method: &'static str,
    pub path: String,
    pub body: Value,
    /// `Idempotency-Key`: the same again is the same command.
    pub key: Option<String>,
}

impl Request {
    pub fn get(who: &str, role: &'static str, path: impl Into<String>) -> Self {
        Self { who: who.to_owned(), role, method: "GET", path: path.into(), body: Value::Null, key: None }
    }

    /// The gateway's event. `n` makes the request's id.
    pub fn event(&self, n: u64) -> Value {
        let (bare, query) = self.path.split_once('?').unwrap_or((&self.path, ""));
        let mut headers = json!({ "content-type": "application/json" });
        if let Some(key) = &self.key {
            headers["idempotency-key"] = key.clone().into();
        }
        let claims = json!({ "sub": self.who, "cognito:groups": format!("[{}]", self.role), "exp": "1" });
        json!({
            "version": "2.0", "routeKey": "ANY /v1/{proxy+}", "rawPath": bare, "rawQueryString": query, "headers": headers,
            "requestContext": { "http": { "method": self.method, "path": bare }, "requestId": format!("req-{n}"), "stage": "$default",
                "authorizer": { "jwt": { "claims": claims, "scopes": null } } },
            "body": if self.body.is_null() { Value::Null } else { self.body.to_string().into() },
            "isBase64Encoded": false,
        })
    }
}

/// What the API answered.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: i64,
    pub body: Value,
}

impl From<ApiGatewayV2httpResponse> for Answer {
    fn from(response: ApiGatewayV2httpResponse) -> Self {
        let body = match response.body {
            Some(Body::Text(text)) => serde_json::from_str(&text).unwrap_or_default(),
            _ => Value::Null,
        };
        Self { status: response.status_code, body }
    }
}

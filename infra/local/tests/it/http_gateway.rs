use std::time::{Duration, Instant};

use local::Stack;
use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};

use crate::sign_in::signed_in;
use crate::support::stack;

fn request(stack: &Stack, method: Method, path: &str) -> RequestBuilder {
    Client::new().request(method, format!("{}{path}", stack.endpoints().api))
}

#[tokio::test]
async fn a_request_becomes_an_event_of_payload_format_2() {
    let stack = stack().await;
    let body = r#"{"a":"안녕"}"#;
    let response = request(&stack, Method::POST, "/in/line/acct%201?x=1&x=2&empty=&name=a%20b")
        .header("Content-Type", "application/json; charset=utf-8")
        .header("X-Line-Signature", "abc=")
        .header("X-Two", "one")
        .header("X-Two", "two")
        .header("Cookie", "a=1; b=2")
        .body(body)
        .send()
        .await
        .unwrap();
    assert_eq!(response.status().as_u16(), 200);
    assert_eq!(response.headers()["x-probe"], "yes");
    assert_eq!(response.headers()["set-cookie"], "seen=1");
    let event: Value = response.json().await.unwrap();
    assert_eq!(event["version"], "2.0");
    assert_eq!(event["routeKey"], "POST /in/{platform}/{account}");
    assert_eq!(event["rawPath"], "/in/line/acct 1", "an HTTP API decodes the path");
    assert_eq!(event["rawQueryString"], "x=1&x=2&empty=&name=a%20b");
    assert_eq!(event["queryStringParameters"], json!({"x": "1,2", "empty": "", "name": "a b"}));
    assert_eq!(event["pathParameters"], json!({"platform": "line", "account": "acct 1"}));
    assert_eq!(event["headers"]["x-line-signature"], "abc=");
    assert_eq!(event["headers"]["x-two"], "one,two");
    assert_eq!(event["cookies"], json!(["a=1", "b=2"]));
    assert!(event["headers"].get("cookie").is_none());
    assert_eq!((&event["body"], &event["isBase64Encoded"]), (&json!(body), &json!(false)));
    let context = &event["requestContext"];
    assert_eq!((&context["http"]["method"], &context["stage"]), (&json!("POST"), &json!("$default")));
    assert!(context["timeEpoch"].is_u64() && context.get("authorizer").is_none());
}

#[tokio::test]
async fn a_body_that_is_not_of_a_text_type_is_base64() {
    let stack = stack().await;
    let send = async |kind: Option<&str>, body: &'static [u8]| -> Value {
        let mut request = request(&stack, Method::POST, "/in/line/a").body(body);
        if let Some(kind) = kind {
            request = request.header("content-type", kind);
        }
        let event: Value = request.send().await.unwrap().json().await.unwrap();
        json!([event["body"], event["isBase64Encoded"]])
    };
    assert_eq!(send(Some("application/octet-stream"), &[0, 255]).await, json!(["AP8=", true]));
    assert_eq!(send(Some("application/x-www-form-urlencoded"), b"a=b").await, json!(["YT1i", true]));
    assert_eq!(send(None, b"a=b").await, json!(["YT1i", true]));
    assert_eq!(send(Some("text/plain"), b"a=b").await, json!(["a=b", false]));
}

#[tokio::test]
async fn unknown_routes_and_methods_are_not_found() {
    let stack = stack().await;
    for (method, path) in [(Method::GET, "/"), (Method::DELETE, "/in/line/a"), (Method::POST, "/in/line"), (Method::GET, "/v1")] {
        let response = request(&stack, method, path).send().await.unwrap();
        assert_eq!(response.status().as_u16(), 404, "{path}");
        assert_eq!(response.json::<Value>().await.unwrap(), json!({"message": "Not Found"}));
    }
}

#[tokio::test]
async fn the_jwt_authorizer_passes_claims_on_as_text_and_refuses_bad_tokens() {
    let stack = stack().await;
    let tokens = signed_in(&stack, "ana@example.org", &["agent", "admin"]).await;
    let get = async |token: Option<&str>| {
        let mut request = request(&stack, Method::GET, "/v1/inbox/mine");
        if let Some(token) = token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        request.send().await.unwrap()
    };
    for token in ["AccessToken", "IdToken"] {
        let response = get(tokens[token].as_str()).await;
        assert_eq!(response.status().as_u16(), 200, "{token}");
        let event: Value = response.json().await.unwrap();
        let claims = &event["requestContext"]["authorizer"]["jwt"]["claims"];
        assert_eq!(claims["cognito:groups"], "[agent admin]");
        assert!(claims["exp"].is_string() && claims["sub"].is_string());
        assert_eq!(event["pathParameters"]["proxy"], "inbox/mine");
    }
    let good = tokens["AccessToken"].as_str().unwrap();
    let (head, signature) = good.rsplit_once('.').unwrap();
    let forged = format!("{head}.{}", signature.chars().rev().collect::<String>());
    let none = format!("eyJhbGciOiJub25lIn0.{}.", good.split('.').nth(1).unwrap());
    for bad in [None, Some(""), Some("nonsense"), Some(forged.as_str()), Some(none.as_str())] {
        let response = get(bad).await;
        assert_eq!(response.status().as_u16(), 401, "{bad:?}");
        assert!(response.headers().contains_key("www-authenticate"));
        assert_eq!(response.json::<Value>().await.unwrap(), json!({"message": "Unauthorized"}));
    }
    stack.advance(Duration::from_secs(3601));
    assert_eq!(get(Some(good)).await.status().as_u16(), 401, "expired");
}

#[tokio::test]
async fn cors_preflights_are_answered_by_the_gateway_for_the_allowed_origin_only() {
    let stack = stack().await;
    let preflight = async |origin: &str| {
        request(&stack, Method::OPTIONS, "/v1/inbox")
            .header("origin", origin)
            .header("access-control-request-method", "PUT")
            .send()
            .await
            .unwrap()
    };
    let allowed = preflight("http://localhost:5173").await;
    assert_eq!(allowed.status().as_u16(), 204);
    let header = |name: &str| allowed.headers()[name].to_str().unwrap();
    assert_eq!(header("access-control-allow-origin"), "http://localhost:5173");
    assert_eq!(header("access-control-allow-methods"), "GET,PUT");
    assert_eq!(header("access-control-allow-headers"), "authorization");
    assert_eq!(header("access-control-max-age"), "600");
    assert!(!preflight("https://evil.example").await.headers().contains_key("access-control-allow-origin"));
    let refused = request(&stack, Method::GET, "/v1/x").header("origin", "http://localhost:5173").send().await.unwrap();
    assert_eq!(refused.status().as_u16(), 401);
    assert_eq!(refused.headers()["access-control-allow-origin"], "http://localhost:5173", "errors are readable, too");
    assert_eq!(refused.headers()["access-control-expose-headers"], "retry-after");
}

#[tokio::test]
async fn a_body_over_10_mb_is_413_and_an_integration_that_takes_too_long_503_and_a_crash_500() {
    let stack = stack().await;
    let large = request(&stack, Method::POST, "/in/line/a").body(vec![b'x'; 10 * 1024 * 1024 + 1]).send().await.unwrap();
    assert_eq!(large.status().as_u16(), 413);
    let begun = Instant::now();
    let slow = request(&stack, Method::GET, "/slow?do=hang").send().await.unwrap();
    assert_eq!(slow.status().as_u16(), 503);
    assert_eq!(slow.json::<Value>().await.unwrap(), json!({"message": "Service Unavailable"}));
    assert!(begun.elapsed() < Duration::from_secs(2));
    let crash = request(&stack, Method::POST, "/in/line/a?do=crash").send().await.unwrap();
    assert_eq!(crash.status().as_u16(), 500);
    let why = crash.headers()["x-local-reason"].to_str().unwrap().to_owned();
    assert!(why.starts_with("Runtime.ExitError: ") && why.contains("exit status"), "{why}");
    assert!(stack.logs("probe_http").iter().any(|line| line.ends_with(&why)), "{why}");
    assert_eq!(crash.json::<Value>().await.unwrap(), json!({"message": "Internal Server Error"}));
    assert_eq!(stack.usage().http.requests, 3);
}

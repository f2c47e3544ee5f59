//! Requests of platforms, as the gateway hands them to the function.

use std::{collections::BTreeMap, sync::LazyLock};

use aws_lambda_events::{apigw::ApiGatewayV2httpResponse, encodings::Body};
use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{event::Envelope, platform::Platform};
use hmac::{Hmac, KeyInit, Mac};
use runtime::{Letter, Secret};
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::Sha256;

use crate::stand::{Stand, invocation::file, slug};

/// One file of `events/platforms`: a delivery as the platform sends it.
#[derive(Deserialize)]
pub struct Sample {
    #[serde(skip)]
    pub name: String,
    pub request: String,
    pub headers: BTreeMap<String, String>,
    pub body: String,
    pub secret: String,
}

/// Every delivery there is a sample of.
pub static SAMPLES: LazyLock<Vec<Sample>> = LazyLock::new(|| {
    let mut samples = Vec::new();
    for platform in ["line", "instagram"] {
        let folder = format!("{}/../../events/platforms/{platform}", env!("CARGO_MANIFEST_DIR"));
        for entry in std::fs::read_dir(folder).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let mut sample: Sample = serde_json::from_str(&file(&format!("events/platforms/{platform}/{name}"))).unwrap();
            sample.name = format!("{platform}/{}", name.trim_end_matches(".json"));
            samples.push(sample);
        }
    }
    samples.sort_by(|a, b| a.name.cmp(&b.name));
    samples
});

pub fn sample(name: &str) -> &'static Sample {
    SAMPLES.iter().find(|sample| sample.name == name).unwrap_or_else(|| panic!("no sample {name}"))
}

impl Sample {
    pub fn platform(&self) -> Platform {
        self.name.split('/').next().unwrap().parse().unwrap()
    }

    pub fn event(&self) -> Value {
        let (method, path) = self.request.split_once(' ').unwrap();
        request(method, path, "", &self.headers, Some(&self.body))
    }
}

/// A request in payload format 2.0.
pub fn request(method: &str, path: &str, query: &str, headers: &BTreeMap<String, String>, body: Option<&str>) -> Value {
    let mut headers = headers.clone();
    headers.insert("host".into(), "abcde12345.execute-api.us-east-1.amazonaws.com".into());
    headers.insert("content-length".into(), body.unwrap_or_default().len().to_string());
    let mut segments = path.split('/').skip(2);
    let mut event = json!({
        "version": "2.0",
        "routeKey": format!("{method} /in/{{platform}}/{{account}}"),
        "rawPath": path,
        "rawQueryString": query,
        "headers": headers,
        "requestContext": {
            "accountId": "000000000000",
            "apiId": "abcde12345",
            "domainName": "abcde12345.execute-api.us-east-1.amazonaws.com",
            "domainPrefix": "abcde12345",
            "http": {"method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "147.92.150.1", "userAgent": "sample"},
            "requestId": "JKJaXmPLvHcESHA=",
            "routeKey": format!("{method} /in/{{platform}}/{{account}}"),
            "stage": "$default",
            "time": "20/Nov/2026:09:30:00 +0000",
            "timeEpoch": 1_795_167_000_000u64,
        },
        "pathParameters": {"platform": segments.next().unwrap_or_default(), "account": segments.next().unwrap_or_default()},
        "isBase64Encoded": false,
    });
    if !query.is_empty() {
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        event["queryStringParameters"] =
            pairs.map(|(name, value)| (name.to_owned(), Value::from(value))).collect::<serde_json::Map<_, _>>().into();
    }
    if let Some(body) = body {
        event["body"] = body.into();
    }
    event
}

/// A delivery to LINE's door, signed.
pub fn line(secret: &str, body: &[u8]) -> Value {
    let headers = [("x-line-signature".to_owned(), STANDARD.encode(hmac(secret, body)))].into();
    binary(request("POST", "/in/line/demo", "", &headers, Some("")), body)
}

/// The same event with bytes for a body.
pub fn binary(mut event: Value, body: &[u8]) -> Value {
    event["body"] = STANDARD.encode(body).into();
    event["isBase64Encoded"] = true.into();
    event
}

fn hmac(secret: &str, body: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(body);
    mac.finalize().into_bytes().to_vec()
}

/// A door with the secrets of the account `demo`.
pub async fn door(platform: Platform, signing: &[&str]) -> Stand {
    let stand = Stand::new();
    let texts = [("signing", signing.to_vec()), ("verify_token", vec!["open sesame"])];
    let texts = texts.into_iter().map(|(name, all)| (name.to_owned(), all.into_iter().map(str::to_owned).collect()));
    stand.deps.secrets.put(platform, &slug("demo"), Secret::new(texts.collect())).await.unwrap();
    stand
}

/// What came of a request.
#[derive(Debug, PartialEq)]
pub struct Answered {
    pub status: i64,
    pub body: String,
    pub retry_after: Option<String>,
    pub published: Vec<Envelope>,
    pub dead: Vec<Letter>,
}

/// Knocks once.
pub async fn knock(stand: &Stand, event: &Value) -> Answered {
    let response: ApiGatewayV2httpResponse = webhook::handle(serde_json::from_value(event.clone()).unwrap(), &stand.deps).await;
    assert_eq!(response.headers["x-content-type-options"], "nosniff");
    let body = match response.body {
        Some(Body::Text(text)) => text,
        None | Some(Body::Empty) => String::new(),
        other => panic!("{other:?}"),
    };
    let retry_after = response.headers.get("retry-after").map(|value| value.to_str().unwrap().to_owned());
    let held = stand.deps.bus.take();
    Answered { status: response.status_code, body, retry_after, published: held.published, dead: held.dead }
}

/// Knocks twice with the same: the second time says and does exactly what the first did.
pub async fn twice(stand: &Stand, event: &Value) -> Answered {
    let first = knock(stand, event).await;
    assert_eq!(knock(stand, event).await, first);
    first
}

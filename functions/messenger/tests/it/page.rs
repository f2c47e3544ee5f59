//! A page of the company, and the door it knocks at.

use aws_lambda_events::encodings::Body;
use domain::{account::Account, event::Envelope, platform::Platform};
use runtime::Secret;
use serde_json::{Value, json};

use crate::stand::{Stand, company::account, slug};

pub const SHOP: &str = "https://shop.example";
pub const SECRET: &str = "help-secret-7";

/// A stand with two deployments: `help` on the shop's pages, `other` on another's.
pub async fn open() -> Stand {
    let mut stand = Stand::new();
    for (id, origin) in [("help", SHOP), ("other", "https://other.example")] {
        let deployment = Account { external_id: id.into(), origins: vec![origin.into()], ..account(id, Platform::Web) };
        stand.put(&deployment).await;
    }
    let secret = Secret::new([("signing".to_owned(), vec![SECRET.to_owned()])].into_iter().collect());
    stand.deps.secrets.put(Platform::Web, &slug("help"), secret).await.unwrap();
    stand
}

/// One request.
#[derive(Clone)]
pub struct Request {
    method: &'static str,
    deployment: &'static str,
    what: &'static str,
    query: Value,
    headers: Value,
    body: Option<String>,
}

/// What came back.
#[derive(Debug)]
pub struct Heard {
    pub status: i64,
    pub body: String,
    pub origin: Option<String>,
    pub published: Vec<Envelope>,
}

impl Heard {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("{self:?}"))
    }
}

impl Request {
    pub fn new(method: &'static str, what: &'static str) -> Self {
        Self { method, deployment: "help", what, query: json!({}), headers: json!({ "origin": SHOP }), body: None }
    }

    pub fn at(mut self, deployment: &'static str) -> Self {
        self.deployment = deployment;
        self
    }

    pub fn header(mut self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.headers[name] = value.into(),
            None => drop(self.headers.as_object_mut().unwrap().remove(name)),
        }
        self
    }

    pub fn by(self, token: &str) -> Self {
        self.header("authorization", Some(&format!("Bearer {token}")))
    }

    pub fn asking(mut self, name: &str, value: &str) -> Self {
        self.query[name] = value.into();
        self
    }

    pub fn json(mut self, body: &Value) -> Self {
        self.body = Some(body.to_string());
        self
    }

    pub fn text(mut self, body: &str) -> Self {
        self.body = Some(body.to_owned());
        self
    }

    /// Knocks.
    pub async fn send(&self, stand: &Stand) -> Heard {
        let path = format!("/web/{}/{}", self.deployment, self.what);
        let event = json!({
            "version": "2.0", "routeKey": format!("{} /web/{{deployment}}/{{what}}", self.method), "rawPath": path, "rawQueryString": "",
            "headers": self.headers, "queryStringParameters": self.query,
            "pathParameters": { "deployment": self.deployment, "what": self.what },
            "requestContext": {
                "accountId": "1", "apiId": "web", "domainName": "web.example", "domainPrefix": "web", "requestId": "r", "stage": "$default",
                "http": { "method": self.method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "203.0.113.7", "userAgent": "a" },
                "routeKey": "r", "time": "20/Nov/2026:09:30:00 +0000", "timeEpoch": 1_795_167_000_000u64,
            },
            "body": self.body, "isBase64Encoded": false,
        });
        let response = messenger::handle(serde_json::from_value(event).unwrap(), &stand.deps).await;
        let origin = response.headers.get("access-control-allow-origin").map(|value| value.to_str().unwrap().to_owned());
        let Some(Body::Text(body)) = response.body else { panic!("{:?}", response.body) };
        Heard { status: response.status_code, body, origin, published: stand.deps.bus.take().published }
    }
}

/// A guest's token.
pub async fn guest(stand: &Stand) -> String {
    let begun = Request::new("POST", "sessions").json(&json!({})).send(stand).await;
    assert_eq!(begun.status, 201, "{begun:?}");
    begun.json()["token"].as_str().unwrap().to_owned()
}

/// Says something.
pub async fn say(stand: &Stand, token: &str, id: &str, text: &str) -> Heard {
    Request::new("POST", "messages").by(token).json(&json!({ "client_id": id, "text": text })).send(stand).await
}

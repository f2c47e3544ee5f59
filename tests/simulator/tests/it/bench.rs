//! What the tests stand on: a running simulator, a product that records what it is sent, and callers.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use simulator::{Account, Accounts, Conduct, FailureKind, Options, Platform, Simulator, SimulatorClient, Write};

pub const LINE_TOKEN: &str = "line-token";
pub const META_TOKEN: &str = "meta-token";
pub const PAGE_TOKEN: &str = "page-token";
pub const PHONE_TOKEN: &str = "phone-token";
pub const SECRET: &str = "secret-7-abcdef0123456789";
pub const IGID: &str = "17841400000000777";
pub const PAGE: &str = "104200000000777";
pub const PHONE: &str = "106540352242922";
pub const DEMO: &str = "demo";
/// In milliseconds.
pub const HOUR: i64 = 3_600_000;

/// One delivery as the product saw it.
#[derive(Debug, Clone)]
pub struct Seen {
    pub method: String,
    pub path: String,
    pub query: String,
    pub signature: Option<String>,
    pub body: Bytes,
}

impl Seen {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

/// A product that only listens, and answers as told.
#[derive(Clone, Default)]
pub struct Product {
    pub seen: Arc<Mutex<Vec<Seen>>>,
    /// Answers to the next deliveries: status and delay; 200 at once when none is left.
    pub answers: Arc<Mutex<Vec<(u16, u64)>>>,
    pub under_way: Arc<Mutex<(u32, u32)>>,
}

impl Product {
    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// The most deliveries that were under way at once.
    pub fn most_at_once(&self) -> u32 {
        self.under_way.lock().unwrap().1
    }

    pub fn will_answer(&self, answers: &[(u16, u64)]) {
        *self.answers.lock().unwrap() = answers.to_vec();
    }
}

async fn listen(State(product): State<Product>, request: Request) -> Response {
    {
        let mut under_way = product.under_way.lock().unwrap();
        under_way.0 += 1;
        under_way.1 = under_way.1.max(under_way.0);
    }
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 1 << 22).await.unwrap();
    let header = |name: &str| parts.headers.get(name).map(|value| value.to_str().unwrap().to_owned());
    let query = parts.uri.query().unwrap_or_default().to_owned();
    product.seen.lock().unwrap().push(Seen {
        method: parts.method.to_string(),
        path: parts.uri.path().to_owned(),
        query: query.clone(),
        signature: [
            "x-line-signature",
            "x-hub-signature-256",
            "x-twitter-webhooks-signature",
            "x-sinch-webhook-signature",
            "x-telegram-bot-api-secret-token",
            "x-li-signature",
        ]
        .into_iter()
        .find_map(header),
        body,
    });
    let (status, ms) = {
        let mut answers = product.answers.lock().unwrap();
        if answers.is_empty() { (200, 20) } else { answers.remove(0) }
    };
    tokio::time::sleep(Duration::from_millis(ms)).await;
    product.under_way.lock().unwrap().0 -= 1;
    let challenge = query.split('&').find_map(|pair| pair.strip_prefix("hub.challenge=")).unwrap_or_default();
    let allowed = !query.contains("hub.verify_token") || query.contains("hub.verify_token=vt-7");
    let status = if allowed { status } else { 403 };
    (StatusCode::from_u16(status).unwrap(), challenge.to_owned()).into_response()
}

pub struct Bench {
    pub simulator: Simulator,
    pub client: SimulatorClient,
    pub product: Product,
    pub http: reqwest::Client,
}

pub fn line_account() -> Account {
    Account {
        platform: Platform::Line,
        account: "demo".to_owned(),
        id: "Uffffffffffffffffffffffffffffff01".to_owned(),
        secret: SECRET.to_owned(),
        token: LINE_TOKEN.to_owned(),
        verify_token: None,
        name: None,
        redelivery: false,
        echo: false,
        quota: None,
        grant: None,
    }
}

pub fn instagram_account() -> Account {
    Account {
        platform: Platform::Instagram,
        id: IGID.to_owned(),
        token: META_TOKEN.to_owned(),
        verify_token: Some("vt-7".to_owned()),
        name: Some("examplestore".to_owned()),
        ..line_account()
    }
}

pub fn facebook_account() -> Account {
    Account {
        platform: Platform::Facebook,
        id: PAGE.to_owned(),
        token: PAGE_TOKEN.to_owned(),
        name: Some("Example Store".to_owned()),
        ..instagram_account()
    }
}

pub fn whatsapp_account() -> Account {
    Account { platform: Platform::WhatsApp, id: PHONE.to_owned(), token: PHONE_TOKEN.to_owned(), ..facebook_account() }
}

pub async fn bench() -> Bench {
    bench_of(vec![line_account(), instagram_account(), facebook_account(), whatsapp_account()]).await
}

pub async fn bench_of(accounts: Vec<Account>) -> Bench {
    let product = Product::default();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let router = Router::new().fallback(listen).with_state(product.clone());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    let conduct = Conduct {
        line_retry_ms: vec![20, 20],
        meta_retry_ms: vec![20, 20],
        token_grace: Duration::from_millis(50),
        ..Conduct::default()
    };
    let accounts = Accounts { deliver_to: Some(url), accounts };
    let options = Options { accounts, conduct, ..Options::default() };
    let simulator = Simulator::start(options).await.unwrap();
    let client = simulator.client();
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    Bench { simulator, client, product, http }
}

/// Status, headers and body of an answer.
pub struct Answered {
    pub status: u16,
    pub headers: http::HeaderMap,
    pub body: Value,
}

impl Answered {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// Code and subcode of a Graph error.
    pub fn graph_error(&self) -> (u64, Option<u64>) {
        let number = |name: &str| self.body["error"][name].as_u64();
        (number("code").unwrap_or_default(), number("error_subcode"))
    }
}

pub async fn answered(request: reqwest::RequestBuilder) -> Answered {
    let response = request.send().await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let body = serde_json::from_slice(&response.bytes().await.unwrap()).unwrap_or_default();
    Answered { status, headers, body }
}

impl Bench {
    pub fn line_call(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        let url = format!("{}/v2/bot/{path}", self.simulator.line_api());
        self.http.request(method.parse().unwrap(), url).bearer_auth(LINE_TOKEN)
    }

    pub fn meta_call(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        self.graph_call(method, path, META_TOKEN)
    }

    fn graph_call(&self, method: &str, path: &str, token: &str) -> reqwest::RequestBuilder {
        let url = format!("{}/{path}", self.simulator.meta_api());
        self.http.request(method.parse().unwrap(), url).bearer_auth(token)
    }

    pub fn page_call(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        self.graph_call(method, path, PAGE_TOKEN)
    }

    pub fn phone_call(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        self.graph_call(method, path, PHONE_TOKEN)
    }

    pub async fn push(&self, to: &str, text: &str, retry_key: Option<&str>) -> Answered {
        let mut request = self.line_call("POST", "message/push").json(&push_body(to, text));
        if let Some(key) = retry_key {
            request = request.header("X-Line-Retry-Key", key);
        }
        answered(request).await
    }

    pub async fn message(&self, body: Value) -> Answered {
        answered(self.meta_call("POST", &format!("{IGID}/messages")).json(&body)).await
    }

    pub async fn direct(&self, to: &str, text: &str) -> Answered {
        self.message(json!({"recipient": {"id": to}, "message": {"text": text}})).await
    }
}

pub fn push_body(to: &str, text: &str) -> Value {
    json!({"to": to, "messages": [{"type": "text", "text": text}]})
}

/// A file of the recorded samples, or a plain word that it is missing.
pub fn sample(name: &str) -> Option<Value> {
    let shared = shared()?;
    let path = shared.join("fixtures").join(name);
    match std::fs::read(&path) {
        Ok(bytes) => Some(serde_json::from_slice(&bytes).unwrap()),
        Err(error) => {
            eprintln!("SKIPPED: {}: {error}", path.display());
            None
        }
    }
}

pub fn shared() -> Option<std::path::PathBuf> {
    let found = simulator::find_shared();
    if found.is_none() {
        eprintln!("SKIPPED: the platforms' documents are not here; set HARKEN_SHARED to compare with them");
    }
    found
}

/// Somebody comments: author and comment.
pub async fn commenter(bench: &Bench, text: &str) -> (String, String) {
    let written = bench.client.write("taro", &Write::comment(DEMO, text)).await.unwrap();
    (written.user_id, written.external_id.unwrap())
}

/// What the product should not have done so far.
pub async fn failure_kinds(bench: &Bench) -> Vec<FailureKind> {
    bench.client.failures().await.unwrap().into_iter().map(|failure| failure.kind).collect()
}

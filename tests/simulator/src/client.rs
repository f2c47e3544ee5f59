//! A typed client of a running simulator, for tests and for the command line.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::account::{Account, Platform};
use crate::control::{Advance, ConversationQuery, Count, Failures, Status};
use crate::fault::Fault;
use crate::record::{Failure, LogLine, LogQuery, Sent, Utterance};
use crate::script::{Accounts, Batch, BatchWritten, Deliver, Delivered, Registered, Whose, Write, Written};

/// A client of one simulator.
#[derive(Debug, Clone)]
pub struct SimulatorClient {
    url: String,
    http: reqwest::Client,
}

/// Why an order was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// No simulator answers there.
    #[error("no simulator answers at {url}: {source}; start it with `harken up` or `harken-simulator`")]
    Unreachable {
        /// Where.
        url: String,
        /// Why.
        source: reqwest::Error,
    },
    /// The simulator refused.
    #[error("the simulator refused ({status}): {message}")]
    Refused {
        /// HTTP status.
        status: u16,
        /// What was wrong and what to do.
        message: String,
    },
    /// What answered is no simulator, or one of another version.
    #[error("{url} gave an answer this client cannot read: {problem}")]
    Unreadable {
        /// Where.
        url: String,
        /// What was wrong with it.
        problem: String,
    },
}

type Answer<T> = Result<T, ClientError>;

impl SimulatorClient {
    /// A client of the simulator at an address, with or without a slash at the end.
    pub fn new(url: &str) -> SimulatorClient {
        // Only a broken TLS set-up makes the builder fail; the simulator speaks plain HTTP on loopback.
        let http = reqwest::Client::builder().no_proxy().build().unwrap_or_default();
        SimulatorClient { url: url.trim_end_matches('/').to_owned(), http }
    }

    /// The simulator's address.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What it knows.
    ///
    /// # Errors
    /// See [`ClientError`]; so for every call below.
    pub async fn status(&self) -> Answer<Status> {
        self.get("status", &[]).await
    }

    /// Adds or replaces accounts, sets where the product listens.
    pub async fn know(&self, accounts: &Accounts) -> Answer<Count> {
        self.post("accounts", accounts).await
    }

    /// Adds or replaces one account.
    pub async fn add_account(&self, account: &Account) -> Answer<Count> {
        self.know(&Accounts { deliver_to: None, accounts: vec![account.clone()] }).await
    }

    /// Sets where the product listens: the base address of its HTTP API.
    pub async fn deliver_to(&self, url: &str) -> Answer<Count> {
        self.know(&Accounts { deliver_to: Some(url.to_owned()), accounts: Vec::new() }).await
    }

    /// Adds orders to misbehave.
    pub async fn misbehave(&self, faults: &[Fault]) -> Answer<Count> {
        self.post("faults", &faults).await
    }

    /// Takes back every order to misbehave, and makes refused tokens good again.
    pub async fn behave(&self) -> Answer<Count> {
        self.send(self.http.delete(self.at("faults"))).await
    }

    /// The orders to misbehave that have not run out.
    pub async fn faults(&self) -> Answer<Vec<Fault>> {
        self.get("faults", &[]).await
    }

    /// A customer does something; answers when it is delivered or given up.
    pub async fn write(&self, customer: &str, write: &Write) -> Answer<Written> {
        let customer = percent_encoding::utf8_percent_encode(customer, percent_encoding::NON_ALPHANUMERIC);
        self.post(&format!("customers/{customer}/write"), write).await
    }

    /// Several customers do something at once or in any order.
    pub async fn batch(&self, batch: &Batch) -> Answer<BatchWritten> {
        self.post("batch", batch).await
    }

    /// Signs and delivers a given body.
    pub async fn deliver(&self, deliver: &Deliver) -> Answer<Delivered> {
        self.post("deliver", deliver).await
    }

    /// Has the platform check the product's webhook address.
    pub async fn register(&self, platform: Platform, account: &str) -> Answer<Registered> {
        self.post("register", &Whose { platform, account: account.to_owned() }).await
    }

    /// The log.
    pub async fn log(&self, query: &LogQuery) -> Answer<Vec<LogLine>> {
        let fields = serde_json::to_value(query).unwrap_or_default();
        let pairs: Vec<(String, String)> = fields.as_object().into_iter().flatten().map(as_pair).collect();
        self.get("log", &pairs).await
    }

    /// What the platforms accepted from the product.
    pub async fn sent(&self) -> Answer<Vec<Sent>> {
        self.get("sent", &[]).await
    }

    /// Requests the product should never have made. A test asserts that there are none.
    pub async fn failures(&self) -> Answer<Vec<Failure>> {
        Ok(self.get::<Failures>("failures", &[]).await?.failures)
    }

    /// A conversation as the customer sees it, public comments included.
    pub async fn conversation(&self, platform: Platform, account: &str, customer: &str) -> Answer<Vec<Utterance>> {
        let query = ConversationQuery { platform, account: account.to_owned(), customer: customer.to_owned() };
        let fields = serde_json::to_value(query).unwrap_or_default();
        let pairs: Vec<(String, String)> = fields.as_object().into_iter().flatten().map(as_pair).collect();
        self.get("conversation", &pairs).await
    }

    /// Moves the platforms' clock.
    pub async fn advance(&self, advance_ms: i64) -> Answer<Status> {
        self.post("clock", &Advance { advance_ms }).await
    }

    /// Waits until no echo is under way.
    pub async fn idle(&self) -> Answer<Count> {
        self.post("idle", &json!({})).await
    }

    /// Forgets all that happened; accounts and address stay.
    pub async fn reset(&self) -> Answer<Count> {
        self.post("reset", &json!({})).await
    }

    fn at(&self, path: &str) -> String {
        format!("{}/_sim/{path}", self.url)
    }

    async fn get<T: DeserializeOwned>(&self, path: &str, query: &[(String, String)]) -> Answer<T> {
        let mut pairs = form_urlencoded::Serializer::new(String::new());
        pairs.extend_pairs(query);
        self.send(self.http.get(format!("{}?{}", self.at(path), pairs.finish()))).await
    }

    async fn post<T: DeserializeOwned>(&self, path: &str, body: &(impl Serialize + ?Sized)) -> Answer<T> {
        self.send(self.http.post(self.at(path)).json(body)).await
    }

    async fn send<T: DeserializeOwned>(&self, request: reqwest::RequestBuilder) -> Answer<T> {
        let unreachable = |source| ClientError::Unreachable { url: self.url.clone(), source };
        let response = request.send().await.map_err(unreachable)?;
        let status = response.status();
        let bytes = response.bytes().await.map_err(unreachable)?;
        if status.is_success() {
            return serde_json::from_slice(&bytes)
                .map_err(|error| ClientError::Unreadable { url: self.url.clone(), problem: error.to_string() });
        }
        let body: Value = serde_json::from_slice(&bytes).unwrap_or_default();
        let message = body.pointer("/error/message").and_then(Value::as_str);
        let message = message.map_or_else(|| String::from_utf8_lossy(&bytes).into_owned(), str::to_owned);
        Err(ClientError::Refused { status: status.as_u16(), message })
    }
}

fn as_pair((name, value): (&String, &Value)) -> (String, String) {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    (name.clone(), text)
}

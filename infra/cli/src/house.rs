//! Calls to the running system, as any outsider would make them.

use std::time::Duration;

use serde_json::{Value, json};

use crate::{
    endpoints::{Endpoints, client},
    failure::Failure,
};

/// What the names of secrets begin with: the local cloud is of the stage that the template has for who names none.
pub const SECRETS: &str = "/care/dev";

/// What became of something a customer wrote.
pub struct Taken {
    /// Whether the door has it.
    pub by_the_door: bool,
    /// How long the platform waited for each of the door's answers, in whole milliseconds.
    pub answers: Vec<Duration>,
}

/// The running system.
pub struct House {
    /// Where it answers.
    pub endpoints: Endpoints,
    http: reqwest::Client,
}

impl House {
    /// The system at these addresses.
    pub fn at(endpoints: Endpoints) -> Result<Self, Failure> {
        Ok(Self { endpoints, http: client()? })
    }

    /// An AWS call by its target, e.g. `AmazonSQS.ListQueues`.
    pub async fn aws(&self, target: &str, body: &Value) -> Result<Value, Failure> {
        let request = self
            .http
            .post(&self.endpoints.aws)
            .header("x-amz-target", target)
            .header("content-type", "application/x-amz-json-1.1")
            .body(body.to_string());
        let answer = request.send().await?;
        let good = answer.status().is_success();
        let text = answer.text().await?;
        let body: Value = if text.is_empty() { json!({}) } else { serde_json::from_str(&text)? };
        if good { Ok(body) } else { Err(Failure::new(format!("{target}: {}", said(&body)))) }
    }

    /// A question to the local cloud about itself.
    pub async fn local(&self, path: &str) -> Result<Value, Failure> {
        Ok(self.http.get(format!("{}/_local/{path}", self.endpoints.aws)).send().await?.json().await?)
    }

    /// Text the local cloud keeps.
    pub async fn local_text(&self, path: &str) -> Result<String, Failure> {
        Ok(self.http.get(format!("{}/_local/{path}", self.endpoints.aws)).send().await?.text().await?)
    }

    /// Switches what takes from a queue off, or on again.
    pub async fn pause(&self, queue: &str, paused: bool) -> Result<(), Failure> {
        let url = format!("{}/_local/pause/{queue}", self.endpoints.aws);
        let request = if paused { self.http.post(url) } else { self.http.delete(url) };
        request.send().await?.error_for_status()?;
        Ok(())
    }

    /// The local cloud counts from nothing again.
    pub async fn reset_usage(&self) -> Result<(), Failure> {
        self.http.delete(format!("{}/_local/usage", self.endpoints.aws)).send().await?;
        Ok(())
    }

    /// Waits until nothing is under way any more.
    pub async fn idle(&self) -> Result<(), Failure> {
        let answer = self.http.post(format!("{}/_local/idle?ms=55000", self.endpoints.aws)).send().await?;
        if answer.status().is_success() {
            Ok(())
        } else {
            Err(Failure::new(format!("still under way: {}", answer.text().await?)))
        }
    }

    /// A customer of the pretend platforms writes.
    pub async fn write(&self, customer: &str, body: &Value) -> Result<Taken, Failure> {
        #[derive(serde::Deserialize)]
        struct Written {
            deliveries: Vec<Attempt>,
        }
        #[derive(serde::Deserialize)]
        struct Attempt {
            status: Option<u16>,
            ms: u64,
        }
        let url = format!("{}/_sim/customers/{customer}/write", self.endpoints.simulator);
        let answer = self.http.post(url).json(body).send().await?;
        if !answer.status().is_success() {
            return Err(Failure::new(format!("the simulator: {}", answer.text().await?)));
        }
        let written: Written = answer.json().await?;
        let taken = |attempt: &Attempt| attempt.status.is_some_and(|status| (200..300).contains(&status));
        Ok(Taken {
            by_the_door: written.deliveries.iter().any(taken),
            answers: written.deliveries.iter().map(|attempt| Duration::from_millis(attempt.ms)).collect(),
        })
    }

    /// A POST with an idempotency key.
    pub async fn keyed(&self, token: &str, path: &str, body: &Value, key: &str) -> Result<(), Failure> {
        let request =
            self.http.post(format!("{}{path}", self.endpoints.api)).bearer_auth(token).header("idempotency-key", key).json(body);
        let answer = request.send().await?;
        if answer.status().is_success() { Ok(()) } else { Err(Failure::new(format!("{path}: {}", answer.status()))) }
    }

    /// One request of the hosted API; a 2xx answer's body.
    pub async fn api(&self, token: &str, method: &str, path: &str, body: Option<&Value>) -> Result<Value, Failure> {
        let method = method.parse().map_err(|_| Failure::new(format!("no method {method}")))?;
        let mut request = self.http.request(method, format!("{}{path}", self.endpoints.api)).bearer_auth(token);
        if let Some(body) = body {
            request = request.json(body);
        }
        let answer = request.send().await?;
        let status = answer.status();
        let reason = answer.headers().get("x-local-reason").and_then(|reason| reason.to_str().ok()).map(str::to_owned);
        let text = answer.text().await?;
        if status.is_success() {
            return Ok(serde_json::from_str(&text).unwrap_or(Value::Null));
        }
        let shown = serde_json::from_str(&text).map(|body| said(&body)).unwrap_or(text);
        Err(Failure::new(format!("{path}: {status}: {shown}{}", reason.map(|why| format!(" ({why})")).unwrap_or_default())))
    }

    /// A signed body at a webhook.
    pub async fn post(&self, url: &str, headers: &[(&str, String)], body: Vec<u8>) -> Result<(u16, String), Failure> {
        let request = self.http.post(url).header("content-type", "application/json").body(body);
        let answer = headers.iter().fold(request, |request, (name, value)| request.header(*name, value)).send().await?;
        Ok((answer.status().as_u16(), answer.text().await?))
    }
}

fn said(body: &Value) -> String {
    let message = body.pointer("/error/message").or(body.get("message")).or(body.get("Message")).and_then(Value::as_str);
    message.map_or_else(|| body.to_string(), str::to_owned)
}

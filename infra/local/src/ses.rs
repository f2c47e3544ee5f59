//! SES, as far as one plain letter goes (API v2, `SendEmail`): nothing is sent, everything is kept for whoever looks.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;
use serde_json::{Value, json};

use crate::aws::{self, Refusal};
use crate::clock::Clock;

/// So many letters are kept, the newest ones.
const KEPT: usize = 1_000;
/// The most addresses of one letter.
const MOST_ADDRESSES: usize = 50;

/// A letter that would have gone out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SentLetter {
    /// What SES called it.
    pub id: String,
    /// When, in milliseconds since 1970.
    pub at: u64,
    /// Who it is from.
    pub from: String,
    /// Who it is to.
    pub to: Vec<String>,
    /// Its subject.
    pub subject: String,
    /// Its words.
    pub text: String,
    /// The tags by which the sender knows it again.
    pub tags: Vec<(String, String)>,
}

/// The letters; a cheap handle.
#[derive(Clone)]
pub struct Ses {
    sent: Arc<Mutex<VecDeque<SentLetter>>>,
    clock: Clock,
}

impl Ses {
    /// Nothing was sent yet.
    pub fn new(clock: Clock) -> Self {
        Self { sent: Arc::default(), clock }
    }

    /// Everything that was sent, oldest first.
    pub fn letters(&self) -> Vec<SentLetter> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    /// `SendEmail`.
    ///
    /// # Errors
    /// As SES refuses: without a sender, an address or words.
    pub fn send(&self, body: &Value) -> Result<Value, Refusal> {
        let missing = |what: &str| Refusal::bad("BadRequestException", format!("{what} is missing"));
        let text =
            |at: &str, what: &str| body.pointer(at).and_then(Value::as_str).map(str::to_owned).ok_or_else(|| missing(what));
        let from = text("/FromEmailAddress", "FromEmailAddress")?;
        if !from.contains('@') {
            return Err(Refusal::bad("BadRequestException", "Missing final '@domain'"));
        }
        let to = body.pointer("/Destination/ToAddresses").and_then(Value::as_array).cloned().unwrap_or_default();
        let to: Vec<String> = to.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        if to.is_empty() || to.len() > MOST_ADDRESSES {
            return Err(Refusal::bad("BadRequestException", format!("a letter goes to 1 to {MOST_ADDRESSES} addresses")));
        }
        let tags = body["EmailTags"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|tag| Some((tag["Name"].as_str()?.to_owned(), tag["Value"].as_str()?.to_owned())));
        let letter = SentLetter {
            id: aws::id(),
            at: self.clock.now(),
            from,
            to,
            subject: text("/Content/Simple/Subject/Data", "Content.Simple.Subject")?,
            text: text("/Content/Simple/Body/Text/Data", "Content.Simple.Body.Text")?,
            tags: tags.collect(),
        };
        let answer = json!({ "MessageId": letter.id });
        let mut sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        if sent.len() == KEPT {
            sent.pop_front();
        }
        sent.push_back(letter);
        Ok(answer)
    }
}

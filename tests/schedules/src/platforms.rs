//! LINE and Instagram from outside: what they were asked, what they answered, what they really did.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use runtime::{Answer, Ask, Http, NoAnswer};
use serde_json::{Value, json};

use crate::{
    bug::Bug,
    customers::{Event, FEED, GRAM, GRAM_ID, SHOP},
    dice::Dice,
    shape::Fault,
};

/// The token of the accounts. It may turn up nowhere but in a request's header.
pub(crate) const TOKEN: &str = "canary-token-7f3a";

/// What a platform took and showed to a customer.
#[derive(Debug, Clone)]
pub(crate) struct Shown {
    pub text: String,
    pub to: String,
}

#[derive(Default)]
struct Books {
    shown: Vec<Shown>,
    retry_keys: BTreeSet<String>,
    /// What Instagram tells of what the brand sent, until it is fetched to be delivered.
    echoes: Vec<Event>,
    /// What the feed says, newest last.
    entries: Vec<String>,
    revoked: bool,
    ids: u64,
    now: i64,
    faults: Vec<String>,
}

/// Both platforms; clones are the same ones.
#[derive(Clone)]
pub(crate) struct Platforms {
    books: Arc<Mutex<Books>>,
    dice: Dice,
    bug: Option<Bug>,
}

impl Platforms {
    pub(crate) fn new(dice: Dice, bug: Option<Bug>) -> Self {
        Self { books: Arc::default(), dice, bug }
    }

    fn books(&self) -> MutexGuard<'_, Books> {
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The web in which only they answer.
    pub(crate) fn web(&self) -> Http {
        let own = self.clone();
        Http::memory(move |ask| own.answer(ask))
    }

    pub(crate) fn at(&self, now: i64) {
        self.books().now = now;
    }

    /// The token no longer counts, or counts again.
    pub(crate) fn revoke(&self, revoked: bool) {
        self.books().revoked = revoked;
    }

    /// What was shown to customers, in order.
    pub(crate) fn shown(&self) -> Vec<Shown> {
        self.books().shown.clone()
    }

    /// Requests no product should make.
    pub(crate) fn faults(&self) -> Vec<String> {
        self.books().faults.clone()
    }

    /// The feed says something more.
    pub(crate) fn publish(&self, text: &str) {
        self.books().entries.push(text.to_owned());
    }

    pub(crate) fn take_echoes(&self) -> Vec<Event> {
        std::mem::take(&mut self.books().echoes)
    }

    fn answer(&self, ask: &Ask) -> Result<Answer, NoAnswer> {
        if ask.url == FEED {
            return self.feed(ask);
        }
        let line = ask.url.starts_with("https://line.test");
        let header = |name: &str| ask.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        if !header("authorization").contains(TOKEN) && !ask.url.contains(TOKEN) {
            self.books().faults.push(format!("{ask:?} without the token"));
        }
        if self.books().revoked {
            return if line { reply(401, json!({ "message": "invalid token" })) } else { meta_error(401, 190) };
        }
        if self.dice.strikes(Fault::Platform, 300) {
            match self.dice.below(4) {
                0 if line => return reply(429, json!({ "message": "You have reached your limit." })),
                0 => return meta_error(400, 613),
                1 if self.bug == Some(Bug::ServerErrorIsRefusal) => {
                    let _ = self.serve(ask, line, &header("x-line-retry-key"));
                    return if line { reply(400, json!({ "message": "no" })) } else { meta_error(400, 100) };
                }
                1 if line => return reply(500, json!({ "message": "internal" })),
                1 => return meta_error(500, 2),
                2 => return Err(NoAnswer::NotReached("connection refused".into())),
                _ => {
                    // Taken, and then nothing is heard.
                    let _ = self.serve(ask, line, &header("x-line-retry-key"));
                    return Err(match self.bug {
                        Some(Bug::SilenceIsRefusal) => NoAnswer::NotReached("time-out".into()),
                        _ => NoAnswer::Silence("time-out".into()),
                    });
                }
            }
        }
        self.serve(ask, line, &header("x-line-retry-key"))
    }

    /// The feed: all it said, or 304 to who knows that.
    fn feed(&self, ask: &Ask) -> Result<Answer, NoAnswer> {
        if self.dice.strikes(Fault::Platform, 200) {
            return match self.dice.below(3) {
                0 => reply(503, Value::Null),
                1 => Err(NoAnswer::NotReached("connection refused".into())),
                _ => Err(NoAnswer::Silence("time-out".into())),
            };
        }
        let entries = self.books().entries.clone();
        let tag = format!("\"{}\"", entries.len());
        let known = ask.headers.get(http::header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
        let items: String = entries
            .iter()
            .enumerate()
            .rev()
            .map(|(n, text)| {
                format!(
                    "<item><guid>post-{n}</guid><title>{text}</title><pubDate>Fri, 20 Nov 2026 09:30:{n:02} GMT</pubDate></item>"
                )
            })
            .collect();
        let body = format!("<rss version=\"2.0\"><channel><title>News</title>{items}</channel></rss>");
        let mut headers = http::HeaderMap::new();
        headers.extend(http::HeaderValue::try_from(tag).ok().map(|tag| (http::header::ETAG, tag)));
        Ok(Answer { status: if known { 304 } else { 200 }, headers, body: body.into_bytes() })
    }

    fn serve(&self, ask: &Ask, line: bool, retry_key: &str) -> Result<Answer, NoAnswer> {
        if ask.method == http::Method::GET {
            return reply(200, json!({ "displayName": "Somebody", "userId": "U", "name": "Somebody", "username": "somebody" }));
        }
        let body: Value = serde_json::from_slice(&ask.body).unwrap_or_default();
        let mut books = self.books();
        books.ids += 1;
        let id = format!("sent{}", books.ids);
        if line {
            if retry_key.is_empty() {
                books.faults.push("a push without a retry key".into());
            }
            let known = !books.retry_keys.insert(retry_key.to_owned());
            if known && self.bug != Some(Bug::FreshRetryKeys) {
                let mut again =
                    reply(409, json!({ "message": "The retry key is already accepted", "sentMessages": [{ "id": id }] }))?;
                again.headers.insert("x-line-accepted-request-id", http::HeaderValue::from_static("before"));
                return Ok(again);
            }
            let (to, text) = (body["to"].as_str().unwrap_or_default(), body["messages"][0]["text"].as_str().unwrap_or_default());
            let to = if self.bug == Some(Bug::WrongReceiver) { "U0" } else { to };
            books.shown.push(Shown { text: text.to_owned(), to: to.to_owned() });
            return reply(200, json!({ "sentMessages": [{ "id": id }] }));
        }
        if let Some(to) = body["recipient"]["id"].as_str() {
            let text = body["message"]["text"].as_str().unwrap_or_default().to_owned();
            let echo = Event::echo(to, &id, &text, books.now, self.bug == Some(Bug::EchoAsCustomer));
            books.echoes.push(echo);
            books.shown.push(Shown { text, to: to.to_owned() });
            return reply(200, json!({ "recipient_id": to, "message_id": id }));
        }
        let text = body["message"].as_str().or(body["message"]["text"].as_str()).unwrap_or_default().to_owned();
        books.shown.push(Shown { text, to: ask.url.clone() });
        reply(200, json!({ "id": id, "message_id": id, "recipient_id": GRAM_ID }))
    }
}

fn reply(status: u16, body: Value) -> Result<Answer, NoAnswer> {
    Ok(Answer { status, headers: http::HeaderMap::new(), body: body.to_string().into_bytes() })
}

fn meta_error(status: u16, code: u32) -> Result<Answer, NoAnswer> {
    reply(status, json!({ "error": { "message": "no", "type": "OAuthException", "code": code, "fbtrace_id": "x" } }))
}

/// Which account an event belongs to, for its webhook's address.
pub(crate) fn address(instagram: bool) -> (&'static str, &'static str) {
    if instagram { ("instagram", GRAM) } else { ("line", SHOP) }
}

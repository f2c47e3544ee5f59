//! A feed that somebody writes, and a shop that reads it.

use std::sync::{Arc, Mutex};

use domain::{
    account::Account,
    event::{Ingest, Payload},
    platform::Platform,
    source::{Source, Wants},
};
use http::{HeaderMap, HeaderValue, header};
use runtime::{Answer, Ask, Deps, Http, NoAnswer};

use crate::stand::{Stand, company, slug};

pub const URL: &str = "https://news.example/feed.xml";

/// What the server of the feed does.
#[derive(Debug, Clone, PartialEq)]
pub enum Says {
    /// It gives its newest entries, or 304 to who knows them.
    Entries,
    /// It answers with this status.
    Status(u16),
    /// Nobody is there.
    Nothing,
}

/// The feed.
#[derive(Clone)]
pub struct Feed(Arc<Mutex<State>>);

pub struct State {
    pub entries: Vec<u32>,
    pub says: Says,
    pub asked: Vec<Ask>,
}

impl Feed {
    pub fn new(entries: impl IntoIterator<Item = u32>) -> Self {
        Self(Arc::new(Mutex::new(State { entries: entries.into_iter().collect(), says: Says::Entries, asked: vec![] })))
    }

    pub fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
    }

    pub fn asked(&self) -> usize {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).asked.len()
    }

    fn answer(&self, ask: &Ask) -> Result<Answer, NoAnswer> {
        let mut state = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        state.asked.push(ask.clone());
        let tag = format!("\"{}\"", state.entries.len());
        let mut headers = HeaderMap::new();
        let (status, body) = match state.says {
            Says::Nothing => return Err(NoAnswer::NotReached("connection refused".into())),
            Says::Status(status) => (status, String::new()),
            Says::Entries if ask.headers.get(header::IF_NONE_MATCH).is_some_and(|known| *known == tag) => (304, String::new()),
            // A feed shows its newest twenty.
            Says::Entries => (200, rss(&state.entries[state.entries.len().saturating_sub(20)..])),
        };
        headers.insert(header::ETAG, HeaderValue::try_from(tag).unwrap());
        Ok(Answer { status, headers, body: body.into_bytes() })
    }

    /// The web on which this feed is.
    pub fn web(&self) -> Http {
        let feed = self.clone();
        Http::memory(move |ask| feed.answer(ask))
    }
}

fn rss(entries: &[u32]) -> String {
    let items: String = entries
        .iter()
        .rev()
        .map(|n| format!("<item><guid>post-{n}</guid><title>Parcel {n}</title><description>&lt;p&gt;It is &lt;b&gt;late&lt;/b&gt;&lt;/p&gt;</description><link>https://news.example/{n}</link><pubDate>Fri, 20 Nov 2026 08:{:02}:00 GMT</pubDate></item>", n % 60))
        .collect();
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>News</title><link>https://news.example/</link><description>d</description>{items}</channel></rss>"
    )
}

pub fn source(calls_per_month: u32) -> Source {
    Source {
        id: slug("news"),
        name: "News".into(),
        account: slug("shop-open"),
        wants: Wants::Feed { url: URL.into() },
        fastest_seconds: 60,
        slowest_seconds: 900,
        calls_per_month,
        active: true,
    }
}

/// A shop that reads this feed.
pub async fn shop(feed: &Feed, source: &Source) -> Stand {
    let mut stand = Stand::new();
    stand.put(&company::queue(company::CARE)).await;
    stand.put(&company::account(company::LINE, Platform::Line)).await;
    stand.put(&Account { external_id: "integration-1".into(), ..company::account("shop-open", Platform::Open) }).await;
    stand.put(source).await;
    stand.deps.http = feed.web();
    stand
}

/// The names of the items that were sent on, in order.
pub fn taken(deps: &Deps) -> Vec<String> {
    let item = |payload: &Payload| match payload {
        Payload::Ingest(Ingest { item, .. }) => item.event.clone(),
        other => panic!("{other:?}"),
    };
    deps.bus.take().published.iter().map(|envelope| item(&envelope.payload)).collect()
}

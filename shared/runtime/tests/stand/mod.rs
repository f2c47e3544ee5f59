//! The stand a step is tested on: its ports in memory, a small shop, and whole Lambda events. Included by path into the
//! tests of every function, since no function may depend on another's package.

#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::expect_used)]

pub mod company;
pub mod invocation;
pub mod items;
pub mod threads;

use std::collections::BTreeMap;

use aws_lambda_events::sqs::{SqsBatchResponse, SqsEvent};
use domain::{
    event::{Envelope, Payload},
    id::{EnvelopeId, TraceId},
    thread::Thread,
    time::Timestamp,
};
use runtime::{Clock, Config, Deps, Letter, Settings, Wire};
use serde_json::Value;
use store::{Key, Memory, Table, settings::Setting};

/// When every test begins: a Friday morning.
pub fn start() -> Timestamp {
    "2026-11-20T09:30:00.000Z".parse().unwrap()
}

/// A slug of any kind.
pub fn slug<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

/// The ports of a step, all in memory, with a clock that stands.
pub struct Stand {
    pub deps: Deps,
    memory: Memory,
}

/// What a step did with an event.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// Commands and events, in order.
    pub published: Vec<Envelope>,
    /// Put aside, with the reason.
    pub dead: Vec<Letter>,
    /// The ids of messages that must come again.
    pub failed: Vec<String>,
}

impl Told {
    /// The names of what was published.
    pub fn names(&self) -> Vec<&'static str> {
        self.published.iter().map(|envelope| envelope.payload.name()).collect()
    }

    /// The payloads of what was published.
    pub fn payloads(&self) -> impl Iterator<Item = &Payload> {
        self.published.iter().map(|envelope| &envelope.payload)
    }

    /// Fails unless everything was handled.
    pub fn smooth(self) -> Self {
        assert_eq!((&self.dead[..], &self.failed[..]), (&[][..], &[][..]));
        self
    }
}

impl Default for Stand {
    fn default() -> Self {
        Self::new()
    }
}

impl Stand {
    pub fn new() -> Self {
        let wiring = [
            (Wire::Table, "harken-test".to_owned()),
            (Wire::LineApi, "https://line.test".to_owned()),
            (Wire::MetaApi, "https://meta.test/v25.0".to_owned()),
            (Wire::XApi, "https://x.test".to_owned()),
            (Wire::TelegramApi, "https://telegram.test".to_owned()),
            (Wire::SinchApi, "https://sinch.test".to_owned()),
            (Wire::SinchLogin, "https://login.sinch.test".to_owned()),
            (Wire::LinkedInApi, "https://linkedin.test".to_owned()),
            (Wire::RedditApi, "https://reddit.test".to_owned()),
            (Wire::RedditLogin, "https://login.reddit.test".to_owned()),
            (Wire::LinkedInLogin, "https://login.linkedin.test".to_owned()),
            (Wire::MailSender, "harken@example.com".to_owned()),
        ];
        let memory = Memory::default();
        let mut deps = Deps::memory(Clock::by_hand(start()), Config::of(wiring));
        deps.table = Table::from(memory.clone());
        Self { deps, memory }
    }

    /// The ports of another process over the same table, at the same time.
    pub fn elsewhere(&self) -> Deps {
        let mut deps = Deps::memory(self.deps.clock.clone(), self.deps.config.clone());
        deps.table = self.deps.table.clone();
        deps.secrets = self.deps.secrets.clone();
        deps
    }

    /// The same table, behind a gate.
    pub fn table_behind(&self, gate: &store::gate::Gated) -> Table {
        Table::from(self.memory.behind(gate.clone()))
    }

    pub fn now(&self) -> Timestamp {
        self.deps.clock.now()
    }

    /// Lets time pass.
    pub fn pass(&self, millis: i64) {
        self.deps.clock.set(self.now().plus(millis));
    }

    /// Saves a setting, and forgets what was remembered of the old one.
    pub async fn put<T: Setting>(&mut self, thing: &T) {
        store::settings::put(&self.deps.table, thing, None, self.now()).await.unwrap();
        self.deps.settings = Settings::default();
    }

    /// Everything in the table.
    pub fn contents(&self) -> BTreeMap<Key, BTreeMap<String, String>> {
        self.memory.contents()
    }

    /// An envelope that begins a chain; `name` makes its id.
    pub fn command(&self, name: &str, thread: &Thread, payload: impl Into<Payload>) -> Envelope {
        let (id, trace) = (EnvelopeId::at(self.now(), &[name.as_bytes()]), TraceId::at(self.now(), &[name.as_bytes()]));
        Envelope::begin(id, trace, self.now(), thread.clone(), payload.into())
    }

    /// Hands an event to a step.
    pub async fn once(&self, handle: impl AsyncFn(SqsEvent, &Deps) -> SqsBatchResponse, event: &Value) -> Told {
        let response = handle(serde_json::from_value(event.clone()).unwrap(), &self.deps).await;
        let held = self.deps.bus.take();
        let failed = response.batch_item_failures.into_iter().map(|failure| failure.item_identifier).collect();
        Told { published: held.published, dead: held.dead, failed }
    }

    /// Hands the same event to a step twice. The second time nothing changes: the table stays, and nothing is told that
    /// was not told the first time. Answers what it did the first time.
    pub async fn twice(&self, handle: impl AsyncFn(SqsEvent, &Deps) -> SqsBatchResponse, event: &Value) -> Told {
        let first = self.once(&handle, event).await;
        let after = self.contents();
        let second = self.once(&handle, event).await;
        assert_eq!(self.contents(), after, "the second delivery changed the table");
        for envelope in &second.published {
            assert!(first.published.contains(envelope), "the second delivery told something new: {envelope:?}");
        }
        for letter in &second.dead {
            assert!(first.dead.iter().any(|known| (&known.id, &known.body) == (&letter.id, &letter.body)), "{letter:?}");
        }
        assert_eq!(second.failed, first.failed);
        first
    }

    /// The step commits, and dies before anything of it is told; the event comes again. Answers what it did the second
    /// time.
    pub async fn after_a_crash(&self, handle: impl AsyncFn(SqsEvent, &Deps) -> SqsBatchResponse, event: &Value) -> Told {
        self.deps.bus.refuse(1);
        let first = self.once(&handle, event).await;
        self.deps.bus.refuse(0);
        assert_eq!(first.published, [], "told in spite of the crash");
        assert!(!first.failed.is_empty(), "a message that was not told all must come again");
        self.once(&handle, &invocation::again(event, 2)).await
    }
}

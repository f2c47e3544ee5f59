//! An index that lags, in memory: it shows what was, and leaves everything as it is.

use std::{
    future::Future,
    pin::{Pin, pin},
    sync::Arc,
    task::{Context, Poll, Waker},
};

use domain::{agent::Agent, time::Timestamp};
use store::{
    Memory, Table, agent,
    gate::{Call, Fate, Gate, Gated},
};

/// Every question to an index is answered from some writes ago.
struct Lagging;

impl Gate for Lagging {
    fn before<'a>(&'a self, _: &'a Call<'a>) -> Pin<Box<dyn Future<Output = Fate> + Send + 'a>> {
        Box::pin(std::future::ready(Fate::Stale))
    }

    fn after<'a>(&'a self, _: &'a Call<'a>) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>> {
        Box::pin(std::future::ready(()))
    }
}

/// What comes of something that waits for nobody.
fn at_once<T>(work: impl Future<Output = T>) -> T {
    match pin!(work).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => done,
        Poll::Pending => panic!("a table in memory waits for nobody"),
    }
}

// proves F9: what the simulation takes for a lagging index is one
#[test]
fn an_index_that_lags_shows_what_was_eight_writes_ago_and_changes_nothing() {
    let memory = Memory::default();
    let (now, then) = (Table::from(memory.clone()), Table::from(memory.behind(Gated::by(Arc::new(Lagging)))));
    let save = |name: &str, expected| {
        let id = name.parse().unwrap();
        let agent = Agent { id, name: name.into(), queues: [].into(), skills: [].into(), capacity: 1 };
        at_once(agent::put(&now, &agent, expected, Timestamp::from_millis(1_795_167_000_000))).unwrap();
    };
    (0..9).for_each(|n| save(&format!("agent{n}"), None));
    save("agent0", Some(1));
    let names = |table: &Table| -> Vec<String> {
        at_once(agent::all(table)).unwrap().into_iter().map(|(saved, _)| saved.data.name).collect()
    };
    let contents = memory.contents();
    assert_eq!(names(&then), ["agent0", "agent1"]);
    assert_eq!(names(&then), ["agent0", "agent1"], "looking back twice is looking back as far");
    assert_eq!(memory.contents(), contents);
    assert_eq!(names(&now).len(), 9);
}

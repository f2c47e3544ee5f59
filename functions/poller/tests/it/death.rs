//! A process that dies at a step, in every way there is.

use std::{
    future::Future,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll, Waker},
};

use runtime::{Deps, Http};
use serde_json::json;
use store::gate::{Call, Fate, Gate, Gated};

use crate::stand::Stand;

/// Stops its caller for good at the n-th call, before it or after it; or lets that call's answer be lost.
struct Death {
    at: usize,
    how: How,
    calls: AtomicUsize,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum How {
    Before,
    After,
    Unheard,
    Half,
}

impl How {
    pub const ALL: [How; 4] = [How::Before, How::After, How::Unheard, How::Half];
}

impl Gate for Death {
    fn before<'a>(&'a self, _: &'a Call<'a>) -> Pin<Box<dyn Future<Output = Fate> + Send + 'a>> {
        Box::pin(async move {
            let n = self.calls.fetch_add(1, Ordering::SeqCst);
            match self.how {
                How::Before if n == self.at => std::future::pending().await,
                How::Unheard if n == self.at => Fate::Unheard,
                How::Half if n == self.at => Fate::Half,
                _ => Fate::Done,
            }
        })
    }

    fn after<'a>(&'a self, _: &'a Call<'a>) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>> {
        Box::pin(async move {
            if self.how == How::After && self.calls.load(Ordering::SeqCst) == self.at + 1 {
                std::future::pending().await
            }
        })
    }
}

/// A minute of the poller in a process of its own, which may die in it. Answers its ports, and whether it died or failed.
pub fn minute(stand: &Stand, web: &Http, death: Option<(usize, How)>) -> (Deps, bool) {
    let gate = match death {
        Some((at, how)) => Gated::by(Arc::new(Death { at, how, calls: AtomicUsize::new(0) })),
        None => Gated::default(),
    };
    let mut deps = stand.deps.process(stand.table_behind(&gate), stand.deps.clock.clone(), &gate);
    deps.http = web.behind(gate.clone());
    // Everything here is in memory: whoever is not done at once never will be.
    let mut run = Box::pin(poller::handle(json!({}), &deps));
    let ran = run.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    drop(run);
    (deps, !matches!(ran, Poll::Ready(Ok(_))))
}

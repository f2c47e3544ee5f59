//! What stands around every call of a process: here others get their turn, and here things break.

use std::{
    future::Future,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
    task::Poll,
};

use store::{
    Write,
    gate::{Call, Fate, Gate},
};

use crate::{
    bug::Bug,
    dice::Dice,
    run::Trace,
    shape::{Fault, Theme},
};

/// The gate of one process.
pub(crate) struct Station {
    pub name: String,
    pub dice: Dice,
    pub trace: Trace,
    pub bug: Option<Bug>,
    /// Set when the process has ended in the middle of something.
    pub crashed: Arc<AtomicBool>,
    /// For so many milliseconds the process is given no time.
    pub stands: Arc<AtomicI64>,
    /// Set when somebody's desk came to hold more.
    pub desks: Arc<AtomicBool>,
    /// The write under way puts something on a desk.
    pub on_desk: AtomicBool,
}

impl Station {
    fn fate(&self, call: &Call<'_>) -> Fate {
        let dice = &self.dice;
        let is = |port: &str, verb: &str| call.port == port && call.verb == verb;
        let fate = match () {
            () if is("table", "write") && dice.strikes(Fault::Unheard, 20) => Fate::Unheard,
            () if is("bus", "send") && dice.strikes(Fault::Unheard, 20) => Fate::Unheard,
            () if is("http", "POST") && dice.strikes(Fault::Unheard, 100) => Fate::Unheard,
            () if is("bus", "send") && dice.strikes(Fault::Half, 30) => Fate::Half,
            () if is("sockets", "push") && dice.strikes(Fault::Sockets, 100) => Fate::Unheard,
            () if is("sockets", "push") && dice.strikes(Fault::Sockets, 100) => Fate::Refused,
            () if is("table", "query") && dice.strikes(Fault::Stale, 100) => Fate::Stale,
            // Few calls of a schedule are of those who count, and they are as likely to fail as all others together.
            () if self.name == "Analytics"
                && dice.strikes(Fault::Refuse, if dice.theme() == Theme::Counting { 250 } else { 80 }) =>
            {
                Fate::Refused
            }
            () if dice.strikes(Fault::Refuse, 8) => Fate::Refused,
            () => Fate::Done,
        };
        if fate != Fate::Done {
            self.trace.say(|| format!("  {} {call}: {fate:?}", self.name));
        }
        fate
    }

    async fn crash_or_go_on(&self, call: &Call<'_>, when: &str) {
        if self.dice.strikes(Fault::Crash, 6) {
            self.trace.say(|| format!("  {} ends {when} {call}", self.name));
            self.crashed.store(true, Ordering::SeqCst);
            std::future::pending::<()>().await;
        }
    }
}

/// Lets others go first once.
fn others_first() -> impl Future<Output = ()> {
    let mut waited = false;
    std::future::poll_fn(move |context| {
        if std::mem::replace(&mut waited, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
}

impl Gate for Station {
    fn before<'a>(&'a self, call: &'a Call<'a>) -> Pin<Box<dyn Future<Output = Fate> + Send + 'a>> {
        Box::pin(async move {
            if call.verb == "write" {
                self.stands.store(self.dice.dawdles(), Ordering::SeqCst);
            }
            others_first().await;
            self.crash_or_go_on(call, "before").await;
            let fate = self.fate(call);
            match self.bug {
                Some(bug) => bug.fate(call, fate),
                None => fate,
            }
        })
    }

    fn after<'a>(&'a self, call: &'a Call<'a>) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>> {
        Box::pin(async move {
            self.trace.say(|| format!("  {} {call}", self.name));
            if call.verb == "write" && self.on_desk.swap(false, Ordering::SeqCst) {
                self.desks.store(true, Ordering::SeqCst);
            }
            self.crash_or_go_on(call, "after").await;
        })
    }

    fn writes(&self, writes: Vec<Write>) -> Vec<Write> {
        let on_desk = |write: &Write| write.grows() && write.place().pk.starts_with("AGENT#");
        self.on_desk.store(writes.iter().any(on_desk), Ordering::SeqCst);
        match self.bug {
            Some(bug) => bug.writes(writes),
            None => writes,
        }
    }
}

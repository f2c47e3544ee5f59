//! A place to stand around every call to a port in memory: a simulation decides there who goes on, and what breaks.

use std::{fmt, future::Future, pin::Pin, sync::Arc};

/// One call to a port.
#[derive(Clone, Copy)]
pub struct Call<'a> {
    /// Which port: `table`, `bus`, `http`, `secrets`, `sockets`.
    pub port: &'static str,
    /// What is asked of it: `get`, `query`, `write`, `send`, `POST` and so on.
    pub verb: &'a str,
    /// Of which thing: put into words only for who wants to read it.
    about: &'a (dyn Fn() -> String + Sync),
}

impl Call<'_> {
    /// What it is about, for a trace.
    pub fn about(&self) -> String {
        (self.about)()
    }
}

impl fmt::Display for Call<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.port, self.verb, self.about())
    }
}

/// What becomes of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is carried out and answered.
    Done,
    /// It is not carried out, and fails.
    Refused,
    /// It is carried out, and its answer is lost.
    Unheard,
    /// A call of many parts is carried out for the first half of them, and fails.
    Half,
    /// The same, and nobody notices: what becomes of a caller that does not look at the answer.
    HalfUnnoticed,
    /// A question to an index is answered from some writes ago.
    Stale,
}

/// Decides what becomes of calls. A gate that never comes back from `before` or `after` has stopped its caller there.
pub trait Gate: Send + Sync {
    /// Asked before a call.
    fn before<'a>(&'a self, call: &'a Call<'a>) -> Pin<Box<dyn Future<Output = Fate> + Send + 'a>>;
    /// Told when it was carried out.
    fn after<'a>(&'a self, call: &'a Call<'a>) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>>;
    /// Changes what the table is asked to write: how a simulation plants a mistake.
    fn writes(&self, writes: Vec<crate::Write>) -> Vec<crate::Write> {
        writes
    }
}

/// The gate of a port, if it has one.
#[derive(Clone, Default)]
pub struct Gated(Option<Arc<dyn Gate>>);

impl fmt::Debug for Gated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "gated" } else { "open" })
    }
}

/// How a call is carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    All,
    /// The first half of its parts.
    Half,
    /// From some writes ago, where that can be.
    Past,
}

/// A call that was not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lost {
    /// It was not carried out.
    Undone,
    /// It was, in whole or in part.
    Unheard,
}

impl Gated {
    /// Behind this gate.
    pub fn by(gate: Arc<dyn Gate>) -> Self {
        Self(Some(gate))
    }

    /// Makes a call as the gate lets it.
    ///
    /// # Errors
    /// `Lost` when the gate refused it or lost its answer.
    pub async fn pass<T>(
        &self,
        port: &'static str,
        verb: &str,
        about: impl Fn() -> String + Sync,
        act: impl FnOnce(Extent) -> T,
    ) -> Result<T, Lost> {
        let Some(gate) = &self.0 else { return Ok(act(Extent::All)) };
        let call = Call { port, verb, about: &about };
        let (extent, heard) = match gate.before(&call).await {
            Fate::Refused => return Err(Lost::Undone),
            Fate::Done => (Extent::All, true),
            Fate::Unheard => (Extent::All, false),
            Fate::Half => (Extent::Half, false),
            Fate::HalfUnnoticed => (Extent::Half, true),
            Fate::Stale => (Extent::Past, true),
        };
        let done = act(extent);
        gate.after(&call).await;
        if heard { Ok(done) } else { Err(Lost::Unheard) }
    }

    pub(crate) fn writes(&self, writes: Vec<crate::Write>) -> Vec<crate::Write> {
        match &self.0 {
            Some(gate) => gate.writes(writes),
            None => writes,
        }
    }
}

//! Calls to platforms.

use std::{fmt, time::Duration};

use http::{HeaderMap, Method};

use crate::foreign::{Inside, Resolver, Unlawful, lawful};

/// A request, as a channel describes it, with its whole address.
#[derive(Clone)]
pub struct Ask {
    /// The method.
    pub method: Method,
    /// The whole address.
    pub url: String,
    /// Some are secret.
    pub headers: HeaderMap,
    /// The body; empty for none.
    pub body: Vec<u8>,
}

impl fmt::Debug for Ask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Headers carry tokens and bodies carry what people said: neither belongs in a log.
        let address = self.url.split('?').next().unwrap_or_default();
        // Telegram's token is part of the path.
        match address.split_once("/bot") {
            Some((host, method)) => write!(f, "{} {host}/bot***/{}", self.method, method.rsplit('/').next().unwrap_or_default()),
            None => write!(f, "{} {address}", self.method),
        }
    }
}

/// What came back.
#[derive(Clone)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// All of them.
    pub headers: HeaderMap,
    /// The body, cut at a megabyte.
    pub body: Vec<u8>,
}

/// Why nothing came back.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoAnswer {
    /// The request never left: it was certainly not carried out.
    #[error("not reached: {0}")]
    NotReached(String),
    /// It left, and then there was silence: it may have been carried out.
    #[error("no answer: {0}")]
    Silence(String),
}

/// Where calls go out.
#[derive(Clone)]
pub struct Http(Arm);

#[derive(Clone)]
enum Arm {
    Web(reqwest::Client, Option<(reqwest::Client, Inside)>),
    Nowhere,
    #[cfg(feature = "memory")]
    Memory(Told, store::gate::Gated),
}

/// How a web in memory answers.
#[cfg(feature = "memory")]
type Told = std::sync::Arc<dyn Fn(&Ask) -> Result<Answer, NoAnswer> + Send + Sync>;

/// Platforms answer in one second; ten is certainly not coming.
const PATIENCE: Duration = Duration::from_secs(10);

impl Http {
    /// The real web. Never follows a redirect: a platform that moves is a platform to look at. Addresses that others chose
    /// are only called by who says what may be called inside.
    pub fn web(inside: Option<Inside>) -> Result<Self, String> {
        let client = || {
            reqwest::Client::builder()
                .timeout(PATIENCE)
                .connect_timeout(Duration::from_secs(3))
                .redirect(reqwest::redirect::Policy::none())
                .user_agent(concat!("harken/", env!("CARGO_PKG_VERSION")))
        };
        // A proxy would resolve names itself, and so undo the guard.
        let guarded = |inside: Inside| {
            let client = client().no_proxy().dns_resolver(Resolver(inside.clone())).build()?;
            Ok::<_, reqwest::Error>((client, inside))
        };
        let foreign = inside.map(guarded).transpose().map_err(|e| e.to_string())?;
        client().build().map(|client| Self(Arm::Web(client, foreign))).map_err(|e| e.to_string())
    }

    /// For a function that calls nobody.
    pub fn nowhere() -> Self {
        Self(Arm::Nowhere)
    }

    /// A web that answers as told.
    #[cfg(feature = "memory")]
    pub fn memory(answer: impl Fn(&Ask) -> Result<Answer, NoAnswer> + Send + Sync + 'static) -> Self {
        Self(Arm::Memory(std::sync::Arc::new(answer), store::gate::Gated::default()))
    }

    /// The same web in memory, behind a gate.
    #[cfg(feature = "memory")]
    pub fn behind(&self, gate: store::gate::Gated) -> Self {
        match &self.0 {
            Arm::Memory(told, _) => Self(Arm::Memory(told.clone(), gate)),
            _ => self.clone(),
        }
    }

    /// Asks once. Trying again is the caller's decision.
    pub async fn ask(&self, ask: Ask) -> Result<Answer, NoAnswer> {
        match &self.0 {
            Arm::Web(client, _) => send(client, ask).await,
            Arm::Nowhere => Err(NoAnswer::NotReached("this function calls nobody".into())),
            #[cfg(feature = "memory")]
            Arm::Memory(..) => self.told(ask).await,
        }
    }

    /// As [`Http::ask`], at an address that somebody else chose: it must be lawful, and lead nowhere private.
    pub async fn ask_foreign(&self, ask: Ask) -> Result<Answer, NoAnswer> {
        let not_lawful = |why: Unlawful| NoAnswer::NotReached(why.to_string());
        match &self.0 {
            Arm::Web(_, Some((client, inside))) => {
                let url = lawful(&ask.url, inside).map_err(not_lawful)?;
                send(client, Ask { url: url.into(), ..ask }).await
            }
            Arm::Web(_, None) | Arm::Nowhere => Err(NoAnswer::NotReached("this function calls nobody unknown".into())),
            #[cfg(feature = "memory")]
            Arm::Memory(..) => {
                lawful(&ask.url, &Inside::default()).map_err(not_lawful)?;
                self.told(ask).await
            }
        }
    }

    #[cfg(feature = "memory")]
    async fn told(&self, ask: Ask) -> Result<Answer, NoAnswer> {
        let Arm::Memory(answer, gate) = &self.0 else { return Err(NoAnswer::NotReached("not a web in memory".into())) };
        gate.pass("http", ask.method.as_str(), || format!("{ask:?}"), |_| answer(&ask)).await.unwrap_or_else(|lost| {
            Err(match lost {
                store::gate::Lost::Undone => NoAnswer::NotReached("refused".into()),
                store::gate::Lost::Unheard => NoAnswer::Silence("time-out".into()),
            })
        })
    }
}

async fn send(client: &reqwest::Client, ask: Ask) -> Result<Answer, NoAnswer> {
    let request = client.request(ask.method, &ask.url).headers(ask.headers).body(ask.body);
    let response = request.send().await.map_err(|error| {
        let kind = if error.is_timeout() { "time-out" } else { "connection lost" };
        if error.is_connect() || error.is_builder() { NoAnswer::NotReached(kind.into()) } else { NoAnswer::Silence(kind.into()) }
    })?;
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let mut body = response.bytes().await.map_err(|_| NoAnswer::Silence("the answer broke off".into()))?.to_vec();
    body.truncate(1 << 20);
    Ok(Answer { status, headers, body })
}

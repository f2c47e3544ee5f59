//! Calls to platforms.

use std::{
    fmt,
    sync::{Arc, OnceLock},
    time::Duration,
};

use aws_smithy_types::body::SdkBody;
use http::{HeaderMap, HeaderValue, Method, Request, Uri, header};
use http_body_util::BodyExt;
use hyper_rustls::{ConfigBuilderExt, HttpsConnectorBuilder, MaybeHttpsStream};
use hyper_util::{
    client::legacy::{
        Client,
        connect::{HttpConnector, dns::GaiResolver},
    },
    rt::{TokioExecutor, TokioIo, TokioTimer},
};
use rustls::ClientConfig;
use tokio::net::TcpStream;
use tower::{BoxError, Service, timeout::Timeout, util::BoxCloneSyncService};
use url::Url;

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

/// Why there is no file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoFile {
    /// Its address is none that is called. Nothing was sent.
    #[error("{0}")]
    Unlawful(Unlawful),
    /// Its host is none of those asked for. Nothing was sent.
    #[error("{host} is none of the hosts that files are fetched from here")]
    Elsewhere {
        /// The host.
        host: String,
    },
    /// It has more bytes than asked for; the rest was not read.
    #[error("it has more than {most} bytes")]
    TooLarge {
        /// The most bytes.
        most: usize,
    },
    /// Nothing came back, or not all of it.
    #[error(transparent)]
    NoAnswer(#[from] NoAnswer),
}

/// Where calls go out.
#[derive(Clone)]
pub struct Http(Arm);

#[derive(Clone)]
enum Arm {
    Web(Arc<Later>),
    Nowhere,
    #[cfg(feature = "memory")]
    Memory(Told, store::gate::Gated),
}

/// The real one, made at its first call: reading whom this system believes takes longer than all else at a cold start, and many
/// an invocation calls nobody.
struct Later {
    inside: Option<Inside>,
    made: OnceLock<Result<Web, String>>,
}

impl Later {
    fn web(&self) -> Result<&Web, NoAnswer> {
        let made = self.made.get_or_init(|| {
            let tls = trusting()?;
            let foreign = self.inside.clone().map(|inside| (caller(tls.clone(), Resolver(inside.clone()), CONNECT), inside));
            Ok(Web { platforms: caller(tls, GaiResolver::new(), CONNECT), foreign })
        });
        made.as_ref().map_err(|why| NoAnswer::NotReached(why.clone()))
    }
}

/// What calls are made with.
struct Web {
    platforms: Caller,
    /// For addresses that somebody else chose.
    foreign: Option<(Caller, Inside)>,
}

/// How a web in memory answers.
#[cfg(feature = "memory")]
type Told = Arc<dyn Fn(&Ask) -> Result<Answer, NoAnswer> + Send + Sync>;

/// Connections to the web.
pub(crate) type Caller = Client<Connector, SdkBody>;

/// What makes one: names resolved, TCP and TLS, in time.
type Connector = BoxCloneSyncService<Uri, MaybeHttpsStream<TokioIo<TcpStream>>, BoxError>;

/// Platforms answer in one second; ten is certainly not coming.
const PATIENCE: Duration = Duration::from_secs(10);
/// Who does not take a connection within this time is not there.
const CONNECT: Duration = Duration::from_secs(3);
/// What is read of an answer, in bytes.
const KEPT: usize = 1 << 20;
const USER_AGENT: HeaderValue = HeaderValue::from_static(concat!("harken/", env!("CARGO_PKG_VERSION")));

impl Http {
    /// The real web. Never follows a redirect: a platform that moves is a platform to look at. Addresses that others chose
    /// are only called by who says what may be called inside.
    pub fn web(inside: Option<Inside>) -> Self {
        Self(Arm::Web(Arc::new(Later { inside, made: OnceLock::new() })))
    }

    /// For a function that calls nobody.
    pub fn nowhere() -> Self {
        Self(Arm::Nowhere)
    }

    /// A web that answers as told.
    #[cfg(feature = "memory")]
    pub fn memory(answer: impl Fn(&Ask) -> Result<Answer, NoAnswer> + Send + Sync + 'static) -> Self {
        Self(Arm::Memory(Arc::new(answer), store::gate::Gated::default()))
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
            Arm::Web(web) => send(&web.web()?.platforms, ask, KEPT).await.map(Whole::cut),
            Arm::Nowhere => Err(NoAnswer::NotReached("this function calls nobody".into())),
            #[cfg(feature = "memory")]
            Arm::Memory(..) => self.told(ask).await,
        }
    }

    /// As [`Http::ask`], at an address that somebody else chose: it must be lawful, and lead nowhere private.
    pub async fn ask_foreign(&self, ask: Ask) -> Result<Answer, NoAnswer> {
        let not_lawful = |why: Unlawful| NoAnswer::NotReached(why.to_string());
        let nobody = || NoAnswer::NotReached("this function calls nobody unknown".into());
        match &self.0 {
            Arm::Web(web) => {
                let (caller, inside) = web.web()?.foreign.as_ref().ok_or_else(nobody)?;
                let url = lawful(&ask.url, inside).map_err(not_lawful)?;
                send(caller, Ask { url: url.into(), ..ask }, KEPT).await.map(Whole::cut)
            }
            Arm::Nowhere => Err(nobody()),
            #[cfg(feature = "memory")]
            Arm::Memory(..) => {
                lawful(&ask.url, &Inside::default()).map_err(not_lawful)?;
                self.told(ask).await
            }
        }
    }

    /// A file of at most `most` bytes, from a platform's own address.
    ///
    /// # Errors
    /// Why there is none.
    pub async fn download(&self, ask: Ask, most: usize) -> Result<Answer, NoFile> {
        match &self.0 {
            Arm::Web(web) => send(&web.web()?.platforms, ask, most).await?.within(most),
            Arm::Nowhere => Err(NoAnswer::NotReached("this function calls nobody".into()).into()),
            #[cfg(feature = "memory")]
            Arm::Memory(..) => Whole::of(self.told(ask).await?).within(most),
        }
    }

    /// A file of at most `most` bytes, from an address that somebody else chose: on a host that `allowed` knows, or one that
    /// the operator lets be called inside; lawful, leading nowhere private, and without following redirects.
    ///
    /// # Errors
    /// Why there is none.
    pub async fn download_foreign(&self, ask: Ask, allowed: impl Fn(&str) -> bool, most: usize) -> Result<Answer, NoFile> {
        let nobody = || NoAnswer::NotReached("this function calls nobody unknown".into());
        let known = |ask: &Ask, inside: &Inside| -> Result<Url, NoFile> {
            let url = lawful(&ask.url, inside).map_err(NoFile::Unlawful)?;
            let host = url.host_str().unwrap_or_default().trim_end_matches('.').to_owned();
            if allowed(&host) || inside.has(&url) { Ok(url) } else { Err(NoFile::Elsewhere { host }) }
        };
        match &self.0 {
            Arm::Web(web) => {
                let (caller, inside) = web.web()?.foreign.as_ref().ok_or_else(nobody)?;
                let url = known(&ask, inside)?;
                let sent = send(caller, Ask { url: url.into(), ..ask }, most).await;
                // A public name that leads to a private place is seen when it is resolved.
                let private = |why: &NoAnswer| *why == NoAnswer::NotReached(Unlawful::Private.to_string());
                match sent {
                    Err(why) if private(&why) => Err(NoFile::Unlawful(Unlawful::Private)),
                    sent => sent?.within(most),
                }
            }
            Arm::Nowhere => Err(nobody().into()),
            #[cfg(feature = "memory")]
            Arm::Memory(..) => {
                known(&ask, &Inside::default())?;
                Whole::of(self.told(ask).await?).within(most)
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

/// An answer, and whether more of it was there than was read.
struct Whole {
    answer: Answer,
    more: bool,
}

impl Whole {
    #[cfg(feature = "memory")]
    fn of(answer: Answer) -> Self {
        Self { answer, more: false }
    }

    /// As much of it as was read.
    fn cut(self) -> Answer {
        self.answer
    }

    fn within(self, most: usize) -> Result<Answer, NoFile> {
        if self.more || self.answer.body.len() > most { Err(NoFile::TooLarge { most }) } else { Ok(self.answer) }
    }
}

/// TLS that believes whom this system believes: read once, for AWS and for platforms.
pub(crate) fn trusting() -> Result<ClientConfig, String> {
    static READ: OnceLock<Result<ClientConfig, String>> = OnceLock::new();
    let read = || {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let versions = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
        Ok(versions.map_err(std::io::Error::other)?.with_native_roots()?.with_no_client_auth())
    };
    let told = |e: std::io::Error| format!("certificate authorities of this system: {e}: install its ca-certificates");
    READ.get_or_init(|| read().map_err(told)).clone()
}

pub(crate) fn caller<R>(tls: ClientConfig, resolver: R, connect: Duration) -> Caller
where
    HttpConnector<R>: Service<Uri, Response = TokioIo<TcpStream>, Error: Into<BoxError>, Future: Send> + Clone + Send + Sync,
    R: 'static,
{
    let mut connector = HttpConnector::new_with_resolver(resolver);
    connector.enforce_http(false);
    // A small request is not to wait for the acknowledgement of the one before.
    connector.set_nodelay(true);
    let connector = HttpsConnectorBuilder::new().with_tls_config(tls).https_or_http().enable_http1().wrap_connector(connector);
    // With the handshake of TLS: who takes a connection and then says nothing is not there either.
    let connector = BoxCloneSyncService::new(Timeout::new(connector, connect));
    Client::builder(TokioExecutor::new()).pool_timer(TokioTimer::new()).build(connector)
}

/// Asks once, within [`PATIENCE`]. What had not come back whole by then may have been carried out.
async fn send(caller: &Caller, ask: Ask, most: usize) -> Result<Whole, NoAnswer> {
    let late = |_| Err(NoAnswer::Silence("time-out".into()));
    tokio::time::timeout(PATIENCE, exchange(caller, ask, most)).await.unwrap_or_else(late)
}

async fn exchange(caller: &Caller, ask: Ask, most: usize) -> Result<Whole, NoAnswer> {
    let unreadable = || NoAnswer::NotReached("the address is not one of the web".into());
    // Read as browsers read it, so that what is not ASCII goes out escaped.
    let url = Url::parse(&ask.url).map_err(|_| unreadable())?;
    let mut request = Request::new(SdkBody::from(ask.body));
    *request.method_mut() = ask.method;
    *request.uri_mut() = url.as_str().parse().map_err(|_| unreadable())?;
    *request.headers_mut() = ask.headers;
    request.headers_mut().entry(header::USER_AGENT).or_insert(USER_AGENT);
    let response = caller.request(request).await.map_err(|error| match error.is_connect() {
        true => NoAnswer::NotReached(reason(&error)),
        false => NoAnswer::Silence("connection lost".into()),
    })?;
    let (head, mut rest) = response.into_parts();
    let mut body = Vec::new();
    // Whoever sends for ever is not read for ever.
    while body.len() <= most
        && let Some(frame) = rest.frame().await
    {
        let frame = frame.map_err(|_| NoAnswer::Silence("the answer broke off".into()))?;
        if let Ok(data) = frame.into_data() {
            body.extend_from_slice(&data);
        }
    }
    let more = body.len() > most;
    body.truncate(most);
    Ok(Whole { answer: Answer { status: head.status.as_u16(), headers: head.headers, body }, more })
}

/// The innermost reason: "connection refused" says more than "client error".
fn reason(error: &(dyn std::error::Error + 'static)) -> String {
    std::iter::successors(Some(error), |error| error.source()).last().map(ToString::to_string).unwrap_or_default()
}

//! Starting and stopping a simulator, in this process.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::client::SimulatorClient;
use crate::record::Journal;
use crate::refusal::Refusal;
use crate::script::Accounts;
use crate::server::{Shared, serve};
use crate::world::{Conduct, Specifications, World};

const MESSAGING_API: &str = "specs/line/messaging-api.yml";
const BUSINESS_MESSAGING: &str = "specs/whatsapp/business-messaging-api_v23.0.yaml";

/// How a simulator starts.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Loopback port; the system picks one when 0.
    pub port: u16,
    /// Accounts and where the product listens; both can be told later.
    pub accounts: Accounts,
    /// Appends the log to this file as JSON lines.
    pub log_file: Option<PathBuf>,
    /// Directory with the platforms' published documents; [`find_shared`] looks for it when missing.
    pub shared: Option<PathBuf>,
    /// How patient and watchful the platforms are.
    pub conduct: Conduct,
}

/// Why a simulator did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The port is taken or not ours to take.
    #[error("cannot listen on 127.0.0.1:{port}: {source}; choose another port, or 0 for any")]
    Listen {
        /// The port asked for.
        port: u16,
        /// Why.
        source: io::Error,
    },
    /// The log file cannot be written.
    #[error("cannot append to the log file {path}: {source}")]
    LogFile {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The HTTP client for deliveries could not be made.
    #[error("cannot make an HTTP client: {0}")]
    Client(#[from] reqwest::Error),
    /// The accounts given are wrong.
    #[error("the configuration is wrong: {0}")]
    Accounts(#[from] Refusal),
}

/// A running simulator. Dropping it stops it.
pub struct Simulator {
    url: String,
    shared: Arc<Shared>,
    server: JoinHandle<()>,
}

impl Simulator {
    /// Starts a simulator on loopback and returns when it answers.
    ///
    /// # Errors
    /// When the port or the log file cannot be had, or an account is one no platform would issue.
    pub async fn start(options: Options) -> Result<Simulator, StartError> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, options.port));
        let listening = |source| StartError::Listen { port: options.port, source };
        let listener = TcpListener::bind(address).await.map_err(listening)?;
        let url = format!("http://{}", listener.local_addr().map_err(listening)?);
        let journal = match options.log_file {
            None => Journal::default(),
            Some(path) => Journal::with_file(&path).map_err(|source| StartError::LogFile { path: path.clone(), source })?,
        };
        let shared = options.shared.or_else(find_shared);
        let find = |file: &str| shared.as_ref().map(|shared| shared.join(file)).filter(|path| path.is_file());
        let document = find(MESSAGING_API);
        let specifications = Specifications::new(document.clone(), find(BUSINESS_MESSAGING));
        let mut world = World::new(url.clone(), options.conduct, specifications, journal);
        world.know(options.accounts)?;
        if world.specifications.business_messaging.is_none() {
            world.note(format!(
                "{BUSINESS_MESSAGING} was not found: WhatsApp calls are checked by the simulator's own rules only"
            ));
        }
        world.note(match document {
            Some(path) => format!("LINE calls are checked against {}", path.display()),
            None => format!(
                "{MESSAGING_API} was not found, so LINE calls are checked by the simulator's own rules only; set \
                 HARKEN_SHARED to the directory that holds it"
            ),
        });
        // The product is on loopback: a proxy from the environment would only be in the way.
        let http = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build()?;
        let shared = Arc::new(Shared::new(world, http));
        let server = tokio::spawn(serve(listener, shared.clone()));
        Ok(Simulator { url, shared, server })
    }

    /// Its address, without a slash at the end.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What the product's setting `LINE_API` must be.
    pub fn line_api(&self) -> String {
        format!("{}/line", self.url)
    }

    /// What the product's setting `META_API` must be.
    pub fn meta_api(&self) -> String {
        format!("{}/meta/{}", self.url, self.shared.world().conduct.meta_version)
    }

    /// What the product's setting `X_API` must be.
    pub fn x_api(&self) -> String {
        format!("{}/x", self.url)
    }

    /// What the product's setting `TELEGRAM_API` must be.
    pub fn telegram_api(&self) -> String {
        format!("{}/telegram", self.url)
    }

    /// What the product's settings `SINCH_API` and `SINCH_LOGIN` must be.
    pub fn sinch_api(&self) -> String {
        format!("{}/sinch", self.url)
    }

    /// What the product's setting `LINKEDIN_API` must be.
    pub fn linkedin_api(&self) -> String {
        format!("{}/linkedin", self.url)
    }

    /// What the product's setting `REDDIT_API` must be.
    pub fn reddit_api(&self) -> String {
        format!("{}/reddit", self.url)
    }

    /// A client for its control surface.
    pub fn client(&self) -> SimulatorClient {
        SimulatorClient::new(&self.url)
    }

    /// Stops it: every connection is closed and nothing more is delivered.
    pub async fn stop(mut self) {
        self.shared.stop_background();
        self.server.abort();
        // The only error is the abort just asked for.
        let _ = (&mut self.server).await;
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        self.shared.stop_background();
        self.server.abort();
    }
}

/// The directory with the platforms' documents: environment `HARKEN_SHARED`, else `shared` beside the project or beside
/// any directory above the current one.
pub fn find_shared() -> Option<PathBuf> {
    let holds = |directory: &Path| directory.join(MESSAGING_API).is_file();
    if let Some(named) = std::env::var_os("HARKEN_SHARED") {
        return Some(PathBuf::from(named)).filter(|directory| holds(directory));
    }
    let here = std::env::current_dir().ok()?;
    here.ancestors().map(|above| above.join("shared")).find(|directory| holds(directory))
}

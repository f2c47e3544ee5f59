//! All a handler is given.

use std::sync::Arc;

use aws_config::{BehaviorVersion, Region, SdkConfig, environment::EnvironmentVariableCredentialsProvider, retry::RetryConfig};
use aws_sdk_sqs::config::SharedCredentialsProvider;
use domain::event::{Emit, Envelope};
use store::{Committed, Dynamo, Record, Table, Write, commit, committed};

use crate::{
    bus::Bus,
    clock::Clock,
    config::{Config, Wire},
    connections::connections,
    error::Error,
    files::Files,
    foreign::Inside,
    heard::Heard,
    http::{Answer, Http, NoAnswer},
    meter::Meter,
    secrets::Secrets,
    settings::Settings,
    signed::{Request, Signer},
    sockets::Sockets,
};

/// The ports of a function, real or in memory.
#[derive(Clone)]
pub struct Deps {
    /// The table.
    pub table: Table,
    /// Commands and events out.
    pub bus: Bus,
    /// Calls to platforms.
    pub http: Http,
    /// Who asks AWS where there is no client.
    pub signer: Signer,
    /// Secrets of accounts.
    pub secrets: Secrets,
    /// Pushes to open sockets.
    pub sockets: Sockets,
    /// Files of customers.
    pub files: Files,
    /// Now.
    pub clock: Clock,
    /// Settings, remembered.
    pub settings: Settings,
    /// Connections heard of, remembered.
    pub heard: Heard,
    /// What it all costs.
    pub meter: Arc<Meter>,
    /// The wiring.
    pub config: Config,
}

/// What Lambda sets for every function: a region, keys, and on a laptop the address of everything. The chain of
/// `aws-config` looks for them in files, metadata services and STS besides, and each function would carry all of that.
fn from_environment() -> SdkConfig {
    let variable = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    let mut config = SdkConfig::builder()
        .http_client(connections())
        .behavior_version(BehaviorVersion::latest())
        .credentials_provider(SharedCredentialsProvider::new(EnvironmentVariableCredentialsProvider::new()))
        .retry_config(RetryConfig::standard());
    config.set_region(variable("AWS_REGION").map(Region::new));
    config.set_endpoint_url(variable("AWS_ENDPOINT_URL"));
    config.build()
}

impl Deps {
    /// Clients for what `wiring` names, and for nothing else: a client that is not built costs no start.
    ///
    /// # Errors
    /// One message that names everything that is missing.
    pub async fn from_env(wiring: &[Wire]) -> Result<Self, String> {
        let config = Config::from_env(wiring).map_err(|e| e.to_string())?;
        let aws = from_environment();
        let meter = Arc::new(Meter::default());
        let table = match config.get(Wire::Table) {
            Some(name) => Table::from(Dynamo::new(aws_sdk_dynamodb::Client::new(&aws), name.to_owned())),
            None => Table::nowhere(),
        };
        let secrets = match config.get(Wire::Secrets) {
            Some(prefix) => Secrets::aws(aws_sdk_secretsmanager::Client::new(&aws), prefix.to_owned()),
            None => Secrets::nowhere(),
        };
        let sockets = match config.get(Wire::Sockets) {
            Some(endpoint) => {
                let to = aws_sdk_apigatewaymanagement::config::Builder::from(&aws).endpoint_url(endpoint).build();
                Sockets::aws(aws_sdk_apigatewaymanagement::Client::from_conf(to))
            }
            None => Sockets::nowhere(),
        };
        let files = config.get(Wire::Files).map_or_else(Files::nowhere, Files::bucket);
        let foreign = config.get(Wire::PrivateHosts).map(Inside::read);
        let engine = |wire| config.get(wire).is_some_and(|name| !matches!(name, "embedded" | "none"));
        let calls = foreign.is_some()
            || Wire::PLATFORMS.into_iter().any(|wire| config.get(wire).is_some())
            || [Wire::Analyzer, Wire::ShadowAnalyzer].into_iter().any(engine);
        let http = if calls { Http::web(foreign) } else { Http::nowhere() };
        let signer = Signer::from_env();
        let bus = Bus::aws(aws_sdk_sqs::Client::new(&aws), aws_sdk_eventbridge::Client::new(&aws), config.clone(), meter.clone());
        let (clock, settings, heard) = (Clock::real(), Settings::default(), Heard::default());
        Ok(Self { table, bus, http, signer, secrets, sockets, files, clock, settings, heard, meter, config })
    }

    /// Every port in memory, at the time of a clock moved by hand.
    #[cfg(feature = "memory")]
    pub fn memory(clock: Clock, config: Config) -> Self {
        let meter = Arc::new(Meter::quiet());
        Self {
            table: Table::from(store::Memory::default()),
            bus: Bus::memory(meter.clone()),
            http: Http::nowhere(),
            signer: Signer::memory(),
            secrets: Secrets::memory(),
            sockets: Sockets::memory(),
            files: Files::memory(),
            clock,
            settings: Settings::default(),
            heard: Heard::default(),
            meter,
            config,
        }
    }

    /// Another process over the same memory: a clock of its own, nothing remembered, every port behind its gate.
    #[cfg(feature = "memory")]
    pub fn process(&self, table: Table, clock: Clock, gate: &store::gate::Gated) -> Self {
        self.another(table, clock, gate, Meter::quiet())
    }

    /// Another process over the same memory that keeps the lines of its meter.
    #[cfg(feature = "memory")]
    pub fn counted(&self, table: Table, clock: Clock) -> Self {
        self.another(table, clock, &store::gate::Gated::default(), Meter::keeping())
    }

    #[cfg(feature = "memory")]
    fn another(&self, table: Table, clock: Clock, gate: &store::gate::Gated, meter: Meter) -> Self {
        let meter = Arc::new(meter);
        Self {
            table,
            bus: Bus::behind(gate.clone(), meter.clone()),
            http: self.http.behind(gate.clone()),
            signer: self.signer.clone(),
            secrets: self.secrets.behind(gate.clone()),
            sockets: self.sockets.behind(gate.clone()),
            files: self.files.clone(),
            clock,
            settings: Settings::default(),
            heard: Heard::default(),
            meter,
            config: self.config.clone(),
        }
    }

    /// Asks an AWS service that has no client here, once.
    ///
    /// # Errors
    /// A sentence, where this function cannot sign.
    pub async fn ask_aws(&self, request: Request) -> Result<Result<Answer, NoAnswer>, String> {
        Ok(self.http.ask(self.signer.sign(request, self.clock.now())?).await)
    }

    /// The only way business state is written: the step's record with its emits and everything that changes with it,
    /// as one; then the emits go out. On a replay the stored emits go out again (architecture.md section 8).
    ///
    /// # Errors
    /// `store::Error::Refused` when another writer was first at one of `writes`: read and decide again.
    pub async fn commit(
        &self,
        cause: &Envelope,
        record: Record,
        writes: Vec<Write>,
        emits: Vec<Emit>,
    ) -> Result<Committed, CommitError> {
        // Most of what a command leads to belongs to its own group: that is not stored with every message.
        let mut emits = emits;
        emits.iter_mut().filter(|emit| emit.thread.as_ref() == Some(&cause.thread)).for_each(|emit| emit.thread = None);
        let committed = commit(&self.table, cause.id, record, writes, &emits).await?;
        match &committed {
            Committed::Now => self.bus.publish(&cause.emits(&emits)).await?,
            Committed::Before(stored) => self.bus.publish(&cause.emits(stored)).await?,
            Committed::Duplicate => {}
        }
        Ok(committed)
    }

    /// Sends out again what `record` told, if `cause` has written it before; answers whether it has. For a command that
    /// finds nothing left to do because it was carried out itself, and nobody knows whether all of it was told.
    ///
    /// # Errors
    /// As for a commit.
    pub async fn replay(&self, cause: &Envelope, record: &Record) -> Result<bool, CommitError> {
        match committed(&self.table, cause.id, record).await? {
            Some(Committed::Before(stored)) => {
                self.bus.publish(&cause.emits(&stored)).await?;
                Ok(true)
            }
            Some(Committed::Now | Committed::Duplicate) | None => Ok(false),
        }
    }
}

/// How a commit fails.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// The table refused or failed.
    #[error(transparent)]
    Table(#[from] store::Error),
    /// It is written; the emits did not all go out. A replay sends them.
    #[error(transparent)]
    Publish(#[from] Error),
}

impl From<CommitError> for Error {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Table(error) => error.into(),
            CommitError::Publish(error) => error,
        }
    }
}

impl CommitError {
    /// The places of `writes` whose conditions did not hold, if that was it.
    pub fn refused(&self) -> Option<&[usize]> {
        match self {
            CommitError::Table(store::Error::Refused(places)) => Some(places),
            _ => None,
        }
    }
}

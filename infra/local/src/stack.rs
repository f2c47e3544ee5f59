//! A stack: everything a template describes, running.

use std::collections::BTreeMap;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crate::clock::Clock;
use crate::cognito::Cognito;
use crate::control::{Control, Depths};
use crate::dynamodb::Tables;
use crate::endpoints::Endpoints;
use crate::error::Error;
use crate::eventbridge::bus::Bus;
use crate::eventbridge::clockwork;
use crate::faults::Faults;
use crate::front::{self, Services};
use crate::http_api;
use crate::jwt::Keys;
use crate::lambda::fleet::{self, Fleet};
use crate::lambda::runtime_api;
use crate::listeners::{Listeners, Ports};
use crate::plan::Plan;
use crate::s3::Buckets;
use crate::secrets::Secrets;
use crate::serve::serve;
use crate::ses::{SentLetter, Ses};
use crate::socket_api::Sockets;
use crate::sqs::message::Message;
use crate::sqs::queue::Depth;
use crate::sqs::queues::Queues;
use crate::sqs::{api, mapping};
use crate::state::{Found, State};
use crate::tasks::Tasks;
use crate::template::Template;
use crate::usage::{Meter, Usage};

/// What to start.
#[derive(Debug, Clone)]
pub struct Options {
    /// The SAM template.
    pub template: PathBuf,
    /// Parameters of the template.
    pub parameters: BTreeMap<String, String>,
    /// Folder of the function binaries, each named like its package.
    pub bin_dir: PathBuf,
    /// Folder for everything that is to outlive the process; none: memory.
    pub state: Option<PathBuf>,
    /// An emulator of DynamoDB that runs already, to keep the tables instead of the embedded engine.
    pub dynamodb: Option<String>,
    /// Variables for all functions, on top of the template's.
    pub environment: BTreeMap<String, String>,
    /// Whether scheduled functions are started by the clock.
    pub schedules: bool,
    /// The console's built files.
    pub console: Option<PathBuf>,
    /// Further built files served at the console's address, each under a path of its own (`/name`).
    pub beside: Vec<(String, PathBuf)>,
    /// Processes of one function at most, where the template does not say less.
    pub concurrency: usize,
    /// Batches of one queue delivered at the same time, as long as that is enough: a full batch, or one that takes long, lets
    /// there be one more, up to `concurrency`.
    pub at_first: usize,
    /// Between two batches of one queue, if the first was not full. SQS and Lambda take longer than that between them; what
    /// comes meanwhile goes along in the second.
    pub pace: Duration,
}

impl Options {
    /// A template with its binaries; in memory, with schedules off.
    pub fn new(template: impl Into<PathBuf>, bin_dir: impl Into<PathBuf>) -> Self {
        Self {
            template: template.into(),
            parameters: BTreeMap::new(),
            bin_dir: bin_dir.into(),
            state: None,
            dynamodb: None,
            environment: BTreeMap::new(),
            schedules: false,
            console: None,
            beside: Vec::new(),
            concurrency: 4,
            at_first: 4,
            pace: Duration::ZERO,
        }
    }
}

/// A running stack. Dropping it ends everything, [`Stack::stop`] waits for that.
pub struct Stack {
    control: Arc<Control>,
    tasks: Tasks,
    /// Held while the state folder is ours.
    _lock: Option<File>,
}

impl Stack {
    /// Reads the template, creates what it describes and starts serving, on free ports.
    ///
    /// # Errors
    /// As [`Stack::on`].
    pub async fn start(options: Options) -> Result<Self, Error> {
        Self::on(Listeners::bind(Ports::default()).await?, options).await
    }

    /// Reads the template, creates what it describes and serves it there.
    ///
    /// # Errors
    /// When the template asks for something that is not known, a binary is missing or the state folder is not usable.
    pub async fn on(listeners: Listeners, options: Options) -> Result<Self, Error> {
        let addresses = listeners.addresses()?;
        let template = Template::read(&options.template, &options.parameters)?;
        let mut plan = Plan::make(&template, &addresses, &options.bin_dir)?;
        let folder = options.state.as_deref();
        let (logs, lock) = prepare(folder)?;
        let (state, found) = match folder {
            None => (State::memory(), Found::default()),
            Some(folder) => State::open(&folder.join("state.sqlite3"))?,
        };

        let tasks = Tasks::new();
        let clock = Clock::default();
        let faults = Faults::new(clock.clone());
        let meter = Meter::from(crate::control::stored_usage(&found));
        let queues = Queues::new(&plan.queues, state.clone(), &found, clock.clone(), faults.clone())?;
        let around = fleet::Surroundings {
            tasks: tasks.clone(),
            meter: meter.clone(),
            faults: faults.clone(),
            queues: queues.clone(),
            clock: clock.clone(),
            runtime_api: listeners.runtime_api()?,
            aws: addresses.aws.clone(),
            environment: &options.environment,
            concurrency: options.concurrency,
            logs: logs.as_deref(),
        };
        let fleet = Fleet::new(&plan, around)?;
        let keys = Keys::default();
        let cognito = Cognito::new(&plan.pools, &addresses.aws, state.clone(), &found, clock.clone(), &keys).await?;
        let socket = plan.socket.take();
        let stage = socket.as_ref().map(|socket| socket.stage.clone()).unwrap_or_default();
        let sockets = Sockets::new(socket, fleet.clone(), meter.clone(), clock.clone(), tasks.clone());
        let tables_file = folder.map(|folder| folder.join("tables.sqlite3"));
        let rules = std::mem::take(&mut plan.rules);
        let buses = std::mem::take(&mut plan.buses);
        let tables = match &options.dynamodb {
            Some(address) => Tables::elsewhere(&plan.tables, address).await?,
            None => Tables::open(&plan.tables, tables_file.as_deref(), &clock).await?,
        };
        let services = Arc::new(Services {
            tables,
            sqs: api::Api::new(queues.clone(), clock.clone(), addresses.aws.clone()),
            bus: Bus::new(buses, rules, queues.clone(), fleet.clone(), meter.clone()),
            buckets: Buckets::new(std::mem::take(&mut plan.buckets), folder.map(|folder| folder.join("objects")), clock.clone())?,
            secrets: Secrets::new(state.clone(), &found, clock.clone())?,
            ses: Ses::new(clock.clone()),
            cognito,
            sockets: sockets.clone(),
            fleet: fleet.clone(),
            meter: meter.clone(),
            faults: faults.clone(),
            clock: clock.clone(),
        });
        let control = Arc::new(Control {
            endpoints: Endpoints {
                websocket: format!("{}/{stage}", addresses.websocket),
                aws: addresses.aws,
                api: addresses.api,
                console: addresses.console,
            },
            resources: std::mem::take(&mut plan.resources),
            outputs: std::mem::take(&mut plan.outputs),
            pools: services.cognito.issuers().into_iter().collect(),
            queues: queues.clone(),
            fleet: fleet.clone(),
            meter: meter.clone(),
            faults,
            clock: clock.clone(),
            services: Arc::clone(&services),
            schedules: std::mem::take(&mut plan.schedules),
            consumed: plan.mappings.iter().map(|mapping| mapping.queue.clone()).collect(),
            paused: mapping::Paused::default(),
            state,
        });

        serve(&tasks, listeners.runtime, runtime_api::router(fleet.clone()));
        serve(&tasks, listeners.aws, front::router(services).merge(crate::control::routes::router(Arc::clone(&control))));
        serve(&tasks, listeners.websocket, sockets.router());
        if !plan.http.is_empty() {
            let apis = std::mem::take(&mut plan.http).into_values().collect();
            let gate = http_api::Gate { apis, fleet: fleet.clone(), keys, meter: meter.clone(), clock: clock.clone() };
            serve(&tasks, listeners.api, http_api::router(gate));
        }
        if options.console.is_some() || !options.beside.is_empty() {
            let files = crate::console::router(options.console.as_deref(), &options.beside, &control);
            serve(&tasks, listeners.console, files);
        }
        if options.schedules {
            clockwork::run(&control.schedules, &tasks, &clock, &fleet);
        }
        for mapping in plan.mappings {
            let around = mapping::Surroundings {
                queues: queues.clone(),
                fleet: fleet.clone(),
                meter: meter.clone(),
                clock: clock.clone(),
                tasks: tasks.clone(),
                paused: control.paused.clone(),
            };
            let width = mapping::Width { first: options.at_first, most: options.concurrency, pace: options.pace };
            mapping::run(mapping, around, width);
        }
        housekeeping(&tasks, &control);
        Ok(Self { control, tasks, _lock: lock })
    }

    /// Where it listens.
    pub fn endpoints(&self) -> &Endpoints {
        &self.control.endpoints
    }

    /// The outputs of the template, resolved to local addresses.
    pub fn outputs(&self) -> &BTreeMap<String, String> {
        &self.control.outputs
    }

    /// The physical name of a resource, by its logical id.
    pub fn name(&self, id: &str) -> Option<&str> {
        self.control.resources.get(id)?["name"].as_str()
    }

    /// The URL of a queue, by its logical id.
    pub fn queue_url(&self, id: &str) -> Option<&str> {
        self.control.resources.get(id)?["url"].as_str()
    }

    /// What is counted so far.
    pub fn usage(&self) -> Usage {
        self.control.meter.read()
    }

    /// Starts counting anew; what had been counted.
    pub fn reset_usage(&self) -> Usage {
        self.control.meter.reset()
    }

    /// The fault rules.
    pub fn faults(&self) -> &Faults {
        &self.control.faults
    }

    /// What every queue holds, by name.
    pub fn depths(&self) -> BTreeMap<String, Depth> {
        self.control.queues.depths()
    }

    /// The messages of a queue (by logical id or name), oldest first, without receiving them. Empty for an unknown one.
    pub fn messages(&self, queue: &str) -> Vec<Message> {
        self.control.queues.look(&self.control.queue_name(queue)).unwrap_or_default()
    }

    /// The letters that would have gone out, oldest first.
    pub fn letters(&self) -> Vec<SentLetter> {
        self.control.services.ses.letters()
    }

    /// The last lines a function (package name, name or logical id) printed, oldest first.
    pub fn logs(&self, function: &str) -> Vec<String> {
        self.control.fleet.find(function).map(|pool| pool.log.lines()).unwrap_or_default()
    }

    /// Kills (SIGKILL) the running processes of a function; how many there were.
    pub fn kill(&self, function: &str) -> usize {
        self.control.fleet.find(function).map_or(0, |pool| pool.kill())
    }

    /// Starts the scheduled invocations of a function now, whether schedules run or not; how many.
    pub fn tick(&self, function: &str) -> usize {
        self.control.tick(function)
    }

    /// Moves the clock forward: visibility timeouts, delays, schedules and token lifetimes pass at once.
    pub fn advance(&self, by: Duration) {
        self.control.clock.advance(by);
    }

    /// Deletes items whose time to live is over; how many.
    pub async fn sweep(&self) -> usize {
        self.control.sweep().await
    }

    /// Waits until every queue that feeds a function is empty, with nothing in flight, and no invocation runs.
    ///
    /// # Errors
    /// After `timeout`, with what is still busy.
    pub async fn idle(&self, timeout: Duration) -> Result<(), Depths> {
        self.control.idle(timeout).await
    }

    /// Whether any function is running right now.
    pub fn works(&self) -> bool {
        self.control.works()
    }

    /// Ends everything: processes are killed, files are written.
    pub async fn stop(self) {
        self.tasks.ended().await;
        self.control.keep_usage().await;
    }
}

impl Drop for Stack {
    fn drop(&mut self) {
        self.tasks.end();
    }
}

/// Makes the folder for the state and the logs, and keeps others out of it; the logs' path and the lock.
fn prepare(folder: Option<&Path>) -> Result<(Option<PathBuf>, Option<File>), Error> {
    let Some(folder) = folder else {
        return Ok((None, None));
    };
    let io = |what: &str, path: &Path| {
        let what = format!("{what} {}", path.display());
        move |source| Error::Io { what, source }
    };
    let logs = folder.join("logs");
    std::fs::create_dir_all(&logs).map_err(io("make the folder", &logs))?;
    let path = folder.join("lock");
    let lock = File::create(&path).map_err(io("make the file", &path))?;
    match lock.try_lock() {
        Ok(()) => Ok((Some(logs), Some(lock))),
        Err(TryLockError::WouldBlock) => Err(Error::InUse(folder.to_owned())),
        Err(TryLockError::Error(source)) => Err(io("lock the file", &path)(source)),
    }
}

/// Time to live and usage, now and then.
fn housekeeping(tasks: &Tasks, control: &Arc<Control>) {
    let sweeper = Arc::downgrade(control);
    tasks.spawn(async move {
        loop {
            tokio::time::sleep(Duration::from_secs(60)).await;
            match sweeper.upgrade() {
                Some(control) => control.sweep().await,
                None => return,
            };
        }
    });
    let keeper = Arc::downgrade(control);
    tasks.spawn(async move {
        let mut last = Usage::default();
        loop {
            tokio::time::sleep(Duration::from_secs(2)).await;
            let Some(control) = keeper.upgrade() else {
                return;
            };
            let now = control.meter.read();
            if now != last {
                control.keep_usage().await;
                last = now;
            }
        }
    });
}

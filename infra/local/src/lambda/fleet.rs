//! All functions of a stack.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use axum::body::Bytes;
use tokio::sync::{Notify, oneshot};

use super::logs::Log;
use super::pool::{Pool, Running};
use super::process::Process;
use super::{Failure, Outcome};
use crate::aws::REGION;
use crate::clock::Clock;
use crate::error::Error;
use crate::faults::Faults;
use crate::plan::{Function, Plan};
use crate::sqs::queues::Queues;
use crate::tasks::Tasks;
use crate::usage::Meter;

/// What all pools share.
pub struct Shared {
    pub(super) tasks: Tasks,
    pub(super) meter: Meter,
    pub(super) faults: Faults,
    /// `host:port` of the Runtime API.
    pub(super) runtime_api: String,
    numbers: AtomicU64,
    processes: Mutex<HashMap<u64, Weak<Process>>>,
}

/// The functions; a cheap handle.
#[derive(Clone)]
pub struct Fleet {
    inner: Arc<Inner>,
}

struct Inner {
    shared: Arc<Shared>,
    /// By function name.
    pools: BTreeMap<String, Arc<Pool>>,
    running: Arc<Running>,
    ended: Notify,
    queues: Queues,
    clock: Clock,
}

/// What a fleet is made of beside the plan.
pub struct Surroundings<'a> {
    /// Background tasks.
    pub tasks: Tasks,
    /// Usage.
    pub meter: Meter,
    /// Faults.
    pub faults: Faults,
    /// Queues, for failed asynchronous invocations.
    pub queues: Queues,
    /// The clock.
    pub clock: Clock,
    /// `http://host:port` of the Runtime API.
    pub runtime_api: String,
    /// `http://host:port` of the AWS endpoint.
    pub aws: String,
    /// Variables for all functions, on top of the template's.
    pub environment: &'a BTreeMap<String, String>,
    /// Processes of a function at most, if the template does not say less.
    pub concurrency: usize,
    /// Folder of the log files.
    pub logs: Option<&'a Path>,
}

impl Fleet {
    /// The functions of a plan; no process is started yet.
    ///
    /// # Errors
    /// When a binary is missing or a log file cannot be made.
    pub fn new(plan: &Plan, around: Surroundings<'_>) -> Result<Self, Error> {
        let shared = Arc::new(Shared {
            tasks: around.tasks,
            meter: around.meter,
            faults: around.faults,
            runtime_api: around.runtime_api,
            numbers: AtomicU64::new(1),
            processes: Mutex::default(),
        });
        let mut pools = BTreeMap::new();
        for function in &plan.functions {
            if !function.binary.is_file() {
                return Err(Error::Binary { function: function.id.clone(), binary: function.binary.clone() });
            }
            let log = Log::new(&function.package, around.logs, shared.meter.clone())?;
            let environment = environment(function, &around.aws, around.environment);
            let reserved = function.reserved.and_then(|reserved| usize::try_from(reserved).ok());
            let size = reserved.unwrap_or(usize::MAX).min(around.concurrency);
            let haste = plan.haste(&function.name);
            let pool = Pool::new(function.clone(), Arc::new(log), Arc::clone(&shared), environment, size, haste);
            pools.insert(function.name.clone(), Arc::new(pool));
        }
        Ok(Self {
            inner: Arc::new(Inner {
                shared,
                pools,
                running: Arc::default(),
                ended: Notify::new(),
                queues: around.queues,
                clock: around.clock,
            }),
        })
    }

    /// The function with this name, logical id or package name.
    pub fn find(&self, name: &str) -> Option<&Arc<Pool>> {
        let by_name = self.inner.pools.get(name);
        by_name.or_else(|| self.inner.pools.values().find(|p| p.function.package == name || p.function.id == name))
    }

    /// All functions.
    pub fn pools(&self) -> impl Iterator<Item = &Arc<Pool>> {
        self.inner.pools.values()
    }

    /// Runs a function and waits for its answer. Dropping the future does not stop the function.
    pub async fn invoke(&self, name: &str, payload: Bytes) -> Outcome {
        let Some(pool) = self.find(name).cloned() else {
            return Outcome::Failed(Failure::new("ResourceNotFoundException", format!("Function not found: {name}")));
        };
        let (sender, receiver) = oneshot::channel();
        let inner = Arc::clone(&self.inner);
        let guard = inner.running.enter();
        self.inner.shared.tasks.spawn(async move {
            let outcome = pool.run(payload).await;
            let _ = sender.send(outcome);
            drop(guard);
            inner.ended.notify_waiters();
        });
        receiver.await.unwrap_or_else(|_| Outcome::Failed(Failure::new("Runtime.Stopped", "the stack is stopping")))
    }

    /// Runs a function without waiting: tried again when it fails, then given to its failure destination.
    pub fn invoke_later(&self, name: &str, payload: Bytes) {
        let Some(pool) = self.find(name).cloned() else {
            return;
        };
        let fleet = self.clone();
        let guard = self.inner.running.enter();
        self.inner.shared.tasks.spawn(async move {
            super::asynchronous::run(&fleet, &pool.function, payload, guard).await;
            fleet.inner.ended.notify_waiters();
        });
    }

    /// Counts something as running while the guard lives.
    pub(super) fn running(&self) -> &Arc<Running> {
        &self.inner.running
    }

    /// How many invocations run, and how many have ever begun.
    pub fn activity(&self) -> (usize, u64) {
        self.inner.running.read()
    }

    /// Woken whenever an invocation ends.
    pub fn ended(&self) -> &Notify {
        &self.inner.ended
    }

    pub(super) fn queues(&self) -> &Queues {
        &self.inner.queues
    }

    pub(super) fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// The process with this number, if it still lives.
    pub fn process(&self, number: u64) -> Option<Arc<Process>> {
        self.inner.shared.process(number)
    }
}

impl Shared {
    pub(super) fn next_process(&self) -> u64 {
        self.numbers.fetch_add(1, Ordering::SeqCst)
    }

    pub(super) fn register(&self, process: &Arc<Process>) {
        let mut processes = self.processes.lock().unwrap_or_else(PoisonError::into_inner);
        processes.retain(|_, process| process.strong_count() > 0);
        processes.insert(process.number, Arc::downgrade(process));
    }

    fn process(&self, number: u64) -> Option<Arc<Process>> {
        self.processes.lock().unwrap_or_else(PoisonError::into_inner).get(&number).and_then(Weak::upgrade)
    }

    pub(super) fn processes_of(&self, function: &str) -> Vec<Arc<Process>> {
        let processes = self.processes.lock().unwrap_or_else(PoisonError::into_inner);
        let living = processes.values().filter_map(Weak::upgrade);
        living.filter(|process| process.function == function && !process.is_dead()).collect()
    }
}

/// The variables of a function's processes: nothing of ours but the search path, so that no real credentials leak in.
fn environment(function: &Function, aws: &str, extra: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut variables = BTreeMap::new();
    let mut set = |name: &str, value: &str| {
        variables.insert(name.to_owned(), value.to_owned());
    };
    for name in ["PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LLVM_PROFILE_FILE"] {
        if let Ok(value) = std::env::var(name) {
            set(name, &value);
        }
    }
    set("TZ", ":UTC");
    set("LANG", "en_US.UTF-8");
    set("AWS_REGION", REGION);
    set("AWS_DEFAULT_REGION", REGION);
    set("AWS_ENDPOINT_URL", aws);
    // No lookups of credentials or regions on the network or in a home folder.
    set("AWS_EC2_METADATA_DISABLED", "true");
    set("AWS_CONFIG_FILE", "/dev/null");
    set("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
    set("AWS_EXECUTION_ENV", "AWS_Lambda_provided.al2023");
    set("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    set("AWS_LAMBDA_FUNCTION_NAME", &function.name);
    set("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    set("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", &function.memory.to_string());
    set("AWS_LAMBDA_LOG_GROUP_NAME", &format!("/aws/lambda/{}", function.name));
    if let Some(format) = &function.log_format {
        set("AWS_LAMBDA_LOG_FORMAT", format);
    }
    if let Some(level) = &function.log_level {
        set("AWS_LAMBDA_LOG_LEVEL", level);
    }
    set("_HANDLER", "bootstrap");
    variables.extend(function.environment.clone());
    variables.extend(extra.clone());
    variables
}

//! The processes of one function: grown on demand, kept warm.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::body::Bytes;
use tokio::process::Command;
use tokio::sync::Semaphore;

use super::fleet::Shared;
use super::logs::Log;
use super::process::Process;
use super::{Failure, Outcome};
use crate::aws;
use crate::faults::{Occasion, Trouble};
use crate::plan::{Function, Haste};

/// Time a process has to start, in seconds. Lambda gives 10; a laptop that builds meanwhile needs more.
const INIT: u64 = 30;

/// The processes of one function.
pub struct Pool {
    /// What it runs.
    pub function: Function,
    /// What it prints.
    pub log: Arc<Log>,
    shared: Arc<Shared>,
    environment: BTreeMap<String, String>,
    permits: Semaphore,
    haste: Haste,
    idle: Mutex<Vec<Arc<Process>>>,
}

impl Pool {
    /// A pool of at most `size` processes, none of them started. Those in less haste let the others go first.
    pub fn new(
        function: Function,
        log: Arc<Log>,
        shared: Arc<Shared>,
        environment: BTreeMap<String, String>,
        size: usize,
        haste: Haste,
    ) -> Self {
        Self { function, log, shared, environment, permits: Semaphore::new(size.max(1)), haste, idle: Mutex::default() }
    }

    /// Runs one invocation to its end. Must not be cancelled: a process in the middle of its work would be lost.
    pub async fn run(&self, payload: Bytes) -> Outcome {
        let Ok(_permit) = self.permits.acquire().await else {
            return Outcome::Failed(Failure::new("Runtime.Stopped", "the stack is stopping"));
        };
        let package = &self.function.package;
        let outcome = loop {
            let process = match self.process() {
                Ok(process) => process,
                Err(error) => {
                    let message = format!("{}: {error}", self.function.binary.display());
                    break Outcome::Failed(Failure::new("Runtime.InvalidEntrypoint", message));
                }
            };
            if let Some(outcome) = self.run_on(&process, payload.clone()).await {
                if !process.is_dead() {
                    self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(process);
                }
                break outcome;
            }
            // The process ended between two invocations; another one takes the work.
        };
        self.shared.meter.function(package, |usage| {
            usage.invocations += 1;
            usage.memory_mb = self.function.memory;
            usage.errors += u64::from(matches!(outcome, Outcome::Failed(_)));
        });
        if let Outcome::Failed(failure) = &outcome {
            self.log.note(format!("[local] {package} failed: {}: {}", failure.kind, failure.message));
            tracing::warn!(function = package, kind = failure.kind, "{}", failure.message);
        }
        outcome
    }

    fn process(&self) -> std::io::Result<Arc<Process>> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        while let Some(process) = idle.pop() {
            if !process.is_dead() {
                return Ok(process);
            }
        }
        drop(idle);
        self.start()
    }

    fn start(&self) -> std::io::Result<Arc<Process>> {
        let number = self.shared.next_process();
        let mut command = Command::new(&self.function.binary);
        command.env_clear().envs(&self.environment);
        command.env("AWS_LAMBDA_RUNTIME_API", format!("{}/process/{number}", self.shared.runtime_api));
        command.env("AWS_LAMBDA_LOG_STREAM_NAME", format!("local/[$LATEST]{number:032x}"));
        // The signature is not checked, but it names the caller: the function by the key, the process by the token.
        command.env("AWS_ACCESS_KEY_ID", self.function.package.to_ascii_uppercase());
        command.env("AWS_SECRET_ACCESS_KEY", crate::s3::SECRET);
        command.env("AWS_SESSION_TOKEN", format!("process-{number}"));
        let process = Process::start(number, &self.function.package, command, Arc::clone(&self.log), &self.shared.tasks)?;
        process.let_others_go_first(self.haste);
        self.shared.register(&process);
        Ok(process)
    }

    /// Runs the invocation on a process; `None` when the process ended before it took the work.
    async fn run_on(&self, process: &Process, payload: Bytes) -> Option<Outcome> {
        let package = &self.function.package;
        let id = aws::id();
        let timeout = self.function.timeout;
        let mut progress = process.hand_over(&id, payload, timeout * 1000);
        tokio::select! {
            biased;
            Ok(()) = &mut progress.started => {}
            () = process.gone() => {
                let failed = progress.ended.try_recv().ok();
                if failed.is_some() {
                    tracing::error!(function = package, "did not start:\n{}", self.log.tail(20));
                }
                return failed;
            }
            () = tokio::time::sleep(Duration::from_secs(INIT)) => {
                process.kill();
                let message = format!("RequestId: {id} Error: did not ask for work within {INIT} s of its start");
                return Some(Outcome::Failed(Failure::new("Sandbox.Timedout", message)));
            }
        }
        let began = Instant::now();
        let occasion = Occasion { service: "lambda", operation: "Invoke", function: Some(package), ..Occasion::default() };
        let hangs = self.shared.faults.strike(occasion, |t| *t == Trouble::Timeout).is_some();
        let outcome = tokio::select! {
            biased;
            // What it has done so far is done; that it answers in time is forgotten.
            () = std::future::ready(()), if hangs => None,
            outcome = &mut progress.ended => Some(outcome.unwrap_or_else(|_| {
                Outcome::Failed(Failure::new("Runtime.ExitError", format!("RequestId: {id} Error: Runtime exited")))
            })),
            () = tokio::time::sleep(Duration::from_secs(timeout)) => None,
        };
        let outcome = match outcome {
            Some(outcome) => outcome,
            None => {
                process.kill();
                process.gone().await;
                let message = format!("RequestId: {id} Error: Task timed out after {timeout}.00 seconds");
                Outcome::Failed(Failure::new("Sandbox.Timedout", message))
            }
        };
        let spent = if hangs { Duration::from_secs(timeout) } else { began.elapsed() };
        let billed = u64::try_from(spent.as_micros().div_ceil(1000)).unwrap_or(u64::MAX);
        let init = process.take_init_ms();
        self.shared.meter.function(package, |usage| {
            usage.billed_ms += billed;
            if let Some(init) = init {
                usage.cold_starts += 1;
                usage.init_ms += u64::from(init);
            }
        });
        Some(outcome)
    }

    /// Kills every process of the function.
    pub fn kill(&self) -> usize {
        let processes = self.shared.processes_of(&self.function.package);
        processes.iter().for_each(|process| process.kill());
        processes.len()
    }
}

/// Invocations that are running, and how many there have ever been.
#[derive(Default)]
pub struct Running {
    now: AtomicUsize,
    ever: AtomicU64,
}

impl Running {
    /// Counts one for as long as the guard lives.
    pub fn enter(self: &Arc<Self>) -> RunningGuard {
        self.ever.fetch_add(1, Ordering::SeqCst);
        self.now.fetch_add(1, Ordering::SeqCst);
        RunningGuard(Arc::clone(self))
    }

    /// How many run now, and how many have ever begun.
    pub fn read(&self) -> (usize, u64) {
        (self.now.load(Ordering::SeqCst), self.ever.load(Ordering::SeqCst))
    }
}

/// One running invocation.
pub struct RunningGuard(Arc<Running>);

impl Drop for RunningGuard {
    fn drop(&mut self) {
        self.0.now.fetch_sub(1, Ordering::SeqCst);
    }
}

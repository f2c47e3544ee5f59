//! One process of a function, and its side of the Runtime API.

use std::process::{ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use axum::body::Bytes;
use rustix::process::{Pid, setpriority_pgrp};
use tokio::process::{Child, Command};
use tokio::sync::{Notify, mpsc, oneshot};

use super::logs::Log;
use super::{Failure, Outcome};
use crate::plan::Haste;
use crate::tasks::Tasks;

/// A running process; it handles one invocation at a time.
pub struct Process {
    /// Its number, which also tells its AWS calls apart from those of others.
    pub number: u64,
    /// Package name of its function.
    pub function: String,
    group: Option<Pid>,
    started: Instant,
    inbox: mpsc::UnboundedSender<Work>,
    work: tokio::sync::Mutex<mpsc::UnboundedReceiver<Work>>,
    current: Mutex<Option<Current>>,
    init_error: Mutex<Option<Failure>>,
    initialised: AtomicBool,
    init_ms: AtomicU32,
    /// AWS calls of the current invocation.
    calls: AtomicU32,
    kill: Notify,
    killed: AtomicBool,
    dead: AtomicBool,
    died: Notify,
}

/// An invocation on its way to a process.
pub struct Work {
    /// Request id.
    pub id: String,
    /// The event.
    pub payload: Bytes,
    /// Milliseconds it may take, counted from when the process takes it.
    pub timeout: u64,
    started: oneshot::Sender<()>,
}

struct Current {
    id: String,
    taken: bool,
    reply: oneshot::Sender<Outcome>,
}

/// What a handed-over invocation reports: that it began, and how it ended. Either is dropped when the process ends.
pub struct Progress {
    /// Ready when the process has taken the work.
    pub started: oneshot::Receiver<()>,
    /// Ready when it answers.
    pub ended: oneshot::Receiver<Outcome>,
}

impl Process {
    /// Starts a process and the tasks that follow it.
    ///
    /// # Errors
    /// When the binary cannot be started.
    pub fn start(number: u64, function: &str, mut command: Command, log: Arc<Log>, tasks: &Tasks) -> std::io::Result<Arc<Self>> {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            // A Ctrl-C in the terminal is for the local cloud, which ends its functions in order.
            .process_group(0)
            .spawn()?;
        let group = child.id().and_then(|id| Pid::from_raw(id.try_into().ok()?));
        let (inbox, work) = mpsc::unbounded_channel();
        let process = Arc::new(Self {
            number,
            function: function.to_owned(),
            group,
            started: Instant::now(),
            inbox,
            work: tokio::sync::Mutex::new(work),
            current: Mutex::default(),
            init_error: Mutex::default(),
            initialised: AtomicBool::new(false),
            init_ms: AtomicU32::new(0),
            calls: AtomicU32::new(0),
            kill: Notify::new(),
            killed: AtomicBool::new(false),
            dead: AtomicBool::new(false),
            died: Notify::new(),
        });
        let out = child.stdout.take();
        let err = child.stderr.take();
        let (out_log, err_log) = (Arc::clone(&log), log);
        let followers = async move {
            tokio::join!(
                async {
                    if let Some(out) = out {
                        out_log.follow(out).await;
                    }
                },
                async {
                    if let Some(err) = err {
                        err_log.follow(err).await;
                    }
                }
            );
        };
        tasks.spawn(Arc::clone(&process).watch(child, followers));
        Ok(process)
    }

    /// Whoever is in more haste goes first. In the cloud every function has a processor of its own; here a few are shared: a platform
    /// at the door must not wait for the queues behind it, and somebody's message not for the figures.
    pub fn let_others_go_first(&self, haste: Haste) {
        let nice = match haste {
            Haste::Awaited => return,
            Haste::Soon => 10,
            Haste::Whenever => 19,
        };
        // A process that is gone already needs no manners, and one that keeps its priority does its work as well.
        let _ = self.group.map(|group| setpriority_pgrp(Some(group), nice));
    }

    /// Waits for the end of the process and tells whoever waits for an answer.
    async fn watch(self: Arc<Self>, mut child: Child, followers: impl Future<Output = ()>) {
        tokio::pin!(followers);
        let mut followed = false;
        let status = loop {
            tokio::select! {
                status = child.wait() => break status,
                () = self.kill.notified() => {
                    let _ = child.start_kill();
                }
                () = &mut followers, if !followed => followed = true,
            }
        };
        // The last words are in the pipes; a grandchild that holds them open must not hold us.
        if !followed {
            let _ = tokio::time::timeout(std::time::Duration::from_millis(200), followers).await;
        }
        self.end(status.ok());
    }

    fn end(&self, status: Option<ExitStatus>) {
        self.dead.store(true, Ordering::SeqCst);
        let current = self.current.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(current) = current {
            // Work it never took is not its failure, unless it could not even start.
            if current.taken || !self.initialised.load(Ordering::SeqCst) {
                let reported = self.init_error.lock().unwrap_or_else(PoisonError::into_inner).take();
                let failure = reported.unwrap_or_else(|| {
                    let status = status.map_or_else(|| "unknown".to_owned(), |status| status.to_string());
                    let message = format!("RequestId: {} Error: Runtime exited with error: {status}", current.id);
                    Failure::new("Runtime.ExitError", message)
                });
                let _ = current.reply.send(Outcome::Failed(failure));
            }
        }
        self.died.notify_waiters();
    }

    /// Gives the process an invocation.
    pub fn hand_over(&self, id: &str, payload: Bytes, timeout: u64) -> Progress {
        let (started, has_started) = oneshot::channel();
        let (reply, ended) = oneshot::channel();
        self.calls.store(0, Ordering::SeqCst);
        *self.current.lock().unwrap_or_else(PoisonError::into_inner) = Some(Current { id: id.to_owned(), taken: false, reply });
        let work = Work { id: id.to_owned(), payload, timeout, started };
        if self.is_dead() || self.inbox.send(work).is_err() {
            self.current.lock().unwrap_or_else(PoisonError::into_inner).take();
        }
        Progress { started: has_started, ended }
    }

    /// `GET .../invocation/next`: waits for work. `None` when the process is about to end.
    pub async fn next(&self) -> Option<Work> {
        if !self.initialised.swap(true, Ordering::SeqCst) {
            let ms = u32::try_from(self.started.elapsed().as_millis()).unwrap_or(u32::MAX);
            self.init_ms.store(ms, Ordering::SeqCst);
        }
        let mut work = self.work.lock().await.recv().await?;
        if let Some(current) = self.current.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            current.taken = true;
        }
        let (unused, _) = oneshot::channel();
        let _ = std::mem::replace(&mut work.started, unused).send(());
        Some(work)
    }

    /// The process reports how an invocation ended; whether that was the current one.
    pub fn finish(&self, id: &str, outcome: Outcome) -> bool {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        match current.take_if(|current| current.id == id) {
            Some(current) => current.reply.send(outcome).is_ok(),
            None => false,
        }
    }

    /// The process reports that it cannot start.
    pub fn refuse_to_start(&self, failure: Failure) {
        *self.init_error.lock().unwrap_or_else(PoisonError::into_inner) = Some(failure);
    }

    /// Counts an AWS call; which one of the current invocation it is, from 1.
    pub fn count_call(&self) -> u32 {
        self.calls.fetch_add(1, Ordering::SeqCst) + 1
    }

    /// Kills the process (SIGKILL). It may be gone a moment later.
    pub fn kill(&self) {
        self.killed.store(true, Ordering::SeqCst);
        self.kill.notify_one();
    }

    /// Waits until the process is gone.
    pub async fn gone(&self) {
        loop {
            let died = self.died.notified();
            tokio::pin!(died);
            died.as_mut().enable();
            if self.dead.load(Ordering::SeqCst) {
                return;
            }
            died.await;
        }
    }

    /// Whether it can take no more work.
    pub fn is_dead(&self) -> bool {
        self.dead.load(Ordering::SeqCst) || self.killed.load(Ordering::SeqCst)
    }

    /// Milliseconds the start took, told once.
    pub fn take_init_ms(&self) -> Option<u32> {
        if !self.initialised.load(Ordering::SeqCst) {
            return None;
        }
        let ms = self.init_ms.swap(0, Ordering::SeqCst);
        (ms > 0).then_some(ms)
    }
}

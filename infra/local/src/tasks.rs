//! The background tasks of a stack: all end when the stack ends.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::task::JoinSet;

/// A set of tasks that are aborted together; a cheap handle that can be cloned.
#[derive(Clone, Default)]
pub struct Tasks {
    set: Arc<Mutex<Option<JoinSet<()>>>>,
}

impl Tasks {
    /// An empty, open set.
    pub fn new() -> Self {
        Self { set: Arc::new(Mutex::new(Some(JoinSet::new()))) }
    }

    /// Starts a task that lives at most as long as the set. After [`Tasks::end`] nothing starts any more.
    pub fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        let mut set = self.set.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(set) = set.as_mut() {
            while set.try_join_next().is_some() {}
            set.spawn(task);
        }
    }

    /// Aborts every task; what they own (child processes, sockets) is dropped with them.
    pub fn end(&self) {
        let taken = self.set.lock().unwrap_or_else(PoisonError::into_inner).take();
        drop(taken);
    }

    /// Aborts every task and waits until each is gone.
    pub async fn ended(&self) {
        let taken = self.set.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(mut set) = taken {
            set.shutdown().await;
        }
    }
}

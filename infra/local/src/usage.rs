//! What AWS would bill: counted as it happens, per function and operation.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

/// Name under which calls from outside the functions are counted.
pub const EXTERNAL: &str = "external";

/// Everything counted since the start or the last reset.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Usage {
    /// By package name; calls from outside under `external`.
    pub functions: BTreeMap<String, FunctionUsage>,
    /// What the event source mappings cost, by queue name.
    pub mappings: BTreeMap<String, MappingUsage>,
    /// The HTTP API.
    pub http: HttpUsage,
    /// The WebSocket API.
    pub socket: SocketUsage,
    /// Deliveries of the bus to its targets. Events from a custom bus to SQS or Lambda are not billed apart.
    pub bus_deliveries: u64,
}

/// One function.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FunctionUsage {
    /// Megabytes of memory, for gigabyte-seconds.
    pub memory_mb: u64,
    /// Invocations.
    pub invocations: u64,
    /// Invocations that failed.
    pub errors: u64,
    /// Processes started.
    pub cold_starts: u64,
    /// Milliseconds of invocations, each rounded up. Initialisation is counted apart, and billed as well.
    pub billed_ms: u64,
    /// Milliseconds of initialisation.
    pub init_ms: u64,
    /// Bytes written to the log.
    pub log_bytes: u64,
    /// Lines written to the log.
    pub log_lines: u64,
    /// AWS calls by `service:Operation`.
    pub operations: BTreeMap<String, OperationUsage>,
}

/// One AWS operation.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OperationUsage {
    /// Calls that reached the service, refused ones included.
    pub calls: u64,
    /// Calls that were refused or failed.
    pub refused: u64,
    /// DynamoDB read request units.
    pub read_units: f64,
    /// DynamoDB write request units, indexes and transactions included.
    pub write_units: f64,
    /// Units of 64 KB that SQS and EventBridge bill; at least one for each request or event.
    pub chunks: u64,
}

/// One event source mapping.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MappingUsage {
    /// Receives that brought something: a `ReceiveMessage` each.
    pub receives: u64,
    /// Batches deleted: a `DeleteMessageBatch` each.
    pub deletes: u64,
    /// Messages delivered.
    pub messages: u64,
    /// Units of 64 KB of the receives; at least one each.
    pub chunks: u64,
    /// Milliseconds from when messages could be received to when they first were, all together.
    pub waited_ms: u64,
    /// Batches that came back from the function: one may be of several receives.
    pub batches: u64,
    /// Milliseconds that they were with it, all together.
    pub worked_ms: u64,
}

/// The HTTP API.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct HttpUsage {
    /// Requests, preflights excepted.
    pub requests: u64,
    /// Units of 512 KB, which AWS bills; at least one for each request.
    pub units: u64,
    /// Requests by route key; `-` for those that match none.
    pub routes: BTreeMap<String, u64>,
}

/// The WebSocket API.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SocketUsage {
    /// Messages in either direction, in units of 32 KB.
    pub messages: u64,
    /// Connections made.
    pub connections: u64,
    /// Milliseconds of connections that have ended, together.
    pub connected_ms: u64,
}

impl SocketUsage {
    /// Minutes of connections, as billed.
    pub fn connect_minutes(&self) -> u64 {
        self.connected_ms.div_ceil(60_000)
    }
}

/// The counter; a cheap handle.
#[derive(Clone, Default)]
pub struct Meter {
    usage: Arc<Mutex<Usage>>,
}

impl Meter {
    /// Goes on counting from `usage`.
    pub fn from(usage: Usage) -> Self {
        Self { usage: Arc::new(Mutex::new(usage)) }
    }

    fn lock(&self) -> MutexGuard<'_, Usage> {
        self.usage.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The counts so far.
    pub fn read(&self) -> Usage {
        self.lock().clone()
    }

    /// Starts again at nothing; what had been counted.
    pub fn reset(&self) -> Usage {
        std::mem::take(&mut *self.lock())
    }

    /// Counts for a function.
    pub fn function(&self, name: &str, count: impl FnOnce(&mut FunctionUsage)) {
        let mut usage = self.lock();
        if let Some(function) = usage.functions.get_mut(name) {
            return count(function);
        }
        count(usage.functions.entry(name.to_owned()).or_default());
    }

    /// Counts for an operation of a function.
    pub fn operation(&self, function: &str, operation: &str, count: impl FnOnce(&mut OperationUsage)) {
        self.function(function, |function| {
            if let Some(operation) = function.operations.get_mut(operation) {
                return count(operation);
            }
            count(function.operations.entry(operation.to_owned()).or_default());
        });
    }

    /// Counts for everything else.
    pub fn count(&self, count: impl FnOnce(&mut Usage)) {
        count(&mut self.lock());
    }
}

/// Units of 64 KB, at least one.
pub fn chunks(bytes: usize) -> u64 {
    (bytes as u64).div_ceil(65_536).max(1)
}

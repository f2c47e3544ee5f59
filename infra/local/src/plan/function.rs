//! `AWS::Serverless::Function` and its event source mappings.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::{Map, Value};

use super::{Builder, Properties, arn_name};
use crate::error::Error;
use crate::template::plain;

/// A function to be run.
#[derive(Debug, Clone)]
pub struct Function {
    /// Logical id.
    pub id: String,
    /// Physical name, which `Ref` gives.
    pub name: String,
    /// Package name: the last part of `CodeUri`, and the name of the binary.
    pub package: String,
    /// The binary.
    pub binary: PathBuf,
    /// Seconds one invocation may take.
    pub timeout: u64,
    /// Megabytes; only told to the function and used for the bill, not enforced.
    pub memory: u64,
    /// Variables of the template, resolved.
    pub environment: BTreeMap<String, String>,
    /// `ReservedConcurrentExecutions`.
    pub reserved: Option<u64>,
    /// `LoggingConfig.LogFormat` and `ApplicationLogLevel`, which Lambda passes on as variables.
    pub log_format: Option<String>,
    /// See `log_format`.
    pub log_level: Option<String>,
    /// Times an asynchronous invocation is tried again.
    pub retries: u64,
    /// Where an asynchronous invocation goes that failed each time.
    pub on_failure: Option<AsyncFailure>,
}

/// Where a failed asynchronous invocation ends.
#[derive(Debug, Clone)]
pub enum AsyncFailure {
    /// A destination: a record of the invocation, with its request inside.
    Destination(String),
    /// A dead-letter queue: the bare event.
    DeadLetters(String),
}

/// A queue that feeds a function.
#[derive(Debug, Clone)]
pub struct Mapping {
    /// Where it stands in the template.
    pub at: String,
    /// Name of the function.
    pub function: String,
    /// Name of the queue.
    pub queue: String,
    /// At most this many messages at once.
    pub batch: usize,
    /// Milliseconds to wait for a full batch.
    pub window: u64,
    /// At most this many invocations at once.
    pub concurrency: Option<usize>,
    /// The function names the messages that failed; otherwise all stand or fall together.
    pub partial: bool,
}

/// Properties that `Globals.Function` and a function have in common and that are merged, not replaced.
const MERGED: [&str; 4] = ["Environment", "LoggingConfig", "EventInvokeConfig", "Tags"];

const WITHOUT_LOCAL_MEANING: [&str; 17] = [
    "FunctionName",
    "Description",
    "Handler",
    "Architectures",
    "Role",
    "Policies",
    "PermissionsBoundary",
    "Tags",
    "PropagateTags",
    "Tracing",
    "KmsKeyArn",
    "AutoPublishAlias",
    "DeploymentPreference",
    "EphemeralStorage",
    "RecursiveLoop",
    "RuntimeManagementConfig",
    "PackageType",
];

impl Builder<'_> {
    pub(super) fn function(&mut self, id: &str, name: &str, properties: &mut Properties) -> Result<(), Error> {
        for (key, global) in self.globals("Function")? {
            let own = properties.value(&key);
            let merged = match own {
                None => global,
                Some(own) if MERGED.contains(&key.as_str()) => merge(global, own),
                Some(own) => own,
            };
            properties.extend(Map::from_iter([(key, merged)]));
        }
        let code = properties.required("CodeUri")?;
        let package = code.trim_end_matches('/').rsplit('/').next().unwrap_or(&code).to_owned();
        let runtime = properties.required("Runtime")?;
        if !runtime.starts_with("provided.") {
            return Err(properties.wrong("Runtime", format!("`{runtime}`: only provided.* runs here")));
        }
        let mut environment = BTreeMap::new();
        if let Some(mut section) = properties.inside("Environment")? {
            for (name, value) in section.entries("Variables")? {
                environment.insert(name, plain(&value));
            }
            section.finish()?;
        }
        let (mut log_format, mut log_level) = (None, None);
        if let Some(mut logging) = properties.inside("LoggingConfig")? {
            log_format = logging.text("LogFormat")?;
            log_level = logging.text("ApplicationLogLevel")?;
            logging.ignore(&["LogGroup", "SystemLogLevel"]);
            logging.finish()?;
        }
        let (retries, on_failure) = asynchronous(properties)?;
        let function = Function {
            id: id.to_owned(),
            name: name.to_owned(),
            binary: self.binaries.join(&package),
            package,
            timeout: properties.number("Timeout")?.unwrap_or(3),
            memory: properties.number("MemorySize")?.unwrap_or(128),
            environment,
            reserved: properties.number("ReservedConcurrentExecutions")?,
            log_format,
            log_level,
            retries,
            on_failure,
        };
        for (event, value) in properties.entries("Events")? {
            self.event(&format!("{id}.{event}"), name, value)?;
        }
        properties.ignore(&WITHOUT_LOCAL_MEANING);
        self.plan.functions.push(function);
        Ok(())
    }
}

fn asynchronous(properties: &mut Properties) -> Result<(u64, Option<AsyncFailure>), Error> {
    let mut retries = 2;
    let mut on_failure = None;
    if let Some(mut queue) = properties.inside("DeadLetterQueue")? {
        let kind = queue.required("Type")?;
        if kind != "SQS" {
            return Err(queue.wrong("Type", format!("`{kind}`: only SQS is known")));
        }
        on_failure = Some(AsyncFailure::DeadLetters(arn_name(&queue.required("TargetArn")?)));
        queue.finish()?;
    }
    if let Some(mut config) = properties.inside("EventInvokeConfig")? {
        retries = config.number("MaximumRetryAttempts")?.unwrap_or(retries);
        config.ignore(&["MaximumEventAgeInSeconds"]);
        if let Some(mut destinations) = config.inside("DestinationConfig")? {
            if let Some(mut failure) = destinations.inside("OnFailure")? {
                let destination = failure.required("Destination")?;
                if !destination.starts_with("arn:aws:sqs:") {
                    return Err(failure.wrong("Destination", "only a queue is known"));
                }
                on_failure = Some(AsyncFailure::Destination(arn_name(&destination)));
                failure.ignore(&["Type"]);
                failure.finish()?;
            }
            destinations.finish()?;
        }
        config.finish()?;
    }
    Ok((retries, on_failure))
}

impl Mapping {
    /// Reads a mapping; `None` when it is switched off.
    pub(super) fn read(at: &str, function: String, queue: &str, properties: &mut Properties) -> Result<Option<Self>, Error> {
        if !queue.starts_with("arn:aws:sqs:") {
            return Err(properties.wrong("Queue", format!("`{queue}` is not the ARN of a queue")));
        }
        let queue = arn_name(queue);
        let fifo = queue.ends_with(".fifo");
        let batch = properties.number("BatchSize")?.unwrap_or(10);
        let window = properties.number("MaximumBatchingWindowInSeconds")?.unwrap_or(0);
        if fifo && (batch > 10 || window > 0) {
            let reason = "a FIFO queue gives at most 10 messages at once and takes no batching window";
            return Err(properties.wrong("BatchSize", reason));
        }
        if batch > 10 && window == 0 {
            return Err(properties.wrong("BatchSize", "above 10 a batching window of at least one second is needed"));
        }
        let concurrency = match properties.inside("ScalingConfig")? {
            None => None,
            Some(mut scaling) => {
                let maximum = scaling.number("MaximumConcurrency")?;
                if maximum.is_some_and(|maximum| maximum < 2) {
                    return Err(scaling.wrong("MaximumConcurrency", "must be at least 2"));
                }
                scaling.finish()?;
                maximum
            }
        };
        let partial = properties.texts("FunctionResponseTypes")?;
        if let Some(unknown) = partial.iter().find(|one| *one != "ReportBatchItemFailures") {
            return Err(properties.wrong("FunctionResponseTypes", format!("`{unknown}` is not known")));
        }
        let enabled = properties.flag("Enabled")?.unwrap_or(true);
        properties.ignore(&["Tags"]);
        Ok(enabled.then(|| Self {
            at: at.to_owned(),
            function,
            queue,
            batch: usize::try_from(batch).unwrap_or(10).max(1),
            window: window.min(300) * 1000,
            concurrency: concurrency.and_then(|maximum| usize::try_from(maximum).ok()),
            partial: !partial.is_empty(),
        }))
    }
}

/// The function named by an ARN or a name.
pub(super) fn function_name(text: &str) -> String {
    arn_name(text)
}

fn merge(global: Value, own: Value) -> Value {
    match (global, own) {
        (Value::Object(mut global), Value::Object(own)) => {
            for (key, value) in own {
                let merged = match global.remove(&key) {
                    Some(below) => merge(below, value),
                    None => value,
                };
                global.insert(key, merged);
            }
            Value::Object(global)
        }
        (_, own) => own,
    }
}

//! `AWS::SQS::Queue` and `AWS::Events::Rule`.

use serde_json::Value;

use super::dead_letters::DeadLetters;
use super::schedule::Schedule;
use super::{Builder, Properties, arn_name};
use crate::error::Error;
use crate::eventbridge::pattern::Pattern;

/// A queue's settings.
#[derive(Debug, Clone)]
pub struct Queue {
    /// Logical id.
    pub id: String,
    /// Physical name; ends in `.fifo` for a FIFO queue.
    pub name: String,
    /// Settings that only a FIFO queue has.
    pub fifo: Option<Fifo>,
    /// Seconds a received message stays invisible.
    pub visibility: u64,
    /// Seconds before a sent message can be received.
    pub delay: u64,
    /// Largest message, in bytes.
    pub maximum_size: u64,
    /// Seconds a receive waits by default.
    pub wait: u64,
    /// Seconds a message is kept. Reported, not acted on: nothing is dropped for its age here.
    pub retention: u64,
    /// Where messages go that are never done.
    pub redrive: Option<Redrive>,
}

/// How a FIFO queue tells duplicates.
#[derive(Debug, Clone, Copy)]
pub struct Fifo {
    /// A message without an id of its own is known by its body.
    pub content_based: bool,
    /// An id counts within its group only, not in the whole queue.
    pub per_group: bool,
}

/// A redrive policy.
#[derive(Debug, Clone)]
pub struct Redrive {
    /// Name of the dead-letter queue.
    pub queue: String,
    /// Receives after which a message moves there.
    pub maximum_receives: u32,
}

impl Queue {
    pub(super) fn read(id: &str, name: &str, properties: &mut Properties) -> Result<Self, Error> {
        let is_fifo = properties.flag("FifoQueue")?.unwrap_or(false);
        let content_based = properties.flag("ContentBasedDeduplication")?.unwrap_or(false);
        let per_group = properties.text("DeduplicationScope")?.as_deref() == Some("messageGroup");
        if is_fifo != name.ends_with(".fifo") {
            return Err(properties.wrong("QueueName", "a FIFO queue's name ends in .fifo, and no other's does"));
        }
        let redrive = match properties.inside("RedrivePolicy")? {
            None => None,
            Some(mut policy) => {
                let queue = arn_name(&policy.required("deadLetterTargetArn")?);
                let maximum = policy.number("maxReceiveCount")?.unwrap_or(10);
                policy.finish()?;
                Some(Redrive { queue, maximum_receives: u32::try_from(maximum).unwrap_or(u32::MAX) })
            }
        };
        let queue = Self {
            id: id.to_owned(),
            name: name.to_owned(),
            fifo: is_fifo.then_some(Fifo { content_based, per_group }),
            visibility: properties.number("VisibilityTimeout")?.unwrap_or(30).min(43_200),
            delay: properties.number("DelaySeconds")?.unwrap_or(0).min(900),
            maximum_size: properties.number("MaximumMessageSize")?.unwrap_or(1_048_576),
            wait: properties.number("ReceiveMessageWaitTimeSeconds")?.unwrap_or(0),
            retention: properties.number("MessageRetentionPeriod")?.unwrap_or(345_600),
            redrive,
        };
        properties.ignore(&[
            "QueueName",
            "FifoThroughputLimit",
            "SqsManagedSseEnabled",
            "KmsMasterKeyId",
            "KmsDataKeyReusePeriodSeconds",
            "RedriveAllowPolicy",
            "Tags",
        ]);
        Ok(queue)
    }
}

/// A rule of a bus.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Where it stands in the template.
    pub at: String,
    /// The bus it listens to.
    pub bus: String,
    /// What it lets through.
    pub pattern: Pattern,
    /// Where it sends that.
    pub targets: Vec<Target>,
}

/// Where a rule sends events.
#[derive(Debug, Clone)]
pub struct Target {
    /// Queue or function.
    pub kind: TargetKind,
    /// What is sent instead of the event.
    pub input: Option<String>,
    /// Which part of the event is sent, as a path such as `$.detail`.
    pub input_path: Option<String>,
    /// Where an event goes that cannot be delivered.
    pub dead_letters: Option<DeadLetters>,
}

/// The kinds of target the local cloud can deliver to.
#[derive(Debug, Clone)]
pub enum TargetKind {
    /// A queue by name, with the message group for a FIFO queue.
    Queue {
        /// Physical name.
        name: String,
        /// `SqsParameters.MessageGroupId`.
        group: Option<String>,
    },
    /// A function by name.
    Function(String),
}

impl Builder<'_> {
    pub(super) fn rule(&mut self, id: &str, name: &str, properties: &mut Properties) -> Result<(), Error> {
        properties.ignore(&["Name", "Description", "RoleArn", "Tags"]);
        let bus = properties.text("EventBusName")?.map_or_else(|| "default".to_owned(), |bus| arn_name(&bus));
        let enabled = properties.text("State")?.is_none_or(|state| state != "DISABLED");
        let expression = properties.text("ScheduleExpression")?;
        let pattern = properties.value("EventPattern");
        let Some(Value::Array(entries)) = properties.value("Targets") else {
            return Err(properties.wrong("Targets", "a rule needs targets"));
        };
        let mut targets = Vec::new();
        for entry in entries {
            let Value::Object(map) = entry else {
                return Err(properties.wrong("Targets", "each target must be a mapping"));
            };
            targets.push(target(Properties::new(format!("{id}.Targets"), map))?);
        }
        if !enabled {
            return Ok(());
        }
        match (pattern, expression) {
            (Some(pattern), None) => {
                let pattern = Pattern::read(&pattern).map_err(|reason| properties.wrong("EventPattern", reason))?;
                self.plan.rules.push(Rule { at: id.to_owned(), bus, pattern, targets });
                Ok(())
            }
            (None, Some(expression)) => {
                for target in targets {
                    let TargetKind::Function(function) = target.kind else {
                        return Err(properties.wrong("Targets", "a schedule can only start a function here"));
                    };
                    let schedule = Schedule::new(id, name, function, &expression, target.input)?;
                    self.plan.schedules.push(schedule);
                }
                Ok(())
            }
            _ => Err(properties.wrong("EventPattern", "a rule needs either EventPattern or ScheduleExpression")),
        }
    }
}

fn target(mut properties: Properties) -> Result<Target, Error> {
    let arn = properties.required("Arn")?;
    let group = match properties.inside("SqsParameters")? {
        None => None,
        Some(mut parameters) => {
            let group = parameters.text("MessageGroupId")?;
            parameters.finish()?;
            group
        }
    };
    let kind = if arn.starts_with("arn:aws:sqs:") {
        TargetKind::Queue { name: arn_name(&arn), group }
    } else if arn.starts_with("arn:aws:lambda:") {
        TargetKind::Function(arn_name(&arn))
    } else {
        return Err(properties.wrong("Arn", format!("`{arn}` is neither a queue nor a function")));
    };
    let target = Target {
        kind,
        input: properties.text("Input")?,
        input_path: properties.text("InputPath")?,
        dead_letters: DeadLetters::read(&mut properties)?,
    };
    properties.ignore(&["Id", "RetryPolicy", "RoleArn"]);
    properties.finish()?;
    Ok(target)
}

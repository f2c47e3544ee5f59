//! Trouble on order: rules that make the local cloud misbehave as AWS does on a bad day.
//!
//! The same seed and the same order of calls give the same trouble.

use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::clock::Clock;

/// What goes wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Trouble {
    /// The service refuses because it is asked too much.
    Throttle,
    /// The service fails with a 500; nothing was done.
    Error500,
    /// DynamoDB: another transaction is at work on the item.
    Conflict,
    /// The answer takes this much longer.
    Delay {
        /// Milliseconds.
        ms: u64,
    },
    /// It is done, but the caller never hears so: the connection closes.
    DropResponse,
    /// Batch calls (`PutEvents`, `SendMessageBatch`, `DeleteMessageBatch`): the second half of the entries fails.
    Partial,
    /// The calling function's process is killed before its n-th AWS call of an invocation takes effect.
    KillBefore {
        /// Which call, counted from 1.
        call: u32,
    },
    /// The calling function's process is killed after its n-th AWS call of an invocation took effect.
    KillAfter {
        /// Which call, counted from 1.
        call: u32,
    },
    /// SQS: a received message is received again while it is being handled.
    Duplicate,
    /// SQS, standard queues: messages come in another order.
    Reorder,
    /// Lambda: the invocation hangs until it is out of time (without waiting for that time).
    Timeout,
}

/// A rule: when it fits, the trouble happens.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// `dynamodb`, `sqs`, `events`, `secretsmanager`, `ses`, `cognito-idp`, `execute-api`, `lambda`; none: any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// For example `PutItem`; none: any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// Name of the table or queue, with or without `.fifo`; none: any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resource: Option<String>,
    /// Package name of the calling (or, for `timeout`, invoked) function; none: anyone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub function: Option<String>,
    /// How likely it is each time, 0 to 1; none: every time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probability: Option<f64>,
    /// How often it happens at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// When it ends, in milliseconds since the Unix epoch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<u64>,
    /// What goes wrong.
    pub trouble: Trouble,
}

impl Rule {
    /// A rule for everything, always.
    pub fn new(trouble: Trouble) -> Self {
        Self {
            service: None,
            operation: None,
            resource: None,
            function: None,
            probability: None,
            count: None,
            until: None,
            trouble,
        }
    }

    /// Only for this service.
    #[must_use]
    pub fn service(mut self, service: &str) -> Self {
        self.service = Some(service.to_owned());
        self
    }

    /// Only for this operation.
    #[must_use]
    pub fn operation(mut self, operation: &str) -> Self {
        self.operation = Some(operation.to_owned());
        self
    }

    /// Only for this table or queue.
    #[must_use]
    pub fn resource(mut self, resource: &str) -> Self {
        self.resource = Some(resource.to_owned());
        self
    }

    /// Only for this function.
    #[must_use]
    pub fn function(mut self, function: &str) -> Self {
        self.function = Some(function.to_owned());
        self
    }

    /// At most this often.
    #[must_use]
    pub fn times(mut self, count: u32) -> Self {
        self.count = Some(count);
        self
    }

    /// With this probability.
    #[must_use]
    pub fn chance(mut self, probability: f64) -> Self {
        self.probability = Some(probability);
        self
    }
}

/// What a rule is compared with.
#[derive(Debug, Clone, Copy, Default)]
pub struct Occasion<'a> {
    /// Service name.
    pub service: &'a str,
    /// Operation name.
    pub operation: &'a str,
    /// Tables or queues it is about.
    pub resources: &'a [String],
    /// The calling function, when one calls.
    pub function: Option<&'a str>,
    /// Which AWS call of its invocation this is, from 1.
    pub call: u32,
}

/// Strikes that are remembered.
const REMEMBERED: usize = 10_000;

/// The rules in force; a cheap handle.
#[derive(Clone)]
pub struct Faults {
    inner: Arc<Mutex<Inner>>,
    clock: Clock,
}

struct Inner {
    rules: Vec<Rule>,
    random: u64,
    /// What happened, newest last.
    happened: Vec<String>,
}

impl Faults {
    /// No trouble.
    pub fn new(clock: Clock) -> Self {
        let inner = Inner { rules: Vec::new(), random: 0x9e37_79b9_7f4a_7c15, happened: Vec::new() };
        Self { inner: Arc::new(Mutex::new(inner)), clock }
    }

    /// Replaces all rules and starts the dice anew.
    pub fn set(&self, rules: Vec<Rule>, seed: u64) {
        let mut inner = self.lock();
        inner.rules = rules;
        inner.random = seed ^ 0x9e37_79b9_7f4a_7c15;
    }

    /// Adds one rule.
    pub fn add(&self, rule: Rule) {
        self.lock().rules.push(rule);
    }

    /// Ends all trouble.
    pub fn clear(&self) {
        self.lock().rules.clear();
    }

    /// Whether there are rules at all.
    pub(crate) fn any(&self) -> bool {
        !self.lock().rules.is_empty()
    }

    /// What happened so far, oldest first, one line each.
    pub fn happened(&self) -> Vec<String> {
        self.lock().happened.clone()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The first trouble that fits the occasion, among the kinds that `wanted` accepts.
    pub(crate) fn strike(&self, occasion: Occasion<'_>, wanted: impl Fn(&Trouble) -> bool) -> Option<Trouble> {
        let mut inner = self.lock();
        let inner = &mut *inner;
        if inner.rules.is_empty() {
            return None;
        }
        let now = self.clock.now();
        for rule in &mut inner.rules {
            if !wanted(&rule.trouble) || !rule.fits(occasion, now) {
                continue;
            }
            if let Some(probability) = rule.probability
                && !chance(&mut inner.random, probability)
            {
                continue;
            }
            if let Some(count) = &mut rule.count {
                *count -= 1;
            }
            if inner.happened.len() == REMEMBERED {
                inner.happened.remove(0);
            }
            inner.happened.push(format!(
                "{} {}: {:?} at {} {:?}",
                occasion.service,
                occasion.operation,
                rule.trouble,
                occasion.function.unwrap_or("external"),
                occasion.resources,
            ));
            return Some(rule.trouble.clone());
        }
        None
    }

    /// A number from the dice.
    pub(crate) fn roll(&self) -> u64 {
        next(&mut self.lock().random)
    }
}

impl Rule {
    fn fits(&self, occasion: Occasion<'_>, now: u64) -> bool {
        let same = |wanted: &Option<String>, is: &str| wanted.as_deref().is_none_or(|wanted| wanted == is);
        let call = match self.trouble {
            Trouble::KillBefore { call } | Trouble::KillAfter { call } => occasion.function.is_some() && call == occasion.call,
            _ => true,
        };
        call && self.count != Some(0)
            && self.until.is_none_or(|until| now < until)
            && same(&self.service, occasion.service)
            && same(&self.operation, occasion.operation)
            && same(&self.function, occasion.function.unwrap_or_default())
            && self.resource.as_ref().is_none_or(|wanted| {
                occasion.resources.iter().any(|is| is == wanted || is.strip_suffix(".fifo") == Some(wanted.as_str()))
            })
    }
}

/// SplitMix64: small, good enough for dice, the same everywhere.
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[expect(clippy::cast_precision_loss, reason = "dice need no more than 53 bits")]
fn chance(state: &mut u64, probability: f64) -> bool {
    ((next(state) >> 11) as f64 / (1_u64 << 53) as f64) < probability
}

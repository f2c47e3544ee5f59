//! Buses: events in, through the rules, out to the targets.

use std::sync::Arc;

use axum::body::Bytes;
use serde_json::{Value, json};

use crate::aws::{ACCOUNT, REGION, Refusal};
use crate::lambda::fleet::Fleet;
use crate::plan::{Rule, Target, TargetKind};
use crate::sqs::queues::{Draft, Queues};
use crate::usage::Meter;

/// All buses of a stack; a cheap handle.
#[derive(Clone)]
pub struct Bus {
    rules: Arc<Vec<Rule>>,
    buses: Arc<Vec<String>>,
    queues: Queues,
    fleet: Fleet,
    meter: Meter,
}

/// An event as a rule sees it.
#[derive(Debug, Clone)]
pub struct Event {
    /// Event id.
    pub id: String,
    /// The bus it was put on.
    pub bus: String,
    /// The whole envelope.
    pub envelope: Value,
}

impl Event {
    /// The envelope around a detail. `time` is RFC 3339 with whole seconds.
    pub fn new(bus: &str, source: &str, detail_type: &str, time: &str, resources: Value, detail: Value) -> Self {
        let id = crate::aws::id();
        let envelope = json!({
            "version": "0",
            "id": id,
            "detail-type": detail_type,
            "source": source,
            "account": ACCOUNT,
            "time": time,
            "region": REGION,
            "resources": resources,
            "detail": detail,
        });
        Self { id, bus: bus.to_owned(), envelope }
    }
}

impl Bus {
    /// The buses of a plan.
    pub fn new(buses: Vec<String>, rules: Vec<Rule>, queues: Queues, fleet: Fleet, meter: Meter) -> Self {
        Self { rules: Arc::new(rules), buses: Arc::new(buses), queues, fleet, meter }
    }

    /// Whether there is a bus of this name.
    pub fn exists(&self, name: &str) -> bool {
        self.buses.iter().any(|bus| bus == name)
    }

    /// Sends events through the rules. When this returns, every target has its events for good.
    ///
    /// # Errors
    /// When a target's queue cannot keep them.
    pub async fn publish(&self, events: &[Event]) -> Result<(), Refusal> {
        let mut commits = Vec::new();
        for event in events {
            let hit = self.rules.iter().filter(|rule| rule.bus == event.bus && rule.pattern.matches(&event.envelope));
            for target in hit.flat_map(|rule| &rule.targets) {
                self.meter.count(|usage| usage.bus_deliveries += 1);
                let input = input(target, &event.envelope);
                match &target.kind {
                    TargetKind::Function(function) => self.fleet.invoke_later(function, Bytes::from(input)),
                    TargetKind::Queue { name, group } => {
                        let draft = Draft {
                            body: input,
                            sender: "events.amazonaws.com".to_owned(),
                            group: group.clone(),
                            ..Draft::default()
                        };
                        let (answers, commit) = self.queues.send(name, vec![draft.clone()])?;
                        commits.push(commit);
                        // A FIFO queue without content-based de-duplication refuses what a rule sends.
                        if let Some(Err(refusal)) = answers.into_iter().next() {
                            commits.extend(self.dead_letter(target, draft, &refusal)?);
                        }
                    }
                }
            }
        }
        for commit in commits {
            commit.done().await.map_err(|e| Refusal::internal("InternalException", e.to_string()))?;
        }
        Ok(())
    }

    fn dead_letter(&self, target: &Target, draft: Draft, refusal: &Refusal) -> Result<Option<crate::state::Commit>, Refusal> {
        tracing::warn!(target = ?target.kind, "an event cannot be delivered: {}", refusal.message);
        let Some(dead) = &target.dead_letters else {
            return Ok(None);
        };
        let attribute =
            |text: &str| crate::sqs::message::Attribute { kind: "String".to_owned(), text: Some(text.to_owned()), binary: None };
        let attributes =
            [("ERROR_CODE".to_owned(), attribute(refusal.code)), ("ERROR_MESSAGE".to_owned(), attribute(&refusal.message))];
        let draft = Draft { attributes: attributes.into(), ..draft };
        self.queues.send(&dead.queue, vec![draft]).map(|(_, commit)| Some(commit))
    }
}

/// What a target gets of an event.
fn input(target: &Target, envelope: &Value) -> String {
    if let Some(input) = &target.input {
        return input.clone();
    }
    match &target.input_path {
        None => envelope.to_string(),
        Some(path) => {
            let pointer = path.trim_start_matches('$').replace('.', "/");
            envelope.pointer(&pointer).unwrap_or(&Value::Null).to_string()
        }
    }
}

//! What screens heard.

use serde_json::Value;

use crate::{customers::SIGNING, platforms::TOKEN, world::World};

/// I23, S19: a push is a hint. It carries ids and small facts; no words of customers or agents, no secret.
pub(super) fn examine(world: &World) -> Vec<String> {
    let mut violations = Vec::new();
    for (connection, text) in world.base.sockets.taken() {
        let canaries = [TOKEN, SIGNING[0], SIGNING[1]];
        if canaries.iter().any(|canary| text.contains(canary)) {
            violations.push(format!("I23: a secret was pushed to {connection}"));
        }
        if world.written.iter().any(|event| text.contains(&event.text)) {
            violations.push(format!("S19: words of a customer were pushed to {connection}"));
        }
        if serde_json::from_str::<Value>(&text).is_err() {
            violations.push(format!("{connection} heard what nobody can read: {text}"));
        }
    }
    violations
}

//! Who has what: places on desks, lines that are not forgotten.

use std::collections::BTreeSet;

use domain::time::Timestamp;
use serde_json::Value;

use super::{Seen, ask, pages, string};
use crate::world::World;

pub(super) fn examine(world: &World, seen: &Seen, violations: &mut Vec<String>) {
    for agent in &seen.agents {
        let name = string(&agent["id"]);
        let holding: BTreeSet<String> = agent["holding"].as_array().into_iter().flatten().map(string).collect();
        let held = |conversation: &Value| {
            matches!(conversation["stage"]["stage"].as_str(), Some("offered" | "with" | "wrap_up"))
                && conversation["stage"]["agent"] == name.as_str()
        };
        let has: BTreeSet<String> =
            seen.conversations.iter().filter(|(_, conversation)| held(conversation)).map(|(id, _)| id.clone()).collect();
        if holding != has {
            violations.push(format!("I12: the desk of {name} holds {holding:?}, and {has:?} are theirs"));
        }
        if agent["presence"] != "on_queue" && seen.conversations.values().any(|c| c["stage"]["stage"] == "offered" && held(c)) {
            violations.push(format!("I10: something is on offer to {name}, who is {}", agent["presence"]));
        }
    }
    for (id, conversation) in &seen.conversations {
        // Clocks may disagree by five minutes, and the minute looks once.
        let until = conversation["stage"]["until"].as_str().and_then(|until| until.parse::<Timestamp>().ok());
        if until.is_some_and(|until| world.now > until.millis() + 12 * 60_000) {
            violations.push(format!("I11: the offer of {id} ran out long ago: {}", conversation["stage"]));
        }
    }
    nobody_waits_in_vain(world, seen, violations);
}

/// I10, at every moment in which a desk came to hold more: nobody holds more than they may, and nothing new is on offer to
/// somebody who is not there.
pub(crate) fn desks(world: &mut World) {
    for agent in pages(world, "/v1/agents?limit=100") {
        let name = string(&agent["id"]);
        if agent["load"].as_u64() > agent["capacity"].as_u64() {
            let (load, capacity) = (&agent["load"], &agent["capacity"]);
            world.violations.push(format!("I10: {name} holds {load} and may hold {capacity}, at {}", world.now));
        }
        let holding: BTreeSet<String> = agent["holding"].as_array().into_iter().flatten().map(string).collect();
        let before = world.held.insert(name.clone(), holding.clone()).unwrap_or_default();
        if agent["presence"] == "on_queue" {
            continue;
        }
        for new in holding.difference(&before) {
            let conversation = ask(world, format!("/v1/conversations/{new}"));
            if conversation["stage"]["stage"] == "offered" && conversation["stage"]["agent"] == name.as_str() {
                let presence = &agent["presence"];
                world.violations.push(format!("I10: {new} is offered to {name}, who is {presence}, at {}", world.now));
            }
        }
    }
}

/// I11: nothing waits for long while somebody of its queue is there and has a place.
fn nobody_waits_in_vain(world: &World, seen: &Seen, violations: &mut Vec<String>) {
    let free: Vec<String> = seen
        .agents
        .iter()
        .filter(|agent| agent["presence"] == "on_queue" && agent["load"].as_u64() < agent["capacity"].as_u64())
        .map(|agent| string(&agent["id"]))
        .collect();
    // Who passed on it is asked again when the minute looks, every three at rest, for one conversation after the other, by a clock that
    // may be five minutes off. Those that are on offer now may have had their turn while this one waited.
    let (waiting, offered): (Vec<(&String, &Value)>, Vec<_>) = seen
        .conversations
        .iter()
        .filter(|(_, c)| matches!(c["stage"]["stage"].as_str(), Some("waiting" | "offered")))
        .partition(|(_, c)| c["stage"]["stage"] == "waiting");
    let patience = (5 + 3 * (waiting.len() + offered.len()) as i64) * 60_000;
    let long = |c: &Value| {
        let changed = c["changed_at"].as_str().and_then(|at| at.parse::<Timestamp>().ok());
        changed.is_none_or(|at| world.now > at.millis() + patience)
    };
    if let (Some((first, _)), false) = (waiting.iter().find(|(_, c)| long(c)), free.is_empty()) {
        violations.push(format!("I11: {first} waits at {} while {free:?} have a place", world.now));
    }
}

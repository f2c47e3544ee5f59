//! The examiner: asks the API what came of a schedule, and holds it against what was written, what the platforms showed
//! and what must always be true. It looks into no table.

mod answers;
mod company;
mod figures;
mod sockets;
mod threads;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

pub(crate) use company::desks;

use crate::{client::Request, customers::SIGNING, world::World};

/// What the API says, gathered once.
pub(crate) struct Seen {
    /// Every conversation that was told of, by id.
    pub conversations: BTreeMap<String, Value>,
    /// Every row of their threads, by id, oldest first within a thread.
    pub rows: BTreeMap<String, Value>,
    /// Everybody who answers, with their desks.
    pub agents: Vec<Value>,
}

/// Holds everything against what must be true, and notes what is not.
pub(crate) fn examine(world: &mut World) {
    world.forget();
    let seen = gather(world);
    let mut violations = Vec::new();
    threads::examine(world, &seen, &mut violations);
    company::examine(world, &seen, &mut violations);
    answers::examine(world, &seen, &mut violations);
    figures::examine(world, &mut violations);
    violations.extend(world.platforms.faults().into_iter().map(|fault| format!("a platform was asked wrongly: {fault}")));
    violations.extend(sockets::examine(world));
    let canaries = [crate::platforms::TOKEN, SIGNING[0], SIGNING[1]];
    for letter in &world.letters {
        if canaries.iter().any(|canary| letter.body.contains(canary) || letter.reason.contains(canary)) {
            violations.push(format!("I23: a secret lies in a dead letter: {}", letter.reason));
        }
    }
    world.violations.extend(violations);
}

fn gather(world: &mut World) -> Seen {
    let mut conversations = BTreeMap::new();
    let mut rows = BTreeMap::new();
    for id in world.conversations.clone() {
        let answer = ask(world, format!("/v1/conversations/{id}"));
        conversations.insert(id.clone(), answer);
        for row in pages(world, &format!("/v1/conversations/{id}/messages?limit=100")) {
            rows.insert(string(&row["id"]), row);
        }
    }
    let agents = pages(world, "/v1/agents?limit=100");
    Seen { conversations, rows, agents }
}

/// What a supervisor is told; a refusal is a violation of its own.
pub(crate) fn ask(world: &mut World, path: impl Into<String>) -> Value {
    let request = Request::get("examiner", "supervisor", path);
    let answer = world.ask(&request);
    if answer.status != 200 {
        world.violations.push(format!("{} is answered {}: {}", request.path, answer.status, answer.body));
    }
    answer.body
}

/// Every item of a list, page after page.
pub(crate) fn pages(world: &mut World, path: &str) -> Vec<Value> {
    let (mut items, mut seen) = (Vec::new(), BTreeSet::new());
    let mut next = String::new();
    loop {
        let mut page = ask(world, format!("{path}{next}"));
        items.extend(page["items"].as_array_mut().map(std::mem::take).unwrap_or_default());
        match page["next"].as_str() {
            Some(cursor) if seen.insert(cursor.to_owned()) => next = format!("&cursor={cursor}"),
            _ => return items,
        }
    }
}

pub(crate) fn string(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

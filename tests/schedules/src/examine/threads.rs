//! What customers wrote: each thing once, in its place, in order.

use std::collections::{BTreeMap, BTreeSet};

use super::{Seen, string};
use crate::{customers::Kind, world::World};

pub(super) fn examine(world: &World, seen: &Seen, violations: &mut Vec<String>) {
    once(world, seen, violations);
    order(seen, violations);
    one_open(seen, violations);
}

/// I1, I4: what was accepted is one row, or was put aside with a reason. What was not may be one row, never two.
fn once(world: &World, seen: &Seen, violations: &mut Vec<String>) {
    for event in &world.written {
        let rows: Vec<_> = seen
            .rows
            .values()
            .filter(|row| row["kind"] == "customer" && row["text"].as_str() == Some(event.text.as_str()))
            .collect();
        let aside = world.aside(&event.text);
        let in_thread = matches!(event.kind, Kind::Direct | Kind::Cry);
        let accepted = world.accepted.contains(&event.text);
        match rows.len() {
            0 if in_thread && accepted && !aside => {
                violations.push(format!("I1: `{}` was accepted with 2xx and is in no conversation", event.text));
            }
            0 | 1 if in_thread => {}
            0 => {}
            count => violations.push(format!("I1: `{}` ({:?}) is {count} rows", event.text, event.kind)),
        }
        for row in rows {
            let conversation = &seen.conversations[&string(&row["conversation"])];
            let platform = if event.instagram { "instagram" } else { "line" };
            if conversation["platform"] != platform {
                violations
                    .push(format!("I27: `{}` of {platform} is in a conversation of {}", event.text, conversation["platform"]));
            }
            if row["author"]["id"].as_str().is_some_and(|author| author != event.person) {
                violations.push(format!("I27: `{}` of {} is shown as by {}", event.text, event.person, row["author"]["id"]));
            }
        }
    }
    let known: BTreeSet<&str> = world.written.iter().map(|event| event.text.as_str()).collect();
    for row in seen.rows.values().filter(|row| row["kind"] == "customer") {
        let text = row["text"].as_str().unwrap_or_default();
        if !known.contains(text) {
            violations.push(format!("I6: `{text}` stands as a customer's and no customer wrote it"));
        }
    }
}

/// I5: the rows of a thread are numbered without gap or repetition.
fn order(seen: &Seen, violations: &mut Vec<String>) {
    let mut threads: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    for row in seen.rows.values() {
        let conversation = &seen.conversations[&string(&row["conversation"])];
        let thread = format!(
            "{} {} {} {}",
            conversation["platform"], conversation["account"], conversation["customer"]["id"], conversation["post"]
        );
        threads.entry(thread).or_default().push(row["seq"].as_u64().unwrap_or_default());
    }
    for (thread, mut places) in threads {
        places.sort_unstable();
        if places != (1..=places.len() as u64).collect::<Vec<_>>() {
            violations.push(format!("I5: the rows of {thread} are numbered {places:?}"));
        }
    }
}

/// I6: a thread has at most one conversation that has not ended.
fn one_open(seen: &Seen, violations: &mut Vec<String>) {
    let mut open: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (id, conversation) in &seen.conversations {
        if conversation["stage"]["stage"] != "closed" {
            let thread = format!(
                "{} {} {} {}",
                conversation["platform"], conversation["account"], conversation["customer"]["id"], conversation["post"]
            );
            open.entry(thread).or_default().push(id);
        }
    }
    for (thread, ids) in open.into_iter().filter(|(_, ids)| ids.len() > 1) {
        violations.push(format!("I6: {thread} has {} open conversations: {ids:?}", ids.len()));
    }
}

//! What agents answered: shown to the customer once at most, and never in doubt unseen.

use super::{Seen, ask, string};
use crate::world::World;

pub(super) fn examine(world: &mut World, seen: &Seen, violations: &mut Vec<String>) {
    let shown = world.platforms.shown();
    let all: Vec<_> = world.agents.iter().flat_map(|agent| agent.replies.clone()).collect();
    let again: Vec<_> = world.agents.iter().flat_map(|agent| agent.resends.clone()).collect();
    for reply in &all {
        let text = reply.text.as_str();
        let resends = again.iter().filter(|resend| resend.text == text).count();
        let copies: Vec<_> = shown.iter().filter(|shown| shown.text == text).collect();
        if copies.len() > 1 + resends {
            violations.push(format!("I13: `{text}` was shown {} times, and sent again by hand {resends} times", copies.len()));
        }
        if reply.commands.len() > 1 {
            violations.push(format!("I15: one key of `{text}` became the commands {:?}", reply.commands));
        }
        let rows: Vec<_> = seen.rows.values().filter(|row| row["kind"] == "agent" && row["text"] == text).collect();
        if rows.len() > 1 {
            violations.push(format!("I15: `{text}` stands {} times in its thread", rows.len()));
        }
        match rows.first() {
            Some(row) => {
                let state = string(&row["delivery"]["state"]);
                match state.as_str() {
                    "sent" | "delivered" | "read" if copies.is_empty() => {
                        violations.push(format!("I14: `{text}` is {state}, and nobody was shown it"));
                    }
                    "failed" if !copies.is_empty() && resends == 0 => {
                        violations.push(format!("I14: `{text}` is failed, and was shown"));
                    }
                    "queued" | "sending" => violations.push(format!("I14: `{text}` is still {state}: {}", row["delivery"])),
                    _ => {}
                }
                let customer = &seen.conversations[&string(&row["conversation"])]["customer"]["id"];
                if let (Some(copy), Some(customer)) = (copies.first(), customer.as_str())
                    && row["visibility"] == "private"
                    && !copy.to.contains("http")
                    && copy.to != customer
                {
                    violations.push(format!("I27: `{text}` for {customer} was shown to {}", copy.to));
                }
            }
            None if !copies.is_empty() => violations.push(format!("I14: `{text}` was shown and stands nowhere")),
            None => {}
        }
        if let Some(command) = reply.commands.first() {
            let outcome = ask(world, format!("/v1/conversations/{}/commands/{command}", reply.conversation));
            let state = string(&outcome["state"]);
            let aside = world.aside(command);
            match (state.as_str(), rows.is_empty()) {
                ("applied", false) | ("refused", true) => {}
                ("pending", true) if aside => {}
                _ => violations.push(format!("I14: the command of `{text}` is {state}, with {} rows", rows.len())),
            }
        }
    }
}

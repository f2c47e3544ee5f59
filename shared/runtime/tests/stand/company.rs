//! A small shop: two accounts, two queues, two agents.

use domain::{
    account::{Account, LONGEST_WINDOW_MINUTES},
    agent::{Agent, Desk, Presence},
    escalate::EscalationRule,
    platform::Platform,
    queue::Queue,
    topic::{IngestionRule, Topic},
};
use serde_json::{Value, json};

use super::{Stand, slug};

pub const LINE: &str = "shop-line";
pub const INSTAGRAM: &str = "shop-ig";
pub const CARE: &str = "care";
pub const BILLING: &str = "billing";
pub const JIWOO: &str = "jiwoo";
pub const MINA: &str = "mina";

pub fn account(id: &str, platform: Platform) -> Account {
    Account {
        id: slug(id),
        platform,
        name: id.into(),
        external_id: if platform == Platform::Line { "Ushop".into() } else { "17841400000000777".into() },
        queue: slug(CARE),
        language: None,
        threading_window_minutes: LONGEST_WINDOW_MINUTES,
        handle: None,
        origins: vec![],
        confirmed: vec![],
        active: true,
    }
}

pub fn queue(id: &str) -> Queue {
    Queue { id: slug(id), name: id.into(), offer_seconds: 30, wrap_up_codes: vec![], code_required: false }
}

pub fn agent(id: &str, queues: &[&str], skills: &[(&str, u8)], capacity: u32) -> Agent {
    Agent {
        id: slug(id),
        name: id.into(),
        queues: queues.iter().map(|queue| slug(queue)).collect(),
        skills: skills.iter().map(|(skill, level)| (slug(skill), *level)).collect(),
        capacity,
    }
}

/// A topic with one rule.
pub fn topic(id: &str, query: &str) -> Topic {
    let rule = IngestionRule {
        id: slug(&format!("{id}-words")),
        version: 4,
        query: query.into(),
        platforms: vec![],
        accounts: vec![],
        languages: vec![],
        content_types: vec![],
        countries: vec![],
        authors: vec![],
        without_authors: vec![],
        cap: None,
        active: true,
    };
    Topic { id: slug(id), name: id.into(), active: true, rules: vec![rule] }
}

/// An escalation rule.
pub fn rule(id: &str, number: u32, condition: Value, outcome: Value, tags: &[&str]) -> EscalationRule {
    serde_json::from_value(json!({
        "id": id, "version": 3, "name": id, "number": number, "active": true, "condition": condition, "outcome": outcome, "tags": tags,
    }))
    .unwrap()
}

impl Stand {
    /// The shop's connections and queues; nobody works there yet.
    pub async fn shop() -> Self {
        let mut stand = Self::new();
        stand.put(&account(LINE, Platform::Line)).await;
        stand.put(&account(INSTAGRAM, Platform::Instagram)).await;
        stand.put(&queue(CARE)).await;
        stand.put(&queue(BILLING)).await;
        stand
    }

    /// Somebody begins to work there.
    pub async fn hire(&self, agent: &Agent, presence: Presence) {
        store::agent::put(&self.deps.table, agent, None, self.now()).await.unwrap();
        let at_work = store::agent::presence(&agent.id, &Desk::default(), presence, self.now()).unwrap();
        self.deps.table.write(vec![at_work]).await.unwrap();
        let hired = store::agent::candidate(&self.deps.table, &agent.id).await.unwrap().unwrap();
        store::room::note(&self.deps.table, &hired, None).await.unwrap();
    }
}

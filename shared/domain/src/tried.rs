//! What is tried on history before it is saved, where the workspace asks for that (ADV-01): which parts of a rule decide, whether a
//! save makes it decide something new, and which back-tests count.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    alert::AlertRule,
    escalate::{Besides, EscalationRule},
    id::MentionId,
    query::{Place, Query},
    time::{DAY, HOUR, Timestamp},
    topic::{IngestionRule, Topic},
};

/// How long a back-test counts after it has ended, in milliseconds.
pub const COUNTS_FOR: i64 = 7 * DAY;
/// The shortest history a back-test must have read, in milliseconds.
const LEAST_SPAN: i64 = 7 * DAY;
/// How old the end of that history may be, in milliseconds.
const OLDEST_END: i64 = DAY;
/// The clock of who asks may be so far from ours, in milliseconds; an alert rule's trial leaves the running hour out, too.
const LEEWAY: i64 = HOUR;

/// A part of a rule by which it decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Where it stands, as the API writes it: `rules[2]`.
    pub place: String,
    /// What it says, in a form that is the same for all ways of writing the same.
    pub says: String,
}

/// What can be tried on history. Its own name is part of what is tried, because it stands in for the saved one of that name. What people
/// call it, its version, and whom it tells are not: no decision hangs on them.
pub trait Decides {
    /// Its name in keys.
    fn id(&self) -> &str;

    /// Whether it decides at all; a paused one does not.
    fn takes_part(&self) -> bool;

    /// The parts by which it decides, as if it took part; the most telling first.
    fn parts(&self) -> Vec<Part>;
}

/// What makes a draft this draft: SHA-256 over its name and its parts, in hexadecimal.
pub fn digest(thing: &impl Decides) -> String {
    let mut says: Vec<String> = thing.parts().into_iter().map(|part| part.says).collect();
    says.sort_unstable();
    let mut hash = Sha256::new();
    for text in std::iter::once(thing.id()).chain(says.iter().map(String::as_str)) {
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Where a save makes a rule decide something new, if it does. Fewer rules of a topic are nothing new, no more than a pause.
pub fn anew<T: Decides>(thing: &T, stored: Option<&T>) -> Option<String> {
    if !thing.takes_part() {
        return None;
    }
    let known = stored.filter(|stored| stored.takes_part()).map(Decides::parts).unwrap_or_default();
    let first = thing.parts().into_iter().find(|part| !known.iter().any(|known| known.says == part.says))?;
    let paused = stored.is_some_and(|stored| !stored.takes_part());
    Some(if paused { "active".into() } else { first.place })
}

/// Whether a back-test that ends now has read enough to count: the week up to now, of which the last day may be missing.
pub fn is_enough(from: Timestamp, to: Timestamp, now: Timestamp) -> bool {
    // What is asked of the future is no history.
    let end = to.min(now);
    end >= now.minus(OLDEST_END) && end.since(from) >= LEAST_SPAN - LEEWAY
}

/// A place in history, which is read in order of time and name.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
pub struct Reached {
    /// The moment.
    pub at: Timestamp,
    /// The last item of that moment that was read; nothing if none was.
    pub mention: Option<MentionId>,
}

/// What a page means for the run it is of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step {
    /// Something between it and what was read before is missing: nothing.
    Loose,
    /// Everything up to this place has been read.
    On(Reached),
    /// Everything has.
    Whole,
}

/// What the page from `start` (nothing for the beginning) to `end` (nothing for the end) means for a run of which everything up to
/// `before` had been read. A page that comes again changes nothing.
pub fn step(before: Option<Reached>, start: Option<Reached>, end: Option<Reached>) -> Step {
    let follows = start.is_none_or(|start| before.is_some_and(|before| start <= before));
    match end {
        _ if !follows => Step::Loose,
        None => Step::Whole,
        Some(end) => Step::On(before.filter(|before| *before > end).unwrap_or(end)),
    }
}

impl Decides for Topic {
    fn id(&self) -> &str {
        self.id.as_str()
    }

    fn takes_part(&self) -> bool {
        self.active
    }

    fn parts(&self) -> Vec<Part> {
        let active = self.rules.iter().enumerate().filter(|(_, rule)| rule.active);
        active.map(|(i, rule)| part(format!("rules[{i}]"), &canonical(rule))).collect()
    }
}

impl Decides for EscalationRule {
    fn id(&self) -> &str {
        self.id.as_str()
    }

    fn takes_part(&self) -> bool {
        self.active
    }

    fn parts(&self) -> Vec<Part> {
        let besides = Besides { notify: vec![], ..self.besides.clone() };
        vec![
            part("condition", &("condition", &self.condition)),
            part("outcome", &("outcome", &self.outcome, besides)),
            part("number", &("number", self.number)),
            part("tags", &("tags", sorted(&self.tags))),
        ]
    }
}

impl Decides for AlertRule {
    fn id(&self) -> &str {
        self.id.as_str()
    }

    fn takes_part(&self) -> bool {
        self.active
    }

    fn parts(&self) -> Vec<Part> {
        vec![
            part("watch", &("watch", self.watch)),
            part("topic", &("topic", &self.topic)),
            part("platforms", &("platforms", sorted(&self.platforms))),
            part("zone", &("zone", &self.zone)),
        ]
    }
}

fn part(place: impl Into<String>, says: &impl Serialize) -> Part {
    // All of it came as JSON.
    Part { place: place.into(), says: serde_json::to_string(says).unwrap_or_default() }
}

/// An ingestion rule as all are written that catch the same under the same name.
fn canonical(rule: &IngestionRule) -> IngestionRule {
    IngestionRule {
        id: rule.id.clone(),
        version: 0,
        query: Query::read(&rule.query, Place::Ingestion).map_or_else(|_| rule.query.clone(), |(query, _)| query.print()),
        platforms: sorted(&rule.platforms),
        accounts: sorted(&rule.accounts),
        languages: sorted(&rule.languages),
        content_types: sorted(&rule.content_types),
        countries: sorted(&rule.countries),
        authors: sorted(&rule.authors),
        without_authors: sorted(&rule.without_authors),
        active: true,
        cap: rule.cap,
    }
}

fn sorted<T: Clone + Ord>(list: &[T]) -> Vec<T> {
    let mut list = list.to_vec();
    list.sort_unstable();
    list.dedup();
    list
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn topic(name: &str, active: bool, rules: Value) -> Topic {
        serde_json::from_value(json!({ "id": "t", "name": name, "active": active, "rules": rules })).unwrap()
    }

    fn catching(id: &str, query: &str, more: Value) -> Value {
        let mut rule = json!({ "id": id, "version": 1, "query": query, "active": true });
        rule.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
        rule
    }

    fn escalation(part: Value) -> EscalationRule {
        let mut rule = json!({ "id": "e", "version": 3, "name": "E", "number": 10, "active": true, "condition": { "all": [] },
            "outcome": { "then": "escalate" }, "tags": ["b", "a"] });
        rule.as_object_mut().unwrap().extend(part.as_object().unwrap().clone());
        serde_json::from_value(rule).unwrap()
    }

    fn alert(part: Value) -> AlertRule {
        let mut rule = json!({ "id": "a", "name": "A", "active": true, "topic": "t", "zone": "UTC",
            "watch": { "for": "silence", "hours": 3 } });
        rule.as_object_mut().unwrap().extend(part.as_object().unwrap().clone());
        serde_json::from_value(rule).unwrap()
    }

    // proves ADV-01: the same said otherwise is the same draft; what people call it, its version and pauses are no part of it
    #[test]
    fn a_draft_is_what_it_decides() {
        let rules = |query: &str| {
            let narrowed = json!({ "platforms": ["line", "instagram"], "version": 9 });
            json!([catching("one", query, narrowed), catching("two", "refund", json!({}))])
        };
        let told = topic("T", true, rules("late  AND delivery"));
        let turned = json!([
            catching("two", "refund", json!({ "version": 4 })),
            catching("one", "late delivery", json!({ "platforms": ["instagram", "line", "line"] })),
            catching("three", "paused", json!({ "active": false })),
        ]);
        assert_eq!(digest(&told), digest(&topic("Another name", false, turned)));
        assert_eq!(digest(&told).len(), 64);
        assert_ne!(digest(&told), digest(&topic("T", true, rules("late delivery today"))));
        assert_ne!(digest(&told), digest(&Topic { id: "u".parse().unwrap(), ..told.clone() }), "it stands in for another one");

        let same = json!({ "name": "F", "version": 4, "active": false, "tags": ["a", "b"], "besides": { "notify": ["mina"] } });
        assert_eq!(digest(&escalation(json!({}))), digest(&escalation(same)));
        for other in [
            json!({ "number": 11 }),
            json!({ "condition": { "field": "sentiment", "operator": "is", "value": "negative" } }),
            json!({ "outcome": { "then": "no_action" } }),
            json!({ "tags": ["a"] }),
            json!({ "besides": { "answer_within": 5 } }),
        ] {
            assert_ne!(digest(&escalation(json!({}))), digest(&escalation(other.clone())), "{other}");
        }

        let same = json!({ "name": "B", "active": false, "recipients": { "desktop": true } });
        assert_eq!(digest(&alert(json!({}))), digest(&alert(same)));
        for other in [
            json!({ "topic": "u" }),
            json!({ "zone": "Asia/Seoul" }),
            json!({ "platforms": ["line"] }),
            json!({ "watch": { "for": "silence", "hours": 4 } }),
        ] {
            assert_ne!(digest(&alert(json!({}))), digest(&alert(other.clone())), "{other}");
        }
    }

    // proves ADV-01: what decides as before, or less, needs no back-test; what decides otherwise does, and says where
    #[test]
    fn only_what_decides_something_new_is_to_be_tried() {
        let (one, two) = (catching("one", "late", json!({})), catching("two", "refund", json!({})));
        let both = topic("T", true, json!([one, two]));
        assert_eq!(anew(&both, None).as_deref(), Some("rules[0]"));
        assert_eq!(anew(&topic("Renamed", true, json!([two, one])), Some(&both)), None);
        assert_eq!(anew(&topic("T", true, json!([two])), Some(&both)), None, "a rule less");
        assert_eq!(anew(&topic("T", false, json!([catching("one", "other", json!({}))])), Some(&both)), None, "paused");
        let changed = topic("T", true, json!([one, catching("two", "refund OR money", json!({}))]));
        assert_eq!(anew(&changed, Some(&both)).as_deref(), Some("rules[1]"));
        let paused = topic("T", false, json!([one, two]));
        assert_eq!(anew(&both, Some(&paused)).as_deref(), Some("active"));
        assert_eq!(anew(&topic("T", true, json!([])), None), None, "it catches nothing");

        let rule = escalation(json!({}));
        assert_eq!(anew(&rule, None).as_deref(), Some("condition"));
        assert_eq!(anew(&escalation(json!({ "name": "F" })), Some(&rule)), None);
        assert_eq!(anew(&escalation(json!({ "number": 1 })), Some(&rule)).as_deref(), Some("number"));
        assert_eq!(anew(&escalation(json!({ "outcome": { "then": "no_action" } })), Some(&rule)).as_deref(), Some("outcome"));
        let rule = alert(json!({}));
        assert_eq!(anew(&alert(json!({ "recipients": { "desktop": true } })), Some(&rule)), None);
        assert_eq!(anew(&alert(json!({ "zone": "Asia/Seoul" })), Some(&rule)).as_deref(), Some("zone"));
    }

    // proves ADV-01: an hour of long ago is no history to rest on
    #[test]
    fn a_back_test_reads_the_week_up_to_now() {
        let now: Timestamp = "2026-11-20T09:00:00Z".parse().unwrap();
        assert!(is_enough(now.minus(7 * DAY), now, now));
        assert!(is_enough(now.minus(8 * DAY), now.minus(DAY), now));
        assert!(is_enough(now.minus(90 * DAY), now, now));
        assert!(!is_enough(now.minus(6 * DAY), now, now), "too short");
        assert!(!is_enough(now.minus(30 * DAY), now.minus(2 * DAY), now), "too old");
        assert!(!is_enough(now.minus(DAY), now.plus(6 * DAY), now), "the future");
        assert!(is_enough(now.plus(60_000).minus(7 * DAY), now.plus(60_000), now), "clocks differ");
    }

    // proves ADV-01: only pages that follow on another from the beginning are a whole back-test
    #[test]
    fn pages_follow_on_another() {
        let place = |n: i64| Reached { at: Timestamp::from_millis(n), mention: None };
        assert_eq!(step(None, None, None), Step::Whole);
        assert_eq!(step(None, None, Some(place(5))), Step::On(place(5)));
        assert_eq!(step(Some(place(5)), Some(place(5)), Some(place(9))), Step::On(place(9)));
        assert_eq!(step(Some(place(9)), Some(place(5)), Some(place(9))), Step::On(place(9)), "again");
        assert_eq!(step(Some(place(9)), None, Some(place(5))), Step::On(place(9)), "begun again");
        assert_eq!(step(Some(place(9)), Some(place(9)), None), Step::Whole);
        assert_eq!(step(None, Some(place(9)), None), Step::Loose, "the last page alone");
        assert_eq!(step(Some(place(5)), Some(place(9)), None), Step::Loose, "a page was left out");
    }
}

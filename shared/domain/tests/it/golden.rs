//! Golden examples of requirements.md section 6.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    analysis::{Language, Sentiment},
    escalate::{EscalationRule, Outcome, decide},
    measure::{Buckets, Counts, Grain, People, Slot, Spread, Tally, person, recommendation, satisfaction, share_of_voice, zone},
    platform::{ContentType, Platform},
    time::Timestamp,
};
use serde_json::json;

use crate::rules::facts;

#[track_caller]
fn close(actual: Option<f64>, expected: f64, places: i32) {
    let actual = actual.expect("a value");
    assert!((actual - expected).abs() <= 0.5 * 10f64.powi(-places) + 1e-9, "{actual} is not {expected}");
}

// proves G-1, K-01, K-12, K-13, K-29, K-30, K-36
#[test]
fn g_1_small_figures() {
    close(Counts { positive: 60, negative: 25, neutral: 15, unknown: 10 }.net(), 35.0, 1);
    let spread = Spread::of_counts([4, 8, 6, 2, 0]).unwrap();
    close(Some(spread.mean), 4.0, 3);
    close(Some(spread.deviation), 2.828, 3);
    let answers = [5, 5, 4, 3, 2, 5, 1, 4];
    close(satisfaction(&answers), 62.5, 1);
    close(Spread::of_counts(answers.map(u64::from)).map(|spread| spread.mean), 3.625, 3);
    close(recommendation(&[10, 9, 8, 7, 6, 0, 10]), 14.3, 1);
    close(share_of_voice(320, &[480, 200]), 32.0, 1);
    let days = Spread::of_counts([20, 22, 18, 25, 24, 19, 23]).unwrap();
    close(Some(days.mean), 21.571, 3);
    close(Some(days.deviation), 2.441, 3);
    close(Some(days.limit(2.0)), 26.454, 3);
    close(Some(days.limit(3.0)), 28.895, 3);
    assert!(27.0 > days.limit(2.0) && 27.0 <= days.limit(3.0));
    for nothing in
        [Counts { unknown: 3, ..Counts::default() }.net(), satisfaction(&[]), recommendation(&[]), share_of_voice(0, &[0])]
    {
        assert_eq!(nothing, None);
    }
}

struct Row {
    id: &'static str,
    at: Timestamp,
    platform: Platform,
    content_type: ContentType,
    author: &'static str,
    topics: Vec<&'static str>,
    sentiment: Sentiment,
}

fn rows() -> Vec<Row> {
    "m01 2026-03-01T14:30 x post x:1 delivery negative
     m02 2026-03-01T15:10 x reply x:2 delivery,app negative
     m03 2026-03-01T23:00 instagram comment ig:1 app positive
     m04 2026-03-02T01:00 facebook comment fb:1 delivery neutral
     m05 2026-03-02T03:00 x post x:1 delivery negative
     m06 2026-03-02T14:59 open review op:1 app positive
     m07 2026-03-02T15:00 facebook post fb:2 delivery positive
     m08 2026-03-03T02:00 x quote x:3 app unknown
     m09 2026-03-03T04:00 instagram comment ig:2 delivery negative
     m10 2026-03-03T05:00 instagram story_mention ig:1 app positive
     m11 2026-03-03T06:00 x post x:2 delivery neutral
     m12 2026-03-03T16:00 x post x:1 app negative"
        .lines()
        .map(|line| {
            let fields: Vec<&'static str> = line.split_whitespace().collect();
            Row {
                id: fields[0],
                at: format!("{}:00Z", fields[1]).parse().unwrap(),
                platform: fields[2].parse().unwrap(),
                content_type: fields[3].parse().unwrap(),
                author: fields[4],
                topics: fields[5].split(',').collect(),
                sentiment: fields[6].parse().unwrap(),
            }
        })
        .collect()
}

/// What the table would hold: counters by subject and platform, people by subject and slot.
#[derive(Default)]
struct Folded {
    tallies: BTreeMap<(&'static str, Platform), Tally>,
    people: BTreeMap<(&'static str, Slot), People>,
}

impl Folded {
    fn of(rows: &[Row]) -> Self {
        let mut folded = Folded::default();
        for row in rows {
            // "all" is a subject of its own: an item in two topics counts once in it (D-03).
            for &subject in row.topics.iter().chain(&["all"]) {
                let slot = Slot::at(row.at);
                folded.tallies.entry((subject, row.platform)).or_default().add(slot, row.content_type, row.sentiment, 1);
                let person = person(b"salt", row.platform, row.author.split(':').nth(1).unwrap());
                folded.people.entry((subject, slot)).or_default().insert(person);
            }
        }
        folded
    }

    /// The subject's counters of every platform, after a round through their names in the table.
    fn subject(&self, subject: &str) -> Tally {
        let mut tally = Tally::default();
        for ((name, _), part) in &self.tallies {
            if *name == subject {
                for (day, counter, n) in part.counters() {
                    tally.read(&day, counter.to_string().parse().unwrap(), n);
                }
            }
        }
        tally
    }

    fn platform(&self, subject: &'static str, platform: Platform) -> Tally {
        self.tallies.get(&(subject, platform)).cloned().unwrap_or_default()
    }

    fn people(&self, subject: &str, within: impl Fn(Slot) -> bool) -> u64 {
        let parts = self.people.iter().filter(|((name, slot), _)| *name == subject && within(*slot));
        let count = People::distinct(parts.map(|(_, people)| people));
        assert!(!count.about);
        count.people
    }
}

fn seoul() -> Buckets {
    Buckets::of_days("2026-03-01", "2026-03-04", Grain::Day, &zone("Asia/Seoul").unwrap()).unwrap()
}

// proves G-10, LSN-01, LSN-02, LSN-03, LSN-12, D-02, D-06, D-07
#[test]
fn g_10_series_by_local_day() {
    let folded = Folded::of(&rows());
    let buckets = seoul();
    let labels: Vec<&str> = buckets.list().iter().map(|bucket| bucket.label.as_str()).collect();
    assert_eq!(labels, ["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04"]);
    for (topic, mentions, deviation, people, period_people, net, period_net) in [
        ("app", [0, 3, 2, 1], 1.118, [0, 3, 2, 1], 5, [None, Some(33.33), Some(100.0), Some(-100.0)], 20.0),
        ("delivery", [1, 3, 3, 0], 1.299, [1, 3, 3, 0], 5, [Some(-100.0), Some(-66.67), Some(0.0), None], -42.86),
    ] {
        let series = folded.subject(topic).series(&buckets);
        assert_eq!(series.iter().map(Counts::mentions).collect::<Vec<_>>(), mentions, "{topic}");
        close(Spread::of_counts(series.iter().map(Counts::mentions)).map(|spread| spread.deviation), deviation, 3);
        let of_day = |day: usize| folded.people(topic, |slot| buckets.of_slot(slot) == Some(day));
        assert_eq!([0, 1, 2, 3].map(of_day), people, "{topic}");
        assert_eq!(folded.people(topic, |slot| buckets.of_slot(slot).is_some()), period_people, "{topic}");
        for (counts, expected) in series.iter().zip(net) {
            match expected {
                Some(expected) => close(counts.net(), expected, 2),
                None => assert_eq!(counts.net(), None, "{topic}: a gap, not a zero"),
            }
        }
        close(folded.subject(topic).total(&buckets).net(), period_net, 2);
    }
    assert_eq!(folded.people("all", |_| true), 8);
    close(folded.subject("all").total(&buckets).net(), -9.09, 2);
}

// proves G-10, LSN-12: the same rows by the midnights of other zones
#[test]
fn g_10_follows_the_zone() {
    let folded = Folded::of(&rows());
    for (name, app, delivery) in [
        ("Asia/Tokyo", [0, 3, 2, 1], [1, 3, 3, 0]),
        ("Asia/Kolkata", [1, 2, 3, 0], [2, 3, 2, 0]),
        ("Europe/Berlin", [1, 2, 3, 0], [2, 3, 2, 0]),
        ("America/Los_Angeles", [2, 3, 1, 0], [4, 3, 0, 0]),
    ] {
        let buckets = Buckets::of_days("2026-03-01", "2026-03-04", Grain::Day, &zone(name).unwrap()).unwrap();
        for (topic, expected) in [("app", app), ("delivery", delivery)] {
            let mentions: Vec<u64> = folded.subject(topic).series(&buckets).iter().map(Counts::mentions).collect();
            assert_eq!(mentions, expected, "{topic} in {name}");
            for (day, count) in mentions.iter().enumerate() {
                let behind =
                    rows().into_iter().filter(|row| row.topics.contains(&topic) && buckets.of(row.at) == Some(day)).count();
                assert_eq!(behind as u64, *count, "{topic} in {name}, day {day}");
            }
        }
    }
}

// proves G-10, LSN-04, LSN-05, LSN-06, LSN-07, LSN-08, D-03, D-08
#[test]
fn g_10_breakdowns() {
    use Platform::*;
    let folded = Folded::of(&rows());
    let buckets = seoul();
    assert_eq!(folded.subject("app").total(&buckets), Counts { positive: 3, negative: 2, neutral: 0, unknown: 1 });
    assert_eq!(folded.subject("delivery").total(&buckets), Counts { positive: 1, negative: 4, neutral: 2, unknown: 0 });
    let share = |platform| folded.platform("all", platform).total(&buckets).percentages();
    assert_eq!(share(Open), Some([1000, 0, 0, 0]));
    assert_eq!(share(X), Some([0, 667, 167, 166]));
    assert_eq!(share(Instagram), Some([667, 333, 0, 0]));
    assert_eq!(share(Facebook), Some([500, 0, 500, 0]));
    assert_eq!(share(Line), None);
    let mentions =
        |subject| [Open, X, Instagram, Facebook].map(|platform| folded.platform(subject, platform).total(&buckets).mentions());
    assert_eq!(mentions("all"), [1, 6, 3, 2]);
    assert_eq!(folded.subject("all").total(&buckets).mentions(), 12);
    assert_eq!(mentions("app"), [1, 3, 2, 0]);
    assert_eq!(mentions("delivery"), [0, 4, 1, 2]);
    let types = |platform| -> BTreeMap<&str, u64> {
        let types = folded.platform("all", platform).by_content_type(&buckets);
        types.into_iter().map(|(kind, counts)| (kind.as_str(), counts.mentions())).collect()
    };
    assert_eq!(types(Open), BTreeMap::from([("review", 1)]));
    assert_eq!(types(X), BTreeMap::from([("post", 4), ("quote", 1), ("reply", 1)]));
    assert_eq!(types(Instagram), BTreeMap::from([("comment", 2), ("story_mention", 1)]));
    assert_eq!(types(Facebook), BTreeMap::from([("comment", 1), ("post", 1)]));
}

// proves G-10, LSN-09: the rows behind a point are the rows counted in it
#[test]
fn g_10_drill_down() {
    let buckets = seoul();
    let behind = |topic: &str, day: usize| -> BTreeSet<&str> {
        let rows = rows().into_iter().filter(|row| row.topics.contains(&topic) && buckets.of(row.at) == Some(day));
        rows.map(|row| row.id).collect()
    };
    assert_eq!(behind("delivery", 1), BTreeSet::from(["m02", "m04", "m05"]));
    let folded = Folded::of(&rows());
    for topic in ["app", "delivery"] {
        for (day, counts) in folded.subject(topic).series(&buckets).iter().enumerate() {
            assert_eq!(behind(topic, day).len() as u64, counts.mentions(), "{topic} {day}");
        }
    }
}

// proves G-11, ESC-03, D-13
#[test]
fn g_11_rule_order() {
    let rule =
        |number: u32, condition: serde_json::Value, outcome: serde_json::Value, tags: serde_json::Value| -> EscalationRule {
            serde_json::from_value(json!({
                "id": format!("rule-{number}"), "version": 1, "name": format!("Rule {number}"), "number": number, "active": true,
                "condition": condition, "outcome": outcome, "tags": tags,
            }))
            .unwrap()
        };
    let rules = [
        rule(
            30,
            json!({"field": "keyword", "operator": "is", "value": "refund"}),
            json!({"then": "escalate", "queue": "billing"}),
            json!([]),
        ),
        rule(
            20,
            json!({"all": [
                {"field": "sentiment", "operator": "is", "value": "negative"},
                {"field": "topic", "operator": "is", "value": "delivery"},
            ]}),
            json!({"then": "escalate", "queue": "care"}),
            json!([]),
        ),
        rule(10, json!({"field": "language", "operator": "is", "value": "ja"}), json!({"then": "continue"}), json!(["ja"])),
    ];
    let mut item = facts().with_text(Some("配達がまだ届かない。refundしてください"));
    item.language = Some(Language::Ja);
    item.sentiment = Some(Sentiment::Negative);
    item.topics = vec!["delivery".parse().unwrap()];
    let verdict = decide(&item, &rules);
    assert_eq!(verdict.tags, ["ja".parse().unwrap()]);
    assert_eq!(verdict.outcome, Outcome::Escalate { queue: Some("care".parse().unwrap()), skills: vec![], priority: 0 });
    assert_eq!(verdict.decided_by.unwrap().rule.as_str(), "rule-20");
    assert_eq!(verdict.continued[0].rule.as_str(), "rule-10");
    assert_eq!(verdict.not_reached, ["rule-30".parse().unwrap()]);
    // Rule 30 would have matched, had it been reached.
    assert_eq!(decide(&item, &rules[..1]).decided_by.unwrap().rule.as_str(), "rule-30");
}

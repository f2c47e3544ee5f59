use std::time::Instant;

use domain::{
    analysis::Sentiment,
    backtest::{Backtest, Draft, MOST_NAMED, Prices, Report, Stored},
    escalate::EscalationRule,
    platform::{Platform, Visibility},
    rule::Facts,
    time::{DAY, HOUR, Timestamp},
    topic::Topic,
};
use serde_json::json;

fn stored(i: usize, text: &str, at: i64) -> Stored {
    let mut facts = Facts::new(Platform::X, "shop".parse().unwrap(), Visibility::Public).with_text(Some(text));
    facts.sentiment = Some(if text.contains("bad") { Sentiment::Negative } else { Sentiment::Neutral });
    Stored { id: format!("m{i}"), at: Timestamp::from_millis(at), facts }
}

fn topic(id: &str, query: &str) -> Topic {
    let rule = json!({ "id": "r", "version": 1, "query": query, "active": true });
    serde_json::from_value(json!({ "id": id, "name": id, "active": true, "rules": [rule] })).unwrap()
}

fn rule(id: &str, number: u32, query: &str, queue: &str) -> EscalationRule {
    serde_json::from_value(json!({
        "id": id, "version": 1, "name": id, "number": number, "active": true,
        "condition": { "field": "text", "operator": "matches", "value": query }, "outcome": { "then": "escalate", "queue": queue },
    }))
    .unwrap()
}

fn run(draft: Draft, topics: &[Topic], rules: &[EscalationRule], items: &[Stored]) -> Report {
    let mut trial = Backtest::new(draft, topics, rules, Prices::default());
    items.iter().for_each(|item| trial.take(item));
    trial.report()
}

// proves ADV-01, ESC-04: what a bot answers first makes no queue busy
#[test]
fn what_a_bot_answers_first_is_counted_as_the_bots() {
    let items = [stored(1, "refund", 0), stored(2, "refund", HOUR)];
    let saved = rule("money", 1, "refund", "care");
    let mut draft = saved.clone();
    draft.besides = serde_json::from_value(json!({ "bot": { "url": "https://helper.example/", "account": "helper" } })).unwrap();
    let report = run(Draft::Escalation(Box::new(draft)), &[], &[saved], &items);
    let busy = |who: &str| report.queues.get(who).map(|busy| (busy.items.draft, busy.items.current));
    assert_eq!((busy("@bot:helper"), busy("care")), (Some((2, 0)), Some((0, 2))));
}

// proves ADV-01: what it would have caught, missed against the current rule, volume per day
#[test]
fn a_draft_topic_is_held_against_the_saved_one() {
    let day = |n: i64| 1_774_000_000_000 + n * DAY;
    let items = [
        stored(1, "refund now", day(0)),
        stored(2, "money back", day(0)),
        stored(3, "refund, money back", day(1)),
        stored(4, "app crash money back", day(1)),
        stored(5, "nothing", day(2)),
    ];
    let current = [topic("money", "refund"), topic("app", "crash")];
    let report = run(Draft::Topic(topic("money", "\"money back\"")), &current, &[], &items);
    assert_eq!((report.items, report.draft, report.current, report.alone), (5, 3, 2, 2));
    let named = |sample: &domain::backtest::Sample| sample.first.iter().map(|item| item.id.clone()).collect::<Vec<_>>();
    assert_eq!(named(&report.gained), ["m2", "m4"]);
    assert_eq!(named(&report.missed), ["m1"]);
    let days: Vec<(u64, u64)> = report.days.values().map(|change| (change.draft, change.current)).collect();
    assert_eq!(days, [(1, 1), (2, 1)]);
    assert_eq!(report.cost, Prices::default().kept_item as i64);
}

// proves ADV-01: who would have been busy, and what it would have cost
#[test]
fn a_draft_rule_says_who_would_have_been_busy() {
    let at = |hours: i64| 1_774_000_800_000 - 1_774_000_800_000 % HOUR + hours * HOUR;
    let mut items: Vec<Stored> = (0..15).map(|i| stored(i, "refund", at(0) + i as i64)).collect();
    items.extend((15..20).map(|i| stored(i, "refund and late", at(3))));
    items.extend((20..24).map(|i| stored(i, "late", at(5))));
    let rules = [rule("late", 20, "late", "care")];
    let report = run(Draft::Escalation(Box::new(rule("refund", 10, "refund", "money"))), &[], &rules, &items);
    assert_eq!((report.draft, report.current, report.alone), (20, 0, 15));
    assert_eq!((report.escalated.draft, report.escalated.current), (24, 9));
    let (money, care) = (&report.queues["money"], &report.queues["care"]);
    assert_eq!((money.items.draft, money.items.current, care.items.draft, care.items.current), (20, 0, 4, 9));
    // Fifteen in an hour, six minutes each: an hour and a half of work.
    assert_eq!((money.peak_hour.draft, money.agents_at_peak.draft, money.minutes.draft), (15, 2, 120));
    assert_eq!(report.cost, 15 * (26 + 2_000_000));
}

// proves ADV-01: deterministic, whatever the order and the pages
#[test]
fn pages_add_up_to_the_whole_in_any_order() {
    let items: Vec<Stored> = (0..600)
        .map(|i| stored(i, ["refund", "late", "refund late", "x"][i % 4], 1_774_000_000_000 + (i as i64 * 7_919 % 600) * HOUR))
        .collect();
    let draft = || Draft::Escalation(Box::new(rule("refund", 10, "refund", "money")));
    let rules = [rule("late", 20, "late", "care")];
    let whole = run(draft(), &[], &rules, &items);
    assert_eq!(whole.gained.first.len(), MOST_NAMED);
    let backwards: Vec<Stored> = items.iter().rev().cloned().collect();
    assert_eq!(run(draft(), &[], &rules, &backwards), whole);
    let mut sum = Report::default();
    for page in items.chunks(70) {
        let page = run(draft(), &[], &rules, page);
        // As a client has it: over the wire.
        sum.absorb(serde_json::from_value(serde_json::to_value(&page).unwrap()).unwrap(), &Prices::default());
    }
    assert_eq!(sum, whole);
}

// ADV-01 asks for 100,000 in a minute: a release build is measured in docs; this unoptimised one shall not be far off.
#[test]
fn messages_are_tried_by_the_thousand() {
    let topics: Vec<Topic> = (0..50).map(|i| topic(&format!("t{i}"), &format!("word{i} OR (refund NEAR/5 order{i})"))).collect();
    let begun = Instant::now();
    let mut trial = Backtest::new(Draft::Topic(topic("new", "refund OR 환불 OR 返金")), &topics, &[], Prices::default());
    for i in 0..5_000 {
        trial.take(&stored(
            i,
            &format!("please refund my order{} it came late 배송이 늦어요", i % 100),
            1_774_000_000_000 + i as i64 * 1_000,
        ));
    }
    let report = trial.report();
    assert_eq!((report.items, report.draft), (5_000, 5_000));
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
}

//! Figures: counted once, whatever the repetition and the folding, and with exactly the rows behind them (I18, I19).

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    analysis::Sentiment,
    event::{ConversationClosed, MentionIngested},
    id::{ConversationId, EnvelopeId},
    measure::{Counter, Slot},
    time::{DAY, HOUR, MINUTE, Timestamp},
};
use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, TestRng, TestRunner},
};
use serde_json::json;
use store::{Table, mention, stats};

use crate::{
    homes::everywhere,
    samples::{ingested, slug, start},
};

const SENTIMENTS: [&str; 4] = ["positive", "negative", "neutral", "unknown"];
const TOPICS: [&str; 3] = ["app", "delivery", "stores"];

/// Facts over two days, some in several topics, some of unknown people.
fn facts(count: u64) -> Vec<MentionIngested> {
    (0..count)
        .map(|n| {
            let topics: Vec<&str> =
                TOPICS.into_iter().enumerate().filter(|(bit, _)| (n + 1) >> bit & 1 == 1).map(|(_, topic)| topic).collect();
            let topics = if topics.is_empty() { vec!["app"] } else { topics };
            let person = (n % 5 != 4).then_some(n % 7);
            ingested(&format!("m{n}"), start().plus(n as i64 * 23 * MINUTE), &topics, SENTIMENTS[n as usize % 4], person)
        })
        .collect()
}

type Counts = BTreeMap<(String, String, u8, Sentiment), u64>;

/// What a recount from the facts gives.
fn recount(facts: &[MentionIngested]) -> Counts {
    let mut counts = Counts::new();
    for fact in facts {
        let slot = Slot::at(fact.at);
        for subject in fact.topics.iter().map(|topic| topic.as_str()).chain([stats::ALL]) {
            *counts.entry((subject.to_owned(), slot.day(), slot.of_day(), fact.sentiment)).or_default() += 1;
        }
    }
    counts
}

async fn counted(table: &Table) -> Counts {
    let mut counts = Counts::new();
    for subject in TOPICS.into_iter().chain([stats::ALL]) {
        for row in stats::counters(table, subject, "2026-11-19", "2026-11-25").await.unwrap() {
            for (Counter { of_day, sentiment, .. }, count) in row.counts {
                *counts.entry((subject.to_owned(), row.day.clone(), of_day, sentiment)).or_default() += count;
            }
        }
    }
    counts
}

/// The rows behind a topic, page by page.
async fn rows(table: &Table, topic: &str, from: Timestamp, until: Timestamp, limit: u32) -> Vec<MentionIngested> {
    let (mut rows, mut after) = (Vec::new(), None);
    for _ in 0..1_000 {
        let page = mention::rows(table, &slug(topic), from, until, after, limit).await.unwrap();
        rows.extend(page.items);
        match page.next {
            Some(next) => after = Some(next),
            None => return rows,
        }
    }
    panic!("the pages do not end");
}

/// The same, newest first.
async fn rows_back(table: &Table, topic: &str, from: Timestamp, until: Timestamp, limit: u32) -> Vec<MentionIngested> {
    let (mut rows, mut after) = (Vec::new(), None);
    for _ in 0..1_000 {
        let page = mention::rows_newest(table, &slug(topic), from, until, after, limit).await.unwrap();
        rows.extend(page.items);
        match page.next {
            Some(next) => after = Some(next),
            None => return rows,
        }
    }
    panic!("the pages do not end");
}

// proves I18, I19, R5, ING-08, D-03: any folding, any repetition
#[tokio::test]
async fn facts_are_counted_once_however_they_are_folded_and_repeated() {
    everywhere(async |table| {
        let facts = facts(60);
        // Chunks of a random story: what comes in one batch may come again in another, twice in the same one.
        let mut runner =
            TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(prop::test_runner::RngAlgorithm::ChaCha));
        let story =
            prop::collection::vec(prop::collection::vec(0..60usize, 0..45), 6..7).new_tree(&mut runner).unwrap().current();
        for batch in story {
            let batch: Vec<_> = batch.into_iter().map(|n| facts[n].clone()).collect();
            stats::count_mentions(&table, &batch).await.unwrap();
        }
        stats::count_mentions(&table, &facts).await.unwrap();
        stats::count_mentions(&table, &facts).await.unwrap();
        assert_eq!(counted(&table).await, recount(&facts));
        for topic in TOPICS {
            let expected: Vec<_> = facts.iter().filter(|fact| fact.topics.contains(&slug(topic))).cloned().collect();
            for limit in [1, 7, 100] {
                let behind = rows(&table, topic, start().minus(DAY), start().plus(3 * DAY), limit).await;
                assert_eq!(behind, expected, "I19: {topic} in pages of {limit}");
                let mut back = rows_back(&table, topic, start().minus(DAY), start().plus(3 * DAY), limit).await;
                back.reverse();
                assert_eq!(back, expected, "I19: {topic} from the newest in pages of {limit}");
            }
        }
    })
    .await;
}

// proves I18, I19: two counters at once, with overlapping facts
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_who_count_the_same_facts_at_once_count_them_once() {
    everywhere(async |table| {
        let tasks: Vec<_> = (0..4)
            .map(|n| {
                let table = table.clone();
                tokio::spawn(async move {
                    let mut facts = facts(30);
                    facts.rotate_left(n * 7);
                    // As from the queue: what meets another comes again.
                    while let Err(error) = stats::count_mentions(&table, &facts).await {
                        assert!(matches!(error, store::Error::Retry(_)), "{error}");
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        assert_eq!(counted(&table).await, recount(&facts(30)));
    })
    .await;
}

// proves LSN-09, I19: from the first moment on and up to the last, without it
#[tokio::test]
async fn rows_are_those_of_a_half_open_period() {
    everywhere(async |table| {
        let at = |hours: i64| start().plus(hours * HOUR);
        let facts: Vec<_> = (0..5).map(|n| ingested(&format!("m{n}"), at(n * 12), &["app"], "neutral", None)).collect();
        stats::count_mentions(&table, &facts).await.unwrap();
        for (from, until, expected) in [(0, 60, 0..5), (0, 48, 0..4), (12, 36, 1..3), (1, 12, 1..1), (12, 13, 1..2)] {
            assert_eq!(rows(&table, "app", at(from), at(until), 2).await, facts[expected], "{from} to {until}");
        }
    })
    .await;
}

// proves LSN-02, D-04: people are counted once in each slot, and unknown ones not at all
#[tokio::test]
async fn people_are_told_apart_by_hash_in_each_topic_and_in_all() {
    everywhere(async |table| {
        let facts = facts(60);
        stats::count_mentions(&table, &facts).await.unwrap();
        stats::count_mentions(&table, &facts[10..]).await.unwrap();
        for subject in TOPICS.into_iter().chain([stats::ALL]) {
            let known: BTreeSet<u64> = facts
                .iter()
                .filter(|fact| subject == stats::ALL || fact.topics.contains(&slug(subject)))
                .filter_map(|fact| fact.person)
                .collect();
            let mut all = domain::measure::People::none();
            for row in stats::people(&table, subject, "2026-11-19", "2026-11-25").await.unwrap() {
                all.merge(&row.people);
            }
            assert_eq!(all.count().people, known.len() as u64, "{subject}");
        }
    })
    .await;
}

// proves R7: a mention in very many topics costs nobody else their count
#[tokio::test]
async fn a_mention_in_thirty_topics_is_counted_beside_its_neighbours() {
    everywhere(async |table| {
        let names: Vec<String> = (0..30).map(|n| format!("topic{n:02}")).collect();
        let topics: Vec<&str> = names.iter().map(String::as_str).collect();
        let batch = [
            ingested("plain", start(), &["app"], "neutral", Some(1)),
            ingested("wide", start(), &topics, "neutral", Some(2)),
            ingested("last", start(), &["app"], "negative", Some(3)),
        ];
        stats::count_mentions(&table, &batch).await.unwrap();
        let all: u64 =
            stats::counters(&table, stats::ALL, "2026-11-20", "2026-11-20").await.unwrap()[0].counts.iter().map(|(_, n)| n).sum();
        assert_eq!((all, rows(&table, "topic29", start(), start().plus(1), 9).await.len()), (3, 1));
    })
    .await;
}

// proves ING-07: noise per connection and hour, each item once
#[tokio::test]
async fn noise_is_counted_by_connection_and_hour_and_each_item_once() {
    everywhere(async |table| {
        let item = |n: i64, at: Timestamp| EnvelopeId::at(at, &[&n.to_be_bytes()]);
        let items: Vec<_> = (0..90).map(|n| item(n, start().plus(n * MINUTE))).collect();
        for batch in [&items[..40], &items[20..], &items[..], &[]] {
            stats::count_noise(&table, &slug("shop"), batch).await.unwrap();
        }
        stats::count_noise(&table, &slug("other"), &items[..1]).await.unwrap();
        let hours = stats::noise(&table, &slug("shop"), "2026-11-20").await.unwrap();
        let mut expected = [0; 24];
        (expected[9], expected[10]) = (30, 60);
        assert_eq!(hours, expected);
        assert_eq!(stats::noise(&table, &slug("shop"), "2026-11-21").await.unwrap(), [0; 24]);
        assert_eq!(stats::noise(&table, &slug("other"), "2026-11-20").await.unwrap()[9], 1);
    })
    .await;
}

/// A finished interaction that waited in two queues.
fn closed(number: u32) -> ConversationClosed {
    serde_json::from_value(json!({
        "conversation": ConversationId::at(start(), &[b"conversation"]), "interaction": number, "platform": "line", "account": "shop",
        "whereabouts": {"queue": "care", "holder": "jiwoo"}, "opened_at": start(), "closed_at": start().plus(number as i64 * HOUR), "code": "late",
        "figures": {
            "first_response_ms": 60_000, "since_first_customer_ms": 90_000, "average_response_ms": 60_000, "answered_episodes": 1,
            "unanswered_episodes": 0, "transfers": 1, "handle_ms": 300_000,
            "waits": [
                {"queue": "billing", "wait_ms": 10_000, "answered": false}, {"queue": "care", "wait_ms": 20_000, "answered": true},
                {"queue": "care", "wait_ms": 5_000, "answered": true},
            ],
            "handled": [{"agent": "jiwoo", "handle_ms": 300_000}],
        },
    }))
    .unwrap()
}

// proves K-06, K-07, K-08, I18: an interaction counts once in every queue it entered
#[tokio::test]
async fn an_interaction_is_counted_once_in_every_queue_it_entered() {
    everywhere(async |table| {
        for number in [1, 2, 1, 1, 2] {
            stats::count_interaction(&table, &closed(number)).await.unwrap();
        }
        let sums = async |queue: &str| -> Vec<BTreeMap<String, i64>> {
            let rows = stats::queue_counters(&table, &slug(queue), "2026-11-20", "2026-11-20").await.unwrap();
            rows.into_iter().map(|row| row.sums).collect()
        };
        let expected = |pairs: &[(&str, i64)]| -> BTreeMap<String, i64> {
            pairs.iter().map(|(name, sum)| ((*name).to_owned(), *sum)).collect()
        };
        let care = expected(&[
            ("offered", 2),
            ("answered", 2),
            ("wait_ms", 25_000),
            ("answered_wait_ms", 25_000),
            ("handled", 1),
            ("handle_ms", 300_000),
            ("transfers", 1),
            ("first_responses", 1),
            ("first_response_ms", 60_000),
        ]);
        assert_eq!(sums("care").await, [care.clone(), care], "one row for each half hour");
        let billing = expected(&[("offered", 1), ("answered", 0), ("wait_ms", 10_000)]);
        assert_eq!(sums("billing").await, [billing.clone(), billing]);
        let ended = stats::interactions(&table, closed(1).conversation).await.unwrap();
        assert_eq!(ended, [closed(1), closed(2)], "the rows behind the figures");
    })
    .await;
}

// proves LSN-02, D-04: a crowd of one half hour becomes a sketch, and naming its people again changes nothing
#[tokio::test]
async fn a_crowd_is_estimated_and_the_same_people_again_are_the_same_crowd() {
    everywhere(async |table| {
        // Hashes as they come, from everywhere in their range.
        let person = |n: u64| domain::measure::person(b"salt", domain::platform::Platform::Line, &n.to_string());
        let facts: Vec<MentionIngested> = (0..2_400)
            .map(|n| ingested(&format!("m{n}"), start().plus(n as i64 * 100), &["app"], "neutral", Some(person(n % 2_000))))
            .collect();
        let crowd = async || {
            let rows = stats::people(&table, "app", "2026-11-20", "2026-11-20").await.unwrap();
            assert_eq!(rows.len(), 1, "{rows:?}");
            rows[0].people.count()
        };
        stats::count_mentions(&table, &facts[..900]).await.unwrap();
        assert_eq!(crowd().await, domain::measure::PeopleCount { people: 900, about: false });
        stats::count_mentions(&table, &facts[900..]).await.unwrap();
        let first = crowd().await;
        assert!(first.about && first.people.abs_diff(2_000) < 80, "{first:?} of 2,000");
        stats::count_mentions(&table, &facts[..1_000]).await.unwrap();
        assert_eq!(crowd().await, first);
        // Those who come now are written beside the sketch, which costs what a small set costs.
        table.take_units();
        let late = ingested("late", start().plus(MINUTE), &["app"], "neutral", Some(person(7)));
        stats::count_mentions(&table, &[late]).await.unwrap();
        let wrote = table.take_units().write;
        assert!(wrote <= 20.0, "{wrote} write units");
    })
    .await;
}

// proves ESC-10: what an escalation rule began counts once when it is over, kept or dismissed and why
#[tokio::test]
async fn what_a_rule_began_is_counted_as_kept_or_dismissed() {
    use domain::interaction::Dismissal;
    everywhere(async |table| {
        let of = |number, dismissed| ConversationClosed { escalated_by: Some(slug("angry")), dismissed, ..closed(number) };
        for fact in [of(1, None), of(2, Some(Dismissal::Spam)), of(2, Some(Dismissal::Spam)), of(3, None), closed(4)] {
            stats::count_interaction(&table, &fact).await.unwrap();
        }
        let mut sums: BTreeMap<String, i64> = BTreeMap::new();
        for row in stats::rule_counters(&table, &slug("angry"), "2026-11-20", "2026-11-21").await.unwrap() {
            row.sums.into_iter().for_each(|(name, sum)| *sums.entry(name).or_default() += sum);
        }
        assert_eq!(sums, [("kept".to_owned(), 2), ("dismissed.spam".to_owned(), 1)].into());
    })
    .await;
}

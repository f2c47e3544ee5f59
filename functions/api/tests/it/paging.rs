//! Pages without gap or repeat, and cursors that nobody can bend.

use std::collections::BTreeSet;

use domain::{
    analysis::{Intent, Sentiment},
    event::MentionIngested,
    id::MentionId,
    platform::{ContentType, Platform},
    time::SECOND,
};
use serde_json::{Value, json};
use store::stats::count_mentions;

use crate::house::{Ask, House, now, said, waiting, with};

fn ids(items: &Value) -> Vec<String> {
    items["items"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

/// Every page of a list, by its cursors, and all the cursors.
async fn all<'a>(ask: impl Fn() -> Ask<'a>, path: &str, limit: usize) -> (Vec<String>, Vec<String>) {
    let (mut found, mut cursors) = (Vec::new(), Vec::new());
    let mut query = format!("{path}{}limit={limit}", if path.contains('?') { '&' } else { '?' });
    loop {
        let page = ask().get(&query).await.ok();
        let items = ids(&page);
        assert!(items.len() <= limit);
        found.extend(items);
        let Some(next) = page["next"].as_str() else { return (found, cursors) };
        assert!(cursors.len() < 2_000, "it never ends");
        cursors.push(next.to_owned());
        query = format!("{path}{}limit={limit}&cursor={next}", if path.contains('?') { '&' } else { '?' });
    }
}

fn distinct(found: &[String]) -> usize {
    found.iter().collect::<BTreeSet<_>>().len()
}

fn mention(n: u64, at_second: i64, topics: &[&str]) -> MentionIngested {
    let at = now().minus(3_600 * SECOND).plus(at_second * SECOND);
    MentionIngested {
        mention: MentionId::at(at, &[&n.to_be_bytes()]),
        at,
        platform: if n.is_multiple_of(3) { Platform::X } else { Platform::Instagram },
        account: "gram".parse().unwrap(),
        content_type: ContentType::Comment,
        topics: topics.iter().map(|topic| topic.parse().unwrap()).collect(),
        sentiment: if n.is_multiple_of(2) { Sentiment::Negative } else { Sentiment::Neutral },
        language: None,
        flags: vec![],
        rules: vec![],
        intent: Intent::Other,
        person: Some(n),
    }
}

/// A house with long lists of everything.
async fn house() -> House {
    let house = House::new().await;
    for i in 0..12 {
        house.conversation(&format!("c{i}"), if i % 3 == 0 { "sales" } else { "care" }, waiting()).await;
    }
    let held = house.conversation("long", "care", with("mina")).await;
    for seq in 2..=60 {
        // Several of one moment, and late arrivals: the order of the platform's time is not that of `seq`.
        let at = held.opened_at.plus(i64::try_from((seq * 7) % 20).unwrap() * SECOND);
        house.row(&held, seq, at, said(&format!("row {seq}"))).await;
    }
    let stored = store::conversation::get(&house.deps.table, held.id).await.unwrap().unwrap();
    let mut grown = stored.conversation.clone();
    grown.seq = 60;
    house.deps.table.write(store::conversation::change(Some(&stored), &grown, 50).unwrap()).await.unwrap();
    for topic in ["app", "delivery"] {
        house.admin().put(&format!("/v1/topics/{topic}"), json!({ "name": topic, "rules": [] })).await.ok();
    }
    house
}

fn long(found: &str) -> String {
    format!("/v1/conversations/{found}")
}

async fn the_long_one(house: &House) -> String {
    ids(&house.agent().get("/v1/inbox?box=with").await.ok())[0].clone()
}

// proves AGT-03, S8: no gap, no repeat, whatever the size of the page
#[tokio::test]
async fn every_list_comes_whole_page_by_page() {
    let house = house().await;
    let held = the_long_one(&house).await;
    let contact = house.agent().get(&long(&held)).await.ok()["contact"].as_str().unwrap().to_owned();
    for i in 0..7 {
        house.admin().put(&format!("/v1/skills/s{i}"), json!({ "name": "S" })).await.ok();
    }
    let since = house.agent().get(&long(&held)).await.ok()["opened_at"].as_str().unwrap().to_owned();
    for (path, expected) in [
        ("/v1/inbox?box=waiting".to_owned(), 12),
        ("/v1/inbox?box=waiting&queue=care".into(), 8),
        ("/v1/inbox?box=waiting&queue=sales".into(), 4),
        (format!("{}/messages", long(&held)), 60),
        (format!("{}/messages?since={since}", long(&held)), 60),
        (format!("/v1/contacts/{contact}/conversations"), 1),
        ("/v1/queues".into(), 2),
        ("/v1/skills".into(), 9),
        ("/v1/agents".into(), 2),
    ] {
        let whole = all(|| house.supervisor(), &path, 100).await.0;
        assert_eq!((whole.len(), distinct(&whole)), (expected, expected), "{path}");
        for limit in [1, 2, 3, 7] {
            assert_eq!(all(|| house.supervisor(), &path, limit).await.0, whole, "{path} by {limit}");
        }
    }
    let own = all(|| house.agent(), "/v1/inbox?box=waiting", 3).await.0;
    assert_eq!(own.len(), 8);
}

// proves AGT-03, AGT-25: newest first by the platform's time; what was missed in the order it came
#[tokio::test]
async fn rows_come_newest_first_and_what_was_missed_oldest_first() {
    let house = house().await;
    let base = format!("{}/messages", long(&the_long_one(&house).await));
    let rows = |answer: &Value, field: &str| {
        answer["items"].as_array().unwrap().iter().map(|row| row[field].clone()).collect::<Vec<_>>()
    };
    let newest = house.agent().get(&format!("{base}?limit=100")).await.ok();
    let times: Vec<String> = rows(&newest, "at").iter().map(|at| at.as_str().unwrap().to_owned()).collect();
    assert!(times.is_sorted_by(|a, b| a >= b));
    let missed = house.agent().get(&format!("{base}?after_seq=50&limit=100")).await.ok();
    let seqs: Vec<u64> = rows(&missed, "seq").iter().map(|seq| seq.as_u64().unwrap()).collect();
    assert_eq!(seqs, (51..=60).collect::<Vec<_>>());
    let some = house.agent().get(&format!("{base}?after_seq=50&limit=4")).await.ok();
    assert_eq!(rows(&some, "seq").len(), 4);
    assert_eq!(rows(&some, "seq")[3], 54);
    assert_eq!(house.agent().get(&format!("{base}?after_seq=60")).await.ok()["items"], json!([]));
    assert_eq!(house.agent().get(&format!("{base}?after_seq=99")).await.ok()["items"], json!([]));
}

// proves LSN-09, LSN-10, D-03: mentions of several topics, each once, many of one moment
#[tokio::test]
async fn mentions_come_whole_page_by_page() {
    let house = house().await;
    let mut facts = Vec::new();
    for n in 0..700 {
        // Five hundred of one second, as a platform that counts in seconds gives them in a storm.
        let second = if n < 500 { 100 } else { i64::try_from(n).unwrap() };
        facts.push(mention(
            n,
            second,
            match n % 5 {
                0 => &["app", "delivery"],
                1 | 2 => &["app"],
                _ => &["delivery"],
            },
        ));
    }
    count_mentions(&house.deps.table, &facts).await.unwrap();
    let path = "/v1/mentions?from=2026-11-20&to=2026-11-20";
    let (whole, _) = all(|| house.supervisor(), path, 100).await;
    assert_eq!((whole.len(), distinct(&whole)), (700, 700));
    for filters in ["", "&topic=app", "&topic=app&topic=delivery&sentiment=negative"] {
        let (mut oldest, _) = all(|| house.supervisor(), &format!("{path}{filters}"), 100).await;
        oldest.reverse();
        for limit in [17, 100] {
            let (newest, _) = all(|| house.supervisor(), &format!("{path}{filters}&order=newest"), limit).await;
            assert_eq!(newest, oldest, "newest first{filters} by {limit}");
        }
    }
    for (query, expected) in [
        ("&topic=app", facts.iter().filter(|f| f.topics.iter().any(|t| t.as_str() == "app")).count()),
        ("&topic=app&topic=delivery&sentiment=negative", 350),
        (
            "&platform=x&sentiment=neutral",
            facts.iter().filter(|f| f.platform == Platform::X && f.sentiment == Sentiment::Neutral).count(),
        ),
    ] {
        let path = format!("{path}{query}");
        for limit in [13, 100] {
            let found = all(|| house.supervisor(), &path, limit).await.0;
            assert_eq!((found.len(), distinct(&found)), (expected, expected), "{query} by {limit}");
        }
    }
    assert_eq!(all(|| house.supervisor(), path, 37).await.0, whole);
    let counted = house.supervisor().get("/v1/stats/mentions?measure=mentions&from=2026-11-20&to=2026-11-20").await.ok();
    assert_eq!(counted["series"][0]["period"], 700.0);
    // Without `to` a cursor goes on in the period it began in.
    let first = house.supervisor().get("/v1/mentions?limit=1").await.ok();
    house.clock.set(now().plus(SECOND));
    let next = first["next"].as_str().unwrap();
    house.supervisor().get(&format!("/v1/mentions?limit=1&cursor={next}")).await.ok();
}

// proves S7, S8: a bent cursor, or one of another list, is refused; never a fault, never another's rows
#[tokio::test]
async fn a_bent_cursor_is_refused() {
    let house = house().await;
    let held = the_long_one(&house).await;
    count_mentions(&house.deps.table, &(0..9).map(|n| mention(n, 1, &["app"])).collect::<Vec<_>>()).await.unwrap();
    let lists = [
        "/v1/inbox?box=waiting".to_owned(),
        "/v1/inbox?box=waiting&queue=care".into(),
        format!("{}/messages", long(&held)),
        format!("{}/messages?since=2026-11-20T08:00:00Z", long(&held)),
        "/v1/queues".into(),
        "/v1/skills".into(),
        "/v1/mentions".into(),
        "/v1/mentions?topic=app".into(),
    ];
    let mut cursors = Vec::new();
    for list in &lists {
        let (_, found) = all(|| house.supervisor(), list, 1).await;
        cursors.push(found[0].clone());
    }
    for (i, list) in lists.iter().enumerate() {
        let with = |cursor: &str| format!("{list}{}cursor={cursor}", if list.contains('?') { '&' } else { '?' });
        for (j, cursor) in cursors.iter().enumerate() {
            let answer = house.supervisor().get(&with(cursor)).await;
            if i == j {
                answer.ok();
            } else {
                assert_eq!(answer.is(400, "invalid").field(), "cursor", "{list} with the cursor of {}", lists[j]);
            }
        }
        for place in (0..cursors[i].len()).step_by(5) {
            let mut bent = cursors[i].clone().into_bytes();
            bent[place] = if bent[place] == b'Q' { b'R' } else { b'Q' };
            let bent = String::from_utf8(bent).unwrap();
            house.supervisor().get(&with(&bent)).await.is(400, "invalid");
        }
        for junk in ["", "AAAA", "%00", &"A".repeat(5_000)] {
            house.supervisor().get(&with(junk)).await.is(400, "invalid");
        }
        // A cursor of another person's inbox.
        if list.contains("inbox") && !list.contains("queue") {
            house.agent().get(&with(&cursors[i])).await.is(400, "invalid");
        }
    }
}

//! Golden example G-10 (requirements.md section 6), asked over HTTP.

use domain::{
    analysis::{Analysis, Intent, Sentiment, Urgency},
    escalate::{Outcome, Verdict},
    event::MentionIngested,
    id::{EnvelopeId, MentionId, TopicId},
    inbound::{Author, Content, ContentKind, Told},
    measure::person,
    mention::{Caught, Mention},
    platform::{ContentType, Platform},
    time::Timestamp,
};
use serde_json::Value;
use store::{commit, mention, stats::count_mentions};

use crate::house::House;

const MENTIONS: &str = "
m01 2026-03-01T14:30 x         post          x:1  delivery     negative
m02 2026-03-01T15:10 x         reply         x:2  delivery,app negative
m03 2026-03-01T23:00 instagram comment       ig:1 app          positive
m04 2026-03-02T01:00 facebook  comment       fb:1 delivery     neutral
m05 2026-03-02T03:00 x         post          x:1  delivery     negative
m06 2026-03-02T14:59 open      review        op:1 app          positive
m07 2026-03-02T15:00 facebook  post          fb:2 delivery     positive
m08 2026-03-03T02:00 x         quote         x:3  app          unknown
m09 2026-03-03T04:00 instagram comment       ig:2 delivery     negative
m10 2026-03-03T05:00 instagram story_mention ig:1 app          positive
m11 2026-03-03T06:00 x         post          x:2  delivery     neutral
m12 2026-03-03T16:00 x         post          x:1  app          negative";

fn fact(line: &str) -> (String, MentionIngested) {
    let mut words = line.split_whitespace();
    let mut next = || words.next().unwrap();
    let name = next().to_owned();
    let at: Timestamp = format!("{}:00Z", next()).parse().unwrap();
    let platform: Platform = next().parse().unwrap();
    let content_type: ContentType = next().parse().unwrap();
    let author = next().to_owned();
    let topics = next().split(',').map(|topic| topic.parse().unwrap()).collect();
    let sentiment: Sentiment = next().parse().unwrap();
    let mention = MentionId::at(at, &[name.as_bytes()]);
    let person = Some(person(b"salt", platform, &author));
    let account = "shop".parse().unwrap();
    let fact = MentionIngested {
        mention,
        at,
        platform,
        account,
        content_type,
        topics,
        sentiment,
        language: None,
        flags: vec![],
        rules: vec![],
        intent: Intent::Other,
        person,
    };
    (name, fact)
}

/// The twelve mentions, each told twice (I18), and the days asked for.
async fn house() -> House {
    let house = House::empty();
    let facts: Vec<MentionIngested> = MENTIONS.trim().lines().map(|line| fact(line).1).collect();
    count_mentions(&house.deps.table, &facts).await.unwrap();
    count_mentions(&house.deps.table, &facts).await.unwrap();
    for topic in ["app", "delivery"] {
        let body = serde_json::json!({ "name": topic, "rules": [] });
        house.admin().put(&format!("/v1/topics/{topic}"), body).await.ok();
    }
    house
}

const DAYS: &str = "from=2026-03-01&to=2026-03-04&zone=Asia/Seoul";

async fn series(house: &House, query: &str) -> Vec<Value> {
    let answer = house.supervisor().get(&format!("/v1/stats/mentions?{query}&{DAYS}&bucket=day")).await.ok();
    answer["series"].as_array().unwrap().clone()
}

fn of<'a>(series: &'a [Value], topic: Option<&str>, platform: Option<&str>, class: Option<&str>) -> &'a Value {
    let is = |value: &Value, wanted: Option<&str>| value.as_str() == wanted;
    let mut found =
        series.iter().filter(|one| is(&one["topic"], topic) && is(&one["platform"], platform) && is(&one["class"], class));
    let one = found.next().unwrap_or_else(|| panic!("no series {topic:?} {platform:?} {class:?} in {series:#?}"));
    assert!(found.next().is_none());
    one
}

/// Two decimals, as the example is written; a gap is a gap.
fn points(series: &Value) -> Vec<Option<f64>> {
    series["points"].as_array().unwrap().iter().map(rounded).collect()
}

fn rounded(value: &Value) -> Option<f64> {
    value.as_f64().map(|x| (x * 100.0).round() / 100.0)
}

fn all(values: &[f64]) -> Vec<Option<f64>> {
    values.iter().copied().map(Some).collect()
}

fn thousandths(value: &Value) -> f64 {
    (value.as_f64().unwrap() * 1_000.0).round() / 1_000.0
}

// proves G-10, LSN-01, LSN-12, K-02, K-29
#[tokio::test]
async fn mentions_over_time_by_topic() {
    let house = house().await;
    let answer = house.supervisor().get(&format!("/v1/stats/mentions?measure=mentions&group_by=topic&{DAYS}")).await.ok();
    let labels: Vec<&str> =
        answer["buckets"].as_array().unwrap().iter().map(|bucket| bucket["label"].as_str().unwrap()).collect();
    assert_eq!(labels, ["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04"]);
    assert_eq!(answer["as_of"], "2026-11-20T09:00:00.000Z");
    let series = answer["series"].as_array().unwrap();
    let (app, delivery) = (of(series, Some("app"), None, None), of(series, Some("delivery"), None, None));
    assert_eq!((points(app), thousandths(&app["deviation"])), (all(&[0.0, 3.0, 2.0, 1.0]), 1.118));
    assert_eq!((points(delivery), thousandths(&delivery["deviation"])), (all(&[1.0, 3.0, 3.0, 0.0]), 1.299));
}

// proves G-10, LSN-02, K-03, D-04
#[tokio::test]
async fn unique_users_count_once() {
    let house = house().await;
    let by_topic = series(&house, "measure=users&group_by=topic").await;
    let (app, delivery) = (of(&by_topic, Some("app"), None, None), of(&by_topic, Some("delivery"), None, None));
    assert_eq!((points(app), rounded(&app["period"])), (all(&[0.0, 3.0, 2.0, 1.0]), Some(5.0)));
    assert_eq!((points(delivery), rounded(&delivery["period"])), (all(&[1.0, 3.0, 3.0, 0.0]), Some(5.0)));
    let together = series(&house, "measure=users").await;
    assert_eq!(rounded(&of(&together, None, None, None)["period"]), Some(8.0));
    assert!(together.iter().chain(&by_topic).all(|one| one["about"] == false));
    // The same of both topics named: counted from the rows, each mention once.
    let named = series(&house, "measure=users&topic=app&topic=delivery").await;
    assert_eq!(named, together);
}

// proves G-10, LSN-03, K-01, D-05, D-06
#[tokio::test]
async fn net_sentiment_has_gaps_where_nothing_is_rated() {
    let house = house().await;
    let by_topic = series(&house, "measure=net_sentiment&group_by=topic").await;
    let (app, delivery) = (of(&by_topic, Some("app"), None, None), of(&by_topic, Some("delivery"), None, None));
    assert_eq!(points(app), [None, Some(33.33), Some(100.0), Some(-100.0)]);
    assert_eq!(rounded(&app["period"]), Some(20.0));
    assert_eq!(points(delivery), [Some(-100.0), Some(-66.67), Some(0.0), None]);
    assert_eq!(rounded(&delivery["period"]), Some(-42.86));
    // Text analysis, section 5: a value of fewer than ten rated mentions says little.
    assert_eq!((&app["rated"], &delivery["rated"]), (&serde_json::json!([0, 3, 1, 1]), &serde_json::json!([1, 3, 3, 0])));
    let together = series(&house, "measure=net_sentiment").await;
    assert_eq!(rounded(&of(&together, None, None, None)["period"]), Some(-9.09));
}

// proves G-10, LSN-04, LSN-05, D-08
#[tokio::test]
async fn sentiment_by_topic_and_by_platform() {
    let house = house().await;
    let by_topic = series(&house, "measure=sentiment&group_by=topic").await;
    for (topic, expected) in [("app", [3.0, 2.0, 0.0, 1.0]), ("delivery", [1.0, 4.0, 2.0, 0.0])] {
        for (class, n) in ["positive", "negative", "neutral", "unknown"].into_iter().zip(expected) {
            assert_eq!(rounded(&of(&by_topic, Some(topic), None, Some(class))["period"]), Some(n), "{topic} {class}");
        }
    }
    let by_platform = series(&house, "measure=sentiment&group_by=platform").await;
    for (platform, expected) in [
        ("open", [100.0, 0.0, 0.0, 0.0]),
        ("x", [0.0, 66.7, 16.7, 16.6]),
        ("instagram", [66.7, 33.3, 0.0, 0.0]),
        ("facebook", [50.0, 0.0, 50.0, 0.0]),
    ] {
        for (class, percent) in ["positive", "negative", "neutral", "unknown"].into_iter().zip(expected) {
            let found = &of(&by_platform, None, Some(platform), Some(class))["percent"];
            assert_eq!(found.as_f64(), Some(percent), "{platform} {class}");
        }
    }
}

// proves G-10, LSN-06, LSN-07, LSN-08, D-03
#[tokio::test]
async fn mentions_by_platform_and_by_type() {
    let house = house().await;
    let platforms = ["open", "x", "instagram", "facebook"];
    let by_platform = series(&house, "measure=mentions&group_by=platform").await;
    let breakdown = series(&house, "measure=platforms").await;
    for (platform, n) in platforms.into_iter().zip([1.0, 6.0, 3.0, 2.0]) {
        assert_eq!(rounded(&of(&by_platform, None, Some(platform), None)["period"]), Some(n), "{platform}");
        assert_eq!(rounded(&of(&breakdown, None, None, Some(platform))["period"]), Some(n), "{platform}");
    }
    let together = series(&house, "measure=mentions").await;
    assert_eq!(rounded(&of(&together, None, None, None)["period"]), Some(12.0));
    let by_topic = series(&house, "measure=platforms&group_by=topic").await;
    for (topic, expected) in [("app", [1.0, 3.0, 2.0, 0.0]), ("delivery", [0.0, 4.0, 1.0, 2.0])] {
        for (platform, n) in platforms.into_iter().zip(expected) {
            assert_eq!(rounded(&of(&by_topic, Some(topic), None, Some(platform))["period"]), Some(n), "{topic} {platform}");
        }
    }
    let types = series(&house, "measure=content_types&group_by=platform").await;
    let expected: [(&str, &[(&str, f64)]); 4] = [
        ("open", &[("review", 1.0)]),
        ("x", &[("post", 4.0), ("quote", 1.0), ("reply", 1.0)]),
        ("instagram", &[("comment", 2.0), ("story_mention", 1.0)]),
        ("facebook", &[("comment", 1.0), ("post", 1.0)]),
    ];
    for (platform, classes) in expected {
        assert_eq!(types.iter().filter(|one| one["platform"] == platform).count(), classes.len(), "{platform}");
        for (class, n) in classes {
            assert_eq!(rounded(&of(&types, None, Some(platform), Some(class))["period"]), Some(*n), "{platform} {class}");
        }
    }
}

fn names(ids: &Value) -> Vec<String> {
    let known: Vec<(String, String)> =
        MENTIONS.trim().lines().map(fact).map(|(name, fact)| (fact.mention.to_string(), name)).collect();
    let name = |item: &Value| known.iter().find(|(id, _)| *id == item["id"]).unwrap().1.clone();
    ids["items"].as_array().unwrap().iter().map(name).collect()
}

// proves G-10, LSN-09, LSN-10, I19: the rows behind a figure are those it counted
#[tokio::test]
async fn drill_down_finds_exactly_the_counted_rows() {
    let house = house().await;
    let ask = async |query: &str| house.supervisor().get(&format!("/v1/mentions?{query}")).await.ok();
    let day = ask("topic=delivery&from=2026-03-02&to=2026-03-02&zone=Asia/Seoul").await;
    assert_eq!(names(&day), ["m02", "m04", "m05"]);
    // By the moments of the bucket, as a chart hands them over.
    let answer = house.supervisor().get(&format!("/v1/stats/mentions?measure=sentiment&group_by=topic&{DAYS}")).await.ok();
    for series in answer["series"].as_array().unwrap() {
        for (bucket, n) in answer["buckets"].as_array().unwrap().iter().zip(series["points"].as_array().unwrap()) {
            let (topic, class) = (series["topic"].as_str().unwrap(), series["class"].as_str().unwrap());
            let (from, to) = (bucket["start"].as_str().unwrap(), bucket["end"].as_str().unwrap());
            let rows = ask(&format!("topic={topic}&sentiment={class}&from={from}&to={to}")).await;
            assert_eq!(rows["items"].as_array().unwrap().len() as f64, n.as_f64().unwrap(), "{topic} {class} {from}");
        }
    }
    let all = ask(DAYS).await;
    assert_eq!(names(&all).len(), 12);
    // Combined is the intersection.
    assert_eq!(names(&ask(&format!("{DAYS}&platform=x&sentiment=negative&content_type=post")).await), ["m01", "m05", "m12"]);
    assert_eq!(names(&ask(&format!("{DAYS}&platform=open&platform=facebook")).await), ["m04", "m06", "m07"]);
    assert_eq!(names(&ask(&format!("{DAYS}&language=ko")).await), [""; 0]);
}

// proves I19: the figure of all topics together keeps the rows of a topic that is deleted, and so does its list
#[tokio::test]
async fn what_a_deleted_topic_caught_is_still_behind_the_figure_of_all() {
    let house = house().await;
    assert_eq!(house.admin().delete("/v1/topics/delivery").await.status, 204);
    let counted = series(&house, "measure=mentions&group_by=none").await;
    let total: f64 = points(&counted[0]).into_iter().flatten().sum();
    let rows = house.supervisor().get(&format!("/v1/mentions?{DAYS}")).await.ok();
    assert_eq!((total, names(&rows).len()), (12.0, 12));
    let of_deleted = house.supervisor().get(&format!("/v1/mentions?{DAYS}&topic=delivery")).await.ok();
    assert_eq!(names(&of_deleted).len(), 7);
    assert_eq!(house.supervisor().get("/v1/topics").await.ok()["items"].as_array().unwrap().len(), 1);
}

// proves LSN-12: half hours, hours and weeks; a zone half an hour off
#[tokio::test]
async fn other_buckets_add_up_to_the_same() {
    let house = house().await;
    for (bucket, zone) in
        [("half_hour", "Asia/Seoul"), ("hour", "Asia/Kolkata"), ("week", "Asia/Seoul"), ("half_hour", "Asia/Kathmandu")]
    {
        let path = format!("/v1/stats/mentions?measure=mentions&from=2026-03-01&to=2026-03-04&zone={zone}&bucket={bucket}");
        let answer = house.supervisor().get(&path).await.ok();
        let series = &answer["series"][0];
        let sum: f64 = series["points"].as_array().unwrap().iter().map(|n| n.as_f64().unwrap()).sum();
        assert_eq!((sum, series["period"].as_f64()), (12.0, Some(12.0)), "{bucket} {zone}");
    }
}

// proves LSN-13: a running bucket does not pull the deviation
#[tokio::test]
async fn the_running_bucket_is_left_out_of_the_deviation() {
    let house = house().await;
    house.clock.set("2026-03-03T16:30:00Z".parse().unwrap());
    let by_topic = series(&house, "measure=mentions&group_by=topic").await;
    let app = of(&by_topic, Some("app"), None, None);
    assert_eq!(points(app), all(&[0.0, 3.0, 2.0, 1.0]));
    assert_eq!(thousandths(&app["mean"]), 1.667);
}

/// The mentions themselves, which know more than their rows: who wrote them, which rule caught them, what became of them.
async fn whole(house: &House) {
    for (name, fact) in MENTIONS.trim().lines().map(fact) {
        let author = MENTIONS.lines().find(|line| line.starts_with(&name)).unwrap().split_whitespace().nth(4).unwrap().to_owned();
        let outcome = match fact.sentiment {
            Sentiment::Negative => Outcome::Escalate { queue: Some("care".parse().unwrap()), skills: vec![], priority: 0 },
            _ => Outcome::NoAction,
        };
        let caught = |topic: &TopicId| Caught { topic: topic.clone(), rule: "words".parse().unwrap(), version: 1, hits: vec![] };
        let text = if author == "x:1" { "where is it #Spring" } else { "where is it" };
        let country = ["x:1", "ig:1"].contains(&author.as_str()).then_some("kr");
        let mention = Mention {
            id: fact.mention,
            platform: fact.platform,
            account: fact.account.clone(),
            external_id: Some(name.clone()),
            content_type: fact.content_type,
            at: fact.at,
            content: Some(Content { kind: ContentKind::Text, text: Some(text.into()), attachments: vec![] }),
            post: None,
            parent: None,
            told: Told { country: country.map(str::to_owned), ..Told::default() },
            author: Some(Author { id: author, name: None }),
            analysis: Analysis {
                language: None,
                sentiment: fact.sentiment,
                score: 0,
                confidence: 90,
                intent: fact.intent,
                urgency: Urgency::Normal,
                flags: vec![],
                intents_secondary: vec![],
                evidence: vec![],
                language_confidence: 0,
                engine: "embedded/1".into(),
            },
            caught: fact.topics.iter().map(caught).collect(),
            verdict: Some(Verdict { outcome, tags: vec![], decided_by: None, continued: vec![], ..Default::default() }),
            changed: None,
            corrected: None,
            beside: vec![],
        };
        let cause = EnvelopeId::at(fact.at, &[name.as_bytes()]);
        commit(&house.deps.table, cause, mention::kept(&mention).unwrap(), vec![], &[]).await.unwrap();
    }
}

// proves LSN-09, LSN-10, I19: with any filters, alone or combined, every bucket of every series counts the rows behind it
#[tokio::test]
async fn figures_and_rows_agree_under_every_filter() {
    let house = house().await;
    whole(&house).await;
    for (filter, total) in [
        ("sentiment=negative", 5),
        ("sentiment=negative&sentiment=unknown&platform=x", 5),
        ("content_type=post", 5),
        ("account=shop", 12),
        ("account=other", 0),
        ("intent=other", 12),
        ("language=ko", 0),
        ("author=x:1", 3),
        ("author=x:1&author=ig:1", 5),
        ("country=KR", 5),
        ("country=kr&country=jp&platform=x", 3),
        ("country=jp", 0),
        ("campaign=%23SPRING", 3),
        ("campaign=spring&campaign=autumn&country=kr&escalated=true", 3),
        ("rule=app/words", 6),
        ("rule=delivery/words&escalated=true", 4),
        ("escalated=false", 7),
        ("escalated=true&platform=x&content_type=post&author=x:1", 3),
        ("topic=app&topic=delivery&escalated=false&platform=facebook", 2),
    ] {
        for group in ["none", "topic"] {
            let path = format!("/v1/stats/mentions?measure=mentions&group_by={group}&{filter}&{DAYS}");
            let answer = house.supervisor().get(&path).await.ok();
            for series in answer["series"].as_array().unwrap() {
                for (bucket, n) in answer["buckets"].as_array().unwrap().iter().zip(series["points"].as_array().unwrap()) {
                    let (from, to) = (bucket["start"].as_str().unwrap(), bucket["end"].as_str().unwrap());
                    let rest: String = filter.split('&').filter(|one| !one.starts_with("topic")).collect::<Vec<_>>().join("&");
                    let topics = match series["topic"].as_str() {
                        Some(topic) => format!("topic={topic}"),
                        None => filter.split('&').filter(|one| one.starts_with("topic")).collect::<Vec<_>>().join("&"),
                    };
                    let query: Vec<&str> = [rest.as_str(), topics.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
                    let rows =
                        house.supervisor().get(&format!("/v1/mentions?{}&from={from}&to={to}", query.join("&"))).await.ok();
                    assert_eq!(rows["items"].as_array().unwrap().len() as f64, n.as_f64().unwrap(), "{path} {bucket}");
                }
            }
            if group == "none" {
                assert_eq!(rounded(&answer["series"][0]["period"]), Some(f64::from(total)), "{filter}");
            }
        }
    }
    // Who wrote, counted once each.
    let people = series(&house, "measure=users&escalated=true").await;
    assert_eq!(rounded(&people[0]["period"]), Some(3.0));
    let net = series(&house, "measure=net_sentiment&author=x:1&author=op:1").await;
    assert_eq!(rounded(&net[0]["period"]), Some(-50.0));
}

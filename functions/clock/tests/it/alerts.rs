//! What alert rules find in the counters, and that each change is told once.

use domain::{
    alert::{AlertRaised, AlertRule, Change, Class, Counted, MailTo, Recipients, Sensitivity, Watch},
    analysis::{Intent, Language, Sentiment},
    event::{Call, Envelope, MentionIngested, Payload},
    id::MentionId,
    platform::{ContentType, Platform},
    program::Webhook,
    time::{DAY, HOUR, MINUTE, Timestamp},
};
use serde_json::json;
use store::{alert, settings, stats};

use crate::stand::{Stand, slug};

/// Minutes between two looks.
const LOOK: i64 = 5 * MINUTE;

fn rule(watch: Watch) -> AlertRule {
    AlertRule {
        id: slug("crisis"),
        name: "Crisis".into(),
        active: true,
        topic: slug("delivery"),
        platforms: vec![],
        zone: "Asia/Seoul".into(),
        watch,
        recipients: Recipients {
            desktop: true,
            webhook: Some(Webhook { url: "https://example.com/hook".into(), account: slug("hooks") }),
            mail: Some(MailTo { to: vec!["care@example.com".into()], language: Language::Ko }),
        },
    }
}

fn spike() -> Watch {
    Watch::Spike { of: Counted::Negative, sensitivity: Sensitivity::Standard }
}

/// `n` mentions at a moment, every one of them another.
async fn said(stand: &Stand, at: Timestamp, sentiment: Sentiment, n: u32) {
    let facts: Vec<MentionIngested> = (0..n)
        .map(|i| MentionIngested {
            mention: MentionId::at(at, &[b"m", &i.to_be_bytes(), format!("{sentiment:?}").as_bytes()]),
            at,
            platform: Platform::Instagram,
            account: slug("gram"),
            content_type: ContentType::Comment,
            topics: vec![slug("delivery")],
            sentiment,
            language: Some(Language::Ko),
            flags: vec![],
            rules: vec![],
            intent: Intent::Complaint,
            person: Some(u64::from(i)),
        })
        .collect();
    stats::count_mentions(&stand.deps.table, &facts).await.unwrap();
}

/// A topic with ten days behind it: two against and three in favour in every hour.
async fn topic(watch: Watch) -> Stand {
    let stand = Stand::shop().await;
    settings::put(&stand.deps.table, &rule(watch), None, stand.now()).await.unwrap();
    let now = stand.now();
    for hours in 1..=240 {
        hour(&stand, now.minus(hours * HOUR)).await;
    }
    stand
}

async fn hour(stand: &Stand, at: Timestamp) {
    said(stand, at, Sentiment::Negative, 2).await;
    said(stand, at, Sentiment::Positive, 3).await;
}

/// What a look tells: the commands and facts about alerts.
async fn look(stand: &Stand) -> Vec<Envelope> {
    clock::handle(json!({}), &stand.deps).await.unwrap();
    stand.deps.bus.take().published
}

fn facts(told: &[Envelope]) -> Vec<&AlertRaised> {
    told.iter().filter_map(|one| if let Payload::AlertRaised(fact) = &one.payload { Some(fact) } else { None }).collect()
}

fn hooks(told: &[Envelope]) -> usize {
    told.iter().filter(|one| matches!(&one.payload, Payload::Outbound(Call::Notify(_)))).count()
}

fn letters(told: &[Envelope]) -> usize {
    told.iter().filter(|one| matches!(&one.payload, Payload::Outbound(Call::Mail(mail)) if mail.rule == "Crisis")).count()
}

// proves ALR-01, ALR-04: a planted crisis is told within five minutes, once, with its cause; and once that it is over
#[tokio::test]
async fn a_crisis_is_told_once_when_it_begins_and_once_when_it_ends() {
    let stand = topic(spike()).await;
    assert_eq!(look(&stand).await, [], "what is usual is no news");
    said(&stand, stand.now().plus(MINUTE), Sentiment::Negative, 30).await;
    stand.pass(LOOK);
    let told = look(&stand).await;
    let found = facts(&told);
    assert_eq!((found.len(), hooks(&told), letters(&told)), (1, 1, 1));
    let fact = found[0];
    assert_eq!((fact.change, fact.class, fact.desktop), (Change::Opened, Some(Class::Crisis), true));
    assert!(fact.reading.observed >= 30 && fact.reading.expected < 3.0 && fact.reading.p < 1e-6, "{:?}", fact.reading);
    assert_eq!(fact.net_before, Some(20.0), "three in favour and two against");
    assert!(fact.net_after.unwrap() < -60.0);
    assert_eq!((fact.cause.mentions, fact.cause.samples.len(), fact.cause.people.len()), (30, 5, 5));
    assert_eq!((fact.cause.languages[&Language::Ko], fact.cause.platforms[&Platform::Instagram]), (30, 30));
    let known = alert::get(&stand.deps.table, fact.alert).await.unwrap().unwrap();
    assert_eq!((known.alert.closed_at, known.alert.told), (None, 1));

    let (id, mut later) = (fact.alert, Vec::new());
    for minutes in (5..8 * 60).step_by(5) {
        stand.pass(LOOK);
        if minutes % 60 == 0 {
            hour(&stand, stand.now()).await;
        }
        later.extend(look(&stand).await);
    }
    let changes: Vec<_> = facts(&later).into_iter().map(|fact| (fact.alert, fact.change)).collect();
    assert_eq!(changes, [(id, Change::Closed)]);
    assert_eq!((hooks(&later), letters(&later)), (1, 1), "one letter for each change");
    let known = alert::get(&stand.deps.table, id).await.unwrap().unwrap();
    assert_eq!((known.alert.closed_at.is_some(), known.alert.told), (true, 2));
    let month = alert::of_month(&stand.deps.table, id.time(), None, 10).await.unwrap();
    assert_eq!(month.items, [known]);
}

// proves ALR-01, ADV-04: what was written and did not go out goes out later, under the same ids
#[tokio::test]
async fn a_clock_that_is_cut_off_tells_it_later_under_the_same_ids() {
    let stand = topic(spike()).await;
    look(&stand).await;
    said(&stand, stand.now().plus(MINUTE), Sentiment::Negative, 30).await;
    stand.pass(LOOK);
    // The first call of a look is that of the commands, of which there are none.
    stand.deps.bus.refuse(2);
    clock::handle(json!({}), &stand.deps).await.unwrap_err();
    assert_eq!(stand.deps.bus.take().published, []);
    stand.deps.bus.refuse(0);
    let told = look(&stand).await;
    assert_eq!((facts(&told).len(), hooks(&told)), (1, 1));
    stand.pass(LOOK);
    assert_eq!(look(&stand).await, []);
}

// proves ALR-01: two clocks at once tell it under one id
#[tokio::test]
async fn two_clocks_at_once_tell_one_thing() {
    let stand = topic(spike()).await;
    look(&stand).await;
    said(&stand, stand.now().plus(MINUTE), Sentiment::Negative, 30).await;
    stand.pass(LOOK);
    let (first, second) = tokio::join!(clock::handle(json!({}), &stand.deps), clock::handle(json!({}), &stand.deps));
    assert!(first.is_ok() || second.is_ok());
    let told = stand.deps.bus.take().published;
    let mut ids: Vec<_> = told.iter().map(|one| one.id).collect();
    ids.sort();
    ids.dedup();
    assert_eq!((ids.len(), facts(&told).len().min(1)), (3, 1), "{told:?}");
}

// proves ALR-01: what is looked at between does not change what is read, and a day later is still known
#[tokio::test]
async fn quiet_days_write_once_a_day_and_tell_nothing() {
    let stand = topic(spike()).await;
    look(&stand).await;
    let mut writes = 0;
    for _ in 1..=72 {
        stand.pass(HOUR);
        hour(&stand, stand.now()).await;
        let before = stand.contents();
        assert_eq!(look(&stand).await, []);
        writes += usize::from(stand.contents() != before);
    }
    assert!((1..=4).contains(&writes), "{writes}");
    said(&stand, stand.now().plus(MINUTE), Sentiment::Negative, 30).await;
    stand.pass(LOOK);
    assert_eq!(facts(&look(&stand).await).len(), 1);
}

// proves ALR-02: a threshold is told once while it is reached; 1 is every match
#[tokio::test]
async fn a_threshold_is_told_once_per_window() {
    let stand = Stand::shop().await;
    let watch = Watch::Threshold { of: Counted::Positive, least: 1, hours: 1 };
    settings::put(&stand.deps.table, &rule(watch), None, stand.now()).await.unwrap();
    assert_eq!(look(&stand).await, []);
    said(&stand, stand.now(), Sentiment::Negative, 3).await;
    stand.pass(LOOK);
    assert_eq!(look(&stand).await, [], "not what is counted");
    said(&stand, stand.now(), Sentiment::Positive, 1).await;
    stand.pass(LOOK);
    assert_eq!(facts(&look(&stand).await).len(), 1);
    stand.pass(LOOK);
    assert_eq!(look(&stand).await, []);
    // Another day, another word.
    stand.pass(DAY);
    let closed = look(&stand).await;
    assert_eq!(facts(&closed).iter().map(|fact| fact.change).collect::<Vec<_>>(), [Change::Closed]);
    said(&stand, stand.now(), Sentiment::Positive, 1).await;
    stand.pass(LOOK);
    assert_eq!(facts(&look(&stand).await).len(), 1);
}

// proves ALR-01: a topic that falls silent
#[tokio::test]
async fn silence_is_told_once() {
    let stand = topic(Watch::Silence { hours: 4 }).await;
    look(&stand).await;
    let mut told = Vec::new();
    for _ in 0..9 * 12 {
        stand.pass(LOOK);
        told.extend(look(&stand).await);
    }
    let changes: Vec<_> = facts(&told).into_iter().map(|fact| fact.change).collect();
    assert_eq!(changes, [Change::Opened], "twenty in four hours are usual");
}

// proves ALR-01: a paused rule says nothing
#[tokio::test]
async fn a_paused_rule_watches_nothing() {
    let stand = topic(spike()).await;
    let paused = AlertRule { active: false, ..rule(spike()) };
    settings::put(&stand.deps.table, &paused, None, stand.now()).await.unwrap();
    said(&stand, stand.now(), Sentiment::Negative, 50).await;
    stand.pass(LOOK);
    assert_eq!(look(&stand).await, []);
}

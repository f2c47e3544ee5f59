//! A planted crisis in the running system, in time moved by hand: it is told within five minutes, once, and closed when it is over.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use crate::{
    house::House,
    open::{bring, connected},
};

const MINUTE: u64 = 60_000;
const HOUR: u64 = 60 * MINUTE;
/// Days of history: one more than the detector needs to know a topic.
const DAYS: u64 = 8;

/// Time as the schedule has it, moved by hand.
pub struct Virtual<'a> {
    house: &'a House,
    ahead: u64,
}

impl<'a> Virtual<'a> {
    pub fn of(house: &'a House) -> Self {
        Self { house, ahead: 0 }
    }

    fn now(&self) -> u64 {
        SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis() as u64 + self.ahead
    }

    fn pass(&mut self, ms: u64) {
        self.house.stack.advance(Duration::from_millis(ms));
        self.ahead += ms;
    }

    /// Goes on to the next minute at which alert rules are read, and lets the clock read them; answers which moment that is.
    pub async fn look(&mut self) -> u64 {
        self.pass(5 * MINUTE - self.now() % (5 * MINUTE));
        let now = self.now();
        self.house.minute().await;
        now
    }

    /// Every alert of the month it is now and of the one before: the test may run on the last night of one.
    async fn alerts(&self) -> Vec<Value> {
        // No token outlives hours.
        let sora = self.house.sign_in("sora").await;
        let mut alerts = Vec::new();
        for (year, month) in months(self.now() / (24 * HOUR)) {
            let listed = sora.get(&format!("alerts?month={year}-{month:02}")).await;
            alerts.extend(listed["items"].as_array().unwrap().iter().cloned());
        }
        alerts
    }
}

/// The month of a day since 1970, and the one before it.
fn months(day: u64) -> [(u64, u64); 2] {
    // Years begin in March here, so that the odd day comes last (Howard Hinnant's civil_from_days).
    let days = day + 719_468;
    let of_era = days % 146_097;
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let march = (5 * of_year + 2) / 153;
    let (month, year) = if march < 10 { (march + 3, year) } else { (march - 9, year + 1) };
    let year = year + days / 146_097 * 400;
    [(year, month), if month == 1 { (year - 1, 12) } else { (year, month - 1) }]
}

fn post(id: String, at: u64, text: &str) -> Value {
    json!({ "channel": { "type": "Public", "messageId": id, "from": { "id": format!("person-{id}") }, "time": at }, "text": text })
}

const ANGRY: &str = "the gadget broke again, terrible, I hate it";
const HAPPY: &str = "I love my gadget, great work";

// proves ALR-01, ALR-04, ANL-06: one alert within five minutes of the crisis, one letter for each change, closed after its end
#[tokio::test(flavor = "multi_thread")]
async fn a_planted_crisis_is_told_once_within_five_minutes_and_closed_when_it_is_over() {
    let house = connected(0).await.0;
    let admin = house.sign_in("admin").await;
    // What is said here needs nobody: it is only counted.
    assert_eq!(admin.call("DELETE", "rules/angry", None).await.status, 204);
    let topic = json!({ "name": "Gadget", "rules": [{ "id": "words", "query": "gadget" }] });
    admin.call("PUT", "topics/gadget", Some(&topic)).await.ok();
    let mut time = Virtual::of(&house);
    let begun = time.now();
    let mut history = Vec::new();
    for hour in 1..=DAYS * 24 {
        let at = begun - hour * HOUR;
        history.push(post(format!("bad-{hour}"), at, ANGRY));
        history.push(post(format!("good-{hour}"), at + MINUTE, HAPPY));
    }
    let (status, answer) = bring(&house, &json!({ "messages": history })).await;
    assert_eq!(status, 200, "{answer}");
    house.quiet().await;
    let rule = json!({
        "name": "Gadget crisis", "topic": "gadget", "watch": { "for": "spike" },
        "recipients": { "desktop": true, "mail": { "to": ["care@example.com"], "language": "en" } },
    });
    admin.call("PUT", "alert-rules/gadget", Some(&rule)).await.ok();
    time.look().await;
    assert_eq!(time.alerts().await, Vec::<Value>::new(), "what is usual is no news");

    // The crisis: thirty people within a minute.
    let planted = time.now();
    let crisis: Vec<Value> = (0..30).map(|n| post(format!("crisis-{n}"), planted, ANGRY)).collect();
    let (status, answer) = bring(&house, &json!({ "messages": crisis })).await;
    assert_eq!(status, 200, "{answer}");
    house.quiet().await;
    let seen = time.look().await;
    assert!(seen - planted <= 5 * MINUTE, "{} ms", seen - planted);
    let alerts = time.alerts().await;
    assert_eq!(alerts.len(), 1, "{alerts:#?}");
    let opened = &alerts[0];
    assert_eq!((&opened["last"]["class"], &opened["last"]["change"]), (&json!("crisis"), &json!("opened")), "{opened:#}");
    assert!(opened["last"]["observed"].as_u64().unwrap() >= 30, "{opened:#}");

    // It is over. Three quiet hours later the alert is closed, and nothing else was told.
    for _ in 0..5 {
        time.pass(HOUR);
        time.look().await;
    }
    let alerts = time.alerts().await;
    assert_eq!(alerts.len(), 1, "{alerts:#?}");
    let changes: Vec<&Value> = alerts[0]["history"].as_array().unwrap().iter().map(|step| &step["change"]).collect();
    assert_eq!(changes, [&json!("opened"), &json!("closed")], "{:#}", alerts[0]);
    let letters = house.stack.letters();
    let subjects: Vec<&str> = letters.iter().map(|letter| letter.subject.as_str()).collect();
    assert_eq!(subjects, ["Gadget crisis: alert opened (gadget)", "Gadget crisis: alert closed (gadget)"], "{letters:#?}");
    assert!(letters.iter().all(|letter| letter.to == ["care@example.com"]), "{letters:#?}");
    assert!(letters[0].text.contains("negative mentions in the hour"), "{}", letters[0].text);
    house.finish().await;
}

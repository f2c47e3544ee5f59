//! Alerts: every five minutes each rule is read against the counters of its topic. What that costs depends on rules and
//! platforms, never on how much is said.

use domain::{
    alert::{
        Alert, AlertRaised, AlertRule, Cause, Change, Counted, History, Judged, KEPT_HOURS, MailTo, Recipients, Stage, Watch,
        hour_of,
    },
    analysis::Sentiment,
    event::{Call, Envelope, Mail, Notify, Payload},
    id::{AlertId, EnvelopeId, TraceId},
    measure::zone,
    platform::Platform,
    thread::Thread,
    time::{DAY, HOUR, MINUTE, Timestamp},
};
use jiff::tz::TimeZone;
use runtime::{Deps, Error};
use store::{
    alert::{self, Stored, Watched},
    mention,
    stats::{self, CounterRow},
};

/// How often rules are read, in minutes.
const EVERY: i64 = 5;
/// Hours whose counts may still change, because a platform tells late: they are read anew each time.
const UNSETTLED: i64 = 48;
/// Rows looked at for the cause of an alert.
const MOST_ROWS: u32 = 500;

/// Whether it is time.
pub(crate) fn due(now: Timestamp) -> bool {
    (now.millis() / MINUTE) % EVERY == 0
}

/// Reads every rule; answers how many changes were told. One rule that fails does not keep the others from being read.
pub(crate) async fn read(deps: &Deps, now: Timestamp) -> Result<usize, Error> {
    let (mut told, mut failed) = (0, None);
    for saved in deps.settings.all::<AlertRule>(&deps.table, now).await?.iter() {
        let rule = &saved.data;
        if !rule.active {
            continue;
        }
        let platforms: Vec<Option<Platform>> = match rule.platforms.as_slice() {
            [] => vec![None],
            platforms => platforms.iter().copied().map(Some).collect(),
        };
        match of_rule(deps, rule, &platforms, now).await {
            Ok(changes) => told += changes,
            Err(error) => {
                tracing::error!(rule = %rule.id, %error, "The alert rule {} could not be read: {error}", rule.id);
                failed = Some(error);
            }
        }
    }
    failed.map_or(Ok(told), Err)
}

async fn of_rule(deps: &Deps, rule: &AlertRule, platforms: &[Option<Platform>], now: Timestamp) -> Result<usize, Error> {
    let mut series = Vec::new();
    for &platform in platforms {
        series.push((platform, alert::watched(&deps.table, &rule.id, platform).await?));
    }
    // The counters are read once for all platforms, from the first hour that any of them lacks.
    let running = hour_of(now);
    let from = series.iter().map(|(_, stored)| first_unsettled(&stored.watched.history, running)).min();
    let from = from.unwrap_or(running).max(running - KEPT_HOURS as i64);
    let start = Timestamp::from_millis(from.saturating_mul(HOUR));
    let rows = stats::counters(&deps.table, rule.topic.as_str(), &start.day(), &now.day()).await?;
    let mut told = 0;
    for (platform, stored) in series {
        told += usize::from(Series { deps, rule, platform, now }.read(stored, &rows).await?);
    }
    Ok(told)
}

/// The first hour that must be read from the counters.
fn first_unsettled(history: &History, running: i64) -> i64 {
    end(history).unwrap_or(running - KEPT_HOURS as i64)
}

/// The first hour behind a history; none for one without hours.
fn end(history: &History) -> Option<i64> {
    (!history.hours.is_empty()).then(|| history.first + history.hours.len() as i64)
}

/// A rule on one platform, or on all together, as it is read now.
struct Series<'a> {
    deps: &'a Deps,
    rule: &'a AlertRule,
    platform: Option<Platform>,
    now: Timestamp,
}

/// The alert after a change, and what goes out.
struct Told {
    alert: Alert,
    out: Vec<Envelope>,
}

impl Series<'_> {
    /// Reads it; answers whether a change was told.
    async fn read(&self, stored: Stored, rows: &[CounterRow]) -> Result<bool, Error> {
        let mut stored = stored;
        if !stored.watched.untold.is_empty() {
            // Written by a run that was cut off: it goes out under the same ids.
            self.deps.bus.publish(&stored.watched.untold).await?;
            let told = Watched { untold: vec![], ..stored.watched.clone() };
            self.keep(&stored, &told, None).await?;
            stored = Stored { version: stored.version + 1, watched: told };
        }
        let running = hour_of(self.now);
        let mut history = stored.watched.history.clone();
        if first_unsettled(&history, running) < running - KEPT_HOURS as i64 {
            // Nobody looked for weeks: what lies between is not known.
            history = History::default();
        }
        fill(&mut history, rows, self.platform, running);
        let zone = zone(&self.rule.zone).map_err(|e| Error::Reject(e.to_string()))?;
        let through = if stored.version == 0 { running } else { stored.watched.through };
        let judged = history.judge(self.rule.watch, &zone, stored.watched.stage, through, self.now);
        let settled = settled(&history, running);
        let Some(change) = judged.change else {
            // Written once a day, so that the counters of long ago need not be read again; and the first time.
            let (known, now_known) = (end(&stored.watched.history), end(&settled));
            let grown = now_known.is_some_and(|now| known.is_none_or(|known| now >= known + 24));
            if stored.version > 0 && !grown {
                return Ok(false);
            }
            // What was read so far is read again the next time: only the counts move on.
            let (stage, through) = standing(&history, self.rule, &zone, &stored, through, running);
            let watched = Watched { stage, through, history: settled, ..stored.watched.clone() };
            self.keep(&stored, &watched, None).await?;
            return Ok(false);
        };
        let Told { alert, out } = self.tell(&stored, &history, judged, change).await?;
        let watched = Watched { stage: judged.stage, through: running, alert: Some(alert.id), history: settled, untold: out };
        match self.keep(&stored, &watched, Some(&alert)).await {
            Ok(()) => {}
            // Another clock ran at the same time, and tells it.
            Err(store::Error::Refused(_)) => return Ok(false),
            Err(error) => return Err(error.into()),
        }
        self.deps.bus.publish(&watched.untold).await?;
        let stored = Stored { version: stored.version + 1, watched };
        let quiet = Watched { untold: vec![], ..stored.watched.clone() };
        self.keep(&stored, &quiet, None).await?;
        let rule = &self.rule.id;
        tracing::info!(%rule, alert = %alert.id, change = ?change, "The alert {} of {rule}: {change:?}", alert.id);
        Ok(true)
    }

    async fn keep(&self, before: &Stored, watched: &Watched, told: Option<&Alert>) -> Result<(), store::Error> {
        alert::keep(&self.deps.table, &self.rule.id, self.platform, before, watched, told, self.now).await
    }

    /// The alert after a change, and what goes out.
    async fn tell(&self, stored: &Stored, history: &History, judged: Judged, change: Change) -> Result<Told, Error> {
        let Self { deps, rule, platform, now } = *self;
        let hour = Timestamp::from_millis(judged.hour.saturating_mul(HOUR));
        let place = platform.map_or("@all", Platform::as_str);
        let id = match (change, stored.watched.alert) {
            (Change::Worsened | Change::Closed, Some(open)) => open,
            // By the hour, not the minute: two clocks that notice it make the same alert.
            _ => AlertId::at(hour, &[rule.id.as_str().as_bytes(), place.as_bytes()]),
        };
        let before = alert::get(&deps.table, id).await?.map(|known| known.alert);
        let began = before.as_ref().map_or(judged.hour - i64::from(judged.reading.hours) + 1, |alert| hour_of(alert.opened_at));
        let from = Timestamp::from_millis(began.saturating_mul(HOUR)).max(now.minus(DAY));
        let rows = mention::rows(&deps.table, &rule.topic, from, now, None, MOST_ROWS).await?.items;
        let fact = AlertRaised {
            alert: id,
            rule: rule.id.clone(),
            watch: rule.watch,
            topic: rule.topic.clone(),
            platform,
            change,
            at: now,
            // What it was when it began: at its end nothing stands out any more.
            class: judged.class.or_else(|| before.as_ref().and_then(|alert| alert.last.class)),
            reading: judged.reading,
            net_before: history.counts(began - 24..began).net(),
            net_after: history.counts(began..hour_of(now) + 1).net(),
            cause: Cause::of(&rows, platform, counted(rule.watch)),
            desktop: rule.recipients.desktop,
        };
        let alert = Alert::after(before, fact.clone());
        // Each change of an alert has a number: told again it has the same id.
        let number = alert.told.to_be_bytes();
        let (name, thread) = (id.to_string(), Thread::alert(id));
        let begin = |what: &str, payload: Payload| {
            let seed: [&[u8]; 4] = [b"alert", name.as_bytes(), &number, what.as_bytes()];
            Envelope::begin(EnvelopeId::at(hour, &seed), TraceId::at(hour, &seed[..3]), now, thread.clone(), payload)
        };
        let mut out = Vec::new();
        let Recipients { webhook, mail, .. } = &rule.recipients;
        if let Some(hook) = webhook {
            let notify = Notify { url: hook.url.clone(), account: hook.account.clone(), fact: fact.clone() };
            out.push(begin("webhook", Payload::from(Call::Notify(Box::new(notify)))));
        }
        if let Some(MailTo { to, language }) = mail {
            let mail = Mail { to: to.clone(), language: *language, rule: rule.name.clone(), fact: fact.clone() };
            out.push(begin("mail", Payload::from(Call::Mail(Box::new(mail)))));
        }
        out.push(begin("raised", Payload::from(fact)));
        Ok(Told { alert, out })
    }
}

/// The sentiment of the mentions that a rule is about; none for all.
fn counted(watch: Watch) -> Option<Sentiment> {
    match watch {
        Watch::Spike { of, .. } | Watch::Threshold { of, .. } => match of {
            Counted::Negative => Some(Sentiment::Negative),
            Counted::Positive => Some(Sentiment::Positive),
            Counted::All => None,
        },
        Watch::Shift { .. } => Some(Sentiment::Negative),
        Watch::Silence { .. } => None,
    }
}

/// Where the alert stood before the hours that are not settled, so that those can be read again.
fn standing(history: &History, rule: &AlertRule, zone: &TimeZone, stored: &Stored, through: i64, running: i64) -> (Stage, i64) {
    let until = (running - UNSETTLED).max(through);
    if until <= through {
        return (stored.watched.stage, through);
    }
    let end = Timestamp::from_millis(until.saturating_mul(HOUR));
    (history.judge(rule.watch, zone, stored.watched.stage, through, end).stage, until)
}

/// Puts the counters of every hour from the first that is not settled into the history.
fn fill(history: &mut History, rows: &[CounterRow], platform: Option<Platform>, running: i64) {
    let hours = stats::by_hour(rows, platform);
    let from = first_unsettled(history, running);
    // A topic's history begins with its first mention; before that there is none, not an empty one.
    let first = if history.hours.is_empty() { hours.keys().find(|&&hour| hour >= from).copied() } else { Some(from) };
    let Some(first) = first else { return };
    for hour in first..=running {
        history.put(hour, &hours.get(&hour).copied().unwrap_or_default());
    }
    history.trim(running);
}

/// The part that will not change any more.
fn settled(history: &History, running: i64) -> History {
    let mut settled = history.clone();
    // Whole UTC days, as the counters are read by days.
    let end = ((running - UNSETTLED).div_euclid(24) * 24 - settled.first).max(0) as usize;
    settled.hours.truncate(end);
    settled
}

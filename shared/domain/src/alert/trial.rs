//! Back-test of alert rules (ADV-01): what a draft would have told, beside the saved rule, over the hours that are counted.
//!
//! Whole hours are read. In the house the running hour is read every five minutes besides, so that an alert of a large spike comes earlier than its
//! hour ends; which hours alarm is the same.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    baseline::HourOfWeek,
    gauge::Gauge,
    history::{History, hour_of},
    raised::Class,
    rule::{Counted, Watch},
    watch::{Change as Told, Stage},
};
use crate::{
    backtest::Change,
    platform::Platform,
    time::{HOUR, Timestamp},
};

/// The most alerts a report lists of each rule.
const MOST_LISTED: usize = 200;

/// An alert that a rule would have told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WouldRaise {
    /// Where; none for all platforms together.
    pub platform: Option<Platform>,
    /// The first moment of the hour that made it open.
    pub began: Timestamp,
    /// The first moment behind the last hour that alarmed; none if it would be open still.
    pub ended: Option<Timestamp>,
    /// How often somebody would have been told: that it opened, worsened, closed.
    pub told: u32,
    /// Mentions that counted in the hour that made it open.
    pub observed: u64,
    /// How many were to be expected there.
    pub expected: f64,
    /// The most that counted in one reading while it was open.
    pub peak: u64,
    /// What kind of spike it was when it opened, for a spike.
    pub class: Option<Class>,
    /// Whether the other rule would have told something at the same time.
    pub also: bool,
}

/// What a draft of an alert rule would have told, against what the saved one would have.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct AlertReport {
    /// The first hour that was read.
    pub from: Timestamp,
    /// The first moment behind the last.
    pub until: Timestamp,
    /// Hours of the period for which there are counts; before the first mention of a topic there are none.
    pub hours: u64,
    /// Alerts.
    pub alerts: Change,
    /// Notifications: each alert tells that it opened, each time that it worsened, and that it closed.
    pub notifications: Change,
    /// Alerts of the draft while the saved rule would have been silent.
    pub gained: u64,
    /// Alerts of the saved rule while the draft would have been silent.
    pub missed: u64,
    /// Alerts by the UTC day on which they began, `2026-11-20`.
    pub days: BTreeMap<String, Change>,
    /// The draft's alerts, in order of time: the first 200.
    pub draft: Vec<WouldRaise>,
    /// Those of the saved rule.
    pub current: Vec<WouldRaise>,
}

/// A rule with the series it watches.
#[derive(Debug, Clone)]
pub struct Tried {
    /// What it watches for.
    pub watch: Watch,
    /// The zone whose days and weeks its topic lives by.
    pub zone: TimeZone,
    /// What was counted, from long enough before the period that the detector knows the topic.
    pub series: Vec<(Option<Platform>, History)>,
}

/// Tries a draft beside the saved rule, if there is one, over the hours from `from` up to but without `until`.
pub fn try_rule(draft: &Tried, current: Option<&Tried>, from: Timestamp, until: Timestamp) -> AlertReport {
    let (first, last) = (hour_of(from), hour_of(until));
    let mut by_draft = draft.alerts(first, last);
    let mut by_current = current.map(|rule| rule.alerts(first, last)).unwrap_or_default();
    let overlap = |one: &WouldRaise, other: &WouldRaise| {
        one.began < other.ended.unwrap_or(until) && other.began < one.ended.unwrap_or(until)
    };
    for alert in &mut by_draft {
        alert.also = by_current.iter().any(|other| overlap(alert, other));
    }
    for alert in &mut by_current {
        alert.also = by_draft.iter().any(|other| overlap(alert, other));
    }
    let counted = draft.series.iter().map(|(_, history)| {
        let end = history.first + history.hours.len() as i64;
        (end.min(last) - history.first.max(first)).max(0) as u64
    });
    let told = |alerts: &[WouldRaise]| alerts.iter().map(|alert| u64::from(alert.told)).sum();
    let alone = |alerts: &[WouldRaise]| alerts.iter().filter(|alert| !alert.also).count() as u64;
    let mut report = AlertReport {
        from: moment(first),
        until: moment(last),
        hours: counted.max().unwrap_or_default(),
        alerts: Change { draft: by_draft.len() as u64, current: by_current.len() as u64 },
        notifications: Change { draft: told(&by_draft), current: told(&by_current) },
        gained: alone(&by_draft),
        missed: alone(&by_current),
        ..AlertReport::default()
    };
    for alert in &by_draft {
        report.days.entry(alert.began.day()).or_default().draft += 1;
    }
    for alert in &by_current {
        report.days.entry(alert.began.day()).or_default().current += 1;
    }
    by_draft.truncate(MOST_LISTED);
    by_current.truncate(MOST_LISTED);
    AlertReport { draft: by_draft, current: by_current, ..report }
}

fn moment(hour: i64) -> Timestamp {
    Timestamp::from_millis(hour.saturating_mul(HOUR))
}

impl Tried {
    /// All alerts, in order of time and place.
    fn alerts(&self, first: i64, last: i64) -> Vec<WouldRaise> {
        let mut all: Vec<WouldRaise> =
            self.series.iter().flat_map(|(platform, history)| self.of_series(*platform, history, first, last)).collect();
        all.sort_by_key(|alert| (alert.began, alert.platform));
        all
    }

    fn of_series(&self, platform: Option<Platform>, history: &History, first: i64, last: i64) -> Vec<WouldRaise> {
        let mut alerts: Vec<WouldRaise> = Vec::new();
        let mut gauge = Gauge::of(self.watch);
        let mut kinds = match self.watch {
            Watch::Spike { sensitivity, .. } => {
                Some([Counted::Negative, Counted::All].map(|of| Gauge::of(Watch::Spike { of, sensitivity })))
            }
            _ => None,
        };
        let mut stage = Stage::default();
        // A topic without a mention has no hours: there is nothing to be silent about.
        let begin = if history.hours.is_empty() { last } else { history.first };
        for hour in begin..last {
            let at = HourOfWeek::at(moment(hour), &self.zone);
            let reading = gauge.read(history, hour, at, 1.0);
            let alarms = kinds.as_mut().map(|kinds| kinds.each_mut().map(|gauge| gauge.read(history, hour, at, 1.0).alarm));
            if hour < first {
                continue;
            }
            let (next, told) = stage.after(hour, &reading);
            if told == Some(Told::Opened) {
                let class = alarms.and_then(|[negative, all]| Class::of(negative, all));
                let (observed, expected) = (reading.observed, reading.expected);
                let (began, ended) = (moment(hour), None);
                alerts.push(WouldRaise { platform, began, ended, told: 0, observed, expected, peak: 0, class, also: false });
            }
            if let Some(alert) = alerts.last_mut() {
                alert.told += u32::from(told.is_some());
                if let Stage::Open { .. } = next {
                    alert.peak = alert.peak.max(reading.observed);
                }
                if let (Some(Told::Closed), Stage::Open { last, .. }) = (told, stage) {
                    alert.ended = Some(moment(last + 1));
                }
            }
            stage = next;
        }
        alerts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alert::Sensitivity;

    const START: i64 = 480_000;

    /// Forty days of four negative mentions an hour; thirty in each hour of `bad`.
    fn tried(watch: Watch, bad: &[i64]) -> Tried {
        let hours = (0..40 * 24).map(|hour| if bad.contains(&hour) { [30, 0, 0, 0] } else { [4, 1, 1, 0] }).collect();
        Tried { watch, zone: TimeZone::UTC, series: vec![(None, History { first: START, hours })] }
    }

    fn over_ten_days(draft: &Tried, current: Option<&Tried>) -> AlertReport {
        try_rule(draft, current, moment(START + 30 * 24), moment(START + 40 * 24))
    }

    // proves ADV-01: what a draft of an alert rule would have told, and missed against the saved rule, by day
    #[test]
    fn a_draft_is_told_what_it_gains_and_what_it_misses() {
        let bad = [730, 731, 732, 900];
        let spike = tried(Watch::Spike { of: Counted::Negative, sensitivity: Sensitivity::Standard }, &bad);
        let threshold = tried(Watch::Threshold { of: Counted::Negative, least: 50, hours: 2 }, &bad);
        let report = over_ten_days(&threshold, Some(&spike));
        assert_eq!((report.hours, report.alerts), (240, Change { draft: 1, current: 2 }));
        assert_eq!((report.gained, report.missed), (0, 1));
        assert_eq!(report.current.iter().map(|alert| alert.also).collect::<Vec<_>>(), [true, false]);
        let first = &report.current[0];
        assert_eq!((first.began, first.ended), (moment(START + 730), Some(moment(START + 733))));
        assert_eq!((first.observed, first.peak, first.class), (30, 30, Some(Class::Crisis)));
        assert!(first.told >= 2 && report.notifications.current >= 4, "{report:?}");
        assert_eq!(report.days.values().map(|day| day.current).sum::<u64>(), 2);
        // The threshold is reached by two hours together: an hour later.
        assert_eq!(report.draft[0].began, moment(START + 731));
        assert_eq!(over_ten_days(&threshold, Some(&spike)), report, "the same hours give the same report");
    }

    // proves ADV-01: before the period the detector learns and nothing is told; without a saved rule all is gained
    #[test]
    fn what_was_before_the_period_is_not_told() {
        let spike = tried(Watch::Spike { of: Counted::Negative, sensitivity: Sensitivity::Standard }, &[400, 800]);
        let report = over_ten_days(&spike, None);
        assert_eq!((report.alerts, report.gained, report.missed), (Change { draft: 1, current: 0 }, 1, 0));
        assert_eq!(report.draft[0].began, moment(START + 800));
        let empty = Tried { series: vec![(None, History::default())], ..spike };
        assert_eq!(over_ten_days(&empty, None).alerts, Change::default());
    }
}

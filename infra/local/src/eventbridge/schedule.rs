//! Schedule expressions: `rate(...)` and `cron(...)`, in UTC.
//!
//! Source: Amazon EventBridge user guide, "Setting a schedule pattern for scheduled rules".

use std::collections::BTreeSet;

use jiff::civil::Weekday;
use jiff::tz::TimeZone;

use crate::clock::timestamp;

/// When something is started.
#[derive(Debug, Clone)]
pub enum Expression {
    /// Every so many milliseconds.
    Rate(u64),
    /// At calendar times.
    Cron(Cron),
}

/// Minutes, hours, days, months and years that all must fit. `None` fits always.
#[derive(Debug, Clone)]
pub struct Cron {
    minutes: Option<BTreeSet<u32>>,
    hours: Option<BTreeSet<u32>>,
    days: Option<BTreeSet<u32>>,
    months: Option<BTreeSet<u32>>,
    /// 1 is Sunday.
    weekdays: Option<BTreeSet<u32>>,
    years: Option<BTreeSet<u32>>,
}

const MONTHS: [&str; 12] = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const WEEKDAYS: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const MINUTE: u64 = 60_000;

impl Expression {
    /// Reads an expression.
    ///
    /// # Errors
    /// When it is neither a known rate nor a known cron expression.
    pub fn read(text: &str) -> Result<Self, String> {
        let inner = |name: &str| text.strip_prefix(name)?.strip_prefix('(')?.strip_suffix(')');
        if let Some(rate) = inner("rate") {
            let (amount, unit) = rate.trim().split_once(' ').ok_or_else(|| format!("`{text}`: rate(<number> <unit>)"))?;
            let amount: u64 = amount.parse().map_err(|_| format!("`{text}`: `{amount}` is not a number"))?;
            let unit = match unit.trim().trim_end_matches('s') {
                "minute" => MINUTE,
                "hour" => 60 * MINUTE,
                "day" => 24 * 60 * MINUTE,
                other => return Err(format!("`{text}`: the unit `{other}` is not known")),
            };
            if amount == 0 {
                return Err(format!("`{text}`: must be more than nothing"));
            }
            return Ok(Self::Rate(amount.saturating_mul(unit)));
        }
        match inner("cron") {
            Some(cron) => Cron::read(cron).map(Self::Cron).map_err(|reason| format!("`{text}`: {reason}")),
            None => Err(format!("`{text}`: only rate(...) and cron(...) are known")),
        }
    }

    /// The next time strictly after `now` (milliseconds since the Unix epoch); `None` when there is none within five
    /// years.
    pub fn next(&self, now: u64) -> Option<u64> {
        match self {
            Self::Rate(every) => Some(now.saturating_add(*every)),
            Self::Cron(cron) => cron.next(now),
        }
    }
}

impl Cron {
    fn read(text: &str) -> Result<Self, String> {
        let fields: Vec<&str> = text.split_whitespace().collect();
        let [minutes, hours, days, months, weekdays, years] = fields.as_slice() else {
            return Err("needs six fields: minutes hours day-of-month month day-of-week year".to_owned());
        };
        Ok(Self {
            minutes: field(minutes, 0, 59, &[])?,
            hours: field(hours, 0, 23, &[])?,
            days: field(days, 1, 31, &[])?,
            months: field(months, 1, 12, &MONTHS)?,
            weekdays: field(weekdays, 1, 7, &WEEKDAYS)?,
            years: field(years, 1970, 2199, &[])?,
        })
    }

    fn next(&self, now: u64) -> Option<u64> {
        let fits = |set: &Option<BTreeSet<u32>>, value: u32| set.as_ref().is_none_or(|set| set.contains(&value));
        let mut at = (now / MINUTE + 1) * MINUTE;
        let end = now + 5 * 366 * 24 * 60 * MINUTE;
        while at < end {
            let time = timestamp(at).to_zoned(TimeZone::UTC);
            let weekday = u32::from(time.weekday().since(Weekday::Sunday).unsigned_abs()) + 1;
            let day_fits = fits(&self.days, u32::from(time.day().unsigned_abs()))
                && fits(&self.months, u32::from(time.month().unsigned_abs()))
                && fits(&self.weekdays, weekday)
                && fits(&self.years, u32::from(time.year().unsigned_abs()));
            let day = 24 * 60 * MINUTE;
            if !day_fits {
                at = (at / day + 1) * day;
            } else if !fits(&self.hours, u32::from(time.hour().unsigned_abs())) {
                at = (at / (60 * MINUTE) + 1) * 60 * MINUTE;
            } else if fits(&self.minutes, u32::from(time.minute().unsigned_abs())) {
                return Some(at);
            } else {
                at += MINUTE;
            }
        }
        None
    }
}

/// One field: `*`, `?`, numbers, names, ranges, steps, lists. `L`, `W` and `#` are refused.
fn field(text: &str, low: u32, high: u32, names: &[&str]) -> Result<Option<BTreeSet<u32>>, String> {
    if text == "*" || text == "?" {
        return Ok(None);
    }
    let value = |part: &str| -> Result<u32, String> {
        if let Some(index) = names.iter().position(|name| name.eq_ignore_ascii_case(part)) {
            return Ok(low + u32::try_from(index).unwrap_or(0));
        }
        match part.parse() {
            Ok(number) if (low..=high).contains(&number) => Ok(number),
            _ => Err(format!("`{part}` is not between {low} and {high}")),
        }
    };
    let mut set = BTreeSet::new();
    for part in text.split(',') {
        let (range, step) = match part.split_once('/') {
            Some((range, step)) => (range, Some(step.parse::<u32>().map_err(|_| format!("`{step}` is not a step"))?)),
            None => (part, None),
        };
        let (from, to) = match range.split_once('-') {
            Some((from, to)) => (value(from)?, value(to)?),
            None if range == "*" => (low, high),
            None if step.is_some() => (value(range)?, high),
            None => (value(range)?, value(range)?),
        };
        let step = usize::try_from(step.unwrap_or(1)).unwrap_or(1).max(1);
        set.extend((from..=to).step_by(step));
    }
    Ok(Some(set))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(expression: &str, after: &str) -> String {
        let after: jiff::Timestamp = after.parse().unwrap_or_else(|e| panic!("{e}"));
        let now = u64::try_from(after.as_millisecond()).unwrap_or(0);
        let expression = Expression::read(expression).unwrap_or_else(|e| panic!("{e}"));
        expression.next(now).map_or_else(|| "never".to_owned(), |at| timestamp(at).to_string())
    }

    #[test]
    fn rates_count_from_now() {
        assert_eq!(next("rate(1 minute)", "2026-11-20T09:30:00Z"), "2026-11-20T09:31:00Z");
        assert_eq!(next("rate(2 hours)", "2026-11-20T09:30:00Z"), "2026-11-20T11:30:00Z");
    }

    #[test]
    fn cron_expressions_of_the_user_guide() {
        assert_eq!(next("cron(0 10 * * ? *)", "2026-11-20T09:30:00Z"), "2026-11-20T10:00:00Z");
        assert_eq!(next("cron(0 18 ? * MON-FRI *)", "2026-11-20T18:00:00Z"), "2026-11-23T18:00:00Z");
        assert_eq!(next("cron(0/15 * * * ? *)", "2026-11-20T09:31:00Z"), "2026-11-20T09:45:00Z");
        assert_eq!(next("cron(0 8 1 * ? *)", "2026-11-20T09:31:00Z"), "2026-12-01T08:00:00Z");
        assert_eq!(next("cron(0 8 1 1 ? 2020)", "2026-11-20T09:31:00Z"), "never");
    }

    #[test]
    fn what_is_not_known_is_refused() {
        for text in ["at(2026-01-01T00:00:00)", "rate(5 weeks)", "rate(0 minutes)", "cron(0 8 L * ? *)", "cron(0 8 * * *)"] {
            assert!(Expression::read(text).is_err(), "{text}");
        }
    }
}

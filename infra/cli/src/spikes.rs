//! `harken spikes`: hourly counts in, the hours in alarm out.

use std::{
    collections::BTreeMap,
    io::{Read, Write},
};

use domain::alert::{Detector, HourOfWeek, Sensitivity, in_alarm};
use serde::{Deserialize, Serialize};

use crate::failure::Failure;

/// The columns there must be, in any order.
const COLUMNS: [&str; 3] = ["series", "hour", "negative_count"];

const FORM: &str = "write a header `series,hour,negative_count` and a line per series and hour";

/// The longest series, first hour to last: a hundred years.
const MOST_HOURS: i64 = 100 * 366 * 24;

/// The sensitivities, as words of the command line.
#[derive(Clone, Copy, clap::ValueEnum)]
pub enum Level {
    Low,
    Standard,
    High,
}

impl From<Level> for Sensitivity {
    fn from(level: Level) -> Self {
        match level {
            Level::Low => Sensitivity::Low,
            Level::Standard => Sensitivity::Standard,
            Level::High => Sensitivity::High,
        }
    }
}

#[derive(Deserialize)]
struct Count {
    series: String,
    hour: i64,
    negative_count: u32,
}

#[derive(Serialize)]
struct Alarm<'a> {
    series: &'a str,
    hour: i64,
}

/// Reads `series,hour,negative_count` with a header and writes `series,hour` of every hour in alarm. Hour 0 is Monday,
/// midnight; an hour that is missing between others is one without a mention. Series come out in the order in which
/// they are first named.
pub fn run(sensitivity: Sensitivity, input: impl Read, output: impl Write) -> Result<(), Failure> {
    let all = read(input)?;
    let mut output = csv::WriterBuilder::new().has_headers(false).from_writer(output);
    output.write_record(["series", "hour"]).map_err(failed)?;
    for (series, counts) in all {
        let Some((&first, _)) = counts.first_key_value() else { continue };
        let last = counts.last_key_value().map_or(first, |(&hour, _)| hour);
        if last.saturating_sub(first) > MOST_HOURS {
            return Err(Failure::new(format!(
                "series {series} goes from hour {first} to hour {last}; write hours one after the other, from any first one"
            )));
        }
        let mut detector = Detector::new(sensitivity);
        let hours = (first..=last).map(|hour| (hour, counts.get(&hour).copied().unwrap_or(0)));
        let readings = hours.map(|(hour, count)| detector.hour(HourOfWeek::of(hour), count));
        for hour in in_alarm(first, readings) {
            output.serialize(Alarm { series: &series, hour }).map_err(failed)?;
        }
    }
    output.flush()?;
    Ok(())
}

/// A series' name, and its counts by hour.
type Series = (String, BTreeMap<i64, u32>);

/// Each series, in the order in which they are first named.
fn read(input: impl Read) -> Result<Vec<Series>, Failure> {
    let mut rows = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(input);
    // Without this a file without a header would lose its first line, and one without any other would be taken for empty.
    let header = rows.headers().map_err(failed)?;
    if let Some(missing) = COLUMNS.iter().find(|column| !header.is_empty() && !header.iter().any(|name| name == **column)) {
        return Err(Failure::new(format!("the first line names no column `{missing}`; {FORM}")));
    }
    let mut all: Vec<Series> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows.deserialize() {
        let Count { series, hour, negative_count } = row.map_err(failed)?;
        let place = *places.entry(series.clone()).or_insert_with(|| {
            all.push((series.clone(), BTreeMap::new()));
            all.len() - 1
        });
        if all[place].1.insert(hour, negative_count).is_some() {
            return Err(Failure::new(format!("series {series} has hour {hour} twice; leave one of them out")));
        }
    }
    Ok(all)
}

fn failed(error: csv::Error) -> Failure {
    Failure::new(format!("{error}; {FORM}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spikes(input: &str) -> Result<String, Failure> {
        let mut output = Vec::new();
        run(Sensitivity::Standard, input.as_bytes(), &mut output)?;
        Ok(String::from_utf8(output).unwrap())
    }

    // proves ALR-01: the form of the command
    #[test]
    fn series_may_be_mixed_and_have_gaps() {
        let mut input = String::from("series,hour,negative_count\n");
        for hour in 0..400 {
            let count = if hour == 390 { 40 } else { hour % 3 };
            input += &format!("quiet,{hour},1\n");
            // A zero need not be written.
            if count > 0 {
                input += &format!("\"loud, one\",{hour},{count}\n");
            }
        }
        assert_eq!(spikes(&input).unwrap(), "series,hour\n\"loud, one\",390\n");
        assert_eq!(spikes("series,hour,negative_count\n").unwrap(), "series,hour\n");
    }

    #[test]
    fn what_cannot_be_read_is_named_with_its_line() {
        let unreadable = spikes("series,hour,negative_count\na,0,1\na,one,1\n").unwrap_err().to_string();
        assert!(unreadable.contains("line: 3") && unreadable.contains("header"), "{unreadable}");
        let twice = spikes("series,hour,negative_count\na,0,1\na,0,2\n").unwrap_err().to_string();
        assert!(twice.contains("hour 0 twice"), "{twice}");
        assert!(spikes("series,hour,negative_count\na,0,1\na,900000000000,2\n").is_err());
        assert!(spikes("series,hour,negative_count\na,0,-1\n").is_err());
        let headless = spikes("a,0,1\n").unwrap_err().to_string();
        assert!(headless.contains("`series`"), "{headless}");
        assert_eq!(spikes("").unwrap(), "series,hour\n", "nothing is no alarm");
        assert_eq!(spikes("\u{feff}hour,negative_count,series\r\n0,3,a\r\n").unwrap(), "series,hour\n");
    }
}

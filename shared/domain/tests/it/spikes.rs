//! The spike detector, scored over the simulated series beside the project and over series made here from a seed, which
//! nobody tuned on.

use std::{collections::BTreeMap, path::PathBuf};

use domain::alert::{Change, Detector, HourOfWeek, Reading, Sensitivity, Stage, in_alarm};
use proptest::prelude::*;

/// A burst that is worth finding adds at least so many mentions (rule of the data set).
const WORTH: f64 = 12.0;
/// Hours before this one are history.
const FROM: i64 = 672;

struct Burst {
    start: i64,
    end: i64,
    extra: f64,
}

struct Series {
    name: String,
    counts: Vec<u32>,
    bursts: Vec<Burst>,
}

fn alarms(counts: &[u32], sensitivity: Sensitivity) -> Vec<i64> {
    let mut detector = Detector::new(sensitivity);
    in_alarm(0, counts.iter().zip(0..).map(|(&count, hour)| detector.hour(HourOfWeek::of(hour), count)))
}

/// False alarms per series and week; found of all worth finding, by burst factor as named in the series.
#[derive(Debug)]
struct Score {
    false_per_week: f64,
    found: BTreeMap<String, f64>,
}

fn score(all: &[Series], sensitivity: Sensitivity) -> Score {
    let (mut wrong, mut weeks) = (0usize, 0.0);
    let mut found: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for series in all {
        let hours: Vec<i64> = alarms(&series.counts, sensitivity).into_iter().filter(|&hour| hour >= FROM).collect();
        let mut episodes: Vec<(i64, i64)> = Vec::new();
        for &hour in &hours {
            match episodes.last_mut() {
                Some((_, end)) if *end == hour => *end += 1,
                _ => episodes.push((hour, hour + 1)),
            }
        }
        let meets = |&(start, end): &(i64, i64)| series.bursts.iter().any(|burst| start < burst.end + 3 && end > burst.start);
        wrong += episodes.iter().filter(|episode| !meets(episode)).count();
        weeks += (series.counts.len() as f64 - FROM as f64) / 168.0;
        for burst in series.bursts.iter().filter(|burst| burst.extra >= WORTH) {
            let (hits, all) = found.entry(series.name.split('_').nth(2).unwrap().to_owned()).or_default();
            *hits += usize::from(hours.iter().any(|&hour| (burst.start..burst.end).contains(&hour)));
            *all += 1;
        }
    }
    let found = found.into_iter().map(|(factor, (hits, all))| (factor, hits as f64 / all as f64)).collect();
    Score { false_per_week: wrong as f64 / weeks, found }
}

/// The series beside the project; none where they are not there.
fn beside() -> Option<Vec<Series>> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let shared = std::env::var_os("HARKEN_SHARED").map_or_else(beside, PathBuf::from);
    let folder = shared.join("datasets/spike-dev");
    let (Ok(packed), Ok(events)) =
        (std::fs::File::open(folder.join("series.csv.gz")), std::fs::read_to_string(folder.join("events.csv")))
    else {
        println!("SKIPPED: {} is not there", folder.display());
        return None;
    };
    let table = std::io::read_to_string(flate2::read::GzDecoder::new(packed)).unwrap();
    let mut all: Vec<Series> = Vec::new();
    for line in table.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        if all.last().is_none_or(|series| series.name != fields[0]) {
            all.push(Series { name: fields[0].into(), counts: vec![], bursts: vec![] });
        }
        let series = all.last_mut().unwrap();
        assert_eq!(series.counts.len(), fields[1].parse::<usize>().unwrap(), "hours come one after the other");
        series.counts.push(fields[2].parse().unwrap());
    }
    for line in events.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let series = all.iter_mut().find(|series| series.name == fields[0]).unwrap();
        let burst =
            Burst { start: fields[1].parse().unwrap(), end: fields[2].parse().unwrap(), extra: fields[3].parse().unwrap() };
        series.bursts.push(burst);
    }
    Some(all)
}

// proves ALR-01: text-analysis.md section 5, over the simulated series it names. They were looked at while the detector was
// made; the next test has series that were not.
#[test]
fn the_named_series_are_judged_within_the_target() {
    let Some(all) = beside() else { return };
    for sensitivity in [Sensitivity::Low, Sensitivity::Standard, Sensitivity::High] {
        println!("{sensitivity:?}: {:.3?}", score(&all, sensitivity));
    }
    let score = score(&all, Sensitivity::Standard);
    assert!(score.false_per_week <= 0.06, "{score:?}");
    assert!(score.found["x5"] >= 0.95, "{score:?}");
    assert!(score.found["x3"] >= 0.90, "{score:?}");
}

/// A random source with a seed: SplitMix64 (Steele, Lea & Flood 2014).
struct Chance(u64);

impl Chance {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (((z ^ (z >> 31)) >> 11) as f64 + 0.5) / (1u64 << 53) as f64
    }

    fn normal(&mut self) -> f64 {
        (-2.0 * self.uniform().ln()).sqrt() * (std::f64::consts::TAU * self.uniform()).cos()
    }

    /// Marsaglia & Tsang 2000.
    fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            let boost = self.uniform().powf(1.0 / shape);
            return self.gamma(shape + 1.0) * boost;
        }
        let d = shape - 1.0 / 3.0;
        loop {
            let x = self.normal();
            let v = (1.0 + x / (9.0 * d).sqrt()).powi(3);
            if v > 0.0 && self.uniform().ln() < 0.5 * x * x + d - d * v + d * v.ln() {
                return d * v;
            }
        }
    }

    /// A count with this mean, and a variance `spread` times the mean.
    fn count(&mut self, mean: f64, spread: f64) -> u32 {
        let mean = if spread > 1.0 { self.gamma(mean / (spread - 1.0)) * (spread - 1.0) } else { mean };
        if mean > 300.0 {
            return (mean + mean.sqrt() * self.normal()).round().max(0.0) as u32;
        }
        let (least, mut product, mut count) = ((-mean).exp(), self.uniform(), 0);
        while product > least {
            product *= self.uniform();
            count += 1;
        }
        count
    }
}

/// What kind of series: mentions an hour, spread, burst factor, drift a day, and how much busier weekends are.
#[derive(Clone, Copy)]
struct Kind {
    base: f64,
    spread: f64,
    factor: f64,
    drift: f64,
    weekend: f64,
}

/// Eight weeks of which the last four hold a burst each, of two to six hours.
fn made(seed: u64, kind: Kind) -> Series {
    let mut chance = Chance(seed);
    let mut level = 0.0;
    let mut means: Vec<f64> = (0..1_344)
        .map(|hour| {
            level += kind.drift / 24f64.sqrt() * chance.normal();
            let of_day = (hour % 24) as f64;
            // Night, noon and evening, as people write.
            let hump = |at: f64, wide: f64| (-((of_day - at) / wide).powi(2) / 2.0).exp();
            let day = 0.1 + 1.2 * hump(12.0, 3.5) + 1.5 * hump(20.0, 2.5);
            let week = if (hour / 24) % 7 >= 5 { kind.weekend } else { 1.0 };
            kind.base * day / 0.72 * week * f64::exp(level)
        })
        .collect();
    let mut bursts = Vec::new();
    if kind.factor > 1.0 {
        for week in 4..8 {
            let length = 2 + (chance.uniform() * 5.0) as usize;
            let start = week * 168 + (chance.uniform() * (168 - length) as f64) as usize;
            let mut extra = 0.0;
            for mean in &mut means[start..start + length] {
                let more = *mean * (kind.factor - 1.0) + if kind.base < 1.0 { 4.0 } else { 0.0 };
                *mean += more;
                extra += more;
            }
            bursts.push(Burst { start: start as i64, end: (start + length) as i64, extra });
        }
    }
    let counts = means.into_iter().map(|mean| chance.count(mean, kind.spread)).collect();
    Series { name: format!("b{}_p{}_x{}_{seed}", kind.base, kind.spread, kind.factor), counts, bursts }
}

fn family(drift: f64, weekend: f64, spreads: &[f64]) -> Vec<Series> {
    let mut all = Vec::new();
    for (base, of) in [0.5, 5.0, 50.0].into_iter().zip(0u64..) {
        for (&spread, than) in spreads.iter().zip(0..) {
            for factor in [1.0, 3.0, 5.0] {
                for n in 0..8 {
                    let seed = 1_000_003 * (of * 1_000 + than * 100 + factor as u64 * 10 + n) + weekend.to_bits() % 1_009;
                    all.push(made(seed, Kind { base, spread, factor, drift, weekend }));
                }
            }
        }
    }
    all
}

// proves ALR-01: planted spikes found, seasons not, on series never seen: of the same kind, and of livelier ones
#[test]
fn series_that_nobody_tuned_on_are_judged_within_the_target() {
    for (name, all, most) in [
        ("like the named ones", family(0.045, 1.2, &[1.0, 2.0]), 0.08),
        ("quiet weekends, wild levels, wide spread", family(0.10, 0.4, &[1.5, 4.0]), 0.20),
    ] {
        let score = score(&all, Sensitivity::Standard);
        println!("{name}, {} series: {score:.3?}", all.len());
        assert!(score.false_per_week <= most, "{name}: {score:?}");
        assert!(score.found["x5"] >= 0.90, "{name}: {score:?}");
        assert!(score.found["x3"] >= 0.75, "{name}: {score:?}");
    }
}

// proves ALR-01: a season is no spike
#[test]
fn a_steady_season_never_alarms() {
    let day = [1u32, 0, 0, 0, 1, 2, 5, 9, 20, 30, 32, 33, 40, 36, 31, 30, 29, 33, 36, 45, 50, 38, 25, 8];
    let counts: Vec<u32> = (0..2_000).map(|hour| day[hour % 24]).collect();
    let after_learning: Vec<i64> = alarms(&counts, Sensitivity::High).into_iter().filter(|&hour| hour > 168).collect();
    assert_eq!(after_learning, [] as [i64; 0]);
}

// proves ALR-01: the first seven days
#[test]
fn a_young_series_says_so_and_alarms_on_much_only() {
    let mut detector = Detector::new(Sensitivity::Standard);
    for hour in 0..30 {
        assert!(!detector.hour(HourOfWeek::of(hour), 2).alarm);
    }
    let nine = detector.so_far(HourOfWeek::of(30), 9, 0.5);
    assert!(!nine.alarm && nine.learning, "fewer than ten say nothing");
    let ten = detector.hour(HourOfWeek::of(30), 10);
    assert!(ten.alarm && ten.learning, "ten, and four times the two that are usual");
    assert!(!detector.hour(HourOfWeek::of(31), 7).alarm, "not ten");
}

// proves ALR-01: the hour that is not over is looked at every five minutes
#[test]
fn a_burst_is_noticed_while_its_hour_runs() {
    let mut detector = Detector::new(Sensitivity::Standard);
    for hour in 0..1_000 {
        detector.hour(HourOfWeek::of(hour), 3 + (hour % 24 / 8) as u32);
    }
    let hour = HourOfWeek::of(1_000);
    assert!(!detector.so_far(hour, 2, 1.0 / 12.0).alarm, "what comes by chance");
    let noticed = detector.so_far(hour, 9, 1.0 / 12.0);
    assert!(noticed.alarm && noticed.p < 1e-6, "{noticed:?}");
    assert!((0.2..0.6).contains(&noticed.expected), "a twelfth of what the hour expects: {noticed:?}");
}

fn reading(observed: u64, share: f64, alarm: bool) -> Reading {
    Reading { observed, expected: 1.0, share, hours: 1, p: if alarm { 1e-9 } else { 1.0 }, learning: false, alarm }
}

// proves ALR-01: one notification per change, doubling, three quiet hours, cool-down
#[test]
fn an_alert_opens_worsens_and_closes_once_each() {
    let mut stage = Stage::Quiet;
    let mut told = Vec::new();
    let mut go = |hour, observed, share, alarm| {
        let (next, change) = stage.after(hour, &reading(observed, share, alarm));
        stage = next;
        told.extend(change.map(|change| (hour, change)));
    };
    go(0, 3, 1.0, false);
    go(1, 8, 0.25, true); // 32 an hour
    go(1, 20, 0.5, true);
    go(1, 40, 1.0, true);
    go(2, 63, 1.0, true); // not twice as many
    go(3, 64, 1.0, true); // twice
    go(4, 2, 1.0, false);
    go(5, 2, 0.5, false); // a part of an hour is no quiet hour
    go(5, 2, 1.0, false);
    go(6, 9, 1.0, true); // again: the quiet hours count anew
    go(7, 2, 1.0, false);
    go(8, 2, 1.0, false);
    go(9, 2, 1.0, false);
    go(10, 20, 1.0, true); // cooling down
    go(11, 128, 1.0, true); // larger than anything told
    go(12, 2, 1.0, false);
    go(13, 2, 1.0, false);
    go(14, 2, 1.0, false);
    go(20, 9, 1.0, true); // still
    go(21, 9, 1.0, true); // no more
    let changes = [
        (1, Change::Opened),
        (3, Change::Worsened),
        (9, Change::Closed),
        (11, Change::Opened),
        (14, Change::Closed),
        (21, Change::Opened),
    ];
    assert_eq!(told, changes);
}

// proves ALR-01: the hours in alarm are those from the first to the last that alarms
#[test]
fn hours_in_alarm_end_with_the_last_that_alarms() {
    let alarms = [0, 1, 0, 1, 0, 0, 0, 1, 0].map(|alarm| reading(9, 1.0, alarm == 1));
    assert_eq!(in_alarm(100, alarms), [101, 102, 103]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    // proves ALR-01: no series of counts, however odd, is refused or judged twice differently
    #[test]
    fn any_counts_are_read(counts in prop::collection::vec(prop_oneof![4 => 0..20u32, 1 => any::<u32>()], 0..900)) {
        prop_assert_eq!(alarms(&counts, Sensitivity::High), alarms(&counts, Sensitivity::High));
        let mut detector = Detector::new(Sensitivity::Standard);
        for (&count, hour) in counts.iter().zip(0..) {
            let reading = detector.hour(HourOfWeek::of(hour), count);
            prop_assert!(reading.expected.is_finite() && (0.0..=1.0).contains(&reading.p), "{:?}", reading);
        }
    }
}

use domain::{
    analysis::Sentiment,
    measure::{Buckets, Counter, Counts, Grain, MOST_BUCKETS, Slot, Spread, Tally, percentages, zone},
    platform::ContentType,
    time::{HOUR, MINUTE, Timestamp},
};
use proptest::prelude::*;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn hours(buckets: &Buckets) -> Vec<i64> {
    buckets.list().iter().map(|bucket| bucket.end.since(bucket.start) / HOUR).collect()
}

// proves LSN-12: days follow local midnight and changes of the clock
#[test]
fn days_are_as_long_as_the_zone_makes_them() {
    for (name, first, last, expected) in [
        ("Asia/Seoul", "2026-03-01", "2026-03-03", vec![24, 24, 24]),
        ("Asia/Tokyo", "2026-12-31", "2027-01-01", vec![24, 24]),
        ("Europe/Berlin", "2026-03-28", "2026-03-30", vec![24, 23, 24]),
        ("Europe/Berlin", "2026-10-24", "2026-10-26", vec![24, 25, 24]),
        ("Asia/Kolkata", "2026-03-28", "2026-03-29", vec![24, 24]),
        // Clocks go forward at midnight: the day begins at one o'clock.
        ("Asia/Beirut", "2026-03-28", "2026-03-30", vec![24, 23, 24]),
        // A day the zone left out.
        ("Pacific/Apia", "2011-12-29", "2011-12-31", vec![24, 24]),
    ] {
        let buckets = Buckets::of_days(first, last, Grain::Day, &zone(name).unwrap()).unwrap();
        assert_eq!(hours(&buckets), expected, "{name} {first}");
    }
    let kolkata = Buckets::of_days("2026-03-28", "2026-03-28", Grain::Day, &zone("Asia/Kolkata").unwrap()).unwrap();
    assert_eq!(kolkata.start(), at("2026-03-27T18:30:00Z"));
}

// proves LSN-12: hours across a change of the clock, and in half-hour zones
#[test]
fn hours_begin_on_the_local_hour() {
    let of = |name: &str, day: &str| Buckets::of_days(day, day, Grain::Hour, &zone(name).unwrap()).unwrap();
    assert_eq!(of("Europe/Berlin", "2026-03-29").list().len(), 23);
    let autumn = of("Europe/Berlin", "2026-10-25");
    assert_eq!(autumn.list().len(), 25);
    let twice: Vec<&str> = autumn.list()[2..4].iter().map(|bucket| bucket.label.as_str()).collect();
    assert_eq!(twice, ["2026-10-25T02:00+02:00", "2026-10-25T02:00+01:00"]);
    let kolkata = of("Asia/Kolkata", "2026-03-28");
    assert_eq!(kolkata.list().len(), 24);
    assert_eq!(kolkata.list()[0].label, "2026-03-28T00:00+05:30");
    // Lord Howe changes by half an hour: one bucket of the day is 30 or 90 minutes long, and all others one hour.
    for day in ["2026-04-05", "2026-10-04"] {
        let odd: Vec<i64> = of("Australia/Lord_Howe", day)
            .list()
            .iter()
            .map(|bucket| bucket.end.since(bucket.start) / MINUTE)
            .filter(|&minutes| minutes != 60)
            .collect();
        assert!(odd.len() == 1 && [30, 90].contains(&odd[0]), "{day}: {odd:?}");
    }
}

#[test]
fn weeks_begin_on_monday() {
    let buckets = Buckets::of_days("2025-12-31", "2026-01-06", Grain::Week, &zone("Asia/Seoul").unwrap()).unwrap();
    let labels: Vec<&str> = buckets.list().iter().map(|bucket| bucket.label.as_str()).collect();
    assert_eq!(labels, ["2026-W01", "2026-W02"]);
    assert_eq!(buckets.start(), at("2025-12-28T15:00:00Z"));
    let berlin = Buckets::of_days("2026-03-23", "2026-03-29", Grain::Week, &zone("Europe/Berlin").unwrap()).unwrap();
    assert_eq!(hours(&berlin), [7 * 24 - 1]);
}

#[test]
fn a_moment_lies_in_one_bucket_or_in_none() {
    let buckets = Buckets::of_days("2026-03-01", "2026-03-02", Grain::Day, &zone("Asia/Seoul").unwrap()).unwrap();
    assert_eq!(buckets.of(at("2026-02-28T14:59:59.999Z")), None);
    assert_eq!(buckets.of(at("2026-02-28T15:00:00Z")), Some(0));
    assert_eq!(buckets.of(at("2026-03-01T14:59:59.999Z")), Some(0));
    assert_eq!(buckets.of(at("2026-03-01T15:00:00Z")), Some(1));
    assert_eq!(buckets.of(at("2026-03-02T15:00:00Z")), None);
    assert_eq!(buckets.complete(at("2026-03-02T14:59:59.999Z")), 1);
    assert_eq!(buckets.complete(at("2026-03-02T15:00:00Z")), 2);
}

#[test]
fn a_period_that_is_none_is_refused_with_its_field() {
    let seoul = zone("Asia/Seoul").unwrap();
    let field = |first: &str, last: &str, grain| Buckets::of_days(first, last, grain, &seoul).unwrap_err().field;
    assert_eq!(field("2026-03-02", "2026-03-01", Grain::Day), "to");
    assert_eq!(field("yesterday", "2026-03-01", Grain::Day), "from");
    assert_eq!(field("2026-03-01", "2026-02-30", Grain::Day), "to");
    assert_eq!(field("2020-01-01", "2026-01-01", Grain::Hour), "grain");
    assert_eq!(field("1970-01-01", "9998-12-31", Grain::Week), "grain");
    assert_eq!(zone("Asia/Soul").unwrap_err().field, "zone");
    let long = Buckets::cover(at("2000-01-01T00:00:00Z"), at("2027-01-01T00:00:00Z"), Grain::Day, &seoul).unwrap();
    assert!(long.list().len() < MOST_BUCKETS);
}

// proves D-07: what has no value is left out of a deviation of ratios, and is a zero in one of counts
#[test]
fn empty_buckets_are_zeroes_for_counts_and_nothing_for_ratios() {
    let ratios = Spread::of_ratios([Some(10.0), None, Some(20.0), None]).unwrap();
    assert_eq!((ratios.mean, ratios.deviation), (15.0, 5.0));
    assert_eq!(Spread::of_ratios([None, None]), None);
    assert_eq!(Spread::of_counts([]), None);
    assert_eq!(Spread::of_counts([0, 0]).unwrap(), Spread { mean: 0.0, deviation: 0.0 });
}

#[test]
fn counters_of_other_days_and_broken_names_do_no_harm() {
    let mut tally = Tally::default();
    let counter = Counter { of_day: 1, content_type: ContentType::Post, sentiment: Sentiment::Positive };
    tally.read("not a day", counter, 5);
    assert_eq!(tally, Tally::default());
    tally.read("2026-03-01", counter, u64::MAX);
    tally.read("2026-03-01", counter, 5);
    let buckets = Buckets::of_days("2026-03-01", "2026-03-01", Grain::Day, &zone("UTC").unwrap()).unwrap();
    assert_eq!(tally.total(&buckets).mentions(), u64::MAX);
    assert_eq!(Counts { positive: u64::MAX, negative: u64::MAX, ..Counts::default() }.percentages(), Some([500, 500, 0, 0]));
}

const ZONES: [&str; 8] = [
    "Asia/Seoul",
    "Asia/Tokyo",
    "Asia/Kolkata",
    "Europe/Berlin",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "America/Sao_Paulo",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    // Buckets are side by side, every slot of the period is in exactly one, and the sum of a series is its total.
    #[test]
    fn buckets_lose_and_double_nothing(
        zone_number in 0..ZONES.len(),
        grain in prop_oneof![Just(Grain::Hour), Just(Grain::Day), Just(Grain::Week)],
        start in 1_000_000_000_000i64..2_000_000_000_000,
        length in 1i64..(40 * 24 * HOUR),
        offsets in prop::collection::vec((0f64..1.0, 0usize..9, 0usize..4, 1u64..50), 0..40),
    ) {
        let zone = zone(ZONES[zone_number]).unwrap();
        let (from, to) = (Timestamp::from_millis(start), Timestamp::from_millis(start + length));
        let buckets = Buckets::cover(from, to, grain, &zone).unwrap();
        prop_assert!(buckets.start() <= from && to <= buckets.end());
        for pair in buckets.list().windows(2) {
            prop_assert_eq!(pair[0].end, pair[1].start);
            prop_assert!(pair[0].label != pair[1].label);
        }
        for bucket in buckets.list() {
            prop_assert!(bucket.start < bucket.end);
        }
        let mut tally = Tally::default();
        let mut sum = 0;
        for (offset, kind, sentiment, n) in offsets {
            // On a slot's first moment: in zones a quarter of an hour off, that decides its bucket.
            let slot = Slot::at(from.plus((length as f64 * offset) as i64).plus(30 * MINUTE - 1));
            if slot.start() < buckets.end() {
                tally.add(slot, ContentType::ALL[kind], Sentiment::ALL[sentiment], n);
                sum += n;
            }
        }
        prop_assert_eq!(tally.total(&buckets).mentions(), sum);
        prop_assert_eq!(tally.by_content_type(&buckets).values().map(Counts::mentions).sum::<u64>(), sum);
        let mut again = Tally::default();
        for (day, counter, n) in tally.counters() {
            again.read(&day, counter.to_string().parse().unwrap(), n);
        }
        prop_assert_eq!(again, tally);
    }

    // proves D-08: shares add up to 100.0 and none is off by a tenth
    #[test]
    fn shares_add_up(counts in prop::collection::vec(prop_oneof![Just(0u64), 0u64..100, any::<u64>()], 1..8)) {
        match percentages(&counts) {
            None => prop_assert!(counts.iter().all(|&n| n == 0)),
            Some(shares) => {
                prop_assert_eq!(shares.iter().sum::<u32>(), 1_000);
                let total: f64 = counts.iter().map(|&n| n as f64).sum();
                for (&n, &share) in counts.iter().zip(&shares) {
                    prop_assert!((n as f64 / total * 1_000.0 - f64::from(share)).abs() < 1.0 + 1e-6);
                    prop_assert!(n > 0 || share == 0);
                }
            }
        }
    }
}

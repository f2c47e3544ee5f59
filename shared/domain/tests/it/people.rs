use domain::{
    measure::{EXACT, People, PeopleCount, person},
    platform::Platform,
};
use proptest::prelude::*;

fn people(from: u64, to: u64) -> People {
    let mut set = People::none();
    (from..to).for_each(|n| set.insert(person(b"salt", Platform::Line, &n.to_string())));
    set
}

#[test]
fn the_same_author_id_on_two_platforms_is_two_people() {
    assert_ne!(person(b"s", Platform::X, "1"), person(b"s", Platform::Line, "1"));
    assert_ne!(person(b"s", Platform::X, "1"), person(b"t", Platform::X, "1"));
    assert_ne!(person(b"s1", Platform::X, "1"), person(b"s", Platform::X, "11"));
    assert_eq!(person(b"s", Platform::X, "1"), person(b"s", Platform::X, "1"));
}

// proves LSN-02: exact up to 1,000, about beyond; a person in two parts counts once
#[test]
fn a_set_is_exact_up_to_a_thousand_and_about_beyond() {
    assert_eq!(people(0, EXACT as u64).count(), PeopleCount { people: EXACT as u64, about: false });
    let beyond = people(0, EXACT as u64 + 1).count();
    assert!(beyond.about && beyond.people.abs_diff(1_001) < 50, "{beyond:?}");
    let mut merged = people(0, 600);
    merged.merge(&people(400, 900));
    assert_eq!(merged.count(), PeopleCount { people: 900, about: false });
}

// proves LSN-02: exact parts stay exact together, however many
#[test]
fn parts_that_are_exact_are_counted_exactly_together() {
    let parts: Vec<People> = (0..10).map(|i| people(i * 500, i * 500 + 900)).collect();
    assert_eq!(People::distinct(&parts), PeopleCount { people: 5_400, about: false });
    assert_eq!(People::distinct([]), PeopleCount { people: 0, about: false });
    let mixed = [people(0, 3_000), people(2_000, 2_500), people(10_000, 10_100)];
    let count = People::distinct(&mixed);
    assert!(count.about && count.people.abs_diff(3_100) < 155, "{count:?}");
}

// proves LSN-02: at most 2 % rms error, after merging 24 parts
#[test]
fn merged_sketches_are_within_two_percent() {
    for size in [2_000u64, 20_000] {
        let mut squares = 0.0;
        let rounds = 20;
        for round in 0..rounds {
            let mut day = People::none();
            for hour in 0..24u64 {
                let mut part = People::none();
                // Every hour has a third of the day's people, so most come in several.
                for n in (0..size).filter(|n| n % 24 == hour || n % 3 == hour % 3) {
                    part.insert(person(&[round], Platform::X, &n.to_string()));
                }
                day.merge(&part);
            }
            let error = day.count().people as f64 / size as f64 - 1.0;
            squares += error * error;
        }
        let rms = (squares / f64::from(rounds)).sqrt();
        println!("{size} people: rms error {:.2} %", rms * 100.0);
        assert!(rms < 0.02, "{size}: {rms}");
    }
}

#[test]
fn the_stored_form_is_small_and_broken_ones_are_refused() {
    assert_eq!(people(0, 0).to_bytes(), b"E");
    assert_eq!(people(0, EXACT as u64).to_bytes().len(), 8_001);
    assert_eq!(people(0, 5_000).to_bytes().len(), 3_073);
    for bad in [&b""[..], b"X", b"E1234567", b"S", &[b'S'; 3_072], &[b'E'; 1 + 8 * (EXACT + 1)]] {
        assert!(People::from_bytes(bad).is_err());
    }
    // Any registers are a set of some people: no stored byte can bring the count down.
    let mut odd = vec![0xff; 3_073];
    odd[0] = b'S';
    assert!(People::from_bytes(&odd).unwrap().count().about);
    assert!(serde_json::from_str::<People>("\"not base64!\"").is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    // A stored set reads back, counts the same, and the order of insertion and merging leaves no trace.
    #[test]
    fn order_leaves_no_trace(sizes in prop::collection::vec(0u64..900, 1..5), start in any::<u32>()) {
        let mut from = u64::from(start);
        let parts: Vec<People> = sizes.iter().map(|size| { from += size / 2; people(from, from + size) }).collect();
        let mut forward = People::none();
        parts.iter().for_each(|part| forward.merge(part));
        let mut backward = People::none();
        parts.iter().rev().for_each(|part| backward.merge(part));
        prop_assert_eq!(forward.to_bytes(), backward.to_bytes());
        prop_assert_eq!(forward.count(), backward.count());
        let text = serde_json::to_string(&forward).unwrap();
        let read: People = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(read.count(), forward.count());
        prop_assert_eq!(serde_json::to_string(&read).unwrap(), text);
        // What was read goes on as what was written.
        let mut more = read;
        more.merge(&people(0, 50));
        forward.merge(&people(0, 50));
        prop_assert_eq!(more, forward);
    }
}

//! When a source is asked, and that it is never asked too often.

use domain::{
    source::{Cursor, Idle, Paged, Source, Walk, Wants, month, name},
    time::{DAY, HOUR, MINUTE, Timestamp},
};

fn source(calls_per_month: u32) -> Source {
    Source {
        id: "brand".parse().unwrap(),
        name: "Our name".into(),
        account: "shop".parse().unwrap(),
        wants: Wants::Search { query: "harken".into() },
        fastest_seconds: 60,
        slowest_seconds: 3_600,
        calls_per_month,
        active: true,
    }
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn page(names: &[u64], mark: &str, next: Option<&str>) -> Paged {
    Paged { names: names.to_vec(), mark: Some(mark.into()), next: next.map(str::to_owned), missed: 0, unproven: vec![] }
}

// proves ING-03: a month of minutes in which there is always news: the budget is never exceeded, is nearly used up, and lasts
#[test]
fn a_month_of_constant_news_keeps_to_the_budget_and_lasts_to_its_end() {
    for (begins, days, budget) in
        [("2026-11-01T00:00:00Z", 30, 10_000), ("2028-02-01T00:00:00Z", 29, 500), ("2026-12-01T00:00:00Z", 31, 45_000)]
    {
        let (source, begins) = (source(budget), at(begins));
        let mut cursor = Cursor::new(&source, begins);
        let (mut calls, mut on_the_last_day) = (0, 0);
        for minute in 0..days * 24 * 60 {
            let now = begins.plus(minute * MINUTE);
            // A page of news each time, sometimes several pages, and a third of the callers die before they can say so.
            while let Ok(begun) = cursor.begin(&source, now) {
                calls += 1;
                on_the_last_day += u32::from(minute >= (days - 1) * 24 * 60);
                let next = (calls % 5 == 0).then_some("more");
                cursor = if calls % 3 == 0 { begun } else { begun.after(&source, page(&[u64::from(calls)], "m", next), now) };
                assert!(cursor.calls <= budget && calls <= budget, "{calls} of {budget}");
            }
        }
        assert!(calls > budget * 9 / 10 && on_the_last_day > 0, "{calls} of {budget}, {on_the_last_day} on the last day");
        // The next month begins with nothing used.
        let next = cursor.begin(&source, begins.plus(days * DAY + HOUR)).unwrap();
        assert_eq!((next.calls, next.month), (1, month(begins.plus(days * DAY))));
    }
}

// proves ING-03, F13: a clock that steps back over the end of a month gives nobody the old month's calls again
#[test]
fn a_clock_that_steps_back_begins_no_month_anew() {
    let source = source(1);
    let cursor = Cursor::new(&source, at("2026-11-30T23:58:00Z"));
    let november = cursor.begin(&source, at("2026-11-30T23:58:00Z")).unwrap();
    assert_eq!(november.begin(&source, at("2026-11-30T23:59:30Z")), Err(Idle::Spent));
    let december = november.begin(&source, at("2026-12-01T00:01:00Z")).unwrap();
    assert_eq!((december.month.as_str(), december.calls), ("2026-12", 1));
    let back = Cursor { due: at("2026-11-30T23:59:00Z"), ..december };
    assert_eq!(back.begin(&source, at("2026-11-30T23:59:00Z")), Err(Idle::Spent));
}

// proves ING-03: faster when there is news, slower when there is none, within bounds
#[test]
fn the_pace_follows_the_news() {
    let source = source(1_000_000);
    let mut cursor = Cursor::new(&source, at("2026-11-02T00:00:00Z"));
    let mut now = cursor.due;
    let mut step = |cursor: Cursor, names: &[u64]| {
        now = cursor.due.max(now);
        let after = cursor.begin(&source, now).unwrap().after(&source, page(names, "m", None), now);
        (after.due.since(now), after)
    };
    let mut waits = vec![];
    for names in [&[1][..], &[], &[], &[], &[], &[], &[], &[], &[], &[], &[], &[], &[2], &[3]] {
        let (wait, after) = step(cursor, names);
        waits.push(wait / MINUTE);
        cursor = after;
    }
    assert_eq!(waits, [1, 1, 2, 3, 5, 7, 11, 17, 25, 38, 57, 60, 30, 15]);
}

// proves ING-03, I20: while one asks nobody else does; who dies is followed by another, from the same place
#[test]
fn a_call_is_counted_before_it_is_made_and_moves_nothing_until_it_is_durable() {
    let source = source(100);
    let now = at("2026-11-10T00:00:00Z");
    let fresh = Cursor::new(&source, now);
    let begun = fresh.begin(&source, now).unwrap();
    assert_eq!((begun.calls, &begun.mark, begun.begin(&source, now)), (1, &None, Err(Idle::NotBefore(now.plus(MINUTE)))));
    let again = begun.begin(&source, now.plus(MINUTE)).unwrap();
    assert_eq!((again.calls, &again.mark, &again.walk), (2, &None, &None));
    assert_eq!(again.begin(&Source { active: false, ..source }, now), Err(Idle::Paused));
}

// proves ING-03: the mark moves at the end of a listing, to its beginning; a broken walk begins anew
#[test]
fn a_long_listing_is_walked_to_its_end_before_its_mark_moves() {
    let source = source(100_000);
    let now = at("2026-11-10T00:00:00Z");
    let begin = |cursor: &Cursor| Cursor { due: now, ..cursor.clone() }.begin(&source, now).unwrap();
    let known = Cursor { mark: Some("old".into()), ..Cursor::new(&source, now) };
    let first = begin(&known).after(&source, page(&[3], "newest", Some("p2")), now);
    assert_eq!(
        (first.mark.as_deref(), &first.walk),
        (Some("old"), &Some(Walk { next: "p2".into(), mark: Some("newest".into()) }))
    );
    assert_eq!(first.due, now);
    let second = begin(&first).after(&source, page(&[2], "middle", Some("p3")), now);
    let third = begin(&second).after(&source, page(&[1], "older", None), now);
    assert_eq!((third.mark.as_deref(), &third.walk, third.found), (Some("newest"), &None, 3));
    assert!(third.knows(1) && third.knows(3) && !third.knows(4));

    let mut broken = second;
    for _ in 0..3 {
        broken = begin(&broken).failed(&source, "gone".into(), None, now);
    }
    assert_eq!((broken.mark.as_deref(), &broken.walk, broken.failures), (Some("old"), &None, 3));
    let waits = begin(&broken).failed(&source, "429".into(), Some(2 * HOUR), now);
    assert_eq!((waits.due, waits.trouble.as_deref()), (now.plus(2 * HOUR), Some("429")));
    assert_ne!(name("a"), name("b"));
}

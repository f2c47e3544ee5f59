//! The poller dies at every step there is, in every way, for a month.

use std::collections::BTreeMap;

use domain::time::{DAY, MINUTE};

use crate::{
    death::{self, How},
    stand::{Stand, slug},
    world::{Feed, shop, source, taken},
};

/// A minute of the poller, which may die in it. Answers what was sent on, and whether it died or failed.
fn minute(stand: &Stand, feed: &Feed, death: Option<(usize, How)>) -> (Vec<String>, bool) {
    let (deps, died) = death::minute(stand, &feed.web(), death);
    (taken(&deps), died)
}

// proves ING-03, I20: killed at every step, in every way: nothing is lost, and what is sent twice has the same name
#[tokio::test]
async fn killed_at_every_step_nothing_is_lost_and_every_call_is_counted() {
    for how in How::ALL {
        for at in 0..12 {
            let feed = Feed::new(1..=3);
            let stand = shop(&feed, &source(1_000)).await;
            let mut all = vec![];
            let (taken, died) = minute(&stand, &feed, Some((at, how)));
            all.extend(taken);
            feed.change(|state| state.entries.push(4));
            for _ in 0..5 {
                stand.pass(20 * MINUTE);
                all.extend(minute(&stand, &feed, None).0);
            }
            let mut times: BTreeMap<String, usize> = BTreeMap::new();
            all.into_iter().for_each(|name| *times.entry(name).or_default() += 1);
            let names: Vec<&str> = times.keys().map(String::as_str).collect();
            assert_eq!(names, ["post-1", "post-2", "post-3", "post-4"], "{how:?} at {at}");
            // Only who died between queue and cursor sends again, and the queue knows the names.
            assert!(died || times.values().all(|&n| n == 1), "{how:?} at {at}: {times:?}");
            let stored = store::source::cursor(&stand.deps.table, &slug("news")).await.unwrap().unwrap().cursor;
            assert!(feed.asked() <= stored.calls as usize, "{how:?} at {at}: {} calls, {} counted", feed.asked(), stored.calls);
        }
    }
}

// proves ING-03: a month with news every hour and a death at every seventh try: the budget is never exceeded
#[tokio::test]
async fn the_budget_holds_for_a_month_of_deaths() {
    const BUDGET: u32 = 700;
    let feed = Feed::new([0]);
    let stand = shop(&feed, &source(BUDGET)).await;
    stand.deps.clock.set("2026-11-01T00:00:00Z".parse().unwrap());
    let mut names = std::collections::BTreeSet::new();
    // The schedule is finer than this; a source that is asked about hourly does not notice.
    const STEP: i64 = 4 * MINUTE;
    for n in 0..30 * DAY / STEP {
        if n % 15 == 0 {
            feed.change(|state| state.entries.push(n as u32 + 1));
        }
        // Six calls of ports make a minute: each of them gets its turn to be the last.
        let death = (n % 7 == 0).then_some(((n / 7) as usize % 8, if n % 2 == 0 { How::Before } else { How::After }));
        names.extend(minute(&stand, &feed, death).0);
        assert!(feed.asked() <= BUDGET as usize, "{} calls after {n} steps", feed.asked());
        stand.pass(STEP);
    }
    assert!(feed.asked() > BUDGET as usize * 8 / 10, "{} calls", feed.asked());
    // Whatever the feed still showed when it was asked is in; it is asked often enough for all but the very last.
    assert!(names.len() >= 720 - 2, "{} of 721 entries", names.len());
}

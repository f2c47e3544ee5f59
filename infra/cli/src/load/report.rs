//! What a load has to tell.

use std::time::Duration;

use super::{
    backlog::{Backlog, Batches},
    course::{Course, STRETCHES},
    direct::Said,
    probe::Heard,
};

/// When something began, counted from the beginning, and how long it took.
pub type Wait = (Duration, Duration);

/// What half of them take at most, 99 of 100, and all.
pub fn spread<'a>(waits: impl Iterator<Item = &'a Wait>) -> String {
    let [half, most, all] = shares(waits, [0.5, 0.99, 1.0]);
    format!("p50 {half:.0} ms, p99 {most:.0} ms, longest {all:.0} ms")
}

/// What these shares of them take at most, in milliseconds.
fn shares<'a, const N: usize>(waits: impl Iterator<Item = &'a Wait>, shares: [f64; N]) -> [f64; N] {
    let mut sorted: Vec<Duration> = waits.map(|(_, wait)| *wait).collect();
    sorted.sort_unstable();
    shares.map(|share| {
        let place = (sorted.len() as f64 * share) as usize;
        sorted.get(place.min(sorted.len().saturating_sub(1))).map_or(0.0, |wait| wait.as_secs_f64() * 1e3)
    })
}

/// The table of a spike: what was written, how long the door and private messages took, what waited, and until when.
pub fn tell_of_spike(course: &Course, waits: &[Wait], heard: &Heard, backlog: &Backlog) {
    let Some(spike) = course.spike else { return };
    let (start, end) = (Duration::from_secs_f64(spike.seconds), Duration::from_secs_f64(2.0 * spike.seconds));
    println!("\n| | written a second | door p50, p99 | private message to the screen p50, p99 | most that waited |");
    println!("|---|---:|---:|---:|---:|");
    for (stretch, name) in STRETCHES.iter().enumerate() {
        let within = |waits: &'_ &Wait| course.stretch(waits.0) == stretch;
        let written = waits.iter().filter(within).count() as f64 / spike.seconds;
        let door = shares(waits.iter().filter(within), [0.5, 0.99]);
        let screen = shares(heard.waits.iter().filter(within), [0.5, 0.99]);
        let most = backlog.most(start.mul_f64(stretch as f64), start.mul_f64(stretch as f64 + 1.0));
        println!(
            "| {name} | {written:.0} | {:.0} ms, {:.0} ms | {:.0} ms, {:.0} ms | {most} |",
            door[0], door[1], screen[0], screen[1]
        );
    }
    println!("\n| queue, in the spike | messages | in a batch | a message waited | a batch took |");
    println!("|---|---:|---:|---:|---:|");
    for (queue, Batches { batches, messages, waited, worked }) in backlog.handled(start, end) {
        let (count, all) = (batches as f64, messages as f64);
        println!(
            "| {queue} | {messages} | {:.1} | {:.0} ms | {:.0} ms |",
            all / count,
            waited as f64 / all,
            worked as f64 / count
        );
    }
    match backlog.drained(start, end) {
        Some(after) => println!("As little waited as before {:.1} s after the spike.\n", after.as_secs_f64()),
        None => println!("More waited to the end than before the spike.\n"),
    }
}

/// How long private messages took to the screen, and what became of those that were not heard of.
pub fn tell_of_probe(heard: &Heard, said: &Said) {
    let there = heard.unheard.keys().filter(|text| said.contains_key(*text)).count();
    println!(
        "From a customer's hand to an agent's screen, one message a second: {}; {} of {} never heard of, {there} of them in their conversations.",
        spread(heard.waits.iter()),
        heard.unheard.len(),
        heard.unheard.len() + heard.waits.len()
    );
    let mut slowest: Vec<&Wait> = heard.waits.iter().collect();
    slowest.sort_unstable_by_key(|(_, wait)| std::cmp::Reverse(*wait));
    let shown = slowest.iter().take(5).map(|(at, wait)| format!("{} ms after {:.0} s", wait.as_millis(), at.as_secs_f64()));
    println!("  the slowest: {}", shown.collect::<Vec<_>>().join(", "));
    for (text, at) in &heard.unheard {
        println!("  not heard of: \"{text}\", written after {:.1} s", at.as_secs_f64());
    }
    for why in &heard.unwritten {
        println!("  not written: {why}");
    }
}

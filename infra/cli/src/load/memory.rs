//! How much memory the functions' processes have, looked at every half minute, and whether it stays what it is.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use tokio::sync::oneshot;

use crate::{process::running, start::FUNCTIONS};

/// Between two looks.
const PAUSE: Duration = Duration::from_secs(30);
/// Until then a process may grow into its work: connections, settings, the largest batch.
const SETTLED: Duration = Duration::from_secs(5 * 60);
/// The most a function may grow after that, as a share.
pub const FLAT: f64 = 0.05;

/// What was seen, and when, counted from the beginning.
#[derive(Default)]
pub struct Memory(Vec<(Duration, Look)>);

/// Of each process: of which function, and the kilobytes it has in memory.
type Look = BTreeMap<u32, (String, u64)>;

/// The memory of those processes of a function that lived from when everything had settled to the end.
#[derive(Debug, PartialEq)]
pub struct Growth {
    /// The function.
    pub name: String,
    /// How many processes.
    pub processes: usize,
    /// Kilobytes of all of them together.
    pub before: u64,
    /// The same at the end.
    pub after: u64,
}

impl Growth {
    /// How much more it is, as a share of what it was.
    pub fn share(&self) -> f64 {
        self.after as f64 / self.before.max(1) as f64 - 1.0
    }
}

impl Memory {
    /// Looks at the local cloud with this process id and at what it started, until it is told to stop, and says what it sees.
    pub async fn watch(cloud: u32, begun: Instant, mut over: oneshot::Receiver<()>) -> Self {
        let mut seen = Self::default();
        let mut pause = tokio::time::interval(PAUSE);
        pause.tick().await;
        loop {
            let last = tokio::select! {
                _ = pause.tick() => false,
                _ = &mut over => true,
            };
            let now = look(cloud);
            let mut together = BTreeMap::<&str, u64>::new();
            now.values().for_each(|(name, kilobytes)| *together.entry(name).or_default() += kilobytes);
            let all: Vec<String> = together.iter().map(|(name, kb)| format!("{name} {:.1}", *kb as f64 / 1_024.0)).collect();
            println!("memory after {} s, MB: {}", begun.elapsed().as_secs(), all.join(", "));
            seen.0.push((begun.elapsed(), now));
            if last {
                return seen;
            }
        }
    }

    /// What became of each function since it had settled: after five minutes, or half of a shorter time.
    pub fn growth(&self) -> (Duration, Vec<Growth>) {
        let Some((end, last)) = self.0.last() else { return Default::default() };
        let settled = SETTLED.min(*end / 2);
        let Some((from, first)) = self.0.iter().find(|(at, _)| *at >= settled) else { return Default::default() };
        let mut all = BTreeMap::<&str, Growth>::new();
        for (process, (name, before)) in first {
            // Another one may have taken its number: it has another name, or is counted as if it had grown.
            if let Some((_, after)) = last.get(process).filter(|(now, _)| now == name) {
                let none = || Growth { name: name.clone(), processes: 0, before: 0, after: 0 };
                let growth = all.entry(name).or_insert_with(none);
                (growth.processes, growth.before, growth.after) =
                    (growth.processes + 1, growth.before + before, growth.after + after);
            }
        }
        (*from, all.into_values().collect())
    }
}

/// The processes there are now: those of functions, the local cloud itself and the pretend platforms.
fn look(cloud: u32) -> Look {
    let ours = running().filter(|process| process.id == cloud || process.parent == cloud);
    ours.map(|process| (process.id, (process.name, process.kilobytes))).collect()
}

/// Says what became of each function, and answers those that grew by more than they may.
pub fn tell(memory: &Memory) -> Vec<String> {
    let (from, all) = memory.growth();
    println!("\n| | processes | MB after {} s | MB at the end | growth |", from.as_secs());
    println!("|---|---:|---:|---:|---:|");
    for one in &all {
        let [before, after] = [one.before, one.after].map(|kilobytes| kilobytes as f64 / 1_024.0);
        println!("| {} | {} | {before:.1} | {after:.1} | {:+.1} % |", one.name, one.processes, one.share() * 100.0);
    }
    println!();
    // The local cloud and the pretend platforms remember what happened, so that one can ask them: they may grow.
    let grown = all.iter().filter(|one| FUNCTIONS.contains(&one.name.as_str()) && one.share() > FLAT);
    grown.map(|one| one.name.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looked_at_is_a_process_and_what_it_started() {
        let mut child = std::process::Command::new("sleep").arg("60").spawn().unwrap();
        let seen = look(std::process::id());
        let of_child = look(child.id());
        child.kill().and_then(|()| child.wait().map(drop)).unwrap();
        assert!(seen.contains_key(&std::process::id()) && seen.contains_key(&child.id()), "{seen:?}");
        assert_eq!(of_child.keys().copied().collect::<Vec<_>>(), [child.id()]);
    }

    #[test]
    fn growth_is_that_of_processes_that_lived_all_the_time() {
        let look = |webhooks: &[(u32, u64)]| webhooks.iter().map(|(id, kb)| (*id, ("webhook".to_owned(), *kb))).collect::<Look>();
        let seconds = Duration::from_secs;
        let memory = Memory(vec![
            (seconds(30), look(&[(1, 10_000)])),
            (seconds(300), look(&[(1, 15_000), (2, 5_000), (3, 9_000)])),
            (seconds(1_800), look(&[(1, 15_600), (2, 5_000), (4, 30_000)])),
        ]);
        let (from, all) = memory.growth();
        assert_eq!(from, seconds(300));
        assert_eq!(all, [Growth { name: "webhook".to_owned(), processes: 2, before: 20_000, after: 20_600 }]);
        assert!((all[0].share() - 0.03).abs() < 1e-9);
        assert_eq!(tell(&memory), Vec::<String>::new());
    }

    #[test]
    fn a_function_that_grows_by_more_than_a_twentieth_is_named() {
        let look = |kb| Look::from([(7, ("route".to_owned(), kb)), (8, ("harken".to_owned(), 2 * kb))]);
        let memory = Memory(vec![(Duration::from_secs(60), look(10_000)), (Duration::from_secs(120), look(10_600))]);
        assert_eq!(memory.growth().0, Duration::from_secs(60));
        assert_eq!(tell(&memory), ["route"]);
        assert_eq!(tell(&Memory::default()), Vec::<String>::new());
    }
}

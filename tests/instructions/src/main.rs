//! `harken-instructions`: instructions and allocations of what is decided of one message, counted. Instructions by callgrind,
//! as the difference of two runs of this same program, so that neither its start nor its settings count.

mod decided;

use std::process::{Command, ExitCode};

use clap::Parser;

use crate::decided::{Ready, Words, body};

/// What to count.
#[derive(Parser)]
#[command(name = "harken-instructions", version, about = "Instructions and allocations of one message, counted")]
struct Ask {
    /// Decide so many messages and say nothing: what callgrind looks at.
    #[arg(long)]
    times: Option<u32>,
    /// Which words they have.
    #[arg(long, value_enum, default_value_t = Words::Ascii)]
    words: Words,
    /// How many keywords the rules have.
    #[arg(long, default_value_t = 1_000)]
    keywords: usize,
    /// With the judgement of language, sentiment and urgency.
    #[arg(long)]
    judging: bool,
}

/// The second run decides so many more.
const MORE: u32 = 200;
const FEW: u32 = 20;

fn main() -> ExitCode {
    let ask = Ask::parse();
    let done = match ask.times {
        Some(times) => decide(&ask, times),
        None => table(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn decide(ask: &Ask, times: u32) -> Result<(), String> {
    let (ready, body) = (Ready::with(ask.keywords)?, body(ask.words));
    for _ in 0..times {
        if !ready.decide(&body, ask.judging)? {
            return Err("nobody is asked to take it, so not all of it is counted".into());
        }
    }
    Ok(())
}

fn table() -> Result<(), String> {
    println!("| text | keywords | judged | instructions each | allocations each | bytes allocated each |");
    println!("|---|---:|---|---:|---:|---:|");
    for (words, keywords, judging) in [
        (Words::Ascii, 100, false),
        (Words::Ascii, 1_000, false),
        (Words::Ascii, 10_000, false),
        (Words::Cjk, 1_000, false),
        (Words::Ascii, 1_000, true),
        (Words::Cjk, 1_000, true),
    ] {
        let each = (counted(words, keywords, judging, FEW + MORE)? - counted(words, keywords, judging, FEW)?) / u64::from(MORE);
        let (allocations, bytes) = allocated(words, keywords, judging)?;
        println!("| {words:?} | {keywords} | {judging} | {each} | {allocations} | {bytes} |");
    }
    Ok(())
}

/// Instructions of a run of this program, by callgrind.
fn counted(words: Words, keywords: usize, judging: bool, times: u32) -> Result<u64, String> {
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let words = match words {
        Words::Ascii => "ascii",
        Words::Cjk => "cjk",
    };
    let mut run = Command::new("valgrind");
    run.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(own);
    run.args(["--words", words, "--keywords", &keywords.to_string(), "--times", &times.to_string()]);
    run.args(judging.then_some("--judging"));
    let output = run.output().map_err(|error| format!("valgrind: {error}; apt-get install valgrind"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        return Err(format!("callgrind: {said}"));
    }
    let collected = said.lines().find_map(|line| line.split("Collected :").nth(1));
    collected.and_then(|number| number.trim().parse().ok()).ok_or_else(|| format!("callgrind says no number: {said}"))
}

/// What the hundredth message allocates: by then everything that is made once is made.
fn allocated(words: Words, keywords: usize, judging: bool) -> Result<(u64, u64), String> {
    let (ready, body) = (Ready::with(keywords)?, body(words));
    for _ in 0..99 {
        ready.decide(&body, judging)?;
    }
    let counted = allocation_counter::measure(|| {
        let _ = ready.decide(&body, judging);
    });
    Ok((counted.count_total, counted.bytes_total))
}

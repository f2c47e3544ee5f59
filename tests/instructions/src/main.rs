//! `harken-instructions`: instructions and allocations of what is decided of one message, counted by valgrind as the difference
//! of two runs of this same program, so that neither its start nor its settings count; and whether every budget of them holds.

use std::process::{Command, ExitCode};

use clap::Parser;
use instructions::{ALLOCATIONS, BYTES, KEYWORDS, Ready, Words, body};
use prices::{Measured, compute, judge};

/// What to count.
#[derive(Parser)]
#[command(name = "harken-instructions", version, about = "Instructions and allocations of one message, counted")]
struct Ask {
    /// Decide so many messages and say nothing: what valgrind looks at.
    #[arg(long)]
    times: Option<u32>,
    /// Lay what is read from the table ready for so many messages, because what stands in for the table is not to be counted.
    #[arg(long, default_value_t = 0)]
    ready: u32,
    /// Which words they have.
    #[arg(long, value_enum, default_value_t = Words::Ascii)]
    words: Words,
    /// How many keywords the rules have.
    #[arg(long, default_value_t = KEYWORDS)]
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
        Some(times) => decide(&ask, times).map(|()| true),
        None => table().and_then(|counted| held(&counted)),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn decide(ask: &Ask, times: u32) -> Result<(), String> {
    let (ready, body) = (Ready::with(ask.keywords)?, body(ask.words));
    let mut laid = (0..ask.ready.max(times)).map(|_| ready.read()).collect::<Result<Vec<_>, _>>()?;
    // What is left over is not taken apart either, or the shorter run would count what the longer one does not.
    std::mem::forget(laid.split_off(times as usize));
    for read in laid {
        if !ready.decide(&body, ask.judging, read)? {
            return Err("nobody is asked to take it, so not all of it is counted".into());
        }
    }
    Ok(())
}

/// What one message takes.
struct Counted {
    words: Words,
    keywords: usize,
    judging: bool,
    instructions: u64,
    allocations: u64,
    bytes: u64,
}

impl Counted {
    fn count(words: Words, keywords: usize, judging: bool) -> Result<Self, String> {
        let each = |counted: fn(&str) -> Option<Vec<u64>>, tool: &str| -> Result<Vec<u64>, String> {
            let run = |times: u32| {
                let said = watched(tool, words, keywords, judging, times)?;
                counted(&said).ok_or_else(|| format!("{tool} says no number: {said}"))
            };
            let (many, few) = (run(FEW + MORE)?, run(FEW)?);
            Ok(many.iter().zip(few).map(|(many, few)| (many - few) / u64::from(MORE)).collect())
        };
        let counts = [each(instructions, "callgrind")?, each(allocations, "memcheck")?].concat();
        let [instructions, allocations, bytes] = counts[..] else { return Err("not three numbers".into()) };
        Ok(Self { words, keywords, judging, instructions, allocations, bytes })
    }
}

fn table() -> Result<Vec<Counted>, String> {
    println!("| text | keywords | judged | instructions each | allocations each | bytes allocated each |");
    println!("|---|---:|---|---:|---:|---:|");
    let cases = [
        (Words::Ascii, 100, false),
        (Words::Ascii, KEYWORDS, false),
        (Words::Ascii, 10_000, false),
        (Words::Cjk, KEYWORDS, false),
        (Words::Ascii, KEYWORDS, true),
        (Words::Cjk, KEYWORDS, true),
    ];
    let counted = cases.into_iter().map(|(words, keywords, judging)| {
        let counted = Counted::count(words, keywords, judging)?;
        let Counted { instructions, allocations, bytes, .. } = counted;
        println!("| {words:?} | {keywords} | {judging} | {instructions} | {allocations} | {bytes} |");
        Ok(counted)
    });
    counted.collect()
}

/// Whether every budget holds: they are asked of messages that nobody judges.
fn held(counted: &[Counted]) -> Result<bool, String> {
    let unjudged = || counted.iter().filter(|counted| !counted.judging);
    let of = |words: Words, keywords: usize| {
        let found = unjudged().find(|counted| counted.words == words && counted.keywords == keywords);
        found.map_or(f64::NAN, |counted| counted.instructions as f64)
    };
    let most = |number: fn(&Counted) -> u64| unjudged().map(number).max().map_or(f64::NAN, |most| most as f64);
    let measured = [
        Measured::new("instructions each, English", of(Words::Ascii, KEYWORDS)),
        Measured::new("instructions each, Korean", of(Words::Cjk, KEYWORDS)),
        Measured::new(ALLOCATIONS, most(|counted| counted.allocations)),
        Measured::new(BYTES, most(|counted| counted.bytes)),
        Measured::new("growth: instructions with 10,000 keywords to 100", of(Words::Ascii, 10_000) / of(Words::Ascii, 100)),
    ];
    let budgets = compute().map_err(|error| format!("infra/prices: {error}"))?;
    println!("\n| budget | counted | target | fails at |\n|---|---:|---:|---:|");
    for budget in &budgets {
        let value = measured.iter().find(|measured| measured.quantity == budget.quantity).map(|measured| measured.value);
        let value = value.map_or("not measured".to_owned(), |value| format!("{value:.2}"));
        println!("| {} | {value} | {} | {} |", budget.quantity, budget.target, budget.fails_at);
    }
    let missed = judge(&budgets, &measured);
    missed.iter().for_each(|missed| eprintln!("MISSED {missed}"));
    Ok(missed.is_empty())
}

/// What a tool of valgrind says of a run of this program.
fn watched(tool: &str, words: Words, keywords: usize, judging: bool, times: u32) -> Result<String, String> {
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let words = match words {
        Words::Ascii => "ascii",
        Words::Cjk => "cjk",
    };
    let mut run = Command::new("valgrind");
    run.arg(format!("--tool={tool}"));
    run.args((tool == "callgrind").then_some("--callgrind-out-file=/dev/null")).arg(own);
    run.args(["--words", words, "--keywords", &keywords.to_string()]);
    run.args(["--times", &times.to_string(), "--ready", &(FEW + MORE).to_string()]);
    run.args(judging.then_some("--judging"));
    let output = run.output().map_err(|error| format!("valgrind: {error}; apt-get install valgrind"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    if output.status.success() { Ok(said.into_owned()) } else { Err(format!("{tool}: {said}")) }
}

fn instructions(said: &str) -> Option<Vec<u64>> {
    let line = said.lines().find_map(|line| line.split("Collected :").nth(1))?;
    Some(vec![line.trim().parse().ok()?])
}

/// Of `total heap usage: 1,234 allocs, 1,200 frees, 56,789 bytes allocated`, how often and how much.
fn allocations(said: &str) -> Option<Vec<u64>> {
    let line = said.lines().find_map(|line| line.split("total heap usage:").nth(1))?;
    let numbers: Vec<u64> =
        line.split(", ").filter_map(|part| part.split_whitespace().next()?.replace(',', "").parse().ok()).collect();
    let [allocations, _, bytes] = numbers[..] else { return None };
    Some(vec![allocations, bytes])
}

//! `harken-bench`: what a message costs, as one table or one JSON object, and whether every budget holds.

use std::process::ExitCode;

use bench::{Machine, Sizes, batched, idle, judge, laws, one_by_one, screens};
use clap::Parser;
use prices::{Prices, budgets};
use serde_json::json;

/// How to show it.
#[derive(Parser)]
#[command(name = "harken bench", version, about = "What a message costs, counted; whether every budget holds")]
struct Ask {
    /// One JSON object instead of tables.
    #[arg(long)]
    json: bool,
    /// Growth laws at the sizes that the tests use.
    #[arg(long)]
    quick: bool,
}

fn main() -> ExitCode {
    match bench(&Ask::parse()) {
        Ok(all_hold) if all_hold => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("infra/prices: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Whether every budget holds.
fn bench(ask: &Ask) -> Result<bool, serde_json::Error> {
    let machine = Machine::before();
    let (prices, budgets) = (Prices::read()?, budgets()?);
    let (mut classes, mut measured) = batched(&prices);
    let (single, invocations) = one_by_one(&prices);
    classes.push(single);
    measured.push(invocations);
    let sizes = if ask.quick { Sizes::QUICK } else { Sizes::FULL };
    measured.extend(laws(sizes));
    measured.extend(screens(&prices));
    measured.push(idle(&prices));
    let missed = judge(&budgets, &measured);
    if ask.json {
        let all = json!({ "version": env!("CARGO_PKG_VERSION"), "prices": prices.version, "modelled": "money",
            "machine": machine.after(), "classes": classes, "measured": measured,
            "missed": missed.iter().map(ToString::to_string).collect::<Vec<_>>() });
        println!("{all}");
    } else {
        println!("Counted over a metered table in memory; money modelled by the prices of {}.\n", prices.version);
        println!("| class | messages | WRU | RRU | invocations | SQS requests | events | meter bytes | USD per million |");
        println!("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
        for c in &classes {
            println!(
                "| {} | {} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} | {:.0} | {:.2} |",
                c.class, c.messages, c.wru, c.rru, c.invocations, c.sqs, c.events, c.meter_bytes, c.usd_per_million
            );
        }
        println!("\n| class | step | invocations | handled | WRU | RRU | SQS requests | events | meter bytes |");
        println!("|---|---|---:|---:|---:|---:|---:|---:|---:|");
        for (class, s) in classes.iter().flat_map(|class| class.steps.iter().map(move |step| (&class.class, step))) {
            println!(
                "| {class} | {} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} | {:.0} |",
                s.step, s.invocations, s.handled, s.wru, s.rru, s.sqs, s.events, s.meter_bytes
            );
        }
        println!(
            "\nLarge is here: {} rows of a conversation, {} conversations in a line, {} agents, {} mentions behind a figure (and {} behind that of a small one).",
            sizes.rows, sizes.waiting, sizes.agents, sizes.mentions[1], sizes.mentions[0]
        );
        println!("\n| budget | counted | target | fails at |\n|---|---:|---:|---:|");
        for budget in &budgets {
            let value = measured.iter().find(|measured| measured.quantity == budget.quantity).map(|measured| measured.value);
            let value = value.map_or("not measured".to_owned(), |value| format!("{value:.2}"));
            println!("| {} | {value} | {} | {} |", budget.quantity, budget.target, budget.fails_at);
        }
    }
    missed.iter().for_each(|missed| eprintln!("MISSED {missed}"));
    Ok(missed.is_empty())
}

//! `harken`: runs the whole house on one machine, and the small tools around it.

mod alert_rules;
mod analyze;
mod backtest;
mod bench;
mod cost;
mod down;
mod endpoints;
mod failure;
mod first_answer;
mod house;
mod load;
mod normalize;
mod process;
mod query;
mod queues;
mod rules;
mod said;
mod seed;
mod send;
mod sign_in;
mod simulate;
mod simulated;
mod spikes;
mod start;
mod tongue;
mod up;
mod verify;
mod workspace;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};
use mimalloc::MiMalloc;

use crate::failure::Failure;

/// The local cloud makes and throws away more small things than anything else does for a message.
#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

#[derive(Parser)]
#[command(name = "harken", version, about = "Open social customer care: run it here, look into it, try it out")]
struct Arguments {
    /// The project's folder; found from the current one when not given.
    #[arg(long, global = true)]
    root: Option<PathBuf>,
    /// The folder of this run's state and addresses; `.harken` in the project's folder when not given.
    #[arg(long, global = true)]
    state: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Start everything the template describes, with the real function binaries, on loopback.
    Up(up::Up),
    /// Stop what `up --background` started.
    Down,
    /// Read a webhook body on stdin, write its messages in the normal form on stdout.
    Normalize {
        /// The platform: line, instagram, facebook, whatsapp, x, kakaotalk, sms, telegram, linkedin, reddit, open, web.
        channel: String,
    },
    /// Read hourly counts as CSV `series,hour,negative_count` on stdin, write `series,hour` of every hour in alarm.
    Spikes {
        /// How soon an alarm is raised.
        #[arg(long, value_enum, default_value = "standard")]
        sensitivity: spikes::Level,
    },
    /// Judge texts: one per line on stdin, one JSON object per line on stdout.
    Analyze(analyze::Analyze),
    /// Check signatures, challenges and tokens: a file like `signature_vectors.json` on stdin, the answers on stdout.
    Verify,
    /// Ask a query of texts on stdin, or answer a file of cases.
    Query(query::Ask),
    /// What each channel does, as a table: the one of docs/channels.md.
    Matrix,
    /// What is wrong with rules that are each lawful: rules as JSON on stdin, findings as JSON lines on stdout.
    LintRules(rules::Lint),
    /// Try a draft rule on messages of the past before it is saved: JSON lines on stdin, a report on stdout.
    Backtest(backtest::Try),
    /// Sign a body as its platform would and post it to the running system.
    Send(send::Send),
    /// Sign in and print an access token.
    Token(sign_in::Token),
    /// What ran since the start and what it would cost in the cloud, by step and by class of message.
    Cost(cost::Cost),
    /// Customers who write and agents who answer, for `cost` to count.
    Load(load::Load),
    /// What a message costs, step by step, and whether every budget holds; with --bins also how the functions start.
    Bench(bench::Bench),
    /// How fast the function binaries start, and what memory they take.
    StartTimes(start::StartTimes),
    /// What the door's start and first answer take, beside the same step in Node and Python.
    FirstAnswers(first_answer::FirstAnswers),
    /// Schedules of the deterministic simulation: replay one with its trace, or run many.
    Simulate(simulate::Simulate),
    /// What lies in the queues; with --dead the messages that were put aside, with their reasons.
    Queues(queues::Queues),
    /// Send the dead letters of a queue back to it.
    Redrive {
        /// The step: inbound, escalate, route, outbound, realtime, analytics.
        queue: String,
    },
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("harken: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<(), Failure> {
    // These read and write streams only: no project is needed.
    match &arguments.command {
        Command::Spikes { sensitivity } => {
            return spikes::run((*sensitivity).into(), std::io::stdin().lock(), std::io::stdout().lock());
        }
        Command::Normalize { channel } => return normalize::run(channel, std::io::stdin().lock(), std::io::stdout().lock()),
        Command::Verify => return verify::run(std::io::stdin().lock(), std::io::stdout().lock()),
        Command::LintRules(ask) if !ask.running => return rules::lint(ask, std::io::stdin().lock(), std::io::stdout().lock()),
        Command::Backtest(ask) if !ask.running => {
            return backtest::backtest(ask, std::io::stdin().lock(), std::io::stdout().lock());
        }
        Command::Query(ask) => return query::run(ask, std::io::stdin().lock(), std::io::stdout().lock()),
        Command::Matrix => {
            print!("{}", channels::capability::markdown());
            return Ok(());
        }
        Command::Analyze(ask) => return analyze::run(ask, std::io::stdin().lock(), std::io::stdout().lock()),
        _ => {}
    }
    let workspace = workspace::Workspace::find(arguments.root, arguments.state)?;
    let runtime = tokio::runtime::Runtime::new().map_err(|e| Failure::new(format!("cannot start: {e}")))?;
    runtime.block_on(async {
        match arguments.command {
            Command::Spikes { .. } => Ok(()),
            Command::Up(up) => up::run(&workspace, up).await,
            Command::Down => down::run(&workspace).await,
            Command::Send(send) => send::run(&workspace, send).await,
            Command::LintRules(ask) => rules::lint_running(&workspace, &ask).await,
            Command::Backtest(ask) => backtest::backtest_running(&workspace, &ask).await,
            Command::Token(token) => sign_in::run(&workspace, token).await,
            Command::Cost(cost) => cost::run(&workspace, cost).await,
            Command::Bench(ask) => bench::run(&workspace, &ask),
            Command::StartTimes(ask) => start::run(&workspace, &ask),
            Command::FirstAnswers(ask) => first_answer::run(&workspace, &ask).await,
            Command::Simulate(ask) => simulate::run(&workspace, ask),
            Command::Load(load) => load::run(&workspace, load).await,
            Command::Queues(queues) => queues::run(&workspace, queues).await,
            Command::Redrive { queue } => queues::redrive(&workspace, &queue).await,
            Command::Normalize { .. } | Command::Verify | Command::Query(_) | Command::Matrix | Command::Analyze(_) => Ok(()),
        }
    })
}

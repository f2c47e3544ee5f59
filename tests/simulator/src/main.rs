//! The simulator as a program of its own, and a command to write as a customer.

use std::error::Error;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use serde_json::Value;
use simulator::{Accounts, Kind, Options, Platform, Simulator, SimulatorClient, Write};
use tracing_subscriber::EnvFilter;

#[derive(Parser)]
#[command(name = "harken-simulator", version, about = "Pretend platforms: LINE, Instagram, Facebook and WhatsApp on loopback")]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: Serve,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the pretend platforms (also without a command).
    Serve(Serve),
    /// Write to an account of the running simulator as a customer.
    Write(WriteArguments),
}

#[derive(Args, Clone)]
struct Serve {
    /// Loopback port; 0 lets the system pick.
    #[arg(long, default_value_t = 4800)]
    port: u16,
    /// JSON file with {"deliver_to": "http://…", "accounts": […]}, or that JSON itself.
    #[arg(long)]
    config: Option<String>,
    /// Base address of the product's HTTP API; webhooks go to {deliver-to}/in/{platform}/{account}.
    #[arg(long)]
    deliver_to: Option<String>,
    /// Append the log to this file as JSON lines.
    #[arg(long)]
    log: Option<PathBuf>,
    /// End when standard input closes: however the program that started this one ends, this one does not stay behind.
    #[arg(long)]
    with_parent: bool,
    /// Directory with the platforms' published documents.
    #[arg(long, env = "HARKEN_SHARED")]
    shared: Option<PathBuf>,
}

#[derive(Args)]
struct WriteArguments {
    /// line, instagram, facebook or whatsapp.
    #[arg(long)]
    platform: Platform,
    /// The account's name in its webhook address.
    #[arg(long)]
    account: String,
    /// Any name; the same name is always the same person.
    #[arg(long)]
    customer: String,
    /// The words.
    #[arg(long)]
    text: Option<String>,
    /// text, image, sticker, comment, comment_reply, mention, unsend, edit…
    #[arg(long, default_value = "text")]
    kind: String,
    /// The display name the platform shows.
    #[arg(long)]
    name: Option<String>,
    /// The comment answered, or the message meant.
    #[arg(long)]
    parent: Option<String>,
    /// Address of the simulator; read from .harken/endpoints.json when missing.
    #[arg(long, env = "HARKEN_SIMULATOR")]
    url: Option<String>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let cli = Cli::parse();
    match cli.command {
        Some(Command::Write(arguments)) => write(arguments).await,
        Some(Command::Serve(serve)) => run(serve).await,
        None => run(cli.serve).await,
    }
}

async fn run(serve: Serve) -> Result<(), Box<dyn Error>> {
    let mut accounts = match &serve.config {
        Some(config) => read_accounts(config)?,
        None => Accounts::default(),
    };
    if serve.deliver_to.is_some() {
        accounts.deliver_to = serve.deliver_to;
    }
    let options = Options { port: serve.port, accounts, log_file: serve.log, shared: serve.shared, ..Options::default() };
    let simulator = Simulator::start(options).await?;
    println!("simulator {}", simulator.url());
    println!("LINE_API={}", simulator.line_api());
    println!("META_API={}", simulator.meta_api());
    match serve.with_parent {
        true => tokio::select! { () = interrupted() => {}, () = alone() => {} },
        false => interrupted().await,
    }
    simulator.stop().await;
    Ok(())
}

/// Ends when standard input does.
async fn alone() {
    let mut input = tokio::io::stdin();
    let mut nothing = tokio::io::sink();
    // An error is an end, too.
    let _ = tokio::io::copy(&mut input, &mut nothing).await;
}

/// Ends at Ctrl-C or when the parent asks us to end.
async fn interrupted() {
    let mut terminated = match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(signal) => signal,
        Err(_) => return tokio::signal::ctrl_c().await.unwrap_or_default(),
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminated.recv() => {}
    }
}

fn read_accounts(config: &str) -> Result<Accounts, Box<dyn Error>> {
    if config.trim_start().starts_with('{') {
        return serde_json::from_str(config).map_err(|error| format!("--config is not right: {error}").into());
    }
    let text = std::fs::read_to_string(config).map_err(|error| format!("--config {config}: {error}"))?;
    serde_json::from_str(&text).map_err(|error| format!("--config {config}: {error}").into())
}

async fn write(arguments: WriteArguments) -> Result<(), Box<dyn Error>> {
    let url = arguments.url.map_or_else(running, Ok)?;
    let kind: Kind = serde_json::from_value(Value::String(arguments.kind.replace('-', "_")))
        .map_err(|error| format!("--kind {}: {error}", arguments.kind))?;
    let order = Write {
        text: arguments.text,
        name: arguments.name,
        parent: arguments.parent,
        ..Write::new(arguments.platform, &arguments.account, kind)
    };
    let written = SimulatorClient::new(&url).write(&arguments.customer, &order).await?;
    println!("{}", serde_json::to_string_pretty(&written)?);
    match written.deliveries.iter().any(simulator::Attempt::accepted) {
        true => Ok(()),
        false => Err("the product did not take it; see `deliveries` above".into()),
    }
}

fn running() -> Result<String, Box<dyn Error>> {
    let text = std::fs::read_to_string(".harken/endpoints.json")
        .map_err(|error| format!(".harken/endpoints.json: {error}; start the system with `harken up` or give --url"))?;
    let endpoints: Value = serde_json::from_str(&text)?;
    let url = endpoints.get("simulator").and_then(Value::as_str);
    url.map(str::to_owned).ok_or_else(|| ".harken/endpoints.json names no simulator; give --url".into())
}

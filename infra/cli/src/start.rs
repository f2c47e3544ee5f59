//! `harken start-times`: how long each function's binary takes from exec to its first request for work, and what
//! memory it has then. CPU time, because wall time on a busy machine says nothing.

use std::{
    fs,
    io::{ErrorKind, Read, Write},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use clap::Args;

use crate::{
    failure::Failure,
    process::{Spent, spent},
    workspace::Workspace,
};

/// What to measure.
#[derive(Args)]
pub struct StartTimes {
    /// The folder of the function binaries; release builds say something, debug builds little.
    #[arg(long)]
    bins: PathBuf,
    /// Starts of each function.
    #[arg(long, default_value_t = 15)]
    runs: usize,
}

/// Every function, by the name of its binary.
pub const FUNCTIONS: [&str; 13] = [
    "webhook",
    "ingest",
    "escalate",
    "route",
    "outbound",
    "realtime",
    "analytics",
    "api",
    "clock",
    "poller",
    "messenger",
    "media",
    "analyze",
];

/// Prints a table.
pub fn run(workspace: &Workspace, ask: &StartTimes) -> Result<(), Failure> {
    table(workspace, &ask.bins, ask.runs)
}

/// The table of the functions in this folder, each started so many times.
pub fn table(workspace: &Workspace, bins: &Path, runs: usize) -> Result<(), Failure> {
    println!("| function | start, CPU ms (median of {runs}, maximum) | binary MB | peak memory MB |");
    println!("| --- | ---: | ---: | ---: |");
    for function in FUNCTIONS {
        let binary = bins.join(function);
        let mut starts = (0..runs).map(|_| start(workspace, &binary)).collect::<Result<Vec<_>, _>>()?;
        starts.sort_by(|a, b| a.cpu.total_cmp(&b.cpu));
        let (median, most) = (starts[starts.len() / 2].cpu, starts[starts.len() - 1].cpu);
        let memory = starts.iter().map(|start| start.peak).fold(0.0, f64::max);
        let size = fs::metadata(&binary)?.len() as f64 / 1e6;
        println!("| {function} | {median:.1}, {most:.1} | {size:.1} | {memory:.1} |");
    }
    Ok(())
}

/// Starts a function against a socket that takes its first request and never answers; what it has spent then.
fn start(workspace: &Workspace, binary: &Path) -> Result<Spent, Failure> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let address = listener.local_addr()?;
    let mut command = Command::new(binary);
    command.env_clear().stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    command.env("AWS_LAMBDA_RUNTIME_API", address.to_string()).env("AWS_LAMBDA_FUNCTION_NAME", "measured");
    command.env("AWS_LAMBDA_FUNCTION_VERSION", "1").env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256");
    command.env("AWS_REGION", "us-east-1").env("AWS_ACCESS_KEY_ID", "measured").env("AWS_SECRET_ACCESS_KEY", "measured");
    // The template is what says which names there are.
    command.envs(variables(workspace)?);
    let mut child = command.spawn().map_err(|e| Failure::new(format!("{}: {e}", binary.display())))?;
    let measured = accept(&listener, &mut child).and_then(|()| spent(child.id()));
    let _ = child.kill();
    let _ = child.wait();
    measured
}

fn accept(listener: &TcpListener, child: &mut Child) -> Result<(), Failure> {
    listener.set_nonblocking(true)?;
    let mut stream = loop {
        match listener.accept() {
            Ok((stream, _)) => break stream,
            Err(e) if e.kind() == ErrorKind::WouldBlock => {}
            Err(e) => return Err(e.into()),
        }
        // One that ends before it asks for work says why, and would be waited for without end.
        if child.try_wait()?.is_some() {
            let mut why = String::new();
            child.stderr.take().map(|mut told| told.read_to_string(&mut why)).transpose()?;
            return Err(Failure::new(format!("it ended before it asked for work: {}", why.trim())));
        }
        thread::sleep(Duration::from_millis(2));
    };
    stream.set_nonblocking(false)?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut request = [0; 512];
    let read = stream.read(&mut request)?;
    if !request[..read].starts_with(b"GET /2018-06-01/runtime/invocation/next") {
        stream.write_all(b"HTTP/1.1 500 Internal Server Error\r\ncontent-length: 0\r\n\r\n")?;
        return Err(Failure::new("a function asked for something else than work first: is its wiring complete?"));
    }
    Ok(())
}

/// Every name that any function is wired to, with the default of the parameter it is taken from or else an address.
fn variables(workspace: &Workspace) -> Result<Vec<(String, String)>, Failure> {
    let template = fs::read_to_string(workspace.template())?;
    let mut all: Vec<(String, String)> = template
        .lines()
        .filter_map(|line| {
            let (name, value) = line.trim().split_once(": ")?;
            let wired = name.len() > 3 && name.bytes().all(|c| c.is_ascii_uppercase() || c == b'_');
            let value = value.strip_prefix("!Ref ").and_then(|parameter| default(&template, parameter));
            wired.then(|| (name.to_owned(), value.unwrap_or("https://measured.invalid/0/queue.fifo").to_owned()))
        })
        .collect();
    all.sort();
    all.dedup();
    Ok(all)
}

/// The default of a parameter that has one.
fn default<'a>(template: &'a str, parameter: &str) -> Option<&'a str> {
    let (_, after) = template.split_once(&format!("\n  {parameter}:\n"))?;
    let value =
        after.lines().take_while(|line| line.starts_with("    ")).find_map(|line| line.trim().strip_prefix("Default: "))?;
    Some(value.trim_matches('"')).filter(|value| !value.is_empty())
}

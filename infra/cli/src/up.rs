//! `harken up`: everything on one machine, on loopback.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};

use clap::Args;
use local::{Listeners, Options, Ports, Stack};

use crate::{
    endpoints::Endpoints,
    failure::Failure,
    house::House,
    seed::{Demo, PASSWORD, seed},
    simulated::Simulated,
    workspace::Workspace,
};

/// How to start.
#[derive(Args)]
pub struct Up {
    /// Come back once everything runs; `harken down` ends it.
    #[arg(long)]
    background: bool,
    /// Take any free ports instead of 8400 to 8404.
    #[arg(long)]
    any_port: bool,
    /// The folder of the function binaries.
    #[arg(long)]
    bins: Option<PathBuf>,
    /// Leave the workspace empty.
    #[arg(long)]
    no_demo: bool,
}

const PORTS: Ports = Ports { api: 8400, aws: 8401, websocket: 8402, console: 8403 };
const SIMULATOR_PORT: u16 = 8404;
/// A bridge for Open messaging may listen here.
const BRIDGE_PORT: u16 = 8409;
/// A first start creates the table and the demo workspace; everything later is faster.
const PATIENCE: Duration = Duration::from_secs(120);

/// Starts it here, or in the background.
pub async fn run(workspace: &Workspace, up: Up) -> Result<(), Failure> {
    if let Ok(endpoints) = Endpoints::read(workspace)
        && endpoints.answer().await
    {
        println!("Harken is up already.");
        show(workspace, &endpoints);
        return Ok(());
    }
    fs::create_dir_all(workspace.local())?;
    if up.background { background(workspace, &up).await } else { foreground(workspace, &up).await }
}

async fn background(workspace: &Workspace, up: &Up) -> Result<(), Failure> {
    let begun = Instant::now();
    let _ = fs::remove_file(workspace.endpoints());
    let log = fs::File::create(workspace.log())?;
    let mut command = std::process::Command::new(std::env::current_exe()?);
    command.arg("up").arg("--state").arg(workspace.local()).stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
    if up.any_port {
        command.arg("--any-port");
    }
    if up.no_demo {
        command.arg("--no-demo");
    }
    if let Some(bins) = &up.bins {
        command.arg("--bins").arg(std::path::absolute(bins)?);
    }
    command.current_dir(workspace.template().parent().unwrap_or(Path::new(".")));
    // A group of its own: a Ctrl-C meant for the shell does not reach it.
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command.spawn()?;
    while begun.elapsed() < PATIENCE {
        if let Ok(endpoints) = Endpoints::read(workspace)
            && endpoints.answer().await
        {
            show(workspace, &endpoints);
            println!("\nUp in {:.1} s. `harken down` ends it; what it knows stays in .harken.", begun.elapsed().as_secs_f64());
            return Ok(());
        }
        if let Some(status) = child.try_wait()? {
            let said = fs::read_to_string(workspace.log()).unwrap_or_default();
            return Err(Failure::new(format!("it ended at once ({status}):\n{said}")));
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Err(Failure::new(format!("it did not come up in {} s; see .harken/up.log", PATIENCE.as_secs())))
}

async fn foreground(workspace: &Workspace, up: &Up) -> Result<(), Failure> {
    let bins = workspace.binaries(up.bins.as_deref())?;
    let demo = Demo::read()?;
    // All listen before anything starts: settings name them to each other, and nobody else takes a port meanwhile.
    let listeners = listen(up.any_port).await?;
    let at = listeners.addresses().map_err(|e| Failure::new(e.to_string()))?;
    let port = if up.any_port { 0 } else { SIMULATOR_PORT };
    let mut simulator = Simulated::start(workspace, &bins, &demo, port, &at.api).await?;

    let mut options = Options::new(workspace.template(), &bins);
    options.state = Some(workspace.local());
    options.schedules = true;
    // A laptop's few processors do more with full batches than with many small ones at once.
    options.at_first = 1;
    options.pace = Duration::from_millis(15);
    options.console = workspace.console();
    options.beside = workspace.messenger().map(|files| ("/messenger".to_owned(), files)).into_iter().collect();
    options.parameters = BTreeMap::from([
        ("LineApi".to_owned(), format!("{}/line", simulator.url)),
        ("LineDataApi".to_owned(), format!("{}/line", simulator.url)),
        ("MetaApi".to_owned(), format!("{}/meta/v25.0", simulator.url)),
        ("XApi".to_owned(), format!("{}/x", simulator.url)),
        ("TelegramApi".to_owned(), format!("{}/telegram", simulator.url)),
        ("SinchApi".to_owned(), format!("{}/sinch", simulator.url)),
        ("SinchLogin".to_owned(), format!("{}/sinch", simulator.url)),
        ("LinkedInApi".to_owned(), format!("{}/linkedin", simulator.url)),
        ("RedditApi".to_owned(), format!("{}/reddit", simulator.url)),
        ("RedditLogin".to_owned(), format!("{}/reddit", simulator.url)),
        ("LinkedInLogin".to_owned(), format!("{}/linkedin", simulator.url)),
        // Where docs/open-messaging.md lets a bridge listen, beside the platforms' own files.
        ("PrivateHosts".to_owned(), format!("127.0.0.1:{BRIDGE_PORT},{}", simulator.host())),
        // Letters are kept, not sent: the local cloud shows them under /_local/letters.
        ("MailSender".to_owned(), "harken@example.com".to_owned()),
        ("ConsoleOrigin".to_owned(), at.console),
    ]);
    let stack = Stack::on(listeners, options).await.map_err(|e| Failure::new(e.to_string()))?;
    let endpoints = Endpoints::of(stack.endpoints(), &simulator.url);
    let house = House::at(endpoints.clone())?;
    if !up.no_demo && seed(workspace, &house, &demo).await? {
        println!("A demo workspace was made.");
    }
    endpoints.write(workspace)?;
    fs::write(workspace.pid(), std::process::id().to_string())?;
    show(workspace, &endpoints);
    until_ended(&mut simulator).await;
    let _ = fs::remove_file(workspace.pid());
    stack.stop().await;
    simulator.stop().await;
    Ok(())
}

async fn listen(any: bool) -> Result<Listeners, Failure> {
    let ports = if any { Ports::default() } else { PORTS };
    let hint = |e| Failure::new(format!("{e}; end what uses it (`harken down`?), or start with --any-port"));
    Listeners::bind(ports).await.map_err(hint)
}

fn show(workspace: &Workspace, endpoints: &Endpoints) {
    match workspace.console() {
        Some(_) => println!("  console     {}", endpoints.console),
        None => println!("  console     not built: `make console`"),
    }
    if workspace.messenger().is_some() {
        println!("  messenger   {}/messenger/  (a page with the web messenger)", endpoints.console);
    }
    println!("  API         {}/v1", endpoints.api);
    println!("  webhooks    {}/in/{{platform}}/{{account}}", endpoints.api);
    println!("  live        {}", endpoints.websocket);
    println!("  customers   {}  (write to the demo accounts from here)", endpoints.simulator);
    println!("  AWS         {}", endpoints.aws);
    println!("  sign in as  mina (en), jiwoo (ko), haruto (ja), sora (supervisor), admin; password {PASSWORD}");
}

async fn until_ended(simulator: &mut Simulated) {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut asked) = signal(SignalKind::terminate()) else {
        let _ = tokio::signal::ctrl_c().await;
        return;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = asked.recv() => {}
        status = simulator.ended() => eprintln!("harken: the simulator ended: {status:?}"),
    }
}

//! `harken up`: everything on one machine, on loopback.

use std::{
    collections::BTreeMap,
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};

use clap::Args;
use local::{Options, Ports, Stack};
use serde_json::json;
use tokio::process::{Child, ChildStdin, Command};

use crate::{
    endpoints::Endpoints,
    failure::Failure,
    house::House,
    seed::{Demo, PASSWORD, seed},
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

const FIRST_PORT: u16 = 8400;
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
    let ports = Chosen::of(up.any_port)?;
    let mut simulator = Simulated::start(workspace, &bins, &demo, &ports).await?;

    let mut options = Options::new(workspace.template(), &bins);
    options.state = Some(workspace.local());
    options.schedules = true;
    // A laptop's few processors do more with full batches than with many small ones at once.
    options.at_first = 1;
    options.pace = Duration::from_millis(15);
    options.console = workspace.console();
    options.beside = workspace.messenger().map(|files| ("/messenger".to_owned(), files)).into_iter().collect();
    options.ports = ports.stack;
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
        ("PrivateHosts".to_owned(), format!("127.0.0.1:{BRIDGE_PORT},127.0.0.1:{}", ports.simulator)),
        // Letters are kept, not sent: the local cloud shows them under /_local/letters.
        ("MailSender".to_owned(), "harken@example.com".to_owned()),
        ("ConsoleOrigin".to_owned(), format!("http://127.0.0.1:{}", ports.stack.console)),
    ]);
    let stack = Stack::start(options).await.map_err(|e| Failure::new(e.to_string()))?;
    let there = stack.endpoints();
    let endpoints = Endpoints {
        aws: there.aws.clone(),
        api: there.api.clone(),
        websocket: there.websocket.clone(),
        console: there.console.clone(),
        simulator: simulator.url.clone(),
    };
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
        status = simulator.child.wait() => eprintln!("harken: the simulator ended: {status:?}"),
    }
}

/// The ports of everything, chosen before anything starts: settings name them to each other.
struct Chosen {
    stack: Ports,
    simulator: u16,
}

impl Chosen {
    fn of(any: bool) -> Result<Self, Failure> {
        if any {
            let free = || -> Result<u16, Failure> { Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port()) };
            let stack = Ports { aws: free()?, api: free()?, websocket: free()?, console: free()? };
            return Ok(Self { stack, simulator: free()? });
        }
        let [api, aws, websocket, console, simulator] = [0, 1, 2, 3, 4].map(|n| FIRST_PORT + n);
        for port in [api, aws, websocket, console, simulator] {
            TcpListener::bind(("127.0.0.1", port)).map_err(|_| {
                Failure::new(format!("port {port} is taken; end what uses it (`harken down`?), or start with --any-port"))
            })?;
        }
        Ok(Self { stack: Ports { aws, api, websocket, console }, simulator })
    }
}

/// The pretend platforms, a process of their own.
struct Simulated {
    url: String,
    child: Child,
    /// Held open for as long as the child shall live; waiting for the child must not close it.
    _input: Option<ChildStdin>,
}

impl Simulated {
    async fn start(workspace: &Workspace, bins: &Path, demo: &Demo, ports: &Chosen) -> Result<Self, Failure> {
        let program = bins.join("harken-simulator");
        if !program.is_file() {
            return Err(Failure::new(format!("{} is not built; run `make up`, which builds it", program.display())));
        }
        let url = format!("http://127.0.0.1:{}", ports.simulator);
        let config = json!({ "deliver_to": format!("http://127.0.0.1:{}", ports.stack.api), "accounts": demo.simulated() });
        let mut command = Command::new(program);
        command.args(["serve", "--with-parent", "--port", &ports.simulator.to_string(), "--config", &config.to_string()]);
        if let Some(shared) = workspace.shared() {
            command.arg("--shared").arg(shared);
        }
        // It ends when this end of its input closes, even if nobody is left to tell it.
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).kill_on_drop(true).spawn()?;
        let input = child.stdin.take();
        let http = crate::house::client()?;
        for _ in 0..200 {
            if http.get(format!("{url}/_sim/status")).send().await.is_ok() {
                return Ok(Self { url, child, _input: input });
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        Err(Failure::new("the simulator did not answer within 5 s"))
    }

    async fn stop(mut self) {
        // It keeps nothing that a kill could lose.
        let _ = self.child.kill().await;
    }
}

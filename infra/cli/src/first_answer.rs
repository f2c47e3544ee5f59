//! `harken first-answers`: what the door's start and first answer take, beside the same step in Node and in Python.
//!
//! Each try is a local cloud of its own, in which `webhook` is the function's binary or a script: the same delivery comes in by the
//! same gateway, and is in the same queue when it is answered. The tries take turns, so that whatever else the machine does meets all.

use std::{
    fs,
    os::unix::fs::{PermissionsExt, symlink},
    path::{Path, PathBuf},
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use clap::Args;
use domain::platform::Platform;
use local::{Options, Stack};
use serde_json::json;

use crate::{
    endpoints::Endpoints,
    failure::Failure,
    house::{House, SECRETS},
    process::{Spent, running, spent},
    start::FUNCTIONS,
    workspace::Workspace,
};

/// What to measure.
#[derive(Args)]
pub struct FirstAnswers {
    /// The folder of the function binaries; release builds say something, debug builds little.
    #[arg(long)]
    bins: PathBuf,
    /// Tries of each.
    #[arg(long, default_value_t = 15)]
    runs: usize,
}

/// A program that can stand at the door.
struct Door {
    name: String,
    /// A folder in which `webhook` is this program, beside all other functions.
    bins: PathBuf,
    tries: Vec<Spent>,
}

/// Prints a table.
///
/// # Errors
/// When one of the three is not there, or does not do what the step has to do.
pub async fn run(workspace: &Workspace, ask: &FirstAnswers) -> Result<(), Failure> {
    let folder = std::env::temp_dir().join(format!("harken-first-answers-{}", std::process::id()));
    let measured = compare(workspace, ask, &folder).await;
    let cleaned = fs::remove_dir_all(&folder);
    measured?;
    Ok(cleaned?)
}

async fn compare(workspace: &Workspace, ask: &FirstAnswers, folder: &Path) -> Result<(), Failure> {
    let mut doors = doors(workspace, &std::path::absolute(&ask.bins)?, folder)?;
    for _ in 0..ask.runs {
        for door in &mut doors {
            let spent = once(workspace, &door.bins).await.map_err(|e| Failure::new(format!("{}: {e}", door.name)))?;
            door.tries.push(spent);
        }
    }
    println!("| `webhook` as | start and first answer, CPU ms (median of {}, maximum) | times ours | peak memory MB |", ask.runs);
    println!("|---|---:|---:|---:|");
    let mut ours = None;
    for door in &mut doors {
        door.tries.sort_by(|a, b| a.cpu.total_cmp(&b.cpu));
        let Some(most) = door.tries.last() else { return Err(Failure::new("no try at all: --runs says how many")) };
        let median = door.tries[door.tries.len() / 2].cpu;
        let peak = door.tries.iter().map(|spent| spent.peak).fold(0.0, f64::max);
        let times = median / *ours.get_or_insert(median);
        println!("| {} | {median:.1}, {:.1} | {times:.1} | {peak:.1} |", door.name, most.cpu);
    }
    Ok(())
}

fn doors(workspace: &Workspace, bins: &Path, folder: &Path) -> Result<Vec<Door>, Failure> {
    let beside = workspace.beside();
    let node = interpreter(&on_path("node")?)?;
    let python = interpreter(&beside.join("python/.venv/bin/python"))?;
    let mut doors = vec![Door { name: "the function's binary".into(), bins: bins.to_owned(), tries: vec![] }];
    for (place, (program, version), script) in
        [("node", node, beside.join("node/dist/webhook")), ("python", python, beside.join("python/webhook.py"))]
    {
        let script = fs::read_to_string(&script)
            .map_err(|e| Failure::new(format!("{}: {e}; `make first-answers` prepares it", script.display())))?;
        let bins_of_it = folder.join(place);
        fs::create_dir_all(&bins_of_it)?;
        for function in FUNCTIONS.iter().filter(|function| **function != "webhook") {
            symlink(bins.join(function), bins_of_it.join(function))?;
        }
        let door = bins_of_it.join("webhook");
        fs::write(&door, format!("#!{}\n{script}", program.display()))?;
        fs::set_permissions(&door, fs::Permissions::from_mode(0o755))?;
        doors.push(Door { name: version, bins: bins_of_it, tries: vec![] });
    }
    Ok(doors)
}

fn on_path(name: &str) -> Result<PathBuf, Failure> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file());
    found.ok_or_else(|| Failure::new(format!("there is no {name} on the PATH")))
}

/// A program that runs scripts, and what it calls itself.
fn interpreter(program: &Path) -> Result<(PathBuf, String), Failure> {
    let told = std::process::Command::new(program)
        .arg("--version")
        .output()
        .map_err(|e| Failure::new(format!("{}: {e}; `make first-answers` prepares it", program.display())))?;
    let version = String::from_utf8_lossy(&told.stdout).trim().to_owned();
    let version = version.strip_prefix('v').map(|number| format!("Node {number}")).unwrap_or(version);
    Ok((program.to_owned(), version))
}

/// A local cloud, one delivery, and what the process at the door has spent when it is answered and asks for more work.
async fn once(workspace: &Workspace, bins: &Path) -> Result<Spent, Failure> {
    let stack = Stack::start(Options::new(workspace.template(), bins)).await.map_err(|e| Failure::new(e.to_string()))?;
    let answered = deliver(&stack).await;
    stack.stop().await;
    answered
}

const ACCOUNT: &str = "measured";
const SIGNING: &str = "of-nobody";

async fn deliver(stack: &Stack) -> Result<Spent, Failure> {
    // There are no pretend platforms: nothing is answered to a customer.
    let house = House::at(Endpoints::of(stack.endpoints(), ""))?;
    // Nobody takes from the queue: what lies there is what was answered for, and no other function starts.
    let inbound = stack.name("InboundQueue").ok_or_else(|| Failure::new("the template has no InboundQueue"))?;
    house.pause(inbound, true).await?;
    let secret = json!({ "signing": [SIGNING] }).to_string();
    let named = json!({ "Name": format!("{SECRETS}/line/{ACCOUNT}"), "SecretString": secret });
    house.aws("secretsmanager.CreateSecret", &named).await?;

    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let body = json!({ "destination": "Umeasured", "events": [{
        "type": "message", "mode": "active", "timestamp": now.as_millis() as u64, "webhookEventId": "01HKMEASURED00000000000001",
        "deliveryContext": { "isRedelivery": false }, "replyToken": "token00000000000000000000000001",
        "source": { "type": "user", "userId": "U00000000000000000000000000000001" },
        "message": { "type": "text", "id": "590000000000000001", "text": "Where is my parcel?", "quoteToken": "q" },
    }] });
    let body = body.to_string().into_bytes();
    let scheme = channels::scheme(Platform::Line).ok_or_else(|| Failure::new("LINE signs nothing"))?;
    let url = format!("{}/in/line/{ACCOUNT}", house.endpoints.api);
    let signed = |secret| scheme.headers(secret, &body, "measured", now.as_secs());

    let (status, said) = house.post(&url, &signed(SIGNING), body.clone()).await?;
    if status != 200 {
        return Err(Failure::new(format!("it answered {status} {said}: {}", stack.logs("webhook").join("\n"))));
    }
    let own = std::process::id();
    let process = running().find(|process| process.parent == own);
    let spent = at_rest(process.ok_or_else(|| Failure::new("it has no process any more"))?.id).await?;

    // It is the same step only if it stores what is real and refuses what is not.
    let (forged, _) = house.post(&url, &signed("of-somebody-else"), body.clone()).await?;
    let stored = stack.messages(inbound).len();
    if (forged, stored) != (401, 1) {
        return Err(Failure::new(format!("a forged delivery was answered {forged}, and {stored} messages are in the queue")));
    }
    Ok(spent)
}

/// What a process has spent once it spends nothing more: it has told its answer, tidied up, and asked for more work.
async fn at_rest(id: u32) -> Result<Spent, Failure> {
    let begun = Instant::now();
    let mut before = spent(id)?;
    loop {
        tokio::time::sleep(Duration::from_millis(50)).await;
        let now = spent(id)?;
        if now.cpu == before.cpu || begun.elapsed() > Duration::from_secs(5) {
            return Ok(now);
        }
        before = now;
    }
}

//! `harken send <channel> <file>`: signs a body as its platform would and posts it to the running system.

use std::{
    path::PathBuf,
    time::{SystemTime, UNIX_EPOCH},
};

use clap::Args;
use domain::platform::Platform;
use serde_json::{Value, json};

use crate::{
    endpoints::Endpoints,
    failure::Failure,
    house::{House, SECRETS},
    workspace::Workspace,
};

/// What to send.
#[derive(Args)]
pub struct Send {
    /// The platform: line, instagram, facebook, whatsapp, kakaotalk and the like.
    channel: String,
    /// The body, byte for byte; `-` for stdin.
    file: PathBuf,
    /// The account it is for; the demo workspace's account of that platform when not given.
    #[arg(long)]
    account: Option<String>,
    /// The signing secret; read from the running system when not given.
    #[arg(long)]
    secret: Option<String>,
    /// The address to post to, for a system elsewhere.
    #[arg(long)]
    url: Option<String>,
}

/// Posts it and prints the status.
pub async fn run(workspace: &Workspace, send: Send) -> Result<(), Failure> {
    let platform: Platform = send.channel.parse().map_err(|e: domain::platform::UnknownPlatform| Failure::new(e.to_string()))?;
    let body = match send.file.as_os_str().to_str() {
        Some("-") => {
            let mut body = Vec::new();
            std::io::Read::read_to_end(&mut std::io::stdin().lock(), &mut body)?;
            body
        }
        _ => std::fs::read(&send.file).map_err(|e| Failure::new(format!("{}: {e}", send.file.display())))?,
    };
    let house = House::at(Endpoints::read(workspace)?)?;
    let account = send.account.unwrap_or_else(|| format!("demo-{platform}"));
    let secret = match send.secret {
        Some(secret) => secret,
        None => signing_secret(&house, platform, &account).await?,
    };
    let scheme = channels::scheme(platform).ok_or_else(|| Failure::new(format!("{platform} delivers nothing: it is polled")))?;
    let url = send.url.unwrap_or_else(|| format!("{}/in/{platform}/{account}", house.endpoints.api));
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let headers = scheme.headers(&secret, &body, &format!("harken-send-{}", now.as_nanos()), now.as_secs());
    let (status, text) = house.post(&url, &headers, body).await?;
    println!("{status} {text}");
    if (200..300).contains(&status) { Ok(()) } else { Err(Failure::new(format!("the webhook answered {status}"))) }
}

async fn signing_secret(house: &House, platform: Platform, account: &str) -> Result<String, Failure> {
    let name = format!("{SECRETS}/{platform}/{account}");
    let answer = house.aws("secretsmanager.GetSecretValue", &json!({ "SecretId": name })).await?;
    let text = answer["SecretString"].as_str().unwrap_or_default();
    let secret: Value = serde_json::from_str(text)?;
    secret["signing"][0]
        .as_str()
        .map(str::to_owned)
        .ok_or_else(|| Failure::new(format!("{name} has no signing secret; give --secret")))
}

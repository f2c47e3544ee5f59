//! Runs a template until standard input closes: `local_stack <template> <folder of binaries> [state folder]`.
//!
//! Prints the addresses as one line of JSON. Also what a test kills to see what survives.

use std::path::PathBuf;

use local::{Options, Stack};
use tokio::io::AsyncReadExt;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    tracing_subscriber::fmt().with_writer(std::io::stderr).init();
    let mut arguments = std::env::args_os().skip(1);
    let (Some(template), Some(binaries)) = (arguments.next(), arguments.next()) else {
        return Err("usage: local_stack <template> <folder of binaries> [state folder]".into());
    };
    let mut options = Options::new(PathBuf::from(template), PathBuf::from(binaries));
    options.state = arguments.next().map(PathBuf::from);
    let stack = Stack::start(options).await?;
    println!("{}", serde_json::to_string(stack.endpoints())?);
    let mut nothing = Vec::new();
    tokio::io::stdin().read_to_end(&mut nothing).await?;
    stack.stop().await;
    Ok(())
}

//! `harken normalize <channel>`: a webhook body in, its messages in the normal form out.

use std::io::{Read, Write};

use channels::NormalForm;
use domain::{id::AccountId, platform::Platform};

use crate::failure::Failure;

/// Reads one body and writes `{"messages":[...]}`. Events that cannot be read are named on stderr and lose only
/// themselves.
pub fn run(channel: &str, mut input: impl Read, mut output: impl Write) -> Result<(), Failure> {
    // The normal form calls it by its full name.
    let channel = if channel == "open_messaging" { "open" } else { channel };
    let platform: Platform = channel.parse().map_err(|e: domain::platform::UnknownPlatform| Failure::new(e.to_string()))?;
    let account: AccountId = "stdin".parse().map_err(|e: domain::id::InvalidId| Failure::new(e.to_string()))?;
    let mut body = Vec::new();
    input.read_to_end(&mut body)?;
    let parsed = channels::parse(platform, &account, &body).map_err(|e| Failure::new(e.to_string()))?;
    for event in &parsed.unreadable {
        eprintln!("harken: {} cannot be read: {}", event.place, event.why);
    }
    serde_json::to_writer(&mut output, &NormalForm::from_iter(&parsed.inbound))?;
    writeln!(output)?;
    Ok(())
}

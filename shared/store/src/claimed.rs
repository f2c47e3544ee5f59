//! Looking at an idempotency key without claiming it: a request sent again is answered as the first time, before it
//! is asked whether it would still be lawful.

use domain::id::{AgentId, EnvelopeId};
use sha2::{Digest, Sha256};

use crate::{
    idempotency::Use,
    key,
    table::{Error, Table, text},
};

fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What `idempotency_key` of `agent` was claimed for, seen from `request`; nothing if it was not.
pub async fn by(table: &Table, agent: &AgentId, idempotency_key: &str, request: &str) -> Result<Option<Use>, Error> {
    let Some(item) = table.get(&key::idempotency(agent, &hash(idempotency_key))).await? else { return Ok(None) };
    let Ok(command) = text(&item, "command").parse::<EnvelopeId>() else {
        return Err(Error::Broken("an idempotency record is damaged".into()));
    };
    Ok(Some(if text(&item, "request") == hash(request) { Use::Same(command, command.time()) } else { Use::Other }))
}

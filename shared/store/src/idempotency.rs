//! Idempotency keys of the API: the same key with the same body is the same request, with another body a mistake (I15).

use domain::{
    id::{AgentId, EnvelopeId},
    time::{DAY, Timestamp},
};
use sha2::{Digest, Sha256};

use crate::{
    key,
    table::{Error, Item, RawItem, Table, Value, Write, text, until},
};

/// What a key was used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// For this very request, first or again: the command is the same.
    Same(EnvelopeId, Timestamp),
    /// For another request.
    Other,
}

fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Claims `idempotency_key` of `agent` for `request` (all that makes it this request, body included).
///
/// The first use fixes the command's id and time; a repetition gets the same ones, so its command is the same command.
pub async fn claim(table: &Table, agent: &AgentId, idempotency_key: &str, request: &str, now: Timestamp) -> Result<Use, Error> {
    let key = key::idempotency(agent, &hash(idempotency_key));
    let command = EnvelopeId::at(now, &[b"api", agent.as_str().as_bytes(), idempotency_key.as_bytes()]);
    let item = Item::from([
        ("pk".to_owned(), Value::S(key.pk.clone())),
        ("sk".to_owned(), Value::S(key.sk.clone())),
        ("kind".to_owned(), Value::S("idempotency".into())),
        ("request".to_owned(), Value::S(hash(request))),
        ("command".to_owned(), Value::S(command.to_string())),
        ("ttl".to_owned(), until(now.plus(14 * DAY))),
    ]);
    match table.write(vec![Write::Create(RawItem(item))]).await {
        Ok(()) => Ok(Use::Same(command, now)),
        Err(Error::Refused(_)) => {
            let Some(item) = table.get(&key).await? else {
                return Err(Error::Retry("an idempotency key expired just now".into()));
            };
            let Ok(command) = text(&item, "command").parse::<EnvelopeId>() else {
                return Err(Error::Broken("an idempotency record is damaged".into()));
            };
            Ok(if text(&item, "request") == hash(request) { Use::Same(command, command.time()) } else { Use::Other })
        }
        Err(error) => Err(error),
    }
}

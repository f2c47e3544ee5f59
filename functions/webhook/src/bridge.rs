//! Open messaging: who brings items is told what became of each, so nothing of theirs is put aside.

use channels::open::{self, Brought};
use domain::{event::Envelope, time::Timestamp};
use runtime::{Class, Deps, Error};
use serde::Serialize;

use crate::{
    command,
    door::{Answer, Knock},
};

/// What became of a call.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Results {
    results: Vec<Told>,
}

/// What became of one item, in the order they came.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Told {
    message_id: Option<String>,
    status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Status {
    /// It is durable. Brought again, it changes nothing.
    Accepted,
    /// It was read, and there is nothing to do.
    Ignored,
    /// It cannot be read, and the reason says why.
    Rejected,
}

/// Every item that can be read becomes durable.
///
/// # Errors
/// When not everything was stored: the caller should come again with the same call.
pub(crate) async fn take_in(knock: &Knock, deps: &Deps, now: Timestamp) -> Result<Answer, Error> {
    let Brought { bulk, entries } = match open::brought(&knock.account, &knock.body) {
        Ok(brought) => brought,
        Err(unreadable) => return Ok(Answer::refused(400, "unreadable", &unreadable.to_string())),
    };
    let body = knock.fingerprint();
    let (mut commands, mut results): (Vec<Envelope>, Vec<Told>) = (Vec::new(), Vec::with_capacity(entries.len()));
    for entry in entries {
        let (status, reason) = match entry.read {
            Ok(Some(inbound)) => {
                commands.push(command(inbound, &body, now));
                (Status::Accepted, None)
            }
            Ok(None) => (Status::Ignored, None),
            // One item alone: the answer itself says no.
            Err(why) if !bulk => return Ok(Answer::refused(400, "unreadable", &why)),
            Err(why) => (Status::Rejected, Some(why)),
        };
        results.push(Told { message_id: entry.id, status, reason });
    }
    deps.bus.publish(&commands).await?;
    deps.meter.book(Class::Message, commands.len() as u64, &deps.table);
    Ok(Answer::told(&Results { results }))
}

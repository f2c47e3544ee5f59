//! Somebody who wrote as a guest of the web messenger is known now: one person, with both identities and all conversations (IDN-03).

use domain::{contact::Identity, thread::Thread};
use runtime::{Class, Error};
use store::{agent, contact, conversation};

use crate::turn::{TRIES, Turn};

/// What the guest has just written may still be on its way: it is waited for this often.
const PATIENCE: u32 = 4;
/// The newest conversations of a guest that are taken along; a guest who is silent for three days becomes another.
const MOST: u32 = 20;

/// Joins a guest to who they turned out to be. The customer's own person stays, if there is one; else the guest's becomes theirs.
pub(crate) async fn join(turn: &Turn<'_>, guest: &Identity, known: &Identity) -> Result<Class, Error> {
    let table = &turn.deps.table;
    for _ in 0..TRIES {
        let Some(from) = contact::of(table, guest).await? else {
            if turn.attempt < PATIENCE {
                return Err(Error::Retry("what the guest wrote is not here yet".into()));
            }
            return Ok(Class::Other);
        };
        let to = contact::of(table, known).await?;
        let mut writes = vec![];
        match to {
            Some(to) if to == from => return Ok(Class::Other),
            None => writes.push(contact::also(known, from)?),
            Some(to) => {
                writes.push(contact::moved(guest, from, to)?);
                let thread = Thread::between(guest.platform, &guest.account, &guest.user, None);
                for before in conversation::of_contact(table, from, None, MOST).await?.items {
                    if before.conversation.thread == thread {
                        let mut after = before.conversation.clone();
                        after.contact = to;
                        after.changed_at = turn.now();
                        writes.extend(conversation::change(Some(&before), &after, 0)?);
                    }
                }
            }
        }
        let record = agent::done("route", turn.cause.id, turn.at());
        if turn.commit(record, writes, vec![]).await?.is_some() {
            return Ok(Class::Other);
        }
    }
    Err(turn.outrun())
}

//! Who listens: tickets for a socket, and the subjects a socket hears of.

use domain::{
    thread::Thread,
    time::{HOUR, SECOND, Timestamp},
};
use sha2::{Digest, Sha256};

use crate::{
    key,
    table::{Error, Guard, Index, Item, Query, RawItem, Table, Value, Write, key_of, text, until},
};

/// How long a ticket can be used (S14).
pub const TICKET_LIFE: i64 = 60 * SECOND;
/// A socket lives two hours at most; its rows one more.
const SOCKET_LIFE: i64 = 3 * HOUR;
/// More listeners of one subject than this are not told; they ask on their next reconnect.
const MOST_LISTENERS: usize = 1_000;

fn hash(secret: &str) -> String {
    Sha256::digest(secret.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A ticket that lets its holder, an agent or a customer, open one socket, hearing of `subjects`. Only its hash is stored.
pub async fn issue_ticket(table: &Table, secret: &str, holder: &str, subjects: &[String], now: Timestamp) -> Result<(), Error> {
    let key = key::ticket(&hash(secret));
    let item = Item::from([
        ("pk".to_owned(), Value::S(key.pk)),
        ("sk".to_owned(), Value::S(key.sk)),
        ("kind".to_owned(), Value::S("ticket".into())),
        ("holder".to_owned(), Value::S(holder.to_owned())),
        ("subjects".to_owned(), Value::L(subjects.iter().cloned().map(Value::S).collect())),
        ("until".to_owned(), Value::N(now.plus(TICKET_LIFE).millis().to_string())),
        ("ttl".to_owned(), until(now.plus(HOUR))),
    ]);
    table.write(vec![Write::Create(RawItem(item))]).await
}

/// Opens a socket with a ticket: once, in time. `None` if the ticket is unknown, used or too old.
pub async fn connect(table: &Table, secret: &str, connection: &str, now: Timestamp) -> Result<Option<String>, Error> {
    let ticket = key::ticket(&hash(secret));
    let Some(item) = table.get(&ticket).await? else { return Ok(None) };
    if crate::table::number(&item, "until") < now.millis() {
        return Ok(None);
    }
    let holder = text(&item, "holder").to_owned();
    let subjects: Vec<String> = match item.get("subjects") {
        Some(Value::L(all)) => {
            all.iter().filter_map(|one| if let Value::S(subject) = one { Some(subject.clone()) } else { None }).collect()
        }
        _ => vec![],
    };
    let mut writes = vec![Write::Delete(ticket, vec![Guard::Exists])];
    writes.extend(subjects.iter().take(90).map(|subject| listen(connection, subject, now)));
    match table.write(writes).await {
        Ok(()) => Ok(Some(holder)),
        Err(Error::Refused(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

fn listen(connection: &str, subject: &str, now: Timestamp) -> Write {
    let key = key::listening(connection, subject);
    Write::Put(RawItem(Item::from([
        ("pk".to_owned(), Value::S(key.pk)),
        ("sk".to_owned(), Value::S(key.sk)),
        ("kind".to_owned(), Value::S("listener".into())),
        ("gsi1pk".to_owned(), Value::S(key::listeners(subject))),
        ("gsi1sk".to_owned(), Value::S(connection.to_owned())),
        ("ttl".to_owned(), until(now.plus(SOCKET_LIFE))),
    ])))
}

/// The subject of a customer of the web messenger: their thread.
pub fn visitor(thread: &Thread) -> String {
    format!("visitor:{thread}")
}

/// The sockets that hear of any of `subjects`, each once.
pub async fn listeners(table: &Table, subjects: &[String]) -> Result<Vec<String>, Error> {
    let mut connections = Vec::new();
    for subject in subjects {
        let rows = table.query_all(Query::of(Index::Gsi1, key::listeners(subject)), MOST_LISTENERS).await?;
        connections.extend(rows.iter().map(|row| text(row, "gsi1sk").to_owned()));
    }
    connections.sort();
    connections.dedup();
    Ok(connections)
}

/// What a socket hears of.
pub async fn subjects(table: &Table, connection: &str) -> Result<Vec<String>, Error> {
    let rows = table.query_all(Query::of(Index::Table, key::socket(connection)), 100).await?;
    Ok(rows.iter().filter_map(|row| Some(text(row, "sk").strip_prefix("ON#")?.to_owned())).collect())
}

/// A socket is gone.
pub async fn disconnect(table: &Table, connection: &str) -> Result<(), Error> {
    let rows = table.query_all(Query::of(Index::Table, key::socket(connection)), 100).await?;
    for row in rows {
        table.write(vec![Write::Delete(key_of(&row), vec![])]).await?;
    }
    Ok(())
}

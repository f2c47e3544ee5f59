//! Sessions of the web messenger: who a token speaks for, which files were uploaded with it, and when something was first said.

use domain::{
    id::{AccountId, UploadId},
    time::{DAY, HOUR, Timestamp},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    key,
    table::{Error, Guard, Item, RawItem, Table, Update, Value, Write, number, read, text, until, value, write},
};

/// A token nobody uses is forgotten after this time; its session is over long before.
const KEPT: i64 = 30 * DAY;
/// A repetition comes within minutes; this long it is known as one.
const REPEATED: i64 = 14 * DAY;
/// A file that was not sent by then never will be: its session is over.
const OFFERED: i64 = 14 * DAY;
/// That a session is in use is noted this often at most.
const NOTED: i64 = HOUR;

/// Who a token speaks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The deployment it was begun on.
    pub account: AccountId,
    /// The customer's id in it.
    pub visitor: String,
    /// What they are called, if the company's page has said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// When it was last known to be in use.
    pub used_at: Timestamp,
}

fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Begins a session. Only the hash of its token is stored.
///
/// # Errors
/// The table failed.
pub async fn begin(table: &Table, token: &str, session: &Session) -> Result<(), Error> {
    let mut item = write(key::session(&hash(token)), "web_session", session)?;
    item.insert("ttl".into(), until(session.used_at.plus(KEPT)));
    table.write(vec![Write::Create(RawItem(item))]).await
}

/// Who a token speaks for, if it is one of ours and still in use.
///
/// # Errors
/// The table failed.
pub async fn session(table: &Table, token: &str) -> Result<Option<Session>, Error> {
    let found = table.get(&key::session(&hash(token))).await?;
    found.filter(|item| !item.contains_key(LEFT)).map(read).transpose()
}

/// Stands at a session whose token speaks for nobody any more.
const LEFT: &str = "left";

/// A guest's token speaks for nobody any more: what they wrote belongs to a customer who signed in.
///
/// # Errors
/// The table failed.
pub async fn left(table: &Table, token: &str) -> Result<(), Error> {
    let update = Update::of(key::session(&hash(token))).set(LEFT, value(&true)?).when(Guard::Exists);
    match table.write(vec![Write::Update(update)]).await {
        Ok(()) | Err(Error::Refused(_)) => Ok(()),
        Err(error) => Err(error),
    }
}

/// One customer of a deployment as keys know them.
fn visitor_of(account: &AccountId, visitor: &str) -> String {
    hash(&format!("{account}/{visitor}"))
}

/// What a guest wrote belongs to `known` from now on; `false` if it belongs to somebody else already.
///
/// # Errors
/// The table failed.
pub async fn claim(table: &Table, account: &AccountId, guest: &str, known: &str) -> Result<bool, Error> {
    Ok(once(table, key::claim(&visitor_of(account, guest)), known).await? == known)
}

/// As whom a known customer goes on, if that is not themselves.
///
/// # Errors
/// The table failed.
pub async fn joined(table: &Table, account: &AccountId, known: &str) -> Result<Option<String>, Error> {
    let item = table.get(&key::joined(&visitor_of(account, known))).await?;
    Ok(item.map(|item| text(&item, "visitor").to_owned()))
}

/// A known customer goes on as `visitor` on every device; answers as whom, which is another if that was said before.
///
/// # Errors
/// The table failed.
pub async fn goes_on_as(table: &Table, account: &AccountId, known: &str, visitor: &str) -> Result<String, Error> {
    once(table, key::joined(&visitor_of(account, known)), visitor).await
}

/// What was said first of the two, if something was said before.
async fn once(table: &Table, key: key::Key, visitor: &str) -> Result<String, Error> {
    let item = Item::from([
        ("pk".to_owned(), Value::S(key.pk.clone())),
        ("sk".to_owned(), Value::S(key.sk.clone())),
        ("kind".to_owned(), Value::S("web_joined".into())),
        ("visitor".to_owned(), Value::S(visitor.to_owned())),
    ]);
    match table.write(vec![Write::Create(RawItem(item))]).await {
        Ok(()) => Ok(visitor.to_owned()),
        Err(Error::Refused(_)) => {
            let found = table.get(&key).await?.map(|item| text(&item, "visitor").to_owned());
            found.ok_or_else(|| Error::Retry("a record of the web messenger was removed just now".into()))
        }
        Err(error) => Err(error),
    }
}

/// Notes that a session is in use, unless that was noted within the hour.
///
/// # Errors
/// The table failed.
pub async fn used(table: &Table, token: &str, session: &Session, now: Timestamp) -> Result<(), Error> {
    if now.since(session.used_at) < NOTED {
        return Ok(());
    }
    let update = Update::of(key::session(&hash(token))).set("used_at", value(&now)?).set("ttl", until(now.plus(KEPT)));
    match table.write(vec![Write::Update(update.when(Guard::Exists))]).await {
        Ok(()) | Err(Error::Refused(_)) => Ok(()),
        Err(error) => Err(error),
    }
}

/// When a customer first said what they call `client_id`: now, or at the first of its repetitions. So the same message has the
/// same time, and with it the same name, however often it is sent.
///
/// # Errors
/// The table failed.
pub async fn first_said(table: &Table, session: &Session, client_id: &str, now: Timestamp) -> Result<Timestamp, Error> {
    let key = key::said(&visitor_of(&session.account, &session.visitor), client_id);
    let item = Item::from([
        ("pk".to_owned(), Value::S(key.pk.clone())),
        ("sk".to_owned(), Value::S(key.sk.clone())),
        ("kind".to_owned(), Value::S("web_said".into())),
        ("at".to_owned(), Value::N(now.millis().to_string())),
        ("ttl".to_owned(), until(now.plus(REPEATED))),
    ]);
    match table.write(vec![Write::Create(RawItem(item))]).await {
        Ok(()) => Ok(now),
        Err(Error::Refused(_)) => match table.get(&key).await? {
            Some(item) => Ok(Timestamp::from_millis(number(&item, "at"))),
            None => Err(Error::Retry("a record of the web messenger expired just now".into())),
        },
        Err(error) => Err(error),
    }
}

/// A file that a customer is about to upload, as they told of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// What it is called.
    pub name: String,
    /// Its media type.
    pub content_type: String,
    /// Its size in bytes.
    pub size: u64,
}

/// Notes a file that whoever has the token is about to upload.
///
/// # Errors
/// The table failed.
pub async fn offers(table: &Table, token: &str, upload: UploadId, offer: &Offer, now: Timestamp) -> Result<(), Error> {
    let mut item = write(key::offered(&hash(token), upload), "web_upload", offer)?;
    item.insert("ttl".into(), until(now.plus(OFFERED)));
    table.write(vec![Write::Create(RawItem(item))]).await
}

/// What was told of a file, if it was told with this very token.
///
/// # Errors
/// The table failed.
pub async fn offered(table: &Table, token: &str, upload: UploadId) -> Result<Option<Offer>, Error> {
    table.get(&key::offered(&hash(token), upload)).await?.map(read).transpose()
}

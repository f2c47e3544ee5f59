//! How a row of a thread is stored: what a customer said as it is, and what was judged and decided of it packed beside it.
//! Nothing is ever asked of the second, and unpacked it made most rows two units instead of one, twice in a transaction.

use domain::{
    analysis::Analysis,
    message::{Body, Message, Why},
};
use serde::{Deserialize, Serialize};

use crate::{
    key::Key,
    packed::{pack, unpack},
    table::{Error, Item, Update, Value, read, value, write},
};

/// The attribute that holds what was judged.
const JUDGED: &str = "judged";

#[derive(Serialize, Deserialize)]
struct Judged {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    analysis: Option<Analysis>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    why: Option<Box<Why>>,
}

/// What a row says, without what was judged of it; and that, if anything was.
fn apart(body: &Body) -> (Body, Option<Judged>) {
    match body.clone() {
        Body::Customer { external_id, author, content_type, content, analysis, changed, why } => {
            let judged = (analysis.is_some() || why.is_some()).then_some(Judged { analysis, why });
            (Body::Customer { external_id, author, content_type, content, analysis: None, changed, why: None }, judged)
        }
        body => (body, None),
    }
}

/// What a row says as it is stored: for conditions.
pub(crate) fn said(body: &Body) -> Result<Value, Error> {
    value(&apart(body).0)
}

/// A row as an item.
pub(crate) fn item(key: Key, message: &Message) -> Result<Item, Error> {
    let (body, judged) = apart(&message.body);
    let mut item = write(key, "message", &Message { body, ..message.clone() })?;
    if let Some(judged) = judged {
        item.insert(JUDGED.into(), pack(&judged)?);
    }
    Ok(item)
}

/// What a row says from now on.
pub(crate) fn says(update: Update, body: &Body) -> Result<Update, Error> {
    let (body, judged) = apart(body);
    let update = update.set("body", value(&body)?);
    Ok(match judged {
        Some(judged) => update.set(JUDGED, pack(&judged)?),
        None => update.remove(JUDGED),
    })
}

/// A row out of an item.
pub(crate) fn message(mut item: Item) -> Result<Message, Error> {
    let judged: Option<Judged> = item.remove(JUDGED).map(|packed| unpack(&packed)).transpose()?;
    let mut message: Message = read(item)?;
    if let (Some(judged), Body::Customer { analysis, why, .. }) = (judged, &mut message.body) {
        (*analysis, *why) = (judged.analysis, judged.why);
    }
    Ok(message)
}

//! An Instagram webhook body into items, echoes and receipts.
//!
//! An entry holds `messaging[]`, or `changes[]`, or one change directly (apps on Instagram Login). `standby[]` belongs to
//! another app and is left alone. The account is the entry's id; the body's `object` decides nothing.

use domain::{id::AccountId, platform::Platform};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::public::{self, Change, LooseChange, Value};
use crate::{
    body::{self, Parsed, Unreadable, complaint},
    meta::direct::{self, Keys, Messaging, Place},
    wire::{Id, Moment, Text},
};

#[derive(Deserialize)]
struct Body<'a> {
    #[serde(borrow)]
    entry: Vec<Entry<'a>>,
}

#[derive(Deserialize)]
struct Entry<'a> {
    #[serde(borrow)]
    id: Option<Id<'a>>,
    time: Option<Moment>,
    messaging: Option<Vec<Messaging<'a>>>,
    changes: Option<Vec<Change<'a>>>,
    field: Option<Text<'a>>,
    value: Option<Value<'a>>,
}

/// The same body with its entries unread: for when one of them is not what it should be.
#[derive(Deserialize)]
struct Apart<'a> {
    #[serde(borrow)]
    entry: Vec<&'a RawValue>,
}

/// The same entry with its events unread.
#[derive(Deserialize)]
struct LooseEntry<'a> {
    #[serde(borrow)]
    id: Option<Id<'a>>,
    time: Option<Moment>,
    messaging: Option<Vec<&'a RawValue>>,
    changes: Option<Vec<&'a RawValue>>,
    field: Option<Text<'a>>,
    value: Option<&'a RawValue>,
}

/// Reads an Instagram body.
pub(crate) fn parse(account: &AccountId, raw: &[u8]) -> Result<Parsed, Unreadable> {
    let text = body::text(raw)?;
    let mut parsed = Parsed::default();
    // Nearly every body is right as a whole, and is read once. Only one that is not is taken apart.
    let Ok(body) = serde_json::from_str::<Body>(&text) else {
        let mended = body::mend(&text);
        let body: Apart =
            serde_json::from_str(mended.as_deref().unwrap_or(&text)).map_err(|error| Unreadable::malformed(&error))?;
        for (n, entry) in body.entry.into_iter().enumerate() {
            apart(account, &format!("entry[{n}]"), entry.get(), &mut parsed);
            if parsed.hopeless() {
                break;
            }
        }
        return parsed.unless_hopeless();
    };
    for (n, entry) in body.entry.into_iter().enumerate() {
        whole(account, n, entry, &mut parsed);
    }
    parsed.unless_hopeless()
}

fn place<'p>(account: &'p AccountId, own: Option<&'p Id<'_>>, time: Option<Moment>) -> Place<'p> {
    Place { platform: Platform::Instagram, account, own: own.map_or("", Id::as_str), time: time.map(|time| time.0) }
}

fn whole(account: &AccountId, n: usize, entry: Entry<'_>, parsed: &mut Parsed) {
    let place = place(account, entry.id.as_ref(), entry.time);
    for (m, event) in entry.messaging.unwrap_or_default().into_iter().enumerate() {
        if let Err(why) = direct::read(place, event, &mut parsed.inbound) {
            parsed.lost(format!("entry[{n}].messaging[{m}]"), why);
        }
    }
    for (m, change) in entry.changes.unwrap_or_default().into_iter().enumerate() {
        public::read(place, change, || format!("entry[{n}].changes[{m}]"), parsed);
    }
    if let Some(field) = entry.field {
        public::read(place, Change { field: Some(field), value: entry.value }, || format!("entry[{n}]"), parsed);
    }
}

fn apart(account: &AccountId, at: &str, entry: &str, parsed: &mut Parsed) {
    let entry: LooseEntry = match serde_json::from_str(entry) {
        Ok(entry) => entry,
        Err(error) => return parsed.lost(at, complaint(&error)),
    };
    let place = place(account, entry.id.as_ref(), entry.time);
    for (m, event) in entry.messaging.unwrap_or_default().into_iter().enumerate() {
        if parsed.hopeless() {
            return;
        }
        let at = || format!("{at}.messaging[{m}]");
        match serde_json::from_str::<Messaging>(event.get()) {
            Ok(event) => {
                if let Err(why) = direct::read(place, event, &mut parsed.inbound) {
                    parsed.lost(at(), why);
                }
            }
            Err(_) if serde_json::from_str::<Keys>(event.get()).is_ok_and(|keys| !keys.concern_us()) => {}
            Err(error) => parsed.lost(at(), complaint(&error)),
        }
    }
    for (m, change) in entry.changes.unwrap_or_default().into_iter().enumerate() {
        if parsed.hopeless() {
            return;
        }
        let at = format!("{at}.changes[{m}]");
        match serde_json::from_str::<LooseChange>(change.get()) {
            Ok(change) => public::apart(place, change, &at, parsed),
            Err(error) => parsed.lost(at, complaint(&error)),
        }
    }
    if entry.field.is_some() {
        public::apart(place, LooseChange { field: entry.field, value: entry.value }, at, parsed);
    }
}

//! The body around Meta's events: entries of accounts, each with `messaging[]`, `changes[]`, or one change directly (apps
//! on Instagram Login). `standby[]` belongs to another app and is left alone. The account is the entry's id; the body's
//! `object` decides nothing.

use domain::{id::AccountId, platform::Platform};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::direct::{self, Keys, Messaging, Place};
use crate::{
    body::{self, Parsed, Unreadable, complaint},
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
    value: Option<&'a RawValue>,
}

/// One change: a field of the subscription, and what happened in it, unread.
#[derive(Deserialize)]
pub(crate) struct Change<'a> {
    #[serde(borrow)]
    pub field: Option<Text<'a>>,
    pub value: Option<&'a RawValue>,
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

/// How one of Meta's platforms reads a change that stands at a place of the body.
pub(crate) type ReadChange = fn(Place<'_>, Change<'_>, &str, &mut Parsed);

/// What is being read, and how.
#[derive(Clone, Copy)]
struct Reader<'p> {
    platform: Platform,
    account: &'p AccountId,
    change: ReadChange,
}

/// Reads a body of one of Meta's platforms.
pub(crate) fn read(platform: Platform, account: &AccountId, raw: &[u8], change: ReadChange) -> Result<Parsed, Unreadable> {
    let text = body::text(raw)?;
    let reader = Reader { platform, account, change };
    let mut parsed = Parsed::default();
    // Nearly every body is right as a whole, and is read once. Only one that is not is taken apart.
    if let Ok(body) = serde_json::from_str::<Body>(&text) {
        for (n, entry) in body.entry.into_iter().enumerate() {
            reader.whole(n, entry, &mut parsed);
        }
        return parsed.unless_hopeless();
    }
    let mended = body::mend(&text);
    let body: Apart = serde_json::from_str(mended.as_deref().unwrap_or(&text)).map_err(|error| Unreadable::malformed(&error))?;
    for (n, entry) in body.entry.into_iter().enumerate() {
        reader.apart(&format!("entry[{n}]"), entry.get(), &mut parsed);
        if parsed.hopeless() {
            break;
        }
    }
    parsed.unless_hopeless()
}

impl<'p> Reader<'p> {
    fn place<'e>(&self, own: Option<&'e Id<'_>>, time: Option<Moment>) -> Place<'e>
    where
        'p: 'e,
    {
        let own = own.map_or("", Id::as_str);
        Place { platform: self.platform, account: self.account, own, time: time.map(|time| time.0) }
    }

    fn whole(&self, n: usize, entry: Entry<'_>, parsed: &mut Parsed) {
        let place = self.place(entry.id.as_ref(), entry.time);
        for (m, event) in entry.messaging.unwrap_or_default().into_iter().enumerate() {
            if let Err(why) = direct::read(place, event, &mut parsed.inbound) {
                parsed.lost(format!("entry[{n}].messaging[{m}]"), why);
            }
        }
        for (m, change) in entry.changes.unwrap_or_default().into_iter().enumerate() {
            if parsed.hopeless() {
                return;
            }
            (self.change)(place, change, &format!("entry[{n}].changes[{m}]"), parsed);
        }
        if entry.field.is_some() {
            (self.change)(place, Change { field: entry.field, value: entry.value }, &format!("entry[{n}]"), parsed);
        }
    }

    fn apart(&self, at: &str, entry: &str, parsed: &mut Parsed) {
        let entry: LooseEntry = match serde_json::from_str(entry) {
            Ok(entry) => entry,
            Err(error) => return parsed.lost(at, complaint(&error)),
        };
        let place = self.place(entry.id.as_ref(), entry.time);
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
            match serde_json::from_str::<Change>(change.get()) {
                Ok(change) => (self.change)(place, change, &at, parsed),
                Err(error) => parsed.lost(at, complaint(&error)),
            }
        }
        if entry.field.is_some() {
            (self.change)(place, Change { field: entry.field, value: entry.value }, at, parsed);
        }
    }
}

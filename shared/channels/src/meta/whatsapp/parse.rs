//! A WhatsApp body into items and receipts. Only the field `messages` says something to us; calls, template and account
//! updates, and what the brand wrote in its phone app (`smb_message_echoes`) do not.

use domain::{
    id::AccountId,
    inbound::{Author, Inbound},
    platform::Platform,
    time::Timestamp,
};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{message, status};
use crate::{
    body::{self, Parsed, Unreadable},
    meta::{
        direct::Place,
        envelope::{self, Change},
    },
    wire::{Id, Text, id, words},
};

/// Reads a WhatsApp body.
pub(crate) fn parse(account: &AccountId, raw: &[u8]) -> Result<Parsed, Unreadable> {
    envelope::read(Platform::WhatsApp, account, raw, read)
}

#[derive(Deserialize)]
struct Value<'a> {
    #[serde(borrow)]
    metadata: Option<Metadata<'a>>,
    contacts: Option<Vec<&'a RawValue>>,
    messages: Option<Vec<&'a RawValue>>,
    statuses: Option<Vec<&'a RawValue>>,
}

#[derive(Deserialize)]
struct Metadata<'a> {
    #[serde(borrow)]
    phone_number_id: Option<Id<'a>>,
}

#[derive(Deserialize)]
struct Contact<'a> {
    #[serde(borrow)]
    profile: Option<Profile<'a>>,
    wa_id: Option<Id<'a>>,
    user_id: Option<Id<'a>>,
}

#[derive(Deserialize)]
struct Profile<'a> {
    #[serde(borrow)]
    name: Option<Text<'a>>,
    username: Option<Text<'a>>,
}

/// A person a change speaks of.
pub(super) struct Person {
    phone: Option<String>,
    scoped: Option<String>,
    name: Option<String>,
}

/// What surrounds the messages and statuses of one change.
pub(super) struct Around<'p> {
    pub account: &'p AccountId,
    /// The business's phone number id: the account in the platform's words.
    pub own: Option<String>,
    /// The entry's time, where it has one.
    pub time: Option<Timestamp>,
    people: Vec<Person>,
}

impl Around<'_> {
    /// Who it is from: the phone number, else the business-scoped id, else the first person the change speaks of.
    pub(super) fn author(&self, phone: Option<Id<'_>>, scoped: Option<Id<'_>>) -> Option<Author> {
        let (phone, scoped) = (id(phone), id(scoped));
        let is = |known: &Option<String>, given: &Option<String>| given.is_some() && known == given;
        let known = self.people.iter().find(|person| is(&person.phone, &phone) || is(&person.scoped, &scoped));
        let name = |person: Option<&Person>| person.and_then(|person| person.name.clone());
        match phone.or(scoped) {
            Some(id) => Some(Author { id, name: name(known) }),
            None => {
                let first = self.people.first();
                let id = first.and_then(|person| person.phone.clone().or_else(|| person.scoped.clone()))?;
                Some(Author { id, name: name(first) })
            }
        }
    }
}

fn person(raw: &RawValue) -> Option<Person> {
    // Names are a help; a contact that cannot be read costs no message.
    let contact: Contact = serde_json::from_str(raw.get()).ok()?;
    let name = contact.profile.and_then(|profile| words(profile.name).or_else(|| words(profile.username)));
    Some(Person { phone: id(contact.wa_id), scoped: id(contact.user_id), name })
}

fn read(place: Place<'_>, change: Change<'_>, at: &str, parsed: &mut Parsed) {
    if change.field.as_ref().is_none_or(|field| field.as_str() != "messages") {
        return;
    }
    let Some(raw) = change.value else { return parsed.lost(at, "a change without a value") };
    let at = &format!("{at}.value");
    body::value(raw, at, parsed, |text, parsed| {
        let value: Value = serde_json::from_str(text)?;
        let people = value.contacts.unwrap_or_default().into_iter().filter_map(person).collect();
        let own = value.metadata.and_then(|metadata| id(metadata.phone_number_id));
        let around = Around { account: place.account, own, time: place.time, people };
        each(value.messages, &format!("{at}.messages"), parsed, |text| message::read(&around, text));
        each(value.statuses, &format!("{at}.statuses"), parsed, |text| status::read(&around, text));
        Ok(())
    });
}

/// What one message or status came to: something, nothing for one that says nothing to us, or why it cannot be read.
pub(super) type Came = Result<Result<Option<Inbound>, &'static str>, serde_json::Error>;

/// Reads each of a list alone.
fn each(list: Option<Vec<&RawValue>>, at: &str, parsed: &mut Parsed, read: impl Fn(&str) -> Came) {
    for (n, raw) in list.unwrap_or_default().into_iter().enumerate() {
        if parsed.hopeless() {
            return;
        }
        let at = format!("{at}[{n}]");
        body::value(raw, &at, parsed, |text, parsed| {
            match read(text)? {
                Ok(came) => parsed.inbound.extend(came),
                Err(why) => parsed.lost(&at, why),
            }
            Ok(())
        });
    }
}

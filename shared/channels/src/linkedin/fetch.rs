//! What LinkedIn must be asked for: the words a notification left out, and who a member is.

use domain::inbound::{Author, Item};

use super::send::{commented, escaped, outcome, versioned};
use crate::{
    fetch::{Profile, Unfetched, told},
    fields::Fields,
    outcome::{Outcome, Response},
    request::{Credentials, Refusal, Request, segment},
};

/// A comment under what it stands under, or a post.
pub(crate) fn fetch(urn: &str, credentials: &Credentials<'_>) -> Result<Request, Refusal> {
    let path = match (commented(urn), urn.trim_end_matches(')').rsplit_once(',')) {
        (Some(object), Some((_, id))) => {
            format!("/rest/socialActions/{}/comments/{}", escaped("post", object)?, segment("comment", id)?)
        }
        _ => format!("/rest/posts/{}", escaped("post", urn)?),
    };
    Ok(versioned(Request::get(path, credentials)?))
}

/// The item with the words and the author LinkedIn shows.
pub(crate) fn fetched(item: Item, response: &Response<'_>) -> Result<Item, Unfetched> {
    match outcome(response) {
        Outcome::Sent { .. } => {}
        refused => return Err(Unfetched::Answered(refused)),
    }
    let answer: Fields = serde_json::from_str(response.text()).map_err(|_| Unfetched::Unreadable)?;
    let author = answer.text("actor").or_else(|| answer.text("author")).map(|id| Author { id, name: None });
    let text = answer.object("message").and_then(|message| message.text("text")).or_else(|| answer.text("commentary"));
    if author.is_none() && text.is_none() {
        return Err(Unfetched::Unreadable);
    }
    told(item, author, text)
}

/// `GET /rest/people/(id:…)`; only apps with a permission of their own are told.
pub(crate) fn profile(customer: &str, credentials: &Credentials<'_>) -> Result<Request, Refusal> {
    let id = customer.strip_prefix("urn:li:person:").ok_or(Refusal::Unaddressable { what: "customer" })?;
    Ok(versioned(Request::get(format!("/rest/people/(id:{})", segment("customer", id)?), credentials)?))
}

pub(crate) fn read_profile(body: &str) -> Option<Profile> {
    let answer: Fields = serde_json::from_str(body).ok()?;
    let parts = [answer.text("localizedFirstName"), answer.text("localizedLastName")];
    let name = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    (!name.is_empty()).then(|| Profile { name, handle: answer.text("vanityName"), picture: None })
}

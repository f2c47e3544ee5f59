//! What Facebook must be asked for: the words of which it told the id only, and who a person is.

use domain::inbound::{Author, Item};
use serde::Deserialize;

use crate::{
    fetch::{Profile, Unfetched, https, told},
    meta::graph,
    outcome::{Outcome, Response},
    request::{Credentials, Refusal, Request, segment},
    wire::{Id, Text, id, words},
};

/// `GET /{post or comment}?fields=message,from`.
pub(crate) fn fetch(written: &str, credentials: &Credentials<'_>) -> Result<Request, Refusal> {
    let path = format!("/{}?fields=message,from", segment("post", written)?);
    Ok(Request::get(path, credentials)?.proven(credentials))
}

#[derive(Deserialize)]
struct Answer<'a> {
    #[serde(borrow)]
    id: Option<Id<'a>>,
    message: Option<Text<'a>>,
    from: Option<Person<'a>>,
}

#[derive(Deserialize)]
struct Person<'a> {
    #[serde(borrow)]
    id: Option<Id<'a>>,
    name: Option<Text<'a>>,
}

/// The item with the words and the author Facebook shows. Its time and identity stay as they were: both are part of its
/// name. A post of a picture alone has no words.
pub(crate) fn fetched(item: Item, response: &Response<'_>) -> Result<Item, Unfetched> {
    match graph::outcome(response) {
        Outcome::Sent { .. } => {}
        refused => return Err(Unfetched::Answered(refused)),
    }
    let answer: Answer = serde_json::from_str(response.text()).map_err(|_| Unfetched::Unreadable)?;
    if id(answer.id).is_none() && answer.message.is_none() {
        return Err(Unfetched::Unreadable);
    }
    let author = answer.from.and_then(|person| Some(Author { id: id(person.id)?, name: words(person.name) }));
    told(item, author, words(answer.message))
}

/// `GET /{psid}?fields=name,first_name,last_name,profile_pic`.
pub(crate) fn profile(customer: &str, credentials: &Credentials<'_>) -> Result<Request, Refusal> {
    let path = format!("/{}?fields=name,first_name,last_name,profile_pic", segment("customer", customer)?);
    Ok(Request::get(path, credentials)?.proven(credentials))
}

pub(crate) fn read_profile(body: &str) -> Option<Profile> {
    #[derive(Deserialize)]
    struct Answer<'a> {
        #[serde(borrow)]
        name: Option<Text<'a>>,
        first_name: Option<Text<'a>>,
        last_name: Option<Text<'a>>,
        profile_pic: Option<Text<'a>>,
    }
    let answer: Answer = serde_json::from_str(body).ok()?;
    let parts = [words(answer.first_name), words(answer.last_name)];
    let joined = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let name = words(answer.name).or_else(|| (!joined.is_empty()).then_some(joined))?;
    Some(Profile { name, handle: None, picture: https(answer.profile_pic) })
}

//! What Instagram must be asked for: the words of a mention, and who a person is.

use domain::inbound::{Act, Author, ContentKind, Item, Missing};
use serde::Deserialize;

use crate::{
    fetch::{Profile, Unfetched, https, told},
    meta::graph,
    outcome::{Outcome, Response},
    request::{Credentials, Refusal, Request, segment},
    wire::{Id, Text, id, words},
};

/// `GET /{igid}?fields=mentioned_comment.comment_id(ID){...}`; braces are escaped.
pub(crate) fn fetch_comment(comment: &str, own: &str, credentials: &Credentials<'_>) -> Result<Request, Refusal> {
    let comment = segment("comment", comment)?;
    asked(own, &format!("mentioned_comment.comment_id({comment})%7Btext,timestamp,from%7D"), credentials)
}

/// `GET /{igid}?fields=mentioned_media.media_id(ID){...}`; braces are escaped.
pub(crate) fn fetch_media(media: &str, own: &str, credentials: &Credentials<'_>) -> Result<Request, Refusal> {
    let media = segment("media", media)?;
    asked(own, &format!("mentioned_media.media_id({media})%7Bcaption,timestamp,username%7D"), credentials)
}

fn asked(own: &str, fields: &str, credentials: &Credentials<'_>) -> Result<Request, Refusal> {
    Ok(Request::get(format!("/{}?fields={fields}", segment("account", own)?), credentials)?.proven(credentials))
}

#[derive(Deserialize)]
struct Answer<'a> {
    #[serde(borrow)]
    mentioned_comment: Option<Mentioned<'a>>,
    mentioned_media: Option<Mentioned<'a>>,
}

#[derive(Deserialize)]
struct Mentioned<'a> {
    #[serde(borrow)]
    text: Option<Text<'a>>,
    caption: Option<Text<'a>>,
    from: Option<Person<'a>>,
    owner: Option<Person<'a>>,
    username: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct Person<'a> {
    #[serde(borrow)]
    id: Option<Id<'a>>,
    username: Option<Text<'a>>,
}

/// The item with the words and, as far as Instagram names them, the author. Its time and identity stay as they were:
/// both are part of its name.
///
/// An Instagram answer for a media names its owner by handle only; then the handle is the author's id too, since there is
/// no other to tell people apart by.
pub(crate) fn fetched(mut item: Item, response: &Response<'_>) -> Result<Item, Unfetched> {
    match graph::outcome(response) {
        Outcome::Sent { .. } => {}
        refused => return Err(Unfetched::Answered(refused)),
    }
    let answer: Answer = serde_json::from_str(response.text()).map_err(|_| Unfetched::Unreadable)?;
    let mentioned = match item.missing {
        Some(Missing::MentionedComment { .. }) => answer.mentioned_comment,
        _ => answer.mentioned_media,
    }
    .ok_or(Unfetched::Unreadable)?;

    let (person, handle) = mentioned.from.or(mentioned.owner).map_or((None, None), |from| (id(from.id), words(from.username)));
    let handle = handle.or_else(|| words(mentioned.username));
    let author = person.or_else(|| handle.clone()).map(|id| Author { id, name: handle });
    if let Act::Say { content, .. } = &mut item.act {
        content.kind = ContentKind::Text;
    }
    told(item, author, words(mentioned.text).or_else(|| words(mentioned.caption)))
}

/// `GET /{igsid}?fields=name,username,profile_pic`.
pub(crate) fn profile(customer: &str, credentials: &Credentials<'_>) -> Result<Request, Refusal> {
    let path = format!("/{}?fields=name,username,profile_pic", segment("customer", customer)?);
    Ok(Request::get(path, credentials)?.proven(credentials))
}

pub(crate) fn read_profile(body: &str) -> Option<Profile> {
    #[derive(Deserialize)]
    struct Answer<'a> {
        #[serde(borrow)]
        name: Option<Text<'a>>,
        username: Option<Text<'a>>,
        profile_pic: Option<Text<'a>>,
    }
    let answer: Answer = serde_json::from_str(body).ok()?;
    let handle = words(answer.username);
    Some(Profile { name: words(answer.name).or_else(|| handle.clone())?, handle, picture: https(answer.profile_pic) })
}

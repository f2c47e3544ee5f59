//! Instagram's public side: comments under the brand's media and live videos, and mentions of the brand elsewhere.

use domain::{
    inbound::{Act, Author, Content, ContentKind, Inbound, Item, Missing},
    platform::{ContentType, Visibility},
};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::{
    body::{self, Parsed},
    meta::{direct::Place, envelope::Change},
    wire::{Id, Text, id, words},
};

/// A comment (`id`, `text`, ...) or a mention (`media_id`, `comment_id`).
#[derive(Deserialize)]
struct Said<'a> {
    #[serde(borrow)]
    id: Option<Id<'a>>,
    text: Option<Text<'a>>,
    from: Option<Person<'a>>,
    media: Option<Media<'a>>,
    parent_id: Option<Id<'a>>,
    media_id: Option<Id<'a>>,
    comment_id: Option<Id<'a>>,
}

#[derive(Deserialize)]
struct Person<'a> {
    #[serde(borrow)]
    id: Option<Id<'a>>,
    username: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct Media<'a> {
    #[serde(borrow)]
    id: Option<Id<'a>>,
}

/// The fields that carry something a customer said.
#[derive(Clone, Copy)]
enum Field {
    Comments,
    LiveComments,
    Mentions,
}

impl Field {
    /// Nothing for fields that say nothing to us (story insights, message fields of test calls, ...).
    fn of(name: Option<&Text>) -> Option<Self> {
        match name?.as_str() {
            "comments" => Some(Field::Comments),
            "live_comments" => Some(Field::LiveComments),
            "mentions" => Some(Field::Mentions),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Field::Comments => "comments",
            Field::LiveComments => "live_comments",
            Field::Mentions => "mentions",
        }
    }
}

/// Reads a change that stands at `at`. Its value is one thing or several: the documents show both.
pub(crate) fn read(place: Place<'_>, change: Change<'_>, at: &str, parsed: &mut Parsed) {
    let Some(field) = Field::of(change.field.as_ref()) else { return };
    let Some(raw) = change.value else { return parsed.lost(at, "a change without a value") };
    let one = |raw: &RawValue, at: &str, parsed: &mut Parsed| {
        body::value(raw, at, parsed, |text, parsed| {
            take(place, field, serde_json::from_str(text)?, at, parsed);
            Ok(())
        });
    };
    match serde_json::from_str::<Vec<&RawValue>>(raw.get()) {
        Ok(many) => {
            for (n, raw) in many.into_iter().enumerate() {
                if parsed.hopeless() {
                    return;
                }
                one(raw, &format!("{at}.value[{n}]"), parsed);
            }
        }
        Err(_) => one(raw, at, parsed),
    }
}

fn take(place: Place<'_>, field: Field, said: Said<'_>, at: &str, parsed: &mut Parsed) {
    let item = match field {
        Field::Comments | Field::LiveComments => comment(place, field, said),
        Field::Mentions => mention(place, said),
    };
    match item {
        Ok(item) => parsed.inbound.extend(item.map(Inbound::Item)),
        Err(why) => parsed.lost(at, why),
    }
}

/// Who wrote it, or that the brand did: that is no customer's item.
fn author(place: Place<'_>, from: Option<Person<'_>>) -> Result<Option<Author>, Own> {
    let Some(from) = from else { return Ok(None) };
    match id(from.id) {
        Some(id) if id == place.own => Err(Own),
        Some(id) => Ok(Some(Author { id, name: words(from.username) })),
        None => Ok(None),
    }
}

struct Own;

fn comment(place: Place<'_>, field: Field, said: Said<'_>) -> Result<Option<Item>, &'static str> {
    let Ok(author) = author(place, said.from) else { return Ok(None) };
    let comment = id(said.id).ok_or("a comment without an id")?;
    let parent = id(said.parent_id);
    let content_type = if parent.is_some() { ContentType::Reply } else { ContentType::Comment };
    let content = Content { kind: ContentKind::Text, text: words(said.text), attachments: Vec::new() };
    let event = format!("{}:{comment}:add", field.name());
    // Old bodies name no media: then the comment answered, or the comment itself, is what others gather under.
    let post = said.media.and_then(|media| id(media.id)).or_else(|| parent.clone()).unwrap_or_else(|| comment.clone());
    let act = Act::Say { external_id: Some(comment), content_type, content };
    item(place, author, event, act, Some(post), parent, None).map(Some)
}

/// The body holds ids only: the words must be fetched.
fn mention(place: Place<'_>, said: Said<'_>) -> Result<Option<Item>, &'static str> {
    let Ok(author) = author(place, said.from) else { return Ok(None) };
    let media = id(said.media_id).ok_or("a mention without a media_id")?;
    let comment = id(said.comment_id);
    let named = comment.clone().unwrap_or_else(|| media.clone());
    // Two accounts of the brand may be named at once: the event is another for each.
    let event = format!("mentions:{}:{named}:add", place.own);
    let content = Content { kind: ContentKind::Mention, text: words(said.text), attachments: Vec::new() };
    let act = Act::Say { external_id: Some(named), content_type: ContentType::Mention, content };
    let missing = match comment {
        Some(comment) => Missing::MentionedComment { comment, media: media.clone() },
        None => Missing::MentionedMedia { media: media.clone() },
    };
    item(place, author, event, act, Some(media), None, Some(missing)).map(Some)
}

fn item(
    place: Place<'_>,
    author: Option<Author>,
    event: String,
    act: Act,
    post: Option<String>,
    parent: Option<String>,
    missing: Option<Missing>,
) -> Result<Item, &'static str> {
    Ok(Item {
        platform: place.platform,
        account: place.account.clone(),
        visibility: Visibility::Public,
        author,
        recipient: (!place.own.is_empty()).then(|| place.own.to_owned()),
        event,
        act,
        at: place.time.ok_or("its entry has no time")?,
        post,
        parent,
        undated: false,
        reply_token: None,
        told: Default::default(),
        missing,
    })
}

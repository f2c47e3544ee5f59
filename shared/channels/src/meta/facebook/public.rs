//! The public side of a page: the fields `feed`, `ratings` and `mention`.

use domain::{
    inbound::{Act, Attachment, Author, Content, ContentKind, Inbound, Item, Missing},
    platform::{ContentType, Platform, Visibility},
    time::Timestamp,
};
use serde::Deserialize;

use crate::{
    body::{self, Parsed},
    meta::{direct::Place, envelope::Change},
    wire::{Id, Loose, Moment, Text, id, words},
};

/// The fields that carry something a customer said.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Feed,
    Ratings,
    Mention,
}

impl Field {
    fn of(name: Option<&Text>) -> Option<Self> {
        match name?.as_str() {
            "feed" => Some(Field::Feed),
            "ratings" => Some(Field::Ratings),
            "mention" => Some(Field::Mention),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Field::Feed => "feed",
            Field::Ratings => "ratings",
            Field::Mention => "mention",
        }
    }
}

/// What was done to the item.
#[derive(Clone, Copy)]
enum Verb {
    Add,
    Edit,
    Remove,
}

impl Verb {
    /// Nothing for what says nothing to us: hide, unhide, block, mute.
    fn of(name: Option<&Text>) -> Option<Self> {
        match name?.as_str() {
            "add" => Some(Verb::Add),
            "edited" | "edit" | "update" => Some(Verb::Edit),
            "remove" | "delete" => Some(Verb::Remove),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Verb::Add => "add",
            Verb::Edit => "edit",
            Verb::Remove => "remove",
        }
    }
}

/// The few words that decide whether a change is read at all.
#[derive(Deserialize)]
struct Head<'a> {
    #[serde(borrow)]
    item: Option<Text<'a>>,
    verb: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct Said<'a> {
    #[serde(borrow)]
    from: Option<Loose<Person<'a>>>,
    sender_id: Option<Id<'a>>,
    sender_name: Option<Text<'a>>,
    reviewer_id: Option<Id<'a>>,
    reviewer_name: Option<Text<'a>>,
    post_id: Option<Id<'a>>,
    comment_id: Option<Id<'a>>,
    parent_id: Option<Id<'a>>,
    open_graph_story_id: Option<Id<'a>>,
    message: Option<Text<'a>>,
    review_text: Option<Text<'a>>,
    rating: Option<Id<'a>>,
    recommendation_type: Option<Text<'a>>,
    photo: Option<Text<'a>>,
    photos: Option<Vec<Text<'a>>>,
    video: Option<Text<'a>>,
    link: Option<Text<'a>>,
    created_time: Option<Moment>,
}

#[derive(Deserialize)]
struct Person<'a> {
    #[serde(borrow)]
    id: Option<Id<'a>>,
    name: Option<Text<'a>>,
}

/// Reads a change that stands at `at`.
pub(crate) fn read(place: Place<'_>, change: Change<'_>, at: &str, parsed: &mut Parsed) {
    let Some(field) = Field::of(change.field.as_ref()) else { return };
    let Some(raw) = change.value else { return parsed.lost(at, "a change without a value") };
    body::value(raw, at, parsed, |text, parsed| {
        let head: Head = serde_json::from_str(text)?;
        let kind = head.item.as_ref().map_or("", Text::as_str);
        let Some(verb) = Verb::of(head.verb.as_ref()) else { return Ok(()) };
        if matches!(kind, "reaction" | "like" | "event") {
            return Ok(());
        }
        match item(place, field, verb, kind, serde_json::from_str(text)?) {
            Ok(item) => parsed.inbound.extend(item.map(Inbound::Item)),
            Err(why) => parsed.lost(at, why),
        }
        Ok(())
    });
}

/// What a change says; nothing for what the page itself did.
fn item(place: Place<'_>, field: Field, verb: Verb, kind: &str, mut said: Said<'_>) -> Result<Option<Item>, &'static str> {
    let author = author(&mut said);
    if author.as_ref().is_some_and(|author| author.id == place.own) {
        return Ok(None);
    }
    let at = said.created_time.map(|time| time.0).or(place.time).ok_or("neither it nor its entry has a time")?;
    let comment = id(said.comment_id.take());
    let story = id(said.open_graph_story_id.take());
    let post = id(said.post_id.take());
    let external_id = match kind {
        "comment" => comment.or_else(|| post.clone()),
        "rating" => story.clone().or_else(|| post.clone()),
        _ => post.clone(),
    };
    // A rating is its own post; what is said under it names the post.
    let post = post.or(story).or_else(|| external_id.clone());
    let parent = id(said.parent_id.take()).filter(|parent| kind == "comment" && Some(parent) != post.as_ref());
    let event = name(place, field, verb, external_id.as_deref(), author.as_ref(), at);
    let content_type = content_type(field, kind, parent.is_some());
    let (act, missing) = act(verb, field, kind, external_id, content_type, said);
    Ok(Some(Item {
        platform: Platform::Facebook,
        account: place.account.clone(),
        visibility: Visibility::Public,
        author,
        recipient: (!place.own.is_empty()).then(|| place.own.to_owned()),
        event,
        act,
        at,
        post,
        parent,
        undated: false,
        reply_token: None,
        told: Default::default(),
        missing,
    }))
}

fn author(said: &mut Said<'_>) -> Option<Author> {
    let from = said.from.take().and_then(|from| from.0).map(|from| (id(from.id), words(from.name)));
    if let Some((Some(id), name)) = from {
        return Some(Author { id, name });
    }
    let sender = id(said.sender_id.take()).map(|id| Author { id, name: words(said.sender_name.take()) });
    sender.or_else(|| id(said.reviewer_id.take()).map(|id| Author { id, name: words(said.reviewer_name.take()) }))
}

/// The event's name (channels.md section 4). Two pages may be named in one post. An edit keeps the time at which the item
/// was made; the time of the entry tells two edits apart.
fn name(place: Place<'_>, field: Field, verb: Verb, item: Option<&str>, author: Option<&Author>, at: Timestamp) -> String {
    let page = if field == Field::Mention { format!("{}:", place.own) } else { String::new() };
    let item = item.or_else(|| author.map(|author| author.id.as_str())).unwrap_or_default();
    let edited = match (verb, place.time) {
        (Verb::Edit, Some(time)) => format!(":{}", time.millis()),
        _ => String::new(),
    };
    format!("{}:{page}{item}:{}:{}{edited}", field.name(), verb.name(), at.millis())
}

fn content_type(field: Field, kind: &str, under_a_comment: bool) -> ContentType {
    match (field, kind) {
        (Field::Mention, _) => ContentType::Mention,
        (_, "comment") if under_a_comment => ContentType::Reply,
        (_, "comment") => ContentType::Comment,
        (_, "rating") => ContentType::Review,
        (_, "share") => ContentType::Share,
        _ => ContentType::Post,
    }
}

fn act(
    verb: Verb,
    field: Field,
    kind: &str,
    external_id: Option<String>,
    content_type: ContentType,
    mut said: Said<'_>,
) -> (Act, Option<Missing>) {
    let text = words(said.message.take()).or_else(|| words(said.review_text.take()));
    match verb {
        Verb::Edit => (Act::Edit { external_id, text }, None),
        Verb::Remove => (Act::Delete { external_id }, None),
        Verb::Add => {
            let content = content(kind, text, said);
            // Mentions come without words, and so do comments under ratings.
            let asked = field != Field::Feed && kind != "rating" && content.text.is_none();
            let missing = external_id.clone().filter(|_| asked).map(|id| Missing::Written { id });
            (Act::Say { external_id, content_type, content }, missing)
        }
    }
}

fn content(kind: &str, text: Option<String>, said: Said<'_>) -> Content {
    let link = words(said.link);
    let attached = |kind, url| Attachment { kind, url: Some(url), reference: None, label: None };
    let photos = words(said.photo).into_iter().chain(said.photos.into_iter().flatten().filter_map(|photo| words(Some(photo))));
    let mut attachments: Vec<Attachment> = photos.map(|url| attached(ContentKind::Image, url)).collect();
    let pictured = !attachments.is_empty();
    let leading = match kind {
        "photo" | "album" => ContentKind::Image,
        "comment" | "post" | "status" if pictured => ContentKind::Image,
        "video" => ContentKind::Video,
        "share" => ContentKind::Share,
        "rating" => ContentKind::Review,
        _ => ContentKind::Text,
    };
    attachments.extend(words(said.video).map(|url| attached(ContentKind::Video, url)));
    match leading {
        ContentKind::Image if pictured => {}
        // How many stars, or whether the page is recommended: a rating may have no words.
        ContentKind::Review => {
            let verdict = id(said.rating).or_else(|| words(said.recommendation_type).map(|verdict| verdict.to_lowercase()));
            let verdict = verdict.map(|verdict| Attachment { kind: leading, url: None, reference: Some(verdict), label: None });
            attachments.extend(verdict);
        }
        ContentKind::Text => attachments.extend(link.map(|url| attached(ContentKind::Share, url))),
        kind => attachments.extend(link.map(|url| attached(kind, url))),
    }
    Content { kind: leading, text, attachments }
}

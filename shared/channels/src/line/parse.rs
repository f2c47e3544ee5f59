//! A LINE webhook body into items.
//!
//! In a group or a room the author is the member who wrote (nobody if LINE does not say), and the group's or room's id
//! stands in the item's `post`: it is the place the words belong to, though not a public one.

use domain::{
    id::AccountId,
    inbound::{Act, Attachment, Author, Content, ContentKind, Inbound, Item},
    platform::{ContentType, Platform, Visibility},
};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::{
    body::{self, Parsed, Unreadable, complaint},
    wire::{Degrees, Few, Id, Maybe, Moment, Text, id, words},
};

#[derive(Deserialize)]
struct Body<'a> {
    #[serde(borrow)]
    destination: Option<Id<'a>>,
    events: Few<Event<'a, Message<'a>>>,
}

/// The same body with its events unread: for when one of them is not what it should be.
#[derive(Deserialize)]
struct Apart<'a> {
    #[serde(borrow)]
    destination: Option<Id<'a>>,
    events: Vec<&'a RawValue>,
}

/// As much of an event as says whether it concerns us.
#[derive(Deserialize)]
struct Head<'a> {
    #[serde(borrow, rename = "type")]
    kind: Option<Text<'a>>,
    mode: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", bound(deserialize = "M: Deserialize<'de>"))]
struct Event<'a, M> {
    #[serde(borrow, rename = "type")]
    kind: Option<Text<'a>>,
    mode: Option<Text<'a>>,
    timestamp: Option<Moment>,
    source: Option<Source<'a>>,
    webhook_event_id: Option<Id<'a>>,
    reply_token: Option<Text<'a>>,
    message: Option<M>,
    postback: Option<Postback<'a>>,
    unsend: Option<Unsend<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Source<'a> {
    #[serde(borrow)]
    user_id: Option<Id<'a>>,
    group_id: Option<Id<'a>>,
    room_id: Option<Id<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase")]
struct Message<'a> {
    #[serde(borrow)]
    id: Option<Id<'a>>,
    #[serde(rename = "type")]
    kind: Option<Text<'a>>,
    text: Option<Text<'a>>,
    quoted_message_id: Option<Id<'a>>,
    content_provider: Option<ContentProvider<'a>>,
    file_name: Option<Text<'a>>,
    package_id: Option<Id<'a>>,
    sticker_id: Option<Id<'a>>,
    title: Option<Text<'a>>,
    address: Option<Text<'a>>,
    latitude: Option<Maybe<Degrees>>,
    longitude: Option<Maybe<Degrees>>,
}

/// A message of a type yet to be invented: its other fields may look as they like.
#[derive(Deserialize)]
struct Unknown<'a> {
    #[serde(borrow)]
    id: Option<Id<'a>>,
    #[serde(rename = "type")]
    kind: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ContentProvider<'a> {
    #[serde(borrow)]
    original_content_url: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct Postback<'a> {
    #[serde(borrow)]
    data: Option<Text<'a>>,
    params: Option<Params<'a>>,
}

/// What the customer picked in a date and time picker.
#[derive(Deserialize)]
struct Params<'a> {
    #[serde(borrow)]
    date: Option<Text<'a>>,
    time: Option<Text<'a>>,
    datetime: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Unsend<'a> {
    #[serde(borrow)]
    message_id: Option<Id<'a>>,
}

/// Reads a LINE body. A verify call (`"events":[]`) holds nothing.
pub(crate) fn parse(account: &AccountId, raw: &[u8]) -> Result<Parsed, Unreadable> {
    let text = body::text(raw)?;
    // Nearly every body is right as a whole, and is read once. Only one that is not is taken apart.
    let Ok(body) = serde_json::from_str::<Body>(&text) else {
        return apart(account, body::mend(&text).as_deref().unwrap_or(&text));
    };
    let (recipient, Few(events)) = (id(body.destination), body.events);
    let mut parsed = Parsed { inbound: Vec::with_capacity(events.len()), unreadable: Vec::new() };
    for (n, event) in events.into_iter().enumerate() {
        match read(account, recipient.as_deref(), event) {
            Ok(item) => parsed.inbound.extend(item.map(Inbound::Item)),
            Err(why) => parsed.lost(format!("events[{n}]"), why),
        }
    }
    parsed.unless_hopeless()
}

fn apart(account: &AccountId, text: &str) -> Result<Parsed, Unreadable> {
    let body: Apart = serde_json::from_str(text).map_err(|error| Unreadable::malformed(&error))?;
    let recipient = id(body.destination);
    let mut parsed = Parsed::default();
    for (n, event) in body.events.into_iter().enumerate() {
        if parsed.hopeless() {
            break;
        }
        match alone(account, recipient.as_deref(), event.get()) {
            Ok(item) => parsed.inbound.extend(item.map(Inbound::Item)),
            Err(why) => parsed.lost(format!("events[{n}]"), why),
        }
    }
    parsed.unless_hopeless()
}

fn alone(account: &AccountId, recipient: Option<&str>, event: &str) -> Result<Option<Item>, String> {
    let error = match serde_json::from_str::<Event<Message>>(event) {
        Ok(event) => return read(account, recipient, event).map_err(str::to_owned),
        Err(error) => error,
    };
    // An event of a kind that is not read may look as it likes.
    if serde_json::from_str::<Head>(event).is_ok_and(|head| !concerns(head.kind.as_ref(), head.mode.as_ref())) {
        return Ok(None);
    }
    match serde_json::from_str::<Event<Unknown>>(event) {
        Ok(event) if event.message.as_ref().is_some_and(|message| kind(message.kind.as_ref()) == ContentKind::Unsupported) => {
            read(account, recipient, event.unknown()).map_err(str::to_owned)
        }
        _ => Err(complaint(&error)),
    }
}

impl<'a> Event<'a, Unknown<'a>> {
    fn unknown(self) -> Event<'a, Message<'a>> {
        let message = self.message.map(|message| Message { id: message.id, kind: message.kind, ..Message::default() });
        Event {
            message,
            kind: self.kind,
            mode: self.mode,
            timestamp: self.timestamp,
            source: self.source,
            webhook_event_id: self.webhook_event_id,
            reply_token: self.reply_token,
            postback: self.postback,
            unsend: self.unsend,
        }
    }
}

/// Whether an event says something a customer said or did, to us. In standby another module answers the customer.
fn concerns(kind: Option<&Text>, mode: Option<&Text>) -> bool {
    let ours = mode.is_none_or(|mode| mode.as_str() != "standby");
    ours && kind.is_some_and(|kind| matches!(kind.as_str(), "message" | "messageEdited" | "unsend" | "postback"))
}

fn read(account: &AccountId, recipient: Option<&str>, event: Event<'_, Message<'_>>) -> Result<Option<Item>, &'static str> {
    if !concerns(event.kind.as_ref(), event.mode.as_ref()) {
        return Ok(None);
    }
    let kind = event.kind.unwrap_or_default();
    let Moment(at) = event.timestamp.ok_or("it has no timestamp")?;
    let source = event.source.unwrap_or(Source { user_id: None, group_id: None, room_id: None });
    let author = id(source.user_id).map(|id| Author { id, name: None });
    let event_id = id(event.webhook_event_id);

    let mut parent = None;
    let act = match kind.as_str() {
        "message" => {
            let message = event.message.ok_or("a message event without a message")?;
            let external_id = id(message.id.clone());
            parent = id(message.quoted_message_id.clone());
            say(external_id, content(message))
        }
        "messageEdited" => {
            let message = event.message.ok_or("an edit without its message")?;
            Act::Edit { external_id: id(message.id), text: words(message.text) }
        }
        "unsend" => Act::Delete { external_id: id(event.unsend.ok_or("an unsend without its message")?.message_id) },
        _ => say(event_id.clone(), pressed(event.postback.ok_or("a postback event without a postback")?)),
    };

    // Old bodies have no event id: the message's id and what happened to it name the event as well. An edit may come
    // twice for one message, and a postback has no message at all: there the time and the person stand in.
    let name = event_id.unwrap_or_else(|| {
        let person = author.as_ref().map_or("", |author| author.id.as_str());
        let kind = kind.as_str();
        match &act {
            Act::Say { external_id: Some(message), .. } | Act::Delete { external_id: Some(message) } => {
                format!("{kind}:{message}")
            }
            Act::Edit { external_id: Some(message), .. } => format!("{kind}:{message}:{}", at.millis()),
            Act::Say { content, .. } => {
                format!("{kind}:{person}:{}:{}", at.millis(), content.text.as_deref().unwrap_or_default())
            }
            _ => format!("{kind}:{person}:{}", at.millis()),
        }
    });

    Ok(Some(Item {
        platform: Platform::Line,
        account: account.clone(),
        visibility: Visibility::Private,
        author,
        recipient: recipient.map(str::to_owned),
        event: name,
        act,
        at,
        post: id(source.group_id).or_else(|| id(source.room_id)),
        parent,
        undated: false,
        reply_token: words(event.reply_token),
        told: Default::default(),
        missing: None,
    }))
}

fn say(external_id: Option<String>, content: Content) -> Act {
    Act::Say { external_id, content_type: ContentType::PrivateMessage, content }
}

/// A tapped button. LINE sends its data, and what was picked in a date and time picker.
fn pressed(postback: Postback<'_>) -> Content {
    let picked =
        postback.params.and_then(|params| words(params.datetime).or_else(|| words(params.date)).or_else(|| words(params.time)));
    let attachment = |label| Attachment { kind: ContentKind::Postback, url: None, reference: None, label: Some(label) };
    Content { kind: ContentKind::Postback, text: words(postback.data), attachments: picked.map(attachment).into_iter().collect() }
}

fn kind(name: Option<&Text<'_>>) -> ContentKind {
    match name.map_or("", Text::as_str) {
        "text" => ContentKind::Text,
        "image" => ContentKind::Image,
        "video" => ContentKind::Video,
        "audio" => ContentKind::Audio,
        "file" => ContentKind::File,
        "location" => ContentKind::Location,
        "sticker" => ContentKind::Sticker,
        _ => ContentKind::Unsupported,
    }
}

fn content(message: Message<'_>) -> Content {
    let kind = kind(message.kind.as_ref());
    let attachment = match kind {
        ContentKind::Image | ContentKind::Video | ContentKind::Audio | ContentKind::File => {
            // Content of the customer's own is fetched by the message's id; other content lies where the sender put it.
            let url = message.content_provider.and_then(|provider| words(provider.original_content_url));
            let reference = if url.is_none() { id(message.id) } else { None };
            Some(Attachment { kind, url, reference, label: words(message.file_name) })
        }
        ContentKind::Sticker => {
            let reference = match (id(message.package_id), id(message.sticker_id)) {
                (Some(package), Some(sticker)) => Some(format!("{package}/{sticker}")),
                _ => None,
            };
            Some(Attachment { kind, url: None, reference, label: None })
        }
        ContentKind::Location => Some(Attachment {
            kind,
            url: None,
            reference: message
                .latitude
                .and_then(|degrees| degrees.0)
                .zip(message.longitude.and_then(|degrees| degrees.0))
                .map(|(latitude, longitude)| format!("{},{}", latitude.0, longitude.0)),
            label: words(message.address).or_else(|| words(message.title)),
        }),
        _ => None,
    };
    // Only a text and a sticker with words on it have words; an unknown type's `text` might be anything.
    let text = if matches!(kind, ContentKind::Text | ContentKind::Sticker) { words(message.text) } else { None };
    Content { kind, text, attachments: attachment.into_iter().collect() }
}

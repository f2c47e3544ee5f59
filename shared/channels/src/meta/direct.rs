//! The `messaging[]` of Messenger and Instagram: direct messages, what happens to them, and what the brand's own account
//! sent. The key that is present names the event.

use domain::{
    id::AccountId,
    inbound::{Act, Attachment, Author, Content, ContentKind, Echo, Inbound, Item, Receipt, ReceiptState, Told},
    platform::{ContentType, Platform, Visibility},
    time::Timestamp,
};
use serde::{Deserialize, de::IgnoredAny};

use crate::wire::{Degrees, Id, Loose, Maybe, Moment, Text, id, words};

/// Where an event stands: its connection, and the entry of the body it is in.
#[derive(Clone, Copy)]
pub(crate) struct Place<'p> {
    pub platform: Platform,
    pub account: &'p AccountId,
    /// The platform's id of the brand's account.
    pub own: &'p str,
    pub time: Option<Timestamp>,
}

#[derive(Deserialize)]
pub(crate) struct Messaging<'a> {
    #[serde(borrow)]
    sender: Option<Party<'a>>,
    recipient: Option<Party<'a>>,
    timestamp: Option<Moment>,
    message: Option<Message<'a>>,
    message_edit: Option<MessageEdit<'a>>,
    reaction: Option<Reaction<'a>>,
    postback: Option<Postback<'a>>,
    read: Option<Read<'a>>,
    delivery: Option<Delivery<'a>>,
}

/// Which of the keys that are read an event has: one with none of them may look as it likes.
#[derive(Deserialize)]
pub(crate) struct Keys {
    message: Option<IgnoredAny>,
    message_edit: Option<IgnoredAny>,
    reaction: Option<IgnoredAny>,
    postback: Option<IgnoredAny>,
    read: Option<IgnoredAny>,
    delivery: Option<IgnoredAny>,
}

impl Keys {
    pub(crate) fn concern_us(&self) -> bool {
        [&self.message, &self.message_edit, &self.reaction, &self.postback, &self.read, &self.delivery]
            .iter()
            .any(|key| key.is_some())
    }
}

#[derive(Deserialize)]
struct Party<'a> {
    #[serde(borrow)]
    id: Option<Id<'a>>,
}

#[derive(Deserialize)]
struct Message<'a> {
    #[serde(borrow)]
    mid: Option<Id<'a>>,
    text: Option<Text<'a>>,
    attachments: Option<Maybe<Vec<Maybe<Attached<'a>>>>>,
    reply_to: Option<Maybe<ReplyTo<'a>>>,
    sticker_id: Option<Id<'a>>,
    metadata: Option<Text<'a>>,
    is_echo: Option<bool>,
    is_deleted: Option<bool>,
    is_unsupported: Option<bool>,
    referral: Option<Loose<Referral<'a>>>,
}

/// The link or the advertisement that the customer came by.
#[derive(Deserialize, Default)]
struct Referral<'a> {
    #[serde(borrow, rename = "ref")]
    reference: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct Attached<'a> {
    #[serde(borrow, rename = "type")]
    kind: Option<Text<'a>>,
    title: Option<Text<'a>>,
    url: Option<Text<'a>>,
    payload: Option<Maybe<Payload<'a>>>,
}

#[derive(Deserialize, Default)]
struct Payload<'a> {
    #[serde(borrow)]
    url: Option<Text<'a>>,
    title: Option<Text<'a>>,
    sticker_id: Option<Id<'a>>,
    coordinates: Option<Maybe<Coordinates>>,
}

#[derive(Deserialize)]
struct Coordinates {
    lat: Option<Degrees>,
    long: Option<Degrees>,
}

#[derive(Deserialize)]
struct ReplyTo<'a> {
    #[serde(borrow)]
    mid: Option<Id<'a>>,
    story: Option<Maybe<Party<'a>>>,
}

#[derive(Deserialize)]
struct MessageEdit<'a> {
    #[serde(borrow)]
    mid: Option<Id<'a>>,
    text: Option<Text<'a>>,
    num_edit: Option<Id<'a>>,
}

#[derive(Deserialize)]
struct Reaction<'a> {
    #[serde(borrow)]
    mid: Option<Id<'a>>,
    action: Option<Text<'a>>,
    emoji: Option<Text<'a>>,
    reaction: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct Postback<'a> {
    #[serde(borrow)]
    mid: Option<Id<'a>>,
    title: Option<Text<'a>>,
    payload: Option<Text<'a>>,
    referral: Option<Loose<Referral<'a>>>,
}

fn came_by(referral: Option<Loose<Referral<'_>>>) -> Told {
    let entry = referral.and_then(|referral| words(referral.0?.reference));
    Told { entry, ..Told::default() }
}

#[derive(Deserialize)]
struct Read<'a> {
    #[serde(borrow)]
    mid: Option<Id<'a>>,
    watermark: Option<Moment>,
}

#[derive(Deserialize)]
struct Delivery<'a> {
    #[serde(borrow)]
    mids: Option<Vec<Id<'a>>>,
    watermark: Option<Moment>,
}

/// Reads one event into `out`; nothing for one that says nothing to us.
pub(crate) fn read(place: Place<'_>, event: Messaging<'_>, out: &mut Vec<Inbound>) -> Result<(), &'static str> {
    let at = event.timestamp.map(|time| time.0).or(place.time).ok_or("neither it nor its entry has a time")?;
    let sender = event.sender.and_then(|party| id(party.id));
    let recipient = event.recipient.and_then(|party| id(party.id));
    // Meta's test console lets an account write to itself: that is a customer's message.
    let own = sender.as_deref() == Some(place.own) && recipient.as_deref() != Some(place.own);
    let customer = Customer { place, at, sender, recipient };

    if let Some(message) = event.message {
        if own || message.is_echo == Some(true) {
            out.extend(customer.echo(message).map(Inbound::Echo));
        } else {
            out.push(Inbound::Item(customer.message(message)));
        }
    } else if own {
        // The brand's own reactions, edits and the like concern nobody.
    } else if let Some(edit) = event.message_edit {
        out.push(Inbound::Item(customer.edited(edit)));
    } else if let Some(reaction) = event.reaction {
        out.push(Inbound::Item(customer.reacted(reaction)));
    } else if let Some(postback) = event.postback {
        out.push(Inbound::Item(customer.pressed(postback)));
    } else if let Some(read) = event.read {
        // Messenger's read receipt is a watermark, Instagram's names one message.
        out.extend(customer.receipt(id(read.mid), ReceiptState::Read, read.watermark));
    } else if let Some(delivery) = event.delivery {
        let mids: Vec<_> = delivery.mids.unwrap_or_default().into_iter().filter_map(|mid| id(Some(mid))).collect();
        if mids.is_empty() {
            out.extend(customer.receipt(None, ReceiptState::Delivered, delivery.watermark));
        }
        out.extend(mids.into_iter().filter_map(|mid| customer.receipt(Some(mid), ReceiptState::Delivered, delivery.watermark)));
    }
    Ok(())
}

/// Who and when, of one event.
struct Customer<'p> {
    place: Place<'p>,
    at: Timestamp,
    sender: Option<String>,
    recipient: Option<String>,
}

impl Customer<'_> {
    /// The event's name (channels.md section 4): the account, the message, and what happened to it. Without a message
    /// the person and the time stand in.
    fn name(&self, mid: Option<&str>, what: &str) -> String {
        let own = self.place.own;
        match mid {
            Some(mid) => format!("{own}:{mid}:{what}"),
            None => format!("{own}:{}@{}:{what}", self.sender.as_deref().unwrap_or_default(), self.at.millis()),
        }
    }

    fn item(self, event: String, act: Act, parent: Option<String>) -> Item {
        Item {
            platform: self.place.platform,
            account: self.place.account.clone(),
            visibility: Visibility::Private,
            author: self.sender.map(|id| Author { id, name: None }),
            recipient: self.recipient,
            event,
            act,
            at: self.at,
            post: None,
            parent,
            undated: false,
            reply_token: None,
            told: Default::default(),
            missing: None,
        }
    }

    fn message(self, mut message: Message<'_>) -> Item {
        let told = came_by(message.referral.take());
        let external_id = id(message.mid.clone());
        if message.is_deleted == Some(true) {
            return self.deleted(external_id);
        }
        let event = self.name(external_id.as_deref(), "message");
        // A story reply is a message whose words answer a story instead of a message.
        let parent = message
            .reply_to
            .as_ref()
            .and_then(|to| to.0.as_ref())
            .and_then(|to| id(to.mid.clone()).or_else(|| id(to.story.as_ref()?.0.as_ref()?.id.clone())));
        let content = content(message);
        let content_type =
            if content.kind == ContentKind::StoryMention { ContentType::StoryMention } else { ContentType::PrivateMessage };
        Item { told, ..self.item(event, Act::Say { external_id, content_type, content }, parent) }
    }

    fn deleted(self, external_id: Option<String>) -> Item {
        let event = self.name(external_id.as_deref(), "delete");
        self.item(event, Act::Delete { external_id }, None)
    }

    fn edited(self, edit: MessageEdit<'_>) -> Item {
        let external_id = id(edit.mid);
        // A message may be edited several times; the count tells the edits apart, else the time does.
        let count = id(edit.num_edit).unwrap_or_else(|| self.at.millis().to_string());
        let event = self.name(external_id.as_deref(), &format!("edit:{count}"));
        self.item(event, Act::Edit { external_id, text: words(edit.text) }, None)
    }

    fn reacted(self, reaction: Reaction<'_>) -> Item {
        let external_id = id(reaction.mid);
        let action = reaction.action.as_ref().map_or("react", Text::as_str);
        let sender = self.sender.as_deref().unwrap_or_default();
        let event = self.name(external_id.as_deref(), &format!("reaction:{sender}:{action}:{}", self.at.millis()));
        let given = if action == "unreact" { None } else { words(reaction.emoji).or_else(|| words(reaction.reaction)) };
        self.item(event, Act::React { id: None, external_id, reaction: given }, None)
    }

    fn pressed(self, postback: Postback<'_>) -> Item {
        let external_id = id(postback.mid);
        let told = came_by(postback.referral);
        let payload = words(postback.payload);
        let event = match &external_id {
            Some(mid) => self.name(Some(mid), "postback"),
            None => self.name(None, &format!("postback:{}", payload.as_deref().unwrap_or_default())),
        };
        let content = Content { kind: ContentKind::Postback, text: words(postback.title).or(payload), attachments: Vec::new() };
        Item { told, ..self.item(event, Act::Say { external_id, content_type: ContentType::PrivateMessage, content }, None) }
    }

    fn receipt(&self, external_id: Option<String>, state: ReceiptState, watermark: Option<Moment>) -> Option<Inbound> {
        Some(Inbound::Receipt(Receipt {
            platform: self.place.platform,
            account: self.place.account.clone(),
            own: (!self.place.own.is_empty()).then(|| self.place.own.to_owned()),
            customer: self.sender.clone()?,
            // A watermark means "everything up to here"; for one message the time of the event counts.
            at: watermark.filter(|_| external_id.is_none()).map_or(self.at, |time| time.0),
            external_id,
            metadata: None,
            code: None,
            state,
        }))
    }

    /// What the brand's account sent: sender and recipient are swapped. One that was deleted again proves no delivery.
    fn echo(self, message: Message<'_>) -> Option<Echo> {
        if message.is_deleted == Some(true) {
            return None;
        }
        Some(Echo {
            platform: self.place.platform,
            account: self.place.account.clone(),
            own: (!self.place.own.is_empty()).then(|| self.place.own.to_owned()),
            customer: self.recipient?,
            external_id: id(message.mid)?,
            metadata: words(message.metadata),
            text: words(message.text),
            at: self.at,
        })
    }
}

fn content(message: Message<'_>) -> Content {
    let text = words(message.text);
    // What is not a list of attachments, or not an attachment, is still something the customer sent.
    let mut attachments: Vec<Attachment> = match message.attachments {
        None => Vec::new(),
        Some(Maybe(None)) => vec![unsupported()],
        Some(Maybe(Some(list))) => list.into_iter().map(|one| one.0.map_or_else(unsupported, attachment)).collect(),
    };
    let kind = if message.is_unsupported == Some(true) {
        ContentKind::Unsupported
    } else if let Some(sticker) = id(message.sticker_id) {
        // Bodies of before 30 August 2026 double a sticker as an image, and name it beside the attachments.
        for doubled in attachments.iter_mut().filter(|attachment| attachment.kind == ContentKind::Image) {
            doubled.kind = ContentKind::Sticker;
            doubled.reference.get_or_insert_with(|| sticker.clone());
        }
        ContentKind::Sticker
    } else {
        attachments.first().map_or(ContentKind::Text, |first| first.kind)
    };
    Content { kind, text, attachments }
}

fn unsupported() -> Attachment {
    Attachment { kind: ContentKind::Unsupported, url: None, reference: None, label: None }
}

fn attachment(attached: Attached<'_>) -> Attachment {
    let payload = attached.payload.and_then(|payload| payload.0).unwrap_or_default();
    let sticker = id(payload.sticker_id);
    let kind = match attached.kind.as_ref().map_or("", Text::as_str) {
        _ if sticker.is_some() => ContentKind::Sticker,
        "image" => ContentKind::Image,
        "video" => ContentKind::Video,
        "audio" => ContentKind::Audio,
        "file" => ContentKind::File,
        "sticker" => ContentKind::Sticker,
        "location" => ContentKind::Location,
        "story_mention" => ContentKind::StoryMention,
        "fallback" | "share" | "reel" | "ig_reel" | "ig_post" | "post" | "template" => ContentKind::Share,
        _ => ContentKind::Unsupported,
    };
    let spot = payload
        .coordinates
        .and_then(|spot| spot.0)
        .and_then(|spot| spot.lat.zip(spot.long))
        .map(|(lat, long)| format!("{},{}", lat.0, long.0));
    Attachment {
        kind,
        url: words(payload.url).or_else(|| words(attached.url)),
        reference: sticker.or(spot),
        label: words(payload.title).or_else(|| words(attached.title)),
    }
}

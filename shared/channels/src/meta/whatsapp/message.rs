//! One message of a WhatsApp customer. Its `type` names the key that holds it.

use domain::{
    inbound::{Act, Attachment, Content, ContentKind, Inbound, Item},
    platform::{ContentType, Platform, Visibility},
};

use super::{
    parse::{Around, Came},
    wire::{Body, Card, Edited, Head, Interactive, Media},
};
use crate::wire::{Text, id, words};

/// Reads one message; nothing for one by which the customer says nothing.
pub(super) fn read(around: &Around<'_>, text: &str) -> Came {
    let head: Head = serde_json::from_str(text)?;
    let kind = head.kind.as_ref().map_or("", Text::as_str).to_owned();
    // What the platform itself tells in the thread, and the opening of an empty chat.
    if matches!(kind.as_str(), "system" | "request_welcome") {
        return Ok(Ok(None));
    }
    // A message of a kind that is not read may look as it likes.
    let body = if known(&kind) { serde_json::from_str(text)? } else { Body::default() };
    Ok(item(around, head, &kind, body).map(|item| item.map(Inbound::Item)))
}

fn known(kind: &str) -> bool {
    media(kind).is_some()
        || matches!(kind, "text" | "location" | "contacts" | "reaction" | "button" | "interactive" | "order" | "edit" | "revoke")
}

fn media(kind: &str) -> Option<ContentKind> {
    match kind {
        "image" => Some(ContentKind::Image),
        "video" => Some(ContentKind::Video),
        "audio" => Some(ContentKind::Audio),
        "document" => Some(ContentKind::File),
        "sticker" => Some(ContentKind::Sticker),
        _ => None,
    }
}

fn item(around: &Around<'_>, head: Head<'_>, kind: &str, body: Body<'_>) -> Result<Option<Item>, &'static str> {
    let own_id = id(head.id).ok_or("a message without an id")?;
    let at = head.timestamp.map(|time| time.0).or(around.time).ok_or("a message without a time")?;
    let Some(act) = act(kind, &own_id, body)? else { return Ok(None) };
    Ok(Some(Item {
        platform: Platform::WhatsApp,
        account: around.account.clone(),
        // Groups exist by invitation only.
        visibility: Visibility::Private,
        author: around.author(head.from, head.from_user_id),
        recipient: around.own.clone(),
        // Edits, reactions and the like have ids of their own.
        event: format!("{}:{own_id}:message", around.own.as_deref().unwrap_or_default()),
        act,
        at,
        post: id(head.group_id),
        parent: head.context.and_then(|context| id(context.0?.id)),
        undated: false,
        reply_token: None,
        told: Default::default(),
        missing: None,
    }))
}

fn act(kind: &str, own_id: &str, body: Body<'_>) -> Result<Option<Act>, &'static str> {
    Ok(Some(match kind {
        "edit" => {
            let edit = body.edit.ok_or("an edit without what it changes")?;
            Act::Edit { external_id: id(edit.original_message_id), text: edit.message.and_then(new_words) }
        }
        "revoke" => Act::Delete { external_id: id(body.revoke.ok_or("a revocation without its message")?.original_message_id) },
        "reaction" => {
            let reaction = body.reaction.ok_or("a reaction without what it is")?;
            // An emoji that is empty or missing takes the reaction back.
            Act::React { id: Some(own_id.to_owned()), external_id: id(reaction.message_id), reaction: words(reaction.emoji) }
        }
        "interactive" if body.interactive.as_ref().is_some_and(|tapped| tapped.call_permission_reply.is_some()) => {
            return Ok(None);
        }
        _ => Act::Say {
            external_id: Some(own_id.to_owned()),
            content_type: ContentType::PrivateMessage,
            content: content(kind, body)?,
        },
    }))
}

fn new_words(edited: Edited<'_>) -> Option<String> {
    let caption = |media: Option<Media<'_>>| media.and_then(|media| words(media.caption));
    let text = edited.text.and_then(|text| words(text.body));
    text.or_else(|| caption(edited.image)).or_else(|| caption(edited.video)).or_else(|| caption(edited.document))
}

fn content(kind: &str, body: Body<'_>) -> Result<Content, &'static str> {
    let plain = |kind, text| Content { kind, text, attachments: Vec::new() };
    Ok(match kind {
        "text" => plain(ContentKind::Text, words(body.text.ok_or("a text without words")?.body)),
        "image" => file(ContentKind::Image, body.image)?,
        "video" => file(ContentKind::Video, body.video)?,
        "audio" => file(ContentKind::Audio, body.audio)?,
        "document" => file(ContentKind::File, body.document)?,
        "sticker" => file(ContentKind::Sticker, body.sticker)?,
        "location" => {
            let place = body.location.ok_or("a place without where it is")?;
            let attachment = Attachment {
                kind: ContentKind::Location,
                url: words(place.url),
                reference: place
                    .latitude
                    .zip(place.longitude)
                    .map(|(latitude, longitude)| format!("{},{}", latitude.0, longitude.0)),
                label: words(place.address).or_else(|| words(place.name)),
            };
            Content { attachments: vec![attachment], ..plain(ContentKind::Location, None) }
        }
        "contacts" => {
            let cards = body.contacts.unwrap_or_default().into_iter().filter_map(|card| card.0.map(contact)).collect();
            Content { attachments: cards, ..plain(ContentKind::Contacts, None) }
        }
        "button" => {
            let button = body.button.ok_or("a tapped button without the button")?;
            plain(ContentKind::Postback, words(button.text).or_else(|| words(button.payload)))
        }
        "interactive" => tapped(body.interactive),
        "order" => {
            let order = body.order.ok_or("an order without what was ordered")?;
            let reference = id(order.catalog_id);
            let attachment = Attachment { kind: ContentKind::Order, url: None, reference, label: None };
            Content { attachments: vec![attachment], ..plain(ContentKind::Order, words(order.text)) }
        }
        _ => plain(ContentKind::Unsupported, None),
    })
}

/// A file is fetched by its id; some deliveries name its address too, which lives five minutes.
fn file(kind: ContentKind, media: Option<Media<'_>>) -> Result<Content, &'static str> {
    let media = media.ok_or("a file without the file")?;
    let attachment = Attachment { kind, url: words(media.url), reference: id(media.id), label: words(media.filename) };
    Ok(Content { kind, text: words(media.caption), attachments: vec![attachment] })
}

fn contact(card: Card<'_>) -> Attachment {
    let phone = card.phones.into_iter().flatten().find_map(|phone| id(phone.0?.phone));
    let label = card.name.and_then(|name| words(name.0?.formatted_name));
    Attachment { kind: ContentKind::Contacts, url: None, reference: phone, label }
}

/// A tapped button or row, or a finished form. One that WhatsApp could not hand over is empty.
fn tapped(interactive: Option<Interactive<'_>>) -> Content {
    let pressed = |text, data: Option<String>| {
        let attachment = |label| Attachment { kind: ContentKind::Postback, url: None, reference: None, label: Some(label) };
        Content { kind: ContentKind::Postback, text, attachments: data.map(attachment).into_iter().collect() }
    };
    match interactive {
        Some(Interactive { button_reply: Some(tapped), .. } | Interactive { list_reply: Some(tapped), .. }) => {
            let data = id(tapped.id);
            pressed(words(tapped.title).or_else(|| data.clone()), data)
        }
        Some(Interactive { nfm_reply: Some(form), .. }) => pressed(words(form.body), words(form.response_json)),
        Some(Interactive { kind: Some(kind), body, action, product, .. })
            if matches!(kind.as_str(), "product" | "product_list") =>
        {
            let reference = [product, action].into_iter().flatten().find_map(|named| id(named.0?.product_retailer_id));
            let attachment = Attachment { kind: ContentKind::Share, url: None, reference, label: None };
            let text = body.and_then(|body| words(body.0?.text));
            Content { kind: ContentKind::Share, text, attachments: vec![attachment] }
        }
        _ => Content { kind: ContentKind::Unsupported, text: None, attachments: Vec::new() },
    }
}

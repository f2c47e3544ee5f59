//! Direct messages: of customers, of the brand itself (an echo), and of encrypted chats, which tell ids only.

use domain::{
    inbound::{Act, Attachment, Content, ContentKind, Echo, Inbound},
    platform::{ContentType, Platform, Visibility},
};

use super::{
    parse::{Came, Place, item},
    post,
};
use crate::fields::Fields;

/// One of `direct_message_events`.
pub(super) fn read(place: &Place<'_>, event: &Fields<'_>) -> Came {
    let Some(message) = event.object("message_create") else { return Ok(None) };
    let id = event.id("id").ok_or("a direct message without an id")?;
    let sender = message.id("sender_id").ok_or("a direct message without a sender")?;
    let data = message.object("message_data").unwrap_or_default();
    let at = event.moment("created_timestamp");
    if place.is_own(Some(&sender)) {
        let Some(customer) = message.object("target").and_then(|target| target.id("recipient_id")) else { return Ok(None) };
        return Ok(at.map(|at| {
            Inbound::Echo(Echo {
                platform: Platform::X,
                account: place.account.clone(),
                own: place.own.clone(),
                customer,
                external_id: id,
                metadata: None,
                text: data.text("text"),
                at,
            })
        }));
    }
    let attachments = attachments(&data);
    let kind = attachments.first().map_or(ContentKind::Text, |first| first.kind);
    say(place, id, sender, Content { kind, text: data.text("text"), attachments }, at)
}

fn attachments(data: &Fields<'_>) -> Vec<Attachment> {
    let Some(attached) = data.object("attachment") else { return Vec::new() };
    if attached.has("media") {
        return attached.objects("media").iter().map(post::attachment).collect();
    }
    let location = attached.object("location");
    let spot = location.as_ref().and_then(|place| {
        let point = place.object("shared_coordinate")?.object("coordinates")?;
        let [long, lat]: [f64; 2] = serde_json::from_str(point.get("coordinates")?.get()).ok()?;
        Some(format!("{lat},{long}"))
    });
    let kind = if location.is_some() { ContentKind::Location } else { ContentKind::Unsupported };
    vec![Attachment { kind, url: None, reference: spot, label: None }]
}

/// A chat that only the two ends can read.
pub(super) fn encrypted(place: &Place<'_>, chat: &Fields<'_>) -> Came {
    let id = chat.id("id").ok_or("a chat message without an id")?;
    let sender = chat.id("sender_id").ok_or("a chat message without a sender")?;
    if place.is_own(Some(&sender)) {
        return Ok(None);
    }
    let content = Content { kind: ContentKind::Unsupported, text: None, attachments: Vec::new() };
    say(place, id, sender, content, chat.moment("created_at_msec").or_else(|| chat.moment("created_at")))
}

fn say(place: &Place<'_>, id: String, sender: String, content: Content, at: Option<domain::time::Timestamp>) -> Came {
    // Two accounts of the brand that write to each other are two deliveries of one id.
    let event = format!("{}:{id}", place.own.as_deref().unwrap_or_default());
    let act = Act::Say { external_id: Some(id), content_type: ContentType::PrivateMessage, content };
    Ok(Some(Inbound::Item(item(place, Visibility::Private, Some(place.author(sender)), event, act, at))))
}

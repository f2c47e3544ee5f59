//! What a Telegram message carries: the key that is present names it.

use domain::inbound::{Attachment, Content, ContentKind};

use crate::fields::Fields;

/// What Telegram itself tells in a chat, and what is paid: nothing a customer says.
const SERVICE: &[&str] = &[
    "new_chat_members",
    "new_chat_member",
    "new_chat_participant",
    "left_chat_member",
    "left_chat_participant",
    "new_chat_title",
    "new_chat_photo",
    "delete_chat_photo",
    "group_chat_created",
    "supergroup_chat_created",
    "channel_chat_created",
    "message_auto_delete_timer_changed",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
    "pinned_message",
    "successful_payment",
    "refunded_payment",
    "invoice",
    "users_shared",
    "user_shared",
    "chat_shared",
    "gift",
    "unique_gift",
    "gift_upgrade_sent",
    "connected_website",
    "write_access_allowed",
    "passport_data",
    "proximity_alert_triggered",
    "boost_added",
    "chat_background_set",
    "checklist_tasks_done",
    "checklist_tasks_added",
    "direct_message_price_changed",
    "forum_topic_created",
    "forum_topic_edited",
    "forum_topic_closed",
    "forum_topic_reopened",
    "general_forum_topic_hidden",
    "general_forum_topic_unhidden",
    "giveaway_created",
    "giveaway",
    "giveaway_winners",
    "giveaway_completed",
    "paid_message_price_changed",
    "suggested_post_approved",
    "suggested_post_approval_failed",
    "suggested_post_declined",
    "suggested_post_paid",
    "suggested_post_refunded",
    "video_chat_scheduled",
    "video_chat_started",
    "video_chat_ended",
    "video_chat_participants_invited",
    "voice_chat_scheduled",
    "voice_chat_started",
    "voice_chat_ended",
    "voice_chat_participants_invited",
    "chat_owner_left",
    "chat_owner_changed",
    "poll_option_added",
    "poll_option_deleted",
    "managed_bot_created",
    "community_chat_added",
    "community_chat_joined",
    "community_chat_removed",
];

/// The content of a message; nothing for a service message.
pub(super) fn content(message: &Fields<'_>) -> Option<Content> {
    let text = message.text("text").or_else(|| message.text("caption"));
    let file = |kind, key: &str| message.object(key).map(|file| (kind, reference(kind, &file)));
    let photo = || {
        // The sizes of one picture, the largest last.
        let sizes = message.objects("photo");
        Some((ContentKind::Image, reference(ContentKind::Image, sizes.last()?)))
    };
    let live = || {
        // A picture that moves for a moment: its still picture can be shown everywhere.
        let live = message.object("live_photo")?;
        let still = live.objects("photo").pop();
        Some((ContentKind::Image, reference(ContentKind::Image, still.as_ref().unwrap_or(&live))))
    };
    let found = photo()
        .or_else(live)
        // A moving picture comes as a document too.
        .or_else(|| file(ContentKind::Video, "animation"))
        .or_else(|| file(ContentKind::Video, "video"))
        .or_else(|| file(ContentKind::Video, "video_note"))
        .or_else(|| file(ContentKind::Audio, "voice"))
        .or_else(|| file(ContentKind::Audio, "audio"))
        .or_else(|| file(ContentKind::File, "document"))
        .or_else(|| file(ContentKind::Sticker, "sticker"))
        .or_else(|| message.object("venue").map(|venue| (ContentKind::Location, venue_of(&venue))))
        .or_else(|| message.object("location").map(|spot| (ContentKind::Location, place(&spot, None))))
        .or_else(|| message.object("contact").map(|card| (ContentKind::Contacts, contact(&card))));
    if let Some((kind, attachment)) = found {
        return Some(Content { kind, text, attachments: vec![attachment] });
    }
    if let Some(data) = message.object("web_app_data") {
        let text = data.text("button_text").or_else(|| data.text("data"));
        return Some(Content { kind: ContentKind::Postback, text, attachments: Vec::new() });
    }
    if let Some(words) = super::rich::text(message) {
        return Some(Content { kind: ContentKind::Text, text: Some(words), attachments: Vec::new() });
    }
    if message.has("text") {
        return Some(Content { kind: ContentKind::Text, text, attachments: Vec::new() });
    }
    if message.iter().any(|(key, _)| SERVICE.contains(&key)) {
        return None;
    }
    // Dice, polls, stories, games, and what is not known yet.
    Some(Content { kind: ContentKind::Unsupported, text, attachments: Vec::new() })
}

/// Fetched by `getFile`; a sticker says which feeling it stands for.
fn reference(kind: ContentKind, file: &Fields<'_>) -> Attachment {
    Attachment { kind, url: None, reference: file.id("file_id"), label: file.text("file_name").or_else(|| file.text("emoji")) }
}

fn venue_of(venue: &Fields<'_>) -> Attachment {
    place(&venue.object("location").unwrap_or_default(), venue.text("address").or_else(|| venue.text("title")))
}

fn place(spot: &Fields<'_>, label: Option<String>) -> Attachment {
    let reference = spot.number("latitude").zip(spot.number("longitude")).map(|(lat, long)| format!("{lat},{long}"));
    Attachment { kind: ContentKind::Location, url: None, reference, label }
}

fn contact(card: &Fields<'_>) -> Attachment {
    let name = [card.text("first_name"), card.text("last_name")].into_iter().flatten().collect::<Vec<_>>().join(" ");
    Attachment {
        kind: ContentKind::Contacts,
        url: None,
        reference: card.text("phone_number"),
        label: Some(name).filter(|name| !name.is_empty()),
    }
}

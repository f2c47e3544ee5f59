//! What Meta tells the webhook about Instagram: builds entries as Meta does, and learns from any that goes out.
//!
//! Source: Meta, "Instagram Platform: Webhook Notification Examples" and "Messenger Platform: Webhook events".

use serde_json::{Value, json};

use super::{Comment, Post};
use crate::account::{Account, is_digits};
use crate::ids::{instagram_post, instagram_user};
use crate::refusal::Refusal;
use crate::script::{Kind, Write};
use crate::world::World;
use crate::writing::{Built, made_up_media, stored_media};

/// Media links live as long as the content; the simulator's for a day.
const MEDIA_MS: i64 = 24 * 3_600_000;

/// The kinds an Instagram customer has.
pub const KINDS: &[Kind] = &[
    Kind::Text,
    Kind::Image,
    Kind::Video,
    Kind::Audio,
    Kind::File,
    Kind::Share,
    Kind::StoryMention,
    Kind::StoryReply,
    Kind::Unsupported,
    Kind::Reaction,
    Kind::Postback,
    Kind::Unsend,
    Kind::Edit,
    Kind::Read,
    Kind::Comment,
    Kind::CommentReply,
    Kind::LiveComment,
    Kind::Mention,
    Kind::CaptionMention,
];

/// The id of a customer: digits as they are (an IGSID), any other name turned into one.
pub(crate) fn user_id(account: &Account, customer: &str) -> String {
    if is_digits(customer) { customer.to_owned() } else { instagram_user(&account.account, customer) }
}

/// The user name of a customer: letters, digits, `.` and `_`, as Instagram allows.
pub(crate) fn username(customer: &str) -> String {
    let plain: String = customer
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '_') { c.to_ascii_lowercase() } else { '_' })
        .collect();
    if plain.chars().all(|c| c == '_') { "customer".to_owned() } else { plain }
}

/// Builds the entry for what a customer does.
pub(crate) fn build(world: &mut World, account: &Account, customer: &str, write: &Write) -> Result<Built, Refusal> {
    let user_id = user_id(account, customer);
    let timestamp_ms = write.timestamp_ms.unwrap_or_else(|| world.now_ms());
    let (entry, external_id) = match write.kind {
        Kind::Comment | Kind::CommentReply | Kind::LiveComment => comment(world, account, customer, write, timestamp_ms)?,
        Kind::Mention | Kind::CaptionMention => mention(world, account, customer, write, timestamp_ms)?,
        _ => {
            let (name, value, external_id) = private(world, account, &user_id, write)?;
            let mut event = json!({
                "sender": { "id": user_id },
                "recipient": { "id": account.id },
                "timestamp": timestamp_ms,
            });
            event[name] = value;
            let list = if write.standby { "standby" } else { "messaging" };
            let mut entry = json!({ "time": timestamp_ms, "id": account.id });
            entry[list] = json!([event]);
            (entry, external_id)
        }
    };
    Ok(Built { value: entry, user_id, external_id, event_id: None, timestamp_ms })
}

type Named = (&'static str, Value, Option<String>);

fn private(world: &mut World, account: &Account, user_id: &str, write: &Write) -> Result<Named, Refusal> {
    let fresh = world.ids.instagram_message();
    let mut message = json!({ "mid": fresh });
    match write.kind {
        Kind::Text => {
            message["text"] = json!(words(write)?);
            if let Some(parent) = &write.parent {
                message["reply_to"] = json!({ "mid": parent });
            }
        }
        Kind::StoryReply => {
            message["text"] = json!(words(write)?);
            let story = write.parent.clone().unwrap_or_else(|| world.ids.graph_object());
            let url = link(world, account, write)?;
            message["reply_to"] = json!({ "story": { "id": story, "url": url } });
        }
        Kind::Image | Kind::Video | Kind::Audio | Kind::File | Kind::Share | Kind::StoryMention | Kind::Unsupported => {
            let url = link(world, account, write)?;
            let (name, _, _) = made_up_media(write.kind);
            message["attachments"] = json!([{ "type": name, "payload": { "url": url } }]);
        }
        Kind::Unsend => {
            let mid = meant(world, account, user_id, write)?;
            return Ok(("message", json!({ "mid": mid, "is_deleted": true }), Some(mid)));
        }
        Kind::Edit => {
            let mid = meant(world, account, user_id, write)?;
            return Ok(("message_edit", json!({ "mid": mid, "text": words(write)?, "num_edit": 1 }), Some(mid)));
        }
        Kind::Read => {
            let mid = answered(world, account, user_id, write)?;
            return Ok(("read", json!({ "mid": mid }), Some(mid)));
        }
        Kind::Reaction => {
            let mid = answered(world, account, user_id, write)?;
            let emoji = write.text.as_deref().unwrap_or("\u{2764}");
            let reaction = json!({ "mid": mid, "action": "react", "reaction": "love", "emoji": emoji });
            return Ok(("reaction", reaction, Some(mid)));
        }
        Kind::Postback => {
            let title = write.text.as_deref().unwrap_or("Yes");
            let payload = write.payload.as_deref().unwrap_or(title);
            return Ok(("postback", json!({ "mid": fresh, "title": title, "payload": payload }), Some(fresh)));
        }
        other => {
            return Err(Refusal::invalid(format!("write: Instagram has no kind {other:?}; use one of {KINDS:?} in snake_case")));
        }
    }
    Ok(("message", message, Some(fresh)))
}

type Entry = (Value, Option<String>);

fn comment(world: &mut World, account: &Account, customer: &str, write: &Write, at_ms: i64) -> Result<Entry, Refusal> {
    let id = world.ids.graph_object();
    let live = write.kind == Kind::LiveComment;
    let mut post = write.post.clone().unwrap_or_else(|| instagram_post(&account.account));
    let mut product = if live { "LIVE" } else { "FEED" }.to_owned();
    let mut value = json!({
        "from": { "id": user_id(account, customer), "username": known_username(world, account, customer, write) },
        "id": id,
        "text": words(write)?,
    });
    if write.kind == Kind::CommentReply {
        let parent = write
            .parent
            .clone()
            .or_else(|| latest_comment(world, account))
            .ok_or_else(|| Refusal::conflict("write: there is no comment yet to answer; give its id in `parent`"))?;
        if let Some(parent) = world.meta.comments.get(&parent) {
            post = write.post.clone().or_else(|| parent.post.clone()).unwrap_or(post);
            product.clone_from(&parent.product);
        }
        value["parent_id"] = json!(parent);
    }
    value["media"] = json!({ "id": post, "media_product_type": product });
    let field = if live { "live_comments" } else { "comments" };
    Ok((change(account, field, value, at_ms), Some(id)))
}

fn mention(world: &mut World, account: &Account, customer: &str, write: &Write, at_ms: i64) -> Result<Entry, Refusal> {
    let author = user_id(account, customer);
    let username = known_username(world, account, customer, write);
    let post_id = write.post.clone().unwrap_or_else(|| world.ids.graph_object());
    let text = words(write)?.to_owned();
    let in_caption = write.kind == Kind::CaptionMention;
    let caption = if in_caption { text.clone() } else { "A day out".to_owned() };
    let post = Post { account: account.account.clone(), owner: Some(author.clone()), username: username.clone(), caption, at_ms };
    let real = write.delivery.forge.is_none();
    if real {
        world.meta.posts.entry(post_id.clone()).or_insert(post);
    }
    if in_caption {
        return Ok((change(account, "mentions", json!({ "media_id": post_id }), at_ms), Some(post_id)));
    }
    let id = world.ids.graph_object();
    let comment = Comment {
        account: account.account.clone(),
        author: Some(author),
        username: Some(username),
        text,
        post: Some(post_id.clone()),
        product: "FEED".to_owned(),
        parent: None,
        at_ms,
        own: false,
        hidden: false,
        deleted: false,
        liked: false,
        privately_answered: false,
    };
    if real {
        world.meta.comments.insert(id.clone(), comment);
    }
    Ok((change(account, "mentions", json!({ "media_id": post_id, "comment_id": id }), at_ms), Some(id)))
}

/// A change of a field. Entry times of changes are in seconds, unlike those of messages.
pub(super) fn change(account: &Account, field: &str, value: Value, at_ms: i64) -> Value {
    json!({ "id": account.id, "time": at_ms / 1_000, "changes": [{ "field": field, "value": value }] })
}

pub(super) fn words(write: &Write) -> Result<&str, Refusal> {
    let text = write.text.as_deref().filter(|text| !text.is_empty());
    text.ok_or_else(|| Refusal::invalid(format!("write: `text` is missing; a {:?} on {} has words", write.kind, write.platform)))
}

fn known_username(world: &World, account: &Account, customer: &str, write: &Write) -> String {
    let known = world.known(account.platform, &account.account, &user_id(account, customer));
    let known = known.and_then(|person| person.username.clone());
    known.unwrap_or_else(|| username(write.name.as_deref().filter(|name| name.is_ascii()).unwrap_or(customer)))
}

pub(super) fn latest_comment(world: &World, account: &Account) -> Option<String> {
    let comments = world.meta.comments.iter();
    let mine = comments.filter(|(_, comment)| comment.account == account.account && !comment.deleted);
    mine.max_by_key(|(id, comment)| (comment.at_ms, id.len(), (*id).clone())).map(|(id, _)| id.clone())
}

/// The customer's own message that is meant.
pub(super) fn meant(world: &World, account: &Account, user_id: &str, write: &Write) -> Result<String, Refusal> {
    let latest = || world.known(account.platform, &account.account, user_id)?.wrote.last().cloned();
    write
        .parent
        .clone()
        .or_else(latest)
        .ok_or_else(|| Refusal::conflict("write: this customer has written nothing yet; give the message's id in `parent`"))
}

/// The account's message that is meant.
pub(super) fn answered(world: &World, account: &Account, user_id: &str, write: &Write) -> Result<String, Refusal> {
    let latest = || world.meta.last_sent.get(&(account.account.clone(), user_id.to_owned())).cloned();
    write
        .parent
        .clone()
        .or_else(latest)
        .ok_or_else(|| Refusal::conflict("write: this customer has got no message yet; give the message's id in `parent`"))
}

pub(super) fn link(world: &mut World, account: &Account, write: &Write) -> Result<String, Refusal> {
    if let Some(url) = write.media.as_ref().and_then(|media| media.url.clone()) {
        return Ok(url);
    }
    let media = stored_media(write, account, world.now_ms() + MEDIA_MS)?;
    let id = format!("{}-{}", world.ids.graph_object(), world.ids.token(32));
    world.media.insert(id.clone(), media);
    Ok(format!("{}/meta/media/{id}", world.own_url))
}

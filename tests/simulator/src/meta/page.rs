//! What Meta tells the webhook about a Facebook page: builds entries as Meta does, and remembers what is public on the page.
//!
//! Source: Meta, "Messenger Platform: Webhook events" and "Webhooks: Page".

mod public;

use serde_json::{Value, json};

use super::event::{answered, link, meant, words};
use crate::account::{Account, is_digits};
use crate::ids::facebook_user;
use crate::refusal::Refusal;
use crate::script::{Kind, Write};
use crate::world::World;
use crate::writing::{Built, made_up_media};

use public::{comment, mention, on_the_page};
pub(super) use public::{comment_added, comment_id, observe, shown};

/// The kinds a Facebook customer has.
pub const KINDS: &[Kind] = &[
    Kind::Text,
    Kind::Image,
    Kind::Video,
    Kind::Audio,
    Kind::File,
    Kind::Location,
    Kind::Sticker,
    Kind::Share,
    Kind::Unsupported,
    Kind::Reaction,
    Kind::Postback,
    Kind::Unsend,
    Kind::Edit,
    Kind::Read,
    Kind::Comment,
    Kind::CommentReply,
    Kind::CommentEdit,
    Kind::CommentRemove,
    Kind::Post,
    Kind::Review,
    Kind::Mention,
    Kind::CaptionMention,
];

/// The id of a customer: digits as they are (a PSID), any other name turned into one.
pub(crate) fn user_id(account: &Account, customer: &str) -> String {
    if is_digits(customer) { customer.to_owned() } else { facebook_user(&account.account, customer) }
}

/// Builds the entry for what a customer does.
pub(crate) fn build(world: &mut World, account: &Account, customer: &str, write: &Write) -> Result<Built, Refusal> {
    let user_id = user_id(account, customer);
    let timestamp_ms = write.timestamp_ms.unwrap_or_else(|| world.now_ms());
    let name = write.name.as_deref().unwrap_or(customer);
    let (entry, external_id) = match write.kind {
        Kind::Comment | Kind::CommentReply | Kind::CommentEdit | Kind::CommentRemove => {
            comment(world, account, (&user_id, name), write, timestamp_ms)?
        }
        Kind::Post | Kind::Review => on_the_page(world, account, (&user_id, name), write, timestamp_ms)?,
        Kind::Mention | Kind::CaptionMention => mention(world, account, (&user_id, name), write, timestamp_ms)?,
        _ => {
            let (key, value, external_id) = private(world, account, &user_id, write, timestamp_ms)?;
            let mut event = json!({ "sender": { "id": user_id }, "recipient": { "id": account.id }, "timestamp": timestamp_ms });
            event[key] = value;
            let list = if write.standby { "standby" } else { "messaging" };
            let mut entry = json!({ "id": account.id, "time": timestamp_ms });
            entry[list] = json!([event]);
            (entry, external_id)
        }
    };
    Ok(Built { value: entry, user_id, external_id, event_id: None, timestamp_ms })
}

type Named = (&'static str, Value, Option<String>);
type Entry = (Value, Option<String>);

fn private(world: &mut World, account: &Account, user_id: &str, write: &Write, at_ms: i64) -> Result<Named, Refusal> {
    let fresh = world.ids.messenger_message();
    let mut message = json!({ "mid": fresh });
    match write.kind {
        Kind::Text => {
            message["text"] = json!(words(write)?);
            if let Some(parent) = &write.parent {
                message["reply_to"] = json!({ "mid": parent });
            }
        }
        Kind::Image | Kind::Video | Kind::Audio | Kind::File => {
            let url = link(world, account, write)?;
            message["attachments"] = json!([{ "type": made_up_media(write.kind).0, "payload": { "url": url } }]);
        }
        Kind::Sticker => {
            let payload = json!({ "url": link(world, account, write)?, "sticker_id": 369_239_263_222_822_u64 });
            message["attachments"] = json!([{ "type": "sticker", "payload": payload }]);
        }
        Kind::Location => {
            let payload = json!({ "coordinates": { "lat": 35.67966, "long": 139.73669 } });
            message["attachments"] = json!([{ "type": "location", "title": "A place", "payload": payload }]);
        }
        Kind::Share => {
            let url = write.media.as_ref().and_then(|media| media.url.clone());
            let url = url.unwrap_or_else(|| "https://example.com/teapot".to_owned());
            message["attachments"] = json!([{ "type": "fallback", "title": "A link", "url": url, "payload": "BLOB" }]);
        }
        Kind::Unsupported => message["is_unsupported"] = json!(true),
        Kind::Unsend => {
            let mid = meant(world, account, user_id, write)?;
            return Ok(("message", json!({ "mid": mid, "is_deleted": true }), Some(mid)));
        }
        Kind::Edit => {
            let mid = meant(world, account, user_id, write)?;
            return Ok(("message_edit", json!({ "mid": mid, "text": words(write)?, "num_edit": "1" }), Some(mid)));
        }
        // Messenger's receipt is a watermark: it names no message.
        Kind::Read => return Ok(("read", json!({ "watermark": at_ms }), None)),
        Kind::Reaction => {
            let mid = answered(world, account, user_id, write)?;
            let emoji = write.text.as_deref().unwrap_or("\u{2764}");
            let reaction = json!({ "mid": mid, "action": "react", "emoji": emoji, "reaction": "love" });
            return Ok(("reaction", reaction, Some(mid)));
        }
        Kind::Postback => {
            let title = write.text.as_deref().unwrap_or("Yes");
            let payload = write.payload.as_deref().unwrap_or(title);
            return Ok(("postback", json!({ "mid": fresh, "title": title, "payload": payload }), Some(fresh)));
        }
        other => {
            return Err(Refusal::invalid(format!("write: Facebook has no kind {other:?}; use one of {KINDS:?} in snake_case")));
        }
    }
    Ok(("message", message, Some(fresh)))
}

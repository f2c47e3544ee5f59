//! What Meta tells the webhook about the account's own doing, where the echo is switched on.

use serde_json::{Value, json};

use super::Comment;
use super::body;
use super::event::change;
use crate::account::{Account, Platform};

/// What Meta sends back when the account has written a direct message.
pub(super) fn message(account: &Account, user_id: &str, mid: &str, message: &Value, metadata: Option<&str>, at_ms: i64) -> Value {
    let mut echoed = json!({ "mid": mid, "is_echo": true });
    if let Some(text) = message.get("text") {
        echoed["text"] = text.clone();
    }
    if let Some(attachment) = message.get("attachment") {
        echoed["attachments"] = json!([attachment]);
    }
    if let Some(attachments) = message.get("attachments") {
        echoed["attachments"] = attachments.clone();
    }
    if account.platform == Platform::Facebook {
        echoed["app_id"] = json!(1_517_776_481_860_111_u64);
    }
    if let Some(metadata) = metadata {
        echoed["metadata"] = json!(metadata);
    }
    body(
        account.platform,
        vec![json!({
            "time": at_ms,
            "id": account.id,
            "messaging": [{
                "sender": { "id": account.id },
                "recipient": { "id": user_id },
                "timestamp": at_ms,
                "message": echoed,
            }],
        })],
    )
}

/// What Meta sends back when the account has commented.
pub(super) fn comment(account: &Account, id: &str, comment: &Comment) -> Value {
    if account.platform == Platform::Facebook {
        return body(account.platform, vec![super::page::comment_added(account, id, comment)]);
    }
    let mut value = json!({
        "from": { "id": account.id, "username": account.shown_name() },
        "media": { "id": comment.post, "media_product_type": comment.product },
        "id": id,
        "text": comment.text,
    });
    if let Some(parent) = &comment.parent {
        value["parent_id"] = json!(parent);
    }
    body(account.platform, vec![change(account, "comments", value, comment.at_ms)])
}

//! What Meta knows from the webhooks that went out: who wrote when, which comment and post exists.

use serde_json::Value;

use super::{Comment, Post};
use crate::account::Account;
use crate::world::World;

/// Learns from a body that goes out what Meta would know: who wrote when, which comment and post exists.
pub(crate) fn observe(world: &mut World, account: &Account, body: &Value) {
    for entry in body.get("entry").and_then(Value::as_array).into_iter().flatten() {
        for list in ["messaging", "standby"] {
            for event in entry.get(list).and_then(Value::as_array).into_iter().flatten() {
                observe_private(world, account, event);
            }
        }
        let changes = entry.get("changes").and_then(Value::as_array);
        // Apps on Instagram Login may get the change directly in the entry.
        for change in changes.into_iter().flatten().chain(entry.get("field").map(|_| entry)) {
            let field = change.get("field").and_then(Value::as_str).unwrap_or_default();
            if matches!(field, "feed" | "ratings")
                && let Some(value) = change.get("value")
            {
                super::page::observe(world, account, value);
            }
            if matches!(field, "comments" | "live_comments")
                && let Some(value) = change.get("value")
            {
                // `value` may be a list of such.
                let several = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
                several.iter().for_each(|value| observe_comment(world, account, value));
            }
        }
    }
}

fn observe_private(world: &mut World, account: &Account, event: &Value) {
    let Some(sender) = event.pointer("/sender/id").and_then(id_text) else {
        return;
    };
    let echo = event.pointer("/message/is_echo").and_then(Value::as_bool) == Some(true);
    if echo || sender == account.id {
        return;
    }
    let now = world.now_ms();
    let person = world.person(account.platform, &account.account, &sender);
    // A message, a postback and a reaction open the reply window; a receipt and taking a message back do not.
    let deleted = event.pointer("/message/is_deleted").is_some();
    let opens = ["message", "postback", "reaction"].iter().any(|name| event.get(*name).is_some());
    if opens && !deleted {
        person.last_private_ms = Some(now);
    }
    if let (Some(mid), false) = (event.pointer("/message/mid").and_then(Value::as_str), deleted)
        && !person.wrote.iter().any(|known| known == mid)
    {
        person.wrote.push(mid.to_owned());
    }
}

fn observe_comment(world: &mut World, account: &Account, value: &Value) {
    let Some(id) = value.get("id").and_then(id_text) else {
        return;
    };
    let text_at = |pointer: &str| value.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
    let author = value.pointer("/from/id").and_then(id_text);
    let username = text_at("/from/username");
    let post = value.pointer("/media/id").and_then(id_text);
    let at_ms = world.now_ms();
    let own = author.as_deref() == Some(account.id.as_str());
    if let (Some(author), false) = (&author, own) {
        let person = world.person(account.platform, &account.account, author);
        person.username = person.username.take().or_else(|| username.clone());
    }
    if let Some(post) = &post {
        let fresh = Post {
            account: account.account.clone(),
            owner: Some(account.id.clone()),
            username: account.shown_name().to_owned(),
            caption: "New in store".to_owned(),
            at_ms,
        };
        world.meta.posts.entry(post.clone()).or_insert(fresh);
    }
    let comment = Comment {
        account: account.account.clone(),
        author,
        username,
        text: text_at("/text").unwrap_or_default(),
        post,
        product: text_at("/media/media_product_type").unwrap_or_else(|| "FEED".to_owned()),
        parent: text_at("/parent_id"),
        at_ms,
        own,
        hidden: false,
        deleted: false,
        liked: false,
        privately_answered: false,
    };
    world.meta.comments.entry(id).or_insert(comment);
}

/// An id as text: old bodies carry ids as JSON numbers.
pub(super) fn id_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) if !number.is_f64() => Some(number.to_string()),
        _ => None,
    }
}

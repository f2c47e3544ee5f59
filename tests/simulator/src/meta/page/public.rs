//! What is public on a page: comments, visitors' posts, ratings, and what names the page elsewhere.

use serde_json::{Value, json};

use super::{Entry, words};
use crate::account::{Account, Platform};
use crate::ids::facebook_post;
use crate::meta::event::latest_comment;
use crate::meta::observe::id_text;
use crate::meta::read::graph_time;
use crate::meta::{Comment, Post};
use crate::refusal::Refusal;
use crate::script::{Kind, Write};
use crate::world::World;

pub(super) fn comment(
    world: &mut World,
    account: &Account,
    who: (&str, &str),
    write: &Write,
    at_ms: i64,
) -> Result<Entry, Refusal> {
    let changes = matches!(write.kind, Kind::CommentEdit | Kind::CommentRemove);
    let parent =
        match write.kind {
            Kind::Comment => None,
            _ => Some(write.parent.clone().or_else(|| latest_comment(world, account)).ok_or_else(|| {
                Refusal::conflict("write: there is no comment yet that could be meant; give its id in `parent`")
            })?),
        };
    let of_parent = parent.as_ref().and_then(|parent| world.meta.comments.get(parent));
    let own_post = format!("{}_{}", account.id, facebook_post(&account.account));
    let post = write.post.clone().or_else(|| of_parent.and_then(|comment| comment.post.clone())).unwrap_or(own_post);
    let above = of_parent.and_then(|comment| comment.parent.clone()).unwrap_or_else(|| post.clone());
    let (id, above) = match (changes, &parent) {
        (true, Some(id)) => (id.clone(), above),
        (_, parent) => (comment_id(world, Some(&post)), parent.clone().unwrap_or_else(|| post.clone())),
    };
    let (verb, message) = match write.kind {
        Kind::CommentRemove => ("remove", None),
        Kind::CommentEdit => ("edited", Some(words(write)?)),
        _ => ("add", Some(words(write)?)),
    };
    let mut value = json!({
        "from": { "id": who.0, "name": who.1 },
        "item": "comment",
        "verb": verb,
        "post_id": post,
        "comment_id": id,
        "parent_id": above,
        "created_time": at_ms / 1_000,
    });
    if verb != "remove" {
        value["post"] = about_post(&post, at_ms);
        value["message"] = json!(message);
    }
    Ok((change(account, "feed", value, at_ms), Some(id)))
}

fn about_post(post: &str, at_ms: i64) -> Value {
    json!({
        "status_type": "added_photos",
        "is_published": true,
        "updated_time": graph_time(at_ms),
        "permalink_url": format!("https://www.facebook.com/{post}"),
        "promotion_status": "inactive",
        "id": post,
    })
}

pub(super) fn on_the_page(
    world: &mut World,
    account: &Account,
    who: (&str, &str),
    write: &Write,
    at_ms: i64,
) -> Result<Entry, Refusal> {
    let number = world.ids.comment();
    if write.kind == Kind::Review {
        let stars = write.payload.as_deref().and_then(|stars| stars.parse::<u8>().ok()).unwrap_or(2);
        let mut value = json!({
            "item": "rating",
            "verb": "add",
            "open_graph_story_id": number,
            "reviewer_id": who.0,
            "reviewer_name": who.1,
            "rating": stars,
            "recommendation_type": if stars > 2 { "POSITIVE" } else { "NEGATIVE" },
            "comment_id": Value::Null,
            "created_time": at_ms / 1_000,
        });
        value["review_text"] = json!(words(write)?);
        return Ok((change(account, "ratings", value, at_ms), Some(number)));
    }
    let id = format!("{}_{number}", account.id);
    let value = json!({
        "from": { "id": who.0, "name": who.1 },
        "item": "post",
        "verb": "add",
        "post_id": id,
        "message": words(write)?,
        "created_time": at_ms / 1_000,
    });
    Ok((change(account, "feed", value, at_ms), Some(id)))
}

/// The body names a place only: the words must be asked for.
pub(super) fn mention(
    world: &mut World,
    account: &Account,
    who: (&str, &str),
    write: &Write,
    at_ms: i64,
) -> Result<Entry, Refusal> {
    let text = words(write)?.to_owned();
    let post_id = write.post.clone().unwrap_or_else(|| format!("{}_{}", who.0, world.ids.comment()));
    let in_post = write.kind == Kind::CaptionMention;
    let id = if in_post { post_id.clone() } else { comment_id(world, Some(&post_id)) };
    if write.delivery.forge.is_none() {
        let caption = if in_post { text.clone() } else { "A day out".to_owned() };
        let (owner, username) = (Some(who.0.to_owned()), who.1.to_owned());
        let post = Post { account: account.account.clone(), owner, username, caption, at_ms };
        world.meta.posts.entry(post_id.clone()).or_insert(post);
        if !in_post {
            let said = said(account, Some((who.0.to_owned(), Some(who.1.to_owned()))), text, &post_id, at_ms);
            world.meta.comments.insert(id.clone(), said);
        }
    }
    let mut value = json!({ "sender_name": who.1, "post_id": post_id, "verb": "add", "sender_id": who.0 });
    value["item"] = json!(if in_post { "post" } else { "comment" });
    if !in_post {
        value["comment_id"] = json!(id);
    }
    Ok((change(account, "mention", value, at_ms), Some(id)))
}

fn said(account: &Account, author: Option<(String, Option<String>)>, text: String, post: &str, at_ms: i64) -> Comment {
    let (author, username) = author.map_or((None, None), |(id, name)| (Some(id), name));
    Comment {
        account: account.account.clone(),
        own: author.as_deref() == Some(account.id.as_str()),
        author,
        username,
        text,
        post: Some(post.to_owned()),
        product: "FEED".to_owned(),
        parent: None,
        at_ms,
        hidden: false,
        deleted: false,
        liked: false,
        privately_answered: false,
    }
}

/// A change of a field. Entry times of changes are in seconds, unlike those of messages.
fn change(account: &Account, field: &str, value: Value, at_ms: i64) -> Value {
    json!({ "id": account.id, "time": at_ms / 1_000, "changes": [{ "field": field, "value": value }] })
}

/// The id of a new comment: `{post}_{comment}`, without the page's own id.
pub(in crate::meta) fn comment_id(world: &mut World, post: Option<&str>) -> String {
    let post = post.map_or("0", |post| post.split_once('_').map_or(post, |(_, post)| post));
    format!("{post}_{}", world.ids.comment())
}

/// What Meta sends when the page itself has commented.
pub(in crate::meta) fn comment_added(account: &Account, id: &str, comment: &Comment) -> Value {
    let value = json!({
        "from": { "id": account.id, "name": account.shown_name() },
        "message": comment.text,
        "item": "comment",
        "verb": "add",
        "post_id": comment.post,
        "comment_id": id,
        "parent_id": comment.parent,
        "created_time": comment.at_ms / 1_000,
    });
    change(account, "feed", value, comment.at_ms)
}

/// What a page's token may read of a comment or post.
pub(in crate::meta) fn shown(world: &World, account: &Account, id: &str) -> Option<Value> {
    if account.platform != Platform::Facebook {
        return None;
    }
    let all = |message: &str, from: &Option<String>, name: Option<&str>, at_ms: i64| {
        let from = from.as_ref().map(|from| json!({ "id": from, "name": name }));
        json!({ "id": id, "message": message, "from": from, "created_time": graph_time(at_ms) })
    };
    if let Some(comment) = world.meta.comments.get(id) {
        let readable = comment.account == account.account && !comment.deleted;
        return readable.then(|| {
            let mut shown = all(&comment.text, &comment.author, comment.username.as_deref(), comment.at_ms);
            (shown["is_hidden"], shown["user_likes"]) = (comment.hidden.into(), comment.liked.into());
            shown
        });
    }
    let post = world.meta.posts.get(id).filter(|post| post.account == account.account)?;
    Some(all(&post.caption, &post.owner, Some(&post.username), post.at_ms))
}

/// Learns from a change that goes out which comment and post exists.
pub(in crate::meta) fn observe(world: &mut World, account: &Account, value: &Value) {
    let text_at = |pointer: &str| value.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
    // A rating is its own post.
    let post = value.get("post_id").or_else(|| value.get("open_graph_story_id")).and_then(id_text);
    let comment = value.get("comment_id").and_then(id_text);
    let author = ["/from/id", "/sender_id", "/reviewer_id"].iter().find_map(|place| value.pointer(place)).and_then(id_text);
    let (name, text, at_ms) = (text_at("/from/name"), text_at("/message").unwrap_or_default(), world.now_ms());
    let verb = text_at("/verb").unwrap_or_default();
    let own = |author: &Option<String>| author.clone().unwrap_or_else(|| account.id.clone());
    if let Some(author) = author.as_ref().filter(|author| **author != account.id) {
        let person = world.person(account.platform, &account.account, author);
        person.name = person.name.take().or_else(|| name.clone());
    }
    match (verb.as_str(), comment, post) {
        ("edited", Some(comment), _) => {
            if let Some(known) = world.meta.comments.get_mut(&comment) {
                known.text = text;
            }
        }
        ("remove", Some(comment), _) => {
            if let Some(known) = world.meta.comments.get_mut(&comment) {
                known.deleted = true;
            }
        }
        ("add", Some(comment), Some(post)) => {
            let mut said = said(account, author.map(|author| (author, name)), text, &post, at_ms);
            said.parent = value.get("parent_id").and_then(id_text).filter(|parent| *parent != post);
            world.meta.comments.entry(comment).or_insert(said);
            let (owner, username) = (Some(account.id.clone()), account.shown_name().to_owned());
            let fresh = Post { account: account.account.clone(), owner, username, caption: "New in store".to_owned(), at_ms };
            world.meta.posts.entry(post).or_insert(fresh);
        }
        ("add", None, Some(post)) => {
            // A visitor's post or rating takes one private reply, as a comment does.
            let mut said = said(account, Some((own(&author), name.clone())), text.clone(), &post, at_ms);
            said.post = Some(post.clone());
            world.meta.comments.entry(post).or_insert(said);
        }
        _ => {}
    }
}

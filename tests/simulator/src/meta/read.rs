//! Reads: the account with what mentions it, a comment, a post, a customer's profile.

use serde_json::{Value, json};

use super::fields::{Field, parse, select};
use super::{Comment, Post, error, mistake, no_such_object, page, whatsapp};
use crate::account::{Account, Platform};
use crate::call::{Answer, Call};
use crate::record::FailureKind;
use crate::world::World;

const PARAMETERS: [&str; 3] = ["fields", "access_token", "appsecret_proof"];

pub(super) fn account(world: &mut World, call: &Call, account: &Account) -> Answer {
    let fields = match asked(world, call) {
        Ok(fields) => fields,
        Err(answer) => return *answer,
    };
    if account.platform == Platform::WhatsApp {
        return choose(world, &number(account), &fields);
    }
    let mut all = json!({
        "id": account.id,
        "user_id": account.id,
        "username": account.shown_name(),
        "name": account.shown_name(),
        "profile_picture_url": Value::Null,
        "followers_count": 1_024,
        "media_count": 1,
    });
    for field in &fields {
        let argument = field.arguments.first().map(|(key, value)| (key.as_str(), value.as_str()));
        let (found, id) = match (field.name.as_str(), argument) {
            ("mentioned_comment", Some(("comment_id", id))) => (mentioned_comment(world, account, id), id),
            ("mentioned_media", Some(("media_id", id))) => (mentioned_post(world, account, id), id),
            ("mentioned_comment" | "mentioned_media", _) => {
                let problem = format!("{} needs .comment_id(ID) or .media_id(ID)", field.name);
                return mistake(world, FailureKind::Malformed, &problem);
            }
            _ => continue,
        };
        match found {
            Some(found) => all[&field.name] = found,
            None => return no_such_object(world, id),
        }
    }
    choose(world, &all, &fields)
}

/// A phone number of the Cloud API ("WhatsApp Business Phone Number", fields).
fn number(account: &Account) -> Value {
    json!({
        "id": account.id,
        "verified_name": account.shown_name(),
        "display_phone_number": whatsapp::display_number(account),
        "code_verification_status": "VERIFIED",
        "name_status": "APPROVED",
        "quality_rating": "GREEN",
        "platform_type": "CLOUD_API",
        "messaging_limit_tier": "TIER_1K",
        "account_mode": "LIVE",
        "status": "CONNECTED",
        "throughput": { "level": "STANDARD" },
    })
}

pub(super) fn comment(world: &mut World, call: &Call, account: &Account, id: &str) -> Answer {
    let fields = match asked(world, call) {
        Ok(fields) => fields,
        Err(answer) => return *answer,
    };
    match page::shown(world, account, id).or_else(|| mentioned_comment(world, account, id)) {
        Some(all) => choose(world, &all, &fields),
        None => no_such_object(world, id),
    }
}

pub(super) fn post(world: &mut World, call: &Call, account: &Account, id: &str) -> Answer {
    let fields = match asked(world, call) {
        Ok(fields) => fields,
        Err(answer) => return *answer,
    };
    match page::shown(world, account, id).or_else(|| mentioned_post(world, account, id)) {
        Some(all) => choose(world, &all, &fields),
        None => no_such_object(world, id),
    }
}

pub(super) fn profile(world: &mut World, call: &Call, account: &Account, user_id: &str) -> Answer {
    let fields = match asked(world, call) {
        Ok(fields) => fields,
        Err(answer) => return *answer,
    };
    let Some(person) = world.known(account.platform, &account.account, user_id).cloned() else {
        return no_such_object(world, user_id);
    };
    // Writing in private is the consent; whoever only commented has given none.
    if person.last_private_ms.is_none() {
        return error(world, 403, 230, None, "(#230) User consent is required to access user profile");
    }
    if account.platform == Platform::Facebook {
        let all = json!({
            "id": user_id,
            "name": person.name,
            "first_name": person.name.as_deref().and_then(|name| name.split(' ').next()),
            "last_name": person.name.as_deref().and_then(|name| name.split_once(' ')).map(|(_, last)| last),
            "profile_pic": format!("{}/meta/media/profile-{user_id}", world.own_url),
        });
        return choose(world, &all, &fields);
    }
    let all = json!({
        "id": user_id,
        "name": person.name,
        "username": person.username,
        "profile_pic": format!("{}/meta/media/profile-{user_id}", world.own_url),
        "follower_count": 52,
        "is_user_follow_business": true,
        "is_business_follow_user": false,
        "is_verified_user": false,
    });
    choose(world, &all, &fields)
}

fn asked(world: &mut World, call: &Call) -> Result<Vec<Field>, Box<Answer>> {
    if let Some((name, _)) = call.query.iter().find(|(name, _)| !PARAMETERS.contains(&name.as_str())) {
        return Err(Box::new(mistake(world, FailureKind::UnknownField, &format!("no such parameter: {name}"))));
    }
    let Some(fields) = call.query("fields") else {
        return Ok(Vec::new());
    };
    parse(fields).map_err(|problem| Box::new(mistake(world, FailureKind::Malformed, &problem)))
}

fn choose(world: &mut World, all: &Value, fields: &[Field]) -> Answer {
    match select(all, fields) {
        Ok(chosen) => Answer::json(200, chosen),
        Err(name) => mistake(world, FailureKind::UnknownField, &format!("Tried accessing nonexisting field ({name})")),
    }
}

fn mentioned_comment(world: &World, account: &Account, id: &str) -> Option<Value> {
    let comment = world.meta.comments.get(id)?;
    (comment.account == account.account && !comment.deleted).then(|| shown_comment(id, comment))
}

fn shown_comment(id: &str, comment: &Comment) -> Value {
    json!({
        "id": id,
        "text": comment.text,
        "timestamp": graph_time(comment.at_ms),
        "username": comment.username,
        "from": { "id": comment.author, "username": comment.username },
        "media": comment.post.as_ref().map(|post| json!({ "id": post, "media_product_type": comment.product })),
        "parent_id": comment.parent,
        "hidden": comment.hidden,
        "user_likes": comment.liked,
        "like_count": 0,
    })
}

fn mentioned_post(world: &World, account: &Account, id: &str) -> Option<Value> {
    let post = world.meta.posts.get(id)?;
    (post.account == account.account).then(|| shown_post(id, post))
}

fn shown_post(id: &str, post: &Post) -> Value {
    json!({
        "id": id,
        "caption": post.caption,
        "media_type": "IMAGE",
        "media_product_type": "FEED",
        "media_url": Value::Null,
        "permalink": format!("https://www.instagram.com/p/{id}/"),
        "timestamp": graph_time(post.at_ms),
        "username": post.username,
        "owner": post.owner.as_ref().map(|owner| json!({ "id": owner })),
        "comments_count": 1,
        "like_count": 0,
    })
}

/// `2026-11-20T09:30:00+0000`, as the Graph API writes times.
pub(super) fn graph_time(at_ms: i64) -> String {
    match jiff::Timestamp::from_millisecond(at_ms) {
        Ok(time) => time.strftime("%Y-%m-%dT%H:%M:%S+0000").to_string(),
        Err(_) => "1970-01-01T00:00:00+0000".to_owned(),
    }
}

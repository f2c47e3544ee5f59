//! Public answers and moderation: reply to a comment, answer a mention, hide, delete.

use serde_json::{Map, Value, json};

use super::{Comment, echo, mistake, no_such_object, page, parameters};
use crate::account::{Account, Platform};
use crate::call::{Answer, Call};
use crate::record::{FailureKind, Sent, Utterance};
use crate::world::World;

const TEXT_AT_MOST: usize = 300;
const PAGE_TEXT_AT_MOST: usize = 8_000;
const HASHTAGS_AT_MOST: usize = 4;
const LINKS_AT_MOST: usize = 1;
const TOKENS: [&str; 2] = ["access_token", "appsecret_proof"];

pub(super) fn reply(world: &mut World, call: &Call, account: &Account, comment_id: &str) -> Answer {
    let body = match read(world, call, &["message"]) {
        Ok(body) => body,
        Err(answer) => return *answer,
    };
    let text = match words(world, account, &body) {
        Ok(text) => text,
        Err(answer) => return *answer,
    };
    let Some(comment) = alive(world, account, comment_id) else {
        return no_such_object(world, comment_id);
    };
    let recipient = comment.author.clone().unwrap_or_default();
    publish(world, account, "replies", Public { text, recipient, post: comment.post, parent: Some(comment_id.to_owned()) })
}

/// A page's comment under a comment, a post of its own, a visitor's post, or a post that names it.
pub(super) fn under(world: &mut World, call: &Call, account: &Account, id: &str) -> Answer {
    let body = match read(world, call, &["message", "attachment_url"]) {
        Ok(body) => body,
        Err(answer) => return *answer,
    };
    let text = match words(world, account, &body) {
        Ok(text) => text,
        Err(answer) => return *answer,
    };
    let (recipient, post) = if let Some(comment) = alive(world, account, id) {
        (comment.author.unwrap_or_default(), comment.post)
    } else if let Some(post) = world.meta.posts.get(id).filter(|post| post.account == account.account) {
        (post.owner.clone().unwrap_or_default(), Some(id.to_owned()))
    } else {
        return no_such_object(world, id);
    };
    publish(world, account, "comments", Public { text, recipient, post, parent: Some(id.to_owned()) })
}

pub(super) fn mention(world: &mut World, call: &Call, account: &Account) -> Answer {
    let body = match read(world, call, &["message", "media_id", "comment_id"]) {
        Ok(body) => body,
        Err(answer) => return *answer,
    };
    let text = match words(world, account, &body) {
        Ok(text) => text,
        Err(answer) => return *answer,
    };
    let Some(post_id) = body.get("media_id").and_then(Value::as_str) else {
        return mistake(world, FailureKind::Malformed, "The parameter media_id is required");
    };
    let Some(post) = world.meta.posts.get(post_id).filter(|post| post.account == account.account).cloned() else {
        return no_such_object(world, post_id);
    };
    let parent = body.get("comment_id").and_then(Value::as_str).map(str::to_owned);
    let recipient = match &parent {
        None => post.owner.unwrap_or_default(),
        Some(id) => match alive(world, account, id) {
            Some(comment) => comment.author.unwrap_or_default(),
            None => return no_such_object(world, id),
        },
    };
    publish(world, account, "mentions", Public { text, recipient, post: Some(post_id.to_owned()), parent })
}

pub(super) fn hide(world: &mut World, call: &Call, account: &Account, comment_id: &str) -> Answer {
    let name = if account.platform == Platform::Facebook { "is_hidden" } else { "hide" };
    let body = match read(world, call, &[name]) {
        Ok(body) => body,
        Err(answer) => return *answer,
    };
    let hide = match body.get(name) {
        Some(Value::Bool(hide)) => *hide,
        Some(Value::String(hide)) if hide == "true" || hide == "false" => hide == "true",
        _ => {
            return mistake(world, FailureKind::Malformed, &format!("The parameter {name} must be true or false"));
        }
    };
    change(world, account, comment_id, |comment| comment.hidden = hide)
}

pub(super) fn delete(world: &mut World, account: &Account, comment_id: &str) -> Answer {
    change(world, account, comment_id, |comment| comment.deleted = true)
}

pub(super) fn like(world: &mut World, call: &Call, account: &Account, comment_id: &str, like: bool) -> Answer {
    match read(world, call, &[]) {
        Ok(_) => change(world, account, comment_id, |comment| comment.liked = like),
        Err(answer) => *answer,
    }
}

fn change(world: &mut World, account: &Account, comment_id: &str, change: impl FnOnce(&mut Comment)) -> Answer {
    let comment = world.meta.comments.get_mut(comment_id);
    match comment.filter(|comment| comment.account == account.account && !comment.deleted) {
        Some(comment) => {
            change(comment);
            Answer::json(200, json!({ "success": true }))
        }
        None => no_such_object(world, comment_id),
    }
}

fn read(world: &mut World, call: &Call, fields: &[&str]) -> Result<Map<String, Value>, Box<Answer>> {
    let body = match parameters(call) {
        Ok(body) => body,
        Err(problem) => return Err(Box::new(mistake(world, FailureKind::Malformed, &problem))),
    };
    let known = |name: &String| fields.contains(&name.as_str()) || TOKENS.contains(&name.as_str());
    match body.keys().find(|name| !known(name)).cloned() {
        Some(name) => Err(Box::new(mistake(world, FailureKind::UnknownField, &format!("no such parameter: {name}")))),
        None => Ok(body),
    }
}

fn words(world: &mut World, account: &Account, body: &Map<String, Value>) -> Result<String, Box<Answer>> {
    let text = body.get("message").and_then(Value::as_str).unwrap_or_default();
    if text.trim().is_empty() {
        return Err(Box::new(mistake(world, FailureKind::Malformed, "The parameter message is required")));
    }
    if account.platform == Platform::Facebook {
        return match text.chars().count() > PAGE_TEXT_AT_MOST {
            false => Ok(text.to_owned()),
            true => {
                let problem = format!("a comment has at most {PAGE_TEXT_AT_MOST} characters");
                Err(Box::new(mistake(world, FailureKind::OverLimit, &problem)))
            }
        };
    }
    let hashtags = text.split_whitespace().filter(|word| word.len() > 1 && word.starts_with('#')).count();
    let links = text.matches("http://").count() + text.matches("https://").count();
    let problem = if text.chars().count() > TEXT_AT_MOST {
        format!("a comment has at most {TEXT_AT_MOST} characters")
    } else if hashtags > HASHTAGS_AT_MOST {
        format!("a comment has at most {HASHTAGS_AT_MOST} hashtags")
    } else if links > LINKS_AT_MOST {
        format!("a comment has at most {LINKS_AT_MOST} link")
    } else {
        return Ok(text.to_owned());
    };
    Err(Box::new(mistake(world, FailureKind::OverLimit, &problem)))
}

fn alive(world: &World, account: &Account, comment_id: &str) -> Option<Comment> {
    let comment = world.meta.comments.get(comment_id)?;
    (comment.account == account.account && !comment.deleted).then(|| comment.clone())
}

struct Public {
    text: String,
    recipient: String,
    post: Option<String>,
    parent: Option<String>,
}

fn publish(world: &mut World, account: &Account, operation: &str, public: Public) -> Answer {
    let at_ms = world.now_ms();
    let id = match account.platform {
        Platform::Facebook => page::comment_id(world, public.post.as_deref()),
        _ => world.ids.graph_object(),
    };
    let comment = Comment {
        account: account.account.clone(),
        author: Some(account.id.clone()),
        username: Some(account.shown_name().to_owned()),
        text: public.text.clone(),
        post: public.post,
        product: "FEED".to_owned(),
        parent: public.parent.clone(),
        at_ms,
        own: true,
        hidden: false,
        deleted: false,
        liked: false,
        privately_answered: false,
    };
    let mut answer = Answer::json(200, json!({ "id": id }));
    if account.echo {
        answer.echoes.push(echo::comment(account, &id, &comment));
    }
    world.meta.comments.insert(id.clone(), comment);
    world.talk.push(Utterance {
        platform: account.platform,
        account: account.account.clone(),
        user_id: public.recipient.clone(),
        from_company: true,
        public: true,
        id: id.clone(),
        text: public.text.clone(),
        at_ms,
        file: None,
    });
    answer.sent.push(Sent {
        platform: account.platform,
        account: account.account.clone(),
        operation: operation.to_owned(),
        recipient: public.recipient,
        text: Some(public.text.clone()),
        message: json!({ "message": public.text }),
        id,
        at_ms,
        retry_key: None,
        comment_id: public.parent,
        delivered: true,
        seq: world.journal.next_seq(),
    });
    answer
}

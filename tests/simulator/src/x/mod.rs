//! The pretend X: what the product may call below `{url}/x`, what X tells the webhook, and what it remembers.
//!
//! Sources: X Developer Platform, "Manage Posts", "Direct Messages", "X Activity API", "Webhooks", "Rate limits".

mod query;
mod search;

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::account::{Account, Platform, is_digits};
use crate::call::{Answer, Call};
use crate::fault::FaultKind;
use crate::ids::number_of;
use crate::record::{FailureKind, Sent, Utterance};
use crate::refusal::Refusal;
use crate::script::{Kind, Write};
use crate::world::World;
use crate::writing::Built;

/// The kinds an X user has.
pub const KINDS: &[Kind] = &[Kind::Text, Kind::Image, Kind::Read, Kind::Mention, Kind::CommentReply, Kind::CommentRemove];

/// Units a post has; a direct message's characters.
const POST_AT_MOST: usize = 280;
const MESSAGE_AT_MOST: usize = 10_000;

/// What the product may ask X for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operation {
    /// `POST /2/tweets`
    Post,
    /// `POST /2/dm_conversations/with/{participant}/messages`
    Message(String),
    /// `GET /2/tweets/search/recent`
    Search,
    /// `GET /2/users/{id}/mentions`
    Mentions(String),
    /// `GET /2/users/{id}`
    Profile(String),
    /// `PUT /2/tweets/{id}/hidden`
    Hide(String),
    /// `POST /2/users/{id}/likes`
    Like(String),
    /// `DELETE /2/users/{id}/likes/{post}`
    Unlike(String, String),
}

impl Operation {
    /// The operation behind a method and path; none if X has no such path.
    pub fn of(call: &Call) -> Option<Operation> {
        let segments: Vec<&str> = call.segments.iter().map(String::as_str).collect();
        Some(match (call.method.as_str(), segments.as_slice()) {
            ("POST", ["2", "tweets"]) => Operation::Post,
            ("POST", ["2", "dm_conversations", "with", person, "messages"]) => Operation::Message((*person).to_owned()),
            ("PUT", ["2", "tweets", id, "hidden"]) => Operation::Hide((*id).to_owned()),
            ("POST", ["2", "users", id, "likes"]) => Operation::Like((*id).to_owned()),
            ("DELETE", ["2", "users", id, "likes", post]) => Operation::Unlike((*id).to_owned(), (*post).to_owned()),
            ("GET", ["2", "tweets", "search", "recent"]) => Operation::Search,
            ("GET", ["2", "users", id, "mentions"]) => Operation::Mentions((*id).to_owned()),
            ("GET", ["2", "users", id]) => Operation::Profile((*id).to_owned()),
            _ => return None,
        })
    }

    /// The name used in faults and logs.
    pub fn name(&self) -> &'static str {
        match self {
            Operation::Post => "tweets",
            Operation::Message(_) => "dm",
            Operation::Search => "search",
            Operation::Mentions(_) => "mentions",
            Operation::Profile(_) => "profile",
            Operation::Hide(_) => "hide",
            Operation::Like(_) | Operation::Unlike(..) => "likes",
        }
    }

    /// Whether somebody would see something.
    pub fn sends(&self) -> bool {
        matches!(self, Operation::Post | Operation::Message(_))
    }
}

/// What only X remembers.
#[derive(Default)]
pub struct XMemory {
    posts: HashMap<String, Post>,
    /// What each account posted, word for word: X takes no text twice.
    texts: Vec<(String, String)>,
    /// When each account asked which listing, as far back as its rate looks.
    asked: HashMap<(String, &'static str), Vec<i64>>,
}

struct Post {
    author: String,
    /// It names or quotes the account: only then may the account answer (self-serve access).
    summons: Option<String>,
    deleted: bool,
    hidden: bool,
    liked: bool,
    /// As X shows it, with every field.
    shown: Value,
    /// Who wrote it, as X shows them.
    user: Value,
    at_ms: i64,
}

/// When X's ids begin to count.
const EPOCH_MS: i64 = 1_288_834_974_657;

/// The id of a customer: digits as they are, any other name turned into them.
pub(crate) fn user_id(account: &Account, customer: &str) -> String {
    if is_digits(customer) { customer.to_owned() } else { (number_of("x", &account.account, customer) >> 3).to_string() }
}

/// Ids hold the time: milliseconds since X's epoch above 22 bits.
fn snowflake(world: &mut World, at_ms: i64) -> String {
    let noise = i64::try_from(world.ids.seed() & 0x3f_ffff).unwrap_or_default();
    (((at_ms - EPOCH_MS).max(0) << 22) | noise).to_string()
}

/// Carries a call out. The caller has checked the token: `account` is whose it is.
pub(crate) fn answer(world: &mut World, call: &Call, operation: &Operation, account: &Account) -> Answer {
    match operation {
        Operation::Post => post(world, call, account),
        Operation::Message(person) => message(world, call, account, person),
        Operation::Hide(id) => hide(world, call, account, id),
        Operation::Like(own) => like(world, call, account, own),
        Operation::Unlike(own, id) => unlike(world, account, own, id),
        Operation::Search => search::recent(world, call, account),
        Operation::Mentions(own) => search::mentions(world, call, account, own),
        Operation::Profile(id) if *id == account.id => {
            Answer::json(200, json!({ "data": { "id": id, "name": account.shown_name(), "username": account.account } }))
        }
        Operation::Profile(id) => match world.known(Platform::X, &account.account, id) {
            Some(person) => {
                let name = person.name.clone().unwrap_or_else(|| "X user".to_owned());
                Answer::json(200, json!({ "data": { "id": id, "name": name, "username": handle(&name, id) } }))
            }
            None => problem(404, "Not Found Error", "https://api.x.com/2/problems/resource-not-found", "Could not find user"),
        },
    }
}

/// Of answers to its own posts the author hides any; the simulator lets the account hide whatever names it.
fn hide(world: &mut World, call: &Call, account: &Account, id: &str) -> Answer {
    let body = match fields(call, &["hidden"]) {
        Ok(body) => body,
        Err(answer) => return *answer,
    };
    let Some(hidden) = body.get("hidden").and_then(Value::as_bool) else {
        return invalid("`hidden` must be true or false").failing(FailureKind::Malformed, "`hidden` is no truth value");
    };
    match world.x.posts.get_mut(id).filter(|post| !post.deleted) {
        Some(post) if post.summons.as_deref() == Some(account.id.as_str()) => {
            post.hidden = hidden;
            Answer::json(200, json!({ "data": { "hidden": hidden } }))
        }
        Some(_) => problem(403, "Forbidden", "about:blank", "You can only hide replies of conversations that you began"),
        None => no_such_post(),
    }
}

fn like(world: &mut World, call: &Call, account: &Account, own: &str) -> Answer {
    let body = match fields(call, &["tweet_id"]) {
        Ok(body) => body,
        Err(answer) => return *answer,
    };
    let id = body.get("tweet_id").and_then(Value::as_str).unwrap_or_default().to_owned();
    liked(world, account, own, &id, true)
}

fn unlike(world: &mut World, account: &Account, own: &str, id: &str) -> Answer {
    liked(world, account, own, id, false)
}

fn liked(world: &mut World, account: &Account, own: &str, id: &str, liked: bool) -> Answer {
    if own != account.id {
        return problem(403, "Forbidden", "about:blank", "The `id` must be that of the authenticated user");
    }
    match world.x.posts.get_mut(id).filter(|post| !post.deleted) {
        Some(post) => {
            post.liked = liked;
            Answer::json(200, json!({ "data": { "liked": liked } }))
        }
        None => no_such_post(),
    }
}

fn no_such_post() -> Answer {
    problem(404, "Not Found Error", "https://api.x.com/2/problems/resource-not-found", "Could not find the post")
}

fn fields(call: &Call, known: &[&str]) -> Result<serde_json::Map<String, Value>, Box<Answer>> {
    let malformed = |what: &str| Box::new(invalid(what).failing(FailureKind::Malformed, what));
    if !call.is_json() {
        return Err(malformed("the content type must be application/json"));
    }
    let Ok(Value::Object(body)) = serde_json::from_slice(&call.body) else { return Err(malformed("the body is no JSON object")) };
    match body.keys().find(|name| !known.contains(&name.as_str())) {
        Some(name) => {
            let what = format!("`{name}` is no field here");
            Err(Box::new(invalid(&what).failing(FailureKind::UnknownField, what)))
        }
        None => Ok(body),
    }
}

fn post(world: &mut World, call: &Call, account: &Account) -> Answer {
    let body = match fields(call, &["text", "reply", "media", "quote_tweet_id", "reply_settings"]) {
        Ok(body) => body,
        Err(answer) => return *answer,
    };
    let text = body.get("text").and_then(Value::as_str).unwrap_or_default().to_owned();
    if text.trim().is_empty() && !body.contains_key("media") {
        return invalid("a post needs a text").failing(FailureKind::Malformed, "a post without a text");
    }
    if weight(&text) > POST_AT_MOST {
        let what = format!("Your Tweet text is too long: {} units", weight(&text));
        return invalid(&what).failing(FailureKind::OverLimit, what);
    }
    let Some(answered) = body.get("reply").and_then(|reply| reply["in_reply_to_tweet_id"].as_str()).map(str::to_owned) else {
        return invalid("reply.in_reply_to_tweet_id is missing").failing(FailureKind::Malformed, "a post that answers nothing");
    };
    let author = match world.x.posts.get(&answered).filter(|post| !post.deleted) {
        None => return forbidden("You attempted to reply to a Tweet that is deleted or not visible to you."),
        Some(post) if post.summons.as_deref() != Some(account.id.as_str()) => {
            return forbidden(
                "Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the \
                 author of the post you are replying to.",
            );
        }
        Some(post) => post.author.clone(),
    };
    if world.x.texts.contains(&(account.account.clone(), text.clone())) {
        return forbidden("You are not allowed to create a Tweet with duplicate content.");
    }
    world.x.texts.push((account.account.clone(), text.clone()));
    let at_ms = world.now_ms();
    let id = snowflake(world, at_ms);
    let answer = json!({ "data": { "id": id, "text": text, "edit_history_tweet_ids": [id] } });
    // What the account itself posts is found like everything else.
    let own = Post {
        author: account.id.clone(),
        summons: None,
        deleted: false,
        hidden: false,
        liked: false,
        shown: json!({ "id": id, "author_id": account.id, "text": text, "created_at": search::moment(at_ms), "conversation_id": answered,
            "edit_history_tweet_ids": [id], "lang": "en", "referenced_tweets": [{ "type": "replied_to", "id": answered }] }),
        user: json!({ "id": account.id, "name": account.shown_name(), "username": account.account }),
        at_ms,
    };
    world.x.posts.insert(id.clone(), own);
    accepted(world, account, ("tweets", true), &author, id, Some(answered), &Value::Object(body), answer)
}

fn message(world: &mut World, call: &Call, account: &Account, person: &str) -> Answer {
    let body = match fields(call, &["text", "attachments"]) {
        Ok(body) => body,
        Err(answer) => return *answer,
    };
    let text = body.get("text").and_then(Value::as_str).unwrap_or_default();
    if text.is_empty() && !body.contains_key("attachments") {
        return invalid("a message needs `text` or `attachments`").failing(FailureKind::Malformed, "an empty message");
    }
    if text.chars().count() > MESSAGE_AT_MOST {
        return invalid("the text is too long").failing(FailureKind::OverLimit, "a message of more than 10,000 characters");
    }
    if world.known(Platform::X, &account.account, person).is_none_or(|person| person.blocked) {
        return forbidden("You do not have permission to DM one or more participants.");
    }
    let at_ms = world.now_ms();
    let id = snowflake(world, at_ms);
    let answer = json!({ "data": { "dm_conversation_id": format!("{}-{person}", account.id), "dm_event_id": id } });
    let text = text.to_owned();
    let mut answer = accepted(world, account, ("dm", false), person, id.clone(), None, &Value::Object(body), answer);
    if account.echo {
        let event = direct(&id, &account.id, person, &text, at_ms, None);
        answer.echoes.push(activity(world, account, "dm.sent", json!({ "direct_message_events": [event], "users": {} })));
    }
    answer
}

#[expect(clippy::too_many_arguments, reason = "what the record of a send holds")]
fn accepted(
    world: &mut World,
    account: &Account,
    (operation, public): (&str, bool),
    recipient: &str,
    id: String,
    comment_id: Option<String>,
    message: &Value,
    answer: Value,
) -> Answer {
    let at_ms = world.now_ms();
    let text = message.get("text").and_then(Value::as_str).map(str::to_owned);
    world.talk.push(Utterance {
        platform: Platform::X,
        account: account.account.clone(),
        user_id: recipient.to_owned(),
        from_company: true,
        public,
        id: id.clone(),
        text: text.clone().unwrap_or_else(|| "[attachment]".to_owned()),
        at_ms,
        file: None,
    });
    let sent = Sent {
        platform: Platform::X,
        account: account.account.clone(),
        operation: operation.to_owned(),
        recipient: recipient.to_owned(),
        text,
        message: message.clone(),
        id,
        at_ms,
        retry_key: None,
        comment_id,
        delivered: true,
        seq: world.journal.next_seq(),
    };
    Answer { sent: vec![sent], ..Answer::json(201, answer) }
}

/// X's words for a failure on order, and for a wrong token.
pub(crate) fn faulty(world: &World, kind: &FaultKind) -> Answer {
    match kind {
        FaultKind::TokenExpired => problem(401, "Unauthorized", "about:blank", "Unauthorized"),
        FaultKind::RateLimited { .. } => {
            let reset = world.now_ms() / 1_000 + 1;
            problem(429, "Too Many Requests", "about:blank", "Too Many Requests").with("x-rate-limit-reset", reset.to_string())
        }
        FaultKind::Status { code, .. } => problem(*code, "On order", "about:blank", "Failed on order"),
        _ => problem(503, "Service Unavailable", "about:blank", "Service Unavailable"),
    }
}

fn problem(status: u16, title: &str, kind: &str, detail: &str) -> Answer {
    Answer::json(status, json!({ "title": title, "type": kind, "status": status, "detail": detail }))
}

fn invalid(detail: &str) -> Answer {
    problem(400, "Invalid Request", "https://api.x.com/2/problems/invalid-request", detail)
}

fn forbidden(detail: &str) -> Answer {
    problem(403, "Forbidden", "about:blank", detail)
}

/// Length by X's table: Latin and its neighbours one, all others two, an emoji two whatever it is joined from, an address 23.
pub fn weight(text: &str) -> usize {
    let mut weight = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        if bare.starts_with("https://") || bare.starts_with("http://") {
            weight += 23 + (word.chars().count() - bare.chars().count());
            continue;
        }
        let mut joined = false;
        for c in word.chars() {
            let code = c as u32;
            // Joiners, skin tones and the like add nothing to the emoji they belong to; nor does what is joined.
            let attached = matches!(code, 0x200d | 0xfe0f | 0x1f3fb..=0x1f3ff);
            if !attached && !joined {
                weight += match code {
                    0..=4_351 | 8_192..=8_205 | 8_208..=8_223 | 8_242..=8_247 => 1,
                    _ => 2,
                };
            }
            joined = code == 0x200d;
        }
    }
    weight
}

/// The event for what somebody does: the X Activity API, one event in a body.
pub(crate) fn build(world: &mut World, account: &Account, customer: &str, write: &Write) -> Result<Built, Refusal> {
    let user_id = user_id(account, customer);
    let timestamp_ms = write.timestamp_ms.unwrap_or_else(|| world.now_ms());
    let id = snowflake(world, timestamp_ms);
    let text = write.text.clone().unwrap_or_default();
    let name = write.name.clone().unwrap_or_else(|| customer.to_owned());
    let users = json!({ user_id.clone(): { "id": user_id, "name": name, "screen_name": handle(&name, &user_id) } });
    let (kind, payload, meant) = match write.kind {
        Kind::Text | Kind::Image => {
            let picture = (write.kind == Kind::Image).then(|| {
                json!({ "type": "media", "media": { "id_str": id, "type": "photo", "media_url_https": format!("https://ton.x.example/{id}.jpg") } })
            });
            let event = direct(&id, &user_id, &account.id, &text, timestamp_ms, picture);
            ("dm.received", json!({ "direct_message_events": [event], "users": users }), id.clone())
        }
        Kind::Read => {
            let event = json!({ "created_timestamp": timestamp_ms.to_string(), "sender_id": user_id,
                "target": { "recipient_id": account.id }, "last_read_event_id": id });
            ("dm.read", json!({ "direct_message_mark_read_events": [event], "users": users }), id.clone())
        }
        Kind::Mention | Kind::CommentReply => {
            let at = search::moment(timestamp_ms);
            let mut post = json!({
                "id": id, "author_id": user_id, "text": text, "created_at": at, "lang": "en", "conversation_id": id,
                "edit_history_tweet_ids": [id],
                "entities": { "mentions": [{ "start": 0, "end": 5, "username": account.shown_name(), "id": account.id }] },
            });
            let mut kind = "post.mention.create";
            if write.kind == Kind::CommentReply {
                let parent = write.parent.clone().ok_or_else(|| Refusal::invalid("write: `parent` names the post answered"))?;
                post["referenced_tweets"] = json!([{ "type": "replied_to", "id": parent }]);
                post["conversation_id"] = json!(parent);
                kind = "post.reply.create";
            }
            (kind, post, id.clone())
        }
        Kind::CommentRemove => {
            let parent = write.parent.clone().ok_or_else(|| Refusal::invalid("write: `parent` names the post removed"))?;
            ("post.delete", json!({ "id": parent, "author_id": user_id }), parent)
        }
        other => {
            return Err(Refusal::invalid(format!("write: X has no kind {other:?}; use one of {KINDS:?} in snake_case")));
        }
    };
    let mut value = activity(world, account, kind, payload);
    if kind.starts_with("post.") {
        value["data"]["includes"] = json!({ "users": [{ "id": user_id, "name": name, "username": handle(&name, &user_id) }] });
    }
    let event_id = value["data"]["event_uuid"].as_str().map(str::to_owned);
    Ok(Built { value, user_id, external_id: Some(meant), event_id, timestamp_ms })
}

/// A handle as X has them, of the letters and digits in somebody's name: at most fifteen, Latin ones only. Who has too few of
/// them is called by the end of their id.
fn handle(name: &str, id: &str) -> String {
    let latin: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').take(15).collect();
    if latin.len() >= 4 { latin } else { format!("user{}", &id[id.len().saturating_sub(8)..]) }
}

fn direct(id: &str, from: &str, to: &str, text: &str, at_ms: i64, attachment: Option<Value>) -> Value {
    let mut data = json!({ "text": text, "entities": { "hashtags": [], "symbols": [], "user_mentions": [], "urls": [] } });
    if let Some(attachment) = attachment {
        data["attachment"] = attachment;
    }
    json!({ "type": "message_create", "id": id, "created_timestamp": at_ms.to_string(),
        "message_create": { "target": { "recipient_id": to }, "sender_id": from, "message_data": data } })
}

fn activity(world: &mut World, account: &Account, kind: &str, payload: Value) -> Value {
    let uuid = world.ids.seed().to_string();
    json!({ "data": { "event_uuid": uuid, "filter": { "user_id": account.id }, "event_type": kind, "tag": "care", "payload": payload } })
}

/// Learns from a body that goes out: who has written, and which posts there are.
pub(crate) fn observe(world: &mut World, account: &Account, body: &Value) {
    let payload = &body["data"]["payload"];
    let now = world.now_ms();
    for event in payload["direct_message_events"].as_array().into_iter().flatten() {
        let sender = event["message_create"]["sender_id"].as_str().unwrap_or_default().to_owned();
        if sender != account.id {
            world.person(Platform::X, &account.account, &sender).last_private_ms = Some(now);
        }
    }
    let (Some(id), Some(author)) = (payload["id"].as_str(), payload["author_id"].as_str()) else { return };
    if body["data"]["event_type"] == "post.delete" {
        if let Some(post) = world.x.posts.get_mut(id) {
            post.deleted = true;
        }
        return;
    }
    world.person(Platform::X, &account.account, author);
    let named = payload["entities"]["mentions"].as_array().into_iter().flatten().any(|who| who["id"] == json!(account.id));
    let post = Post {
        author: author.to_owned(),
        summons: named.then(|| account.id.clone()),
        deleted: false,
        hidden: false,
        liked: false,
        shown: payload.clone(),
        user: body["data"]["includes"]["users"][0].clone(),
        at_ms: (id.parse::<i64>().unwrap_or_default() >> 22) + EPOCH_MS,
    };
    world.x.posts.insert(id.to_owned(), post);
}

//! The pretend LinkedIn: what the product may call below `{url}/linkedin`, what LinkedIn tells the webhook, and what it remembers.
//!
//! Sources: Microsoft Learn, LinkedIn API "Organization Social Action Notifications", "Comments API", "Webhook validation".

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use crate::account::{Account, Platform, is_digits};
use crate::call::{Answer, Call};
use crate::fault::FaultKind;
use crate::ids::number_of;
use crate::record::{FailureKind, Sent, Utterance};
use crate::refusal::Refusal;
use crate::script::{Kind, Write};
use crate::world::World;
use crate::writing::Built;

/// The kinds a LinkedIn member has.
pub const KINDS: &[Kind] = &[Kind::Comment, Kind::CommentReply, Kind::CommentEdit, Kind::CommentRemove, Kind::Mention];

/// Characters a comment has at most.
const COMMENT_AT_MOST: usize = 1_250;
/// Notifications in a body.
pub(crate) const IN_A_BODY: usize = 10;

/// What the product may ask LinkedIn for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operation {
    /// `POST /rest/socialActions/{post or comment}/comments`
    Comment(String),
    /// `GET /rest/socialActions/{post}/comments/{id}`
    ReadComment(String, String),
    /// `GET /rest/posts/{urn}`
    ReadPost(String),
    /// `GET /rest/people/(id:…)`
    Profile(String),
    /// `GET /rest/organizationalEntityNotifications?q=criteria`
    Notifications,
    /// `GET /rest/organizationAcls?q=roleAssignee`
    Roles,
    /// `POST /rest/reactions?actor=…`
    React,
    /// `DELETE /rest/reactions/(actor:…,entity:…)`
    Unreact(String),
    /// `DELETE /rest/socialActions/{post}/comments/{id}?actor=…`
    RemoveComment(String, String),
}

impl Operation {
    /// The operation behind a method and path; none if LinkedIn has no such path.
    pub fn of(call: &Call) -> Option<Operation> {
        let segments: Vec<&str> = call.segments.iter().map(String::as_str).collect();
        Some(match (call.method.as_str(), segments.as_slice()) {
            ("POST", ["rest", "socialActions", urn, "comments"]) => Operation::Comment((*urn).to_owned()),
            ("GET", ["rest", "socialActions", urn, "comments", id]) => {
                Operation::ReadComment((*urn).to_owned(), (*id).to_owned())
            }
            ("POST", ["rest", "reactions"]) => Operation::React,
            ("DELETE", ["rest", "reactions", which]) => Operation::Unreact((*which).to_owned()),
            ("DELETE", ["rest", "socialActions", urn, "comments", id]) => {
                Operation::RemoveComment((*urn).to_owned(), (*id).to_owned())
            }
            ("GET", ["rest", "posts", urn]) => Operation::ReadPost((*urn).to_owned()),
            ("GET", ["rest", "organizationalEntityNotifications"]) if call.query("q") == Some("criteria") => {
                Operation::Notifications
            }
            ("GET", ["rest", "organizationAcls"]) if call.query("q") == Some("roleAssignee") => Operation::Roles,
            ("GET", ["rest", "people", id]) => Operation::Profile(id.strip_prefix("(id:")?.strip_suffix(')')?.to_owned()),
            _ => return None,
        })
    }

    /// The name used in faults and logs.
    pub fn name(&self) -> &'static str {
        match self {
            Operation::Comment(_) => "comments",
            Operation::ReadComment(..) => "comment",
            Operation::ReadPost(_) => "post",
            Operation::Profile(_) => "profile",
            Operation::Notifications => "listing",
            Operation::React | Operation::Unreact(_) => "likes",
            Operation::RemoveComment(..) => "delete",
            Operation::Roles => "account",
        }
    }

    /// Whether somebody would see something.
    pub fn sends(&self) -> bool {
        matches!(self, Operation::Comment(_))
    }
}

/// What only LinkedIn remembers: posts and comments by URN.
#[derive(Default)]
pub struct LinkedInMemory {
    things: HashMap<String, Thing>,
    /// What was told, by account, oldest first.
    told: Vec<(String, Value)>,
}

#[derive(Clone)]
struct Thing {
    author: String,
    text: String,
    /// What a comment stands under.
    object: Option<String>,
    deleted: bool,
}

/// The URN of a member: any name turned into the id of one.
pub(crate) fn user_id(account: &Account, customer: &str) -> String {
    if customer.starts_with("urn:li:person:") {
        customer.to_owned()
    } else {
        format!("urn:li:person:M{:x}", number_of("linkedin", &account.account, customer))
    }
}

/// `urn:li:comment:(<what it stands under>,<id>)`
fn comment_urn(object: &str, id: &str) -> String {
    format!("urn:li:comment:({object},{id})")
}

/// Carries a call out. The caller has checked the token: `account` is whose it is.
pub(crate) fn answer(world: &mut World, call: &Call, operation: &Operation, account: &Account) -> Answer {
    if let Some(answer) = unversioned(call) {
        return answer;
    }
    let read = |world: &World, urn: &str, answer: fn(&str, &Thing) -> Value| match world.linkedin.things.get(urn) {
        Some(thing) if !thing.deleted => Answer::json(200, answer(urn, thing)),
        _ => error(404, 0, "Could not find entity"),
    };
    match operation {
        Operation::Comment(answered) => comment(world, call, account, answered),
        Operation::ReadComment(object, id) => read(
            world,
            &comment_urn(object, id),
            |urn, thing| json!({ "commentUrn": urn, "actor": thing.author, "object": thing.object, "message": { "text": thing.text } }),
        ),
        Operation::ReadPost(urn) => read(
            world,
            urn,
            |urn, thing| json!({ "id": urn, "author": thing.author, "commentary": thing.text, "visibility": "PUBLIC", "lifecycleState": "PUBLISHED" }),
        ),
        Operation::Notifications => notifications(world, call, account),
        Operation::React => react(world, call, account),
        Operation::Unreact(which) => {
            let entity = which.strip_prefix(&format!("(actor:{},entity:", account.id)).and_then(|rest| rest.strip_suffix(')'));
            match entity.filter(|urn| world.linkedin.things.get(*urn).is_some_and(|thing| !thing.deleted)) {
                Some(_) => Answer::json(204, Value::Null),
                None => error(404, 0, "Could not find entity"),
            }
        }
        Operation::RemoveComment(object, id) => match world.linkedin.things.get_mut(&comment_urn(object, id)) {
            Some(_) if call.query("actor") != Some(account.id.as_str()) => {
                error(403, 100, "Not enough permissions to act as this actor")
                    .failing(FailureKind::Malformed, "the actor is not the account")
            }
            Some(thing) if !thing.deleted => {
                thing.deleted = true;
                Answer::json(204, Value::Null)
            }
            _ => error(404, 0, "Could not find entity"),
        },
        Operation::Roles => Answer::json(
            200,
            json!({ "paging": { "start": 0, "count": 10 }, "elements": [
            { "role": "ADMINISTRATOR", "state": "APPROVED", "organization": account.id, "roleAssignee": "urn:li:person:Admin0001" }] }),
        ),
        Operation::Profile(id) => {
            let urn = format!("urn:li:person:{id}");
            match world.known(Platform::LinkedIn, &account.account, &urn).and_then(|person| person.name.clone()) {
                Some(name) => {
                    let (first, last) = name.split_once(' ').unwrap_or((&name, ""));
                    Answer::json(200, json!({ "id": id, "localizedFirstName": first, "localizedLastName": last }))
                }
                None => error(404, 0, "Could not find entity"),
            }
        }
    }
}

fn react(world: &World, call: &Call, account: &Account) -> Answer {
    if call.query("actor") != Some(account.id.as_str()) {
        return error(403, 100, "Not enough permissions to act as this actor")
            .failing(FailureKind::Malformed, "the actor is not the account");
    }
    let body: Value = serde_json::from_slice(&call.body).unwrap_or_default();
    let lawful =
        body.as_object().is_some_and(|fields| fields.keys().all(|name| matches!(name.as_str(), "root" | "reactionType")));
    if !call.is_json() || !lawful || body["reactionType"] != "LIKE" {
        let what = "a reaction has a root and a reactionType";
        return error(400, 100, what).failing(FailureKind::Malformed, what);
    }
    match body["root"].as_str().and_then(|urn| world.linkedin.things.get(urn)).filter(|thing| !thing.deleted) {
        Some(_) => Answer::json(201, json!({ "root": body["root"], "reactionType": "LIKE" })),
        None => error(404, 0, "Could not find entity"),
    }
}

/// What was told within a time, newest first: for sixty days, whether the webhook heard of it or not.
fn notifications(world: &World, call: &Call, account: &Account) -> Answer {
    let number = |text: Option<&str>| text.and_then(|text| text.parse::<i64>().ok());
    let range = call.query("timeRange").unwrap_or_default().trim_matches(['(', ')']);
    let bound = |name: &str| number(range.split(',').find_map(|part| part.strip_prefix(name)));
    let (Some(from), Some(until)) = (bound("start:"), bound("end:")) else {
        return error(400, 0, "timeRange must be (start:…,end:…)").failing(FailureKind::Malformed, "no lawful timeRange");
    };
    if call.query("organizationalEntity") != Some(account.id.as_str()) {
        return error(403, 100, "Not enough permissions")
            .failing(FailureKind::WrongAccount, "another organization's notifications");
    }
    let actions: Vec<&str> =
        call.query("actions").unwrap_or_default().trim_start_matches("List(").trim_end_matches(')').split(',').collect();
    let start = number(call.query("start")).and_then(|start| usize::try_from(start).ok()).unwrap_or(0);
    let count = number(call.query("count")).and_then(|count| usize::try_from(count).ok()).unwrap_or(10);
    let oldest = from.max(world.now_ms() - 60 * 86_400_000);
    let mut all: Vec<&Value> = world
        .linkedin
        .told
        .iter()
        .filter(|(name, event)| {
            let at = event["lastModifiedAt"].as_i64().unwrap_or_default();
            *name == account.account
                && (oldest..=until).contains(&at)
                && actions.contains(&event["action"].as_str().unwrap_or_default())
        })
        .map(|(_, event)| event)
        .collect();
    all.reverse();
    let page: Vec<&Value> = all.into_iter().skip(start).take(count.min(50)).collect();
    Answer::json(200, json!({ "elements": page, "paging": { "start": start, "count": count, "links": [] } }))
}

/// The versioned API wants its version with every call.
fn unversioned(call: &Call) -> Option<Answer> {
    let version = call.header("linkedin-version").unwrap_or_default();
    if version.len() != 6 || !is_digits(version) {
        let what = "a version must be present: LinkedIn-Version: YYYYMM";
        return Some(error(400, 0, what).failing(FailureKind::Malformed, what));
    }
    let protocol = call.header("x-restli-protocol-version") == Some("2.0.0");
    (!protocol).then(|| {
        let what = "X-Restli-Protocol-Version must be 2.0.0";
        error(400, 0, what).failing(FailureKind::Malformed, what)
    })
}

fn fields(call: &Call) -> Result<Map<String, Value>, Box<Answer>> {
    let malformed = |what: &str| Box::new(error(400, 100, what).failing(FailureKind::Malformed, what));
    if !call.is_json() {
        return Err(malformed("the content type must be application/json"));
    }
    let Ok(Value::Object(body)) = serde_json::from_slice(&call.body) else { return Err(malformed("the body is no JSON object")) };
    match body.keys().find(|name| !matches!(name.as_str(), "actor" | "object" | "message" | "parentComment" | "content")) {
        Some(name) => {
            let what = format!("unpermitted field present: /{name}");
            Err(Box::new(error(403, 100, &what).failing(FailureKind::UnknownField, what)))
        }
        None => Ok(body),
    }
}

fn comment(world: &mut World, call: &Call, account: &Account, answered: &str) -> Answer {
    let body = match fields(call) {
        Ok(body) => body,
        Err(answer) => return *answer,
    };
    let word = |name: &str| body.get(name).and_then(Value::as_str).map(str::to_owned);
    if word("actor").as_deref() != Some(account.id.as_str()) {
        return error(403, 100, "Not enough permissions to act as this actor")
            .failing(FailureKind::Malformed, "the actor is not the account");
    }
    let Some(thing) = world.linkedin.things.get(answered).filter(|thing| !thing.deleted).cloned() else {
        return error(404, 0, "Could not find entity");
    };
    // A comment is answered under the post it stands under, as its child.
    let object = thing.object.clone().unwrap_or_else(|| answered.to_owned());
    let parent = thing.object.as_ref().map(|_| answered.to_owned());
    if word("object") != Some(object.clone()) || word("parentComment") != parent {
        let what = "`object` and `parentComment` do not name what is answered";
        return error(400, 100, what).failing(FailureKind::Malformed, what);
    }
    let text = body.get("message").and_then(|message| message["text"].as_str()).unwrap_or_default().to_owned();
    match text.chars().count() {
        0 => return error(422, 100, "message.text is empty").failing(FailureKind::Malformed, "a comment without words"),
        count if count > COMMENT_AT_MOST => {
            let what = format!("message.text has {count} characters");
            return error(422, 100, &what).failing(FailureKind::OverLimit, what);
        }
        _ => {}
    }
    let (at_ms, number) = (world.now_ms(), 7_100_000_000_000_000_000 + world.ids.seed() % 1_000_000_000_000_000);
    let urn = comment_urn(&object, &number.to_string());
    let made = Thing { author: account.id.clone(), text: text.clone(), object: Some(object.clone()), deleted: false };
    world.linkedin.things.insert(urn.clone(), made);
    world.talk.push(Utterance {
        platform: Platform::LinkedIn,
        account: account.account.clone(),
        user_id: thing.author.clone(),
        from_company: true,
        public: true,
        id: urn.clone(),
        text: text.clone(),
        at_ms,
        file: None,
    });
    let answer = json!({ "id": number.to_string(), "commentUrn": urn, "actor": account.id, "object": object, "message": { "text": text } });
    let sent = Sent {
        platform: Platform::LinkedIn,
        account: account.account.clone(),
        operation: "comments".to_owned(),
        recipient: thing.author,
        text: Some(text),
        message: Value::Object(body),
        id: urn.clone(),
        at_ms,
        retry_key: None,
        comment_id: Some(answered.to_owned()),
        delivered: true,
        seq: world.journal.next_seq(),
    };
    Answer { sent: vec![sent], ..Answer::json(201, answer) }.with("x-restli-id", urn)
}

/// LinkedIn's words for a failure on order, and for a wrong token.
pub(crate) fn faulty(kind: &FaultKind) -> Answer {
    match kind {
        FaultKind::TokenExpired => error(401, 65_601, "The token used in the request has expired"),
        FaultKind::RateLimited { .. } => {
            error(429, 101, "Resource level throttle APPLICATION_AND_MEMBER DAY limit for calls to this resource is reached.")
        }
        FaultKind::Status { code, .. } => error(*code, 0, "Failed on order"),
        _ => error(503, 0, "Service Unavailable"),
    }
}

fn error(status: u16, service: u32, message: &str) -> Answer {
    Answer::json(status, json!({ "status": status, "serviceErrorCode": service, "message": message }))
}

/// The notification for what somebody does.
pub(crate) fn build(world: &mut World, account: &Account, customer: &str, write: &Write) -> Result<Built, Refusal> {
    let user_id = user_id(account, customer);
    let timestamp_ms = write.timestamp_ms.unwrap_or_else(|| world.now_ms());
    let words = || write.text.clone().filter(|text| !text.is_empty()).ok_or_else(|| Refusal::invalid("write: `text` is missing"));
    let number = 7_100_000_000_000_000_000 + world.ids.seed() % 1_000_000_000_000_000;
    let own_post = format!(
        "urn:li:activity:{}",
        7_000_000_000_000_000_000 + number_of("linkedin-post", &account.account, "1") % 1_000_000_000
    );
    let meant = || -> Result<(String, String), Refusal> {
        let urn = write.parent.clone().ok_or_else(|| Refusal::invalid("write: `parent` names the comment by its URN"))?;
        let thing = world.linkedin.things.get(&urn).and_then(|thing| thing.object.clone());
        thing.map(|object| (urn, object)).ok_or_else(|| Refusal::conflict("write: there is no such comment"))
    };
    let (action, urn, object) = match write.kind {
        Kind::Comment => {
            let object = write.parent.clone().unwrap_or(own_post);
            ("COMMENT", comment_urn(&object, &number.to_string()), Some(object))
        }
        Kind::CommentReply => {
            let (_, object) = meant()?;
            ("COMMENT", comment_urn(&object, &number.to_string()), Some(object))
        }
        Kind::CommentEdit | Kind::CommentRemove => {
            let (urn, object) = meant()?;
            (if write.kind == Kind::CommentEdit { "COMMENT_EDIT" } else { "COMMENT_DELETE" }, urn, Some(object))
        }
        Kind::Mention => ("SHARE_MENTION", format!("urn:li:share:{number}"), None),
        other => {
            return Err(Refusal::invalid(format!("write: LinkedIn has no kind {other:?}; use one of {KINDS:?} in snake_case")));
        }
    };
    let mut value = json!({
        "notificationId": world.ids.seed() % 1_000_000_000, "organizationalEntity": account.id, "action": action,
        "sourcePost": object.clone().unwrap_or_else(|| urn.clone()), "lastModifiedAt": timestamp_ms,
        "subscriber": "urn:li:person:Admin0001", "generatedActivity": urn,
    });
    if action != "COMMENT_DELETE" {
        let mut activity = json!({ "entity": urn, "owner": user_id, "text": words()? });
        if let Some(object) = &object {
            activity["object"] = json!(object);
        }
        value["decoratedGeneratedActivity"] = json!({ if object.is_some() { "comment" } else { "share" }: activity });
    }
    Ok(Built { value, user_id, external_id: Some(urn), event_id: None, timestamp_ms })
}

/// Notifications as LinkedIn puts them together.
pub(crate) fn body(events: Vec<Value>) -> Value {
    json!({ "type": "ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS", "notifications": events })
}

/// Learns from a body that goes out: what stands there now.
pub(crate) fn observe(world: &mut World, account: &Account, body: &Value) {
    for event in body["notifications"].as_array().into_iter().flatten() {
        let Some(urn) = event["generatedActivity"].as_str() else { continue };
        if !world.linkedin.told.iter().any(|(_, known)| known["notificationId"] == event["notificationId"]) {
            world.linkedin.told.push((account.account.clone(), event.clone()));
        }
        if event["action"] == "COMMENT_DELETE" {
            if let Some(thing) = world.linkedin.things.get_mut(urn) {
                thing.deleted = true;
            }
            continue;
        }
        let activity = &event["decoratedGeneratedActivity"];
        let shown = if activity["comment"].is_object() { &activity["comment"] } else { &activity["share"] };
        let text = |name: &str| shown[name].as_str().map(str::to_owned);
        let author = text("owner").unwrap_or_default();
        world.person(Platform::LinkedIn, &account.account, &author);
        let thing = Thing { author, text: text("text").unwrap_or_default(), object: text("object"), deleted: false };
        world.linkedin.things.insert(urn.to_owned(), thing);
    }
}

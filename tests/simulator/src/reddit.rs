//! The pretend Reddit: what the product may call below `{url}/reddit`. Reddit tells nobody anything: what people write stands in
//! its listings until somebody asks.
//!
//! Source: Reddit, "API documentation", "Data API Wiki".

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::account::{Account, Platform};
use crate::call::{Answer, Call};
use crate::fault::FaultKind;
use crate::ids::number_of;
use crate::record::{FailureKind, Sent, Utterance};
use crate::refusal::Refusal;
use crate::script::{Kind, Write};
use crate::world::World;
use crate::writing::Built;

/// The kinds a Reddit user has.
pub const KINDS: &[Kind] = &[Kind::Text, Kind::Post, Kind::Comment, Kind::CommentReply, Kind::Mention, Kind::CommentRemove];

const TEXT_AT_MOST: usize = 10_000;
const SUBJECT_AT_MOST: usize = 100;
/// The community everything here is written in.
const COMMUNITY: &str = "harken";

/// What the product may ask Reddit for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operation {
    /// `POST /api/comment`
    Comment,
    /// `POST /api/compose`
    Compose,
    /// `GET /r/{community}/new` or `/comments`, `GET /message/inbox`, `GET /search`
    Listing(Listing),
    /// `GET /user/{name}/about`
    Profile(String),
    /// `GET /api/v1/me`
    Me,
    /// `POST /api/remove` (and not `true`) or `POST /api/approve`
    Moderate(bool),
}

/// A listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listing {
    /// Posts of a community.
    New(String),
    /// Comments of a community.
    Comments(String),
    /// What was written to the account.
    Inbox,
    /// Posts that hold the words of `q`.
    Search,
}

impl Operation {
    /// The operation behind a method and path; none if Reddit has no such path.
    pub fn of(call: &Call) -> Option<Operation> {
        let segments: Vec<&str> = call.segments.iter().map(String::as_str).collect();
        Some(match (call.method.as_str(), segments.as_slice()) {
            ("POST", ["api", "comment"]) => Operation::Comment,
            ("POST", ["api", "compose"]) => Operation::Compose,
            ("GET", ["r", community, "new"]) => Operation::Listing(Listing::New((*community).to_owned())),
            ("GET", ["r", community, "comments"]) => Operation::Listing(Listing::Comments((*community).to_owned())),
            ("GET", ["message", "inbox"]) => Operation::Listing(Listing::Inbox),
            ("GET", ["search"]) => Operation::Listing(Listing::Search),
            ("GET", ["api", "v1", "me"]) => Operation::Me,
            ("POST", ["api", "remove"]) => Operation::Moderate(false),
            ("POST", ["api", "approve"]) => Operation::Moderate(true),
            ("GET", ["user", name, "about"]) => Operation::Profile((*name).to_owned()),
            _ => return None,
        })
    }

    /// The name used in faults and logs.
    pub fn name(&self) -> &'static str {
        match self {
            Operation::Comment => "comment",
            Operation::Compose => "compose",
            Operation::Listing(_) => "listing",
            Operation::Profile(_) | Operation::Me => "profile",
            Operation::Moderate(_) => "hide",
        }
    }

    /// Whether somebody would see something.
    pub fn sends(&self) -> bool {
        matches!(self, Operation::Comment | Operation::Compose)
    }
}

/// What only Reddit remembers: things by account, newest last.
#[derive(Default)]
pub struct RedditMemory {
    things: Vec<(String, Value)>,
}

impl RedditMemory {
    fn find(&self, name: &str) -> Option<&Value> {
        self.things.iter().map(|(_, thing)| thing).find(|thing| thing["data"]["name"] == name)
    }
}

/// The name of a user: as it is where Reddit allows it.
pub(crate) fn user_id(account: &Account, customer: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    if (3..=20).contains(&customer.len()) && customer.chars().all(plain) {
        customer.to_owned()
    } else {
        format!("user_{:x}", number_of("reddit", &account.account, customer) % 0xffff_ffff)
    }
}

/// Carries a call out. The caller has checked the token: `account` is whose it is.
pub(crate) fn answer(world: &mut World, call: &Call, operation: &Operation, account: &Account) -> Answer {
    let agent = call.header("user-agent").unwrap_or_default();
    if !agent.contains(":") || !agent.ends_with(&format!("(by /u/{})", account.id)) {
        let what = format!("the User-Agent `{agent}` does not name program and user");
        return error(429).failing(FailureKind::Malformed, what);
    }
    match operation {
        Operation::Comment | Operation::Compose => send(world, call, operation, account),
        Operation::Listing(listing) => listed(world, call, listing, account),
        Operation::Moderate(seen) => moderate(world, call, *seen),
        Operation::Me => Answer::json(200, json!({ "name": account.id, "id": "m0", "is_suspended": false })),
        Operation::Profile(name) => match world.known(Platform::Reddit, &account.account, name) {
            Some(_) => Answer::json(200, json!({ "kind": "t2", "data": { "name": name, "id": "m1", "icon_img": "" } })),
            None => error(404),
        },
    }
}

/// The account moderates the one community there is.
fn moderate(world: &mut World, call: &Call, seen: bool) -> Answer {
    if !call.is_form() {
        return error(400).failing(FailureKind::Malformed, "the content type must be application/x-www-form-urlencoded");
    }
    let fields: BTreeMap<String, String> = form_urlencoded::parse(&call.body).into_owned().collect();
    if let Some(name) = fields.keys().find(|name| !["id", "spam"].contains(&name.as_str())) {
        return error(400).failing(FailureKind::UnknownField, format!("`{name}` is no field here"));
    }
    let id = fields.get("id").map(String::as_str).unwrap_or_default();
    match world.reddit.things.iter_mut().find(|(_, thing)| thing["data"]["name"] == id) {
        Some((_, thing)) => {
            thing["data"]["removed"] = json!(!seen);
            Answer::json(200, json!({}))
        }
        None => error(404),
    }
}

fn send(world: &mut World, call: &Call, operation: &Operation, account: &Account) -> Answer {
    if !call.is_form() {
        return error(400).failing(FailureKind::Malformed, "the content type must be application/x-www-form-urlencoded");
    }
    let fields: BTreeMap<String, String> = form_urlencoded::parse(&call.body).into_owned().collect();
    let known: &[&str] = match operation {
        Operation::Comment => &["api_type", "thing_id", "text"],
        _ => &["api_type", "to", "subject", "text"],
    };
    if let Some(name) = fields.keys().find(|name| !known.contains(&name.as_str())) {
        return error(400).failing(FailureKind::UnknownField, format!("`{name}` is no field here"));
    }
    let field = |name: &str| fields.get(name).map(String::as_str).unwrap_or_default();
    if field("api_type") != "json" {
        return error(400).failing(FailureKind::Malformed, "api_type must be json");
    }
    let text = field("text").to_owned();
    match text.chars().count() {
        0 => return refused("NO_TEXT", "we need something here", "text").failing(FailureKind::Malformed, "no text"),
        count if count > TEXT_AT_MOST => {
            let what = format!("a text of {count} characters");
            return refused("TOO_LONG", "this is too long (max: 10000)", "text").failing(FailureKind::OverLimit, what);
        }
        _ => {}
    }
    let (recipient, answered) = match operation {
        Operation::Comment => match world.reddit.find(field("thing_id")).map(|thing| thing["data"].clone()) {
            None => return refused("DELETED_COMMENT", "that comment has been deleted", "parent"),
            Some(thing) if thing["author"] == "[deleted]" => {
                return refused("DELETED_COMMENT", "that comment has been deleted", "parent");
            }
            Some(thing) => (thing["author"].as_str().unwrap_or_default().to_owned(), Some(field("thing_id").to_owned())),
        },
        _ => {
            if field("subject").is_empty() || field("subject").chars().count() > SUBJECT_AT_MOST {
                return refused("NO_SUBJECT", "please enter a subject", "subject")
                    .failing(FailureKind::Malformed, "no lawful subject");
            }
            match world.known(Platform::Reddit, &account.account, field("to")) {
                None => return refused("USER_DOESNT_EXIST", "that user doesn't exist", "to"),
                Some(person) if person.blocked => {
                    return refused("USER_BLOCKED", "you can't send to a user that you have blocked", "to");
                }
                Some(_) => (field("to").to_owned(), None),
            }
        }
    };
    let at_ms = world.now_ms();
    let id = format!("{}_{:x}", if answered.is_some() { "t1" } else { "t4" }, world.ids.seed() % 0xff_ffff_ffff);
    world.talk.push(Utterance {
        platform: Platform::Reddit,
        account: account.account.clone(),
        user_id: recipient.clone(),
        from_company: true,
        public: answered.is_some(),
        id: id.clone(),
        text: text.clone(),
        at_ms,
        file: None,
    });
    let data = match &answered {
        Some(_) => json!({ "things": [{ "kind": "t1", "data": { "name": id, "body": text, "author": account.id } }] }),
        None => json!({}),
    };
    let sent = Sent {
        platform: Platform::Reddit,
        account: account.account.clone(),
        operation: operation.name().to_owned(),
        recipient,
        text: Some(text),
        message: json!(fields),
        id,
        at_ms,
        retry_key: None,
        comment_id: answered,
        delivered: true,
        seq: world.journal.next_seq(),
    };
    allowance(Answer { sent: vec![sent], ..Answer::json(200, json!({ "json": { "errors": [], "data": data } })) })
}

/// Newest first, `limit` at a time, after the thing named by `after`.
fn listed(world: &World, call: &Call, listing: &Listing, account: &Account) -> Answer {
    if call.query("raw_json") != Some("1") {
        return error(400).failing(FailureKind::Malformed, "without raw_json=1 the words come escaped");
    }
    let limit: usize = call.query("limit").and_then(|limit| limit.parse().ok()).unwrap_or(25).min(100);
    let words = call.query("q").unwrap_or_default().to_lowercase();
    let is_there = |thing: &Value| {
        let (kind, data) = (&thing["kind"], &thing["data"]);
        match listing {
            Listing::New(community) => kind == "t3" && data["subreddit"] == community.as_str(),
            Listing::Comments(community) => kind == "t1" && data["subreddit"] == community.as_str(),
            Listing::Inbox => kind == "t4" || data["dest"] == account.id.as_str(),
            Listing::Search => kind == "t3" && data.to_string().to_lowercase().contains(&words),
        }
    };
    let mut all: Vec<&Value> = world
        .reddit
        .things
        .iter()
        .filter(|(owner, thing)| *owner == account.account && is_there(thing))
        .map(|(_, thing)| thing)
        .collect();
    all.sort_by(|a, b| {
        b["data"]["created_utc"].as_f64().unwrap_or(0.0).total_cmp(&a["data"]["created_utc"].as_f64().unwrap_or(0.0))
    });
    // A thousand things back at most; after one that is gone there is nothing.
    all.truncate(1_000);
    let from = match call.query("after") {
        None => 0,
        Some(after) => all.iter().position(|thing| thing["data"]["name"] == after).map_or(all.len(), |place| place + 1),
    };
    let page: Vec<&Value> = all.iter().skip(from).take(limit).copied().collect();
    let after = (from + page.len() < all.len()).then(|| page.last().map(|thing| thing["data"]["name"].clone())).flatten();
    allowance(Answer::json(
        200,
        json!({ "kind": "Listing", "data": { "after": after, "before": null, "modhash": null, "children": page } }),
    ))
}

/// Every answer says how many calls are left.
fn allowance(answer: Answer) -> Answer {
    answer
        .with("x-ratelimit-remaining", "99.0".to_owned())
        .with("x-ratelimit-used", "1".to_owned())
        .with("x-ratelimit-reset", "60".to_owned())
}

/// Reddit's words for a failure on order, and for a wrong token.
pub(crate) fn faulty(kind: &FaultKind) -> Answer {
    match kind {
        FaultKind::TokenExpired => error(401),
        FaultKind::RateLimited { retry_after } => error(429).with("x-ratelimit-reset", retry_after.unwrap_or(1).to_string()),
        FaultKind::Status { code, .. } => error(*code),
        _ => error(503),
    }
}

fn error(status: u16) -> Answer {
    Answer::json(status, json!({ "message": "on order or by mistake", "error": status }))
}

/// A refusal stands in the body of a 200.
fn refused(code: &str, sentence: &str, field: &str) -> Answer {
    allowance(Answer::json(200, json!({ "json": { "errors": [[code, sentence, field]] } })))
}

/// The thing for what somebody writes.
pub(crate) fn build(world: &mut World, account: &Account, customer: &str, write: &Write) -> Result<Built, Refusal> {
    let user_id = user_id(account, customer);
    let timestamp_ms = write.timestamp_ms.unwrap_or_else(|| world.now_ms());
    let words = || write.text.clone().filter(|text| !text.is_empty()).ok_or_else(|| Refusal::invalid("write: `text` is missing"));
    let id = format!("{:x}", world.ids.seed() % 0xff_ffff_ffff);
    let created = f64::from(u32::try_from(timestamp_ms / 1_000).unwrap_or_default());
    let mut data =
        json!({ "id": id, "author": user_id, "author_fullname": "t2_m", "created_utc": created, "subreddit": COMMUNITY });
    let parent = || write.parent.clone().ok_or_else(|| Refusal::invalid("write: `parent` names a thing (`t3_…`, `t1_…`)"));
    let kind = match write.kind {
        Kind::Text => {
            (data["body"], data["subject"], data["dest"]) = (json!(words()?), json!("hello"), json!(account.id));
            (data["subreddit"], data["was_comment"], data["type"]) = (Value::Null, json!(false), json!("unknown"));
            "t4"
        }
        Kind::Post => {
            (data["title"], data["selftext"], data["is_self"]) = (json!(words()?), json!(""), json!(true));
            "t3"
        }
        Kind::Comment | Kind::CommentReply | Kind::Mention => {
            let parent =
                if write.kind == Kind::Mention { write.parent.clone().unwrap_or("t3_other".to_owned()) } else { parent()? };
            (data["body"], data["parent_id"], data["link_id"]) = (json!(words()?), json!(parent), json!("t3_post1"));
            if write.kind != Kind::Comment {
                let kind = if write.kind == Kind::Mention { "username_mention" } else { "comment_reply" };
                (data["dest"], data["was_comment"], data["type"]) = (json!(account.id), json!(true), json!(kind));
            }
            "t1"
        }
        Kind::CommentRemove => {
            let name = parent()?;
            let thing = world.reddit.find(&name).cloned().ok_or_else(|| Refusal::conflict("write: there is no such thing"))?;
            let mut value = thing;
            (value["data"]["author"], value["data"]["body"]) = (json!("[deleted]"), json!("[deleted]"));
            return Ok(Built { value, user_id, external_id: Some(name), event_id: None, timestamp_ms });
        }
        other => {
            return Err(Refusal::invalid(format!("write: Reddit has no kind {other:?}; use one of {KINDS:?} in snake_case")));
        }
    };
    let name = format!("{kind}_{id}");
    data["name"] = json!(name);
    Ok(Built { value: json!({ "kind": kind, "data": data }), user_id, external_id: Some(name), event_id: None, timestamp_ms })
}

/// What was written stands there from now on.
pub(crate) fn observe(world: &mut World, account: &Account, thing: &Value) {
    let author = thing["data"]["author"].as_str().unwrap_or_default().to_owned();
    if author != "[deleted]" {
        world.person(Platform::Reddit, &account.account, &author);
    }
    world.reddit.things.retain(|(_, known)| known["data"]["name"] != thing["data"]["name"]);
    world.reddit.things.push((account.account.clone(), thing.clone()));
}

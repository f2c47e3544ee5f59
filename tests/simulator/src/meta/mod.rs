//! The pretend Graph API: what the product may call below `{url}/meta/v25.0`, and what Meta remembers.
//!
//! Instagram, Facebook and WhatsApp share the path scheme, the errors and the token rules; they differ in their events,
//! limits and fields.
//!
//! Sources: Meta for Developers, "Instagram Platform" (Send Messages, Private Replies, Comment Moderation), "Messenger
//! Platform" (Send API, Common Error Codes), "Graph API: comments", "WhatsApp Business Platform: Messages, Error codes".

mod comment;
mod echo;
pub mod event;
mod fields;
mod form;
mod list;
mod message;
pub(crate) mod observe;
mod operation;
pub mod page;
mod read;
pub mod whatsapp;

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::account::{Account, Platform};
use crate::call::{Answer, Call};
use crate::fault::FaultKind;
use crate::record::FailureKind;
use crate::signature::app_secret_proof;
use crate::world::World;
use crate::writing::PICTURE;

pub use operation::Operation;
use operation::elsewhere;

/// The reply window: 24 hours after the customer last wrote in private.
pub const WINDOW_MS: i64 = 24 * 3_600_000;
/// How far the HUMAN_AGENT tag stretches it, and how long a comment takes a private reply.
pub const WEEK_MS: i64 = 7 * 24 * 3_600_000;

/// What only Meta remembers.
#[derive(Default)]
pub struct MetaMemory {
    comments: HashMap<String, Comment>,
    posts: HashMap<String, Post>,
    /// The last message sent to each (account, person), for read receipts.
    last_sent: HashMap<(String, String), String>,
}

/// A public comment.
#[derive(Debug, Clone)]
struct Comment {
    account: String,
    author: Option<String>,
    username: Option<String>,
    text: String,
    post: Option<String>,
    product: String,
    parent: Option<String>,
    at_ms: i64,
    own: bool,
    hidden: bool,
    deleted: bool,
    /// By the account.
    liked: bool,
    privately_answered: bool,
}

/// A post: the account's own, or one whose owner mentioned the account.
#[derive(Debug, Clone)]
struct Post {
    account: String,
    owner: Option<String>,
    username: String,
    caption: String,
    at_ms: i64,
}

/// The token a call shows: in the header, the query or the JSON body.
pub(crate) fn token(call: &Call) -> Option<String> {
    call.bearer().or_else(|| call.query("access_token")).map(str::to_owned).or_else(|| {
        let body = parameters(call).ok()?;
        body.get("access_token").and_then(Value::as_str).map(str::to_owned)
    })
}

/// Whose call it is: the account of the token. One token may serve several; then the path says which is meant.
pub(crate) fn account_of(world: &World, call: &Call, token: Option<&str>) -> (Platform, Option<Account>) {
    let named = |account: &&Account| call.segments.contains(&account.id);
    let ours = || world.accounts.iter().filter(|account| account.platform.is_meta());
    let holds = |account: &&Account| Some(account.token.as_str()) == token;
    let account = ours().filter(holds).find(named).or_else(|| ours().find(holds)).cloned();
    let platform = account.as_ref().or_else(|| ours().find(named)).map_or(Platform::Instagram, |account| account.platform);
    (platform, account)
}

/// The platform's id of a customer.
pub(crate) fn user_id(account: &Account, customer: &str) -> String {
    match account.platform {
        Platform::WhatsApp => whatsapp::user_id(account, customer),
        Platform::Facebook => page::user_id(account, customer),
        Platform::Instagram
        | Platform::Line
        | Platform::X
        | Platform::KakaoTalk
        | Platform::Sms
        | Platform::Telegram
        | Platform::LinkedIn
        | Platform::Reddit => event::user_id(account, customer),
    }
}

/// A body of several entries.
pub(crate) fn body(platform: Platform, entries: Vec<Value>) -> Value {
    let object = match platform {
        Platform::Facebook => "page",
        Platform::WhatsApp => "whatsapp_business_account",
        Platform::Instagram
        | Platform::Line
        | Platform::X
        | Platform::KakaoTalk
        | Platform::Sms
        | Platform::Telegram
        | Platform::LinkedIn
        | Platform::Reddit => "instagram",
    };
    json!({ "object": object, "entry": entries })
}

/// Carries a call out. The caller has checked the token: `account` is whose it is.
pub(crate) fn answer(world: &mut World, call: &Call, operation: &Operation, account: &Account) -> Answer {
    if let Some(answer) = wrong_proof(world, call, account) {
        return answer;
    }
    if let Operation::Messages(id) | Operation::Mentions(id) | Operation::Account(id) | Operation::Subscribed(id) = operation
        && id != "me"
        && *id != account.id
    {
        let message = format!("the token is {}'s ({}), the path names {id}", account.account, account.id);
        return no_such_object(world, id).failing(FailureKind::WrongAccount, message);
    }
    if let Some(answer) = elsewhere(world, call, operation, account) {
        return answer;
    }
    match operation {
        Operation::Messages(_) if account.platform == Platform::WhatsApp => whatsapp::send(world, call, account),
        Operation::Messages(_) => message::send(world, call, account),
        Operation::Comments(id) => comment::under(world, call, account, id),
        Operation::Replies(id) => comment::reply(world, call, account, id),
        Operation::Mentions(_) => comment::mention(world, call, account),
        Operation::Hide(id) => comment::hide(world, call, account, id),
        Operation::Delete(id) => comment::delete(world, account, id),
        Operation::Like(id) => comment::like(world, call, account, id, true),
        Operation::Unlike(id) => comment::like(world, call, account, id, false),
        Operation::Subscribed(_) if call.method == "POST" => Answer::json(200, json!({ "success": true })),
        Operation::Subscribed(_) => Answer::json(200, json!({ "data": [{ "id": "1", "subscribed_fields": ["messages"] }] })),
        Operation::List(id, edge) => list::answer(world, call, account, id, edge),
        Operation::Account(_) => read::account(world, call, account),
        Operation::Comment(id) => read::comment(world, call, account, id),
        Operation::Post(id) => read::post(world, call, account, id),
        Operation::Profile(id) => read::profile(world, call, account, id),
        Operation::File(id) => whatsapp::file(world, id, account),
        Operation::Download(id) | Operation::Guarded(id) => download(world, id),
    }
}

/// A file at its own address: whoever has the address has the file, until it expires.
pub(crate) fn download(world: &World, id: &str) -> Answer {
    if id.starts_with("profile-") {
        return Answer::bytes("image/png", PICTURE.to_vec());
    }
    match world.media.get(id) {
        Some(media) if media.until_ms > world.now_ms() => Answer::bytes(&media.content_type, media.bytes.clone()),
        Some(_) => Answer::bytes_with_status(403, "text/plain", b"URL signature expired".to_vec()),
        None => Answer::bytes_with_status(404, "text/plain", b"Not Found".to_vec()),
    }
}

/// Meta's words for a failure on order, and for a wrong token.
pub(crate) fn faulty(world: &mut World, platform: Platform, kind: &FaultKind) -> Answer {
    match kind {
        FaultKind::RateLimited { .. } if platform == Platform::WhatsApp => {
            error(world, 429, 130_429, None, "(#130429) Rate limit hit")
        }
        FaultKind::ServerError | FaultKind::ServerErrorAfterAccept if platform == Platform::WhatsApp => {
            error(world, 500, 131_000, None, "(#131000) Something went wrong")
        }
        FaultKind::TokenExpired => {
            let message = "Error validating access token: Session has expired.";
            error(world, 401, 190, Some(463), message)
                .with("www-authenticate", "OAuth \"Facebook Platform\" \"invalid_token\" \"Session has expired.\"")
        }
        FaultKind::RateLimited { .. } => error(world, 429, 613, None, "(#613) Calls to this api have exceeded the rate limit."),
        FaultKind::Status { code, .. } => error(world, *code, 1, None, "An unknown error occurred"),
        _ => error(world, 500, 2, None, "An unexpected error has occurred. Please retry your request later."),
    }
}

/// The answer to a token Meta never issued.
pub(crate) fn bad_token(world: &mut World) -> Answer {
    error(world, 401, 190, None, "Invalid OAuth access token - Cannot parse access token")
        .with("www-authenticate", "OAuth \"Facebook Platform\" \"invalid_token\" \"Cannot parse access token\"")
}

fn wrong_proof(world: &mut World, call: &Call, account: &Account) -> Option<Answer> {
    let in_body = || parameters(call).ok()?.get("appsecret_proof").and_then(Value::as_str).map(str::to_owned);
    let shown = call.query("appsecret_proof").map(str::to_owned).or_else(in_body)?;
    if shown == app_secret_proof(&account.secret, &account.token) {
        return None;
    }
    let message = "Invalid appsecret_proof provided in the API argument";
    Some(error(world, 400, 100, None, message).failing(FailureKind::AppSecretProof, message))
}

/// The parameters of a call: query, form or JSON body, later ones over earlier ones. The error is for the product.
fn parameters(call: &Call) -> Result<serde_json::Map<String, Value>, String> {
    let mut all: serde_json::Map<String, Value> =
        call.query.iter().map(|(key, value)| (key.clone(), Value::String(value.clone()))).collect();
    if call.body.is_empty() {
        return Ok(all);
    }
    if call.is_form() {
        let pairs = form_urlencoded::parse(&call.body).into_owned();
        all.extend(pairs.map(|(key, value)| (key, Value::String(value))));
        return Ok(all);
    }
    if !call.is_json() {
        return Err("content-type is neither application/json nor a form".to_owned());
    }
    match serde_json::from_slice(&call.body) {
        Ok(Value::Object(object)) => all.extend(object),
        Ok(_) => return Err("the body is no JSON object".to_owned()),
        Err(_) => return Err("the body is not JSON".to_owned()),
    }
    Ok(all)
}

/// An error in the Graph API's form.
fn error(world: &mut World, status: u16, code: u32, subcode: Option<u32>, message: &str) -> Answer {
    let kind = match code {
        1 | 2 | 190 | 10 => "OAuthException",
        100 if subcode == Some(33) => "GraphMethodException",
        230 => "IGApiException",
        _ => "OAuthException",
    };
    let mut body = json!({ "message": message, "type": kind, "code": code, "fbtrace_id": world.ids.token(22) });
    if let Some(subcode) = subcode {
        body["error_subcode"] = json!(subcode);
    }
    Answer::json(status, json!({ "error": body }))
}

/// The same, for a request the product should never make.
fn mistake(world: &mut World, kind: FailureKind, message: &str) -> Answer {
    error(world, 400, 100, None, &format!("(#100) {message}")).failing(kind, message)
}

fn no_such_object(world: &mut World, id: &str) -> Answer {
    let message = format!(
        "Unsupported request. Object with ID '{id}' does not exist, cannot be loaded due to missing permissions, or \
         does not support this operation."
    );
    error(world, 400, 100, Some(33), &message)
}

//! What the product may ask Meta for, and which of Meta's platforms has it.

use super::{no_such_object, whatsapp};
use crate::account::{Account, Platform};
use crate::call::{Answer, Call};
use crate::record::FailureKind;
use crate::world::World;

/// What the product may ask Meta for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operation {
    /// `POST /{igid|page|phone number|me}/messages`
    Messages(String),
    /// `POST /{comment}/replies`
    Replies(String),
    /// `POST /{comment|post}/comments`, on Facebook
    Comments(String),
    /// `POST /{igid|me}/mentions`
    Mentions(String),
    /// `POST /{comment}` with `hide` (Instagram) or `is_hidden` (Facebook)
    Hide(String),
    /// `DELETE /{comment}`
    Delete(String),
    /// `POST /{comment|post}/likes`, on Facebook
    Like(String),
    /// `DELETE /{comment|post}/likes`, on Facebook
    Unlike(String),
    /// `GET` and `POST /{igid|page}/subscribed_apps`
    Subscribed(String),
    /// `GET /{igid|page|conversation|post}/{conversations|messages|feed|media|comments}`
    List(String, String),
    /// `GET /{igid|page|phone number|me}`
    Account(String),
    /// `GET /{comment}`
    Comment(String),
    /// `GET /{post}`
    Post(String),
    /// `GET /{igsid|psid}`
    Profile(String),
    /// `GET /{media}`, on WhatsApp
    File(String),
    /// `GET` of a file's own address, which needs no token
    Download(String),
    /// The same on WhatsApp, which needs one
    Guarded(String),
}

impl Operation {
    /// The operation behind a method and path; none if Meta has no such path. What a `GET` of an id means depends on
    /// what has that id.
    pub fn of(world: &World, call: &Call) -> Option<Operation> {
        let segments: Vec<&str> = call.segments.iter().map(String::as_str).collect();
        if let ("GET", ["media", id]) = (call.method.as_str(), segments.as_slice()) {
            let id = (*id).to_owned();
            return Some(if id.starts_with(whatsapp::GUARDED) { Operation::Guarded(id) } else { Operation::Download(id) });
        }
        let rest = segments.strip_prefix(&[world.conduct.meta_version.as_str()])?;
        Some(match (call.method.as_str(), rest) {
            ("POST", [id, "messages"]) => Operation::Messages((*id).to_owned()),
            ("POST", [id, "replies"]) => Operation::Replies((*id).to_owned()),
            ("POST", [id, "comments"]) => Operation::Comments((*id).to_owned()),
            ("POST", [id, "mentions"]) => Operation::Mentions((*id).to_owned()),
            ("POST", [id, "likes"]) => Operation::Like((*id).to_owned()),
            ("DELETE", [id, "likes"]) => Operation::Unlike((*id).to_owned()),
            ("GET" | "POST", [id, "subscribed_apps"]) => Operation::Subscribed((*id).to_owned()),
            ("GET", [id, edge @ ("conversations" | "messages" | "feed" | "media" | "comments")]) => {
                Operation::List((*id).to_owned(), (*edge).to_owned())
            }
            ("POST", [id]) => Operation::Hide((*id).to_owned()),
            ("DELETE", [id]) => Operation::Delete((*id).to_owned()),
            ("GET", [id]) => {
                let own = |known: &Account| known.platform.is_meta() && known.id == **id;
                let id = (*id).to_owned();
                if id == "me" || world.accounts.iter().any(own) {
                    Operation::Account(id)
                } else if world.meta.comments.contains_key(&id) {
                    Operation::Comment(id)
                } else if world.meta.posts.contains_key(&id) {
                    Operation::Post(id)
                } else if world.media.contains_key(&format!("{}{id}", whatsapp::GUARDED)) {
                    Operation::File(id)
                } else {
                    Operation::Profile(id)
                }
            }
            _ => return None,
        })
    }

    /// The name used in faults and logs.
    pub fn name(&self) -> &'static str {
        match self {
            Operation::Messages(_) => "messages",
            Operation::Replies(_) => "replies",
            Operation::Comments(_) => "comments",
            Operation::Mentions(_) => "mentions",
            Operation::Hide(_) => "hide",
            Operation::Delete(_) => "delete",
            Operation::Like(_) | Operation::Unlike(_) => "likes",
            Operation::Account(_) => "account",
            Operation::Subscribed(_) => "subscribed_apps",
            Operation::List(..) => "listing",
            Operation::Comment(_) => "comment",
            Operation::Post(_) | Operation::File(_) | Operation::Download(_) | Operation::Guarded(_) => "media",
            Operation::Profile(_) => "profile",
        }
    }

    /// Whether somebody would see something.
    pub fn sends(&self) -> bool {
        match self {
            Operation::Messages(_) | Operation::Replies(_) | Operation::Comments(_) | Operation::Mentions(_) => true,
            Operation::Hide(_)
            | Operation::Delete(_)
            | Operation::Like(_)
            | Operation::Unlike(_)
            | Operation::Account(_)
            | Operation::Subscribed(_)
            | Operation::List(..)
            | Operation::Comment(_)
            | Operation::Post(_)
            | Operation::Profile(_)
            | Operation::File(_)
            | Operation::Download(_)
            | Operation::Guarded(_) => false,
        }
    }
}

/// The answer to a call that only another of Meta's platforms has.
pub(super) fn elsewhere(world: &mut World, call: &Call, operation: &Operation, account: &Account) -> Option<Answer> {
    let takes: &[Platform] = match operation {
        Operation::Replies(_) | Operation::Mentions(_) => &[Platform::Instagram],
        Operation::Comments(_) | Operation::Like(_) | Operation::Unlike(_) => &[Platform::Facebook],
        Operation::Hide(_)
        | Operation::Delete(_)
        | Operation::Comment(_)
        | Operation::Post(_)
        | Operation::Profile(_)
        | Operation::List(..)
        | Operation::Subscribed(_) => &[Platform::Instagram, Platform::Facebook],
        Operation::File(_) | Operation::Guarded(_) => &[Platform::WhatsApp],
        Operation::Messages(_) | Operation::Account(_) | Operation::Download(_) => return None,
    };
    if takes.contains(&account.platform) {
        return None;
    }
    let message = format!("{} has no {} /{}", account.platform, call.method, call.segments.join("/"));
    Some(no_such_object(world, operation.name()).failing(FailureKind::UnknownPath, message))
}

//! An answer to Instagram.

use domain::reply::{Outbound, Target};
use serde::Serialize;

use super::{PRIVATE, PUBLIC};
use crate::request::{Credentials, Refusal, Request, checked, segment};

#[derive(Serialize)]
struct Direct<'a> {
    recipient: Recipient<'a>,
    message: Words<'a>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    tag: Option<Tag>,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Recipient<'a> {
    Id(&'a str),
    CommentId(&'a str),
}

#[derive(Serialize)]
struct Words<'a> {
    text: &'a str,
}

/// The only tag Instagram knows: a person wrote it by hand, within 7 days.
#[derive(Serialize)]
struct Tag {
    messaging_type: &'static str,
    tag: &'static str,
}

const HUMAN_AGENT: Tag = Tag { messaging_type: "MESSAGE_TAG", tag: "HUMAN_AGENT" };

#[derive(Serialize)]
struct Public<'a> {
    message: &'a str,
}

#[derive(Serialize)]
struct Mentioned<'a> {
    media_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    comment_id: Option<&'a str>,
    message: &'a str,
}

/// A direct message, a private reply to a comment, a public reply under a comment, or a comment where the brand is named.
pub(crate) fn encode(outbound: &Outbound, credentials: &Credentials<'_>) -> Result<Request, Refusal> {
    let own = segment("account", &outbound.from)?;
    let direct = |recipient, tag| {
        let message = Words { text: checked(&outbound.text, &PRIVATE)? };
        Request::post(format!("/{own}/messages"), &Direct { recipient, message, tag }, credentials)
    };
    let request = match &outbound.target {
        Target::Direct { customer } => direct(Recipient::Id(customer), outbound.human_tag.then_some(HUMAN_AGENT)),
        Target::PrivateReply { comment } => direct(Recipient::CommentId(comment), None),
        Target::Comment { comment } => {
            let path = format!("/{}/replies", segment("comment", comment)?);
            Request::post(path, &Public { message: checked(&outbound.text, &PUBLIC)? }, credentials)
        }
        Target::Mention { media, comment } => {
            let message = checked(&outbound.text, &PUBLIC)?;
            let body = Mentioned { media_id: media, comment_id: comment.as_deref(), message };
            Request::post(format!("/{own}/mentions"), &body, credentials)
        }
    }?;
    Ok(request.proven(credentials))
}

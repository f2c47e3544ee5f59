//! An answer to Instagram.

use domain::reply::{Outbound, Target};
use serde::Serialize;

use super::{PRIVATE, PUBLIC};
use crate::{
    meta::deliver::{Manner, Recipient, direct},
    request::{Credentials, Refusal, Request, checked, segment, words_only},
};

/// Instagram documents neither a type nor metadata for a message.
const MANNER: Manner = Manner { limits: PRIVATE, typed: false, metadata: false, templates: false };

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
    let public = || words_only(outbound).and_then(|text| checked(text, &PUBLIC));
    let request = match &outbound.target {
        Target::Direct { customer } => direct(outbound, Recipient::Id(customer), &MANNER, credentials),
        Target::PrivateReply { comment } => direct(outbound, Recipient::CommentId(comment), &MANNER, credentials),
        Target::Comment { comment } => {
            let path = format!("/{}/replies", segment("comment", comment)?);
            Request::post(path, &Public { message: public()? }, credentials)
        }
        Target::Mention { media, comment } => {
            let body = Mentioned { media_id: media, comment_id: comment.as_deref(), message: public()? };
            Request::post(format!("/{own}/mentions"), &body, credentials)
        }
    }?;
    Ok(request.proven(credentials))
}

//! An answer to Facebook.

use domain::reply::{Outbound, Target};
use serde::Serialize;

use super::{PRIVATE, PUBLIC};
use crate::{
    meta::deliver::{Manner, Recipient, direct},
    request::{Credentials, Refusal, Request, checked, segment, words_only},
};

/// Messenger's echo hands our id back: it settles a send whose answer was lost.
const MANNER: Manner = Manner { limits: PRIVATE, typed: true, metadata: true, templates: true };

#[derive(Serialize)]
struct Public<'a> {
    message: &'a str,
}

/// A message, a private reply to a comment or a visitor's post, or a comment under a comment or post.
pub(crate) fn encode(outbound: &Outbound, credentials: &Credentials<'_>) -> Result<Request, Refusal> {
    segment("account", &outbound.from)?;
    let under = |what, id: &str| {
        let message = words_only(outbound).and_then(|text| checked(text, &PUBLIC))?;
        Request::post(format!("/{}/comments", segment(what, id)?), &Public { message }, credentials)
    };
    let request = match &outbound.target {
        Target::Direct { customer } => direct(outbound, Recipient::Id(customer), &MANNER, credentials),
        Target::PrivateReply { comment } => direct(outbound, author_of(comment, &outbound.from), &MANNER, credentials),
        Target::Comment { comment } => under("comment", comment),
        Target::Mention { media, comment } => under("post", comment.as_ref().unwrap_or(media)),
    }?;
    Ok(request.proven(credentials))
}

/// A post on the page is `{page}_{post}`, a comment `{post}_{comment}`: the page's own id tells them apart.
fn author_of<'a>(item: &'a str, page: &str) -> Recipient<'a> {
    let on_the_page = item.strip_prefix(page).is_some_and(|rest| rest.starts_with('_'));
    if on_the_page { Recipient::PostId(item) } else { Recipient::CommentId(item) }
}

//! Posts of others: hidden where they answer one of ours, and liked (X, "Hide replies", "Likes"). Only its author deletes a post.

use domain::{moderation::Moderation, platform::Platform};
use serde_json::json;

use crate::request::{Credentials, Refusal, Request, segment};

pub(crate) fn moderate(what: Moderation, words: &str, own: &str, credentials: &Credentials<'_>) -> Result<Request, Refusal> {
    let words = segment("post", words)?;
    let likes = || segment("account", own).map(|own| format!("/2/users/{own}/likes"));
    match what {
        Moderation::Hide | Moderation::Unhide => {
            Request::put(format!("/2/tweets/{words}/hidden"), &json!({ "hidden": what == Moderation::Hide }), credentials)
        }
        Moderation::Like => Request::post(likes()?, &json!({ "tweet_id": words }), credentials),
        Moderation::Unlike => Request::delete(format!("{}/{words}", likes()?), credentials),
        Moderation::Delete => Err(Refusal::NotModerable { platform: Platform::X, what: what.name() }),
    }
}

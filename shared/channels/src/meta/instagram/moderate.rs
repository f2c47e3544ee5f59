//! Comments under the account's media: hidden and deleted (Meta, "Instagram Platform: Comment Moderation"). Nobody likes a
//! comment by this interface.

use domain::{moderation::Moderation, platform::Platform};
use serde_json::json;

use crate::request::{Credentials, Refusal, Request, segment};

pub(crate) fn moderate(what: Moderation, words: &str, credentials: &Credentials<'_>) -> Result<Request, Refusal> {
    let path = format!("/{}", segment("comment", words)?);
    let request = match what {
        Moderation::Hide | Moderation::Unhide => Request::post(path, &json!({ "hide": what == Moderation::Hide }), credentials),
        Moderation::Delete => Request::delete(path, credentials),
        Moderation::Like | Moderation::Unlike => {
            return Err(Refusal::NotModerable { platform: Platform::Instagram, what: what.name() });
        }
    };
    Ok(request?.proven(credentials))
}

//! Comments and visitors' posts: hidden, liked, deleted (Meta, Graph API reference "Comment", "Object Likes").

use domain::moderation::Moderation;
use serde_json::json;

use crate::request::{Credentials, Refusal, Request, segment};

pub(crate) fn moderate(what: Moderation, words: &str, credentials: &Credentials<'_>) -> Result<Request, Refusal> {
    let words = segment("comment", words)?;
    let request = match what {
        Moderation::Hide | Moderation::Unhide => {
            Request::post(format!("/{words}"), &json!({ "is_hidden": what == Moderation::Hide }), credentials)
        }
        Moderation::Like => Request::post(format!("/{words}/likes"), &json!({}), credentials),
        Moderation::Unlike => Request::delete(format!("/{words}/likes"), credentials),
        Moderation::Delete => Request::delete(format!("/{words}"), credentials),
    };
    Ok(request?.proven(credentials))
}

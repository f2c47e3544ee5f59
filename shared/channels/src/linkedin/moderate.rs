//! Comments and posts of members: liked in the organisation's name, and removed from under its posts (Microsoft Learn, LinkedIn API
//! "Reactions", "Comments: delete"). LinkedIn hides nothing.

use domain::{moderation::Moderation, platform::Platform};
use serde_json::json;

use super::send::{commented, escaped, versioned};
use crate::request::{Credentials, Refusal, Request, segment};

pub(crate) fn moderate(what: Moderation, words: &str, own: &str, credentials: &Credentials<'_>) -> Result<Request, Refusal> {
    let actor = || escaped("organization", own);
    let urn = escaped("comment", words)?;
    let request = match what {
        Moderation::Like => {
            let body = json!({ "root": words, "reactionType": "LIKE" });
            Request::post(format!("/rest/reactions?actor={}", actor()?), &body, credentials)
        }
        Moderation::Unlike => Request::delete(format!("/rest/reactions/(actor:{},entity:{urn})", actor()?), credentials),
        Moderation::Delete => {
            // Under its own posts an organisation removes comments; a post is its author's.
            let refused = Refusal::NotModerable { platform: Platform::LinkedIn, what: "delete" };
            let (object, (_, id)) = commented(words).zip(words.trim_end_matches(')').rsplit_once(',')).ok_or(refused)?;
            let path = format!("/rest/socialActions/{}/comments/{}", escaped("post", object)?, segment("comment", id)?);
            Request::delete(format!("{path}?actor={}", actor()?), credentials)
        }
        Moderation::Hide | Moderation::Unhide => Err(Refusal::NotModerable { platform: Platform::LinkedIn, what: what.name() }),
    };
    Ok(versioned(request?))
}

//! Comments and posts in communities that the account moderates: removed from view, and let through again (Reddit, API documentation
//! "Moderation"). Reddit forbids that programs vote, and only its author deletes a post.

use domain::{moderation::Moderation, platform::Platform};

use super::send::called;
use crate::request::{Credentials, Refusal, Request, segment};

pub(crate) fn moderate(what: Moderation, words: &str, own: &str, credentials: &Credentials<'_>) -> Result<Request, Refusal> {
    let words = segment("comment", words)?;
    let request = match what {
        Moderation::Hide => Request::form("/api/remove".into(), &[("id", words), ("spam", "false")], credentials),
        Moderation::Unhide => Request::form("/api/approve".into(), &[("id", words)], credentials),
        Moderation::Like | Moderation::Unlike | Moderation::Delete => {
            Err(Refusal::NotModerable { platform: Platform::Reddit, what: what.name() })
        }
    };
    called(request?, own)
}

//! What the brand may do to others' public words, as a request of each platform.

use domain::{moderation::Moderation, platform::Platform};

use crate::{Credentials, Refusal, Request, capabilities, linkedin, meta, reddit, x};

/// The request that does it to the words with the platform's id `words`. `own` is the platform's id of the brand's account. Done
/// twice, it is done.
///
/// # Errors
/// Why there is none: the platform has no such thing, or an id cannot be part of an address.
pub fn moderate(
    platform: Platform,
    what: Moderation,
    words: &str,
    own: &str,
    credentials: &Credentials<'_>,
) -> Result<Request, Refusal> {
    let no = Refusal::NotModerable { platform, what: what.name() };
    if !capabilities(platform).is_some_and(|known| known.moderation.contains(&what)) {
        return Err(no);
    }
    match platform {
        Platform::Facebook => meta::facebook::moderate(what, words, credentials),
        Platform::Instagram => meta::instagram::moderate(what, words, credentials),
        Platform::X => x::moderate(what, words, own, credentials),
        Platform::LinkedIn => linkedin::moderate(what, words, own, credentials),
        Platform::Reddit => reddit::moderate(what, words, own, credentials),
        Platform::KakaoTalk
        | Platform::Sms
        | Platform::Line
        | Platform::Open
        | Platform::Telegram
        | Platform::Web
        | Platform::WhatsApp => Err(no),
    }
}

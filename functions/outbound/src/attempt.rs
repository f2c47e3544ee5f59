//! One call to a platform, with the account's secrets.

use channels::{Credentials, Refusal, Request};
use domain::{
    event::Whereabouts,
    id::{AccountId, ConversationId},
    platform::Platform,
    reply::Outbound,
    time::Timestamp,
};
use runtime::{Answer, Ask, Deps, Error, NoAnswer, Secret, Wire};

/// An answer on its way, with where it lies and who watches it.
pub(crate) struct Letter<'a> {
    pub conversation: ConversationId,
    pub at: Timestamp,
    pub whereabouts: &'a Whereabouts,
    pub outbound: &'a Outbound,
    /// Also if it has failed before.
    pub again: bool,
}

/// The secrets of an account; none if an administrator has not set them.
pub(crate) async fn secrets(deps: &Deps, platform: Platform, account: &AccountId) -> Result<Option<Secret>, Error> {
    deps.secrets.get(platform, account, deps.clock.now()).await
}

/// What lets an account call its platform. Without a token the request is refused before it is made.
pub(crate) fn credentials<'a>(platform: Platform, secret: &'a Secret) -> Credentials<'a> {
    let app_secret = match platform {
        Platform::Facebook | Platform::Instagram | Platform::WhatsApp => secret.one("signing"),
        Platform::KakaoTalk
        | Platform::Line
        | Platform::LinkedIn
        | Platform::Open
        | Platform::Reddit
        | Platform::Sms
        | Platform::Telegram
        | Platform::Web
        | Platform::X => None,
    };
    Credentials { token: secret.one("token").unwrap_or_default(), app_secret }
}

/// Makes the call.
pub(crate) async fn call(deps: &Deps, platform: Platform, request: Request) -> Result<Answer, NoAnswer> {
    let base = match platform {
        Platform::Line => deps.config.get(Wire::LineApi),
        Platform::Facebook | Platform::Instagram | Platform::WhatsApp => deps.config.get(Wire::MetaApi),
        Platform::X => deps.config.get(Wire::XApi),
        Platform::KakaoTalk | Platform::Sms => deps.config.get(Wire::SinchApi),
        Platform::Telegram => deps.config.get(Wire::TelegramApi),
        Platform::LinkedIn => deps.config.get(Wire::LinkedInApi),
        Platform::Reddit => deps.config.get(Wire::RedditApi),
        // Each bridge has an address of its own (`notify`), and nobody is called for the web messenger.
        Platform::Open | Platform::Web => None,
    };
    let Some(base) = base else { return Err(NoAnswer::NotReached(format!("no address is known for {platform}"))) };
    let url = format!("{}{}", base.trim_end_matches('/'), request.path);
    deps.http.ask(Ask { method: request.method, url, headers: request.headers, body: request.body }).await
}

/// A refusal that was found before any call, as an error for a command that cannot work.
pub(crate) fn unlawful(refusal: &Refusal) -> Error {
    Error::Reject(refusal.to_string())
}

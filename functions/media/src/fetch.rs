//! The way from what a message told of a file to its bytes.

use channels::{
    Credentials, Outcome, Response, Source, kind,
    media::{self, NoSource},
};
use domain::{
    media::{Keep, LARGEST, Unkept},
    platform::Platform,
};
use http::{HeaderMap, Method};
use runtime::{Answer, Ask, Deps, Error, NoAnswer, NoFile, Wire};

/// How it ended.
pub(crate) enum Fetched {
    /// Its bytes.
    File(Vec<u8>),
    /// It lies in the company's storage already, where its sender put it; this version of it was looked at.
    Ours {
        /// Where.
        from: String,
        /// Which.
        version: String,
    },
    /// It cannot be had, now or later.
    Never(Unkept),
    /// It may be had later.
    Later(String),
    /// It can be had once somebody has mended the account: what to do.
    Shut(String),
}

/// Fetches a file.
///
/// # Errors
/// When the account's secrets cannot be read.
pub(crate) async fn fetch(deps: &Deps, keep: &Keep) -> Result<Fetched, Error> {
    let platform = keep.platform;
    if let Some(from) = media::brought(platform, &keep.attachment) {
        return ours(deps, from).await;
    }
    let secret = deps.secrets.get(platform, &keep.account, deps.clock.now()).await?.unwrap_or_default();
    let app_secret = match platform {
        Platform::WhatsApp => secret.one("signing"),
        _ => None,
    };
    let credentials = Credentials { token: secret.one("token").unwrap_or_default(), app_secret };
    let source = match media::source(platform, &keep.attachment, &credentials) {
        Ok(source) => source,
        Err(NoSource::Refused(channels::Refusal::BadToken)) => return Ok(no_token(keep)),
        Err(why) => {
            tracing::debug!(%why, "No way leads to a file of {}: {why}", keep.account);
            return Ok(Fetched::Never(Unkept::Gone));
        }
    };
    let source = match source {
        Source::Ask(request) => {
            let Some(ask) = ask(deps, platform, request) else { return Ok(Fetched::Never(Unkept::Gone)) };
            let answer = match deps.http.ask(ask).await {
                Ok(answer) => answer,
                Err(silence) => return Ok(Fetched::Later(silence.to_string())),
            };
            let response = Response { status: answer.status, headers: &answer.headers, body: &answer.body };
            match media::located(platform, &response, &credentials) {
                Ok(source) => source,
                Err(outcome) => return Ok(told(keep, outcome)),
            }
        }
        source => source,
    };
    let (open, fetched) = match source {
        // Whoever is asked twice where a file is will not say it the third time.
        Source::Ask(_) => return Ok(Fetched::Never(Unkept::Gone)),
        Source::Platform(request) => {
            let Some(ask) = ask(deps, platform, request) else { return Ok(Fetched::Never(Unkept::Gone)) };
            (false, deps.http.download(ask, LARGEST).await)
        }
        Source::Address { url, headers } => {
            let hosts = media::hosts(platform);
            let open = headers.is_empty();
            let ask = Ask { method: Method::GET, url, headers, body: vec![] };
            (open, deps.http.download_foreign(ask, |host| hosts.has(host), LARGEST).await)
        }
    };
    Ok(match fetched {
        Ok(answer) => answered(keep, answer, open),
        Err(NoFile::TooLarge { .. }) => Fetched::Never(Unkept::TooLarge),
        Err(why @ (NoFile::Unlawful(_) | NoFile::Elsewhere { .. })) => {
            tracing::warn!(%why, "A file of {} lies where nothing is fetched from: {why}", keep.account);
            Fetched::Never(Unkept::Forbidden)
        }
        Err(NoFile::NoAnswer(NoAnswer::NotReached(why) | NoAnswer::Silence(why))) => Fetched::Later(why),
    })
}

/// A file of the web messenger: looked into like all others before an agent may open it.
async fn ours(deps: &Deps, from: String) -> Result<Fetched, Error> {
    let now = deps.clock.now();
    let Some(looked) = deps.files.look(&from, now).await? else { return Ok(Fetched::Never(Unkept::Gone)) };
    if looked.size > LARGEST as u64 {
        return Ok(Fetched::Never(Unkept::TooLarge));
    }
    Ok(match deps.files.beginning(&from, kind::ENOUGH, now).await? {
        None => Fetched::Never(Unkept::Gone),
        Some(beginning) if kind::of(&beginning).is_none() => Fetched::Never(Unkept::Dangerous),
        Some(_) => Fetched::Ours { from, version: looked.version },
    })
}

/// `open` is an address whose own signature is all the permission it takes: once that has ended, the file is gone.
fn answered(keep: &Keep, answer: Answer, open: bool) -> Fetched {
    match answer.status {
        200 => Fetched::File(answer.body),
        // LINE is still making the file.
        202 => Fetched::Later("the platform is not ready with the file".into()),
        // Whoever sends us on chooses where to: nobody is followed.
        300..=399 => Fetched::Never(Unkept::Forbidden),
        401 | 403 if !open => no_token(keep),
        408 | 429 | 500..=599 => Fetched::Later(format!("the platform answered {}", answer.status)),
        _ => Fetched::Never(Unkept::Gone),
    }
}

/// What a platform said instead of where the file is.
fn told(keep: &Keep, outcome: Outcome) -> Fetched {
    match outcome {
        Outcome::NeedsAttention { .. } => no_token(keep),
        Outcome::Retry { .. } | Outcome::RateLimited { .. } | Outcome::QuotaSpent { .. } => {
            Fetched::Later("the platform does not say where the file is".into())
        }
        Outcome::Sent { .. } | Outcome::WindowClosed { .. } | Outcome::Refused { .. } => Fetched::Never(Unkept::Gone),
    }
}

fn no_token(keep: &Keep) -> Fetched {
    Fetched::Shut(format!("the token of {} opens no files: an administrator must connect it again", keep.account))
}

/// The request at the platform's own address.
fn ask(deps: &Deps, platform: Platform, request: channels::Request) -> Option<Ask> {
    let base = deps.config.get(match platform {
        Platform::Line => Wire::LineDataApi,
        Platform::WhatsApp => Wire::MetaApi,
        Platform::Telegram => Wire::TelegramApi,
        // Their files lie at addresses of their own.
        Platform::Facebook
        | Platform::Instagram
        | Platform::KakaoTalk
        | Platform::X
        | Platform::LinkedIn
        | Platform::Reddit
        | Platform::Sms
        | Platform::Open
        | Platform::Web => return None,
    })?;
    let url = format!("{}{}", base.trim_end_matches('/'), request.path);
    let headers: HeaderMap = request.headers;
    Some(Ask { method: request.method, url, headers, body: request.body })
}
